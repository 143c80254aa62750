"""A set of values in the words of a plan: “3人以上10人以下”, “不超过100毫米”, “橙色以上”.

Which of 以上 and 以下 includes the number is a convention that the plan states; a bound that the
convention cannot say is written out (大于, 不少于, 不超过, 小于), so the words are never wrong.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from planforge.feel.domain import Choice, Numeric, Ordered, ValueSet
from planforge.feel.quantity import format_number
from planforge.feel.units import Unit, convert, parse_unit
from planforge.feel.valueset import Bound
from planforge.frozen import dataclass
from planforge.i18n import Message, Wording, msg


@dataclass(frozen=True, slots=True)
class Convention:
    """Whether the plan's 以上 and 以下 include the number itself."""

    above_includes: bool = True
    below_includes: bool = False


LAW: Final = Convention()
"""以上 includes, 以下 does not, as in the accident regulations (国务院令第493号第三条)."""
CIVIL_CODE: Final = Convention(below_includes=True)
"""Both include the number."""

_WAN: Final = 10_000
_MULTIPLES: Final = ("千", "万", "亿")
_PLURAL: Final = re.compile(r"s\b")
_ENGLISH_MULTIPLES: Final = ((10**9, "billion"), (10**6, "million"))
_MOST_DECIMALS: Final = 1000
"""A number is written in millions if a thousandth of them says it exactly."""


def to_words(values: ValueSet, unit: Unit | None = None, convention: Convention = LAW) -> Message:
    """Return *values* in words.

    Args:
        values: Any set; bounds at which the domain itself ends are not mentioned.
        unit: The unit to write numbers in, of the domain's dimension; None for the domain's own.
        convention: What 以上 and 以下 mean in the plan.
    """
    if values.is_empty:
        return msg("no value")
    if values.is_whole:
        return msg("any value")
    domain = values.domain
    if isinstance(domain, Numeric):
        return _either([_span(values, part, unit, convention) for part in values.open_spans()])
    if not isinstance(domain, Ordered):
        return domain.show(values.sample())
    spans = values.open_spans()
    low, high = spans[0]
    is_scale = not isinstance(domain, Choice) and convention.above_includes
    if is_scale and len(spans) == 1 and low and not high:
        return msg("{low} or higher", low=domain.show(domain.value(low.number)))
    words = (domain.value(Fraction(rank)) for rank in range(len(domain.words)))
    return _either([domain.show(word) for word in words if values.contains(word)])


def _span(
    values: ValueSet,
    part: tuple[Bound | None, Bound | None],
    unit: Unit | None,
    convention: Convention,
) -> Message:
    low, high = part
    step = values.line.step
    if high is not None and not high.is_closed and convention.below_includes and step:
        high = Bound(high.number - step, is_closed=True)  # 29人以下 where 以下 includes
    if low is not None and low == high:
        return _figure(values, low, unit)
    lower = _figure(values, low, unit) if low else None
    upper = _figure(values, high, unit) if high else None
    if low and high and lower and upper:
        if _is_short(low, high, convention):
            above, below = _above(lower, low, convention), _below(upper, high, convention)
            return msg("{low}, {high}", low=above, high=below)
        return msg("{low} and {high}", low=_exact_above(lower, low), high=_exact_below(upper, high))
    if low and lower:
        return _above(lower, low, convention)
    if high and upper:
        return _below(upper, high, convention)
    return msg("any value")


def _above(figure: Message, bound: Bound, convention: Convention) -> Message:
    if bound.is_closed is not convention.above_includes:
        return _exact_above(figure, bound)
    return msg("{low} or more", low=figure) if bound.is_closed else msg("above {low}", low=figure)


def _below(figure: Message, bound: Bound, convention: Convention) -> Message:
    if bound.is_closed is not convention.below_includes:
        return _exact_below(figure, bound)
    return msg("up to {high}", high=figure) if bound.is_closed else msg("below {high}", high=figure)


def _exact_above(figure: Message, bound: Bound) -> Message:
    if bound.is_closed:
        return msg("not less than {low}", low=figure)
    return msg("more than {low}", low=figure)


def _exact_below(figure: Message, bound: Bound) -> Message:
    if bound.is_closed:
        return msg("not more than {high}", high=figure)
    return msg("less than {high}", high=figure)


def _is_short(low: Bound, high: Bound, convention: Convention) -> bool:
    return (
        low.is_closed is convention.above_includes and high.is_closed is convention.below_includes
    )


def _either(parts: list[Message]) -> Message:
    result = parts[0]
    for part in parts[1:]:
        result = msg("{first} or {second}", first=result, second=part)
    return result


def _figure(values: ValueSet, bound: Bound, unit: Unit | None) -> Message:
    """Return the number of *bound* with its unit, counted in 万 only where that is the custom."""
    domain = values.domain
    own = domain.unit if isinstance(domain, Numeric) else None
    number = bound.number
    if unit is not None and own is not None:
        converted = convert(number, own, unit)
        number, own = (converted, unit) if isinstance(converted, Fraction) else (number, own)
    chinese, other = _chinese_figure(number, own), english_figure(number, own)
    return msg("{number}", number=Wording(chinese, other))


def _chinese_figure(number: Fraction, own: Unit | None) -> Message:
    if own and own.symbol.startswith("万") and number and number % _WAN == 0:
        larger = parse_unit("亿" + own.symbol[1:])
        number, own = (number / _WAN, larger) if isinstance(larger, Unit) else (number, own)
    written: Message | str = format_number(number)
    if number and number % _WAN == 0 and not (own and own.symbol.startswith(_MULTIPLES)):
        written = msg("{number}0 000", number=format_number(number / _WAN))
    if own is None:
        return msg("{number}", number=written)
    return msg("{number} {unit}", number=written, unit=own.label)


def english_figure(number: Fraction, unit: Unit | None) -> Message:
    """Return *number* of *unit* as English counts: “10 million yuan”, “30,000 people”, “1 hour”."""
    if unit is not None and unit.symbol.startswith(_MULTIPLES):
        simple = parse_unit(unit.symbol[1:])
        converted = convert(number, unit, simple) if isinstance(simple, Unit) else None
        if isinstance(simple, Unit) and isinstance(converted, Fraction):
            number, unit = converted, simple
    written = _english_number(number)
    word = unit.label.msgid if unit else ""
    if not word or word == "items":
        return msg("{number}", number=written)
    if number == 1:
        word = "person" if word == "people" else _PLURAL.sub("", word, count=1)
    return msg("{number} {unit}", number=written, unit=word)


def _english_number(number: Fraction) -> str:
    for size, name in _ENGLISH_MULTIPLES:
        if abs(number) >= size and number * _MOST_DECIMALS % size == 0:
            return f"{format_number(number / size)} {name}"
    return f"{number.numerator:,}" if number.denominator == 1 else format_number(number)
