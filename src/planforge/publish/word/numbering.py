"""Numbers that Word counts: of headings, and the marks of lists.

A number in the text would be wrong as soon as somebody adds a chapter in Word; so headings and
lists get native numbering, and each plan and each list begins anew with its own first number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Numbering
from planforge.frozen import dataclass
from planforge.publish.word.look import ONE, TWO
from planforge.publish.word.xml import NOTHING, Xml, document, node, val

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEVELS: Final = 9
"""Levels that a numbering has."""
MOST: Final = 30_000
"""Numberings that a file may hold; Word counts them in 16 bits."""
_CHINESE: Final = (
    ("chineseCountingThousand", "%、"),
    ("chineseCountingThousand", "（%）"),
    ("decimal", "%."),
    ("decimal", "（%）"),
    ("decimalEnclosedCircleChinese", "%"),
)
"""GB/T 9704-2012, 7.3.3, and the custom of offices below."""
_SIGNS: Final = node("w:rPr", {}, node("w:rFonts", {"w:hint": "eastAsia"}))
"""The look of a number: · and ① in it are Chinese signs."""
_DIGITS: Final = "零一二三四五六七八九"
_LARGEST: Final = 99
_CIRCLES: Final = {chr(0x2460 + at): at + 1 for at in range(10)}
_MARK: Final = re.compile(
    r"(?P<before>[（(〔]?)(?:(?P<number>\d{1,4})|(?P<chinese>[一二三四五六七八九十]{1,3})"
    r"|(?P<circle>[①-⑩])|(?P<letter>[a-z])|(?P<capital>[A-Z]))(?P<after>[）)〕.、．]?)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The marks of a list: how they are counted, what stands around them, where they begin."""

    counted: str
    before: str
    after: str
    first: int


