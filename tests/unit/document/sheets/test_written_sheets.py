from __future__ import annotations

from io import BytesIO

import openpyxl

from planforge.document.pages.frame import Frame
from planforge.document.sheets import Column, Sheet, all_sheets, whole_plan_sheets
from planforge.document.sheets.sheet import ColumnKind
from planforge.document.sheets.written import written_sheets
from planforge.publish.sheets.workbook import Described, workbook
from tests.unit.document.small import corpus

PROSE = """# 总则

表1  水库汛限水位

| 水库 | 水位 | 水位 |
| --- | --- | --- |
| 大石门 | =1+1 | **185米** |
| 小石门 | 待定 | |

# 保障

## 物资

| 所属预案 | |
| --- | --- |
| 甲 | 乙 |

```{org}
```
"""


def _frame() -> Frame:
    return Frame(corpus(prose=PROSE), language="zh_CN", public=True, version="0")


def test_tables_written_in_the_prose_are_sheets() -> None:
    frame = _frame()
    file = frame.views[0].prose_file
    assert written_sheets(frame, frame.views[0]) == (
        Sheet(
            "flood-table-1",
            "表1 水库汛限水位",
            (Column("水库"), Column("水位"), Column("水位 (3)")),
            (("大石门", "=1+1", "185米"), ("小石门", "待定", "")),
            file,
        ),
        Sheet(
            "flood-table-2",
            "2.1 物资",
            (Column("所属预案"), Column("2")),
            (("甲", "乙"),),
            file,
        ),
    )
    assert written_sheets(frame, frame.views[1]) == ()


def test_they_stand_in_the_workbook_of_a_plan_and_of_all_and_never_reckon() -> None:
    frame = _frame()
    for sheets in (whole_plan_sheets(frame, frame.views[0]), all_sheets(frame)):
        assert [sheet.ident for sheet in sheets[-2:]] == ["flood-table-1", "flood-table-2"]
        made = workbook(sheets, Described("书", "", "", None, "zh_CN"))
        cells = openpyxl.load_workbook(BytesIO(made))["表1 水库汛限水位"]["B"]
        assert ("=1+1", "s") in [(cell.value, cell.data_type) for cell in cells]


def test_columns_of_nothing_but_numbers_can_be_sorted_and_summed() -> None:
    table = (
        "# 总则\n\n| 序号 | 水位 | 编码 | 高程 | 空 |\n| --- | --- | --- | --- | --- |\n"
        "| 10 | 3.5 | 0500 | 3.10 | |\n| 9 | -2 | 12 | 4 | |\n| | 0 | 7 | 5 | |\n"
    )
    frame = Frame(corpus(prose=table), language="zh_CN", public=True, version="0")
    (sheet,) = written_sheets(frame, frame.views[0])
    number = ColumnKind.NUMBER
    assert (sheet.columns, sheet.rows) == (
        (
            Column("序号", number),
            Column("水位", number),
            Column("编码"),
            Column("高程"),
            Column("空"),
        ),
        ((10, 3.5, "0500", "3.10", ""), (9, -2, "12", "4", ""), (None, 0, "7", "5", "")),
    )
    cells = openpyxl.load_workbook(BytesIO(workbook((sheet,), Described("书")))).worksheets[0]["A"]
    assert [(cell.value, cell.data_type) for cell in cells][1:3] == [(10, "n"), (9, "n")]
