"""`plan.md`: directives, roles, names and headings. The facts beside it are judged elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import Former as FormerResult
from planforge.corpus.names import Unknown, spellings
from planforge.findings import Place, Severity, Span
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.model.scales import PlanClass
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.wording import choose, correct_or_register, kinds_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Plan

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

LEVEL_ARGUMENT: Final = frozenset({"actions", "response-flow", "termination", "triggers"})
"""Directives whose argument is a response level."""

ROLE_KINDS: Final = {
    "org": (Kind.ORGANISATION,),
    "post": (Kind.POST,),
    "phone": (Kind.ORGANISATION, Kind.POST),
}
"""Roles that name something registered."""

_FENCE: Final = re.compile(r" {0,3}(?P<fence>`{3,}|:{3,}|~{3,})(?P<rest>.*)")
_DIRECTIVE: Final = re.compile(r"\{(?P<name>[^}]*)\}[ \t]*(?P<argument>.*?)[ \t]*$")
_OPTION: Final = re.compile(r":(?P<key>[A-Za-z-]+):[ \t]+(?P<value>.*?)[ \t]*$")
_ROLE: Final = re.compile(r"\{(?P<name>[a-z]+)\}`(?P<text>[^`\n]+)`")
_CODE: Final = re.compile(r"(?P<role>\{[a-z-]+\})?(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)")
_HEADING: Final = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>.*?)[ \t#]*$")
_NUMBER: Final = re.compile(
    r"(?:第[一二三四五六七八九十百0-9]+[章节条]|[一二三四五六七八九十]+、"
    r"|[（(][一二三四五六七八九十0-9]+[）)]|\d{1,2}(?:[.．]\d{1,2})+[.．、]?|\d{1,2}[.．、]?(?=\s)"
    r"|\d{1,2}[.．、](?=\D))\s*"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A directive or one of its options in `plan.md`.

    Attributes:
        directive: Name of the directive.
        key: Name of the option, `argument`, or empty for the directive itself.
        value: Its text.
        span: Where *value* stands (for the directive itself: its name).
    """

    directive: str
    key: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A line of running text or a heading, code blanked out, with its number from 1."""

    number: int
    line: str


def _on(number: int, start: int, end: int) -> Span:
    return Span(number, start + 1, number, end + 1)


@lru_cache(maxsize=4)
def parts(prose: str) -> tuple[tuple[Piece, ...], tuple[Text, ...]]:
    """Return the directives of *prose* and its lines of text, everything inside fences left out."""
    pieces: list[Piece] = []
    texts: list[Text] = []
    fence = directive = ""
    in_options = False
    for number, line in enumerate(prose.splitlines(), 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["fence"].startswith(fence) and not mark["rest"].strip():
                fence = ""
            elif in_options and (option := _OPTION.match(line)):
                at = _on(number, option.start("value"), option.end("value"))
                pieces.append(Piece(directive, option["key"], option["value"], at))
            else:
                in_options = False
            continue
        if mark is None:
            texts.append(Text(number, _CODE.sub(_blank, line)))
            continue
        fence = mark["fence"]
        opened = _DIRECTIVE.match(line, mark.start("rest"))
        in_options = opened is not None
        if opened is not None:
            directive = opened["name"]
            at = _on(number, opened.start("name"), opened.end("name"))
            pieces.append(Piece(directive, "", directive, at))
            if opened["argument"]:
                at = _on(number, opened.start("argument"), opened.end("argument"))
                pieces.append(Piece(directive, "argument", opened["argument"], at))
    return tuple(pieces), tuple(texts)


def _blank(code: re.Match[str]) -> str:
    """Return a role as it is, code as blanks of the same length."""
    return code[0] if code["role"] else " " * len(code[0])


def headings(prose: str) -> Iterator[tuple[int, int, str]]:
    """Yield the headings of *prose*: line, column of the title (both from 1), title."""
    for text in parts(prose)[1]:
        found = _HEADING.match(text.line)
        if found:
            yield text.number, found.start("title") + 1, found["title"]


@plan_rule(
    "PRO001",
    "prose.unknown-directive",
    Severity.ERROR,
    title=msg("Unknown directive"),
    rationale=msg("Where the fact should stand, the printed plan would show an error or nothing."),
)
def unknown_directive(view: PlanView) -> Iterator[Hit]:
    """Names in ```` ```{name} ```` that neither planforge nor Markdown knows."""
    for piece in parts(view.prose or "")[0]:
        if not piece.key and piece.value not in DIRECTIVES | GENERAL_DIRECTIVES:
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
    title=msg("Directive about a level that the plan does not have"),
    rationale=msg("The chapter on that level would be empty in the printed plan."),
    sources=(cite("中华人民共和国突发事件应对法", "第七十一条"),),
)
def unknown_level_in_prose(view: PlanView) -> Iterator[Hit]:
    """Levels in arguments and in `:level:` that the plan does not describe."""
    known = tuple(level.name for level in view.levels)
    for piece in parts(view.prose or "")[0]:
        is_level = piece.key == "level" or (
            piece.key == "argument" and piece.directive in LEVEL_ARGUMENT
        )
        if is_level and view.level(piece.value) is None and not _other_plan(view, piece):
            yield Hit(
                Place(view.prose_file, span=piece.span),
                msg("The plan has no response level “{name}”", name=piece.value),
                choose(known) if known else msg("Describe the levels under 响应级别 first"),
            )


def _other_plan(view: PlanView, piece: Piece) -> bool:
    """Whether the directive of *piece* speaks of another plan (`:plan:`)."""
    pieces = parts(view.prose or "")[0]
    at = pieces.index(piece)
    for one in pieces[at + 1 :]:
        if not one.key:
            return False
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
)
def unknown_role_target(view: PlanView) -> Iterator[Hit]:
    """Texts of the roles org, post, phone, level and limit that lead nowhere."""
    for text in parts(view.prose or "")[1]:
        for role in _ROLE.finditer(text.line):
            wrong = _wrong_target(view, role["name"], role["text"])
            if wrong is not None:
                span = _on(text.number, role.start("text"), role.end("text"))
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


@dataclass(frozen=True, slots=True)
class _Known:
    pattern: re.Pattern[str] | None
    former: dict[str, FormerResult]


_NAMED_IN_PROSE: Final = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.MECHANISM,
    Kind.REGULATION,
)
_SHORTEST: Final = 3


@lru_cache(maxsize=4)
def _known(names: Names) -> _Known:
    """Return a pattern of all former names, and of the current ones they could stand inside."""
    former: dict[str, FormerResult] = {}
    current: set[str] = set()
    for kind in _NAMED_IN_PROSE:
        for entity in names.entities(kind):
            current.update(spellings(entity)[:-1])
            for one in getattr(entity.element, "former_names", ()):
                if len(one.name) >= _SHORTEST:
                    former.setdefault(one.name, FormerResult(entity, one))
    former = {name: result for name, result in former.items() if name not in current}
    longer = {name for name in current if any(old in name for old in former)}
    words = sorted({*former, *longer}, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, words))) if former else None
    return _Known(pattern, former)


_NOT_MEANT_BEFORE: Final = re.compile(r"(?:原|曾用名|前身为?|[一-鿿](?:省|自治区))[“《]?$")


@plan_rule(
    "PRO004",
    "prose.former-name",
    Severity.WARNING,
    title=msg("Name in the text that is no longer used"),
    rationale=msg("Readers look for a unit that has another name now."),
    sources=(cite("突发事件应急预案管理办法", "第三十五条第二项"),),
)
def former_name_in_prose(view: PlanView) -> Iterator[Hit]:
    """Former names in running text and roles, unless 原 stands before them."""
    known = _known(view.registry.names)
    if known.pattern is None:
        return
    for text in parts(view.prose or "")[1]:
        for match in known.pattern.finditer(text.line):
            result = known.former.get(match[0])
            if result is None or _NOT_MEANT_BEFORE.search(text.line[: match.start()]):
                continue
            now = _shown(match[0], result.entity)
            yield Hit(
                Place(view.prose_file, span=_on(text.number, match.start(), match.end())),
                msg("“{name}” is a former name; it is “{now}” now", name=match[0], now=now),
                msg("Write “{name}”", name=now),
                ((result.entity.place, msg("“{name}” is registered here", name=now)),),
            )


def _shown(name: str, entity: Entity) -> str:
    closer_to_full = abs(len(name) - len(entity.name)) <= abs(len(name) - len(entity.short_name))
    return entity.name if closer_to_full else entity.short_name


@plan_rule(
    "PRO005",
    "prose.numbered-heading",
    Severity.WARNING,
    title=msg("Chapter number typed by hand"),
    rationale=msg("planforge numbers the chapters; a typed number stands twice and soon is wrong."),
)
def numbered_heading(view: PlanView) -> Iterator[Hit]:
    """Headings that begin with a chapter number."""
    for number, column, title in headings(view.prose or ""):
        typed = _NUMBER.match(title)
        if typed:
            span = Span(number, column, number, column + len(typed[0].rstrip()))
            yield Hit(
                Place(view.prose_file, span=span),
                msg("The number “{number}” is typed into the heading", number=typed[0].strip()),
                msg("Delete it: chapters are numbered when the plan is published"),
            )


@dataclass(frozen=True, slots=True)
class _Required:
    """What the law wants a plan to lay down, and how a heading about it reads."""

    what: Message
    heading: re.Pattern[str]


_REQUIRED: Final = {
    "command": _Required(
        msg("command and duties (组织指挥体系与职责)"), re.compile("组织|指挥|职责")
    ),
    "prevention": _Required(
        msg("prevention and warning (预防与预警机制)"), re.compile("预警|预防|监测|风险防控")
    ),
    "procedure": _Required(
        msg("procedure of the response (处置程序)"), re.compile("响应|应急处置|处置程序|处置措施")
    ),
    "support": _Required(msg("support (应急保障措施)"), re.compile("保障")),
    "recovery": _Required(
        msg("recovery (事后恢复与重建措施)"), re.compile("恢复|重建|善后|后期处置")
    ),
}
STATUTORY_FIVE = cite("中华人民共和国突发事件应对法", "第二十八条")
_JUDGED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})


def _facts_on(plan: Plan) -> frozenset[str]:
    """Return which of the required parts the facts of *plan* cover."""
    covered = {
        "command": plan.command is not None,
        "prevention": plan.warnings is not None or bool(plan.monitoring),
        "procedure": bool(plan.actions),
        "support": bool(plan.guarantees),
        "recovery": bool(plan.recovery),
    }
    return frozenset(name for name, is_covered in covered.items() if is_covered)


def _without_chapter(view: PlanView) -> tuple[str, ...]:
    titles = [title for _, _, title in headings(view.prose or "")]
    return tuple(
        name
        for name, required in _REQUIRED.items()
        if not any(required.heading.search(title) for title in titles)
    )


@plan_rule(
    "PRO006",
    "prose.chapter-missing",
    Severity.ADVICE,
    title=msg("Required content without a chapter"),
    rationale=msg("The facts are there, but the printed plan has no chapter that shows them."),
    sources=(STATUTORY_FIVE,),
)
def chapter_missing(view: PlanView) -> Iterator[Hit]:
    """Of the five parts the law names, those that the facts cover but no heading is about."""
    if view.prose is None or view.plan.plan_class not in _JUDGED:
        return
    covered = _facts_on(view.plan)
    for name in _without_chapter(view):
        if name in covered:
            yield Hit(
                Place(view.prose_file, span=Span()),
                msg("No chapter is about {what}", what=_REQUIRED[name].what),
                msg("Add a chapter with the directives for it"),
            )


@plan_rule(
    "PRO007",
    "prose.content-missing",
    Severity.ERROR,
    title=msg("Content that the law requires is missing"),
    rationale=msg("A plan without one of the five parts is incomplete and cannot be carried out."),
    sources=(STATUTORY_FIVE,),
)
def content_missing(view: PlanView) -> Iterator[Hit]:
    """Of the five parts the law names, those that neither facts nor headings cover."""
    if view.plan.plan_class not in _JUDGED:
        return
    covered = _facts_on(view.plan)
    for name in _without_chapter(view):
        if name not in covered:
            yield Hit(
                view.at("name"),
                msg("The plan says nothing on {what}", what=_REQUIRED[name].what),
                msg("Write the facts and a chapter that shows them"),
            )
