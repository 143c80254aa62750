"""Tables whose levels leave gaps, overlap or stand in the wrong order.

The same questions are asked of response levels, of warning colours and of incident grades.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.ladders import Ladder
from planforge.corpus.steps import Aspect, Fault, FaultKind, Side, Step
from planforge.corpus.written import cell_text
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.scales import IncidentGrade, WarningColour
from planforge.rules.holes import explained
from planforge.rules.proposed import as_cell
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.slips import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.feel import Value, ValueSet
    from planforge.findings import Pointer
    from planforge.i18n import Argument

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
WARNING_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第六十三条")
INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")


@lru_cache(maxsize=1)  # four rules ask it of one plan before they go on to the next
def level_ladder(view: PlanView) -> Ladder:
    """Return the response levels that *view* describes, the mildest first."""
    return Ladder((level.name, view.tables[level.name]) for level in reversed(view.levels))


@lru_cache(maxsize=1)
def grade_ladder(view: PlanView) -> Ladder:
    """Return the incident grades of *view*, the mildest first."""
    known = {grade.zh: i for i, grade in enumerate(IncidentGrade)}
    names = list(view.plan.grades)
    if known.keys() >= set(names):
        names.sort(key=lambda name: known[name])
    return Ladder(
        (
            name,
            view.compiled(view.plan.grades[name].conditions, ("grades", name, "conditions")),
        )
        for name in reversed(names)
    )


@lru_cache(maxsize=1)
def warning_ladder(view: PlanView) -> Ladder:
    """Return the warning colours of *view*, the mildest first."""
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    return Ladder(
        (
            colour.zh,
            view.compiled(rules[colour].conditions, ("warnings", "rules", colour.zh, "conditions")),
        )
        for colour in reversed(WarningColour)
        if colour in rules
    )


@lru_cache(maxsize=1)
def faulty_cells(view: PlanView) -> frozenset[Pointer]:
    """Return the cells between which something is wrong on a ladder: one mistake is told once."""
    return frozenset(
        step.sides[fault.axis].pointer
        for ladder in ladders(view)
        for fault in ladder.faults
        for step in (fault.lower, fault.higher)
        if fault.axis is not None and step is not None
    )


def ladders(view: PlanView) -> tuple[Ladder, ...]:
    """Return all ladders of *view*."""
    return grade_ladder(view), warning_ladder(view), level_ladder(view)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Says in words what is wrong on one ladder of a plan."""

    view: PlanView
    ladders: tuple[Ladder, ...]

    def hit(self, fault: Fault) -> Hit:
        if fault.axis is None or fault.witness is None:
            return self._covered(fault)
        low = fault.lower.sides[fault.axis]
        if fault.higher is None or fault.kind is FaultKind.FALL:
            return self._open_end(fault, low)
        high = fault.higher.sides[fault.axis]
        words: dict[str, Argument] = {
            "witness": self._witness(fault),
            "lower": fault.lower.level,
            "lower_cell": self._cell(low),
            "higher": fault.higher.level,
            "higher_cell": self._cell(high),
        }
        match fault.kind:
            case FaultKind.GAP:
                message = msg(
                    "{witness} is in no level: it is beyond “{lower_cell}” of {lower}, but does "
                    "not reach “{higher_cell}” of {higher}",
                    **words,
                )
                return self._between(fault, low, high, message, self._close(fault, low, high))
            case FaultKind.OVERLAP:
                message = msg(
                    "{witness} is in two levels: in “{lower_cell}” of {lower} and in "
                    "“{higher_cell}” of {higher}",
                    **words,
                )
                return self._between(fault, low, high, message, self._part(fault, low, high))
            case FaultKind.NARROW:
                message = msg(
                    "{witness} is in no level: {higher} asks for “{higher_cell}”, where {lower} "
                    "next to it asks for “{lower_cell}”",
                    **words,
                )
                hint = msg(
                    "Let both ask for the same: “{lower_cell}” or “{higher_cell}”",
                    lower_cell=words["lower_cell"],
                    higher_cell=words["higher_cell"],
                )
                return self._between(fault, low, high, message, hint)
            case _:
                message = msg(
                    "{higher} starts at {witness} (“{higher_cell}”), earlier than the lower level "
                    "{lower} (“{lower_cell}”)",
                    **words,
                )
                hint = msg(
                    "The higher level must need the worse values; correct one of the two cells"
                )
                return self._between(fault, low, high, message, hint)

    def _covered(self, fault: Fault) -> Hit:
        by = fault.higher or fault.lower
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

    def _open_end(self, fault: Fault, low: Side) -> Hit:
        if fault.higher is not None:
            return self._fall(fault, low, fault.higher)
        values = low.values.union(low.values.worse())
        return Hit(
            self._place(low),
            msg(
                "{witness} is in no level: it is worse than “{cell}” of {level}, and no higher "
                "level follows",
                witness=self._witness(fault),
                cell=self._cell(low),
                level=fault.lower.level,
            ),
            msg("Leave the highest level open, such as “{cell}”", cell=self._text(low, values)),
        )

    def _fall(self, fault: Fault, low: Side, higher: Step) -> Hit:
        assert fault.axis is not None  # noqa: S101 - a fall lies along an axis
        high = higher.sides[fault.axis]
        return Hit(
            self._place(high),
            msg(
                "At {witness} the response falls back to {lower} (“{lower_cell}”): {higher} ends "
                "at “{higher_cell}”",
                witness=self._witness(fault),
                lower=fault.lower.level,
                lower_cell=self._cell(low),
                higher=higher.level,
                higher_cell=self._cell(high),
            ),
            msg(
                "Leave {higher} open, such as “{cell}”, or let the next level begin there",
                higher=higher.level,
                cell=self._text(high, high.values.union(high.values.worse())),
            ),
            ((self._place(low), self._at(fault.lower, low)),),
        )

    def _close(self, fault: Fault, low: Side, high: Side) -> Message | None:
        between = low.values.worse().difference(high.values.union(high.values.worse()))
        return msg(
            "Let one begin where the other ends: write “{lower_cell}” for {lower}, or "
            "“{higher_cell}” for {higher}",
            lower_cell=self._text(low, low.values.union(between)),
            lower=fault.lower.level,
            higher_cell=self._text(high, high.values.union(between)),
            higher=fault.higher.level if fault.higher else "",
        )

    def _part(self, fault: Fault, low: Side, high: Side) -> Message | None:
        lower, higher = low.values.difference(high.values), high.values.difference(low.values)
        if lower.is_empty or higher.is_empty or fault.higher is None:
            return msg("Let one level end where the next begins")
        return msg(
            "Let one end where the other begins: write “{lower_cell}” for {lower}, or "
            "“{higher_cell}” for {higher}",
            lower_cell=self._text(low, lower),
            lower=fault.lower.level,
            higher_cell=self._text(high, higher),
            higher=fault.higher.level,
        )

    def _between(
        self, fault: Fault, low: Side, high: Side, message: Message, hint: Message | None
    ) -> Hit:
        """Point at the cell that looks like the slip, and name the other one."""
        assert fault.higher is not None  # noqa: S101 - asked of faults between two steps only
        lower, higher = self._at(fault.lower, low), self._at(fault.higher, high)
        if Evidence(self.view, self.ladders, fault).slip.side is high:
            return Hit(self._place(high), message, hint, ((self._place(low), lower),))
        return Hit(self._place(low), message, hint, ((self._place(high), higher),))

    def _at(self, step: Step, side: Side) -> Message:
        return msg("{level}: “{cell}”", level=step.level, cell=self._cell(side))

    def _place(self, side: Side) -> Place:
        return self.view.at(*side.pointer)

    def _cell(self, side: Side) -> str:
        return cell_text(self.view.plan, side.pointer)

    def _text(self, side: Side, values: ValueSet) -> str:
        """Return *values* as a cell, in the unit of the cell *side* and spelled as there."""
        return as_cell(values, self._cell(side))

    def _witness(self, fault: Fault) -> Message:
        assert fault.axis is not None  # noqa: S101 - asked of faults along an axis only
        assert fault.witness is not None  # noqa: S101 - the same
        main = _at_value(fault.lower.sides[fault.axis], fault.axis[1], fault.witness)
        aspects = {side.pointer: axis[1] for axis, side in fault.lower.sides.items()}
        others = tuple(_at_value(side, aspects[side.pointer], v) for side, v in fault.others)
        return msg("{main} with {others}", main=main, others=others) if others else main


