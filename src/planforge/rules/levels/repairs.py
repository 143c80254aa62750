"""The one word of a scale that, written otherwise, makes a ladder whole: that one is the slip.

Where a row asks for 橙色 instead of 红色, its own level loses a case, the one below has two, and a
third row ends too early. Each word in question is replaced by each other one; if that of a single
cell takes all faults of its table away, and brings no new one, it alone is reported.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial, reduce
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.steps import Aspect, Fault, FaultKind
from planforge.feel import Choice, Ordered, ValueSet, only
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.levels.proposed import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.steps import Side
    from planforge.corpus.tables import Compiled
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.rules.rule import Hit

_Key: TypeAlias = "tuple[object, ...]"
_MOST_FAULTS: Final = 8
_MOST_TRIALS: Final = 60


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell that was probably mistyped.

    Attributes:
        side: The cell.
        values: What it was probably to be.
        faults: What is wrong because of it; the one to speak of comes first.
    """

    side: Side
    values: ValueSet
    faults: tuple[_Key, ...]

    def covers(self, fault: Fault) -> bool:
        """Whether *fault* is there because of the cell."""
        return _key(fault) in self.faults

    def is_told_by(self, fault: Fault) -> bool:
        """Whether *fault* is the one to speak of."""
        return _key(fault) == self.faults[0]

    def at_the_slip(self, hit: Hit, file: str, cell: str) -> Hit:
        """Return *hit* at the cell, which says *cell*."""
        place = replace(hit.place, file=file, pointer=self.side.pointer, on_key=False, chars=None)
        related = [(at, text) for at, text in hit.related if at != place]
        if hit.place != place:
            related.insert(0, (hit.place, msg("the other row")))
        return replace(hit, place=place, hint=self._hint(cell), related=tuple(related))

    def _hint(self, cell: str) -> Message:
        return msg(
            "Probably “{cell}” is meant: then all levels fit", cell=as_cell(self.values, cell)
        )


@lru_cache(maxsize=4)  # several rules ask it of one ladder
def repair(ladder: Ladder) -> Repair | None:
    """Return the one cell on words of a scale that explains faults of *ladder*, if one does."""
    faults = {_key(fault): fault for fault in ladder.faults}
    if not faults or len(faults) > _MOST_FAULTS:
        return None
    found: dict[Pointer, Repair] = {}
    for number, (company, side, values) in enumerate(_trials(ladder)):
        if number >= _MOST_TRIALS:
            return None
        left = {_key(fault) for fault in _changed(ladder, side.pointer, values).faults}
        others = {key for key, fault in faults.items() if fault.lower.company != company}
        if left <= others:
            gone = sorted(
                (key for key in faults if key not in left),
                key=partial(_order_of, faults, side.pointer),
            )
            known = found.get(side.pointer)
            if known is None or len(gone) > len(known.faults):
                found[side.pointer] = Repair(side, values, tuple(gone))
    most = max((len(one.faults) for one in found.values()), default=0)
    best = [one for one in found.values() if len(one.faults) == most]
    return best[0] if len(best) == 1 else None


def _trials(ladder: Ladder) -> Iterator[tuple[object, Side, ValueSet]]:
    """Yield the cells in question, with their table, and with what each may have been to say."""
    axes = {
        axis
        for fault in ladder.faults
        for step in (fault.lower, fault.higher)
        if step is not None
        for axis, side in step.sides.items()
        if axis[1] is Aspect.VALUE and _is_scale(side.values)
    }
    companies = {fault.lower.company for fault in ladder.faults}
    told: set[Pointer] = set()
    for step in ladder.steps:
        for axis in axes & step.sides.keys() if step.company in companies else ():
            side = step.sides[axis]
            if side.pointer not in told:
                told.add(side.pointer)
                yield from ((step.company, side, values) for values in _others(side.values))


def _is_scale(values: ValueSet) -> bool:
    return isinstance(values.domain, Ordered) and not isinstance(values.domain, Choice)


def _others(values: ValueSet) -> Iterator[ValueSet]:
    """Yield *values* with one word replaced by another; those open to the worst, with a start."""
    domain = values.domain
    assert isinstance(domain, Ordered)  # noqa: S101 - asked of scales only
    if not values.is_empty and values.worse().is_empty and values == values.onwards():
        starts = (only(domain, word).onwards() for word in domain.words)
        yield from (each for each in starts if each != values)
    own = [word for word in domain.words if values.contains(word)]
    for word in own:
        for other in domain.words:
            if other not in own:
                kept = [only(domain, other if each == word else each) for each in own]
                yield reduce(ValueSet.union, kept)


def _changed(ladder: Ladder, pointer: Pointer, values: ValueSet) -> Ladder:
    """Return *ladder* with *values* in the cell at *pointer*."""

    def table(compiled: Compiled) -> Compiled:
        rules = tuple(
            replace(
                rule,
                conditions=tuple(
                    replace(cell, values=values) if cell.pointer == pointer else cell
                    for cell in rule.conditions
                ),
            )
            if any(cell.pointer == pointer for cell in rule.conditions)
            else rule
            for rule in compiled.rules
        )
        return replace(compiled, rules=rules)

    return type(ladder)([(name, table(compiled)) for name, compiled in ladder.tables])


def _key(fault: Fault) -> _Key:
    return (
        fault.kind,
        fault.axis,
        fault.lower.rule.pointer,
        fault.higher.rule.pointer if fault.higher else None,
    )


def _order_of(faults: Mapping[_Key, Fault], pointer: Pointer, key: _Key) -> tuple[bool, bool, bool]:
    """Return the order in which *faults* speak of the cell at *pointer*, the clearest first."""
    fault = faults[key]
    steps = [step for step in (fault.lower, fault.higher) if step is not None]
    axis = fault.axis
    on_axis = [step.sides[axis] for step in steps if axis is not None and axis in step.sides]
    return (
        fault.kind is FaultKind.UNREACHABLE,
        all(side.pointer != pointer for side in on_axis),
        all(side.pointer != pointer for step in steps for side in step.sides.values()),
    )


__all__ = ["Repair", "repair"]
