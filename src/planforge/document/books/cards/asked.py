"""What the plan in hand asks of a card's reader, under whatever name it does.

Besides its own name a body is asked under words for many (各县（区）政府), a command of a county
under the name of its government, and the holder of a post under the name of the unit it heads.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.corpus.meant import Share, Spread, acts_for
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import GovernmentLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.asks import Ask
    from planforge.corpus.names import Entity
    from planforge.document.context import Context

_TERMS: Final = {
    (Spread.HERE, GovernmentLevel.COUNTY): msg("the event is in this county or district"),
    (Spread.HERE, GovernmentLevel.TOWN): msg("the event is in this town or street"),
    (Spread.HERE, GovernmentLevel.VILLAGE): msg("the event is in this village or community"),
    (Spread.CONCERNED, GovernmentLevel.COUNTY): msg("this county or district is concerned"),
    (Spread.CONCERNED, GovernmentLevel.TOWN): msg("this town or street is concerned"),
    (Spread.CONCERNED, GovernmentLevel.VILLAGE): msg("this village or community is concerned"),
}
"""When a body acts that is meant by a word for many; those of whom all act always do."""
IDLE: Final = frozenset({"receives_report", "is_told", "called", "team_of_guarantee"})
"""Parts in which somebody does nothing of itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """A name under which the plan asks something.

    Attributes:
        name: Who is called so.
        asks: What is asked under it.
        term: When it concerns the reader, if not always.
    """

    name: Entity
    asks: tuple[Ask, ...]
    term: str = ""


def by_role(asks: Iterable[Ask]) -> dict[str, list[Ask]]:
    """Return *asks* by the part played."""
    found: dict[str, list[Ask]] = defaultdict(list)
    for ask in asks:
        found[ask.role].append(ask)
    return found


def sources_of(context: Context, entity: Entity) -> tuple[Source, ...]:
    """Return under which names the plan in hand asks something of *entity*, its own first."""
    found = dict(_names(context, entity))
    for_it = acts_for(context.corpus.registry, entity, context.plan_view)
    if for_it is not None and context.may_show(for_it.element):
        for name, term in _names(context, for_it):
            found.setdefault(name, term)
    sources = (Source(name, _asked(context, name), term) for name, term in found.items())
    return tuple(source for source in sources if source.asks)


def _names(context: Context, entity: Entity) -> Iterator[tuple[Entity, str]]:
    yield entity, ""
    for share in context.corpus.shares_of(entity):
        if context.may_show(share.name.element):
            yield share.name, _term(context, share)


def _term(context: Context, share: Share) -> str:
    words: Message | None = _TERMS.get((share.spread, share.level))
    return words.render(context.language) if words else ""


def _asked(context: Context, entity: Entity) -> tuple[Ask, ...]:
    own = context.plan_view
    return tuple(ask for view, ask in context.corpus.asks_of(entity) if view is own)


def asks_here(context: Context, entity: Entity) -> list[Ask]:
    """Return what the plan in hand asks of *entity* under any name."""
    return [ask for source in sources_of(context, entity) for ask in source.asks]


def unit_of(context: Context, entity: Entity) -> Entity | None:
    """Return the unit whose work the holder of the post *entity* answers for.

    That is the unit of the post, if it is the first registered post of it or if no plan speaks of
    the post itself. None for others, and for what is no post.
    """
    post = entity.element
    if not isinstance(post, Post):
        return None
    names = context.corpus.registry.names
    unit = names.get(post.organisation, (Kind.ORGANISATION,))
    if unit is None or not context.may_show(unit.element):
        return None
    heads = _head(context, unit) == entity
    return unit if heads or not context.corpus.asks_of(entity) else None


def _head(context: Context, unit: Entity) -> Entity | None:
    """Return the first registered post of *unit*."""
    names = context.corpus.registry.names
    for other in names.entities(Kind.POST):
        if names.get(other.of(Post).organisation, (Kind.ORGANISATION,)) == unit:
            return other
    return None


def other_offices(context: Context, entity: Entity) -> list[Entity]:
    """Return the other posts of the holder of *entity*: those with the same official position."""
    if not isinstance(entity.element, Post):
        return []
    registry = context.corpus.registry
    holder = registry.holders[entity.id]
    return [
        other
        for other in registry.names.entities(Kind.POST)
        if other != entity
        and registry.holders[other.id] == holder
        and context.may_show(other.element)
    ]


def home_unit(context: Context, entity: Entity) -> Entity | None:
    """Return the department that the holder of a post in a command body heads otherwise."""
    for other in other_offices(context, entity):
        unit = unit_of(context, other)
        if unit and unit.of(Organisation).hosted_by is None and _head(context, unit) == other:
            return unit
    return None
