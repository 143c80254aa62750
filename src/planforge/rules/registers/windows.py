"""Indicators whose name says over how long they are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scalars import Limit
from planforge.patterns import late
from planforge.rules.articles import RESPONSE_LEVELS
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.system import System

_SPAN: Final = late(r"(?<!\d)(\d+(?:\.\d+)?)\s*(小时|h|H|分钟|min|天|日)(?![前后内起])")
_UNITS: Final = {"h": "小时", "H": "小时", "min": "分钟", "日": "天"}


@system_rule(
    "RGS027",
    "register.window-against-name",
    Severity.WARNING,
    title=msg("Indicator measured over another time than its name says"),
    rationale=msg(
        "The table prints the name, the figure is measured over 时段: the same rain starts two "
        "different levels."
    ),
    sources=(RESPONSE_LEVELS,),
)
def window_against_name(system: System) -> Iterator[Hit]:
    """Indicators such as 3小时降雨量 with another 时段 than their name says."""
    for entity in system.registry.names.entities(Kind.INDICATOR):
        entry = entity.element
        if not isinstance(entry, Indicator) or not entry.window:
            continue
        named, window = span_s(entity.name), span_s(entry.window)
        if named and window and named != window:
            yield Hit(
                entity.place.below("window"),
                msg(
                    "“{name}” is measured over {window} by 时段",
                    name=entity.name,
                    window=entry.window,
                ),
                msg("Write the same time in both"),
            )


def span_s(text: str) -> int:
    """Return the one length of time that *text* has, in seconds; 0 if it has none or several."""
    found = _SPAN.findall(text)
    if len(found) != 1:
        return 0
    number, unit = found[0]
    return Limit.read(f"{number}{_UNITS.get(unit, unit)}").seconds or 0


__all__ = ["span_s", "window_against_name"]
