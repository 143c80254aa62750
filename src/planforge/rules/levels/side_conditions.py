"""What all levels ask for alike beside the figure that grades them, and one asks otherwise.

Beside the area it falls on, the rain of a day is 100 mm at every level: 110 mm at one of them is a
slip that no gap shows, as the area tells the levels apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.steps import is_clear, sides_of
from planforge.corpus.written import cell_text
from planforge.feel import Flag, Numeric, Ordered
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.levels.endings import exits
from planforge.rules.levels.named_sides import name_of
from planforge.rules.levels.plan_ladders import faulty_cells, ladders
from planforge.rules.levels.row_words import worded_cells
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.figures import number_roundness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis, Side
    from planforge.feel import ValueSet
    from planforge.i18n import Argument, Message

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
_FEWEST: Final = 3
"""Of two levels neither is the odd one."""


class _Row(NamedTuple):
    """What a level asks for.

    Attributes:
        level: Name of the level.
        name: What the row is called: the level, or a step down from it.
        sides: What it asks for, by axis.
    """

    level: str
    name: str | Message
    sides: dict[Axis, Side]


@plan_rule(
    "LVL036",
    "level.odd-side-condition",
    Severity.WARNING,
    title=msg("Level that asks otherwise for what all others ask for alike"),
    rationale=msg(
        "Another figure already tells the levels apart; where all but one ask for the same beside "
        "it, the odd one was as a rule mistyped."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL005", "LVL006", "LVL007", "LVL010", "LVL015", "LVL021"),
)
def odd_side_condition(view: PlanView) -> Iterator[Hit]:
    """Cells beside a graded one that differ at one level, and ends of levels that differ at one.

    The mildest level may ask for less than all others. Steps down to a lower level are compared
    with the ends of the levels.
    """
    for rows in _strands(view):
        for axis in rows[0].sides:
            cells = [row.sides[axis] for row in rows]
            found = _odd([side.values for side in cells])
            if found is None:
                continue
            odd, like = found
            side, usual = cells[odd], cells[like]
            if _is_graded(rows, axis, odd) and not _is_told(view, side):
                yield Hit(
                    view.at(*side.pointer),
                    _message(view, rows, axis, odd, like),
                    msg(
                        "If that is not meant, write “{usual}” here too",
                        usual=cell_text(view.plan, usual.pointer),
                    ),
                    (
                        (
                            view.at(*usual.pointer),
                            msg("the cell of {level}", level=rows[like].name),
                        ),
                    ),
                )


def _message(view: PlanView, rows: list[_Row], axis: Axis, odd: int, like: int) -> Message:
    """Return what is said of the cell of the row *odd*, others being as that of the row *like*."""
    side, usual = rows[odd].sides[axis], rows[like].sides[axis]
    words: dict[str, Argument] = {
        "level": rows[odd].name,
        "cell": cell_text(view.plan, side.pointer),
        "indicator": name_of(side),
        "usual": cell_text(view.plan, usual.pointer),
    }
    if all(i == odd or row.sides[axis].values == usual.values for i, row in enumerate(rows)):
        return msg(
            "{level} asks for “{cell}” of {indicator}, all other levels for “{usual}”", **words
        )
    return msg(
        "{level} asks for “{cell}” of {indicator}, all other levels but the mildest for “{usual}”",
        **words,
    )


def _is_told(view: PlanView, side: Side) -> bool:
    """Whether another level or the words of the row speak against the cell already."""
    cells = faulty_cells(view) | worded_cells(view)
    return any(side.pointer[: len(cell)] == cell for cell in cells if cell)


def _strands(view: PlanView) -> Iterator[list[_Row]]:
    """Yield rows on the same indicators, one of each level; rows that stand twice are left out."""
    for ladder in ladders(view):
        found: dict[object, list[_Row]] = defaultdict(list)
        for step in ladder.steps:
            if len(step.sides) > 1:
                found[step.company, bool(step.rule.judgement), frozenset(step.sides)].append(
                    _Row(step.level, step.level, step.sides)
                )
        yield from _whole(found.values())
    ends: dict[object, list[_Row]] = defaultdict(list)
    for way in sorted(exits(view), key=lambda way: way.level.severity):
        name = way.level.name
        label: str | Message = name
        if way.target:
            label = msg("The step from {source} to {target}", source=name, target=way.target)
        for rule in way.table.rules:
            if is_clear(rule):
                sides = sides_of(rule.conditions)
                ends[rule.scope, frozenset(sides)].append(_Row(name, label, sides))
    yield from _whole(ends.values())


def _whole(groups: Iterable[list[_Row]]) -> Iterator[list[_Row]]:
    for rows in groups:
        if len(rows) >= _FEWEST and len({row.name for row in rows}) == len(rows):
            yield rows


def _odd(values: list[ValueSet]) -> tuple[int, int] | None:
    """Return the places of the one that differs in its figure, and of one of the others.

    All others are alike, but that the mildest level may ask for less.
    """
    found = _odd_of(values)
    if found is None and len(values) > _FEWEST:
        milder, *rest = values
        found = _odd_of(rest)
        if found is not None and all(each.is_subset(milder) for each in rest):
            return found[0] + 1, found[1] + 1
        return None
    return found


def _odd_of(values: list[ValueSet]) -> tuple[int, int] | None:
    like = 0 if values[0] in values[1:] else 1
    first = values[like]
    places = [i for i, each in enumerate(values) if each != first]
    if len(places) != 1 or isinstance(first.domain, Flag):
        return None
    (place,) = places
    has_same_ends = isinstance(first.domain, Ordered) or _shape(values[place]) == _shape(first)
    return (place, like) if has_same_ends and not _is_meant(values, place, first) else None


def _is_meant(values: list[ValueSet], place: int, usual: ValueSet) -> bool:
    """Whether the mildest level asks for a milder value or the worst for a worse one, as round.

    Levels may well be told apart by words too: only the mildest one must not ask for some of those
    that are enough for all others.
    """
    odd, domain = values[place], usual.domain
    is_milder = place == 0 and usual.is_subset(odd)
    is_worse = place == len(values) - 1 and odd.is_subset(usual)
    if not isinstance(domain, Numeric):
        return place > 0 or not odd.is_subset(usual)
    if not (is_milder or is_worse):
        return False
    one, other = (min(number_roundness(n, domain) for n in _numbers(v)) for v in (odd, usual))
    return one >= other


def _numbers(values: ValueSet) -> list[Fraction]:
    return [b.number for pair in values.open_spans() for b in pair if b is not None]


def _shape(values: ValueSet) -> tuple[tuple[bool, bool], ...]:
    return tuple((low is None, high is None) for low, high in values.open_spans())


def _is_graded(rows: list[_Row], axis: Axis, odd: int) -> bool:
    """Whether something else tells the odd level apart, or nothing differs between the others."""
    others = [key for key in rows[0].sides if key != axis]
    alike = [key for key in others if len({row.sides[key].values for row in rows}) == 1]
    apart = [
        key
        for key in others
        if all(
            row.sides[key].values != rows[odd].sides[key].values
            for row in rows
            if row.level != rows[odd].level
        )
    ]
    return bool(apart) or ("when" in rows[odd].sides[axis].pointer and alike == others)


__all__ = ["odd_side_condition"]
