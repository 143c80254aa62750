"""What follows the first report: follow-ups, daily reports, the final report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.model.scales import Anchor, EventCategory, ReportStage
from planforge.patterns import late
from planforge.rules.reports.hops import UPWARD, first_reports, is_response_plan
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import ReportRule

LESSONS: Final = cite("中华人民共和国突发事件应对法", "第九十二条")
DAILY: Final = cite("自然灾害救助条例", "第十七条")
EVALUATION: Final = late(r"评估|调查|总结|复盘")
"""Words for looking back on an event."""
_DAY: Final = 86_400
_AGAIN: Final = frozenset({ReportStage.FOLLOW_UP, ReportStage.DAILY})


def _is_daily(report: ReportRule) -> bool:
    """Whether the report is repeated at least once a day."""
    if report.stage is ReportStage.DAILY:
        return True
    often = report.repeat or report.limit
    return report.stage is ReportStage.FOLLOW_UP and bool(
        often and (often.clock or (often.seconds is not None and often.seconds <= _DAY))
    )


@plan_rule(
    "RPT021",
    "report.no-follow-up",
    Severity.WARNING,
    title=msg("First report without a follow-up"),
    rationale=msg("Those above decide on what they last heard; it must not be hours old."),
    sources=(UPWARD,),
)
def no_follow_up(view: PlanView) -> Iterator[Hit]:
    """Master and special plans with a first report, but neither 续报 nor 日报."""
    if not is_response_plan(view) or not any(first_reports(view)):
        return
    if not any(report.stage in _AGAIN for report in view.plan.reports):
        yield Hit(
            view.at("reports", on_key=True),
            msg("Nobody reports again (续报) after the first report"),
            msg("Write who reports again, and how often under 频次"),
        )


@plan_rule(
    "RPT022",
    "report.not-daily",
    Severity.WARNING,
    title=msg("Natural disaster that is not reported every day"),
    rationale=msg("Until the disaster is stable, its losses are reported upward every day."),
    sources=(DAILY,),
)
def not_daily(view: PlanView) -> Iterator[Hit]:
    """Plans on natural disasters whose repeated reports come less than once a day.

    Left to RPT002: reports that name no time at all.
    """
    if view.plan.category is not EventCategory.NATURAL or not is_response_plan(view):
        return
    again = [(i, x) for i, x in enumerate(view.plan.reports) if x.stage in _AGAIN]
    if again and not any(_is_daily(report) for _, report in again):
        at, report = again[0]
        often = report.repeat or report.limit
        if often is None:
            return
        yield Hit(
            view.at("reports", at, "repeat" if report.repeat else "limit"),
            msg(
                "{sender} reports again only every {often}",
                sender=report.sender,
                often=often.text,
            ),
            msg("Add a report of 类型 日报, or repeat this one within a day"),
        )


@plan_rule(
    "RPT023",
    "report.no-final",
    Severity.WARNING,
    title=msg("Reports that never come to an end"),
    rationale=msg("After the event the government above is told what happened, why, and how much."),
    sources=(LESSONS,),
)
def no_final(view: PlanView) -> Iterator[Hit]:
    """Master and special plans with a first report, but no 终报."""
    if not is_response_plan(view) or not any(first_reports(view)):
        return
    if not any(report.stage is ReportStage.FINAL for report in view.plan.reports):
        yield Hit(
            view.at("reports", on_key=True),
            msg("Nobody makes a final report (终报)"),
            msg("Write who makes it, to whom, and within what time of the end of the response"),
        )


_BEFORE_THE_END: Final = frozenset(
    {Anchor.RECEIPT, Anchor.WARNING, Anchor.ACTIVATION, Anchor.ORDER}
)


_AFTER_THE_END: Final = late("(?:结束|终止|处置(?:完毕|完成)?|解除|稳定)(?:之|以)?后")
"""Words for a limit that runs from the end."""


@plan_rule(
    "RPT043",
    "report.final-before-the-end",
    Severity.WARNING,
    title=msg("Final report due before the response has ended"),
    rationale=msg(
        "The final report says what was done and lost; its limit runs from the end of the response."
    ),
    sources=(LESSONS,),
)
def final_before_the_end(view: PlanView) -> Iterator[Hit]:
    """Final reports (终报) whose 起算 comes with the event or the response, or is left out.

    Days from when it happened (事发) may be meant: accidents have such limits. Left out, 起算 means
    接报, unless the text says that the end is meant.
    """
    for i, report in enumerate(view.plan.reports):
        is_written = "anchor" in report.model_fields_set
        limit = report.limit or report.written_limit
        if report.stage is not ReportStage.FINAL or limit is None or limit.clock:
            continue
        if not is_written and not _AFTER_THE_END.search(
            "，".join((limit.text, report.applies, *report.contents))
        ):
            yield Hit(
                view.at("reports", i, "limit" if report.limit else "written_limit"),
                msg(
                    "The final report is due in {limit}, but nothing says from when; left out, "
                    "起算 means {moment}",
                    limit=limit.text,
                    moment=report.anchor.zh,
                ),
                msg("Write 起算: 响应终止"),
            )
        elif is_written and report.anchor in _BEFORE_THE_END:
            yield Hit(
                view.at("reports", i, "anchor"),
                msg(
                    "The final report is due {limit} after {moment}, when the response may still "
                    "be running",
                    limit=limit.text,
                    moment=report.anchor.zh,
                ),
                msg("Write 起算: 响应终止"),
            )


_RARE: Final = 2
"""Days between two follow-ups of an emergency from which on somebody has to say why."""
_SLOW: Final = late("旱|疫|虫|蓝藻|长期|缓慢|持续时间(?:较)?长|稳定后|后期")
"""Events of weeks, or their later days."""


@plan_rule(
    "RPT046",
    "report.follow-ups-days-apart",
    Severity.WARNING,
    title=msg("Follow-up reports days apart"),
    rationale=msg("Who commands from above decides on what is two days old."),
    sources=(UPWARD,),
)
def follow_ups_days_apart(view: PlanView) -> Iterator[Hit]:
    """续报 repeated every two days or less often, but for slow events such as droughts.

    Left to another rule: natural disasters without any daily report.
    """
    if not is_response_plan(view):
        return
    if view.plan.category is EventCategory.NATURAL and not any(map(_is_daily, view.plan.reports)):
        return
    for i, report in enumerate(view.plan.reports):
        often = report.repeat or report.limit
        if report.stage is not ReportStage.FOLLOW_UP or often is None:
            continue
        if often.seconds is None or often.seconds < _RARE * _DAY:
            continue
        if not _SLOW.search("，".join((report.applies, *report.contents))):
            yield Hit(
                view.at("reports", i, "repeat" if report.repeat else "limit"),
                msg(
                    "{sender} reports again only every {often}",
                    sender=report.sender,
                    often=often.text,
                ),
                msg("Write hours, or say under 适用 which slow events are meant"),
            )


_Field = tuple[Message, tuple[str, ...]]
_PROGRESS: Final[tuple[_Field, ...]] = (
    (
        msg("what has changed (变化、进展)"),
        ("变化", "进展", "发展", "新增", "情况", "动态", "进度", "态势"),
    ),
)
_OUTCOME: Final[tuple[_Field, ...]] = (
    (msg("what was done (处置过程)"), ("过程", "经过", "处置", "救援", "措施")),
    (msg("the loss (损失)"), ("损失", "伤亡", "受灾", "灾情", "影响")),
)
_LEARNT: Final[tuple[_Field, ...]] = (
    (msg("the cause (原因)"), ("原因", "成因", "起因", "事故调查", "调查事故")),
    (
        msg("what is to be done better (教训和改进措施)"),
        ("教训", "改进", "整改", "建议", "经验", "问题"),
    ),
)


def _missing(text: str, fields: tuple[_Field, ...]) -> tuple[Message, ...]:
    return tuple(name for name, words in fields if not any(word in text for word in words))


def _text(view: PlanView, stages: frozenset[ReportStage]) -> str:
    return "、".join(
        text for x in view.plan.reports if x.stage in stages for text in (*x.contents, x.applies)
    )


@plan_rule(
    "RPT024",
    "report.later-contents",
    Severity.ADVICE,
    title=msg("Later report that leaves the question open"),
    rationale=msg(
        "A follow-up says what has changed; the end says what was done, what was lost, why it "
        "happened and what is learnt from it."
    ),
    sources=(LESSONS,),
)
def later_contents(view: PlanView) -> Iterator[Hit]:
    """Follow-ups and final reports, with 后期处置, that leave out what those above will ask."""
    if not is_response_plan(view):
        return
    first_of: dict[ReportStage, int] = {}
    for i, report in enumerate(view.plan.reports):
        first_of.setdefault(report.stage, i)
    again = first_of.get(ReportStage.FOLLOW_UP)
    missing = _missing(_text(view, _AGAIN), _PROGRESS)
    if again is not None and missing:
        yield Hit(
            view.at("reports", again, "contents", on_key=True),
            msg("The follow-ups do not say: {fields}", fields=missing),
            msg("Add it under 内容 of the follow-up"),
        )
    final = first_of.get(ReportStage.FINAL)
    if final is None:
        return
    said = _text(view, frozenset({ReportStage.FINAL}))
    after = "、".join(f"{x.item}：{x.content}" for x in view.plan.recovery)
    missing = _missing(said, _OUTCOME)
    if EVALUATION.search(after):
        missing += _missing(said + after, _LEARNT)
    if missing:
        yield Hit(
            view.at("reports", final, "contents", on_key=True),
            msg("The final report does not say: {fields}", fields=missing),
            msg("Add it under 内容 of the final report, or under 后期处置"),
        )
