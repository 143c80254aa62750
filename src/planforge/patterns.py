"""Patterns that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

_METHODS: Final = frozenset(
    {
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
    }
)


class _Late:
    """Stands for a pattern; has what the pattern has from the first time that it is asked."""

    holds: tuple[str, ...] = ()

    def __init__(self, pattern: str, flags: int) -> None:
        self.as_written = (pattern, flags)
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        return self._now(name)

    def _now(self, name: str) -> Callable[..., Any]:
        """Return what the compiled pattern has under *name*, which it has itself from now on."""
        if self._compiled is None:
            self._compiled = re.compile(*self.as_written)
        found: Callable[..., Any] = getattr(self._compiled, name)
        vars(self)[name] = found
        return found


class _Rare(_Late):
    """A pattern that is not even compiled before a text has a word that every match holds."""

    def __init__(self, pattern: str, flags: int, holds: tuple[str, ...]) -> None:
        super().__init__(pattern, flags)
        self.holds = holds

    def _has_no_match(self, text: str, *bounds: int) -> bool:
        if bounds:  # or many looks at parts of a long text would each read all of it
            return not any(text.find(word, *bounds) >= 0 for word in self.holds)
        return not any(map(text.__contains__, self.holds))  # quicker than with a generator

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        return None if self._has_no_match(text, *bounds) else self._now("search")(text, *bounds)

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        return None if self._has_no_match(text, *bounds) else self._now("match")(text, *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        return None if self._has_no_match(text, *bounds) else self._now("fullmatch")(text, *bounds)

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        is_in_vain = self._has_no_match(text, *bounds)
        return iter(()) if is_in_vain else self._now("finditer")(text, *bounds)

    def findall(self, text: str, *bounds: int) -> list[Any]:
        return [] if self._has_no_match(text, *bounds) else self._now("findall")(text, *bounds)

    def split(self, text: str, *most: int) -> list[str | Any]:
        return [text] if self._has_no_match(text) else self._now("split")(text, *most)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str, *most: int) -> str:
        return text if self._has_no_match(text) else self._now("sub")(put, text, *most)


if TYPE_CHECKING:

    def late(pattern: str, flags: int = 0, *, holds: tuple[str, ...] = ()) -> re.Pattern[str]:
        """Return *pattern* as below."""
else:

    def late(pattern: str, flags: int = 0, *, holds: tuple[str, ...] = ()) -> _Late:
        """Return *pattern* to be compiled when it is first used; a mistake in it shows only then.

        It takes a few hundred microseconds to compile one, and rules have more than four hundred.

        Args:
            pattern: As for `re.compile`.
            flags: As for `re.compile`.
            holds: Words of which every match holds one: a text without them is not searched, and
                a pattern of which plans seldom have a match is seldom compiled. Those of a pattern
                that is nothing but words need not be given.
        """
        words = holds or _plain_words(pattern, flags)
        return _Rare(pattern, flags, words) if words else _Late(pattern, flags)


_PLAIN: Final = re.compile(r"[^\\^$\[\](){}.*+?|\n]+(?:\|[^\\^$\[\](){}.*+?|\n]+)*")
"""A pattern that is nothing but words."""
_READ_OTHERWISE: Final = re.IGNORECASE | re.VERBOSE
"""Flags with which a pattern matches other words than those that it is written with."""


def _plain_words(pattern: str, flags: int) -> tuple[str, ...]:
    is_plain = not flags & _READ_OTHERWISE and _PLAIN.fullmatch(pattern) is not None
    return tuple(pattern.split("|")) if is_plain else ()


def words_of(pattern: re.Pattern[str] | _Late) -> tuple[str, ...]:
    """Return the words of a pattern that is nothing but words; nothing for another one.

    Words are found ten times as fast as a pattern, and a late one is not compiled to be asked.
    """
    if isinstance(pattern, _Late):
        return _plain_words(*pattern.as_written)
    return _plain_words(pattern.pattern, pattern.flags)


def in_each_line(pattern: re.Pattern[str] | _Late) -> re.Pattern[str]:
    """Return *pattern* with ^ and $ for each line of a text, where it has them for the whole."""
    if isinstance(pattern, _Late):
        text, flags = pattern.as_written
        return late(text, flags | re.MULTILINE, holds=pattern.holds)
    return late(pattern.pattern, pattern.flags | re.MULTILINE)


__all__ = ["in_each_line", "late", "words_of"]
