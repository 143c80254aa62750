"""From a layout to the picture in a page.

Only the geometry of the layout is kept. Text, colours, links and ids are written anew from the
sketch, so nothing a layout program prints (its fonts, comments, titles) reaches a page, and equal
layouts give equal bytes.
"""

from __future__ import annotations

import hashlib
import html
import math
import re
from enum import Enum
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from planforge.document.charts.boxes import LEADING, SMALL_PX, TEXT_PX, Row, text_height
from planforge.document.charts.geometry import (
    Point,
    Rect,
    Shape,
    bounds,
    corners,
    pieces,
    read_placement,
)
from planforge.document.charts.graph import EdgeStyle
from planforge.document.charts.measure import plain
from planforge.document.charts.palette import DASHES, LIGHT, edge_paint
from planforge.document.charts.routes import calm
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planforge.document.charts.boxes import Box
    from planforge.document.charts.canvas import Line, Sketch
    from planforge.document.charts.geometry import Placement, Track

FONT_STACK: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
)
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_SAMPLE_PX: Final = 34.0
_HEAD_LENGTH: Final = 7.5
_HEAD_HALF: Final = 2.8
_TURN_RADIUS: Final = 5.0


class Look(Enum):
    """Where the picture will stand."""

    PAGE = "page"
    """In a page: colours are custom properties, the font is the style sheet's, links stay."""
    ALONE = "alone"
    """On its own, for paper or Word: plain colours, a font stack, no links."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: SVG text and its natural size in px."""

    svg: str
    width: float
    height: float


def picture(sketch: Sketch, raw: bytes, prefix: str, look: Look = Look.PAGE) -> Picture:
    """Return *raw*, the layout of *sketch*, as a picture.

    Args:
        sketch: What was laid out.
        raw: SVG that a layout program made of `sketch.dot`.
        prefix: Begins every id of the picture; unique in the page.
        look: For a page or for paper.
    """
    placement = calm(sketch, read_placement(sketch, raw))
    pen = _Pen(sketch, placement, prefix, look)
    legend, legend_width, legend_height = pen.legend()
    wide = max(placement.width, legend_width)
    high = placement.height + legend_height
    layers = [*pen.panels(), *pen.lines(), *pen.boxes(), *pen.labels(), *legend]
    return Picture(pen.frame(layers, wide, high), round(wide, 1), round(high, 1))


def resolve_targets(svg: str, resolve: Callable[[str], str | None]) -> str:
    """Return *svg* with every link passed through *resolve*; a None takes the link away."""

    def replaced(match: re.Match[str]) -> str:
        address = resolve(html.unescape(match[1]))
        if address is None:
            return f"<g>{match[2]}</g>"
        return f'<a href="{html.escape(address)}">{match[2]}</a>'

    return _LINK.sub(replaced, svg)


def targets(svg: str) -> tuple[str, ...]:
    """Return the link targets in *svg*, in order."""
    return tuple(html.unescape(match[1]) for match in _LINK.finditer(svg))


def slug(name: str) -> str:
    """Return *name* as part of an id: letters, digits and `-` kept, others told apart by a hash."""
    kept = re.sub(r"[^\w-]+", "-", name).strip("-")
    if kept == name and name:
        return kept
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{kept[:24]}-{digest}".lstrip("-")


