"""Bounds of cells on water levels that have names of their own in the register."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.steps import Aspect, sides_of
from planforge.corpus.written import cell_text, tables_of
from planforge.feel import Numeric
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.levels.claims import ends
from planforge.rules.levels.endings import exits
from planforge.rules.levels.plan_ladders import level_ladder, warning_ladder
from planforge.rules.levels.row_words import options_of
from planforge.rules.levels.worded_bounds import bounds_of
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.named_figures import (
    ANY_RIVER,
    MEASURES,
    NAME,
    PLACE,
    named_figures,
    named_figures_of,
    subject_of,
    usual_name,
    words_of,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Side
    from planforge.corpus.tables import Condition, Rule
    from planforge.findings import Place
    from planforge.i18n import Argument
    from planforge.rules.text.named_figures import Named

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
_FEWEST: Final = 2
"""Bounds that are figures of the register, so that the odd one stands out."""
_NUMBER: Final = late(r"[^，。；、]{0,4}\d")
"""A figure that stands with the name: the level itself, or how far from it."""


@plan_rule(
    "LVL055",
    "level.other-named-figure",
    Severity.WARNING,
    title=msg("Bound on a water level that is not the figure its name stands for"),
    rationale=msg(
        "警戒水位, 保证水位 and 汛限水位 are approved figures; where a level starts or ends by "
        "another one, the gauge and the plan call for different things."
    ),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL005", "LVL006", "LVL007", "LVL015", "LVL021", "LVL026", "LVL037", "PRO031"),
)
def other_named_figure(view: PlanView) -> Iterator[Hit]:
    """Cells beside words such as 保证水位, without a figure there, and lone bounds of a ladder.

    A bound is alone if all others along the ladder are figures that the register names, or bounds
    of the same water level measured otherwise (observed, forecast), and one of these is left out.
    Steps up on a forecast are compared with where the level above starts by what is observed.
    """
    if not named_figures(view.registry):
        return
    said = {hit.place: hit for text, rules in _worded(view) for hit in _said(view, text, rules)}
    yield from said.values()
    for hit in _alone(view, [found for found in _lists(view) if found]):
        if hit.place not in said:
            yield hit
    yield from _raised(view)


def _worded(view: PlanView) -> Iterator[tuple[str, Iterable[Rule]]]:
    """Yield the words beside tables, with the rows that they word."""
    for table in tables_of(view):
        worded = [(at, row.text) for at, row in table.rows if row.text and _is_on_water(row.text)]
        options = options_of(view, table) if worded else {}
        yield from ((text, options.get(pointer, ())) for pointer, text in worded)
    for way in exits(view):
        if any(map(_is_on_water, way.words)):
            yield "；".join(way.words), way.table.rules


def _is_on_water(text: str) -> bool:
    return "水位" in text or "流量" in text or "潮位" in text


def _said(view: PlanView, text: str, rules: Iterable[Rule]) -> Iterator[Hit]:
    """Yield the cells of *rules* that begin or end elsewhere than at the level *text* names."""
    names = [at for at in NAME.finditer(text) if not _NUMBER.match(text, at.end())]
    if not names:
        return
    for cell in {cell.pointer: cell for rule in rules for cell in rule.conditions}.values():
        figures = named_figures_of(cell.indicator, view.registry)
        if not (figures and isinstance(cell.values.domain, Numeric) and cell.reach is None):
            continue
        named = {figure.number: figure for figure in figures if _is_named(figure, names)}
        bounds = bounds_of(cell.values)
        missed = [figure for number, figure in named.items() if number not in bounds]
        if len(named) == len(bounds) and missed:
            yield Hit(
                view.at(*cell.pointer),
                msg(
                    "The words say {name}, which is {number} by the register, the cell “{cell}”",
                    name=missed[0].name,
                    number=cell.values.domain.show(missed[0].number),
                    cell=cell_text(view.plan, cell.pointer),
                ),
                msg("Write the figure of the register, or correct the register"),
                ((missed[0].place, msg("the register")),),
            )


def _is_named(figure: Named, names: Iterable[re.Match[str]]) -> bool:
    """Whether one of *names* in a text is that of *figure*, and of no other place there."""
    for found in names:
        if usual_name(found[0]) == figure.name:
            before = ANY_RIVER.sub("〇〇", found.string[: found.start()])
            own = max(before.rfind(word) for word in words_of(figure.subject))
            other = max((place.end() for place in PLACE.finditer(before)), default=-1)
            if own >= 0 or other < 0:
                return True
    return False


class _Bound(NamedTuple):
    """A number at which a cell on a water level begins or ends."""

    number: Fraction
    side: Side


def _lists(view: PlanView) -> Iterator[list[_Bound]]:
    """Yield the bounds on a water level along each ladder, and those by which its levels end."""
    for ladder in (level_ladder(view), warning_ladder(view)):
        found: dict[object, list[_Bound]] = defaultdict(list)
        for step in ladder.steps:
            for axis, side in step.sides.items():
                if side.indicator.name.endswith(MEASURES):
                    found[step.company, axis] += _bounds(side)
        yield from found.values()
    left: dict[object, list[_Bound]] = defaultdict(list)
    for way in exits(view):
        for rule in way.table.rules if not way.target else ():
            for axis, side in sides_of(rule.conditions).items():
                left[axis] += _bounds(side)
    yield from left.values()


def _bounds(side: Side) -> Iterator[_Bound]:
    if side.aspect is Aspect.VALUE and subject_of(side.indicator):
        yield from (_Bound(number, side) for number in sorted(bounds_of(side.values)))


def _alone(view: PlanView, lists: Sequence[list[_Bound]]) -> Iterator[Hit]:
    """Yield the bound of each list that is nowhere else, where all others are."""
    sets = [(subject_of(own[0].side.indicator), {bound.number for bound in own}) for own in lists]
    for own, (subject, its) in zip(lists, sets, strict=True):
        figures = named_figures_of(own[0].side.indicator, view.registry)
        rest = its - {figure.number for figure in figures} if len(its) > _FEWEST else set()
        for place, numbers_there in sets:
            if rest and place == subject and numbers_there is not its:
                rest -= numbers_there
        alone = [bound for bound in own if bound.number in rest]
        if len(alone) != 1 or not figures:
            continue
        (bound,) = alone
        known = {figure.number: figure.place for figure in figures}
        for other, (place, _) in zip(lists, sets, strict=True):
            for one in other if place == subject and other is not own else ():
                known.setdefault(one.number, view.at(*one.side.pointer))
        numbers = sorted(its)
        at = numbers.index(bound.number)
        left = [
            number
            for number in sorted(known)
            if number not in numbers
            and (at == 0 or numbers[at - 1] < number)
            and (at == len(numbers) - 1 or number < numbers[at + 1])
        ]
        if left:
            meant = min(left, key=lambda number: abs(number - bound.number))
            yield _lone_hit(view, bound, meant, known[meant], figures)


def _raised(view: PlanView) -> Iterator[Hit]:
    """Yield the steps up on a water level measured otherwise than where the next level starts."""
    for i, step in enumerate(view.plan.transitions):
        level, source = view.level(step.target), view.severity(step.source)
        if level is None or source is None or source >= level.severity or not step.when:
            continue
        starts = {
            cell.pointer: cell
            for rule in view.tables[level.name].rules
            for cell in rule.conditions
            if cell.indicator.name.endswith(MEASURES)
        }
        for rule in view.compiled(step.when, ("transitions", i, "when")).rules if starts else ():
            for cell in rule.conditions:
                subject, low = subject_of(cell.indicator), _start(cell)
                like = [one for one in starts.values() if subject_of(one.indicator) == subject]
                known = {_start(one) for one in like}
                if (
                    subject
                    and low is not None
                    and known - {None}
                    and low not in known
                    and all(one.indicator != cell.indicator for one in like)
                ):
                    yield _raised_hit(view, cell, level.name, like[0])


def _start(cell: Condition) -> Fraction | None:
    values = cell.values
    is_number = isinstance(values.domain, Numeric) and cell.reach is None
    return ends(values)[0] if is_number and not values.is_empty else None


def _raised_hit(view: PlanView, cell: Condition, level: str, start: Condition) -> Hit:
    return Hit(
        view.at(*cell.pointer),
        msg(
            "{level} starts at “{start}” of {indicator}, but is raised to at “{cell}” of {other}",
            level=level,
            start=cell_text(view.plan, start.pointer),
            indicator=start.indicator.name,
            cell=cell_text(view.plan, cell.pointer),
            other=cell.indicator.name,
        ),
        msg("Write the value at which {level} starts", level=level),
        ((view.at(*start.pointer), msg("the start of {level}", level=level)),),
    )


def _lone_hit(
    view: PlanView, bound: _Bound, meant: Fraction, place: Place, figures: Iterable[Named]
) -> Hit:
    name = next((figure.name for figure in figures if figure.number == meant), "")
    domain = bound.side.values.domain
    words: dict[str, Argument] = {
        "cell": cell_text(view.plan, bound.side.pointer),
        "number": domain.show(bound.number),
        "name": name,
        "meant": domain.show(meant),
    }
    return Hit(
        view.at(*bound.side.pointer),
        msg(
            "{number} in “{cell}” stands nowhere else, and {name}, {meant} by the register, is "
            "missing here",
            **words,
        )
        if name
        else msg(
            "{number} in “{cell}” stands nowhere else, and {meant}, where another table has a "
            "bound, is missing here",
            **words,
        ),
        msg("If that is not meant, write {meant} here", meant=words["meant"]),
        ((place, msg("the other figure")),),
    )


__all__ = ["other_named_figure"]
