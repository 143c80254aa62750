"""A set of values in the words of a plan: “3人以上10人以下”, “不超过100毫米”, “橙色以上”.

Which of 以上 and 以下 includes the number is a convention that the plan states; a bound that the
convention cannot say is written out (大于, 不少于, 不超过, 小于), so the words are never wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.feel.domain import Choice, Numeric, Ordered, ValueSet
from planforge.feel.quantity import format_number
from planforge.feel.units import Unit, convert, parse_unit
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.feel.domain import Bound


@dataclass(frozen=True, slots=True)
class Convention:
    """Whether the plan's 以上 and 以下 include the number itself."""

    above_includes: bool = True
    below_includes: bool = False


LAW: Final = Convention()
"""以上 includes, 以下 does not, as in the accident regulations (国务院令第493号第三条)."""
CIVIL_CODE: Final = Convention(below_includes=True)
"""Both include the number (民法典第一千二百五十九条)."""

_WAN: Final = 10_000
_MULTIPLES: Final = ("千", "万", "亿")


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
        return msg("{low} or more", low=domain.show(domain.value(low.number)))
    words = (domain.value(Fraction(rank)) for rank in range(len(domain.words)))
    return _either([domain.show(word) for word in words if values.contains(word)])


def _span(
    values: ValueSet,
    part: tuple[Bound | None, Bound | None],
    unit: Unit | None,
    convention: Convention,
) -> Message:
    low, high = part
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
    domain = values.domain
    own = domain.unit if isinstance(domain, Numeric) else None
    number = bound.number
    if unit is not None and own is not None:
        converted = convert(number, own, unit)
        number, own = (converted, unit) if isinstance(converted, Fraction) else (number, own)
    if own and own.symbol.startswith("万") and number and number % _WAN == 0:
        larger = parse_unit("亿" + own.symbol[1:])
        number, own = (number / _WAN, larger) if isinstance(larger, Unit) else (number, own)
    written: Message | str = format_number(number)
    if number and number % _WAN == 0 and not (own and own.symbol.startswith(_MULTIPLES)):
        written = msg("{number}0 000", number=format_number(number / _WAN))
    if own is None:
        return msg("{number}", number=written)
    return msg("{number} {unit}", number=written, unit=own.label)
