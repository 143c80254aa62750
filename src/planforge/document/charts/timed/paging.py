"""A timed chart too high for its page becomes several, cut between rows, never made smaller."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from planforge.document.charts.timed import bars, gantt, load, messages, staircase
from planforge.document.charts.timed.clock import window_of
from planforge.document.charts.timed.values import (
    Bars,
    Gantt,
    Load,
    MessageMap,
    Span,
    Staircase,
    TimedChart,
)
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.document.charts.timed.values import Arrow

_PAIR: Final = 2
_Item = TypeVar("_Item")
_Chart = TypeVar("_Chart", Gantt, Staircase, Load, MessageMap, Bars)


def pages(chart: TimedChart, wide: int, high: int) -> tuple[TimedChart, ...]:
    """Return *chart* in parts of at most *high* px each when drawn *wide* px wide.

    All parts have the time axis of the whole. A single row that is higher stands alone.
    """
    if isinstance(chart, Gantt):
        return _gantt(chart, wide, high)
    if isinstance(chart, MessageMap):
        return _messages(chart, wide, high)
    if isinstance(chart, Bars):
        return _bars(chart, wide, high)
    if isinstance(chart, Staircase):
        steps = [panel.height for panel in staircase.panels_of(chart, wide)]
        room = high - staircase.head_px(chart, wide)
        moments = (change.at_s for stair in chart.stairs for change in stair.changes)
        window = _window(chart.window, [*moments, *(mark.at_s for mark in chart.marks)])
        parts = _cut(list(zip(chart.stairs, steps, strict=True)), room)
        return _numbered([replace(chart, stairs=tuple(part), window=window) for part in parts])
    areas = [panel.height for panel in load.panels_of(chart, wide)]
    room = high - load.head_px(chart, wide)
    counted = (at for use in chart.uses for at, _ in use.counts)
    window = _window(chart.window, [*counted, *(mark.at_s for mark in chart.marks)])
    uses = _cut(list(zip(chart.uses, areas, strict=True)), room)
    return _numbered([replace(chart, uses=tuple(part), window=window) for part in uses])


def _bars(chart: Bars, wide: int, high: int) -> tuple[TimedChart, ...]:
    heights = [row.height for row in bars.rows_of(chart, wide)]
    room = high - bars.head_px(chart, wide)
    parts = _cut(list(zip(chart.bars, heights, strict=True)), room)
    reach = bars.reach_of(chart)
    return _numbered([replace(chart, bars=tuple(part), reach=reach) for part in parts])


def _gantt(chart: Gantt, wide: int, high: int) -> tuple[TimedChart, ...]:
    room = high - gantt.head_px(chart, wide)
    rows: list[tuple[tuple[str, tuple[Span, ...]], int]] = []
    for band in gantt.bands_of(chart, wide):
        spare = band.height
        for number, row in enumerate(band.rows):
            own = gantt.row_height(row)
            is_last = number == len(band.rows) - 1
            used = max(own, spare) if is_last else own
            spare -= own
            rows.append(((band.lane.id, tuple(bar.span for bar in row)), used))
        if not band.rows:
            rows.append(((band.lane.id, ()), band.height))
    moments = [at for span in chart.spans for at in (span.start_s, span.end_s)]
    moments += [span.deadline_s for span in chart.spans if span.deadline_s is not None]
    window = _window(chart.window, [*moments, *(mark.at_s for mark in chart.marks)])
    parts = []
    for part in _cut(rows, room):
        lanes = {lane for lane, _ in part}
        spans = tuple(span for _, row in part for span in row)
        kept = tuple(lane for lane in chart.lanes if lane.id in lanes)
        parts.append(replace(chart, lanes=kept, spans=spans, window=window))
    return _numbered(parts)


def _messages(chart: MessageMap, wide: int, high: int) -> tuple[TimedChart, ...]:
    """Cut *chart* also where a further message would need more columns than *wide* px hold."""
    room = high - messages.columns_of(chart, wide).head_px - messages.FOOT_PX
    most = max(_PAIR, (wide - messages.TIME_PX) // messages.LEAST_PX)
    groups: list[list[tuple[Arrow, int]]] = [[]]
    ends: set[str] = set()
    for row in messages.rows_of(chart, wide):
        own = {row.arrow.source, row.arrow.target}
        if groups[-1] and len(ends | own) > most:
            groups.append([])
            ends = set()
        ends |= own
        groups[-1].append((row.arrow, row.height))
    parts = [part for group in groups for part in _cut(group, room)]
    return _numbered([replace(chart, arrows=tuple(part)) for part in parts])


def _window(given: tuple[int, int] | None, moments: Iterable[int]) -> tuple[int, int]:
    return window_of(given, moments)


def _cut(items: Sequence[tuple[_Item, int]], room: int) -> list[list[_Item]]:
    """Return *items*, each with its height, in parts of at most *room* px."""
    parts: list[list[_Item]] = [[]]
    used = 0
    for item, height in items:
        if parts[-1] and used + height > room:
            parts.append([])
            used = 0
        parts[-1].append(item)
        used += height
    return parts


def _numbered(parts: Sequence[_Chart]) -> tuple[_Chart, ...]:
    """Return *parts* with their number in the title, if there are several."""
    if len(parts) == 1:
        return tuple(parts)
    numbered = []
    for number, part in enumerate(parts, 1):
        title = msg(
            "{title} (part {part} of {parts})", title=part.title, part=number, parts=len(parts)
        )
        numbered.append(replace(part, title=title.render(part.language)))
    return tuple(numbered)
