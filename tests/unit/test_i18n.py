"""Messages in two languages, and the punctuation of each."""

from __future__ import annotations

from planforge.i18n import Marks, marks, msg


def both(write: object) -> tuple[str, str]:
    assert callable(write)
    return write(marks("zh_CN")), write(marks("en"))


def test_lists_follow_the_language() -> None:
    listed = msg("{steps}", steps=("甲", msg("End"), ("乙", 3)))
    assert listed.render("zh_CN") == "甲、终止、乙、3"
    assert listed.render("en") == "甲, End, 乙, 3"


def test_the_punctuation_of_a_sentence_follows_the_language() -> None:
    def write(its: Marks) -> str:
        return (
            its.labelled("A", its.clauses((its.bracketed("b", "c"), its.parts(("d", "e")))))
            + its.stop
        )

    assert both(write) == ("A：b（c）；d，e。", "A: b (c); d, e.")


def test_what_is_empty_takes_no_mark() -> None:
    assert both(lambda its: its.listed(["", "a", ""])) == ("a", "a")
    assert both(lambda its: its.clauses(["", "a"])) == ("a", "a")
    assert both(lambda its: its.parts([])) == ("", "")
    assert both(lambda its: its.bracketed("a", "")) == ("a", "a")


def test_an_unknown_language_gets_english_marks() -> None:
    assert marks("fr") == marks("en")
