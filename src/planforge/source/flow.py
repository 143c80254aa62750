"""Slips between braces or brackets that the parser notices only further on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import yaml
from yaml.events import ScalarEvent

from planforge.frozen import dataclass
from planforge.source.parser import extent, new_parser

if TYPE_CHECKING:
    from yaml.events import Event

_QUOTES: Final = frozenset("\"'")
_VALUE: Final = re.compile(r"(?:\[[^\[\]]*\]|\{[^{}]*\}|\"[^\"]*\"|'[^']*'|[^\s,:{}\[\]\"']+)$")
_GLUED: Final = re.compile(
    r"(?P<value>[^\s,，、:{}\[\]\"']+)(?P<gap>[ \t]+)(?P<key>[^\s,:{}\[\]\"']+)$"
)
_KEY: Final = re.compile(r"[^\s,:{}\[\]\"']+(?=\s*:\s)|\"[^\"]*\"|'[^']*'|[^\s,:{}\[\]\"']+|[\[{]")
_LONGEST: Final = 400
"""Characters in front of an error in which a value is looked for."""
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a comma is missing.

    Attributes:
        at: First character of the blanks where it should stand, or what follows without any.
        before: End of what stands before it.
        behind: What follows it.
        is_key: Whether that is a key.
    """

    at: int
    before: str
    behind: str
    is_key: bool


def reads_beyond(text: str, index: int) -> bool:
    """Whether the parser gets beyond *index* of *text*."""
    parser = new_parser(text)
    try:
        while (event := parser.get_event()) is not None:
            if extent(event)[0] > index:
                return True
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return mark is not None and mark.index > index
    except (yaml.YAMLError, UnicodeError):
        return False
    return True


def open_quote(text: str, index: int) -> int | None:
    """Return where the quoted text begins that runs over lines up to *index*, None without one.

    Its closing quotation mark is missing: what closes it is the opening one of another text.
    """
    last: Event | None = None
    parser = new_parser(text)
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, ScalarEvent):
                last = event
    except (yaml.YAMLError, UnicodeError):
        pass  # this is the error at *index*
    if not isinstance(last, ScalarEvent) or last.style not in _QUOTES:
        return None
    start, end = extent(last)
    runs_on = "\n" in text[start:end] and end <= index and not text[end:index].strip()
    return start if runs_on and text[start : start + 1] in _QUOTES else None


def missing_comma(text: str, index: int) -> Gap | None:
    """Return where a comma must stand so that *text* can be read beyond *index*, if that is so.

    Args:
        text: The text.
        index: Where the parser stopped inside braces or brackets: at the colon of a key that it
            took for the end of the value before, or at something that follows a value.
    """
    head = text[max(0, index - _LONGEST) : index]
    glued = _GLUED.search(head.rstrip())
    if text[index : index + 1] == ":" and glued:
        at = index - len(head) + glued.start("gap")
        gap = Gap(at, glued["value"], glued["key"], is_key=True)
    else:
        before = head.rstrip(" \t")
        value = _VALUE.search(before)
        behind = _KEY.match(text, index)
        if value is None or behind is None or value[0] == "-":
            return None
        is_key = text[behind.end() :].lstrip(" ").startswith(":")
        gap = Gap(index - len(head) + len(before), value[0], behind[0], is_key)
    tried = f"{text[: gap.at]},{text[gap.at :]}"
    if not reads_beyond(tried, index + 1):
        return None
    return replace(gap, before=gap.before[-_SHOWN:])


__all__ = ["Gap", "missing_comma", "open_quote", "reads_beyond"]
