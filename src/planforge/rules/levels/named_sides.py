"""What a cell of a ladder speaks of, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.steps import Aspect
from planforge.corpus.tables import COLOURS
from planforge.corpus.written import cell_text
from planforge.feel import Worse, only
from planforge.i18n import Message, msg
from planforge.patterns import late
from planforge.rules.levels.proposed import as_cell

if TYPE_CHECKING:
    from planforge.corpus.steps import Side
    from planforge.feel import Value
    from planforge.i18n import Argument
    from planforge.model.plan import Plan

_LARGE: Final = late("[万亿]")
"""What large numbers are counted in."""


def name_of(side: Side) -> Argument:
    """Return what a cell says something of: its indicator, or in how many places."""
    if side.aspect is Aspect.COUNT:
        return msg("number of places for {indicator}", indicator=side.indicator.name)
    return side.indicator.name


def text_of(plan: Plan, side: Side) -> str:
    """Return what the cell of *side* says in *plan*; “>= 1” of places that it does not count."""
    if side.aspect is Aspect.COUNT and side.pointer[-1] != "count":
        return side.values.text()
    return cell_text(plan, side.pointer)


def at_value(side: Side, value: Value | None, cell: str) -> Message:
    """Return *value* with what it is a value of, counted as in the text *cell* of its cell.

    死亡人数 3人; 停电影响人口 200万人, where the cell counts in 万人; 未发布暴雨预警.
    """
    if value is None:
        return _not_given(side)
    shown: Argument = side.values.domain.show(value)
    if _LARGE.search(cell):
        shown = as_cell(only(side.values.domain, value), cell).replace(" ", "")
    name = side.indicator.name
    if side.aspect is Aspect.COUNT:
        return msg("number of places for {indicator}: {value}", indicator=name, value=shown)
    return msg("{indicator} {value}", indicator=name, value=shown)


def _not_given(side: Side) -> Message:
    """Return that no word of the scale of *side* is given: no warning is out, no stage reached."""
    name, words = side.indicator.name, getattr(side.values.domain, "words", ())
    if words == COLOURS:
        return msg("no {indicator} is out", indicator=name)
    mildest = words[-1 if side.values.domain.worse is Worse.LOWER else 0]
    return msg("{indicator} not as far as {word}", indicator=name, word=mildest)


__all__ = ["at_value", "name_of", "text_of"]
