"""Where the reports begin: the unit and the county of the event have to make a first report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.report_chain import is_above
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import GovernmentLevel
from planforge.rules.reports.chain import broken_hits, chain_of
from planforge.rules.reports.hops import AT_ONCE, UNIT_IN_AN_HOUR, is_on_accidents
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.report_chain import ReportChain

_WITH_COUNTIES: Final = frozenset({GovernmentLevel.PROVINCE, GovernmentLevel.CITY})
_BETWEEN: Final = frozenset({GovernmentLevel.COUNTY, GovernmentLevel.CITY})
"""Below a city counties report; below a province cities do as well."""


@plan_rule(
    "RPT011",
    "report.no-beginning",
    Severity.WARNING,
    title=msg("No report comes from the place of the event"),
    rationale=msg("The first to know are on the spot: the unit, the town, the county."),
    sources=(AT_ONCE, cite("中华人民共和国突发事件应对法", "第六十条")),
)
def no_beginning(view: PlanView) -> Iterator[Hit]:
    """Plans of a city or province whose first reports start at its own level, or not in a county.

    Follow-ups and daily reports of the county do not make up for the first. Left to another rule:
    counties that are told and do not pass it on.
    """
    chain = chain_of(view)
    if chain is None or chain.own is None or is_above(GovernmentLevel.COUNTY, chain.own):
        return
    county = _silent_county(view, chain)
    if county and not any(broken_hits(view, chain)):
        starts = chain.starts()
        own = [hop for hop in starts if chain.level(hop.recipient) is chain.own]
        yield Hit(
            view.at("reports", (own or starts)[0].index, "sender"),
            msg(
                "Of those below, only {senders} make a first report; {county} has to report as "
                "well, and at once",
                senders=tuple(dict.fromkeys(hop.sender for hop in starts)),
                county=county,
            ),
            msg("Add the county government under 报告单位 of a first report (首报)"),
        )
    if not chain.starts():
        senders = tuple(dict.fromkeys(hop.sender for hop in chain.hops))
        yield Hit(
            view.at("reports", on_key=True),
            msg("The first reports begin with {senders}; nobody tells them", senders=senders),
            msg("Write who reports from the place of the event, such as 事发地县（区）政府"),
        )


def _silent_county(view: PlanView, chain: ReportChain) -> str | None:
    """Return the county government that has work here, if first reports come from others only."""
    levels = {chain.level(hop.sender) for hop in chain.starts()}
    if chain.own not in _WITH_COUNTIES or not levels or levels & _BETWEEN:
        return None
    if any("政府" in hop.sender and not chain.level(hop.sender) for hop in chain.starts()):
        return None
    names = (ask.actor for ask in view.asks() if "政府" in ask.actor)
    return next((name for name in names if chain.level(name) is GovernmentLevel.COUNTY), None)


@plan_rule(
    "RPT012",
    "report.unit-silent",
    Severity.WARNING,
    title=msg("Accident plan that does not let the unit report"),
    rationale=msg("The head of the unit reports within an hour to the county or above."),
    sources=(UNIT_IN_AN_HOUR,),
)
def unit_silent(view: PlanView) -> Iterator[Hit]:
    """Plans on accidents at work without a first report of the unit where it happens."""
    chain = chain_of(view)
    if chain is None or not is_on_accidents(view) or not chain.starts():
        return
    if all(chain.level(hop.sender) is not None for hop in chain.starts()):
        yield Hit(
            view.at("reports", on_key=True),
            msg("The unit where the accident happens is not asked to report"),
            msg("Write the first report of 事发单位 to the county, within 1小时"),
        )