class _Pen:
    """Writes the elements of one picture."""

    def __init__(self, sketch: Sketch, placement: Placement, prefix: str, look: Look) -> None:
        self.sketch = sketch
        self.placement = placement
        self.prefix = prefix
        self.look = look

    def colour(self, token: str) -> str:
        if self.look is Look.ALONE:
            return LIGHT[token]
        return f"var(--pf-chart-{token},{LIGHT[token]})"

    def frame(self, layers: Sequence[str], wide: float, high: float) -> str:
        chart = self.sketch.chart
        title, desc = plain(chart.title), plain(chart.description)
        names = f"{self.prefix}-title" + (f" {self.prefix}-desc" if desc else "")
        has_links = self.look is Look.PAGE and any(box.target for box in self.sketch.boxes.values())
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "id": self.prefix,
            "class": f"pf-chart pf-chart-{chart.kind.value}",
            "viewBox": f"0 0 {_n(wide)} {_n(high)}",
            # An image may hold no links for those who hear it, so a linked picture is a group.
            "role": "group" if has_links else "img",
            "aria-labelledby": names,
            "fill": self.colour("ink"),
            "font-size": _n(TEXT_PX),
            "text-anchor": "middle",
        }
        if self.look is Look.ALONE:
            attributes |= {"width": _n(wide), "height": _n(high), "font-family": FONT_STACK}
        else:
            attributes["style"] = f"--pf-chart-width:{round(wide)}px"
        head = f'<title id="{self.prefix}-title">{_t(title)}</title>'
        if desc:
            head += f'<desc id="{self.prefix}-desc">{_t(desc)}</desc>'
        return "\n".join([f"<svg{_attributes(attributes)}>", head, *layers, "</svg>\n"])

    def panels(self) -> Iterator[str]:
        """Yield the lanes or frames, from the same top to the same bottom unless set apart."""
        around = [
            (panel, bounds(corners(self.placement.rects[name] for name in known)))
            for panel in self.sketch.panels
            if (known := [name for name in panel.members if name in self.placement.rects])
        ]
        if not around:
            return
        top = min(rect.top for _, rect in around)
        bottom = max(rect.bottom for _, rect in around)
        for panel, rect in around:
            whole = rect if panel.is_apart else Rect(rect.left, top, rect.right, bottom)
            grown = whole.grown(panel.margin)
            yield _rect(
                grown,
                {
                    "class": "pf-panel",
                    "fill": self.colour(panel.fill),
                    "stroke": self.colour("lane-line"),
                },
            )

    def boxes(self) -> Iterator[str]:
        """Yield the boxes in the order of the sketch."""
        for name, box in self.sketch.boxes.items():
            if name in self.placement.rects:
                yield self._box(box, self.placement.shapes[name], self.placement.rects[name])

    def lines(self) -> Iterator[str]:
        """Yield the arrows without their labels."""
        for name, track in self.placement.tracks.items():
            line = self.sketch.lines[name]
            if track.is_curve:
                heads = "".join(f'<polygon points="{_points(head)}"/>' for head in track.heads)
                yield self._stroke(line.style, _curve(track.points), heads)
            else:
                body, heads = _square(track.points, has_head=line.has_head)
                yield self._stroke(line.style, body, heads)

    def labels(self) -> Iterator[str]:
        """Yield the labels of the arrows, above everything else."""
        tracks = self.placement.tracks
        drawn = [piece.grown(0.5) for track in tracks.values() for piece in pieces(track.points)]
        for name, track in tracks.items():
            line = self.sketch.lines[name]
            place = _label_place(line, track, self.placement.rects, drawn)
            if place is not None:
                back = _rect(place, {"class": "pf-label-back", "fill": self.colour("paper")})
                text = self._text(line.rows, place.centre)
                yield f'<g class="pf-label">{back}{text}</g>'

    def legend(self) -> tuple[list[str], float, float]:
        """Return the legend's elements, the width it needs and the height it adds."""
        drawn: list[str] = []
        left, reach = 12.0, 0.0
        x, y = left, self.placement.height + 14
        for style, words in self.sketch.chart.legend:
            row = Row(plain(words).replace("\n", " "), SMALL_PX + 1)
            step = _SAMPLE_PX + 8 + row.width
            if x > left and x + step > self.placement.width:
                x, y = left, y + 24
            drawn.append(self._sample(style, x, y))
            drawn.append(self._text((row,), Point(x + _SAMPLE_PX + 8 + row.width / 2, y)))
            reach = max(reach, x + step + left)
            x += step + 20
        return drawn, reach, y - self.placement.height + 18 if drawn else 0.0

    def _sample(self, style: EdgeStyle, x: float, y: float) -> str:
        body, heads = _square((Point(x, y), Point(x + _SAMPLE_PX, y)), has_head=True)
        if style is EdgeStyle.JOINT:
            heads += _head(Point(x + _SAMPLE_PX, y), Point(x, y))
        return self._stroke(style, body, heads)

    def _stroke(self, style: EdgeStyle, body: str, heads: str) -> str:
        token, dash = edge_paint(style)
        attributes = {
            "class": f"pf-edge pf-edge-{style.value}",
            "fill": self.colour(token),
            "stroke": self.colour(token),
            "stroke-width": "2.4" if dash == "bold" else "1.3",
        }
        pattern = f' stroke-dasharray="{DASHES[dash]}"' if dash in DASHES else ""
        return f'<g{_attributes(attributes)}><path fill="none" d="{body}"{pattern}/>{heads}</g>'

    def _box(self, box: Box, shapes: tuple[Shape, ...], rect: Rect) -> str:
        inside = "".join(self._outline(shape, box) for shape in shapes)
        left = rect.left + box.style.pad_x / 2 if box.is_left else None
        inside += self._text(box.rows, rect.centre, left)
        if box.tooltip:
            inside = f"<title>{_t(box.tooltip)}</title>{inside}"
        if box.target and self.look is Look.PAGE:
            inside = f'<a href="{html.escape(box.target)}">{inside}</a>'
        attributes = {"id": f"{self.prefix}-{slug(box.id)}", "class": f"pf-box pf-{box.css}"}
        return f"<g{_attributes(attributes)}>{inside}</g>"

    def _outline(self, shape: Shape, box: Box) -> str:
        attributes = {
            "class": "pf-shape",
            "fill": "none" if shape.is_open else self.colour(box.paint.fill),
            "stroke": self.colour(box.paint.line),
        }
        if shape.dash:
            attributes["stroke-dasharray"] = DASHES[shape.dash]
        if shape.is_curve:
            return f'<path{_attributes(attributes)} d="{_curve(shape.points)}"/>'
        tag = "polyline" if shape.is_open else "polygon"
        return f'<{tag}{_attributes(attributes)} points="{_points(shape.points)}"/>'

    def _text(self, rows: tuple[Row, ...], centre: Point, left: float | None = None) -> str:
        spans: list[str] = []
        top = centre.y - text_height(rows) / 2
        for row in rows:
            baseline = top + row.size * (LEADING / 2 + 0.36)
            top += row.size * LEADING
            attributes = {"x": _n(centre.x if left is None else left), "y": _n(baseline)}
            if row.size != TEXT_PX:
                attributes["font-size"] = _n(row.size)
            if row.ink != "ink":
                attributes["fill"] = self.colour(row.ink)
            if row.is_bold:
                attributes["font-weight"] = "600"
            spans.append(f"<tspan{_attributes(attributes)}>{_t(row.text)}</tspan>")
        anchor = "" if left is None else ' text-anchor="start"'
        return f"<text{anchor}>{''.join(spans)}</text>"


