"""The parts of a book that one plan fills: notice of issue, text, annexes."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from docutils import nodes

from planforge.corpus.neutral import holds_neutral
from planforge.document.blocks import paragraph
from planforge.document.books.book import Numbering, Opening, Part, Style
from planforge.document.books.captions import leave_to_heading, number_captions
from planforge.document.books.fact_lines import tell_facts
from planforge.document.books.forms import annex_forms
from planforge.document.books.frontmatter import notice, notice_title
from planforge.document.books.repeats import refer_to_annexes
from planforge.document.heading_numbers import numbering_of
from planforge.document.nodes import address, link
from planforge.document.pages.annexes import FORMS, annex_body
from planforge.document.pages.headings import prose_of
from planforge.document.prose import read
from planforge.document.selection import annex_mark, shown_annexes
from planforge.document.walking import nodes_of
from planforge.i18n import DEFAULT_LANGUAGE, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.model.plan import Annex

PLACES: Final = {"pf-levels": "levels", "pf-groups": "groups", "pf-members": "members"}
"""Classes of tables that links lead to, and the name of the first such table in the text."""
_PLACES: Final[tuple[type[nodes.Element], ...]] = (nodes.table, nodes.image, nodes.list_item)
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_TELEPHONES: Final = "通讯录"


def plan_parts(frame: Frame, view: PlanView, behind_notice: Opening = Opening.RIGHT) -> list[Part]:
    """Return notice, text and annexes of the plan of *view*; the notice only if it may be shown.

    Args:
        frame: What all books of the corpus share.
        view: The plan.
        behind_notice: Where the text begins behind a notice: each plan of a compilation on a right
            page, what is attached to a notice on the next one (GB/T 9704-2012, 7.3.7).
    """
    context = frame.context.of(view)
    parts = [_notice(frame, view)] if context.may_show(view.plan.edition) else []
    parts.append(_text(frame, view, behind_notice if parts else Opening.RIGHT))
    for number, annex in shown_annexes(context):
        part = _annex(frame, view, number, annex)
        parts.append(part)
        if annex.generated in FORMS:
            parts += annex_forms(frame, view, part.ident)
    return parts


def _notice(frame: Frame, view: PlanView) -> Part:
    context = frame.context.of(view)
    return Part(
        f"notice-{view.plan.id}",
        notice_title(context),
        Style.NOTICE,
        frame.facts_inputs(view),
        lambda: notice(context),
        Opening.RIGHT,
        Numbering.NONE,
        entry=context.marks.bracketed(context.t("Notice of issue"), view.plan.edition.number),
    )


def _text(frame: Frame, view: PlanView, opening: Opening) -> Part:
    plan = view.plan
    return Part(
        f"plan-{plan.id}",
        plan.name,
        Style.PLAN,
        (*frame.plan_inputs(view), *sorted(filter(holds_neutral, view.images or ()))),
        lambda: plan_text(frame, view),
        opening,
        numbering_of(plan),
        plan.name,
    )


def _annex(frame: Frame, view: PlanView, number: int, annex: Annex) -> Part:
    context = frame.context.of(view)
    mark = annex_mark(context, number)
    own = address("annex", f"{view.plan.id}/{number}")

    def build() -> list[nodes.Node]:
        body = annex_body(context, annex, forms_follow=True)
        leave_to_heading(body)
        return frame.linked(body, view, own=own, in_each_block=True)

    return Part(
        f"annex-{view.plan.id}-{number}",
        f"{mark} {annex.title}",
        Style.ANNEX,
        frame.facts_inputs(view),
        build,
        Opening.NEXT,
        Numbering.NONE,
        f"{mark}\n{annex.title}",
    )


def plan_text(frame: Frame, view: PlanView) -> list[nodes.Node]:
    """Return the chapters of the plan of *view* as they are printed.

    The list of annexes stands behind the last chapter, as in official documents, and what an annex
    prints is only referred to. Pictures are named from the folder of all plans.
    """
    context = frame.context.of(view)
    prose = read(prose_of(context), context, view.prose_file)
    chapters = list(prose.chapters)
    refer_to_annexes(context, chapters)
    tell_facts(context, chapters)
    if chapters and prose.preface:
        at = 1 + next(
            i for i, node in enumerate(chapters[0].children) if isinstance(node, nodes.title)
        )
        chapters[0].children[at:at] = prose.preface
        chapters[0].setup_child(chapters[0])
    kept: list[nodes.Node] = [*(() if chapters else prose.preface)]
    stated = _statement(context)
    for chapter in chapters:
        if stated and _without_annexes(context, chapter):
            stated[0]["ids"] = list(chapter["ids"])
        else:
            kept.append(chapter)
    _tell_addresses(context, kept)
    own = address("plan", view.plan.id)
    _leave_out_pictures(context, kept)
    kept = frame.linked([*kept, *stated], view, own=own, in_each_block=True)
    _name_places(kept, view)
    number_captions(context, kept)
    return kept


def _leave_out_pictures(context: Context, tree: Sequence[nodes.Node]) -> None:
    """Say that a picture is not public in place of one whose file is named after what is not."""
    images = context.plan_view.images or ()
    for top in tree:
        for node in nodes_of(top, nodes.image):
            file = posixpath.normpath(unquote(node["uri"]))
            if file in images or not holds_neutral(file):
                continue
            words = str(node.get("alt", ""))
            said = context.t("a picture that is not public: {words}", words=words)
            said = said if words else context.t("a picture that is not public")
            told = nodes.Text(context.marks.bracketed("", said))
            is_alone = isinstance(node.parent, nodes.figure)
            place = node.parent if is_alone else node
            is_inside = isinstance(place.parent, nodes.TextElement)
            place.parent.replace(place, told if is_inside else paragraph([told]))


def _tell_addresses(context: Context, tree: Sequence[nodes.Node]) -> None:
    """Put the address of each web page behind the words that lead there: paper has no links."""
    for top in tree:
        for node in nodes_of(top, nodes.reference):
            uri = str(node.get("refuri", ""))
            words = node.astext()
            if _WEB.match(uri) and words and words.rstrip("/") not in uri:
                node.append(nodes.Text(context.marks.bracketed("", uri)))


def _statement(context: Context) -> list[nodes.paragraph]:
    """Return the list of annexes as an official document states it: 附件：1.… 2.…."""
    stated: list[nodes.paragraph] = []
    annexes = shown_annexes(context)
    plan = context.plan_view.plan.id
    for number, annex in annexes:
        mark = f"{number}." if len(context.plan_view.plan.annexes) > 1 else ""
        label = "" if stated else context.marks.labelled(context.t("Annexes"))
        title = link(annex.title, address("annex", f"{plan}/{number}"))
        name = "pf-attachments" if stated else "pf-attachment"
        stated.append(paragraph([label + mark, title], name))
    return stated


def _without_annexes(context: Context, chapter: nodes.section) -> bool:
    """Take what the annexes print out of *chapter* if it lists them; whether nothing is left.

    What only refers to an annex is not left either, right before the list of them.
    """
    words = {context.t("Annexes"), msg("Annexes").render(DEFAULT_LANGUAGE)}
    title = next(node for node in chapter.children if isinstance(node, nodes.title))
    if "".join(n.astext() for n in title.children[1:]) not in words:
        return False
    generated = {annex.generated for _, annex in shown_annexes(context)}
    printed = {"pf-annexes"}
    if _TELEPHONES in generated:
        printed |= {"pf-contacts", "pf-duty-phones"}
    for node in list(chapter.children):
        is_there = isinstance(node, nodes.Element) and printed & set(node["classes"])
        if is_there or (isinstance(node, nodes.paragraph) and "annex" in node):
            chapter.remove(node)
    return len(chapter.children) == 1


def _name_places(tree: Sequence[nodes.Node], view: PlanView) -> None:
    """Give names to what links lead to: tables of levels and groups, actions; find pictures."""
    folder = view.file.rpartition("/")[0]
    waiting = dict(PLACES)
    actions: set[str] = set()
    prefix = address("action", f"{view.plan.id}/")
    for top in tree:
        for node in nodes_of(top, *_PLACES):
            if isinstance(node, nodes.image):
                node["uri"] = posixpath.normpath(posixpath.join(folder, unquote(node["uri"])))
            elif isinstance(node, nodes.table):
                for name in [waiting.pop(c) for c in node["classes"] if c in waiting]:
                    node["ids"] = [name, *node["ids"]]
            elif _is_action(node):
                first = next(iter(node.findall(nodes.reference)), None)
                target = str(first.get("refuri", "")) if first is not None else ""
                if target.startswith(prefix) and target not in actions:
                    actions.add(target)
                    node["ids"] = [f"action-{target.removeprefix(prefix)}", *node["ids"]]


def _is_action(item: nodes.Element) -> bool:
    above = item.parent
    return isinstance(above, nodes.Element) and "pf-actions" in above["classes"]
