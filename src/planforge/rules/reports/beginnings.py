"""Where the reports begin: the unit and the county of the event have to make a first report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.report_chain import is_above
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Anchor, GovernmentLevel
from planforge.patterns import late
from planforge.rules.reports.chain import broken_hits, chain_of
from planforge.rules.reports.hops import (
    AT_ONCE,
    UNIT_IN_AN_HOUR,
    UPWARD,
    first_reports,
    is_on_accidents,
)
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.wording.marks import part, texts_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.report_chain import ReportChain
    from planforge.model.plan import ReportRule

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


_TOO_LATE: Final = frozenset({Anchor.ACTIVATION, Anchor.ORDER, Anchor.TERMINATION})
"""Moments that come only because somebody was told already."""
_OF_THE_RESPONSE: Final = late(r"(?:启动|终止|结束|解除|调整)[^，。；]{0,12}响应|响应(?:启动|终止)")

_SAID_TO_WAIT: Final = late(
    r"(?:首报|初报|首次报告)(?:时限)?[^，。；]{0,10}?(?:应急响应|响应)(?:启动|终止|结束)(?:之|以)?后"
    r"|(?:首报|初报|首次报告)(?:时限)?[^，。；]{0,10}?启动(?:应急)?响应(?:之|以)?后"
    r"|(?:响应(?:启动|终止|结束)|启动(?:应急)?响应)(?:之|以)?后[^，。；]{0,16}(?:作出|进行|报送|提交)(?:首报|初报|首次报告)",
    holds=("响应启动", "响应终止", "响应结束", "启动响应", "启动应急响应"),
)


@plan_rule(
    "RPT039",
    "report.first-after-the-decision",
    Severity.ERROR,
    title=msg("First report that waits for the response"),
    rationale=msg(
        "The response is started because of the first report; its limit runs from when the event "
        "happens or is known."
    ),
    sources=(UPWARD, AT_ONCE, UNIT_IN_AN_HOUR),
)
def after_the_decision(view: PlanView) -> Iterator[Hit]:
    """First reports, and sentences on them, that wait for the start of the response or an order.

    Not meant: reports that tell those above of the response itself. Left to TIM014: first reports
    counted from 前置 or from the report before them, of which there are none.
    """
    for report, at in first_reports(view):
        if report.anchor in _TOO_LATE and not _tells_of_the_response(report):
            limit = report.limit or report.written_limit
            if limit is not None:
                yield Hit(
                    view.at(*at, "anchor"),
                    msg(
                        "The first report of {sender} ({limit}) runs from {moment}; before it "
                        "nobody knows of the event",
                        sender=report.sender,
                        limit=limit.text,
                        moment=report.anchor.zh,
                    ),
                    msg("Write 起算: 接报, or 事发; what is reported of the response is a 续报"),
                )
    for text, place, line in texts_with(view, ("首报", "初报", "首次报告")):
        for found in _SAID_TO_WAIT.finditer(text):
            yield Hit(
                part(place, line, *found.span()),
                msg("“{words}”: before the first report nobody knows of the event", words=found[0]),
                msg("Let it run from when the event happens or is known (事发后, 接报后)"),
            )


def _tells_of_the_response(report: ReportRule) -> bool:
    """Whether the report is on the response itself: 适用 says so, or its contents all do."""
    contents = report.contents
    return bool(_OF_THE_RESPONSE.search(report.applies)) or bool(
        contents and all(_OF_THE_RESPONSE.search(text) for text in contents)
    )
