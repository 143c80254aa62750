"""Governments of counties and towns that are not there, and hospitals called by the city's name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.prose.forces import begins
from planforge.rules.text.said import all_names, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView

_GOVERNMENT: Final = late(r"[县镇乡](?:人民)?政府")
_GOVERNMENTS: Final = tuple(f"{kind}{what}" for kind in "县镇乡" for what in ("政府", "人民政府"))
_LENGTHS: Final = (3, 2)
"""Characters of the names of counties and towns, without their last one."""
_NO_PLACE: Final = frozenset(
    "的和与及或在向对由等各本有是为将被从请至到同级该某其此每两多全分个们我你他些几"
    "沿临近邻驻属管辖县市区镇乡村省国地灾相所内外游接给报令让派会"
)
"""Characters of words that say which places are meant, and of no place's name."""
_NO_PLACES: Final = frozenset(
    ("事发", "受援", "重点", "贫困", "中心", "建制", "非本", "原本", "牵头", "责任", "基层", "协调")
)
_STOP: Final = "的和与及或在对向会同各本有为是将把被从按请由至到等、"
_HOSPITALS: Final = ("医院",)


class Strange(NamedTuple):
    """Where a name stands that no register has."""

    start: int
    end: int


def strange_names(view: PlanView) -> Iterator[Strange]:
    """Yield 清河县政府 where no such county is registered, and 清河大学附属医院 likewise."""
    broken = view.registry.broken
    if Kind.ORGANISATION in broken or Kind.REGION in broken:
        return
    yield from _governments(view)
    yield from _hospitals(view)


def _governments(view: PlanView) -> Iterator[Strange]:
    lands = _lands(view.registry.names)
    text, known = text_of(view), all_names(view.registry)
    if not lands:
        return
    for found in text.matches(_GOVERNMENT, _GOVERNMENTS):
        last = found.start() + 1
        if text.whole.endswith(lands, 0, last):
            continue
        for length in _LENGTHS:
            start = last - 1 - length
            own = text.whole[max(0, start) : last - 1]
            if (
                start >= 0
                and begins(text.whole, start)
                and _NO_PLACE.isdisjoint(own)
                and own not in _NO_PLACES
                and all("一" <= one <= "鿿" for one in own)
                and not any(known.all_at(text.whole, start))
                and not text.is_role(start)
            ):
                yield Strange(start, found.end())
                break


def _hospitals(view: PlanView) -> Iterator[Strange]:
    jurisdiction = view.registry.jurisdiction
    if jurisdiction is None or len(jurisdiction.name) < len("某某市"):
        return
    text, known = text_of(view), all_names(view.registry)
    for found in text.matches(_hospital(jurisdiction.name[:-1]), _HOSPITALS):
        start, end = found.span()
        is_known = any(len(word) > len(found["place"]) for word in known.all_at(text.whole, start))
        if begins(text.whole, start) and not is_known and not text.is_role(start):
            yield Strange(start, end)


@lru_cache(maxsize=4)
def _hospital(place: str) -> re.Pattern[str]:
    own = rf"(?:(?![{_STOP}市县区])[一-鿿])"
    return late(rf"(?P<place>{re.escape(place)}){own}{{2,10}}?医院", holds=_HOSPITALS)


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _lands(names: Names) -> tuple[str, ...]:
    """Return the names of all counties and towns."""
    every = {name for entity in names.entities(Kind.REGION) for name in spellings(entity)}
    return tuple(sorted(name for name in every if name[-1:] in "县镇乡" and not name.isascii()))


__all__ = ["Strange", "strange_names"]
