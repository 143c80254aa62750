"""What the rehearsal found wanting in the plans, for those who revise them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.kit.clauses import action_basis, basis_of, report_basis
from planforge.drill.kit.values import Basis, Point
from planforge.drill.weakness import BY_ID, weaknesses

if TYPE_CHECKING:
    from planforge.drill.entries import Entry
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.weakness import Weakness


def points(rehearsed: Rehearsed) -> tuple[Point, ...]:
    """Return what broke in the run *rehearsed*, each with the clause of the plan it is about.

    Warnings come first. What rests on nothing but estimates is no ground to change a plan: it is
    told by the rehearsal.
    """
    known = weaknesses(rehearsed.rehearsal, rehearsed.trace)
    found = [one for one in known if not one.is_doubtful]
    found.sort(key=lambda one: one.severity.rank)
    seen: dict[str, int] = {}
    made = []
    for one in found:
        about = one.entries[0].id if one.entries else rehearsed.view.drill.id
        name = f"{one.id}/{about}"
        seen[name] = seen.get(name, 0) + 1
        ident = name if seen[name] == 1 else f"{name}/{seen[name]}"
        made.append(_point(rehearsed, ident, one))
    return tuple(made)


def _point(rehearsed: Rehearsed, ident: str, one: Weakness) -> Point:
    kind = BY_ID[one.id]
    basis = next((b for entry in one.entries if (b := _basis(rehearsed, entry))), None)
    if basis is None:
        basis = Basis("", rehearsed.view.drill.name)
    about = one.entries[0].name if one.entries else ""
    hint = one.hint or ""
    return Point(
        ident, basis, one.message, hint, kind.title, about, one.delay, one.entries, one.severity
    )


def _basis(rehearsed: Rehearsed, entry: Entry) -> Basis | None:
    """Return the clause of the plan that *entry* stands in; None if it is in no plan."""
    view = rehearsed.view.plan(entry.plan) if entry.plan else None
    if view is None:
        return None
    where = entry.pointer
    if where[:1] == ("actions",) and isinstance(where[1], int):
        return action_basis(view, where[1])
    if where[:1] == ("reports",) and isinstance(where[1], int):
        return report_basis(view, where[1])
    return basis_of(view, None, where)


__all__ = ["points"]
