"""Reading on behind a syntax error: every top-level block that is broken gives its own finding.

YAML itself cannot be read beyond an error, and the parser often notices a slip only in a later
block, which an open quotation mark or bracket has swallowed. So a text that cannot be read is cut
where a line begins with a key; the block that cannot be read even alone is the broken one, and
reading goes on with the block behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
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
from planforge.source.keys import known_by_one_file
from planforge.source.mending import mended
from planforge.source.parser import MAX_DEPTH, extent, new_parser
from planforge.source.set_back import set_back
from planforge.source.syntax import conflicts, no_entry
from planforge.source.text import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planforge.findings import Finding, Place
    from planforge.source.mending import Mended
    from planforge.source.yaml_tree import Parsed, Tree

    Read = Callable[[str, Mapping[str, Tree]], Parsed]
    """Reads a text on its own; anchors that stand elsewhere in the file are given."""

MAX_FINDINGS: Final = 100
"""Most blocks of one file that are reported."""
_MAX_READ: Final = 5_000_000
"""Characters that reading on may cost in small files; a large one may be read five times."""
_HEAD: Final = re.compile(
    r"""(?P<key>"[^"\r\n]*"|'[^'\r\n]*'|[^\s\-#"'\[\]{},%&*!|>@`:：，。?][^\r\n:：，。]*?)\s*"""
    r"(?:：|:(?=\s|$|[^\s:/\d]|\d+[^\d:\s]))"
)
"""A line that begins a top-level block, whatever sign an editor took for the colon."""
_NEAR_HEAD: Final = re.compile(
    r"^(?: |[\t\u3000\xa0]+)(?P<key>[^\s\-#\"'\[\]{}:：，。]+)\s*[:：]", re.MULTILINE
)
"""A line of a block that may have been a block of its own."""
_BY_COUNTING: Final = frozenset({"SRC015", "SRC016"})
"""Problems that a block may have only together with those before it."""
_VISIBLE: Final = re.compile(r"[^\r\n]")
_ANCHOR: Final = re.compile(r"&([^\s,\[\]{}]+)")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a text with syntax errors holds.

    Attributes:
        findings: One for each broken block, and those about the blocks that could be read.
        rest: The blocks that could be read.
        lost: Keys of the blocks that could not; empty text where it is not clear.
        text: The text as it was read: some lines as they were probably meant, and no blocks that
            could not be read; each line where it was.
        mended: The lines that were read as they were probably meant: number, text in the file.
    """

    findings: tuple[Finding, ...]
    rest: Mapping[str, Tree]
    lost: tuple[str, ...]
    text: str
    mended: tuple[tuple[int, str], ...] = ()


def recover(text: str, file: str, first: Finding, read: Read) -> Recovered:
    """Return the findings of every top-level block of *text*, which cannot be read as a whole.

    Args:
        text: The whole text.
        file: The file, as shown to the user.
        first: The finding that reading the whole text stopped with.
        read: Reads a part of it.
    """
    marks = conflicts(text, file)
    if marks:
        return Recovered(marks[:MAX_FINDINGS], {}, ("",), text)
    parted = _parted(text, first, read)
    if parted is not None:
        return parted
    names: dict[str, Tree] = {name: {} for name in _ANCHOR.findall(text)}
    put = set_back(text, file, lambda part: read(part, names))
    if not put.findings:
        return _Recovery(text, file, first, read).run()
    whole = read(put.text, {})
    if whole.is_complete and isinstance(whole.tree, dict):
        return Recovered((*put.findings, *whole.findings), whole.tree, (), put.text)
    error = whole.findings[-1] if whole.findings else first
    found = _Recovery(put.text, file, error, read).run()
    return replace(found, findings=(*put.findings, *found.findings))


def _parted(text: str, first: Finding, read: Read) -> Recovered | None:
    """Return what a text holds that a line “---” parts in two, if that is all that is wrong.

    The two may be one file, if one knows all their keys; else the longer one is read.
    """
    span = first.place.span
    if first.rule != "SRC018" or span is None:
        return None
    start = Lines(text).start_of(span.line)
    end = text.find("\n", start) if "\n" in text[start:] else len(text)
    line = _VISIBLE.sub(" ", text[start:end])
    joined = read(text[:start] + line + text[end:], {})
    above, below = read(text[:start], {}).tree, read(text[end:], {}).tree
    if not (joined.is_complete and isinstance(above, dict) and isinstance(below, dict)):
        return None
    known = known_by_one_file([*above, *below])
    if not set(above) & set(below) and known >= {*above, *below}:
        read_as = text[:start] + line + text[end:]
    elif start < len(text) - end:
        read_as = _VISIBLE.sub(" ", text[:end]) + text[end:]
    else:
        read_as = text[:start] + _VISIBLE.sub(" ", text[start:])
    found = read(read_as, {})
    rest = found.tree if isinstance(found.tree, dict) else {}
    lost = () if len(rest) == len(above) + len(below) else ("",)
    return Recovered((first, *found.findings), rest, lost, read_as)


class _Recovery:
    """One pass over a broken text, from block to block."""

    def __init__(self, text: str, file: str, first: Finding, read: Read) -> None:
        self._text = text
        self._file = file
        self._first = first
        self._read = read
        self._lines = Lines(text)
        self._anchors: dict[str, Tree] = {name: {} for name in _ANCHOR.findall(text)}
        heads = [
            (found.start(), found["key"].strip("\"'"))
            for start in self._lines.starts
            if (found := _HEAD.match(text, start))
        ]
        # What stands above the first key belongs to it.
        self._starts = [0, *(start for start, _key in heads[1:])]
        self._keys = [key for _start, key in heads] or [""]
        self._findings: list[Finding] = []
        self._rest: dict[str, Tree] = {}
        self._lost: list[str] = []
        self._parts: list[tuple[int, int, str]] = []
        self._mended: list[tuple[int, str]] = []

    def run(self) -> Recovered:
        """Return what was found."""
        budget = max(_MAX_READ, 5 * len(self._text))
        block = 0
        while block < len(self._starts) and len(self._findings) < MAX_FINDINGS:
            budget -= len(self._text) - self._starts[block]
            if budget < 0:
                self._lose(block)
                break
            found = self._parsed(block, len(self._starts))
            if found.is_complete:
                self._keep(found)
                break
            block = self._behind_broken(block, found)
        else:
            self._lose(block)
        findings = tuple(dict.fromkeys(self._findings)) or (self._first,)
        lost, mended = tuple(self._lost), tuple(self._mended)
        return Recovered(findings, self._rest, lost, self._read_text(), mended)

    def _read_text(self) -> str:
        """Return the text as it was read."""
        if not self._rest:
            return self._text
        pieces: list[str] = []
        at = 0
        for start, end, part in self._parts:
            pieces += [self._text[at:start], part]
            at = end
        return "".join([*pieces, self._text[at:]])

    def _behind_broken(self, block: int, stopped: Parsed) -> int:
        """Report the broken block at or behind *block*, and return the one behind it.

        Args:
            block: Where reading began.
            stopped: What it ended with.
        """
        start = self._starts[block]
        error = stopped.findings[-1]
        key_at = _last_key(self._text[start:])
        if key_at is None:
            self._findings.append(error)
            self._lose(block)
            return len(self._starts)  # no mapping with keys at the margin: nowhere to go on
        last_key = bisect_right(self._starts, start + key_at) - 1
        shown = self._block_of(error.place)
        if shown < last_key and self._parsed(shown, last_key).is_complete:
            shown = last_key  # the words of an error may be about a line that is right
        suspect = min(last_key, shown)  # the parser is ahead of what it is read for
        if suspect > block:
            self._keep(self._parsed(block, suspect))
        for number in range(suspect, max(last_key, shown) + 1):
            alone = self._parsed(number, number + 1)
            if not alone.is_complete:
                self._fail(number, alone.findings[-1])
                return number + 1
            if error.rule in _BY_COUNTING:
                self._findings.append(error)
                self._lose(shown)
                self._rest.clear()
                return len(self._starts)  # what follows repeats the same too much
            self._keep(alone)
        self._fail(shown, error)
        return shown + 1

    def _parsed(self, block: int, behind: int) -> Parsed:
        """Return what the blocks [block, behind) hold, findings at their place in the file."""
        start, end = self._starts[block], self._start(behind)
        part = self._text[start:end]
        found = self._read(part, self._anchors)
        if found.is_complete and isinstance(found.tree, str):
            found = replace(found, findings=(no_entry(part, self._file),), is_complete=False)
        shift = self._lines.at(start)[0] - 1
        return _lowered(found, shift)

    def _keep(self, found: Parsed) -> None:
        self._findings += found.findings
        if isinstance(found.tree, dict):
            for key, value in found.tree.items():
                self._rest.setdefault(key, value)

    def _fail(self, block: int, finding: Finding) -> None:
        """Report *block*, of which *finding* is the first, and read it as far as it goes."""
        start, end = self._starts[block], self._start(block + 1)
        part = self._text[start:end]
        meant = mended(part, self._alone)
        if meant is None or not meant.findings:
            self._findings.append(finding)
            self._lost.append(self._keys[block])
            self._lost += (found["key"] for found in _NEAR_HEAD.finditer(part))
            self._parts.append((start, end, _VISIBLE.sub(" ", part)))
            return
        shift = self._lines.at(start)[0] - 1
        self._findings += (_moved(one, shift) for one in meant.findings)
        numbers = [number + shift for number in meant.lines]
        self._mended += ((number, self._lines.line(number)) for number in numbers)
        self._parts.append((start, end, meant.text))
        self._keep(_lowered(_without_echoes(meant), shift))

    def _alone(self, text: str) -> Parsed:
        """Return what a block holds, findings at their place in the block."""
        found = self._read(text, self._anchors)
        if found.is_complete and not isinstance(found.tree, dict):
            return replace(found, findings=(no_entry(text, self._file),), is_complete=False)
        return found

    def _lose(self, block: int) -> None:
        """Give up everything from *block* on."""
        if block < len(self._starts):
            self._lost.append("")
            start = self._starts[block]
            self._parts.append((start, len(self._text), _VISIBLE.sub(" ", self._text[start:])))

    def _start(self, block: int) -> int:
        return self._starts[block] if block < len(self._starts) else len(self._text)

    def _block_of(self, place: Place) -> int:
        line = place.span.line if place.span else 1
        return bisect_right(self._starts, self._lines.start_of(line)) - 1


def _last_key(text: str) -> int | None:
    """Return where the last key at the margin stands that the parser gets to; None without any.

    0 if it gets to none because the text does not even begin as a mapping.
    """
    depth = 0
    is_key = True
    found: int | None = 0
    parser = new_parser(text)
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                if depth == 0 and (isinstance(event, SequenceStartEvent) or event.flow_style):
                    return None
                depth += 1
                if depth > MAX_DEPTH:
                    break  # not read either, and the parser would take ever longer
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
                is_key = is_key or depth == 1  # a list or mapping was the value
            elif depth == 1 and isinstance(event, ScalarEvent | AliasEvent):
                if is_key:
                    found = extent(event)[0]
                is_key = not is_key
    except (yaml.YAMLError, UnicodeError):
        pass  # this is the error that is looked for
    return found


def _without_echoes(block: Mended) -> Parsed:
    """Return what *block* holds, without notes on the lines that were mended, or beside them."""
    near = {number + step for number in block.lines for step in (-1, 0, 1)}
    notes = block.parsed.findings
    kept = tuple(one for one in notes if one.place.span and one.place.span.line not in near)
    return replace(block.parsed, findings=kept)


def _lowered(parsed: Parsed, lines: int) -> Parsed:
    return replace(parsed, findings=tuple(_moved(one, lines) for one in parsed.findings))


def _moved(finding: Finding, lines: int) -> Finding:
    """Return *finding* that many lines further down."""
    if not lines:
        return finding
    related = tuple((_lower(place, lines), text) for place, text in finding.related)
    return replace(finding, place=_lower(finding.place, lines), related=related)


def _lower(place: Place, lines: int) -> Place:
    span = place.span or Span()
    moved = replace(span, line=span.line + lines, end_line=span.end_line + lines)
    return replace(place, span=moved)
