"""What somebody has to do under a plan, as the steps of a card."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.asked import by_role, sources_of
from planforge.document.books.cards.card import Step
from planforge.document.books.cards.ways import only_at, said_of, step_limits, ways_of
from planforge.document.components.actions import premise
from planforge.document.components.reporting import report_limit, report_terms
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
    from planforge.corpus.plan_view import Level
    from planforge.document.books.cards.asked import Source
    from planforge.document.books.cards.ways import Ways
    from planforge.document.context import Context
    from planforge.model.plan import Group, ReportRule
    from planforge.model.scalars import Limit

HOUR_S: Final = 3_600
REPORT, PEOPLE, OTHER, ON_WARNING, HELP = range(5)
"""The order of things: report, save and move people, all else; then on warnings, for others."""
_PEOPLE: Final = late(
    "搜救|营救|救治|救护|施救|解救|抢救(?!性)|被困人员|转移(?!支付)|疏散|撤离|撤出|撤人|避险|叫应"
)
"""Words of an action that saves people or moves them out of danger."""
_FIRST_MOMENTS: Final = frozenset(
    {Anchor.OCCURRENCE, Anchor.RECEIPT, Anchor.WARNING, Anchor.ACTIVATION, Anchor.ORDER}
)
"""Moments with which work begins: what runs from them is the first that somebody does."""
LATER: Final = (ReportStage.FOLLOW_UP, ReportStage.DAILY, ReportStage.FINAL)
"""Reports after the first."""
BEFORE_END: Final = frozenset(
    {Phase.PREVENTION, Phase.WARNING, Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.RESPONSE}
)
_CLAUSE_END: Final = late("[，。；,;]")
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


def steps_of(context: Context, entity: Entity) -> tuple[Step, ...]:
    """Return what *entity* does under the plan in hand, under whatever name it is asked."""
    found: list[Step] = []
    taken: set[tuple[int, str]] = set()
    for source in sources_of(context, entity):
        asked = by_role(source.asks)
        found += [
            _report_step(context, rule, source.term)
            for rule in reports_of(context, asked["reports"])
        ]
        found += _decisions(context, asked)
        found += _actions(context, source, asked["responsible"], taken)
        found += _publicity(context, [*asked["informs_public"], *asked["spokesperson"]])
        found += _on_warnings(context, source, asked["warning_measure"])
    return tuple(found)


def reports_of(
    context: Context, asks: Iterable[Ask], stages: Sequence[ReportStage] = (ReportStage.FIRST,)
) -> list[ReportRule]:
    """Return the rules of *stages* behind *asks* to report, as far as the reader may see them."""
    rules = context.plan_view.plan.reports
    at = dict.fromkeys(ask.pointer[1] for ask in asks)
    found = [rules[index] for index in at if isinstance(index, int)]
    return [rule for rule in context.shown(found) if rule.stage in stages]


def _report_step(context: Context, rule: ReportRule, term: str) -> Step:
    t, names = context.t, names_short(context, rule.recipient)
    terms = [one.rstrip("。；") for one in (term, *report_terms(context, rule)) if one]
    return Step(
        t("Report to {names}", names=names),
        ended(context.marks.listed(rule.contents)) if rule.contents else "",
        tuple(report_limit(context, rule)),
        REPORT,
        _due(rule.limit, rule.anchor),
        t("(for: {incidents}) ", incidents=context.marks.clauses(terms)) if terms else "",
    )


def later_reports(context: Context, asks: Iterable[Ask]) -> tuple[Step, ...]:
    """Return the reports after the first behind *asks* as steps: last in rank."""
    return tuple(
        Step(
            context.t(
                "{stage} to {names}",
                stage=rule.stage.label(context.language),
                names=names_short(context, rule.recipient),
            ),
            ended(context.marks.listed(rule.contents)) if rule.contents else "",
            tuple(report_limit(context, rule)),
            HELP,
            _due(rule.limit, rule.anchor),
            is_first=False,
        )
        for rule in reports_of(context, asks, LATER)
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


def _actions(
    context: Context, source: Source, asks: Iterable[Ask], taken: set[tuple[int, str]]
) -> list[Step]:
    """Return the actions asked under a name; those due within an hour at some level are first.

    Args:
        context: The plan in hand.
        source: The name.
        asks: What is asked under it.
        taken: Actions and levels that stand on the card already; these are added.
    """
    view = context.plan_view
    found = []
    for index in indexes(asks):
        action = view.plan.actions[index]
        if not context.may_show(action):
            continue
        ways = ways_of(context, source.name, index, action)
        ways = [(name, at) for name, at in ways if (index, name) not in taken]
        taken.update((index, name) for name, _ in ways)
        if ways:
            found.append(action_step(context, ways, source.term))
    return found


def supporting_steps(context: Context, entity: Entity) -> tuple[Step, ...]:
    """Return the actions that *entity* helps with, in the name of those whom it helps."""
    view, found = context.plan_view, []
    for source in sources_of(context, entity):
        for index in indexes(by_role(source.asks)["supporting"]):
            action = view.plan.actions[index]
            ways = ways_of(context, source.name, index, action, "supporting")
            if not ways or not context.may_show(action):
                continue
            step = action_step(context, ways, source.term)
            helped = names_short(context, ways[0][1].responsible)
            whose = context.t("Help {names}", names=helped) if helped else ""
            found.append(replace(step, whose=whose, rank=max(step.rank, HELP)))
    return tuple(found)


def together(context: Context, group: Group) -> tuple[Step, ...]:
    """Return the actions that the units of *group* do together, each in the name of who leads it.

    These are the actions for which a unit of the group is responsible and in which at least half
    of those who help are of the group too.
    """
    view, found = context.plan_view, []
    units = {view.get(name) for name in (group.lead, *group.members) if name}
    for index, action in enumerate(view.plan.actions):
        lead = view.get(action.responsible[0]) if action.responsible else None
        helpers = [view.get(name) for name in action.supporting]
        inside = sum(helper in units for helper in helpers)
        if lead not in units or lead is None or not helpers or 2 * inside < len(helpers):
            continue
        ways = ways_of(context, lead, index, action)
        if ways and context.may_show(action):
            step = action_step(context, ways)
            found.append(replace(step, whose=lead.short_name))
    return tuple(found)


def _publicity(context: Context, asks: Iterable[Ask]) -> list[Step]:
    """Return what is told to the public and by when, for those whom *asks* make tell it."""
    info = context.plan_view.plan.public_information
    if info is None or not any(asks) or not context.may_show(info):
        return []
    t, its = context.t, context.marks
    limits = (
        (t("First release"), limit_words(context, info.first_release, Anchor.OCCURRENCE)),
        (t("Press conference"), limit_words(context, info.press_conference, Anchor.OCCURRENCE)),
    )
    due = _due(info.first_release, Anchor.OCCURRENCE)
    when = tuple(its.labelled(name, words) for name, words in limits if words)
    text = ended(info.content) if info.content else ""
    return [Step(t("Tell the public"), text, when, OTHER, due, "", _is_soon(info.first_release))]


def _on_warnings(context: Context, source: Source, asks: Iterable[Ask]) -> list[Step]:
    """Return what is done when a warning is out, colour by colour."""
    warnings = context.plan_view.plan.warnings
    found: list[Step] = []
    places = {(ask.pointer[2], ask.pointer[4]) for ask in asks}
    for colour, rule in warnings.rules.items() if warnings and context.may_show(warnings) else ():
        if not context.may_show(rule):
            continue
        for j, measure in enumerate(rule.measures):
            if (colour.zh, j) not in places or not context.may_show(measure):
                continue
            is_people = is_about_people(measure.content)
            words = limit_words(context, measure.limit, Anchor.WARNING)
            on = context.t("On a {colour} warning", colour=colour.label(context.language))
            found.append(
                Step(
                    on,
                    ended(measure.content),
                    (words,) if words else (),
                    PEOPLE if is_people else ON_WARNING,
                    _due(measure.limit, Anchor.WARNING),
                    _premised(context, source.term),
                    _is_soon(measure.limit),
                    short=context.marks.labelled(on, _first_clause(measure.content)),
                )
            )
    return found


def _first_clause(text: str) -> str:
    return _CLAUSE_END.split(text)[0]


def _premised(context: Context, term: str) -> str:
    return context.t("(if: {condition}) ", condition=term) if term else ""


def is_about_people(text: str) -> bool:
    """Whether *text* speaks of saving people or moving them out of danger."""
    return bool(_PEOPLE.search(text))


def supported(context: Context, entity: Entity) -> list[str]:
    """Return the names of the actions that *entity* helps with, with their levels if only some."""
    view, its = context.plan_view, context.marks
    found: list[str] = []
    for source in sources_of(context, entity):
        for index in indexes(by_role(source.asks)["supporting"]):
            action = view.plan.actions[index]
            ways = ways_of(context, source.name, index, action, "supporting")
            if not ways or not context.may_show(action):
                continue
            only = only_at(view, ways)
            levels = context.t("only at {levels}", levels=only) if only else ""
            found.append(its.bracketed(action_title(ways[0][1]), levels))
    return list(dict.fromkeys(found))


def indexes(asks: Iterable[Ask]) -> list[int]:
    """Return the positions of the actions behind *asks*."""
    found = (ask.pointer[1] for ask in asks if ask.pointer[0] == "actions")
    return sorted({index for index in found if isinstance(index, int)})


def action_step(context: Context, ways: Ways, term: str = "") -> Step:
    """Return an action as a step, from how it is done at each level, lowest first.

    Args:
        context: The plan in hand.
        ways: The action at each level.
        term: When it concerns the reader, if not always.
    """
    at = ways[0][1]
    last = ways[-1][1]
    soon = [way for _, way in ways if way.anchor in _FIRST_MOMENTS and _is_soon(way.limit)]
    is_people = is_about_people(f"{at.action.title}，{at.content}")
    strictest = min((way.limit for _, way in ways if way.limit), key=_seconds, default=None)
    return Step(
        at.action.title,
        said_of(context, ways),
        step_limits(context, ways),
        PEOPLE if is_people else OTHER,
        _due(strictest, last.anchor),
        "".join(str(words) for words in premise(context, at, term)),
        bool(soon) and at.action.phase in BEFORE_END,
    )


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
