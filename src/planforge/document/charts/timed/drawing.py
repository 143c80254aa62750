"""From timed charts to pictures in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.svg import Look
from planforge.document.charts.timed.bars import draw_bars
from planforge.document.charts.timed.gantt import draw_gantt
from planforge.document.charts.timed.load import draw_load
from planforge.document.charts.timed.messages import draw_messages
from planforge.document.charts.timed.staircase import draw_staircase
from planforge.document.charts.timed.values import Bars, Gantt, Load, Staircase

if TYPE_CHECKING:
    from planforge.document.charts.svg import Picture
    from planforge.document.charts.timed.values import TimedChart

SCREEN_PX: Final = 880
"""Width on a page of the site."""
PAPER_PX: Final = 590
"""Width on A4 at which the text is not made smaller."""


def draw_timed(chart: TimedChart, *, prefix: str, look: Look = Look.PAGE, wide: int = 0) -> Picture:
    """Return the picture of *chart*; no program is needed, equal charts give equal bytes.

    Args:
        chart: What is drawn.
        prefix: Begins every id of the picture; unique in its page.
        look: For a page or for paper.
        wide: Width in px; 0 for that of a page or of A4.
    """
    wide = wide or (SCREEN_PX if look is Look.PAGE else PAPER_PX)
    if isinstance(chart, Gantt):
        return draw_gantt(chart, wide, prefix, look)
    if isinstance(chart, Staircase):
        return draw_staircase(chart, wide, prefix, look)
    if isinstance(chart, Load):
        return draw_load(chart, wide, prefix, look)
    if isinstance(chart, Bars):
        return draw_bars(chart, wide, prefix, look)
    return draw_messages(chart, wide, prefix, look)
