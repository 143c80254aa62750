"""Actions that undo each other, conditions that never hold, and messages to oneself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing import CLEAR_STEPS, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition, Rule
    from planforge.model.plan import Action

_OPPOSITES: Final = (
    (("封闭", "关闭", "封堵"), ("开放", "开启", "打开", "恢复通行")),
    (("停用",), ("启用",)),
    (("泄洪", "预泄"), ("蓄水", "拦蓄")),
    (("疏散", "转移", "撤离"), ("就地避险", "原地待命", "居家避险", "原地避险")),
)
_VERB: Final = {
    verb: (pair, side)
    for pair, sides in enumerate(_OPPOSITES)
    for side, verbs in enumerate(sides)
    for verb in verbs
}
_DONE: Final = re.compile("|".join(sorted(_VERB, key=len, reverse=True)))
_FILLING: Final = re.compile("组织|立即|全部|全面|实施|受威胁|有关|相关|对|的")


def _meaning(action: Action) -> tuple[int, int, str] | None:
    """Return the pair of verbs, the side and the object that the name of *action* speaks of."""
    name = title(action)
    found = _DONE.findall(name)
    if len(found) != 1:
        return None
    pair, side = _VERB[found[0]]
    what = _FILLING.sub("", name.replace(found[0], "", 1))
    return (pair, side, what) if what else None


@plan_rule(
    "TIM020",
    "timing.opposite-actions",
    Severity.WARNING,
    title=msg("Two actions that undo each other"),
    rationale=msg("At the same level one closes what the other opens; those on duty get both."),
    sources=(CLEAR_STEPS,),
)
def opposite_actions(view: PlanView) -> Iterator[Hit]:
    """Opposite verbs on the same object at one level, without order, condition or other phase."""
    seen: set[tuple[int, int]] = set()
    for level in reversed(view.levels):
        first: dict[tuple[object, ...], tuple[int, Action]] = {}
        for at in view.actions_at(level.name):
            action = at.action
            meaning = _meaning(action)
            if meaning is None or action.condition or action.when:
                continue
            pair, side, what = meaning
            first.setdefault((action.phase, pair, side, what), (at.index, action))
            other = first.get((action.phase, pair, 1 - side, what))
            if other is None or (other[0], at.index) in seen:
                continue
            if action.id in other[1].after or other[1].id in action.after:
                continue
            seen.add((other[0], at.index))
            yield Hit(
                view.at("actions", at.index),
                msg(
                    "At {level}, “{action}” undoes “{other}”",
                    level=level.name,
                    action=title(action),
                    other=title(other[1]),
                ),
                msg("Say under 前提 when each is done, put them in order, or drop one"),
                ((view.at("actions", other[0]), msg("the opposite action")),),
            )


@plan_rule(
    "TIM019",
    "timing.condition-never-holds",
    Severity.ERROR,
    title=msg("Action under a condition that never holds"),
    rationale=msg("The action stands in the plan, but nobody will ever have to do it."),
    sources=(CLEAR_STEPS,),
)
def condition_never_holds(view: PlanView) -> Iterator[Hit]:
    """条件 of actions with no row that some values could meet."""
    for i, action in enumerate(view.plan.actions):
        if not action.when:
            continue
        rules = view.compiled(action.when, ("actions", i, "when")).rules
        clashes = [_clash(rule) for rule in rules]
        first = clashes[0] if clashes else None
        if first is None or not all(clashes):
            continue
        one, other = first
        yield Hit(
            view.at(*other.pointer),
            msg(
                "“{action}” is never done: {indicator} cannot be {one} and {other} at once",
                action=title(action),
                indicator=one.indicator.name,
                one=one.values.text(),
                other=other.values.text(),
            ),
            msg("Correct one of the two cells, or write them as separate rows"),
            ((view.at(*one.pointer), msg("the other cell")),),
        )


def _clash(rule: Rule) -> tuple[Condition, Condition] | None:
    """Return two cells of *rule* on one indicator that no value meets both of."""
    known: dict[str, Condition] = {}
    for cell in rule.conditions:
        before = known.setdefault(cell.dimension, cell)
        if before is not cell and before.values.intersect(cell.values).is_empty:
            return before, cell
    return None


@plan_rule(
    "TIM025",
    "timing.message-to-oneself",
    Severity.WARNING,
    title=msg("Message that nobody else receives"),
    rationale=msg("Those who act tell only themselves; whoever should know does not."),
    sources=(CLEAR_STEPS,),
)
def message_to_oneself(view: PlanView) -> Iterator[Hit]:
    """Messages of actions whose only recipients are those who send them."""
    for i, action in enumerate(view.plan.actions):
        senders = {view.actor_key(name) for name in action.responsible}
        for j, message in enumerate(action.messages):
            if senders and {view.actor_key(name) for name in message.to} <= senders:
                yield Hit(
                    view.at("actions", i, "messages", j, "to"),
                    msg(
                        "“{action}” is done by {actor}, who alone receives its message",
                        action=title(action),
                        actor=message.to,
                    ),
                    msg("Name those who have to know"),
                )
