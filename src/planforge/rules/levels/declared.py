"""Response levels: there must be some, each must be able to start and to end, and be readable."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.corpus.written import cell_text, tables_of
from planforge.feel import Flag, Ordered, ProblemKind, UnaryTest, parse_unary
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import IncidentGrade, PlanClass
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.levels.cells import cell_hit, domain_at
from planforge.rules.levels.misregistered import at_the_register, by_register, is_of_bounds
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import CellProblem
    from planforge.findings import Pointer
    from planforge.model.trigger import Row

LEVELS_IN_ORDER: Final = cite("中华人民共和国突发事件应对法", "第七十一条第二款")
RESPONSE_LEVELS: Final = cite("中华人民共和国突发事件应对法", "第七十一条第三款")
END_OF_RESPONSE: Final = cite("中华人民共和国突发事件应对法", "第八十六条")
INCIDENT_GRADES: Final = cite("中华人民共和国突发事件应对法", "第三条")
_MUST_HAVE: Final = {PlanClass.MASTER, PlanClass.SPECIAL, PlanClass.DEPARTMENT}


@plan_rule(
    "LVL001",
    "level.none",
    Severity.ERROR,
    title=msg("Plan without response levels"),
    rationale=msg(
        "The law wants governments from the county up, and their departments, to lay down the "
        "response levels in their plans; without them nobody knows who commands."
    ),
    sources=(RESPONSE_LEVELS,),
)
def no_levels(view: PlanView) -> Iterator[Hit]:
    """Master, special and department plans without any response level."""
    if view.plan.plan_class in _MUST_HAVE and not view.plan.levels:
        yield Hit(
            view.at("levels", on_key=True),
            msg("“{plan}” has no response levels", plan=view.plan.name),
            msg(
                "Describe them under 响应级别, the highest first: {levels}", levels=view.level_names
            )
            if view.level_names
            else msg("Describe them under 响应级别, the highest first"),
        )


@plan_rule(
    "LVL002",
    "level.never-starts",
    Severity.WARNING,
    title=msg("Response level without conditions"),
    rationale=msg("Nobody can say when the level starts, so it starts too late or never."),
    sources=(RESPONSE_LEVELS,),
)
def never_starts(view: PlanView) -> Iterator[Hit]:
    """Levels without a trigger table of their own or of their grade, unless laid down elsewhere."""
    for level in view.levels:
        if not level.facts.triggers and not level.facts.defined_elsewhere:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("Nothing says when {level} starts", level=level.name),
                msg("Write the conditions under 启动条件, or where they stand under 条件另定"),
            )


@plan_rule(
    "LVL003",
    "level.unreadable-cell",
    Severity.ERROR,
    title=msg("Cell that cannot be read"),
    rationale=msg("A condition that cannot be read cannot be met: the row has no effect."),
    sources=(CLEAR_DUTIES,),
)
def unreadable_cell(view: PlanView) -> Iterator[Hit]:
    """Cells of any table that are no unary test of their indicator.

    Where no value of it could meet any of several, its 取值范围 is reported.
    """
    amiss = by_register(view, _problems(view))
    for indicator, cells in amiss.items():
        if is_of_bounds(cells[0]):
            yield at_the_register(view, indicator, cells)
    for found in _problems(view):
        is_told = any(found.pointer == cell.pointer for cells in amiss.values() for cell in cells)
        if found.problem.kind is not ProblemKind.UNIT and not is_told:
            yield _problem_hit(view, found)


@plan_rule(
    "LVL004",
    "level.wrong-unit",
    Severity.ERROR,
    title=msg("Unit that does not fit the indicator"),
    rationale=msg(
        "万元 for 亿元 or 小时 for 天 moves a threshold far away; a unit of another kind compares "
        "nothing."
    ),
    sources=(CLEAR_DUTIES,),
)
def wrong_unit(view: PlanView) -> Iterator[Hit]:
    """Cells with a unit that nobody knows, or that does not convert to that of the indicator.

    Where that of several does not, and none of another does, it is the register that is reported.
    """
    amiss = by_register(view, _problems(view))
    for indicator, cells in amiss.items():
        if not is_of_bounds(cells[0]):
            yield at_the_register(view, indicator, cells)
    for found in _problems(view):
        is_told = any(found.pointer == cell.pointer for cells in amiss.values() for cell in cells)
        if found.problem.kind is ProblemKind.UNIT and not is_told:
            yield _problem_hit(view, found)


@lru_cache(maxsize=1)  # two rules ask it of one plan before they go on to the next
def _problems(view: PlanView) -> tuple[CellProblem, ...]:
    """Return what is wrong in the cells of *view*, the same thing in one cell once."""
    found = {
        (problem.pointer, problem.problem.message): problem
        for table in tables_of(view)
        for problem in reversed(view.compiled(table.items, table.pointer).problems)
    }
    return tuple(found.values())


def _problem_hit(view: PlanView, found: CellProblem) -> Hit:
    domain = domain_at(found.pointer, view.registry)
    cells = (
        cell for table in tables_of(view) for _, row in table.rows for cell in row.cells.values()
    )
    others = (cell if isinstance(cell, str) else cell.reach for cell in cells)
    return cell_hit(view.file, found, cell_text(view.plan, found.pointer), domain, others)


@plan_rule(
    "LVL019",
    "level.always-holds",
    Severity.WARNING,
    title=msg("Cell that always holds"),
    rationale=msg(
        "A comma means “or”: “> 20, < 50” holds at every value, though “between 20 and 50” was "
        "meant."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("LVL005", "LVL006", "LVL007", "LVL008", "LVL010", "LVL015", "LVL026", "LVL042"),
)
def always_holds(view: PlanView) -> Iterator[Hit]:
    """Cells that leave no value out: by a comma, or by a bound at the very end.

    On a scale, “>= 蓝色” says that any word will do; “<= 红色” was to be another bound.
    """
    for table in tables_of(view):
        for rule in view.compiled(table.items, table.pointer).rules:
            for cell in rule.conditions:
                if not cell.values.is_whole or isinstance(cell.values.domain, Flag):
                    continue
                text = cell_text(view.plan, cell.pointer)
                if isinstance(cell.values.domain, Ordered) and not text.startswith("<"):
                    continue
                test = parse_unary(text)
                if isinstance(test, UnaryTest) and len(test.tests) > 1:
                    yield Hit(
                        view.at(*cell.pointer),
                        msg("“{cell}” holds at every value: a comma means “or”", cell=text),
                        msg("For values between two bounds write one interval, such as “[20..50)”"),
                    )
                elif text.strip() != "-":
                    yield Hit(
                        view.at(*cell.pointer),
                        msg(
                            "“{cell}” holds at every value that {indicator} can have",
                            cell=text,
                            indicator=cell.indicator.name,
                        ),
                        msg("Write the bound that is meant, or leave the cell out"),
                    )


@plan_rule(
    "LVL011",
    "level.empty-row",
    Severity.WARNING,
    title=msg("Row that says nothing"),
    rationale=msg("A row without indicator and judgement can neither hold nor fail."),
    sources=(CLEAR_DUTIES,),
)
def empty_row(view: PlanView) -> Iterator[Hit]:
    """Rows with no cell, no judgement and no alternatives."""
    for table in tables_of(view):
        for pointer, row in table.rows:
            if not row.cells and not row.judgement and not row.any_of:
                yield Hit(
                    view.at(*pointer),
                    msg("This row has no indicator and nothing to judge"),
                    msg(
                        "表述 only words the row: write the condition as an indicator with its "
                        "value, or under 研判"
                    )
                    if row.text
                    else msg(
                        "Write an indicator with its value, or what has to be judged under 研判"
                    ),
                )


def _level_rows(view: PlanView) -> Iterator[tuple[Pointer, Row]]:
    for table in tables_of(view):
        if table.pointer[0] == "levels" and table.pointer[-1] == "triggers":
            yield from table.rows


@plan_rule(
    "LVL013",
    "level.never-ends",
    Severity.WARNING,
    title=msg("Response level without conditions for its end"),
    rationale=msg(
        "Nobody knows when the danger counts as over; a response that is not ended binds people "
        "and roads for days."
    ),
    sources=(END_OF_RESPONSE,),
)
def never_ends(view: PlanView) -> Iterator[Hit]:
    """Levels with an end of which neither words nor a table say when it comes.

    Left to another rule: levels whose end nobody decides either.
    """
    for level in view.levels:
        end = level.facts.termination
        if end is not None and end.decided_by and not (end.conditions or end.when):
            own = view.plan.levels[level.name].termination is not None
            yield Hit(
                view.at(*level.pointer, "termination", on_key=True)
                if own
                else view.at("termination", on_key=True),
                msg("Nothing says when {level} ends", level=level.name),
                msg("Write the conditions under 条件, here or once for all levels"),
            )


@plan_rule(
    "LVL014",
    "level.same-judgement",
    Severity.WARNING,
    title=msg("Two levels ask for the same judgement"),
    rationale=msg("Whoever judges so cannot say which of the two levels to start."),
    sources=(RESPONSE_LEVELS,),
)
def same_judgement(view: PlanView) -> Iterator[Hit]:
    """Rows of judgement alone that stand word for word in a higher level too."""
    seen: dict[tuple[str, str], tuple[str, Pointer]] = {}
    for level in view.levels:
        for pointer, row in _level_rows(view):
            if pointer[1] != level.name or row.cells or row.any_of or not row.judgement:
                continue
            key = fold(row.judgement), fold(row.scope or "")
            higher, there = seen.setdefault(key, (level.name, pointer))
            if higher != level.name:
                yield Hit(
                    view.at(*pointer, "judgement"),
                    msg("{level} and {higher} ask for the same", level=level.name, higher=higher),
                    msg("Say what makes the difference between the two levels"),
                    ((view.at(*there, "judgement"), msg("the row of {level}", level=higher)),),
                )


@plan_rule(
    "LVL016",
    "level.grades-out-of-order",
    Severity.ERROR,
    title=msg("Response levels answer to incident grades in another order"),
    rationale=msg(
        "A worse incident must not start a lower level; where a level answers to no grade, "
        "nobody knows which government leads."
    ),
    sources=(INCIDENT_GRADES, LEVELS_IN_ORDER),
)
def grades_out_of_order(view: PlanView) -> Iterator[Hit]:
    """Levels whose 对应分级 is milder than a lower level's, or missing though others have one.

    Or said to be 无 above a level that has one: only below the mildest grade is there but a watch.
    """
    order = grade_order(view)
    known = [
        (level, worst)
        for level in view.levels
        if (worst := min((order[g] for g in level.facts.grades if g in order), default=None))
        is not None
    ]
    for (higher, worst), (lower, other) in pairwise(known):
        if other < worst:
            yield Hit(
                view.at(*higher.pointer, "grades"),
                msg(
                    "{higher} answers to {grade}, but the lower level {lower} to {other}",
                    higher=higher.name,
                    grade=higher.facts.grades,
                    lower=lower.name,
                    other=lower.facts.grades,
                ),
                msg("Let the higher level answer to the worse grade"),
                (
                    (
                        view.at(*lower.pointer, "grades"),
                        msg("the grades of {level}", level=lower.name),
                    ),
                ),
            )
    lowest = known[-1][0].severity if known else 0
    for level in view.levels:
        is_below = level.facts.is_for_watching and level.severity < lowest
        if known and not level.facts.grades and not is_below:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("{level} answers to no incident grade, though others do", level=level.name),
                msg("Write it under 对应分级; for a level below all grades, write 无 there"),
            )


def grade_order(view: PlanView) -> dict[str, int]:
    """Return the places of the grades, 0 for the worst."""
    law = [grade.zh for grade in IncidentGrade]
    names = list(view.plan.grades)
    ordered = law if set(law) >= set(names) else names
    return {name: i for i, name in enumerate(ordered)}


__all__ = [
    "always_holds",
    "empty_row",
    "grade_order",
    "grades_out_of_order",
    "never_ends",
    "never_starts",
    "no_levels",
    "same_judgement",
    "unreadable_cell",
    "wrong_unit",
]
