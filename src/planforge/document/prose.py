"""`plan.md` as numbered chapters: Markdown read, facts filled in, names recognised."""

from __future__ import annotations

import io
import sys
from functools import cache
from typing import TYPE_CHECKING, Final

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from planforge.corpus.anchors import is_elsewhere
from planforge.corpus.typed_numbers import without_number
from planforge.document import components as _components  # noqa: F401 - enters the directives
from planforge.document import directives
from planforge.document.blocks import paragraph
from planforge.document.books.book import Numbering
from planforge.document.footnotes import place_footnotes
from planforge.document.front_matter import without_front_matter
from planforge.document.heading_numbers import is_title_of_plan, numbered_title, numbering_of
from planforge.document.html_tags import read_tags
from planforge.document.lines import join_lines
from planforge.document.prose_links import resolve_prose_links
from planforge.document.walking import nodes_of
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from docutils.frontend import Values

    from planforge.document.context import Context

EXTENSIONS: Final = ("colon_fence", "deflist", "attrs_inline", "attrs_block")
"""Markdown extensions beyond CommonMark and tables."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the Markdown that could not be built: line (from 1) and docutils' words."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The chapters of a plan.

    Attributes:
        preface: What stands before the first chapter.
        chapters: One section each, titles numbered as those of the plan are.
        problems: What could not be built.
    """

    preface: tuple[nodes.Node, ...]
    chapters: tuple[nodes.section, ...]
    problems: tuple[Problem, ...]


def read(text: str, context: Context, file: str) -> Prose:
    """Read *text*, the content of *file*, in *context*."""
    document = parse(text, context, file)
    problems = [*_problems(document), *_without_outside_images(document, context)]
    for message in nodes_of(document, nodes.system_message):
        message.parent.remove(message)
    _lift_lone_title(document)
    chapters = [node for node in document.children if isinstance(node, nodes.section)]
    numbering = Numbering.DECIMAL if context.view is None else numbering_of(context.view.plan)
    for number, chapter in enumerate(chapters, 1):
        _number(chapter, (number,), numbering)
    problems += _without_dead_ends(document, chapters, context, file)
    preface = tuple(node for node in document.children if not isinstance(node, nodes.section))
    return Prose(preface, tuple(chapters), tuple(problems))


def parse(text: str, context: Context, file: str) -> nodes.document:
    """Return the docutils tree of Markdown *text*."""
    from myst_parser.parsers.docutils_ import Parser  # noqa: PLC0415 - slow to import

    settings = _settings().copy()
    settings.planforge = context
    settings.warning_stream = io.StringIO()
    document = new_document(file, settings)
    with directives.only_own(text):
        Parser().parse(without_front_matter(text), document)
    read_tags(document)
    join_lines(document)
    _count_on(document)
    _mark_by_depth(document)
    return document


_BELOW: Final = (
    {"prefix": "（", "suffix": "）", "look": "pf-numbered"},
    {"enumtype": "circled", "prefix": "", "suffix": "", "look": "pf-circled"},
    {"enumtype": "loweralpha", "prefix": "", "suffix": ")", "look": "pf-lettered"},
    {"enumtype": "arabic", "prefix": "", "suffix": ")", "look": "pf-counted"},
    {"enumtype": "upperalpha", "prefix": "", "suffix": ")", "look": "pf-capitals"},
)
"""How lists inside numbered lists count: （1） below 1., ① below that, then a), 1) and A)."""


def _mark_by_depth(document: nodes.document) -> None:
    """Give each level of written numbered lists marks of its own, in the order of official texts.

    Source: GB/T 9704-2012 7.3.3 for 1. and （1）; below them ① as official texts do.
    """
    for listed in nodes_of(document, nodes.enumerated_list):
        if listed.get("prefix") or "pf-numbered" in listed["classes"]:
            continue
        depth, above = 0, listed.parent
        while above is not None and depth < len(_BELOW):
            depth += isinstance(above, nodes.enumerated_list)
            above = above.parent
        if depth:
            marked = dict(_BELOW[depth - 1])
            listed["classes"].append(marked.pop("look"))
            listed.attributes.update(marked)


