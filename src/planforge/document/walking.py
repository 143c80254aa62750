"""Looking for nodes in a tree: several times as fast as docutils' own way, which nests generators.

Texts of plans are walked through a dozen times before they are a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from docutils import nodes

_N = TypeVar("_N")


def nodes_of(tree: nodes.Node, *kinds: type[_N]) -> list[_N]:
    """Return the nodes of *tree*, itself too, that are of one of *kinds*, in reading order.

    They are those there are at the moment, so the tree may be changed while one goes through them.
    """
    made: list[_N] = []
    waiting = [tree]
    take, put = waiting.pop, waiting.extend
    while waiting:
        node = take()
        if isinstance(node, kinds):
            made.append(node)
        if node.children:
            put(reversed(node.children))
    return made
