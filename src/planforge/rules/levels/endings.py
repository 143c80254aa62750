"""Ends of levels: each must be able to come, and must not come and go around one value."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.written import cell_text
from planforge.feel import Flag, Numeric, Ordered, Worse
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.registers import Indicator
from planforge.patterns import late
from planforge.rules.levels.at_rest import has_rest
from planforge.rules.levels.changes import ADJUSTED_AND_ENDED, firm
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.corpus.tables import Compiled, Condition, Rule
    from planforge.feel import ValueSet
    from planforge.findings import Pointer

_HOLD: Final = late(
    r"持续|连续|稳定|平稳|预报|预计|预测|趋势|趋稳|不再|未来|小时|\d+天|会商|研判|专家"
)
"""Words that ask for more than the value of a moment."""


@dataclass(frozen=True, slots=True)
class Exit:
    """How a level is left: by its end, or by a step down.

    Attributes:
        level: The level that is left.
        target: The lower level that follows; empty for its end.
        words: What has to hold, in words.
        table: And in figures.
    """

    level: Level
    target: str
    words: tuple[str, ...]
    table: Compiled


@lru_cache(maxsize=1)  # three rules ask it of one plan before they go on to the next
def exits(view: PlanView) -> tuple[Exit, ...]:
    """Return the ways out of the levels that figures are given for, ends before steps down."""
    return tuple(_exits(view))


def _exits(view: PlanView) -> Iterator[Exit]:
    by_severity = {level.severity: level for level in view.levels}
    for level in view.levels:
        end = level.facts.termination
        if end is not None and end.when:
            own = view.plan.levels[level.name].termination is not None
            at: Pointer = ((*level.pointer,) if own else ()) + ("termination", "when")
            yield Exit(level, "", end.conditions, view.compiled(end.when, at))
    for i, step in enumerate(view.plan.transitions):
        source, target = view.severity(step.source), view.severity(step.target)
        if source is not None and target is not None and target < source and step.when:
            table = view.compiled(step.when, ("transitions", i, "when"))
            if source in by_severity:
                yield Exit(by_severity[source], step.target, step.conditions, table)


@plan_rule(
    "LVL022",
    "level.up-and-down-at-one-value",
    Severity.ADVICE,
    title=msg("Level that starts and is left at one value"),
    rationale=msg(
        "A river that stands at the mark starts and ends the response by the hour; people stop "
        "believing it."
    ),
    sources=ADJUSTED_AND_ENDED,
)
def up_and_down_at_one_value(view: PlanView) -> Iterator[Hit]:
    """Rows of one cell that leave a level just below where it starts, with nothing that holds."""
    for way in exits(view):
        if any(_HOLD.search(text) for text in way.words):
            continue
        starts = {
            rule.conditions[0].dimension: rule.conditions[0]
            for rule in reversed(firm(view.tables[way.level.name]))
            if len(rule.conditions) == 1
        }
        for rule in firm(way.table):
            cell = rule.conditions[0]
            start = starts.get(cell.dimension)
            if len(rule.conditions) > 1 or start is None or _only_grows(cell):
                continue
            if _meet(start, cell):
                yield Hit(
                    view.at(*cell.pointer),
                    msg(
                        "{level} starts at “{start}” and is left at “{cell}”: around that value it "
                        "comes and goes",
                        level=way.level.name,
                        start=cell_text(view.plan, start.pointer),
                        cell=cell_text(view.plan, cell.pointer),
                    ),
                    msg(
                        "Leave it at a clearly milder value, or say under 条件 how long the value "
                        "must hold"
                    ),
                    ((view.at(*start.pointer), msg("the start of {level}", level=way.level.name)),),
                )


def _meet(start: Condition, end: Condition) -> bool:
    """Whether *end* holds up to where *start* begins to hold, and nowhere beyond."""
    if start.values.domain.worse is Worse.NEITHER or start.values.is_empty or end.values.is_empty:
        return False
    reached = start.values.onwards()
    return end.values == reached.complement()


def _only_grows(cell: Condition) -> bool:
    entry = cell.indicator.element
    return isinstance(entry, Indicator) and entry.cumulative


@plan_rule(
    "LVL023",
    "level.cannot-be-left",
    Severity.WARNING,
    title=msg("Level whose end can never come"),
    rationale=msg(
        "The dead do not become fewer: a level that ends when they do stays for ever, or is ended "
        "against its own plan."
    ),
    sources=ADJUSTED_AND_ENDED,
)
def cannot_be_left(view: PlanView) -> Iterator[Hit]:
    """Tables of an end none of whose rows can hold once a row of the start has held."""
    for way in exits(view):
        rows = [rule for rule in way.table.rules if rule.is_complete]
        if not rows or len(rows) < len(way.table.rules):
            continue
        for start in view.tables[way.level.name].rules:
            dead = [cell for rule in rows if (cell := blocked(rule, start)) is not None]
            if start.is_complete and start.conditions and len(dead) == len(rows):
                cell = dead[0]
                begun = next(c for c in start.conditions if c.dimension == cell.dimension)
                yield Hit(
                    view.at(*cell.pointer),
                    msg(
                        "{level} is left at “{cell}”, but {indicator} can only grow and has "
                        "started it at “{start}”",
                        level=way.level.name,
                        cell=cell_text(view.plan, cell.pointer),
                        indicator=cell.indicator.name,
                        start=cell_text(view.plan, begun.pointer),
                    ),
                    msg(
                        "Name what can be reached, such as that the number no longer grows, or "
                        "correct 只增不减 of the indicator"
                    ),
                    ((view.at(*begun.pointer), msg("the start of {level}", level=way.level.name)),),
                )
                break


@plan_rule(
    "LVL056",
    "level.ends-at-worse-only",
    Severity.WARNING,
    title=msg("Level that ends at a value, but not at a better one"),
    rationale=msg(
        "A response that ends with one person trapped, but not with none, was mistyped: at the "
        "better value it would go on for ever."
    ),
    sources=ADJUSTED_AND_ENDED,
    follows=("LVL003", "LVL021", "LVL026", "LVL036", "LVL055"),
)
def ends_at_worse_only(view: PlanView) -> Iterator[Hit]:
    """Cells in the end of a level that leave out better values and worse ones.

    Where all worse values are in the cell, 方向 of the indicator may be wrong: that is left out.
    Likewise a level that ends by another value than all others do, so that a lower one would end
    before a higher one; and one that goes on where a lower one has neither started nor goes on.
    """
    yield from _ends_first(view)
    yield from _ends_last(view)
    for way in exits(view):
        for rule in way.table.rules if not way.target else ():
            for cell in rule.conditions:
                better = _better(cell)
                if better is not None:
                    yield Hit(
                        view.at(*cell.pointer),
                        msg(
                            "{level} ends at “{cell}”, but not at {value}, where it is better",
                            level=way.level.name,
                            cell=cell_text(view.plan, cell.pointer),
                            value=better.domain.show(better.sample()),
                        ),
                        msg("Let the better values end it too, or write the value that is meant"),
                    )


_MANY: Final = 3
"""Levels that end by one value, from which on another value looks like a slip."""


def _ends_first(view: PlanView) -> Iterator[Hit]:
    """Yield figures by which a level ends while a higher one by the same figure goes on."""
    ends: dict[str, list[tuple[Level, Condition]]] = {}
    for way in exits(view):  # the highest level first
        rules = way.table.rules if not way.target else ()
        for cell in rules[0].conditions if len(rules) == 1 else ():
            if isinstance(cell.values.domain, Numeric) and cell.reach is None:
                ends.setdefault(cell.dimension, []).append((way.level, cell))
    for cells in ends.values():
        for (above, high), (below, low) in pairwise(cells):
            is_first = high.values.is_subset(low.values) and high.values != low.values
            if not is_first or above.severity <= below.severity:
                continue
            same = sum(cell.values == high.values for _, cell in cells)
            if same < _MANY or same < len(cells) - 1:
                continue  # a higher level may wait longer
            yield Hit(
                view.at(*low.pointer),
                msg(
                    "{level} ends at “{cell}”, {other} at “{beside}”: the lower would end first",
                    level=below.name,
                    cell=cell_text(view.plan, low.pointer),
                    other=above.name,
                    beside=cell_text(view.plan, high.pointer),
                ),
                msg("Let the lower level end at the same value or a better one"),
                ((view.at(*high.pointer), msg("the end of {level}", level=above.name)),),
            )
            break


def _ends_last(view: PlanView) -> Iterator[Hit]:
    """Yield figures by which a level goes on though a lower one has ended below its own start."""
    ended: dict[str, list[tuple[Level, Condition]]] = {}
    for way in reversed(exits(view)):  # the lowest level first
        rules = way.table.rules if not way.target else ()
        for cell in rules[0].conditions if len(rules) == 1 else ():
            if not isinstance(cell.values.domain, Numeric) or cell.reach is not None:
                continue
            milder = ended.setdefault(cell.dimension, [])
            for below, low in milder:
                is_stricter = cell.values.is_subset(low.values) and cell.values != low.values
                if is_stricter and below.severity < way.level.severity:
                    yield _goes_on(view, (way.level, cell), (below, low))
                    break
            if not _only_grows(cell) and _is_below_start(view, way.level, cell):
                milder.append((way.level, cell))


def _is_below_start(view: PlanView, level: Level, end: Condition) -> bool:
    """Whether *level* starts by the figure that *end* names, and by no value that ends it."""
    starts = [
        cell.values
        for rule in firm(view.tables[level.name])
        for cell in rule.conditions
        if cell.dimension == end.dimension
    ]
    return bool(starts) and not any(end.values.meets(values) for values in starts)


def _goes_on(view: PlanView, upper: tuple[Level, Condition], lower: tuple[Level, Condition]) -> Hit:
    (above, high), (below, low) = upper, lower
    return Hit(
        view.at(*high.pointer),
        msg(
            "{level} ends at “{cell}” only, {other}, which is lower, at “{beside}” already",
            level=above.name,
            cell=cell_text(view.plan, high.pointer),
            other=below.name,
            beside=cell_text(view.plan, low.pointer),
        ),
        msg("Let the higher level end at the same value or before"),
        ((view.at(*low.pointer), msg("the end of {level}", level=below.name)),),
    )


def _better(cell: Condition) -> ValueSet | None:
    """Return the values better than all of *cell*, if there are worse ones as well.

    Or if they are on a scale whose mildest word says that nothing is amiss.
    """
    values, domain = cell.values, cell.values.domain
    if isinstance(domain, Flag) or domain.worse is Worse.NEITHER:
        return None
    is_certain = isinstance(domain, Ordered) and has_rest(domain)
    if cell.reach is not None or values.is_empty or (values.worse().is_empty and not is_certain):
        return None
    better = values.onwards().complement()
    return None if better.is_empty else better


def blocked(end: Rule, start: Rule) -> Condition | None:
    """Return the cell of *end* that can no longer hold once *start* has held."""
    begun = {cell.dimension: cell.values for cell in start.conditions if cell.reach is None}
    for cell in end.conditions:
        values = begun.get(cell.dimension)
        if values is None or not _only_grows(cell) or values.domain.worse is not Worse.HIGHER:
            continue
        if not cell.values.meets(values.onwards()):
            return cell
    return None
