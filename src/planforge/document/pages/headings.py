"""Chapters of a plan before it is read in full: from the headings of `plan.md`, or the skeleton.

A plan without prose gets the standard chapters with every fact in its place, so a complete page.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from markdown_it import MarkdownIt

from planforge.corpus.typed_numbers import without_number
from planforge.document.components import COMPONENTS
from planforge.document.directives import Request
from planforge.document.front_matter import without_front_matter
from planforge.document.heading_numbers import is_title_of_plan
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.document.context import Context
    from planforge.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as a table of contents shows it.

    Attributes:
        number: Position from 1, as in print.
        title: Title without the number.
        sections: Titles of its sections in order.
        line: Line of its heading, counted from 1.
    """

    number: int
    title: str
    sections: tuple[str, ...]
    line: int = field(default=1, compare=False)


@lru_cache(maxsize=64)
def chapters(text: str) -> tuple[Chapter, ...]:
    """Return the chapters of Markdown *text*, counted as `prose.read` counts them."""
    return tuple(
        Chapter(number, without_number(chapter.title, number), _titles(below), chapter.line)
        for number, (chapter, below) in enumerate(_top(text), 1)
    )


def _titles(tree: _Tree) -> tuple[str, ...]:
    return tuple(without_number(one.title, number) for number, (one, _) in enumerate(tree, 1))


def chapter_at(text: str, line: int) -> Chapter | None:
    """Return the chapter of Markdown *text* that *line* is in, None before the first."""
    return next((chapter for chapter in reversed(chapters(text)) if chapter.line <= line), None)


@lru_cache(maxsize=64)
def directive_sections(text: str) -> Mapping[str, tuple[int, ...]]:
    """Return by directive the numbers of the section of Markdown *text* in which it stands first.

    Those of the chapter, of its section, and so on; what stands before the first chapter is none.
    """
    found: dict[str, tuple[int, ...]] = {}
    starts = _numbered(text)
    for line, written in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(written) if "{" in written else None
        if fence is not None and fence[1] not in found:
            inside = [path for path, heading in starts if heading.line < line]
            if inside:
                found[fence[1]] = inside[-1]
    return found


def titled_section(text: str, words: str) -> tuple[int, ...]:
    """Return the numbers of the first section of *text* whose title has *words*, () for none."""
    return next((path for path, heading in _numbered(text) if words in heading.title), ())


@lru_cache(maxsize=64)
def _numbered(text: str) -> tuple[tuple[tuple[int, ...], _Heading], ...]:
    """Return every heading of *text* with its numbers, in order."""

    def walk(tree: _Tree, above: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], _Heading]]:
        for number, (heading, below) in enumerate(tree, 1):
            yield (*above, number), heading
            yield from walk(below, (*above, number))

    return tuple(walk(_top(text), ()))


def _top(text: str) -> _Tree:
    """Return the chapters of *text*: below a lone title, if there is one."""
    top = _tree(_headings(text))
    if len(top) == 1 and top[0][1] and is_title_of_plan(top[0][0].title):
        return top[0][1]
    return top


_FENCE: Final = re.compile(r" {0,3}(?:`{3,}|~{3,}|:{3,})\{([\w-]+)\}")
_NOTE: Final = re.compile(r"\[\^[^\[\]\s]+\]")
"""A reference to a footnote; a title is shown without."""


class _Heading(NamedTuple):
    depth: int
    title: str
    line: int


def _headings(text: str) -> list[_Heading]:
    tokens = MarkdownIt("commonmark").enable("table").parse(without_front_matter(text))
    found = []
    for opening, inside in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0:
            words = [child.content for child in inside.children or () if child.content]
            line = opening.map[0] + 1 if opening.map else 1
            found.append(_Heading(int(opening.tag[1:]), _NOTE.sub("", "".join(words)), line))
    return found


_Tree = list[tuple[_Heading, "_Tree"]]


def _tree(headings: list[_Heading]) -> _Tree:
    root: _Tree = []
    open_at: list[tuple[int, _Tree]] = [(0, root)]
    for heading in headings:
        while open_at[-1][0] >= heading.depth:
            open_at.pop()
        below: _Tree = []
        open_at[-1][1].append((heading, below))
        open_at.append((heading.depth, below))
    return root


@dataclass(frozen=True, slots=True)
class _Place:
    """A section of the skeleton: title, directives, and whether the plan may have such facts."""

    title: Message
    directives: tuple[str, ...]
    holds: Callable[[Plan], object]


def _calls(field: str) -> Callable[[Plan], object]:
    """Return the test whether a plan calls on resources of *field*."""

    def holds(plan: Plan) -> object:
        needs = [action.needs for action in plan.actions if action.needs]
        return any(getattr(item, field) for item in (*plan.guarantees, *needs))

    return holds


