"""Cells that cannot be read, in plans and registers: what is wrong, and what could stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.tables import compile_cell, domain_of
from planforge.feel import Numeric, Ordered, ProblemKind, Problems
from planforge.feel.units import known_unit
from planforge.findings import Place, Rewrite
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from planforge.corpus.registry import Registry
    from planforge.corpus.tables import CellProblem
    from planforge.feel import Domain, Problem
    from planforge.findings import Pointer
    from planforge.i18n import Message

_WIDE_QUOTES: Final = "“”"
_UNIT: Final = late(r"[^\s\d.)\]]+$")
_PARTED: Final = late(r"[一-鿿]+(?:\s+[一-鿿]+)+")
"""A Chinese unit with white space inside: 毫 米."""
_MOST: Final = 8
"""Words of a scale that may be listed."""


def cell_hit(
    file: str,
    found: CellProblem,
    text: str,
    domain: Domain | Problems,
    others: Iterable[str] = (),
) -> Hit:
    """Return what is wrong in the cell *text* of *file*, of which values of *domain* are asked.

    A unit is mended to the symbol if one of the *others*, cells of the same plan, has it.
    """
    problem = found.problem
    fix = next((fix for fix in problem.fixes if _is_readable(fix, domain)), "")
    message = problem.message
    inner = text.strip(_WIDE_QUOTES)
    if inner != text and inner.strip() and _is_readable(inner, domain):
        place = Place(file, found.pointer)
        message = msg("The full-width quotation marks of {cell} belong to the text", cell=text)
        todo = msg('Write half-width quotation marks around the value: "{text}"', text=inner)
        return Hit(place, message, todo)
    is_word = problem.kind is ProblemKind.WORD and isinstance(domain, Ordered)
    if not is_word and text not in (value for _, value in message.args):
        message = msg("“{cell}” cannot be understood: {problem}", cell=text, problem=message)
    joined = _PARTED.sub(_without_gaps, text)
    if joined != text and isinstance(domain, Numeric) and _is_readable(joined, domain):
        symbol = domain.unit.symbol if domain.unit else ""
        if any(f" {symbol}" in other for other in others):
            joined = _in_unit(joined, domain)
        place = Place(file, found.pointer, chars=(0, len(text)))
        mended = (Rewrite(place, joined),)
        return Hit(place, message, msg("Write “{fix}”", fix=joined), fix=mended)
    place = Place(file, found.pointer, chars=(problem.start, problem.end))
    if is_word and isinstance(domain, Ordered) and not fix and len(domain.words) <= _MOST:
        return Hit(place, message, msg("Its values are: {values}", values=domain.words))
    return Hit(place, message, _what_to_write(fix, problem, domain))


def _without_gaps(parted: re.Match[str]) -> str:
    return "".join(parted[0].split())


def domain_at(pointer: Pointer, registry: Registry) -> Domain | Problems:
    """Return what values the cell at *pointer* of a table may speak of."""
    *_, above, last = pointer
    indicator = registry.names.get(str(above if last == "reach" else last), (Kind.INDICATOR,))
    return Numeric(integer=True) if indicator is None else domain_of(indicator, registry)


def _what_to_write(fix: str, problem: Problem, domain: Domain | Problems) -> Message | None:
    if fix:
        return msg("Write “{fix}”", fix=_in_unit(fix, domain))
    if problem.fixes or problem.hint is None:
        return msg("Write a condition in digits, such as “>= 50” or “[50..100)”, or a listed word")
    return problem.hint


def _in_unit(test: str, domain: Domain | Problems) -> str:
    """Return *test* with its unit spelled as in the cells that planforge writes itself."""
    found = _UNIT.search(test)
    unit = known_unit(found[0]) if found else None
    if found is None or not isinstance(domain, Numeric) or unit is None or unit != domain.unit:
        return test
    return test[: found.start()] + unit.symbol


def _is_readable(text: str, domain: Domain | Problems) -> bool:
    """Whether *text* could stand in the cell."""
    if isinstance(domain, Problems):
        return False
    return not isinstance(compile_cell(text, domain), Problems)
