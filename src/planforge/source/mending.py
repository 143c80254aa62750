"""A broken block, read as it was probably meant, so that the rest of it is not lost.

Each line that the parser stumbles over is written anew, as an editor would correct it, in the way
that lets the parser get furthest, until the block can be read. Nothing is written to the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.source.syntax import MISPLACED, NO_COMMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planforge.findings import Finding
    from planforge.source.yaml_tree import Parsed

_MAX_LINES: Final = 30
"""Most lines of one block that are mended."""
_MAX_READ: Final = 3_000_000
"""Characters that trying may cost."""
_MARGIN: Final = re.compile("(?: |[\t\u3000\xa0]+)?[^\\s#-]")
"""How a line begins that stands at the margin, or was to."""
_BARE: Final = re.compile(r"^([ ]*(?:- )*)([^\s:：\"'#\[\]{}-][^\s:：\"'#\[\]{}]*)(?:[ ]+(\S.*))?$")
_INDENT: Final = re.compile("[ \t\u3000\xa0]*")
_WIDE_COLON: Final = re.compile(
    r"""^([ ]*(?:- )*[^\s"'#\[\]{}:：，,-][^"'#\[\]{}:：，,]{0,30}?)：\s*"""
)
_GLUED_COLON: Final = re.compile(
    r"""^([ ]*(?:- )*[^\s"'#\[\]{}:：，,-][^"'#\[\]{}:：，,]{0,30}?):(?=[^\s:/0-9]|\d+[^\d:\s])"""
)
_DASH: Final = re.compile("^([ ]*)[-\u2013\u2014\uff0d\u00b7](?=[^-])[ ]?")
_VALUE: Final = re.compile(
    r"^(?P<head>[ ]*(?:- )*(?:[^\s:\"'#\[\]{}][^:\"'#\[\]{}]*:\s+)?)(?P<value>\S.*?)\s*$"
)
_END: Final = re.compile(r"\s*[\]}]+\s*$")
_QUOTES: Final = ("'", '"')
_CLOSINGS: Final = ('"', "'", "]", "}", "]}", "}]")


@dataclass(frozen=True, slots=True)
class Mended:
    """A block as it was probably meant.

    Attributes:
        text: Its text; as many lines as before, of which only those of *lines* differ.
        parsed: What it holds.
        findings: What was wrong with it, one finding for each line that was mended.
        lines: Numbers of these lines in the block, the first is 1.
    """

    text: str
    parsed: Parsed
    findings: tuple[Finding, ...]
    lines: tuple[int, ...]


def mended(text: str, read: Callable[[str], Parsed]) -> Mended | None:
    """Return *text*, which *read* cannot read, as it was probably meant; None if that is not clear.

    Findings are those of *read*, with lines of *text*.
    """
    findings: list[Finding] = []
    touched: list[int] = []
    budget = _MAX_READ
    found = read(text)
    while not found.is_complete:
        error = found.findings[-1]
        number = error.place.span.line if error.place.span else 0
        lines = text.split("\n")
        if not 0 < number <= len(lines) or len(touched) >= _MAX_LINES:
            return None
        findings.append(error)
        touched.append(number)
        most = 1 + sum(_MARGIN.match(lines[at - 1]) is not None for at in touched)
        best: tuple[tuple[int, bool], str, Parsed] | None = None
        for line in (*_completed(lines[number - 1], error), *_candidates(lines, number - 1)):
            budget -= len(text)
            tried = "\n".join([*lines[: number - 1], line, *lines[number:]])
            result = read(tried)
            if _is_read(result, most):
                best = (len(lines) + 1, True), tried, result
                break
            rank = _line(result), line.startswith(" ")
            if line and rank[0] > number and (best is None or rank > best[0]):
                best = rank, tried, result
            if budget < 0:
                return None
        if best is None:
            return None
        _, text, found = best
    return Mended(text, found, tuple(_told(findings)), tuple(touched))


def _told(findings: list[Finding]) -> Iterator[Finding]:
    """Yield what does not merely follow from findings above it."""
    is_moved = False
    for number, one in enumerate(findings):
        is_misplaced = one.message in MISPLACED
        if not (is_misplaced and is_moved) and not (number and _repeats(one, findings[number - 1])):
            yield one
        is_moved = is_moved or is_misplaced or one.rule == "SRC012"


def _is_read(parsed: Parsed, most: int) -> bool:
    """Whether *parsed* is whole, with up to so many entries at the margin."""
    is_map = parsed.is_complete and isinstance(parsed.tree, dict)
    return is_map and len(parsed.tree or ()) <= most


def _line(parsed: Parsed) -> int:
    """Return the line that *parsed* stops at, 0 if it does not stop."""
    span = parsed.findings[-1].place.span if not parsed.is_complete else None
    return span.line if span else 0


def _repeats(finding: Finding, before: Finding) -> bool:
    """Whether *finding* says of a line what was said of the one above."""
    here, above = finding.place.span, before.place.span
    return bool(
        here and above and here.line == above.line + 1 and finding.message == before.message
    )


def _completed(line: str, error: Finding) -> Iterator[str]:
    """Yield *line* with the sign that *error* says is missing at its place."""
    span = error.place.span
    at = span.column - 1 if span else 0
    if error.message.msgid == NO_COMMA.msgid:
        yield f"{line[:at]},{line[at:]}"
    sign = line[at : at + 1]
    if sign in _QUOTES and (end := _END.search(line, at + 1)):
        yield f"{line[: end.start()]}{sign}{line[end.start() :]}"


def _candidates(lines: list[str], at: int) -> Iterator[str]:
    """Yield what the line at index *at* may be meant as, the likeliest first; empty text last."""
    line = lines[at].rstrip("\r")
    lead = _INDENT.match(line)
    body = line[lead.end() :] if lead else line
    above = next((one for one in reversed(lines[:at]) if _is_content(one)), "")
    below = next((one for one in lines[at + 1 :] if _is_content(one)), "")
    around = (_depth(above), _depth(above) + 2, _depth(below), _depth(line), _depth(below) - 2)
    depths = (_depth(line) + 1, _depth(line) - 1, *around)
    seen = {line}
    closed = [line + closing for closing in _CLOSINGS]
    for candidate in (
        *([body] if _MARGIN.match(line) else ()),
        *_signs(line),
        *closed[:2],
        *(closed[2:] if "[" in line or "{" in line else ()),
        *_quoted(line),
        *((_BARE.sub(_with_colon, line),) if _BARE.match(line) else ()),
        *(" " * depth + body for depth in depths if depth >= 0),
    ):
        if candidate not in seen:
            seen.add(candidate)
            yield candidate
    if above and not _MARGIN.match(line):  # a line at the margin is the key of a block
        yield ""


def _signs(line: str) -> Iterator[str]:
    """Yield *line* with the signs of YAML in the place of those that look like them."""
    yield _WIDE_COLON.sub(r"\1: ", line)
    yield _GLUED_COLON.sub(r"\1: ", line)
    yield _DASH.sub(r"\1- ", line)
    if "{" in line or "[" in line:
        yield re.sub(r"，(?=[^，,:：{}\[\]\"']{1,12}:\s)", ", ", line)
        yield line.replace("，", ", ")


def _with_colon(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}: {found[3] or ''}".rstrip()


def _quoted(line: str) -> Iterator[str]:
    """Yield *line* with its value in single quotes."""
    found = _VALUE.match(line)
    if found:
        value = found["value"]
        inner = value.strip("\"'")
        yield f"{found['head']}'{inner.replace(chr(39), chr(39) * 2)}'"


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


__all__ = ["Mended", "mended"]
