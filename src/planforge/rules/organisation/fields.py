"""Fields of work: whether who acts has it among its duties, and whether duties are acted upon."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Team
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.organisation.field_words import FIELDS, Field
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.whole import is_in

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


_CLAUSE: Final = late("[^，。；：]+")
_DOES_ALL: Final = frozenset(
    {Category.GOVERNMENT, Category.COMMAND, Category.OFFICE, Category.COLLECTIVE, Category.OUTSIDE}
)
"""Whoever may do all, by what it is, or of whom no duties are known."""


class _Unit(NamedTuple):
    """A unit in a plan: how it is called and what it is there for, as one text."""

    name: str
    duties: str


def _duties_in_plan(view: PlanView) -> dict[str, list[str]]:
    """Return what each unit is there for as a member of a body and of groups, by its key."""
    found: dict[str, list[str]] = {}
    for member, _ in view.members:
        found.setdefault(view.actor_key(member.unit), []).extend(member.duties)
    for group, _ in view.groups:
        for name in (*((group.lead,) if group.lead else ()), *group.members):
            found.setdefault(view.actor_key(name), []).extend((group.name, *group.duties))
    return found


def _chain(view: PlanView, entity: Entity) -> Iterator[Entity]:
    """Yield a team, its unit and the units above it, below those that may do all."""
    seen: set[Entity] = set()
    current: Entity | None = entity
    while current is not None and current not in seen:
        seen.add(current)
        yield current
        element = current.element
        if isinstance(element, Team):
            above: str | None = element.organisation
        else:
            above = element.superior if isinstance(element, Organisation) else None
        current = view.registry.names.get(above, (Kind.ORGANISATION,)) if above else None
        upper = current.element if current else None
        if isinstance(upper, Organisation) and upper.category in _DOES_ALL:
            return


def _duties_of(view: PlanView, actor: str, in_plan: dict[str, list[str]]) -> str | None:
    """Return all that an actor is there for; None if it may do all or nothing is known of it.

    A working group is there for what it has to do, and for what its units have to do.
    """
    entity = view.get(actor)
    if entity is None:
        return None
    if entity.kind is Kind.GROUP:
        return _duties_of_group(view, actor, in_plan)
    parts: list[str] = []
    for one in _chain(view, entity):
        element = one.element
        if isinstance(element, Team):
            parts += (one.name, element.category, *element.skills)
        elif isinstance(element, Organisation) and element.category not in _DOES_ALL:
            own = in_plan.get("/".join(one.key), [])
            if not own and not element.duties:
                return None
            parts += (one.name, *element.fields, *element.duties, *own)
        else:
            return None
    return "；".join(parts)


def _duties_of_group(view: PlanView, name: str, in_plan: dict[str, list[str]]) -> str | None:
    group = next((one for one, _ in view.groups if view.same(one.name, name)), None)
    if group is None or not group.duties:
        return None
    parts = [group.name, *group.duties]
    units = (unit for unit in (group.lead, *group.members) if unit)
    parts += (_duties_of(view, unit, in_plan) or "" for unit in units)
    return "；".join(parts)


@cache
def _any_work() -> re.Pattern[str]:
    """Return what finds words of any field, to leave most texts alone at once."""
    return late("|".join(field.work.pattern for field in FIELDS))


@lru_cache(maxsize=4096)  # plans of one run have many steps in common
def _fields_of(title: str, content: str) -> tuple[Field, ...]:
    """Return the fields that an action is of: by its title, or else by how its text begins."""
    begin = _CLAUSE.match(content)
    for text in (title, begin[0] if begin else ""):
        if _any_work().search(text):
            return tuple(field for field in FIELDS if field.work.search(text))
    return ()


def _work(view: PlanView) -> Iterator[tuple[str, int, str, str, tuple[str, ...]]]:
    """Yield what somebody is responsible for: key and index, name, text, and who."""
    plan = view.plan
    for i, action in enumerate(plan.actions):
        yield "actions", i, action.title, action.content, action.responsible
    for i, guarantee in enumerate(plan.guarantees):
        yield "guarantees", i, guarantee.item, "", guarantee.responsible
    for i, task in enumerate(plan.recovery):
        yield "recovery", i, task.item, "", task.responsible


@plan_rule(
    "ORG052",
    "organisation.outside-its-duties",
    Severity.WARNING,
    title=msg("Action outside the duties of the unit responsible"),
    rationale=msg(
        "Who has no such duty has neither the people nor the powers for it; whoever has them waits."
    ),
    sources=(CLEAR_DUTIES, FITTING),
)
def outside_its_duties(view: PlanView) -> Iterator[Hit]:
    """Work of a field that is a duty of another unit or group, but none of who is responsible.

    That is actions, guarantees, and by its name what is done after the event.

    Its duties are those in the register, as a member, in its groups, and of the units above it.
    Governments, command bodies and offices may do all. An action of several fields needs one.
    """
    duties = [
        *((one.unit, "；".join(one.duties), at) for one, at in view.members if one.duties),
        *((x.lead or x.name, "；".join(x.duties), at) for x, at in view.groups if x.duties),
    ]
    if not duties:
        return
    in_plan = _duties_in_plan(view)
    known: dict[str, str | None] = {}

    @cache  # the same few units are responsible for most actions
    def fits(text: str | None, field: Field) -> bool:
        return text is None or is_in(field.near, text)

    for key, i, title, content, responsible in _work(view):
        fields = _fields_of(title, content)
        if not fields:
            continue
        for actor in responsible:
            if actor not in known:
                known[actor] = _duties_of(view, actor, in_plan)
        if not responsible or any(
            fits(known[actor], field) for actor in responsible for field in fields
        ):
            continue
        for field in fields:
            holder = next((one for one in duties if is_in(field.held, one[1])), None)
            if holder is not None:
                unit, _, at = holder
                yield Hit(
                    view.at(key, i, "responsible"),
                    msg(
                        "{unit} is responsible for “{action}”, but has no duty in {field}; "
                        "{other} has",
                        unit=responsible[0],
                        action=title or content[:20],
                        field=field.name,
                        other=unit,
                    ),
                    msg("Let {other} be responsible, or write the duty", other=unit),
                    ((view.at(*at, "duties"), msg("the duty of {unit}", unit=unit)),),
                )
                break


_NEEDED: Final = frozenset({"医疗救治", "交通管制和治安", "物资调拨", "通信保障", "转移安置"})
"""Fields that a plan with a duty in them also acts upon, whatever the hazard."""
_FEWEST: Final = 15
"""With fewer actions a plan leaves most of the work to others, or to its text."""


@plan_rule(
    "ORG053",
    "organisation.duty-without-action",
    Severity.ADVICE,
    title=msg("Duty that no action takes up"),
    rationale=msg(
        "When the response starts people do what the actions say; the rest is forgotten."
    ),
    sources=(CLEAR_DUTIES,),
)
def duty_without_action(view: PlanView) -> Iterator[Hit]:
    """Medical care, order, supplies, communications, relocation: a duty, but nowhere an action.

    An action is of a field by its words, or if a unit with the duty does something close to it.
    """
    actions = view.plan.actions
    if len(actions) < _FEWEST:
        return
    texts = [f"{action.title}；{action.content}" for action in actions]
    holders = [
        *((one.unit, (one.unit,), one.duties, at) for one, at in view.members),
        *(
            (one.name, (one.name, *((one.lead,) if one.lead else ())), one.duties, at)
            for one, at in view.groups
        ),
    ]
    for field in FIELDS:
        if field.name not in _NEEDED or any(map(field.work.search, texts)):
            continue
        having = [
            (name, who, duty, (*at, "duties", i))
            for name, who, duties, at in holders
            for i, duty in enumerate(duties)
            if field.held.search(duty)
        ]
        units = {view.actor_key(name) for _, who, _, _ in having for name in who}
        if having and not any(
            field.near.search(text)
            and any(view.actor_key(actor) in units for actor in action.responsible)
            for action, text in zip(actions, texts, strict=True)
        ):
            plainly = (one for one in having if field.work.search(one[2]))
            unit, _, duty, at = next(plainly, having[0])
            yield Hit(
                view.at(*at),
                msg(
                    "{unit} has the duty “{duty}”, but no action is about {field}",
                    unit=unit,
                    duty=duty,
                    field=field.name,
                ),
                msg("Write the action, with who is responsible and by when"),
            )


_SHARED: Final = late(
    "交办|其他(?:任务|工作|事项)|本(?:辖区|行政区|区域|行业|系统|领域|部门|单位|企业)|各自"
    "|职责范围|职责分工|按照职责|根据职责|配合|协助|参加|参与|支持|支援"
)
"""Words of duties that several may have alike: each for its own part, or beside somebody."""
_ALIKE: Final = frozenset(
    {
        Category.ENTERPRISE,
        Category.GOVERNMENT,
        Category.MILITARY,
        Category.RESCUE,
        Category.SOCIAL,
    }
)
"""Of these there are several with the same duty, each where it is: two power stations."""
_SHORTEST: Final = 8


@plan_rule(
    "ORG054",
    "organisation.same-duty-twice",
    Severity.WARNING,
    title=msg("Same duty under two units or two working groups"),
    rationale=msg("With the same sentence under two names each takes the other to be doing it."),
    sources=(CLEAR_DUTIES,),
)
def same_duty_twice(view: PlanView) -> Iterator[Hit]:
    """Duties of eight or more characters word for word under two units, or groups, of one body.

    Left out: units of a sort that there are several of, and duties to help or in one's own part.
    """
    for body, at in view.bodies:
        yield from _twice(
            view,
            [
                (one.unit, one.duties, (*at, "members", i, "duties"))
                for i, one in enumerate(body.members)
            ],
        )
        yield from _twice(
            view,
            [
                (one.name, one.duties, (*at, "groups", i, "duties"))
                for i, one in enumerate(body.groups)
            ],
        )


def _twice(
    view: PlanView, holders: Iterable[tuple[str, tuple[str, ...], Pointer]]
) -> Iterator[Hit]:
    first: dict[str, tuple[str, Pointer]] = {}
    for name, duties, at in holders:
        for i, duty in enumerate(duties):
            said = duty.rstrip("。；;")
            if len(said) < _SHORTEST:
                continue
            other, place = first.setdefault(said, (name, (*at, i)))
            if name == other or view.same(name, other) or _SHARED.search(said):
                continue
            if _are_alike(view, name, other):
                continue
            yield Hit(
                view.at(*at, i),
                msg(
                    "{one} and {other} have the same duty: {duty}", one=other, other=name, duty=said
                ),
                msg("Leave it with one of them, and write what the other does"),
                ((view.at(*place), msg("the same duty of {unit}", unit=other)),),
            )


def _are_alike(view: PlanView, one: str, other: str) -> bool:
    """Whether two are enterprises, say, of which each does the same where it is."""
    categories = {
        entity.element.category if entity and isinstance(entity.element, Organisation) else None
        for entity in (view.get(one), view.get(other))
    }
    return len(categories) == 1 and categories <= _ALIKE
