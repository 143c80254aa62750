"""Teams and depots that are called for work of a field they have nothing to do with."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Team
from planforge.patterns import late
from planforge.rules.organisation.field_words import FIELDS, field_of_name
from planforge.rules.rule import Hit
from planforge.rules.text.whole import is_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity, Names
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.organisation.field_words import Field

_NO_TEAMS: Final = frozenset({"会商值守"})
"""Fields in which no team works."""
_COMMON: Final = late(
    "[；，、]|应急|抢险|抢修|救援|保障|处置|现场|物资|装备|人员|队伍|公司|管理|中心"
)
"""Two characters that say nothing of what a team can do."""


def called_for_other_work(view: PlanView) -> Iterator[Hit]:
    """Yield teams and depots that actions and guarantees of a field call, where others are for it.

    The field is that of the name of the action or guarantee. What the text says of what a team can
    do is a part of the work, too.
    """
    for name, text, called, at in _calls(view):
        fields = tuple(one for one in field_of_name(name) if one.name not in _NO_TEAMS)
        for i, (force, kind) in enumerate(called if fields else ()):
            entity = view.get(force, (kind,))
            if entity is None or _is_of(view.registry.names, entity, fields, text):
                continue
            other = next(_others(view.registry.names, kind, fields), None)
            if other is not None:
                yield Hit(
                    view.at(*at, "teams" if kind is Kind.TEAM else "depots", i),
                    msg(
                        "{force} is called for “{action}”, but has nothing to do with {field}; "
                        "{other} has",
                        force=force,
                        action=name,
                        field=fields[0].name,
                        other=other.short_name,
                    ),
                    msg(
                        "Call {other}, or register what else {force} is for",
                        other=other.short_name,
                        force=force,
                    ),
                )


def _calls(view: PlanView) -> Iterator[tuple[str, str, list[tuple[str, Kind]], Pointer]]:
    """Yield what calls teams, and for guarantees depots: its name and text, whom, and where."""
    for i, action in enumerate(view.plan.actions):
        here: Pointer = ("actions", i, "needs")
        if action.needs and action.needs.teams:
            yield action.title, action.content, _teams(action.needs.teams), here
        for level, change in action.changes.items():
            if change.needs and change.needs.teams:
                text = f"{action.content}{change.content}"
                at = ("actions", i, "changes", level, "needs")
                yield action.title, text, _teams(change.needs.teams), at
    for i, one in enumerate(view.plan.guarantees):
        yield one.item, one.content, _teams(one.teams), ("guarantees", i)
        yield one.item, one.content, [(x, Kind.DEPOT) for x in one.depots], ("guarantees", i)


def _teams(names: tuple[str, ...]) -> list[tuple[str, Kind]]:
    return [(name, Kind.TEAM) for name in names]


def _is_of(names: Names, entity: Entity, fields: tuple[Field, ...], work: str) -> bool:
    """Whether a team or depot is of one of *fields*, or can do something that *work* speaks of."""
    if not _near(names, entity).isdisjoint([field.name for field in fields]):
        return True
    text = _text(names, entity)
    parts = (text[i : i + 2] for i in range(len(text) - 1))
    return any(part in work and not _COMMON.search(part) for part in parts)


@lru_cache(maxsize=4096)
def _near(names: Names, entity: Entity) -> frozenset[str]:
    """Return the names of the fields that a team or depot has something to do with."""
    text = _text(names, entity)
    return frozenset(field.name for field in FIELDS if is_in(field.near, text))


def _others(names: Names, kind: Kind, fields: tuple[Field, ...]) -> Iterator[Entity]:
    """Yield the registered teams or depots whose own name says that they are of a field."""
    for entity in names.entities(kind):
        if any(field.near.search(entity.name) for field in fields):
            yield entity


def _text(names: Names, entity: Entity) -> str:
    """Return what a team can do, or a depot keeps, with its unit, as one text."""
    element = entity.element
    parts = [entity.name]
    if isinstance(element, Team):
        parts += (element.category, *element.skills)
    if isinstance(element, Team | Depot):
        unit = (
            names.get(element.organisation, (Kind.ORGANISATION,)) if element.organisation else None
        )
        parts += (unit.name,) if unit else ()
    if isinstance(element, Depot):
        parts += (one.name for one in element.stock)
    return "；".join(parts)


__all__ = ["called_for_other_work"]
