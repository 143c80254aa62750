"""Whether duties speak of a piece of work, by words that both have and few other duties have."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property, lru_cache
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_HAN: Final = late("[一-鿿]+")
_FEWEST: Final = 20
"""With fewer duties in the register, what is common is read off those of the members."""
_OF_ONE: Final = 0.7
"""What a character weighs against two in a row."""
_NAMED: Final = 6.0
"""What another's duties must share with the name of the work at least: about two rare words."""
_CLEAR: Final = 16.0
"""By how much another's duties must share more with all of it."""
_PART: Final = 0.3
"""What part of that whoever is named may share at most."""
_PART_OF_NAME: Final = 0.15
"""The same for the name of the work."""
_KEPT: Final = 8192
"""Texts of which the weights are kept: many are in several plans."""


class Holder(NamedTuple):
    """A member with its duties in the plan and in the register, as one text, and its place."""

    unit: str
    duties: str
    at: Pointer


def _parts(text: str) -> tuple[str, ...]:
    """Return the characters of *text*, and any two in a row, each once."""
    found: dict[str, None] = {}
    for run in _HAN.findall(text):
        found |= dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1))
        found |= dict.fromkeys(run)
    return tuple(found)


class _Weights:
    """How rare a part of a word is among duties: 0 for what most of them have."""

    def __init__(self, duties: Iterable[str]) -> None:
        texts = [text for text in duties if text]
        self.count = len(texts)
        seen = Counter(part for text in texts for part in _parts(text))
        self._rarest = log(self.count) if self.count else 0.0
        self._known: dict[str, float] = {}
        self._texts: dict[str, tuple[Mapping[str, float], float]] = {}
        for part, times in seen.items():
            self._known[part] = self._weighed(part, self._rarest - log(times))

    @staticmethod
    def _weighed(part: str, weight: float) -> float:
        return weight if len(part) > 1 else max(0.0, weight - 1) * _OF_ONE

    def weighed(self, text: str) -> tuple[Mapping[str, float], float]:
        """Return the parts of *text* that weigh anything, with their weights and the sum."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            found = self._texts[text] = self._of(text)
        return found

    def _of(self, text: str) -> tuple[Mapping[str, float], float]:
        known, rarest = self._known, self._rarest
        found: dict[str, float] = {}
        for part in _parts(text):
            weight = known.get(part)
            if weight is None:
                weight = self._weighed(part, rarest)
            if weight:
                found[part] = weight
        return found, sum(found.values())


@lru_cache(maxsize=4)
def _of_register(names: Names) -> _Weights:
    units = (entity.element for entity in names.entities(Kind.ORGANISATION))
    return _Weights("；".join(one.duties) for one in units if isinstance(one, Organisation))


def _shared(parts: Mapping[str, float], duties: str) -> float:
    return sum([weight for part, weight in parts.items() if part in duties])


class SharedWords:
    """The duties of the members of one plan, to compare work with."""

    def __init__(self, view: PlanView) -> None:
        """See the members of *view* with their duties."""
        self._view = view
        self._weights = _of_register(view.registry.names)
        if self._weights.count < _FEWEST:
            self._weights = _Weights("；".join(one.duties) for one, _ in view.members)

    @cached_property
    def _holders(self) -> list[Holder]:
        found: list[Holder] = []
        for member, at in self._view.members:
            if member.duties:
                unit = self._view.get(member.unit)
                element = unit.element if unit else None
                more = (
                    (*element.fields, *element.duties) if isinstance(element, Organisation) else ()
                )
                found.append(Holder(member.unit, "；".join((*member.duties, *more)), at))
        for body, at in self._view.bodies:
            found.append(Holder(body.name, "；".join(body.duties), at))
            if body.office:
                found.append(
                    Holder(body.office.name, "；".join(body.office.duties), (*at, "office"))
                )
        for i, local in enumerate(self._view.plan.local_commands):
            found.append(Holder(local.level, "；".join(local.duties), ("local_commands", i)))
        return found

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """The duties of all holders below each other, and where each begins, and the end."""
        texts = [f"{one.duties}\n" for one in self._holders]
        return "".join(texts), [0, *accumulate(map(len, texts))]

    def is_named(self, name: str, own: str) -> bool:
        """Whether *own* duties have words in common with the *name* of some work."""
        named, weight = self._weights.weighed(name)
        wanted = _PART_OF_NAME * weight
        for part, more in named.items():
            if part in own:
                wanted -= more
                if wanted < 0:
                    return True
        return False

    def other(self, name: str, content: str, own: str) -> Holder | None:
        """Return the member whose duties speak of some work, where *own* ones hardly do.

        Args:
            name: What the work is called.
            content: What is done.
            own: The duties of whoever is named for it.

        Returns:
            The member that shares most with it; None if none clearly does, or *own* do.
        """
        named, weight = self._weights.weighed(name)
        if weight < _NAMED:  # no member can share as much with it
            return None
        in_name = _shared(named, own)
        if in_name > _PART_OF_NAME * weight:
            return None
        near = [x for x in self._naming(named) if in_name <= _PART_OF_NAME * x[1]]
        if not near:
            return None
        rest, _ = self._weights.weighed(content)
        shared = in_name + _shared(rest, own)
        best: Holder | None = None
        most = max(shared / _PART, shared + _CLEAR)
        for one, of_name in near:
            score = of_name + _shared(rest, one.duties)
            if score >= most:
                best, most = one, score
        return best

    def _naming(self, named: Mapping[str, float]) -> Iterator[tuple[Holder, float]]:
        """Yield the members whose duties share enough with a name, and how much."""
        text, starts = self._joined
        found: dict[int, float] = {}
        for part, weight in named.items():
            at = text.find(part)
            while at >= 0:
                number = bisect_right(starts, at) - 1
                found[number] = found.get(number, 0.0) + weight
                at = text.find(part, starts[number + 1])
        for number in sorted(found):
            if found[number] >= _NAMED:
                yield self._holders[number], found[number]

    def shared(self, work: str, duties: str) -> float:
        """Return how much the *duties* of somebody share with the text of some *work*."""
        return _shared(self._weights.weighed(work)[0], duties)

    def closest(self, holder: Holder, name: str, content: str) -> str:
        """Return the one of the duties of *holder* that shares most with some work."""
        parts, _ = self._weights.weighed(f"{name}；{content}")
        return max(holder.duties.split("；"), key=lambda duty: _shared(parts, duty))
