"""Links and footnotes in `plan.md`: what leads nowhere is shown as mere text."""

from __future__ import annotations

from difflib import get_close_matches
from posixpath import relpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from planforge.corpus.anchors import (
    PLAN_FILES,
    anchor_key,
    is_elsewhere,
    leads_outside,
    plan_folder,
)
from planforge.corpus.outline import LinkedPlan
from planforge.findings import Place, Severity, Span
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.text import headings, lines_with, on_line
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

_WORDS: Final = (
    r"(?<![!\\])\[(?P<words>(?:\\.|[^\[\]\\]|!?\[[^\[\]]*\](?:\([^()\s]*\))?)*)\](?P<open>[(\[]?)"
)
_LINK: Final = late(_WORDS)
_TARGET: Final = late(
    r"[ \t]*(?:<(?P<quoted>[^<>]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))(?=[\s)])"
)
_LABEL: Final = late(r"(?P<label>[^\[\]]*)\]")
_DEFINED: Final = late(r" {0,3}\[(?P<label>[^\[\]^][^\[\]]*)\]:\s*<?(?P<target>[^\s<>]+)>?")
_NOTE: Final = late(r"(?<!\\)\[\^(?P<name>[^\[\]\s]+)\](?P<colon>:?)")
_NOTE_TEXT: Final = late(r"[ >]*\[\^(?P<name>[^\[\]\s]+)\]:")
_NAMED: Final = late(r"\((?P<before>[^\s()]+)\)=\s*$|\{[^{}]*#(?P<inside>[^\s{}]+)[^{}]*\}")
_ROLE: Final = late(r"\{(?P<name>any|doc|download|eq|numref|ref|term)\}`(?P<text>[^`\n]+)`")
"""Roles that link in other books made with the same tools."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the prose: what it names, and where that stands."""

    target: str
    span: Span


def links(prose: str) -> tuple[Link, ...]:
    """Return the links of *prose* in the order in which their addresses stand there.

    Addresses that stand as they are (`<https://…>`) lead where they say and are not among them.
    """
    lines = tuple(lines_with(prose, ("[",)))
    defined: dict[str, Link] = {}
    for text in lines:
        if match := _DEFINED.match(text.line):
            at = on_line(text.number, *match.span("target"))
            defined.setdefault(_label(match["label"]), Link(match["target"], at))
    found: set[Link] = set()
    for text in lines:
        if _DEFINED.match(text.line):
            continue
        for match in _LINK.finditer(text.line):
            label = match["words"]
            if match["open"] == "(":
                target = _TARGET.match(text.line, match.end())
                if target is not None:
                    group = "quoted" if target["quoted"] is not None else "plain"
                    found.add(Link(target[group], on_line(text.number, *target.span(group))))
                    continue
            elif match["open"] and (other := _LABEL.match(text.line, match.end())):
                label = other["label"] or label
            if (known := defined.get(_label(label))) is not None:
                found.add(known)
    return tuple(sorted(found, key=lambda link: (link.span.line, link.span.column)))


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def linked_plans(prose: str, file: str) -> tuple[LinkedPlan, ...]:
    """Return the folders of plans that *prose*, read from *file*, links to, its own left out."""
    own = file.rpartition("/")[0]
    found = []
    for link in links(prose):
        folder = None if is_elsewhere(link.target) else plan_folder(file, link.target)
        if folder is not None and folder != own:
            where = link.span
            found.append(
                LinkedPlan(
                    folder=folder,
                    target=link.target,
                    line=where.line,
                    start=where.column,
                    end=where.end_column,
                )
            )
    return tuple(found)


@plan_rule(
    "PRO013",
    "prose.link-to-nowhere",
    Severity.WARNING,
    title=msg("Link or footnote that leads nowhere"),
    rationale=msg(
        "On the site it is mere text: whoever is sent to another passage at three in the morning "
        "must find it with one click."
    ),
    sources=(COMPLETE,),
)
def link_to_nowhere(view: PlanView) -> Iterator[Hit]:
    """Links to files, headings and plans that the site does not have; notes never written."""
    prose = view.prose or ""
    if "[" not in prose and "{" not in prose:
        return
    file = view.prose_file
    titles = {anchor_key(title): title for _, _, title in headings(prose)}
    names = _names(prose)
    for link in links(prose):
        wrong = _wrong(link.target, file, titles, names)
        if wrong is not None:
            yield Hit(Place(file, span=link.span), *wrong)
    yield from _missing_notes(prose, file)
    for text in lines_with(prose, ("}`",)):
        for role in _ROLE.finditer(text.line):
            at = on_line(text.number, *role.span("name"))
            name = role["name"]
            what = msg("The site has no role “{role}”, so its words are mere text", role=name)
            yield Hit(Place(file, span=at), what, _name_a_heading())