def chinese(number: int) -> str:
    """Return *number*, 1 to 99, in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


_VALUES: Final[Mapping[str, int]] = {chinese(n): n for n in range(1, _LARGEST + 1)}


def marks_of(marks: Sequence[str]) -> Mark | None:
    """Return how *marks* are counted; None if they do not follow each other."""
    if not marks or not all(marks):
        return None
    found = [_read(mark) for mark in marks]
    first = found[0]
    if first is None:
        return None
    for at, one in enumerate(found):
        if one != Mark(first.counted, first.before, first.after, first.first + at):
            return None
    return first


def _read(mark: str) -> Mark | None:
    match = _MARK.fullmatch(mark)
    if match is None:
        return None
    before, after = match["before"], match["after"]
    if match["number"]:
        is_plain = str(int(match["number"])) == match["number"]
        return Mark("decimal", before, after, int(match["number"])) if is_plain else None
    if match["chinese"]:
        value = _VALUES.get(match["chinese"])
        return Mark("chineseCountingThousand", before, after, value) if value else None
    if match["circle"]:
        return Mark("decimalEnclosedCircleChinese", before, after, _CIRCLES[match["circle"]])
    if match["letter"]:
        return Mark("lowerLetter", before, after, ord(match["letter"]) - ord("a") + 1)
    return Mark("upperLetter", before, after, ord(match["capital"]) - ord("A") + 1)


class Numberings:
    """The numberings that a book has asked for.

    Attributes:
        of_styles: The numbering that the styles of headings have; 0 for none.
    """

    def __init__(self, shift: int = 0) -> None:
        """Number headings below the *shift* outermost levels."""
        self._shift = shift
        self._kinds: dict[tuple[str, ...], int] = {}
        self._shapes: list[Xml] = []
        self._used: list[Xml] = []
        self.of_styles = 0

    @property
    def are_full(self) -> bool:
        """Whether the file can hold no more of them."""
        return len(self._used) >= MOST

    def headings(self, kind: Numbering) -> int:
        """Return a new numbering of headings, which begins with 1.

        The first kind of a book is that of the styles of headings.
        """
        key = ("headings", kind.value)
        if key not in self._kinds:
            self._add(key, _heading_levels(kind, self._shift, is_first=not self.of_styles))
        ident = self._use(self._kinds[key], {self._shift: 1})
        self.of_styles = self.of_styles or ident
        return ident

    def listing(self, mark: Mark | None, depth: int, *, in_cell: bool) -> int:
        """Return a new numbering of list items, bullets without *mark*."""
        counted, before, after = (mark.counted, mark.before, mark.after) if mark else ("", "", "")
        key = ("list", counted, before, after, str(depth), str(in_cell))
        if key not in self._kinds:
            self._add(key, (_item_level(counted, before + "%1" + after, depth, in_cell=in_cell),))
        return self._use(self._kinds[key], {0: mark.first} if mark else {})

    def _add(self, key: tuple[str, ...], levels: Iterable[Xml]) -> None:
        ident = len(self._shapes) + 1
        self._kinds[key] = ident
        kind = "multilevel" if key[0] == "headings" else "singleLevel"
        self._shapes.append(
            node(
                "w:abstractNum",
                {"w:abstractNumId": ident},
                val("nsid", f"{0x50460000 + ident:08X}"),
                val("multiLevelType", kind),
                val("tmpl", f"{0x50470000 + ident:08X}"),
                *levels,
            )
        )

    def _use(self, shape: int, starts: Mapping[int, int]) -> int:
        ident = len(self._used) + 1
        overrides = (
            node("w:lvlOverride", {"w:ilvl": level}, val("startOverride", first))
            for level, first in sorted(starts.items())
        )
        self._used.append(
            node("w:num", {"w:numId": ident}, val("abstractNumId", shape), *overrides)
        )
        return ident

    def part(self) -> bytes:
        """Return the part that holds them."""
        return document("w:numbering", "w r", None, *self._shapes, *self._used)


def number_properties(ident: int, level: int = 0) -> Xml:
    """Return what makes a paragraph counted by the numbering *ident*; 0 for by none."""
    return node("w:numPr", {}, val("ilvl", level), val("numId", ident))


def _heading_levels(kind: Numbering, shift: int, *, is_first: bool) -> Iterable[Xml]:
    """Yield the levels of headings, the *shift* outermost of which bear no number."""
    for level in range(LEVELS):
        at = level - shift
        counted, text = "none", ""
        if kind is Numbering.CHINESE and 0 <= at < len(_CHINESE):
            counted, text = _CHINESE[at][0], _CHINESE[at][1].replace("%", f"%{level + 1}")
        elif at >= 0:
            counted = "decimal"
            text = ".".join(f"%{above + 1}" for above in range(shift, level + 1)) + "　"
        indent = node("w:ind", {"w:left": 0, "w:firstLineChars": 200, "w:firstLine": TWO})
        yield node(
            "w:lvl",
            {"w:ilvl": level},
            val("start", 1),
            val("numFmt", counted),
            val("pStyle", f"Heading{level + 1}") if is_first and at >= 0 else NOTHING,
            val("suff", "nothing"),
            val("lvlText", text),
            val("lvlJc", "left"),
            node("w:pPr", {}, indent) if at >= 0 else NOTHING,
            _SIGNS,
        )


def _item_level(counted: str, text: str, depth: int, *, in_cell: bool) -> Xml:
    indent: dict[str, str | int]
    if in_cell:
        indent = {"w:left": 210 * depth, "w:firstLineChars": 0, "w:firstLine": 0}
    elif counted:
        indent = {"w:left": 0, "w:firstLineChars": 200, "w:firstLine": TWO}
    else:
        indent = {"w:left": ONE * max(depth - 1, 0), "w:firstLineChars": 200, "w:firstLine": TWO}
    return node(
        "w:lvl",
        {"w:ilvl": 0},
        val("start", 1),
        val("numFmt", counted or "bullet"),
        val("suff", "nothing"),
        val("lvlText", text if counted else "·"),
        val("lvlJc", "left"),
        node("w:pPr", {}, node("w:ind", indent)),
        _SIGNS,
    )
