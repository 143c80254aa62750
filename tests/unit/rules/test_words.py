"""Many words looked for at once: the longest at each place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planforge.rules.text.words import Found, Words

WORDS = st.sets(st.text("市水局利.|(]^", min_size=1, max_size=4), max_size=8)
TEXTS = st.text("市水局利.|(]^，", max_size=20)


@given(WORDS, TEXTS, st.integers(0, 21), st.integers(0, 21))
def test_the_longest_word_is_found_at_each_place(
    words: set[str], text: str, start: int, end: int
) -> None:
    longest_first = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    pattern = re.compile(longest_first or "(?!)")
    expected = [Found(x[0], *x.span()) for x in pattern.finditer(text, start, end)]
    assert list(Words(words).finditer(text, start, end)) == expected
    whole = pattern.search(text)
    assert Words(words).are_in(text) is (whole is not None)


@given(WORDS, TEXTS, st.integers(0, 21), st.integers(1, 4))
def test_all_words_at_a_place_are_found_the_longest_first(
    words: set[str], text: str, at: int, most: int
) -> None:
    expected = sorted((word for word in words if text.startswith(word, at)), key=len, reverse=True)
    assert list(Words(words).all_at(text, at)) == expected
    found = Words(words).match(text, at)
    assert (found.word if found else None) == (expected[0] if expected else None)
    short = [word for word in expected if len(word) <= most]
    assert Words(words).longest(text, at, most) == (short[0] if short else "")


def test_without_words_nothing_is_found() -> None:
    assert list(Words(()).finditer("市水局")) == []
