"""Who worked when: bars in the rows of their lanes, what is late hatched from the deadline on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.svg import Look, Picture
from planforge.document.charts.timed.clock import Axis, length_words
from planforge.document.charts.timed.frame import (
    EDGE_PX,
    PAD_PX,
    SAMPLE_PX,
    Head,
    draw_grid,
    draw_legend,
    draw_title,
    ground,
    head_of,
    title_words,
)
from planforge.document.charts.timed.pen import Pen, Words, words
from planforge.document.charts.timed.values import Gantt, Lane, Span, Standing
from planforge.frozen import dataclass
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Callable

_BAR_PX: Final = 14
_LEAST_PX: Final = 3
"""Width of a bar that takes no time."""
_HALF_PX: Final = 6
"""Half the width of the sign of a limit, or of work not done."""
_LABEL_PX: Final = 168
"""Longest line of a label beside its bar."""
_ROOM_PX: Final = 84
"""With less room at either side, a label stands on its bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A span with its place in a row.

    Attributes:
        span: What is drawn.
        left: Px where the bar begins.
        right: Px where it ends.
        label: Its words.
        said: Words on how it ended, below the label; may have no line.
        x: Px of the label's edge that faces the bar.
        anchor: Which edge that is.
        reach: Px from which to which bar and label lie.
    """

    span: Span
    left: int
    right: int
    label: Words
    said: Words
    x: int
    anchor: str
    reach: tuple[int, int]

    @property
    def height(self) -> int:
        """Px that bar and label need."""
        return max(_BAR_PX, self.label.height + self.said.height) + PAD_PX


@dataclass(frozen=True, slots=True)
class Band:
    """A lane with its rows of bars, from *top* on, *height* px high."""

    lane: Lane
    title: tuple[Words, Words]
    rows: tuple[tuple[Bar, ...], ...]

    @property
    def height(self) -> int:
        """Px from this lane to the next."""
        own = sum(row_height(row) for row in self.rows)
        return max(own, self.title[0].height + self.title[1].height, _BAR_PX) + 2 * PAD_PX


def row_height(row: tuple[Bar, ...]) -> int:
    """Return the px that a row of bars needs."""
    return max(bar.height for bar in row)


def bands_of(chart: Gantt, wide: int) -> tuple[Band, ...]:
    """Return the lanes of *chart* with their bars placed, *wide* px wide in all."""
    axis = _head(chart, wide).axis
    return tuple(
        Band(lane, title_words(lane.title, lane.detail), _rows(chart, lane, axis, wide))
        for lane in chart.lanes
    )


def draw_gantt(chart: Gantt, wide: int, prefix: str, look: Look) -> Picture:
    """Return the picture of *chart*, *wide* px wide."""
    pen = Pen("gantt", prefix, look)
    head, bands = _head(chart, wide), bands_of(chart, wide)
    bottom = head.bottom + sum(band.height for band in bands)
    top = head.bottom
    for number, band in enumerate(bands):
        pen.rect((0, top, wide, band.height), ground(number))
        top += band.height
    draw_grid(pen, head, chart.marks, bottom, chart.clock_s)
    top = head.bottom
    for number, band in enumerate(bands):
        draw_title(pen, top + PAD_PX, band.title, band.lane.target)
        y = top + PAD_PX
        for row in band.rows:
            for bar in row:
                _bar(pen, bar, head.axis, y, ground(number))
            y += row_height(row)
        top += band.height
    pen.line(((0, bottom), (wide, bottom)), "lane-line")
    end = draw_legend(pen, wide, bottom + PAD_PX, _samples(pen, chart))
    return pen.picture(chart.title, chart.description, wide, end + EDGE_PX)


def head_px(chart: Gantt, wide: int) -> int:
    """Return the px of *chart* above and below its lanes."""
    pen = Pen("gantt", "", Look.ALONE)
    end = draw_legend(pen, wide, PAD_PX, _samples(pen, chart))
    return _head(chart, wide).bottom + end + EDGE_PX


def _head(chart: Gantt, wide: int) -> Head:
    moments = [at for span in chart.spans for at in (span.start_s, span.end_s)]
    due = [span.deadline_s for span in chart.spans if span.deadline_s is not None]
    return head_of(wide, chart.window, [*moments, *due], chart.marks)


def _rows(chart: Gantt, lane: Lane, axis: Axis, wide: int) -> tuple[tuple[Bar, ...], ...]:
    """Return the bars of *lane* in rows, each in the first where it meets no other."""
    own = [span for span in chart.spans if span.lane == lane.id]
    rows: list[list[Bar]] = []
    for span in sorted(own, key=lambda span: (span.start_s, span.end_s, span.label)):
        bar = _placed(span, axis, wide, chart.language)
        row = next((row for row in rows if not any(_meet(bar, other) for other in row)), None)
        if row is None:
            rows.append([bar])
        else:
            row.append(bar)
    return tuple(tuple(row) for row in rows)


def _meet(one: Bar, other: Bar) -> bool:
    return one.reach[0] < other.reach[1] and other.reach[0] < one.reach[1]


def _placed(span: Span, axis: Axis, wide: int, language: str) -> Bar:
    left = axis.at(span.start_s)
    right = max(axis.at(span.end_s), left + _LEAST_PX)
    due = left if span.deadline_s is None else axis.at(span.deadline_s)
    first, last = min(left, due - _HALF_PX), max(right, due + _HALF_PX)
    if span.standing is Standing.MISSED:
        first, last = min(first, left - _HALF_PX), max(last, left + _HALF_PX)
    behind, before = wide - EDGE_PX - last - PAD_PX, first - axis.left - PAD_PX
    if max(behind, before) < _ROOM_PX:
        x, anchor, most = left + PAD_PX, "start", max(right - left - 2 * PAD_PX, _ROOM_PX)
    elif behind >= min(_LABEL_PX, before):
        x, anchor, most = last + PAD_PX, "start", min(behind, _LABEL_PX)
    else:
        x, anchor, most = first - PAD_PX, "end", min(before, _LABEL_PX)
    label = words(span.label, most, most=4, is_small=True)
    ink = "up" if span.is_late else "muted"
    said = words(_said(span, language), most, most=2, is_small=True, ink=ink, is_bold=True)
    long = max(label.width, said.width) + PAD_PX
    reach = (x, x + long) if anchor == "start" else (x - long, x)
    return Bar(
        span, left, right, label, said, x, anchor, (min(first, reach[0]), max(last, reach[1]))
    )


def _said(span: Span, language: str) -> str:
    """Return how *span* ended, in words; empty if as it should, or if it is planned."""
    if span.is_planned:
        return ""
    if span.standing is Standing.MISSED:
        return msg("not done").render(language)
    late = msg("{length} late", length=length_words(span.late_s, language)).render(language)
    if span.standing is Standing.OPEN:
        still = msg("under way").render(language)
        return marks(language).clauses((still, late)) if span.late_s else still
    return late if span.late_s else ""


def _bar(pen: Pen, bar: Bar, axis: Axis, top: int, back: str) -> None:
    """Draw *bar* with its words below *top*, on a ground of colour *back*."""
    span, middle = bar.span, top + bar.height // 2
    _stroke(pen, span, (bar.left, bar.right), middle, axis)
    if span.deadline_s is not None and axis.start_s <= span.deadline_s <= axis.end_s:
        _deadline(pen, axis.at(span.deadline_s), middle)
    high = bar.label.height + bar.said.height
    if bar.anchor == "start" and bar.x < bar.right:
        back = "paper"
    y = middle - high // 2
    pen.text(bar.x, y, bar.label, anchor=bar.anchor, target=span.target, back=back)
    pen.text(bar.x, y + bar.label.height, bar.said, anchor=bar.anchor, back=back)


def _stroke(pen: Pen, span: Span, ends: tuple[int, int], middle: int, axis: Axis) -> None:
    left, right = ends
    if span.is_planned:
        pen.rect((left, middle - _BAR_PX // 2, right - left, _BAR_PX), "paper", "muted", "dashed")
        return
    if span.standing is Standing.MISSED:
        pen.cross(left, middle, "up")
        return
    due = axis.at(span.deadline_s) if span.deadline_s is not None else right
    late = min(max(due, left), right - _LEAST_PX) if span.late_s else right
    top = middle - _BAR_PX // 2
    fill, line, dash = "gate", "action-line", ""
    if span.standing is Standing.OPEN:
        fill, line, dash = "decision", "decision-line", "dashed"
    if late > left:
        pen.rect((left, top, late - left, _BAR_PX), fill, line, dash)
    if late < right:
        pen.rect((late, top, right - late, _BAR_PX), "notice", "notice-line", dash)
        pen.hatch((late, top, right - late, _BAR_PX), "notice-line")


def _deadline(pen: Pen, x: int, middle: int) -> None:
    half = _BAR_PX // 2 + 3
    pen.line(((x, middle - half), (x, middle + half)), "up", "", "1.5")
    pen.flag(x, middle - half + 2, "up")


def _samples(pen: Pen, chart: Gantt) -> list[tuple[Callable[[int, int], None], str]]:
    """Return the signs that *chart* uses, each with its meaning."""
    axis = Axis(0, SAMPLE_PX, 0, SAMPLE_PX)
    known = {lane.id for lane in chart.lanes}
    drawn = [span for span in chart.spans if span.lane in known]
    spans = [span for span in drawn if not span.is_planned]

    def sign(
        standing: Standing, due: int | None, *, is_planned: bool = False
    ) -> Callable[[int, int], None]:
        def draw(x: int, y: int) -> None:
            shown = Span("", 0, SAMPLE_PX, "", due, standing, is_planned=is_planned)
            here = Axis(axis.start_s, axis.end_s, x, x + SAMPLE_PX)
            middle = x + SAMPLE_PX // 2 if standing is Standing.MISSED else x
            _stroke(pen, shown, (middle, x + SAMPLE_PX), y, here)

        return draw

    signs = (
        (
            sign(Standing.DONE, None, is_planned=True),
            msg("as rehearsed"),
            any(span.is_planned for span in drawn),
        ),
        (sign(Standing.DONE, None), msg("in time"), any(not span.is_late for span in spans)),
        (sign(Standing.DONE, 0), msg("after its limit"), any(span.late_s for span in spans)),
        (
            sign(Standing.OPEN, None),
            msg("not finished at the end"),
            any(span.standing is Standing.OPEN for span in spans),
        ),
        (
            sign(Standing.MISSED, None),
            msg("not done"),
            any(span.standing is Standing.MISSED for span in spans),
        ),
        (
            lambda x, y: _deadline(pen, x + SAMPLE_PX // 2, y),
            msg("limit"),
            any(span.deadline_s is not None for span in drawn),
        ),
    )
    return [(draw, said.render(chart.language)) for draw, said, is_used in signs if is_used]
