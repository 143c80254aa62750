"""The language of decision tables: units, unary tests, exact sets of values, table analyses.

`parse_unary` reads a cell, `compile_test` gives the exact set of values it describes for an
indicator, `gaps`, `overlaps` and their like ask questions about the rows of a whole table. No
floating point, no input or output.
"""

from __future__ import annotations

from planforge.feel.analysis import (
    HitPolicy,
    falls,
    gaps,
    overlaps,
    unreachable_rows,
    weaker_rows,
)
from planforge.feel.boxes import Box, box, judgement, may_cover, scope
from planforge.feel.compiling import compile_test, measured
from planforge.feel.covering import Effort, uncovered
from planforge.feel.domain import (
    Choice,
    Domain,
    Flag,
    Numeric,
    Ordered,
    Value,
    ValueSet,
    Worse,
    nothing,
    only,
    whole,
)
from planforge.feel.grid import Point
from planforge.feel.parser import parse_unary
from planforge.feel.problem import Problem, ProblemKind, Problems, nearest
from planforge.feel.quantity import format_number, parse_number
from planforge.feel.table import (
    Fall,
    Gap,
    Level,
    Outcome,
    Overlap,
    Row,
    Table,
    Unreachable,
    Weaker,
    Witness,
    evaluate,
)
from planforge.feel.unary import UnaryTest, format_unary
from planforge.feel.units import Unit, convert, parse_unit, units_of
from planforge.feel.valueset import Spans
from planforge.feel.words import CIVIL_CODE, LAW, Convention, to_words

__all__ = [
    "CIVIL_CODE",
    "LAW",
    "Box",
    "Choice",
    "Convention",
    "Domain",
    "Effort",
    "Fall",
    "Flag",
    "Gap",
    "HitPolicy",
    "Level",
    "Numeric",
    "Ordered",
    "Outcome",
    "Overlap",
    "Point",
    "Problem",
    "ProblemKind",
    "Problems",
    "Row",
    "Spans",
    "Table",
    "UnaryTest",
    "Unit",
    "Unreachable",
    "Value",
    "ValueSet",
    "Weaker",
    "Witness",
    "Worse",
    "box",
    "compile_test",
    "convert",
    "evaluate",
    "falls",
    "format_number",
    "format_unary",
    "gaps",
    "judgement",
    "may_cover",
    "measured",
    "nearest",
    "nothing",
    "only",
    "overlaps",
    "parse_number",
    "parse_unary",
    "parse_unit",
    "scope",
    "to_words",
    "uncovered",
    "units_of",
    "unreachable_rows",
    "weaker_rows",
    "whole",
]
