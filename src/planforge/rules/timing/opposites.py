"""Actions that undo each other, conditions that never hold, and messages to oneself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.coactive import origins
from planforge.corpus.deeds import title, told
from planforge.corpus.guards import rule_out, words_of
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import FITTING
from planforge.rules.levels.rows_in_words import rows_in_words
from planforge.rules.rule import Hit, plan_rule, system_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.coactive import Running
    from planforge.corpus.deeds import Deed, Doing
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System
    from planforge.corpus.tables import Condition
    from planforge.i18n import Message
    from planforge.model.plan import Action


_ANYBODY: Final = late("(?:危险区|周边)?(?:群众|人员|居民|师生|游客|旅客)")
"""People without a place: they may be others under another condition or in another event."""
_Done: TypeAlias = "tuple[int, Action, Doing]"


@plan_rule(
    "TIM020",
    "timing.opposite-actions",
    Severity.WARNING,
    title=msg("Two actions that undo each other"),
    rationale=msg("At the same level one closes what the other opens; those on duty get both."),
    sources=(CLEAR_STEPS,),
)
def opposite_actions(view: PlanView) -> Iterator[Hit]:
    """Opposite verbs on the same object at one level and phase, without order.

    Conditions that merely differ do not keep them apart, only those that cannot hold at once, or
    that leave room: 必要时 or 经…同意. People without a place may be others under each condition.
    """
    seen: set[tuple[int, int]] = set()
    known: dict[int, tuple[tuple[str, ...] | None, tuple[Doing, ...]]] = {}
    for level in reversed(view.levels):
        done: dict[tuple[object, ...], dict[tuple[str, ...], _Done]] = defaultdict(dict)
        for at in view.actions_at(level.name):
            if at.index not in known:
                does = view.doings[at.index]
                known[at.index] = _guard(at.action) if does else None, does
            guard, does = known[at.index]
            if guard is None:
                continue
            for doing in does:
                pair, side, what, _ = doing
                one = at.index, at.action, doing
                done[at.action.phase, pair, side, what].setdefault(guard, one)
                others = done.get((at.action.phase, pair, 1 - side, what), {})
                same = [others[guard]] if guard in others else []
                for other in (*same, *others.values()):
                    if (other[0], at.index) in seen or not _both_done(view, one, other, what):
                        continue
                    seen.add((other[0], at.index))
                    yield _undoes(view, level.name, one, other)
                    break


def _guard(action: Action) -> tuple[str, ...] | None:
    """Return the words and the table of the condition of *action*; None if they leave room."""
    words = words_of(action)
    return None if words is None else (words, *(row.canonical() for row in action.when))


def _both_done(view: PlanView, one: _Done, other: _Done, what: str) -> bool:
    """Whether both may have to be done at once, and nothing says which one comes first."""
    action, before = one[1], other[1]
    words, earlier = words_of(action) or "", words_of(before) or ""
    if _guard(action) != _guard(before):
        if _ANYBODY.fullmatch(what) or rule_out(words, earlier):
            return False
        if bool(action.when) is not bool(before.when) and (words or earlier):
            return False  # nobody can say whether a table and words hold together
        if action.when and before.when and _apart(view, one, other):
            return False
    return not (_waits_for(view, action, before.id) or _waits_for(view, before, action.id))


def _apart(view: PlanView, one: _Done, other: _Done) -> bool:
    """Whether no values meet the tables of both actions."""
    rows, others = (
        view.compiled(action.when, ("actions", index, "when")).rules
        for index, action, _ in (one, other)
    )
    return all(
        _clash((*row.conditions, *before.conditions)) is not None
        for row in rows
        for before in others
        if row.is_complete and before.is_complete
    )


def _waits_for(view: PlanView, action: Action, other: str) -> bool:
    """Whether *action* comes after the one with the id *other*, directly or not."""
    known = {each.id: each for each in view.plan.actions}
    todo, seen = list(action.after), {action.id}
    while todo:
        name = todo.pop()
        if name == other:
            return True
        if name not in seen and name in known:
            seen.add(name)
            todo += known[name].after
    return False


def _undoes(view: PlanView, level: str, one: _Done, other: _Done) -> Hit:
    action, before = one[1], other[1]
    is_same = _guard(action) == _guard(before)
    now, then = told(action, one[2].clause), told(before, other[2].clause)
    return Hit(
        _at(view.file, one[0], is_in_text=bool(one[2].clause)),
        msg("At {level}, “{action}” undoes “{other}”", level=level, action=now, other=then)
        if is_same
        else msg(
            "At {level}, “{action}” ({now}) undoes “{other}” ({then}); both may hold at once",
            level=level,
            action=now,
            now=_when(view, action),
            other=then,
            then=_when(view, before),
        ),
        _remedy(action, is_same=is_same),
        (
            (
                _at(view.file, other[0], is_in_text=bool(other[2].clause)),
                msg("the opposite action"),
            ),
        ),
    )


def _at(file: str, index: int, *, is_in_text: bool) -> Place:
    """Return where an action is, or its text where that says what is done."""
    return Place(file, ("actions", index, *("content",) * is_in_text))


def _when(view: PlanView, action: Action) -> Message | str:
    if action.when:
        return rows_in_words(action.when, view.registry)
    return action.condition or msg("without a condition")


def _remedy(action: Action, *, is_same: bool) -> Message:
    if not is_same:
        return msg("Let one 前提 rule out the other, put them in order, or drop one")
    if not action.condition and not action.when:
        return msg("Say under 前提 when each is done, put them in order, or drop one")
    return msg("Both have the same 前提: let them differ, put them in order, or drop one")


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

    Left out: actions under conditions that cannot hold at once, or that others replace; and people
    without a place, who are others in another event.
    """
    told: set[tuple[str, int, str, int]] = set()
    undone = _opposed(system)
    if not undone:
        return
    for running in origins(system):
        done: dict[tuple[int, int, str], dict[tuple[str, str], tuple[Running, Deed]]] = {}
        for one in running:
            ranks = system.level_ranks(one.plan)
            for deed in undone.get(one.plan.file, ()):
                if not deed.span.holds(one.rank, ranks):
                    continue
                mine = done.setdefault((deed.pair, deed.side, deed.what), {})
                mine.setdefault((one.plan.file, deed.guard), (one, deed))
                for other in done.get((deed.pair, 1 - deed.side, deed.what), {}).values():
                    if other[0].plan is one.plan or rule_out(other[1].guard, deed.guard):
                        continue
                    pair = (other[0].plan.file, other[1].index, one.plan.file, deed.index)
                    if pair not in told and (*pair[2:], *pair[:2]) not in told:
                        told.add(pair)
                        yield _undone(running[0], other, (one, deed))
                        break


