"""Drafts for what no drill reaches, each of which does; what none reaches is named."""

from __future__ import annotations

import dataclasses
from functools import cache

from planforge.corpus.drills import DrillView
from planforge.drill.coverage import Coverage, coverage, reached_in
from planforge.drill.entries import Entry, EntryKind
from planforge.drill.gaps import Filled, fill
from planforge.drill.rehearsal import play, rehearsal
from planforge.model.drill import Drill
from tests.unit.document.small import tree
from tests.unit.drill.build.demo import corpus, drills, played, rehearsed

NOBODY = Entry("post.nobody", EntryKind.POST, "闲职")
AIRPORT = Entry("airport", EntryKind.PLAN, "机场预案", "airport")


@cache
def reached() -> Coverage:
    """Return what one drill reaches, with all that there is in the cascade."""
    names = ("false-alarm", "cascade")
    return coverage([(rehearsed(name), played(name)) for name in names])


@cache
def filled() -> Filled:
    """Return drafts for some actions, all links, a post without work, and a plan in no drill."""
    lacks = [one for one in reached().unreached if one.entry.plan == "flood"]
    actions = [one for one in lacks if one.entry.kind is EntryKind.ACTION][:3]
    links = [one for one in reached().of(EntryKind.LINK) if not one.drills]
    known = [one for one in reached().items if one.drills]
    more = coverage([], [AIRPORT, NOBODY])
    both = dataclasses.replace(more, items=(*known, *actions, *links, *more.items))
    return fill(corpus(), both, tuple(drills().values()))


def ran(text: str) -> set[str]:
    """Return what the rehearsal of a draft reaches."""
    drill = Drill.model_validate(tree(text))
    whole = corpus()
    plans = tuple(view for view in whole.plans if view.plan.id in drill.plans)
    made = rehearsal(whole, DrillView(drill, f"drills/{drill.id}/drill.yaml", whole.system, plans))
    return set(reached_in(made.world, play(made)))


def test_each_draft_reaches_what_it_names() -> None:
    assert filled().drafts
    for draft in filled().drafts:
        names = {one.id for one in filled().reached[draft.id]}
        assert names
        assert names <= ran(draft.text)


def test_every_link_is_reached_and_the_plan_that_was_in_no_drill_with_all_its_levels() -> None:
    got = {one.id for found in filled().reached.values() for one in found}
    links = {one.entry.id for one in reached().of(EntryKind.LINK) if not one.drills}
    assert links <= got
    assert "airport" in got
    assert {f"airport#{rank}" for rank in (1, 2, 3, 4)} <= got


def test_what_no_scenario_reaches_is_named_with_the_reason() -> None:
    gaps = {one.entry.id: one.why.render("zh_CN") for one in filled().gaps}
    assert gaps[NOBODY.id] == "只有点名这个单位的演练才有，现有演练都没有引出"
    got = {one.id for found in filled().reached.values() for one in found}
    assert got.isdisjoint(gaps)
