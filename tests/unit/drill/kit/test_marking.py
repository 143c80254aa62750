"""The words that mark every message: set once before it, taken off what is given back."""

from __future__ import annotations

from planforge.drill.kit.marking import as_call, marked, plain, unmarked
from planforge.drill.kit.values import Turn, text_of
from planforge.i18n import msg

PHRASE = "这是一次演练"


def test_a_message_is_marked_and_gets_its_own_words_back() -> None:
    own = msg("Received.")
    assert text_of(marked(PHRASE, "山塌了"), "zh_CN") == "这是一次演练。山塌了"
    assert plain(marked(PHRASE, "山塌了")) == "山塌了"
    assert plain(marked(PHRASE, own)) == own
    assert plain("山塌了") == "山塌了"


def test_a_call_is_marked_once_where_it_begins() -> None:
    turns = (Turn("甲", "山塌了"), Turn("乙", "收到"))
    once = as_call(PHRASE, turns)
    assert [text_of(one.words, "zh_CN") for one in once] == ["这是一次演练。山塌了", "收到"]
    assert as_call(PHRASE, once) == once
    assert as_call(PHRASE, ()) == ()


def test_what_is_given_back_is_read_without_the_mark() -> None:
    assert unmarked(PHRASE, "这是一次演练。山塌了") == "山塌了"
    assert unmarked(PHRASE, " 这是一次演练，山塌了") == "山塌了"
    assert unmarked(PHRASE, "山塌了") == "山塌了"
    assert unmarked(PHRASE, "山塌了，这是一次演练") == "山塌了，这是一次演练"


def test_words_that_are_too_long_for_the_mark_follow_it() -> None:
    long = "山塌了" * 19
    marked_ = as_call(PHRASE, (Turn("甲", long),))
    assert [(x.speaker, text_of(x.words, "zh_CN")) for x in marked_] == [
        ("甲", "这是一次演练。"),
        ("甲", long),
    ]
    assert as_call(PHRASE, marked_) == marked_
