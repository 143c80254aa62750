"""The drills of the demonstration: every one plays to its end and reaches what it is built for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.corpus import Corpus
from planforge.corpus.drills import NO_LEVEL, DrillView
from planforge.drill.chronicle import chronicle
from planforge.drill.early import too_late
from planforge.drill.engine import run
from planforge.drill.prepared import Prepared
from planforge.drill.rehearsal import play, rehearsal
from planforge.model.drill_scales import Knowledge
from tests.unit.drill.build.demo import NAMES, corpus, drills, played, rehearsed

if TYPE_CHECKING:
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace

DECIDED = 45 * 60
"""Seconds in which a level is decided: plans allow half an hour, and news take their time."""
HOUR = 3600
CHANGES = ("level_activated", "level_raised", "level_lowered", "plan_ended")


def wanted(view: DrillView) -> list[tuple[int, int, str, int]]:
    """Return from when to when which plan is meant to reach which level."""
    steps = view.drill.developments
    found = []
    for i, step in enumerate(steps):
        for name, level in step.levels.items():
            plan = view.plan(name)
            assert plan is not None
            later = (one.at.seconds for one in steps[i + 1 :] if name in one.levels)
            until = next(later, view.drill.horizon.seconds or 0)
            rank = 0 if level in NO_LEVEL else plan.severity(level)
            assert rank is not None
            since = step.at.seconds
            found.append((since, max(until, since + DECIDED), plan.plan.id, rank))
    return found


def ranks(trace: Trace, plan: str, since: int, until: int) -> set[int]:
    """Return the levels that *plan* has at some time in [since, until]."""
    current, found = 0, set()
    for record in trace.of(*CHANGES):
        if record.plan != plan or record.t > until:
            continue
        if record.t > since:
            found.add(current)
        current = 0 if record.type == "plan_ended" else int(str(record.data["to"]))
    return {*found, current}


@pytest.mark.parametrize("name", NAMES)
def test_every_plan_reaches_the_level_that_the_scenario_is_built_for(name: str) -> None:
    view, trace = drills()[name], played(name)
    missed = [
        (since, plan, rank)
        for since, until, plan, rank in wanted(view)
        if rank and rank not in ranks(trace, plan, since, until)
    ]
    assert missed == []


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_give_the_levels_to_those_who_know_everything(name: str) -> None:
    trace = played(name, Knowledge.OMNISCIENT)
    for since, _until, plan, rank in wanted(drills()[name]):
        judged = [
            int(str(record.data["determined"]))
            for record in trace.of("assessed")
            if record.plan == plan and record.t <= since
        ]
        assert (judged or [0])[-1] >= rank


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_a_trace_names_has_an_entry(name: str) -> None:
    index, trace = rehearsed(name).index, played(name)
    named = {record.plan for record in trace.records}
    named |= {record.role for record in trace.records}
    named |= {f"{record.person}" for record in trace.records}
    named |= {record.event for record in trace.records}
    named |= {
        record.entity.partition("#")[0]
        for record in trace.records
        if record.type.startswith("task_")
    }
    assert sorted(one for one in named if one and one not in index) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_organisation_commands_twice_and_none_is_vacant(name: str) -> None:
    assert played(name).of("invariant_broken") == ()


def shuffled(made: Rehearsal) -> Rehearsal:
    """Return the drill of *made* with the plans, registers and lists of its files turned round."""
    known = corpus()
    turned = Corpus(known.registry, known.system, known.plans[::-1], known.digests)
    view = made.view
    plans = tuple(reversed(view.plans))
    drill = view.drill.model_copy(
        update={
            "plans": view.drill.plans[::-1],
            "outages": view.drill.outages[::-1],
            "initial": dict(tuple(view.drill.initial.items())[::-1]),
            "durations": view.drill.durations[::-1],
        }
    )
    return rehearsal(turned, DrillView(drill, view.file, view.system, plans))


@pytest.mark.parametrize("name", ["cascade", "night-landslide"])
def test_the_order_of_files_and_keys_changes_nothing(name: str) -> None:
    made = rehearsed(name)
    other = shuffled(made)
    assert Prepared(other.world).hash == Prepared(made.world).hash
    assert [entry.id for entry in other.index] == [entry.id for entry in made.index]
    assert other.assumed == made.assumed
    assert play(other).hash == played(name).hash == play(made).hash


def test_another_seed_and_mode_are_taken_over() -> None:
    made = rehearsed("false-alarm")
    assert play(made, seed=5).header["seed"] == 5
    script = replace(made.script, seed=made.view.drill.seed)
    assert run(made.world, script).hash == play(made).hash


def test_a_drill_may_let_work_that_saves_lives_come_first() -> None:
    usual = drills()["cascade"]
    drill = usual.drill.model_copy(update={"lives_first": True})
    made = rehearsal(corpus(), DrillView(drill, usual.file, usual.system, usual.plans))
    assert (rehearsed("cascade").script.preempts, made.script.preempts) == (False, True)
    trace = play(made)
    broken = trace.of("task_preempted")
    taken = {str(one.data["by"]) for one in broken}
    assert taken == {"flood/relief#1", "geology/search#1"}
    begun = {r.entity: r.t for r in played("cascade").of("task_start") if r.entity in taken}
    assert {r.entity for r in trace.of("task_start") if r.t < begun.get(r.entity, 0)} == taken
    assert sorted(r.entity for r in trace.of("task_resumed")) == sorted(r.entity for r in broken)
    told = [line.text.render("en") for line in chronicle(made, trace)]
    for record in broken:
        action = made.index.name(record.entity.partition("#")[0])
        other = made.index.name(str(record.data["by"]).partition("#")[0])
        said = [text for text in told if f"“{action}” is broken off for “{other}”" in text]
        assert len(said) == 1
        assert [text for text in told if f"“{action}” goes on" in text]


@pytest.mark.parametrize("name", NAMES)
def test_no_inject_comes_after_what_it_calls_for(name: str) -> None:
    assert tuple(too_late(rehearsed(name), played(name))) == ()


def test_what_a_development_says_is_known_to_those_who_notice_it() -> None:
    told = {(one.time, one.text[:6]): one.seers for one in rehearsed("cascade").script.told}
    assert told[HOUR * 4, "有人员被埋压"] == ("org.gaoling-government",)
    assert told[HOUR * 11 // 2, "排涝泵站失去"] == (
        "org.power-grid",
        "org.chemical-park",
        "org.drainage-office",
        "org.petrochem",
    )
    assert set(told[HOUR * 2, "城区发生内涝"] or ()) == {
        "org.housing-bureau",
        "org.hydrology-centre",
        "org.meteorological-bureau",
        "org.natural-resources-bureau",
        "org.urban-management-bureau",
    }
    assert told[0, "省级成立指挥"] is None


def test_nobody_acts_on_what_only_others_have_seen() -> None:
    trace = played("cascade")
    begun = {one.entity: one.t for one in trace.of("task_start", "link_fired")}
    known = {(one.role, one.entity[:6]): one.t for one in reversed(trace.of("judgement_known"))}
    assert begun["geology/road#1"] == known["org.geology-office", "道路中断或者"] == HOUR * 13 // 3
    assert begun["flood/closure#1"] == known["org.flood-office", "道路积水或者"]
    assert begun["flood~requests_support→blackout"] == known["org.flood-office", "排涝泵站失去"]
    assert begun["geology~cascades_to→blackout"] == known["org.geology-office", "滑坡、崩塌、"]
    assert begun["hazchem/unit-first-response#1.2"] == HOUR * 7


def test_what_was_a_precaution_is_done_again_after_the_slide_and_the_leak() -> None:
    happened = {(r.plan, r.t) for name in NAMES for r in played(name).of("happened")}
    assert happened == {("geology", HOUR * 4), ("hazchem", HOUR * 7)}
    again = {one.entity: one.t for one in played("cascade").of("task_start") if ".2" in one.entity}
    assert again == {
        "geology/evacuate-now#1.2": HOUR * 4 + 600,
        "geology/verify#1.2": HOUR * 4 + 1200,
        "geology/consult#1.2": HOUR * 4 + 1200,
        "geology/monitor#1.2": HOUR * 4 + 1200,
        "geology/weather#1.2": HOUR * 4 + 1200,
        "geology/environment#1.2": HOUR * 4 + 1200,
        "geology/shelters#1.2": HOUR * 4 + 1200,
        "hazchem/unit-first-response#1.2": HOUR * 7,
        "hazchem/verify#1.2": HOUR * 7 + 600,
        "hazchem/county-first-response#1.2": HOUR * 7 + 600,
        "hazchem/air-monitor#1.2": HOUR * 7 + 600,
        "hazchem/weather-support#1.2": HOUR * 7 + 600,
        "hazchem/alert-public#1.2": HOUR * 7 + 600,
    }
