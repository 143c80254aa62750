"""`plan.md`: directives, roles, names and headings. The facts beside it are judged elsewhere."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Unknown
from planforge.corpus.typed_numbers import typed_number
from planforge.findings import Place, Rewrite, Severity, Span
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.articles import COMPLETE, RESPONSE_LEVELS
from planforge.rules.names.kinds import choose, correct_or_register, kinds_in_words
from planforge.rules.prose.fences import faults
from planforge.rules.prose.text import Piece, headings, on_line, parts
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

DIRECTIVES: Final = frozenset(
    {
        "actions",
        "adjustments",
        "annexes",
        "basis",
        "command",
        "contacts",
        "depots",
        "edition",
        "experts",
        "grades",
        "groups",
        "guarantees",
        "leadership",
        "level-ladder",
        "link-map",
        "links",
        "listed-plans",
        "local-commands",
        "management",
        "members",
        "monitoring",
        "office",
        "organisation-chart",
        "plan-system",
        "principles",
        "public-information",
        "recovery",
        "reports",
        "response-flow",
        "response-levels",
        "scene-command",
        "scope",
        "shelters",
        "takeover",
        "teams",
        "termination",
        "terms",
        "transitions",
        "triggers",
        "warning-measures",
        "warning-response",
        "warnings",
    }
)
"""Directives that fill in facts of a plan."""

GENERAL_DIRECTIVES: Final = frozenset(
    {
        "admonition",
        "attention",
        "caution",
        "csv-table",
        "danger",
        "epigraph",
        "error",
        "figure",
        "hint",
        "image",
        "important",
        "list-table",
        "math",
        "note",
        "seealso",
        "table",
        "tip",
        "warning",
    }
)
"""Directives that every Markdown reader of this kind knows."""

_KNOWN: Final = DIRECTIVES | GENERAL_DIRECTIVES

LEVEL_ARGUMENT: Final = frozenset({"actions", "response-flow", "termination", "triggers"})
"""Directives whose argument is a response level."""

ROLE_KINDS: Final = {
    "org": (Kind.ORGANISATION,),
    "post": (Kind.POST,),
    "phone": (Kind.ORGANISATION, Kind.POST),
}
"""Roles that name something registered."""

_ROLE: Final = late(r"\{(?P<name>[a-z]+)\}`(?P<text>[^`\n]+)`")

_SHOWN: Final = 4
"""Places that a finding on several of them shows."""


@plan_rule(
    "PRO001",
    "prose.unknown-directive",
    Severity.ERROR,
    title=msg("Directive that is unknown, not closed, or filled with text"),
    rationale=msg(
        "Where the fact should stand, the printed plan would show an error or nothing; what "
        "follows a directive that is not closed would be missing as well."
    ),
    sources=(COMPLETE,),
)
def unknown_directive(view: PlanView) -> Iterator[Hit]:
    """Names in ```` ```{name} ```` that nobody knows, and fences that swallow text."""
    for span, what, todo in faults(view.prose or "", DIRECTIVES):
        yield Hit(Place(view.prose_file, span=span), what, todo)
    for piece in parts(view.prose or "")[0]:
        if not piece.key and piece.value not in _KNOWN:
            near = get_close_matches(piece.value, sorted(DIRECTIVES), 3, 0.6)
            yield Hit(
                Place(view.prose_file, span=piece.span),
                msg("There is no directive “{name}”", name=piece.value),
                msg("Did you mean {candidates}?", candidates=tuple(near))
                if near
                else msg("Delete it, or see the list of directives in the manual"),
            )


@plan_rule(
    "PRO002",
    "prose.unknown-level",
    Severity.ERROR,
    title=msg("Directive about a level that the plan does not have, or shows already"),
    rationale=msg("The chapter on that level would be empty in the printed plan."),
    sources=(RESPONSE_LEVELS,),
)
def unknown_level_in_prose(view: PlanView) -> Iterator[Hit]:
    """Levels in arguments and in `:level:` that the plan does not describe.

    Likewise a level that one directive shows twice, while it does not show another one.
    """
    yield from _shown_twice(view)
    known = tuple(level.name for level in view.levels)
    for piece in parts(view.prose or "")[0]:
        is_level = asks_for_level(piece)
        if is_level and view.level(piece.value) is None and not speaks_of_another_plan(view, piece):
            yield Hit(
                Place(view.prose_file, span=piece.span),
                msg("The plan has no response level “{name}”", name=piece.value),
                choose(known) if known else msg("Describe the levels under 响应级别 first"),
            )


def asks_for_level(piece: Piece) -> bool:
    """Whether *piece* is the name of a response level."""
    return piece.key == "level" or (piece.key == "argument" and piece.directive in LEVEL_ARGUMENT)


def _shown_twice(view: PlanView) -> Iterator[Hit]:
    """Yield the second ```{triggers} Ⅳ级``` of a plan that has none for Ⅰ级.

    Of the two the one under a heading that names another level, else the later one.
    """
    shown: dict[tuple[str, str], list[Piece]] = {}
    for piece in parts(view.prose or "")[0]:
        if piece.key == "argument" and piece.directive in LEVEL_ARGUMENT:
            shown.setdefault((piece.directive, piece.value), []).append(piece)
    for (directive, name), pieces in shown.items():
        missing = [x.name for x in view.levels if (directive, x.name) not in shown]
        if len(pieces) != 2 or len(missing) != 1 or view.level(name) is None:  # noqa: PLR2004 - twice
            continue
        if any(speaks_of_another_plan(view, piece) for piece in pieces):
            continue
        odd = next((x for x in pieces if missing[0] in _heading_above(view, x)), pieces[-1])
        other = next(x for x in pieces if x is not odd)
        yield Hit(
            Place(view.prose_file, span=odd.span),
            msg(
                "“{directive}” shows “{name}” twice, and “{missing}” nowhere",
                directive=directive,
                name=name,
                missing=missing[0],
            ),
            msg("Write “{missing}” in one of the two", missing=missing[0]),
            ((Place(view.prose_file, span=other.span), msg("“{name}” stands here", name=name)),),
        )


def _heading_above(view: PlanView, piece: Piece) -> str:
    above = [t for line, _, t in headings(view.prose or "") if line < piece.span.line]
    return above[-1] if above else ""


def speaks_of_another_plan(view: PlanView, piece: Piece) -> bool:
    """Whether the directive of *piece* speaks of another plan (`:plan:`)."""
    pieces = parts(view.prose or "")[0]
    at = next(i for i, one in enumerate(pieces) if one is piece)
    for one in pieces[at + 1 :]:
        if not one.key:
            break
        if one.key == "plan":
            return True
    for one in reversed(pieces[:at]):
        if one.key == "plan":
            return True
        if not one.key:
            return False
    return False


@plan_rule(
    "PRO003",
    "prose.unknown-role-target",
    Severity.ERROR,
    title=msg("Role that names nothing known"),
    rationale=msg("The sentence would be printed with a gap where the fact should stand."),
    sources=(COMPLETE,),
)
def unknown_role_target(view: PlanView) -> Iterator[Hit]:
    """Texts of the roles org, post, phone, level and limit that lead nowhere."""
    for text in parts(view.prose or "")[1]:
        for role in _ROLE.finditer(text.line) if "}`" in text.line else ():
            wrong = _wrong_target(view, role["name"], role["text"])
            if wrong is not None:
                span = on_line(text.number, role.start("text"), role.end("text"))
                yield Hit(Place(view.prose_file, span=span), *wrong)


