"""Ways of arrows made calm after layout: straight where that is free, one trunk for a tree.

A layout program leaves a box where it finds room; people expect the middle. Only ways that stay
clear of every box are changed, all others are kept as laid out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.document.charts.geometry import (
    Placement,
    Point,
    Rect,
    Track,
    bounds,
    pieces,
    simplified,
)
from planforge.document.charts.graph import ChartKind, EdgeStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.charts.canvas import Line, Sketch

_CLEAR: Final = 2.0
"""Px that a way keeps from boxes it does not belong to."""


def calm(sketch: Sketch, placement: Placement) -> Placement:
    """Return *placement* with the ways of a square layout tidied; a curved one is left alone."""
    if sketch.ways:
        return _known(sketch, placement)
    if not sketch.is_square:
        return placement
    is_tree = sketch.chart.kind is ChartKind.ORGANISATION and bool(sketch.panels)
    if is_tree:
        placement = _centred(sketch, placement)
    tracks = dict(placement.tracks)
    trunk = _trunks(sketch, placement)
    for name, track in placement.tracks.items():
        line = sketch.lines[name]
        source, target = placement.rects.get(line.source), placement.rects.get(line.target)
        if source is None or target is None:
            continue
        others = [
            rect for box, rect in placement.rects.items() if box not in {line.source, line.target}
        ]
        way = _way(sketch, line, source, target, trunk.get(line.source))
        if way and (is_tree or is_clear(way, others)):
            tracks[name] = Track(simplified(way), label=track.label)
    return replace(placement, tracks=tracks)


def _known(sketch: Sketch, placement: Placement) -> Placement:
    """Return *placement* with the ways that *sketch* holds, moved to where its boxes lie."""
    first = next(name for name in sketch.places if name in placement.rects)
    by_x = placement.rects[first].centre.x - sketch.places[first].centre.x
    by_y = placement.rects[first].centre.y - sketch.places[first].centre.y
    tracks = {
        name: Track(
            tuple(Point(point.x + by_x, point.y + by_y) for point in sketch.ways[name]),
            label=track.label,
        )
        for name, track in placement.tracks.items()
    }
    return replace(placement, tracks=tracks)


def _centred(sketch: Sketch, placement: Placement) -> Placement:
    """Return *placement* with each row of the tree moved to the middle above the frames.

    What is free at the right after that is cut off.
    """
    framed = {name for panel in sketch.panels for name in panel.members}
    aside = {line.target for line in sketch.lines.values() if line.style is EdgeStyle.ADVICE}
    known = [placement.rects[name] for name in framed if name in placement.rects]
    middle = (min(rect.left for rect in known) + max(rect.right for rect in known)) / 2
    rows: dict[int, list[str]] = {}
    for name, rect in placement.rects.items():
        if name not in framed:
            rows.setdefault(round(rect.centre.y), []).append(name)
    shapes, rects = dict(placement.shapes), dict(placement.rects)
    for names in rows.values():
        main = [rects[name] for name in names if name not in aside] or [rects[names[0]]]
        move = middle - (min(rect.left for rect in main) + max(rect.right for rect in main)) / 2
        move = min(move, placement.width - 8 - max(rects[name].right for name in names))
        move = max(move, 8 - min(rects[name].left for name in names))
        for name in names:
            shapes[name] = tuple(shape.moved(move) for shape in shapes[name])
            rects[name] = bounds(point for shape in shapes[name] for point in shape.points)
    around = min(rect.left for rect in rects.values())
    width = min(placement.width, max(rect.right for rect in rects.values()) + around)
    return replace(placement, width=width, shapes=shapes, rects=rects)


def _way(
    sketch: Sketch, line: Line, source: Rect, target: Rect, trunk_y: float | None
) -> tuple[Point, ...]:
    kind = sketch.chart.kind
    if kind is ChartKind.ORGANISATION:
        if line.style is EdgeStyle.ADVICE:
            return _across(source, target)
        return _branch(source, target, trunk_y)
    diamonds = [
        placed
        for name, placed in ((line.source, source), (line.target, target))
        if sketch.boxes[name].style.shape == "diamond"
    ]
    way = _down(source, target) or (_across(source, target) if kind is ChartKind.LADDER else ())
    is_at_tip = all(abs(way[0].x - rect.centre.x) < 1 for rect in diamonds) if way else False
    return way if is_at_tip else ()


def _down(source: Rect, target: Rect) -> tuple[Point, ...]:
    """Return the upright way between two boxes, empty if they do not stand above each other."""
    narrow, wide = sorted((source, target), key=lambda rect: rect.right - rect.left)
    x = narrow.centre.x
    if not wide.left + 6 < x < wide.right - 6:
        return ()
    if source.bottom < target.top:
        return (Point(x, source.bottom), Point(x, target.top))
    if target.bottom < source.top:
        return (Point(x, source.top), Point(x, target.bottom))
    return ()


def _across(source: Rect, target: Rect) -> tuple[Point, ...]:
    """Return the level way between two boxes, empty if they do not stand beside each other."""
    flat, tall = sorted((source, target), key=lambda rect: rect.bottom - rect.top)
    y = flat.centre.y
    if not tall.top + 4 < y < tall.bottom - 4:
        return ()
    if source.right < target.left:
        return (Point(source.right, y), Point(target.left, y))
    if target.right < source.left:
        return (Point(source.left, y), Point(target.right, y))
    return ()


def _branch(source: Rect, target: Rect, trunk_y: float | None) -> tuple[Point, ...]:
    """Return the way from a parent over the trunk's height to a child."""
    if trunk_y is None or target.top <= trunk_y:
        return ()
    start, end = source.centre.x, target.centre.x
    return (
        Point(start, source.bottom),
        Point(start, trunk_y),
        Point(end, trunk_y),
        Point(end, target.top),
    )


def _trunks(sketch: Sketch, placement: Placement) -> dict[str, float]:
    """Return for each parent of a tree the height at which its branches part."""
    below: dict[str, list[float]] = {}
    for line in sketch.lines.values():
        source, target = placement.rects.get(line.source), placement.rects.get(line.target)
        if source and target and target.top > source.bottom:
            below.setdefault(line.source, []).append(target.top)
    return {name: (placement.rects[name].bottom + min(tops)) / 2 for name, tops in below.items()}


def is_clear(way: Sequence[Point], others: Sequence[Rect]) -> bool:
    """Return whether *way* keeps a little distance from all *others*."""
    grown = [piece.grown(_CLEAR) for piece in pieces(way)]
    return not any(piece.meets(rect) for piece in grown for rect in others)
