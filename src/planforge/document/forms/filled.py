"""What is known of an incident in the words of forms: facts, deciding rows, first actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.adjusted import outlook
from planforge.corpus.assess import Answer, assess, first_actions
from planforge.document.conditions import cell_words, row_words
from planforge.document.selection import full
from planforge.document.wording import limit_words
from planforge.feel import only
from planforge.frozen import dataclass
from planforge.model.base import Element
from planforge.model.trigger import Quantified, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.corpus.assess import Fact
    from planforge.corpus.plan_view import ActionAt, Level, PlanView
    from planforge.document.context import Context
    from planforge.findings import Pointer
    from planforge.model.plan import ResponseLevel


@dataclass(frozen=True, slots=True)
class Filled:
    """What an assessment makes of the facts, as far as forms have room for it.

    Attributes:
        known: The facts.
        holding: What people say is so.
        level: The level that follows; empty for none.
        decided_in: Where the rows stand that decide it, the first first.
        by_grade: The grade that starts the level; empty if rows do.
        grade: The grade of the incident; empty for none.
        warning: The colour of the warning that follows; empty for none.
        actions: What is done at the level, the shortest limit first.
        depot: For a transfer of supplies: the depots that it is for, as the actions name them.
    """

    known: tuple[Fact, ...]
    holding: tuple[str, ...] = ()
    level: str = ""
    decided_in: tuple[Pointer, ...] = ()
    by_grade: str = ""
    grade: str = ""
    warning: str = ""
    actions: tuple[ActionAt, ...] = ()
    depot: str = ""


def filled(view: PlanView, known: Sequence[Fact], holding: Sequence[str] = ()) -> Filled:
    """Return what the plan of *view* makes of the facts *known* and what people say is so."""
    outcome = assess(view, known, holding)
    follows = outlook(view, outcome, known, holding)
    reached = outcome.levels.reached
    rows = reached.with_answer(Answer.HOLDS) if reached else ()
    grade, warning = outcome.grades.reached, outcome.warnings.reached
    return Filled(
        tuple(known),
        tuple(holding),
        follows.level,
        tuple(row.rule.pointer for row in rows),
        follows.by_grade.grade if follows.by_grade and not rows else "",
        grade.name if grade else "",
        warning.name if warning else "",
        first_actions(view, follows.level) if follows.level else (),
    )


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
    """Return why the level follows: the start conditions that hold, or the grade."""
    found = [
        row_words(context, row)
        for row in (_row_at(context, pointer) for pointer in it.decided_in)
        if row is not None and context.may_show(row)
    ]
    if it.by_grade:
        found.append(context.t("the incident is of the grade {grade}", grade=it.by_grade))
    return list(dict.fromkeys(found))


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
    "fact_lines",
    "fact_text",
    "facts_of",
    "filled",
    "level_of",
    "reasons",
]
