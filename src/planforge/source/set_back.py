"""Lines that stand too far left, so that the parser stumbles over the right line below them.

A line of a chapter that has lost its indentation ends the chapter for the parser, and what follows
fits nowhere. Such a line is looked for where the parser stops, and believed only if the text can be
read further with it indented like the lines around it than with the line below moved instead. Where
both can be read, what the rest of the file does decides: at which depth its keys stand.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Span
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.keys import FILE_MODELS
from planforge.source.dashes import FAR_LEFT
from planforge.source.keys import known_keys
from planforge.source.problems import problem
from planforge.source.syntax import MISPLACED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planforge.findings import Finding
    from planforge.source.yaml_tree import Parsed

_MOST: Final = 30
"""Most lines of one file that are indented again."""
_MAX_READ: Final = 3_000_000
"""Characters that trying may cost."""
_KEY: Final = re.compile(r"^ *(?:- )*(?P<key>[^\s\-#\"'\[\]{}:：][^:：\"'\[\]{}]*):(?:\s|$)")
_NO_VALUE: Final = re.compile(r"^ *(?:- )*[^\s\-#\"'\[\]{}:：][^:：\"'\[\]{}]*:\s*(?:#.*)?$")
_ITEM: Final = re.compile(r"^ *- +\S")
_MARKS: Final = re.compile(r"^ *(?:- +)*")
_HEAD: Final = re.compile(r"^ *(?P<head>(?:- +)*\{?[^:：]*)[:：]")
_AT_MARGIN: Final = re.compile(r"[^\s#-]")


@dataclass(frozen=True, slots=True)
class SetBack:
    """A text with lines that stood too far left put back.

    Attributes:
        text: The text; as many lines as before.
        findings: One for each of these lines, in the order of the text.
    """

    text: str
    findings: tuple[Finding, ...]


def set_back(text: str, file: str, read: Callable[[str], Parsed]) -> SetBack:
    """Return *text*, which cannot be read as a whole, with such lines indented again.

    Args:
        text: The whole text.
        file: The file, as shown to the user.
        read: Reads a part of it, findings with lines of the part.
    """
    return _Search(text, file, read).run()


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a line may have been set too far left.

    Attributes:
        first: The line that begins the block.
        end: The line behind the block.
        run: The lines that may stand too far left; the last one is the one that was looked for.
        before: The line with content above them.
        at: The line that the parser stumbles over.
    """

    first: int
    end: int
    run: tuple[int, ...]
    before: int
    at: int

    @property
    def line(self) -> int:
        """The line that was looked for."""
        return self.run[-1]


