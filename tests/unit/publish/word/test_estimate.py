from __future__ import annotations

from planforge.document.books.book import Opening, Paper
from planforge.publish.blocks.model import Break, Cell, Heading, Paragraph, Run, Table
from planforge.publish.paper.geometry import geometry
from planforge.publish.paper.images import Size
from planforge.publish.word.estimate import Ruler
from planforge.publish.word.index import runs_of

LINE = Paragraph((Run("字" * 26),))
"""A line with its indent."""


def ruler() -> Ruler:
    found = Ruler(lambda _figure: Size(1, 1))
    found.begin(geometry(Paper.A4), Opening.NEXT)
    return found


def page_after(*blocks: Paragraph | Heading | Table | Break) -> int:
    found = ruler()
    for block in blocks:
        found.block(block)
    return found.page


def test_a_page_has_22_lines() -> None:
    assert page_after(*[LINE] * 22) == 1
    assert page_after(*[LINE] * 23) == 2
    assert page_after(Paragraph((Run("字" * 27),)), *[LINE] * 20) == 1
    assert page_after(Paragraph((Run("字" * 27),)), *[LINE] * 21) == 2


def test_a_heading_stays_with_what_follows() -> None:
    assert page_after(*[LINE] * 20, Heading(1, (Run("总则"),))) == 1
    assert page_after(*[LINE] * 21, Heading(1, (Run("总则"),))) == 2


def test_a_break_begins_a_page() -> None:
    assert page_after(LINE, Break(), LINE) == 2


def test_rows_of_tables_are_lower_than_lines_and_repeat_their_heads() -> None:
    row = (Cell((Paragraph((Run("字"),)),)),)
    table = Table((1,), (row,), (row,) * 31)
    assert page_after(table) == 2
    assert page_after(Table((1,), (row,), (row,) * 27)) == 1


def test_a_part_may_begin_on_a_right_page() -> None:
    found = ruler()
    found.begin(geometry(Paper.A4), Opening.RIGHT)
    assert found.page == 3
    found.restart(1)
    found.begin(geometry(Paper.A4), Opening.RIGHT)
    assert found.page == 3


def test_mentions_are_remembered_with_their_pages() -> None:
    named = Paragraph((Run("市水务局", target="planforge:organisation/water", mention=True),))
    found = ruler()
    for block in (named, Break(), named, named):
        found.block(block)
    assert found.mentions == {"planforge:organisation/water": [1, 2]}


def test_three_pages_in_a_row_are_written_from_to() -> None:
    assert runs_of([1, 2, 4, 5, 6, 9]) == ["1", "2", "4–6", "9"]
    assert runs_of([]) == []
