"""Whatever text a plan holds, a workbook holds it as text."""

from __future__ import annotations

from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.document.sheets import Column, Sheet
from planforge.publish.sheets import Described, workbook
from planforge.publish.sheets.text import MOST_IN_NAME, cell_text, sheet_names, units

STARTS = st.sampled_from(["", "=", "+", "-", "@", "\t", "{=", "http://", "_x000D_", " "])
TEXTS = st.builds(lambda start, rest: start + rest, STARTS, st.text(max_size=40))


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_every_text_is_read_back_as_text(texts: list[str]) -> None:
    data = workbook([Sheet("x", "表", (Column("a"),), tuple((t,) for t in texts))], Described("表"))
    page = openpyxl.load_workbook(BytesIO(data))["表"]
    for row, text in enumerate(texts, 2):
        cell = page.cell(row, 1)
        assert cell.data_type in ({"s", "inlineStr"} if text else {"n"})
        assert cell.hyperlink is None
        assert (cell.value or "") == cell_text(text)


@given(st.lists(st.text(max_size=60), max_size=30))
def test_names_of_sheets_are_valid_and_unique(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < units(name) <= MOST_IN_NAME for name in names)
    assert not any(
        set(name) & set("[]:*?/\\") or name[0] == "'" or name[-1] == "'" for name in names
    )
