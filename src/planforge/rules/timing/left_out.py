"""What a lower level has and a higher one leaves out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView

_CARE: Final = (
    ("转移", "疏散", "撤离", "避险"),
    ("搜救", "搜寻", "营救"),
    ("救治", "急救", "抢救"),
    ("警戒", "封控", "管制"),
    ("避难", "安置"),
)
"""What protects people, in the words that plans use for it; those of a line mean much the same."""


@plan_rule(
    "TIM011",
    "timing.dropped-higher-up",
    Severity.WARNING,
    title=msg("Protection of people that ends at a higher level"),
    rationale=msg("The worse the situation, the more has to be done; 仅限级别 does not inherit."),
    sources=(CLEAR_STEPS,),
)
def dropped_higher_up(view: PlanView) -> Iterator[Hit]:
    """Actions that a higher level leaves out, with nothing there that speaks of the same."""
    seen: set[int] = set()
    for lower, higher in pairwise(reversed(view.levels)):
        above = view.actions_at(higher.name)
        kept = {at.index for at in above}
        for at in view.actions_at(lower.name):
            if at.index in kept or at.index in seen:
                continue
            lost = _lost_care(title(at.action), [one.content + title(one.action) for one in above])
            again = any(view.applies(at.action, level.severity) for level in _above(view, higher))
            if not lost and not (again and at.action.only_levels):
                continue
            seen.add(at.index)
            yield Hit(
                view.at("actions", at.index, "only_levels" if at.action.only_levels else "id"),
                msg(
                    "“{action}” is done at {lower}, not at {higher}, with no word there of {what}",
                    action=title(at.action),
                    lower=lower.name,
                    higher=higher.name,
                    what=lost,
                )
                if lost
                else msg(
                    "“{action}” is done below and above {higher}, but not there",
                    action=title(at.action),
                    higher=higher.name,
                ),
                msg("Use 起始级别 instead of 仅限级别, or add what replaces it"),
            )


def _above(view: PlanView, level: Level) -> list[Level]:
    return [other for other in view.levels if other.severity > level.severity]


def _lost_care(name: str, above: list[str]) -> str:
    """Return the word of *name* for protecting people that none of the texts *above* means."""
    for words in _CARE:
        found = next((word for word in words if word in name), "")
        if found and not any(word in text for text in above for word in words):
            return found
    return ""


__all__ = ["dropped_higher_up"]
