"""Raising, lowering and ending a level: each must be able to come, and fit what starts the level.

Only what holds of figures alone is judged: rows with something to judge, with a place or time they
are limited to, and rows on which a level merely may start, leave room that a rule cannot measure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.written import cell_text
from planforge.feel import Numeric, Ordered, Worse
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.levels.at_rest import NO_HARM_IN_LITTLE
from planforge.rules.levels.step_ends import odd_steps
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.corpus.tables import Compiled, Condition, Rule
    from planforge.feel import ValueSet
    from planforge.findings import Place, Pointer
    from planforge.i18n import Argument, Message

_Along: TypeAlias = "tuple[str, frozenset[tuple[str, ValueSet]]]"
"""An indicator, and what a row says of others."""
ADJUSTED_AND_ENDED: Final = (
    cite("中华人民共和国突发事件应对法", "第七十一条"),
    cite("中华人民共和国突发事件应对法", "第八十六条"),
)


@plan_rule(
    "LVL020",
    "level.change-without-conditions",
    Severity.WARNING,
    title=msg("Raising or lowering without conditions"),
    rationale=msg("Nobody knows when the response has to become stronger or may become weaker."),
    sources=(CLEAR_DUTIES,),
)
def change_without_conditions(view: PlanView) -> Iterator[Hit]:
    """Entries of 级别调整 of which neither words nor a table say when."""
    for i, step in enumerate(view.plan.transitions):
        if not (step.conditions or step.when):
            yield Hit(
                view.at("transitions", i),
                msg(
                    "Nothing says when {source} becomes {target}",
                    source=step.source,
                    target=step.target,
                ),
                msg("Write the conditions in words under 条件, or figures under 指标"),
            )


@plan_rule(
    "LVL021",
    "level.change-contradicts-start",
    Severity.WARNING,
    title=msg("Raising, lowering or ending at odds with the start conditions"),
    rationale=msg(
        "A level that is left while its start conditions still hold starts again at once; one that "
        "is reached later than its start conditions say has two thresholds."
    ),
    sources=ADJUSTED_AND_ENDED,
    follows=("LVL005", "LVL006", "LVL007", "LVL026", "LVL042"),
)
def change_contradicts_start(view: PlanView) -> Iterator[Hit]:
    """Figures that leave a level while it still starts, or reach it when it has long started.

    It is left too early as well where a higher level starts; raised at odds with the start also
    where figures hold at the harmless end of an indicator and nowhere at the other.
    """
    levels = {level.severity: level for level in view.levels}
    for i, step in enumerate(view.plan.transitions):
        source, target = view.severity(step.source), view.severity(step.target)
        if source is None or target is None or i in odd_steps(view):
            continue
        at: Pointer = ("transitions", i, "when")
        if target > source and target in levels:
            above = [level for level in view.levels if level.severity > target]
            table = view.compiled(step.when, at)
            yield from _late(view, levels[target], above, table)
            yield from _eased(view, levels[target], table)
        elif target < source and source in levels:
            table = view.compiled(step.when, at)
            yield from _left(view, levels[source], table, target, step.target)
    for level in view.levels:
        end = level.facts.termination
        if end is not None:
            own = view.plan.levels[level.name].termination is not None
            at = ((*level.pointer,) if own else ()) + ("termination", "when")
            yield from _left(view, level, view.compiled(end.when, at), level.severity - 1)


def firm(table: Compiled) -> list[Rule]:
    """Return the rows that hold by figures alone, everywhere and always."""
    return [
        rule
        for rule in table.rules
        if rule.is_numeric
        and not (rule.scope or rule.linked or rule.may)
        and all(cell.reach is None for cell in rule.conditions)
        and len({cell.dimension for cell in rule.conditions}) == len(rule.conditions)
    ]


@lru_cache(maxsize=1)  # each level is asked for by several changes of one plan
def _firm_rows(view: PlanView) -> Mapping[str, list[Rule]]:
    return {level.name: firm(view.tables[level.name]) for level in view.levels}


def _on(dimensions: AbstractSet[str], rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the *rules* that say something on one of *dimensions*."""
    for rule in rules:
        if any(cell.dimension in dimensions for cell in rule.conditions):
            yield rule


def _left(
    view: PlanView, level: Level, table: Compiled, rank: int, target: str = ""
) -> Iterator[Hit]:
    """Yield the rows of *table* at which *level* is lowered to *target*, or ends, too early.

    Its own start comes first, then that of every other level more severe than *rank*, the mildest
    first.
    """
    rows = firm(table)
    if not rows:
        return
    above = [other for other in reversed(view.levels) if other.severity > rank]
    above.sort(key=lambda other: other is not level)
    for rule in rows:
        cells = {cell.dimension: cell for cell in rule.conditions}
        met = next((found for other in above if (found := _start(view, other, cells))), None)
        if met is None:
            continue
        started, cell, values = met
        words: dict[str, Argument] = {"level": level.name, "value": values, "target": target}
        yield Hit(
            view.at(*cells[cell.dimension].pointer),
            _too_early(words, "" if started is level else started.name),
            msg(
                "Write values at which {level} no longer starts, or correct its start condition",
                level=started.name,
            ),
            (_related(view, cell, started),),
        )


