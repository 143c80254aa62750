"""Inline roles: a fact in the middle of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.neutral import PHONE, is_neutral
from planforge.document.blocks import span
from planforge.document.directives import inline_component
from planforge.document.nodes import address, link
from planforge.document.wording import level_named, phone_links
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post

if TYPE_CHECKING:
    from docutils import nodes

    from planforge.document.context import Context


def _missing(text: str) -> nodes.Node | str:
    if is_neutral(text):  # the public does not read what is meant
        return text
    return span(text, "pf-missing")


@inline_component("limit")
def limit(context: Context, text: str) -> nodes.Node | str:
    """The time limit of the action with this id, as the plan writes it, as a link to the action."""
    view = context.plan_view
    index = view.action_index.get(text)
    if index is None or not context.may_show(view.plan.actions[index]):
        return _missing(text)
    action = view.plan.actions[index]
    found = view.action_at(index, action, 0)
    if found.limit is None:
        return _missing(text)
    return link(found.limit.text, address("action", f"{view.plan.id}/{action.id}"))


@inline_component("org")
def org(context: Context, text: str) -> nodes.Node | str:
    """The organisation of this name, as a link."""
    entity = context.corpus.registry.names.get(text, (Kind.ORGANISATION,))
    return context.entity(entity, text) if entity else _missing(text)


@inline_component("post")
def post(context: Context, text: str) -> nodes.Node | str:
    """The post of this name, as a link."""
    entity = context.corpus.registry.names.get(text, (Kind.POST,))
    return context.entity(entity, text) if entity else _missing(text)


@inline_component("plan")
def plan(context: Context, text: str) -> nodes.Node | str:
    """The title of the plan of this name or id, as a link."""
    found = context.plan_link(text)
    return _missing(text) if found == text and context.corpus.plan(text) is None else found


@inline_component("level")
def level(context: Context, text: str) -> nodes.Node | str:
    """The level of this name, in its colour, as a link."""
    view = context.plan_view
    return level_named(context, view, text) if view.level(text) else _missing(text)


@inline_component("phone")
def phone(context: Context, text: str) -> nodes.Node | str:
    """The duty phone of an organisation, or the phone of a post."""
    entity = context.corpus.registry.names.get(text, (Kind.ORGANISATION, Kind.POST))
    if entity is None or not context.may_show(entity.element):
        return _missing(text)
    element = entity.element
    number = ""
    if isinstance(element, Organisation):
        number = element.duty_phone
    elif isinstance(element, Post):
        number = element.phone
    if context.public and isinstance(element, Post):
        return PHONE.render(context.language)
    return span(phone_links(number), "pf-phones") if number else _missing(text)
