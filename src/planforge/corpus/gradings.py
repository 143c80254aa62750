"""What the words of an ordered grade mean in figures: by other indicators, or station by station.

“大洪水” is a return period, “超警戒” is another height at every gauge. The register says both once,
so that triggers may use the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.tables import CellProblem, Compiled, compile_cell, compile_triggers, domain_of
from planforge.feel import Numeric, Problem, Problems, ValueSet, parse_unit
from planforge.frozen import dataclass
from planforge.model.registers import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.registry import Registry
    from planforge.findings import Pointer
    from planforge.model.registers import Station


@dataclass(frozen=True, slots=True)
class Grading:
    """The grades of an indicator made exact.

    Attributes:
        criteria: Grade → the table that says when it is reached; in file order.
        stations: (station, grade) → values of the measured figure at which it is reached there.
        problems: What is wrong in the tests; pointers inside the register's file.
        words: What is wrong with the keys that should be grades of the indicator.
    """

    criteria: tuple[tuple[str, Compiled], ...]
    stations: tuple[tuple[tuple[str, str], ValueSet], ...]
    problems: tuple[CellProblem, ...]
    words: tuple[CellProblem, ...]


def grading_of(indicator: Entity, registry: Registry) -> Grading:
    """Return what the grades of *indicator* mean; empty for one that defines none.

    Raises:
        TypeError: *indicator* is no entry of the register of indicators.
    """
    entry = indicator.element
    if not isinstance(entry, Indicator):
        raise TypeError(f"{indicator.name} is no indicator")
    at = indicator.place.pointer
    criteria = tuple(
        (word, compile_triggers(rows, registry, (*at, "criteria", word)))
        for word, rows in entry.criteria.items()
    )
    problems = [problem for _, table in criteria for problem in table.problems]
    stations: list[tuple[tuple[str, str], ValueSet]] = []
    for i, station in enumerate(entry.stations):
        for word, values in _figures(station, entry.unit, (*at, "stations", i)):
            if isinstance(values, CellProblem):
                problems.append(values)
            else:
                stations.append(((station.name, word), values))
    words = tuple(_unknown_words(indicator, entry, registry))
    return Grading(criteria, tuple(stations), tuple(problems), words)


def _unknown_words(
    indicator: Entity, entry: Indicator, registry: Registry
) -> Iterator[CellProblem]:
    domain = domain_of(indicator, registry)
    if isinstance(domain, Problems):
        return
    at = indicator.place.pointer
    used = [((*at, "criteria", word), word) for word in entry.criteria]
    for i, station in enumerate(entry.stations):
        used += [((*at, "stations", i, "grades", word), word) for word in station.grades]
    for pointer, word in used:
        result = compile_cell(word, domain)
        if isinstance(result, Problems):
            yield from (CellProblem(pointer, problem) for problem in result)


def _figures(
    station: Station, unit_text: str, at: Pointer
) -> Iterator[tuple[str, ValueSet | CellProblem]]:
    unit = parse_unit(unit_text) if unit_text else None
    for word, text in station.grades.items():
        here = (*at, "grades", word)
        if isinstance(unit, Problem):
            yield word, CellProblem(here, unit)
            continue
        values = compile_cell(text, Numeric(unit))
        if isinstance(values, Problems):
            for problem in values:
                yield word, CellProblem(here, problem)
        else:
            yield word, values
