"""Elements of a timed picture, all at whole px, so that no rounding can differ between machines."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.document.charts.boxes import SMALL_PX, TEXT_PX, safe_target
from planforge.document.charts.measure import plain, width, wrap
from planforge.document.charts.palette import DASHES, LIGHT
from planforge.document.charts.svg import FONT_STACK, Look, Picture
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEADING_PX: Final = 18
"""From one line of main text to the next."""
SMALL_LEADING_PX: Final = 16
_HATCH_PX: Final = 6
"""From one line of a hatching to the next."""
_HEAD_PX: Final = 8
_HEAD_HALF_PX: Final = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of one size and colour token, the first on top."""

    lines: tuple[str, ...]
    is_small: bool = False
    ink: str = "ink"
    is_bold: bool = False

    @property
    def width(self) -> int:
        """Upper bound of the width, in px."""
        size = SMALL_PX if self.is_small else TEXT_PX
        widest = max((width(line, bold=self.is_bold) for line in self.lines), default=0.0)
        return int(widest * size) + 1 if self.lines else 0

    @property
    def leading(self) -> int:
        """From one line to the next, in px."""
        return SMALL_LEADING_PX if self.is_small else LEADING_PX

    @property
    def height(self) -> int:
        """Height in px."""
        return self.leading * len(self.lines)


