"""应急处置卡: for each plan and each post or unit, what it does in the first hour, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.book import Book, BookKind, Paper, Part, Style
from planforge.document.books.cards.asked import IDLE, asks_here, by_role, sources_of, unit_of
from planforge.document.books.cards.calls import calls_of
from planforge.document.books.cards.card import Card, card_tree, choose, shows_all
from planforge.document.books.cards.card import Part as CardPart
from planforge.document.books.cards.fit import WALL
from planforge.document.books.cards.foot import edition_lines, issuer_of, newest, plan_title
from planforge.document.books.cards.levels import level_part
from planforge.document.books.cards.longest import longest
from planforge.document.books.cards.received import received_part
from planforge.document.books.cards.standing import facts_of
from planforge.document.books.cards.steps import (
    LATER,
    chapter_of_actions,
    indexes,
    names_short,
    reports_of,
)
from planforge.document.books.cards.work import plainly_asked, work_of
from planforge.document.books.qr import web_address
from planforge.document.components.reporting import report_limit
from planforge.document.nodes import address
from planforge.document.selection import bodies
from planforge.document.wording import ended
from planforge.model.plan import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.document.books.cards.card import Step
    from planforge.document.books.cards.work import Work
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

SHEET: Final = WALL


def action_cards(
    frame: Frame, view: PlanView | None = None, roles: Sequence[str] | None = None
) -> Book:
    """Return the 应急处置卡, A4, one page for each plan and each post, unit or group in it.

    A card is made for everybody whom the plan gives something to do: posts, units, working groups.

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
    """Return who gets an action card under the plan of *view*, in the order of the plan.

    That is everybody whom the plan names with something to do; of *roles* also those that it means
    by another name: each of the counties, the holder of a post by the unit of the post.
    """
    context = frame.context.of(view)
    if roles is not None:
        wanted = dict.fromkeys(entity for name in roles if (entity := view.get(name)) is not None)
        return tuple(e for e in wanted if context.may_show(e.element) and _is_asked(context, e))
    found: dict[tuple[str, str], Entity] = {}
    for ask in view.asks():
        entity = None if ask.role in IDLE else view.get(ask.actor)
        if entity is not None and context.may_show(entity.element):
            found.setdefault(entity.key, entity)
    return tuple(e for e in found.values() if plainly_asked(context, e))


def _is_asked(context: Context, entity: Entity) -> bool:
    """Whether the plan in hand asks anything of *entity*, under whatever name."""
    unit = unit_of(context, entity)
    return bool(sources_of(context, entity) or (unit and sources_of(context, unit)))


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
    work = work_of(context, entity)
    return Card(
        ident=_ident(view, entity),
        sort=t("Action card"),
        subject=entity.short_name,
        remark=plan.name,
        facts=facts_of(context, entity, is_helping=not work.is_helping),
        steps=work.steps,
        below=(
            *_reports(context, entity, work),
            *level_part(context, t("Response levels"), most=most),
        ),
        calls=calls_of(context, _to_call(context, entity, work.steps), own=entity, most=calls),
        total=len(work.steps),
        rest=t("{plan}, chapter “{chapter}”", plan=plan_title(view), chapter=chapter)
        if chapter
        else plan_title(view),
        foot=edition_lines(context, view),
        web=web_address(context, address("plan", plan.id)),
        steps_title=t("Duties") if work.is_standing else t("First hour: do this in order"),
    )


def _ident(view: PlanView, entity: Entity) -> str:
    return f"{view.plan.id}-{entity.kind.value}-{entity.id.rpartition('/')[2]}"


def _part(frame: Frame, view: PlanView, entity: Entity) -> Part:
    context = frame.context.of(view)
    ident = _ident(view, entity)
    return Part(
        ident=ident,
        title=frame.context.t("{who}: {plan}", who=entity.short_name, plan=plan_title(view)),
        style=Style.CARD,
        inputs=(*frame.plan_inputs(view), *frame.register_inputs(), ident),
        build=lambda: card_tree(context, action_card(context, entity), SHEET),
        longest=lambda: longest(action_card(context, entity), SHEET),
    )


def _reports(context: Context, entity: Entity, work: Work) -> tuple[CardPart, ...]:
    """Return the reports after the first that *entity* owes, or those that it gets if it does none.

    It then has nothing to do, but to hear what others report.
    """
    unit = unit_of(context, entity)
    asks = asks_here(context, entity) or (asks_here(context, unit) if unit else [])
    asked = by_role(asks)
    if work.is_standing:
        return received_part(context, [(context, asks)])
    rows = [
        (
            rule.stage.label(context.language),
            context.marks.listed(names_short(context, rule.recipient)),
            context.marks.parts(report_limit(context, rule)),
        )
        for rule in reports_of(context, asked["reports"], LATER)
    ]
    if not rows:
        return ()
    headings = (context.t("Report"), context.t("To"), context.t("By when"))
    title = context.t("Reports afterwards")
    return (CardPart(title, "reports", headings, tuple(rows), (7, 71, 22)),)


def _to_call(context: Context, entity: Entity, steps: tuple[Step, ...]) -> Iterable[str]:
    """Yield whom *entity* may have to call: to report, to the office, then those who help it."""
    plan = context.plan_view.plan
    asked = by_role(asks_here(context, entity))
    for rule in reports_of(context, asked["reports"]):
        yield from rule.recipient
    it = entity.element
    if isinstance(it, Group):
        yield from (*((it.lead,) if it.lead else ()), *it.members)
    for body in bodies(context):
        if body.office:
            yield body.office.name
    shown = {step.text for step in choose(Card("", "", "", "", steps=steps), SHEET).steps}
    for index in indexes(asked["responsible"]):
        action = plan.actions[index]
        if action.content in shown or ended(action.content) in shown:
            yield from action.supporting
    yield plan.lead
    for body in bodies(context):
        yield from body.commander
