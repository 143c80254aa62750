"""Tables that go on overleaf, and what stands in one line."""

from __future__ import annotations

import pytest

from planforge.publish.blocks.model import Cell, Facts, Paragraph, Run, Table
from planforge.publish.paper.words import pieces
from tests.unit.publish.paper.pages import cell, texts, typeset, words


def test_a_unit_is_named_again_overleaf() -> None:
    people = [(cell(f"值班员{n}"), cell(f"0500-55500{n:02}")) for n in range(80)]
    unit = Cell((words("市水务局"),), rows=78)
    other = Cell((words("市气象局"),), rows=2)
    rows = ((unit, *people[0]), *people[1:78], (other, *people[78]), people[79])
    table = Table((30, 40, 30), ((cell("单位"), cell("人员"), cell("电话")),), rows)
    sheets, problems = typeset((table,))
    said = texts(sheets.pdf)
    assert (problems, sheets.problems) == ((), ())
    assert [page.count("市水务局") for page in said] == [1] * len(said)
    assert len(said) > 2
    assert [page.count("市气象局") for page in said] == [0] * (len(said) - 1) + [1]


def test_a_long_row_says_overleaf_what_it_is_about() -> None:
    conditions = Cell(tuple(words(f"{n}小时降雨量达到{n * 10}毫米以上；") for n in range(60)))
    table = Table((20, 80), ((cell("级别"), cell("条件")),), ((cell("特别重大"), conditions),))
    sheets, _ = typeset((table,))
    said = texts(sheets.pdf)
    assert len(said) > 1
    assert [page.count("特别重大") for page in said] == [1] * len(said)


def test_a_fact_of_several_lines_begins_behind_its_name() -> None:
    facts = Facts((("决定", (words("市防指总指挥"), words("审核：市防办主任"))),))
    table = Table((20, 80), (), ((cell("Ⅰ级"), Cell((facts,))),))
    (said,) = texts(typeset((table,))[0].pdf)
    assert "决定：市防指总指挥" in said.splitlines()


@pytest.mark.parametrize("shift", range(12))
def test_the_number_of_a_document_stands_in_one_line(shift: int) -> None:
    text = "依" * (16 + shift) + "照市政府文件安政办发〔2026〕12号执行有关规定并按照程序报告。"
    (said,) = texts(typeset((Paragraph((Run(text),)),))[0].pdf)
    assert "〔2026〕12号" in said


def test_a_table_holds_year_and_number_each_for_itself() -> None:
    assert list(pieces("安政发〔2026〕12号，3月5日", in_table=True)) == [
        ("安政发", {}),
        ("〔2026〕", {"w": 1}),
        ("12号", {"w": 1}),
        ("，", {}),
        ("3月5日", {"w": 1}),
    ]


@pytest.mark.parametrize("above", range(12, 22))
def test_a_small_table_stands_on_one_page(above: int) -> None:
    rows = tuple((cell(f"第{n}号"), cell(f"事项{n}")) for n in range(4))
    table = Table((30, 70), ((cell("编号"), cell("事项")),), rows, "事项", "", "", "表1")
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(above)), table))
    pages = [page for page in texts(sheets.pdf) if "表1" in page or "事项" in page]
    (said,) = pages
    assert [f"事项{n}" in said for n in range(4)] == [True] * 4


@pytest.mark.parametrize("above", range(12, 22))
def test_the_list_of_attachments_stands_on_one_page(above: int) -> None:
    first = Paragraph((Run("附件：1.组织体系图"),), "attachment")
    more = [Paragraph((Run(f"{n}.清单"),), "attachments") for n in range(2, 7)]
    sheets, _ = typeset((*(words(f"第{n}段。") for n in range(above)), first, *more))
    (said,) = [page for page in texts(sheets.pdf) if "清单" in page or "附件" in page]
    assert [f"{n}.清单" in said for n in range(2, 7)] == [True] * 5
    assert f"第{above - 1}段。" in said