def _at_value(side: Side, aspect: Aspect, value: Value) -> Message:
    shown = side.values.domain.show(value)
    name = side.indicator.name
    if aspect is Aspect.COUNT:
        return msg("number of places for {indicator}: {value}", indicator=name, value=shown)
    return msg("{indicator} {value}", indicator=name, value=shown)


def _hits(view: PlanView, ladder: Ladder) -> Iterator[Hit]:
    if ladder.faults:
        reader = _Reader(view, ladders(view))
        yield from map(reader.hit, ladder.faults)


def _level_hits(view: PlanView, *kinds: FaultKind) -> Iterator[Hit]:
    """Yield faults of the levels, but for those of the incident grades that levels refer to."""
    ladder = level_ladder(view)
    faults = [
        fault
        for fault in ladder.faults
        if fault.kind in kinds
        and fault.lower.rule.pointer[0] != "grades"
        and not explained(ladder, fault)
    ]
    if faults:
        yield from map(_Reader(view, ladders(view)).hit, faults)


@plan_rule(
    "LVL005",
    "level.gap",
    Severity.ERROR,
    title=msg("Gap between two response levels"),
    rationale=msg(
        "While things get worse, the response stops: at the value named no level holds, although "
        "one does at a milder value."
    ),
    sources=(RESPONSE_LEVELS,),
)
def gap(view: PlanView) -> Iterator[Hit]:
    """Values between neighbouring levels, or beyond the highest, that are in no level.

    Or only in one that is lower than at a milder value.
    """
    return _level_hits(view, FaultKind.GAP, FaultKind.NARROW, FaultKind.OPEN_END, FaultKind.FALL)


