"""Rows that follow the level of another plan, but are not marked so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType
from planforge.rules.articles import FITTING, RESPONSE_LEVELS
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Rule


@plan_rule(
    "LVL054",
    "level.link-not-marked",
    Severity.WARNING,
    title=msg("Row on the level of another plan without 联动启动"),
    rationale=msg(
        "Other rows on the same level of the neighbour start by it; without the mark this one is "
        "compared with facts of one's own, and charts do not show what starts what."
    ),
    sources=(FITTING, RESPONSE_LEVELS),
)
def link_not_marked(view: PlanView) -> Iterator[Hit]:
    """Rows with the response level of another plan and no 联动启动, where another row has both."""
    marked: dict[str, Rule] = {}
    others: list[tuple[str, Rule]] = []
    for level in view.levels:
        for rule in view.tables[level.name].rules:
            followed = _followed(rule)
            if followed and rule.linked:
                marked.setdefault(followed, rule)
            elif followed:
                others.append((followed, rule))
    told: set[object] = set()
    for followed, rule in others:
        if followed not in marked or rule.pointer in told:
            continue
        told.add(rule.pointer)
        name = next(
            cell.indicator.name for cell in rule.conditions if cell.indicator.id == followed
        )
        yield Hit(
            view.at(*rule.pointer),
            msg("The row follows {indicator}, but is not marked 联动启动", indicator=name),
            msg("Add 联动启动: 是 as in the other rows on it"),
            ((view.at(*marked[followed].pointer), msg("another row on it")),),
        )


def _followed(rule: Rule) -> str:
    """Return the id of the indicator in *rule* that is the response level of another plan."""
    for cell in rule.conditions:
        entry = cell.indicator.element
        if isinstance(entry, Indicator) and entry.type is IndicatorType.LEVEL:
            return cell.indicator.id
    return ""


__all__ = ["link_not_marked"]
