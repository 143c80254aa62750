from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.outline import outline
from planforge.rules.cycles.schedule import Due, Standing, schedule
from planforge.rules.families import FAMILIES, family_of
from planforge.rules.rule import rules
from tests.unit.document.small import FLOOD, corpus

if TYPE_CHECKING:
    from planforge.rules.cycles.schedule import Schedule

ISSUED = "印发日期: 2026-03-01}"


def of(edition: str, as_of: date | None, *, kind: str = "专项") -> Schedule:
    """Return how a plan of 2026-03-01 whose edition says *edition* as well stands."""
    assert ISSUED in FLOOD
    text = FLOOD.replace(ISSUED, f"印发日期: 2026-03-01, {edition}}}")
    found = corpus(flood=text.replace("类别: 专项", f"类别: {kind}", 1))
    view = found.plans[0]
    return schedule(outline(view.plan, view.file), found.registry, as_of)


def test_without_a_day_due_days_are_known_and_nothing_is_judged() -> None:
    assert of("施行日期: 2026-03-01", None).filing == Due(
        None, date(2026, 3, 27), Standing.UNJUDGED
    )
    assert of("施行日期: 2026-03-01", None).drill == Due(
        None, date(2029, 3, 1), Standing.UNJUDGED, 36
    )


@pytest.mark.parametrize(
    ("filed", "standing"),
    [
        ("2026-03-27", Standing.DONE),
        ("2026-03-28", Standing.DONE_LATE),
    ],
)
def test_two_recorded_days_need_no_day_of_the_check(filed: str, standing: Standing) -> None:
    found = of(f"备案: {{日期: {filed}, 机关: 省水利厅}}", None)
    assert found.filing == Due(date.fromisoformat(filed), date(2026, 3, 27), standing)


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        (date(2026, 3, 27), Standing.IN_TIME),
        (date(2026, 3, 28), Standing.OVERDUE),
    ],
)
def test_the_last_day_is_in_time(as_of: date, standing: Standing) -> None:
    assert of("施行日期: 2026-03-01", as_of).publication.standing is standing


def test_evaluations_are_announced_and_drills_after_the_day_left_out() -> None:
    edition = "上次评估: 2026-02-01, 演练记录: [{日期: 2026-06-01, 形式: 桌面演练, 名称: 推演}]"
    found = of(edition, date(2029, 1, 1))
    assert found.drill == Due(date(2026, 6, 1), date(2029, 6, 1), Standing.IN_TIME, 36)
    assert found.evaluation == Due(date(2026, 2, 1), date(2029, 3, 1), Standing.SOON, 36)
    assert of(edition, date(2026, 4, 1)).drill.last is None


def test_of_a_village_no_law_asks_for_drills() -> None:
    found = of("施行日期: 2026-03-01", date(2026, 4, 1), kind="村（社区）")
    nothing = Due(None, None, Standing.NOT_ASKED)
    assert (found.drill, found.evaluation) == (nothing, nothing)
    assert found.filing.standing is Standing.OVERDUE
    assert found.publication == found.filing


def test_every_rule_is_of_a_family() -> None:
    from planforge.rules import engine as _engine  # noqa: F401, PLC0415 - enters every rule

    assert {family_of(rule.id) for rule in rules()} - FAMILIES.keys() == set()
