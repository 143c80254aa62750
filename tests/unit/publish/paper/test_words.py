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


def test_an_address_may_end_a_line_at_its_joints_but_anywhere_in_a_table() -> None:
    address = "https://www.anlan.gov.cn/yjgl_1/index"
    assert list(pieces(address, in_table=False)) == [
        ("https://", {"z": 1}),
        ("www.anlan.gov.cn/", {"z": 1}),
        ("yjgl_", {"z": 1}),
        ("1/", {"z": 1}),
        ("index", {"z": 1}),
    ]
    assert list(pieces(address, in_table=True)) == [
        (address[at : at + 6], {"z": 1}) for at in range(0, len(address), 6)
    ]
