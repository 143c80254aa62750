"""Warnings: four colours in order, who issues them, what follows, what they say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.model.scales import EventCategory, PlanPurpose, WarningColour
from planforge.patterns import late
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, cite, plan_rule
from planforge.rules.text.said import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

LAW: Final = "中华人民共和国突发事件应对法"
COLOURS: Final = cite(LAW, "第六十三条第二款")
ISSUE: Final = cite(LAW, "第六十四条第一款")
CONTENTS: Final = cite(LAW, "第六十四条第二款")
MEASURES: Final = (cite(LAW, "第六十六条"), cite(LAW, "第六十七条"))
NO_GAP: Final = cite("国家突发事件总体应急预案", "3.2.2")
LIFTING: Final = cite(LAW, "第七十条")
RESPONSE: Final = cite(LAW, "第七十一条")


_FIFTH_WORDS: Final = ("紫色", "黑色", "绿色", "白色")
_RARE: Final = ("紫", "黑", "绿", "白")
"""One character is found ten times as fast as two."""
_FIFTH: Final = late(
    "(?P<colour>[紫黑绿白]色)(?:[、和及或至到]{1,2}[红橙黄蓝紫黑]色?){0,4}"
    "(?<=色)(?:风险|气象){0,2}(?:预警|警报)"
    "|(?:预警|警报)(?:信号|级别|等级)?(?:提升|升级|调整|降|升)?(?:为|到|至)(?P<behind>[紫黑绿白]色)"
)


def _at(colour: WarningColour) -> Pointer:
    return ("warnings", "rules", colour.zh)


@plan_rule(
    "WRN001",
    "warning.colours",
    Severity.WARNING,
    title=msg("Warning colour missing"),
    rationale=msg(
        "The law knows four levels: red, orange, yellow and blue. Who waits for a colour that the "
        "plan leaves out is never warned."
    ),
    sources=(COLOURS,),
)
def colours(view: PlanView) -> Iterator[Hit]:
    """Warnings without one of the four colours; in which order they stand, STR013 looks at.

    Likewise sentences on a warning in a fifth colour. Events of public security have no colours;
    plans for support answer to warnings of others.
    """
    yield from _fifth_colour(view)
    if not view.plan.warnings or view.plan.category is EventCategory.SECURITY:
        return
    given = list(view.plan.warnings.rules)
    if not given and view.plan.purpose is PlanPurpose.SUPPORT:
        return
    order = list(WarningColour)
    missing = tuple(colour.zh for colour in order if colour not in given)
    if missing:
        yield Hit(
            view.at("warnings", *["rules"] * bool(given), on_key=True),
            msg("There is no warning in {colours}", colours=missing),
            msg("Describe all four: red, orange, yellow, blue"),
        )


def _fifth_colour(view: PlanView) -> Iterator[Hit]:
    text = text_of(view)
    for found in text.matches(_FIFTH, _RARE, _FIFTH_WORDS):
        first, end = text.sentence(*found.span())
        before = text.whole[first : found.start()]
        if before.endswith("台风") or is_aside(view, before, text.whole[found.end() : end]):
            continue  # 台风白色预警信号 is one of the weather service
        colour = found["colour"] or found["behind"]
        yield Hit(
            text.place(*found.span("colour" if found["colour"] else "behind")),
            msg("No warning is {colour}: the law knows four colours", colour=f"{colour[0]}色"),
            msg("Write one of {colours}", colours=tuple(c.zh for c in WarningColour)),
        )


@plan_rule(
    "WRN002",
    "warning.no-answer",
    Severity.WARNING,
    title=msg("Warning without an answer"),
    rationale=msg(
        "Between warning and response there must be no gap: for each colour the plan says which "
        "level follows, or why none does."
    ),
    sources=(*MEASURES, NO_GAP),
)
def no_answer(view: PlanView) -> Iterator[Hit]:
    """Colours with neither 对应响应 nor 不启动响应, or with both."""
    for colour, rule in view.plan.warnings.rules.items() if view.plan.warnings else ():
        if not rule.response and not rule.no_response:
            yield Hit(
                view.at(*_at(colour), on_key=True),
                msg(
                    "Nothing says which response follows the warning in {colour}", colour=colour.zh
                ),
                msg("Name the level under 对应响应, or say under 不启动响应 why none follows"),
            )
        elif rule.response and rule.no_response:
            yield Hit(
                view.at(*_at(colour), "no_response"),
                msg(
                    "The warning in {colour} starts {level} and starts no response",
                    colour=colour.zh,
                    level=rule.response,
                ),
                msg("Keep one of the two"),
                ((view.at(*_at(colour), "response"), msg("the response that follows")),),
            )


@plan_rule(
    "WRN003",
    "warning.no-issuer",
    Severity.WARNING,
    title=msg("Warning that nobody issues or approves"),
    rationale=msg("A warning goes out in time only if it is clear beforehand who may send it."),
    sources=(ISSUE,),
)
def no_issuer(view: PlanView) -> Iterator[Hit]:
    """Colours without 发布 or without 批准."""
    for colour, rule in view.plan.warnings.rules.items() if view.plan.warnings else ():
        place = view.at(*_at(colour), on_key=True)
        if not rule.issued_by:
            yield Hit(
                place,
                msg("Nobody issues the warning in {colour}", colour=colour.zh),
                msg("Name who issues it under 发布"),
            )
        if not rule.approved_by:
            yield Hit(
                place,
                msg("Nobody approves the warning in {colour}", colour=colour.zh),
                msg("Name who approves it under 批准"),
            )


@plan_rule(
    "WRN004",
    "warning.answers-out-of-order",
    Severity.ERROR,
    title=msg("A higher warning is answered by a lower response"),
    rationale=msg("While the warning grows worse, the response it leads to must not fall."),
    sources=(COLOURS, RESPONSE),
)
def answers_out_of_order(view: PlanView) -> Iterator[Hit]:
    """Colours whose 对应响应 is lower than that of the next milder colour."""
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    answers = [
        (colour, severity, rule.response)
        for colour in WarningColour
        if (rule := rules.get(colour)) is not None
        and (severity := view.severity(rule.response) if rule.response else 0) is not None
        and (rule.response or rule.no_response)
    ]
    for (higher, strong, response), (lower, weak, other) in pairwise(answers):
        if strong < weak:
            yield Hit(
                view.at(*_at(higher), "response" if response else "no_response"),
                msg(
                    "{higher} is followed by {response}, but the milder {lower} by {other}",
                    higher=higher.zh,
                    response=response or msg("no response"),
                    lower=lower.zh,
                    other=other or msg("no response"),
                ),
                msg("Let the higher warning start at least the same level"),
                (
                    (
                        view.at(*_at(lower), "response"),
                        msg("the response to {colour}", colour=lower.zh),
                    ),
                ),
            )


_FIELDS: Final[tuple[tuple[Message, tuple[str, ...]], ...]] = (
    (msg("kind (预警类别)"), ("类别", "类型", "种类", "事件名称")),
    (msg("level (预警级别)"), ("级别", "等级", "颜色")),
    (msg("starting time (起始时间)"), ("起始", "开始", "生效", "起止")),
    (msg("area (可能影响的范围)"), ("范围", "区域", "地区")),
    (msg("what to beware of (警示事项)"), ("警示", "提示", "注意事项", "危害")),
    (msg("measures to take (应当采取的措施)"), ("措施", "建议", "防范", "防御")),
    (
        msg("who issues it (发布单位)"),
        ("发布单位", "发布机关", "发布机构", "发布部门", "发布者", "发布主体"),
    ),
    (msg("time of issue (发布时间)"), ("发布时间", "发布日期", "发布时刻")),
)


@plan_rule(
    "WRN005",
    "warning.contents",
    Severity.WARNING,
    title=msg("Warning that lacks required contents"),
    rationale=msg("The law lists eight things a warning must say; each is somebody's question."),
    sources=(CONTENTS,),
)
def contents(view: PlanView) -> Iterator[Hit]:
    """发布内容 without one of the eight things."""
    warnings = view.plan.warnings
    if not warnings or not warnings.rules:
        return
    text = "、".join(warnings.contents)
    missing = tuple(field for field, words in _FIELDS if not any(word in text for word in words))
    if missing:
        yield Hit(
            view.at("warnings", "contents", on_key=True)
            if warnings.contents
            else view.at("warnings", on_key=True),
            msg("A warning does not say: {fields}", fields=missing),
            msg("Add them under 发布内容"),
        )


@plan_rule(
    "WRN006",
    "warning.never-changed-or-lifted",
    Severity.WARNING,
    title=msg("Warning that is never changed or lifted"),
    rationale=msg(
        "Who issued a warning must change it as things develop and lift it at once when the "
        "danger is over; nobody heeds a warning that always stands."
    ),
    sources=(LIFTING,),
)
def never_lifted(view: PlanView) -> Iterator[Hit]:
    """Warnings without 调整 or without 解除."""
    warnings = view.plan.warnings
    if not warnings or not warnings.rules:
        return
    if not warnings.adjustment:
        yield Hit(
            view.at("warnings", on_key=True),
            msg("Nothing says who changes a warning, and when"),
            msg("Write it under 调整"),
        )
    if not warnings.lifting:
        yield Hit(
            view.at("warnings", on_key=True),
            msg("Nothing says who lifts a warning, and when"),
            msg("Write it under 解除"),
        )
