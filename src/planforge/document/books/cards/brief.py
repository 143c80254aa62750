"""Steps that have no room on a card, named in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.fit import width_of
from planforge.document.wording import PLAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.books.cards.card import Step

_STOPS: Final = "。；"
_PREMISE: Final = 16.0
"""A premise that is wider, in characters, is said by its first case."""


def said_in_brief(steps: Sequence[Step]) -> list[str]:
    """Return *steps* as clauses: what is done by when, those on one condition together."""
    return [PLAN.labelled(whose, said) if whose else said for whose, said in rows_in_brief(steps)]


def rows_in_brief(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """Return *steps* in brief: under whose name, those of each in one line."""
    groups: dict[str, dict[str, list[str]]] = {}
    for step in steps:
        what = step.short or step.what or step.text.rstrip(_STOPS)
        words = PLAN.bracketed(what, PLAN.clauses(_one_line(step.when)))
        its = groups.setdefault(step.whose, {"": []})
        its.setdefault(_first_case(step.premise), []).append(words)
    return [
        (
            whose,
            PLAN.clauses(premise + PLAN.listed(names) for premise, names in its.items() if names),
        )
        for whose, its in groups.items()
    ]


def _first_case(premise: str) -> str:
    """Return *premise*, of a long one in brackets the first case only: the plan says the others."""
    first, others, _ = premise.partition(PLAN.clause)
    if not others or width_of(premise) <= _PREMISE or not premise.startswith(PLAN.opening):
        return premise
    return f"{first}等情形{PLAN.closing}"


def _one_line(lines: Sequence[str]) -> list[str]:
    """Return *lines* of a time limit; one that ends in a colon and the next are one."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].endswith(PLAN.colon):
            joined[-1] += line
        else:
            joined.append(line)
    return joined
