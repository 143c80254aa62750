"""More work for one post or team than the time holds, once plans that start together are added."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planforge.corpus.capacity import Task, overload
from planforge.corpus.coactive import origins
from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.burdens import Load, Piece
    from planforge.corpus.capacity import Overload
    from planforge.corpus.coactive import Running
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System
    from planforge.i18n import Argument, Message

_Burden = list[tuple["PlanOutline", "Piece"]]
"""What one actor has to do under several plans."""


@system_rule(
    "ORG046",
    "organisation.too-much-under-two-plans",
    Severity.WARNING,
    title=msg("More work for one post or team under two plans than the time holds"),
    rationale=msg(
        "Each plan alone leaves enough time; the event that starts both at once does not."
    ),
    sources=(FITTING, CLEAR_DUTIES),
)
def too_much_together(system: System) -> Iterator[Hit]:
    """Posts and teams whose actions do not fit into their windows when linked plans start at once.

    Counted are the least durations (工期) of what is always done and due from the start of the
    response. Left to another rule: what does not fit in one plan alone.
    """
    for running, name, burden, found in _overloads(system, usual=False):
        message = msg(
            "When {plan} starts {level} and with it {others}, {actor} has at least {demand} "
            "minutes of work in the {length} minutes from minute {start} to {end}: {actions}",
            **_words(running, name, burden, found),
        )
        yield _hit(burden, found, message)


@system_rule(
    "ORG047",
    "organisation.usually-too-much-under-two-plans",
    Severity.ADVICE,
    title=msg("More work for one post or team under two plans than the time usually holds"),
    rationale=msg("With both plans running it goes well only if everything goes fast."),
    sources=(FITTING, CLEAR_DUTIES),
)
def usually_too_much_together(system: System) -> Iterator[Hit]:
    """The same with the usual durations, where the least ones fit."""
    impossible = {name for _, name, _, _ in _overloads(system, usual=False)}
    for running, name, burden, found in _overloads(system, usual=True):
        if name not in impossible:
            message = msg(
                "When {plan} starts {level} and with it {others}, {actor} usually has {demand} "
                "minutes of work in the {length} minutes from minute {start} to {end}: {actions}",
                **_words(running, name, burden, found),
            )
            yield _hit(burden, found, message)


def _overloads(
    system: System, *, usual: bool
) -> Iterator[tuple[tuple[Running, ...], str, _Burden, Overload]]:
    """Yield who is overloaded by several plans, once, with the plans that do it together."""
    if sum(bool(outline.loads) for outline in system.outlines) < 2:  # noqa: PLR2004 - a pair
        return
    told: set[str] = set()
    for running in origins(system):
        work: dict[str, list[tuple[PlanOutline, Load]]] = defaultdict(list)
        for one in running:
            for load in one.plan.loads:
                if load.usual is usual and fold(load.level) == fold(one.level):
                    work[load.actor].append((one.plan, load))
        for actor, parts in work.items():
            if len(parts) < 2 or actor in told:  # noqa: PLR2004 - a pair
                continue
            burden = [(plan, piece) for plan, load in parts for piece in load.pieces]
            found = _beyond_one_plan(burden)
            if found is not None:
                told.add(actor)
                yield running, parts[0][1].name, burden, found


def _beyond_one_plan(burden: _Burden) -> Overload | None:
    """Return the window that several plans overload; None if one of them does so alone."""
    tasks = [(plan.id, _task(n, piece)) for n, (plan, piece) in enumerate(burden)]
    fitting = [(plan, task) for plan, task in tasks if task.fits]
    for plan in dict.fromkeys(plan for plan, _ in fitting):
        if overload([task for own, task in fitting if own == plan]) is not None:
            return None
    return overload([task for _, task in fitting])


def _task(number: int, piece: Piece) -> Task:
    return Task(str(number), piece.release, piece.due, piece.work)


def _words(
    running: tuple[Running, ...], name: str, burden: _Burden, found: Overload
) -> dict[str, Argument]:
    taken = [burden[int(task.name)] for task in found.tasks]
    plans = {plan.id for plan, _ in taken}
    return {
        "plan": running[0].plan.name,
        "level": running[0].level,
        "others": tuple(
            f"{_short(one.plan)}{one.level}" for one in running[1:] if one.plan.id in plans
        ),
        "actor": name,
        "demand": -(-found.demand // 60),
        "length": (found.end - found.start) // 60,
        "start": found.start // 60,
        "end": found.end // 60,
        "actions": tuple(
            msg("{plan}: {action}", plan=_short(plan), action=piece.title) for plan, piece in taken
        ),
    }


def _short(plan: PlanOutline) -> str:
    return plan.short_names[0] if plan.short_names else plan.name


def _hit(burden: _Burden, found: Overload, message: Message) -> Hit:
    places = [
        Place(plan.file, ("actions", piece.index, "deadline"))
        for plan, piece in (burden[int(task.name)] for task in found.tasks)
    ]
    return Hit(
        places[-1],
        message,
        msg("Name somebody else in one of the plans, or lengthen a deadline"),
        tuple((place, msg("also in that time")) for place in places[:-1]),
    )
