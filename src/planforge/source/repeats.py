"""Keys given twice: where each of them stands. Asked only after the fast reader has met one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planforge.findings import Place
from planforge.i18n import msg
from planforge.source.parser import extent, new_parser
from planforge.source.problems import problem
from planforge.source.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.findings import Finding, Span


class _Level:
    """One open mapping or list; every second thing in a mapping is a key."""

    def __init__(self, *, is_map: bool, is_item: bool = False) -> None:
        self.is_map = is_map
        self.is_item = is_item
        self.is_key_next = is_map
        self.seen: dict[str, Span] = {}
        self.again: list[tuple[str, Span]] = []

    def step(self) -> bool:
        """Go on to the next thing; True if it is a key."""
        is_key = self.is_key_next
        self.is_key_next = self.is_map and not is_key
        return is_key


def repeated_keys(text: str, file: str) -> Iterator[Finding]:
    """Yield a finding (SRC013) for each repeated key of a YAML *text* that has no syntax error.

    Several in one item of a list are one finding: they are the next item, whose dash is missing.
    """
    lines = Lines(text)
    stack = [_Level(is_map=False)]
    parser = new_parser(text)
    while (event := parser.get_event()) is not None:
        if isinstance(event, ScalarEvent):
            level = stack[-1]
            if level.step():
                span = lines.span(*extent(event))
                if level.seen.setdefault(event.value, span) is not span:
                    level.again.append((event.value, span))
        elif isinstance(event, AliasEvent):
            stack[-1].step()
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            outer = stack[-1]
            outer.step()
            is_item = not outer.is_map and len(stack) > 1
            stack.append(_Level(is_map=isinstance(event, MappingStartEvent), is_item=is_item))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            yield from _findings(stack.pop(), file)


def _findings(level: _Level, file: str) -> Iterator[Finding]:
    together = level.is_item and len({key for key, _ in level.again}) > 1
    for key, span in level.again[:1] if together else level.again:
        first = Place(file, span=level.seen[key])
        if together:
            keys = tuple(dict.fromkeys(key for key, _ in level.again))
            what = msg("Keys of this item are given twice: {keys}.", keys=keys)
            todo = msg("Begin the next item with “- ” where it starts, or keep one of each.")
        else:
            what = msg("The key “{key}” is given twice.", key=key)
            todo = msg("Keep one of the two; if both are meant, join their content.")
        related = ((first, msg("It is given here first.")),)
        yield problem("SRC013", Place(file, span=span), what, todo, related=related)
