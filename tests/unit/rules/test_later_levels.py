"""Levels that start later than the grade they answer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.unit.rules.city import found, view

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView

GRADES = ("重大", "较大", "一般")
LEVELS = ("Ⅱ级", "Ⅲ级", "Ⅳ级")


def plan(
    grades: tuple[str, ...],
    starts: tuple[str, ...],
    **facts: Any,  # noqa: ANN401 - any facts of a plan
) -> PlanView:
    """Return a plan that grades by deaths, with a level that answers to each grade."""
    return view(
        事件分级={
            name: {"条件": [{"死亡人数": cell}], "应对主体": "政府"}
            for name, cell in zip(GRADES, grades, strict=True)
        },
        响应级别={
            name: {"启动条件": [{"死亡人数": cell}], "对应分级": grade}
            for name, grade, cell in zip(LEVELS, GRADES, starts, strict=True)
        },
        **facts,
    )


ACCIDENT = {"事件类型": "危险化学品事故"}
LAW = (">= 10 人", "[3..10) 人", "[1..3) 人")
STRICT = (">= 5 人", "[3..5) 人", "[1..3) 人")
AT_FIVE = (
    "levels/Ⅱ级/triggers/0/死亡人数",
    "按照事件分级“>= 5 人”，死亡人数5人属于重大，Ⅱ级却从“>= 10 人”才启动，这时只有Ⅲ级",
)


def test_a_level_for_a_milder_grade_does_not_answer_to_the_worse_one() -> None:
    assert found("LVL035", plan(STRICT, LAW)) == [AT_FIVE]
    backed_by_law = ("grades/重大/conditions/0/死亡人数", AT_FIVE[1])
    assert found("LVL035", plan(STRICT, LAW, **ACCIDENT)) == [backed_by_law]


def test_a_level_for_a_worse_grade_does() -> None:
    assert found("LVL035", plan(LAW, STRICT)) == []


def test_what_the_law_gives_the_grade_is_held_against_the_law() -> None:
    given = plan(LAW, (">= 10 人", "[5..10) 人", "[1..5) 人"), **ACCIDENT)
    assert found("LVL035", given) == []
    assert [place for place, _ in found("LVL009", given)] == ["levels/Ⅳ级/triggers/0/死亡人数"]


def test_a_level_of_two_grades_is_told_once() -> None:
    given = view(
        事件分级={
            name: {"条件": [{"死亡人数": cell}], "应对主体": "政府"}
            for name, cell in zip(GRADES, STRICT, strict=True)
        },
        响应级别={"Ⅱ级": {"启动条件": [{"死亡人数": ">= 10 人"}], "对应分级": ["重大", "较大"]}},
    )
    assert [said for _, said in found("LVL035", given)] == [
        "按照事件分级“>= 5 人”，死亡人数5人属于重大，Ⅱ级却从“>= 10 人”才启动"
    ]


def test_two_rows_of_one_figure_start_the_level_together() -> None:
    given = view(
        事件分级={"重大": {"条件": [{"死亡人数": ">= 5 人"}], "应对主体": "政府"}},
        响应级别={
            "Ⅱ级": {
                "启动条件": [{"死亡人数": ">= 10 人"}, {"死亡人数": "[5..10) 人", "研判": "恶劣"}],
                "对应分级": "重大",
            }
        },
    )
    assert found("LVL035", given) == []
