"""Work that is never done (E01), and work and reports that come late (E02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.anew import is_again
from planforge.drill.condition import base
from planforge.drill.delays import WAITING, Cause, DelaySplit
from planforge.drill.limits import called_for, guessed, spans
from planforge.drill.weakness.scene import Scene, Weakness
from planforge.drill.weakness.words import allowed_words, clock, span, told
from planforge.findings import Severity
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.entries import Entry
    from planforge.drill.history import TaskStory
    from planforge.drill.trace import Record
    from planforge.i18n import Message

_UNDER_WAY: Final = "running"


def hanging(scene: Scene) -> Iterator[Weakness]:
    """E01: actions that nobody can do any more, each with what keeps it for ever.

    What waits only for such an action is counted with it and not told again. A response that ends
    calls off what nobody could do as well: its end proves nothing else.
    """
    history = scene.history
    open_ = {task.id: task for task in history.tasks.values() if task.left}
    waits = {name: _waits_for(task) for name, task in open_.items()}
    rings = _rings(waits)
    for ring in rings:
        tasks = [open_[name] for name in ring]
        names = tuple(scene.full(name) for name in (*ring, ring[0]))
        yield Weakness(
            "E01",
            Severity.ERROR,
            tuple(scene.entry(name) for name in ring),
            msg("These actions wait for one another and none can begin: {ring}", ring=names),
            msg("Take out one of the “after” (前置) of this ring."),
            _numbers(*(task.left for task in tasks)),
        )
    ringed = {name for ring in rings for name in ring}
    for name, task in open_.items():
        if name in ringed or any(other in open_ for other in waits[name]):
            continue
        behind = _behind(name, waits)
        yield from _hangs(scene, task, behind)
    for task in history.tasks.values():
        if task.closed and task.closed.type == "task_failed":
            yield _failed(scene, task)


def _waits_for(task: TaskStory) -> tuple[str, ...]:
    value = task.left.data.get("waits_for") if task.left else None
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _rings(waits: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the rings of tasks that wait for one another, each once, from its first task on."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for first in waits:
        path = [first]
        while True:
            following = next((name for name in waits[path[-1]] if name in waits), None)
            if following is None:
                break
            if following in path:
                ring = path[path.index(following) :]
                least = ring.index(min(ring))
                found.setdefault(frozenset(ring), tuple(ring[least:] + ring[:least]))
                break
            path.append(following)
    return [found[ring] for ring in sorted(found, key=lambda names: found[names])]


def _behind(name: str, waits: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the tasks that cannot begin before *name* is over."""
    found = [name]
    for one in found:
        found += [other for other, names in waits.items() if one in names and other not in found]
    return found[1:]


def _hangs(scene: Scene, task: TaskStory, behind: list[str]) -> Iterator[Weakness]:
    record = task.left
    assert record is not None  # noqa: S101 - only such are asked for
    status = record.data.get("status")
    may_have_come = record is task.closed and task.missed is None
    why: Message | None = None
    hint: Message | None = None
    sides: list[str] = []
    if status == "blocked":
        gone = _gone(scene, task, record)
        if not gone:
            return
        sides = gone
        why = msg("what it waits for never comes about: {names}", names=scene.names(gone))
        hint = msg("Say what is done if that does not come about, or let it not wait for it.")
    elif may_have_come:
        return
    elif status == "waiting for information":
        asked = task.unknown.data.get("unknown") if task.unknown else ()
        facts = [str(name) for name in asked] if isinstance(asked, list) else []
        sides = [base(name) for name in facts]
        why = msg("nobody ever tells: {names}", names=scene.names(sides))
        hint = msg("Say who observes this and reports it to whoever does the action.")
    elif status == "waiting":
        found = _for_ever(scene, task, record)
        if found:
            sides, why, hint = found
    if why is None:
        return
    following: Message | str = ""
    if behind:
        following = msg("; with it {count} further actions hang", count=len(behind))
    yield Weakness(
        "E01",
        Severity.WARNING,
        (scene.entry(task.id), *(scene.entry(name) for name in sides[:3])),
        msg(
            "{action} is never done: {why}{following}",
            action=scene.full(task.id),
            why=why,
            following=following,
        ),
        hint,
        _numbers(task.created, record),
    )


def _gone(scene: Scene, task: TaskStory, left: Record) -> list[str]:
    """Return what *task* waited for at *left* and what never came about, or was called off."""
    known = scene.history.tasks
    names = _waits_for(task)
    return [name for name in names if name not in known] or [
        name for name in names if (over := known[name].closed) is not None and over.i < left.i
    ]


