"""What a timed picture says, as a table: every bar, change, number and message is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.charts.measure import plain
from planforge.document.charts.text_table import Alternative, Cell
from planforge.document.charts.timed.bars import amount_words
from planforge.document.charts.timed.clock import clock_text, length_words, wall_text
from planforge.document.charts.timed.messages import shown
from planforge.document.charts.timed.staircase import change_name
from planforge.document.charts.timed.values import (
    Bars,
    Gantt,
    Load,
    MessageMap,
    Span,
    Staircase,
    Standing,
)
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.document.charts.timed.values import Arrow, TimedChart


def timed_table(chart: TimedChart) -> Alternative:
    """Return the table that says what *chart* shows."""
    if isinstance(chart, Gantt):
        return _spans(chart)
    if isinstance(chart, Staircase):
        return _changes(chart)
    if isinstance(chart, Load):
        return _counts(chart)
    if isinstance(chart, Bars):
        return _amounts(chart)
    return _arrows(chart)


def _spans(chart: Gantt) -> Alternative:
    order = {lane.id: number for number, lane in enumerate(chart.lanes)}
    names = {lane.id: plain(lane.title) for lane in chart.lanes}
    spans = sorted(
        (span for span in chart.spans if span.lane in order),
        key=lambda span: (order[span.lane], span.start_s, span.end_s, span.label),
    )

    def at(moment: int) -> str:
        return wall_text(moment, chart.clock_s)

    return Alternative(
        (
            msg("Responsible"),
            msg("What to do"),
            msg("From"),
            msg("Until"),
            msg("Limit"),
            msg("Result"),
        ),
        tuple(
            (
                names[span.lane],
                _line(span.label),
                "—" if span.standing is Standing.MISSED else at(span.start_s),
                at(span.end_s) if span.standing is Standing.DONE else "—",
                "—" if span.deadline_s is None else at(span.deadline_s),
                _result(span, chart.language),
            )
            for span in spans
        ),
    )


def _changes(chart: Staircase) -> Alternative:
    return Alternative(
        (msg("Plan"), msg("Time"), msg("Level in force"), msg("Remarks")),
        tuple(
            (
                plain(stair.title),
                clock_text(change.at_s),
                change_name(stair, change.level, chart.language),
                _line(change.label) or "—",
            )
            for stair in chart.stairs
            for change in stair.changes
        ),
    )


def _counts(chart: Load) -> Alternative:
    return Alternative(
        (msg("Who or what"), msg("From"), msg("In use"), msg("There are"), msg("Too few")),
        tuple(
            (
                plain(use.title),
                clock_text(at),
                f"{count}{use.unit}",
                f"{use.capacity}{use.unit}",
                f"{count - use.capacity}{use.unit}" if count > use.capacity else "—",
            )
            for use in chart.uses
            for at, count in use.counts
        ),
    )


def _amounts(chart: Bars) -> Alternative:
    return Alternative(
        (msg("Concerning"), *(msg("{name}", name=sort.name) for sort in chart.sorts), msg("Total")),
        tuple(
            (
                plain(bar.title),
                *(amount_words(chart, amount) for amount in bar.amounts),
                bar.note or amount_words(chart, sum(bar.amounts)),
            )
            for bar in chart.bars
        ),
    )


def _arrows(chart: MessageMap) -> Alternative:
    names = {lane.id: plain(lane.title) for lane in chart.lanes}
    return Alternative(
        (
            msg("Sent"),
            msg("Received"),
            msg("From whom"),
            msg("To whom"),
            msg("Message"),
            msg("Limit"),
            msg("Result"),
        ),
        tuple(
            (
                clock_text(arrow.sent_s),
                clock_text(arrow.received_s) if arrow.standing is Standing.DONE else "—",
                names[arrow.source],
                names[arrow.target],
                _line(arrow.label),
                arrow.limit or ("—" if arrow.due_s is None else clock_text(arrow.due_s)),
                _result(arrow, chart.language),
            )
            for arrow in shown(chart)
        ),
    )


def _result(item: Span | Arrow, language: str) -> Cell:
    if isinstance(item, Span) and item.is_planned:
        return msg("as rehearsed")
    if item.standing is Standing.MISSED:
        return msg("not done") if isinstance(item, Span) else msg("not received")
    late = msg("{length} late", length=length_words(item.late_s, language))
    if item.standing is Standing.OPEN:
        still = msg("under way")
        return msg("{steps}", steps=(still, late)) if item.late_s else still
    if item.late_s:
        return late
    has_limit = (item.deadline_s if isinstance(item, Span) else item.due_s) is not None
    return msg("in time") if has_limit else msg("done")


def _line(text: str) -> str:
    return plain(text).replace("\n", " ")
