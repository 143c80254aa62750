"""Workbooks read back by an independent reader."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from planforge.document.pages.frame import Frame
from planforge.document.sheets import (
    Column,
    ColumnKind,
    Sheet,
    all_sheets,
    register_sheets,
)
from planforge.model.scalars import Limit
from planforge.publish.sheets import Described, workbook
from tests.unit.document.small import corpus

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from planforge.document.sheets import Row, Value

CITY = Described("小城市预案", "公共底册", "小城市应急管理局", date(2026, 3, 1))


def _sheet(*rows: Row, columns: tuple[Column, ...] = (Column("内容"),), title: str = "表") -> Sheet:
    return Sheet("x", title, columns, rows)


def _read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def _one(*values: Value, kind: ColumnKind = ColumnKind.TEXT) -> Worksheet:
    rows = [(value,) for value in values]
    book = _read(workbook([_sheet(*rows, columns=(Column("内容", kind),))], CITY))
    return book["表"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org","x")',
        "+861234",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "http://example.org/",
        "mailto:a@example.org",
        "0571",
        "12:30",
        "TRUE",
        "{=1}",
    ],
)
def test_text_stays_text(text: str) -> None:
    cell = _one(text)["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a"])
def test_text_that_could_be_a_formula_is_marked_as_text(text: str) -> None:
    page = _one(text, "平安")
    assert [page[at].quotePrefix for at in ("A2", "A3")] == [
        True,
        False,
    ]


def test_no_workbook_of_a_corpus_holds_a_formula() -> None:
    frame = Frame(corpus(), language="zh_CN", public=False, version="0")
    data = workbook(all_sheets(frame), CITY)
    with ZipFile(BytesIO(data)) as archive:
        pages = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert len(pages) == 1 + len(all_sheets(frame))
        assert not any(mark in archive.read(n) for n in pages for mark in (b"<f>", b"<f "))


def test_cells_are_what_they_hold() -> None:
    columns = (
        Column("人数", ColumnKind.NUMBER, "人"),
        Column("日期", ColumnKind.DATE),
        Column("单位", ColumnKind.LIST),
    )
    rows: list[Row] = [(40, date(2026, 3, 1), ("甲", "乙")), (None, date(1880, 1, 2), ())]
    page = _read(workbook([_sheet(*rows, columns=columns)], CITY))["表"]
    assert [[cell.value for cell in row] for row in page.rows] == [
        ["人数（人）", "日期", "单位"],
        [40, datetime(2026, 3, 1), "甲、乙"],  # noqa: DTZ001 - a day has no zone
        [None, "1880-01-02", None],
    ]
    assert page["B2"].number_format == "yyyy-mm-dd"


def test_a_number_that_a_spreadsheet_would_round_stays_text() -> None:
    assert _one(12345678901234567, kind=ColumnKind.NUMBER)["A2"].value == "12345678901234567"


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("立即", timedelta(0), '[=0]"立即";[m]"分钟"'),
        ("90分钟", timedelta(minutes=90), '[m]"分钟"'),
        ("2小时", timedelta(hours=2), '[h]"小时"'),
        ("1小时30分钟", timedelta(hours=1, minutes=30), '[h]"小时"mm"分钟"'),
        ("0.5小时", timedelta(minutes=30), '[m]"分钟"'),
        ("45秒", timedelta(seconds=45), '[s]"秒"'),
    ],
)
def test_a_time_limit_is_a_length_of_time(text: str, value: timedelta, code: str) -> None:
    cell = _one(Limit.read(text), kind=ColumnKind.DURATION)["A2"]
    assert cell.number_format == code
    assert cell.value in {value, value.total_seconds() / 86400, _time(value)}


def _time(value: timedelta) -> object:
    return (datetime(2000, 1, 1) + value).time() if value < timedelta(1) else None  # noqa: DTZ001 - a length of time


def test_days_are_counted_as_days() -> None:
    cell = _one(Limit.read("15天"), kind=ColumnKind.DURATION)["A2"]
    assert (cell.value, cell.number_format) == (15, '0"天"')


@pytest.mark.parametrize("text", ["20个工作日", "每日17时"])
def test_limits_without_a_length_stay_text(text: str) -> None:
    assert _one(Limit.read(text), kind=ColumnKind.DURATION)["A2"].value == text


def test_long_items_stand_on_lines_of_their_own() -> None:
    columns = (Column("职责", ColumnKind.LIST),)
    long = "承担水旱灾害防御和水情旱情监测预警"
    page = _read(workbook([_sheet(((long, "甲"),), (("乙", "丙"),), columns=columns)], CITY))["表"]
    assert [page["A2"].value, page["A3"].value] == [f"{long}\n甲", "乙\n丙"]
    assert page["A2"].alignment.wrap_text


def test_a_text_too_long_for_a_cell_is_cut_with_a_note() -> None:
    text = "汛" * 40_000
    value = str(_one(text)["A2"].value)
    assert len(value) == 32_767
    assert value.endswith("汛……（内容过长，此处截去；全文共40000字）")


def test_a_page_is_set_up_to_be_filtered_read_and_printed() -> None:
    columns = (Column("名称"), Column("层次", choices=("骨干", "基本")))
    book = _read(workbook([_sheet(("甲", "骨干"), columns=columns, title="队伍 & 装备")], CITY))
    page = book["队伍 & 装备"]
    assert page.auto_filter.ref == "A1:B2"
    assert page.freeze_panes == "B2"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert page.oddHeader.center.text == "队伍 && 装备"
    assert page.oddHeader.right.text == "小城市预案"
    (checked,) = page.data_validations.dataValidation
    assert (str(checked.sqref), checked.type, checked.formula1) == ("B2", "list", '"骨干,基本"')


def test_widths_follow_the_content_and_count_full_width_characters_twice() -> None:
    columns = (Column("a"), Column("b"), Column("c"))
    page = _read(workbook([_sheet(("x" * 20, "汛" * 20, "汛" * 400), columns=columns)], CITY))["表"]
    widths = [round(page.column_dimensions[name].width) for name in "ABC"]
    assert widths == [23, 43, 67]
    assert page.row_dimensions[2].height > 12 * 13


def test_several_sheets_are_listed_first_and_linked() -> None:
    book = _read(workbook([_sheet(("甲",), title="队伍"), _sheet(("乙",), title="队伍")], CITY))
    assert book.sheetnames == ["目录", "队伍", "队伍（2）"]
    page = book["目录"]
    assert [[cell.value for cell in row] for row in page.rows] == [
        ["序号", "表", "行数", "资料来源"],
        [1, "队伍", 1, None],
        [2, "队伍", 1, None],
    ]
    link = page["B3"].hyperlink
    assert link is not None
    assert link.location == "'队伍（2）'!A1"


def test_names_of_sheets_are_valid_and_unique() -> None:
    titles = ["a/b:c*d?[e]\\f", "汛" * 40, "汛" * 40, "History", "'引'", "", "甲", "甲"]
    book = _read(workbook([_sheet(("x",), title=title) for title in titles], CITY))
    assert book.sheetnames == [
        "目录",
        "a b c d  e  f",
        "汛" * 31,
        "汛" * 28 + "（2）",
        "History（2）",
        "引",
        "-",
        "甲",
        "甲（2）",
    ]


def test_characters_that_xml_cannot_hold_and_rare_ones() -> None:
    assert _one("a\x07b䶮㵘😀_x0041_")["A2"].value == "a\ufffdb䶮㵘😀_x0041_"


def test_properties_are_the_given_ones_and_bytes_are_equal() -> None:
    frame = Frame(corpus(), language="zh_CN", public=True, version="0")
    data = workbook(register_sheets(frame), CITY)
    its = _read(data).properties
    assert (its.title, its.subject, its.creator) == ("小城市预案", "公共底册", "小城市应急管理局")
    assert (its.created, its.modified) == (datetime(2026, 3, 1), datetime(2026, 3, 1))  # noqa: DTZ001 - read without zone
    assert data == workbook(register_sheets(frame), CITY)


def test_a_large_table_is_written_whole() -> None:
    rows: list[Row] = [(i, "内容" * 200) for i in range(3_000)]
    columns = (Column("序号", ColumnKind.NUMBER), Column("内容"))
    page = _read(workbook([_sheet(*rows, columns=columns)], CITY))["表"]
    assert (page.max_row, page["A3001"].value) == (3_001, 2_999)


def test_no_sheet_is_no_workbook() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        workbook([], CITY)


@pytest.mark.parametrize("hide", ["boats", "consult", "water"])
def test_nothing_internal_is_in_a_public_workbook(hide: str) -> None:
    secrets = {"boats": ["市水上救援队"], "consult": ["组织会商研判"], "water": ["小城市水务局"]}
    frame = Frame(corpus(hide=hide), language="zh_CN", public=True, version="0")
    insiders = Frame(corpus(hide=hide), language="zh_CN", public=False, version="0")
    text = _text(workbook(all_sheets(frame), CITY))
    assert [
        secret for secret in [*secrets[hide], "孙某三", "100-0000-0009"] if secret in text
    ] == []
    whole = _text(workbook(all_sheets(insiders), CITY))
    assert all(secret in whole for secret in [*secrets[hide], "孙某三"])


def _text(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_number_with_decimals_is_a_number() -> None:
    cell = _one(12.5, kind=ColumnKind.NUMBER)["A2"]
    assert (cell.value, cell.number_format) == (12.5, "0.0##")
