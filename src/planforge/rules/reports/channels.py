"""By what means an urgent message goes out, and whether one failure stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Phase
from planforge.patterns import late
from planforge.rules.reports.hops import first_reports
from planforge.rules.reports.publicity import TOLD
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_AT_THE_START: Final = frozenset({Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.WARNING})
_LAW: Final = "中华人民共和国突发事件应对法"
_KEPT_OPEN: Final = cite(_LAW, "第四十九条")
_SPREAD: Final = cite(_LAW, "第六十五条")
_MOBILE: Final = late(r"手机|移动电话|短信|微信|钉钉|QQ|彩信|APP|公网")
_SURE: Final = late(r"对讲|电台|卫星|有线|固定电话|专线|广播|热线|书面|传真|人工|派员|当面")


def _is_mobile_only(channels: tuple[str, ...]) -> bool:
    return bool(channels) and all(_MOBILE.search(x) and not _SURE.search(x) for x in channels)


@plan_rule(
    "RPT029",
    "report.mobile-network-only",
    Severity.WARNING,
    title=msg("Urgent message that needs the mobile network"),
    rationale=msg("In a flood or a blackout the mobile network is among the first things to fail."),
    sources=(_KEPT_OPEN,),
)
def mobile_network_only(view: PlanView) -> Iterator[Hit]:
    """First reports and messages at the start of a response with mobile phones as only 方式."""
    advice = msg("Add a way that does without it: 固定电话, 卫星电话, 电台, 政务网络")
    for report, at in first_reports(view):
        if _is_mobile_only(report.channels):
            yield Hit(
                view.at(*at, "channels"),
                msg("The first report needs the mobile network: {ways}", ways=report.channels),
                advice,
            )
    for i, action in enumerate(view.plan.actions):
        if action.phase not in _AT_THE_START:
            continue
        for j, message in enumerate(action.messages):
            if _is_mobile_only(message.channel):
                yield Hit(
                    view.at("actions", i, "messages", j, "channel"),
                    msg("The message needs the mobile network: {ways}", ways=message.channel),
                    advice,
                )


_SEVERAL: Final = late(
    "[、，,；;/+＋]|(?<=.)(?:和|与|及|或|加)(?=.)|多种|多渠道|各种|等(?:方式|渠道|途径|$)"
)
"""What stands in words that name more than one way."""


def _is_single(channels: tuple[str, ...]) -> bool:
    """Whether the message goes out one way only; none that is written down is not one."""
    return len(set(channels)) == 1 and not _SEVERAL.search(channels[0])


@plan_rule(
    "RPT050",
    "report.single-channel",
    Severity.ADVICE,
    title=msg("Urgent message that goes out one way only"),
    rationale=msg("When that one way fails nobody hears of the event, and no sender learns of it."),
    sources=(_KEPT_OPEN, _SPREAD, TOLD),
)
def single_channel(view: PlanView) -> Iterator[Hit]:
    """First reports, messages at the start of a response, warnings and 信息发布 with one way only.

    Left out: 当面, which no failure stops; 书面, a form and no way; the platform from which all
    others are served; and messages whose recipients all get another of that action by another way.
    Of messages that need the mobile network RPT029 speaks.
    """
    for pointer, channels in _urgent(view):
        if _is_single(channels) and not _is_mobile_only(channels) and channels[0] not in _NO_WAY:
            yield Hit(
                view.at(*pointer),
                msg("This goes out one way only: {way}", way=channels[0]),
                msg("Add a second way that does not fail with it: 政务网络, 卫星电话, 电台, 专人"),
                basis=(_KEPT_OPEN,),
            )
    warnings, info = view.plan.warnings, view.plan.public_information
    if warnings and _is_single(warnings.channels) and _may_fail(warnings.channels[0]):
        yield Hit(
            view.at("warnings", "channels"),
            msg("Warnings are spread one way only: {way}", way=warnings.channels[0]),
            msg("Add others: 突发事件预警信息发布平台, 广播电视, 手机短信, 应急广播, 入户通知"),
            basis=(_SPREAD,),
        )
    if info and _is_single(info.channels) and _may_fail(info.channels[0]):
        yield Hit(
            view.at("public_information", "channels"),
            msg("The public is told one way only: {way}", way=info.channels[0]),
            msg("Add others that people have: 广播电视, 政府网站, 手机短信, 新闻发布会"),
            basis=(TOLD,),
        )


_NO_WAY: Final = frozenset({"书面", "当面", "现场", "派员", "专人", "敲门入户", "入户通知"})
"""Words for a form, or for somebody who goes there."""


def _urgent(view: PlanView) -> Iterator[tuple[Pointer, tuple[str, ...]]]:
    """Yield how first reports and messages at the start of a response go out, and where it says."""
    for report, at in first_reports(view):
        yield (*at, "channels"), report.channels
    for i, action in enumerate(view.plan.actions):
        if action.phase not in _AT_THE_START:
            continue
        ways = [(set(message.to), set(message.channel)) for message in action.messages]
        for j, message in enumerate(action.messages):
            own = set(message.channel)
            if not any(set(message.to) <= to and how - own for to, how in ways):
                yield ("actions", i, "messages", j, "channel"), message.channel


_PLATFORM: Final = late("预警信息?发布|12379|广播电视")
"""What spreads a warning in more than one way."""


def _may_fail(channel: str) -> bool:
    """Whether *channel* is one by which warnings may get nowhere."""
    return channel not in _NO_WAY and not _PLATFORM.search(channel)
