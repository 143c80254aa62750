"""Roles and HTML tags in `plan.md` that mean nothing here: their words stand as mere text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.prose_text import lines_with, on_line
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_TAG: Final = late(r"<(?<!\\.)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")


@plan_rule(
    "PRO020",
    "prose.unknown-markup",
    Severity.WARNING,
    title=msg("Role or HTML tag that the site does not know"),
    rationale=msg(
        "Only the words stay: what the markup was to fill in, to mark or to lay out is not there, "
        "neither on the page nor in print."
    ),
)
def unknown_markup(view: PlanView) -> Iterator[Hit]:
    """Names in ``{name}`…` `` and ``<name>`` that neither planforge nor Markdown knows."""
    prose = view.prose or ""
    if "}`" not in prose and "<" not in prose:
        return
    known = ROLES | GENERAL_ROLES | _ELSEWHERE
    for text in lines_with(prose, _ROLE):
        for role in _ROLE.finditer(text.line):
            name = role["name"]
            if name not in known:
                at = on_line(text.number, *role.span("name"))
                yield Hit(Place(view.prose_file, span=at), _no_role(name), _choose_role(name))
    for text in lines_with(prose, _TAG):
        for tag in _TAG.finditer(text.line):
            name = tag["name"]
            if name.lower() not in TAGS | _ELSEWHERE:
                at = on_line(text.number, *tag.span("name"))
                what = msg("The HTML tag “{tag}” is left out; only its words stay", tag=name)
                yield Hit(Place(view.prose_file, span=at), what, msg("Write it in Markdown"))


def _no_role(name: str) -> Message:
    return msg("The site has no role “{role}”, so its words are mere text", role=name)


def _choose_role(name: str) -> Message:
    near = get_close_matches(name, sorted(ROLES | GENERAL_ROLES), 3, 0.6)
    if near:
        return msg("Did you mean {candidates}?", candidates=tuple(near))
    return msg("Delete it, or see the list of directives in the manual")
