"""Actions that undo each other, conditions that never hold, and messages to oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.coactive import origins
from planforge.corpus.deeds import guard_of, meanings, title
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import FITTING
from planforge.rules.rule import Hit, plan_rule, system_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.coactive import Running
    from planforge.corpus.deeds import Deed
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.corpus.tables import Condition, Rule
    from planforge.model.plan import Action


@plan_rule(
    "TIM020",
    "timing.opposite-actions",
    Severity.WARNING,
    title=msg("Two actions that undo each other"),
    rationale=msg("At the same level one closes what the other opens; those on duty get both."),
    sources=(CLEAR_STEPS,),
)
def opposite_actions(view: PlanView) -> Iterator[Hit]:
    """Opposite verbs on the same object at one level, without order, condition or other phase.

    Two actions with the same 前提 are done together, unless it leaves room: 必要时 or 经…同意.
    """
    seen: set[tuple[int, int]] = set()
    for level in reversed(view.levels):
        first: dict[tuple[object, ...], tuple[int, Action]] = {}
        for at in view.actions_at(level.name):
            action = at.action
            guard = guard_of(action)
            if guard is None:
                continue
            for pair, side, what in meanings(action):
                first.setdefault((action.phase, guard, pair, side, what), (at.index, action))
                other = first.get((action.phase, guard, pair, 1 - side, what))
                if other is None or (other[0], at.index) in seen:
                    continue
                seen.add((other[0], at.index))
                if action.id not in other[1].after and other[1].id not in action.after:
                    yield _undoes(view, level.name, (at.index, action), other)


def _undoes(view: PlanView, level: str, one: tuple[int, Action], other: tuple[int, Action]) -> Hit:
    return Hit(
        view.at("actions", one[0]),
        msg(
            "At {level}, “{action}” undoes “{other}”",
            level=level,
            action=title(one[1]),
            other=title(other[1]),
        ),
        msg("Say under 前提 when each is done, put them in order, or drop one")
        if not one[1].condition
        else msg("Both have the same 前提: let them differ, put them in order, or drop one"),
        ((view.at("actions", other[0]), msg("the opposite action")),),
    )


_ANYBODY: Final = late("(?:危险区|周边)?(?:群众|人员|居民|师生|游客|旅客)")


@system_rule(
    "TIM028",
    "timing.opposite-actions-of-two-plans",
    Severity.WARNING,
    title=msg("Plans that run together undo each other's actions"),
    rationale=msg(
        "One plan opens the gate, the other keeps it shut; whoever stands at the gate gets both "
        "orders."
    ),
    sources=(FITTING, CLEAR_STEPS),
)
def opposite_plans(system: System) -> Iterator[Hit]:
    """Opposite verbs on the same object in plans of which one starts the other, once a pair.

    Left out: actions with different conditions, or that others replace; and people without a place,
    who are others in another event.
    """
    told: set[tuple[str, int, str, int]] = set()
    if sum(bool(outline.deeds) for outline in system.outlines) < 2:  # noqa: PLR2004 - a pair
        return
    for running in origins(system):
        done: dict[tuple[str, int, int, str], tuple[Running, Deed]] = {}
        for one in running:
            ranks = system.level_ranks(one.plan)
            for deed in one.plan.deeds:
                if not deed.span.holds(one.rank, ranks) or _ANYBODY.fullmatch(deed.what):
                    continue
                done.setdefault((deed.guard, deed.pair, deed.side, deed.what), (one, deed))
                other = done.get((deed.guard, deed.pair, 1 - deed.side, deed.what))
                if other is None or other[0].plan is one.plan:
                    continue
                pair = (other[0].plan.file, other[1].index, one.plan.file, deed.index)
                if pair not in told and (*pair[2:], *pair[:2]) not in told:
                    told.add(pair)
                    yield _undone(running[0], other, (one, deed))


def _undone(origin: Running, first: tuple[Running, Deed], second: tuple[Running, Deed]) -> Hit:
    (other, before), (one, deed) = first, second
    return Hit(
        Place(one.plan.file, ("actions", deed.index)),
        msg(
            "When {origin} is at {level}, “{action}” undoes “{other}” of {plan}",
            origin=origin.plan.name,
            level=origin.level,
            action=deed.title,
            other=before.title,
            plan=other.plan.name,
        ),
        msg("Agree with the other plan which of the two is done, and say under 前提 when"),
        ((Place(other.plan.file, ("actions", before.index)), msg("the opposite action")),),
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
