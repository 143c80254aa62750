"""Warnings that come later than the signal of the same colour, or in a colour it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import compile_cell
from planforge.corpus.written import cell_text
from planforge.feel import Problems
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import IncidentGrade, WarningColour
from planforge.rules.law.signals import COLOURS, TABLES
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition
    from planforge.rules.law.table import GradeTable

_SIGNALS: Final = cite("气象灾害预警信号发布与传播办法", "附件")
_GRADES: Final = dict(zip(COLOURS, IncidentGrade, strict=True))
_AIR: Final = ("重污染天气", "空气重污染", "大气重污染")


@plan_rule(
    "WRN013",
    "warning.later-than-the-signal",
    Severity.ADVICE,
    title=msg("Warning that comes later than the signal of that colour"),
    rationale=msg(
        "The public knows the colours from the weather service; the same colour for worse weather "
        "only makes people wait."
    ),
    sources=(_SIGNALS,),
)
def later_than_the_signal(view: PlanView) -> Iterator[Hit]:
    """Colours of plans on weather and air whose figure begins beyond that of the signal.

    Likewise a blue warning of heavy air pollution, of which there is none.
    """
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    events = view.plan.event_types
    tables = [table for table in TABLES if any(map(table.is_for, events))] if rules else []
    for colour, rule in rules.items() if tables else ():
        at = ("warnings", "rules", colour.zh)
        if colour is WarningColour.BLUE and any(word in event for word in _AIR for event in events):
            yield Hit(
                view.at(*at, on_key=True),
                msg("Heavy air pollution has no warning in {colour}", colour=colour.zh),
                msg("It has: {colours}", colours=tuple(c.zh for c in COLOURS if c is not colour)),
            )
        for row in view.compiled(rule.conditions, (*at, "conditions")).rules:
            if row.is_numeric and len(row.conditions) == 1:
                yield from _late(view, colour, row.conditions[0], tables)


def _late(
    view: PlanView, colour: WarningColour, cell: Condition, tables: list[GradeTable]
) -> Iterator[Hit]:
    names = set(spellings(cell.indicator))
    for table in tables:
        text = table.cells.get(_GRADES[colour], "")
        if not text or names.isdisjoint(table.indicators):
            continue
        signal = compile_cell(text, cell.values.domain)
        if isinstance(signal, Problems):
            continue
        reached = cell.values.union(cell.values.worse())
        left = signal.difference(reached)
        if not left.is_empty:
            yield Hit(
                view.at(*cell.pointer),
                msg(
                    "{law} has {colour} from “{signal}”, this warning only from “{cell}”",
                    law=table.law.title,
                    colour=colour.zh,
                    signal=text,
                    cell=cell_text(view.plan, cell.pointer),
                ),
                msg("Let the warning begin no later than the signal"),
            )
            return


__all__ = ["later_than_the_signal"]
