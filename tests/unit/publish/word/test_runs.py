from __future__ import annotations

import pytest

from planforge.publish.word.official import form_line
from planforge.publish.word.runs import run
from planforge.publish.word.xml import node, val

HINT = '<w:rFonts w:hint="eastAsia"/>'
T = '<w:t xml:space="preserve">'


def test_a_telephone_number_is_not_torn_apart() -> None:
    said = f"<w:r>{T}电话0500</w:t><w:noBreakHyphen/>{T}5550190</w:t></w:r>"
    assert run("电话0500-5550190") == said
    assert run("A-B") == f"<w:r>{T}A-B</w:t></w:r>"


def test_lines_end_and_tabs_move_on() -> None:
    assert run("一\n二\t三") == f"<w:r>{T}一</w:t><w:br/>{T}二</w:t><w:tab/>{T}三</w:t></w:r>"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("他说“报告”。", True),
        ("Ⅱ级响应", True),
        ("— ", True),
        ("①", True),
        ("市防办·应急局", True),
        ("“one”", False),
        ("a — b", False),
        ("市水务局24小时值班", False),
    ],
)
def test_signs_of_either_script_are_chinese_in_chinese_text(text: str, *, is_told: bool) -> None:
    assert (HINT in run(text)) is is_told


def test_the_hint_joins_the_faces_and_stands_where_the_schema_has_it() -> None:
    style, bold = val("rStyle", "Hyperlink"), node("w:rFonts", {"w:eastAsia": "黑体"})
    assert run("Ⅰ级", style, bold) == (
        '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/><w:rFonts w:hint="eastAsia" w:eastAsia="黑体"/>'
        f"</w:rPr>{T}Ⅰ级</w:t></w:r>"
    )
    assert run("…", style, val("sz", 21)) == (
        f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/>{HINT}<w:sz w:val="21"/></w:rPr>{T}…</w:t></w:r>'
    )


def test_a_blank_is_a_line_to_write_on() -> None:
    line = "\u00a0" * 8
    assert run("＿＿年", val("sz", 21)) == (
        f'<w:r><w:rPr><w:sz w:val="21"/><w:u w:val="single"/></w:rPr>{T}{line}</w:t></w:r>'
        f'<w:r><w:rPr><w:sz w:val="21"/></w:rPr>{T}年</w:t></w:r>'
    )


def test_entries_above_a_form_are_spread_over_its_width() -> None:
    assert form_line("报告单位：　　编号：", 9000) == (
        '<w:p><w:pPr><w:pStyle w:val="PfFormLine"/><w:tabs><w:tab w:val="right" w:pos="9000"/>'
        f"</w:tabs></w:pPr><w:r>{T}报告单位：</w:t><w:tab/>{T}编号：</w:t></w:r></w:p>"
    )
    three = form_line("甲　　乙　　丙", 9000)
    assert '<w:tab w:val="center" w:pos="4500"/><w:tab w:val="right" w:pos="9000"/>' in three
    assert "<w:tabs>" not in form_line("甲", 9000)
