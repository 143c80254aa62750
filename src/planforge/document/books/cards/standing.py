"""What somebody is in a plan, as name–value pairs at the top of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.books.cards.asked import (
    IDLE,
    asks_here,
    by_role,
    other_offices,
    sources_of,
)
from planforge.document.books.cards.steps import names_short, supported
from planforge.document.pages.asked import AT_LEVELS, IN_WARNINGS, STANDING
from planforge.document.selection import bodies
from planforge.model.plan import Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.asks import Ask
    from planforge.corpus.names import Entity
    from planforge.document.context import Context
    from planforge.i18n import Message

_MOST_SUPPORTED: Final = 6
"""Names of actions that a unit helps with."""
_SAID: Final = ("proposes", "announces", "commands_level", "proposes_end", "ends")
"""Roles at levels that are no steps of a card."""


def facts_of(context: Context, entity: Entity, *, is_helping: bool) -> tuple[tuple[str, str], ...]:
    """Return the standing of *entity*, its levels and groups, and who commands.

    Args:
        context: The plan in hand.
        entity: Who holds the card.
        is_helping: Whether the card names the actions that it helps with here.
    """
    t, its = context.t, context.marks
    asked = by_role(asks_here(context, entity))
    pairs = (
        (t("Standing"), its.listed(_standing(context, entity, asked))),
        (t("Also asked as"), its.listed(_other_names(context, entity))),
        (t("Also holds"), its.listed(other.short_name for other in other_offices(context, entity))),
        (t("Levels"), its.clauses(_at(context, asked, {role: AT_LEVELS[role] for role in _SAID}))),
        (t("Warnings"), its.clauses(_at(context, asked, IN_WARNINGS))),
        (t("Leads"), its.listed(_groups(context, asked, "group_lead", "group_leader"))),
        (t("Is in"), its.listed(_groups(context, asked, "group_member"))),
        *_group(context, entity),
        (t("Commanded by"), _commander(context, entity)),
        (t("Supports"), _supports(context, entity) if is_helping else ""),
    )
    return tuple((name, value) for name, value in pairs if value)


def _standing(context: Context, entity: Entity, asked: Mapping[str, list[Ask]]) -> list[str]:
    standing = [label.render(context.language) for role, label in STANDING.items() if asked[role]]
    for body in bodies(context):
        if body.office and context.plan_view.get(body.office.name) == entity:
            named = names_short(context, (body.name,))
            standing.insert(0, context.t("office of {body}", body=named))
    return standing


def _other_names(context: Context, entity: Entity) -> Iterator[str]:
    """Yield under which other names the plan asks something of *entity*, and when."""
    for source in sources_of(context, entity):
        if source.name != entity:
            yield context.marks.bracketed(source.name.short_name, source.term)


def _at(
    context: Context, asked: Mapping[str, list[Ask]], labels: Mapping[str, Message]
) -> Iterator[str]:
    """Yield what *entity* does at which levels or colours."""
    for role, label in labels.items():
        names = dict.fromkeys(ask.text for ask in asked[role])
        if names:
            said = label.render(context.language)
            yield context.marks.labelled(said, context.marks.listed(names))


def _groups(context: Context, asked: Mapping[str, list[Ask]], *roles: str) -> list[str]:
    """Return the groups in which *entity* plays one of *roles*, with their levels if only some."""
    levels = {group.name: group.levels for group, _ in context.plan_view.groups}
    names = dict.fromkeys(ask.text for role in roles for ask in asked[role])
    its = context.marks
    return [its.bracketed(name, its.listed(levels.get(name, ()))) for name in names]


def _group(context: Context, entity: Entity) -> tuple[tuple[str, str], ...]:
    """Return who leads the group *entity*, who is in it, and when it is set up."""
    it, t, its = entity.element, context.t, context.marks
    if not isinstance(it, Group):
        return ()
    return (
        (t("Lead unit"), its.listed(names_short(context, (it.lead,) if it.lead else ()))),
        (t("Group leader"), its.listed(names_short(context, (it.leader,) if it.leader else ()))),
        (t("Members"), its.listed(names_short(context, it.members))),
        (t("Set up at"), its.listed(it.levels)),
    )


def _commander(context: Context, entity: Entity) -> str:
    command = context.plan_view.plan.command
    asks = asks_here(context, entity)
    is_idle = bool(asks) and all(ask.role in IDLE for ask in asks)
    if not command or not context.may_show(command) or is_idle:
        return ""
    chiefs = names_short(context, command.commander)
    return "" if entity.short_name in chiefs else context.marks.listed(chiefs)


def _supports(context: Context, entity: Entity) -> str:
    helps = supported(context, entity)
    named = context.marks.listed(helps[:_MOST_SUPPORTED])
    if len(helps) <= _MOST_SUPPORTED:
        return named
    return context.t("{items} and more, {count} in all", items=named, count=len(helps))
