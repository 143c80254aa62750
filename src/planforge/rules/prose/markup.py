"""Roles, HTML tags and headings in `plan.md` that are none: their words stand as mere text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.text import lines_with, on_line, text_lines
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import PlanView

ROLES: Final = frozenset({"level", "limit", "org", "phone", "plan", "post"})
"""Roles that fill in a fact of a plan."""
GENERAL_ROLES: Final = frozenset({"code", "emphasis", "literal", "math", "strong", "sub", "sup"})
"""Roles that every Markdown reader of this kind knows."""
TAGS: Final = frozenset({"b", "br", "em", "i", "strong", "sub", "sup"})
"""HTML tags that are read."""
_ELSEWHERE: Final = frozenset({"any", "doc", "download", "eq", "numref", "ref", "term", "img"})
"""What other rules judge: roles that link, and images."""
_ROLE: Final = late(r"\{(?<!`.)(?P<name>[^\s{}`]+)\}`[^`\n]+`")
_GLUED: Final = late(
    r"(?m)^ {0,3}(?P<marks>#{1,6}(?=[\u3007\u4e00-\u9fff])|#{2,6}(?=\d)|\uff03{1,6}(?!\uff03))"
)
"""What was to begin a heading: no blank follows, or the signs are full-width ones."""
_SHOWN: Final = 4
"""Places that a finding on several of them shows."""
_TAG: Final = late(r"<(?<!\\.)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")


@plan_rule(
    "PRO020",
    "prose.unknown-markup",
    Severity.WARNING,
    title=msg("Role, HTML tag or heading that the site does not know as one"),
    rationale=msg(
        "Only the words stay: what the markup was to fill in, to mark or to lay out is not there, "
        "neither on the page nor in print."
    ),
    sources=(COMPLETE,),
)
def unknown_markup(view: PlanView) -> Iterator[Hit]:
    """Names in ``{name}`…` `` and ``<name>`` that neither planforge nor Markdown knows.

    One finding for each unknown role, one for all unknown tags of a plan, one for all formulas,
    which nothing sets. Likewise each heading without a blank behind its ``#``, a paragraph.
    """
    prose = view.prose or ""
    if _GLUED.search(prose):
        yield from _glued_headings(view, prose)
    if "{math}" in prose or "$$" in prose:
        yield from _formulas(view, prose)
    if "}`" in prose or "<" in prose:
        yield from _unknown_names(view, prose)


def _unknown_names(view: PlanView, prose: str) -> Iterator[Hit]:
    known = ROLES | GENERAL_ROLES | _ELSEWHERE
    roles: dict[str, list[tuple[str, Place]]] = {}
    for text in lines_with(prose, _ROLE):
        for role in _ROLE.finditer(text.line):
            if role["name"] not in known:
                at = on_line(text.number, *role.span("name"))
                found = (role["name"], Place(view.prose_file, span=at))
                roles.setdefault(role["name"], []).append(found)
    for name, places in roles.items():
        yield Hit(places[0][1], _no_role(name), _choose_role(name), _further(places))
    tags: list[tuple[str, Place]] = []
    for text in lines_with(prose, _TAG):
        for tag in _TAG.finditer(text.line):
            if tag["name"].lower() not in TAGS | _ELSEWHERE:
                at = on_line(text.number, *tag.span("name"))
                tags.append((tag["name"], Place(view.prose_file, span=at)))
    if tags:
        names = tuple(dict.fromkeys(name for name, _ in tags))
        yield Hit(tags[0][1], _no_tags(names), _in_markdown(names), _further(tags))


_FORMULA: Final = late(r"\{math\}|^ {0,3}\$\$")


def _formulas(view: PlanView, prose: str) -> Iterator[Hit]:
    found = [
        ("math", Place(view.prose_file, span=on_line(number, *match.span())))
        for number, line in enumerate(prose.split("\n"), 1)
        if (match := _FORMULA.search(line))
    ]
    if found:
        yield Hit(
            found[0][1],
            msg("Formulas are not set: readers see their source, e.g. “Q = q \\cdot F”"),
            msg("Write it in words or plain signs (Q = q × F), or put it in as a picture"),
            tuple((place, msg("Another stands here")) for _, place in found[1:_SHOWN]),
        )


def _glued_headings(view: PlanView, prose: str) -> Iterator[Hit]:
    for text in text_lines(prose):
        found = _GLUED.match(text.line)
        if found:
            marks, title = "#" * len(found["marks"]), text.line[found.end() :].strip()
            yield Hit(
                Place(view.prose_file, span=on_line(text.number, *found.span("marks"))),
                msg("“{line}” is no heading, but a paragraph", line=text.line.strip()),
                msg("Write a blank behind the “#”: “{line}”", line=f"{marks} {title}"),
            )


def _further(places: Sequence[tuple[str, Place]]) -> tuple[tuple[Place, Message], ...]:
    return tuple(
        (place, msg("“{name}” stands here", name=name)) for name, place in places[1:_SHOWN]
    )


def _no_tags(names: tuple[str, ...]) -> Message:
    if len(names) == 1:
        return msg("The HTML tag “{tag}” is left out; only its words stay", tag=names[0])
    return msg("The HTML tags {tags} are left out; only their words stay", tags=names)


def _in_markdown(tags: tuple[str, ...]) -> Message:
    if "table" in tags:
        return msg("Write the table as a Markdown table, with | between its cells")
    return msg("Write it in Markdown")


def _no_role(name: str) -> Message:
    return msg("The site has no role “{role}”, so its words are mere text", role=name)


def _choose_role(name: str) -> Message:
    near = get_close_matches(name, sorted(ROLES | GENERAL_ROLES), 3, 0.6)
    if near:
        return msg("Did you mean {candidates}?", candidates=tuple(near))
    return msg("Delete it, or see the list of directives in the manual")
