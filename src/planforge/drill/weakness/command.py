"""Command that breaks its rules (E06), rings without time (E08), responses without end (E10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.condition import base
from planforge.drill.weakness.scene import Scene, Weakness
from planforge.drill.weakness.words import NAME_DEPUTY, clock
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.trace import Record
    from planforge.drill.world import Plan
    from planforge.i18n import Message

_RING_SHOWN = 6


def broken(scene: Scene) -> Iterator[Weakness]:
    """E06: command vacant or double, levels without authority, levels below what was ordered."""
    for record in scene.history.of("invariant_broken"):
        what = record.data.get("what")
        if what == "authority":
            yield _without_authority(scene, record)
        elif what == "two bodies":
            yield _double(scene, record)
        elif what == "below floor":
            yield Weakness(
                "E06",
                Severity.ERROR,
                (scene.entry(record.plan),),
                msg(
                    "At {time}, {plan} runs below the level that its superior ordered",
                    time=clock(record.t),
                    plan=scene.name(record.plan),
                ),
                msg("Let the level follow the order until it is taken back."),
                (*record.cause, record.i),
            )
        else:
            body = str(record.data.get("body", ""))
            yield Weakness(
                "E06",
                Severity.ERROR,
                (scene.entry(record.role), scene.entry(body)),
                msg(
                    "At {time} nobody commands: {body} has command, and nobody of the post {post} "
                    "is there",
                    time=clock(record.t),
                    body=scene.name(body),
                    post=scene.name(record.role),
                ),
                msg("Name who takes command when this post is empty (AB roles, succession)."),
                (*record.cause, record.i),
            )


def undecided(scene: Scene) -> Iterator[Weakness]:
    """E06: decisions that nobody can take, as none of those who may is there.

    A body whose commander is away, and nobody after him there, is told of once.
    """
    vacant = {
        record.role
        for record in scene.history.of("invariant_broken")
        if record.data.get("what") == "command vacant"
    }
    for record in scene.history.of("decision_waits"):
        if record.role in vacant:
            continue
        rank = record.data.get("target")
        entry = scene.level(record.plan, rank) if isinstance(rank, int) and rank else None
        plan = scene.name(record.plan)
        what = msg("{plan} {level}", plan=plan, level=entry.name) if entry else None
        yield Weakness(
            "E06",
            Severity.ERROR,
            (entry or scene.entry(record.plan), scene.entry(record.role)),
            msg(
                "At {time} nobody can decide on {what}: nobody of the post {post} is there",
                time=clock(record.t),
                what=what or msg("the end of the response of {plan}", plan=plan),
                post=scene.name(record.role),
            ),
            NAME_DEPUTY,
            (*record.cause, record.i),
        )


def _double(scene: Scene, record: Record) -> Weakness:
    one, other = (scene.entry(str(body)) for body in _list(record, "bodies"))
    return Weakness(
        "E06",
        Severity.ERROR,
        (one, other),
        msg(
            "From {time} on {one} and {other} both command in {event}, by this plan and by "
            "{plan}: neither is above the other",
            time=clock(record.t),
            one=one.name,
            other=other.name,
            event=scene.name(record.entity),
            plan=scene.name(str(record.data.get("plan", ""))),
        ),
        msg("Say in the register which of them is above the other (「上级」)."),
        (*record.cause, record.i),
    )


def _without_authority(scene: Scene, record: Record) -> Weakness:
    rank = record.data.get("level", 0)
    level = scene.level(record.plan, rank if isinstance(rank, int) else 0)
    return Weakness(
        "E06",
        Severity.ERROR,
        (level, scene.entry(record.role)),
        msg(
            "{plan}: {level} is decided by {post}, whose authority does not reach that far",
            plan=scene.name(record.plan),
            level=level.name,
            post=scene.name(record.role),
        ),
        msg("Let a higher post decide this level."),
        (*record.cause, record.i),
    )


def looping(scene: Scene) -> Iterator[Weakness]:
    """E08: events that bring one another about without any time going by."""
    for record in scene.history.of("zero_time_loop"):
        cycle = record.data.get("cycle")
        steps = [str(step) for step in cycle] if isinstance(cycle, list) else []
        plans = [
            scene.entry(plan.id)
            for plan in scene.ready.world.plans
            if any(plan.id in step.split() for step in steps)
        ]
        yield Weakness(
            "E08",
            Severity.ERROR,
            tuple(plans),
            msg(
                "At {time} the plans start one another in a ring without end: {ring}",
                time=clock(record.t),
                ring=tuple(steps[:_RING_SHOWN]),
            ),
            msg("Take out a link of this ring, or let it start no higher level."),
            (record.i,),
        )


def unending(scene: Scene) -> Iterator[Weakness]:
    """E10: responses that cannot end, and what stands against it.

    A response whose end is only not reached yet by the facts of the scenario is no weakness; one of
    which nobody could say at the end whether it may end, is.
    """
    for record in scene.history.of("plan_open_at_horizon"):
        plan = scene.ready.plans[record.plan]
        found = _against_the_end(scene, record, plan)
        if found is not None:
            subjects, message, hint = found
            names = tuple(scene.entry(name) for name in subjects)
            yield Weakness(
                "E10",
                Severity.WARNING,
                (scene.entry(plan.id), *names),
                message,
                hint,
                (record.i,),
            )


def _against_the_end(
    scene: Scene, record: Record, plan: Plan
) -> tuple[list[str], Message, Message] | None:
    """Return what stands against the end of *plan*, what to say and what to do; None if nothing."""
    name = scene.entry(plan.id).name
    by = [str(one) for one in _list(record, "blocked_by")]
    unknown = [base(str(one)) for one in _list(record, "unknown")]
    unsaid = tuple(str(text) for text in _list(record, "unsaid"))
    if plan.end is None:
        return (
            [],
            msg("{plan} cannot end: nothing says when it does", plan=name),
            msg("Say under which condition the response ends and who decides it."),
        )
    if unknown:
        return (
            unknown[:3],
            msg(
                "{plan} cannot end: nobody tells {office} of {facts}",
                plan=name,
                office=scene.name(plan.office),
                facts=scene.names(unknown),
            ),
            msg(
                "Say who observes this and reports it until the end, and let the scenario give it."
            ),
        )
    if unsaid:
        return (
            [],
            msg(
                "{plan} cannot end: nobody says whether this is so: {words}",
                plan=name,
                words=unsaid,
            ),
            msg(
                "Say in the scenario under “true” (属实) from when on it is so, or write it in "
                "the plan as figures (指标)."
            ),
        )
    if by and any(r.plan == plan.id for r in scene.history.of("end_blocked")):
        sides = [one.partition(":")[2] if ":" in one else one for one in by]
        return (
            sides[:3],
            msg(
                "{plan} cannot end although its condition holds: {names} stand against it",
                plan=name,
                names=scene.names(sides),
            ),
            msg("Let these be over before the end, or let the end not wait for them."),
        )
    return None


def _list(record: Record, name: str) -> list[object]:
    value = record.data.get(name)
    return list(value) if isinstance(value, list) else []


__all__ = ["broken", "looping", "undecided", "unending"]
