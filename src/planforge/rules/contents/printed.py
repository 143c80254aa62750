"""Which directive of `plan.md` prints which facts of `plan.yaml`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from planforge.model.keys import label
from planforge.model.plan import Plan
from planforge.rules.prose.text import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.prose.text import Piece

    _Holds = Callable[[PlanView], bool]


def _body(field: str) -> _Holds:
    """Return what tells whether the command body, or one below it, has *field*."""
    return lambda view: any(getattr(body, field) for body, _ in view.bodies)


def _warned(field: str) -> _Holds:
    return lambda view: (
        view.plan.warnings is not None
        and any(getattr(rule, field) for rule in view.plan.warnings.rules.values())
    )


def _of_levels(field: str) -> _Holds:
    return lambda view: any(getattr(level, field) for level in view.plan.levels.values())


def _ends(view: PlanView) -> bool:
    """Whether the plan says of a level, or of all, how it ends."""
    return bool(view.plan.termination) or _of_levels("termination")(view)


def _called(field: str) -> _Holds:
    """Return what tells whether the plan calls on resources of *field*."""

    def calls(view: PlanView) -> bool:
        plan = view.plan
        needs = [action.needs for action in plan.actions]
        needs += [change.needs for action in plan.actions for change in action.changes.values()]
        return any(getattr(one, field) for one in (*plan.guarantees, *needs) if one is not None)

    return calls


def _is_filled(field: str) -> _Holds:
    return lambda view: bool(getattr(view.plan, field))


PRINTS: Final[Mapping[str, tuple[str, _Holds]]] = {
    **{
        field.replace("_", "-"): (field, _is_filled(field))
        for field in (
            "basis",
            "scope",
            "principles",
            "grades",
            "leadership",
            "listed_plans",
            "command",
            "local_commands",
            "monitoring",
            "warnings",
            "adjustments",
            "transitions",
            "actions",
            "reports",
            "public_information",
            "recovery",
            "guarantees",
            "management",
            "terms",
            "annexes",
            "links",
        )
    },
    "organisation-chart": ("command", _is_filled("command")),
    "office": ("command.office", _body("office")),
    "members": ("command.members", _body("members")),
    "groups": ("command.groups", _body("groups")),
    "scene-command": ("command.scene", _body("scene")),
    "experts": ("command.experts", _body("experts")),
    "warning-measures": ("warnings", _warned("measures")),
    "warning-response": ("warnings", _is_filled("warnings")),
    "response-levels": ("levels", _is_filled("levels")),
    "level-ladder": ("levels", _is_filled("levels")),
    "response-flow": ("actions", _is_filled("actions")),
    "termination": ("levels.termination", _ends),
    "takeover": ("levels.takeover", _of_levels("takeover")),
    "teams": ("guarantees.teams", _called("teams")),
    "depots": ("guarantees.depots", _called("depots")),
    "shelters": ("guarantees.shelters", _called("shelters")),
    "link-map": ("links", _is_filled("links")),
}
"""Directive → the facts that it prints, and what tells whether a plan has them."""


def own_pieces(view: PlanView) -> Iterator[tuple[Piece, Mapping[str, str]]]:
    """Yield the directives that print facts of this plan, each with its options and argument."""
    pieces = parts(view.prose or "")[0]
    for number, piece in enumerate(pieces):
        if piece.key or piece.value not in PRINTS:
            continue
        options = {one.key: one.value for one in _until_next(iter(pieces[number + 1 :]))}
        if "plan" not in options:
            yield piece, options


def _until_next(pieces: Iterator[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if not piece.key:
            return
        yield piece


def printing(view: PlanView, block: str) -> tuple[Piece, ...]:
    """Return the directives of the plan that print what it has in *block*."""
    own = own_pieces(view)
    return tuple(one for one, _ in own if PRINTS[one.value][0].partition(".")[0] == block)


def headings_above(pieces: Iterable[Piece], titles: Iterable[int]) -> set[int]:
    """Return the lines of the headings below which *pieces* stand; *titles* are all, in order."""
    lines = tuple(titles)
    places = (bisect_left(lines, piece.span.line) for piece in pieces)
    return {lines[place - 1] for place in places if place}


def key_of(path: str) -> str:
    """Return the key of plan files that stands at the end of a path of fields."""
    return label(Plan, tuple(path.split(".")))[0]


__all__ = ["PRINTS", "headings_above", "key_of", "own_pieces", "printing"]
