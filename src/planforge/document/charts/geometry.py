"""Where a layout program put things: read from its SVG, in px from the top left corner."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.document.charts.canvas import Line, Sketch

_NS: Final = "{http://www.w3.org/2000/svg}"
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_PAIR: Final = re.compile(r"(-?\d+(?:\.\d+)?)[ ,](-?\d+(?:\.\d+)?)")
_TRANSLATE: Final = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)")
_POINTS_PER_CURVE: Final = 3
_NO_PEN: Final = frozenset(("none", "transparent"))
"""How new and old versions of Graphviz write an outline that is not drawn."""
SAME: Final = 0.05
"""Px below which two places are one."""


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float


class Rect(NamedTuple):
    """A box parallel to the axes; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def grown(self, by: float) -> Rect:
        """Return this box with *by* more on each side."""
        return Rect(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: Rect) -> bool:
        """Return whether the two share more than a border."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline of a box.

    Attributes:
        points: Corners, or the points of a curve.
        is_curve: Whether *points* are a start and then three points for each Bézier piece.
        is_open: Whether it is a line that is not filled.
        dash: Dash of the outline: empty, `dashed` or `dotted`.
    """

    points: tuple[Point, ...]
    is_curve: bool = False
    is_open: bool = False
    dash: str = ""

    def moved(self, by_x: float) -> Shape:
        """Return this outline *by_x* further to the right."""
        return replace(
            self, points=tuple(point._replace(x=point.x + by_x) for point in self.points)
        )


@dataclass(frozen=True, slots=True)
class Track:
    """The way of an arrow.

    Attributes:
        points: Corners of a square way up to the tip, or the points of a curve.
        is_curve: As for a shape.
        heads: Outlines of the arrow heads of a curve; a square way has its head drawn later.
        label: Place of the label.
    """

    points: tuple[Point, ...]
    is_curve: bool = False
    heads: tuple[tuple[Point, ...], ...] = ()
    label: Rect | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """A layout: size, outlines of boxes and ways of arrows by their names in the sketch."""

    width: float
    height: float
    shapes: dict[str, tuple[Shape, ...]]
    rects: dict[str, Rect]
    tracks: dict[str, Track]


def read_placement(sketch: Sketch, raw: bytes) -> Placement:
    """Return the places of everything in *sketch* as the layout *raw* has them."""
    root = ET.fromstring(raw)  # noqa: S314 - written by the layout program, not by a plan
    graph = next(root.iter(f"{_NS}g"))
    move = _TRANSLATE.search(graph.get("transform", ""))
    shift = Point(float(move[1]), float(move[2])) if move else Point(0, 0)
    shapes: dict[str, tuple[Shape, ...]] = {}
    tracks: dict[str, Track] = {}
    for group in graph.iterfind(f"{_NS}g"):
        name = group.get("id", "")
        if name in sketch.boxes:
            shapes[name] = tuple(_shapes(group, shift))
        elif name in sketch.lines:
            tracks[name] = _track(group, shift, sketch.lines[name], is_square=sketch.is_square)
    numbers = [float(number) for number in _NUMBER.findall(root.get("viewBox", "0 0 0 0"))]
    return Placement(
        numbers[2],
        numbers[3],
        shapes,
        {
            name: bounds(point for shape in outlines for point in shape.points)
            for name, outlines in shapes.items()
        },
        tracks,
    )


def bounds(points: Iterable[Point]) -> Rect:
    """Return the smallest box around *points*, which are at least one."""
    known = tuple(points)
    xs, ys = [point.x for point in known], [point.y for point in known]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def corners(rects: Iterable[Rect]) -> Iterator[Point]:
    """Yield the upper left and the lower right corner of each of *rects*."""
    for rect in rects:
        yield Point(rect.left, rect.top)
        yield Point(rect.right, rect.bottom)


def pieces(way: Iterable[Point]) -> tuple[Rect, ...]:
    """Return the boxes around the straight pieces of *way*."""
    return tuple(
        Rect(min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y)) for a, b in pairwise(way)
    )


def _shapes(group: ET.Element, shift: Point) -> Iterator[Shape]:
    for element in group:
        kind = element.tag.removeprefix(_NS)
        pattern = element.get("stroke-dasharray", "")
        dash = ("dotted" if pattern.startswith("1") else "dashed") if pattern else ""
        if kind in {"polygon", "polyline"}:
            points = _points(element.get("points", ""), shift)
            yield Shape(points, is_open=element.get("fill") == "none", dash=dash)
        elif kind == "path":
            yield Shape(_points(element.get("d", ""), shift), is_curve=True, dash=dash)


def _track(group: ET.Element, shift: Point, line: Line, *, is_square: bool) -> Track:
    points: tuple[Point, ...] = ()
    heads: list[tuple[Point, ...]] = []
    label: Rect | None = None
    for element in group:
        kind = element.tag.removeprefix(_NS)
        if kind == "path":
            points = _points(element.get("d", ""), shift)
        elif kind == "polygon" and element.get("stroke") in _NO_PEN:
            label = bounds(_points(element.get("points", ""), shift))
        elif kind == "polygon":
            heads.append(_points(element.get("points", ""), shift))
    if not is_square or not points:
        return Track(points, is_curve=True, heads=tuple(heads), label=label)
    corners = list(points[::_POINTS_PER_CURVE])
    if heads and line.has_head:
        end = corners[-1]
        corners.append(
            max(heads[-1], key=lambda point: abs(point.x - end.x) + abs(point.y - end.y))
        )
    return Track(simplified(corners), label=label)


def simplified(corners: Iterable[Point]) -> tuple[Point, ...]:
    """Return a square way without points that lie between their neighbours."""
    kept: list[Point] = []
    for point in corners:
        if kept and abs(point.x - kept[-1].x) + abs(point.y - kept[-1].y) < SAME:
            continue
        while len(kept) > 1 and _is_straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _is_straight(first: Point, second: Point, third: Point) -> bool:
    return (abs(first.x - second.x) < SAME and abs(second.x - third.x) < SAME) or (
        abs(first.y - second.y) < SAME and abs(second.y - third.y) < SAME
    )


def _points(text: str, shift: Point) -> tuple[Point, ...]:
    return tuple(Point(float(x) + shift.x, float(y) + shift.y) for x, y in _PAIR.findall(text))
