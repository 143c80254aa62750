"""Conditions as JSON: equal for equal conditions, so that worlds can be hashed and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    FactIs,
    GradeIs,
    Held,
    Judged,
    LevelIs,
    Not,
    Row,
    Sure,
    WarningIs,
)

if TYPE_CHECKING:
    from planforge.drill.condition import Atom, Condition
    from planforge.drill.trace import Json


def described(condition: Condition | None, known: dict[int, Json] | None = None) -> Json:
    """Return *condition* as JSON; equal for equal conditions, different for different ones.

    *known* remembers, by `id`, what has been described, as worlds share most of their conditions.
    """
    if condition is None:
        return None
    known = {} if known is None else known
    if id(condition) not in known:
        known[id(condition)] = _described(condition, known)
    return known[id(condition)]


def _described(condition: Condition, known: dict[int, Json]) -> Json:
    match condition:
        case Held(inner, seconds):
            found: Json = ["held", described(inner, known), seconds]
        case Not(part):
            found = ["not", described(part, known)]
        case Sure(part):
            found = ["sure", described(part, known)]
        case AllOf(parts):
            found = ["at least", len(parts), _sorted(parts, known)]
        case AnyOf(parts):
            found = ["at least", 1, _sorted(parts, known)]
        case AtLeast(count, parts):
            found = ["at least", count, _sorted(parts, known)]
        case _:
            found = _simply(condition)
    return found


def _simply(condition: Atom) -> Json:
    match condition:
        case FactIs(dimension, values):
            found: Json = ["fact", dimension, values.text()]
        case Row(rule):
            cells = sorted([cell.dimension, cell.values.text()] for cell in rule.conditions)
            said = [rule.judgement, list(rule.scope), sorted(rule.unread)]
            found = ["row", cells, *said]
        case Judged(text):
            found = ["judged", text]
        case WarningIs(name, rank) | LevelIs(name, rank) | GradeIs(name, rank):
            found = [type(condition).__name__, name, rank]
    return found


def _sorted(parts: tuple[Condition, ...], known: dict[int, Json]) -> list[Json]:
    return sorted((described(part, known) for part in parts), key=repr)


__all__ = ["described"]
