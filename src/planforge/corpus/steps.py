"""The steps of a ladder, and what can be wrong between two of them."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.along import start
from planforge.corpus.tables import PLACES
from planforge.feel import Numeric, ValueSet, Worse, whole
from planforge.feel.valueset import interval
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.tables import Condition, Rule
    from planforge.feel import Value
    from planforge.feel.valueset import Cut
    from planforge.findings import Pointer


class Aspect(Enum):
    """What a cell says something about."""

    VALUE = "value"
    """The value of the indicator."""
    COUNT = "count"
    """The number of places in which the indicator reaches something."""
    REACH = "reach"
    """What the indicator reaches in each of those places."""

    __hash__ = object.__hash__  # each exists once; Enum's own way is slow where axes are keys


_MOST_LEVELS: Final = 100
_CONNECTED: Final = 2
"""How many cuts a set without a hole has."""
_NONE: Final[frozenset[str]] = frozenset()
_SOMEWHERE: Final = ValueSet(PLACES, interval(Fraction(1), None, step=1))
"""One place at least."""

Axis: TypeAlias = tuple[str, Aspect]
"""Id of an indicator, and what of it."""


@dataclass(frozen=True, slots=True)
class Side:
    """What a row says on one axis.

    Attributes:
        indicator: The indicator.
        values: The values at which the row holds.
        pointer: The cell.
        aspect: What of the indicator the values are.
    """

    indicator: Entity
    values: ValueSet
    pointer: Pointer
    aspect: Aspect = Aspect.VALUE

    @property
    def start(self) -> Cut:
        """Where the values begin, so that a smaller answer is milder."""
        return start(self.values)

    @property
    def is_open(self) -> bool:
        """Whether the worst value of the domain is among these."""
        cuts, domain = self.values.line.cuts, self.values.domain
        if not cuts or domain.worse is Worse.NEITHER:
            return False
        ends = domain.line.cuts
        return cuts[0] == ends[0] if domain.worse is Worse.LOWER else cuts[-1] == ends[-1]

    @property
    def has_worse(self) -> bool:
        """Whether some value is worse than one of these, and not among them."""
        cuts, direction = self.values.line.cuts, self.values.domain.worse
        if not cuts or direction is Worse.NEITHER:
            return False
        return len(cuts) > _CONNECTED or not self.is_open

    @property
    def worse(self) -> ValueSet:
        """The values worse than these."""
        return self.values.worse()

    @property
    def onwards(self) -> ValueSet:
        """The values and all worse ones."""
        return self.values.onwards()


@dataclass(frozen=True, slots=True)
class Step:
    """A row, in a level.

    Attributes:
        level: Name of the level.
        rank: 1 for the mildest level, growing.
        rule: The row.
        sides: What it says, by axis.
    """

    level: str
    rank: int
    rule: Rule
    sides: dict[Axis, Side]

    @property
    def empty(self) -> tuple[Side, ...]:
        """The sides without any value: cells on one indicator that cannot hold together."""
        return tuple(side for side in self.sides.values() if side.values.is_empty)

    @property
    def company(self) -> tuple[str, tuple[str, ...]]:
        """The named table and the scopes it stands under."""
        return self.rule.table, self.rule.scope


@dataclass(frozen=True, slots=True)
class Unread:
    """A row with a cell that could not be read: what it says of its axes is not known.

    Attributes:
        rank: That of its level.
        rule: The row, without that cell.
    """

    rank: int
    rule: Rule

    def says_of(self, axis: Axis) -> bool:
        """Whether the row may say something on *axis*."""
        known = {cell.indicator.id for cell in self.rule.conditions}
        return bool({axis[0], ""} & (known | self.rule.unread))


class FaultKind(Enum):
    """What is wrong between two steps."""

    GAP = "gap"
    """Values between the two are in no level."""
    NARROW = "narrow"
    """A step that would fill a gap asks for more on another axis than the one next to it does.

    It is the `higher` of the fault, whichever level the other belongs to.
    """
    CORNER = "corner"
    """Beyond the lower step nothing as high holds: the higher one, which goes on there, asks for
    more of another indicator.
    """
    OPEN_END = "open_end"
    """Values worse than those of the last step are in no level; there is no second step."""
    FALL = "fall"
    """Beyond the higher level, where nothing as high holds, the open lower one still does."""
    OVERLAP = "overlap"
    """Some values are in both levels, as if by accident."""
    ORDER = "order"
    """The higher level starts at milder values than the lower one."""
    UNREACHABLE = "unreachable"
    """The first row changes nothing: the second one, or several, cover it; or it never holds."""
    UNDECIDED = "undecided"
    """Whether something is wrong at the first row takes too long to say."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong between two steps, with a value that proves it.

    Attributes:
        kind: What.
        axis: Along what; None for a row that is covered.
        lower: The step of the lower level (of the same level at most for a gap).
        higher: The other step.
        witness: A value of the axis.
        others: Further values that belong to the witness, by indicator; None for no word of a
            scale, as where no warning is out.
        more: Where the other step asks for what the witness has not; of a corner only.
        by: All the steps that cover the first one; of a covered row only.
    """

    kind: FaultKind
    axis: Axis | None
    lower: Step
    higher: Step | None
    witness: Value | None
    others: tuple[tuple[Side, Value | None], ...] = ()
    more: tuple[Axis, ...] = ()
    by: tuple[Step, ...] = ()

    @property
    def point(self) -> frozenset[tuple[Axis, Value | None]]:
        """The witness on all its axes."""
        found = {((side.indicator.id, side.aspect), value) for side, value in self.others}
        return frozenset(found if self.axis is None else {*found, (self.axis, self.witness)})

    @property
    def between(self) -> frozenset[int]:
        """The levels between the two steps; all those above where there is no second one."""
        if self.higher is None:
            return frozenset(range(self.lower.rank + 1, _MOST_LEVELS))
        return frozenset(range(self.lower.rank + 1, self.higher.rank))


def is_own(rule: Rule) -> bool:
    """Whether *rule* speaks of facts here, rather than of what starts elsewhere."""
    return not rule.linked


def is_clear(rule: Rule) -> bool:
    """Whether every cell of *rule* could be read, and no number is asked for at any value."""
    if rule.unread:
        return False
    for cell in rule.conditions:
        if isinstance(cell.values.domain, Numeric) and cell.values.is_whole:
            return False
    return True


def axes_of(conditions: tuple[Condition, ...]) -> frozenset[Axis]:
    """Return what the cells of a row speak of: the axes of `sides_of`."""
    values = [(x.indicator.id, Aspect.VALUE) for x in conditions if x.reach is None]
    places = [x.indicator.id for x in conditions if x.reach is not None]
    more = [(name, aspect) for name in places for aspect in (Aspect.COUNT, Aspect.REACH)]
    return frozenset((*values, *more))


def counted_in(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the ids of the indicators of which *rules* count the places."""
    found = [x.indicator.id for rule in rules for x in rule.conditions if x.reach is not None]
    return frozenset(found) if found else _NONE


