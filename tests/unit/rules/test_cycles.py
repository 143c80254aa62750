"""Months are those of the calendar, and who asks for a drill is said."""

from __future__ import annotations

from datetime import date

import pytest

from planforge.corpus.outline import outline
from planforge.model.scales import EventCategory
from planforge.rules.cycles.days import asked_by, drill_cycle
from planforge.rules.cycles.months import months_after
from planforge.rules.statutes import written
from tests.unit.document.small import corpus


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 3, 15), 36, date(2028, 3, 15)),
        (date(2025, 12, 5), 1, date(2026, 1, 5)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_the_same_day_months_later(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


LAW = "《突发事件应急预案管理办法》第三十二条第二款"
PRACTICE = "《突发事件应急预案管理办法》第三十二条第一款"
AT_WORK = "《生产安全事故应急条例》第八条"


def asked(own: int | None, as_of: date, event: str) -> tuple[str, list[str]]:
    """Return who wants the drill that a plan of 2026-03-01 missed by *as_of*, and the basis."""
    found = corpus()
    its = outline(found.plans[0].plan, found.plans[0].file)
    accident = EventCategory.ACCIDENT.value if event == "矿山事故" else its.category
    edition = its.edition.model_copy(update={"drill_months": own})
    changes = {"event_types": (event,), "category": accident, "edition": edition}
    its = its.model_copy(update=changes)
    cycle = drill_cycle(its, found.registry, as_of)
    assert cycle is not None
    whose, basis = asked_by(its, cycle, as_of)
    return whose.render(), [written(citation) for citation in basis]


@pytest.mark.parametrize(
    ("own", "as_of", "event", "expected"),
    [
        (None, date(2029, 3, 2), "洪涝", ("法规要求", [LAW])),
        (12, date(2027, 3, 2), "洪涝", ("预案自身要求", [PRACTICE])),
        (12, date(2029, 3, 2), "洪涝", ("预案自身要求", [LAW])),
        (None, date(2028, 3, 2), "矿山事故", ("法规要求", [AT_WORK])),
        (12, date(2028, 3, 1), "矿山事故", ("预案自身要求", [PRACTICE])),
    ],
)
def test_the_law_is_cited_for_what_the_law_asks(
    own: int | None, as_of: date, event: str, expected: tuple[str, list[str]]
) -> None:
    assert asked(own, as_of, event) == expected
