"""Who told whom what and when: a column for each organisation, an arrow for each message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.timed.clock import clock_text, length_words
from planforge.document.charts.timed.frame import EDGE_PX, PAD_PX, ground
from planforge.document.charts.timed.pen import Pen, Words, words
from planforge.document.charts.timed.values import Standing
from planforge.frozen import dataclass
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from planforge.document.charts.svg import Look, Picture
    from planforge.document.charts.timed.values import Arrow, Lane, MessageMap

TIME_PX: Final = 76
"""Width of the times at the left."""
LEAST_PX: Final = 84
"""Least width of a column; a map with many columns becomes wider than asked for."""
_LABEL_PX: Final = 190
"""Width that a label may have even if its arrow is shorter."""
_LOOP_PX: Final = 26
FOOT_PX: Final = EDGE_PX + PAD_PX
"""Below the last message."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message with its words, *height* px high."""

    arrow: Arrow
    times: Words
    label: Words
    said: Words

    @property
    def height(self) -> int:
        """Px from this message to the next."""
        return max(self.label.height + self.said.height, self.times.height) + 2 * PAD_PX


@dataclass(frozen=True, slots=True)
class Columns:
    """The organisations that take part.

    Attributes:
        lanes: From left to right.
        titles: Their words.
        width: Px of each.
    """

    lanes: tuple[Lane, ...]
    titles: tuple[tuple[Words, Words], ...]
    width: int

    @property
    def head_px(self) -> int:
        """Px of the row of titles."""
        most = max((one.height + two.height for one, two in self.titles), default=0)
        return most + 2 * PAD_PX

    @property
    def places(self) -> dict[str, int]:
        """Middle of each column by the id of its lane."""
        return {
            lane.id: TIME_PX + index * self.width + self.width // 2
            for index, lane in enumerate(self.lanes)
        }

    @property
    def right(self) -> int:
        """Px of the right edge."""
        return TIME_PX + self.width * len(self.lanes)


