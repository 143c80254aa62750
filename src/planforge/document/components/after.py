"""After the event, and what the response rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.blocks import SLOTS, filled, joined, paragraph
from planforge.document.directives import Request, component
from planforge.document.sentences import closed, doing, supported
from planforge.document.wording import PLAN, ended, registered
from planforge.model.scales import Anchor

if TYPE_CHECKING:
    from planforge.document.blocks import Content
    from planforge.document.context import Context
    from planforge.model.plan import Guarantee, RecoveryItem


def _item(context: Context, item: RecoveryItem | Guarantee, *rests: Content) -> nodes.list_item:
    """Return *item* as a sentence, below it who helps and what it *rests* on."""
    limit = (getattr(item, "limit", None), Anchor.TERMINATION)
    units = context.actors(item.responsible, PLAN.item)
    run: list[nodes.Node | str] = [nodes.strong("", item.item), PLAN.stop]
    run += doing(context, (), limit, units, ended(item.content))
    built = nodes.list_item("", paragraph(run))
    for line in (supported(context, item.supporting), joined(rests, context.marks.part)):
        if line:
            built += paragraph(closed(context, line), "pf-detail")
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
        rests = [
            filled(label, context.joined(registered(context, name) for name in names))
            for label, names in (
                (context.t("teams: {names}", names=SLOTS[0]), guarantee.teams),
                (context.t("depots: {names}", names=SLOTS[0]), guarantee.depots),
                (context.t("shelters: {names}", names=SLOTS[0]), guarantee.shelters),
                (context.t("mechanisms: {names}", names=SLOTS[0]), guarantee.mechanisms),
                (context.t("agreements: {names}", names=SLOTS[0]), guarantee.agreements),
            )
            if names
        ]
        items.append(_item(context, guarantee, *rests))
    return _numbered(items)
