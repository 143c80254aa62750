"""应急处置卡: for each plan and each post or unit, what it does in the first hour, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Book, BookKind, Paper, Part, Style
from planforge.document.books.cards.calls import calls_of
from planforge.document.books.cards.card import Card, card_tree, choose, shows_all
from planforge.document.books.cards.card import Part as CardPart
from planforge.document.books.cards.fit import WALL
from planforge.document.books.cards.foot import edition_lines, issuer_of, newest, plan_title
from planforge.document.books.cards.levels import level_part
from planforge.document.books.cards.longest import longest
from planforge.document.books.cards.steps import (
    all_actions,
    asks_here,
    by_role,
    chapter_of_actions,
    indexes,
    names_short,
    reports_of,
    steps_of,
    supported,
)
from planforge.document.books.qr import web_address
from planforge.document.components.reporting import report_limit
from planforge.document.nodes import address
from planforge.document.pages.asked import STANDING
from planforge.document.selection import bodies
from planforge.document.wording import ended
from planforge.model.scales import ReportStage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

SHEET: Final = WALL
_MOST_SUPPORTED: Final = 6
"""Names of actions that a unit helps with."""


def action_cards(
    frame: Frame, view: PlanView | None = None, roles: Sequence[str] | None = None
) -> Book:
    """Return the 应急处置卡, A4, one page for each plan and each post, unit or group in it.

    A card is made for everybody who, under the plan, reports first, decides a level, or is
    responsible for an action due within an hour.

    Args:
        frame: The corpus as the reader may see it; in a public one only duty phones are printed.
        view: The plan; None for all plans.
        roles: Names of posts, units or groups to make cards for; None for all.
    """
    views = (view,) if view else frame.views
    parts = [_part(frame, one, entity) for one in views for entity in actors_of(frame, one, roles)]
    t = frame.context.t
    title = t("Action cards")
    if view:
        title = t("Action cards: {plan}", plan=view.plan.name)
    return Book(
        ident=f"action-cards-{view.plan.id}" if view else "action-cards",
        title=title,
        kind=BookKind.CARDS,
        parts=tuple(parts),
        issuer=issuer_of(frame.context, views),
        subject=t("What each post and unit does in the first hour, one page each"),
        edition=view.plan.edition.number
        if view and frame.context.may_show(view.plan.edition)
        else "",
        dated=newest(frame.context, views),
        language=frame.context.language,
        public=frame.context.public,
        paper=Paper.A4,
        duplex=False,
    )


def actors_of(
    frame: Frame, view: PlanView, roles: Sequence[str] | None = None
) -> tuple[Entity, ...]:
    """Return who gets an action card under the plan of *view*: posts first, then by the plan."""
    context = frame.context.of(view)
    wanted = None
    if roles is not None:
        wanted = {entity for name in roles if (entity := view.get(name)) is not None}
    found: dict[tuple[str, str], Entity] = {}
    for ask in view.asks():
        entity = view.get(ask.actor)
        if entity is not None and context.may_show(entity.element):
            found.setdefault(entity.key, entity)
    chosen = [e for e in found.values() if wanted is None or e in wanted]
    return tuple(e for e in chosen if any(step.is_first for step in steps_of(context, e)))


def action_card(context: Context, entity: Entity) -> Card:
    """Return the card of *entity* under the plan in hand.

    The fewer steps it has, the more start conditions and telephone numbers stand on it.
    """
    for most, calls in _ROOMY:
        card = _card(context, entity, most=most, calls=calls)
        if shows_all(card, SHEET):
            break
    return card


_ROOMY: Final = ((96, 12), (44, 8))
"""Characters of start conditions for a level, and telephone numbers: as there is room."""


def _card(context: Context, entity: Entity, *, most: int, calls: int) -> Card:
    view, t = context.plan_view, context.t
    plan = view.plan
    chapter = chapter_of_actions(context)
    return Card(
        ident=f"{plan.id}-{entity.kind.value}-{entity.id.rpartition('/')[2]}",
        sort=t("Action card"),
        subject=entity.short_name,
        remark=plan.name,
        facts=_facts(context, entity),
        steps=steps_of(context, entity),
        below=(*_reports(context, entity), *level_part(context, t("Response levels"), most=most)),
        calls=calls_of(context, _to_call(context, entity), own=entity, most=calls),
        total=all_actions(context, entity),
        rest=t("{plan}, chapter “{chapter}”", plan=plan_title(view), chapter=chapter)
        if chapter
        else plan_title(view),
        foot=edition_lines(context, view),
        web=web_address(context, address("plan", plan.id)),
        steps_title=t("First hour: do this in order"),
    )


def _part(frame: Frame, view: PlanView, entity: Entity) -> Part:
    context = frame.context.of(view)
    ident = f"{view.plan.id}-{entity.kind.value}-{entity.id.rpartition('/')[2]}"
    return Part(
        ident=ident,
        title=frame.context.t("{who}: {plan}", who=entity.short_name, plan=plan_title(view)),
        style=Style.CARD,
        inputs=(*frame.plan_inputs(view), *frame.register_inputs(), ident),
        build=lambda: card_tree(context, action_card(context, entity), SHEET),
        longest=lambda: longest(action_card(context, entity), SHEET),
    )


def _facts(context: Context, entity: Entity) -> tuple[tuple[str, str], ...]:
    """Return the standing of *entity*, the groups it leads and who commands."""
    t, its = context.t, context.marks
    asked = by_role(asks_here(context, entity))
    standing = [label.render(context.language) for role, label in STANDING.items() if asked[role]]
    for body in bodies(context):
        if body.office and context.plan_view.get(body.office.name) == entity:
            standing.insert(0, t("office of {body}", body=names_short(context, (body.name,))))
    groups = [ask.text for role in ("group_lead", "group_leader") for ask in asked[role]]
    command = context.plan_view.plan.command
    chiefs = (
        names_short(context, command.commander) if command and context.may_show(command) else ()
    )
    helps = supported(context, asked["supporting"])
    named = its.listed(helps[:_MOST_SUPPORTED])
    if len(helps) > _MOST_SUPPORTED:
        named = t("{items} and more, {count} in all", items=named, count=len(helps))
    pairs = (
        (t("Standing"), its.listed(standing)),
        (t("Leads"), its.listed(dict.fromkeys(groups))),
        (t("Commanded by"), its.listed(chiefs) if entity.short_name not in chiefs else ""),
        (t("Supports"), named),
    )
    return tuple((name, value) for name, value in pairs if value)


_LATER: Final = (ReportStage.FOLLOW_UP, ReportStage.DAILY, ReportStage.FINAL)


def _reports(context: Context, entity: Entity) -> tuple[CardPart, ...]:
    """Return the reports after the first that *entity* owes, as a part of its card."""
    asked = by_role(asks_here(context, entity))
    rows = [
        (
            rule.stage.label(context.language),
            context.marks.listed(names_short(context, rule.recipient)),
            context.marks.parts(report_limit(context, rule)),
        )
        for rule in reports_of(context, asked["reports"], _LATER)
    ]
    if not rows:
        return ()
    headings = (context.t("Report"), context.t("To"), context.t("By when"))
    title = context.t("Reports afterwards")
    return (CardPart(title, "reports", headings, tuple(rows), (7, 71, 22)),)


def _to_call(context: Context, entity: Entity) -> Iterable[str]:
    """Yield whom *entity* may have to call: to report, to the office, then those who help it."""
    plan = context.plan_view.plan
    asked = by_role(asks_here(context, entity))
    for rule in reports_of(context, asked["reports"]):
        yield from rule.recipient
    for body in bodies(context):
        if body.office:
            yield body.office.name
    shown = {step.text for step in choose(_bare(context, entity), SHEET).steps}
    for index in indexes(asked["responsible"]):
        action = plan.actions[index]
        if action.content in shown or ended(action.content) in shown:
            yield from action.supporting
    yield plan.lead
    for body in bodies(context):
        yield from body.commander


def _bare(context: Context, entity: Entity) -> Card:
    """Return the steps of the card of *entity* alone, to see which come first."""
    return Card("", "", "", "", steps=steps_of(context, entity))
