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

CUT: Final = late(r" #(?<=\S #)(?=[^\s#!])", holds=(" #",))
"""What may be text: a single space behind other text, and none behind the sign."""
_NO_VALUE_YET: Final = ":-"


def comments_in_text(text: str, file: str) -> Iterator[Finding]:
    """Yield a finding (SRC034) for each comment of a YAML *text* that was probably to be text.

    Comments are set off: by two spaces or more before the sign, or by one behind it.
    """
    lines = Lines(text)
    scalars = _scalars(text)
    for found in CUT.finditer(text):
        start = found.start()
        before = bisect_right(scalars, start, key=lambda one: one[0]) - 1
        _, scalar_end, is_plain = scalars[before] if before >= 0 else (0, 0, False)
        if not (is_plain if scalar_end == start else text[start - 1] in _NO_VALUE_YET):
            continue  # behind quotes and brackets, or inside a text that is written otherwise
        if (
            scalar_end > start
            or "#" in text[max(scalar_end, text.rfind("\n", 0, start) + 1) : start]
        ):
            continue  # in a text of several lines, or in a comment
        line_end = text.find("\n", start)
        lost = text[start + 1 : line_end if line_end >= 0 else len(text)].rstrip()
        yield problem(
            "SRC034",
            Place(file, span=lines.span(start + 1, start + 1 + len(lost))),
            msg("From “#” on this is a comment, not part of the text: “{lost}”.", lost=lost),
            msg("If it is text, put the whole value in quotes; if not, write “# ” with a space."),
        )


def _scalars(text: str) -> list[tuple[int, int, bool]]:
    """Return the characters [start, end) of each scalar of *text*, and whether it is plain."""
    parser = new_parser(text)
    found: list[tuple[int, int, bool]] = []
    while (event := parser.get_event()) is not None:
        if isinstance(event, ScalarEvent):
            found.append((*extent(event), not event.style))
    return found