@plan_rule(
    "LVL006",
    "level.overlap",
    Severity.ERROR,
    title=msg("Two response levels overlap"),
    rationale=msg("At the value named the plan gives two answers; whoever decides has to guess."),
    sources=(RESPONSE_LEVELS,),
)
def overlap(view: PlanView) -> Iterator[Hit]:
    """Values in two neighbouring levels; open ends such as “>= 50” below “>= 100” are meant."""
    return _level_hits(view, FaultKind.OVERLAP)


@plan_rule(
    "LVL007",
    "level.wrong-order",
    Severity.ERROR,
    title=msg("Higher response level that starts before the lower one"),
    rationale=msg("The highest level is level one; it must not start before the levels below it."),
    sources=(RESPONSE_LEVELS,),
)
def wrong_order(view: PlanView) -> Iterator[Hit]:
    """Cells of a higher level that start at milder values than those of the level below."""
    return _level_hits(view, FaultKind.ORDER)


@plan_rule(
    "LVL008",
    "level.row-without-effect",
    Severity.WARNING,
    title=msg("Row that never has an effect"),
    rationale=msg(
        "Every situation of the row starts a higher level or is in another row already: one of "
        "the two rows says something that was not meant."
    ),
    sources=(RESPONSE_LEVELS,),
)
def row_without_effect(view: PlanView) -> Iterator[Hit]:
    """Rows that other rows of their level or of higher levels cover."""
    return _level_hits(view, FaultKind.UNREACHABLE)


@plan_rule(
    "LVL010",
    "level.grades-do-not-fit",
    Severity.ERROR,
    title=msg("Incident grades leave a gap, overlap or stand in the wrong order"),
    rationale=msg(
        "An incident must have one grade: it says which government leads and who is told."
    ),
    sources=(INCIDENT_GRADES,),
)
def grades_do_not_fit(view: PlanView) -> Iterator[Hit]:
    """The same questions as for response levels, asked of the incident grades."""
    return _hits(view, grade_ladder(view))


@plan_rule(
    "LVL015",
    "level.warnings-do-not-fit",
    Severity.ERROR,
    title=msg("Warning levels leave a gap, overlap or stand in the wrong order"),
    rationale=msg("While the danger grows, the colour must not fade or vanish."),
    sources=(WARNING_LEVELS,),
)
def warnings_do_not_fit(view: PlanView) -> Iterator[Hit]:
    """The same questions as for response levels, asked of the warning colours."""
    return _hits(view, warning_ladder(view))
