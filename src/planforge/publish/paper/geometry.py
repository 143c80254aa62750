"""The measures of a page: edges, type area, lines and characters, after GB/T 9704-2012, 5.

A4 has the standard's own numbers; the other sizes keep its proportions with a body size that can be
read at arm's length.
"""

from __future__ import annotations

from typing import Final

from planforge.document.books.book import Paper
from planforge.frozen import dataclass

MM_PER_POINT: Final = 25.4 / 72
"""Millimetres in one point."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The measures of a page, in 毫米 unless they say otherwise.

    Attributes:
        width: Width of the sheet as it is read.
        height: Height of the sheet as it is read.
        top: Edge above the type area (天头).
        bottom: Edge below it.
        inner: Edge at the binding (订口).
        outer: Edge opposite to it.
        lines: Lines of body text on a full page.
        characters: Chinese characters in a full line.
        body_pt: Size of body text in points.
    """

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    lines: int
    characters: int
    body_pt: float

    @property
    def area_width(self) -> float:
        """Width of the type area (版心)."""
        return self.width - self.inner - self.outer

    @property
    def area_height(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom

    @property
    def pitch(self) -> float:
        """From one line to the next."""
        return self.area_height / self.lines

    @property
    def advance(self) -> float:
        """From one character to the next."""
        return self.area_width / self.characters


_UPRIGHT: Final = {
    Paper.A3: Geometry(297, 420, 37, 35, 28, 26, 34, 43, 16),
    Paper.A4: Geometry(210, 297, 37, 35, 28, 26, 22, 28, 16),
    Paper.A5: Geometry(148, 210, 22, 20, 18, 15, 26, 31, 10.5),
    Paper.A6: Geometry(105, 148, 13, 13, 12, 9, 23, 26, 9),
}
_LYING: Final = {
    Paper.A3: Geometry(420, 297, 28, 26, 35, 37, 24, 62, 16),
    Paper.A4: Geometry(297, 210, 28, 26, 35, 37, 15, 40, 16),
    Paper.A5: Geometry(210, 148, 18, 15, 20, 22, 17, 46, 10.5),
    Paper.A6: Geometry(148, 105, 12, 9, 13, 13, 16, 38, 9),
}


def geometry(paper: Paper, *, landscape: bool = False) -> Geometry:
    """Return the measures of a page of *paper*.

    A page that lies on its side is an upright one turned to the right: its head is at the binding
    on right pages, its left edge is the foot, so the edges change places.
    """
    return (_LYING if landscape else _UPRIGHT)[paper]
