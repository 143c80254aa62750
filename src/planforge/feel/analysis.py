"""Questions about a decision table as a whole: gaps, overlaps, rows that never win, wrong order.

All answers are exact and name a point that proves them. Where a question could not be settled with
the effort allowed (`covering.Effort`, which notes it), nothing is reported; no table written by
people comes near that.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeAlias

from planforge.feel.boxes import may_cover
from planforge.feel.grid import Sides, are_apart, is_inside, meet
from planforge.feel.table import Fall, Gap, Overlap, Row, Table, Unreachable, Weaker
from planforge.feel.table_index import Fallen, OpenCells, TableIndex

if TYPE_CHECKING:
    from planforge.feel.covering import Effort

HitPolicy: TypeAlias = Literal["highest", "unique"]
"""Whether several levels may hold at once (the highest wins), or one only."""


def overlaps(table: Table, hit_policy: HitPolicy = "highest") -> tuple[Overlap, ...]:
    """Return the rows of different levels that share points on the same set of dimensions.

    With "unique", every shared point counts. With "highest", the wins of the higher row must be an
    accident: on some side the ranges cross (the lower one neither runs to the worst value, as
    `>= 50` below `>= 100`, nor lies within the higher one), and they meet in a single value, or the
    higher one ends too, or no other side of the higher row asks for worse values.
    """
    index = TableIndex(table)
    found: list[Overlap] = []
    for lower, higher in index.pairs():
        first, second = index.rows[lower], index.rows[higher]
        shared = meet(first, second)
        if shared is None or (hit_policy == "highest" and index.continues(first, second)):
            continue
        found.append(
            Overlap(lower, higher, index.grid.box(shared), index.witness(shared, shared.keys()))
        )
    return tuple(found)


def gaps(table: Table) -> tuple[Gap, ...]:
    """Return the values in no level although a milder value of the same indicator is in one.

    Looked for along each indicator that can get worse, with the other conditions of the row
    unchanged: between the ranges of levels, and beyond the range of the last. Rows on other
    indicators alone fill no gap: that a landslide has injured nobody says nothing about the dead.
    """
    index = TableIndex(table)
    found: list[OpenCells] = []
    for row, sides in index.rows.items():
        for axis, worse in index.worsened(sides):
            found.extend(index.open_cells(row, axis, worse))
    kept: list[OpenCells] = []
    alike: dict[tuple[str, int], list[OpenCells]] = defaultdict(list)
    for cells in sorted(found, key=lambda cells: (cells.distance, cells.row)):
        known = alike[cells.axis, cells.bits]
        if not any(index.is_same_gap(cells, other) for other in known):
            known.append(cells)
            kept.append(cells)
    result = [
        Gap(
            cells.axis,
            cells.row,
            index.grid.values(cells.axis, cells.bits),
            index.witness(cells.part, index.rows[cells.row].keys()),
        )
        for cells in kept
    ]
    return tuple(sorted(result, key=lambda gap: (gap.milder, gap.axis, gap.values.line.cuts)))


def unreachable_rows(table: Table, effort: Effort | None = None) -> tuple[Unreachable, ...]:
    """Return the rows whose points are all in higher levels or in other rows of their level.

    A row that asks for further indicators counts where it asks for all of this one as well: rows on
    a few injured are not superfluous because every number of dead is in some level. A dimension has
    some value; that of one which may have none must be asked for in a dimension of its own. Of rows
    that make each other superfluous, the later one is reported.
    """
    index = TableIndex(table, effort)
    found: list[Unreachable] = []
    removed: set[Row] = set()
    by_dimensions: dict[frozenset[str], list[tuple[int, Row]]] = defaultdict(list)
    for place, (row, sides) in enumerate(index.rows.items()):
        by_dimensions[frozenset(sides)].append((place, row))
    for row in sorted(index.rows, key=lambda row: (-row.level, -row.row)):
        sides = index.rows[row]
        mine = frozenset(sides)
        near = [rows for known, rows in by_dimensions.items() if may_cover(known, mine)]
        others = [
            other
            for _, other in sorted(chain.from_iterable(near))
            if other.level >= row.level and other != row and other not in removed
        ]
        by = index.covering(sides, others)
        if by is None or not all(sides.values()):
            continue
        removed.add(row)
        for other in by:
            by = index.covering(sides, [each for each in by if each != other]) or by
        found.append(Unreachable(row, by, index.witness(sides, sides.keys())))
    return tuple(sorted(found, key=lambda item: item.row))


def falls(table: Table) -> tuple[Fall, ...]:
    """Return where an indicator gets worse and the winning level falls.

    The worse point is in some level; where it is in none, `gaps` reports it. Of rows that fall to
    the same row at the same value, the one next to it is named.
    """
    index = TableIndex(table)
    found: list[Fallen] = []
    for row, sides in index.rows.items():
        for axis, worse in index.worsened(sides):
            found.extend(index.fallen(row, axis, worse))
    kept: list[Fallen] = []
    alike: dict[tuple[str, Row], list[Sides]] = defaultdict(list)
    for fallen in sorted(found, key=lambda item: (item.distance, item.row, item.axis, item.lower)):
        known = alike[fallen.axis, fallen.lower]
        if all(are_apart(fallen.part, other) for other in known):
            known.append(fallen.part)
            kept.append(fallen)
    falls_ = [
        Fall(
            item.axis,
            item.row,
            item.lower,
            index.before(item),
            index.witness(item.part, index.rows[item.row].keys() | index.rows[item.lower].keys()),
        )
        for item in kept
    ]
    return tuple(sorted(falls_, key=lambda fall: (fall.milder, fall.axis, fall.worse)))


def weaker_rows(table: Table) -> tuple[Weaker, ...]:
    """Return the rows of higher levels that contain a row of a lower one on the same dimensions."""
    index = TableIndex(table)
    return tuple(
        Weaker(lower, higher, index.witness(first, first.keys()))
        for lower, higher in index.pairs()
        for first in [index.rows[lower]]
        if all(first.values()) and is_inside(first, index.rows[higher])
    )
