"""Limits of reports against each other, and what is said of later victims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.comments import uncommented
from planforge.corpus.leaders import grade_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import (
    Anchor,
    GovernmentLevel,
    IncidentGrade,
    PlanClass,
    ReportStage,
)
from planforge.patterns import late
from planforge.rules.reports.accidents import days_of_victims
from planforge.rules.reports.hops import (
    ACCIDENT_RULES,
    AT_ONCE,
    UPWARD,
    first_reports,
    is_on_accidents,
    is_response_plan,
)
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import ReportRule

_HOUR: Final = 3600
_OPERATOR_HOURS: Final = 4
_ORGAN_HOURS: Final = 2
_NETWORK: Final = late(
    "网络(?!舆情|暴力|谣言)|数据安全|信息系统|信息安全",
    holds=("网络", "数据安全", "信息系统", "信息安全"),
)
_CRITICAL: Final = late("关键信息基础设施|关基(?!本)")
_NOT_CRITICAL: Final = late(
    "非关键信息|非关基|(?:关键信息基础设施|关基)[^，。；]{0,4}(?:以外|之外|除外)|其他"
)
_OFFICE_OF_PROVINCE: Final = late("省.{0,4}(?:网信|互联网信息)|自治区.{0,4}网信")
_OFFICE_OF_NATION: Final = late("(?:国家|中央).{0,4}(?:网信|互联网信息)")
_CENTRAL: Final = late("中央|国家机关|国务院")


@plan_rule(
    "RPT015",
    "report.network-incident",
    Severity.ADVICE,
    title=msg("Network incident reported late"),
    rationale=msg(
        "Operators tell the cyberspace office of larger incidents within four hours, those of "
        "critical information infrastructure within one."
    ),
    sources=(cite("国家网络安全事件报告管理办法", "第四条"),),
)
def network_incident(view: PlanView) -> Iterator[Hit]:
    """First reports in plans on network security that may take longer than one, two or four hours.

    One hour for operators of critical information infrastructure, and from the cyberspace office of
    the province to that of the nation; two for organs of the state above the provinces, four for
    all others. Incidents of 一般 alone are not meant.
    """
    if not any(_NETWORK.search(event) for event in view.plan.event_types):
        return
    for report, at in first_reports(view):
        limit = report.limit or report.written_limit
        hours = _network_hours(report)
        if limit is None or (limit.seconds or 0) <= hours * _HOUR:
            continue
        if report.grades and {grade_of(g) for g in report.grades} == {IncidentGrade.ORDINARY}:
            continue
        yield Hit(
            view.at(*at, "limit" if report.limit else "written_limit"),
            msg(
                "{sender} may take {limit}, but network incidents are reported within {hours} h",
                sender=report.sender,
                limit=limit.text,
                hours=hours,
            ),
            msg("Write 4小时 or less, 1小时 for critical information infrastructure"),
        )


def _network_hours(report: ReportRule) -> int:
    """Return the hours that the sender of *report* has."""
    said = [*report.sender, report.applies]
    if any(_CRITICAL.search(text) and not _NOT_CRITICAL.search(text) for text in said):
        return 1
    if any(map(_OFFICE_OF_PROVINCE.search, report.sender)) and any(
        map(_OFFICE_OF_NATION.search, report.recipient)
    ):
        return 1
    is_central = any(_CENTRAL.search(name) for name in report.sender)
    return _ORGAN_HOURS if is_central else _OPERATOR_HOURS


@plan_rule(
    "RPT016",
    "report.written-before-spoken",
    Severity.WARNING,
    title=msg("Written report due before the one by phone"),
    rationale=msg("The phone comes first; two limits the wrong way round were swapped."),
    sources=(UPWARD,),
    follows=("RPT003", "RPT007", "RPT014", "RPT049"),
)
def written_before_spoken(view: PlanView) -> Iterator[Hit]:
    """Reports whose 书面时限 is shorter than their 时限.

    Told once: where the limit by phone is too long for the law or the master plan, that is it.
    """
    for i, report in enumerate(view.plan.reports):
        spoken, paper = report.limit, report.written_limit
        if spoken is None or paper is None or spoken.seconds is None or paper.seconds is None:
            continue
        if paper.seconds < spoken.seconds:
            yield Hit(
                view.at("reports", i, "written_limit"),
                msg(
                    "In writing within {paper}, but by phone within {spoken}",
                    paper=paper.text,
                    spoken=spoken.text,
                ),
                msg("Correct 时限 or 书面时限"),
                ((view.at("reports", i, "limit"), msg("the limit by phone")),),
            )


_IN_WRITING: Final = late("书面|公文|文件|纸质|函件|邮寄|信函|简报|专报")


@plan_rule(
    "RPT045",
    "report.first-in-writing-only",
    Severity.WARNING,
    title=msg("First report in writing only"),
    rationale=msg(
        "A paper is written, signed and sent; by then the phone could have called out the first "
        "teams."
    ),
    sources=(UPWARD,),
)
def first_in_writing_only(view: PlanView) -> Iterator[Hit]:
    """First reports of an event whose 方式 are all on paper; not those of the start of a level."""
    for report, at in first_reports(view):
        if report.anchor not in {Anchor.OCCURRENCE, Anchor.RECEIPT} or not report.channels:
            continue
        if all(_IN_WRITING.search(way) for way in report.channels):
            yield Hit(
                view.at(*at, "channels"),
                msg(
                    "{sender} may make the first report only by {ways}",
                    sender=report.sender,
                    ways=report.channels,
                ),
                msg("Add 电话: phone first, in writing afterwards"),
            )


def _is_open(report: ReportRule) -> bool:
    """Whether nothing but grades says which incidents the report is for."""
    return not report.applies and not report.levels and not report.when


@plan_rule(
    "RPT017",
    "report.two-limits",
    Severity.ERROR,
    title=msg("Two limits for one report"),
    rationale=msg("Who is given two limits keeps the longer one."),
    sources=(UPWARD,),
    follows=("RPT022",),
)
def two_limits(view: PlanView) -> Iterator[Hit]:
    """Reports of a stage from one to another, for the same incidents, with unequal 时限.

    Likewise 续报 whose 时限 is longer than its 频次, or runs from the last report and is shorter.
    """
    yield from _unlike_repeat(view)
    known: dict[tuple[ReportStage, str, str], list[int]] = {}
    reports = view.plan.reports
    for i, report in enumerate(reports):
        if report.limit is None or not _is_open(report):
            continue
        for sender in report.sender:
            for recipient in report.recipient:
                key = report.stage, view.actor_key(sender), view.actor_key(recipient)
                for j in known.setdefault(key, []):
                    other = reports[j]
                    apart = report.grades and other.grades
                    if apart and set(report.grades).isdisjoint(other.grades):
                        continue
                    if other.limit is not None and other.limit.seconds != report.limit.seconds:
                        yield Hit(
                            view.at("reports", i, "limit"),
                            msg(
                                "{sender} reports to {recipient} within {limit} here, within "
                                "{other} there",
                                sender=sender,
                                recipient=recipient,
                                limit=report.limit.text,
                                other=other.limit.text,
                            ),
                            msg("Keep one limit, or say under 适用 when each holds"),
                            ((view.at("reports", j, "limit"), msg("the other limit")),),
                        )
                        break
                known[key].append(i)


def _unlike_repeat(view: PlanView) -> Iterator[Hit]:
    """Yield follow-ups that may come later than they are repeated.

    Where 时限 runs from the last report, it says how often as well; the longer of the two is told.
    """
    for i, report in enumerate(view.plan.reports):
        limit, often = report.limit, report.repeat
        if report.stage is not ReportStage.FOLLOW_UP or limit is None or often is None:
            continue
        if limit.seconds is None or not often.seconds or limit.seconds == often.seconds:
            continue
        is_longer = limit.seconds > often.seconds
        if not is_longer and report.anchor is not Anchor.PREVIOUS_REPORT:
            continue
        places = [
            (view.at("reports", i, "limit"), msg("the other limit")),
            (view.at("reports", i, "repeat"), msg("how often it is repeated")),
        ]
        if not is_longer:
            places.reverse()
        yield Hit(
            places[0][0],
            msg(
                "{sender} reports again within {limit}, but by 频次 every {often}",
                sender=report.sender,
                limit=limit.text,
                often=often.text,
            ),
            msg("Let 时限 be no longer than 频次")
            if is_longer
            else msg("Both run from the last report: write the same under 时限 and 频次"),
            (places[1],),
        )


def _says(view: PlanView, words: re.Pattern[str]) -> bool:
    """Whether prose, reports or actions of the plan say one of *words*."""
    plan = view.plan
    return bool(
        words.search(uncommented(view.prose or ""))
        or any(words.search(report.applies) for report in plan.reports)
        or any(words.search(action.content) for action in plan.actions)
    )


_PAST_A_LEVEL: Final = late(r"越级[^。；]{0,6}报|越过[^。；]{0,8}报告")


@plan_rule(
    "RPT019",
    "report.no-skipping",
    Severity.ADVICE,
    title=msg("Nothing says that a level may be skipped"),
    rationale=msg("When the level above cannot be reached, the county may tell the one above it."),
    sources=(AT_ONCE,),
)
def no_skipping(view: PlanView) -> Iterator[Hit]:
    """Master plans of a city or county that do not say 可以越级上报."""
    own = view.registry.jurisdiction
    if (
        own is not None
        and own.level in {GovernmentLevel.CITY, GovernmentLevel.COUNTY}
        and view.plan.plan_class is PlanClass.MASTER
        and view.plan.reports
        and not _says(view, _PAST_A_LEVEL)
    ):
        yield Hit(
            view.at("reports", on_key=True),
            msg("Nothing says that a level may be skipped in need"),
            msg("Write in the chapter on reports or under 适用: 必要时可以越级上报"),
        )


_VICTIMS: Final = late(
    r"伤亡[^。；]{0,12}(?:变化|变动|增加)[^。；]{0,12}(?:补报|续报|报告)"
    r"|(?:30|三十|7|七)\s*[日天]内[^。；]{0,30}(?:补报|续报|补充报告)"
)


@plan_rule(
    "RPT020",
    "report.later-victims",
    Severity.ADVICE,
    title=msg("Nothing says how later victims are reported"),
    rationale=msg(
        "Whoever dies within 30 days counts (7 days for fires and traffic accidents); the number "
        "may change the grade."
    ),
    sources=(cite(ACCIDENT_RULES, "第十三条"),),
)
def later_victims(view: PlanView) -> Iterator[Hit]:
    """Special plans on accidents that do not speak of 补报; for how many days, RPT042 judges."""
    if not is_response_plan(view) or view.plan.plan_class is PlanClass.MASTER:
        return
    if not is_on_accidents(view) or not view.plan.reports:
        return
    if not _says(view, _VICTIMS):
        days = days_of_victims(view.plan.event_types)
        yield Hit(
            view.at("reports", on_key=True),
            msg(
                "Nothing says that a changed number of victims is reported for {days} days",
                days=days,
            ),
            msg("Write: 自事故发生之日起{days}日内伤亡人数变化的，及时补报", days=days),
        )
