"""The YAML event parser: the C one where PyYAML was built with it, else PyYAML's own.

Both give the same events; only the speed differs, about one to fifteen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.events import Event


MAX_DEPTH: Final = 64
"""Deepest nesting of lists and mappings that is read."""
MAX_REPEATED: Final = 100_000
"""Most elements that aliases and merge keys may add to a file."""


class EventParser(Protocol):
    """A parser over one text."""

    def get_event(self) -> Any:  # noqa: ANN401 - told apart by class in loops that must be fast
        """Return the next event, None behind the end of the stream."""


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's own event parser."""

    def __init__(self, text: str) -> None:
        """Start at the beginning of *text*."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


IS_FAST: Final = bool(yaml.__with_libyaml__)
"""Whether the C parser is there."""

if IS_FAST:
    from yaml._yaml import CParser

    _parser: Callable[[str], EventParser] = CParser
else:
    _parser = PythonParser


def extent(event: Event) -> tuple[int, int]:
    """Return the characters [start, end) of the text that *event* stands for."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start is not None and end is not None else (0, 0)


def new_parser(text: str) -> EventParser:
    """Return an event parser at the start of *text*."""
    return _parser(text)
