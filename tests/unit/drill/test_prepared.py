"""A world is put in one order and refused if its parts do not fit."""

from __future__ import annotations

import dataclasses
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.drill.chance import Mode, exactly
from planforge.drill.condition import Judged
from planforge.drill.engine import run
from planforge.drill.means import Person, Pool, Post, Team
from planforge.drill.prepared import Prepared, plain
from planforge.drill.script import FactAt, Script
from planforge.drill.work import Action, After, Need, ReportRule
from planforge.drill.world import Link, World
from tests.unit.drill.worlds import fact, plan, world

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR = 3600
GOLDEN = "75a8d31e6fa0ac1affa660e081d8ebcde7c839682dc4536ee973979ab71a0b4e"
"""What all supported versions of Python come to. It changes only with `trace.ENGINE`."""


def town(shuffle: Callable[[list[int]], None]) -> World:
    """Return a town of ten plans of thirty actions, its lists in an order that *shuffle* makes."""

    def order(count: int) -> list[int]:
        numbers = list(range(count))
        shuffle(numbers)
        return numbers

    plans = [
        plan(
            *(
                Action(
                    f"a{k:02}",
                    exactly(60 + 30 * (k % 7)),
                    (f"post{(k + n) % 12}",),
                    order=k % 4,
                    after=tuple(After(f"p{n}/a{k - j:02}") for j in (1, 2) if k > j and k % 3 == j),
                    needs=(Need("bus", 1 + k % 2), Need("boat", 1)) if k % 4 == 0 else (),
                )
                for k in order(30)
            ),
            name=f"p{n}",
        )
        for n in order(10)
    ]
    return world(
        *plans,
        posts=tuple(Post(f"post{n}", "hq", (f"person{n}", "reserve")) for n in order(12)),
        persons=(*(Person(f"person{n}") for n in order(12)), Person("reserve")),
        pools=tuple(Pool(name, "hq", 3, back=exactly(40)) for name in ("bus", "boat")),
        links=tuple(
            Link(f"l{n}", f"p{n}", f"p{(n + 1) % 10}", levels=((1, 1),)) for n in order(10)
        ),
    )


def test_12_a_shuffled_town_gives_the_same_bytes() -> None:
    script = Script(100 * HOUR, (FactAt(5, "deaths", Fraction(1)),), mode=Mode.SAMPLE, seed=4)
    expected = run(town(lambda _: None), script)
    assert len(expected.of("task_done")) == 300
    for seed in range(3):
        shuffle = random.Random(seed).shuffle  # noqa: S311 - an order of lists is no secret
        found = run(town(shuffle), script)
        assert list(found.lines()) == list(expected.lines())


def test_the_trace_is_the_same_wherever_it_is_made() -> None:
    script = Script(100 * HOUR, (FactAt(5, "deaths", Fraction(1)),), mode=Mode.SAMPLE, seed=4)
    assert run(town(lambda _: None), script).hash == GOLDEN


def test_another_seed_gives_another_trace_of_the_same_world() -> None:
    traces = [run(town(lambda _: None), Script(10, seed=seed)) for seed in (1, 2)]
    assert traces[0].header["world"] == traces[1].header["world"]
    assert traces[0].hash != traces[1].hash


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"persons": (Person("wang"),)}, "twice: wang"),
        ({"persons": (Person("a:b"),)}, "a colon in an id: a:b"),
        ({"teams": (Team("chief", "hq"),)}, "both post and team: chief"),
        ({"posts": (Post("clerk", "hq", ("nobody",)),)}, "unknown: nobody"),
        ({"links": (Link("l", "flood", "storm"),)}, "unknown: storm"),
        ({"reports": (ReportRule("r", "flood", "hq", "city", 1, upon="q"),)}, "unknown: q"),
    ],
)
def test_a_world_that_does_not_fit_is_refused(parts: dict[str, object], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Prepared(world(plan(), **parts))


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        (Action("a", exactly(1), ("ghost",)), "unknown: ghost"),
        (Action("a", exactly(1), needs=(Need("boat", 1),)), "unknown: boat"),
        (Action("a", exactly(1), after=(After("flood/b"),)), "unknown: flood/b"),
        (Action("a", exactly(1), replaces=("b",)), "unknown: flood/b"),
    ],
)
def test_an_action_that_does_not_fit_is_refused(action: Action, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Prepared(world(plan(action)))


def test_ids_of_actions_are_unique_and_plans_have_levels() -> None:
    with pytest.raises(ValueError, match="twice: flood/a"):
        Prepared(world(plan(Action("a", exactly(1)), Action("a", exactly(2)))))
    with pytest.raises(ValueError, match="no level: flood"):
        Prepared(world(dataclasses.replace(plan(), levels=())))


def test_values_become_json() -> None:
    assert plain((None, True, 3, "x", Mode.PLAN, Fraction(1, 2), Judged("y"), exactly(2))) == [
        None,
        True,
        3,
        "x",
        "plan",
        ["n", "1/2"],
        ["judged", "y"],
        [2, 2, 2],
    ]
    assert plain(fact("a", ">= 1")) == ["fact", "a", ">= 1"]
    with pytest.raises(TypeError, match="no value"):
        plain(0.5)
