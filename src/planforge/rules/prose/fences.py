"""Fences of `plan.md` that swallow text: not closed, badly typed, or filled where nothing goes in.

What stands behind a directive that is not closed is lost with it, up to the next closing fence.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.comments import HOLDS_TEXT
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.prose.text import on_line
from planforge.source.text import Lines

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from planforge.findings import Span

Fault = tuple["Span", Message, Message]
"""Where a fence is wrong, what is wrong, and what to do."""

_FENCE: Final = late(
    r"(?m)^(?: {0,3}(?:[-*+]|\d{1,9}[.)])(?= ))* *(?P<fence>`{3,}|:{3,}|~{3,})(?P<rest>.*)$"
)
_NAME: Final = late(r"[ \t]*\{(?P<name>[^}\s]*)\}")
_MISTYPED: Final = late(
    r"(?m)^ {0,3}(?P<at>[·•‧・｀´‘’]{2,}|`{1,2}(?!`))\{(?P<name>[a-z-]+)\}(?P<rest>[^`\n]*)$"
)
_COMMENT: Final = late(r"(?ms)^ {0,3}<!--.*?-->")
_NO_WORDS: Final = late(r"\s*(?:<!--.*?-->\s*)?")
_OPTION: Final = late(r"\s*:[A-Za-z-]+:(?:\s|$)")
_HEADING: Final = late(r" {0,3}#{1,6}\s")
_RULE: Final = "---"  # above and below options that are written as YAML


class _Open(NamedTuple):
    """A fence that is open: its signs, its directive (empty for code), and where they stand."""

    fence: str
    name: str
    mark: re.Match[str]


def faults(prose: str, takes_nothing: AbstractSet[str]) -> Iterator[Fault]:
    """Yield what is wrong with the fences of *prose*.

    Args:
        prose: Text of `plan.md`.
        takes_nothing: Directives that nothing but options may stand in.
    """
    scan = _Scan(prose, takes_nothing)
    mistyped = _MISTYPED.finditer(prose) if "{" in prose else ()
    begun = [found for found in mistyped if found["name"] in takes_nothing]
    ends = {scan.span(end, "fence") for found in begun if (end := _end_of(prose, found))}
    yield from (fault for fault in scan.run() if fault[0] not in ends)
    for found in begun:
        yield (
            scan.span(found, "at"),
            msg("“{sign}” does not start a placeholder", sign=found["at"]),
            msg("Write ``` before “{name}”", name="{" + found["name"] + "}"),
        )


def _end_of(prose: str, begun: re.Match[str]) -> re.Match[str] | None:
    """Return the fence that was to end the mistyped directive *begun*, and opens nothing."""
    end = _FENCE.search(prose, begun.end())
    between = prose[begun.end() : end.start()] if end else ""
    is_end = end is not None and not end["rest"].strip() and not any(_words(between.split("\n")))
    return end if is_end else None


class _Scan:
    """One pass over the fences of a text."""

    def __init__(self, prose: str, takes_nothing: AbstractSet[str]) -> None:
        self._prose = prose
        self._takes_nothing = takes_nothing
        self._open: list[_Open] = []

    @cached_property
    def _lines(self) -> Lines:
        """The lines of the text; few texts have a fault that has to be placed."""
        return Lines(self._prose)

    def span(self, found: re.Match[str], group: str) -> Span:
        """Return where *group* of *found* stands."""
        number, _column = self._lines.at(found.start(group))
        start = self._lines.start_of(number)
        return on_line(number, found.start(group) - start, found.end(group) - start)

    def run(self) -> Iterator[Fault]:
        """Yield what is wrong, each fence judged as the next ones show what was meant."""
        comments = _comments(self._prose)
        for mark in _FENCE.finditer(self._prose):
            if comments and any(start <= mark.start() < end for start, end in comments):
                continue
            rest = mark["rest"]
            if not rest.strip() and (closed := self._closed_by(mark["fence"])) is not None:
                yield from map(self._unclosed, self._open[closed + 1 :])
                yield from self._filled(self._open[closed], mark.start())
                del self._open[closed:]
            elif not (mark["fence"][0] == "`" and "`" in rest):
                yield from self._opened(mark)
        yield from map(self._unclosed, self._open)

    def _closed_by(self, fence: str) -> int | None:
        """Return the number of the outermost open fence that *fence* closes."""
        signs = enumerate(self._open)
        return next((at for at, each in signs if fence.startswith(each.fence)), None)

    def _opened(self, mark: re.Match[str]) -> Iterator[Fault]:
        found = _NAME.match(mark["rest"])
        name = found["name"] if found else ""
        while self._open and name:
            last = self._open[-1]
            # A fence of the same signs cannot stand inside, nor anything where nothing goes in.
            if last.name not in self._takes_nothing and not mark["fence"].startswith(last.fence):
                break
            yield self._unclosed(self._open.pop())
        if not self._open or self._open[-1].name in HOLDS_TEXT:
            self._open.append(_Open(mark["fence"], name, mark))

    def _filled(self, opened: _Open, end: int) -> Iterator[Fault]:
        """Yield what is wrong if words stand in a directive that takes none."""
        if opened.name not in self._takes_nothing:
            return
        start = opened.mark.end() + 1
        lines = self._prose[start:end].split("\n") if start < end else []
        first = next((at for at, line in _words(lines)), None)
        if first is None:
            return
        if any(_HEADING.match(line) for line in lines):
            yield self._unclosed(opened)
            return
        number = self._lines.at(opened.mark.end())[0] + 1 + first
        line = lines[first]
        yield (
            on_line(number, len(line) - len(line.lstrip()), len(line.rstrip())),
            msg("“{name}” takes no text, so this line is not shown", name=opened.name),
            msg("Write it behind the closing fence"),
        )

    def _unclosed(self, opened: _Open) -> Fault:
        what = (
            msg("The placeholder “{name}” that starts here does not end", name=opened.name)
            if opened.name
            else msg("What is fenced in from here does not end")
        )
        todo = msg("Write {fence} on a line of its own behind it", fence=opened.fence)
        return self.span(opened.mark, "fence"), what, todo


def _comments(prose: str) -> tuple[tuple[int, int], ...]:
    if "<!--" not in prose:
        return ()
    return tuple(found.span() for found in _COMMENT.finditer(prose))


def _words(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines that are more than options, comments and blanks."""
    in_options, in_rules = True, False
    for number, line in enumerate(lines):
        if _NO_WORDS.fullmatch(line):
            continue
        if in_options and (in_rules or number == 0) and line.strip() == _RULE:
            in_rules, in_options = not in_rules, not in_rules
        elif not in_rules and not (in_options and _OPTION.match(line)):
            in_options = False
            yield number, line
