"""Gaps of a ladder that a vague word has made, told where the word stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import FaultKind
from planforge.findings import Place
from planforge.i18n import msg
from planforge.rules.levels.plan_ladders import rank_of
from planforge.rules.levels.vague_words import FIGURES, vague_rows

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.steps import Fault
    from planforge.findings import Pointer
    from planforge.rules.rule import Hit

_SHARED: Final = 2
"""Characters in a row of the name of an indicator by which words speak of it."""


def worded_in_place_of(view: PlanView, fault: Fault) -> tuple[Pointer, tuple[int, int]] | None:
    """Return the vague word that stands where the figure is missing that makes a gap, if one does.

    It is in a row of a level between the two, and speaks of the same thing; where it stands is the
    row's pointer and the characters of its 研判.
    """
    if fault.kind not in {FaultKind.GAP, FaultKind.OPEN_END} or fault.axis is None:
        return None
    rows = vague_rows(view)
    if not rows or fault.axis not in fault.lower.sides:
        return None
    cell = fault.lower.sides[fault.axis]
    for pointer, row, word in rows:
        if pointer[0] != cell.pointer[0] or rank_of(view, pointer) not in fault.between:
            continue
        name, text = cell.indicator.name, (row.judgement or "").replace("伤亡", "死亡、重伤")
        if any(name[i : i + _SHARED] in text for i in range(len(name) - _SHARED + 1)):
            return (*pointer, "judgement"), word.span()
    return None


def at_the_word(view: PlanView, hit: Hit, pointer: Pointer, chars: tuple[int, int]) -> Hit:
    """Return *hit* at the vague word that has made the gap."""
    related = ((hit.place, msg("the row next to it")), *hit.related)
    return replace(
        hit, place=Place(view.file, pointer, chars=chars), hint=FIGURES, related=related, fix=()
    )


__all__ = ["at_the_word", "worded_in_place_of"]
