"""What a suite of drills reaches, and what two editions make of one drill."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace

from planforge.drill.chance import Span, exactly
from planforge.drill.compare import Moved, compare, worse
from planforge.drill.coverage import coverage, unreached
from planforge.drill.entries import Entry, EntryKind
from planforge.drill.means import Pool, Post
from planforge.drill.rehearsal import Rehearsal, play
from planforge.drill.script import FactAt, Script
from planforge.drill.work import Action, Deadline, Need, ReportRule
from planforge.drill.world import Link, World
from tests.unit.drill.rehearsed import rehearsed
from tests.unit.drill.worlds import HOUR, MINUTE, fact, level, plan, world

LEVELS = (level(1, fact("deaths", ">= 1")), level(2, fact("deaths", ">= 3")))


@dataclass(frozen=True)
class View:
    """A drill of which only the id is asked."""

    drill: SimpleNamespace


def city() -> World:
    return world(
        plan(
            Action("a", exactly(60), ("chief",)),
            Action("b", exactly(60), ("other",), order=1, first_rank=2, needs=(Need("team.x", 1),)),
            levels=LEVELS,
        ),
        plan(name="slide", levels=(level(1),)),
        posts=(Post("other", "hq", ("wang",)), Post("idle", "hq", ("wang",))),
        pools=(Pool("team.x", "hq", 1),),
        links=(Link("l", "flood", "slide", levels=((2, 1),)),),
        reports=(ReportRule("r", "flood", "hq", "city", 600, fact("deaths", ">= 3")),),
    )


def made(deaths: int, name: str, of: World | None = None) -> Rehearsal:
    script = Script(HOUR, (FactAt(0, "deaths", Fraction(deaths)),))
    return rehearsed(of or city(), script, view=View(SimpleNamespace(id=name)))


def test_what_is_reached_by_which_drill() -> None:
    small, great = made(1, "small"), made(3, "great")
    found = coverage([(one, play(one)) for one in (small, great)])
    assert found.drills == ("small", "great")
    assert {item.entry.id: item.drills for item in found.items} == {
        "flood": ("small", "great"),
        "slide": ("great",),
        "flood#1": ("small",),
        "flood#2": ("great",),
        "slide#1": ("great",),
        "flood/a": ("small", "great"),
        "flood/b": ("great",),
        "l": ("great",),
        "chief": ("small", "great"),
        "other": ("great",),
        "r": ("great",),
    }
    assert found.unreached == ()


def test_what_no_drill_reaches_is_told_with_what_to_do() -> None:
    small = made(1, "small")
    airport = Entry("airport", EntryKind.PLAN, "Airport")
    found = coverage([(small, play(small))], [airport])
    assert found.share(EntryKind.LEVEL) == Fraction(1, 3)
    assert found.share(EntryKind.TEAM) is None
    weak = unreached(found, {"flood": "Flood"})
    assert [(one.id, one.entries[0].id) for one in weak] == [
        ("E12", id_)
        for id_ in ("airport", "slide", "flood#2", "slide#1", "flood/b", "l", "other", "r")
    ]
    assert weak[2].message.render("en") == "None of the 1 drills reaches Flood：Ⅲ"
    assert weak[2].hint is not None
    assert weak[2].hint.render("en") == "Let a scenario reach its condition."


def edition(*actions: Action) -> Rehearsal:
    return made(1, "one", world(plan(*actions)))


def test_two_editions_that_are_the_same() -> None:
    action = Action("a", exactly(60))
    found = compare(edition(action), edition(action))
    assert (found.is_same, found.runs, worse(found)) == (True, 1, ())


def test_what_comes_later_what_is_gone_and_what_is_new() -> None:
    old = edition(Action("a", exactly(60)), Action("gone", exactly(60)))
    limit = (Deadline(5 * MINUTE),)
    new = edition(Action("a", exactly(600), deadlines=limit), Action("new", exactly(60)))
    found = compare(old, new)
    assert [(one.entry.id, one.moved) for one in found.milestones] == [
        ("flood/a", Moved.LATER),
        ("flood/gone", Moved.VANISHED),
        ("flood/new", Moved.APPEARED),
    ]
    assert found.milestones[0].shift is not None
    assert found.milestones[0].shift.middle == 540
    assert [one.weakness.key for one in found.fresh] == [("E02", "flood/a")]
    assert found.mended == ()
    assert [one.message.render("en") for one in worse(found)][:2] == [
        "a comes 9 min later than before",
        "gone no longer comes about",
    ]
    back = compare(new, old)
    assert [one.moved for one in back.milestones] == [
        Moved.EARLIER,
        Moved.APPEARED,
        Moved.VANISHED,
    ]
    assert [one.weakness.key for one in back.mended] == [("E02", "flood/a")]


def test_samples_are_drawn_alike_so_only_the_change_shows() -> None:
    action = Action("a", Span(60, 600, 6_000), ("chief",))
    other = Action("b", Span(60, 300, 900), ("chief",), order=1)
    found = compare(edition(action, other), edition(action), runs=5)
    assert [(one.entry.id, one.moved, one.before, one.after) for one in found.milestones] == [
        ("flood/b", Moved.VANISHED, found.milestones[0].before, 0)
    ]


def test_a_limit_that_more_runs_miss_is_told_though_few_missed_it_before() -> None:
    """The same draws take 60 to 1,200 seconds: 1, 3, 14 and all of 20 runs miss these limits."""
    span = Span(60, 600, 1_200)
    long, less, short, none = (
        edition(Action("a", span, deadlines=(Deadline(seconds),)))
        for seconds in (1_000, 900, 600, 59)
    )
    found = [
        compare(old, new, runs=20)
        for old, new in ((long, none), (none, long), (less, short), (short, less), (long, less))
    ]
    assert [
        [[(one.weakness.about, one.before, one.after) for one in part] for part in parts]
        for parts in ((one.fresh, one.shifted, one.mended) for one in found)
    ] == [
        [[(("E02", "flood/a"), 1, 20)], [], []],
        [[], [], [(("E02", "flood/a"), 20, 1)]],
        [[], [(("E02", "flood/a"), 3, 14)], []],
        [[], [(("E02", "flood/a"), 14, 3)], []],
        [[(("E02", "flood/a"), 1, 3)], [], []],
    ]
    assert [[one.message.render("zh_CN")[:14] for one in worse(each)] for each in found] == [
        ["20次推演中20次，原来1次"],
        [],
        ["20次推演中14次，原来3次"],
        [],
        ["20次推演中3次，原来1次："],
    ]
