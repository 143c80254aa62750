"""In how many pictures a chart is shown, how large, and which way up: its text must be readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts import Room as Page
from planforge.document.charts import fitted
from planforge.document.charts.boxes import SMALL_PX
from planforge.frozen import dataclass
from planforge.publish.paper.geometry import MM_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts import Drawable
    from planforge.document.charts import Picture as Drawing
    from planforge.publish.paper.geometry import Geometry

POINTS_PER_PX: Final = 0.75
READABLE_PT: Final = 8.5
"""Size of the smallest text of a chart in a book at least."""
READABLE_SCALE: Final = READABLE_PT / (SMALL_PX * POINTS_PER_PX)
"""Scale of a picture at which its smallest text is just readable."""
_WORTH: Final = 1.2
"""How much larger text must get for a picture to be turned."""
_NEARLY_PT: Final = 0.1
_STEP_PT: Final = 1.0
_STEPS: Final = 6
"""Larger sizes that are tried, each a step more than the last."""
_CAPTION_PT: Final = 28.0
"""Height of the caption of a picture, with the gap to it: it is turned with the picture."""
_POSTER_SCALE: Final = 3.0
_POSTER_PT: Final = 14.0
"""Size of the smallest text of a chart on a wall at least: read from two metres."""
_POSTER_TITLE_PT: Final = 28.0
_PART: Final = 4
"""Characters that （1/3） takes behind a title."""
_POSTER_INSET: Final = 6.0
_POSTER_EDGE: Final = 10.0
_POSTER_HEAD: Final = 27.0
_POSTER_FOOT: Final = 38.0
"""Edge, title and foot of a poster in 毫米, each with the gap to the chart."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where a chart is shown.

    Attributes:
        wide: Width in points.
        high: Height in points.
        largest: Most that a picture is enlarged.
        least_pt: Size of its smallest text at least: what would be smaller is shown in parts.
        taken: Height in points that something else takes above the first part.
    """

    wide: float
    high: float
    largest: float = 1.0
    least_pt: float = READABLE_PT
    taken: float = 0.0

    def pieces(self, chart: Drawable, draw: Callable[[Drawable], Drawing]) -> list[Drawing]:
        """Return *chart* in as many pictures, made by *draw*, as it takes to read its text here."""
        return [drawing for _, drawing in self.parts(chart, draw)]

    def parts(
        self, chart: Drawable, draw: Callable[[Drawable], Drawing]
    ) -> list[tuple[Drawable, Drawing]]:
        """Return the parts of *chart* with their pictures, as `pieces`.

        Where pictures may be enlarged, text is as large as the same number of parts allows.
        """
        known: dict[Drawable, Drawing] = {}

        def drawn(one: Drawable) -> Drawing:
            if one not in known:
                known[one] = draw(one)
            return known[one]

        found = self._fitted(chart, drawn, self.least_pt)
        if self.largest > 1.0:
            for step in range(_STEPS, 0, -1):
                larger = self._fitted(chart, drawn, self.least_pt + step * _STEP_PT)
                if len(larger) == len(found):
                    found = larger
                    break
        return [(one, drawn(one)) for one in found]

    def scale(self, drawing: Drawing, *, is_first: bool = True) -> tuple[float, bool]:
        """Return the scale at which *drawing* fits in here, and whether it is turned for that."""
        width, height = drawing.width * POINTS_PER_PX, drawing.height * POINTS_PER_PX
        high = self.high - self.taken if is_first else self.high
        upright = min(self.largest, self.wide / width, high / height)
        turned = min(self.largest, high / width, (self.wide - _CAPTION_PT) / height)
        is_small = upright * POINTS_PER_PX * SMALL_PX < self.least_pt - _NEARLY_PT
        is_turned = is_small and turned > upright * _WORTH
        return (turned if is_turned else upright), is_turned

    def _fitted(
        self, chart: Drawable, draw: Callable[[Drawable], Drawing], least_pt: float
    ) -> tuple[Drawable, ...]:
        px = SMALL_PX / least_pt
        page = Page(
            int(self.wide * px),
            int(self.high * px),
            turns=self.largest == 1.0,
            taken=int(self.taken * px) + 1 if self.taken else 0,
            beside=int(_CAPTION_PT * px) + 1,
        )
        return fitted(chart, page, draw)


def poster_line(page: Geometry) -> int:
    """Return how many characters a line of the title of a poster has, with the number of a part."""
    wide = (page.width - 2 * _POSTER_EDGE - 2 * _POSTER_INSET) / MM_PER_POINT
    return int(wide / _POSTER_TITLE_PT) - _PART


def poster_room(page: Geometry) -> Room:
    """Return the room for a chart on a poster."""
    return Room(
        (page.width - 2 * _POSTER_EDGE) / MM_PER_POINT,
        (page.height - 2 * _POSTER_EDGE - _POSTER_HEAD - _POSTER_FOOT) / MM_PER_POINT,
        _POSTER_SCALE,
        _POSTER_PT,
    )
