"""Levels that follow from levels of other plans: what links say of them, and what tables say."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import fold
from planforge.corpus.tables import compile_cell, domain_of
from planforge.feel import Problems
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType, LinkKind
from planforge.rules.articles import FITTING, RESPONSE_LEVELS
from planforge.rules.links.circles import circle
from planforge.rules.links.ends import pairs, place_of
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.linked_rows import LinkedRow
    from planforge.corpus.outline import LevelOutline, LinkOutline, PlanOutline
    from planforge.corpus.system import System
    from planforge.feel import Domain

_CALLS: Final = frozenset(
    kind.value
    for kind in (
        LinkKind.CASCADES_TO,
        LinkKind.REQUESTS_SUPPORT,
        LinkKind.HANDS_OVER_TO,
        LinkKind.GOVERNS,
    )
)
"""Kinds of links by which a level of this plan makes the other plan start one of its own."""
_Step = tuple[int, int, str, str]
"""Ranks of a level of this plan and of one of the other, and their names as written."""


def _steps(
    system: System, source: PlanOutline, link: LinkOutline, target: PlanOutline | None
) -> list[_Step]:
    """Return 级别对应 from the mildest level up, without levels that a plan does not have."""
    own, other = system.level_ranks(source), system.level_ranks(target)
    return sorted(
        (own[fold(one)], other[fold(two)], one, two)
        for one, two in link.levels
        if fold(one) in own and fold(two) in other
    )


def _falls(steps: list[_Step]) -> list[tuple[_Step, _Step]]:
    return [(mild, worse) for mild, worse in pairwise(steps) if worse[1] < mild[1]]


@system_rule(
    "LNK012",
    "link.levels-differ",
    Severity.ERROR,
    title=msg("The two ends of a link have different levels"),
    rationale=msg("One side starts a level that the other does not expect of it."),
    sources=(FITTING,),
)
def levels_differ(system: System) -> Iterator[Hit]:
    """Links whose 级别对应 is not that of the answer read the other way round."""
    for source, link, target, answer in pairs(system):
        if answer is None:
            continue
        one, other = ((source, link), (target, answer))
        if link.kind not in _CALLS:
            one, other = other, one
        if one[1].kind in _CALLS and _is_in_order(system, one, other):
            yield from _differing(system, *one, *other)


def _is_in_order(
    system: System, one: tuple[PlanOutline, LinkOutline], other: tuple[PlanOutline, LinkOutline]
) -> bool:
    return not _falls(_steps(system, *one, other[0])) and not _falls(_steps(system, *other, one[0]))


def _differing(
    system: System,
    source: PlanOutline,
    link: LinkOutline,
    target: PlanOutline,
    answer: LinkOutline,
) -> Iterator[Hit]:
    follows = {fold(own): (own, other) for _, _, own, other in _steps(system, source, link, target)}
    for _, _, answering, called_by in _steps(system, target, answer, source):
        own, other = follows.get(fold(called_by), ("", ""))
        if own and fold(other) != fold(answering):
            yield Hit(
                place_of(source, link, "levels", own),
                msg(
                    "{own} of {plan} leads to {other} of {target} here, but to {answering} there",
                    own=own,
                    plan=source.name,
                    other=other,
                    target=target.name,
                    answering=answering,
                ),
                msg("Agree on one level and write it in both plans"),
                (
                    (
                        place_of(target, answer, "levels", answering),
                        msg("The other end stands here"),
                    ),
                ),
            )


@system_rule(
    "LNK013",
    "link.levels-fall",
    Severity.ERROR,
    title=msg("Worse level that leads to a milder one of the other plan"),
    rationale=msg("When things get worse here, the other plan would stand down."),
    sources=(FITTING, RESPONSE_LEVELS),
)
def levels_fall(system: System) -> Iterator[Hit]:
    """Entries of 级别对应 where a higher level of this plan meets a lower one of the other."""
    for source, link, target in system.links():
        for mild, worse in _falls(_steps(system, source, link, target)):
            yield Hit(
                place_of(source, link, "levels", worse[2]),
                msg(
                    "{worse} leads to {second}, but the milder {mild} to {first}",
                    worse=worse[2],
                    second=worse[3],
                    mild=mild[2],
                    first=mild[3],
                ),
                msg("Let the worse level lead to the same level or a higher one"),
                ((place_of(source, link, "levels", mild[2]), msg("The milder level stands here")),),
            )


@system_rule(
    "LNK014",
    "link.level-left-out",
    Severity.WARNING,
    title=msg("Higher level that leads to none of the other plan"),
    rationale=msg("At the worst, of all times, nothing says how far the other plan goes."),
    sources=(FITTING,),
    follows=("LNK002",),
)
def level_left_out(system: System) -> Iterator[Hit]:
    """Levels missing in 级别对应 though a lower one stands there."""
    for source, link, target in system.links():
        steps = _steps(system, source, link, target)
        if link.kind not in _CALLS or not steps or len(steps) < len(link.levels):
            continue
        ranks = system.level_ranks(source)
        known = {step[0] for step in steps}
        missing = [
            level.name
            for level in source.levels
            if ranks.get(fold(level.name), 0) > steps[0][0] and ranks[fold(level.name)] not in known
        ]
        if missing:
            yield Hit(
                Place(source.file, ("links", link.index, "levels"), on_key=True),
                msg(
                    "{levels} leads to no level of {plan}, but the milder {mild} does",
                    levels=tuple(missing),
                    plan=target.name if target else link.plan,
                    mild=steps[0][2],
                ),
                msg("Add it to 级别对应"),
            )


@system_rule(
    "LNK015",
    "link.against-own-table",
    Severity.ERROR,
    title=msg("Link that contradicts the start conditions of the other plan"),
    rationale=msg("Those who are called start by their own table, and that says another level."),
    sources=(FITTING, RESPONSE_LEVELS),
    follows=("STR005", "LVL005", "LVL006", "LVL007", "LVL026"),
)
def against_own_table(system: System) -> Iterator[Hit]:
    """Levels in 级别对应 that no row with 联动启动 gives for that level of this plan."""
    rows = _rows_on_levels(system)
    contradicted = {(hit.place.file, hit.place.pointer) for hit in levels_differ(system)}
    for source, link, target in system.links():
        known = rows.get((target.id, source.id)) if target is not None else None
        if link.kind not in _CALLS or not known or target is None:
            continue
        steps = _steps(system, source, link, target)
        for _, _, own, other in () if _falls(steps) else steps:
            place = place_of(source, link, "levels", own)
            started = known.get(fold(own), [])
            rows_there = started or _of_level(known, other)
            names = tuple(dict.fromkeys(level.name for level, _ in started))
            is_clear = fold(other) not in map(fold, names)
            if not started and _is_unread(system, source, target):
                continue  # the row may be meant: that its cell cannot be read is told
            if is_clear and (place.file, place.pointer) not in contradicted:
                yield Hit(
                    place,
                    msg(
                        "{own} of {plan} leads to {other} here, but the start conditions of "
                        "{target} say {levels}",
                        own=own,
                        plan=source.name,
                        other=other,
                        target=target.name,
                        levels=names,
                    )
                    if names
                    else msg(
                        "{own} of {plan} leads to {other} here, but no row of {target} starts a "
                        "level by it",
                        own=own,
                        plan=source.name,
                        other=other,
                        target=target.name,
                    ),
                    msg("Correct 级别对应, or the row with 联动启动 in {file}", file=target.file),
                    tuple(
                        (_row_place(target, level, row), msg("The row stands here"))
                        for level, row in rows_there
                    ),
                )


def _of_level(known: _Started, level: str) -> list[tuple[LevelOutline, LinkedRow]]:
    """Return the rows that start *level*, whatever they follow."""
    return [one for rows in known.values() for one in rows if fold(one[0].name) == fold(level)]


def _row_place(outline: PlanOutline, level: LevelOutline, row: LinkedRow) -> Place:
    first, *inner = row.index
    at = ("levels", level.name, "triggers", first)
    return Place(outline.file, (*at, "rows", *inner) if inner else at)


_Started = dict[str, list[tuple["LevelOutline", "LinkedRow"]]]


@lru_cache(maxsize=1)
def _rows_on_levels(system: System) -> dict[tuple[str, str], _Started]:
    """Return what starts by a neighbour's level: (plan, neighbour) → its level, folded → rows."""
    found: dict[tuple[str, str], _Started] = defaultdict(lambda: defaultdict(list))
    for outline in system.outlines:
        for level in outline.levels:
            for row in level.linked:
                for neighbour, name in _levels_named(system, row):
                    found[outline.id, neighbour.id][fold(name)].append((level, row))
    return found


