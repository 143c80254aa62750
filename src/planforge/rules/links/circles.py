"""Circles in graphs of plans: levels that rise on the way round, names that lead back."""

from __future__ import annotations

from collections import deque
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    Node = TypeVar("Node", bound="Hashable")
    At = tuple[str, int]


def components(edges: Mapping[Node, Iterable[Node]]) -> list[list[Node]]:
    """Return the strongly connected parts of a graph: nodes that lead to each other (Tarjan).

    Every part once, also those of a single node; in an order that depends on *edges* alone.
    """
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    on_stack: set[Node] = set()
    stack: list[Node] = []
    found: list[list[Node]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, successors = work[-1]
            for successor in successors:
                if successor not in index:
                    index[successor] = low[successor] = len(index)
                    stack.append(successor)
                    on_stack.add(successor)
                    work.append((successor, iter(edges.get(successor, ()))))
                    break
                if successor in on_stack:
                    low[node] = min(low[node], index[successor])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    part: list[Node] = []
                    while not part or part[-1] != node:
                        part.append(stack.pop())
                        on_stack.remove(part[-1])
                    found.append(part)
    return found


def shortest(edges: Mapping[Node, Iterable[Node]], start: Node, end: Node) -> list[Node]:
    """Return the nodes of a shortest way of one step or more, empty if there is none."""
    before: dict[Node, Node] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for successor in edges.get(node, ()):
            if successor == end:
                path = [end, node]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if successor not in before and successor != start:
                before[successor] = node
                queue.append(successor)
    return []


def circle(edges: Mapping[At, Iterable[At]]) -> list[list[At]]:
    """Return ways by which a level leads to a higher one of the same plan, one for each circle.

    A node is a plan with a rank; whoever is at a level has passed those below it. So levels rise
    in a circle if two levels of one plan lead to each other, when each leads to those below.
    """
    levels: dict[str, set[int]] = {}
    for start, ends in edges.items():
        for plan, rank in (start, *ends):
            levels.setdefault(plan, set()).add(rank)
    whole: dict[At, list[At]] = {start: list(ends) for start, ends in edges.items()}
    for plan, ranks in levels.items():
        ordered = sorted(ranks)
        for lower, higher in pairwise(ordered):
            whole.setdefault((plan, higher), []).append((plan, lower))
    found = []
    for part in components(whole):
        inside = set(part)
        rises = (
            ((plan, rank), (plan, higher))
            for plan, rank in sorted(part)
            for higher in sorted(levels[plan])
            if higher > rank and (plan, higher) in inside
        )
        ways = [
            _from_its_own_step(shortest(whole, low, high)) for low, high in islice(rises, _TRIES)
        ]
        if ways:
            found.append(min(ways, key=lambda way: (len(way), way)))
    return sorted(found)


_TRIES: Final = 100
"""How many pairs of levels are tried for a short way; nobody reads all ways of a large circle."""


def _from_its_own_step(way: list[At]) -> list[At]:
    while way[0][0] == way[1][0]:
        way = way[1:]
    return way
