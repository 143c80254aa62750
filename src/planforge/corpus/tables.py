"""Trigger tables made exact: every cell a set of values of its indicator.

A row's cells are compiled against the registered indicators. What cannot be compiled is kept as a
problem with its place inside the cell; rules report it, and the rest of the table is still judged.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import Entity, Found
from planforge.feel import (
    Domain,
    Flag,
    Numeric,
    Ordered,
    Problem,
    Problems,
    Unit,
    ValueSet,
    Worse,
    compile_test,
    measured,
    parse_unary,
    parse_unit,
)
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType, WarningColour
from planforge.model.scales import Worse as Direction
from planforge.model.trigger import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.registry import Registry
    from planforge.feel import Spans
    from planforge.findings import Pointer
    from planforge.model.trigger import Quantified, Table

_WORSE: Final = {
    Direction.UP: Worse.HIGHER,
    Direction.DOWN: Worse.LOWER,
    Direction.NONE: Worse.NEITHER,
}
_INDICATORS: Final = (Kind.INDICATOR,)
_NOTHING: Final[frozenset[str]] = frozenset()
COLOURS: Final = tuple(colour.zh for colour in reversed(list(WarningColour)))
"""Warning colours, mildest first."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Something wrong in a cell: where it stands and, inside its text, from where to where."""

    pointer: Pointer
    problem: Problem


@dataclass(frozen=True, slots=True)
class UnknownIndicator:
    """A column that no register knows, with the nearest names."""

    pointer: Pointer
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A cell made exact.

    Attributes:
        dimension: Key of the axis: the indicator's id, with the quantifier if there is one.
        indicator: The registered indicator.
        values: The values at which the cell holds, in the indicator's own unit.
        pointer: Where the cell stands.
        reach: For a count of places: what the indicator must reach in each of them.
        text: What stands in the cell, of a count of places the number.
    """

    dimension: str
    indicator: Entity
    values: ValueSet
    pointer: Pointer
    reach: ValueSet | None = None
    text: str = ""

    @property
    def bounds(self) -> Spans:
        """The bounds of the values as they are written: [10..29] people end with 29, not before 30.

        None where the domain itself ends.
        """
        domain = measured(self.values.domain)
        written = self.values if domain is self.values.domain else compile_cell(self.text, domain)
        return (self.values if isinstance(written, Problems) else written).open_spans()


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a table made exact; rows with alternatives inside become several.

    Attributes:
        pointer: Where the row stands.
        conditions: Its cells.
        judgement: What people have to judge, empty if nothing.
        scope: Where or when it holds: the table's scope and name of timing, then the row's.
        table: Name of the table it stands in, empty for the only one.
        linked: Whether it starts the level because of a neighbour's facts.
        may: Whether the level may, rather than must, start.
        unread: Ids of the indicators of cells that could not be compiled, empty for an unknown one.
    """

    pointer: Pointer
    conditions: tuple[Condition, ...]
    judgement: str = ""
    scope: tuple[str, ...] = ()
    table: str = ""
    linked: bool = False
    may: bool = False
    unread: frozenset[str] = frozenset()

    @property
    def is_complete(self) -> bool:
        """Whether every cell could be compiled."""
        return not self.unread

    @property
    def is_numeric(self) -> bool:
        """Whether the row holds by its cells alone, without anybody's judgement."""
        return bool(self.conditions) and not self.judgement and self.is_complete


@dataclass(frozen=True, slots=True)
class Compiled:
    """A trigger table made exact."""

    rules: tuple[Rule, ...]
    problems: tuple[CellProblem, ...] = ()
    unknown: tuple[UnknownIndicator, ...] = ()


def compile_triggers(
    triggers: Iterable[Row | Table], registry: Registry, pointer: Pointer
) -> Compiled:
    """Compile the table at *pointer* of a file against the indicators of *registry*."""
    work = _Work(registry)
    rules: list[Rule] = []
    for i, item in enumerate(triggers):
        rules += work.item(item, (*pointer, i))
    return Compiled(tuple(rules), tuple(work.problems), tuple(work.unknown))


