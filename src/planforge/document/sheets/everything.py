"""Every register and the facts of every plan as one set of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.sheets.plans import plan_sheets
from planforge.document.sheets.registers import register_sheets
from planforge.document.sheets.sheet import Sheet, together
from planforge.document.sheets.written import written_sheets

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.document.pages.frame import Frame


def all_sheets(frame: Frame) -> tuple[Sheet, ...]:
    """Return the registers, then the facts of all plans, those of one kind in one sheet.

    Last come the tables in the prose of the plans, each as it is.
    """
    plans = ((view.plan.name, plan_sheets(frame, view)) for view in frame.views)
    written = (sheet for view in frame.views for sheet in written_sheets(frame, view))
    return (*register_sheets(frame), *together(plans, frame.context.t("Of plan")), *written)


def whole_plan_sheets(frame: Frame, view: PlanView) -> tuple[Sheet, ...]:
    """Return the facts of the plan of *view* and the tables in its prose, each a sheet."""
    return (*plan_sheets(frame, view), *written_sheets(frame, view))


__all__ = ["all_sheets", "whole_plan_sheets"]
