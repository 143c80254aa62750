"""The one word of a scale that, written otherwise, makes a ladder whole: that one is the slip.

Where a row asks for 橙色 instead of 红色, its own level loses a case, the one below has two, and a
third row ends too early. Each word in question is replaced by each other one, left out, put beside
the next one, or opened up to the worst; if that of a single cell takes all faults of its table
away, and brings no new one, it alone is reported. Where several cells could be mended so,
`likeness` says which of the ladders people would rather write.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial, reduce
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from planforge.corpus.steps import Aspect, Fault, FaultKind
from planforge.feel import Choice, Ordered, ValueSet, only
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.levels.likeness import is_plausible, likeness
from planforge.rules.levels.proposed import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.steps import Axis, Side
    from planforge.corpus.tables import Compiled
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.rules.levels.likeness import Likeness
    from planforge.rules.rule import Hit

_Key: TypeAlias = "tuple[object, ...]"
_Company: TypeAlias = "tuple[str, tuple[str, ...]]"
_Rank: TypeAlias = "tuple[int, Likeness]"
_MOST_FAULTS: Final = 8
_MOST_TRIALS: Final = 150


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
        """Return *hit* at the cell, which says *cell*.

        One there already, on what places reach, says more of what to do: their number may be meant.
        """
        if self.side.aspect is Aspect.REACH and hit.place.pointer == self.side.pointer:
            return hit
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
    if not 0 < len(faults) <= _MOST_FAULTS or not any(map(_is_on_scale, faults.values())):
        return None
    found: dict[Pointer, tuple[_Rank, Repair]] = {}
    for number, (company, axis, side, values) in enumerate(_trials(ladder)):
        if number >= _MOST_TRIALS:
            return None
        changed = _changed(ladder, side.pointer, axis[1], values)
        left = {_key(fault) for fault in changed.faults}
        others = {key for key, fault in faults.items() if fault.lower.company != company}
        if left <= others and is_plausible(changed, ladder, axis):
            gone = sorted(
                (key for key in faults if key not in left),
                key=partial(_order_of, faults, side.pointer),
            )
            rank = len(gone), likeness(changed, axis, company)
            if side.pointer not in found or rank > found[side.pointer][0]:
                found[side.pointer] = rank, Repair(side, values, tuple(gone))
    most = max((rank for rank, _ in found.values()), default=None)
    best = [one for rank, one in found.values() if rank == most]
    return best[0] if len(best) == 1 else None


def _trials(ladder: Ladder) -> Iterator[tuple[_Company, Axis, Side, ValueSet]]:
    """Yield the cells in question, with their table, and with what each may have been to say.

    First come the cells of rows between which something is wrong.
    """
    faulty = {
        id(step)
        for fault in ladder.faults
        for step in (fault.lower, fault.higher, *fault.by)
        if step is not None
    }
    axes = {
        axis
        for step in ladder.steps
        if id(step) in faulty
        for axis, side in step.sides.items()
        if axis[1] is not Aspect.COUNT and _is_scale(side.values)
    }
    companies = {fault.lower.company for fault in ladder.faults}
    told: set[Pointer] = set()
    for step in sorted(ladder.steps, key=lambda step: id(step) not in faulty):
        for axis, side in step.sides.items():
            if axis in axes and step.company in companies and side.pointer not in told:
                told.add(side.pointer)
                for values in _others(side.values):
                    yield step.company, axis, side, values


def _is_on_scale(fault: Fault) -> bool:
    """Whether *fault* may come of a word: it is of whole rows, or along a scale, or asks for it."""
    sides = [
        step.sides[axis]
        for axis in (fault.axis, *fault.more)
        for step in (fault.lower, fault.higher)
        if axis is not None and step is not None and axis in step.sides
    ]
    return fault.axis is None or any(_is_scale(side.values) for side in sides)


def _is_scale(values: ValueSet) -> bool:
    return isinstance(values.domain, Ordered) and not isinstance(values.domain, Choice)


def _others(values: ValueSet) -> Iterator[ValueSet]:
    """Yield what *values* may have been: a word, or one and all worse, or one word more or other.

    One word may stand for another, or be missing beside its neighbour.
    """
    domain = values.domain
    assert isinstance(domain, Ordered)  # noqa: S101 - asked of scales only
    single = [only(domain, word) for word in domain.words]
    own = [each for each in single if each.is_subset(values)]
    tried = [*single, *(each.onwards() for each in single)]
    for other in single:
        if other not in own:
            tried += [
                reduce(ValueSet.union, [other if each == word else each for each in own])
                for word in own
            ]
            tried.append(values.union(other))
    yield from (each for each in dict.fromkeys(tried) if each != values)


def _changed(ladder: Ladder, pointer: Pointer, aspect: Aspect, values: ValueSet) -> Ladder:
    """Return *ladder* with *values* in the cell at *pointer*, of which they are *aspect*."""
    is_reach = aspect is Aspect.REACH and pointer[-1] == "reach"  # else a cell on the value
    at = pointer[:-1] if is_reach else pointer
    new: dict[str, Any] = {"reach" if is_reach else "values": values}

    def table(compiled: Compiled) -> Compiled:
        rules = tuple(
            replace(
                rule,
                conditions=tuple(
                    replace(cell, **new) if cell.pointer == at else cell for cell in rule.conditions
                ),
            )
            if any(cell.pointer == at for cell in rule.conditions)
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
