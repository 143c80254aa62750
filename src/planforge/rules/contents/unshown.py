"""Facts of `plan.yaml` that no chapter of `plan.md` shows: their directive was left out or deleted.

A plan written in words, with a directive here and there, need not show each fact by one. Where
nearly all are shown so, one that is not is missing in print.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import Phase
from planforge.rules.contents.printed import PRINTS, key_of, own_pieces
from planforge.rules.prose.text import headings, on_line
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView

_NO_FACTS: Final = frozenset({"organisation-chart", "level-ladder", "response-flow", "link-map"})
"""Charts of what tables show."""
_CALLED_ON: Final = frozenset({"teams", "depots", "shelters"})
"""Directives that print registers; what the plan calls on is said with its actions."""
_IN_WORDS: Final = frozenset({"warning-response"})
"""Directives of what is often said in a sentence, and drawn in charts."""
_FACTS: Final = frozenset(PRINTS) - _NO_FACTS - _CALLED_ON - _IN_WORDS
_ITEMS: Final = ("recovery", "guarantees")
"""Directives that may print one item each."""
_MOST_SHOWN: Final = 3
"""At most one fact of so many may be missing where facts are shown by directives as a rule."""


class _Unshown(NamedTuple):
    """A fact that is not shown.

    Attributes:
        directive: What would show it.
        path: Its place in the facts.
        parts: Those of its phases or items that are not shown; empty for all of it.
    """

    directive: str
    path: tuple[str, ...]
    parts: tuple[str, ...] = ()


@plan_rule(
    "CNT034",
    "content.fact-not-shown",
    Severity.WARNING,
    title=msg("Facts that no chapter shows"),
    rationale=msg("Page and print lack what plan.yaml lays down, and nobody sees that it is gone."),
    sources=(cite("突发事件应急预案管理办法", "第二十四条第三项"),),
)
def fact_not_shown(view: PlanView) -> Iterator[Hit]:
    """Blocks of `plan.yaml` without their directive in a `plan.md` that shows most by directives.

    Told at the heading of that name if one shows nothing; else at the block, and blocks without
    a heading, as where a chapter was deleted, together.
    """
    if view.prose is None:
        return
    found = list(_unshown(view))
    if not found:
        return
    held = sum(holds(view) for name, (_, holds) in PRINTS.items() if name in _FACTS)
    if len(found) * _MOST_SHOWN > held:
        return
    free = _free_headings(view)
    lost: list[_Unshown] = []
    for one in found:
        at = next((at for word in (*one.parts, _key(one)) if (at := _titled(free, word))), None)
        if at is None:
            lost.append(one)
        else:
            yield _hit(view, at, [one])
    if lost:
        yield _hit(view, view.at(*_top(lost[0]), on_key=True), lost)


def _key(one: _Unshown) -> str:
    return key_of(".".join(one.path))


def _free_headings(view: PlanView) -> list[tuple[str, Place]]:
    """Return the headings of `plan.md` right below which no facts are shown, and where they are."""
    prose = view.prose or ""
    found = headings(prose)
    here = _FACTS - {"actions"}  # which stand below other facts of their phase
    shown = [piece.span.line for piece, _ in own_pieces(view) if piece.value in here]
    ends = [*(line for line, _, _ in found[1:]), prose.count("\n") + 2]
    return [
        (title, Place(view.prose_file, span=on_line(line, column - 1, column - 1 + len(title))))
        for (line, column, title), end in zip(found, ends, strict=False)
        if not any(line < at < end for at in shown)
    ]


def _titled(free: list[tuple[str, Place]], word: str) -> Place | None:
    """Return the place of the heading that says *word* and least besides."""
    found = [(len(title), number) for number, (title, _) in enumerate(free) if word in title]
    return free[min(found)[1]][1] if found else None


def _top(one: _Unshown) -> tuple[str, ...]:
    return one.path[:1] if one.path[0] == "levels" else one.path


def _hit(view: PlanView, place: Place, lost: list[_Unshown]) -> Hit:
    keys = tuple(dict.fromkeys(map(_key, lost)))
    (first, *rest) = lost
    return Hit(
        place,
        msg("plan.md shows nothing of {parts} of 「{key}」", parts=first.parts, key=keys[0])
        if first.parts and not rest
        else msg("No chapter of plan.md shows 「{keys}」 of plan.yaml", keys=keys),
        msg(
            "Put {directives} into the chapter that it belongs to",
            directives=tuple(f"{{{one.directive}}}" for one in lost),
        ),
        ((view.at(*_top(first), on_key=True), msg("The facts stand here")),) if place.span else (),
    )


def _unshown(view: PlanView) -> Iterator[_Unshown]:
    asked: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for piece, options in own_pieces(view):
        asked[piece.value].append(options)
    for name, (path, holds) in PRINTS.items():
        if name not in _FACTS or not holds(view) or (name == "warnings" and not _graded(view)):
            continue
        if name not in asked:
            yield _Unshown(name, tuple(path.split(".")))
        elif name == "actions":
            lacking = _phases(view, asked[name])
            if lacking:
                yield _Unshown(name, (path,), lacking)
        elif name in _ITEMS:
            lacking = _items(view, name, asked[name])
            if lacking:
                yield _Unshown(name, (path,), lacking)


def _graded(view: PlanView) -> bool:
    """Whether the plan lays down warnings by level, not only through which channels they go."""
    return view.plan.warnings is not None and bool(view.plan.warnings.rules)


def _phases(view: PlanView, asked: list[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the phases of actions that no directive shows; those of one level show them all."""
    if any("phase" not in options for options in asked):
        return ()
    words = {options["phase"] for options in asked}
    shown = {phase for phase in Phase if not words.isdisjoint((phase.zh, phase.value))}
    there = {action.phase for action in view.plan.actions}
    return tuple(phase.zh for phase in Phase if phase in there - shown)


def _items(view: PlanView, name: str, asked: list[Mapping[str, str]]) -> tuple[str, ...]:
    items = [options.get("argument") or options.get("item", "") for options in asked]
    if not all(items):
        return ()
    there = dict.fromkeys(one.item for one in getattr(view.plan, name))
    return tuple(item for item in there if item not in items and item not in (view.prose or ""))


__all__ = ["fact_not_shown"]
