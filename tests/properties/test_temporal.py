"""Temporal networks against the plain method: relax every bound until nothing moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planforge.corpus.temporal import Span, conflicts, limit, wait


def _is_possible(points: int, spans: list[Span]) -> bool:
    """Whether moments can be found: Bellman and Ford over everything."""
    earliest = [0] * points
    for _ in range(points + 1):
        moved = False
        for span in spans:
            if earliest[span.source] + span.least > earliest[span.target]:
                earliest[span.target] = earliest[span.source] + span.least
                moved = True
        if not moved:
            return True
    return False


@st.composite
def _networks(draw: st.DrawFn) -> tuple[int, list[Span], list[Span]]:
    points = draw(st.integers(1, 7))
    names = draw(st.permutations(range(points)))
    pairs = [(a, b) for a in range(points) for b in range(a + 1, points)]
    waits = [
        wait(names[a], names[b], draw(st.integers(0, 5)))
        for a, b in draw(st.lists(st.sampled_from(pairs), max_size=10) if pairs else st.just([]))
    ]
    moment = st.integers(0, points - 1)
    limits = draw(st.lists(st.builds(limit, moment, moment, st.integers(0, 9)), max_size=6))
    return points, waits, limits


@given(_networks())
def test_a_conflict_is_found_exactly_where_there_is_one(
    network: tuple[int, list[Span], list[Span]],
) -> None:
    points, waits, limits = network
    found = conflicts(points, waits, limits)
    assert bool(found) is not _is_possible(points, [*waits, *limits])


@given(_networks())
def test_a_conflict_is_a_circle_of_bounds_that_misses(
    network: tuple[int, list[Span], list[Span]],
) -> None:
    points, waits, limits = network
    known = {*waits, *limits}
    for conflict in conflicts(points, waits, limits):
        ends = [span.target for span in conflict.spans]
        assert [span.source for span in conflict.spans] == [ends[-1], *ends[:-1]]
        assert set(conflict.spans) <= known
        assert conflict.spans[-1] in limits
        assert conflict.excess == sum(span.least for span in conflict.spans) > 0


@given(_networks())
def test_every_limit_that_waits_alone_break_is_told(
    network: tuple[int, list[Span], list[Span]],
) -> None:
    points, waits, limits = network
    broken = [span for span in limits if not _is_possible(points, [*waits, span])]
    found = conflicts(points, waits, limits)
    if broken:
        assert [conflict.spans[-1] for conflict in found] == broken
    else:
        assert len(found) <= 1
