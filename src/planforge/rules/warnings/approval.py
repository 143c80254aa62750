"""Who approves warnings: nobody lower for a higher colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.standing import standing
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import WarningColour
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView


@plan_rule(
    "WRN016",
    "warning.approval-falls",
    Severity.WARNING,
    title=msg("A higher warning is approved by a lower post"),
    rationale=msg("The graver the warning, the higher the one who signs it."),
    sources=(CLEAR_DUTIES,),
    follows=("ORG059",),
)
def approval_falls(view: PlanView) -> Iterator[Hit]:
    """Colours whose 批准 names posts of the command body below those of a milder colour."""
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    highest: tuple[int, WarningColour] | None = None
    for colour in reversed(WarningColour):
        names = rules[colour].approved_by if colour in rules else ()
        found = [rank for name in names if (rank := standing(view, name)) is not None]
        if not found or len(found) < len(names):
            continue
        if highest is not None and max(found) < highest[0]:
            below = highest[1]
            at = ("warnings", "rules", below.zh, "approved_by")
            yield Hit(
                view.at("warnings", "rules", colour.zh, "approved_by"),
                msg(
                    "The warning in {colour} is approved by {names}, the milder one in {lower} by "
                    "{others}",
                    colour=colour.zh,
                    names=names,
                    lower=below.zh,
                    others=rules[below].approved_by,
                ),
                msg("Let the same or a higher post approve the higher warning"),
                ((view.at(*at), msg("The milder warning stands here")),),
            )
        elif highest is None or max(found) > highest[0]:
            highest = max(found), colour


__all__ = ["approval_falls"]