def _is_unread(system: System, source: PlanOutline, target: PlanOutline) -> bool:
    """Whether a cell of *target* on the level of *source* cannot be read."""
    for level in target.levels:
        for row in level.linked:
            for name, test in row.cells:
                neighbour, domain = _scale_of(system, name)
                is_known = neighbour is source and domain is not None
                if is_known and isinstance(compile_cell(test, domain), Problems):
                    return True
    return False


def _scale_of(system: System, name: str) -> tuple[PlanOutline | None, Domain | None]:
    """Return whose level the indicator *name* is, and its values; None for anything else."""
    indicator = system.registry.names.get(name, (Kind.INDICATOR,))
    entry = indicator.element if indicator is not None else None
    if indicator is None or not isinstance(entry, Indicator) or not entry.plan:
        return None, None
    neighbour = system.plan(entry.plan) if entry.type is IndicatorType.LEVEL else None
    domain = domain_of(indicator, system.registry)
    return neighbour, None if isinstance(domain, Problems) else domain


def _levels_named(system: System, row: LinkedRow) -> Iterator[tuple[PlanOutline, str]]:
    for name, test in row.cells:
        neighbour, domain = _scale_of(system, name)
        if neighbour is None or domain is None:
            continue
        values = compile_cell(test, domain)
        for level in neighbour.levels:
            one = compile_cell(level.name, domain)
            if (
                not isinstance(values, Problems)
                and not isinstance(one, Problems)
                and one.is_subset(values)
            ):
                yield neighbour, level.name


