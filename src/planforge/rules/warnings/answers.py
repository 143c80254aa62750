"""Warnings and the responses they lead to, step by step."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import WarningColour
from planforge.rules.levels.one_to_one import doubled
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.warnings.colours import COLOURS, NO_GAP, answers_out_of_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place
    from planforge.i18n import Message


@plan_rule(
    "WRN015",
    "warning.answers-unevenly",
    Severity.ADVICE,
    title=msg("Two warning colours lead to one response, or a response level is skipped"),
    rationale=msg(
        "Each colour is to call for its own answer; where two call for the same while a level is "
        "left over, as a rule one of the two was mistyped."
    ),
    sources=(COLOURS, NO_GAP),
    follows=("WRN007",),
)
def answers_unevenly(view: PlanView) -> Iterator[Hit]:
    """Neighbouring colours with one 对应响应 while a level that fits is free, or with one between.

    Where more than two colours share levels that is meant; colours that start no response are left
    out.
    """
    levels = [level.name for level in view.levels]
    places = {fold(name): place for place, name in enumerate(levels)}
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    answers = [
        (colour, places.get(fold(rule.response or ""), len(places)), rule.response or "")
        for colour in WarningColour
        if (rule := rules.get(colour)) is not None
        and (view.level(rule.response) if rule.response else rule.no_response)
    ]
    if len(answers) < len(rules) or any(answers_out_of_order(view)):
        return
    found = doubled([place for _, place, _ in answers], len(levels))
    if found is not None:
        yield Hit(
            _at(view, answers[found.odd][0]),
            msg(
                "The warnings in {colour} and in {other} both lead to {level}",
                colour=answers[found.odd][0].zh,
                other=answers[found.other][0].zh,
                level=answers[found.odd][2],
            ),
            msg(
                "No warning leads to {levels}: is that meant in {colour}?",
                levels=tuple(levels[place] for place in found.free),
                colour=answers[found.odd][0].zh,
            ),
            (_beside(view, answers[found.other][0]),),
        )
        return
    offsets = Counter(place - step for step, (_, place, _) in enumerate(answers))
    for step, ((higher, above, first), (lower, below, second)) in enumerate(pairwise(answers)):
        between = tuple(levels[above + 1 : below])
        if between and below < len(levels):
            is_above = offsets[above - step] < offsets[below - step - 1]
            odd, other = (higher, lower) if is_above else (lower, higher)
            yield Hit(
                _at(view, odd),
                msg(
                    "{higher} leads to {first}, {lower} to {second}: no warning leads to {between}",
                    higher=higher.zh,
                    first=first,
                    lower=lower.zh,
                    second=second,
                    between=between,
                ),
                msg("If that is not meant, correct 对应响应 of one of the two"),
                (_beside(view, other),),
            )


def _at(view: PlanView, colour: WarningColour) -> Place:
    return view.at("warnings", "rules", colour.zh, "response")


def _beside(view: PlanView, colour: WarningColour) -> tuple[Place, Message]:
    return _at(view, colour), msg("the response to {colour}", colour=colour.zh)
