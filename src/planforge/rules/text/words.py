"""Many words at once: where a text has one of them, the longest at each place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TO_THE_END: Final = 1 << 60
_FEW: Final = 100
"""Words up to which their third characters tell most places where none of them begins."""


class Found(NamedTuple):
    """A word in a text: it stands in the characters [start, end)."""

    word: str
    start: int
    end: int


class Words:
    """Words to look for; without any, nothing is found.

    A pattern of all registered names takes longer to compile than a plan to read. Here only the
    characters that words begin with are a pattern, and what follows is looked up.
    """

    __slots__ = ("_begins", "_lengths", "_ones", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        """Sort *words*, none of them empty, by what they begin with."""
        known = {word for word in words if word}
        self._ones: Final = {word for word in known if len(word) == 1}
        self._words: Final = known - self._ones
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths: Final = {
            two: tuple(sorted(found, reverse=True)) for two, found in lengths.items()
        }
        """How long the words are that begin with two characters, the longest first.

        Thousands may begin alike, with the name of a city, but only few lengths differ.
        """
        thirds = {word[2:3] for word in self._words}
        is_worth_it = len(self._words) <= _FEW and "" not in thirds
        ones, first, second, third = (
            "".join(map(re.escape, sorted(characters)))
            for characters in (
                self._ones,
                {two[0] for two in lengths},
                {two[1] for two in lengths},
                thirds if is_worth_it else (),
            )
        )
        behind = f"[{second}][{third}]" if third else f"[{second}]"
        begins = ([f"[{ones}]"] if ones else []) + ([f"[{first}](?={behind})"] if first else [])
        self._begins: Final = late("|".join(begins) or "(?!)")

    def finditer(self, text: str, start: int = 0, end: int = _TO_THE_END) -> Iterator[Found]:
        """Yield the words in the characters [start, end) of *text*, one behind the other."""
        end = min(end, len(text))
        done = start
        for begin in self._begins.finditer(text, start, end):
            at = begin.start()
            if at < done:
                continue
            for length in self._lengths.get(text[at : at + 2], ()):
                word = text[at : at + length]
                if word in self._words and at + length <= end:
                    done = at + length
                    yield Found(word, at, done)
                    break
            else:
                if text[at] in self._ones:
                    done = at + 1
                    yield Found(text[at], at, done)

    def match(self, text: str, at: int = 0) -> Found | None:
        """Return the longest word that begins at a character of *text*, if one does."""
        word = next(self.all_at(text, at), "")
        return Found(word, at, at + len(word)) if word else None

    def all_at(self, text: str, at: int) -> Iterator[str]:
        """Yield all words that begin at a character of *text*, the longest first."""
        for length in self._lengths.get(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in self._words:
                yield word
        if text[at : at + 1] in self._ones:
            yield text[at]

    def longest(self, text: str, at: int, most: int) -> str:
        """Return the longest word of *most* characters or fewer that begins at a character."""
        for length in self._lengths.get(text[at : at + 2], ()):
            if length <= most and text[at : at + length] in self._words:
                return text[at : at + length]
        return text[at] if text[at : at + 1] in self._ones else ""

    def everywhere(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield each place of *text* with each word that begins there, the longest first.

        Also words that begin in another one.
        """
        for begin in self._begins.finditer(text):
            at = begin.start()
            for length in self._lengths.get(text[at : at + 2], ()):
                word = text[at : at + length]
                if word in self._words:
                    yield at, word
            if text[at] in self._ones:
                yield at, text[at]

    def are_in(self, text: str) -> bool:
        """Whether *text* has one of the words."""
        return next(self.finditer(text), None) is not None


__all__ = ["Found", "Words"]
