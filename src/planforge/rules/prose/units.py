"""Units in sentences: lists of members, duties of another unit, names that no register has."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, COMPLETE
from planforge.rules.prose.duties import given_elsewhere
from planforge.rules.prose.forces import begins, unknown_forces
from planforge.rules.prose.leads import group_in, leads
from planforge.rules.prose.membership import no_members
from planforge.rules.prose.near_names import near_names
from planforge.rules.prose.shaped import in_shape, is_covered
from planforge.rules.prose.strange_names import strange_names
from planforge.rules.prose.text import headings
from planforge.rules.prose.unregistered import unregistered
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import (
    all_names,
    begins_with_name,
    level_word,
    mention_at,
    mentions,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place, Pointer
    from planforge.i18n import Message
    from planforge.model.plan import CommandBody

_LISTED: Final = late(
    r"成员单位(?:主要)?(?:包括|分别为|分别是|如下|有|为|由|是)?[：:]?(?P<list>[^。；\n]{8,})"
)
_MADE_OF: Final = late(
    r"由(?P<list>[^。；\n]{8,}?)(?P<rest>等)?(?:单位|部门)组成", holds=("单位组成", "部门组成")
)
_FEWEST: Final = 3
"""Names from which on a sentence is taken for a list."""


@plan_rule(
    "PRO019",
    "prose.other-members",
    Severity.WARNING,
    title=msg("Members or lead in the text that differ from the facts"),
    rationale=msg(
        "A unit that is named in one of the two only does not know whether it has to come."
    ),
    sources=(COMPLETE, CLEAR_DUTIES),
)
def other_members(view: PlanView) -> Iterator[Hit]:
    """Lists of member units, and who leads a working group, in sentences against 指挥机构."""
    if view.plan.command is None:
        return
    text = text_of(view)
    for pattern in (_LISTED, _MADE_OF):
        for found in pattern.finditer(text.whole):
            yield from _listed(view, found)
    for body, who, at in no_members(view):
        yield Hit(
            text.place(who.start, who.end),
            _difference(body, (text.whole[who.start : who.end],), ()),
            msg("Write the same in both, or leave it out: the directive prints the facts"),
            ((view.at(*at, "members", on_key=True), msg("Here they are listed")),),
        )
    for group, who, at in leads(view):
        yield Hit(
            text.place(who.start, who.end),
            msg(
                "{group} is led by {said} in the text, by {lead} under 牵头",
                group=group.name,
                said=text.whole[who.start : who.end],
                lead=group.lead or "",
            ),
            msg("Write the same in both, or leave it out: the directive prints the facts"),
            ((view.at(*at, "lead"), msg("The facts say so here")),),
        )


def _listed(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    text = text_of(view)
    start, end = found.span("list")
    named = [one for one in mentions(view, start, end) if one.entity.kind is Kind.ORGANISATION]
    gaps = {text.whole[a.end : b.start] for a, b in pairwise(named)}
    if len(named) < _FEWEST or not gaps <= {"、", "和", "及", "以及", "，"}:
        return
    if text.whole[start : named[0].start].strip("：:由有为是") or named[0].start - start > 1:
        return
    meant = _whose(view, found.start())
    if meant is None:
        return
    name, known, at, key = meant
    behind = text.whole[named[-1].end :][:1]
    keys = {view.actor_key(unit): unit for unit in known}
    said = {"/".join(one.entity.key): one for one in named}
    extra = tuple(
        text.whole[one.start : one.end]
        for key_of, one in said.items()
        if key_of not in keys and not _is_own(view, one.entity)
    )
    missing = () if behind == "等" else tuple(u for k, u in keys.items() if k not in said)
    if not known or not (extra or missing) or len(extra) == len(said):
        return
    yield Hit(
        text.place(named[0].start, named[-1].end),
        _difference(name, extra, missing),
        msg("Write the same in both, or leave it out: the directive prints the facts"),
        ((view.at(*at, key, on_key=True), msg("Here they are listed")),),
    )


def _difference(body: str, extra: tuple[str, ...], missing: tuple[str, ...]) -> Message:
    if not missing:
        return msg("{body}: the text names {extra}, not listed there", body=body, extra=extra)
    if not extra:
        return msg("{body}: the text leaves out {missing}", body=body, missing=missing)
    return msg(
        "{body}: the text names {extra}, not listed there, and leaves out {missing}",
        body=body,
        extra=extra,
        missing=missing,
    )


def _is_own(view: PlanView, entity: Entity) -> bool:
    """Whether a unit is a body or an office of the plan: it may be named among its members."""
    own = (*(b.name for b, _ in view.bodies), *(b.office.name for b, _ in view.bodies if b.office))
    return any(view.get(name) == entity for name in own)


def _whose(view: PlanView, at: int) -> tuple[str, tuple[str, ...], Pointer, str] | None:
    """Return whose members a sentence lists: name, members, place, and the key of the list."""
    text = text_of(view)
    first, _ = text.sentence(at, at)
    before = text.whole[first:at]
    group = group_in(view, before)
    if group is not None:
        one, pointer = group
        lead = (one.lead,) if one.lead else ()
        return one.name, (*lead, *one.members), pointer, "members"
    named = list(mentions(view, first, at))
    if not named:
        bodies = [x for x in view.bodies if x[0].members]
        return _members(*bodies[0]) if len(bodies) == 1 and not before else None
    for body, pointer in view.bodies:
        if view.get(body.name) == named[-1].entity:
            return _members(body, pointer)
    return None


def _members(body: CommandBody, at: Pointer) -> tuple[str, tuple[str, ...], Pointer, str]:
    return body.name, tuple(member.unit for member in body.members), at, "members"


_LINE_OF_UNIT: Final = late(
    r"^[ \t]*(?:[-*+]|\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])?[ \t]*", re.MULTILINE
)
_PIECE: Final = late(r"[^。；;\n]+")
_DOES: Final = late("(?:负责|承担|牵头|组织(?!指挥)|应当)")
_LONG: Final = 8
"""Characters from which on two duties in the same words are the same."""


@plan_rule(
    "PRO023",
    "prose.others-duty",
    Severity.WARNING,
    title=msg("Duty of one unit under the name of another"),
    rationale=msg("The unit that reads its own passage does not see the duty, the other one does."),
    sources=(COMPLETE, CLEAR_DUTIES),
)
def others_duty(view: PlanView) -> Iterator[Hit]:
    """Duties of units and groups that speak of another, or that the facts give to another."""
    if not view.members and not view.groups:
        return
    told: set[int] = set()
    yield from _in_facts(view)
    for hit in _in_prose(view):
        told.add(hit.place.span.line if hit.place.span else 0)
        yield hit
    for given in given_elsewhere(view):
        place = text_of(view).place(*given.unit)
        if place.span is None or place.span.line not in told:
            yield _given(view, given.name, given.owner, place, given.at)


def _in_facts(view: PlanView) -> Iterator[Hit]:
    holders = [
        *((one.unit, (one.unit,), one.duties, at) for one, at in view.members),
        *((x.name, (x.lead or "", *x.members), x.duties, at) for x, at in view.groups),
    ]
    named = {
        (*at, "duties", i): (name, units)
        for name, units, duties, at in holders
        for i, duty in enumerate(duties)
        if begins_with_name(view, duty)
    }
    for start, pointer in text_of(view).facts if named else ():
        if pointer in named:
            name, units = named[pointer]
            who = mention_at(view, start)
            own = {view.actor_key(unit) for unit in units if unit}
            if who is None or "/".join(who.entity.key) not in own:
                yield from _speaks_of(view, start, view.get(name))


@lru_cache(maxsize=2)
def _keys(view: PlanView) -> frozenset[str]:
    return frozenset(view.actor_key(member.unit) for member, _ in view.members)


def _speaks_of(view: PlanView, start: int, unit: Entity | None) -> Iterator[Hit]:
    """Yield where the words at *start*, a duty of *unit*, begin with another unit that does it."""
    text = text_of(view)
    who = mention_at(view, start)
    if who is None or unit is None or who.entity.kind is not Kind.ORGANISATION:
        return
    if who.entity != unit and _DOES.match(text.whole, who.end):
        yield Hit(
            text.place(who.start, who.end),
            msg(
                "A duty under {unit} says what {other} does",
                unit=unit.short_name,
                other=text.whole[who.start : who.end],
            ),
            msg("Move it to the unit that does it, or correct the name"),
        )


@lru_cache(maxsize=2)
def _duties(view: PlanView) -> dict[str, dict[str, Pointer]]:
    """Return by their words the duties that one unit alone has: whose they are, and where."""
    found: dict[str, dict[str, Pointer]] = {}
    for member, at in view.members:
        for i, duty in enumerate(member.duties):
            for piece in _PIECE.findall(duty):
                if len(piece) >= _LONG:
                    owners = found.setdefault(_bare(piece), {})
                    owners.setdefault(view.actor_key(member.unit), (*at, "duties", i))
    return found


def _bare(words: str) -> str:
    return "".join(words.split()).replace("，", "").replace("、", "")


def _in_prose(view: PlanView) -> Iterator[Hit]:
    text = text_of(view)
    titles = {line for line, _, _ in headings(view.prose or "")}
    unit: Entity | None = None
    lines = text.whole[text.prose :].split("\n")
    for (start, number), line in zip(text.prose_lines, lines, strict=False):
        if not line:
            continue
        end = start + len(line)
        if number in titles:
            named = mention_at(view, end - len(line.lstrip("# ")))
            unit = named.entity if named and named.end == end else None
            continue
        if unit is None and "：" not in line and ":" not in line:
            continue
        marker = _LINE_OF_UNIT.match(text.whole, start, end)
        named = mention_at(view, marker.end() if marker else start)
        if named is not None and text.whole[named.end : named.end + 1] in {"：", ":"}:
            yield from _duties_of(view, named.entity, named.end + 1, end)
        elif unit is not None:
            yield from _duties_of(view, unit, marker.end() if marker else start, end)


def _duties_of(view: PlanView, unit: Entity, start: int, end: int) -> Iterator[Hit]:
    text = text_of(view)
    if "/".join(unit.key) not in _keys(view):
        return
    for piece in _PIECE.finditer(text.whole, start, end):
        first = piece.end() - len(piece[0].lstrip())
        yield from _speaks_of(view, first, unit)
        owners = _duties(view).get(_bare(piece[0]), {})
        if owners and "/".join(unit.key) not in owners:
            other, at = next(iter(owners.items()))
            name = next(m.unit for m, _ in view.members if view.actor_key(m.unit) == other)
            yield _given(view, unit.short_name, name, text.place(first, piece.end()), at)


def _given(view: PlanView, unit: str, other: str, place: Place, at: Pointer) -> Hit:
    return Hit(
        place,
        msg("The text gives to {unit} what the facts give to {other}", unit=unit, other=other),
        msg("Write the same in both, or leave it out: the directive prints the facts"),
        ((view.at(*at), msg("The facts say so here")),),
    )


_NO_UNIT: Final = late(
    "市(?:级|县|党委|人大|政协|区|内|外|属|域|辖|直|场|容|价|面|售|民(?!防(?:局|办)|政局|族|宗局|委)|政(?!府)|长|镇|郊|里|委(?!宣|办|政|组|统|网|编|机))"
)
_AFTER: Final = late("[一-鿿]{0,2}?(?:电话|地址|事|理|面|部(?!门)|托|员|属|级|所|址|域|长|势)")
_GENERIC: Final = late(
    "有关|相关|部门|单位|机构|各|本级|同级|上级|下级|县级|市级|基层|主管|专项|现场|前方|临时|联合|"
    "行业|属地|所在地|事发地|受灾|事故|事件|定点|公立|民营|综合医院|专科医院|方舱|收治|友邻|周边|附近|(?:指挥|体育|会展|展览|活动|购物|文体)中心$"
)


@plan_rule(
    "PRO021",
    "prose.unregistered-unit",
    Severity.ADVICE,
    title=msg("Name of a unit, place, team, depot or shelter in the text that no register has"),
    rationale=msg(
        "A unit that is named wrongly, or that nobody registered, has no phone and gets no duty."
    ),
    sources=(CLEAR_DUTIES,),
)
def unregistered_unit(view: PlanView) -> Iterator[Hit]:
    """Words like 市…局 or 清河市…中心 that no register has; each once in a plan.

    Likewise teams, depots and shelters of their own name, such as 市…救援队, and registered names
    of units, lands and reservoirs with one character wrong, wherever they stand.
    """
    whole = text_of(view).whole
    for one in unknown_forces(view):
        yield unregistered(view, whole[one.start : one.end], (one.start, one.end), one.kind)
    for strange in strange_names(view):
        yield unregistered(view, whole[strange.start : strange.end], strange, Kind.ORGANISATION)
    slips = list(near_names(view))
    for slip in slips:
        at = slip.start, slip.end
        yield unregistered(view, whole[slip.start : slip.end], at, slip.kind, slip.meant)
    for start, end in _in_shape(view):
        if not any(one.start < end and start < one.end for one in slips):
            yield unregistered(view, whole[start:end], (start, end), Kind.ORGANISATION)


def _in_shape(view: PlanView) -> Iterator[tuple[int, int]]:
    """Yield where words stand that look like units of the jurisdiction; each name once."""
    level = level_word(view.registry)
    if not level or Kind.ORGANISATION in view.registry.broken:
        return
    text = text_of(view)
    known = all_names(view.registry)
    told: set[str] = set()
    for found in in_shape(view, known):
        name = found["name"]
        if found["place"] == level and not begins(text.whole, found.start()):
            continue
        if name in told or _NO_UNIT.match(name) or _GENERIC.search(name):
            continue
        if is_covered(known, text.whole, found):
            continue
        if _AFTER.match(text.whole, found.end("name")) or text.is_role(found.start("name")):
            continue  # what a role names is judged where roles are
        told.add(name)
        yield found.span("name")
