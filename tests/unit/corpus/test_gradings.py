from __future__ import annotations

from typing import Any

from planforge.corpus.gradings import Grading, grading_of
from planforge.corpus.registry import Registry
from planforge.model.base import Kind
from planforge.model.registers import Indicators

PERIOD = {"编号": "period", "名称": "重现期", "类型": "数值", "单位": "年"}
FLOOD = {"编号": "flood", "名称": "洪水等级", "类型": "等级", "等级": ["中洪水", "大洪水"]}
GAUGE = {
    "编号": "gauge",
    "名称": "控制站水位",
    "类型": "等级",
    "单位": "米",
    "等级": ["超警戒", "超保证"],
}


def grading(entry: dict[str, Any], *others: dict[str, Any]) -> Grading:
    register = Indicators.model_validate({"指标": [entry, *others]})
    registry = Registry(None, "jurisdiction.yaml", (("registry/indicators.yaml", register),))
    return grading_of(registry.names.entities(Kind.INDICATOR)[0], registry)


def test_a_grade_is_defined_by_another_indicator() -> None:
    criteria = {"中洪水": {"重现期": "[5..20) 年"}, "大洪水": {"重现期": ">= 20 年"}}
    found = grading(FLOOD | {"分级标准": criteria}, PERIOD)
    assert found.problems == ()
    assert [
        (word, [c.values.text() for rule in table.rules for c in rule.conditions])
        for word, table in found.criteria
    ] == [("中洪水", ["[5..20) 年"]), ("大洪水", [">= 20 年"])]


def test_a_station_has_figures_of_its_own() -> None:
    stations = [
        {"名称": "上站", "标准": {"超警戒": ">= 50.5 m", "超保证": ">= 5400 cm"}},
        {"名称": "下站", "标准": {"超警戒": ">= 96"}},
    ]
    found = grading(GAUGE | {"测点": stations})
    assert found.problems == ()
    assert [(key, values.text()) for key, values in found.stations] == [
        (("上站", "超警戒"), ">= 50.5 m"),
        (("上站", "超保证"), ">= 54 m"),
        (("下站", "超警戒"), ">= 96 m"),
    ]


def test_wrong_words_and_tests_are_problems_at_their_place() -> None:
    found = grading(
        GAUGE
        | {
            "分级标准": {"超常": {"控制站水位": "超警戒"}},
            "测点": [{"名称": "上站", "标准": {"超警戒": "约50米"}}],
        }
    )
    assert [problem.pointer for problem in found.words] == [("indicators", 0, "criteria", "超常")]
    assert [problem.pointer for problem in found.problems] == [
        ("indicators", 0, "stations", 0, "grades", "超警戒")
    ]
