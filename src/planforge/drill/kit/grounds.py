"""What bears out that a level is to run: the facts of its rows that hold, and of no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.assess import Answer, answer, confirms
from planforge.drill.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    FactIs,
    Held,
    Judged,
    Not,
    Row,
    Sure,
)
from planforge.drill.truth import value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.drill.condition import Condition
    from planforge.drill.trace import Json, Record, Trace
    from planforge.drill.world import Plan
    from planforge.feel import Value


def grounds(plan: Plan, rank: int, record: Record, trace: Trace) -> dict[str, Json]:
    """Return which facts make *plan* run at the level *rank* by what its office knows in *record*.

    A fact that no row of the level asks for is none, nor is one in whose row anything else is not
    so or not known, be it what people have to judge. Empty if no row of figures holds: the level
    rests on a warning, on a grade or on what people judge alone.
    """
    own = record.know.get(plan.office)
    known = own if isinstance(own, dict) else {}
    values = {name: value for name, told in known.items() if (value := value_of(told)) is not None}
    told = _told(trace, plan.office, record.t)
    wanted = (level.when for level in plan.levels if level.rank == rank and level.when is not None)
    return {
        name: known[name]
        for when in wanted
        for name in _bearing(when, values, told) or ()
        if name in known
    }


def _bearing(
    condition: Condition, values: Mapping[str, Value], told: Sequence[str]
) -> tuple[str, ...] | None:
    """Return the dimensions that bear *condition* out; None if it does not hold.

    Of warnings, levels and grades nothing is asked: they count as so.
    """
    match condition:
        case Row(rule):
            is_so = answer(rule, values, told).answer is Answer.HOLDS
            found = tuple(cell.dimension for cell in rule.conditions)
        case FactIs(name, wanted):
            is_so = name in values and wanted.contains(values[name])
            found = (name,)
        case Judged(text):
            is_so, found = confirms(told, text), ()
        case AllOf(parts) | AnyOf(parts) | AtLeast(parts=parts):
            so = [one for part in parts if (one := _bearing(part, values, told)) is not None]
            enough = len(parts) if isinstance(condition, AllOf) else 1
            if isinstance(condition, AtLeast):
                enough = condition.count
            is_so, found = len(so) >= enough, tuple(name for one in so for name in one)
        case Held(inner, _) | Sure(inner):
            return _bearing(inner, values, told)
        case Not(inner):
            is_so, found = _bearing(inner, values, told) is None, ()
        case _:
            is_so, found = True, ()
    return found if is_so else None


def _told(trace: Trace, office: str, second: int) -> tuple[str, ...]:
    """Return what *office* knows by *second* people to have judged to be so."""
    last = {
        one.entity: one.data["so"]
        for one in trace.of("judgement_told", "judgement_known")
        if one.t <= second and (one.role == office or not (one.role or "seen_by" in one.data))
    }
    return tuple(text for text, so in last.items() if so)


__all__ = ["grounds"]
