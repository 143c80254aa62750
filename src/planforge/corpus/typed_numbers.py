"""Numbers that editors typed before headings, which are counted when plans are published."""

from __future__ import annotations

from planforge.patterns import late

_NUMBER = late(
    r"(?:第[一二三四五六七八九十百0-9]+[章节条]|[一二三四五六七八九十]+、(?![一二三四五六七八九十]+[级类])"
    r"|[（(][一二三四五六七八九十0-9]+[）)]|\d{1,2}(?:[.．]\d{1,2})+[.．、]?|\d{1,2}[.．、]?(?=\s)"
    r"|\d{1,2}[.．、](?=\D))\s*"
)
_BEGINS = frozenset("第一二三四五六七八九十（(")
"""What numbers begin with that do not begin with a digit."""
_DIGITS = late(r"\d+")


def typed_number(title: str) -> str:
    """Return what looks like a typed number at the beginning of *title*, with the gap behind it."""
    first = title[:1]
    may_be = first.isdecimal() or first in _BEGINS
    found = _NUMBER.match(title) if may_be else None
    return found[0] if found else ""


def without_number(title: str, place: int) -> str:
    """Return *title*, the *place*-th heading of its section from 1, without its typed number.

    Figures with no sign behind them may be words of the title, as in 12 小时值守: they are taken
    for its number only if they are its place.
    """
    typed = typed_number(title)
    bare = typed.rstrip()
    if bare[-1:].isdigit() and int(_DIGITS.findall(bare)[-1]) != place:
        return title
    return title[len(typed) :] or title
