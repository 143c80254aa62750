"""What several places do each for itself."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from planforge.drill.build.places import spread
from planforge.drill.chance import exactly
from planforge.drill.work import Action, After, Need, Variant
from tests.unit.drill.build.demo import played, rehearsed

if TYPE_CHECKING:
    from planforge.drill.world import Plan

PLACES = {"move": (("south",), ("west", "deputy")), "open": (("south",), ("west", "deputy"))}
MOVE = Action(
    "move",
    exactly(60),
    ("north",),
    after=(After("flood/open"), After("flood/call")),
    supporting=("police", "south", "west"),
    needs=(Need("team.bus", 1), Need("depot.a/tent", 9)),
    replaces=("warn",),
)
OPEN = Action("open", exactly(30), ("north",))
CALL = Action("call", exactly(5), ("chief",), after=(After("flood/open"),))


def edges(actions: tuple[Action, ...]) -> dict[str, list[str]]:
    return {one.id: [after.action.removeprefix("flood/") for after in one.after] for one in actions}


def test_each_place_waits_for_its_own_and_all_others_for_every_place() -> None:
    assert edges(spread([OPEN, CALL, MOVE], PLACES, "flood")) == {
        "open": [],
        "open@south": [],
        "open@west": [],
        "call": ["open", "open@south", "open@west"],
        "move": ["open", "call"],
        "move@south": ["open@south", "call"],
        "move@west": ["open@west", "call"],
    }


def test_teams_are_shared_and_supplies_are_drawn_once() -> None:
    _, _, first, south, west = spread([OPEN, CALL, MOVE], {"move": PLACES["move"]}, "flood")
    assert (first.supporting, first.needs) == (("police",), MOVE.needs)
    assert (south.doers, south.supporting, south.needs) == (("south",), (), MOVE.needs[:1])
    assert (west.doers, west.replaces) == (("west", "deputy"), ())


def test_what_is_replaced_is_replaced_everywhere() -> None:
    siege = Action("siege", exactly(60), ("chief",), replaces=("open",))
    *_, last = spread([OPEN, siege], {"open": PLACES["open"]}, "flood")
    assert last.replaces == ("open", "open@south", "open@west")


def test_a_level_that_gives_it_to_others_ends_it_elsewhere() -> None:
    higher = dataclasses.replace(
        OPEN,
        variants=(
            Variant(2, ("north",), ("south", "army"), (Need("team.bus", 1),)),
            Variant(3, ("mayor",)),
        ),
    )
    first, south, _ = spread([higher], {"open": PLACES["open"]}, "flood")
    assert [one.supporting for one in first.variants] == [("army",), ()]
    assert (south.last_rank, [south.is_for(rank) for rank in (1, 2, 3)]) == (2, [True, True, False])
    assert south.at(2).doers == ("south",)
    assert south.at(2).needs == (Need("team.bus", 1),)
    mayors = dataclasses.replace(OPEN, first_rank=3, variants=higher.variants)
    assert spread([mayors], {"open": PLACES["open"]}, "flood") == (mayors,)


def plan(drill: str, name: str) -> Plan:
    return next(one for one in rehearsed(drill).world.plans if one.id == name)


def doers(drill: str, name: str, action: str) -> list[tuple[str, ...]]:
    actions = plan(drill, name).actions
    return [one.doers for one in actions if one.id.partition("@")[0] == action]


def test_every_government_that_is_hit_acts_for_its_own_place() -> None:
    heads = [one[0] for one in doers("cascade", "flood", "evacuate")]
    assert heads == ["post.qingchuan-head", "post.pinghu-head", "post.jiangbei-head"]
    begun = {r.role for r in played("cascade").of("task_start") if "/evacuate" in r.entity}
    assert set(heads) <= begun
    name = rehearsed("cascade").index.name("flood/evacuate@post.pinghu-head")
    assert name == "转移受威胁群众（平湖县政府）"


def test_a_plan_may_concern_only_some_of_the_places() -> None:
    assert [one[0] for one in doers("cascade", "geology", "evacuate")] == ["post.qingchuan-head"]
    assert [one[0] for one in doers("cascade", "hazchem", "evacuate")] == ["post.pinghu-head"]
