"""Registers and facts of plans as sheets: typed columns and rows, for spreadsheets."""

from planforge.document.sheets.everything import all_sheets, whole_plan_sheets
from planforge.document.sheets.plans import plan_sheets
from planforge.document.sheets.registers import register_sheets
from planforge.document.sheets.sheet import Column, ColumnKind, Row, Sheet, Value, together

__all__ = [
    "Column",
    "ColumnKind",
    "Row",
    "Sheet",
    "Value",
    "all_sheets",
    "plan_sheets",
    "register_sheets",
    "together",
    "whole_plan_sheets",
]
