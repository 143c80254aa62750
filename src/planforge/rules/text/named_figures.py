"""Water levels with a name of their own, such as 警戒水位38.5米, as the registers give them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.gradings import grading_of
from planforge.findings import Place
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.registry import Registry

_NAME: Final = (
    "(?:警戒|保证|汛限|汛期限制|防洪高|设计洪|校核洪|正常蓄|起调|旱警|旱保|历史最高|历史最低)水位"
    "|(?:警戒|保证|安全|历史最大)流量|(?:警戒|历史最高)潮位"
)
_NUMBER: Final = r"\d+(?:\.\d+)?"
_UNIT: Final = "米/秒|立方米每秒|立方米/秒|米|m(?![a-z²³])"
FIGURE: Final = late(
    rf"(?P<name>{_NAME})(?:[为是达：（(]|达到)?(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})"
    rf"|(?P<before>{_NUMBER}) ?(?P<first>{_UNIT})的?(?P<behind>{_NAME})(?![^，。；]{{0,3}}\d)"
)
NAME: Final = late(_NAME)
PLACE: Final = late(r"[一-龥]{1,8}?(?:站|水库|湖|闸|蓄滞洪区|[江河溪](?![堤道]))")
"""Places where water is measured."""
ANY_RIVER: Final = late("江河|[沿临跨过][江河]|河[湖道]")
"""Rivers in general."""
_STATION: Final = late(r"(?P<river>[一-龥]{1,4}[江河溪])?(?P<station>[一-龥]{2,5}(?:站|水库))$")
_MEASURED: Final = late("(?:实时|预报|最高|当前)*(?P<what>水位|流量|潮位)$")
_SAME: Final = {"汛期限制水位": "汛限水位", "安全流量": "保证流量"}
MEASURES: Final = ("水位", "流量", "潮位")


class Named(NamedTuple):
    """A figure of the registers.

    Attributes:
        name: What it is called, such as 警戒水位.
        number: The figure, in metres or cubic metres per second.
        subject: Where it holds.
        place: Where it is registered.
    """

    name: str
    number: Fraction
    subject: str
    place: Place


def usual_name(name: str) -> str:
    """Return what figures called *name* are registered under."""
    return _SAME.get(name, name)


def words_of(subject: str) -> tuple[str, ...]:
    """Return what sentences call a place: 澜江安澜站, 安澜站 and 澜江."""
    parts = _STATION.fullmatch(subject)
    return (subject, *filter(None, parts.groups())) if parts else (subject,)


def subject_of(indicator: Entity) -> str:
    """Return where *indicator* is measured; empty if it is none of water."""
    name = indicator.name
    return _MEASURED.sub("", name) if name.endswith(MEASURES) else ""


def named_figures(registry: Registry) -> Mapping[str, tuple[Named, ...]]:
    """Return the figures of *registry* by their names."""
    kept = _kept(registry.names)
    if not kept:
        for entity in registry.names.entities(Kind.INDICATOR):
            for known in _figures_of(entity, registry):
                kept[known.name] = (*kept.get(known.name, ()), known)
    return kept


def named_figures_of(indicator: Entity, registry: Registry) -> tuple[Named, ...]:
    """Return the figures of the place where *indicator* is measured; it may be a forecast."""
    if not indicator.name.endswith(MEASURES):
        return ()
    kept = _kept_by_place(registry.names)
    if not kept:
        for figures in named_figures(registry).values():
            for figure in figures:
                kept[figure.subject] = (*kept.get(figure.subject, ()), figure)
    return kept.get(subject_of(indicator), ())


@lru_cache(maxsize=4)
def _kept(_names: Names) -> dict[str, tuple[Named, ...]]:
    """Return where the figures of a register are kept: all its plans ask for the same ones."""
    return {}


@lru_cache(maxsize=4)
def _kept_by_place(_names: Names) -> dict[str, tuple[Named, ...]]:
    """Return where the same figures are kept by the place they hold at."""
    return {}


def _figures_of(entity: Entity, registry: Registry) -> Iterator[Named]:
    entry = entity.element
    if not isinstance(entry, Indicator):
        return
    measured = _MEASURED.search(entity.name)
    subject, place = _MEASURED.sub("", entity.name), entity.place
    for figure in FIGURE.finditer(entry.note):
        number = Fraction(figure["number"] or figure["before"])
        at = Place(place.file, (*place.pointer, "note"))
        yield Named(usual_name(figure["name"] or figure["behind"]), number, subject, at)
    if not entry.stations or measured is None:
        return
    order = {station.name: i for i, station in enumerate(entry.stations)}
    for (station, word), values in grading_of(entity, registry).stations:
        spans = values.open_spans()
        low = spans[0][0] if spans else None
        if low is not None:
            at = Place(place.file, (*place.pointer, "stations", order[station], "grades", word))
            name = usual_name(word.removeprefix("超") + measured["what"])
            yield Named(name, low.number, station, at)


__all__ = [
    "ANY_RIVER",
    "FIGURE",
    "MEASURES",
    "NAME",
    "PLACE",
    "Named",
    "named_figures",
    "named_figures_of",
    "subject_of",
    "usual_name",
    "words_of",
]
