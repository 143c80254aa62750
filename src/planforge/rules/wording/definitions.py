"""Definitions of terms: one for each, and bands of figures that fit to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import fold
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule
from planforge.rules.text.bands import misfit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System


@plan_rule(
    "WRD020",
    "wording.definition-does-not-hold",
    Severity.WARNING,
    title=msg("Definition that contradicts another one, or itself"),
    rationale=msg("Two people who look the word up read two things, and grade by two scales."),
    sources=(CLEAR_DUTIES,),
)
def definition_does_not_hold(view: PlanView) -> Iterator[Hit]:
    """Terms defined twice, and definitions by bands of figures with a gap or an overlap.

    小于5年为小洪水，5年以上20年以下为中洪水 and so on; of one unit, three bands or more.
    """
    known: dict[str, int] = {}
    for i, entry in enumerate(view.plan.terms):
        first = known.setdefault(fold(entry.term), i)
        if first != i:
            is_same = fold(view.plan.terms[first].meaning) == fold(entry.meaning)
            yield Hit(
                view.at("terms", i, "term"),
                msg("“{term}” is defined twice", term=entry.term)
                if is_same
                else msg("“{term}” is defined twice, with two meanings", term=entry.term),
                msg("Keep one definition"),
                ((view.at("terms", first), msg("the other definition")),),
            )
        if "以上" in entry.meaning:  # as in every scale of bands
            yield from _misfits(view.at("terms", i, "meaning"), entry.meaning)


@asked_of_the_system("WRD020")
def note_does_not_hold(system: System) -> Iterator[Hit]:
    """The same bands in 说明 of registered indicators."""
    for entity in system.registry.names.entities(Kind.INDICATOR):
        if isinstance(entity.element, Indicator) and entity.element.note:
            yield from _misfits(entity.place.below("note"), entity.element.note)


def _misfits(place: Place, text: str) -> Iterator[Hit]:
    found = misfit(text)
    if found is None:
        return
    lower, higher, is_gap = found
    chars = (higher.start, higher.end)
    yield Hit(
        Place(place.file, place.pointer, chars=chars),
        msg("Between “{lower}” and “{higher}” there is a gap", lower=lower.text, higher=higher.text)
        if is_gap
        else msg("“{lower}” and “{higher}” overlap", lower=lower.text, higher=higher.text),
        msg("Let each band begin where the one before it ends"),
    )


__all__ = ["definition_does_not_hold"]
