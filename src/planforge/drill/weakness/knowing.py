"""Who acts on what nobody told them (E14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.condition import base
from planforge.drill.history import LEVELS
from planforge.drill.weakness.scene import Scene, Weakness, bare
from planforge.drill.weakness.words import clock
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.entries import Entry
    from planforge.drill.trace import Record

_ACTS = (*LEVELS, "terminate_decided", "message_sent", "task_skipped", "assessed", "graded")


def unknowing(scene: Scene) -> Iterator[Weakness]:
    """E14: decisions and messages that use a fact which the organisation cannot know yet.

    Where everybody knows everything, a decision counts whose facts no way of the plans carries to
    who decides: outside the drill it would not be taken.
    """
    if scene.trace.header.get("omniscient") is True:
        yield from _out_of_reach(scene)
        return
    known: dict[tuple[str, str], set[str]] = {}
    told: dict[tuple[str, str], None] = {}
    for record in scene.trace.records:
        if record.type == "fact_known":
            known.setdefault((record.role, record.entity), set()).add(_text(record.data["value"]))
        elif record.type in _ACTS:
            for org, fact, value in _used(record):
                key = record.plan or record.entity, fact
                if value not in known.get((org, fact), ()) and key not in told:
                    told[key] = None
                    yield _weakness(scene, record, org, fact)


def _used(record: Record) -> Iterator[tuple[str, str, str]]:
    for org, facts in record.know.items():
        if isinstance(facts, dict):
            for fact, value in facts.items():
                yield org, fact, _text(value)


def _text(value: object) -> str:
    return repr(value)


def _out_of_reach(scene: Scene) -> Iterator[Weakness]:
    """Yield decisions on facts that would never reach who decides."""
    carried = _carried(scene)
    told: dict[tuple[str, str], None] = {}
    for record in scene.history.of(*LEVELS):
        if record.data.get("basis") != "own":
            continue
        for org, fact, _ in _used(record):
            key = record.plan, base(fact)
            reached = carried.get(base(fact), frozenset())
            if org not in reached and key not in told:
                told[key] = None
                yield _weakness(scene, record, org, fact)


def _carried(scene: Scene) -> dict[str, frozenset[str]]:
    """Return the organisations that each fact can reach: from observers, by all ways there are."""
    world = scene.ready.world
    ways = [(hop.sender, hop.receiver, frozenset(hop.dimensions)) for hop in world.hops]
    ways += [(one.sender, one.receiver, frozenset(one.dimensions)) for one in world.reports]
    for plan in world.plans:
        for action in plan.actions:
            ways += [
                (plan.office, notice.to, frozenset(notice.dimensions)) for notice in action.notices
            ]
    found: dict[str, frozenset[str]] = {}
    for indicator in world.indicators:
        reached = set(indicator.observers)
        fresh = list(indicator.observers)
        while fresh:
            org = fresh.pop()
            for sender, receiver, only in ways:
                carries = not only or indicator.dimension in {base(name) for name in only}
                if sender == org and carries and receiver not in reached:
                    reached.add(receiver)
                    fresh.append(receiver)
        found[base(indicator.dimension)] = frozenset(reached)
    return found


def _weakness(scene: Scene, record: Record, org: str, fact: str) -> Weakness:
    subject = record.plan or record.entity
    return Weakness(
        "E14",
        Severity.WARNING,
        (_place(scene, record), scene.entry(base(fact)), scene.entry(org)),
        msg(
            "At {time}, {who} acts for {subject} on “{fact}”, which nobody told them",
            time=clock(record.t),
            who=scene.name(org),
            subject=scene.name(subject),
            fact=scene.name(base(fact)),
        ),
        msg("Say who observes this and by which report or notice it reaches them."),
        (*record.cause, record.i),
    )


def _place(scene: Scene, record: Record) -> Entry:
    """Return the level that was decided, the action that was told of, else the plan."""
    rank = record.data.get("to")
    if record.type in LEVELS and isinstance(rank, int):
        return scene.level(record.plan, rank)
    entity = bare(record.entity)
    return scene.entry(entity if entity in scene.index else record.plan or record.entity)


__all__ = ["unknowing"]
