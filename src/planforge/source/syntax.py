"""Errors of the YAML parser in words that an editor of plans understands.

The parser often notices a slip one line too late and names it in its own terms. So the lines
around the error are first searched for the slips that people really make; only then the text of
the error is translated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planforge.findings import Place
from planforge.i18n import Message, msg
from planforge.source.flow import missing_comma, open_quote, reads_beyond
from planforge.source.parser import MAX_DEPTH, extent, new_parser
from planforge.source.problems import problem
from planforge.source.slips import SLIPS, WIDE_SIGNS
from planforge.source.text import Lines

if TYPE_CHECKING:
    from planforge.findings import Finding
    from planforge.source.flow import Gap

_LINES_BACK: Final = 12
"""How far above the error an unclosed quotation mark is searched for, in lines."""

NO_COMMA: Final = msg("There is no comma between “{before}” and “{key}”.")
_ADD_COMMA: Final = msg("Write a half-width comma before “{key}”.")
_COMMA: Final = "A full-width comma “，” separates the items."
_COMMAS: Final = (
    re.compile(r"，(?=[^，,:：{}\[\]\"']{1,12}:\s)"),
    re.compile("，"),
)
"""Commas of a line that may be wrong: those before a key, or all of them."""
_OPEN_QUOTE: Final = re.compile(
    r"""(?:^|:\s|-\s|[\[{,]\s?)\s*(?P<at>"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$"""
)
_WIDE_COMMENT: Final = re.compile(r"\s*(?P<at>＃)")
_WIDE_COMMENT_TEXT: Final = (
    msg("A full-width “＃” starts no comment."),
    msg("Write a half-width “#” and a space."),
)
_CONFLICT: Final = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
_CONFLICT_TEXT: Final = (
    msg("These are marks of a merge conflict that was not resolved."),
    msg("Decide which of the two versions is right, then delete the other and the marks."),
)
_SECOND_COLON: Final = re.compile(
    r"""^\s*(?:-\s+)*[^:\s"'][^:"']*:\s+[^\s{\[].*?(?P<at>:)(?:\s|$)"""
)
_SECOND_COLON_TEXT: Final = (
    msg("There are two colons “: ” in this line."),
    msg("If the second one belongs to the text, put the whole value in quotes or use “：”."),
)

_UNKNOWN: Final = (
    msg("The text cannot be read as YAML: {problem}."),
    msg("Compare this line and the one above with a plan that can be read."),
)
_CONTINUED: Final = msg("This line is read as part of the value above it, so it cannot have a key.")
_NO_LIST: Final = msg("A list cannot start on this line.")
_MISFIT: Final = msg("This line does not fit the lines above.")
MISPLACED: Final = frozenset({_CONTINUED, _NO_LIST, _MISFIT})
"""Words on lines that may be right: it is one above that stands too far left or right."""
# What the parsers say (libyaml, then PyYAML's own; they differ in wording), in our words.
_KNOWN: Final[tuple[tuple[str, Message, Message], ...]] = (
    (
        "found unexpected end of stream|found unexpected document (indicator|separator)",
        msg("A quotation mark is opened here but never closed."),
        msg("Add the closing quotation mark, of the same kind."),
    ),
    (
        "expected ',' or '\\]'",
        msg("The list that starts with “[” here is not closed with “]”."),
        msg("Separate the items with half-width commas and close the list with “]”."),
    ),
    (
        "expected ',' or '}'",
        msg("“{start}” starts a mapping that “{end}” does not close.", start="{", end="}"),
        msg("Separate the entries with half-width commas and close with “{end}”.", end="}"),
    ),
    (
        "could not find expected ':'",
        msg("This line has no “key: value” form."),
        msg("Write a key, a half-width colon, a space and the value; continue a long text deeper."),
    ),
    (
        "mapping values are not allowed",
        _CONTINUED,
        msg("Indent it like its neighbours, or write nothing behind the colon of the line above."),
    ),
    (
        "mapping keys are not allowed",
        msg("A “?” at the start of a line has a special meaning in YAML."),
        msg("Put the text in quotes."),
    ),
    (
        "(block )?sequence entries are not allowed",
        _NO_LIST,
        msg("Start the list on a line of its own below the key, each item with “- ”."),
    ),
    (
        "did not find expected key|did not find expected '-' indicator|expected <block end>",
        _MISFIT,
        msg("Indent entries of the same kind equally, and do not mix “- ” items with keys."),
    ),
    (
        "did not find expected node content|expected the node content",
        msg("A value is missing before this sign."),
        msg("Write the value, or delete the extra sign; put text with brackets in quotes."),
    ),
    (
        "comment or (a )?line break|indentation indicator",
        msg("A value that starts with “>” or “|” must be in quotes."),
        msg('Put the whole value in quotes, for example ">= 100 mm".'),
    ),
    (
        "unknown escape character|hexdecimal|hexadecimal|invalid Unicode character escape",
        msg("“\\” starts a code in double quotes, and this code is unknown."),
        msg("Write “\\\\” for a backslash, or use single quotes."),
    ),
    (
        "expected alphabetic or numeric character",
        msg("A value that starts with “*” or “&” must be in quotes."),
        msg("Put the whole value in quotes; names of references may have only letters and digits."),
    ),
    (
        "duplicate anchor",
        msg("This reference name is used twice."),
        msg("Give each “&” name only once in a file."),
    ),
    (
        "document start|but found another document",
        msg("There is content behind the end of the document (“...”)."),
        msg("Delete the line “...”, or what follows it."),
    ),
    (
        "directive|YAML document|did not find expected (digit|whitespace)",
        msg("A line that starts with “%” has a special meaning in YAML."),
        msg("Delete the line, or put the text in quotes."),
    ),
    (
        "cannot start any token",
        msg("No value may start with this character."),
        msg("Put the whole value in quotes."),
    ),
    (
        "tag|the expected '>'|expected '!'|UTF-8|URI",
        msg("A value that starts with “!” must be in quotes."),
        msg("Put the whole value in quotes."),
    ),
    (
        "control characters|special characters",
        msg("There is an invisible character in the text."),
        msg("Retype the line."),
    ),
)
_TABLE: Final = tuple((re.compile(pattern), what, todo) for pattern, what, todo in _KNOWN)
_NO_COLON: Final = next((w, t) for pattern, w, t in _KNOWN if pattern.startswith("could not find"))
_BARE: Final = re.compile(
    r"(?P<lead> *(?:- )?)[^\s#\"'\[\]{}:：，,。&*!|>%@-][^:：\"'\[\]{}，。#]*$"
)
"""A line that may be a key and its value without the colon."""
_AT_OPENING: Final = re.compile(
    r"expected ',' or|could not find expected|unexpected end of stream|unexpected document"
)
_BEHIND_ITEM: Final = re.compile(r"expected ',' or")
_BEHIND_VALUE: Final = re.compile(r"expected ',' or|expected key|expected <block|start any token")
_CLOSED: Final = ('"', "'", "]", "}")
_NO_CONTENT: Final = re.compile(r"node content")


def explain(error: yaml.YAMLError | UnicodeError, text: str, file: str) -> Finding:
    """Return the finding that says what *error* of the YAML parser means for the editor."""
    lines = Lines(text)
    mark = getattr(error, "problem_mark", None)
    index = min(mark.index, len(text)) if mark is not None else 0
    start = getattr(error, "context_mark", None)
    first = min(start.index, len(text)) if start is not None else index
    wording = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    conflict = _CONFLICT.search(text)
    if conflict:
        return _finding("SRC010", lines, conflict.span(), file, _CONFLICT_TEXT)
    number = lines.at(index)[0]
    is_colon = "mapping values" in wording
    context = lines.start_of(number - 1) if is_colon else first
    gap = missing_comma(text, index) if _BEHIND_ITEM.search(wording) else None
    no_comma = _no_comma(gap, lines, file) if gap else None
    slip = (
        (_runs_on(text, index, lines, file) if _BEHIND_VALUE.search(wording) else None)
        or (_wide_sign(text, index, lines, file) if _BEHIND_ITEM.search(wording) else None)
        or (no_comma if gap and gap.is_key else None)
        or (_no_colon(lines, number, file) if is_colon else None)
        or _slip(lines, context, index, file, text)
        or (_second_colon(lines, number, file) if is_colon else None)
        or no_comma
    )
    if slip is not None:
        return slip
    if _NO_CONTENT.search(wording) and not text[index:].strip():
        sign, first = _open_bracket(text)
        wording = f"expected ',' or '{_CLOSING[sign]}'" if sign else wording
    what, todo = next(
        ((what, todo) for pattern, what, todo in _TABLE if pattern.search(wording)), _UNKNOWN
    )
    if what is _UNKNOWN[0]:
        what = msg(what.msgid, problem=wording)
    at = first if _AT_OPENING.search(wording) else index
    return _finding("SRC010", lines, (at, at + 1), file, (what, todo))


def _runs_on(text: str, index: int, lines: Lines, file: str) -> Finding | None:
    """Return the finding for a quoted text that runs on over lines up to *index*."""
    at = open_quote(text, index)
    return None if at is None else _finding("SRC010", lines, (at, at + 1), file, _KNOWN[0][1:])


def _wide_sign(text: str, index: int, lines: Lines, file: str) -> Finding | None:
    """Return the finding for a full-width sign at *index* that stands behind something closed."""
    if not text[:index].rstrip(" \t").endswith(_CLOSED):
        return None
    said = WIDE_SIGNS.get(text[index : index + 1])
    return _finding("SRC011", lines, (index, index + 1), file, said) if said else None


def _no_comma(gap: Gap, lines: Lines, file: str) -> Finding:
    what = msg(NO_COMMA.msgid, before=gap.before, key=gap.behind)
    todo = msg(_ADD_COMMA.msgid, key=gap.behind)
    return _finding("SRC010", lines, (gap.at, gap.at + 1), file, (what, todo))


def _no_colon(lines: Lines, number: int, file: str) -> Finding | None:
    """Return the finding for the line above line *number* if it lacks its colon."""
    bare = _bare_key(lines, number)
    if not bare:
        return None
    at = lines.start_of(bare) + len(lines.line(bare)) - len(lines.line(bare).lstrip())
    return _finding("SRC010", lines, (at, at + 1), file, _NO_COLON)


def _second_colon(lines: Lines, number: int, file: str) -> Finding | None:
    found = _SECOND_COLON.search(lines.line(number))
    if found is None:
        return None
    at = lines.start_of(number) + found.start("at")
    return _finding("SRC010", lines, (at, at + 1), file, _SECOND_COLON_TEXT)


def _bare_key(lines: Lines, number: int) -> int:
    """Return the line above line *number* if it lacks its colon; 0 if it does not."""
    above = number - 1
    while above > 0 and not lines.line(above).strip():
        above -= 1
    if above <= 0:
        return 0
    found = _BARE.match(lines.line(above))
    depth = len(lines.line(number)) - len(lines.line(number).lstrip(" "))
    return above if found and len(found["lead"]) == depth else 0


def conflicts(text: str, file: str) -> tuple[Finding, ...]:
    """Return a finding for each merge conflict in *text*, at its first mark."""
    found = [hit.span() for hit in _CONFLICT.finditer(text) if hit[0].startswith("<")]
    lines = Lines(text)
    return tuple(_finding("SRC010", lines, span, file, _CONFLICT_TEXT) for span in found)


def no_entry(text: str, file: str) -> Finding:
    """Return the finding for *text* that should be an entry of the file and has no key."""
    start = len(text) - len(text.lstrip())
    return _finding("SRC010", Lines(text), (start, start + 1), file, _NO_COLON)


def slip_in_first_line(text: str, file: str) -> Finding | None:
    """Return the finding for a usual slip in the first line of content of *text*, if any."""
    lines = Lines(text)
    for number in range(1, len(lines.starts) + 1):
        line = lines.line(number).strip()
        if line and not line.startswith(("#", "---", "%")):
            return _slip(lines, lines.start_of(number), lines.start_of(number), file, text)
    return None


def too_many_directives(text: str, file: str) -> Finding:
    """Return the finding for *text* that has too many “%” lines."""
    at = text.index("\n%") + 1
    what, todo = next((w, t) for pattern, w, t in _KNOWN if pattern.startswith("directive"))
    return _finding("SRC010", Lines(text), (at, at + 1), file, (what, todo))


def _finding(
    rule: str, lines: Lines, at: tuple[int, int], file: str, text: tuple[Message, Message]
) -> Finding:
    return problem(rule, Place(file, span=lines.span(*at)), *text)


def _slip(lines: Lines, context: int, index: int, file: str, text: str) -> Finding | None:
    """Return the finding for a usual slip on the lines of the error, the nearest one first."""
    last = lines.at(index)[0]
    while last > 1 and not lines.line(last).strip():
        last -= 1
    numbers = [last, last - 1] if lines.at(context)[0] < last else [last]
    for number in numbers:
        line = lines.line(number)
        for pattern, rule, what, todo in SLIPS:
            found = pattern.search(line)
            at = lines.start_of(number)
            if found and (what.msgid != _COMMA or _is_comma(text, at, line, index)):
                span = at + found.start("at"), at + found.end("at")
                return _finding(rule, lines, span, file, (what, todo))
    return _open_quote(lines, last, file) or _wide_comment(lines, last, file)


def _wide_comment(lines: Lines, last: int, file: str) -> Finding | None:
    """Return the finding for the nearest line that starts with `＃`; it was read as text."""
    for number in range(last, max(0, last - _LINES_BACK), -1):
        found = _WIDE_COMMENT.match(lines.line(number))
        if found:
            at = lines.start_of(number) + found.start("at")
            return _finding("SRC011", lines, (at, at + 1), file, _WIDE_COMMENT_TEXT)
    return None


def _is_comma(text: str, start: int, line: str, index: int) -> bool:
    """Whether half-width commas in the *line* at *start* let *text* be read beyond *index*."""
    lines = {pattern.sub(",", line) for pattern in _COMMAS} - {line}
    end = start + len(line)
    return any(reads_beyond(text[:start] + one + text[end:], index) for one in sorted(lines))


_CLOSING: Final = {"[": "]", "{": "}"}


def _open_bracket(text: str) -> tuple[str, int]:
    """Return the innermost bracket that is open where *text* breaks off, and where it stands."""
    opened: list[int] = []
    parser = new_parser(text)
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                opened.append(extent(event)[0] if event.flow_style else -1)
                if len(opened) > MAX_DEPTH:
                    break  # not read either, and the parser would take ever longer
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                opened.pop()
    except (yaml.YAMLError, UnicodeError):
        pass  # this is where it breaks off
    at = max(opened, default=-1)
    return (text[at], at) if at >= 0 and text[at] in _CLOSING else ("", 0)


def _open_quote(lines: Lines, last: int, file: str) -> Finding | None:
    for number in range(last, max(last - _LINES_BACK, 0), -1):
        found = _OPEN_QUOTE.search(lines.line(number))
        if found:
            at = lines.start_of(number) + found.start("at")
            _, what, todo = _KNOWN[0]
            return _finding("SRC010", lines, (at, at + 1), file, (what, todo))
    return None
