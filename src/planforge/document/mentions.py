"""Registered names in prose: recognised, never inside longer names, code or links.

The longest name wins at every place. Inside a section only the first mention becomes a link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.corpus.spotting import any_of
from planforge.document.nodes import chart, link
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SHORTEST: Final = 3
"""Names of fewer characters stand inside too many other words: only their edges tell them."""


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
            target = self._targets.get(match[0])
            if target is not None and not _inside_longer_name(text, match.start(), match.end()):
                yield Mention(match.start(), match.end(), target)


_LATIN: Final = re.compile(r"[A-Za-z0-9]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PLACE_FIRST: Final = frozenset("市县区镇乡")
"""A name that begins so continues the name of a place right before it: 望川|市应急局."""
_LEADS_IN: Final = frozenset(
    "由和向报在的与要全告同或织个为经知表称动据本调照请及等者从受理导括整筹上需送加促到办强配持"
    "责权将以用助挥挂实托布后时内前对给让被令派使按凭达入驻进于而并且也均应须可因如若则即便再又还"
    "已未不非集领商查系求得过至往赴去来起合警当含除担有仍任是"
)
"""Last characters of the words that stand in front of names: 由, 通知, 会同, 督促."""
_EDGES_BEFORE: Final = frozenset("由和向报与及或经请在对从到给让令同是为")
_EDGES_AFTER: Final = frozenset("和与及或等的负应可须派在按向对将组协提为")
"""What a name of two characters may stand between, besides marks and ends of the text."""
_BRANCH: Final = re.compile(r"[\u4e00-\u9fff]{2,3}(?:分局|支局|分中心|分公司)")


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    """Whether the name runs on: 望川|市…, Latin letters on either side, 局|长, 局|江北分局."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]) and _LATIN.match(before):
        return True
    if _LATIN.match(text[end - 1]) and _LATIN.match(after):
        return True
    if end - start < SHORTEST:
        return not (_is_edge(before, _EDGES_BEFORE) and _is_edge(after, _EDGES_AFTER))
    if text[end - 1] in "局委办部处科" and (after == "长" or _BRANCH.match(text, end)):
        return True
    runs_on = text[start] in _PLACE_FIRST and bool(_HAN.match(before))
    return runs_on and before not in _LEADS_IN


def _is_edge(character: str, words: frozenset[str]) -> bool:
    return not _HAN.match(character) or character in words


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


def link_mentions(tree: nodes.Element, mentions: Mentions, *, own: str = "") -> None:
    """Turn the first mention of each name in every section of *tree* into a link, in place.

    Args:
        tree: A document or section.
        mentions: The names to look for.
        own: Address of the page itself; it is not linked.
    """
    for part in _parts(tree):
        seen = {own}
        for text in part:
            _link_in(text, mentions, seen)


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
