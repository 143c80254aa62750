"""Registered names in prose: recognised, never inside longer names, code or links.

The longest name wins at every place. Inside a section only the first mention becomes a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.corpus.longer_names import is_in_longer_name, means_its_own
from planforge.corpus.spotting import any_of
from planforge.document.nodes import chart, link
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: half-open character range and what it means."""

    start: int
    end: int
    target: str


class Mentions:
    """Finds names in text in one pass, however many names there are."""

    def __init__(self, targets: Mapping[str, str], stop: Iterable[str] = ()) -> None:
        """Look for the keys of *targets*, which map names to addresses.

        Args:
            targets: Name → address.
            stop: Longer words that contain a name but mean something else.
        """
        self._targets = {name: at for name, at in targets.items() if len(name) > 1}
        self._pattern = any_of((*self._targets, *stop))

    def find(self, text: str) -> Iterator[Mention]:
        """Yield the names in *text* from left to right, longest first, never overlapping."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            target, (start, end) = self._targets.get(match[0]), match.span()
            if target is None or is_in_longer_name(text, start, end) or means_its_own(text, end):
                continue
            yield Mention(start, end, target)


_OPAQUE: Final = (
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.title,
    nodes.raw,
    nodes.field_name,
    nodes.target,
    chart,
)


def link_mentions(
    tree: nodes.Element, mentions: Mentions, *, own: str = "", in_each_block: bool = False
) -> None:
    """Turn the first mention of each name in every section of *tree* into a link, in place.

    Args:
        tree: A document or section.
        mentions: The names to look for.
        own: Address of the page itself; it is not linked.
        in_each_block: Whether the first mention in every paragraph becomes one: what is printed
            has pages, and an index of them.
    """
    for part in _parts(tree):
        seen = {own}
        block: nodes.Node | None = None
        for text in part:
            if in_each_block and (above := _block_of(text)) is not block:
                seen, block = {own}, above
            _link_in(text, mentions, seen)


def _block_of(text: nodes.Text) -> nodes.Node:
    above: nodes.Node = text
    while isinstance(above.parent, nodes.Element) and isinstance(above, (nodes.Text, nodes.Inline)):
        above = above.parent
    return above


def _parts(tree: nodes.Element) -> Iterator[list[nodes.Text]]:
    current: list[nodes.Text] = []
    nested: list[nodes.Element] = []

    def collect(node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            current.append(node)
        elif isinstance(node, nodes.section) and node is not tree:
            nested.append(node)
        elif isinstance(node, nodes.Element) and not isinstance(node, _OPAQUE):
            for child in node.children:
                collect(child)

    collect(tree)
    yield current
    for section in nested:
        yield from _parts(section)


def _link_in(text: nodes.Text, mentions: Mentions, seen: set[str]) -> None:
    found: list[nodes.Node] = []
    at, value = 0, str(text)
    for mention in mentions.find(value):
        if mention.target in seen:
            continue
        seen.add(mention.target)
        if mention.start > at:
            found.append(nodes.Text(value[at : mention.start]))
        found.append(link(value[mention.start : mention.end], mention.target, mention=True))
        at = mention.end
    if found and text.parent is not None:
        if at < len(value):
            found.append(nodes.Text(value[at:]))
        text.parent.replace(text, found)
