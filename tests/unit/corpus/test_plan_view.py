from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planforge.corpus.names import Found
from planforge.model.base import Kind
from planforge.model.scales import Anchor
from tests.unit.corpus.conftest import view

if TYPE_CHECKING:
    from planforge.corpus.registry import Registry


def action(ident: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - any facts of an action
    return {"编号": ident, "阶段": "应急处置", "责任": "市水务局", "内容": ident} | facts


@pytest.fixture
def actions() -> dict[str, Any]:
    return {
        "响应级别": {"Ⅲ级": {}, "Ⅰ级": {}, "Ⅱ级": {}},
        "响应措施": [
            action("always"),
            action("watch", 起始级别="Ⅲ级", 时限="60分钟", 分级要求={"Ⅱ级": {"时限": "30分钟"}}),
            action("call", 起始级别="Ⅱ级", 时限={"时长": "1小时", "起算": "接报"}),
            action("move", 起始级别="Ⅰ级", 替代="call"),
            action("only", 仅限级别="Ⅱ级"),
        ],
    }


def test_levels_come_highest_first_whatever_the_file_says(
    registry: Registry, actions: dict[str, Any]
) -> None:
    found = [(level.name, level.severity) for level in view(registry, **actions).levels]
    assert found == [("Ⅰ级", 3), ("Ⅱ级", 2), ("Ⅲ级", 1)]


def test_actions_are_inherited_changed_and_replaced(
    registry: Registry, actions: dict[str, Any]
) -> None:
    seen = view(registry, **actions)
    table = {
        level: [(a.action.id, a.limit.text if a.limit else "") for a in seen.actions_at(level)]
        for level in ("Ⅲ级", "Ⅱ级", "Ⅰ级")
    }
    assert table == {
        "Ⅲ级": [("always", ""), ("watch", "60分钟")],
        "Ⅱ级": [("always", ""), ("watch", "30分钟"), ("call", "1小时"), ("only", "")],
        "Ⅰ级": [("always", ""), ("watch", "30分钟"), ("move", "")],
    }
    assert [a.anchor for a in seen.actions_at("Ⅱ级")] == [
        Anchor.ACTIVATION,
        Anchor.ACTIVATION,
        Anchor.RECEIPT,
        Anchor.ACTIVATION,
    ]


def test_an_undeclared_level_has_no_actions(registry: Registry, actions: dict[str, Any]) -> None:
    assert view(registry, **actions).actions_at("Ⅸ级") == ()


def test_level_names_are_compared_without_regard_to_width(
    registry: Registry, actions: dict[str, Any]
) -> None:
    assert view(registry, **actions).severity("III级") == 1


def test_own_groups_are_found_before_the_registers(registry: Registry) -> None:
    body = {"名称": "市防指", "工作组": [{"编号": "rescue", "名称": "抢险组", "牵头": "市水务局"}]}
    seen = view(registry, 指挥机构=body)
    found = seen.find("抢险组", (Kind.GROUP, Kind.ORGANISATION))
    assert isinstance(found, Found)
    assert (found.entity.id, found.entity.place.pointer) == (
        "flood/rescue",
        ("command", "groups", 0),
    )


def test_everything_asked_of_an_actor_is_found_by_any_of_its_names(registry: Registry) -> None:
    seen = view(
        registry,
        指挥机构={"名称": "市防指", "成员单位": [{"单位": "water", "职责": "调度水库"}]},
        响应措施=[action("watch", 责任="小城市水务局")],
    )
    asked = seen.asks_by_actor["organisation/water"]
    assert [(ask.role, ask.text) for ask in asked] == [
        ("lead_department", ""),
        ("member", ""),
        ("duty", "调度水库"),
        ("responsible", "watch"),
    ]


def test_who_adjusts_and_changes_levels_is_asked(registry: Registry) -> None:
    seen = view(
        registry,
        启动条件调整=[{"方向": "提高", "情形": "主汛期", "决定": "市水务局"}],
        级别调整=[{"由": "Ⅱ级", "到": "Ⅰ级", "条件": "扩大", "建议": "water", "决定": "市水务局"}],
    )
    asked = seen.asks_by_actor["organisation/water"]
    assert [(ask.role, ask.text, ask.pointer) for ask in asked[1:]] == [
        ("adjusts_start", "主汛期", ("adjustments", 0, "decided_by", 0)),
        ("proposes_change", "Ⅱ级 → Ⅰ级", ("transitions", 0, "proposed_by", 0)),
        ("decides_change", "Ⅱ级 → Ⅰ级", ("transitions", 0, "decided_by", 0)),
    ]


def test_references_to_plans_are_left_to_the_system(registry: Registry) -> None:
    seen = view(registry, 上位预案="总体预案", 响应措施=[action("a")])
    names = [reference.name for reference, _ in seen.registry_references()]
    assert names == ["市水务局", "市水务局"]
