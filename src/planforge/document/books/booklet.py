"""The pocket booklet of a plan: what the officer on duty needs before the book is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.blocks import paragraph, table
from planforge.document.books.book import Book, BookKind, Numbering, Paper, Part, Style
from planforge.document.books.cards.calls import calls_of, lines_for
from planforge.document.books.cards.card import Call, Step, part_nodes
from planforge.document.books.cards.card import Part as CardPart
from planforge.document.books.cards.foot import edition_lines, issuer_of, newest, plan_title
from planforge.document.books.cards.levels import start_in_short
from planforge.document.books.cards.steps import BEFORE_END, action_step, names_short
from planforge.document.books.cards.ways import ways_of
from planforge.document.books.qr import web_address
from planforge.document.components.registers import units_of
from planforge.document.components.reporting import report_limit
from planforge.document.nodes import address, qr_code
from planforge.document.selection import bodies, shown_levels
from planforge.document.wording import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils import nodes

    from planforge.corpus.plan_view import PlanView
    from planforge.document.blocks import Content
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

_LONG: Final = 70
"""Full-width characters of start conditions for a level."""
_MOST: Final = 200
"""Telephone numbers in a booklet, which has room for all."""


def booklet(frame: Frame, view: PlanView) -> Book:
    """Return the pocket booklet of the plan of *view*, A6 on both sides, to be folded from A4.

    It holds the first hour of all in order of time, the levels in short, who commands, the reports
    and the duty phones; in a public edition no person's name or number.
    """
    context, t = frame.context.of(view), frame.context.t
    chapters: tuple[tuple[str, str, Callable[[Context], list[nodes.Node]]], ...] = (
        ("front", plan_title(view), _front),
        ("first-hour", t("The first hour"), _first_hour),
        ("levels", t("Response levels"), _levels),
        ("command", t("Command"), _command),
        ("reports", t("Information reports"), _reports),
        ("phones", t("Duty phones"), _phones),
    )
    edition = view.plan.edition if context.may_show(view.plan.edition) else None
    return Book(
        ident=f"pocket-{view.plan.id}",
        title=t("Pocket booklet: {plan}", plan=view.plan.name),
        kind=BookKind.BOOKLET,
        parts=tuple(
            Part(
                ident=ident,
                title=title,
                style=Style.POCKET,
                inputs=(*frame.facts_inputs(view), ident),
                build=lambda build=build: build(context),  # type: ignore[misc]  # bound early
                numbering=Numbering.NONE,
                heading=title,
                listed=ident != "front",
            )
            for ident, title, build in chapters
            if build(context)
        ),
        issuer=issuer_of(context, (view,)),
        subject=t("What the officer on duty needs in the first hour"),
        edition=edition.number if edition else "",
        dated=newest(context, (view,)),
        language=context.language,
        public=context.public,
        paper=Paper.A6,
    )


def _front(context: Context) -> list[nodes.Node]:
    view = context.plan_view
    kept = () if context.public else (context.t("Internal document, keep safe"),)
    built: list[nodes.Node] = [
        paragraph(context.t("Pocket booklet for the officer on duty"), "pf-pocket-sort"),
        paragraph(context.t("Report first · save lives first · move out first"), "pf-pocket-motto"),
        *(paragraph(line, "pf-pocket-edition") for line in (*kept, *edition_lines(context, view))),
    ]
    web = web_address(context, address("plan", view.plan.id))
    if web:
        built.append(qr_code("", text=web, caption=context.t("Scan for the full text")))
    return built


def _first_hour(context: Context) -> list[nodes.Node]:
    """Return what is due within an hour, whoever does it, in order of time."""
    found = [(step, who) for step, who in _steps(context) if step.is_first]
    found.sort(key=lambda pair: (pair[0].due, pair[0].rank))
    rows: list[tuple[Content, ...]] = [
        (
            [paragraph(line) for line in step.when],
            context.marks.labelled(who, step.premise + (step.what or step.text)),
        )
        for step, who in found
    ]
    headings = (context.t("By when"), context.t("Who does what"))
    return [table(headings, rows, "pf-card-first", widths=(40, 60))] if rows else []


def _steps(context: Context) -> Iterator[tuple[Step, str]]:
    """Yield the actions of the plan with who does them."""
    view = context.plan_view
    for index, action in enumerate(view.plan.actions):
        if not context.may_show(action) or action.phase not in BEFORE_END:
            continue
        names = names_short(context, action.responsible)
        entity = view.get(action.responsible[0]) if action.responsible else None
        ways = ways_of(context, entity, index, action) if entity else []
        if ways:
            yield action_step(context, ways), context.marks.listed(names)


def _levels(context: Context) -> list[nodes.Node]:
    built: list[nodes.Node] = []
    t, its = context.t, context.marks
    for level in shown_levels(context):
        rows = (
            (t("Starts when"), start_in_short(context, level, _LONG)),
            (t("Decided by"), its.listed(names_short(context, level.facts.decided_by))),
            (t("Commanded by"), its.listed(names_short(context, level.facts.commander))),
        )
        said = tuple(row for row in rows if row[1])
        title = its.bracketed(level.name, level.facts.title)
        built += part_nodes(CardPart(title, "level", (), said, (22, 78)))
    return built


def _command(context: Context) -> list[nodes.Node]:
    t, its = context.t, context.marks
    built: list[nodes.Node] = []
    for body in bodies(context):
        office = body.office if context.may_show(body.office) else None
        deputies = (*body.executive_deputies, *body.deputies)
        heads = (office.head,) if office and office.head else ()
        pairs = (
            (t("Commander"), _titles(context, body.commander)),
            (t("Deputy commanders"), _titles(context, deputies)),
            (t("Office"), names_short(context, (office.name,)) if office else ()),
            (t("Head of office"), _titles(context, heads)),
        )
        rows = [(label, its.listed(names)) for label, names in pairs if names]
        if rows:
            name = names_short(context, (body.name,))[0]
            built += part_nodes(CardPart(name, "level", (), tuple(rows), (26, 74)))
        if not context.public:
            built += _numbers(calls_of(context, (*body.commander, *deputies, *heads), most=_MOST))
    return built


def _titles(context: Context, posts: Iterable[str]) -> tuple[str, ...]:
    """Return who holds *posts* by virtue of which office, as the plan says: 市长."""
    names = (title_of(context, post) or names_short(context, (post,))[0] for post in posts)
    return tuple(dict.fromkeys(names))


def _reports(context: Context) -> list[nodes.Node]:
    its, rows = context.marks, []
    for rule in context.shown(context.plan_view.plan.reports):
        senders = its.listed(names_short(context, rule.sender))
        way = f"{senders} → {its.listed(names_short(context, rule.recipient))}"
        stage = rule.stage.label(context.language)
        rows.append((stage, its.labelled(way, its.parts(report_limit(context, rule)))))
    return part_nodes(CardPart("", "level", (), tuple(rows), (14, 86))) if rows else []


def _phones(context: Context) -> list[nodes.Node]:
    """Return the duty phones of all units of the plan, the office first."""
    names = [body.office.name for body in bodies(context) if body.office]
    names += [entity.name for entity in units_of(context)]
    calls = calls_of(context, names, most=_MOST)
    return _numbers((*calls, *lines_for(context)))


def _numbers(calls: Iterable[Call]) -> list[nodes.Node]:
    rows = tuple((call.whom, call.number) for call in calls)
    return part_nodes(CardPart("", "numbers", (), rows, (60, 40))) if rows else []
