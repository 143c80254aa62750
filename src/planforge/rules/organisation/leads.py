"""Leads of working groups that stand among the members of their group, unlike all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Group

_FEWEST: Final = 4
"""Groups from which on one that does otherwise stands out."""


def odd_lead(view: PlanView, group: Group, at: Pointer) -> list[tuple[str, Pointer]]:
    """Return the lead of *group*, with its place, if it should not stand among the members.

    Some plans list the lead again among the members; that is so where two groups do, or where the
    plan has few groups.
    """
    if group.lead is None or not _is_member(view, group) or len(view.groups) < _FEWEST:
        return []
    others = sum(_is_member(view, one) for one, _ in view.groups)
    return [(group.lead, (*at, "lead"))] if others == 1 else []


def _is_member(view: PlanView, group: Group) -> bool:
    """Whether the lead stands among the members, too."""
    lead = view.actor_key(group.lead) if group.lead else ""
    return any(view.actor_key(name) == lead for name in group.members)


__all__ = ["odd_lead"]
