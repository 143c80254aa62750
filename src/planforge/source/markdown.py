"""Prose of a plan: the text with its line starts. Chapters are read elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.frozen import dataclass
from planforge.source.markdown_depth import too_deep
from planforge.source.text import Lines, decode

if TYPE_CHECKING:
    from planforge.findings import Finding, Span


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown file.

    Attributes:
        text: Content with LF line ends, without byte order mark.
        starts: Index in *text* of each line's first character, line 1 first.
    """

    text: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters [start, end) of the text."""
        return Lines(self.text).span(start, end)


def read_prose(data: bytes, file: str) -> tuple[Prose | None, tuple[Finding, ...]]:
    """Return the prose in *data*, None where a finding at *file* says why it cannot be read."""
    decoded = decode(data, file)
    if decoded.text is None:
        return None, decoded.findings
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Prose(text, Lines(text).starts), (*decoded.findings, *too_deep(text, file))