def joined(parts: Iterable[Compiled]) -> Compiled:
    """Return several tables as one: any row of any of them suffices."""
    rules: tuple[Rule, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    unknown: tuple[UnknownIndicator, ...] = ()
    for part in parts:
        rules, problems = rules + part.rules, problems + part.problems
        unknown += part.unknown
    return Compiled(rules, problems, unknown)


class Column(NamedTuple):
    """What tables may ask for by one name.

    Attributes:
        indicator: The registered indicator.
        domain: Its values; None if its entry is at fault, or the jurisdiction names no levels.
        cells: The cells read so far, by their text.
    """

    indicator: Entity
    domain: Domain | None
    cells: dict[str, ValueSet]


class _Work:
    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.problems: list[CellProblem] = []
        self.unknown: list[UnknownIndicator] = []

    def item(self, item: Row | Table, at: Pointer) -> list[Rule]:
        if isinstance(item, Row):
            return self.row(item, at)
        scope = tuple(text for text in (item.timing, item.scope) if text)
        return [
            rule
            for i, row in enumerate(item.rows)
            for rule in self.row(row, (*at, "rows", i), scope, item.name)
        ]

    def row(
        self, row: Row, at: Pointer, scope: tuple[str, ...] = (), table: str = ""
    ) -> list[Rule]:
        conditions: list[Condition] = []
        unread: list[str] = []
        for name, cell in row.cells.items():
            made = self.cell(name, cell, (*at, name))
            if isinstance(made, str):
                unread.append(made)
            else:
                conditions.append(made)
        own = Rule(
            at,
            tuple(conditions),
            row.judgement or "",
            (*scope, row.scope) if row.scope else scope,
            table,
            row.linked,
            row.may,
            frozenset(unread) if unread else _NOTHING,
        )
        if not row.any_of:
            return [own]
        return [
            Rule(
                inner.pointer,
                own.conditions + inner.conditions,
                "；".join(text for text in (own.judgement, inner.judgement) if text),
                inner.scope,
                table,
                own.linked or inner.linked,
                own.may or inner.may,
                own.unread | inner.unread,
            )
            for i, option in enumerate(row.any_of)
            for inner in self.row(option, (*at, "any_of", i), own.scope, table)
        ]

    def cell(self, name: str, cell: str | Quantified, at: Pointer) -> Condition | str:
        """Return *cell* made exact, or the id of its indicator, empty if that is unknown."""
        column = self.registry.columns.get(name) or self.column(name, at)
        if column is None:
            return ""
        indicator, domain, known = column
        if domain is None:
            return indicator.id
        if not isinstance(cell, str):
            reach = self.test(cell.reach, domain, (*at, "reach"))
            count = self.test(cell.count, PLACES, (*at, "count"))
            if reach is None or count is None:
                return indicator.id
            return Condition(
                f"{indicator.id}#{_text(reach)}", indicator, count, at, reach, cell.count
            )
        values = known.get(cell)
        if values is None:
            values = self.test(cell, domain, at)
            if values is None:
                return indicator.id
            known[cell] = values
        return Condition(indicator.id, indicator, values, at, None, cell)

    def column(self, name: str, at: Pointer) -> Column | None:
        """Return what the cell at *at* asks for by *name*; None if that is unknown."""
        found = self.registry.names.known(name, _INDICATORS)
        if not isinstance(found, Found):
            if Kind.INDICATOR not in self.registry.broken:
                nearest = self.registry.names.nearest(name, _INDICATORS)
                self.unknown.append(UnknownIndicator(at, name, nearest))
            return None
        made = domain_of(found.entity, self.registry)
        domain = None if isinstance(made, Problems) else made
        if isinstance(domain, Ordered) and not domain.words:
            domain = None
        column = self.registry.columns[name] = Column(found.entity, domain, {})
        return column

    def test(self, text: str, domain: Domain, at: Pointer) -> ValueSet | None:
        result = compile_cell(text, domain)
        if isinstance(result, Problems):
            self.problems += [CellProblem(at, problem) for problem in result]
            return None
        return result


@lru_cache(maxsize=16384)
def compile_cell(text: str, domain: Domain) -> ValueSet | Problems:
    """Return the values of *domain* that the cell *text* describes, or what is wrong with it."""
    parsed = parse_unary(text)
    return parsed if isinstance(parsed, Problems) else compile_test(parsed, domain)


@lru_cache(maxsize=4096)
def _text(reach: ValueSet) -> str:
    return reach.text()


PLACES: Final = Numeric(low=Fraction(0), integer=True)
"""How many places reach something."""


def domain_of(indicator: Entity, registry: Registry) -> Domain | Problems:
    """Return what values *indicator* can have, or what is wrong with its unit or bounds."""
    entry = indicator.element
    known = registry.domains.get(id(entry))
    if known is not None and known[0] is entry:
        return known[1]
    if not isinstance(entry, Indicator):
        raise TypeError(f"{indicator.name} is no indicator")
    domain = _of_entry(entry, registry)
    registry.domains[id(entry)] = entry, domain
    return domain


def _of_entry(entry: Indicator, registry: Registry) -> Domain | Problems:
    words = entry.words
    if entry.type is IndicatorType.LEVEL and not words:
        words = tuple(reversed(registry.level_order))
    worse = _WORSE[entry.worse]
    is_count = entry.type is IndicatorType.COUNT
    return _domain(entry.type, words, worse) or _numeric(
        entry.unit, entry.bounds, worse, is_count=is_count
    )


@lru_cache(maxsize=1024)
def _domain(kind: IndicatorType, words: tuple[str, ...], worse: Worse) -> Domain | None:
    """Return the domain of an indicator without numbers."""
    if kind is IndicatorType.WARNING:
        return Ordered(COLOURS, tuple((word[0], word) for word in COLOURS), worse=worse)
    if kind in (IndicatorType.LEVEL, IndicatorType.GRADE):
        return Ordered(words, worse=worse)
    return Flag(worse) if kind is IndicatorType.FLAG else None


@lru_cache(maxsize=1024)
def _numeric(unit_text: str, bounds: str, worse: Worse, *, is_count: bool) -> Numeric | Problems:
    unit: Unit | None = None
    if unit_text:
        parsed = parse_unit(unit_text)
        if isinstance(parsed, Problem):
            return Problems((parsed,))
        unit = parsed
    is_counted = is_count or (unit is not None and unit.is_whole)
    free = Numeric(unit, low=Fraction(0) if is_counted else None, integer=is_count, worse=worse)
    if not bounds:
        return free
    limits = compile_cell(bounds, free)
    if isinstance(limits, Problems):
        return limits
    span = limits.line.spans[0]
    return Numeric(unit, span.low, span.high, span.low_closed, span.high_closed, is_count, worse)