_At = tuple[str, int]
"""A level of a plan: the id of the plan and the rank of the level."""


class _Edge(NamedTuple):
    """What lets a level of one plan follow from that of another: where, and whether at once."""

    place: Place
    is_certain: bool = True


_Edges = dict[_At, dict[_At, _Edge]]


@system_rule(
    "LNK016",
    "link.levels-raise-in-a-circle",
    Severity.WARNING,
    title=msg("Levels that raise each other in a circle"),
    rationale=msg(
        "Each plan answers the other with a higher level: both end at the top though nothing got "
        "worse."
    ),
    sources=(FITTING,),
)
def raise_in_circle(system: System) -> Iterator[Hit]:
    """Circles of 引发, 请求支持, 联动 and rows by which a level leads back to a higher one.

    Rows are those that start a level by that of another plan (联动启动); such a row is told rather
    than a link. A circle of nothing but rows that ask for more, or leave it to those who decide,
    is none.
    """
    edges: _Edges = defaultdict(dict)
    names: dict[_At, str] = {}
    _follow_links(system, edges, names)
    _follow_rows(system, edges, names)
    for path in circle(edges):
        ways = [found for step in pairwise(path) if (found := edges[step[0]].get(step[1]))]
        certain = [way for way in ways if way.is_certain]
        told = min(certain, key=lambda way: way.place.pointer[0] != "levels", default=None)
        if told is not None:
            yield Hit(
                told.place,
                msg(
                    "The levels go round and rise: {steps}",
                    steps=" → ".join(f"{_name(system, at)} {names[at]}" for at in path),
                ),
                msg("Let one of the links or rows lead to a lower level, or leave it out"),
                tuple((way.place, msg("another step")) for way in ways if way is not told),
            )


def _follow_links(system: System, edges: _Edges, names: dict[_At, str]) -> None:
    raising = frozenset({*_CALLS, LinkKind.JOINT_ACTION.value})
    for source, link, target in system.links():
        if link.kind not in raising or target is None:
            continue
        for own, other, one, two in _steps(system, source, link, target):
            start, end = (source.id, own), (target.id, other)
            names[start], names[end] = one, two
            edges[start].setdefault(end, _Edge(place_of(source, link, "levels", one)))


def _follow_rows(system: System, edges: _Edges, names: dict[_At, str]) -> None:
    """Add what rows with 联动启动 start by the levels of other plans."""
    for (plan, neighbour), rows in _rows_on_levels(system).items():
        outline, other = system.outline(plan), system.outline(neighbour)
        if outline is None or other is None or plan == neighbour:
            continue
        own, ranks = system.level_ranks(outline), system.level_ranks(other)
        for level in other.levels:
            start = (neighbour, ranks.get(fold(level.name), 0))
            for started, row in rows.get(fold(level.name), ()) if start[1] else ():
                end = (plan, own.get(fold(started.name), 0))
                known = edges[start].get(end)
                if end[1] and (known is None or not known.is_certain):
                    names[start], names[end] = level.name, started.name
                    edges[start][end] = _Edge(_row_place(outline, started, row), row.alone)


def _name(system: System, at: _At) -> str:
    outline = system.outline(at[0])
    return outline.name if outline else at[0]