_SKELETON: Final[tuple[tuple[Message, tuple[_Place, ...]], ...]] = (
    (
        msg("General provisions"),
        (
            _Place(msg("Basis of the plan"), ("basis",), lambda p: p.basis),
            _Place(msg("Scope"), ("scope",), lambda p: p.scope),
            _Place(msg("Principles"), ("principles",), lambda p: p.principles),
            _Place(msg("Incident grades"), ("grades",), lambda p: p.grades),
            _Place(msg("Graded leadership"), ("leadership",), lambda p: p.leadership),
            _Place(msg("System of plans"), ("listed-plans",), lambda p: p.listed_plans),
        ),
    ),
    (
        msg("Organisation and duties"),
        (
            _Place(msg("Command body"), ("command", "organisation-chart"), lambda p: p.command),
            _Place(msg("Office"), ("office",), lambda p: p.command and p.command.office),
            _Place(msg("Member units"), ("members",), lambda p: p.command and p.command.members),
            _Place(msg("Working groups"), ("groups",), lambda p: p.command and p.command.groups),
            _Place(
                msg("Command at the scene"),
                ("scene-command",),
                lambda p: p.command and p.command.scene,
            ),
            _Place(
                msg("Group of experts"), ("experts",), lambda p: p.command and p.command.experts
            ),
            _Place(msg("Lower levels"), ("local-commands",), lambda p: p.local_commands),
        ),
    ),
    (
        msg("Monitoring and warning"),
        (
            _Place(msg("Monitoring"), ("monitoring",), lambda p: p.monitoring),
            _Place(msg("Warning levels"), ("warnings",), lambda p: p.warnings),
            _Place(msg("Warning measures"), ("warning-measures",), lambda p: p.warnings),
            _Place(msg("Warning and response"), ("warning-response",), lambda p: p.warnings),
        ),
    ),
    (
        msg("Emergency response"),
        (
            _Place(msg("Information reports"), ("reports",), lambda p: p.reports),
            _Place(msg("Response levels"), ("response-levels", "level-ladder"), lambda p: p.levels),
            _Place(msg("Start conditions"), ("triggers",), lambda p: p.levels),
            _Place(msg("Adjusted start conditions"), ("adjustments",), lambda p: p.adjustments),
            _Place(msg("Actions"), ("actions", "response-flow"), lambda p: p.actions),
            _Place(msg("Raising and lowering"), ("transitions",), lambda p: p.transitions),
            _Place(msg("Handing over command"), ("takeover",), lambda p: p.levels),
            _Place(
                msg("Public information"), ("public-information",), lambda p: p.public_information
            ),
            _Place(msg("End of the response"), ("termination",), lambda p: p.levels),
        ),
    ),
    (msg("Recovery"), (_Place(msg("Recovery work"), ("recovery",), lambda p: p.recovery),)),
    (
        msg("Guarantees"),
        (
            _Place(msg("What is guaranteed"), ("guarantees",), lambda p: p.guarantees),
            _Place(msg("Teams"), ("teams",), _calls("teams")),
            _Place(msg("Depots"), ("depots",), _calls("depots")),
            _Place(msg("Shelters"), ("shelters",), _calls("shelters")),
        ),
    ),
    (
        msg("Keeping the plan"),
        (
            _Place(msg("Management"), ("management",), lambda p: p.management),
            _Place(msg("Links to other plans"), ("links", "link-map"), lambda p: p.links),
        ),
    ),
    (
        msg("Supplementary provisions"),
        (
            _Place(msg("Terms"), ("terms",), lambda p: p.terms),
            _Place(msg("Edition"), ("edition",), lambda p: p.edition),
        ),
    ),
)


_KEPT: Final[WeakKeyDictionary[PlanView, dict[tuple[str, bool], str]]] = WeakKeyDictionary()
"""Skeletons of plans by language and readers: every card of a plan asks for its chapters."""


def skeleton(context: Context) -> str:
    """Return the Markdown of a plan that has no prose: standard chapters, facts in their places.

    There is no heading over nothing: a section stands only if something is shown in it.
    """
    kept = _KEPT.setdefault(context.plan_view, {})
    key = (context.language, context.public)
    if key not in kept:
        kept[key] = _skeleton(context)
    return kept[key]


def _skeleton(context: Context) -> str:
    lines: list[str] = []
    for title, places in _SKELETON:
        held = [(place, _shown(context, place)) for place in places]
        if not any(shown for _, shown in held):
            continue
        lines += [f"# {title.render(context.language)}", ""]
        for place, shown in held:
            if shown:
                lines += [f"## {place.title.render(context.language)}", ""]
            for name in shown:
                lines += [f"```{{{name}}}", "```", ""]
    return "\n".join(lines)


def _shown(context: Context, place: _Place) -> list[str]:
    """Return the directives of *place* that show something of the plan in hand."""
    if not place.holds(context.plan_view.plan):
        return []
    plain = replace(context, sections=None)  # a chart that leads to sections would ask for them
    return [name for name in place.directives if COMPONENTS[name](plain, Request())]


def title_of(directive: str) -> Message | None:
    """Return the title of the section in which the standard chapters have *directive*, if any."""
    return next(
        (
            place.title
            for _, places in _SKELETON
            for place in places
            if directive in place.directives
        ),
        None,
    )


def prose_of(context: Context) -> str:
    """Return the Markdown of the plan in hand: its own, else the skeleton."""
    prose = context.plan_view.prose
    return skeleton(context) if prose is None else prose
