"""What stands behind all plans: links between them, what changed, the index, the back cover."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from planforge.document.blocks import Content, bullets, paragraph, section, table
from planforge.document.books.book import Numbering, Opening, Part, Style
from planforge.document.books.sounds import filed_as, initial, sort_key
from planforge.document.books.wording import own_name
from planforge.document.components.links import exchange, link_conditions
from planforge.document.diagrams import chart_node, system_map
from planforge.document.nodes import SCHEME, address, entity_address, link
from planforge.document.selection import counterpart, shown_links
from planforge.document.wording import day
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from docutils import nodes

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame


def closing_parts(frame: Frame) -> list[Part]:
    """Return list of links, change record, index and back cover; what would be empty is not."""
    t = frame.context.t
    parts: list[Part] = []
    for ident, title, style, build in (
        ("links", t("Links between the plans"), Style.SHEET, _links),
        ("changes", t("Change record"), Style.SHEET, _changes),
        ("index", t("Index"), Style.INDEX, index_entries),
    ):
        parts.append(
            Part(
                ident,
                title,
                style,
                frame.register_inputs(),
                partial(build, frame),
                Opening.NEXT if parts else Opening.RIGHT,
                Numbering.NONE,
                title,
            )
        )
    return [*parts, _back(frame)]


def _links(frame: Frame) -> list[nodes.Node]:
    """Return every link once, as the plan that comes first tells it, below a map of all."""
    context, t = frame.context, frame.context.t
    drawn = system_map(context)
    rows = [row for view in frame.views for row in _link_rows(frame, view)]
    headings = (
        t("Plan"),
        t("Relation"),
        t("Other plan"),
        t("When"),
        t("What is asked and handed over"),
    )
    built: list[nodes.Node] = [chart_node(context, drawn)] if drawn else []
    if rows:
        built.append(table(headings, rows, "pf-all-links", widths=(13, 9, 13, 25, 40)))
    else:
        built.append(paragraph(t("No plan is linked to another."), "pf-empty"))
    return frame.linked(built, in_each_block=True)


def _link_rows(frame: Frame, view: PlanView) -> list[tuple[Content, ...]]:
    context = frame.context.of(view)
    before = frame.views[: frame.views.index(view)]
    rows: list[tuple[Content, ...]] = []
    for item, other in shown_links(context):
        back = counterpart(context, item, other)
        if back is not None and other in before:
            continue
        rows.append(
            (
                [_short(view)],
                item.kind.label(context.language),
                [_short(other)] if other else [context.plan_link(item.plan)],
                link_conditions(context, item, other),
                exchange(context, item, back, other),
            )
        )
    return rows


def _short(view: PlanView) -> nodes.Node:
    plan = view.plan
    return link(plan.short_names[0] if plan.short_names else plan.name, address("plan", plan.id))


def _changes(frame: Frame) -> list[nodes.Node]:
    """Return what became of each plan since its old edition, the newest first."""
    t = frame.context.t
    found: list[tuple[date, int, tuple[Content, ...]]] = []
    for at, view in enumerate(frame.views):
        context, edition = frame.context.of(view), view.plan.edition
        if not context.may_show(edition):
            continue
        found.append((edition.issued, at, _issue_row(context, view)))
        for one in context.shown(edition.revisions):
            matters = context.marks.listed(m.label(context.language) for m in one.matters)
            row = ([_short(view)], day(context, one.revised), matters, one.content)
            found.append((one.revised, at, row))
    rows = [row for _, _, row in sorted(found, key=lambda x: (-x[0].toordinal(), x[1]))]
    headings = (t("Plan"), t("Date"), t("Touches"), t("What was changed"))
    if not rows:
        return [paragraph(t("No changes are recorded."), "pf-empty")]
    return [table(headings, rows, "pf-changes", widths=(22, 18, 20, 40))]


def _issue_row(context: Context, view: PlanView) -> tuple[Content, ...]:
    edition, t = view.plan.edition, context.t
    text = context.marks.bracketed(t("Issued as a new edition"), edition.number)
    said = [paragraph(text)]
    if edition.replaces:
        replaced = context.marks.labelled(t("Replaces"), context.marks.listed(edition.replaces))
        said.append(paragraph(replaced))
    return [_short(view)], day(context, edition.issued), t("whole plan"), said


def index_entries(frame: Frame) -> list[nodes.Node]:
    """Return what the index may list; a writer puts pages behind what the parts mention.

    Each entry is a link to the address under which the parts mention it. Organisations and terms
    each have a section, in it the letters of the alphabet in which entries begin. Before them
    stands which pages are named.
    """
    t = frame.context.t
    organisations = {
        own_name(frame.context, entity.name): entity_address(entity)
        for entity in frame.shown(Kind.ORGANISATION)
        if _is_one(entity.element)
    }
    terms = {
        term.term: f"{SCHEME}term/{term.term}"
        for view in frame.views
        for term in frame.context.shown(view.plan.terms)
    }
    said = t(
        "Pages: all on which an organisation is named, in text or tables; where a term is defined."
    )
    sections = [
        section(title, ident, *_by_letter(at))
        for title, ident, at in (
            (t("Organisations"), "index-organisations", organisations),
            (t("Terms"), "index-terms", terms),
        )
        if at
    ]
    return [paragraph(said, "pf-index-note"), *sections] if sections else []


def _by_letter(at: Mapping[str, str]) -> Iterator[nodes.Node]:
    entries = sorted(at, key=lambda name: sort_key(filed_as(name)))
    for letter, names in groupby(entries, key=lambda name: initial(filed_as(name))):
        yield paragraph(letter, "pf-index-letter")
        yield bullets([[link(name, at[name])] for name in names], "pf-index")


def _is_one(element: object) -> bool:
    """Whether *element* is an organisation, not a collective name such as 成员单位."""
    return (
        isinstance(element, Organisation)
        and element.category is not OrganisationCategory.COLLECTIVE
    )


def _back(frame: Frame) -> Part:
    def build() -> list[nodes.Node]:
        own = frame.corpus.registry.jurisdiction
        if own is None or not own.duty_phone:
            return []
        text = frame.context.t("Duty phone, day and night: ") + own.duty_phone
        return [paragraph(own.name, "pf-back-name"), paragraph(text, "pf-back-phone")]

    title = frame.context.t("Back cover")
    return Part(
        "back",
        title,
        Style.BACK,
        frame.register_inputs(),
        build,
        Opening.NEXT,
        Numbering.NONE,
        listed=False,
    )