def columns_of(chart: MessageMap, wide: int) -> Columns:
    """Return the columns of *chart*, *wide* px wide in all, or wider if there are many."""
    ends = {end for arrow in shown(chart) for end in (arrow.source, arrow.target)}
    lanes = tuple(lane for lane in chart.lanes if lane.id in ends)
    each = max(LEAST_PX, (wide - TIME_PX) // max(1, len(lanes)))
    return Columns(
        lanes,
        tuple(
            (
                words(lane.title, each - 2 * PAD_PX, most=4, ink="on-head", is_bold=True),
                words(lane.detail, each - 2 * PAD_PX, most=3, is_small=True, ink="on-head"),
            )
            for lane in lanes
        ),
        each,
    )


def shown(chart: MessageMap) -> tuple[Arrow, ...]:
    """Return the messages of *chart* whose ends are known, in order of time."""
    known = [lane.id for lane in chart.lanes]
    kept = [one for one in chart.arrows if one.source in known and one.target in known]
    return tuple(sorted(kept, key=lambda one: (one.sent_s, one.received_s)))


def rows_of(chart: MessageMap, wide: int) -> tuple[Row, ...]:
    """Return the messages of *chart* with their words, in order of time."""
    columns = columns_of(chart, wide)
    places = columns.places
    return tuple(_row(chart, arrow, columns, places) for arrow in shown(chart))


def draw_messages(chart: MessageMap, wide: int, prefix: str, look: Look) -> Picture:
    """Return the picture of *chart*, about *wide* px wide."""
    pen = Pen("messages", prefix, look)
    columns, rows = columns_of(chart, wide), rows_of(chart, wide)
    high = columns.head_px + sum(row.height for row in rows) + PAD_PX
    top = columns.head_px
    for number, row in enumerate(rows):
        pen.rect((0, top, columns.right, row.height), ground(number))
        top += row.height
    for (title, detail), lane in zip(columns.titles, columns.lanes, strict=True):
        x = columns.places[lane.id]
        left = x - columns.width // 2 + PAD_PX // 2
        pen.rect((left, 0, columns.width - PAD_PX, columns.head_px - PAD_PX), "head")
        middle = (columns.head_px - PAD_PX - title.height - detail.height) // 2
        pen.text(x, middle, title, anchor="middle", target=lane.target)
        pen.text(x, middle + title.height, detail, anchor="middle")
        pen.line(((x, columns.head_px - PAD_PX), (x, high)), "line", "dotted")
    top = columns.head_px
    for number, row in enumerate(rows):
        back = ground(number)
        _message(pen, row, columns, top, back)
        top += row.height
    return pen.picture(chart.title, chart.description, columns.right, high + EDGE_PX)


def status_words(arrow: Arrow, language: str) -> str:
    """Return the limit of *arrow* and how it was kept, in words; empty if there is nothing."""
    its = marks(language)
    said = [msg("limit: {limit}", limit=arrow.limit).render(language)] if arrow.limit else []
    if arrow.standing is Standing.MISSED:
        said.append(msg("not received").render(language))
    elif arrow.standing is Standing.OPEN:
        said.append(msg("under way").render(language))
    if arrow.late_s and arrow.standing is not Standing.MISSED:
        length = length_words(arrow.late_s, language)
        said.append(msg("{length} late", length=length).render(language))
    return its.clauses(said)


def _row(chart: MessageMap, arrow: Arrow, columns: Columns, places: dict[str, int]) -> Row:
    reach = abs(places[arrow.target] - places[arrow.source])
    wide = max(_LABEL_PX, reach) - 2 * PAD_PX
    wide = min(wide, columns.right - TIME_PX - 2 * PAD_PX)
    times = clock_text(arrow.sent_s)
    if arrow.received_s > arrow.sent_s and arrow.standing is not Standing.MISSED:
        times += f"\n→{clock_text(arrow.received_s)}"
    ink = "up" if arrow.is_late else "muted"
    said = status_words(arrow, chart.language)
    return Row(
        arrow,
        words(times, TIME_PX - PAD_PX, most=2, is_small=True, ink="muted"),
        words(arrow.label, wide, most=4, is_small=True),
        words(said, wide, most=2, is_small=True, ink=ink, is_bold=arrow.is_late),
    )


def _message(pen: Pen, row: Row, columns: Columns, top: int, back: str) -> None:
    arrow, places = row.arrow, columns.places
    pen.text(EDGE_PX, top + PAD_PX, row.times)
    source, target = places[arrow.source], places[arrow.target]
    y = top + row.height - PAD_PX
    ink = "up" if arrow.is_late else "line"
    dash = "dashed" if arrow.is_late or arrow.standing is Standing.OPEN else ""
    long = max(row.label.width, row.said.width)
    if source == target:
        x = min(source + _LOOP_PX + PAD_PX + long // 2, columns.right - PAD_PX - long // 2)
        loop = ((source, y - _LOOP_PX // 2), (source + _LOOP_PX, y - _LOOP_PX // 2))
        pen.line((*loop, (source + _LOOP_PX, y), (source + 7, y)), ink, dash, "1.5")
        pen.head(source, y, -1, ink)
    else:
        ahead = 1 if target > source else -1
        middle = (source + target) // 2
        x = min(max(middle, TIME_PX + long // 2 + 2), columns.right - PAD_PX - long // 2)
        is_lost = arrow.standing is Standing.MISSED
        end = middle + ahead * abs(target - source) // 4 if is_lost else target - ahead * 7
        pen.line(((source, y), (end, y)), ink, dash, "1.5")
        if is_lost:
            pen.cross(end, y, ink)
        else:
            pen.head(target, y, ahead, ink)
    told = top + row.height - 2 * PAD_PX - row.label.height - row.said.height + 2
    pen.text(x, told, row.label, anchor="middle", target=arrow.link, back=back)
    pen.text(x, told + row.label.height, row.said, anchor="middle", back=back)
