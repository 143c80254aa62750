"""Chart to DOT text: one arrangement per kind of chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.course import sketch_course
from planforge.document.charts.flow import sketch_flow
from planforge.document.charts.graph import Chart, ChartKind
from planforge.document.charts.ladder import sketch_ladder
from planforge.document.charts.link_map import sketch_link_map
from planforge.document.charts.organisation import sketch_organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.canvas import Sketch

_ARRANGEMENTS: Final[dict[ChartKind, Callable[[Chart], Sketch]]] = {
    ChartKind.ORGANISATION: sketch_organisation,
    ChartKind.RESPONSE_COURSE: sketch_course,
    ChartKind.RESPONSE_FLOW: sketch_flow,
    ChartKind.LADDER: sketch_ladder,
    ChartKind.LINK_MAP: sketch_link_map,
}


def sketch(chart: Chart) -> Sketch:
    """Return the DOT text of *chart* with the sizes and texts of everything in it."""
    return _ARRANGEMENTS[chart.kind](chart)
