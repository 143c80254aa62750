"""Cells with a bound more or less than the words beside them: from nothing on, or up to nowhere."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.feel import Ordered, Worse
from planforge.frozen import dataclass
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from planforge.corpus.tables import Condition
    from planforge.feel import ValueSet

_Said: TypeAlias = "tuple[tuple[Fraction, str], ...]"
"""The figures of a wording, and how they stand there."""
_Cells: TypeAlias = "Sequence[list[tuple[Condition, Fraction]]]"
"""The bounds of the cells of each option of a row."""
_REACHES: Final = late(r"(?:达到?|超过|突破|不[少低]于)(?:了|或者?超过)?$")


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell, and words beside it that say something else.

    Attributes:
        cell: The cell.
        said: What the words say.
        written: What the cell says.
        number: The figure of the words; None for a word of a scale or a window.
        bound: The figure of the cell that the words do not have; None likewise.
        is_added: Whether the cell has a bound more or less than the words, so that the cell is the
            slip.
    """

    cell: Condition
    said: str
    written: str
    number: Fraction | None = None
    bound: Fraction | None = None
    is_added: bool = False

    @property
    def is_of_a_scale(self) -> bool:
        """Whether the cell asks for another word of its scale than the words beside it."""
        asked = self.cell.values if self.cell.reach is None else self.cell.reach
        return self.number is None and isinstance(asked.domain, Ordered)


@lru_cache(maxsize=4096)
def bounds_of(values: ValueSet) -> frozenset[Fraction]:
    """Return the numbers at which *values* begin and end."""
    ends = {bound for pair in values.open_spans() for bound in pair}
    return frozenset(bound.number for bound in ends if bound is not None)


def spoken(cell: Condition) -> Mapping[Fraction, frozenset[Fraction]]:
    """Return the bounds of *cell* as written, each with the numbers by which words may say it.

    What is counted may be said otherwise than it is written: [10..29] people are less than 30.
    """
    bounds, step = bounds_of(cell.values), cell.values.line.step
    if not step:
        return {number: frozenset((number,)) for number in bounds}
    found: dict[Fraction, frozenset[Fraction]] = {}
    for number in (bound.number for pair in cell.bounds for bound in pair if bound is not None):
        beside = () if number in bounds else (n for n in bounds if abs(n - number) == step)
        found[number] = frozenset((number, *beside))
    return found


def one_sided(text: str, said: _Said, each: _Cells) -> Iterator[Difference]:
    """Yield the cells of *each* option of a row that begin or end where *text* does not.

    Args:
        text: The wording of the row.
        said: Its figures in the unit of the cells.
        each: Of each option the cells in that unit, with their bounds.
    """
    yield from _starts_late(text, said, each)
    yield from _begins_at_end(text, said, each)
    yield from _starts_at_once(text, said, each)


def _starts_late(text: str, said: _Said, each: _Cells) -> Iterator[Difference]:
    """Yield a cell that does not begin at the least there is, though *text* says 3人以下 only."""
    if len(said) != 1 or not text[text.find(said[0][1]) + len(said[0][1]) :].startswith("以下"):
        return
    for found in each:
        cells = {cell.pointer: cell for cell, number in found if number == said[0][0]}
        for cell in cells.values():
            least = getattr(cell.values.domain, "step", 0)
            for low in sorted(bounds_of(cell.values)):
                if least < low < said[0][0]:
                    words, written = f"{said[0][1]}以下", cell.values.text()
                    yield Difference(cell, words, written, is_added=True)
                    return


def _begins_at_end(text: str, said: _Said, each: _Cells) -> Iterator[Difference]:
    """Yield a cell that only ends at the one figure of *text*, where that says 达到 or 以上."""
    if len(said) != 1:
        return
    number, shown = said[0]
    at = text.find(shown)
    behind = text[at + len(shown) :]
    is_start = _REACHES.search(text, 0, at) or behind.startswith("以上")
    if not is_start or behind.startswith(("以下", "至", "到", "～", "—")):
        return
    cells = {cell.pointer: cell for found in each for cell, _ in found}
    for cell in cells.values():
        (low, _), *_rest = cell.values.open_spans() or ((None, None),)
        if cell.values.domain.worse is Worse.LOWER or low is None or number <= low.number:
            return
    for cell in cells.values():
        low = cell.values.open_spans()[0][0]
        if number in bounds_of(cell.values) and low is not None:
            yield Difference(cell, shown, cell.values.text(), number, low.number)
            return


def _starts_at_once(text: str, said: _Said, each: _Cells) -> Iterator[Difference]:
    """Yield a cell that begins at the least there is, though *text* says 1小时以上4小时以下."""
    for (low, shown), (high, upper) in itertools.pairwise(said):
        if low <= 0 or f"{shown}以上{upper}以下" not in text:
            continue
        for cell in (cell for found in each for cell, number in found if number == high):
            (first, last), *more = cell.values.open_spans()
            if first is None and last is not None and last.number == high and not more:
                yield Difference(cell, f"{shown}以上", cell.values.text(), is_added=True)
                return


__all__ = ["Difference", "bounds_of", "one_sided", "spoken"]
