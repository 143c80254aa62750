"""What all charts with a time axis share: titles at the left, hours on top, moments across."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.timed.clock import Axis, clock_text, wall_text, window_of
from planforge.document.charts.timed.pen import SMALL_LEADING_PX, Words, words
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from planforge.document.charts.timed.pen import Pen
    from planforge.document.charts.timed.values import Mark

TITLE_PX: Final = 128
"""Width of the titles at the left."""
EDGE_PX: Final = 8
PAD_PX: Final = 6
_TICK_PX: Final = 56
"""Least distance of two ticks, so that their texts stay apart."""
_TICK_HALF_PX: Final = 28
SAMPLE_PX: Final = 30
_LEGEND_ROW_PX: Final = 26


@dataclass(frozen=True, slots=True)
class Head:
    """The upper part of a chart: marks, ticks, and where the rows may begin.

    Attributes:
        axis: Seconds to px.
        labels: Mark labels with their px and the row they stand in, counted from 0.
        bottom: Px at which the first row begins.
    """

    axis: Axis
    labels: tuple[tuple[int, int, Words], ...]
    bottom: int


def head_of(
    wide: int, window: tuple[int, int] | None, moments: Iterable[int], marks: Sequence[Mark]
) -> Head:
    """Return the head of a chart *wide* px wide."""
    known = [*moments, *(mark.at_s for mark in marks)]
    first, last = window_of(window, known)
    axis = Axis(first, last, TITLE_PX + 2 * EDGE_PX + _TICK_HALF_PX, wide - _TICK_HALF_PX - EDGE_PX)
    labels: list[tuple[int, int, Words]] = []
    ends: list[int] = []
    for mark in sorted(marks, key=lambda mark: (mark.at_s, mark.label)):
        if not first <= mark.at_s <= last:
            continue
        said = words(mark.label, axis.right - axis.left, most=1, is_small=True, is_bold=True)
        half = said.width // 2
        x = min(max(axis.at(mark.at_s), axis.left + half - _TICK_HALF_PX), wide - EDGE_PX - half)
        row = next((row for row, end in enumerate(ends) if end < x - half), len(ends))
        ends[row : row + 1] = [x + half + PAD_PX]
        labels.append((x, row, said))
    top = EDGE_PX + SMALL_LEADING_PX * len(ends)
    return Head(axis, tuple(labels), top + SMALL_LEADING_PX + PAD_PX)


def draw_grid(
    pen: Pen, head: Head, marks: Sequence[Mark], bottom: int, clock_s: int | None = None
) -> None:
    """Draw ticks with their times and the lines of all moments, down to *bottom*.

    With *clock_s*, what the clock shows at T0, times are clocks.
    """
    axis = head.axis
    box = (axis.left, head.bottom - PAD_PX, axis.right - axis.left, bottom - head.bottom + PAD_PX)
    pen.stretch(box, axis.start_s, axis.end_s)
    ticks = axis.ticks(_TICK_PX)
    has_seconds = any(tick % 60 for tick in ticks)
    for tick in ticks:
        x = axis.at(tick)
        pen.line(((x, head.bottom - PAD_PX), (x, bottom)), "lane-line")
        time = clock_text(tick, has_seconds=has_seconds)
        shown = time if clock_s is None else wall_text(tick, clock_s)
        said = Words((shown,), is_small=True, ink="muted")
        pen.text(x, head.bottom - PAD_PX - SMALL_LEADING_PX, said, anchor="middle")
    for x, row, said in head.labels:
        pen.text(x, EDGE_PX + row * SMALL_LEADING_PX, said, anchor="middle")
    for mark in marks:
        if axis.start_s <= mark.at_s <= axis.end_s:
            x = axis.at(mark.at_s)
            pen.line(((x, head.bottom - PAD_PX), (x, bottom)), "ink", "dotted", "1.5")


def title_words(title: str, detail: str = "", ink: str = "muted") -> tuple[Words, Words]:
    """Return the title of a row and the smaller words below it, as wide as their column."""
    main = words(title, TITLE_PX, most=4, is_bold=True)
    return main, words(detail, TITLE_PX, most=4, is_small=True, ink=ink)


def ground(number: int) -> str:
    """Return the colour token behind a row by its number: rows differ in turn."""
    return "lane-alt" if number % 2 else "lane"


def draw_title(pen: Pen, top: int, title: tuple[Words, Words], target: str) -> None:
    """Write the title of a row that begins at *top*."""
    main, detail = title
    pen.text(EDGE_PX, top, main, target=target)
    pen.text(EDGE_PX, top + main.height, detail)


def draw_legend(
    pen: Pen, wide: int, top: int, samples: Sequence[tuple[Callable[[int, int], None], str]]
) -> int:
    """Draw *samples*, each by a function of its left and middle px, with words; return the end."""
    x, y = EDGE_PX, top
    for draw, said in samples:
        text = words(said, wide // 2, most=1, is_small=True)
        step = SAMPLE_PX + PAD_PX + text.width + 3 * PAD_PX
        if x > EDGE_PX and x + step > wide:
            x, y = EDGE_PX, y + _LEGEND_ROW_PX
        draw(x, y + _LEGEND_ROW_PX // 2)
        pen.text(x + SAMPLE_PX + PAD_PX, y + (_LEGEND_ROW_PX - text.height) // 2, text)
        x += step
    return y + _LEGEND_ROW_PX if samples else top