def _for_ever(
    scene: Scene, task: TaskStory, left: Record
) -> tuple[list[str], Message, Message] | None:
    """Return why people or supplies that *task* lacks at *left* never come; None if they may."""
    lacks = left.data.get("lacks")
    items = [str(item) for item in lacks] if isinstance(lacks, list) else []
    if not items:
        return None
    away = [item for item in items if _is_away(scene, item, left.t)]
    if len(away) == len(items):
        return (
            items,
            msg("nobody and nothing that it needs is there: {names}", names=scene.names(items)),
            msg("Name a deputy, another team or another depot."),
        )
    if items[0].startswith("pool:"):
        split = scene.delays.task(task)
        holders = [name for part in split.parts for name in part.by if name != task.id]
        return (
            [items[0], *dict.fromkeys(holders)],
            msg("there is not enough of {names}", names=scene.names(items)),
            msg("Hold more in stock, agree on mutual aid, or let one plan use less of it."),
        )
    if items[0].startswith("post:"):
        return (
            items,
            msg("nobody fills the post {names}", names=scene.names(items)),
            msg("Name the A and B roles of this post."),
        )
    return None


def _is_away(scene: Scene, item: str, at: int) -> bool:
    """Whether *item* is not to be had at the second *at*."""
    return any(one.begin <= at < one.end for one in scene.history.away.get(item, ()))


def _failed(scene: Scene, task: TaskStory) -> Weakness:
    record = task.closed
    assert record is not None  # noqa: S101 - only such are asked for
    lost = str(record.data.get("lost", ""))
    return Weakness(
        "E01",
        Severity.WARNING,
        (scene.entry(task.id), scene.entry(lost)),
        msg(
            "{action} broke off at {time}, when {lost} was lost, and nobody takes it up again",
            action=scene.full(task.id),
            time=clock(record.t),
            lost=scene.name(lost),
        ),
        msg("Say who goes on with it, or by what other means."),
        _numbers(task.created, task.start, record),
    )


class _Late(NamedTuple):
    """A task that is late: by how much, where its time went, and what was allowed."""

    excess: int
    task: TaskStory
    split: DelaySplit
    allowed: int


def late(scene: Scene) -> Iterator[Weakness]:
    """E02: limits that were not kept, with where the time went.

    As long as nothing called for it, no limit runs: one from the occurrence begins when something
    occurs. What is late by figures alone that no file states is advice, and doubtful where it would
    not be late with the least of them. What several places do each for itself is told once, of the
    place that is latest.
    """
    known = spans(scene.rehearsal.assumed)
    found: dict[tuple[str, int], list[_Late]] = {}
    for task in scene.history.tasks.values():
        if task.missed is None or task.due is None:
            continue
        whole = scene.delays.task(task)
        split = called_for(whole)
        if split.seconds > (allowed := task.due - whole.since):
            key = task.key.partition("@")[0], task.epoch
            found.setdefault(key, []).append(_Late(split.seconds - allowed, task, split, allowed))
    for (action, _), several in found.items():
        excess, task, split, allowed = max(several, key=lambda one: one.excess)
        whole_s, less_s = guessed(split, known)
        is_held_up = any(cause in WAITING for cause in _causes(split) - {Cause.PREDECESSOR})
        is_guess = whole_s > 0 and not is_held_up
        is_doubtful = is_guess and excess <= less_s
        yield Weakness(
            "E02",
            Severity.ADVICE if is_guess else Severity.WARNING,
            (scene.entry(action), *_sides(scene, split)),
            _late_message(scene, task, split, allowed, (whole_s, _likewise(task, several))),
            _MEASURE if is_doubtful else _advice(split),
            _numbers(task.created, *task.waits, task.start, task.missed, task.closed),
            split,
            is_doubtful=is_doubtful,
        )
    yield from _late_reports(scene)


def _likewise(task: TaskStory, late: Iterable[_Late]) -> Message | str:
    """Return what else of the same action is late: at other places, the other time."""
    keys = {one.task.key for one in late}
    is_twice = any(one.task.key == task.key and one.task.id != task.id for one in late)
    twice = msg("; the other time it is done, it is late as well") if is_twice else ""
    if len(keys) == 1:
        return twice
    return msg("; {count} other places are late, too{twice}", count=len(keys) - 1, twice=twice)


def _causes(split: DelaySplit) -> set[Cause]:
    return {part.cause for part in split.parts}


def _late_message(
    scene: Scene,
    task: TaskStory,
    split: DelaySplit,
    allowed: int,
    more: tuple[int, Message | str],
) -> Message:
    """Return the sentence on *task*; *more* is what of it is guessed, and what else is late."""
    estimated, likewise = more
    action = scene.full(task.id)
    is_done = task.closed is not None and task.closed.type == "task_done"
    taken = (
        msg("takes {taken}", taken=span(split.seconds))
        if is_done
        else msg("is not done at the end, after {taken}", taken=span(split.seconds))
    )
    note: Message | str = ""
    if estimated:
        note = msg("; {time} of the work is estimated, no file states it", time=span(estimated))
    return msg(
        "{action} is to be done within {allowed} and {taken}; where the time went: "
        "{parts}{note}{likewise}",
        action=msg("{action} (done again after the event)", action=action)
        if is_again(task.id)
        else action,
        allowed=allowed_words(scene, task, allowed),
        taken=taken,
        parts=told(scene, split),
        note=note,
        likewise=likewise,
    )


