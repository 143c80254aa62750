"""Phones and names of plans in the public sentences of a plan, for rules on the whole system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.outline import Quoted
from planforge.corpus.visibility import is_inside_internal
from planforge.patterns import late
from planforge.rules.text.said import text_of
from planforge.rules.wording.marks import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place

_PHONE: Final = late(
    r"(?<![\d〔.-])(?:0\d{2,3}[-— ]?[2-9]\d{6,7}|[（(]0\d{2,3}[)）][2-9]\d{6,7}"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|(?<=电话)[2-9]\d{6,7}|(?<=电话[：:为是])[2-9]\d{6,7})(?![\d.-])"
)
_DIGITS: Final = late(r"[0-9][\d)） —-]{6,}")
"""Where a phone may stand, but for a bracket before it: quick to find, as `\\d` would not be."""
_PLAN: Final = late("预案|方案|手册")
_TITLE: Final = late("[一-鿿（）]{0,28}(?<!本)$")


def quoted(view: PlanView) -> tuple[Quoted, ...]:
    """Return the phones and, each once, what may be names of plans in the sentences of a plan.

    Passages marked 内部 are left out, and so are the names of plans in an internal plan.
    """
    is_internal = view.plan.visibility.value == "internal"
    return (*_phones(view), *(() if is_internal else _plans(view)))


def _phones(view: PlanView) -> Iterator[Quoted]:
    text = text_of(view)
    for digits in _DIGITS.finditer(text.whole):
        found = _PHONE.search(text.whole, max(0, digits.start() - 1), digits.end() + 1)
        if found is None:
            continue
        first, last = text.sentence(*found.span())
        yield Quoted(
            text=found[0],
            before=text.whole[first : found.start()],
            after=text.whole[found.end() : last],
            **_where(text.place(*found.span())),
        )


def _plans(view: PlanView) -> Iterator[Quoted]:
    known: set[str] = set()
    own = {view.plan.name, *view.plan.short_names}
    for found, place, line in matches(view, _PLAN, _PLAN):
        before = _TITLE.search(found.string, max(0, found.start() - 28), found.start())
        start = before.start() if before else found.start()
        title = found.string[start : found.end()]
        if before is None or title in known or title in own:
            continue
        if not line and is_inside_internal(view.plan, place.pointer):
            continue
        known.add(title)
        yield Quoted(
            text=title,
            pointer=() if line else place.pointer,
            line=line,
            start=start,
            end=found.end(),
        )


def _where(place: Place) -> dict[str, object]:
    if place.span is not None:
        span = place.span
        return {"line": span.line, "start": span.column - 1, "end": span.end_column - 1}
    start, end = place.chars or (0, 0)
    return {"pointer": place.pointer, "start": start, "end": end}
