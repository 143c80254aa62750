"""Editions, cycles, drills and changes of plans as sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.document.sheets.columns import column, columns, value, values
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet
from planforge.model import plan as model
from planforge.model import upkeep
from planforge.rules.cycles.schedule import schedule

if TYPE_CHECKING:
    from datetime import date

    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame
    from planforge.rules.cycles.schedule import Due

_EDITION: Final = ("number", "issuer", "approved_by", "issued", "effective", "replaces")
_DRILL: Final = ("held", "form", "name", "evaluated")
_REVISION: Final = ("revised", "matters", "content")


def cycle_sheet(frame: Frame, context: Context) -> Sheet:
    """Return edition, filing, publication, drills and evaluation, with when each is due next.

    One row; none where the reader may not see the edition.
    """
    t = context.t
    heads = (
        *columns(context, model.Edition, _EDITION),
        Column(t("Filed on"), ColumnKind.DATE),
        Column(t("Filed with")),
        Column(t("Published on"), ColumnKind.DATE),
        Column(t("Published in")),
        Column(t("Last drill"), ColumnKind.DATE),
        Column(t("Cycle of drills"), ColumnKind.NUMBER, t("months")),
        Column(t("Next drill by"), ColumnKind.DATE),
        Column(t("Last evaluation"), ColumnKind.DATE),
        Column(t("Cycle of evaluations"), ColumnKind.NUMBER, t("months")),
        Column(t("Next evaluation by"), ColumnKind.DATE),
    )
    rows = (_cycle(frame, context),) if context.may_show(context.plan_view.plan.edition) else ()
    return Sheet("edition", t("Edition and cycles"), heads, rows, context.plan_view.file)


def _cycle(frame: Frame, context: Context) -> Row:
    view = context.plan_view
    edition = view.plan.edition
    filing = edition.filing if context.may_show(edition.filing) else None
    public = edition.publication if context.may_show(edition.publication) else None
    drills = [drill.held for drill in context.shown(edition.drills)]
    file = view.file
    outline = next((o for o in frame.corpus.system.outlines if o.file == file), None)
    its = schedule(outline, frame.corpus.registry, None) if outline else None
    drilled = max(drills, default=None)
    return (
        *values(context, edition, _EDITION),
        filing.filed if filing else None,
        filing.recipient if filing else None,
        public.published if public else None,
        value(context, public.channel) if public else None,
        drilled,
        *_due(its.drill if its else None, drilled),
        edition.last_evaluation,
        *_due(its.evaluation if its else None, edition.last_evaluation),
    )


def _due(due: Due | None, known: date | None) -> tuple[int | None, date | None]:
    """Return the months of a cycle and the next day; no day that tells of what is not public."""
    if due is None:
        return None, None
    return due.months or None, due.due if due.last in {None, known} else None


def drill_sheet(context: Context) -> Sheet:
    """Return the drills held on the plan."""
    edition = context.plan_view.plan.edition
    drills = context.shown(edition.drills) if context.may_show(edition) else ()
    heads = columns(context, model.DrillRecord, _DRILL)
    rows = tuple(values(context, drill, _DRILL) for drill in drills)
    return Sheet("drills", context.t("Drills held"), heads, rows, context.plan_view.file)


def revision_sheet(context: Context) -> Sheet:
    """Return the changes made to the edition since its issue."""
    edition = context.plan_view.plan.edition
    revisions = context.shown(edition.revisions) if context.may_show(edition) else ()
    heads = tuple(column(context, upkeep.Revision, name) for name in _REVISION)
    rows = tuple(values(context, revision, _REVISION) for revision in revisions)
    return Sheet("revisions", context.t("Changes since issue"), heads, rows, context.plan_view.file)


__all__ = ["cycle_sheet", "drill_sheet", "revision_sheet"]