def _sides(scene: Scene, split: DelaySplit) -> tuple[Entry, ...]:
    """Return the other sides of a delay, those of the longest wait first."""
    waits = [part for part in split.parts if split.cause_of(part) in WAITING]
    waits.sort(key=lambda part: -part.seconds)
    found: dict[str, Entry] = {}
    for part in waits:
        others = (*part.by, *part.what) if part.of == split.of else (part.of,)
        for name in others:
            entry = scene.entry(name)
            if name and entry.id in scene.index and entry.id != scene.entry(split.of).id:
                found.setdefault(entry.id, entry)
    return tuple(found.values())[:3]


def _advice(split: DelaySplit) -> Message:
    """Return what to do about a delay, by what most of it went into."""
    waits = [(seconds, cause) for cause, seconds in split.by_cause() if cause in WAITING]
    longest = max(waits, key=lambda pair: pair[0], default=(0, Cause.WORK))[1]
    return _ADVICE.get(longest, _ADVICE[Cause.WORK])


_MEASURE: Final = msg(
    "Measure in a drill how long the work takes and enter it under “durations” (工期); only then "
    "decide whether the limit is to change."
)
_ADVICE: Final = {
    Cause.INFORMATION: msg("Shorten the way of the information: who sees it tells who decides."),
    Cause.HANDLING: msg("Let the first report go out by telephone and the written one follow."),
    Cause.CHANNEL: msg("Name a quicker way to tell it."),
    Cause.DECISION: msg("Let somebody decide who is at hand, and confirm it afterwards."),
    Cause.VACANCY: msg("Name who decides when the post is empty."),
    Cause.PREDECESSOR: msg(
        "Begin earlier with what comes before, let it go on side by side, or allow more time."
    ),
    Cause.PERSON: msg("Give it to somebody else or to the deputy, or settle what comes first."),
    Cause.TEAM: msg("Name a second team, or settle what comes first."),
    Cause.SUPPLIES: msg("Hold more in stock or nearer, or settle who gets it first."),
    Cause.AID: msg("Ask for mutual aid as soon as the level is reached, not when stock runs out."),
    Cause.OUTAGE: msg("Name another way for when this one fails."),
    Cause.SHIFT: msg("Say who is called in outside duty hours."),
    Cause.WORK: msg("Allow more time, or begin earlier: nothing else holds it up."),
}


def _late_reports(scene: Scene) -> Iterator[Weakness]:
    """Yield reports that came too late, each rule once, with its latest."""
    delivered = {
        record.entity: record
        for record in scene.history.of("message_delivered")
        if record.data.get("kind") == "report"
    }
    worst: dict[str, tuple[int, Record, Record, Record | None]] = {}
    for missed in scene.history.of("report_missed"):
        owed = _owed(scene, missed)
        arrived = delivered.get(f"report:{missed.entity}:{missed.data['n']}")
        until = arrived.t if arrived else scene.history.horizon
        if missed.entity not in worst or worst[missed.entity][0] < until - owed.t:
            worst[missed.entity] = until - owed.t, owed, missed, arrived
    for name in sorted(worst):  # a report at once may take as long as telling it takes
        taken, owed, missed, arrived = worst[name]
        rule = scene.ready.reports[name]
        split = scene.delays.record(arrived, owed.t) if arrived else None
        if split and not rule.within and _causes(split) <= {Cause.HANDLING, Cause.CHANNEL}:
            continue
        parts = told(scene, split) if split else (msg("it never arrives"),)
        yield Weakness(
            "E02",
            Severity.WARNING,
            (scene.entry(name), scene.entry(rule.sender), scene.entry(rule.receiver)),
            msg(
                "{report} is to arrive within {allowed} and takes {taken}; "
                "where the time went: {parts}",
                report=scene.full(name),
                allowed=span(rule.within),
                taken=span(taken),
                parts=parts,
            ),
            _advice(split) if split else _ADVICE[Cause.OUTAGE],
            _numbers(owed, missed, arrived),
            split,
        )


def _owed(scene: Scene, missed: Record) -> Record:
    return next(
        record
        for record in scene.history.of("report_owed")
        if record.entity == missed.entity and record.data["n"] == missed.data["n"]
    )


def _numbers(*records: Record | None) -> tuple[int, ...]:
    return tuple(sorted({record.i for record in records if record}))


__all__ = ["hanging", "late"]
