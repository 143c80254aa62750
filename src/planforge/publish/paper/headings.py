"""Numbers of headings as text, and where the lines of a title end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS: Final = "〇一二三四五六七八九"
_CIRCLED: Final = 20
_TEN: Final = 10
_HUNDRED: Final = 100


def label(number: tuple[int, ...], level: int, numbering: Numbering) -> str:
    """Return what stands before the text of a heading, with the gap behind it.

    Chinese numbers are those of GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）, and ① below them, as
    offices write where a fifth level cannot be avoided.
    """
    if not number or numbering is Numbering.NONE:
        return ""
    if numbering is Numbering.DECIMAL:
        return ".".join(map(str, number)) + "\u3000"
    last = number[-1]
    written = (
        f"{chinese(last)}、",
        f"（{chinese(last)}）",
        f"{last}.",
        f"（{last}）",
        chr(0x2460 + last - 1) if last <= _CIRCLED else f"（{last}）",
    )
    return written[min(level, len(written)) - 1]


def chinese(number: int) -> str:
    """Return *number*, 0 to 99, in Chinese: 十, 十二, 二十; beyond that digit by digit."""
    if number >= _HUNDRED:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


_GOOD_END: Final = re.compile(
    r"(?:》|、|，|：|人民政府办公室|人民政府|办公室|委员会|管理局|关于印发|[省市县区州镇](?=[^省市县区州镇]{4})|[的和与及])$"
)
_GOOD_START: Final = re.compile(r"^(?:《|（|关于|应急|专项|总体|突发|处置|的通知)")
_BAD_END: Final = "《（〔“关应突专总预指组人政办委"
_BAD_START: Final = "》）〕”、，：的了急发项体案挥织民府公员"


def title_lines(title: str, most: int) -> tuple[str, ...]:
    """Return the lines of *title*, at most *most* characters each.

    Lines end where words do and are about equally long, the first no shorter than half of the last,
    as GB/T 9704-2012, 7.3.1 asks: 词意完整、排列对称、长短适宜.
    """
    if not title:
        return ()
    count = -(-len(title) // most)
    while count < len(title):
        found = min(_splits(title, count, most), key=_roughness, default=None)
        if found is not None:
            return found
        count += 1
    return tuple(title)


def _splits(title: str, count: int, most: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to split *title* into *count* lines of at most *most* characters."""
    if count == 1:
        if len(title) <= most:
            yield (title,)
        return
    even = len(title) / count
    near = range(max(1, int(even * 0.6)), min(most, int(even * 1.45) + 1) + 1)
    for end in near:
        if end < len(title):
            for rest in _splits(title[end:], count - 1, most):
                yield (title[:end], *rest)


def _roughness(lines: tuple[str, ...]) -> float:
    """Return how badly *lines* end and how unequal they are; 0 is best."""
    lengths = [len(line) for line in lines]
    rough = float(max(lengths) - min(lengths))
    for above, below in pairwise(lines):
        if above[-1] in _BAD_END or below[0] in _BAD_START:
            rough += 30
        if above[-1].isascii() and below[0].isascii():
            rough += 40
        if _GOOD_END.search(above):
            rough -= 6
        if _GOOD_START.search(below):
            rough -= 5
    return rough
