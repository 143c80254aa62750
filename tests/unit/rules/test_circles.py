"""Circles: parts of a graph, shortest ways, levels that rise on the way round."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planforge.rules.links.circles import circle, components, shortest

NODES = st.integers(0, 6)
GRAPHS = st.dictionaries(NODES, st.lists(NODES, max_size=4), max_size=7)


@given(GRAPHS)
def test_nodes_are_in_one_part_if_and_only_if_they_lead_to_each_other(
    edges: dict[int, list[int]],
) -> None:
    parts = components(edges)
    nodes = {*edges, *(end for ends in edges.values() for end in ends)}
    assert sorted(node for part in parts for node in part) == sorted(nodes)
    part_of = {node: i for i, part in enumerate(parts) for node in part}
    for a in nodes:
        for b in nodes - {a}:
            both = bool(shortest(edges, a, b)) and bool(shortest(edges, b, a))
            assert (part_of[a] == part_of[b]) is both


def test_a_way_is_a_shortest_one_and_takes_a_step() -> None:
    edges = {1: [2, 3], 2: [4], 3: [2, 4], 4: [1]}
    assert shortest(edges, 1, 4) == [1, 2, 4]
    assert shortest(edges, 1, 1) == [1, 2, 4, 1]
    assert shortest(edges, 1, 5) == []


def test_a_circle_that_keeps_the_level_is_none() -> None:
    assert circle({("a", 2): [("b", 3)], ("b", 3): [("a", 2)]}) == []


def test_a_circle_that_rises_is_told_by_its_shortest_way() -> None:
    edges = {("a", 2): [("b", 3)], ("b", 3): [("a", 3)], ("a", 3): [("c", 1)]}
    assert circle(edges) == [[("a", 2), ("b", 3), ("a", 3)]]


def test_whoever_is_at_a_level_has_passed_those_below() -> None:
    edges = {("a", 1): [("b", 3)], ("b", 2): [("a", 2)]}
    assert circle(edges) == [[("a", 1), ("b", 3), ("b", 2), ("a", 2)]]