def words(  # noqa: PLR0913 - one keyword for each thing that differs between texts
    text: str,
    wide: int,
    *,
    most: int = 3,
    is_small: bool = False,
    ink: str = "ink",
    is_bold: bool = False,
) -> Words:
    """Return *text* in lines of at most *wide* px; what *most* lines do not hold is cut."""
    size = SMALL_PX if is_small else TEXT_PX
    lines = wrap(text, wide / size, max_lines=most, bold=is_bold)
    return Words(lines, is_small=is_small, ink=ink, is_bold=is_bold)


Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, width and height, in px."""


class Pen:
    """Collects the elements of one picture."""

    def __init__(self, kind: str, prefix: str, look: Look) -> None:
        """Start an empty picture of *kind* whose ids begin with *prefix*."""
        self.kind = kind
        self.prefix = prefix
        self.look = look
        self._drawn: list[str] = []
        self._has_links = False

    def colour(self, token: str) -> str:
        """Return a colour: a property of the page's style sheet, or its light value."""
        if self.look is Look.ALONE:
            return LIGHT[token]
        return f"var(--pf-chart-{token},{LIGHT[token]})"

    def rect(self, box: Box, fill: str, line: str = "", dash: str = "") -> None:
        """Draw a box with its filling and, if given, its outline."""
        shown = '<rect x="{}" y="{}" width="{}" height="{}"'.format(*box)
        stroke = f' stroke="{self.colour(line)}"' if line else ""
        self._drawn.append(f'{shown} fill="{self.colour(fill)}"{stroke}{_dash(dash)}/>')

    def line(
        self, points: Sequence[tuple[int, int]], ink: str, dash: str = "", w: str = ""
    ) -> None:
        """Draw a line through *points*, of width *w* if given."""
        stroke = f' stroke-width="{w}"' if w else ""
        self._drawn.append(
            f'<path fill="none" stroke="{self.colour(ink)}"{stroke}{_dash(dash)}'
            f' d="{_way(points)}"/>'
        )

    def stretch(self, box: Box, start_s: int, end_s: int) -> None:
        """Say where the time axis lies, for scripts of a page; nothing is seen of it."""
        if self.look is Look.PAGE:
            shown = '<rect class="pf-time-axis" x="{}" y="{}" width="{}" height="{}"'.format(*box)
            self._drawn.append(f'{shown} fill="none" data-from="{start_s}" data-to="{end_s}"/>')

    def hatch(self, box: Box, ink: str) -> None:
        """Draw rising lines across a box: what is late or too much is told without colour, too."""
        drawn = "".join(_piece(box, at) for at in range(_HATCH_PX, box[2] + box[3], _HATCH_PX))
        if drawn:
            self._drawn.append(
                f'<path fill="none" stroke="{self.colour(ink)}" stroke-width="1.2" d="{drawn}"/>'
            )

    def head(self, x: int, y: int, ahead: int, ink: str) -> None:
        """Draw a level arrow head with its tip at a place, pointing right (1) or left (-1)."""
        back = x - ahead * _HEAD_PX
        points = f"{x},{y} {back},{y - _HEAD_HALF_PX} {back},{y + _HEAD_HALF_PX}"
        self._drawn.append(f'<polygon fill="{self.colour(ink)}" points="{points}"/>')

    def flag(self, x: int, y: int, ink: str) -> None:
        """Draw a small triangle that points down at a place."""
        points = f"{x},{y} {x - 4},{y - 7} {x + 4},{y - 7}"
        self._drawn.append(f'<polygon fill="{self.colour(ink)}" points="{points}"/>')

    def cross(self, x: int, y: int, ink: str) -> None:
        """Draw a cross around a place."""
        way = f"M{x - 5},{y - 5}L{x + 5},{y + 5}M{x - 5},{y + 5}L{x + 5},{y - 5}"
        self._drawn.append(
            f'<path fill="none" stroke="{self.colour(ink)}" stroke-width="2" d="{way}"/>'
        )

    def text(  # noqa: PLR0913 - what is said, where, and what is behind it
        self,
        x: int,
        top: int,
        said: Words,
        *,
        anchor: str = "start",
        target: str = "",
        back: str = "",
    ) -> None:
        """Write *said* below *top*, beginning, ending or centred at *x*, linked to *target*.

        With *back*, a colour token, on a ground of that colour.
        """
        if not said.lines:
            return
        spans = []
        size = "" if not said.is_small else f' font-size="{_size(SMALL_PX)}"'
        ink = "" if said.ink == "ink" else f' fill="{self.colour(said.ink)}"'
        bold = ' font-weight="600"' if said.is_bold else ""
        for number, line in enumerate(said.lines):
            y = top + number * said.leading + said.leading - (4 if said.is_small else 5)
            spans.append(f'<tspan x="{x}" y="{y}"{size}{ink}{bold}>{_escaped(line)}</tspan>')
        side = "" if anchor == "start" else f' text-anchor="{anchor}"'
        shown = f"<text{side}>{''.join(spans)}</text>"
        address = safe_target(target)
        if address and self.look is Look.PAGE:
            self._has_links = True
            shown = f'<a href="{html.escape(address)}">{shown}</a>'
        if back:
            left = {"start": x, "middle": x - said.width // 2, "end": x - said.width}[anchor]
            self.rect((left - 2, top, said.width + 4, said.height), back)
        self._drawn.append(shown)

    def picture(self, title: str, description: str, wide: int, high: int) -> Picture:
        """Return the picture of all that was drawn."""
        names = f"{self.prefix}-title" + (f" {self.prefix}-desc" if description else "")
        if self.look is Look.ALONE:
            sized = f' width="{wide}" height="{high}" font-family="{FONT_STACK}"'
        else:
            sized = f' style="--pf-chart-width:{wide}px"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{self.prefix}"'
            f' class="pf-chart pf-chart-{self.kind}" viewBox="0 0 {wide} {high}"'
            f' role="{"group" if self._has_links else "img"}" aria-labelledby="{names}"'
            f' fill="{self.colour("ink")}" font-size="{_size(TEXT_PX)}"{sized}>'
        )
        named = f'<title id="{self.prefix}-title">{_escaped(plain(title))}</title>'
        if description:
            named += f'<desc id="{self.prefix}-desc">{_escaped(plain(description))}</desc>'
        svg = "\n".join([head, named, *self._drawn, "</svg>\n"])
        return Picture(svg, float(wide), float(high))


def _piece(box: Box, at: int) -> str:
    """Return the rising line of *box* that starts *at* px along its left, then its lower side."""
    left, top, wide, high = box
    start = (left, top + at) if at <= high else (left + at - high, top + high)
    end = (left + at, top) if at <= wide else (left + wide, top + at - wide)
    return f"M{start[0]},{start[1]}L{end[0]},{end[1]}"


def _way(points: Iterable[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x},{y}" for x, y in points)


def _dash(name: str) -> str:
    return f' stroke-dasharray="{DASHES[name]}"' if name else ""


def _size(size: float) -> str:
    return f"{size:.1f}".removesuffix(".0")


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
