"""Which level the facts themselves gave, whoever knew of them."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

from planforge.drill.condition import AllOf, GradeIs, Held, Judged, LevelIs, WarningIs
from planforge.drill.history import History
from planforge.drill.means import Indicator
from planforge.drill.prepared import Prepared
from planforge.drill.script import FactAt, Script, ToldAt, WarningAt
from planforge.drill.truth import Truth
from planforge.drill.world import Incident
from tests.unit.drill.worlds import fact, level, plan, rehearse, world

LAST = 9_000


def truth(when: object, script: Script, **parts: object) -> Truth:
    of = world(
        dataclasses.replace(plan(levels=(level(1, when),)), **parts),  # type: ignore[arg-type]
        indicators=(Indicator("rain"), Indicator("river"), Indicator("flag")),
    )
    grades = ((2, fact("rain", ">= 50")),)
    of = dataclasses.replace(of, incidents=(Incident("event", "hq", grades),))
    return Truth(History(Prepared(of), rehearse(of, script)))


def rain(*course: tuple[int, int | None]) -> tuple[FactAt, ...]:
    return tuple(
        FactAt(time, "rain", None if value is None else Fraction(value)) for time, value in course
    )


def test_facts_count_though_nobody_knows_them_until_they_are_no_more() -> None:
    found = truth(fact("rain", ">= 50"), Script(LAST, rain((100, 60), (200, 10), (300, None))))
    assert found.levels["flood"] == [(0, 0), (100, 1), (200, 0)]
    assert found.crossed("flood", 1, 150) == 100
    assert found.crossed("flood", 1, 250) is None
    assert found.crossed("flood", 1, 50) is None


def test_values_keep_their_kind() -> None:
    facts = (FactAt(10, "rain", Fraction(121, 2)), FactAt(20, "river", "high"))
    found = truth(fact("rain", ">= 60"), Script(LAST, (*facts, FactAt(30, "flag", value=True))))
    assert found.facts == {"rain": Fraction(121, 2), "river": "high", "flag": True}


def test_what_has_to_last_gives_the_level_once_it_has() -> None:
    when = Held(fact("rain", ">= 50"), 500)
    course = rain((100, 60), (300, 10), (400, 60))
    assert truth(when, Script(LAST, course)).levels["flood"] == [(0, 0), (900, 1)]


def test_warnings_judgements_levels_and_grades_count_too() -> None:
    warned = Script(LAST, warnings=(WarningAt(50, "rain", 3), WarningAt(80, "rain", 0)))
    assert truth(WarningIs("rain", 3), warned).levels["flood"] == [(0, 0), (50, 1), (80, 0)]
    mapped = truth(None, warned, warnings=(("rain", 2, 1),))
    assert mapped.levels["flood"] == [(0, 0), (50, 1), (80, 0)]
    judged = Script(LAST, told=(ToldAt(70, "bad"),))
    assert truth(AllOf((Judged("bad"),)), judged).levels["flood"] == [(0, 0), (70, 1)]
    own = truth(LevelIs("flood", 1), Script(LAST))
    assert own.levels["flood"] == [(0, 0)]
    graded = truth(None, Script(LAST, rain((100, 60)), omniscient=True), grades=((2, 1),))
    assert graded.levels["flood"] == [(0, 0), (100, 1)]
    asked = truth(GradeIs("event", 2), Script(LAST, rain((100, 60)), omniscient=True))
    assert asked.levels["flood"] == [(0, 0), (100, 1)]
