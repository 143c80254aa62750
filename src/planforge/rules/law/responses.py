"""Response levels that start no earlier than those of the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.tables import compile_cell
from planforge.corpus.written import cell_text
from planforge.feel import Problems
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import GovernmentLevel, IncidentGrade
from planforge.rules.law.national_responses import TABLES
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.tables import Condition, Rule
    from planforge.rules.law.table import GradeTable

_LOCAL: Final = {GovernmentLevel.CITY, GovernmentLevel.COUNTY, GovernmentLevel.TOWN}


@plan_rule(
    "LVL033",
    "level.as-late-as-the-nation",
    Severity.ADVICE,
    title=msg("Response level that starts as late as that of the national plan"),
    rationale=msg(
        "The national plan counts a whole province; a city that waits for the same figures answers "
        "to hardly any disaster of its own."
    ),
    sources=(
        cite("国家自然灾害救助应急预案", "5.1至5.4"),
        cite("国家森林草原火灾应急预案", "应急响应"),
    ),
)
def as_late_as_the_nation(view: PlanView) -> Iterator[Hit]:
    """Rows of one cell, below the province, that start where the national level does or later."""
    region = view.registry.jurisdiction
    if region is None or region.level not in _LOCAL or len(view.level_names) != len(IncidentGrade):
        return
    for level in view.levels:
        place = len(view.level_names) - level.severity
        for rule in view.tables[level.name].rules:
            if rule.is_numeric and not rule.linked and len(rule.conditions) == 1:
                (cell,) = rule.conditions
                for table in _tables(view, rule, cell):
                    text = table.cells.get(list(IncidentGrade)[place], "")
                    if text and _is_as_late(cell, text):
                        yield Hit(
                            view.at(*cell.pointer),
                            msg(
                                "{level} starts at “{cell}”, no earlier than “{national}” of {law}",
                                level=level.name,
                                cell=cell_text(view.plan, cell.pointer),
                                national=text,
                                law=table.law.title,
                            ),
                            msg("Let the level of the own jurisdiction start earlier"),
                        )


def _tables(view: PlanView, rule: Rule, cell: Condition) -> Iterator[GradeTable]:
    names = set(spellings(cell.indicator))
    events = (*view.plan.event_types, view.plan.name, rule.table)
    for table in TABLES:
        if not names.isdisjoint(table.indicators) and any(map(table.is_for, events)):
            yield table


def _is_as_late(cell: Condition, text: str) -> bool:
    national = compile_cell(text, cell.values.domain)
    if cell.reach is not None or isinstance(national, Problems) or cell.values.is_empty:
        return False
    return cell.values.is_subset(national.onwards())
