"""The one word of a scale that explains what is wrong on a ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.rules.levels.plan_ladders import level_ladder
from planforge.rules.levels.repairs import repair
from tests.unit.rules.city import hits, levels, view

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView


def plan(*cells: object) -> PlanView:
    """Return a plan with one row a level on the warning, beside others on the dead."""
    return view(响应级别=levels(*({"暴雨预警": cell} for cell in cells)))


def repaired(*cells: object) -> tuple[str, str] | None:
    """Return the level of the cell that is the slip, and what it was to say."""
    found = repair(level_ladder(plan(*cells)))
    return None if found is None else (str(found.side.pointer[1]), found.values.text())


def test_the_word_that_makes_all_levels_fit_is_found() -> None:
    assert repaired("橙色", "橙色", "黄色", "蓝色") == ("Ⅰ级", "红色")
    assert repaired("红色", "橙色", "蓝色", "蓝色") == ("Ⅲ级", "黄色")
    assert repaired(["红色", "橙色"], "黄色", "黄色", "蓝色") is None


def test_levels_that_fit_need_no_repair() -> None:
    assert repaired("红色", "橙色", "黄色", "蓝色") is None


def test_numbers_are_left_to_other_evidence() -> None:
    rows = levels({"雨量": ">= 200"}, {"雨量": "[90..200)"}, {"雨量": "[50..100)"}, None)
    assert repair(level_ladder(view(响应级别=rows))) is None


def test_a_slip_is_reported_once_at_its_cell() -> None:
    found = [
        hit
        for rule in ("LVL005", "LVL006", "LVL007", "LVL008")
        for hit in hits(rule, plan("橙色", "橙色", "黄色", "蓝色"))
    ]
    (hit,) = found
    assert hit.place.pointer == ("levels", "Ⅰ级", "triggers", 0, "暴雨预警")
    assert hit.hint is not None
    assert hit.hint.render("zh_CN") == "大概应为“红色”：这样各级就都衔接得上"


def test_of_two_cells_the_one_is_the_slip_without_which_words_and_levels_go_side_by_side() -> None:
    assert repaired("红色", "红色", "黄色", "蓝色") == ("Ⅱ级", "橙色")
    assert repaired("红色", "橙色", "黄色", ["黄色", "蓝色"]) == ("Ⅳ级", "蓝色")
    assert repaired("红色", "橙色", ">= 黄色", "蓝色") is None  # a level may be open above


def test_up_to_a_word_is_a_slip_for_the_word() -> None:
    assert repaired("红色", "<= 橙色", "黄色", "蓝色") == ("Ⅱ级", "橙色")
    assert repaired("< 红色", "橙色", "黄色", "蓝色") == ("Ⅰ级", "红色")


def test_what_all_levels_ask_for_alike_is_alike_again() -> None:
    rows = [
        {"暴雨预警": cell, "雨量": rain}
        for cell, rain in (
            (">= 蓝色", ">= 200"),
            (">= 蓝色", "[100..200)"),
            (">= 黄色", "[50..100)"),
            (">= 蓝色", "[20..50)"),
        )
    ]
    found = repair(level_ladder(view(响应级别=levels(*rows))))
    assert found is not None
    assert (found.side.pointer[1], found.values.text()) == ("Ⅲ级", "-")
    (hit,) = hits("LVL005", view(响应级别=levels(*rows)))
    assert hit.hint is not None
    assert hit.hint.render("zh_CN") == "大概应为“>= 蓝色”：这样各级就都衔接得上"
