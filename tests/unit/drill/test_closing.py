"""A task is closed when its plan has changed and its scenario runs clean, not when ticked off."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from planforge.corpus.changes import Changes
from planforge.drill.closing import Standing, Task, standings
from planforge.drill.elements import Named
from planforge.drill.improvement import task_id
from planforge.drill.kit.build import kit
from planforge.drill.weakness import weaknesses
from tests.unit.drill.build.demo import played, rehearsed

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit
    from planforge.drill.weakness import Weakness

NAME = "flood-season"
ALL = Changes(frozenset({"flood"}), frozenset({("flood", "activate")}))


@cache
def papers() -> Kit:
    return kit(rehearsed(NAME), played(NAME))


@cache
def weak() -> tuple[Weakness, ...]:
    return weaknesses(rehearsed(NAME), played(NAME))


def judged(task: Task, *, changed: Changes = ALL, clean: bool = False) -> Standing:
    (found,) = standings(papers(), () if clean else weak(), changed, [task])
    return found


def said(standing: Standing) -> list[str]:
    return [reason.render("en") for reason in standing.reasons]


def test_a_changed_plan_and_a_clean_run_let_a_task_be_closed() -> None:
    task = Task("flood-season-s1-flood-activate", "late", is_closed=True)
    assert judged(task, clean=True) == Standing(task, "flood", is_ready=True)


def test_a_task_that_was_ticked_off_stays_open_while_the_plan_is_the_same() -> None:
    task = Task("flood-season-s1-flood-activate", "late", is_closed=True)
    found = judged(task, changed=Changes(), clean=True)
    assert (found.is_ready, said(found)) == (False, ["the plan is the same as at the drill"])


def test_a_change_of_other_actions_closes_nothing() -> None:
    task = Task("flood-season-s1-flood-activate", "late", is_closed=True)
    other = Changes(frozenset({"flood"}), frozenset({("flood", "closure")}))
    found = judged(task, changed=other, clean=True)
    reason = "the action is the same as at the drill, and what comes before it too"
    assert (found.is_ready, said(found)) == (False, [reason])


def test_what_still_breaks_at_the_action_keeps_it_open() -> None:
    late = next(one for one in weak() if one.id == "E02" and one.entries[0].id.startswith("flood/"))
    action = late.entries[0].id.partition("/")[2]
    known = {
        one.action: f"{NAME}-{one.id.replace('/', '-')}"
        for inject in papers().injects
        for one in inject.expected
    }
    for name, number in known.items():
        touched = Changes(ALL.plans, frozenset({("flood", name)}))
        found = judged(Task(number, "late"), changed=touched)
        own = [one for one in weak() if one.entries[0].id == f"flood/{name}"]
        assert found.is_ready == (not said(found))
        assert len(found.reasons) >= len(own)
        if name == action:
            assert not found.is_ready


def test_a_task_that_names_a_plan_needs_all_of_it_to_run_clean() -> None:
    task = Task("flood-season-07", "wrong", "《安澜市防汛抗旱应急预案》4.2")
    own = [one for one in weak() if "flood" in {one.entries[0].plan, one.entries[0].id}]
    found = judged(task)
    assert (found.plan, len(found.reasons), found.is_ready) == ("flood", len(own), not own)
    assert judged(task, clean=True).is_ready


def test_other_words_for_the_same_close_nothing() -> None:
    task = Task("flood-season-s1-flood-activate", "late")
    worded = Changes(worded=frozenset({("flood", ""), ("flood", "activate")}))
    found = judged(task, changed=worded, clean=True)
    reason = (
        "only its wording is another than at the drill: who does it, when, by when and with what "
        "is the same"
    )
    assert (found.plan, said(found)) == ("flood", [reason])


def test_a_goal_is_closed_by_a_change_of_what_it_is_about() -> None:
    """Its number says which parts of plans it names, also where the table names none."""
    drill = papers().rehearsal.view.drill
    goal = next(one for one in drill.goals if one.about)
    sheet = next(x.id for x in papers().sheets if any(item.goal == goal for item in x.items))
    task = Task(task_id(NAME, sheet, f"goal/{goal.id}"), "not reached")
    same = judged(task, changed=Changes(), clean=True)
    assert (same.plan, said(same)) == ("flood", ["the plan is the same as at the drill"])
    named = {(part.plan, name) for part in goal.about for name in part.actions}
    assert named
    one = frozenset({next(iter(sorted(named)))})
    assert judged(task, changed=Changes(frozenset({"flood"}), one), clean=True).is_ready
    other = Changes(frozenset({"flood"}), frozenset({("flood", "closure")}))
    assert said(judged(task, changed=other, clean=True)) == [
        "none of the actions and levels that it names has changed since the drill"
    ]


def test_a_level_that_a_task_names_has_to_change() -> None:
    about = Named("flood", "防汛预案", level="Ⅱ级")
    task = Task("own", "raised too late", about=(about,))
    assert not judged(task, clean=True).is_ready
    changed = Changes(frozenset({"flood"}), levels=frozenset({("flood", "Ⅱ级")}))
    assert judged(task, changed=changed, clean=True).is_ready


def test_a_task_that_names_no_plan_is_for_people_to_verify() -> None:
    task = Task("flood-season-08", "the radio was flat", "equipment")
    assert judged(task, changed=Changes()) == Standing(task, "", is_ready=True)
