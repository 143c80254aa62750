"""Responses that start late or never (E05), and decisions that go to and fro (E07, E09)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.causes import Cause, DelaySplit, Part
from planforge.drill.condition import base, dimensions
from planforge.drill.history import LEVELS
from planforge.drill.weakness.scene import Scene, Weakness
from planforge.drill.weakness.words import NAME_DEPUTY, clock, span, told
from planforge.drill.world import HOLD
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.entries import Entry
    from planforge.drill.trace import Record
    from planforge.drill.truth import Truth
    from planforge.drill.world import Plan
    from planforge.i18n import Message

NOTABLE: Final = 600
"""Seconds from which on a late start is told: ten minutes beside the decision itself."""
_OWN: Final = frozenset({Cause.DECISION, Cause.HOLD, Cause.BEFORE})
"""What the plan itself lays down between the facts and the level."""
_OFTEN: Final = 2
"""How many decisions withdrawn are one too many, and how many changes of level may be quick."""


def late_start(scene: Scene, truth: Truth) -> Iterator[Weakness]:
    """E05: levels that were decided long after the facts gave them, or never."""
    for plan in scene.ready.world.plans:
        for record in scene.history.levels[plan.id]:
            if record.type != "level_lowered" and record.data.get("basis") == "own":
                yield from _late(scene, truth, plan, record)
        yield from _never(scene, truth, plan)


def _late(scene: Scene, truth: Truth, plan: Plan, record: Record) -> Iterator[Weakness]:
    rank = record.data["to"]
    since = truth.crossed(plan.id, rank if isinstance(rank, int) else 0, record.t)
    if since is None:
        return
    split = scene.delays.record(record, since)
    lost = sum(seconds for cause, seconds in split.by_cause() if cause not in _OWN)
    if lost < NOTABLE:
        return
    what = [name for part in split.parts for name in part.what if part.cause not in _OWN]
    sides = [scene.entry(name) for name in dict.fromkeys(what) if name]
    yield Weakness(
        "E05",
        Severity.WARNING if _is_vacant(split) else Severity.ADVICE,
        (scene.level(plan.id, int(str(rank))), *[e for e in sides if e.id in scene.index][:3]),
        msg(
            "{plan}: the facts give {level} at {since}, and it is decided at {time}, {late} later: "
            "{parts}",
            plan=scene.name(plan.id),
            level=scene.level(plan.id, int(str(rank))).name,
            since=clock(since),
            time=clock(record.t),
            late=span(split.seconds),
            parts=told(scene, split),
        ),
        msg(
            "Shorten the way from who sees it to who decides, and name who decides in their place."
        ),
        (*record.cause, record.i),
        split,
    )


def _never(scene: Scene, truth: Truth, plan: Plan) -> Iterator[Weakness]:
    """Yield the highest level that the facts gave for long and nobody decided."""
    changes = truth.levels[plan.id]
    ends = [moment for moment, _ in changes[1:]] + [scene.history.horizon]
    missed: list[tuple[int, int, int]] = []
    for (begin, rank), end in zip(changes, ends, strict=True):
        reached = max(
            (
                _to(record)
                for record in scene.history.levels[plan.id]
                if record.t <= end and (record.type in LEVELS)
            ),
            default=0,
        )
        delay = max((lv.delay.most for lv in plan.levels if lv.rank <= rank), default=0)
        if rank > reached and end - begin >= max(NOTABLE, delay + 1):
            missed.append((rank, begin, end))
    if not missed:
        return
    rank, begin, end = max(missed)
    known = {r.entity for r in scene.history.of("fact_known") if r.role == plan.office}
    asked = [n for lv in plan.levels if lv.rank == rank and lv.when for n in dimensions(lv.when)]
    is_told = scene.trace.header.get("omniscient") is True
    updated = {record.entity for record in scene.history.of("fact_update")}
    unknown = [] if is_told else [n for n in asked if n in updated and n not in known]
    level = scene.level(plan.id, rank)
    split = None if unknown else _pending(scene, plan, rank, (begin, end))
    why: Message | tuple[Message, ...] = msg("the decision does not come in time")
    hint = msg("Let somebody decide who is at hand, and confirm it afterwards.")
    if unknown:
        facts = scene.names(base(name) for name in unknown)
        office = scene.name(plan.office)
        why = msg("{office} is never told of {facts}", office=office, facts=facts)
        hint = msg("Say who observes these facts and reports them to who proposes the level.")
    elif split is not None:
        why = told(scene, split)
        hint = NAME_DEPUTY if _is_vacant(split) else hint
    yield Weakness(
        "E05",
        Severity.WARNING,
        (level, scene.entry(plan.office)),
        msg(
            "{plan}: the facts give {level} from {since} to {until}, and nobody decides it: {why}",
            plan=scene.name(plan.id),
            level=level.name,
            since=clock(begin),
            until=clock(end),
            why=why,
        ),
        hint,
        tuple(r.i for r in scene.history.of("fact_update") if r.t == begin),
        split,
    )


def _pending(scene: Scene, plan: Plan, rank: int, while_so: tuple[int, int]) -> DelaySplit | None:
    """Return where the time went in which the facts gave *rank*, and its decision was awaited.

    None if nobody was asked for it.
    """
    since, until = while_so
    asked = [
        record
        for record in scene.history.of("decision_pending", "decision_retargeted", "decision_waits")
        if record.plan == plan.id and since <= record.t < until and _target(record) >= rank
    ]
    if not asked:
        return None
    last = asked[-1]
    cause = Cause.VACANCY if last.type == "decision_waits" else Cause.DECISION
    known = scene.delays.record(last, since)
    rest = Part(cause, last.t, until, plan.id, (last.role,), (), last.i)
    return DelaySplit(plan.id, since, until, (*known.parts, rest))


def _is_vacant(split: DelaySplit) -> bool:
    return any(cause is Cause.VACANCY for cause, _ in split.by_cause())


def _target(record: Record) -> int:
    rank = record.data.get("target", 0)
    return rank if isinstance(rank, int) else 0


def withdrawn(scene: Scene) -> Iterator[Weakness]:
    """E07: decisions of one plan that were prepared and withdrawn more than once."""
    for plan in scene.ready.world.plans:
        found = [
            record
            for record in scene.history.of("decision_withdrawn", "end_withdrawn")
            if record.plan == plan.id
        ]
        if len(found) < _OFTEN:
            continue
        yield Weakness(
            "E07",
            Severity.WARNING,
            (_wanted(scene, plan, found), scene.entry(found[0].role)),
            msg(
                "{plan}: {count} decisions were prepared and withdrawn, the last at {time}",
                plan=scene.name(plan.id),
                count=len(found),
                time=clock(found[-1].t),
            ),
            msg("Decide quicker, or ask that the facts last for some time."),
            tuple(record.i for record in found),
        )


def _wanted(scene: Scene, plan: Plan, found: list[Record]) -> Entry:
    """Return the level that the first withdrawn decision was for; the plan if it was its end."""
    ranks = (one.data.get("target") for one in found if one.type == "decision_withdrawn")
    rank = next((one for one in ranks if isinstance(one, int)), 0)
    return scene.level(plan.id, rank) if rank else scene.entry(plan.id)


def fluttering(scene: Scene) -> Iterator[Weakness]:
    """E09: levels that change more than twice, up and down, within the hold time of their plan.

    A hold shorter than the usual one is no excuse: it is what makes levels flutter.

    Going up step by step is not fluttering, however quickly it goes.
    """
    for plan in scene.ready.world.plans:
        records = scene.history.levels[plan.id]
        for place, record in enumerate(records):
            near = [r for r in records[place:] if r.t <= record.t + max(plan.hold, HOLD)]
            ups = [r.type in ("level_activated", "level_raised") for r in near]
            if len(near) > _OFTEN and True in ups and False in ups:
                yield Weakness(
                    "E09",
                    Severity.WARNING,
                    (scene.entry(plan.id),),
                    msg(
                        "{plan} changes its level {count} times within {time}, from {begin} on",
                        plan=scene.name(plan.id),
                        count=len(near),
                        time=span(near[-1].t - record.t),
                        begin=clock(record.t),
                    ),
                    msg("Set the bound for lowering below that for raising, or a longer hold."),
                    tuple(r.i for r in near),
                )
                break


def _to(record: Record) -> int:
    rank = record.data.get("to", 0)
    return rank if isinstance(rank, int) else 0


__all__ = ["NOTABLE", "fluttering", "late_start", "withdrawn"]