def _start(
    view: PlanView, level: Level, cells: Mapping[str, Condition]
) -> tuple[Level, Condition, tuple[Message, ...]] | None:
    """Return a cell that starts *level* while *cells* hold, and a value of each that starts it.

    They have an indicator in common: what only is of another kind, such as rain that starts a level
    and a flood that ends it, is left to whoever ends it.
    """
    for start in _firm_rows(view)[level.name]:
        common = [cell for cell in start.conditions if cell.dimension in cells]
        both = {
            cell.dimension: cells[cell.dimension].values.intersect(cell.values) for cell in common
        }
        if common and not any(values.is_empty for values in both.values()):
            shown = (
                _value(cell, both.get(cell.dimension, cell.values)) for cell in start.conditions
            )
            return level, common[0], tuple(shown)
    return None


def _too_early(words: Mapping[str, Argument], other: str) -> Message:
    """Return the message for a level that is left where it, or else the level *other*, starts."""
    if words["target"]:
        if other:
            return msg(
                "At {value} {level} is lowered to {target}, but {other} starts there",
                **words,
                other=other,
            )
        return msg("At {value} {level} is lowered to {target}, but it still starts there", **words)
    if other:
        return msg("At {value} {level} ends, but {other} starts there", **words, other=other)
    return msg("At {value} {level} ends, but it still starts there", **words)


def _eased(view: PlanView, target: Level, table: Compiled) -> Iterator[Hit]:
    """Yield the rows of *table* that raise the level to *target* when all is at its best.

    A limit of place or time makes no such figure right; rows that somebody judges are left out.
    """
    for rule in table.rules:
        if not rule.is_numeric or not all(_is_best(cell) for cell in rule.conditions):
            continue
        cell = rule.conditions[0]
        if _is_used_downwards(view, cell):
            continue
        words: dict[str, Argument] = {"level": target.name, "value": _value(cell, cell.values)}
        yield Hit(
            view.at(*cell.pointer),
            msg("At {value} {level} is raised to, although less of it is worse", **words)
            if cell.values.domain.worse is Worse.LOWER
            else msg("At {value} {level} is raised to, although more of it is worse", **words),
            msg("Write the values at which it gets worse, or correct 方向 of the indicator"),
        )


def _is_best(cell: Condition) -> bool:
    """Whether *cell* holds at the best value of its indicator, and at none from some value on."""
    values = cell.values
    if cell.reach is not None or not isinstance(values.domain, Numeric | Ordered):
        return False
    rest = values.complement()
    return not rest.is_empty and rest.worse().is_empty and values.onwards().is_whole


def _is_used_downwards(view: PlanView, cell: Condition) -> bool:
    """Whether less seems to be worse of the indicator of *cell*, whatever its entry says."""
    starts = [
        other.values
        for table in view.tables.values()
        for rule in table.rules
        for other in rule.conditions
        if other.dimension == cell.dimension
    ]
    if starts:
        return any(values.onwards().is_whole for values in starts)
    return bool(NO_HARM_IN_LITTLE.search(cell.indicator.name))


def _late(view: PlanView, target: Level, above: list[Level], table: Compiled) -> Iterator[Hit]:
    """Yield the cells of *table* that reach *target* only when it has long started."""
    raised = _along(firm(table))
    if not raised:
        return
    known_rows, wanted = _firm_rows(view), {dimension for dimension, _ in raised}
    own = _along(_on(wanted, known_rows[target.name]))
    worse = _along(_on(wanted, [rule for level in above for rule in known_rows[level.name]]))
    for axis, (cell, values) in raised.items():
        if axis not in own:
            continue
        start, started = own[axis]
        known = started.union(worse[axis][1]) if axis in worse else started
        missed = started.difference(values)
        if values.is_subset(known) and not values.is_empty and not missed.is_empty:
            yield Hit(
                view.at(*cell.pointer),
                msg(
                    "{level} starts at {value} already, but is raised to only at “{cell}”",
                    level=target.name,
                    value=_value(start, missed),
                    cell=cell_text(view.plan, cell.pointer),
                ),
                msg(
                    "Take the row out, or write what {level} starts at: one level, one threshold",
                    level=target.name,
                ),
                (_related(view, start, target),),
            )


def _along(rules: Iterable[Rule]) -> Mapping[_Along, tuple[Condition, ValueSet]]:
    """Return what *rules* say of each indicator, all other cells being the same.

    The key is the indicator with the values of the other cells; the values are those of all rows
    with that key, with the first cell that names some.
    """
    found: dict[_Along, tuple[Condition, ValueSet]] = {}
    for rule in rules:
        cells = rule.conditions
        for cell in cells:
            others = frozenset((c.dimension, c.values) for c in cells if c is not cell)
            key = (cell.dimension, others)
            first, values = found.get(key, (cell, cell.values))
            found[key] = (first, values.union(cell.values))
    return found


def _value(cell: Condition, values: ValueSet) -> Message:
    """Return a value of *values* with its indicator: “雨量120毫米”."""
    shown = values.domain.show(values.sample())
    return msg("{indicator} {value}", indicator=cell.indicator.name, value=shown)


def _related(view: PlanView, cell: Condition, level: Level) -> tuple[Place, Message]:
    text = cell_text(view.plan, cell.pointer)
    return view.at(*cell.pointer), msg("{level}: “{cell}”", level=level.name, cell=text)