def _label_place(
    line: Line, track: Track, rects: dict[str, Rect], drawn: Sequence[Rect]
) -> Rect | None:
    """Return where the label stands: a short one beside a long enough piece of a square way."""
    if not line.rows:
        return None
    if track.is_curve or len(line.rows) > 1:
        return track.label
    source = rects[line.source].grown(1) if line.source in rects else Rect(0, 0, 0, 0)
    places = [
        place
        for first, second in pairwise(track.points)
        for place in _beside(first, second, source, line.width, line.height)
        if not any(place.meets(rect) for rect in rects.values())
    ]
    free = (place for place in places if not any(place.meets(piece) for piece in drawn))
    return next(chain(free, places), track.label)


def _beside(first: Point, second: Point, source: Rect, wide: float, high: float) -> Iterator[Rect]:
    """Yield places for a label of the given size beside one piece of a way, best first."""
    if abs(first.y - second.y) < 1 and abs(first.x - second.x) > wide + 8:
        ahead = math.copysign(1.0, second.x - first.x)
        start = max(first.x, source.right) if ahead > 0 else min(first.x, source.left)
        if not source.top < first.y < source.bottom:
            start = first.x
        for x, y in (
            (start + ahead * (wide / 2 + away), first.y + side * (high / 2 + 1))
            for away in (5, 18)
            for side in (-1, 1)
        ):
            yield Rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    elif abs(first.x - second.x) < 1 and abs(first.y - second.y) > high:
        for x, y in (
            (
                first.x + side * (wide / 2 + 2),
                first.y + math.copysign(high / 2 + away, second.y - first.y),
            )
            for away in (1, 14, 30)
            for side in (1, -1)
        ):
            yield Rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _square(points: Sequence[Point], *, has_head: bool) -> tuple[str, str]:
    """Return the path of a square way with rounded turns, and its arrow head."""
    way = list(points)
    heads = ""
    if has_head:
        heads = _head(way[-2], way[-1])
        way[-1] = _towards(way[-1], way[-2], _HEAD_LENGTH - 1)
    path = f"M{_p(way[0])}"
    for before, turn, after in zip(way, way[1:], way[2:], strict=False):
        radius = min(_TURN_RADIUS, math.dist(before, turn) / 2, math.dist(turn, after) / 2)
        path += (
            f"L{_p(_towards(turn, before, radius))}Q{_p(turn)} {_p(_towards(turn, after, radius))}"
        )
    return f"{path}L{_p(way[-1])}", heads


def _head(before: Point, tip: Point) -> str:
    length = math.dist(before, tip) or 1.0
    along = Point((tip.x - before.x) / length, (tip.y - before.y) / length)
    base = Point(tip.x - along.x * _HEAD_LENGTH, tip.y - along.y * _HEAD_LENGTH)
    left = Point(base.x - along.y * _HEAD_HALF, base.y + along.x * _HEAD_HALF)
    right = Point(base.x + along.y * _HEAD_HALF, base.y - along.x * _HEAD_HALF)
    return f'<polygon points="{_points((tip, left, right))}"/>'


def _towards(start: Point, end: Point, by: float) -> Point:
    length = math.dist(start, end) or 1.0
    share = min(by / length, 1.0)
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _rect(rect: Rect, attributes: dict[str, str]) -> str:
    place = {
        "x": _n(rect.left),
        "y": _n(rect.top),
        "width": _n(rect.right - rect.left),
        "height": _n(rect.bottom - rect.top),
    }
    return f"<rect{_attributes(attributes | place)}/>"


def _curve(points: Sequence[Point]) -> str:
    if not points:
        return ""
    return f"M{_p(points[0])}C{_points(points[1:])}"


def _points(points: Sequence[Point]) -> str:
    return " ".join(_p(point) for point in points)


def _p(point: Point) -> str:
    return f"{_n(point.x)},{_n(point.y)}"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())


def _n(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _t(text: str) -> str:
    return html.escape(text, quote=False)
