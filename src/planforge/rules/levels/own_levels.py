"""Rows of start conditions that speak of the level of the plan itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.corpus.tables import compile_cell
from planforge.feel import Problems
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Indicator
from planforge.rules.articles import RESPONSE_LEVELS
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.corpus.tables import Condition, Rule


@plan_rule(
    "LVL060",
    "level.starts-by-itself",
    Severity.WARNING,
    title=msg("Level that the plan's own level starts"),
    rationale=msg(
        "A response starts by what happens. Where its own level is the reason, a lower level jumps "
        "to a higher one at once though nothing got worse, or nothing starts at all."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL026",),
)
def starts_by_itself(view: PlanView) -> Iterator[Hit]:
    """Rows that ask for nothing but a lower level of their own plan, or for no lower one at all.

    A lower level together with a figure, a judgement or a 限定 is an escalation in words.
    """
    own: dict[int, bool] = {}
    for level in view.levels:
        for rule in view.tables[level.name].rules:
            for cell in rule.conditions:
                entry = cell.indicator.element
                if not isinstance(entry, Indicator) or not entry.plan:
                    continue
                is_own = own.get(id(entry))
                if is_own is None:
                    is_own = own[id(entry)] = fold(entry.plan) in _names(view)
                if is_own and (hit := _hit(view, level, rule, cell)):
                    yield hit


def _names(view: PlanView) -> frozenset[str]:
    plan = view.plan
    return frozenset(map(fold, (plan.id, plan.name, *plan.short_names)))


def _hit(view: PlanView, level: Level, rule: Rule, cell: Condition) -> Hit | None:
    lower = tuple(
        one.name
        for one in view.levels
        if one.severity < level.severity and _holds_at(cell, one.name)
    )
    if not lower:
        return Hit(
            view.at(*cell.pointer),
            msg(
                "The row of {level} asks for {level} or a level above it of this plan itself: it "
                "starts nothing that is not there already",
                level=level.name,
            ),
            msg("Write what has to happen, or the level of the plan that is meant"),
        )
    if len(rule.conditions) > 1 or rule.judgement or rule.scope or not rule.is_complete:
        return None
    return Hit(
        view.at(*cell.pointer),
        msg(
            "{level} starts as soon as this plan itself is at {lower}: whoever starts {lower} is "
            "at {level} at once",
            level=level.name,
            lower=lower,
        ),
        msg(
            "Write what has to get worse besides, or the level of the plan that is meant, or leave "
            "out the row"
        ),
    )


def _holds_at(cell: Condition, level: str) -> bool:
    value = compile_cell(level, cell.values.domain)
    return not isinstance(value, Problems) and value.is_subset(cell.values)


__all__ = ["starts_by_itself"]
