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

    def __init__(self, *, is_map: bool) -> None:
        self.is_map = is_map
        self.is_key_next = is_map
        self.seen: dict[str, Span] = {}

    def step(self) -> bool:
        """Go on to the next thing; True if it is a key."""
        is_key = self.is_key_next
        self.is_key_next = self.is_map and not is_key
        return is_key


def repeated_keys(text: str, file: str) -> Iterator[Finding]:
    """Yield a finding (SRC013) for each repeated key of a YAML *text* that has no syntax error."""
    lines = Lines(text)
    stack = [_Level(is_map=False)]
    parser = new_parser(text)
    while (event := parser.get_event()) is not None:
        if isinstance(event, ScalarEvent):
            level = stack[-1]
            if not level.step():
                continue
            key: str = event.value
            span = lines.span(*extent(event))
            first = level.seen.setdefault(key, span)
            if first is not span:
                yield problem(
                    "SRC013",
                    Place(file, span=span),
                    msg("The key “{key}” is given twice.", key=key),
                    msg("Keep one of the two; if both are meant, join their content."),
                    related=((Place(file, span=first), msg("It is given here first.")),),
                )
        elif isinstance(event, AliasEvent):
            stack[-1].step()
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            stack[-1].step()
            stack.append(_Level(is_map=isinstance(event, MappingStartEvent)))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            stack.pop()
