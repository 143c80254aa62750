"""Indicators across the levels, and rows whose words say something else than their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.written import rows_of, tables_of
from planforge.feel import Flag, Numeric
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.registers import Indicator
from planforge.rules.holes import holes, is_gap
from planforge.rules.ladders import level_ladder
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.slips import written_figures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition
    from planforge.feel import ValueSet
    from planforge.findings import Pointer
    from planforge.model.trigger import Row

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
)
def missing_between(view: PlanView) -> Iterator[Hit]:
    """Indicators of two levels that a level between them leaves out, though nothing is a gap."""
    ladder = level_ladder(view)
    for hole in holes(ladder):
        if hole.instead is None and not is_gap(ladder, hole):
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


_HOURS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*个?小时")


@plan_rule(
    "LVL026",
    "level.words-say-otherwise",
    Severity.WARNING,
    title=msg("Wording of a row that says something else than its cells"),
    rationale=msg(
        "The printed plan shows 表述, the check and the exercise use the cells: with two figures "
        "people and computer start different levels."
    ),
    sources=(RESPONSE_LEVELS,),
)
def words_say_otherwise(view: PlanView) -> Iterator[Hit]:
    """Figures, windows and words of a scale in 表述 that no cell of the row has."""
    for table in tables_of(view.plan):
        rules = view.compiled(table.rows, table.pointer).rules
        for pointer, row in rows_of(table):
            cells = {
                cell.pointer: cell
                for rule in rules
                if row.text and rule.is_complete and rule.pointer[: len(pointer)] == pointer
                for cell in rule.conditions
            }
            if cells:
                yield from _contradictions(view, pointer, row, list(cells.values()))


def _contradictions(
    view: PlanView, pointer: Pointer, row: Row, cells: list[Condition]
) -> Iterator[Hit]:
    for cell, said, written in _differences(row.text, cells):
        at = row.text.find(said)
        yield Hit(
            Place(view.file, (*pointer, "text"), chars=(at, at + len(said))),
            msg(
                "The wording says “{said}”, the cell on {indicator} “{written}”",
                said=said,
                indicator=cell.indicator.name,
                written=written,
            ),
            msg("Correct one of the two, or leave 表述 out: it is then made from the cells"),
            ((view.at(*cell.pointer), msg("the cell")),),
        )
        return


def _differences(text: str, cells: list[Condition]) -> Iterator[tuple[Condition, str, str]]:
    """Yield cells that *text* contradicts, with what it says and what the cell says."""
    for cell in cells:
        hours = _HOURS.findall(text)
        window = _HOURS.fullmatch(_window(cell))
        timed = {n for c in cells for n in _numbers_in_hours(c)}
        if window and hours and window[1] not in hours and not timed & set(hours):
            yield cell, next(m[0] for m in _HOURS.finditer(text)), _window(cell)
        for values in filter(None, (cell.values, cell.reach)):
            if isinstance(values.domain, Numeric):
                yield from _figures(text, cell, values, cells)
            elif not isinstance(values.domain, Flag):
                yield from _words(text, cell, values)


def _window(cell: Condition) -> str:
    entry = cell.indicator.element
    return entry.window if isinstance(entry, Indicator) else ""


def _numbers_in_hours(cell: Condition) -> set[str]:
    domain = cell.values.domain
    is_time = (
        isinstance(domain, Numeric)
        and domain.unit is not None
        and (domain.unit.symbol in {"小时", "h"})
    )
    return {str(number) for number in _bounds(cell.values)} if is_time else set()


def _bounds(values: ValueSet) -> set[Fraction]:
    ends = {bound for pair in values.open_spans() for bound in pair}
    return {bound.number for bound in ends if bound is not None}


def _figures(
    text: str, cell: Condition, values: ValueSet, cells: list[Condition]
) -> Iterator[tuple[Condition, str, str]]:
    unit = getattr(values.domain, "unit", None)
    if unit is None:
        return
    known = {
        number
        for other in cells
        for each in filter(None, (other.values, other.reach))
        if getattr(each.domain, "unit", None) == unit
        for number in _bounds(each)
    }
    said = written_figures(text, values.domain)
    left_out = known - {number for number, _ in said}
    wrong = next((shown for number, shown in said if number not in known), None)
    if wrong is not None and left_out:  # a figure more than the cells have explains something
        yield cell, wrong, values.text()


def _words(text: str, cell: Condition, values: ValueSet) -> Iterator[tuple[Condition, str, str]]:
    domain = values.domain
    if isinstance(domain, Numeric | Flag):
        return
    words = sorted(domain.words, key=len, reverse=True)
    said = re.findall("|".join(map(re.escape, words)), text)
    if said and not any(values.contains(word) for word in said):
        yield cell, said[0], values.text()
