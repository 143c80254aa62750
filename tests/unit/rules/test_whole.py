from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from planforge.rules.text.whole import Whole

TEXTS = st.lists(st.text("征用调车船\n", max_size=6), max_size=6)


@given(TEXTS, st.sampled_from(["征用|征调", "车", "船调|调"]))
def test_words_and_patterns_of_them_touch_the_texts_that_hold_one(
    texts: list[str], words: str
) -> None:
    wanted = [i for i, text in enumerate(texts) if re.search(words, text)]
    assert list(Whole(texts).touched(re.compile(words))) == wanted
    assert list(Whole(texts).touched(tuple(words.split("|")))) == wanted


@given(TEXTS, st.sampled_from(["^征", "车$", "征.?调", "[^车]船"]))
def test_a_pattern_touches_every_text_with_a_match(texts: list[str], pattern: str) -> None:
    wanted = {i for i, text in enumerate(texts) if re.search(pattern, text)}
    assert wanted <= set(Whole(texts).touched(re.compile(pattern)))


def test_letters_of_either_case_are_no_plain_words() -> None:
    assert list(Whole(["ab", "AB"]).touched(re.compile("ab", re.IGNORECASE))) == [0, 1]