def _count_on(document: nodes.document) -> None:
    """Let lists that directives make one behind the other be one: no number stands twice there."""
    for listed in nodes_of(document, nodes.enumerated_list):
        siblings = listed.parent.children if listed.parent is not None else []
        if "pf-actions" not in listed["classes"] or listed not in siblings:
            continue
        at = siblings.index(listed) + 1
        while at < len(siblings) and _is_of_actions(siblings[at]):
            listed.extend(siblings.pop(at).children)


def _is_of_actions(node: nodes.Node) -> bool:
    return isinstance(node, nodes.enumerated_list) and "pf-actions" in node["classes"]


@cache
def _settings() -> Values:
    from myst_parser.parsers.docutils_ import Parser  # noqa: PLC0415 - slow to import

    settings = get_default_settings(Parser)
    settings.myst_enable_extensions = set(EXTENSIONS)
    settings.myst_suppress_warnings = ["myst.header"]
    settings.report_level = 2
    settings.halt_level = 5
    settings.raw_enabled = True  # MyST's own removal uses a deprecated call; read_tags() does it
    settings.file_insertion_enabled = False
    settings.line_length_limit = sys.maxsize  # else one long line leaves nothing of the whole plan
    settings.smart_quotes = False
    settings.doctitle_xform = False
    return settings


def _without_outside_images(document: nodes.document, context: Context) -> list[Problem]:
    """Put the words of an image in place of one that a reader would fetch from elsewhere."""
    found = []
    for image in nodes_of(document, nodes.image):
        if is_elsewhere(image["uri"]):
            said = context.t(
                "the image “{uri}” is not among the files of the plan", uri=image["uri"]
            )
            found.append(Problem(image.line or 1, said))
            image.parent.replace(image, nodes.inline("", image.get("alt", "")))
    return found


def _without_dead_ends(
    document: nodes.document, chapters: list[nodes.section], context: Context, file: str
) -> list[Problem]:
    """Finish notes and links; what leads nowhere is text."""
    lost = place_footnotes(document, chapters or [document])
    found = [
        Problem(
            note.line or 1,
            context.t("there is no footnote “{name}”", name=str(note.get("refname", ""))),
        )
        for note in lost
    ]
    for line, target in resolve_prose_links(document, context, file):
        said = context.t("the link “{target}” leads to no page of the site", target=target)
        found.append(Problem(line, said))
    return found


def _problems(document: nodes.document) -> list[Problem]:
    return [
        Problem(int(message.get("line", 1) or 1), " ".join(message.astext().split()))
        for message in nodes_of(document, nodes.system_message)
        if message["level"] >= 2  # noqa: PLR2004 - docutils' WARNING
    ]


def _lift_lone_title(document: nodes.document) -> None:
    """A file with one top heading that repeats the plan's title has its chapters one level down."""
    sections = [node for node in document.children if isinstance(node, nodes.section)]
    if len(sections) != 1:
        return
    title = next(node for node in sections[0].children if isinstance(node, nodes.title))
    has_chapters = any(isinstance(node, nodes.section) for node in sections[0].children)
    if has_chapters and is_title_of_plan(title.astext()):
        rest = [n for n in document.children if n is not sections[0]]
        body = [n for n in sections[0].children if not isinstance(n, nodes.title)]
        document.children = []
        document.extend([*rest, *body])


def _number(section: nodes.section, number: tuple[int, ...], numbering: Numbering) -> None:
    title = next(node for node in section.children if isinstance(node, nodes.title))
    first = title.children[0] if title.children else None
    if isinstance(first, nodes.Text):
        title.replace(first, nodes.Text(without_number(first.astext(), number[-1])))
    title.insert(0, nodes.inline("", numbered_title("", number, numbering), classes=["pf-number"]))
    title["refid"] = ""
    del title["refid"]
    section["ids"] = ["s" + "-".join(map(str, number))]
    section["pf_number"] = ".".join(map(str, number))
    inner = [node for node in section.children if isinstance(node, nodes.section)]
    for i, child in enumerate(inner, 1):
        _number(child, (*number, i), numbering)


def placeholder(text: str) -> nodes.paragraph:
    """Return a grey line that says what is still to be written."""
    return paragraph(text, "pf-empty")
