"""Sets of values along the direction in which their indicator gets worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.feel import ValueSet, Worse
from planforge.feel.valueset import Line

if TYPE_CHECKING:
    from planforge.feel.valueset import Cut


def milder_part(values: ValueSet, than: ValueSet) -> ValueSet:
    """Return the values milder than all of *than*."""
    return values.difference(than.onwards())


def start(values: ValueSet) -> Cut:
    """Return where *values* begin, so that a smaller answer is milder; latest if there are none."""
    cuts = values.line.cuts
    if not cuts:
        return (2, values.domain.line.cuts[0][1], 0)
    return _turned(cuts[-1]) if values.domain.worse is Worse.LOWER else cuts[0]


def end(values: ValueSet) -> Cut:
    """Return where *values*, which must not be empty, end; comparable with `_start`."""
    cuts = values.line.cuts
    return _turned(cuts[0]) if values.domain.worse is Worse.LOWER else cuts[-1]


def _turned(cut: Cut) -> Cut:
    kind, number, side = cut
    return (-kind, -number, -side)


def parts(values: ValueSet) -> list[ValueSet]:
    """Return the connected parts, the mildest first."""
    cuts = values.line.cuts
    parts = [
        ValueSet(values.domain, Line(pair, values.line.step))
        for pair in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    return parts[::-1] if values.domain.worse is Worse.LOWER else parts


def touches(milder: ValueSet, worse: ValueSet) -> bool:
    """Whether some part of *milder* ends where some part of *worse* begins."""
    if milder.domain.worse is Worse.LOWER:
        milder, worse = worse, milder
    return bool(set(milder.line.cuts[1::2]) & set(worse.line.cuts[::2]))
