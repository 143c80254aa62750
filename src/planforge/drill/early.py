"""Injects that come too late: what they should call for has happened by then.

Players would be asked for what they did before, and a report would charge them with the difference:
an effect before its cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.history import action_of
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.findings import Pointer


_BEGUN: Final = ("task_start", "task_repeated")
_DONE: Final = ("task_done", "task_repeated")
"""Records of actions begun and over; what is done every so often is both at one moment."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """An expected action that is over when its inject comes, and does not begin again after it.

    Attributes:
        at: Where the drill expects it.
        inject: Id of the inject.
        title: Name of the action.
        given: Second of the scenario at which the inject is given.
        done: Second at which the action is over in the rehearsal, the last time it is done.
    """

    at: Pointer
    inject: str
    title: str
    given: int
    done: int


def too_late(made: Rehearsal, trace: Trace) -> Iterator[TooLate]:
    """Yield what the injects of *made* expect and *trace* has before them, in file order."""
    begun: dict[str, int] = {}
    done: dict[str, int] = {}
    for record in trace.records:
        key = action_of(record.entity).partition("@")[0]
        if record.type in _BEGUN:
            begun[key] = record.t
        if record.type in _DONE:
            done[key] = record.t
    view = made.view
    for i, inject in enumerate(view.drill.injects):
        if inject.at is None:
            continue
        for k, one in enumerate(inject.expected):
            plan = view.plan(one.plan)
            if plan is None:
                continue
            name = f"{plan.plan.id}/{one.action}"
            given, last = inject.at.seconds, done.get(name)
            if last is not None and max(last, begun[name]) <= given:
                at = ("injects", i, "expected", k, "action")
                yield TooLate(at, inject.id, made.index.name(name), given, last)


__all__ = ["TooLate", "too_late"]
