"""What laws and national plans say in numbers, and plans that ask for more before they act."""

from __future__ import annotations

from planforge.rules.law import responses, stricter, weaker
from planforge.rules.law.grades import TABLES, GradeTable, Law, tables_for

__all__ = ["TABLES", "GradeTable", "Law", "responses", "stricter", "tables_for", "weaker"]
