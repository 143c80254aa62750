"""What raises and lowers a level beside its trigger table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.corpus.adjusted import Outlook, circumstances, outlook
from planforge.corpus.assess import Answer, Fact, assess, read_fact
from tests.unit.rules.city import levels, view

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView

RAIN = (">= 200", "[100..200)", "[50..100)", "[20..50)")


def plan(*clauses: dict[str, object], **facts: object) -> PlanView:
    """Levels by rain, with *clauses* on their start."""
    rows = [{"雨量": cell} for cell in RAIN]
    return view(响应级别=levels(*rows), 启动条件调整=list(clauses), **facts)


def seen(plan: PlanView, *holding: str, **known: str) -> Outlook:
    facts = [read_fact(name, text, plan.registry) for name, text in known.items()]
    told = [fact for fact in facts if isinstance(fact, Fact)]
    assert len(told) == len(facts)
    return outlook(plan, assess(plan, told, holding), told, holding)


def raised(by: str, **more: object) -> dict[str, object]:
    return {"方向": "提高", "情形": "节假日期间", "幅度": by, **more}


def test_nothing_changes_what_the_table_says() -> None:
    assert seen(plan(), 雨量="60") == Outlook(None, "Ⅲ级", (), ())
    assert seen(plan(), 雨量="1") == Outlook(None, "", (), ())


@pytest.mark.parametrize(
    ("by", "level"),
    [
        ("一个级别", "Ⅱ级"),
        ("提高两级", "Ⅰ级"),
        ("提高三个响应级别", "Ⅰ级"),
        ("直接提高至Ⅰ级", "Ⅰ级"),
        ("酌情", ""),
    ],
)
def test_a_clause_raises_by_what_it_says(by: str, level: str) -> None:
    (clause,) = seen(plan(raised(by)), 雨量="60").clauses
    assert (clause.answer, clause.level) == (Answer.OPEN, level)


def test_a_clause_that_people_say_holds_changes_the_level() -> None:
    city = plan(raised("一个级别"))
    assert seen(city, 雨量="60").level == "Ⅲ级"
    assert seen(city, "节假日", 雨量="60").level == "Ⅱ级"


def test_a_clause_holds_for_its_levels_only() -> None:
    assert seen(plan(raised("一个级别", 适用级别="Ⅳ级")), "节假日", 雨量="60").clauses == ()


def test_the_table_of_a_clause_decides_without_people() -> None:
    city = plan(raised("一个级别", 条件=[{"决口": "true"}]))
    assert seen(city, 雨量="60", 决口="是").level == "Ⅱ级"
    assert seen(city, 雨量="60", 决口="否").clauses == ()


def test_raising_wins_over_lowering() -> None:
    lowered: dict[str, object] = {"方向": "降低", "情形": "只在山区", "幅度": "一个级别"}
    city = plan(raised("一个级别"), lowered)
    assert seen(city, "只在山区", 雨量="60").level == "Ⅳ级"
    assert seen(city, "只在山区", "节假日", 雨量="60").level == "Ⅱ级"
    assert seen(city, "只在山区", 雨量="20").level == "Ⅳ级"  # nothing is below the mildest


def test_a_share_of_the_bounds_is_reckoned() -> None:
    city = plan({"方向": "调整", "情形": "土壤饱和", "幅度": "雨量启动值按80%执行"})
    (clause,) = seen(city, 雨量="80").clauses
    assert (clause.level, seen(city, "饱和", 雨量="80").level) == ("Ⅱ级", "Ⅱ级")
    assert seen(city, "饱和", 雨量="79").level == "Ⅲ级"


def test_the_grade_starts_the_level_that_answers_to_it() -> None:
    graded = {
        name: {"条件": [{"死亡人数": cell}]}
        for name, cell in (("较大", "[3..10)"), ("一般", "[1..3)"))
    }
    table = levels({"雨量": ">= 200"}, {"雨量": "[100..200)"}, {"雨量": "[50..100)"}, None)
    table["Ⅱ级"]["对应分级"] = "较大"
    city = view(响应级别=table, 事件分级=graded)
    found = seen(city, 雨量="60", 死亡人数="4")
    assert found.by_grade is not None
    assert (found.by_grade.grade, found.by_grade.level, found.level) == ("较大", "Ⅱ级", "Ⅱ级")
    assert seen(city, 雨量="60", 死亡人数="1").by_grade is None


def test_steps_from_the_level_that_follows() -> None:
    steps = [
        {"由": "Ⅲ级", "到": "Ⅱ级", "条件": "险情扩大"},
        {"由": "Ⅲ级", "到": "Ⅳ级", "条件": "雨停", "指标": [{"雨量": "< 20"}]},
        {"由": "Ⅱ级", "到": "Ⅰ级", "条件": "超出能力"},
    ]
    found = seen(plan(级别调整=steps), 雨量="60").steps
    assert [(x.step.target, x.answer, x.is_up) for x in found] == [("Ⅱ级", Answer.OPEN, True)]
    assert seen(plan(级别调整=steps), "扩大", 雨量="60").steps[0].answer is Answer.HOLDS


def test_circumstances_are_the_texts_that_people_decide_on() -> None:
    rows = [{"雨量": ">= 200", "限定": "山区"}, {"雨量": "[100..200)", "研判": "可能扩大"}]
    city = view(响应级别=levels(*rows, None, None), 启动条件调整=[raised("一个级别")])
    assert set(circumstances(city)) == {"山区", "可能扩大", "节假日期间"}


def test_a_row_holds_when_people_confirm_all_of_it() -> None:
    rows = [{"雨量": ">= 200", "限定": "山区", "研判": "可能扩大"}]
    city = view(响应级别=levels(*rows, None, None, None))
    fact = read_fact("雨量", "300", city.registry)
    assert isinstance(fact, Fact)
    reached = [assess(city, [fact], told).levels.reached for told in ((), ("山区",))]
    assert reached == [None, None]
    both = assess(city, [fact], ("山区", "扩大")).levels.reached
    assert both is not None and both.name == "Ⅰ级"  # noqa: PT018 - one thought
