"""How a book looks in Word: faces and sizes, after GB/T 9704-2012, 5.2 and 7.

Lengths are in twips, twentieths of a point, as the format has them, and are those of a page with
三号 text; a smaller page has all of them in proportion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.publish.paper.geometry import Geometry

LATIN: Final = "Times New Roman"
FANG: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEI: Final = "黑体"
SONG: Final = "宋体"
XIAOBIAOSONG: Final = "方正小标宋简体"
FACES: Final[Mapping[str, tuple[str, str, str]]] = {
    LATIN: ("", "roman", "02020603050405020304"),
    FANG: ("仿宋", "modern", "02010609030101010101"),
    KAI: ("楷体", "modern", "02010609030101010101"),
    HEI: ("SimHei", "modern", "02010609060101010101"),
    SONG: ("SimSun", "auto", "02010600030101010101"),
    XIAOBIAOSONG: ("方正小标宋_GBK", "auto", "03000509000000000000"),
}
"""Face → the name it also goes by, its family and its PANOSE number, for the table of fonts."""

SIZE_2: Final = 22.0
"""二号, in points; the others alike."""
SIZE_3: Final = 16.0
SIZE_4: Final = 14.0
SIZE_SMALL_4: Final = 12.0
SIZE_5: Final = 10.5
SIZE_SMALL_5: Final = 9.0

PITCH: Final = 579
"""28.95 pt from line to line: 22 lines in 225 mm."""
MARK_BEFORE: Final = 1984
"""35 mm, from the edge of the type area to 发文机关标志."""
CLOSER: Final = -5
"""A quarter of a point less from character to character: 28 of 三号 in 156 mm."""
ONE: Final = 315
"""One character of 三号 so set."""
TWO: Final = 2 * ONE
POINT: Final = 20
"""Twips in a point."""
EMU: Final = 635
"""Units of DrawingML in a twip."""


def twips(length: float) -> int:
    """Return *length*, in 毫米, in twips."""
    return round(length / 25.4 * 1440)


def share(page: Geometry) -> float:
    """Return how large text on *page* is, compared with 三号."""
    return page.body_pt / SIZE_3
