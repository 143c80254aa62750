"""Figures with a name of their own, such as 警戒水位38.5米, that sentences give otherwise."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.gradings import grading_of
from planforge.feel import format_number
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.patterns import late
from planforge.rules.prose.counts import COMPLETE
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.rules.text.said import Text

_NAME: Final = (
    "(?:警戒|保证|汛限|汛期限制|防洪高|设计洪|校核洪|正常蓄|起调|旱警|旱保|历史最高|历史最低)水位"
    "|(?:警戒|保证|安全|历史最大)流量|(?:警戒|历史最高)潮位"
)
_NUMBER: Final = r"\d+(?:\.\d+)?"
_UNIT: Final = "米/秒|立方米每秒|立方米/秒|米|m(?![a-z²³])"
_FIGURE: Final = late(
    rf"(?P<name>{_NAME})(?:[为是达：（(]|达到)?(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})"
    rf"|(?P<before>{_NUMBER}) ?(?P<first>{_UNIT})的?(?P<behind>{_NAME})(?![^，。；]{{0,3}}\d)"
)
_NEAR: Final = ("水位", "流量", "潮位")
_PLACE: Final = late(r"[一-龥]{1,8}?(?:站|水库|湖|闸|蓄滞洪区|[江河溪](?![堤道]))")
_ANY: Final = late("江河|[沿临跨过][江河]|河[湖道]")
"""Rivers in general."""
_STATION: Final = late(r"(?P<river>[一-龥]{1,4}[江河溪])?(?P<station>[一-龥]{2,5}(?:站|水库))$")
_MEASURED: Final = late("(?:实时|预报|最高|当前)*(?P<what>水位|流量|潮位)$")
_REGISTER: Final = msg("the register")
_SAME: Final = {"汛期限制水位": "汛限水位", "安全流量": "保证流量"}


class _Known(NamedTuple):
    """A figure of the registers.

    Attributes:
        number: The figure.
        subject: Where it holds.
        place: Where it is registered.
    """

    number: Fraction
    subject: str
    place: Place


@plan_rule(
    "PRO031",
    "prose.other-named-figure",
    Severity.WARNING,
    title=msg("Water level with a name of its own that the register gives otherwise"),
    rationale=msg(
        "By 警戒水位 and the like people walk the dikes and send others away; with two figures "
        "they do it too late or for nothing."
    ),
    sources=(COMPLETE,),
    follows=("LVL026", "LVL037"),
)
def other_named_figure(view: PlanView) -> Iterator[Hit]:
    """警戒水位39.5米 in sentences, against 说明 and 测点 of the indicators.

    The station, reservoir or river named last before the figure is meant; without one, the figure
    must be the same wherever it is registered. Where a row says so in words, its cell says so too:
    then it is the register that is pointed at.
    """
    text = text_of(view)
    known: Mapping[str, tuple[_Known, ...]] | None = None
    for found in text.matches(_FIGURE, _NEAR):
        if known is None:
            known = _registered(view)
        name = found["name"] or found["behind"]
        figures = _meant(text, found, known.get(_SAME.get(name, name), ()))
        if not figures or len({figure.number for figure in figures}) > 1:
            continue
        first, end = text.sentence(*found.span())
        before, behind = text.whole[first : found.start()], text.whole[found.end() : end]
        if figures[0].number == Fraction(found["number"] or found["before"]):
            continue
        if not is_aside(view, before, behind):
            places = [(text.place(*found.span()), msg("the text")), (figures[0].place, _REGISTER)]
            is_of_a_row = text.pointer(found.start())[-1:] == ("text",)  # its cell bears it out
            (here, _), other = places[::-1] if is_of_a_row else places
            yield Hit(
                here,
                msg(
                    "“{said}” in the text, but {name} of {place} is {number} by the register",
                    said=found[0],
                    name=name,
                    place=figures[0].subject,
                    number=format_number(figures[0].number) + (found["unit"] or found["first"]),
                ),
                msg("Write the same in both"),
                (other,),
            )


def _meant(text: Text, found: re.Match[str], figures: tuple[_Known, ...]) -> tuple[_Known, ...]:
    """Return those of *figures* that a sentence may mean: of the place that it names last."""
    line = text.whole.rfind("\n", 0, found.start()) + 1
    before = _ANY.sub("〇〇", text.whole[line : found.start()])
    named = {
        figure: max((before.rfind(word) for word in _words(figure.subject)), default=-1)
        for figure in figures
    }
    last = max(named.values(), default=-1)
    other = max((place.end() for place in _PLACE.finditer(before)), default=-1)
    if last < 0:
        return figures if other < 0 else ()
    nearest = tuple(figure for figure, at in named.items() if at == last)
    return nearest if other <= last + max(map(len, _words(nearest[0].subject))) else ()


def _words(subject: str) -> tuple[str, ...]:
    """Return what sentences call a place: 澜江安澜站, 安澜站 and 澜江."""
    parts = _STATION.fullmatch(subject)
    return (subject, *filter(None, parts.groups())) if parts else (subject,)


def _registered(view: PlanView) -> Mapping[str, tuple[_Known, ...]]:
    """Return the figures of the registers by their names."""
    kept = _kept(view.registry.names)
    if not kept:
        for entity in view.registry.names.entities(Kind.INDICATOR):
            for said, known in _figures_of(entity, view.registry):
                name = _SAME.get(said, said)
                kept[name] = (*kept.get(name, ()), known)
    return kept


@lru_cache(maxsize=4)
def _kept(_names: Names) -> dict[str, tuple[_Known, ...]]:
    """Return where the figures of a register are kept: all its plans ask for the same ones."""
    return {}


def _figures_of(entity: Entity, registry: Registry) -> Iterator[tuple[str, _Known]]:
    entry = entity.element
    if not isinstance(entry, Indicator):
        return
    measured = _MEASURED.search(entity.name)
    subject, place = _MEASURED.sub("", entity.name), entity.place
    for figure in _FIGURE.finditer(entry.note):
        number = Fraction(figure["number"] or figure["before"])
        at = Place(place.file, (*place.pointer, "note"))
        yield figure["name"] or figure["behind"], _Known(number, subject, at)
    if not entry.stations or measured is None:
        return
    order = {station.name: i for i, station in enumerate(entry.stations)}
    for (station, word), values in grading_of(entity, registry).stations:
        spans = values.open_spans()
        low = spans[0][0] if spans else None
        if low is not None:
            at = Place(place.file, (*place.pointer, "stations", order[station], "grades", word))
            name = word.removeprefix("超") + measured["what"]
            yield name, _Known(low.number, station, at)


__all__ = ["other_named_figure"]
