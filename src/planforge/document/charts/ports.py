"""Where arrows of a response flow touch their boxes: in the middle of a side.

Ways that leave a box by one side share a trunk, ways that enter by one side share an arrow head;
where a side has both, they keep apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.document.charts.geometry import Point, Rect, Track, pieces, simplified

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.document.charts.canvas import Sketch

_CLEAR: Final = 2.0
_TOUCH: Final = 4.0
_PIECES_IN_ONE_LINE: Final = 2
_APART: Final = 0.22
"""Share of a side's length by which ways in and out stand off its middle when both use it."""


class _Port(NamedTuple):
    """A box and the side at which a way touches it."""

    box: str
    side: str


def set_ports(
    sketch: Sketch, rects: Mapping[str, Rect], tracks: Mapping[str, Track]
) -> dict[str, Track]:
    """Return *tracks* with their ends moved to the ports of their boxes, where that stays clear."""
    outs: dict[_Port, set[str]] = {}
    ins: dict[_Port, set[str]] = {}
    for name, track in tracks.items():
        line = sketch.lines[name]
        if len(track.points) > 1 and line.source in rects and line.target in rects:
            start = _Port(line.source, _side(track.points[0], track.points[1]))
            end = _Port(line.target, _side(track.points[-1], track.points[-2]))
            outs.setdefault(start, set()).add(name)
            ins.setdefault(end, set()).add(name)
    mover = _Mover(sketch, rects, dict(tracks))
    for port, names in outs.items():
        place = _place(sketch, rects, port, -_APART if port in ins else 0.0)
        for name in sorted(names):
            mover.move(name, place, at_start=True)
    for port, names in ins.items():
        place = _place(sketch, rects, port, _APART if port in outs else 0.0)
        for name in sorted(names):
            mover.move(name, place, at_start=False)
    return mover.tracks


def is_clear(way: Sequence[Point], others: Sequence[Rect]) -> bool:
    """Return whether *way* keeps a little distance from all *others*."""
    grown = [piece.grown(_CLEAR) for piece in pieces(way)]
    return not any(piece.meets(rect) for piece in grown for rect in others)


def _side(end: Point, inner: Point) -> str:
    if abs(end.x - inner.x) < abs(end.y - inner.y):
        return "bottom" if inner.y > end.y else "top"
    return "right" if inner.x > end.x else "left"


def _place(sketch: Sketch, rects: Mapping[str, Rect], port: _Port, off: float) -> Point:
    rect = rects[port.box]
    shape = sketch.boxes[port.box].style.shape
    share = 0.0 if shape == "diamond" else off
    wide, high = rect.right - rect.left, rect.bottom - rect.top
    slant = 0.06 * wide if shape == "parallelogram" else 0.0
    x, y = rect.centre.x + share * wide, rect.centre.y + share * high
    return {
        "left": Point(rect.left + slant, y),
        "right": Point(rect.right - slant, y),
        "top": Point(x, rect.top),
        "bottom": Point(x, rect.bottom),
    }[port.side]


class _Mover:
    """Moves the ends of ways, one after the other, each seeing where the others have come to."""

    def __init__(self, sketch: Sketch, rects: Mapping[str, Rect], tracks: dict[str, Track]) -> None:
        self.sketch = sketch
        self.rects = rects
        self.tracks = tracks
        self.pieces = {name: pieces(track.points) for name, track in tracks.items()}

    def move(self, name: str, place: Point, *, at_start: bool) -> None:
        """Move one end of the way *name* to *place* unless that would disturb others."""
        track, line = self.tracks[name], self.sketch.lines[name]
        way = list(track.points if at_start else reversed(track.points))
        if len(way) <= _PIECES_IN_ONE_LINE:
            return
        is_level = abs(way[0].y - way[1].y) < abs(way[0].x - way[1].x)
        way[0] = place
        way[1] = way[1]._replace(y=place.y) if is_level else way[1]._replace(x=place.x)
        new = simplified(way if at_start else reversed(way))
        ends = {line.source, line.target}
        others = [rect for box, rect in self.rects.items() if box not in ends]
        far = self.rects[line.target if at_start else line.source]
        near_part = new[:-1] if at_start else new[1:]
        if is_clear(new, others) and is_clear(near_part, [far]) and not self._disturbs(name, new):
            self.tracks[name] = replace(track, points=new)
            self.pieces[name] = pieces(new)

    def _disturbs(self, name: str, way: Sequence[Point]) -> bool:
        """Return whether *way* would lie upon a way that joins neither of its boxes likewise."""
        line = self.sketch.lines[name]
        mine = pieces(way)
        return any(
            _overlap(one, two)
            for key, theirs in self.pieces.items()
            if self.sketch.lines[key].source != line.source
            and self.sketch.lines[key].target != line.target
            for two in theirs
            for one in mine
        )


def _overlap(one: Rect, two: Rect) -> bool:
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    is_level = one.bottom - one.top < 1 and two.bottom - two.top < 1
    is_upright = one.right - one.left < 1 and two.right - two.left < 1
    return (is_level and abs(one.top - two.top) < _TOUCH and wide > _TOUCH) or (
        is_upright and abs(one.left - two.left) < _TOUCH and high > _TOUCH
    )
