"""Actions that stand in a plan twice: pasted under another id, or two of one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action

_SHORTEST: Final = 8
"""Characters of a text that two actions do not share by chance."""


@plan_rule(
    "TIM034",
    "timing.action-twice",
    Severity.WARNING,
    title=msg("Action that stands in the plan twice"),
    rationale=msg(
        "Cards, charts and drills call for it twice, and nobody knows which of the two counts; "
        "mostly one was pasted and never changed."
    ),
    sources=(CLEAR_STEPS,),
    follows=("STR001",),
)
def action_twice(view: PlanView) -> Iterator[Hit]:
    """Two actions of one phase in force together with one 名称, or with one text and one 责任.

    Not meant: those that replace each other, and those of which another 前提 or 条件 decides.
    """
    texts = [action.content for action in view.plan.actions]
    names = [action.title for action in view.plan.actions if action.title]
    if len(set(texts)) == len(texts) and len(set(names)) == len(names):
        return
    by_name: dict[Hashable, list[tuple[int, Action]]] = {}
    by_text: dict[Hashable, list[tuple[int, Action]]] = {}
    for i, action in enumerate(view.plan.actions):
        when = action.phase, action.condition, tuple(row.canonical() for row in action.when)
        same: list[list[tuple[int, Action]]] = []
        if action.title:
            same.append(by_name.setdefault((action.title, *when), []))
        if len(action.content) >= _SHORTEST:
            who = frozenset(map(fold, action.responsible))
            same.append(by_text.setdefault((action.content, who, *when), []))
        for known in same:
            twin = next((x for x in known if _meet(view, action, x[1])), None)
            if twin is not None:
                yield _hit(view, i, action, *twin)
                break
        for known in same:
            known.append((i, action))


def _meet(view: PlanView, one: Action, other: Action) -> bool:
    """Whether two actions are in force at one level, and neither stands in for the other."""
    if one.id == other.id or one.id in other.replaces or other.id in one.replaces:
        return False
    return any(
        view.applies(one, level.severity) and view.applies(other, level.severity)
        for level in view.levels
    )


def _hit(view: PlanView, i: int, action: Action, j: int, twin: Action) -> Hit:
    is_same = action.content == twin.content
    return Hit(
        view.at("actions", i, "content" if is_same else "title"),
        msg("“{action}” says word for word what “{twin}” says", action=action.id, twin=twin.id)
        if is_same
        else msg("Two actions are called “{name}”", name=title(action)),
        msg("Leave one of them out, or write what sets this one apart"),
        ((view.at("actions", j), msg("the other action")),),
    )


__all__ = ["action_twice"]
