"""Rules on the measures that the response law lists, and on duties that go with every response."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.model.scales import EventCategory, Phase, PlanClass, PlanPurpose, WarningColour
from planforge.patterns import late
from planforge.rules.contents.demands import whole_facts
from planforge.rules.prose.text import headings, text_lines, whole_prose
from planforge.rules.rule import Hit, Option, cite, plan_rule
from planforge.rules.text.whole import is_in

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place

_LAW: Final = "中华人民共和国突发事件应对法"
Kinds: TypeAlias = "tuple[tuple[Message, re.Pattern[str]], ...]"
"""Kinds of measures: what each is, and how a text about it reads."""


def _kinds(*kinds: tuple[Message, str]) -> Kinds:
    return tuple((what, late(words)) for what, words in kinds)


_LOWER: Final = _kinds(
    (msg("put the plan into action (启动应急预案)"), "启动|响应|进入.{0,6}状态"),
    (
        msg("collect and report information (收集、报告信息)"),
        "监测|巡查|特巡|排查|收集|报告|报送|值守|值班|观测|预报",
    ),
    (msg("analyse and assess (分析评估)"), "会商|研判|评估|分析|核查|复核"),
    (msg("tell the public at fixed times (定时发布)"), "发布|公布|播发|播报|通报|滚动|广播|短信"),
    (
        msg("warn, advise and publish phone numbers (宣传警示、公布电话)"),
        "警示|提示|宣传|常识|建议|劝告|告知|提醒|通知|电话|避险",
    ),
)
_HIGHER: Final = _kinds(
    (msg("teams on standby (队伍待命)"), "待命|集结|前置|预置|备勤|到岗|进驻|动员"),
    (msg("goods and shelters ready (调集物资、准备避难场所)"), "物资|装备|避难|安置|备用|预置"),
    (msg("guard of important places (保卫重点目标)"), "警卫|安全保卫|守护|治安|重点(?:单位|部位)"),
    (msg("public utilities kept running (公共设施安全运行)"), "供电|供水|供气|通信|交通|泵站|保电"),
    (msg("advice to the public (发布建议、劝告)"), "建议|劝告|提示|提醒|公告|告知|发布|停止户外"),
    (msg("people moved to safety (转移、疏散)"), "转移|疏散|撤离|避险|安置|撤出"),
    (
        msg("places closed, activities stopped (关闭、限制场所)"),
        "关闭|停课|停工|停业|停运|限制|封闭",
    ),
)
_ACCIDENT_MEASURES: Final = _kinds(
    (
        msg("rescue, moving and settling people (营救、转移、安置)"),
        "救治|营救|搜救|转移|疏散|撤离|救助",
    ),
    (
        msg("control of danger, cordons (控制危险源、警戒、管制)"),
        "警戒|管制|封锁|封闭|封控|隔离|危险源",
    ),
    (
        msg("repair of utilities, care (抢修设施、医疗防疫)"),
        "抢修|抢通|医疗|防疫|避难场所|恢复供电|应急供水",
    ),
    (
        msg("things and places closed or limited (限制设备和场所)"),
        "停课|停工|停业|停运|停产|停航|停止|关闭|关停|禁止|限制|中止",
    ),
    (msg("reserves of money and goods (启用储备物资和资金)"), "物资|储备|预备费|资金|装备|调集"),
    (
        msg("citizens and volunteers (组织公民和社会力量)"),
        "志愿|社会力量|社会应急力量|民兵|动员|群众性",
    ),
    (
        msg("food, water, medicine, fuel (保障生活必需品)"),
        "必需品|基本生活|食品|饮用水|送水|生活物资|市场供应|食宿|供水",
    ),
    (msg("orderly markets (维护市场秩序)"), "市场秩序|哄抬|价格|囤积|市场监管|物价"),
    (msg("public order (维护社会治安)"), "治安|社会秩序|维护秩序|安全保卫|现场秩序"),
    (
        msg("watch over the environment (环境应急监测)"),
        "环境.{0,6}监测|水质|水源地|污染|监测环境|生态环境",
    ),
    (msg("secondary events prevented (防止次生、衍生事件)"), "次生|衍生|连锁|扩大|蔓延"),
)
_SECURITY_MEASURES: Final = _kinds(
    (msg("isolation of those who fight (强制隔离当事人)"), "隔离|冲突|纠纷|争端|劝离|驱散"),
    (
        msg("control of buildings and utilities (控制建筑物和设施)"),
        "建筑物|交通工具|设备|设施|燃气|供应.{0,4}控制",
    ),
    (
        msg("places closed, papers checked (封锁场所、查验证件)"),
        "封锁|查验|身份证|限制.{0,6}活动|管制",
    ),
    (msg("guard of core bodies (核心机关警卫)"), "警卫|警戒线|核心机关|重点目标|要害"),
)


def _warning_texts(view: PlanView, colours: frozenset[WarningColour]) -> str:
    """Return what the plan says is done after warnings of *colours*, and after any warning."""
    warnings = view.plan.warnings
    if warnings is None:
        return ""
    found: list[str] = []
    for colour, rule in warnings.rules.items():
        if colour in colours:
            found += [measure.content for measure in rule.measures]
            found += [rule.no_response, f"启动{rule.response}响应" if rule.response else ""]
    found += [x.content for x in view.plan.actions if x.phase is Phase.WARNING]
    return "\n".join((*found, *_chapters(view, "预警")))


def _chapters(view: PlanView, word: str) -> Iterator[str]:
    """Yield the lines of the chapters of `plan.md` whose heading has *word*."""
    if view.prose is None:
        return
    titles = {number: word in title for number, _, title in headings(view.prose)}
    is_in = False
    for text in text_lines(view.prose):
        is_in = titles.get(text.number, is_in)
        if is_in and text.number not in titles:
            yield text.line


def _has(least: int, kinds: Kinds, text: str) -> bool:
    """Whether *text* has that many kinds; no more are looked for than it takes to know."""
    found = (what for what, words in kinds if is_in(words, text))
    return sum(1 for _ in islice(found, least)) == least


def _missing(kinds: Kinds, text: str) -> tuple[Message, ...]:
    return tuple(what for what, words in kinds if not is_in(words, text))


_BLUE_YELLOW: Final = frozenset({WarningColour.BLUE, WarningColour.YELLOW})
_ORANGE_RED: Final = frozenset({WarningColour.ORANGE, WarningColour.RED})


AT_LEAST_LOWER: Final = Option(
    "CNT021",
    ("至少几类", "at_least"),
    4,
    1,
    5,
    msg("How many of the five kinds of measures must be there"),
)


@plan_rule(
    "CNT021",
    "content.warning-measures-lower",
    Severity.ADVICE,
    title=msg("Measures that the law wants after a yellow or blue warning are missing"),
    rationale=msg("The law lists five kinds of measures that follow every warning."),
    sources=(cite(_LAW, "第六十六条"),),
    options=(AT_LEAST_LOWER,),
)
def lower_warning_measures(view: PlanView) -> Iterator[Hit]:
    """Plans whose measures, channels and chapters on warning have fewer of the five than set."""
    warnings = view.plan.warnings
    if warnings is None or not any(
        rule.measures for colour, rule in warnings.rules.items() if colour in _BLUE_YELLOW
    ):
        return
    told = "\n".join((*warnings.contents, *warnings.channels))
    missing = _missing(_LOWER, f"{told}\n{_warning_texts(view, _BLUE_YELLOW)}")
    if len(_LOWER) - len(missing) < AT_LEAST_LOWER.of(view.registry):
        yield Hit(
            view.at("warnings", "rules", on_key=True),
            msg("After a yellow or blue warning nothing is done to {missing}", missing=missing),
            msg("Add such measures with who takes them, at the lowest colour at least"),
        )


AT_LEAST_HIGHER: Final = Option(
    "CNT022",
    ("至少几类", "at_least"),
    2,
    1,
    7,
    msg("How many of the seven kinds of measures must be there"),
)


@plan_rule(
    "CNT022",
    "content.warning-measures-higher",
    Severity.ADVICE,
    title=msg("Red or orange warning with few of the measures that the law lists"),
    rationale=msg(
        "At the two highest warnings teams stand by, goods and shelters are made ready and people "
        "are moved; a plan that waits for the event loses the time the warning gave."
    ),
    sources=(cite(_LAW, "第六十七条"),),
    options=(AT_LEAST_HIGHER,),
)
def higher_warning_measures(view: PlanView) -> Iterator[Hit]:
    """Plans whose red and orange warnings have fewer kinds of the listed measures than set."""
    warnings = view.plan.warnings
    if warnings is None or not any(
        rule.measures for colour, rule in warnings.rules.items() if colour in _ORANGE_RED
    ):
        return
    missing = _missing(_HIGHER, _warning_texts(view, _ORANGE_RED))
    least = AT_LEAST_HIGHER.of(view.registry)
    if len(_HIGHER) - len(missing) < least:
        yield Hit(
            view.at("warnings", "rules", on_key=True),
            msg(
                "After a red or orange warning only {count} kinds of measures follow, {least} "
                "should; missing: {missing}",
                count=len(_HIGHER) - len(missing),
                least=least,
                missing=missing,
            ),
            msg("Choose from the missing ones what the hazard asks for, with who does it"),
        )


def _is_on_events(view: PlanView) -> bool:
    plan = view.plan
    return plan.plan_class is PlanClass.SPECIAL and plan.purpose is PlanPurpose.EVENT


@lru_cache(maxsize=2)
def _on_measures(view: PlanView) -> str:
    """Return everything the plan says, but for its principles and scope."""
    return f"{whole_facts(view).text}\n{whole_prose(view.prose or '').text}"


AT_LEAST_MEASURES: Final = Option(
    "CNT023",
    ("至少几类", "at_least"),
    6,
    1,
    11,
    msg("How many of the eleven kinds of measures must be there"),
)


@plan_rule(
    "CNT023",
    "content.response-measures",
    Severity.ADVICE,
    title=msg("Few of the measures that the law lists for disasters, accidents and epidemics"),
    rationale=msg(
        "The law lists eleven kinds of measures; what no plan has prepared is forgotten or "
        "improvised."
    ),
    sources=(cite(_LAW, "第七十三条"),),
    options=(AT_LEAST_MEASURES,),
)
def response_measures(view: PlanView) -> Iterator[Hit]:
    """Special plans for events with fewer of the eleven kinds, anywhere in the plan, than set."""
    if _is_on_events(view) and view.plan.category is not EventCategory.SECURITY:
        yield from _coverage(
            view, view.at("actions", on_key=True), _ACCIDENT_MEASURES, AT_LEAST_MEASURES
        )


AT_LEAST_SECURITY: Final = Option(
    "CNT024",
    ("至少几类", "at_least"),
    2,
    1,
    4,
    msg("How many of the four kinds of measures must be there"),
)


@plan_rule(
    "CNT024",
    "content.security-measures",
    Severity.ADVICE,
    title=msg("Few of the measures that the law lists for events of public security"),
    rationale=msg("The law lists what may be done; a plan says which of it, and who decides."),
    sources=(cite(_LAW, "第七十四条"),),
    options=(AT_LEAST_SECURITY,),
)
def security_measures(view: PlanView) -> Iterator[Hit]:
    """Special plans for events of public security with fewer of the four kinds than set."""
    if _is_on_events(view) and view.plan.category is EventCategory.SECURITY:
        yield from _coverage(view, view.at("category"), _SECURITY_MEASURES, AT_LEAST_SECURITY)


def _coverage(view: PlanView, place: Place, kinds: Kinds, option: Option) -> Iterator[Hit]:
    if not view.plan.actions:
        return
    least = option.of(view.registry)
    text = _on_measures(view)
    if not _has(least, kinds, text):
        missing = _missing(kinds, text)
        yield Hit(
            place,
            msg(
                "Only {count} of {all} kinds of measures are in the plan, {least} should be; "
                "missing: {missing}",
                count=len(kinds) - len(missing),
                all=len(kinds),
                least=least,
                missing=missing,
            ),
            msg("Choose from the missing ones what the hazard asks for, with who does it"),
        )


def coverage(view: PlanView) -> Mapping[Message, bool]:
    """Return the kinds of measures the law lists for such a plan, and whether it has them."""
    is_security = view.plan.category is EventCategory.SECURITY
    kinds = _SECURITY_MEASURES if is_security else _ACCIDENT_MEASURES
    text = _on_measures(view)
    return {what: is_in(words, text) for what, words in kinds}
