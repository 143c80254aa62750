"""Numbers of sections, taken from where the prose calls for facts."""

from __future__ import annotations

from planforge.drill.kit.clauses import action_basis, calls, level_basis, report_basis
from tests.unit.drill.build.demo import corpus
from tests.unit.drill.kit.small_drill import city


def test_an_action_stands_in_its_section_with_its_number() -> None:
    view = city().plans[0]
    found = [action_basis(view, index).clause for index in range(3)]
    assert found == ["2.1（1）", "2.1.1（1）", "2.1.1（2）"]


def test_a_level_stands_where_its_conditions_are_called_for() -> None:
    found = level_basis(city().plans[0], "Ⅱ级")
    assert (found.clause, found.title, found.plan_name) == ("2", "应急响应", "小城市防汛应急预案")


def test_what_no_section_calls_for_has_no_number() -> None:
    found = report_basis(city().plans[0], 0)
    assert (found.clause, found.title) == ("", "")


def test_a_fence_in_a_fence_calls_for_nothing() -> None:
    text = "# 一\n\n````\n```{actions}\n```\n````\n\n# 二\n\n```{reports}\n```\n"
    assert [(one.name, one.number) for one in calls(text)] == [("reports", "2")]


def test_one_heading_above_all_others_is_the_title() -> None:
    text = "# 预案\n\n## 一\n\n## 二\n\n```{reports}\n```\n"
    assert [one.number for one in calls(text)] == ["2"]


def test_every_action_of_the_demonstration_has_a_clause() -> None:
    for view in corpus().plans:
        for index in range(len(view.plan.actions)):
            assert action_basis(view, index).clause
