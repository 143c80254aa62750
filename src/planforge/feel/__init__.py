"""The language of decision tables: units, unary tests, exact sets of values, table analyses.

`parse_unary` reads a cell, `compile_test` gives the exact set of values it describes for an
indicator, `table` asks questions about rows of such sets. No floating point, no input or output.
"""

from __future__ import annotations

from planforge.feel.compiling import compile_test
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
from planforge.feel.parser import parse_unary
from planforge.feel.problem import Problem, ProblemKind, Problems, nearest
from planforge.feel.quantity import format_number, parse_number
from planforge.feel.unary import UnaryTest, format_unary
from planforge.feel.units import Unit, convert, parse_unit, units_of
from planforge.feel.words import CIVIL_CODE, LAW, Convention, to_words

__all__ = [
    "CIVIL_CODE",
    "LAW",
    "Choice",
    "Convention",
    "Domain",
    "Flag",
    "Numeric",
    "Ordered",
    "Problem",
    "ProblemKind",
    "Problems",
    "UnaryTest",
    "Unit",
    "Value",
    "ValueSet",
    "Worse",
    "compile_test",
    "convert",
    "format_number",
    "format_unary",
    "nearest",
    "nothing",
    "only",
    "parse_number",
    "parse_unary",
    "parse_unit",
    "to_words",
    "units_of",
    "whole",
]
