"""From the raw SVG of a layout to the picture in a page.

Only the geometry of the layout is kept. Text, colours, links and ids are written anew from the sketch,
so nothing a layout program prints (its fonts, comments, titles) reaches a page, and the same layout
gives the same bytes.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from planforge.document.charts.boxes import LEADING, SMALL_PX, TEXT_PX, Row, text_height
from planforge.document.charts.measure import plain
from planforge.document.charts.palette import DASHES, LIGHT, edge_paint

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.boxes import Box
    from planforge.document.charts.canvas import Line, Sketch
    from planforge.document.charts.graph import EdgeStyle

FONT_STACK: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
)
_NS: Final = "{http://www.w3.org/2000/svg}"
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_PATH: Final = re.compile(r"([MCLZmclz])|(-?\d+(?:\.\d+)?)[ ,](-?\d+(?:\.\d+)?)")
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_LEGEND_SAMPLE: Final = 34.0
_LEGEND_GAP: Final = 20.0


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


@dataclass(slots=True)
class _Parts:
    """Layers from back to front."""

    panels: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def picture(sketch: Sketch, raw: bytes, prefix: str, look: Look = Look.PAGE) -> Picture:
    """Return *raw*, the layout of *sketch*, as a picture.

    Args:
        sketch: What was laid out.
        raw: SVG that a layout program made of `sketch.dot`.
        prefix: Begins every id of the picture; unique in the page.
        look: For a page or for paper.
    """
    root = ET.fromstring(raw)  # noqa: S314 - written by the layout program, not by a plan
    graph = root.find(f"{_NS}g")
    assert graph is not None, "a layout has one graph"
    pen = _Pen(sketch, prefix, look, _shift(graph.get("transform", "")))
    parts = _Parts()
    for group in graph.iterfind(f"{_NS}g"):
        name = group.get("id", "")
        if name in sketch.boxes:
            parts.boxes.append(pen.box(group, sketch.boxes[name]))
        elif name in sketch.lines:
            line, label = pen.line(group, sketch.lines[name])
            parts.lines.append(line)
            parts.labels.append(label)
        elif name in sketch.panels:
            parts.panels.append(pen.panel(group, name))
    numbers = [float(number) for number in _NUMBER.findall(root.get("viewBox", "0 0 0 0"))]
    wide, high = numbers[2], numbers[3]
    legend, legend_width, legend_height = pen.legend(wide, high)
    wide, high = max(wide, legend_width), high + legend_height
    layers = [*parts.panels, *parts.lines, *parts.boxes, *filter(None, parts.labels), *legend]
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


class _Pen:
    """Writes the elements of one picture."""

    def __init__(
        self, sketch: Sketch, prefix: str, look: Look, shift: tuple[float, float]
    ) -> None:
        self.sketch = sketch
        self.prefix = prefix
        self.look = look
        self.shift = shift

    def colour(self, token: str) -> str:
        if self.look is Look.ALONE:
            return LIGHT[token]
        return f"var(--pf-chart-{token},{LIGHT[token]})"

    def frame(self, layers: list[str], wide: float, high: float) -> str:
        chart = self.sketch.chart
        title, desc = plain(chart.title), plain(chart.description)
        names = f"{self.prefix}-title" + (f" {self.prefix}-desc" if desc else "")
        has_links = self.look is Look.PAGE and any(box.target for box in self.sketch.boxes.values())
        size = f"{_n(wide)} {_n(high)}"
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "id": self.prefix,
            "class": f"pf-chart pf-chart-{chart.kind.value}",
            "viewBox": f"0 0 {size}",
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

    def panel(self, group: ET.Element, name: str) -> str:
        panel = self.sketch.panels[name]
        corners = [xy for shape in group.iter(f"{_NS}polygon") for xy in self._points(shape)]
        return _rect(
            corners, {"fill": self.colour(panel.fill), "stroke": self.colour(panel.line)}
        )

    def box(self, group: ET.Element, box: Box) -> str:
        shapes, corners = [], []
        for shape in group:
            kind = shape.tag.removeprefix(_NS)
            if kind not in {"polygon", "polyline", "path", "ellipse"}:
                continue
            drawn, around = self._shape(shape, box)
            shapes.append(drawn)
            corners.extend(around)
        x, y = _centre(corners)
        inside = "".join(shapes) + self._text(box.rows, x, y)
        if box.tooltip:
            inside = f"<title>{_t(box.tooltip)}</title>{inside}"
        if box.target and self.look is Look.PAGE:
            inside = f'<a href="{html.escape(box.target)}">{inside}</a>'
        attributes = {"id": f"{self.prefix}-{slug(box.id)}", "class": f"pf-box pf-{box.css}"}
        return f"<g{_attributes(attributes)}>{inside}</g>"

    def line(self, group: ET.Element, line: Line) -> tuple[str, str]:
        token, dash = edge_paint(line.style)
        drawn, label = "", ""
        for shape in group:
            kind = shape.tag.removeprefix(_NS)
            if kind == "path":
                drawn += f'<path fill="none" d="{self._path(shape.get("d", ""))[0]}"' + (
                    f' stroke-dasharray="{DASHES[dash]}"/>' if dash in DASHES else "/>"
                )
            elif kind == "polygon" and shape.get("stroke") == "none":
                label = self._label(self._points(shape), line)
            elif kind == "polygon":
                drawn += f'<polygon points="{_points_text(self._points(shape))}"/>'
        colour = self.colour(token)
        attributes = {
            "class": f"pf-edge pf-edge-{line.style.value}",
            "fill": colour,
            "stroke": colour,
            "stroke-width": "2.4" if dash == "bold" else "1.3",
        }
        return f"<g{_attributes(attributes)}>{drawn}</g>", label

    def legend(self, wide: float, high: float) -> tuple[list[str], float, float]:
        """Return the legend's elements, the width it needs and the height it adds."""
        if not self.sketch.chart.legend:
            return [], 0.0, 0.0
        drawn: list[str] = []
        x, y, reach = 8.0, high + 22.0, 0.0
        for style, words in self.sketch.chart.legend:
            row = Row(plain(words).replace("\n", " "), SMALL_PX + 1, "ink")
            step = _LEGEND_SAMPLE + 8 + row.width
            if x > 8.0 and x + step > wide:
                x, y = 8.0, y + 24
            drawn.append(self._sample(style, x, y))
            text_x = x + _LEGEND_SAMPLE + 8 + row.width / 2
            drawn.append(self._text((row,), text_x, y))
            reach = max(reach, x + step + 8)
            x += step + _LEGEND_GAP
        return drawn, reach, y - high + 16

    def _sample(self, style: EdgeStyle, x: float, y: float) -> str:
        token, dash = edge_paint(style)
        end = x + _LEGEND_SAMPLE
        attributes = {
            "class": f"pf-edge pf-edge-{style.value}",
            "fill": self.colour(token),
            "stroke": self.colour(token),
            "stroke-width": "2.4" if dash == "bold" else "1.3",
        }
        pattern = f' stroke-dasharray="{DASHES[dash]}"' if dash in DASHES else ""
        path = f'<path fill="none" d="M{_n(x)},{_n(y)}L{_n(end - 7)},{_n(y)}"{pattern}/>'
        head = [(end, y), (end - 7, y - 2.5), (end - 7, y + 2.5), (end, y)]
        return f'<g{_attributes(attributes)}>{path}<polygon points="{_points_text(head)}"/></g>'

    def _label(self, corners: list[tuple[float, float]], line: Line) -> str:
        back = _rect(corners, {"fill": self.colour("paper"), "class": "pf-label-back", "rx": "2"})
        return f'<g class="pf-label">{back}{self._text(line.rows, *_centre(corners))}</g>'

    def _text(self, rows: tuple[Row, ...], x: float, y: float) -> str:
        spans: list[str] = []
        top = y - text_height(rows) / 2
        for row in rows:
            baseline = top + row.size * LEADING / 2 + row.size * 0.36
            top += row.size * LEADING
            attributes = {"x": _n(x), "y": _n(baseline)}
            if row.size != TEXT_PX:
                attributes["font-size"] = _n(row.size)
            if row.ink != "ink":
                attributes["fill"] = self.colour(row.ink)
            if row.is_bold:
                attributes["font-weight"] = "600"
            spans.append(f"<tspan{_attributes(attributes)}>{_t(row.text)}</tspan>")
        return f"<text>{''.join(spans)}</text>"

    def _shape(self, shape: ET.Element, box: Box) -> tuple[str, list[tuple[float, float]]]:
        is_hollow = shape.get("fill") == "none"
        attributes = {
            "class": "pf-shape",
            "fill": "none" if is_hollow else self.colour(box.paint.fill),
            "stroke": self.colour(box.paint.line),
        }
        if shape.get("stroke-dasharray"):
            attributes["stroke-dasharray"] = (
                DASHES["dotted"] if shape.get("stroke-dasharray") == "1,5" else DASHES["dashed"]
            )
        kind = shape.tag.removeprefix(_NS)
        if kind == "path":
            data, corners = self._path(shape.get("d", ""))
            return f"<path{_attributes(attributes)} d=\"{data}\"/>", corners
        corners = self._points(shape)
        return f'<{kind}{_attributes(attributes)} points="{_points_text(corners)}"/>', corners

    def _points(self, shape: ET.Element) -> list[tuple[float, float]]:
        numbers = [float(number) for number in _NUMBER.findall(shape.get("points", ""))]
        dx, dy = self.shift
        return [(x + dx, y + dy) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]

    def _path(self, data: str) -> tuple[str, list[tuple[float, float]]]:
        dx, dy = self.shift
        written: list[str] = []
        corners: list[tuple[float, float]] = []
        for letter, x, y in _PATH.findall(data):
            if letter:
                written.append(letter)
                continue
            point = (float(x) + dx, float(y) + dy)
            corners.append(point)
            space = "" if written and written[-1].isalpha() else " "
            written.append(f"{space}{_n(point[0])},{_n(point[1])}")
        return "".join(written), corners


def slug(name: str) -> str:
    """Return *name* as part of an id: letters, digits and `-` kept, anything else told apart by a hash."""
    kept = re.sub(r"[^\w-]+", "-", name).strip("-")
    if kept == name:
        return kept
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{kept[:24]}-{digest}".lstrip("-")


def _shift(transform: str) -> tuple[float, float]:
    match = re.search(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)", transform)
    return (float(match[1]), float(match[2])) if match else (0.0, 0.0)


def _centre(corners: list[tuple[float, float]]) -> tuple[float, float]:
    left, top, right, bottom = _bounds(corners)
    return (left + right) / 2, (top + bottom) / 2


def _bounds(corners: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _rect(corners: list[tuple[float, float]], attributes: dict[str, str]) -> str:
    left, top, right, bottom = _bounds(corners)
    place = {"x": _n(left), "y": _n(top), "width": _n(right - left), "height": _n(bottom - top)}
    return f"<rect{_attributes(place | attributes)}/>"


def _points_text(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())


def _n(number: float) -> str:
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _t(text: str) -> str:
    return html.escape(text, quote=False)
