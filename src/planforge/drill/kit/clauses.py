"""Numbers of sections: where in the printed plan an action, a report or a level stands.

The facts of a plan stand where its prose calls for them, in fences such as ```` ```{actions} ````;
their number is that of the section in which the fence stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.values import Basis
from planforge.frozen import dataclass
from planforge.model.scales import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_HEADING: Final = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NOTE: Final = re.compile(r"\[\^[^\[\]\s]+\]")
_CALL: Final = re.compile(r"^(`{3,}|:{3,})\{([a-z-]+)\}\s*(.*)$")
_OPTION: Final = re.compile(r"^:([a-z]+):\s*(.*)$")
_PAIR: Final = 2
_FENCE: Final = re.compile(r"^(`{3,}|~{3,}|:{3,})")


@dataclass(frozen=True, slots=True)
class Called:
    """A place in the prose that calls for facts.

    Attributes:
        name: What is called for: actions, reports, triggers …
        argument: Behind it, e.g. a level.
        phase: Phase of the actions; empty for all.
        number: Number of the section.
        title: Its title.
    """

    name: str
    argument: str
    phase: str
    number: str
    title: str


@lru_cache(maxsize=64)
def calls(prose: str) -> tuple[Called, ...]:
    """Return every place in *prose* that calls for facts, in order, with its section."""
    return tuple(_calls(prose))


def _calls(prose: str) -> Iterator[Called]:
    lines = prose.splitlines()
    headings = [found for line in _outside(lines) if (found := _HEADING.match(line))]
    tops = [one for one in headings if len(one[1]) == min(len(x[1]) for x in headings)]
    skip = len(tops) == 1 and len(headings) > 1
    counts: list[tuple[int, int]] = []
    title, fence, open_call = "", "", None
    options: dict[str, str] = {}
    for line in lines:
        if fence:
            if line.strip() == fence or (line.startswith(fence) and not line.strip(fence[0])):
                if open_call:
                    number = _number(counts, skip=skip)
                    yield Called(*open_call, options.get("phase", ""), number, title)
                fence, open_call = "", None
            elif option := _OPTION.match(line.strip()):
                options[option[1]] = option[2].strip()
            continue
        if call := _CALL.match(line):
            fence, open_call, options = call[1], (call[2], call[3].strip()), {}
        elif opened := _FENCE.match(line):
            fence = opened[1]
        elif heading := _HEADING.match(line):
            counts = _counted(counts, len(heading[1]))
            title = _NOTE.sub("", heading[2])


def _outside(lines: list[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        opened = _FENCE.match(line)
        if fence:
            fence = "" if line.startswith(fence) else fence
        elif opened:
            fence = opened[1]
        else:
            yield line


def _counted(counts: list[tuple[int, int]], depth: int) -> list[tuple[int, int]]:
    """Return the numbers after a heading of *depth*, each with the depth it counts."""
    kept = [one for one in counts if one[0] <= depth]
    if kept and kept[-1][0] == depth:
        return [*kept[:-1], (depth, kept[-1][1] + 1)]
    return [*kept, (depth, 1)]


def _number(counts: list[tuple[int, int]], *, skip: bool) -> str:
    return ".".join(str(number) for _, number in counts[int(skip) :])


def section(view: PlanView, name: str, argument: str = "", phase: str = "") -> Called | None:
    """Return where the plan of *view* calls for *name*; the nearest to what is asked for."""
    found = [one for one in calls(view.prose or "") if one.name == name]
    for wanted in ((argument, phase), ("", phase), (argument, ""), ("", "")):
        for one in found:
            if (one.argument, one.phase) == wanted:
                return one
    return None


def basis_of(view: PlanView, called: Called | None, pointer: Pointer, item: int = 0) -> Basis:
    """Return *called* as the place where a plan says something, with the number of the item."""
    number = called.number if called else ""
    if item and number:
        number = f"{number}（{item}）"
    title = called.title if called else ""
    return Basis(view.plan.id, view.plan.name, number, title, view.at(*pointer))


def action_basis(view: PlanView, index: int) -> Basis:
    """Return where the plan orders its action number *index*."""
    action = view.plan.actions[index]
    called = section(view, "actions", phase=action.phase.label("zh_CN"))
    if called is None:
        called = section(view, "actions", phase=action.phase.value)
    ordered = [
        i for phase in Phase for i, one in enumerate(view.plan.actions) if one.phase is phase
    ]
    if called is not None and called.phase:
        ordered = [i for i in ordered if view.plan.actions[i].phase is action.phase]
    return basis_of(view, called, ("actions", index), ordered.index(index) + 1)


def level_basis(view: PlanView, level: str) -> Basis:
    """Return where the plan says when *level* starts."""
    called = section(view, "triggers", level) or section(view, "response-levels")
    return basis_of(view, called, ("levels", level))


def report_basis(view: PlanView, index: int) -> Basis:
    """Return where the plan orders its report number *index*."""
    return basis_of(view, section(view, "reports"), ("reports", index))


def together(bases: Iterable[Basis]) -> str:
    """Return the clauses of *bases* in the order of the plan, items of one section together.

    Three or more items that follow one another are a span: 4.4.2（2）至（4）、（6）.
    """
    items: dict[str, set[int]] = {}
    for one in bases:
        number, _, item = one.clause.partition("（")
        if number:
            items.setdefault(number, set()).update({int(item[:-1])} if item else ())
    found = []
    for number in sorted(items, key=lambda text: [int(part) for part in text.split(".")]):
        spans: list[list[int]] = []
        for number_ in sorted(items[number]):
            if spans and number_ == spans[-1][-1] + 1:
                spans[-1].append(number_)
            else:
                spans.append([number_])
        found.append(number + "、".join(_span(one) for one in spans))
    return "；".join(found)


def _span(items: list[int]) -> str:
    first, *_, last = (*items, items[-1])
    if len(items) == _PAIR:
        return f"（{first}）、（{last}）"
    return f"（{first}）至（{last}）" if len(items) > _PAIR else f"（{first}）"


__all__ = [
    "Called",
    "action_basis",
    "basis_of",
    "calls",
    "level_basis",
    "report_basis",
    "section",
    "together",
]
