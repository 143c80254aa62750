"""Numbers of sections, taken from where the prose calls for facts."""

from __future__ import annotations

from planforge.drill.kit.clauses import action_basis, calls, level_basis, report_basis, together
from planforge.drill.kit.values import Basis
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


def test_clauses_of_several_are_told_together() -> None:
    found = [
        "4.4.2（9）",
        "4.4.2（3）",
        "4.4.1（2）",
        "4.4.2（4）",
        "4.4.2（5）",
        "4.10",
        "",
        "4.4.2（4）",
    ]
    bases = [Basis("flood", "预案", clause) for clause in found]
    assert together(bases) == "4.4.1（2）；4.4.2（3）至（5）、（9）；4.10"
    assert (
        together([Basis("flood", "预案", "2（1）"), Basis("flood", "预案", "2（2）")])
        == "2（1）、（2）"
    )
