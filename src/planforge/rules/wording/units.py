"""Units of measurement: one unit, one spelling in the sentences and one in the cells of a plan."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.written import tables_of
from planforge.feel.unit_table import TABLE
from planforge.feel.units import known_unit
from planforge.findings import Place, Rewrite, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.words import Words
from planforge.rules.wording.marks import part, touched

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.findings import Pointer

_DOUBTFUL: Final = frozenset(
    {
        "方",
        "万方",
        "亿方",
        "分",
        "时",
        "日",
        "月",
        "度",
        "周",
        "星期",
        "百分比",
        "个百分点",
        "千分比",
    }
)
"""Spellings that mean other things as well behind a number."""
_HEADING: Final = late(r"[#*\s]*[\d.]+")
"""The number of a heading, behind which no unit stands."""
_LONGER_WORD: Final = late(r"[A-Za-z0-9²³/·每]|(?<=天)然|(?<=米)[粒饭]")
"""Behind a unit, with which it is another one or no unit."""
_SHOWN: Final = 4


class _Spelt(NamedTuple):
    """A unit behind a number: which one, how it is spelt, where; there are hundreds in a plan.

    Attributes:
        symbol: Its symbol.
        spelling: How it is spelt.
        pointer: Where its text stands in the facts.
        line: The line of its text in `plan.md`; 0 for the facts.
        start: Where it stands in its text.
        is_cell: Whether its text is a cell.
    """

    symbol: str
    spelling: str
    pointer: Pointer
    line: int
    start: int
    is_cell: bool


@plan_rule(
    "WRD016",
    "wording.two-spellings-of-a-unit",
    Severity.ADVICE,
    title=msg("One unit of measurement in two spellings"),
    rationale=msg("Who reads 公里 here and km there asks whether two things are meant."),
    sources=(COMPLETE,),
    follows=("LVL003",),
)
def two_spellings(view: PlanView) -> Iterator[Hit]:
    """公里 and km in the sentences of one plan, mm and 毫米 in its cells; each spelling once."""
    by_unit: dict[tuple[bool, str], list[_Spelt]] = {}
    for one in _spelt(view):
        by_unit.setdefault((one.is_cell, one.symbol), []).append(one)
    for (is_cell, _), spelt in by_unit.items():
        if len({one.spelling for one in spelt}) > 1:
            counts = Counter(one.spelling for one in spelt)
            usual = _usual(view.registry, counts, is_cell=is_cell)
            yield from _hits(view, spelt, usual)


def _place(view: PlanView, one: _Spelt) -> Place:
    at = Place(view.prose_file) if one.line else view.at(*one.pointer)
    return part(at, one.line, one.start, one.start + len(one.spelling))


def _hits(view: PlanView, spelt: list[_Spelt], usual: str) -> Iterator[Hit]:
    for spelling in sorted({one.spelling for one in spelt} - {usual}):
        places = [_place(view, one) for one in spelt if one.spelling == spelling]
        known = next(_place(view, one) for one in spelt if one.spelling == usual)
        yield Hit(
            places[0],
            msg("“{spelling}” is written “{usual}” elsewhere", spelling=spelling, usual=usual),
            msg("Write “{name}”", name=usual),
            (
                (known, msg("Here it is written “{name}”", name=usual)),
                *(
                    (place, msg("“{name}” stands here", name=spelling))
                    for place in places[1:_SHOWN]
                ),
            ),
            tuple(Rewrite(place, usual) for place in places),
        )


def _usual(registry: Registry, counts: Counter[str], *, is_cell: bool) -> str:
    """Return which of the spellings in use is the standard one.

    In sentences the one the indicators are registered in, else the Chinese name before the symbol;
    in cells the one most cells have.
    """
    order = {spelling: i for i, spelling in enumerate(_spellings())}
    registered = {
        entity.element.unit
        for entity in registry.names.entities(Kind.INDICATOR)
        if isinstance(entity.element, Indicator)
    }

    def rank(spelling: str) -> tuple[object, ...]:
        is_registered = spelling in registered
        if is_cell:
            return -counts[spelling], not is_registered, order[spelling]
        return not is_registered, not "一" <= spelling[0] <= "鿿", order[spelling]

    return min(counts, key=rank)


def _spelt(view: PlanView) -> Iterator[_Spelt]:
    """Yield the units behind numbers, those in sentences first; those in cells if they differ."""
    for text, pointer, line in touched(view, _counted()):
        for symbol, spelling, start in _units_in(text):
            yield _Spelt(symbol, spelling, pointer, line, start, is_cell=False)
    spelt = {unit[:2] for text in _texts_of_cells(view) for unit in _units_in(text)}
    if len({symbol for symbol, _ in spelt}) == len(spelt):
        return  # no cell has a unit in another spelling than the others
    for text, pointer in _cells(view):
        for symbol, spelling, start in _units_in(text):
            yield _Spelt(symbol, spelling, pointer, 0, start, is_cell=True)


def _texts_of_cells(view: PlanView) -> set[str]:
    return {
        cell if isinstance(cell, str) else cell.reach
        for table in tables_of(view)
        for _, row in table.rows
        for cell in row.cells.values()
    }


def _cells(view: PlanView) -> Iterator[tuple[str, Pointer]]:
    for table in tables_of(view):
        for pointer, row in table.rows:
            for name, cell in row.cells.items():
                if isinstance(cell, str):
                    yield cell, (*pointer, name)
                else:
                    yield cell.reach, (*pointer, name, "reach")


@cache
def _spellings() -> tuple[str, ...]:
    """Return the spellings of the units that have several, in the order of the table."""
    return tuple(
        spelling
        for dimension, _, _, all_of in TABLE
        if not dimension.startswith("count:")
        for spelling in all_of
        if spelling not in _DOUBTFUL and len(set(all_of) - _DOUBTFUL) > 1
    )


@cache
def _words() -> Words:
    return Words(_spellings())


@cache
def _counted() -> re.Pattern[str]:
    """Return a pattern of what ends a number before a character that begins a unit."""
    begins = "".join(sorted({spelling[0] for spelling in _spellings()}))
    return late(rf"[0-9０-９万亿千)\]] ?(?=[{begins}])")


@lru_cache(maxsize=4096)  # many cells are written alike
def _units_in(text: str) -> tuple[tuple[str, str, int], ...]:
    """Return the units behind numbers: symbol, spelling, and where that starts."""
    return tuple(
        (unit.symbol, spelling, start)
        for spelling, start, number_end in _spellings_in(text)
        if (unit := known_unit(spelling)) is not None
        and not _HEADING.fullmatch(text, 0, number_end)
    )


def _spellings_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the spellings of units behind numbers, where they start, and where the numbers end."""
    done = 0
    for number in _counted().finditer(text):
        if number.start() >= done:
            at = number.end()
            for word in _words().all_at(text, at):
                if not _LONGER_WORD.match(text, at + len(word)):
                    done = at + len(word)
                    yield word, at, number.start() + 1
                    break
