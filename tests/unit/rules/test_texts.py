"""Patterns of many names, and every text of a plan with its place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planforge.rules.texts import any_word

WORDS = st.sets(st.text("市水局利.|(", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("市水局利.|(，", max_size=20))
def test_the_longest_word_is_found_at_each_place(words: set[str], text: str) -> None:
    longest_first = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    pattern = any_word(words)
    assert pattern is not None
    assert pattern.findall(text) == re.findall(longest_first, text)


def test_no_words_give_no_pattern() -> None:
    assert any_word(()) is None
