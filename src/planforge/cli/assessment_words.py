"""Cells and facts of an assessment in the words of a plan: “24小时降雨量200毫米以上300毫米以下”."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.feel import (
    Convention,
    Flag,
    Numeric,
    Ordered,
    Unit,
    only,
    parse_unit,
    to_words,
)
from planforge.i18n import msg
from planforge.model.registers import Indicator

if TYPE_CHECKING:
    from planforge.corpus.assess import Fact
    from planforge.corpus.registry import Registry
    from planforge.corpus.tables import Condition
    from planforge.feel import ValueSet
    from planforge.i18n import Message
    from planforge.model.scalars import Limit

_PIECE: Final = parse_unit("个")
_PLACES: Final = Numeric(_PIECE if isinstance(_PIECE, Unit) else None, integer=True)
"""How many places there are."""


class Words:
    """Words for values in one language, with what 以上 and 以下 mean in one jurisdiction."""

    def __init__(self, registry: Registry, language: str) -> None:
        """Speak *language*, by the convention of the jurisdiction of *registry*."""
        own = registry.jurisdiction
        self._language = language
        self._convention = (
            Convention(own.at_least_inclusive, own.at_most_inclusive) if own else Convention()
        )

    def cell(self, cell: Condition) -> str:
        """Return a cell as it is asked: the indicator and what it must be."""
        name = cell.indicator.name
        if cell.reach is None:
            return self._t(self._test(name, cell.values))
        test = self._test(name, cell.reach)
        count = self._values(replace(cell.values, domain=_PLACES))
        indicator = cell.indicator.element
        places = indicator.counted if isinstance(indicator, Indicator) else None
        if places:
            return self._t(
                msg("{test} in {count} of: {places}", test=test, count=count, places=places)
            )
        return self._t(msg("{test} in {count} places", test=test, count=count))

    def fact(self, fact: Fact) -> str:
        """Return *fact* with its value, exact, with its unit."""
        values = only(fact.domain, fact.value)
        value = values.domain.show(values.sample()) if isinstance(values.domain, Flag) else None
        words = value or self._values(values)
        return self._t(msg("{name} = {value}", name=fact.dimension_name, value=words))

    def limit(self, limit: Limit | None, anchor: str) -> str:
        """Return until when something is due; *anchor* is the moment from which it is counted."""
        if limit is None:
            return self._t(msg("no limit"))
        if limit.clock is not None:
            return limit.text
        if limit.seconds == 0:
            return self._t(msg("{limit} after {anchor}", limit=limit.text, anchor=anchor))
        return self._t(msg("within {limit} of {anchor}", limit=limit.text, anchor=anchor))

    def _t(self, message: Message) -> str:
        return message.render(self._language)

    def _test(self, name: str, values: ValueSet) -> Message:
        domain = values.domain
        if isinstance(domain, Flag) and not values.is_whole:
            yes = values.contains(value=True)
            return msg("{name}", name=name) if yes else msg("no “{name}”", name=name)
        words = self._values(values)
        if isinstance(domain, Numeric):
            return msg("{name} {test}", name=name, test=words)
        return msg("{name}: {test}", name=name, test=words)

    def _values(self, values: ValueSet) -> Message:
        domain = values.domain
        if values.is_whole and isinstance(domain, Ordered) and domain.words:
            return msg("{low} or higher", low=domain.words[0])
        return to_words(values, None, self._convention)


__all__ = ["Words"]
