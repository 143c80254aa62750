"""Time limits that sentences repeat by hand, against 信息报告, 信息发布, 决定时限 and 时限."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scalars import Limit
from planforge.model.scales import ReportStage
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.prose.promised import (
    Around,
    Fact,
    done,
    ids_of,
    named_in,
    of_actions,
    of_warnings,
)
from planforge.rules.prose.times import times_in
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import ReportRule
    from planforge.rules.prose.times import Said
    from planforge.rules.text.said import Text

_SAID_ELSEWHERE: Final = frozenset(
    {"actions", "warnings", "recovery", "reports", "grades", "levels", "adjustments"}
)
"""Keys whose sentences other rules compare with the limit beside them."""
_TO: Final = late(
    r"向(?P<to>[^，。；]{2,40}?)(?:报告|上报|报送|续报|书面)|报(?:告|送)?(?P<up>[^，。；]+)"
)
_STAGES: Final = {
    "首报": ReportStage.FIRST,
    "初报": ReportStage.FIRST,
    "首次报告": ReportStage.FIRST,
    "续报": ReportStage.FOLLOW_UP,
    "终报": ReportStage.FINAL,
}
_SUBJECT: Final = late(
    "企业|单位|部门|机构|人员|负责人|责任人|政府|指挥部|公司|学校|医院|街道|[镇乡村局委办队]"
)
_TIERS: Final = (
    (late("乡镇|街道|镇级"), ("乡镇", "街道")),
    (late("县级|县（|县区|区县|各县|事发地县|区级"), ("县（", "县级", "县区", "区县")),
    (late("村（|村级|社区|行政村"), ("村", "社区")),
)
"""Levels of government: what sentences call them, and what is in the names of who reports."""
_REPORTED: Final = late("报告|上报|报送|首报|初报|续报|终报|报市|报省|报县")
_BARE_REPORT: Final = late(
    "[，的]?(?:通过|用|以)?(?:电话|口头|书面|网络|如实|及时|逐级|立即|首次|向上级?|[、和或]|方式){0,4}"
    "(?:报告|上报|报送|首报|初报)(?:险情|灾情|汛情|旱情|事故|事件|突发|信息|情况|[、和]){0,4}$"
)
_DAILY: Final = late("之?前[^，。；]{0,10}报|以?前报|报(?:市|省|县|区|送|至|告)")
_REPORT_DUE: Final = late(
    "(?:书面|电话|首次)(?:报告|信息)(?:时限|一般|应当?|须|要|最迟|至迟|的|在|为)*"
    "(?:不(?:得|应)?(?:超过|迟于|晚于))?[^，。；、]{0,8}$",
    holds=("书面", "电话", "首次"),
)
"""Before a limit of the report itself: 书面报告最迟不得晚于事件发生后."""
_UPWARDS: Final = late("上一?级|本级|同级")
_BY_PHONE: Final = late("电话|口头")
_RELEASED: Final = late(r"(?:发布|公布)[^，。；预]{0,12}(?:信息|消息)", holds=("发布", "公布"))
_FIRST_RELEASE: Final = late(r"首次[^，。；预]{0,8}(?:发布|公布)", holds=("首次",))
_PRESS: Final = late(
    r"(?:召开|举行)[^，。；]{0,8}(?:新闻)?发布会|发布会[^，。；]{0,12}$", holds=("发布会",)
)
_DECIDED: Final = late(
    r"(?:作出|做出)[^，。；]{0,10}决定|^(?:以?内|之内)?(?:研究)?决定(?:是否)?启动",
    holds=("作出", "做出", "决定启动", "决定是否启动"),
)
_TO_DECIDE: Final = late(r"决定(?:的)?(?:时限|时间)(?:为|是|：|一般|不超过)*$")
"""Before the limit of a decision: Ⅰ级响应的决定时限为."""


@plan_rule(
    "PRO014",
    "prose.other-limit",
    Severity.WARNING,
    title=msg("Time limit in the text that differs from the facts"),
    rationale=msg(
        "People act by the sentence, tables and rehearsals by the facts; both must agree."
    ),
    sources=(COMPLETE,),
)
def other_limit(view: PlanView) -> Iterator[Hit]:
    """Limits of reports, releases, decisions, actions and measures of warnings in sentences."""
    text = text_of(view)
    times = [x for x in times_in(text) if text.field(x.start) not in _SAID_ELSEWHERE]
    for i, said in enumerate(times):
        around = _around(text, said, times[max(0, i - 1) : i], times[i + 1 : i + 2])
        facts = tuple(_facts(view, said, around))
        allowed = [limit for fact in facts for limit in fact.limits]
        if not allowed or any(_is_same(said.limit, limit) for limit in allowed):
            continue
        before, behind = text.whole[around.first : said.start], text.whole[said.end : around.last]
        is_sender = bool(view.plan.reports) and facts[0].at[0] == "reports"
        is_sender = is_sender and bool(_sent(view, around.first, said.start))
        if is_aside(view, before, behind, has_subject=is_sender):
            continue
        fact = min((one for one in facts if one.limits), key=lambda one: _gap(said.limit, one))
        yield _hit(view, said, fact, facts)


def _gap(said: Limit, fact: Fact) -> float:
    """Return how many times a time is longer or shorter than the nearest limit of *fact*."""
    gaps = [
        max(said.seconds, limit.seconds) / min(said.seconds, limit.seconds)
        for limit in fact.limits
        if said.seconds and limit.seconds
    ]
    return min(gaps, default=float("inf"))


def _hit(view: PlanView, said: Said, fact: Fact, facts: tuple[Fact, ...]) -> Hit:
    """Return the finding on a time, against the nearest *fact* and those of the same kind."""
    text = text_of(view)
    words = text.whole[said.start : said.end]
    same = [
        limit for one in facts if (one.key, one.of) == (fact.key, fact.of) for limit in one.limits
    ]
    limits = tuple(dict.fromkeys(limit.text for limit in same))
    return Hit(
        text.place(said.start, said.end),
        msg(
            "“{said}” in the text, {limit} under {key} of “{action}”",
            said=words,
            limit=limits,
            key=fact.key,
            action=fact.of,
        )
        if fact.of
        else msg(
            "“{said}” in the text, {limit} under {key}", said=words, limit=limits, key=fact.key
        ),
        msg("Write the same limit in both, or leave it out: the directive prints the facts"),
        ((view.at(*fact.at), msg("Here the limit is laid down")),),
    )


def _around(text: Text, said: Said, before: list[Said], behind: list[Said]) -> Around:
    first, last = text.sentence(said.start, said.end)
    start, end = text.clause(said.start, said.end)
    return Around(
        first,
        last,
        max([start, *(one.end for one in before)]),
        min([end, *(one.start for one in behind)]),
    )


def _is_same(one: Limit, other: Limit) -> bool:
    return (one.seconds, one.workdays, one.clock) == (other.seconds, other.workdays, other.clock)


def _facts(view: PlanView, said: Said, around: Around) -> Iterator[Fact]:
    """Yield the facts that the sentence around a time speaks of."""
    text = text_of(view)
    rest = text.whole[said.end : around.behind].rstrip("、")
    words = text.whole[around.before : said.start] + rest
    if said.limit.clock is not None or said.is_interval:
        yield from _repeated(view, said, around)
    elif _PRESS.search(rest) or _PRESS.search(text.whole, around.before, said.start):
        yield from _released(view, "press_conference", "新闻发布会")
    elif _RELEASED.search(rest) or _FIRST_RELEASE.search(words):
        yield from _released(view, "first_release", "首次发布")
    elif _DECIDED.search(rest) or _TO_DECIDE.search(text.whole, around.before, said.start):
        sentence = text.whole[around.first : around.last]
        for level in [x for x in view.levels if x.name in sentence] or view.levels:
            if level.facts.decision_limit is not None:
                at = (*level.pointer, "decision_limit")
                yield Fact((level.facts.decision_limit,), at, "决定时限")
    elif _REPORTED.search(rest) or _REPORT_DUE.search(text.whole, around.before, said.start):
        yield from _reported(view, said, around)
    else:
        warned = of_warnings(view, said, around, rest)
        yield from warned or of_actions(view, said, around, rest)


def _released(view: PlanView, name: str, key: str) -> Iterator[Fact]:
    information = view.plan.public_information
    limit = getattr(information, name) if information else None
    if isinstance(limit, Limit):
        yield Fact((limit,), ("public_information", name), key)


def _reported(view: PlanView, said: Said, around: Around) -> Iterator[Fact]:
    """Yield the reports from the sender to the recipient that the sentence names."""
    text = text_of(view)
    rest = text.whole[said.end : around.behind].rstrip("、")
    due = _REPORT_DUE.search(text.whole, around.before, said.start)
    if due is not None:
        rest = due[0]
    to = _TO.search(text.whole, said.end, around.behind)
    recipients = named_in(view, *(to.span("to") if to["to"] else to.span("up"))) if to else set()
    is_upwards = to is not None and to["to"] is not None and _UPWARDS.match(to["to"]) is not None
    clause = text.whole[around.first : around.behind]
    stage = next((stage for word, stage in _STAGES.items() if word in clause), None)
    is_bare = not recipients and stage is None
    if is_bare and not (due or is_upwards or _BARE_REPORT.match(rest)):
        return
    if not recipients and to is not None and to["to"] and not is_upwards:
        return
    rules = _sent(view, around.first, said.start)
    if rules is None:
        if is_bare and not _BY_PHONE.search(rest) and "书面" not in rest:
            return
        rules = list(enumerate(view.plan.reports))
        stage = stage or (ReportStage.FIRST if is_bare else None)
    for i, rule in rules:
        if recipients and not recipients & ids_of(view, rule.recipient):
            continue
        if stage is rule.stage or (stage is None and rule.stage is not ReportStage.FOLLOW_UP):
            yield Fact(_limits_of(rule, rest, clause), ("reports", i), rule.stage.zh)


def _limits_of(rule: ReportRule, rest: str, clause: str) -> tuple[Limit, ...]:
    by_phone = _BY_PHONE.search(rest) is not None
    is_written = "书面" in (clause if not _BY_PHONE.search(clause) else rest) and not by_phone
    limits = (rule.limit, rule.written_limit, rule.repeat)
    if rule.written_limit and is_written:
        limits = (None, rule.written_limit, rule.repeat)
    elif rule.written_limit and by_phone and "书面" not in rest:
        limits = (rule.limit, None, rule.repeat)
    return tuple(filter(None, limits))


def _sent(view: PlanView, start: int, end: int) -> list[tuple[int, ReportRule]] | None:
    """Return the reports of who is named in the characters [start, end); None if nobody is."""
    reports = list(enumerate(view.plan.reports))
    senders = [one.entity.id for one in mentions(view, start, end)][-1:]
    if senders:
        return [x for x in reports if senders[0] in ids_of(view, x[1].sender)]
    text = text_of(view).whole
    for said, parts in _TIERS:
        if said.search(text, start, end):
            return [x for x in reports if any(p in name for p in parts for name in x[1].sender)]
    # somebody reports whom the facts do not name
    return [] if _SUBJECT.search(text, start, end) else None


def _repeated(view: PlanView, said: Said, around: Around) -> Iterator[Fact]:
    """Yield the reports, or the actions, that are repeated at the interval or the hour."""
    text = text_of(view)
    clause = text.whole[around.before : around.behind]
    sentence = text.whole[around.first : around.behind]
    is_daily = said.limit.clock is not None
    if is_daily and not ("日报" in sentence or _DAILY.search(text.whole, said.end, around.behind)):
        return
    if not is_daily and "续报" not in clause and not _REPORTED.search(clause):
        rest = text.whole[said.end : around.behind]
        yield from done(view, rest, (around.first, said.start), is_repeated=True)
        return
    rules = _sent(view, around.first, said.start)
    if rules is None:
        if not is_daily and "续报" not in clause:
            return
        rules = list(enumerate(view.plan.reports))
    to = _TO.search(text.whole, said.end, around.behind)
    recipients = named_in(view, *(to.span("to") if to["to"] else to.span("up"))) if to else set()
    for i, rule in rules:
        if recipients and not recipients & ids_of(view, rule.recipient):
            continue
        if is_daily and rule.stage is ReportStage.DAILY and rule.limit and rule.limit.clock:
            yield Fact((rule.limit,), ("reports", i, "limit"), rule.stage.zh)
        elif not is_daily and rule.stage is ReportStage.FOLLOW_UP:
            limits = tuple(filter(None, (rule.repeat, rule.limit)))
            yield Fact(limits, ("reports", i), rule.stage.zh)
