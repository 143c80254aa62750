"""Changes of level that are left out: every step up, and every step down, if one is written."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.levels.changes import ADJUSTED_AND_ENDED
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView

_FEWEST: Final = 2
"""Steps that are written from which on the missing one stands out."""


@plan_rule(
    "LVL052",
    "level.change-left-out",
    Severity.WARNING,
    title=msg("Change of level that is left out"),
    rationale=msg(
        "Where all other steps stand in the plan, the one that is missing looks forbidden; nobody "
        "decides on it, and the response stays where it is."
    ),
    sources=ADJUSTED_AND_ENDED,
    follows=("LVL057",),
)
def change_left_out(view: PlanView) -> Iterator[Hit]:
    """级别调整 with a step between all neighbouring levels, up or down, but for one.

    A change over several levels counts as the steps that it goes over.
    """
    if len(view.plan.transitions) < _FEWEST:
        return
    ranked = sorted(level.severity for level in view.levels)
    names = {level.severity: level.name for level in view.levels}
    steps = set(pairwise(ranked))
    up: dict[tuple[int, int], int] = {}
    down: dict[tuple[int, int], int] = {}
    for i, change in enumerate(view.plan.transitions):
        source, target = view.severity(change.source), view.severity(change.target)
        if source is None or target is None:
            return
        low, high = sorted((source, target))
        for step in steps:
            if low <= step[0] and step[1] <= high:
                (up if source < target else down).setdefault(step, i)
    yield from _left_out(view, steps, up, names, is_up=True)
    yield from _left_out(view, steps, down, names, is_up=False)


def _left_out(
    view: PlanView,
    steps: set[tuple[int, int]],
    written: Mapping[tuple[int, int], int],
    names: Mapping[int, str],
    *,
    is_up: bool,
) -> Iterator[Hit]:
    missing = steps - written.keys()
    if len(missing) != 1 or len(written) < _FEWEST:
        return
    low, high = next(iter(missing))
    source, target = (low, high) if is_up else (high, low)
    at = min(written.values())
    yield Hit(
        view.at("transitions", on_key=True),
        msg(
            "No entry leads from {source} to {target}, though all other steps are there",
            source=names[source],
            target=names[target],
        ),
        msg(
            "Add {{由: {source}, 到: {target}, 条件: …, 决定: …}}",
            source=names[source],
            target=names[target],
        ),
        ((view.at("transitions", at), msg("one of the other steps")),),
    )


__all__ = ["change_left_out"]