@asked_of_the_system("PRO013")
def link_to_no_plan(system: System) -> Iterator[Hit]:
    """Links to the folder of a plan that is not there."""
    folders = {outline.file.rpartition("/")[0] for outline in system.outlines}
    folders |= {file.rpartition("/")[0] for file in system.unreadable}
    for outline in system.outlines:
        own = outline.file.rpartition("/")[0]
        for link in outline.linked_plans:
            if link.folder in folders:
                continue
            near = get_close_matches(link.folder, sorted(folders - {own}), 3, 0.5)
            paths = tuple(relpath(f"/{folder}/plan.md", f"/{own}") for folder in near)
            span = Span(link.line, link.start, link.line, link.end)
            yield Hit(
                Place(f"{own}/plan.md", span=span),
                msg("There is no plan at “{target}”", target=link.target),
                msg("Did you mean {candidates}?", candidates=paths) if paths else _name_a_plan(),
            )


def _names(prose: str) -> frozenset[str]:
    """Return the names that the text gives to places: `(name)=` and `{#name}`."""
    return frozenset(
        (match["before"] or match["inside"]).casefold()
        for text in lines_with(prose, (")=", "{"))
        for match in _NAMED.finditer(text.line)
    )


def _wrong(  # noqa: PLR0911 - one line per kind of link
    target: str, file: str, titles: dict[str, str], names: frozenset[str]
) -> tuple[Message, Message] | None:
    """Return what is wrong with the link to *target* and what to do, None if it leads somewhere."""
    if leads_outside(target) or unquote(target).casefold() in names:
        return None
    if is_elsewhere(target):
        if target.startswith("planforge:"):
            return None
        return _nowhere(target), msg("Write the whole address: https://…, http://…, mailto:…")
    path, mark, fragment = target.partition("#")
    folder = plan_folder(file, target)
    if folder is not None and folder != file.rpartition("/")[0]:
        return None  # whether there is such a plan is asked of all plans together
    if mark and (folder is not None or not path):
        return _wrong_heading(fragment, target, titles, names)
    if folder is not None:
        return None
    if not target:
        return msg("The link names nothing"), _name_a_heading()
    return _nowhere(target), _name_a_plan()


def _wrong_heading(
    fragment: str, target: str, titles: dict[str, str], names: frozenset[str]
) -> tuple[Message, Message] | None:
    key = anchor_key(fragment)
    if key in titles or unquote(fragment).casefold() in names:
        return None
    what = msg("No heading of the plan is called “{target}”", target=unquote(target))
    near = get_close_matches(key, sorted({*titles, *names}), 3, 0.5)
    if near:
        return what, msg("Did you mean {candidates}?", candidates=tuple(f"#{x}" for x in near))
    return what, _name_a_heading()


def _nowhere(target: str) -> Message:
    return msg("The link “{target}” leads to no page of the site", target=unquote(target))


def _name_a_plan() -> Message:
    return msg(
        "Name in words what readers have elsewhere; link to a plan by its {file}: "
        "[…](../flood/plan.md)",
        file=PLAN_FILES[0],
    )


def _name_a_heading() -> Message:
    return msg("Link to a heading of the plan by its words, without a number: […](#heading)")


def _missing_notes(prose: str, file: str) -> Iterator[Hit]:
    lines = tuple(lines_with(prose, ("[^",)))
    written = {m["name"].casefold() for text in lines if (m := _NOTE_TEXT.match(text.line))}
    for text in lines:
        start = m.end() if (m := _NOTE_TEXT.match(text.line)) else 0
        for note in _NOTE.finditer(text.line, start):
            if note["name"].casefold() not in written:
                yield Hit(
                    Place(file, span=on_line(text.number, *note.span("name"))),
                    msg("There is no footnote “{name}”", name=note["name"]),
                    msg("Write its text in a line of its own: [^{name}]: …", name=note["name"]),
                )
