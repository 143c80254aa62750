"""Clauses that raise, lower or shift the start of levels, as far as people say that they hold."""

from __future__ import annotations

import pytest

from planforge.corpus.drills import DrillView
from planforge.drill.rehearsal import play, rehearsal
from planforge.model.drill import Development
from planforge.model.drill_scales import Knowledge
from tests.unit.drill.build.demo import corpus, drills

RAISED = "重要节假日、重大活动期间或者灾害发生在人口密集区、化工园区"
LOWERED = "达到干旱指标但农作物处于休闲期且城乡供水未受影响"
SHIFTED = "青川县、云溪县地质灾害易发区单站暴雨"
RAIN = {"24小时降雨量": "85", "笼罩面积": "600"}
DROUGHT = {"作物受旱面积比例": "35"}
WATER = {"澜江安澜站实时水位": "39"}


def reached(facts: dict[str, str], *holds: str) -> int:
    """Return the level that the flood plan reaches where *facts* are so and *holds* as well."""
    view = drills()["army"]
    step = Development.model_validate({"时间": "T+00:00", "属实": list(holds)})
    changes = {"initial": facts, "developments": (step,), "outages": (), "injects": ()}
    drill = view.drill.model_copy(update=changes)
    altered = DrillView(drill, view.file, view.system, view.plans)
    trace = play(rehearsal(corpus(), altered, knowledge=Knowledge.OMNISCIENT))
    return max((int(str(r.data["to"])) for r in trace.of("level_activated")), default=0)


@pytest.mark.parametrize(
    ("facts", "holds", "level"),
    [
        (WATER, (), 1),
        (WATER, (RAISED,), 2),
        (WATER, (LOWERED,), 1),
        (DROUGHT, (), 2),
        (DROUGHT, (LOWERED,), 1),
        (RAIN, (), 0),
        (RAIN, (SHIFTED,), 1),
        (RAIN | {"24小时降雨量": "79"}, (SHIFTED,), 0),
    ],
)
def test_a_clause_changes_the_level_while_people_say_that_it_holds(
    facts: dict[str, str], holds: tuple[str, ...], level: int
) -> None:
    assert reached(facts, *holds) == level
