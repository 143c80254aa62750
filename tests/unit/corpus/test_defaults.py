from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.model.base import Visibility
from tests.unit.corpus.conftest import view

if TYPE_CHECKING:
    from planforge.corpus.registry import Registry


def test_a_level_ends_as_the_plan_says_once_for_all(registry: Registry) -> None:
    plan = view(
        registry,
        响应终止={"条件": "险情排除", "谁启动谁终止": "是"},
        响应级别={
            "Ⅰ级": {"启动条件": {"研判": "甲"}, "决定": "市防指总指挥"},
            "Ⅱ级": {"启动条件": {"研判": "乙"}, "终止": {"条件": "雨停", "决定": "市水务局"}},
        },
    )
    ends = [level.facts.termination for level in plan.levels]
    assert [(end.conditions, end.decided_by) for end in ends if end] == [
        (("险情排除",), ("市防指总指挥",)),
        (("雨停",), ("市水务局",)),
    ]
    assert [(ask.actor, ask.pointer) for ask in plan.asks() if ask.role == "ends"] == [
        ("市防指总指挥", ("termination", "decided_by", 0)),
        ("市水务局", ("levels", "Ⅱ级", "termination", "decided_by", 0)),
    ]


def test_a_level_without_conditions_starts_by_those_of_its_grade(registry: Registry) -> None:
    plan = view(
        registry,
        事件分级={"重大": {"条件": [{"24小时降雨量": ">= 50"}], "可见": "内部"}},
        响应级别={
            "Ⅰ级": {"对应分级": "重大"},
            "Ⅱ级": {"对应分级": "重大", "启动条件": {"24小时降雨量": "[10..50)"}},
            "Ⅲ级": {"对应分级": "重大", "条件另定": "县级预案"},
        },
    )
    first = plan.tables["Ⅰ级"].rules
    assert [rule.pointer for rule in first] == [("grades", "重大", "conditions", 0)]
    assert [len(plan.tables[name].rules) for name in ("Ⅰ级", "Ⅱ级", "Ⅲ级")] == [1, 1, 0]
    shown = {level.name: level.facts.triggers for level in plan.levels}
    assert [row.visibility for row in shown["Ⅰ级"]] == [Visibility.INTERNAL]
    assert [row.visibility for row in shown["Ⅱ级"]] == [Visibility.PUBLIC]


def test_a_field_of_its_own_has_its_own_authorities(registry: Registry) -> None:
    plan = view(
        registry,
        响应级别={
            "Ⅲ级": {
                "启动条件": {"研判": "甲"},
                "决定": "市防指",
                "分情形权限": [{"情形": "轨道交通", "决定": "市水务局"}],
            }
        },
    )
    assert [(ask.actor, ask.pointer) for ask in plan.asks() if ask.role == "decides"] == [
        ("市防指", ("levels", "Ⅲ级", "decided_by", 0)),
        ("市水务局", ("levels", "Ⅲ级", "authorities", 0, "decided_by", 0)),
    ]
