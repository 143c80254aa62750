"""How many people and things a named team, depot or shelter has, by sentences and by registers."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.longer_names import is_in_longer_name
from planforge.corpus.names import spellings
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Shelter, Team
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.prose.land_figures import land_figures
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of
from planforge.rules.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place
    from planforge.model.registers import Equipment
    from planforge.rules.text.said import Text

_TAKES: Final = ("可安置", "可收容", "可接纳", "可接收")
_PEOPLE: Final = late(
    r"(?:现有|共有|编有|（(?:专职|救援)?(?:队员|人员)?|(?P<holds>容纳|可(?:安置|收容|接纳|接收))(?:人数[为是]?|群众|人员)?"
    r"|(?P<bare>[现共总]?有?(?:专职|救援)?(?:队员|人员)(?:总数)?[共有为是计]*|(?<=[队组])[共有计]+))"
    r" ?(?P<number>\d+) ?(?:名(?:专职|救援)?(?:队员|人员)?|人)(?![以余多左次])"
    r"(?(bare)(?=[，。；、）\n]|$))"
)
_COUNT: Final = late(r"\d ?(?:名|人)")
_NEAR_PEOPLE: Final = (
    "现有",
    "共有",
    "编有",
    "人）",
    "容纳",
    *_TAKES,
    "队员",
    "队有",
    "队共",
    "人员",
)
_HELD: Final = late(r"(?:储备|常备|库存|备有|配备)(?:有|了|着)?(?P<list>[^。；\n]*?\d[^。；\n]*)")
_NEAR_HELD: Final = ("储备", "常备", "库存", "备有", "配备")
_LOOSE: Final = late(
    "不少于|不低于|不得少于|至少|最低|应当|须|要求|分别|各|约|近|超过|计划|目标|新增|增加"
)
"""Words by which a figure is no stock: a least one, a round one, one that is still to come."""
_GAP: Final = late(r"[^，。；\d]{0,6}")
"""What may stand between a name and what it has."""
_TEN_THOUSAND: Final = 10_000


class _Has(NamedTuple):
    """A figure of a register.

    Attributes:
        number: How many.
        place: Where it stands.
    """

    number: int
    place: Place


@plan_rule(
    "PRO033",
    "prose.other-stock",
    Severity.WARNING,
    title=msg("Figure of a team, depot, shelter or place in the text unlike the register's"),
    rationale=msg(
        "Who plans by the sentence counts on people and things that the register does not have."
    ),
    sources=(COMPLETE,),
)
def other_stock(view: PlanView) -> Iterator[Hit]:
    """Members of a named team, people that a shelter holds, and stock, against the registers.

    Likewise the people and the area of the jurisdiction and its parts, the people that a risk
    threatens, and what a reservoir stores by 特点.
    """
    text = text_of(view)
    for one in land_figures(view):
        yield _hit(text, (one.start, one.end), one.owner, one.known, one.place)
    for found in _said_people(text):
        owner = _owner(view, text, found.start())
        known = _people(owner, holds=bool(found["holds"])) if owner else None
        if owner is None or known is None or _is_loose(view, text, found.start(), found.end()):
            continue
        if int(found["number"]) != known.number:
            span = found.start("number"), found.end()
            yield _hit(text, span, owner.short_name, f"{known.number}人", known.place)
    for found in text.matches(_HELD, _NEAR_HELD):
        owner = _owner(view, text, found.start())
        if owner is None or _is_loose(view, text, found.start(), found.end()):
            continue
        for span, number, item, has in _items(owner, found):
            if number not in {*(one.number for one in has), sum(one.number for one in has)}:
                shown = "、".join(f"{one.number}{item.unit}" for one in has)
                yield _hit(text, span, owner.short_name, shown, has[0].place)


def _said_people(text: Text) -> Iterator[re.Match[str]]:
    """Yield what sentences with a number of people say: what begins with a figure is found fast."""
    last = -1
    for count in text.matches(_COUNT, _NEAR_PEOPLE):
        if count.start() >= last:
            first, last = text.sentence(*count.span())
            yield from _PEOPLE.finditer(text.whole, first, last)


def _hit(text: Text, span: tuple[int, int], owner: str, known: str, place: Place) -> Hit:
    return Hit(
        text.place(*span),
        msg(
            "“{said}” for {owner} in the text, {known} in the register",
            said=text.whole[slice(*span)],
            owner=owner,
            known=known,
        ),
        msg("Write the same figure in both, or leave it out: the directives print the registers"),
        ((place, msg("the register")),),
    )


def _owner(view: PlanView, text: Text, at: int) -> Entity | None:
    """Return the team, depot or shelter whose name ends right before what it has."""
    known = _named(view.registry.names)
    first, _ = text.sentence(at, at)
    found = list(known.words.finditer(text.whole, first, at))
    if not found or not _GAP.fullmatch(text.whole, found[-1].end, at):
        return None
    if is_in_longer_name(text.whole, found[-1].start, found[-1].end):
        return None
    return known.entities.get(found[-1].word)


class _Named(NamedTuple):
    """The names of teams, depots and shelters, and what each means."""

    words: Words
    entities: Mapping[str, Entity]


@lru_cache(maxsize=4)
def _named(names: Names) -> _Named:
    known: dict[str, Entity] = {}
    for kind in (Kind.TEAM, Kind.DEPOT, Kind.SHELTER):
        for entity in names.entities(kind):
            for name in spellings(entity):
                if not name.isascii():
                    known.setdefault(name, entity)
    return _Named(Words(known), known)


def _people(owner: Entity, *, holds: bool) -> _Has | None:
    unit = owner.element
    if isinstance(unit, Team) and not holds:
        return _Has(unit.size, owner.place.below("size"))
    if isinstance(unit, Shelter) and holds:
        return _Has(unit.capacity, owner.place.below("capacity"))
    return None


def _is_loose(view: PlanView, text: Text, start: int, end: int) -> bool:
    first, last = text.sentence(start, end)
    near, _ = text.clause(start, end)
    return _LOOSE.search(text.whole, near, end) is not None or is_aside(
        view, text.whole[first:start], text.whole[end:last], has_subject=True
    )


def _items(
    owner: Entity, found: re.Match[str]
) -> Iterator[tuple[tuple[int, int], int, Equipment, Sequence[_Has]]]:
    """Yield the things of *owner* that a sentence gives a number of, with those in the register."""
    unit = owner.element
    if isinstance(unit, Depot):
        field, things = "stock", unit.stock
    elif isinstance(unit, Team):
        field, things = "equipment", unit.equipment
    else:
        return
    known: dict[tuple[str, str], list[_Has]] = defaultdict(list)
    for i, thing in enumerate(things):
        has = _Has(thing.quantity, owner.place.below(field, i, "quantity"))
        known[thing.name, thing.unit].append(has)
    start = found.start("list")
    for thing in {(one.name, one.unit): one for one in things}.values():
        name, word = re.escape(thing.name), re.escape(thing.unit)
        said = re.search(
            rf"(?<![一-龥]){name}(?P<number>\d+(?:\.\d+)?) ?(?P<many>万)? ?{word}"
            rf"|(?P<first>\d+(?:\.\d+)?) ?(?P<more>万)? ?{word}{name}",
            found["list"],
        )
        if said is None:
            continue
        figure = "number" if said["number"] else "first"
        factor = _TEN_THOUSAND if said["many"] or said["more"] else 1
        number = Fraction(said[figure]) * factor
        span = (start + said.start(figure), start + said.end())
        yield span, int(number), thing, known[thing.name, thing.unit]


__all__ = ["other_stock"]
