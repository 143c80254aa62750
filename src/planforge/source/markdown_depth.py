"""Quotations and lists of a Markdown file that are nested deeper than its readers go.

What stands deeper is left out of every page without a word, so it is reported before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Place
from planforge.i18n import msg
from planforge.source.problems import problem
from planforge.source.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.findings import Finding

_DEEPEST: Final = 20
"""Where readers of Markdown stop: a quotation counts one, a list two, for its item."""
_MAY_BE: Final = re.compile(r"^(?:[ \t>]{10}|(?:[ \t]*[-*+>]){8})", re.MULTILINE)
"""A line that may be nested so deep."""
_MARKER: Final = re.compile(r"([ \t]*)(>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]?")
_FENCE: Final = re.compile(r"[ \t]{0,3}(?:`{3}|~{3}|:{3})")
_RULE: Final = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")


def too_deep(text: str, file: str) -> Iterator[Finding]:
    """Yield the finding on the first line of *text* nested so deep that it would be left out."""
    if not _MAY_BE.search(text):
        return
    found = next(_deep_lines(text), None)
    if found is not None:
        yield problem(
            "SRC016",
            Place(file, span=Lines(text).span(*found)),
            msg("Quotations and lists are nested so deep here that the text would be left out."),
            msg("Take away marks “>” at the beginning of the line, or indent it less."),
        )


def _deep_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last character of each line that is nested too deep."""
    start, is_code = 0, False
    open_at: list[int] = []
    for line in text.split("\n"):
        if _FENCE.match(line):
            is_code, open_at = not is_code, []
        elif line.strip() and not is_code and not _RULE.match(line):
            quotes, open_at = _nesting(line, open_at)
            if quotes + 2 * len(open_at) >= _DEEPEST:
                yield start, start + len(line)
        start += len(line) + 1


def _nesting(line: str, open_at: list[int]) -> tuple[int, list[int]]:
    """Return how many quotations *line* is in, and where the text of each list around it begins.

    *open_at* says so of the line before.
    """
    quotes, at = 0, 0
    begins = len(line) - len(line.lstrip(" \t"))
    lists = [begin for begin in open_at if begin <= begins]
    while (found := _MARKER.match(line, at)) is not None:
        at = found.end()
        if found[2] == ">":
            quotes += 1
        else:
            lists.append(at)
    return quotes, lists


__all__ = ["too_deep"]
