"""The facts of a plan as sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.document.pages.frame import Frame
from planforge.document.sheets import Sheet, all_sheets, plan_sheets, together
from planforge.model.scalars import Limit
from tests.unit.document.small import FLOOD, corpus

if TYPE_CHECKING:
    from planforge.document.sheets import Value


def _frame(*, public: bool = True, **changes: str) -> Frame:
    return Frame(corpus(**changes), language="zh_CN", public=public, version="0")


def _sheets(*, public: bool = True, **changes: str) -> dict[str, Sheet]:
    frame = _frame(public=public, **changes)
    return {sheet.ident: sheet for sheet in plan_sheets(frame, frame.views[0])}


def _records(sheet: Sheet) -> list[dict[str, Value]]:
    titles = [column.title for column in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def test_an_action_has_a_row_for_each_way_in_which_it_is_done() -> None:
    found = _records(_sheets()["actions"])
    assert [(r["名称"], r["级别"], r["时限"], r["起算"]) for r in found] == [
        ("会商", ("Ⅱ级",), Limit(1800, None, None, "30分钟"), "响应启动"),
        ("会商", ("Ⅰ级",), Limit(900, None, None, "15分钟"), "响应启动"),
        ("巡堤", ("Ⅱ级", "Ⅰ级"), Limit(7200, None, None, "2小时"), "接到指令"),
        ("转移群众", ("Ⅰ级",), Limit(0, None, None, "立即"), "响应启动"),
    ]
    assert found[3] == {
        "名称": "转移群众",
        "阶段": "应急处置",
        "级别": ("Ⅰ级",),
        "责任": ("市应急局",),
        "配合": (),
        "内容": "转移群众，安置到避难场所",
        "时限": Limit(0, None, None, "立即"),
        "起算": "响应启动",
        "频次": None,
        "前置": ("会商",),
        "前提": "堤防可能溃决",
        "队伍": ("市水上救援队",),
        "物资": ("编织袋 2000",),
        "物资库": ("市防汛物资库",),
        "通知": (),
        "编号": "evacuate",
    }


def test_start_conditions_have_a_row_for_each_row_of_their_tables() -> None:
    found = _records(_sheets()["conditions"])
    assert [(r["级别"], r["分表"], r["序号"], r["启动条件"]) for r in found] == [
        ("Ⅰ级", None, 1, "24小时降雨量250毫米以上，且笼罩面积2000平方公里以上"),
        ("Ⅰ级", None, 2, "水库险情为溃坝"),
        ("Ⅰ级", None, 3, "市防指认为需要启动的其他情形"),
        ("Ⅱ级", "雨情（汛期）", 1, "24小时降雨量100毫米以上250毫米以下"),
        ("Ⅱ级", "雨情（汛期）", 2, "暴雨预警橙色以上"),
        ("Ⅱ级", "险情", 3, "水库险情为重大险情的水库有2个以上"),
    ]


def test_the_decision_table_has_a_column_for_each_indicator() -> None:
    found = _sheets()["decisions"]
    assert [column.title for column in found.columns] == [
        "级别",
        "分表",
        "序号",
        "24小时降雨量",
        "笼罩面积",
        "水库险情",
        "暴雨预警",
        "其他条件",
    ]
    assert found.rows[0] == ("Ⅰ级", None, 1, ">= 250 mm", ">= 2000 km2", None, None, None)
    assert found.rows[5] == ("Ⅱ级", "险情", 3, None, None, ">= 2 处达到 重大险情", None, None)


def test_the_edition_says_when_drill_and_evaluation_are_due() -> None:
    (found,) = _records(_sheets()["edition"])
    assert found["文号"] == "小政办〔2026〕1号"
    assert (str(found["印发日期"]), str(found["下次评估期限"])) == ("2026-03-01", "2029-03-01")


def test_sheets_of_several_plans_are_put_together() -> None:
    frame = _frame()
    links = next(sheet for sheet in all_sheets(frame) if sheet.ident == "links")
    titles = [column.title for column in links.columns]
    assert titles == ["所属预案", "预案", "关系", "条件", "级别对应", "请求", "联络"]
    assert links.rows == (
        (
            "小城市防汛应急预案",
            "小城市大面积停电应急预案",
            "引发",
            "24小时降雨量100毫米以上",
            ("Ⅰ级 → Ⅰ级",),
            "保障泵站供电",
            ("市防办",),
        ),
        (
            "小城市大面积停电应急预案",
            "小城市防汛应急预案",
            "被引发",
            "24小时降雨量100毫米以上",
            None,
            "通报水情",
            ("市应急局",),
        ),
    )
    with pytest.raises(ValueError, match="links has a column 预案 already"):
        together(((view.plan.name, plan_sheets(frame, view)) for view in frame.views), "预案")


@pytest.mark.parametrize("hide", ["consult", "rescue", "boats", "flood-chief"])
def test_nothing_internal_is_in_a_public_sheet(hide: str) -> None:
    secret = {
        "consult": "组织会商研判",
        "rescue": "抢险组",
        "boats": "市水上救援队",
        "flood-chief": "赵某一",
    }[hide]
    assert secret not in repr(_sheets(hide=hide))


def test_an_internal_drill_does_not_show_through_the_next_one() -> None:
    edition = "版本: {文号: 小政办〔2026〕1号, 印发机关: 市政府, 印发日期: 2026-03-01"
    drill = "演练记录: [{日期: 2026-05-05, 形式: 桌面演练, 名称: 密练, 可见: 内部}]"
    flood = FLOOD.replace(edition, f"{edition}, {drill}")
    insiders = _records(_sheets(public=False, flood=flood)["edition"])[0]
    public = _sheets(flood=flood)
    assert str(insiders["上次演练"]) == "2026-05-05"
    assert "2026, 5, 5" not in repr(public)
    assert "密练" not in repr(public)
    assert "下次演练期限" not in _records(public["edition"])[0]
