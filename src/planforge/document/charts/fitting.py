"""A chart on a page of given size: set in fewer columns, then cut by the rule of its kind.

Text is never made smaller than the page allows: what does not fit goes on in a further picture.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.cutting import cut, fewer_lanes, fill, size_of
from planforge.document.charts.dot import sketch
from planforge.document.charts.graph import Chart, ChartKind
from planforge.document.charts.timed import pages
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.drawing import Drawable
    from planforge.document.charts.svg import Picture

_MOST_PARTS: Final = 12
_COMPUTED: Final = frozenset({ChartKind.RESPONSE_COURSE, ChartKind.RESPONSE_FLOW})
"""Kinds whose places are known without a layout program."""


@dataclass(frozen=True, slots=True)
class Room:
    """How large a picture may be, in px, so that its smallest text is large enough.

    Attributes:
        wide: Its width at most.
        high: Its height at most.
        turns: Whether it may lie on its side.
        taken: Px of the height that something else takes above the first part.
        beside: Px of the width that the caption takes if it lies on its side.
    """

    wide: int
    high: int
    turns: bool = False
    taken: int = 0
    beside: int = 0

    @property
    def turned(self) -> Room:
        """The page on its side."""
        return Room(self.high, self.wide - self.beside)

    def holds(self, size: tuple[float, float], *, is_first: bool = True) -> bool:
        """Return whether a picture of this size fits, as the first part or a later one."""
        taken = self.taken if is_first else 0
        return size[0] <= self.wide and size[1] <= self.high - taken


def fitted(
    chart: Drawable, room: Room, draw: Callable[[Drawable], Picture]
) -> tuple[Drawable, ...]:
    """Return *chart* as the fewest charts that each fit *room*, or that cannot be cut further.

    Args:
        chart: What is to be shown.
        room: The page.
        draw: Gives the picture of a chart; asked only for kinds that a program lays out.
    """
    if not isinstance(chart, Chart):
        return pages(chart, room.wide, room.high - room.taken)

    def fits(one: Chart, number: int = 0) -> bool:
        return room.holds(_size(one, draw), is_first=not number)

    narrow = _narrow(chart, room.wide)
    for whole in (chart, narrow):
        if fits(whole):
            return (whole,)
    if room.turns and room.turned.holds(_size(chart, draw)):
        return (chart,)
    parts = _cut(narrow, fits, room.taken)
    if room.turns and chart.kind is ChartKind.LADDER:
        turned = _on_side(chart, room.turned, draw)
        return turned if len(turned) < len(parts) else parts
    return parts


def _on_side(chart: Chart, room: Room, draw: Callable[[Drawable], Picture]) -> tuple[Chart, ...]:
    """Return *chart* in parts for pages on their side, which suit what is wide."""
    return _cut(_narrow(chart, room.wide), lambda one, _: room.holds(_size(one, draw)), 0)


def _cut(narrow: Chart, fits: Callable[[Chart, int], bool], taken: int) -> tuple[Chart, ...]:
    """Return *narrow* in the fewest parts that fit; in the most it can be cut into if none do."""
    if narrow.kind is ChartKind.RESPONSE_FLOW:
        return fill(narrow, fits)
    best: tuple[Chart, ...] = (narrow,)
    for parts in range(2, _MOST_PARTS + 1):
        found = cut(narrow, parts, taken)
        if len(found) > len(best):
            best = found
        if found and all(fits(one, number) for number, one in enumerate(found)):
            return found
        if len(found) < parts:  # it cannot be cut as often
            break
    return best


def _size(chart: Chart, draw: Callable[[Drawable], Picture]) -> tuple[float, float]:
    if chart.kind not in _COMPUTED:
        drawn = draw(chart)
        return drawn.width, drawn.height
    return size_of(sketch(chart))


def _narrow(chart: Chart, wide: int) -> Chart:
    """Return *chart* for a picture *wide* px wide, its lanes no more than it holds columns."""
    narrow = replace(chart, wide=wide)
    return fewer_lanes(narrow) if chart.kind is ChartKind.RESPONSE_FLOW else narrow
