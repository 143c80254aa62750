"""Who may issue warnings of the weather."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_WEATHER: Final = late(
    "气象灾害|^(?:暴雨|暴雪|大风|大雾|寒潮|高温|雷电|冰雹|霜冻|道路结冰|沙尘暴?)$"
)
_SERVICE: Final = late("气象")


@plan_rule(
    "WRN014",
    "warning.weather-issued-by-another",
    Severity.WARNING,
    title=msg("Weather warning that the weather service does not issue"),
    rationale=msg("Two sources of one warning contradict each other; nobody else may issue it."),
    sources=(cite("气象灾害防御条例", "第三十条"),),
)
def weather_issued_by_another(view: PlanView) -> Iterator[Hit]:
    """Warnings of plans on weather alone that no weather service issues."""
    plan = view.plan
    if plan.warnings is None or not plan.event_types:
        return
    if not all(_WEATHER.search(event) for event in plan.event_types):
        return
    for colour, rule in plan.warnings.rules.items():
        if rule.issued_by and not any(_SERVICE.search(name) for name in rule.issued_by):
            yield Hit(
                view.at("warnings", "rules", colour.zh, "issued_by"),
                msg(
                    "{units} may not issue a warning of the weather ({colour})",
                    units=rule.issued_by,
                    colour=colour.zh,
                ),
                msg("Name the weather service; the command may announce what follows from it"),
            )
