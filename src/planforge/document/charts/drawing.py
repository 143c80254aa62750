"""From charts to pictures in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from planforge.document.charts.dot import sketch
from planforge.document.charts.graph import Chart
from planforge.document.charts.layout import lay_out, lay_out_all
from planforge.document.charts.svg import Look, Picture, picture
from planforge.document.charts.timed import TimedChart, draw_timed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.charts.layout import ByteStore, Driver

Drawable: TypeAlias = Chart | TimedChart
"""Every kind of chart there is."""


def draw(
    chart: Drawable,
    driver: Driver,
    store: ByteStore | None = None,
    *,
    prefix: str,
    look: Look = Look.PAGE,
) -> Picture:
    """Return the picture of *chart*; *prefix* begins all its ids and is unique in its page.

    A timed chart needs no layout program.

    Raises:
        LayoutProblem: If the layout program is missing, fails or takes too long.
    """
    if not isinstance(chart, Chart):
        return draw_timed(chart, prefix=prefix, look=look)
    drawn = sketch(chart)
    return picture(drawn, lay_out(drawn.dot, driver, store), prefix, look)


def draw_all(
    charts: Sequence[tuple[str, Chart]],
    driver: Driver,
    store: ByteStore | None = None,
    *,
    look: Look = Look.PAGE,
    workers: int = 2,
) -> tuple[Picture, ...]:
    """Return the pictures of (prefix, chart) pairs, in order, several layouts at a time."""
    drawn = [sketch(chart) for _, chart in charts]
    raws = lay_out_all([one.dot for one in drawn], driver, store, workers=workers)
    return tuple(
        picture(one, raw, prefix, look)
        for (prefix, _), one, raw in zip(charts, drawn, raws, strict=True)
    )
