"""Where in a file a pointer leads: looked up only for files that have a finding to show.

The text is parsed a second time, now with marks. The fast reader (`planforge.source.yaml_tree`)
therefore pays nothing for positions.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planforge.findings import Span
from planforge.frozen import dataclass
from planforge.source.parser import MAX_DEPTH, extent, new_parser
from planforge.source.text import Lines
from planforge.source.yaml_tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from yaml.events import Event

    from planforge.findings import Place, Pointer

_BLOCK_STYLES: Final = ("|", ">")
_NAME_KEYS: Final = (
    *("编号", "id", "名称", "name", "预案", "plan"),
    *("单位", "unit", "岗位", "post", "事项", "item"),
)
"""What an item of a list is known by, best first."""
_NAMELESS: Final = "-"


@dataclass(slots=True)
class Node:
    """A value in the text: characters [start, end), and what is inside.

    Attributes:
        start: First character, that of an anchor or tag before the value.
        end: One behind the last character.
        value: Text of a scalar, escapes resolved.
        style: How a scalar is written: a quote, `|`, `>`, or empty for plain text.
        entries: Key → key and value, of a mapping.
        items: The items of a list.
        pending: A key whose value has not come yet.
        is_flow: Whether it stands in braces or brackets, or is an alias.
    """

    start: int
    end: int
    value: str = ""
    style: str = ""
    entries: dict[str, tuple[Node, Node]] | None = None
    items: list[Node] | None = None
    pending: list[Node] = field(default_factory=list)
    is_flow: bool = False

    def add(self, child: Node) -> None:
        """Put *child* behind what is there: an item, a key, or the value of the last key."""
        if self.items is not None:
            self.items.append(child)
        elif self.entries is not None:
            self.pending.append(child)
            if len(self.pending) == _PAIR:
                key, value = self.pending
                self.pending = []
                self.entries.setdefault(key.value, (key, value))
        if not self.is_flow:
            self.end = max(self.end, child.end)


_PAIR: Final = 2


class SourceMap:
    """Spans of the pointers into one YAML text.

    A text with syntax errors is mapped as it was read: without blocks that are lost, and with some
    lines as they were probably meant. One of which nothing was read is mapped as far as it goes.
    """

    def __init__(
        self,
        text: str,
        same_key: Callable[[str, str], bool] | Mapping[str, frozenset[str]],
        names_at: Callable[[Pointer], Sequence[AbstractSet[str]]] | None = None,
    ) -> None:
        """Map *text*.

        Args:
            text: Content of the file, as `planforge.source.text.decode` returns it.
            same_key: Whether two names mean the same key (`责任`, `responsible`): a function, or
                the other names of each key.
            names_at: Says for each step of a pointer what its key may be called there, nothing
                where that is not known; there *same_key* decides.
        """
        self._lines = Lines(text)
        self._text = text
        self._same_key = same_key
        self._names_at = names_at

    @cached_property
    def _root(self) -> Node | None:
        root, is_whole = _compose(self._text)
        read = "" if is_whole else parse(self._text, "").text
        if read and read != self._text and (known := _compose(read)[0]) is not None:
            self._text, self._lines = read, Lines(read)
            return known
        return root

    def elements_at(self, lines: Iterable[int]) -> tuple[Pointer, ...]:
        """Return the list items and top-level entries that hold these *lines*, the innermost.

        A line between two of them counts as part of the one above.
        """
        root = self._root
        if root is None:
            return ()
        starts = [(self._lines.start_of(n), len(self._lines.line(n))) for n in lines]
        found = (_element(root, start, start + max(length, 1)) for start, length in starts)
        return tuple(dict.fromkeys(found))

    def place(self, place: Place) -> Span:
        """Return the span of *place*: its own if it has one, else that of its pointer."""
        if place.span is not None:
            return place.span
        return self.span(place.pointer, on_key=place.on_key, chars=place.chars)

    def span(
        self, pointer: Pointer, *, on_key: bool = False, chars: tuple[int, int] | None = None
    ) -> Span:
        """Return the span of *pointer*, or of its nearest located parent.

        Args:
            pointer: Keys and indexes from the root; a key may be given by either of its names.
            on_key: Return the span of the entry's key. A list item has none: its first key or text
                is returned; so it is for the root.
            chars: First and one-past-last character inside the text of a scalar's value (of the key
                with *on_key*), as they were before quotes, escapes and folded lines were resolved.
        """
        if self._root is None:
            return Span()
        node, key, is_whole = self._find(self._root, pointer)
        shown = key if on_key or (not is_whole and node.entries is not None) else node
        if shown is None:
            shown = _first(node)
        elif shown is node and node.start == node.end and key is not None:
            shown = key
        start, end = shown.start, shown.end
        if chars is not None and shown.items is None and shown.entries is None:
            start, end = self.inside(shown, chars)
        return self._lines.span(start, end)

    def keys(self) -> tuple[str, ...]:
        """Return the top-level keys."""
        return tuple(self._root.entries or ()) if self._root is not None else ()

    def node(self, pointer: Pointer) -> tuple[Node, Node | None] | None:
        """Return what stands at *pointer* and its key, if it has one; None if nothing is there."""
        if self._root is None:
            return None
        node, key, is_whole = self._find(self._root, pointer)
        return (node, key) if is_whole else None

    def about(self, pointer: Pointer) -> tuple[str, ...]:
        """Return *pointer* with what list items are called for their numbers.

        An item is called by its id or name, or by its text; one without any is called `-`. The
        result stays the same when other items are put before it, taken away or moved.
        """
        return tuple(
            self._called(pointer[: depth + 1]) if isinstance(step, int) else step
            for depth, step in enumerate(pointer)
        )

    def _called(self, pointer: Pointer) -> str:
        if self._root is None:
            return _NAMELESS
        node, _key, is_whole = self._find(self._root, pointer)
        if not is_whole or node.items is not None:
            return _NAMELESS
        if node.entries is None:
            return node.value or _NAMELESS
        names = (node.entries[key][1].value for key in _NAME_KEYS if key in node.entries)
        return next((name for name in names if name), _NAMELESS)

    def _find(self, node: Node, pointer: Pointer) -> tuple[Node, Node | None, bool]:
        """Return the node of *pointer* below *node* (or its nearest parent), its key, if found."""
        key: Node | None = None
        known = self._names_at(pointer) if self._names_at else [frozenset[str]()] * len(pointer)
        for step, names in zip(pointer, known, strict=True):
            if isinstance(step, int) and node.items is not None and 0 <= step < len(node.items):
                node, key = node.items[step], None
            elif node.entries is not None and (
                entry := self._entry(node.entries, str(step), names)
            ):
                key, node = entry
            elif step != 0:  # index 0 of a value written without a list is the value itself
                return node, key, False
        return node, key, True

    def _entry(
        self, entries: dict[str, tuple[Node, Node]], name: str, names: AbstractSet[str]
    ) -> tuple[Node, Node] | None:
        found = entries.get(name)
        if found is not None:
            return found
        if names:
            return next((entries[other] for other in sorted(names) if other in entries), None)
        if not callable(self._same_key):
            names = self._same_key.get(name, frozenset())
            return next((entries[other] for other in sorted(names) if other in entries), None)
        return next((e for other, e in entries.items() if self._same_key(name, other)), None)

    def inside(self, node: Node, chars: tuple[int, int]) -> tuple[int, int]:
        """Return where the characters [first, behind) of the text of scalar *node* stand."""
        widths = _widths(self._text[node.start : node.end], node.value, node.style)
        last = len(widths) - 1
        first, behind = (min(max(number, 0), last) for number in chars)
        start = widths[first][0]
        end = widths[behind - 1][1] if first < behind else start
        return node.start + start, node.start + max(start, end)


def _element(node: Node, start: int, end: int) -> Pointer:
    """Return the innermost list item or top-level entry below *node* that begins before *end*."""
    pointer: Pointer = ()
    element: Pointer = ()
    while True:
        children: list[tuple[str | int, Node, Node]] = []
        if node.entries:
            children = [(name, key, value) for name, (key, value) in node.entries.items()]
        elif node.items:
            children = [(number, item, item) for number, item in enumerate(node.items)]
        before = [child for child in children if child[1].start < end]
        if not before or (len(before) > 1 and before[-2][1].start >= start):
            return element
        step, _, node = before[-1]
        pointer = (*pointer, step)
        if isinstance(step, int) or len(pointer) == 1:
            element = pointer


def _first(node: Node) -> Node:
    """Return the first key or scalar inside *node*."""
    while True:
        if node.entries:
            return next(iter(node.entries.values()))[0]
        if not node.items:
            return node
        node = node.items[0]


def _compose(text: str) -> tuple[Node | None, bool]:
    """Return the located tree of the first document as far as it can be parsed, and if it can."""
    outside = Node(0, 0, items=[])
    stack = [outside]
    anchors: dict[str, Node] = {}
    is_whole = True
    try:
        for event in _events(text):
            if len(stack) > MAX_DEPTH + 1:
                is_whole = False
                break  # deeper text is not read either, and the parser would take ever longer
            if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
                node = _node(event)
                if event.anchor is not None:
                    anchors[event.anchor] = node
                if isinstance(event, ScalarEvent):
                    stack[-1].add(node)
                else:
                    stack.append(node)
            elif isinstance(event, AliasEvent):
                stack[-1].add(_alias(event, anchors.get(event.anchor or "")))
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                _close(stack, extent(event)[1])
    except (yaml.YAMLError, UnicodeError):
        is_whole = False  # the tree goes as far as the text can be parsed
    while len(stack) > 1:
        _close(stack, stack[-1].end)
    return (outside.items[0] if outside.items else None), is_whole


def _close(stack: list[Node], end: int) -> None:
    node = stack.pop()
    if node.is_flow:
        node.end = end
    for key in node.pending:
        if node.entries is not None:
            node.entries.setdefault(key.value, (key, key))
    stack[-1].add(node)


def _node(event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> Node:
    start, end = extent(event)
    if isinstance(event, ScalarEvent):
        return Node(start, end, event.value, event.style or "")
    if isinstance(event, MappingStartEvent):
        return Node(start, end, entries={}, is_flow=bool(event.flow_style))
    return Node(start, end, items=[], is_flow=bool(event.flow_style))


def _alias(event: AliasEvent, target: Node | None) -> Node:
    """Return a node at the alias with the inside of its *target*."""
    node = Node(*extent(event), is_flow=True)
    if target is not None:
        node.value, node.entries, node.items = target.value, target.entries, target.items
    return node


def _events(text: str) -> Iterator[Event]:
    parser = new_parser(text)
    while (event := parser.get_event()) is not None:
        yield event


def _widths(raw: str, value: str, style: str) -> list[tuple[int, int]]:
    """Return where in *raw* each character of *value* stands, [start, end), and where they end.

    Exact for text on one line; where lines are folded, spaces are matched as well as can be.
    """
    at = len(style) if style in {"'", '"'} else 0
    if style in _BLOCK_STYLES:
        at = raw.find("\n") + 1
    found: list[tuple[int, int]] = []
    for character in value:
        if style == '"' and raw[at : at + 1] == "\\":
            at = _skip_folds(raw, at)
        if not character.isspace():
            while at < len(raw) and raw[at].isspace():
                at += 1
        start = min(at, len(raw))
        at += _width(raw, at, character, style)
        found.append((start, at))
    found.append((min(at, len(raw)), min(at, len(raw))))
    return found


def _width(raw: str, at: int, character: str, style: str) -> int:
    """Return how many characters of *raw* stand for *character*."""
    if style == '"' and raw[at : at + 1] == "\\":
        return 2 + _HEX_DIGITS.get(raw[at + 1 : at + 2], 0)
    if raw[at : at + 1] != character:
        return 0
    return 2 if style == "'" and raw[at : at + 2] == "''" else 1


_HEX_DIGITS: Final = {"x": 2, "u": 4, "U": 8}


def _skip_folds(raw: str, at: int) -> int:
    """Return where text goes on behind an escaped line end."""
    while raw[at : at + 1] == "\\" and raw[at + 1 : at + 2] in {"\n", "\r"}:
        at += 2
        while raw[at : at + 1].isspace():
            at += 1
    return at
