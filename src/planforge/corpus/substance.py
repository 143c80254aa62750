"""What a part of a plan asks of those who act by it, for comparison with another edition.

Two parts are of the same substance if the same people do the same under the same conditions with
the same means in the same time, however that is written: 120分钟 is 2小时, a short name is the full
one, `>= 100 mm` is `>= 10 cm`. Of sentences only times, figures and names of organisations count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.corpus.deadlines import split
from planforge.corpus.names import fold
from planforge.corpus.said_limits import NUMBER, read_limit
from planforge.corpus.spotting import any_of
from planforge.corpus.tables import compile_triggers
from planforge.model.base import Element
from planforge.model.plan import Deadline, Duration, Plan
from planforge.model.scalars import MOST_DIGITS, Cycle, Limit
from planforge.model.trigger import Row, Table
from planforge.model.walk import key_of, walk
from planforge.source.width import half_width

if TYPE_CHECKING:
    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.corpus.tables import Rule
    from planforge.findings import Pointer
    from planforge.model.base import Ref
    from planforge.model.plan import Action

_SENTENCES: Final = frozenset(
    {
        "adjustment",
        "afterwards",
        "circumstances",
        "condition",
        "conditions",
        "content",
        "contents",
        "duties",
        "lifting",
        "principles",
        "summary",
        "title",
    }
)
"""Fields that hold sentences; a table that one of them holds is all facts."""
_NOTHING_TO_DO: Final = frozenset(
    {"name", "short_names", "edition", "basis", "heading_numbers", "terms", "annexes"}
)
"""Parts of a plan that nobody acts by."""
_ANY_ORDER: Final = frozenset({"after", "only_levels", "replaces", "supporting"})
"""Fields of which it does not matter what stands first."""
_CHANGED: Final = ("content", "responsible", "supporting", "needs")
"""Fields of an action that a higher level may change, besides its limit."""
_TIME: Final = re.compile(rf"(?P<number>{NUMBER})\s*个?\s*(?P<unit>分钟|小时|工作日|天|日)")
_FIGURE: Final = re.compile(
    r"\d+(?:\.\d+)?%?[a-z\u4e00-\u9fff]?|[一二三四五六七八九十百千万两]{2,}"
)


class Substance:
    """Tells what the parts of one plan say, names as the registers beside it have them."""

    def __init__(self, view: PlanView) -> None:
        """Tell of the parts of the plan of *view*."""
        self.view = view

    @cached_property
    def whole(self) -> object:
        """What all of the plan says."""
        return self._of(self.view.plan)

    @cached_property
    def actions(self) -> Mapping[str, object]:
        """What each action says, by its id; the first of equal ids."""
        every = reversed([*enumerate(self.view.plan.actions)])
        return {action.id: self._action(i, action) for i, action in every}

    @cached_property
    def levels(self) -> Mapping[str, object]:
        """What each level says, by its name, with what the plan says once for all of them."""
        return {
            name: self._of(known.facts if (known := self.view.level(name)) else facts)
            for name, facts in self.view.plan.levels.items()
        }

    def _action(self, index: int, action: Action) -> object:
        """Return what *action*, the one at *index*, asks at the levels of the plan.

        What is written of a level counts only where it is other than at the level below.
        """
        found: list[tuple[str, object]] = []
        for level in reversed(self.view.levels):
            asked = None
            if self.view.applies(action, level.severity):
                asked = self._asked(self.view.action_at(index, action, level.severity))
            if asked != (found[-1][1] if found else None):
                found.append((fold(level.name), asked))
        return tuple(found) or self._of(action)

    def _asked(self, at: ActionAt) -> object:
        """Return what an action asks of those who act by it at one level."""
        own: dict[str, object] = {name: getattr(at, name) for name in _CHANGED}
        own |= {"first_level": None, "only_levels": (), "deadline": None, "changes": {}}
        limit = at.limit and (at.limit.seconds, at.limit.workdays, at.limit.clock)
        return self._of(at.action.model_copy(update=own)), (limit, at.anchor)

    def _of(self, part: Element) -> object:
        """Return what is equal for equal substance of *part*, an element of the plan."""
        named = {found.pointer: found.ref for found in walk(part).references}
        return self._element(part, (), named)

    def _element(self, part: Element, at: Pointer, named: Mapping[Pointer, Ref]) -> object:
        fields = {}
        for field in type(part).model_fields:
            if field == "visibility" or (field in _NOTHING_TO_DO and isinstance(part, Plan)):
                continue
            value = self._value(getattr(part, field), (*at, field), named)
            fields[field] = _in_any_order(value) if field in _ANY_ORDER else value
        if isinstance(part, Plan):
            fields["actions"] = tuple(sorted(self.actions.items(), key=lambda one: one[0]))
        return tuple(fields.items())

    def _value(self, value: object, at: Pointer, named: Mapping[Pointer, Ref]) -> object:
        if isinstance(value, Limit | Deadline | Duration | Cycle):
            return _length(value, is_due=at[-1] == "deadline")
        if isinstance(value, Element):
            return self._element(value, at, named)
        if isinstance(value, str):
            return self._text(value, at, named)
        if isinstance(value, tuple):
            return self._several(value, at, named)
        if isinstance(value, Mapping):
            pairs = ((key_of(key), one) for key, one in value.items())
            known = {key: self._value(one, (*at, key), named) for key, one in pairs}
            return tuple((key, known[key]) for key in sorted(known))
        return value

    def _several(
        self, values: tuple[object, ...], at: Pointer, named: Mapping[Pointer, Ref]
    ) -> object:
        rows = tuple(one for one in values if isinstance(one, Row | Table))
        if rows:
            return self._rows(rows)
        parts = [self._value(one, (*at, i), named) for i, one in enumerate(values)]
        return tuple(filter(None, parts) if at[-1] in _SENTENCES else parts)

    def _text(self, text: str, at: Pointer, named: Mapping[Pointer, Ref]) -> object:
        ref = named.get(at)
        if ref is not None:
            entity = self.view.get(text, ref.kinds) if ref.scope == "corpus" else None
            return entity.key if entity else fold(text)
        field = next((part for part in reversed(at) if isinstance(part, str)), "")
        return self._sentence(text) if field in _SENTENCES else text

    def _sentence(self, text: str) -> object:
        """Return the times, figures and organisations in *text*; nothing if there are none."""
        text = half_width(text)
        times = [
            _length(read_limit(found["number"], found["unit"]))
            for found in _TIME.finditer(text)
            if len(found["number"]) <= MOST_DIGITS["limit"]
        ]
        figures = sorted(_FIGURE.findall(_TIME.sub("；", text)))
        pattern, keys = self._organisations
        names = {keys[found[0]] for found in pattern.finditer(text)} if pattern else set()
        return (*sorted(times, key=repr), *figures, *sorted(names))

    @cached_property
    def _organisations(self) -> tuple[re.Pattern[str] | None, Mapping[str, str]]:
        """What matches the names of organisations, and the id that each of them means."""
        keys = {
            name: entity.id
            for entity in self.view.registry.organisations()
            for name in entity.spelled
        }
        return any_of(keys), keys

    def _rows(self, rows: tuple[Row | Table, ...]) -> object:
        """Return what a table of conditions asks for, any row of which suffices."""
        made = compile_triggers(rows, self.view.registry, ())
        if made.problems or made.unknown:
            every = (row for one in rows for row in ((one,) if isinstance(one, Row) else one.rows))
            return frozenset(row.canonical() for row in every)
        return frozenset(map(_rule, made.rules))


def _rule(rule: Rule) -> object:
    cells = frozenset((one.dimension, one.values, one.reach) for one in rule.conditions)
    return cells, rule.judgement, rule.scope, rule.linked, rule.may


def _length(value: Limit | Deadline | Duration | Cycle, *, is_due: bool = False) -> object:
    """Return how long *value* is; of a time limit that *is_due* with the moment it runs from."""
    if isinstance(value, Cycle):
        return value.months
    if isinstance(value, Duration):
        return tuple(one and _length(one) for one in (value.least, value.likely, value.most))
    limit, anchor = split(value)
    length = limit and (limit.seconds, limit.workdays, limit.clock)
    return (length, anchor) if is_due else length


def _in_any_order(value: object) -> object:
    return tuple(sorted(value, key=repr)) if isinstance(value, tuple) else value


__all__ = ["Substance"]
