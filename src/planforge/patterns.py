"""Patterns that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.compiling import KEPT

_METHODS: Final = (
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
    "flags",
    "groups",
    "groupindex",
)


class _Late:
    """Stands for a pattern; has what the pattern has from the first time that it is asked."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.as_written = (pattern, flags)
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = KEPT.compiled(*self.as_written)
        vars(self).update((each, getattr(compiled, each)) for each in _METHODS)
        return getattr(compiled, name)


if TYPE_CHECKING:
    from re import compile as late
else:

    def late(pattern: str, flags: int = 0) -> _Late:
        """Return *pattern* to be compiled when it is first used; a mistake in it shows only then.

        It takes a few hundred microseconds to compile one, and rules have more than two hundred.
        """
        return _Late(pattern, flags)


_PLAIN: Final = re.compile(r"[^\\^$\[\](){}.*+?|\n]+(?:\|[^\\^$\[\](){}.*+?|\n]+)*")
"""A pattern that is nothing but words."""


def words_of(pattern: re.Pattern[str] | _Late) -> tuple[str, ...]:
    """Return the words of a pattern that is nothing but words; nothing for another one.

    Words are found ten times as fast as a pattern, and a late one is not compiled to be asked.
    """
    if isinstance(pattern, _Late):
        text, flags = pattern.as_written
    else:
        text, flags = pattern.pattern, pattern.flags
    is_plain = not flags & re.IGNORECASE and _PLAIN.fullmatch(text) is not None
    return tuple(text.split("|")) if is_plain else ()


__all__ = ["late", "words_of"]
