"""Patterns that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

_METHODS: Final = (
    "search",
    "match",
    "fullmatch",
    "split",
    "findall",
    "finditer",
    "sub",
    "subn",
    "pattern",
    "flags",
    "groups",
    "groupindex",
)


class _Late:
    """Stands for a pattern; has what the pattern has from the first time that it is asked."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._late = (pattern, flags)

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._late)
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


__all__ = ["late"]
