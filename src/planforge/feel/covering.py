"""Whether boxes together cover another one: for every point, without listing points."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from planforge.feel.grid import grid_of
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.feel.boxes import Box
    from planforge.feel.grid import Grid, Packed, Point

MAX_STEPS: Final = 400
"""Splits that each question may take; those on real tables take fewer than a hundred."""
MAX_MORE_STEPS: Final = 400_000
"""Splits that all questions on one table may take beyond that, which is a few seconds."""


class Cover(Enum):
    """Whether boxes cover another."""

    COVERED = "covered"
    OPEN = "open"
    UNDECIDED = "undecided"
    """Not settled within the steps allowed; no table written by people came near it."""


class Effort:
    """How much may be spent on the questions of one table.

    Attributes:
        left: Splits that questions may still take beyond what each has of its own.
        undecided: For each question that took all of them, what it was asked about.
    """

    def __init__(self, steps: int = MAX_STEPS, more: int = MAX_MORE_STEPS) -> None:
        """Allow each question so many *steps*, and all together so many *more*."""
        self._steps = steps
        self.left = more
        self.undecided: list[object] = []

    def cover(
        self, grid: Grid, target: Packed, others: Sequence[Packed], about: object = None
    ) -> Covering:
        """Return whether *others* together cover *target*, and note if that stays open."""
        answer = cover(grid, target, others, self._steps + self.left)
        self.left -= max(0, answer.steps - self._steps)
        if answer.state is Cover.UNDECIDED:
            self.left = 0
            self.undecided.append(about)
        return answer


@dataclass(frozen=True, slots=True)
class Covering:
    """Whether boxes together cover another one.

    Attributes:
        state: The answer.
        part: Where OPEN, the target with further restrictions: no point of it is in another box.
        used: Where COVERED, the numbers of boxes that suffice.
        steps: How many splits the answer took.
    """

    state: Cover
    part: Packed = 0
    used: tuple[int, ...] = ()
    steps: int = 0


def cover(
    grid: Grid,
    target: Packed,
    others: Sequence[Packed],
    max_steps: int = MAX_STEPS + MAX_MORE_STEPS,
) -> Covering:
    """Return whether *others* together cover *target*.

    Exact: after *max_steps* splits UNDECIDED is returned rather than a guess.
    """
    if not grid.has_points(target):
        return Covering(Cover.COVERED)
    search = _Search(grid, max_steps)
    try:
        found = search.free(target, list(enumerate(others)))
    except _TooManyStepsError:
        return Covering(Cover.UNDECIDED, steps=search.steps)
    if found is None:
        return Covering(Cover.COVERED, used=tuple(sorted(search.used)), steps=search.steps)
    return Covering(Cover.OPEN, found, steps=search.steps)


def uncovered(
    target: Box, others: Sequence[Box], effort: Effort | None = None, about: object = None
) -> Point | None:
    """Return a point of *target* that is in none of *others*; None if there is none.

    The point has values on the dimensions that matter; all other dimensions may have any value.
    None is also returned where *effort*, which notes what the question is *about*, does not do.
    """
    grid = grid_of((target, *others))
    first, *rest = (grid.pack(grid.sides(each)) for each in (target, *others))
    answer = (effort or Effort()).cover(grid, first, rest, about)
    return grid.point(grid.unpack(answer.part)) if answer.state is Cover.OPEN else None


class _TooManyStepsError(Exception):
    """Leaves a search that takes too long; never leaves this module."""


class _Search:
    """One question about covering, with the steps it has taken and the boxes it has needed."""

    def __init__(self, grid: Grid, max_steps: int) -> None:
        self.grid = grid
        self.max_steps = max_steps
        self.steps = 0
        self.used: set[int] = set()

    def free(self, target: Packed, others: list[tuple[int, Packed]]) -> Packed | None:
        """Return a part of *target* without points of *others*, None if they cover it."""
        self.steps += 1
        if self.steps > self.max_steps:
            raise _TooManyStepsError
        low, guard, width = self.grid.low, self.grid.guard, self.grid.width
        while True:
            left: list[tuple[int, Packed]] = []
            nearest, fewest = -1, 0
            touched = limited = 0
            for number, other in others:
                shared = target & other
                if (shared + low) & guard != guard:
                    continue
                outside = target ^ shared
                if not outside:
                    self.used.add(number)
                    return None
                flags = (outside + low) & guard
                fields = flags - (flags >> width)
                touched |= other & fields
                limited |= fields
                count = flags.bit_count()
                if nearest < 0 or count < fewest:
                    nearest, fewest = len(left), count
                left.append((number, other))
            if not left:
                return target
            # On cells of a dimension that no box which limits it contains, those boxes are out of
            # the way, and no other cell could be free where these are not: the search may go on
            # there alone.
            escaped = target & limited & ~touched
            if not escaped:
                return self.split(target, left, left.pop(nearest))
            target = target & ~self.grid.fields(escaped) | escaped
            others = left

    def split(
        self, target: Packed, others: list[tuple[int, Packed]], nearest: tuple[int, Packed]
    ) -> Packed | None:
        """Search what *nearest* leaves over of *target*, side by side."""
        number, limits = nearest
        width, inside = self.grid.width, target
        flags = (target & ~limits) + self.grid.low & self.grid.guard
        while flags:
            highest = flags & -flags
            flags ^= highest
            field = highest - (highest >> width)
            found = self.free(inside & ~field | inside & field & ~limits, others)
            if found is not None:
                return found
            inside &= ~field | limits
        self.used.add(number)
        return None