def sides_of(
    conditions: tuple[Condition, ...], counted: frozenset[str] = frozenset()
) -> dict[Axis, Side]:
    """Return what the cells of a row say, cells on one axis taken together.

    Beside rows that count the places of an indicator, a cell on its value is such a count too: one
    place at least has reached it. So both lie on the same axes.

    Args:
        conditions: The cells.
        counted: Ids of the indicators of which rows beside this one count the places.
    """
    found: dict[Axis, Side] = {}
    for cell in conditions:
        name = cell.indicator.id
        if cell.reach is not None:
            _add(found, cell.indicator, Aspect.COUNT, cell.values, (*cell.pointer, "count"))
            _add(found, cell.indicator, Aspect.REACH, cell.reach, (*cell.pointer, "reach"))
        elif name in counted:
            _add(found, cell.indicator, Aspect.COUNT, _SOMEWHERE, cell.pointer)
            _add(found, cell.indicator, Aspect.REACH, cell.values, cell.pointer)
        elif (axis := (name, Aspect.VALUE)) in found:
            _add(found, cell.indicator, Aspect.VALUE, cell.values, cell.pointer)
        else:  # nearly always
            found[axis] = Side(cell.indicator, cell.values, cell.pointer)
    return found


def _add(
    found: dict[Axis, Side], indicator: Entity, aspect: Aspect, values: ValueSet, at: Pointer
) -> None:
    axis = indicator.id, aspect
    known = found.get(axis)
    both = values if known is None else known.values.intersect(values)
    found[axis] = Side(indicator, both, at, aspect)


def is_range(step: Step, axis: Axis) -> bool:
    """Whether *step* says from which to which number it holds; one that begins at rest does not."""
    side = step.sides[axis]
    domain = side.values.domain
    return (
        side.aspect is Aspect.VALUE
        and isinstance(domain, Numeric)
        and side.start != start(whole(domain))
    )


def joint(steps: list[Step], axis: Axis) -> ValueSet:
    """Return the values of any of *steps* on *axis*."""
    values = steps[0].sides[axis].values
    for step in steps[1:]:
        values = values.union(step.sides[axis].values)
    return values


def mildest(steps: list[Step], axis: Axis) -> Step:
    """Return the one of *steps* that begins first on *axis*."""
    return min(steps, key=lambda step: step.sides[axis].start)


def strictest(steps: Iterable[Step], axis: Axis) -> Step:
    """Return the one of *steps* that begins last on *axis*, of those that say something on it."""
    known = [step for step in steps if axis in step.sides]
    return max(known, key=lambda step: step.sides[axis].start)


def once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield *faults* without those that begin or end in a cell of which one was yielded before."""
    seen: set[object] = set()
    for fault in faults:
        assert fault.axis is not None  # noqa: S101 - only covered rows have none
        ends = [("lower", fault.lower), ("higher", fault.higher)]
        keys = {(end, step.sides[fault.axis].pointer) for end, step in ends if step is not None}
        if not keys & seen:
            yield fault
        seen |= keys


def apart(holes: Iterable[Fault]) -> Iterator[Fault]:
    """Yield *holes* without those at a point that another one names, corners last.

    The same point at the end of several rows is one hole, along whichever of its indicators.
    """
    told = list(holes)
    points = {(f.lower.company, f.point): f for f in told[::-1] if f.others}
    points |= {
        (f.lower.company, f.point): f
        for f in told[::-1]
        if f.others and f.kind is not FaultKind.CORNER
    }
    for fault in told:
        if points.get((fault.lower.company, fault.point), fault) is fault:
            yield fault


def is_inside(fault: Fault) -> bool:
    """Whether the lower step of *fault* ends before the higher one does, and begins with it."""
    if fault.axis is None or fault.higher is None:
        return False
    return fault.lower.sides[fault.axis].values.is_subset(fault.higher.sides[fault.axis].values)


def belongs(gap: Fault, order: Fault) -> bool:
    """Whether *gap* is there because of *order*: a cell out of its place leaves a hole behind."""
    if order.kind is not FaultKind.ORDER or gap.higher is None or order.higher is None:
        return False
    return (
        gap.axis == order.axis
        and gap.lower.company == order.lower.company
        and gap.lower.rank <= order.higher.rank
        and gap.higher.rank >= order.lower.rank
    )
