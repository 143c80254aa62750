"""Many texts as one: a pattern runs over all of them at once, not over each by itself."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.patterns import in_each_line, late, words_of
from planforge.rules.text.words import Words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

Near: TypeAlias = "re.Pattern[str] | tuple[str, ...] | Words"
"""What to look for: a pattern, or words of which every match of one holds one at least.

Words are found ten times as fast as a pattern.
"""
LONGEST_SENTENCE: Final = 1_000
"""Characters that rules look at on either side of a word for the sentence around it.

Nobody writes longer ones, and a line of a hundred thousand marks is judged in linear time.
"""
_NO_BOUND = late(r"(?:[^\\^$\[]|\\[^AZ]|\[\^?)*")
"""A pattern that says nothing of where a text begins or ends."""
_words = cache(words_of)
_ONE_MORE: Final = (1).__add__
"""For the line feed behind a text."""
_MANY_MISSES: Final = 16
"""Places of the first character of a word that begin another one, until the word is looked for."""


def just_before(found: re.Match[str]) -> str:
    """Return the text before *found*, as much of it as one sentence may have."""
    return found.string[max(0, found.start() - LONGEST_SENTENCE) : found.start()]


class Whole:
    """Texts one below the other. A plan has a thousand of them, and most patterns are in none."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join *texts*."""
        self.text = "\n".join(texts)
        self._starts = starts_of(texts)
        self._found: dict[tuple[str, ...], list[int]] = {}

    def touched(self, near: Near) -> Iterator[int]:
        """Yield the numbers of all texts in which *near* may be found, in order.

        No other text has a match. A pattern must not demand by a negated look-ahead or
        look-behind that there be a character: a line feed stands where a text begins or ends.
        """
        if isinstance(near, Words):  # none of which goes from one line to the next
            words_at = (word.start for word in near.finditer(self.text))
            yield from dict.fromkeys(bisect_right(self._starts, at) - 1 for at in words_at)
            return
        words = near if isinstance(near, tuple) else _words(near)
        if words:
            known = self._found.get(words)
            if known is None:
                known = self._found[words] = lines_with_words(self.text, self._starts, words)
            yield from known
            return
        last = -1
        for found in _by_line(near).finditer(self.text):
            first = max(last + 1, bisect_right(self._starts, found.start()) - 1)
            last = max(last, bisect_right(self._starts, found.end()) - 1)
            yield from range(first, last + 1)


def starts_of(texts: Sequence[str]) -> list[int]:
    """Return where each of *texts* starts if they stand one below the other; 0 without any."""
    return list(accumulate(map(_ONE_MORE, map(len, texts[:-1])), initial=0))


def lines_with_words(text: str, starts: Sequence[int], words: tuple[str, ...]) -> list[int]:
    """Return the numbers of the lines of *text*, which begin at *starts*, that hold a word."""
    found: set[int] = set()
    for word in words:
        if word[-1] not in text:
            continue
        sought, misses = word[0], 0  # one character is found ten times as fast as two
        at = text.find(sought)
        while at >= 0:
            if text.startswith(word, at):
                behind = bisect_right(starts, at)
                found.add(behind - 1)
                at = text.find(sought, starts[behind]) if behind < len(starts) else -1
            else:
                misses += 1
                if misses == _MANY_MISSES:
                    sought = word
                at = text.find(sought, at + 1)
    return sorted(found)


def is_in(words: re.Pattern[str], text: str) -> bool:
    """Whether a match of *words* is in *text*, at little cost if they are nothing but words."""
    plain = _words(words)
    # Quicker than with a generator.
    return any(map(text.__contains__, plain)) if plain else words.search(text) is not None


@cache
def _by_line(pattern: re.Pattern[str]) -> re.Pattern[str]:
    if _NO_BOUND.fullmatch(pattern.pattern):
        return pattern
    return in_each_line(pattern)


__all__ = ["Near", "Whole", "is_in", "lines_with_words", "starts_of"]
