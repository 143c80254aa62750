"""Names in notices: who is addressed, whose office printed it, which book this is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.wording import PLAN
from planforge.model.base import Kind
from planforge.model.scales import GovernmentLevel, PlanClass

if TYPE_CHECKING:
    from datetime import date

    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

_PARTY: Final = "中共"
_OFFICES: Final = ("办公室", "办公厅")
_SMALL: Final = ("镇人民政府", "乡人民政府", "街道办事处", "村民委员会", "居民委员会")
"""What bodies are called that may have no office of their own."""
_SORTS: Final = ("县", "市", "区", "旗")
"""Last characters of names of counties, in the order of official lists."""
_ENDS: Final = ("省", *_SORTS)
"""Last characters of names of places with a government of their own."""
_STREET: Final = "街道"


def newest(frame: Frame) -> date | None:
    """Return the last day that the reader may read of editions: what came of them is told, too."""
    days: list[date | None] = []
    for view in frame.views:
        context, edition = frame.context.of(view), view.plan.edition
        if not context.may_show(edition):
            continue
        days += [edition.issued, edition.last_evaluation]
        days += [r.revised for r in context.shown(edition.revisions)]
        if edition.filing and context.may_show(edition.filing):
            days.append(edition.filing.filed)
        if edition.publication and context.may_show(edition.publication):
            days.append(edition.publication.published)
    return max((day for day in days if day), default=None)


def compiler(frame: Frame) -> str:
    """Return who compiles the plans: the lead department of the master plan, else of the first."""
    views = sorted(frame.views, key=lambda v: v.plan.plan_class is not PlanClass.MASTER)
    if not views:
        return ""
    lead = views[0].get(views[0].plan.lead, (Kind.ORGANISATION,))
    if lead is None or not frame.context.may_show(lead.element):
        return views[0].plan.lead
    return lead.name


def issuers(context: Context, written: str) -> tuple[str, ...]:
    """Return who issued something together, the sponsor first, as their documents name them.

    A short name, which says no more than 市政府, gives way to the full one if it is registered.
    """
    names = [name.strip() for name in written.split(PLAN.item) if name.strip()]
    return tuple(_in_full(context, name) for name in names) or (written,)


def _in_full(context: Context, name: str) -> str:
    if not name.startswith(_ENDS):
        return name
    entity = context.corpus.registry.names.get(name, (Kind.ORGANISATION,))
    return entity.name if entity is not None and context.may_show(entity.element) else name


def own_name(context: Context, body: str) -> str:
    """Return *body* as those below it say: 安澜市人民政府 is 市人民政府 to its own city."""
    own = context.corpus.registry.jurisdiction
    if own is None or not own.name.endswith(_ENDS):
        return body
    names = body.split(PLAN.item)
    return PLAN.item.join(n[len(own.name) - 1 :] if n.startswith(own.name) else n for n in names)


def office_of(context: Context, issuer: str) -> str:
    """Return the office that prints the documents of *issuer*.

    Those of towns and villages have various names, if there is one: theirs is only told if it is
    registered.
    """
    if issuer.endswith(_OFFICES):
        return issuer
    if issuer.endswith(_SMALL):
        name = issuer + _OFFICES[0]
        known = context.plan_view.get(name, (Kind.ORGANISATION,))
        return name if known is not None and context.may_show(known.element) else issuer
    own = context.corpus.registry.jurisdiction
    is_high = own is not None and own.level in {GovernmentLevel.NATION, GovernmentLevel.PROVINCE}
    return issuer + _OFFICES[is_high]


def addressee(context: Context) -> str:
    """Return whom a notice of issue addresses: governments below, departments, units concerned."""
    t, own = context.t, context.corpus.registry.jurisdiction
    plan = context.plan_view.plan
    if own is None or plan.plan_class not in {PlanClass.MASTER, PlanClass.SPECIAL}:
        return t("all units concerned")
    unit = own.name[-1] if own.name.endswith(_ENDS) else own.level.zh
    below = _below([part.name for part in context.shown(own.parts)], own.level)
    if plan.edition.issuer.startswith(_PARTY):
        text = t(
            "{below} party committees and governments, party departments and bodies of {unit}",
            below=below,
            unit=unit,
        )
        return text if below else t("party departments and bodies of {unit}", unit=unit)
    if not below:
        return t("all departments of the {unit} government", unit=unit)
    if own.level is GovernmentLevel.COUNTY:
        return t("all {below}, all departments of the {unit} government", below=below, unit=unit)
    return t(
        "all {below} governments, all departments of the {unit} government",
        below=below,
        unit=unit,
    )


def _below(names: list[str], level: GovernmentLevel) -> str:
    """Return the governments below in one word: 县（市、区）; empty if there are none."""
    if level is GovernmentLevel.COUNTY:
        towns = [sort for sort in ("乡", "镇") if any(name.endswith(sort) for name in names)]
        streets = any(name.endswith(_STREET) for name in names)
        text = f"{''.join(towns)}人民政府" if towns else ""
        return PLAN.listed((text, f"{_STREET}办事处" if streets else ""))
    found = [sort for sort in _SORTS if any(name.endswith(sort) for name in names)]
    if len(found) < 2:  # noqa: PLR2004 - one sort needs no brackets
        return "".join(found)
    return PLAN.bracketed(found[0], PLAN.listed(found[1:]))
