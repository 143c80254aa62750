"""Regions as rows of a sheet: numbers are numbers, levels those of the files."""

from __future__ import annotations

import pytest

from planforge.document.pages.frame import Frame
from planforge.document.sheets import Column, ColumnKind, register_sheets
from planforge.document.sheets.regions import for_region, of_region
from planforge.model.registers import Region
from tests.unit.document.books.made import demo
from tests.unit.document.small import context, corpus, tree


def region(text: str) -> Region:
    return Region.model_validate(tree(f"编号: x\n{text}"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("9800平方公里", 9800),
        ("12.5 平方公里", 12.5),
        ("486 km2", 486),
        ("350公顷", 3.5),
        ("约120平方公里", "约120平方公里"),
        ("120亩地", "120亩地"),
    ],
)
def test_an_area_is_a_number_of_square_kilometres(written: str, expected: object) -> None:
    found = of_region(context(), region(f"名称: 江北区\n级别: 区\n面积: {written}"))
    assert found["area_km2"] == expected


@pytest.mark.parametrize(
    ("name", "level", "word", "english"),
    [
        ("江北区", "区", "县（市、区）", "county or district"),
        ("安澜新城", "县", "县（市、区）", "county or district"),
        ("望江街道", "乡镇", "乡镇（街道）", "town or street"),
        ("澜桥镇", "镇", "乡镇（街道）", "town or street"),
        ("老街社区", "社区", "村（社区）", "village or community"),
        ("安澜市", "市", "市", "city"),
    ],
)
def test_a_level_is_that_of_the_file_whatever_the_name(
    name: str, level: str, word: str, english: str
) -> None:
    one = region(f"名称: {name}\n级别: {level}")
    assert of_region(context(), one)["level"] == word
    assert of_region(context(language="en"), one)["level"] == english


def test_the_head_says_the_unit_and_the_levels_are_to_choose_from() -> None:
    here = context()
    level = Column("级别", choices=("市", "县"))
    words = ("国家", "省", "市", "县（市、区）", "乡镇（街道）", "村（社区）")
    assert for_region(here, level) == Column("级别", choices=words)
    assert for_region(here, Column("名称")) == Column("名称")
    (sheet,) = [s for s in register_sheets(demo()) if s.ident == "region"]
    (area,) = [column for column in sheet.columns if column.title == "面积"]
    assert area == Column("面积", ColumnKind.NUMBER, "平方公里")
    at = sheet.columns.index(area)
    assert {type(row[at]) for row in sheet.rows} <= {int, float, type(None)}
    assert {row[1] for row in sheet.rows} == {"市", "县（市、区）", "乡镇（街道）", "村（社区）"}


def test_a_frame_of_the_small_city_has_its_county() -> None:
    frame = Frame(corpus(), language="zh_CN", public=True, version="0")
    (sheet,) = [s for s in register_sheets(frame) if s.ident == "region"]
    assert [row[:2] for row in sheet.rows] == [("小城市", "市"), ("东县", "县（市、区）")]
