"""Calls that grow smaller as the level rises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


@plan_rule(
    "RES018",
    "resource.fewer-higher-up",
    Severity.WARNING,
    title=msg("Less called on at a higher level"),
    rationale=msg("The worse the situation, the more is needed; a digit was probably lost."),
    sources=(CLEAR_DUTIES,),
    follows=("RES002", "RES005", "RES006"),
)
def fewer_higher_up(view: PlanView) -> Iterator[Hit]:
    """调用 of supplies that 分级要求 make smaller than at the level below."""
    for i, action in enumerate(view.plan.actions):
        if not action.changes:
            continue
        steps = [
            (severity, name)
            for name, change in action.changes.items()
            if change.needs is not None and (severity := view.severity(name)) is not None
        ]
        own: Pointer = ("actions", i, "needs", "supplies")
        supplies = action.needs.supplies if action.needs and steps else {}
        known = {supply: (amount, (*own, supply)) for supply, amount in supplies.items()}
        for _, name in sorted(steps):
            needs = action.changes[name].needs
            for supply, amount in needs.supplies.items() if needs else ():
                before, there = known.get(supply, (amount, own))
                at: Pointer = ("actions", i, "changes", name, "needs", "supplies", supply)
                if amount < before:
                    yield Hit(
                        view.at(*at),
                        msg(
                            "“{action}” calls on {amount} of {supply} at {level}, below that on "
                            "{before}",
                            action=title(action),
                            amount=str(amount),
                            supply=supply,
                            level=name,
                            before=str(before),
                        ),
                        msg("Call on at least as much as at the lower level"),
                        ((view.at(*there), msg("at the lower level")),),
                    )
                known[supply] = amount, at


__all__ = ["fewer_higher_up"]
