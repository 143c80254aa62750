"""Decision tables: levels, the mildest first, each with rows of which any suffices.

The highest level that holds wins. `analysis` asks questions about a table as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.feel.boxes import Box
    from planforge.feel.domain import Value, ValueSet
    from planforge.feel.grid import Point


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a table: it holds where any of its rows does."""

    name: str
    rows: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The levels of a decision table, the mildest first."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """Which row is meant: number of the level (0 is the mildest) and of the row in it."""

    level: int
    row: int


@dataclass(frozen=True, slots=True)
class Witness:
    """A point that proves an answer.

    Attributes:
        values: Values on the dimensions that the rows in question name.
        others: Values that keep further rows out of the way, mostly “no” to a judgement; every
            dimension in neither may have any value.
    """

    values: Point
    others: Point


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two levels that hold at the same point although neither continues the other."""

    lower: Row
    higher: Row
    shared: Box
    witness: Witness


@dataclass(frozen=True, slots=True)
class Gap:
    """Values of one indicator that are in no level, although a milder value is.

    Attributes:
        axis: The indicator.
        milder: The row that has the milder value, under the same other conditions; the one next to
            the gap.
        values: All values of the gap, connected.
        witness: A point in no level.
    """

    axis: str
    milder: Row
    values: ValueSet
    witness: Witness


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A row that changes nothing: each of its points is in a higher level or another row.

    Attributes:
        row: The row.
        by: Rows that cover it, none of them dispensable.
        witness: A point of the row.
    """

    row: Row
    by: tuple[Row, ...]
    witness: Witness


@dataclass(frozen=True, slots=True)
class Fall:
    """An indicator gets worse, and the level falls.

    Attributes:
        axis: The indicator.
        milder: The row that holds at the milder value.
        worse: The row of a lower level that is the best to hold at the worse value.
        before: The milder value on *axis*.
        witness: The point with the worse value; all but *axis* is the same before.
    """

    axis: str
    milder: Row
    worse: Row
    before: Value
    witness: Witness


@dataclass(frozen=True, slots=True)
class Weaker:
    """A row of a higher level that asks for no more than a row of a lower level does."""

    lower: Row
    higher: Row
    witness: Witness


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table says where some values may be unknown.

    Attributes:
        determined: Highest level that holds whatever the unknown values are, None for no level.
        possible: Highest level that some of the unknown values could bring about.
    """

    determined: int | None
    possible: int | None


def evaluate(table: Table, values: Mapping[str, Value]) -> Outcome:
    """Return the level at *values*; a dimension that is missing is unknown, never zero or no."""
    determined = possible = None
    for number, level in enumerate(table.levels):
        holds = [row.contains(values) for row in level.rows]
        if True in holds:
            determined = number
        if True in holds or None in holds:
            possible = number
    return Outcome(determined, possible)
