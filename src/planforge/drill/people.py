"""Who can be called: posts are resolved to persons, and a person has one capacity for all plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from planforge.drill.chance import Stream
from planforge.drill.means import QUARTERS
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.script import Lost

if TYPE_CHECKING:
    from planforge.drill.script import Outage
    from planforge.drill.state import Pending, Run
    from planforge.drill.task import Task
    from planforge.drill.trace import Json
    from planforge.drill.world import Body


class Doer(NamedTuple):
    """Who does something: the post or team, the person if it is a post, the item it takes."""

    role: str
    person: str
    item: str


def prepare(run: Run) -> None:
    """Let everybody be there who is on duty at T0, and plan the changes of shifts."""
    for person in run.ready.world.persons:
        item = f"person:{person.id}"
        run.free[item] = person.quarters
        subject = Subject(entity=person.id)
        if person.shifts:
            run.blocked[item] = 1
        for begin, end in _joined(person.shifts):
            if end > 0:
                run.post(Kind.SHIFT_BEGINS, begin, subject)
                run.post(Kind.SHIFT_ENDS, end, subject)
    for team in run.ready.world.teams:
        run.free[f"team:{team.id}"] = team.slots * QUARTERS
    for i, outage in enumerate(outages(run)):
        subject = Subject(entity=outage.id)
        run.post(Kind.OUTAGE_BEGINS, outage.begin, subject, str(i))
        if outage.end is not None:
            run.post(Kind.OUTAGE_ENDS, outage.end, subject, str(i))


def _joined(shifts: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Return *shifts*, which are sorted, with those as one that meet or overlap."""
    found: list[tuple[int, int]] = []
    for begin, end in shifts:
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def outages(run: Run) -> list[Outage]:
    """Return the outages of the scenario in their one order."""

    def place(outage: Outage) -> tuple[str, str, int, int, bool]:
        end = -1 if outage.end is None else outage.end
        return outage.lost.value, outage.id, outage.begin, end, outage.strikes

    return sorted(run.script.outages, key=place)


def candidates(run: Run, ref: str) -> list[Doer]:
    """Return who can act for the post or team *ref*: A role, B role and so on, or the team."""
    if ref in run.ready.teams:
        return [Doer(ref, "", f"team:{ref}")]
    persons = run.ready.posts[ref].persons
    return [Doer(ref, person, f"person:{person}") for person in persons]


def acting(run: Run, post: str) -> str:
    """Return who can decide for *post* now, empty for nobody; deciding takes no capacity."""
    known = run.ready.posts.get(post)
    if known is None:
        return ""
    return next((p for p in known.persons if not run.blocked.get(f"person:{p}")), "")


def commander(run: Run, body: Body) -> str:
    """Return the post that commands for *body* at the level of its plan."""
    rank = run.plans[body.plan].rank if body.plan else 0
    found = [post for first, post in body.levels if first <= rank]
    return found[-1] if found else body.commander


def is_vacant(run: Run, post: str) -> bool:
    """Whether nobody can decide for *post* now; who is no post of the world always can."""
    return post in run.ready.posts and not acting(run, post)


def keeps_waiting(run: Run, pending: Pending, subject: Subject) -> bool:
    """Whether nobody of the post that must take the decision *pending* is there; recorded once."""
    if not is_vacant(run, pending.authority):
        return False
    if not pending.waits:
        pending.waits = True
        data: dict[str, Json] = {"target": pending.target}
        run.record("decision_waits", subject, data, role=pending.authority)
    return True


def org_of(run: Run, role: str, otherwise: str) -> str:
    """Return the organisation whose knowledge the post or team *role* has."""
    return run.ready.org_of(role, otherwise)


def take(run: Run, task: Task, item: str, amount: int) -> None:
    """Let *task* hold *amount* of *item*, which is there."""
    run.free[item] -= amount
    task.taken.append((item, amount))
    holders = run.holding.setdefault(item, {})
    holders[task.id] = holders.get(task.id, 0) + amount


def release(run: Run, task: Task) -> None:
    """Let *task* give back all shares of persons and teams."""
    for item, amount in task.taken:
        run.free[item] += amount
        run.holding[item].pop(task.id, None)
        run.touch(item, task.last)
    task.taken = []


def travel(run: Run, task: Task) -> int:
    """Return how long the team of *task* is on its way."""
    team = run.ready.teams.get(task.role)
    return run.draw(team.travel, Stream.DELAY, f"{task.id}/team") if team else 0


def on_shift(run: Run, event: Event) -> None:
    """A person comes on duty, or goes off it; work under way is finished first."""
    item = f"person:{event.subject.entity}"
    begins = event.kind is Kind.SHIFT_BEGINS
    run.blocked[item] = run.blocked.get(item, 0) + (-1 if begins else 1)
    i = run.record(event.kind.value, event.subject, person=event.subject.entity)
    if begins:
        came_back(run, item, i)


def came_back(run: Run, item: str, cause: int) -> None:
    """Let work and decisions that waited for *item* go on, if nothing else keeps it away."""
    if run.blocked.get(item):
        return
    run.touch(item, cause)
    for plan, response in run.plans.items():
        for pending, kind in (
            (response.pending, Kind.DECIDE),
            (response.ending, Kind.TERMINATE),
        ):
            if pending and pending.waits:
                pending.due = run.now
                run.post(kind, run.now, run.ready.subject(plan), cause=cause)
    for incident in run.commands:
        run.post(Kind.GRADE, run.now, Subject(entity=incident), cause=cause)


def items_lost(run: Run, outage: Outage) -> list[str]:
    """Return the items that *outage* takes away: of a road, the pools that need it."""
    if outage.lost is Lost.ROAD:
        return [f"pool:{pool.id}" for pool in run.ready.world.pools if pool.road == outage.id]
    return [f"{outage.lost.value}:{outage.id}"]


__all__ = [
    "Doer",
    "acting",
    "came_back",
    "candidates",
    "commander",
    "is_vacant",
    "items_lost",
    "on_shift",
    "org_of",
    "outages",
    "prepare",
    "release",
    "take",
    "travel",
]
