"""Facts in the words of people: 24小时降雨量168毫米."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import OF
from planforge.drill.build.scenario import NOTHING
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.registry import Registry
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Json

_DIGITS: Final = 6
"""Digits behind the point, at most."""
_FALSE_ALARM: Final = msg("it was a false alarm")
_YES = frozenset({"true", "是", "yes"})
_NO = frozenset({"false", "否", "no"})


def fact_words(registry: Registry, name: str, value: Json) -> Words:
    """Return a value of an indicator in words.

    Args:
        registry: Knows the indicators.
        name: Name or id of the indicator; with `@` or `#` and a test, how many places pass it.
        value: The value, as a file or a record has it.
    """
    base, mark, test = name.partition(OF)[0].partition("@")
    if not mark:
        base, mark, test = base.partition("#")
    entity = registry.names.get(base, (Kind.INDICATOR,))
    if entity is None or not isinstance(entity.element, Indicator):
        return _FALSE_ALARM if base == NOTHING else f"{base}{mark}{test}：{_text(value)}"
    known = entity.element
    if mark:
        return msg(
            "{name} {test}{unit} at {count} places",
            name=known.name,
            test=_spelled(test),
            unit=known.unit if test[-1:].isdigit() else "",
            count=_text(value),
        )
    if value is True or _text(value) in _YES:
        return known.name
    if value is False or _text(value) in _NO:
        return msg("{name}: no longer so", name=known.name)
    if known.words or not is_number(value):
        return msg("{name}: {value}", name=known.name, value=_text(value))
    return f"{known.name}{_text(value)}{known.unit}"


def facts_words(registry: Registry, facts: Mapping[str, Json]) -> tuple[Words, ...]:
    """Return *facts*, by indicator, in words, in their order."""
    return tuple(fact_words(registry, name, value) for name, value in facts.items())


def asked_of(registry: Registry, dimensions: Iterable[str]) -> tuple[Words, ...]:
    """Return what is asked of *dimensions*, each once: whether it is so, or the figure.

    Whoever says how long it has been so says that it is so.
    """
    found: dict[str, Words] = {}
    for one in dimensions:
        base = one.partition(OF)[0].partition("#")[0].partition("@")[0]
        entity = registry.names.get(base, (Kind.INDICATOR,))
        name = entity.name if entity else base
        is_flag = entity is not None and entity.of(Indicator).type is IndicatorType.FLAG
        found[name] = msg("is it so: {name}", name=name) if is_flag else name
    return tuple(
        words
        for name, words in found.items()
        if not any(other != name and other.startswith(name) for other in found)
    )


def _spelled(test: str) -> str:
    return test.replace(">=", "≥").replace("<=", "≤").replace(" ", "")


def is_number(value: Json) -> bool:
    """Whether *value* is a figure rather than a word or a truth."""
    if isinstance(value, bool):
        return False
    try:
        Fraction(str(value))
    except ValueError:
        return False
    return True


def _text(value: Json) -> str:
    """Return *value* as it is written, a fraction with a decimal point."""
    text = str(value)
    if "/" not in text or not is_number(value):
        return text
    number = Fraction(text)
    scaled, digits = number, 0
    while scaled.denominator != 1 and digits < _DIGITS:
        scaled, digits = scaled * 10, digits + 1
    if scaled.denominator != 1:
        return text
    whole = f"{abs(int(scaled)):0{digits + 1}d}"
    sign = "-" if number < 0 else ""
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}"


__all__ = ["asked_of", "fact_words", "facts_words", "is_number"]
