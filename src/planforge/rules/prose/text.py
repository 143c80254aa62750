"""The parts of a `plan.md` that rules look at: directives, running text, headings.

Comments are none of them.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.code_spans import without_code
from planforge.corpus.comments import HOLDS_TEXT, uncommented
from planforge.findings import Span
from planforge.frozen import dataclass
from planforge.patterns import late
from planforge.rules.text.whole import Whole

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from planforge.rules.text.whole import Near

_FENCE: Final = late(
    r"(?: {0,3}(?:[-*+]|\d{1,9}[.)])(?= ))* *(?P<fence>`{3,}|:{3,}|~{3,})(?P<rest>.*)"
)
_DIRECTIVE: Final = late(r"\{(?P<name>[^}]*)\}[ \t]*(?P<argument>(?:.*[^ \t])?)[ \t]*$")
_OPTION: Final = late(r":(?P<key>[A-Za-z-]+):[ \t]+(?P<value>(?:.*[^ \t])?)[ \t]*$")
_HEADING: Final = late(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>(?:.*[^ \t#])?)[ \t#]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A directive or one of its options in `plan.md`.

    Attributes:
        directive: Name of the directive.
        key: Name of the option, `argument`, or empty for the directive itself.
        value: Its text.
        span: Where *value* stands (for the directive itself: its name).
    """

    directive: str
    key: str
    value: str
    span: Span


class Text(NamedTuple):  # there are hundreds in a plan, and a tuple is made fastest
    """A line of running text or a heading, code and comments blanked out, its number from 1."""

    number: int
    line: str


_text: Final[Callable[[tuple[int, str]], Text]] = partial(tuple.__new__, Text)
"""What `Text` itself does, but for the names that it looks up each time."""


def on_line(number: int, start: int, end: int) -> Span:
    """Return the span of the characters [start, end) of line *number*."""
    return Span(number, start + 1, number, end + 1)


@lru_cache(maxsize=4)
def _lines(prose: str) -> tuple[tuple[Text, re.Match[str] | None, str], ...]:
    """Return each line of *prose* as a text, the fence that it is if it is one, and as written."""
    found: list[tuple[Text, re.Match[str] | None, str]] = []
    for number, line in enumerate(uncommented(prose).splitlines(), 1):
        may_be_fence = "```" in line or ":::" in line or "~~~" in line
        mark = _FENCE.match(line) if may_be_fence else None
        text = without_code(line) if "`" in line else line
        found.append((_text((number, text)), mark, line))
    return tuple(found)


@lru_cache(maxsize=4)
def parts(prose: str) -> tuple[tuple[Piece, ...], tuple[Text, ...]]:
    """Return the directives of *prose* and its lines of text, everything inside fences left out."""
    pieces: list[Piece] = []
    texts: list[Text] = []
    fence = directive = ""
    in_options = False
    for text, mark, line in _lines(prose):
        number = text.number
        if fence:
            if mark and mark["fence"].startswith(fence) and not mark["rest"].strip():
                fence = ""
            elif in_options and (option := _OPTION.match(line)):
                at = on_line(number, option.start("value"), option.end("value"))
                pieces.append(Piece(directive, option["key"], option["value"], at))
            else:
                in_options = False
            continue
        if mark is None:
            texts.append(text)
            continue
        fence = mark["fence"]
        opened = _DIRECTIVE.match(line, mark.start("rest"))
        in_options = opened is not None
        if opened is not None:
            directive = opened["name"]
            at = on_line(number, opened.start("name"), opened.end("name"))
            pieces.append(Piece(directive, "", directive, at))
            if opened["argument"]:
                at = on_line(number, opened.start("argument"), opened.end("argument"))
                pieces.append(Piece(directive, "argument", opened["argument"], at))
    return tuple(pieces), tuple(texts)


@lru_cache(maxsize=4)
def text_lines(prose: str) -> tuple[Text, ...]:
    """Return the lines of text of *prose*, those in notes and figures too."""
    texts: list[Text] = []
    open_fences: list[tuple[str, bool]] = []
    for text, mark, line in _lines(prose):
        if mark is None and not open_fences:  # most lines
            texts.append(text)
            continue
        fence, is_text = open_fences[-1] if open_fences else ("", True)
        if fence and mark and mark["fence"].startswith(fence) and not mark["rest"].strip():
            open_fences.pop()
        elif is_text and mark:
            opened = _DIRECTIVE.match(line, mark.start("rest"))
            open_fences.append((mark["fence"], opened is not None and opened["name"] in HOLDS_TEXT))
        elif is_text:
            texts.append(text)
    return tuple(texts)


@lru_cache(maxsize=4)
def whole_prose(prose: str) -> Whole:
    """Return `text_lines` as one text."""
    return Whole([text.line for text in text_lines(prose)])


def lines_with(prose: str, near: Near) -> Iterator[Text]:
    """Yield those of `text_lines` in which *near* may be found: no other one has a match.

    What `Whole.touched` says of patterns holds.
    """
    lines = text_lines(prose)
    return (lines[number] for number in whole_prose(prose).touched(near))


@lru_cache(maxsize=4)
def headings(prose: str) -> tuple[tuple[int, int, str], ...]:
    """Return the headings of *prose*: line, column of the title (both from 1), title."""
    return tuple(
        (text.number, found.start("title") + 1, found["title"]) for text, found in _headings(prose)
    )


def depths(prose: str) -> tuple[int, ...]:
    """Return how deep each of the headings of *prose* is: how many # it begins with."""
    return tuple(len(found["marks"]) for _, found in _headings(prose))


@lru_cache(maxsize=4)
def _headings(prose: str) -> tuple[tuple[Text, re.Match[str]], ...]:
    return tuple(
        (text, found)
        for text in parts(prose)[1]
        if "#" in text.line and (found := _HEADING.match(text.line))
    )