def _wrong_target(view: PlanView, role: str, text: str) -> tuple[Message, Message] | None:
    if role in ROLE_KINDS:
        kinds = ROLE_KINDS[role]
        found = view.registry.names.find(text, kinds)
        if not isinstance(found, Unknown) or not view.registry.broken.isdisjoint(kinds):
            return None
        return (
            msg("No {kinds} is called “{name}”", kinds=kinds_in_words(kinds), name=text),
            correct_or_register(found.candidates, kinds),
        )
    if role == "level" and view.level(text) is None:
        return (
            msg("The plan has no response level “{name}”", name=text),
            choose(level.name for level in view.levels),
        )
    if role == "limit":
        return _wrong_limit(view, text)
    return None


def _wrong_limit(view: PlanView, name: str) -> tuple[Message, Message] | None:
    index = view.action_index.get(name)
    if index is None:
        near = get_close_matches(name, sorted(view.action_index), 3, 0.5)
        return (
            msg("No action has the id “{id}”", id=name),
            msg("Did you mean {candidates}?", candidates=tuple(near))
            if near
            else msg("Write the id of an action of this plan"),
        )
    if view.plan.actions[index].deadline is None:
        return (
            msg("Action “{action}” has no time limit", action=name),
            msg("Give it a 时限, or write the sentence without the role"),
        )
    return None


@plan_rule(
    "PRO005",
    "prose.numbered-heading",
    Severity.WARNING,
    title=msg("Chapter number typed by hand"),
    rationale=msg(
        "planforge numbers headings as plans of that class do, and leaves typed numbers out; one "
        "that stays in the file soon is another than the printed one."
    ),
    sources=(COMPLETE,),
)
def numbered_heading(view: PlanView) -> Iterator[Hit]:
    """Headings that begin with a chapter number; one finding for all of a plan."""
    found = [
        (Span(number, column, number, column + len(typed)), typed.strip())
        for number, column, title in headings(view.prose or "")
        if (typed := typed_number(title))
    ]
    if not found:
        return
    places = [Place(view.prose_file, span=_without_blank(span, text)) for span, text in found]
    what = msg("The number “{number}” is typed into the heading", number=found[0][1])
    more = msg(
        "Numbers are typed into {count} headings, the first is “{number}”",
        count=len(found),
        number=found[0][1],
    )
    yield Hit(
        places[0],
        more if len(found) > 1 else what,
        msg("Delete it: chapters are numbered when the plan is published"),
        tuple(
            (place, msg("“{name}” stands here", name=text))
            for place, (_, text) in zip(places[1:_SHOWN], found[1:_SHOWN], strict=True)
        ),
        tuple(Rewrite(Place(view.prose_file, span=span), "") for span, _ in found),
    )


def _without_blank(span: Span, text: str) -> Span:
    return Span(span.line, span.column, span.line, span.column + len(text))
