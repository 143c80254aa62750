"""Comments that cut a text short: ` #` starts one wherever it stands, even before a number."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from yaml.events import ScalarEvent

from planforge.findings import Place
from planforge.i18n import msg
from planforge.patterns import late
from planforge.source.parser import extent, new_parser
from planforge.source.problems import problem
from planforge.source.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.findings import Finding

_CUT: Final = late(r" #(?<=\S #)(?=[^\s#!])", holds=(" #",))
"""What may be text: a single space behind other text, and none behind the sign."""
_BEHIND: Final = late(r"(?<=\S)[ \t]+#", holds=(" #", "\t#"))
_CLOSING: Final = late(r"(?<=\S)[ \t]+#[^#\n]*[）)》”’」』】〕]", holds=(" #", "\t#"))
"""What may be text however it is set off: it closes what may have been opened before."""
_PAIRS: Final = ("（）", "()", "《》", "“”", "‘’", "「」", "『』", "【】", "〔〕")
_NO_VALUE_YET: Final = ":-"


def may_cut_text(text: str) -> bool:
    """Whether a YAML *text* may have a comment that was to be text, at little cost."""
    return _CUT.search(text) is not None or _CLOSING.search(text) is not None


def comments_in_text(text: str, file: str) -> Iterator[Finding]:
    """Yield a finding (SRC034) for each comment of a YAML *text* that was probably to be text.

    Comments are set off, by two spaces or more before the sign or by one behind it, and do not
    close the brackets and quotes of the text.
    """
    lines = Lines(text)
    scalars = _scalars(text)
    for found in _BEHIND.finditer(text):
        start = found.start()
        before = bisect_right(scalars, start, key=lambda one: one[0]) - 1
        begin, scalar_end, is_plain = scalars[before] if before >= 0 else (0, 0, False)
        line_end = text.find("\n", start)
        lost = text[found.end() - 1 : line_end if line_end >= 0 else len(text)].rstrip()
        is_open = scalar_end == start and _closes(text[begin:start], lost)
        if not is_open and _CUT.match(text, start) is None:
            continue
        if not (is_plain if scalar_end == start else text[start - 1] in _NO_VALUE_YET):
            continue  # behind quotes and brackets, or inside a text that is written otherwise
        if (
            scalar_end > start
            or "#" in text[max(scalar_end, text.rfind("\n", 0, start) + 1) : start]
        ):
            continue  # in a text of several lines, or in a comment
        yield problem(
            "SRC034",
            Place(file, span=lines.span(found.end() - 1, found.end() - 1 + len(lost))),
            msg("From “#” on this is a comment, not part of the text: “{lost}”.", lost=lost),
            msg("If it is text, put the whole value in quotes; if not, write “# ” with a space."),
        )


def _closes(text: str, comment: str) -> bool:
    """Whether *comment* closes a bracket or quote that is open at the end of *text*."""
    return any(
        text.count(opening) > text.count(closing)
        and comment.count(closing) > comment.count(opening)
        for opening, closing in _PAIRS
    )


def _scalars(text: str) -> list[tuple[int, int, bool]]:
    """Return the characters [start, end) of each scalar of *text*, and whether it is plain."""
    parser = new_parser(text)
    found: list[tuple[int, int, bool]] = []
    while (event := parser.get_event()) is not None:
        if isinstance(event, ScalarEvent):
            found.append((*extent(event), not event.style))
    return found
