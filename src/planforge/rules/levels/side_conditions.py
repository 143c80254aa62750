"""What all levels ask for alike beside the figure that grades them, and one asks otherwise.

Beside the area it falls on, the rain of a day is 100 mm at every level: 110 mm at one of them is a
slip that no gap shows, as the area tells the levels apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import is_clear, sides_of
from planforge.corpus.written import cell_text
from planforge.feel import Numeric
from planforge.findings import Severity
from planforge.i18n import msg
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

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
_FEWEST: Final = 3
"""Of two levels neither is the odd one."""


@plan_rule(
    "LVL036",
    "level.odd-side-condition",
    Severity.ADVICE,
    title=msg("Level that asks otherwise for what all others ask for alike"),
    rationale=msg(
        "Another figure already tells the levels apart; where all but one ask for the same beside "
        "it, the odd one was as a rule mistyped."
    ),
    sources=(RESPONSE_LEVELS,),
)
def odd_side_condition(view: PlanView) -> Iterator[Hit]:
    """Cells beside a graded one that differ at one level, and ends of levels that differ at one."""
    for rows in _strands(view):
        for axis in rows[0][1]:
            cells = [(level, sides[axis]) for level, sides in rows]
            odd = _odd([side.values for _, side in cells])
            if odd is None:
                continue
            level, side = cells[odd]
            other, usual = cells[1 if odd == 0 else 0]
            if _is_graded(rows, axis, odd) and not _is_told(view, side):
                yield Hit(
                    view.at(*side.pointer),
                    msg(
                        "{level} asks for “{cell}” of {indicator}, all other levels for “{usual}”",
                        level=level,
                        cell=cell_text(view.plan, side.pointer),
                        indicator=side.indicator.name,
                        usual=cell_text(view.plan, usual.pointer),
                    ),
                    msg(
                        "If that is not meant, write “{usual}” here too",
                        usual=cell_text(view.plan, usual.pointer),
                    ),
                    ((view.at(*usual.pointer), msg("the cell of {level}", level=other)),),
                )


def _is_told(view: PlanView, side: Side) -> bool:
    """Whether another level or the words of the row speak against the cell already."""
    cells = faulty_cells(view) | worded_cells(view)
    return any(side.pointer[: len(cell)] == cell for cell in cells if cell)


def _strands(view: PlanView) -> Iterator[list[tuple[str, dict[Axis, Side]]]]:
    """Yield rows on the same indicators, one of each level; rows that stand twice are left out."""
    for ladder in ladders(view):
        found: dict[object, list[tuple[str, dict[Axis, Side]]]] = defaultdict(list)
        for step in ladder.steps:
            if len(step.sides) > 1:
                found[step.company, bool(step.rule.judgement), frozenset(step.sides)].append(
                    (step.level, step.sides)
                )
        yield from _whole(found.values())
    ends: dict[object, list[tuple[str, dict[Axis, Side]]]] = defaultdict(list)
    for level in reversed(view.levels):
        end = view.plan.levels[level.name].termination
        if end is not None and end.when:
            at = (*level.pointer, "termination", "when")
            for rule in view.compiled(end.when, at).rules:
                if is_clear(rule):
                    sides = sides_of(rule.conditions)
                    ends[rule.scope, frozenset(sides)].append((level.name, sides))
    yield from _whole(ends.values())


def _whole(
    groups: Iterable[list[tuple[str, dict[Axis, Side]]]],
) -> Iterator[list[tuple[str, dict[Axis, Side]]]]:
    for rows in groups:
        if len(rows) >= _FEWEST and len({level for level, _ in rows}) == len(rows):
            yield rows


def _odd(values: list[ValueSet]) -> int | None:
    """Return the place of the one that differs from all others, which are alike, in its figure."""
    first = values[0] if values[0] in values[1:] else values[1]
    places = [i for i, each in enumerate(values) if each != first]
    if len(places) != 1 or not isinstance(first.domain, Numeric):
        return None
    (place,) = places
    is_odd = _shape(values[place]) == _shape(first) and not _is_meant(values, place, first)
    return place if is_odd else None


def _is_meant(values: list[ValueSet], place: int, usual: ValueSet) -> bool:
    """Whether the mildest level asks for a milder value or the worst for a worse one, as round."""
    odd, domain = values[place], usual.domain
    assert isinstance(domain, Numeric)  # noqa: S101 - asked of figures only
    is_milder = place == 0 and usual.is_subset(odd)
    is_worse = place == len(values) - 1 and odd.is_subset(usual)
    if not (is_milder or is_worse):
        return False
    one, other = (min(number_roundness(n, domain) for n in _numbers(v)) for v in (odd, usual))
    return one >= other


def _numbers(values: ValueSet) -> list[Fraction]:
    return [b.number for pair in values.open_spans() for b in pair if b is not None]


def _shape(values: ValueSet) -> tuple[tuple[bool, bool], ...]:
    return tuple((low is None, high is None) for low, high in values.open_spans())


def _is_graded(rows: list[tuple[str, dict[Axis, Side]]], axis: Axis, odd: int) -> bool:
    """Whether something else tells the odd level apart, or nothing differs between the others."""
    others = [key for key in rows[0][1] if key != axis]
    alike = [key for key in others if len({sides[key].values for _, sides in rows}) == 1]
    apart = [
        key
        for key in others
        if all(
            sides[key].values != rows[odd][1][key].values
            for place, (_, sides) in enumerate(rows)
            if place != odd
        )
    ]
    return bool(apart) or (rows[0][1][axis].pointer[2] == "termination" and alike == others)


__all__ = ["odd_side_condition"]
