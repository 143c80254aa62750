"""Calls that grow smaller as the level rises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import Action, Needs

_CALLED: Final = {"teams": Kind.TEAM, "shelters": Kind.SHELTER, "experts": Kind.EXPERT}


@plan_rule(
    "RES018",
    "resource.fewer-higher-up",
    Severity.WARNING,
    title=msg("Less called on at a higher level"),
    rationale=msg(
        "The worse the situation, the more is needed; a digit or a name was probably lost. What a "
        "level calls on stands in the place of all that the level below calls on."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("RES002", "RES005", "RES006"),
)
def fewer_higher_up(view: PlanView) -> Iterator[Hit]:
    """调用 that 分级要求 make smaller than at the level below: less of a supply, or names left out.

    Names that others of their kind replace are not missed.
    """
    for i, action in enumerate(view.plan.actions):
        if not action.changes:
            continue
        steps = [
            (severity, name, needs)
            for name, change in action.changes.items()
            if (needs := change.needs) is not None and (severity := view.severity(name)) is not None
        ]
        before = action.needs
        there: Pointer = ("actions", i, "needs")
        for _, name, needs in sorted(steps, key=lambda step: step[0]):
            at: Pointer = ("actions", i, "changes", name, "needs")
            if before is not None:
                yield from _smaller(view, action, name, (before, there), (needs, at))
                yield from _left_out(view, action, name, (before, there), (needs, at))
            before, there = needs, at


_Called = tuple["Needs", "Pointer"]


def _smaller(
    view: PlanView, action: Action, level: str, lower: _Called, higher: _Called
) -> Iterator[Hit]:
    for supply, amount in higher[0].supplies.items():
        before = lower[0].supplies.get(supply)
        if before is not None and amount < before:
            yield Hit(
                view.at(*higher[1], "supplies", supply),
                msg(
                    "“{action}” calls on {amount} of {supply} at {level}, below that on {before}",
                    action=title(action),
                    amount=str(amount),
                    supply=supply,
                    level=level,
                    before=str(before),
                ),
                msg("Call on at least as much as at the lower level"),
                ((view.at(*lower[1], "supplies", supply), msg("at the lower level")),),
            )


def _left_out(
    view: PlanView, action: Action, level: str, lower: _Called, higher: _Called
) -> Iterator[Hit]:
    missing: list[str] = []
    for field in ("teams", "supplies", "shelters", "experts"):
        below = {_key(view, field, name): name for name in getattr(lower[0], field)}
        above = {_key(view, field, name) for name in getattr(higher[0], field)}
        gone = [name for key, name in below.items() if key not in above]
        if len(gone) > len(above - below.keys()):
            missing += gone
    if missing:
        yield Hit(
            view.at(*higher[1], on_key=True),
            msg(
                "“{action}” calls on {names} at the lower level, and no longer at {level}",
                action=title(action),
                names=tuple(missing),
                level=level,
            ),
            msg(
                "Name there all that is still called on: this 调用 stands in the place of the "
                "whole one below"
            ),
            ((view.at(*lower[1], on_key=True), msg("at the lower level")),),
        )


def _key(view: PlanView, field: str, name: str) -> str:
    kind = _CALLED.get(field)
    entity = view.get(name, (kind,)) if kind is not None else None
    return entity.id if entity is not None else fold(name)


__all__ = ["fewer_higher_up"]
