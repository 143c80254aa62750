"""After the event, and what the response rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import inline, paragraph
from planforge.document.directives import Request, component
from planforge.document.wording import PLAN, limit_words, noted, registered
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.document.context import Context
    from planforge.model.plan import Guarantee, RecoveryItem


def _item(context: Context, item: RecoveryItem | Guarantee) -> nodes.list_item:
    run: list[nodes.Node | str] = [nodes.strong("", item.item), PLAN.stop]
    if item.responsible:
        units = nodes.strong("", "", *inline(context.actors(item.responsible, PLAN.item)))
        units["classes"] = ["pf-unit"]
        run.append(units)
    run.append(item.content)
    limit = limit_words(context, getattr(item, "limit", None), Anchor.TERMINATION)
    if limit:
        run += noted(context, limit)
    built = nodes.list_item("", paragraph(run))
    if item.supporting:
        line = [context.t("Supported by: "), *context.actors(item.supporting)]
        built += paragraph(line, "pf-detail")
    return built


def _numbered(items: list[nodes.list_item]) -> list[nodes.Node]:
    if not items:
        return []
    listed = nodes.enumerated_list("", *items, enumtype="arabic", prefix="（", suffix="）")
    listed["classes"] = ["pf-actions"]
    return [listed]


@component("recovery")
def recovery(context: Context, request: Request) -> list[nodes.Node]:
    """Show what is done after the event; only one item if the option `item` names it."""
    wanted = request.options.get("item", "") or request.argument
    found = context.shown(context.plan_view.plan.recovery)
    return _numbered([_item(context, x) for x in found if wanted in ("", x.item)])


@component("guarantees")
def guarantees(context: Context, request: Request) -> list[nodes.Node]:
    """Show what the response rests on; only one item if the option `item` names it."""
    wanted = request.options.get("item", "") or request.argument
    items = []
    for guarantee in context.shown(context.plan_view.plan.guarantees):
        if wanted not in ("", guarantee.item):
            continue
        item = _item(context, guarantee)
        for label, names in (
            (context.t("Teams"), guarantee.teams),
            (context.t("Depots"), guarantee.depots),
            (context.t("Shelters"), guarantee.shelters),
            (context.t("Mechanisms"), guarantee.mechanisms),
            (context.t("Agreements"), guarantee.agreements),
        ):
            if names:
                linked = context.joined(registered(context, name) for name in names)
                item += paragraph([context.marks.labelled(label), *linked], "pf-detail")
        items.append(item)
    return _numbered(items)
