"""What somebody has to do under a plan, as the steps of a card."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.card import Step
from planforge.document.books.cards.fit import LIMIT, width_of
from planforge.document.components.actions import premise
from planforge.document.components.reporting import report_limit
from planforge.document.heading_numbers import numbered_title, numbering_of
from planforge.document.pages.headings import chapters, prose_of
from planforge.document.selection import moment
from planforge.document.wording import action_title, ended, limit_words
from planforge.i18n import msg
from planforge.model.scales import Anchor, Phase, ReportStage
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.asks import Ask
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt, Level
    from planforge.document.context import Context
    from planforge.model.plan import Action, ReportRule
    from planforge.model.scalars import Limit

HOUR_S: Final = 3_600
REPORT, PEOPLE, OTHER = 0, 1, 2
"""The order of things: report, save and move people, all else."""
_PEOPLE: Final = late(
    "搜救|营救|救治|救护|施救|解救|抢救(?!性)|被困人员|转移(?!支付)|疏散|撤离|撤出|撤人|避险|叫应"
)
"""Words of an action that saves people or moves them out of danger."""
_FIRST_MOMENTS: Final = frozenset(
    {Anchor.OCCURRENCE, Anchor.RECEIPT, Anchor.WARNING, Anchor.ACTIVATION, Anchor.ORDER}
)
"""Moments with which work begins: what runs from them is the first that somebody does."""
BEFORE_END: Final = frozenset(
    {Phase.PREVENTION, Phase.WARNING, Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.RESPONSE}
)
_FENCE: Final = "{actions}"


def names_short(context: Context, names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* as people use them, each once."""
    view = context.plan_view
    found = (view.get(name) for name in names)
    return tuple(
        dict.fromkeys(
            entity.short_name if entity else name for name, entity in zip(names, found, strict=True)
        )
    )


def asks_here(context: Context, entity: Entity) -> list[Ask]:
    """Return what the plan in hand asks of *entity*."""
    own = context.plan_view
    return [ask for view, ask in context.corpus.asks_of(entity) if view is own]


def by_role(asks: Iterable[Ask]) -> dict[str, list[Ask]]:
    """Return *asks* by the part played."""
    found: dict[str, list[Ask]] = defaultdict(list)
    for ask in asks:
        found[ask.role].append(ask)
    return found


def steps_of(context: Context, entity: Entity) -> tuple[Step, ...]:
    """Return what *entity* does under the plan in hand until the response ends."""
    asked = by_role(asks_here(context, entity))
    reports = [_report_step(context, rule) for rule in reports_of(context, asked["reports"])]
    return (*reports, *_decisions(context, asked), *_actions(context, entity, asked["responsible"]))


def reports_of(
    context: Context, asks: Iterable[Ask], stages: Sequence[ReportStage] = (ReportStage.FIRST,)
) -> list[ReportRule]:
    """Return the rules of *stages* behind *asks* to report, as far as the reader may see them."""
    rules = context.plan_view.plan.reports
    at = dict.fromkeys(ask.pointer[1] for ask in asks)
    found = [rules[index] for index in at if isinstance(index, int)]
    return [rule for rule in context.shown(found) if rule.stage in stages]


def _report_step(context: Context, rule: ReportRule) -> Step:
    t, names = context.t, names_short(context, rule.recipient)
    return Step(
        t("Report to {names}", names=names),
        ended(context.marks.listed(rule.contents)) if rule.contents else "",
        tuple(report_limit(context, rule)),
        REPORT,
        _due(rule.limit, rule.anchor),
        t("(for: {incidents}) ", incidents=rule.applies.rstrip("。；")) if rule.applies else "",
    )


def _decisions(context: Context, asked: dict[str, list[Ask]]) -> list[Step]:
    """Return the decisions on the start of levels as steps: which level, on whose word, by when."""
    view, t = context.plan_view, context.t
    found = []
    for role, words in (
        ("decides", msg("Decide the start of {levels}")),
        ("decides_urgently", msg("When time presses decide the start of {levels}")),
        ("reviews", msg("Examine the proposal to start {levels}")),
    ):
        names = dict.fromkeys(ask.text for ask in asked[role])
        levels = [level for name in names if (level := view.level(name)) is not None]
        if not levels:
            continue
        what = t(words.msgid, levels=tuple(level.name for level in levels))
        due = (moment(Anchor.RECEIPT), _strictest(levels))
        text = _on_whose_word(context, levels) if role == "decides" else ""
        found.append(Step(what, text, _decision_limits(context, levels), OTHER, due))
    return found


def _strictest(levels: list[Level]) -> int:
    """Return the shortest time for a decision on one of *levels*, in seconds."""
    limits = [level.facts.decision_limit for level in levels]
    return min((_seconds(limit) for limit in limits if limit), default=0)


def _on_whose_word(context: Context, levels: list[Level]) -> str:
    """Return who proposes the start of *levels* and who examines that."""
    proposers = names_short(context, dict.fromkeys(n for x in levels for n in x.facts.proposed_by))
    reviewers = names_short(context, dict.fromkeys(n for x in levels for n in x.facts.reviewed_by))
    if not proposers:
        return ""
    text = context.t("Decide on the proposal of {names}", names=proposers)
    if reviewers:
        text = context.t(
            "Decide on the proposal of {names}, reviewed by {reviewers}",
            names=proposers,
            reviewers=reviewers,
        )
    return f"{text}{context.marks.stop}"


