"""Which of two cells is the slip: every kind of evidence, and their order."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.plan_view import PlanView
from planforge.feel import Numeric, Unit, parse_unit
from planforge.rules.levels.claims import claims, roundness
from planforge.rules.levels.plan_ladders import ladders, level_ladder
from planforge.rules.levels.slips import Evidence, slip
from planforge.rules.text.figures import figures
from tests.unit.rules.city import hits, levels, view

if TYPE_CHECKING:
    from planforge.rules.levels.claims import Claim

GRADES = ("特别重大", "重大", "较大", "一般")


def column(indicator: str, *cells: str) -> dict[str, object]:
    """Levels with one row each, all on *indicator*."""
    rows = [{indicator: cell} for cell in cells]
    return levels(*rows, *[None] * (4 - len(rows)))


def accused(plan: PlanView) -> str:
    """Return the level whose cell the one finding on *plan* stands at."""
    found = [hit for rule in ("LVL005", "LVL006", "LVL007") for hit in hits(rule, plan)]
    (hit,) = found
    return str(hit.place.pointer[1])


def first_claims(plan: PlanView) -> tuple[Claim, Claim]:
    return claims(level_ladder(plan).faults[0])


def _silent(_claim: Claim) -> float:
    return 1


def _large(claim: Claim) -> float:
    return float(claim.number or 0)


def _small(claim: Claim) -> float:
    return -_large(claim)


# The order of what counts


def test_the_first_backing_that_tells_the_two_apart_decides() -> None:
    low, high = first_claims(view(响应级别=column("雨量", ">= 200", "[100..200)", "[50..90)")))
    assert (low.number, high.number) == (Fraction(90), Fraction(100))
    assert slip(low, high, (_silent, _large, _small)) is low
    assert slip(low, high, (_silent, _small, _large)) is high


def test_nothing_to_tell_them_apart_leaves_the_first() -> None:
    low, high = first_claims(view(响应级别=column("雨量", ">= 200", "[100..200)", "[50..90)")))
    assert slip(low, high, ()) is low
    assert slip(high, low, (_silent,)) is high


# Each kind of evidence


def test_the_law_is_right() -> None:
    plan = view(
        事件类型="危险化学品事故",
        响应级别={
            level: {"启动条件": [{"死亡人数": cell}], "对应分级": grade}
            for level, grade, cell in zip(
                ("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"),
                GRADES,
                (">= 30", "[20..30)", "[3..10)", "[1..3)"),
                strict=True,
            )
        },
    )
    assert accused(plan) == "Ⅱ级"


def test_a_level_cannot_begin_where_the_next_one_does() -> None:
    assert accused(view(响应级别=column("雨量", ">= 250", "[100..250)", "[50..300)"))) == "Ⅲ级"
    assert accused(view(响应级别=column("雨量", ">= 250", "[50..250)", "[50..95)"))) == "Ⅱ级"


@pytest.mark.parametrize("said", ["表述", "prose"])
def test_the_words_of_the_plan_are_right(said: str) -> None:
    rows: list[dict[str, object]] = [
        {"雨量": ">= 200"},
        {"雨量": "[97..200)"},
        {"雨量": "[50..90)"},
    ]
    words = "雨量达到50毫米以上97毫米以下"
    plan = view(响应级别=levels(*rows, None))
    assert accused(plan) == "Ⅱ级"  # 90 is the rounder
    if said == "prose":
        plan = PlanView(plan.plan, plan.registry, plan.file, words)
    else:
        plan = view(响应级别=levels(*rows[:2], {**rows[2], "表述": words}, None))
    assert accused(plan) == "Ⅲ级"


def test_a_table_of_the_same_level_is_right() -> None:
    warned = {
        colour: {"条件": [{"雨量": cell}]}
        for colour, cell in zip(
            ("红色", "橙色", "黄色", "蓝色"),
            (">= 200", "[97..200)", "[50..97)", "[20..50)"),
            strict=True,
        )
    }
    given = column("雨量", ">= 200", "[97..200)", "[50..90)", "[20..50)")
    assert accused(view(响应级别=given)) == "Ⅱ级"
    assert accused(view(响应级别=given, 预警={"分级": warned})) == "Ⅲ级"


def test_a_number_that_the_plan_uses_elsewhere_is_right() -> None:
    given = column("雨量", ">= 200", "[97..200)", "[50..90)", "[20..50)")
    assert accused(view(响应级别=given, 响应终止={"指标": [{"雨量": "< 97"}]})) == "Ⅲ级"


def test_another_indicator_in_the_unit_is_right() -> None:
    def rows(*cells: str) -> list[list[dict[str, str]]]:
        others = (">= 30", "[13..30)", "[3..13)", "[1..3)")
        return [
            [{"死亡人数": cell}, {"需搬迁转移人数": other}]
            for cell, other in zip(cells, others, strict=True)
        ]

    plan = view(响应级别=levels(*rows(">= 30", "[13..30)", "[3..10)", "[1..3)")))
    assert accused(plan) == "Ⅲ级"


def test_another_indicator_in_the_unit_counts_only_where_it_is_graded_alike() -> None:
    def rows(*cells: str) -> list[list[dict[str, str]]]:
        others = (">= 50", "[13..50)", "[5..13)", "[2..5)")
        return [
            [{"死亡人数": cell}, {"需搬迁转移人数": other}]
            for cell, other in zip(cells, others, strict=True)
        ]

    plan = view(响应级别=levels(*rows(">= 30", "[13..30)", "[3..10)", "[1..3)")))
    assert accused(plan) == "Ⅱ级"  # 10 is the rounder


def test_prose_on_another_indicator_says_nothing() -> None:
    plan = view(响应级别=column("雨量", ">= 200", "[97..200)", "[50..90)"))
    for prose, level in (("积雪97毫米。雨量大", "Ⅱ级"), ("当雨量达到97毫米时", "Ⅲ级")):
        assert accused(PlanView(plan.plan, plan.registry, plan.file, prose)) == level


def test_of_what_is_asked_beside_the_grading_figure_the_odd_one_is_wrong() -> None:
    cells = (">= 50", "[30..50)", "[15..30)", "[5..15)")
    for odd, level in enumerate(("Ⅰ级", "Ⅱ级", "Ⅲ级")):
        rows = [{"雨量": ">= 100", "面积": cell} for cell in cells]
        rows[odd]["雨量"] = ">= 200" if odd == 0 else ">= 90"
        plan = view(响应级别=levels(*rows), 响应终止={"指标": [{"雨量": "< 90"}]})
        assert accused(plan) == level


def test_the_rounder_number_is_right() -> None:
    assert accused(view(响应级别=column("雨量", ">= 200", "[110..200)", "[50..100)"))) == "Ⅱ级"
    assert accused(view(响应级别=column("雨量", ">= 200", "[100..200)", "[50..95)"))) == "Ⅲ级"


def test_the_number_that_goes_with_the_others_is_right() -> None:
    assert accused(view(响应级别=column("雨量", ">= 50", "[30..40)", "[20..30)"))) == "Ⅰ级"
    assert accused(view(响应级别=column("雨量", ">= 40", "[30..50)", "[20..30)"))) == "Ⅱ级"
    assert accused(view(响应级别=column("雨量", ">= 80", "[20..40)", "[10..20)"))) == "Ⅰ级"


def test_people_choose_a_number_before_the_steps_are_more_or_less_even() -> None:
    given = column("雨量", ">= 300", "[180..300)", "[60..150)", "[15..60)")
    assert accused(view(响应级别=given)) == "Ⅱ级"
    given = column("面积", ">= 100", "[60..100)", "[20..50)", "[5..20)")
    assert accused(view(响应级别=given)) == "Ⅱ级"


def test_a_bound_includes_its_number_as_laws_do() -> None:
    assert accused(view(响应级别=column("雨量", ">= 200", "(100..200)", "[50..100)"))) == "Ⅱ级"
    assert accused(view(响应级别=column("雨量", ">= 200", "[100..200)", "[50..100]"))) == "Ⅲ级"
    assert accused(view(响应级别=column("蓄水率", "< 10", "(10..20)", "[20..40)"))) == "Ⅱ级"
    assert accused(view(响应级别=column("蓄水率", "<= 10", "[10..20)", "[20..40)"))) == "Ⅰ级"


def test_values_that_get_worse_downwards() -> None:
    given = column("蓄水率", "< 10", "[10..20)", "[22..40)", "[40..60)")
    assert accused(view(响应级别=given)) == "Ⅲ级"


# A second indicator


def test_a_row_that_asks_for_more_beside_the_axis_is_named_by_what_it_asks_for() -> None:
    def rows(*storage: str) -> dict[str, object]:
        cells = (">= 300", "[200..300)", "[100..200)", "[50..100)")
        return levels(
            *({"雨量": cell, "面积": other} for cell, other in zip(cells, storage, strict=True))
        )

    plan = view(响应级别=rows(">= 20", ">= 30", ">= 20", ">= 20"))
    (hit,) = hits("LVL005", plan)
    assert hit.place.pointer == ("levels", "Ⅱ级", "triggers", 0, "面积")
    assert hit.message.render() == (
        "面积20平方公里（雨量200毫米）不属于任何级别：Ⅱ级要求“>= 30”，而相邻的Ⅲ级是“>= 20”"
    )
    assert hit.hint is not None
    assert hit.hint.render() == "两处写成一样：都写“>= 20”，或者都写“>= 30”"
    assert [(place.pointer, why.render()) for place, why in hit.related] == [
        (("levels", "Ⅲ级", "triggers", 0, "面积"), "Ⅲ级：“>= 20”")
    ]


# What the evidence is made of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("达到41.5米以上、42米以下", {"41.5", "42"}),
        ("水位上涨30厘米", {"0.3"}),
        ("影响3个县，41", set()),
        ("", set()),
    ],
)
def test_figures_stand_with_a_unit(text: str, found: set[str]) -> None:
    unit = parse_unit("米")
    assert isinstance(unit, Unit)
    assert figures(text, Numeric(unit)) == {Fraction(number) for number in found}


def test_figures_without_a_unit_are_any() -> None:
    assert figures("3处以上6处以下", Numeric()) == {Fraction(3), Fraction(6)}


@pytest.mark.parametrize(
    ("number", "digits"), [("100", 1), ("110", 2), ("97.5", 2.5), ("0.5", 1), ("97.4", 3)]
)
def test_a_round_number_has_few_digits(number: str, digits: float) -> None:
    low, _ = first_claims(view(响应级别=column("雨量", ">= 200", "[150..200)", f"[0.1..{number})")))
    assert roundness(low) == -digits


def test_evidence_is_asked_of_faults_between_two_cells_only() -> None:
    plan = view(响应级别=column("雨量", "[200..300)", "[100..200)"))
    (fault,) = level_ladder(plan).faults
    with pytest.raises(ValueError, match="OPEN_END"):
        claims(fault)
    assert Evidence(plan, ladders(plan), fault).fault is fault
