"""Amounts side by side: a bar for each, its parts told by colour, hatching and number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.svg import Look
from planforge.document.charts.timed.clock import Axis, length_words
from planforge.document.charts.timed.frame import (
    EDGE_PX,
    PAD_PX,
    SAMPLE_PX,
    TITLE_PX,
    draw_legend,
    draw_title,
    ground,
    title_words,
)
from planforge.document.charts.timed.pen import SMALL_LEADING_PX, Pen, Words, words
from planforge.document.charts.timed.values import Tone
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.svg import Picture
    from planforge.document.charts.timed.values import Bar, Bars, Sort

_BAR_PX: Final = 20
_TICK_PX: Final = 64
_NOTE_PX: Final = 112
"""Room for the words behind the longest bar."""
_PAINTS: Final[dict[Tone, tuple[str, str, bool]]] = {
    Tone.GOOD: ("terminal", "terminal-line", False),
    Tone.FAIR: ("gate", "gate-line", False),
    Tone.POOR: ("decision", "decision-line", False),
    Tone.BAD: ("notice", "notice-line", True),
    Tone.OTHER: ("document", "document-line", False),
    Tone.BLANK: ("paper", "outside-line", False),
}
"""Tone → filling, outline, and whether it is hatched."""


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its words."""

    bar: Bar
    title: tuple[Words, Words]

    @property
    def height(self) -> int:
        """Px from this row to the next."""
        return max(self.title[0].height + self.title[1].height, _BAR_PX) + 2 * PAD_PX


def amount_words(chart: Bars, amount: int) -> str:
    """Return an amount of *chart* as it is written: 12分钟, −3分钟, 4; — for none."""
    if not amount:
        return "—"
    shown = length_words(abs(amount), chart.language) if chart.is_time else str(abs(amount))
    return f"−{shown}" if amount < 0 else shown


def reach_of(chart: Bars) -> tuple[int, int]:
    """Return the least and the largest amount on the axis of *chart*."""
    if chart.reach is not None:
        return chart.reach
    least = min((sum(a for a in bar.amounts if a < 0) for bar in chart.bars), default=0)
    most = max((sum(a for a in bar.amounts if a > 0) for bar in chart.bars), default=0)
    return min(least, 0), max(most, 1)


def rows_of(chart: Bars, wide: int) -> tuple[Row, ...]:
    """Return the bars of *chart*; *wide* is the same for all charts and changes nothing here."""
    del wide
    return tuple(Row(bar, title_words(bar.title, bar.detail)) for bar in chart.bars)


def head_px(chart: Bars, wide: int) -> int:
    """Return the px of *chart* above and below its bars."""
    end = draw_legend(Pen("bars", "", Look.ALONE), wide, PAD_PX, _samples(chart, None))
    return _top() + end + EDGE_PX


def draw_bars(chart: Bars, wide: int, prefix: str, look: Look) -> Picture:
    """Return the picture of *chart*, *wide* px wide."""
    pen, rows = Pen("bars", prefix, look), rows_of(chart, wide)
    axis = Axis(*reach_of(chart), TITLE_PX + 2 * EDGE_PX, wide - _NOTE_PX - EDGE_PX)
    top, bottom = _top(), _top() + sum(row.height for row in rows)
    y = top
    for number, row in enumerate(rows):
        pen.rect((0, y, wide, row.height), ground(number))
        y += row.height
    _grid(pen, chart, axis, bottom)
    y = top
    for row in rows:
        draw_title(pen, y + PAD_PX, row.title, "")
        _parts(pen, chart, row.bar, axis, y + row.height // 2)
        y += row.height
    pen.line(((axis.at(0), top), (axis.at(0), bottom)), "line", "", "1.5")
    pen.line(((0, bottom), (wide, bottom)), "lane-line")
    end = draw_legend(pen, wide, bottom + PAD_PX, _samples(chart, pen))
    return pen.picture(chart.title, chart.description, wide, end + EDGE_PX)


def _top() -> int:
    return EDGE_PX + SMALL_LEADING_PX + PAD_PX


def _grid(pen: Pen, chart: Bars, axis: Axis, bottom: int) -> None:
    for tick in axis.ticks(_TICK_PX):
        x = axis.at(tick)
        pen.line(((x, _top() - PAD_PX), (x, bottom)), "lane-line")
        shown = amount_words(chart, tick) if tick else "0"
        pen.text(x, EDGE_PX, Words((shown,), is_small=True, ink="muted"), anchor="middle")


def _parts(pen: Pen, chart: Bars, bar: Bar, axis: Axis, middle: int) -> None:
    """Draw what was gained left of the zero line and the rest right of it, then the sum."""
    behind = ahead = 0
    for sort, amount in zip(chart.sorts, bar.amounts, strict=True):
        if amount < 0:
            ends = behind + amount, behind
            behind += amount
        else:
            ends = ahead, ahead + amount
            ahead += amount
        left, right = axis.at(ends[0]), axis.at(ends[1])
        if right <= left:
            continue
        _part(pen, sort, (left, middle - _BAR_PX // 2, right - left, _BAR_PX))
        said = words(amount_words(chart, amount), _NOTE_PX, most=1, is_small=True)
        if said.width + PAD_PX <= right - left:
            y = middle - said.height // 2
            pen.text((left + right) // 2, y, said, anchor="middle", back=_PAINTS[sort.tone][0])
    note = bar.note or amount_words(chart, sum(bar.amounts))
    said = words(note, _NOTE_PX - PAD_PX, most=2, is_small=True, is_bold=True)
    pen.text(axis.at(ahead) + PAD_PX, middle - said.height // 2, said)


def _part(pen: Pen, sort: Sort, box: tuple[int, int, int, int]) -> None:
    fill, line, is_hatched = _PAINTS[sort.tone]
    pen.rect(box, fill, line)
    if is_hatched:
        pen.hatch(box, line)


def _samples(chart: Bars, pen: Pen | None) -> list[tuple[Callable[[int, int], None], str]]:
    """Return the sorts that *chart* uses, each with its word."""

    def sign(sort: Sort) -> Callable[[int, int], None]:
        def draw(x: int, y: int) -> None:
            if pen:
                _part(pen, sort, (x, y - 6, SAMPLE_PX, 12))

        return draw

    used = [any(bar.amounts[i] for bar in chart.bars) for i in range(len(chart.sorts))]
    pairs = zip(chart.sorts, used, strict=True)
    return [(sign(sort), sort.name) for sort, is_used in pairs if is_used]
