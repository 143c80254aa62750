"""Indicators across the levels: left out in the middle, or measured there in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.levels.holes import holes, is_gap
from planforge.rules.levels.odd_scopes import is_limited_otherwise
from planforge.rules.levels.plan_ladders import level_ladder
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")


@plan_rule(
    "LVL024",
    "level.indicator-missing-between",
    Severity.ADVICE,
    title=msg("Indicator that the level in between leaves out"),
    rationale=msg(
        "An indicator that starts the level above and the level below, but not the one between "
        "them, was as a rule forgotten there."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL051", "PRO021"),
)
def missing_between(view: PlanView) -> Iterator[Hit]:
    """Indicators of two levels that a level between them leaves out, though nothing is a gap."""
    ladder = level_ladder(view)
    for hole in holes(ladder):
        is_told = is_limited_otherwise(view, hole.axis, (hole.rank,))
        if hole.instead is None and not is_told and not is_gap(ladder, hole):
            level = _level(view, hole.rank)
            yield Hit(
                view.at("levels", level, "triggers", on_key=True),
                msg(
                    "{level} says nothing of {indicator}, though {lower} and {higher} do",
                    level=level,
                    indicator=hole.side.indicator.name,
                    lower=hole.lower.level,
                    higher=hole.higher.level,
                ),
                msg("Add a row on it, or leave the indicator to one level"),
                (
                    (
                        view.at(*hole.side.pointer),
                        msg("the row of {level}", level=hole.higher.level),
                    ),
                ),
            )


@plan_rule(
    "LVL025",
    "level.other-window-between",
    Severity.ERROR,
    title=msg("Level that measures the same thing in another way than its neighbours"),
    rationale=msg(
        "100 millimetres in one hour and in a day are different storms: with another window or a "
        "forecast in the middle the levels no longer follow each other."
    ),
    sources=(RESPONSE_LEVELS,),
)
def other_window_between(view: PlanView) -> Iterator[Hit]:
    """Levels whose row is on another window of an indicator that both neighbours use."""
    for hole in holes(level_ladder(view)):
        if hole.instead is not None:
            row, side = hole.instead
            yield Hit(
                view.at(*side.pointer, on_key=True),
                msg(
                    "{level} asks for {indicator}, but {lower} and {higher} for {other}",
                    level=row.level,
                    indicator=side.indicator.name,
                    lower=hole.lower.level,
                    higher=hole.higher.level,
                    other=hole.side.indicator.name,
                ),
                msg(
                    "Use one indicator in all levels: here probably “{name}”",
                    name=hole.side.indicator.name,
                ),
                (
                    (
                        view.at(*hole.side.pointer),
                        msg("the row of {level}", level=hole.higher.level),
                    ),
                ),
            )


def _level(view: PlanView, rank: int) -> str:
    return tuple(reversed(view.levels))[rank - 1].name
