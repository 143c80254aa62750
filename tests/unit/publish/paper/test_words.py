"""Where lines may end, and where not."""

from __future__ import annotations

from planforge.publish.paper.words import pieces


def test_no_line_of_a_table_begins_with_the_colon_behind_a_level() -> None:
    assert list(pieces("Ⅱ级、Ⅰ级：市应急委主任", in_table=True)) == [
        ("Ⅱ级", {"w": 1}),
        ("、", {}),
        ("Ⅰ级：", {"w": 1}),
        ("市应急委主任", {}),
    ]


def test_a_document_number_holds_the_colon_behind_it() -> None:
    assert list(pieces("安政发〔2026〕3号：见附件", in_table=False)) == [
        ("安政发", {}),
        ("〔2026〕", {"w": 1}),
        ("3号：", {"w": 1}),
        ("见附件", {}),
    ]


def test_a_word_too_long_for_any_line_may_end_one() -> None:
    assert list(pieces("见" + "a" * 30, in_table=False)) == [
        ("见", {}),
        *[("a" * 6, {"z": 1})] * 5,
    ]
