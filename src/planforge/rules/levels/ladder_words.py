"""What is wrong on a ladder, in words: two sides, a value that proves it, and a cell to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.steps import Aspect, Fault, FaultKind, Side, Step
from planforge.feel import Flag
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.rules.levels.claims import claims
from planforge.rules.levels.falls import begins_amiss
from planforge.rules.levels.mending import mending, uncornering
from planforge.rules.levels.named_sides import at_value, name_of, text_of
from planforge.rules.levels.proposed import as_cell
from planforge.rules.levels.slips import Evidence, slip
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Axis
    from planforge.feel import ValueSet
    from planforge.findings import Place
    from planforge.i18n import Argument
    from planforge.rules.levels.slips import Backing


@dataclass(frozen=True, slots=True)
class Reader:
    """Says in words what is wrong on one ladder of a plan.

    Attributes:
        view: The plan.
        ladders: All its ladders.
    """

    view: PlanView
    ladders: tuple[Ladder, ...]

    def hit(self, fault: Fault) -> Hit:
        """Return what is said of *fault*, at the cell to look at first."""
        if fault.kind is FaultKind.UNDECIDED:
            return self._undecided(fault.lower)
        if fault.axis is None or fault.witness is None:
            return self._covered(fault)
        if fault.higher is not None and fault.kind is FaultKind.FALL:
            return self._fall(fault, fault.higher)
        low = fault.lower.sides[fault.axis]
        if fault.higher is None:
            return self._open_end(fault, low)
        if fault.kind is FaultKind.CORNER:
            return self._corner(fault, low, fault.higher)
        return self._two(fault, low, fault.higher)

    def _two(self, fault: Fault, low: Side, higher: Step) -> Hit:
        """Say what is wrong between two cells."""
        assert fault.axis is not None  # noqa: S101 - the two cells lie along it
        high = higher.sides[fault.axis]
        words: dict[str, Argument] = {
            "witness": self._witness(fault),
            "lower": fault.lower.level,
            "lower_cell": self._cell(low),
            "higher": higher.level,
            "higher_cell": self._cell(high),
        }
        amiss = Evidence(self.view, self.ladders, fault).slip.side
        hint = mending(self.view.plan, fault, amiss)
        match fault.kind:
            case FaultKind.GAP:
                message = msg(
                    "{witness} is in no level: it is beyond “{lower_cell}” of {lower}, but does "
                    "not reach “{higher_cell}” of {higher}",
                    **words,
                )
            case FaultKind.OVERLAP:
                message = msg(
                    "{witness} is in two levels: in “{lower_cell}” of {lower} and in "
                    "“{higher_cell}” of {higher}",
                    **words,
                )
            case FaultKind.NARROW:
                message = msg(
                    "{witness} is in no level: {higher} asks for “{higher_cell}”, where {lower} "
                    "next to it asks for “{lower_cell}”",
                    **words,
                )
            case _:
                message = msg(
                    "{higher} starts at {witness} (“{higher_cell}”), earlier than the lower level "
                    "{lower} (“{lower_cell}”)",
                    **words,
                )
        place, other = self._place(low), (self._place(high), self._at(higher, high))
        if amiss is high:
            place, other = other[0], (place, self._at(fault.lower, low))
        return Hit(place, message, hint, (other,))

    def _covered(self, fault: Fault) -> Hit:
        by = fault.higher
        if by is None:
            return self._never(fault.lower)
        if len(fault.by) > 1:
            return self._covered_together(fault)
        return Hit(
            self.view.at(*fault.lower.rule.pointer),
            msg(
                "This row of {level} never has an effect: whenever it holds, a row of {by} holds",
                level=fault.lower.level,
                by=by.level,
            )
            if by.rank != fault.lower.rank
            else msg(
                "This row of {level} never has an effect: whenever it holds, another row of the "
                "level holds",
                level=by.level,
            ),
            msg("Delete the row, or correct the cells of one of the two rows"),
            ((self.view.at(*by.rule.pointer), msg("the row of {level}", level=by.level)),),
        )

    def _undecided(self, step: Step) -> Hit:
        """Say that what the rows leave open takes too long to say."""
        return Hit(
            self.view.at(*step.rule.pointer),
            msg(
                "Whether anything is in no level beyond this row of {level} could not be decided: "
                "too many rows of the table overlap in too many ways",
                level=step.level,
            ),
            msg(
                "Make the table simpler, such as fewer indicators in a row or several named tables"
            ),
        )

    def _never(self, step: Step) -> Hit:
        """Say of a row that its cells on one indicator cannot hold together."""
        name = step.empty[0].indicator
        cells = [cell for cell in step.rule.conditions if cell.indicator.id == name.id]
        return Hit(
            self.view.at(*cells[-1].pointer),
            msg(
                "This row of {level} never holds: {cells} cannot be at once",
                level=step.level,
                cells=tuple(
                    msg("{indicator} “{cell}”", indicator=name.name, cell=cell.text)
                    for cell in cells
                ),
            ),
            msg("Correct one of the cells, or delete the row"),
            tuple((self.view.at(*cell.pointer), msg("the cell")) for cell in cells[:-1]),
        )

    def _covered_together(self, fault: Fault) -> Hit:
        asked = ((step.level, map(self._asked, step.sides.values())) for step in fault.by)
        return Hit(
            self.view.at(*fault.lower.rule.pointer),
            msg(
                "This row of {level} never has an effect: whenever it holds, one of these rows "
                "holds: {rows}",
                level=fault.lower.level,
                rows=tuple(msg("{level} ({cells})", level=n, cells=tuple(c)) for n, c in asked),
            ),
            msg("Delete the row, or leave a case open in the cells of one of the others"),
            tuple(
                (self.view.at(*step.rule.pointer), msg("the row of {level}", level=step.level))
                for step in fault.by
            ),
        )

    def _open_end(self, fault: Fault, low: Side) -> Hit:
        cell = self._open(low)
        words: dict[str, Argument] = {
            "witness": self._witness(fault),
            "cell": self._cell(low),
            "level": fault.lower.level,
        }
        if fault.lower.rank < self._ladder(fault).steps[-1].rank:
            return Hit(
                self._place(low),
                msg(
                    "{witness} is in no level: it is worse than “{cell}” of {level}, and no row "
                    "goes on there",
                    **words,
                ),
                msg(
                    "Leave the cell of {level} open, such as “{cell}”",
                    level=words["level"],
                    cell=cell,
                ),
            )
        return Hit(
            self._place(low),
            msg(
                "{witness} is in no level: it is worse than “{cell}” of {level}, and no higher "
                "level follows",
                **words,
            ),
            msg("Leave the highest level open, such as “{cell}”", cell=cell),
        )

    def _fall(self, fault: Fault, higher: Step) -> Hit:
        assert fault.axis is not None  # noqa: S101 - a fall lies along an axis
        high, low = higher.sides[fault.axis], fault.lower.sides.get(fault.axis)
        words: dict[str, Argument] = {
            "witness": self._witness(fault),
            "lower": fault.lower.level,
            "higher": higher.level,
            "higher_cell": self._cell(high),
        }
        beside = (
            (self._place(low), self._at(fault.lower, low))
            if low is not None
            else (
                self.view.at(*fault.lower.rule.pointer),
                msg("the row of {level}", level=fault.lower.level),
            )
        )
        here = self._place(high), self._at(higher, high)
        amiss = begins_amiss(self.view, self.ladders, fault)
        related = (beside,) if amiss is None else (here, beside)
        return Hit(
            here[0] if amiss is None else self._place(amiss),
            msg(
                "At {witness} the response falls back to {lower} (“{lower_cell}”): {higher} ends "
                "at “{higher_cell}”",
                lower_cell=self._cell(low),
                **words,
            )
            if low is not None
            else msg(
                "At {witness} the response falls back to {lower}, which does not ask for "
                "{indicator}: {higher} ends at “{higher_cell}”",
                indicator=high.indicator.name,
                **words,
            ),
            msg(
                "Leave {higher} open, such as “{cell}”, or let the next level begin there",
                higher=higher.level,
                cell=self._open(high),
            ),
            related,
        )

    def _corner(self, fault: Fault, low: Side, higher: Step) -> Hit:
        """Say of a row that it ends where the next asks for more of something else.

        That next row is pointed at where it alone asks so, else the cell that ends.
        """
        asked = tuple(higher.sides[axis] for axis in fault.more)
        narrower = [text for text in higher.rule.scope if text not in fault.lower.rule.scope]
        words: dict[str, Argument] = {
            "witness": self._witness(fault),
            "cell": self._cell(low),
            "lower": fault.lower.level,
            "asked": (
                *map(self._asked, asked),
                *(msg("the scope “{scope}”", scope=s) for s in narrower),
            ),
        }
        message = (
            msg(
                "{witness} is in no level: it is beyond “{cell}” of {lower}, and another row of "
                "that level, which goes on there, asks for {asked}",
                **words,
            )
            if higher.rank == fault.lower.rank
            else msg(
                "{witness} is in no level: it is beyond “{cell}” of {lower}, and {higher}, which "
                "goes on there, asks for {asked}",
                higher=higher.level,
                **words,
            )
        )
        places = [(self._place(side), self._at(higher, side)) for side in asked] or [
            (self.view.at(*higher.rule.pointer), msg("the row of {level}", level=higher.level))
        ]
        amiss = self._slip(fault, low, higher)
        hint = uncornering(self.view.plan, fault, higher, amiss)
        if amiss is low:
            return Hit(self._place(low), message, hint, tuple(places))
        related = (
            places
            if amiss in fault.lower.sides.values()
            else [(self._place(low), self._at(fault.lower, low))]
        )
        return Hit(self._place(amiss), message, hint, tuple(related))

    def _slip(self, fault: Fault, low: Side, higher: Step) -> Side:
        """Return which of the two rows asks amiss by what else the plan says, or the cell *low*."""
        axis = fault.more[0] if len(fault.more) == 1 else None
        if axis is None:
            return low
        if axis not in fault.lower.sides:
            is_higher = isinstance(low.values.domain, Flag) or self._is_alone(fault, higher, axis)
            return higher.sides[axis] if is_higher else low
        if not fault.lower.sides[axis].values.meets(higher.sides[axis].values):
            return low  # the rows grade by that indicator too, so that neither asks amiss
        between = Fault(FaultKind.NARROW, axis, fault.lower, higher, fault.witness)
        evidence = Evidence(self.view, self.ladders, between)
        told: tuple[Backing, ...] = (evidence.same_strand,)
        if axis[1] is Aspect.VALUE:
            told = evidence.is_law, evidence.is_worded, *told, evidence.same_indicator
        lower, upper = claims(between)
        if all(backing(lower) == backing(upper) for backing in told):
            return low
        return slip(upper, lower, told).side

    def _is_alone(self, fault: Fault, higher: Step, axis: Axis) -> bool:
        """Whether *higher* has *axis*, and no other row on the indicator of *fault* does."""
        beside = [
            step
            for step in self._ladder(fault).steps
            if step.company == higher.company
            and fault.axis in step.sides
            and step not in (fault.lower, higher)
        ]
        return bool(beside) and all(axis not in step.sides for step in beside)

    def _ladder(self, fault: Fault) -> Ladder:
        return next(known for known in self.ladders if fault.lower in known.steps)

    def _asked(self, side: Side) -> Message:
        return msg("{indicator} “{cell}”", indicator=name_of(side), cell=self._cell(side))

    def _at(self, step: Step, side: Side) -> Message:
        return msg("{level}: “{cell}”", level=step.level, cell=self._cell(side))

    def _place(self, side: Side) -> Place:
        return self.view.at(*side.pointer)

    def _cell(self, side: Side) -> str:
        return text_of(self.view.plan, side)

    def _text(self, side: Side, values: ValueSet) -> str:
        """Return *values* as a cell, in the unit of the cell *side* and spelled as there."""
        return as_cell(values, self._cell(side))

    def _open(self, side: Side) -> str:
        """Return the cell *side* without its upper bound."""
        return self._text(side, side.onwards)

    def _witness(self, fault: Fault) -> Message:
        assert fault.axis is not None  # noqa: S101 - asked of faults along an axis only
        assert fault.witness is not None  # noqa: S101 - the same
        sides = (fault.lower.sides, fault.higher.sides if fault.higher is not None else {})
        side = next(known[fault.axis] for known in sides if fault.axis in known)
        plan = self.view.plan
        main = at_value(side, fault.witness, text_of(plan, side))
        others = tuple(
            at_value(other, value, text_of(plan, other)) for other, value in fault.others
        )
        return msg("{main} with {others}", main=main, others=others) if others else main
