"""People, area and storage of the jurisdiction, its parts, risks and reservoirs, by sentences."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.model.base import Kind
from planforge.model.registers import Region, Risk
from planforge.patterns import late
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.text.said import level_word, text_of
from planforge.rules.text.words import Words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from planforge.corpus.names import Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place
    from planforge.rules.text.said import Text

_FIGURE: Final = r"(?P<number>\d+(?:\.(?P<part>\d+))?) ?(?P<many>[万亿])? ?"
_WHOM: Final = (
    "(?:到|着|了)?(?:下游|沿线|沿岸|沿江|沿沟|周边|附近|坡下|坝下|沟内|区内|圩内|两岸|的)*"
    "(?:群众|人口|人数|人员|居民|村民|住户)*"
)
"""Between 威胁 and how many."""
_SAID: Final = late(
    rf"(?:(?P<exposed>威胁|影响|(?<=区)内?[现共]?[有住]){_WHOM}|(?P<people>人口)|(?P<area>面积)"
    rf"|(?P<storage>总库容))(?:总数|合计|共计|[为是达共有：])*{_FIGURE}(?P<unit>人|平方公里|平方千米|亩|立方米)"
    "(?![次以余多左])"
)
_NEAR: Final = ("人口", "面积", "威胁", "影响", "总库容", "区有", "区内", "区现有")
_WITH_FIGURE: Final = ("人", "公里", "千米", "亩", "立方米")
_UNITS: Final = {
    "exposed": ("人",),
    "people": ("人",),
    "area": ("平方公里", "平方千米"),
    "storage": ("立方米",),
}
_GAP: Final = late(
    r"(?:的|全境|境内|现有|总|常住|国土|行政区域?|土地|幅员|辖区|风险|受|[^。；]*\d[^，。；]*[，、]|，)*"
)
"""What may stand between a place and what it has: other figures of it, and what kind of figure."""
_AREA: Final = late(r"([\d.]+) ?(万)? ?(?:平方公里|平方千米|km2|km²)")
_STORAGE: Final = late(rf"(?P<name>[一-龥]{{2,8}}?水库)，?总库容[为约是]?{_FIGURE}立方米")
_OF_RIVER: Final = late("^[一-龥]{1,4}?[江河](?:干堤|干流|大堤|堤防|左岸|右岸)")
_RISK: Final = late("(?:风险|隐患)(?:点|源)?$")
_SHORTEST: Final = 4
"""Characters of a name by which a risk is known."""
_MANY: Final = {"万": 10_000, "亿": 100_000_000}


class LandFigure(NamedTuple):
    """A figure that a sentence gives otherwise than a register.

    Attributes:
        start: Where it starts in the text.
        end: Where it ends.
        owner: What has it.
        known: The figure of the register.
        place: Where that stands.
    """

    start: int
    end: int
    owner: str
    known: str
    place: Place


class _Known(NamedTuple):
    """A figure of a register, as a number and as it is written."""

    number: Fraction
    written: str
    owner: str
    place: Place


class _Owners(NamedTuple):
    """What has figures: its names, and by name and kind of figure what the registers say."""

    words: Words
    figures: Mapping[tuple[str, str], _Known]


def land_figures(view: PlanView) -> Iterator[LandFigure]:
    """Yield figures of places in sentences that differ from those of the registers."""
    text = text_of(view)
    for found in text.matches(_SAID, _NEAR, _WITH_FIGURE):
        what = found.lastgroup if found.lastgroup in _UNITS else _what(found)
        if found["unit"] not in _UNITS[what]:
            continue
        known = _meant(view, text, found, what)
        if known is None or _is_about(_number(found), known.number, _last_digit(found)):
            continue
        first, last = text.sentence(*found.span())
        before, behind = text.whole[first : found.start()], text.whole[found.end() : last]
        if not is_aside(view, before, behind, has_subject=True):
            start = found.start("number")
            yield LandFigure(start, found.end(), known.owner, known.written, known.place)


def _what(found: re.Match[str]) -> str:
    return next(name for name in _UNITS if found[name])


def _number(found: re.Match[str]) -> Fraction:
    return Fraction(found["number"]) * _MANY.get(found["many"] or "", 1)


def _last_digit(found: re.Match[str]) -> Fraction:
    """Return what one more in the last digit of a figure is; closing zeros are rounded."""
    figure, part = found["number"], found["part"]
    zeros = 0 if part else len(figure) - len(figure.rstrip("0"))
    return Fraction(10) ** (zeros - len(part or "")) * _MANY.get(found["many"] or "", 1)


def _is_about(said: Fraction, known: Fraction, digit: Fraction) -> bool:
    return abs(said - known) < digit


def _meant(view: PlanView, text: Text, found: re.Match[str], what: str) -> _Known | None:
    """Return the figure of the place that the sentence names last before one."""
    owners = _owners(view.registry.names, level_word(view.registry))
    first, _ = text.sentence(*found.span())
    named = list(owners.words.finditer(text.whole, first, found.start()))
    if not named or not _GAP.fullmatch(text.whole, named[-1].end, found.start()):
        return None
    return owners.figures.get((named[-1].word, what))


@lru_cache(maxsize=4)  # one registry serves all plans of a run
def _owners(registered: Names, level: str) -> _Owners:
    figures: dict[tuple[str, str], _Known] = {}
    words: set[str] = set()
    for entity in registered.entities(Kind.REGION):
        names = [name for name in spellings(entity) if not name.isascii()]
        if not entity.place.pointer and level:  # the jurisdiction as a whole
            names += [f"{one}{level}" for one in "全本我"]
        words.update(names)
        if isinstance(entity.element, Region):
            for what, known in _of_region(entity.element, entity.place):
                figures.update({(name, what): known for name in names})
            for storage in _STORAGE.finditer("；".join(entity.element.features)):
                name = storage["name"].removeprefix("即")
                words.add(name)
                at = entity.place.below("features")
                written = storage[0].partition("总库容")[2]
                figures[name, "storage"] = _Known(_number(storage), written, name, at)
    for entity in registered.entities(Kind.RISK):
        names = [name for name in spellings(entity) if not name.isascii()]
        words.update(names)
        if isinstance(entity.element, Risk) and entity.element.exposed:
            known = _of_people(entity.element.exposed, entity.name, entity.place.below("exposed"))
            figures.update({(name, "exposed"): known for name in names})
            figures.update({(name, "people"): known for name in names if name.endswith("区")})
    for name, called in _in_short(registered, words).items():
        words.add(name)
        figures.update(
            {(name, what): figures[called, what] for what in _UNITS if (called, what) in figures}
        )
    return _Owners(Words(words), figures)


def _in_short(registered: Names, taken: set[str]) -> dict[str, str]:
    """Return 后山滑坡 for 石坪镇后山滑坡: what sentences call a risk, and call no other one."""
    lands = tuple(
        sorted(
            {name for one in registered.entities(Kind.REGION) for name in spellings(one)},
            key=lambda name: (-len(name), name),
        )
    )
    found: dict[str, str] = {}
    twice: set[str] = set()
    for entity in registered.entities(Kind.RISK):
        whole = entity.name
        without = next((whole[len(land) :] for land in lands if whole.startswith(land)), whole)
        names = {without, _OF_RIVER.sub("", without), _OF_RIVER.sub("", whole)}
        for name in {*names, *(_RISK.sub("", name) for name in (*names, whole))} - taken:
            if len(name) >= _SHORTEST and name not in getattr(entity.element, "category", ""):
                twice |= {name} & found.keys()
                found[name] = whole
    return {name: whole for name, whole in found.items() if name not in twice}


def _of_region(region: Region, place: Place) -> Iterator[tuple[str, _Known]]:
    if region.population:
        yield "people", _of_people(region.population, region.name, place.below("population"))
    area = _AREA.fullmatch(region.area_km2 or "")
    if area is not None:
        number = Fraction(area[1]) * _MANY.get(area[2] or "", 1)
        yield "area", _Known(number, area[0], region.name, place.below("area_km2"))


def _of_people(count: int, owner: str, place: Place) -> _Known:
    return _Known(Fraction(count), f"{count}人", owner, place)


__all__ = ["LandFigure", "land_figures"]
