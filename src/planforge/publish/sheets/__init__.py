"""Sheets as workbooks for spreadsheet programs."""

from planforge.publish.sheets.workbook import Described, workbook

__all__ = ["Described", "workbook"]
