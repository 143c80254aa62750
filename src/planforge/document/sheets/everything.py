"""Every register and the facts of every plan as one set of sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.sheets.plans import plan_sheets
from planforge.document.sheets.registers import register_sheets
from planforge.document.sheets.sheet import Sheet, together

if TYPE_CHECKING:
    from planforge.document.pages.frame import Frame


def all_sheets(frame: Frame) -> tuple[Sheet, ...]:
    """Return the registers, then the tables of all plans, those of one kind in one sheet."""
    plans = ((view.plan.name, plan_sheets(frame, view)) for view in frame.views)
    return (*register_sheets(frame), *together(plans, frame.context.t("Of plan")))


__all__ = ["all_sheets"]
