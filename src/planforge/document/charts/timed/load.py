"""How busy persons or teams were: an area of steps against the line of what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.svg import Look
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
from planforge.document.charts.timed.pen import SMALL_LEADING_PX, Pen, Words
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planforge.document.charts.svg import Picture
    from planforge.document.charts.timed.values import Load, Use

_AREA_PX: Final = 56
"""Height of the largest number of a use."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A use with its words: its title and, below, the most in use and what there is."""

    use: Use
    title: tuple[Words, Words]
    short: Words

    @property
    def words_px(self) -> int:
        """Px of the words at the left."""
        return self.title[0].height + self.title[1].height + self.short.height

    @property
    def height(self) -> int:
        """Px from this panel to the next."""
        return max(_AREA_PX, self.words_px) + 2 * PAD_PX


def panels_of(chart: Load, wide: int) -> tuple[Panel, ...]:
    """Return the uses of *chart*; *wide* is the same for all charts and changes nothing here."""
    del wide
    return tuple(_panel(use, chart.language) for use in chart.uses)


def head_px(chart: Load, wide: int) -> int:
    """Return the px of *chart* above and below its uses."""
    end = draw_legend(Pen("load", "", Look.ALONE), wide, PAD_PX, _samples(chart, None))
    return _head(chart, wide).bottom + end + EDGE_PX


def draw_load(chart: Load, wide: int, prefix: str, look: Look) -> Picture:
    """Return the picture of *chart*, *wide* px wide."""
    pen = Pen("load", prefix, look)
    head, panels = _head(chart, wide), panels_of(chart, wide)
    bottom = head.bottom + sum(panel.height for panel in panels)
    top = head.bottom
    for number, panel in enumerate(panels):
        pen.rect((0, top, wide, panel.height), ground(number))
        top += panel.height
    draw_grid(pen, head, chart.marks, bottom)
    top = head.bottom
    for panel in panels:
        draw_title(pen, top + PAD_PX, panel.title, panel.use.target)
        told = panel.title[0].height + panel.title[1].height
        pen.text(EDGE_PX, top + PAD_PX + told, panel.short)
        _area(pen, panel.use, head, top + panel.height - PAD_PX)
        top += panel.height
    pen.line(((0, bottom), (wide, bottom)), "lane-line")
    end = draw_legend(pen, wide, bottom + PAD_PX, _samples(chart, pen))
    return pen.picture(chart.title, chart.description, wide, end + EDGE_PX)


def _panel(use: Use, language: str) -> Panel:
    detail = msg("most {most}{unit}, there are {capacity}{unit}", **_numbers(use)).render(language)
    lacking = use.most - use.capacity
    short = msg("{count}{unit} too few", count=lacking, unit=use.unit).render(language)
    return Panel(
        use,
        title_words(use.title, detail),
        title_words("", short if lacking > 0 else "", "up")[1],
    )


def _numbers(use: Use) -> dict[str, str | int]:
    return {"most": use.most, "capacity": use.capacity, "unit": use.unit}


def _head(chart: Load, wide: int) -> Head:
    return head_of(
        wide, chart.window, [at for use in chart.uses for at, _ in use.counts], chart.marks
    )


def _area(pen: Pen, use: Use, head: Head, base: int) -> None:
    """Draw the steps of *use* above *base*: what there is filled, what is too much hatched."""
    largest = max(use.most, use.capacity, 1)

    def up(count: int) -> int:
        return base - (2 * count * _AREA_PX + largest) // (2 * largest)

    axis = head.axis
    limit = up(use.capacity)
    outline: list[tuple[int, int]] = []
    for left_s, right_s, count in _stretches(use, axis.end_s):
        left, right = axis.at(left_s), axis.at(right_s)
        top = up(count)
        outline += [(left, top), (right, top)]
        if right <= left or not count:
            continue
        pen.rect((left, max(top, limit), right - left, base - max(top, limit)), "gate")
        if top < limit:
            pen.rect((left, top, right - left, limit - top), "notice")
            pen.hatch((left, top, right - left, limit - top), "notice-line")
    if outline:
        start, end = (outline[0][0], base), (outline[-1][0], base)
        pen.line((start, *outline, end), "action-line", "", "1.5")
    pen.line(((axis.left, base), (axis.right, base)), "line")
    pen.line(((axis.left, limit), (axis.right, limit)), "up", "dashed", "1.5")
    name = Words((f"{use.capacity}",), is_small=True, ink="up", is_bold=True)
    pen.text(axis.left - PAD_PX, limit - SMALL_LEADING_PX // 2, name, anchor="end")


def _stretches(use: Use, end_s: int) -> Iterator[tuple[int, int, int]]:
    ends = [at for at, _ in use.counts[1:]] + [end_s]
    for (at, count), end in zip(use.counts, ends, strict=True):
        yield at, max(at, end), count


def _samples(chart: Load, pen: Pen | None) -> list[tuple[Callable[[int, int], None], str]]:
    def part(x: int, y: int) -> None:
        if pen:
            pen.rect((x, y - 6, SAMPLE_PX, 12), "gate", "action-line")

    def over(x: int, y: int) -> None:
        if pen:
            pen.rect((x, y - 6, SAMPLE_PX, 12), "notice", "action-line")
            pen.hatch((x, y - 6, SAMPLE_PX, 12), "notice-line")

    def limit(x: int, y: int) -> None:
        if pen:
            pen.line(((x, y), (x + SAMPLE_PX, y)), "up", "dashed", "1.5")

    found = [(part, msg("in use")), (limit, msg("how many there are"))]
    if any(use.most > use.capacity for use in chart.uses):
        found.insert(1, (over, msg("more than there are")))
    return [(draw, said.render(chart.language)) for draw, said in found]
