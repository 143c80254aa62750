"""Tables whose levels leave gaps, overlap or stand in the wrong order.

The same questions are asked of response levels, of warning colours and of incident grades.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import FaultKind
from planforge.corpus.written import cell_text
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.levels.copied_rows import copied, copied_hit, rests_on
from planforge.rules.levels.holes import explained
from planforge.rules.levels.ladder_words import Reader
from planforge.rules.levels.misplaced import misplaced, misplaced_hit
from planforge.rules.levels.missing_rows import missing_row
from planforge.rules.levels.odd_scopes import is_limited_otherwise
from planforge.rules.levels.plan_ladders import (
    following_ladder,
    grade_ladder,
    ladders,
    level_ladder,
    warning_ladder,
)
from planforge.rules.levels.repairs import repair
from planforge.rules.levels.row_words import contradicted, misworded
from planforge.rules.levels.turned import turned, turned_hit
from planforge.rules.levels.worded_gaps import at_the_word, worded_in_place_of
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.ladders import Ladder
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Fault

RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条")
WARNING_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第六十三条")
INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")


def _hits(view: PlanView, ladder: Ladder, faults: Sequence[Fault]) -> Iterator[Hit]:
    """Yield what is said of *faults*: once of a cell that does not fit to several rows.

    Nothing is said of an axis of which the wording of a row contradicts its cell: that is told.
    What one word of a scale explains is said of that word, and what the direction of an indicator
    explains is said of that.
    """
    backward = turned(ladder) if faults else {}
    for axis, ordered in backward.items():
        if ordered[0] in faults:
            yield turned_hit(view, axis, ordered)
    rest = [one for one in faults if one.kind is not FaultKind.ORDER or one.axis not in backward]
    if rest:
        yield from _hits_at_cells(view, ladder, rest)


def _hits_at_cells(view: PlanView, ladder: Ladder, faults: Sequence[Fault]) -> Iterator[Hit]:
    reader = Reader(view, ladders(view))
    told: set[object] = set()
    worded = misworded(view)
    copies = {id(step) for fault in ladder.faults if (step := copied(ladder, fault)) is not None}
    fix = None if copies or worded else repair(ladder)
    wrong = {
        axis
        for step in (ladder.steps if worded else ())
        for axis, side in step.sides.items()
        if side.pointer in worded
    }
    astray = misplaced(ladder)
    for fault in faults:
        if fault.axis in wrong or _is_misread(view, ladder, fault) or rests_on(fault, copies):
            continue
        if fix is not None and fix.covers(fault) and not fix.is_told_by(fault):
            continue
        row = next((row for row in astray if row.makes(fault)), None)
        if row is not None:
            if fault == row.fault:
                yield misplaced_hit(view, row)
            continue
        word = worded_in_place_of(view, fault)
        lacking = missing_row(view, ladder, fault) if word is None else None
        if lacking is not None:
            yield lacking
            continue
        copy = copied(ladder, fault) if copies else None
        hit = reader.hit(fault) if copy is None else copied_hit(view, fault, copy)
        hit = hit if word is None else at_the_word(view, hit, *word)
        if fix is not None and fix.is_told_by(fault):
            hit = fix.at_the_slip(hit, view.file, cell_text(view.plan, fix.side.pointer))
        same = hit.place, fault.axis, fault.witness
        if fault.axis is None or same not in told:
            told.add(same)
            yield hit


def _is_misread(view: PlanView, ladder: Ladder, fault: Fault) -> bool:
    """Whether *fault* comes of a cell that the wording of its row contradicts, which is told.

    That is a word of a scale in one of the two rows, or any cell of a row that would stand between.
    """
    steps = [step for step in (fault.lower, fault.higher, *fault.by) if step is not None]
    worded = misworded(view)
    if worded and any(side.pointer in worded for step in steps for side in step.sides.values()):
        return True
    between = [
        step.sides[fault.axis].pointer
        for step in (ladder.steps if fault.kind is FaultKind.GAP else ())
        if step.rank in fault.between
        and step.company == fault.lower.company
        and fault.axis in step.sides
    ]
    return bool(between) and not contradicted(view).isdisjoint(between)


def _level_hits(view: PlanView, *kinds: FaultKind) -> Iterator[Hit]:
    """Yield faults of the levels, but for those of the incident grades that levels refer to."""
    for ladder in (level_ladder(view), following_ladder(view)):
        faults = [
            fault
            for fault in ladder.faults
            if fault.kind in kinds
            and fault.lower.rule.pointer[0] != "grades"
            and not explained(ladder, fault)
            and not (fault.axis and is_limited_otherwise(view, fault.axis, fault.between))
        ]
        yield from _hits(view, ladder, faults)


_HOLES: Final = (
    FaultKind.GAP,
    FaultKind.NARROW,
    FaultKind.CORNER,
    FaultKind.OPEN_END,
    FaultKind.FALL,
    FaultKind.UNDECIDED,
)


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
    follows=("LVL026", "LVL051", "LVL060", "PRO021"),
)
def gap(view: PlanView) -> Iterator[Hit]:
    """Values between neighbouring levels, or beyond the highest, that are in no level.

    Or only in one that is lower than at a milder value. Rows on several indicators are compared on
    all of them: where one gets worse and the others stay, the level must not fall. Rows that follow
    levels or warnings of other plans (联动启动) are compared among themselves: a stronger one must
    start something where a weaker one does. Where the search takes too long, that is told.
    """
    return _level_hits(view, *_HOLES)


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
    """Cells of a higher level that start at milder values than those of the level below.

    Rows that follow levels or warnings of other plans (联动启动) are compared among themselves.
    """
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
    follows=("LVL006", "LVL007"),
)
def row_without_effect(view: PlanView) -> Iterator[Hit]:
    """Rows that other rows of their level or of higher levels cover, alone or together.

    Likewise rows, and alternatives in them, that ask for two things at once that cannot both be.
    What the row does not ask for counts as any value that a number, a count or a yes/no can have; a
    warning or a level may as well not have been given. Where one row counts places and the other
    does not, or counts worse ones, the one is held against what follows from the other.
    """
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
    ladder = grade_ladder(view)
    return _hits(view, ladder, ladder.faults)


@plan_rule(
    "LVL015",
    "level.warnings-do-not-fit",
    Severity.ERROR,
    title=msg("Warning levels leave a gap, overlap or stand in the wrong order"),
    rationale=msg("While the danger grows, the colour must not fade or vanish."),
    sources=(WARNING_LEVELS,),
    follows=("LVL026",),
)
def warnings_do_not_fit(view: PlanView) -> Iterator[Hit]:
    """The same questions as for response levels, asked of the warning colours."""
    ladder = warning_ladder(view)
    return _hits(view, ladder, ladder.faults)