def _opposed(system: System) -> Mapping[str, list[Deed]]:
    """Return the deeds of each plan, by its file, of which another plan does the opposite."""
    plans: dict[tuple[int, int, str], set[str]] = defaultdict(set)
    for outline in system.outlines:
        for deed in outline.deeds:
            plans[deed.pair, deed.side, deed.what].add(outline.file)
    found: dict[str, list[Deed]] = defaultdict(list)
    for outline in system.outlines:
        for deed in outline.deeds:
            others = plans.get((deed.pair, 1 - deed.side, deed.what), set()) - {outline.file}
            if others and not _ANYBODY.fullmatch(deed.what):
                found[outline.file].append(deed)
    return found


def _undone(origin: Running, first: tuple[Running, Deed], second: tuple[Running, Deed]) -> Hit:
    (other, before), (one, deed) = first, second
    return Hit(
        _at(one.plan.file, deed.index, is_in_text=deed.is_in_text),
        msg(
            "When {origin} is at {level}, “{action}” of {own} undoes “{other}” of {plan}",
            origin=origin.plan.name,
            level=origin.level,
            action=deed.title,
            own=one.plan.name,
            other=before.title,
            plan=other.plan.name,
        ),
        msg("Agree with the other plan which of the two is done, and say under 前提 when"),
        (
            (
                _at(other.plan.file, before.index, is_in_text=before.is_in_text),
                msg("the opposite action"),
            ),
        ),
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
        clashes = [_clash(rule.conditions) for rule in rules]
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


def _clash(cells: Iterable[Condition]) -> tuple[Condition, Condition] | None:
    """Return two of *cells* on one indicator that no value meets both of."""
    known: dict[str, Condition] = {}
    for cell in cells:
        before = known.setdefault(cell.dimension, cell)
        if before is not cell and not before.values.meets(cell.values):
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
    """Messages of actions whose only recipients are those who send them; likewise reports."""
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
                    )
                    if message.to
                    else msg("Nobody receives a message of “{action}”", action=title(action)),
                    msg("Name those who have to know"),
                )
    yield from _reports(view)


def _reports(view: PlanView) -> Iterator[Hit]:
    """Yield the reports that who writes them alone receives, or the only writer among others."""
    for i, report in enumerate(view.plan.reports):
        senders = {view.actor_key(name) for name in report.sender}
        own = [name for name in report.recipient if view.actor_key(name) in senders]
        if own and (len(own) == len(report.recipient) or len(senders) == 1):
            yield Hit(
                view.at("reports", i, "recipient"),
                msg("{actor} reports to itself", actor=tuple(own)),
                msg("Name those who have to know"),
            )
