"""Registers as sheets: what stands in which column, and that nothing internal gets out."""

from __future__ import annotations

from datetime import date

from planforge.document.pages.frame import Frame
from planforge.document.sheets import Column, ColumnKind, Sheet, register_sheets
from planforge.model.scalars import Limit
from tests.unit.document.books.made import demo
from tests.unit.document.small import corpus


def _sheets(*, public: bool = True, language: str = "zh_CN", hide: str = "") -> dict[str, Sheet]:
    frame = Frame(corpus(hide=hide), language=language, public=public, version="0")
    return {sheet.ident: sheet for sheet in register_sheets(frame)}


def test_every_register_with_entries_is_a_sheet_and_the_telephone_list_only_for_insiders() -> None:
    always = [
        "region",
        "organisation",
        "post",
        "team",
        "equipment",
        "depot",
        "stock",
        "indicator",
        "regulation",
    ]
    assert list(_sheets()) == always
    assert list(_sheets(public=False)) == [*always, "contacts"]


def test_a_team_has_typed_columns_under_the_keys_of_its_file() -> None:
    found = _sheets()["team"]
    layers = ("骨干力量", "基本力量", "辅助力量")
    assert found == Sheet(
        "team",
        "应急救援队伍",
        (
            Column("名称"),
            Column("类别"),
            Column("层次", choices=layers),
            Column("单位"),
            Column("人数", ColumnKind.NUMBER, "人"),
            Column("电话"),
            Column("集结时限", ColumnKind.DURATION),
            Column("装备", ColumnKind.LIST),
            Column("编号"),
        ),
        (
            (
                "市水上救援队",
                "水上救援",
                "骨干力量",
                "市应急局",
                40,
                "100-0000-0003",
                Limit(1800, None, None, "30分钟"),
                ("冲锋舟6艘",),
                "boats",
            ),
        ),
        "registry/teams.yaml",
    )


def test_stock_has_a_row_for_each_item_of_each_depot() -> None:
    found = _sheets()["stock"]
    assert [column.title for column in found.columns] == [
        "物资库",
        "管理单位",
        "名称",
        "数量",
        "单位",
    ]
    assert found.rows == (("市防汛物资库", "市水务局", "编织袋", 50000, "条"),)


def test_a_stand_in_has_columns_of_his_own() -> None:
    found = _sheets(public=False)["post"]
    titles = [column.title for column in found.columns]
    row = dict(zip(titles, found.rows[0], strict=True))
    assert row == {
        "名称": "市防指总指挥",
        "机构": "市防指",
        "职务": "市长",
        "姓名": "赵某一",
        "电话": "100-0000-0001",
        "AB角（姓名）": "钱某二",
        "AB角（职务）": "副市长",
        "AB角（电话）": "100-0000-0002",
        "编号": "flood-chief",
    }


def test_former_names_say_until_when() -> None:
    found = _sheets()["organisation"]
    place = [column.title for column in found.columns].index("曾用名")
    assert [row[place] for row in found.rows if row[place]] == [("市水利局（2019年1月1日停用）",)]


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    sheet = Sheet(
        "x",
        "X",
        (Column("a"), Column("b"), Column("c")),
        ((None, 0, ()), ("", date(2026, 1, 1), None)),
    )
    assert sheet.filled() == Sheet("x", "X", (Column("b"),), ((0,), (date(2026, 1, 1),)))


def test_heads_are_english_for_english_readers() -> None:
    titles = [column.title for column in _sheets(language="en")["team"].columns]
    assert titles == [
        "Name",
        "Category",
        "Layer",
        "Organisation",
        "Size",
        "Phone",
        "Muster",
        "Equipment",
        "Id",
    ]


def test_an_internal_entry_is_in_no_public_sheet() -> None:
    hidden = _sheets(hide="boats")
    assert "team" not in hidden
    assert "equipment" not in hidden
    assert "市水上救援队" not in repr(hidden)
    assert "市水上救援队" in repr(_sheets(hide="boats", public=False))


def test_ways_out_have_a_row_each() -> None:
    sheets = {sheet.ident: sheet for sheet in register_sheets(demo())}
    found = sheets["routes"]
    assert [column.title for column in found.columns] == [
        "风险",
        "对象",
        "路线",
        "避难场所",
        "责任人",
    ]
    assert found.rows[0] == (
        "澜江干堤澜桥险段",
        "沿堤三个村低洼户4200人",
        "各村主路—县道",
        "澜桥镇中心学校避难场所",
        "澜桥镇镇长",
    )
    assert found.source == "registry/risks.yaml"
