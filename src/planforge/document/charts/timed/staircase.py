"""Which level was in force when: blocks at the height of their level, one stair for each plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.charts.timed.clock import clock_text
from planforge.document.charts.timed.frame import (
    EDGE_PX,
    PAD_PX,
    TITLE_PX,
    Head,
    draw_grid,
    ground,
    head_of,
)
from planforge.document.charts.timed.pen import SMALL_LEADING_PX, Pen, Words, words
from planforge.frozen import dataclass
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.document.charts.svg import Look, Picture
    from planforge.document.charts.timed.values import Stair, Staircase

_STEP_PX: Final = 26
"""Height of a level."""
_NUMBER_PX: Final = 16
_PAINTED: Final = 4
"""Levels that have a colour of their own, counted from the highest."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A stair with its title on top and, below it, what each change was."""

    stair: Stair
    title: Words
    names: tuple[str, ...]
    notes: tuple[Words, ...]

    @property
    def steps_px(self) -> int:
        """Px of the steps."""
        return _STEP_PX * (len(self.stair.levels) + 1)

    @property
    def height(self) -> int:
        """Px from this panel to the next."""
        told = sum(note.height for note in self.notes)
        return self.title.height + self.steps_px + SMALL_LEADING_PX + told + 3 * PAD_PX


def panels_of(chart: Staircase, wide: int) -> tuple[Panel, ...]:
    """Return the stairs of *chart*, *wide* px wide in all."""
    axis = _head(chart, wide).axis
    return tuple(
        Panel(
            stair,
            words(stair.title, wide - 2 * EDGE_PX, most=2, is_bold=True),
            (*stair.levels, msg("none in force").render(chart.language)),
            tuple(
                words(note, wide - EDGE_PX - axis.left, most=3, is_small=True)
                for note in _notes(stair, chart.language)
            ),
        )
        for stair in chart.stairs
    )


def head_px(chart: Staircase, wide: int) -> int:
    """Return the px of *chart* above and below its stairs."""
    return _head(chart, wide).bottom + EDGE_PX


def draw_staircase(chart: Staircase, wide: int, prefix: str, look: Look) -> Picture:
    """Return the picture of *chart*, *wide* px wide."""
    pen = Pen("staircase", prefix, look)
    head, panels = _head(chart, wide), panels_of(chart, wide)
    bottom = head.bottom + sum(panel.height for panel in panels)
    top = head.bottom
    for number, panel in enumerate(panels):
        pen.rect((0, top, wide, panel.height), ground(number))
        top += panel.height
    draw_grid(pen, head, chart.marks, bottom)
    top = head.bottom
    for number, panel in enumerate(panels):
        pen.text(EDGE_PX, top + PAD_PX, panel.title, target=panel.stair.target)
        _stair(pen, panel, head, top + PAD_PX + panel.title.height + PAD_PX, ground(number))
        top += panel.height
    pen.line(((0, bottom), (wide, bottom)), "lane-line")
    return pen.picture(chart.title, chart.description, wide, bottom + EDGE_PX)


def change_name(stair: Stair, level: int, language: str) -> str:
    """Return what a change leads to: the name of a level, or the end of the response."""
    if 1 <= level <= len(stair.levels):
        return stair.levels[level - 1]
    return msg("response ended").render(language)


def _head(chart: Staircase, wide: int) -> Head:
    moments = [change.at_s for stair in chart.stairs for change in stair.changes]
    return head_of(wide, chart.window, moments, chart.marks)


def _notes(stair: Stair, language: str) -> Iterator[str]:
    its = marks(language)
    for number, change in enumerate(stair.changes, 1):
        name = change_name(stair, change.level, language)
        said = its.labelled(name, change.label) if change.label else name
        yield f"{number}) {clock_text(change.at_s)}  {said}"


def _stair(pen: Pen, panel: Panel, head: Head, top: int, back: str) -> None:
    stair, axis = panel.stair, head.axis
    base = top + panel.steps_px
    floor = len(stair.levels) + 1

    def at(level: int) -> int:
        """Return the upper px of a level; none lies at the bottom."""
        return top + _STEP_PX * ((level if 1 <= level < floor else floor) - 1)

    for level in range(1, floor + 1):
        said = panel.names[level - 1]
        name = words(said, TITLE_PX, most=1, is_small=True, ink="muted")
        y = at(level) + (_STEP_PX - SMALL_LEADING_PX) // 2
        pen.text(axis.left - 2 * PAD_PX, y, name, anchor="end")
        pen.line(
            ((axis.left, at(level) + _STEP_PX), (axis.right, at(level) + _STEP_PX)), "lane-line"
        )
    ends = [change.at_s for change in stair.changes[1:]] + [axis.end_s]
    for change, end_s in zip(stair.changes, ends, strict=True):
        left, right = axis.at(change.at_s), axis.at(end_s)
        if 1 <= change.level < floor and right > left:
            _block(pen, stair, change.level, (left, right), (at(change.level), base))
    _risers(pen, [axis.at(change.at_s) for change in stair.changes], base, back)
    y = base + SMALL_LEADING_PX
    for note in panel.notes:
        pen.text(axis.left, y, note, back=back)
        y += note.height


def _block(
    pen: Pen, stair: Stair, level: int, ends: tuple[int, int], sides: tuple[int, int]
) -> None:
    """Draw a level in force from *ends* to *ends*, its name in it if there is room."""
    left, right = ends
    top, base = sides
    rank = stair.top + level - 1
    is_painted = len(stair.levels) + stair.top - 1 <= _PAINTED
    fill = f"level-{rank}" if is_painted else "head"
    ink = f"on-level-{rank}" if is_painted else "on-head"
    if base > top + _STEP_PX:
        pen.rect((left, top + _STEP_PX, right - left, base - top - _STEP_PX), "gate")
    pen.rect((left, top, right - left, _STEP_PX), fill, "level-line")
    name = words(
        stair.levels[level - 1], right - left, most=1, is_small=True, ink=ink, is_bold=True
    )
    if name.lines and name.lines[0] == stair.levels[level - 1] and name.width <= right - left - 4:
        y = top + (_STEP_PX - SMALL_LEADING_PX) // 2
        pen.text((left + right) // 2, y, name, anchor="middle")


def _risers(pen: Pen, places: Sequence[int], base: int, back: str) -> None:
    """Number the changes below the steps, side by side where they are close."""
    end = places[0] - _NUMBER_PX if places else 0
    for number, x in enumerate(places, 1):
        said = Words((str(number),), is_small=True, ink="ink", is_bold=True)
        middle = max(x, end + said.width // 2 + 2)
        pen.line(((x, base), (x, base + 3)), "ink")
        pen.text(middle, base + 2, said, anchor="middle", back=back)
        end = middle + said.width // 2
