"""What a lower level has and a higher one leaves out."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.deeds import title
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Phase
from planforge.patterns import late
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Place
    from planforge.model.plan import Action

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
    for left in _left_out(view):
        what = left.care
        if (what or left.again) and left.number not in seen:
            seen.add(left.number)
            yield Hit(
                _place(view, left),
                msg(
                    "“{action}” is done at {lower}, not at {higher}, with no word there of {what}",
                    action=title(left.action),
                    lower=left.lower.name,
                    higher=left.higher.name,
                    what=what,
                )
                if what
                else msg(
                    "“{action}” is done below and above {higher}, but not there",
                    action=title(left.action),
                    higher=left.higher.name,
                ),
                msg("Use 起始级别 instead of 仅限级别, or add what replaces it"),
            )


_COMMANDING: Final = late("指导|督导|督查|检查|会商|值班|值守|协调|研判")
_SENT: Final = late("工作组|联络[组员]|专班")
"""What a command of a higher level does otherwise, and need not say that it does."""


@plan_rule(
    "TIM033",
    "timing.left-out-higher-up",
    Severity.ADVICE,
    title=msg("Measure that a higher level leaves out"),
    rationale=msg(
        "仅限级别 does not inherit: what a higher level leaves out is done by nobody there, unless "
        "something takes its place."
    ),
    sources=(CLEAR_STEPS,),
    follows=("TIM012", "TIM023"),
)
def left_out_higher_up(view: PlanView) -> Iterator[Hit]:
    """Measures in the field that a higher level leaves out, with nothing there in their place.

    In its place is what names it under 替代, and what begins or changes there with a word of its
    name in the own name, or half of it in the text. Sending liaison and the like is no such
    measure: a higher command works otherwise.
    """
    left_out = _left_out(view)
    seen = {left.number for left in left_out if left.care or left.again}  # TIM011 speaks of them
    for left in left_out:
        if (
            left.number not in seen
            and _is_measure(left.action)
            and not _is_accounted_for(view, left)
        ):
            seen.add(left.number)
            yield Hit(
                _place(view, left),
                msg(
                    "“{action}” is done at {lower}, not at {higher}, and nothing there takes its "
                    "place",
                    action=title(left.action),
                    lower=left.lower.name,
                    higher=left.higher.name,
                ),
                msg("Use 起始级别 instead of 仅限级别, or write 替代 on what takes its place"),
            )


_COMMON: Final = frozenset(
    (
        *("应急", "组织", "开展", "处置", "处理", "保障", "救援", "抢险", "现场"),
        *("人员", "群众", "力量", "工作", "措施"),
    )
)
"""Words in the names of very different measures."""


def _is_measure(action: Action) -> bool:
    return (
        action.phase in {Phase.FIRST_RESPONSE, Phase.RESPONSE}
        and not _COMMANDING.search(title(action))
        and not _SENT.search(title(action) + action.content)
    )


class _Left(NamedTuple):
    """An action that is done at a level and not at the next one.

    Attributes:
        number: Its number in the plan.
        action: It.
        lower: The level at which it is done.
        higher: The one at which it is not.
        care: The word of its name for protecting people that nothing means at the higher level.
        again: Whether it is done at a level above that one, by 仅限级别.
    """

    number: int
    action: Action
    lower: Level
    higher: Level
    care: str
    again: bool


@lru_cache(maxsize=2)  # two rules ask it of one plan
def _left_out(view: PlanView) -> tuple[_Left, ...]:
    """Return the actions that the next higher level leaves out, for each such level."""
    if not any(one.only_levels or one.replaces for one in view.plan.actions):
        return ()
    found: list[_Left] = []
    for lower, higher in pairwise(reversed(view.levels)):
        above = view.actions_at(higher.name)
        kept = {at.index for at in above}
        for at in view.actions_at(lower.name):
            if at.index not in kept:
                texts = [one.content + title(one.action) for one in above]
                care = _lost_care(title(at.action), texts)
                again = bool(at.action.only_levels) and any(
                    view.applies(at.action, level.severity) for level in _above(view, higher)
                )
                found.append(_Left(at.index, at.action, lower, higher, care, again))
    return tuple(found)


def _place(view: PlanView, left: _Left) -> Place:
    key = "only_levels" if left.action.only_levels else "id"
    return view.at("actions", left.number, key)


def _is_accounted_for(view: PlanView, left: _Left) -> bool:
    """Whether something stands in the place of what a level leaves out, or waits for it there."""
    below = {at.index: at.content for at in view.actions_at(left.lower.name)}
    pairs = _pairs(title(left.action)) - _COMMON
    if any(left.action.id in one.replaces for one in view.plan.actions):
        return True  # at which level, TIM013 asks
    if any(left.action.id in at.action.after for at in view.actions_at(left.higher.name)):
        return True  # TIM008 tells that it is waited for
    for at in view.actions_at(left.higher.name):
        if below.get(at.index) == at.content:
            continue  # it is done below as well, beside what is left out
        if at.index not in below and pairs & _pairs(title(at.action)):
            return True
        if 2 * sum(pair in at.content for pair in pairs) >= max(len(pairs), 1):
            return True
    return False


def _pairs(name: str) -> set[str]:
    return {"".join(pair) for pair in pairwise(name)}


def _above(view: PlanView, level: Level) -> list[Level]:
    return [other for other in view.levels if other.severity > level.severity]


def _lost_care(name: str, above: list[str]) -> str:
    """Return the word of *name* for protecting people that none of the texts *above* means."""
    for words in _CARE:
        found = next((word for word in words if word in name), "")
        if found and not any(word in text for text in above for word in words):
            return found
    return ""


__all__ = ["dropped_higher_up", "left_out_higher_up"]
