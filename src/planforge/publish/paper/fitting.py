"""In how many pictures a chart is shown, how large, and which way up: its text must be readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts import Chart, ChartKind, split
from planforge.document.charts.timed import PAPER_PX, pages
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts import Drawable
    from planforge.document.charts import Picture as Drawing

POINTS_PER_PX: Final = 0.75
_READABLE: Final = 0.62
"""Below this scale the text of a chart is smaller than 六号; it is turned if that helps."""
_WORTH: Final = 1.2
"""How much larger text must get for a picture to be turned or cut."""
_MOST_PIECES: Final = 4


@dataclass(frozen=True, slots=True)
class Room:
    """Where a chart is shown.

    Attributes:
        wide: Width in points.
        high: Height in points.
        largest: Most that a picture is enlarged.
    """

    wide: float
    high: float
    largest: float = 1.0

    def pieces(self, chart: Drawable, draw: Callable[[Drawable], Drawing]) -> list[Drawing]:
        """Return *chart* in as many pictures, made by *draw*, as it takes to read its text here."""
        if not isinstance(chart, Chart):
            high = int(self.high / POINTS_PER_PX)
            return [draw(one) for one in pages(chart, PAPER_PX, high)]
        best: list[Drawing] = []
        for count in range(1, _MOST_PIECES + 1):
            most = -(-len(chart.nodes) // count)
            charts = split(chart, most=most, language=chart.language) if count > 1 else (chart,)
            if count > 1 and len(charts) <= len(best):
                continue
            found = [draw(one) for one in charts]
            if not best or self._smallest(found) > self._smallest(best) * _WORTH:
                best = found
            if self._smallest(best) >= _READABLE or chart.kind is not ChartKind.RESPONSE_FLOW:
                break
        return best

    def scale(self, drawing: Drawing) -> tuple[float, bool]:
        """Return the scale at which *drawing* fits in here, and whether it is turned for that."""
        width, height = drawing.width * POINTS_PER_PX, drawing.height * POINTS_PER_PX
        upright = min(self.largest, self.wide / width, self.high / height)
        turned = min(self.largest, self.high / width, self.wide / height)
        is_turned = upright < _READABLE and turned > upright * _WORTH
        return (turned if is_turned else upright), is_turned

    def _smallest(self, drawings: list[Drawing]) -> float:
        return min(self.scale(drawing)[0] for drawing in drawings)