class _Search:
    """One pass over a broken text, from one line at the margin to the next."""

    def __init__(self, text: str, file: str, read: Callable[[str], Parsed]) -> None:
        self._lines = text.split("\n")
        self._file = file
        self._read_part = read
        self._budget = max(_MAX_READ, 3 * len(text))
        self._findings: list[Finding] = []

    def run(self) -> SetBack:
        """Return what was found."""
        starts = [n for n, line in enumerate(self._lines) if _AT_MARGIN.match(line)]
        ends = [*starts[1:], len(self._lines)][: len(starts)]
        above: list[int] = []
        for begin, end in zip(starts, ends, strict=True):
            start = begin
            while len(self._findings) < _MOST and self._budget > 0:
                first = self._mend(start, end, above)
                if first is None:
                    break
                start = first
                while above and above[-1] >= first:
                    above.pop()
            above.append(start)
        found = sorted(self._findings, key=lambda one: one.place.span.line if one.place.span else 0)
        return SetBack("\n".join(self._lines), tuple(found))

    def _mend(self, start: int, end: int, above: Sequence[int]) -> int | None:
        """Put back the line that the lines [start, end) stumble over, and return where they begin.

        Args:
            start: The line at the margin that begins the block.
            end: The line behind the block.
            above: Where the blocks above begin.
        """
        stop = self._stop(start, end)
        if not stop:
            return None
        at = start + stop - 1
        line = self._shallower(at, start)
        if line is None or not (_KEY.match(self._lines[line]) or _ITEM.match(self._lines[line])):
            return None
        first, run = self._run(start, above) if line == start else (start, [line])
        before = self._content_above(run[0], first)
        if before is None:
            return None
        spot = _Spot(first, end, tuple(run), before, at)
        return (
            first if any(self._is_put_back(spot, depth) for depth in self._depths(spot)) else None
        )

    def _run(self, start: int, above: Sequence[int]) -> tuple[int, list[int]]:
        """Return where the block begins that the line at *start* belongs to, and what to put back.

        Lines right above that are no chapters either were set too far left together with it.
        """
        run = [start]
        for block in reversed(above):
            last = self._content_above(run[0], block)
            is_open = _NO_VALUE.match(self._lines[block]) is not None
            if last != block or is_open or _is_chapter(self._lines[block]):
                return block, run
            run.insert(0, block)
        return run[0], run

    def _depths(self, spot: _Spot) -> tuple[int, ...]:
        """Return how deep the line may have stood: like the one below, or like one above.

        The first only if the line before is as deep, or still waits for what is below it.
        """
        line, before, at = (self._lines[n] for n in (spot.line, spot.before, spot.at))
        below, is_open = _depth(at), _NO_VALUE.match(before) is not None
        if not _ITEM.match(at):
            below -= _inner(line) - _depth(line)
        found = [below] if _inner(before) >= below or is_open else []
        if not is_open and not _ITEM.match(line):
            found += self._keys_above(spot)
        return tuple(depth for depth in dict.fromkeys(found) if depth > _depth(line))

    def _keys_above(self, spot: _Spot) -> list[int]:
        """Return how deep the keys stand that the line before is one of, or belongs to."""
        found: list[int] = []
        deepest = _inner(self._lines[spot.before]) + 1
        for number in range(spot.before, spot.first, -1):
            inner = _inner(self._lines[number])
            if _is_content(self._lines[number]) and inner < deepest:
                deepest = inner
                if _KEY.match(self._lines[number]):
                    found.append(inner)
        return found

    def _is_put_back(self, spot: _Spot, depth: int) -> bool:
        """Indent the lines of *spot* by *depth*, and keep them so if that is what was meant."""
        first, at = spot.first, spot.at
        old = self._lines[first : spot.end]
        new = [*old]
        for line in spot.run:
            new[line - first] = " " * depth + old[line - first].lstrip(" ")
        stood = _depth(self._lines[spot.line])
        moved = [*old]
        moved[at - first] = " " * stood + old[at - first].lstrip(" ")
        reached, otherwise = self._reached(new), self._reached(moved)
        is_read = reached[0] > len(new)
        if reached < otherwise or not (is_read or reached[0] > at - first + 2):
            return False
        if reached == otherwise and not ((is_read or not stood) and self._is_meant(spot, depth)):
            return False
        for line in spot.run:
            self._findings.append(self._finding(line, at, depth))
        self._lines[first : spot.end] = new
        return True

    def _is_meant(self, spot: _Spot, depth: int) -> bool:
        """Whether the line was moved to the left, and not the one that is stumbled over.

        What other lines do tells, then whether the line stands between two that are as deep.
        """
        line, at = spot.line, spot.at
        stood, below = _depth(self._lines[line]), _depth(self._lines[at])
        put_back = self._habit(line, depth) + self._habit(at, below)
        moved = self._habit(line, stood) + self._habit(at, stood)
        if put_back != moved:
            return put_back > moved
        if _ITEM.match(self._lines[line]):
            return self._items(depth) > self._items(stood)
        if not stood:
            return line == spot.first or not _is_chapter(self._lines[line])
        return _inner(self._lines[spot.before]) == depth == below

    def _habit(self, line: int, depth: int) -> int:
        """Return how many other lines begin like *line* and are indented by *depth*."""
        found = _HEAD.match(self._lines[line])
        if found is None:
            return 0
        begin = " " * depth + found["head"]
        return sum(
            one.startswith(begin) and one[len(begin) :].startswith((":", "："))
            for number, one in enumerate(self._lines)
            if number != line
        )

    def _items(self, depth: int) -> int:
        """Return how many items of lists are indented by *depth*."""
        return sum(one.startswith(" " * depth + "- ") for one in self._lines)

    def _finding(self, line: int, at: int, depth: int) -> Finding:
        written = self._lines[line]
        stood = _depth(written)
        found = _KEY.match(self._lines[at])
        span = Span(line + 1, stood + 1, line + 1, len(written.rstrip()) + 1)
        todo = msg("Put {count} blanks more before it.", count=depth - stood)
        if found:
            todo = msg(
                "Put {count} blanks more before it, so that it lines up with “{key}” below.",
                count=depth - stood,
                key=found["key"].strip(),
            )
        return problem("SRC010", Place(self._file, span=span), FAR_LEFT, todo)

    def _stop(self, start: int, end: int) -> int:
        """Return the line of the block, the first is 1, that fits nowhere; 0 if there is none."""
        found = self._read(self._lines[start:end])
        if found.is_complete or found.findings[-1].message not in MISPLACED:
            return 0
        span = found.findings[-1].place.span
        number = span.line if span else 0
        return number if 1 < number <= end - start else 0

    def _reached(self, lines: list[str]) -> tuple[int, int]:
        """Return the line at which reading *lines* stops; one behind the last if it does not.

        And how good the lines before are: the fewer keys are given twice, the better.
        """
        found = self._read(lines)
        again = -sum(one.rule == "SRC013" for one in found.findings)
        if found.is_complete:
            return (len(lines) + 1 if isinstance(found.tree, dict) else 0), again
        span = found.findings[-1].place.span
        return (span.line if span else 0), again

    def _read(self, lines: list[str]) -> Parsed:
        part = "\n".join(lines)
        self._budget -= len(part)
        return self._read_part(part)

    def _shallower(self, at: int, start: int) -> int | None:
        """Return the nearest line above *at* that is indented less, not above *start*."""
        depth = _depth(self._lines[at])
        for line in range(at - 1, start - 1, -1):
            if _is_content(self._lines[line]) and _depth(self._lines[line]) < depth:
                return line
        return None

    def _content_above(self, at: int, first: int) -> int | None:
        return next((n for n in range(at - 1, first - 1, -1) if _is_content(self._lines[n])), None)


@cache
def _chapters() -> frozenset[str]:
    """Return the keys that may stand at the margin of some file."""
    return frozenset(known_keys(frozenset(FILE_MODELS.values())))


def _is_chapter(line: str) -> bool:
    found = _KEY.match(line)
    return found is not None and found["key"].strip() in _chapters()


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _inner(line: str) -> int:
    """Return how deep the first key of *line* stands, behind the marks of items."""
    found = _MARKS.match(line)
    return found.end() if found else 0


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


__all__ = ["SetBack", "set_back"]
