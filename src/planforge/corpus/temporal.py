"""Whether moments can be found that keep every wait and every limit: a simple temporal network.

Moments are numbered. A *wait* says that one comes at least so long after another; a *limit* that it
comes at most so long after. Waits alone never contradict each other as long as they form no circle,
so a contradiction always runs along waits to the end of a limit and back to where the limit began.
It is sought that way: one pass along the waits from each moment from which limits run, then circles
among these few moments. Whole numbers only: the answer is exact.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Span:
    """A bound between two moments: *target* comes no earlier than *source* plus *least*.

    Attributes:
        source: The moment it is counted from.
        target: The moment it bounds.
        least: Seconds; below zero for a limit, which is a bound seen from its end.
    """

    source: int
    target: int
    least: int


def wait(earlier: int, later: int, seconds: int) -> Span:
    """Return the bound that *later* comes at least *seconds* (0 or more) after *earlier*."""
    return Span(earlier, later, seconds)


def limit(start: int, end: int, seconds: int) -> Span:
    """Return the bound that *end* comes at most *seconds* (0 or more, included) after *start*."""
    return Span(end, start, -seconds)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Bounds that nobody can keep together.

    Attributes:
        spans: A circle of bounds, each beginning where the one before ends; the first begins where
            the last, which is a limit, leads back to.
        excess: By how many seconds they miss, 1 or more.
    """

    spans: tuple[Span, ...]
    excess: int


def conflicts(points: int, waits: Sequence[Span], limits: Sequence[Span]) -> tuple[Conflict, ...]:
    """Return why no moments can keep all the bounds; nothing if some can.

    Every limit that the waits alone break is told, in the order of *limits*, with the longest chain
    of waits that breaks it. Only if there is none, one circle of several limits.

    Args:
        points: How many moments there are, numbered from 0.
        waits: Bounds of 0 seconds or more, without circles.
        limits: Bounds of 0 seconds or less.

    Raises:
        ValueError: The waits form a circle.
    """
    order = _in_order(points, waits)
    after: dict[int, list[Span]] = defaultdict(list)
    for span in waits:
        after[span.source].append(span)
    bases = sorted({span.target for span in limits})
    reached = {base: _longest(base, order, after) for base in bases}
    single = tuple(
        _conflict((*_way(reached[span.target], span), span))
        for span in limits
        if span.source in reached[span.target]
        and reached[span.target][span.source][0] + span.least > 0
    )
    return single or _circle(bases, reached, limits)


_Reached = dict[int, tuple[int, Span | None]]
"""Moments that must follow another: by how much at least, and the last wait on the way."""


def _in_order(points: int, waits: Iterable[Span]) -> list[int]:
    """Return the moments so that each stands behind those it waits for."""
    open_waits = [0] * points
    after: dict[int, list[int]] = defaultdict(list)
    for span in waits:
        open_waits[span.target] += 1
        after[span.source].append(span.target)
    ready = [point for point in range(points) if not open_waits[point]]
    for point in ready:
        for target in after[point]:
            open_waits[target] -= 1
            if not open_waits[target]:
                ready.append(target)
    if len(ready) < points:
        raise ValueError("the waits form a circle")
    return ready


def _longest(base: int, order: Iterable[int], after: Mapping[int, Sequence[Span]]) -> _Reached:
    reached: _Reached = {base: (0, None)}
    for point in order:
        if point not in reached:
            continue
        total = reached[point][0]
        for span in after.get(point, ()):
            known = reached.get(span.target)
            if known is None or total + span.least > known[0]:
                reached[span.target] = (total + span.least, span)
    return reached


def _way(reached: _Reached, end: Span) -> tuple[Span, ...]:
    """Return the waits that lead to where the limit *end* is counted."""
    way: list[Span] = []
    last = reached[end.source][1]
    while last is not None:
        way.append(last)
        last = reached[last.source][1]
    return tuple(reversed(way))


def _conflict(spans: tuple[Span, ...]) -> Conflict:
    return Conflict(spans, sum(span.least for span in spans))


def _circle(
    bases: Sequence[int], reached: Mapping[int, _Reached], limits: Iterable[Span]
) -> tuple[Conflict, ...]:
    """Return a circle of several limits that nobody can keep, if there is one."""
    came: dict[int, Span] = {}
    start: dict[int, int] = {}
    point = _moved_to_the_end(bases, _steps(bases, reached, limits), came, start)
    if point is None:
        return ()
    for _ in bases:
        point = start[point]
    spans: list[Span] = []
    here = point
    while not spans or here != point:
        spans[:0] = (*_way(reached[start[here]], came[here]), came[here])
        here = start[here]
    return (_conflict(tuple(spans)),)


def _steps(
    bases: Iterable[int], reached: Mapping[int, _Reached], limits: Iterable[Span]
) -> dict[tuple[int, int], tuple[int, Span]]:
    """Return the greatest bound from base to base: along waits to the end of a limit and back."""
    steps: dict[tuple[int, int], tuple[int, Span]] = {}
    for span in limits:
        for base in bases:
            if span.source in reached[base]:
                least = reached[base][span.source][0] + span.least
                if least > steps.get((base, span.target), (least - 1,))[0]:
                    steps[base, span.target] = (least, span)
    return steps


def _moved_to_the_end(
    bases: Sequence[int],
    steps: Mapping[tuple[int, int], tuple[int, Span]],
    came: dict[int, Span],
    start: dict[int, int],
) -> int | None:
    """Relax the *steps* (Bellman and Ford); return a base that still moves when it may not."""
    earliest = dict.fromkeys(bases, 0)
    moved = None
    for _ in bases:
        moved = None
        for (source, target), (least, span) in steps.items():
            if earliest[source] + least > earliest[target]:
                earliest[target] = earliest[source] + least
                came[target], start[target] = span, source
                moved = target
        if moved is None:
            break
    return moved


__all__ = ["Conflict", "Span", "conflicts", "limit", "wait"]
