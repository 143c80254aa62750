"""What a cell of a ladder speaks of, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.steps import Aspect
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.corpus.steps import Side
    from planforge.feel import Value
    from planforge.i18n import Argument


def name_of(side: Side) -> Argument:
    """Return what a cell says something of: its indicator, or in how many places."""
    if side.aspect is Aspect.COUNT:
        return msg("number of places for {indicator}", indicator=side.indicator.name)
    return side.indicator.name


def at_value(side: Side, value: Value) -> Message:
    """Return *value* with what it is a value of: 死亡人数 3人."""
    shown = side.values.domain.show(value)
    name = side.indicator.name
    if side.aspect is Aspect.COUNT:
        return msg("number of places for {indicator}: {value}", indicator=name, value=shown)
    return msg("{indicator} {value}", indicator=name, value=shown)


__all__ = ["at_value", "name_of"]