def _decision_limits(context: Context, levels: list[Level]) -> tuple[str, ...]:
    """Return by when *levels* are decided; the levels are named if their limits differ."""
    of: dict[str, list[str]] = defaultdict(list)
    for level in levels:
        of[limit_words(context, level.facts.decision_limit)].append(level.name)
    its = context.marks
    return tuple(
        words if len(of) == 1 else its.labelled(its.listed(names), words)
        for words, names in of.items()
        if words
    )


def _actions(context: Context, entity: Entity, asks: Iterable[Ask]) -> list[Step]:
    """Return the actions of *entity*; those due within an hour at some level are first."""
    view = context.plan_view
    found = []
    for index in indexes(asks):
        action = view.plan.actions[index]
        if not context.may_show(action) or action.phase not in BEFORE_END:
            continue
        ways = ways_of(context, entity, index, action)
        if ways:
            found.append(action_step(context, ways))
    return found


def is_about_people(text: str) -> bool:
    """Whether *text* speaks of saving people or moving them out of danger."""
    return bool(_PEOPLE.search(text))


def all_actions(context: Context, entity: Entity) -> int:
    """Return how many actions and reports the plan in hand asks of *entity*."""
    asked = by_role(asks_here(context, entity))
    actions = [context.plan_view.plan.actions[i] for i in indexes(asked["responsible"])]
    reports = reports_of(context, asked["reports"], tuple(ReportStage))
    return len(context.shown(actions)) + len(reports) + len(_decisions(context, asked))


def supported(context: Context, asks: Iterable[Ask]) -> list[str]:
    """Return the names of the actions behind *asks*."""
    view = context.plan_view
    actions = [(i, view.plan.actions[i]) for i in indexes(asks)]
    return [
        action_title(view.action_at(i, action, 1))
        for i, action in actions
        if context.may_show(action)
    ]


def indexes(asks: Iterable[Ask]) -> list[int]:
    """Return the positions of the actions behind *asks*."""
    found = (ask.pointer[1] for ask in asks if ask.pointer[0] == "actions")
    return sorted({index for index in found if isinstance(index, int)})


def ways_of(
    context: Context, entity: Entity, index: int, action: Action
) -> list[tuple[str, ActionAt]]:
    """Return *action* at each level at which *entity* does it, lowest level first."""
    view = context.plan_view
    levels = [x for x in reversed(view.levels) if view.applies(action, x.severity)]
    if not levels:
        at = view.action_at(index, action, 1)
        return [("", at)]
    found = [(x.name, view.action_at(index, action, x.severity)) for x in levels]
    return [(n, at) for n, at in found if entity in [view.get(who) for who in at.responsible]]


def action_step(context: Context, ways: list[tuple[str, ActionAt]]) -> Step:
    """Return an action as a step, from how it is done at each level, lowest first."""
    at = ways[0][1]
    last = ways[-1][1]
    soon = [way for _, way in ways if way.anchor in _FIRST_MOMENTS and _is_soon(way.limit)]
    is_people = is_about_people(f"{at.action.title}，{at.content}")
    strictest = min((way.limit for _, way in ways if way.limit), key=_seconds, default=None)
    return Step(
        at.action.title,
        _said(context, ways),
        step_limits(context, ways),
        PEOPLE if is_people else OTHER,
        _due(strictest, last.anchor),
        "".join(str(words) for words in premise(context, at)),
        bool(soon),
    )


def _said(context: Context, ways: list[tuple[str, ActionAt]]) -> str:
    """Return the text of an action, and from which level on it is another."""
    texts = {at.content: name for name, at in reversed(ways)}
    first, *others = reversed(texts.items())
    said = [ended(first[0])]
    said += [ended(context.t("from {level} {limit}", level=n, limit=text)) for text, n in others]
    return context.marks.gap.join(said)


def step_limits(context: Context, ways: list[tuple[str, ActionAt]]) -> tuple[str, ...]:
    """Return the limits of an action, a line each: from which level on which."""
    view = context.plan_view
    lowest = view.levels[-1].name if view.levels else ""
    lines: list[str] = []
    last = None
    for name, at in ways:
        words = limit_words(context, at.limit, None if lines else at.anchor)
        is_new, last = (at.limit, at.anchor) != last, (at.limit, at.anchor)
        if not is_new or not words:
            continue
        whole = context.t("from {level} {limit}", level=name, limit=words)
        if not lines and name in ("", lowest):
            lines.append(words)
        elif width_of(whole) > LIMIT:
            lines += [context.t("from {level} on", level=name), words]
        else:
            lines.append(whole)
    return tuple(lines)


def _is_soon(limit: Limit | None) -> bool:
    return limit is not None and limit.seconds is not None and limit.seconds <= HOUR_S


def _seconds(limit: Limit) -> int:
    return limit.seconds if limit.seconds is not None else 10**9


def _due(limit: Limit | None, anchor: Anchor) -> tuple[int, int]:
    return (moment(anchor), _seconds(limit) if limit else 10**9)


def chapter_of_actions(context: Context) -> str:
    """Return number and title of the chapter that holds the actions, as printed; else empty."""
    text = prose_of(context)
    found = chapters(text)
    if not found:
        return ""
    held = dict.fromkeys((chapter.number for chapter in found), 0)
    for line_number, line in enumerate(text.split("\n"), 1):
        if _FENCE in line:
            above = [chapter.number for chapter in found if chapter.line <= line_number]
            if above:
                held[above[-1]] += 1
    best = max(found, key=lambda chapter: (held[chapter.number], -chapter.number))
    if not held[best.number]:
        return ""
    return numbered_title(best.title, (best.number,), numbering_of(context.plan_view.plan))
