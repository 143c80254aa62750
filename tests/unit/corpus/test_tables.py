from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planforge.corpus.tables import UnknownIndicator
from tests.unit.corpus.conftest import view

if TYPE_CHECKING:
    from planforge.corpus.registry import Registry
    from planforge.corpus.tables import Compiled


def compiled(registry: Registry, *rows: dict[str, Any]) -> Compiled:
    return view(registry, 响应级别={"Ⅲ级": {"启动条件": list(rows)}}).tables["Ⅲ级"]


def test_cells_become_exact_sets_in_the_unit_of_the_indicator(registry: Registry) -> None:
    table = compiled(registry, {"24小时降雨量": "[5 cm..10 cm)", "水位": ">= 超警戒"})
    (rule,) = table.rules
    assert [(c.dimension, c.values.text()) for c in rule.conditions] == [
        ("rain", "[50..100) mm"),
        ("gauge", "-"),
    ]
    assert rule.pointer == ("levels", "Ⅲ级", "triggers", 0)
    assert rule.is_numeric


def test_a_table_gives_its_rows_name_and_scope(registry: Registry) -> None:
    table = compiled(
        registry,
        {
            "表": "险情",
            "时机": "初判",
            "限定": "汛期",
            "情形": [{"24小时降雨量": ">= 50", "限定": "山区", "研判": "还会下"}],
        },
    )
    (rule,) = table.rules
    assert (rule.table, rule.scope, rule.judgement) == ("险情", ("初判", "汛期", "山区"), "还会下")
    assert not rule.is_numeric


def test_alternatives_inside_a_row_become_rows(registry: Registry) -> None:
    table = compiled(
        registry,
        {"24小时降雨量": ">= 50", "任一": [{"水位": "超保证"}, {"研判": "堤防出险"}]},
    )
    assert [[c.dimension for c in rule.conditions] for rule in table.rules] == [
        ["rain", "gauge"],
        ["rain"],
    ]
    assert [rule.judgement for rule in table.rules] == ["", "堤防出险"]


def test_a_count_of_places_is_an_axis_of_its_own(registry: Registry) -> None:
    table = compiled(registry, {"水位": {"个数": ">= 2", "达到": ">= 超保证"}})
    (condition,) = table.rules[0].conditions
    assert (condition.dimension, condition.values.text()) == ("gauge#超保证", ">= 2")


def test_problems_keep_their_place_and_leave_the_rest_judged(registry: Registry) -> None:
    table = compiled(
        registry, {"24小时降雨量": ">= 100 人", "水位": "超保证"}, {"降水": "1"}, {"水位": "超保正"}
    )
    assert [[c.dimension for c in rule.conditions] for rule in table.rules] == [["gauge"], [], []]
    assert [(p.pointer[-2:], p.problem.start, p.problem.end) for p in table.problems] == [
        ((0, "24小时降雨量"), 3, 8),
        ((2, "水位"), 0, 3),
    ]
    at = ("levels", "Ⅲ级", "triggers", 1, "降水")
    assert table.unknown == (UnknownIndicator(at, "降水", ("水位",)),)


def test_levels_of_plans_are_ordered_by_the_jurisdiction(registry: Registry) -> None:
    table = compiled(registry, {"防汛响应级别": ">= Ⅱ级"})
    (condition,) = table.rules[0].conditions
    assert condition.values.contains("Ⅰ级")
    assert not condition.values.contains("Ⅲ级")
