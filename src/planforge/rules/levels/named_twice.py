"""Levels and grades that one list names twice: one of the two was to be another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules.levels.declared import INCIDENT_GRADES, LEVELS_IN_ORDER, grade_order
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.scales import IncidentGrade

_TWO: Final = 2


class _Entry(NamedTuple):
    """A word of a list, and where it stands."""

    word: str
    at: Pointer


@plan_rule(
    "LVL058",
    "level.named-twice",
    Severity.WARNING,
    title=msg("Level or grade that one list names twice"),
    rationale=msg(
        "One of the two was to be another one: at that level or grade nobody is called, or nobody "
        "leads."
    ),
    sources=(INCIDENT_GRADES, LEVELS_IN_ORDER),
    follows=("RPT010",),
)
def named_twice(view: PlanView) -> Iterator[Hit]:
    """Lists of levels and grades with a word twice, and 分级应对 with a grade in two entries.

    Pointed at is the one in whose place a word that is missing keeps the order of the list.
    """
    grades = grade_order(view)
    levels = {level.name: -level.severity for level in view.levels}
    for entries in _lists(view):
        yield from _twice(view, entries, grades if _are_in(entries, grades) else levels)
    yield from _twice(view, leading_grades(view), grades)


def leading_grades(view: PlanView) -> tuple[_Entry, ...]:
    """Return the grades of 分级应对, in their order."""
    return tuple(
        _Entry(grade.zh, ("leadership", i, "grades", j))
        for i, rule in enumerate(view.plan.leadership)
        for j, grade in enumerate(rule.grades)
    )


def led_twice(view: PlanView, grade: IncidentGrade) -> bool:
    """Whether 分级应对 has *grade* twice."""
    return sum(entry.word == grade.zh for entry in leading_grades(view)) >= _TWO


def _lists(view: PlanView) -> Iterator[tuple[_Entry, ...]]:
    plan = view.plan
    for group, at in view.groups:
        yield _entries(group.levels, (*at, "levels"))
    for i, clause in enumerate(plan.adjustments):
        yield _entries(clause.levels, ("adjustments", i, "levels"))
    for i, action in enumerate(plan.actions):
        yield _entries(action.only_levels, ("actions", i, "only_levels"))
    for i, report in enumerate(plan.reports):
        yield _entries(report.grades, ("reports", i, "grades"))
        yield _entries(report.levels, ("reports", i, "levels"))
    for level in view.levels:
        yield _entries(level.facts.grades, (*level.pointer, "grades"))


def _entries(words: Sequence[str], at: Pointer) -> tuple[_Entry, ...]:
    if len(words) < _TWO or len(set(words)) == len(words):
        return ()
    return tuple(_Entry(word, (*at, i)) for i, word in enumerate(words))


def _are_in(entries: Sequence[_Entry], order: Mapping[str, int]) -> bool:
    return bool(entries) and entries[0].word in order


def _twice(view: PlanView, entries: Sequence[_Entry], order: Mapping[str, int]) -> Iterator[Hit]:
    places: dict[str, list[int]] = {}
    for i, entry in enumerate(entries):
        places.setdefault(fold(entry.word), []).append(i)
    for found in places.values():
        if len(found) < _TWO:
            continue
        i, meant = _slip([entry.word for entry in entries], found, order)
        other = next(j for j in found if j != i)
        yield Hit(
            view.at(*entries[i].at),
            msg("{word} is named twice", word=entries[i].word),
            msg("Probably “{level}” is meant", level=meant)
            if meant
            else msg("Name each once: leave one out, or write the one that is meant"),
            ((view.at(*entries[other].at), msg("The first one stands here")),),
        )


def _slip(words: Sequence[str], found: Sequence[int], order: Mapping[str, int]) -> tuple[int, str]:
    """Return the place of the word that was to be another one, and that one if it is clear."""
    fitting = [
        (i, other)
        for i in found
        for other in order
        if other not in words and _is_in_order([*words[:i], other, *words[i + 1 :]], order)
    ]
    if not fitting:
        return found[-1], ""
    i = fitting[0][0]
    near = [other for at, other in fitting if at == i]
    return i, near[0] if len(near) == 1 else ""


def _is_in_order(words: Sequence[str], order: Mapping[str, int]) -> bool:
    ranks = [order[word] for word in words if word in order]
    return ranks in (sorted(set(ranks)), sorted(set(ranks), reverse=True))


__all__ = ["led_twice", "named_twice"]
