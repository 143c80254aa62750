"""What is known of an incident in the words of forms: facts, deciding rows, first actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.adjusted import outlook
from planforge.corpus.assess import Answer, assess, confirms, first_actions
from planforge.document.conditions import cell_words, row_words
from planforge.document.selection import full
from planforge.document.wording import limit_words
from planforge.feel import only
from planforge.frozen import dataclass
from planforge.model.base import Element
from planforge.model.trigger import Quantified, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.corpus.assess import Fact
    from planforge.corpus.plan_view import ActionAt, Level, PlanView
    from planforge.document.context import Context
    from planforge.findings import Pointer
    from planforge.model.plan import ResponseLevel
    from planforge.model.trigger import Adjustment


@dataclass(frozen=True, slots=True)
class Filled:
    """What an assessment makes of the facts, as far as forms have room for it.

    Attributes:
        known: The facts.
        holding: What people say is so.
        level: The level that follows; empty for none.
        decided_in: Where the rows stand that decide it, the first first.
        by_grade: The grade that starts the level; empty if rows do.
        changed_by: The clauses that make another level of what rows or the grade start.
        grade: The grade of the incident; empty for none.
        graded_in: Where the rows stand that decide the grade, the first first.
        warning: The colour of the warning that follows; empty for none.
        actions: What is done at the level, the shortest limit first.
        depot: For a transfer of supplies: the depots that it is for, as the actions name them.
    """

    known: tuple[Fact, ...]
    holding: tuple[str, ...] = ()
    level: str = ""
    decided_in: tuple[Pointer, ...] = ()
    by_grade: str = ""
    changed_by: tuple[Adjustment, ...] = ()
    grade: str = ""
    graded_in: tuple[Pointer, ...] = ()
    warning: str = ""
    actions: tuple[ActionAt, ...] = ()
    depot: str = ""


def filled(view: PlanView, known: Sequence[Fact], holding: Sequence[str] = ()) -> Filled:
    """Return what the plan of *view* makes of the facts *known* and what people say is so.

    What people judge (研判) is a ground for a level, and no circumstance: it is not among those.
    """
    outcome = assess(view, known, holding)
    follows = outlook(view, outcome, known, holding)
    reached = outcome.levels.reached
    by_grade = follows.by_grade
    if reached and by_grade and _is_above(view, by_grade.level, reached.name):
        reached = None
    base = reached.name if reached else by_grade.level if by_grade else ""
    grade, warning = outcome.grades.reached, outcome.warnings.reached
    rows, graded = (step.with_answer(Answer.HOLDS) if step else () for step in (reached, grade))
    clauses = [one.clause for one in follows.clauses if one.answer is Answer.HOLDS]
    judged = _judgements(view)
    return Filled(
        tuple(known),
        tuple(told for told in holding if not any(confirms((told,), text) for text in judged)),
        follows.level,
        tuple(row.rule.pointer for row in rows),
        by_grade.grade if by_grade and not rows else "",
        tuple(clauses) if follows.level != base else (),
        grade.name if grade else "",
        tuple(row.rule.pointer for row in graded),
        warning.name if warning else "",
        first_actions(view, follows.level) if follows.level else (),
    )


def _is_above(view: PlanView, one: str, other: str) -> bool:
    return (view.severity(one) or 0) > (view.severity(other) or 0)


def _judgements(view: PlanView) -> Iterator[str]:
    """Yield what people judge where a level starts."""
    for level in view.levels:
        yield from (rule.judgement for rule in view.tables[level.name].rules if rule.judgement)


def fact_lines(context: Context, it: Filled) -> list[str]:
    """Return the facts in the words of plans: “24小时降雨量120毫米”, and what people say is so."""
    return [*(fact_text(context, fact) for fact in it.known), *it.holding]


def fact_text(context: Context, fact: Fact) -> str:
    """Return *fact* in the words of plans."""
    text = only(fact.domain, fact.value).text()
    name = fact.indicator.name
    _, counted, reach = fact.dimension.partition("#")
    if counted:
        return cell_words(context, name, Quantified(count=text, reach=reach))
    return cell_words(context, name, text)


def reasons(context: Context, it: Filled) -> list[str]:
    """Return why the level follows: the start conditions that hold, or the grade, and clauses."""
    found = conditions(context, it.decided_in)
    if it.by_grade:
        found.append(context.t("the incident is of the grade {grade}", grade=it.by_grade))
    found += [one.circumstances for one in it.changed_by if context.may_show(one)]
    return list(dict.fromkeys(found))


def conditions(context: Context, rows: Iterable[Pointer]) -> list[str]:
    """Return the conditions in which *rows* lie in the words of plans, as far as they may show."""
    found = (_row_at(context, pointer) for pointer in rows)
    shown = [row for row in found if row is not None and context.may_show(row)]
    return list(dict.fromkeys(row_words(context, row) for row in shown))


def _row_at(context: Context, pointer: Pointer) -> Row | None:
    """Return the row of a start condition in which *pointer* lies."""
    here: object = context.plan_view.plan
    for step in pointer:
        if isinstance(here, Row):
            return here
        if isinstance(here, Element):
            here = getattr(here, str(step), None)
        elif isinstance(here, tuple) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif hasattr(here, "get"):
            here = here.get(step)
        else:
            return None
    return here if isinstance(here, Row) else None


def level_of(context: Context, it: Filled | None) -> Level | None:
    """Return the level that follows, None if there is none that the reader may see."""
    level = context.plan_view.level(it.level) if it and it.level else None
    return level if level and context.may_show(level.facts) else None


def facts_of(context: Context, level: Level) -> ResponseLevel:
    """Return what the plan says of *level*."""
    return full(context, level)


def action_lines(context: Context, it: Filled | None, most: int) -> list[str]:
    """Return the first *most* actions with unit and limit: “市防办组织会商（30分钟内）”."""
    marks = context.marks
    shown = [at for at in it.actions if context.may_show(at.action)] if it else []
    lines = []
    for at in shown[:most]:
        text = marks.labelled(marks.listed(at.responsible), at.content.rstrip("。；"))
        lines.append(marks.bracketed(text, limit_words(context, at.limit, at.anchor)))
    if len(shown) > most:
        more = len(shown) - most
        lines.append(context.t("and {count} more actions of the plan at this level", count=more))
    return lines


__all__ = [
    "Filled",
    "action_lines",
    "conditions",
    "fact_lines",
    "fact_text",
    "facts_of",
    "filled",
    "level_of",
    "reasons",
]
