"""The notice that starts a response, and what comes after its end: loss, lessons, records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.corpus.comments import uncommented
from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.model.scales import Phase, PlanClass
from planforge.patterns import late
from planforge.rules.reports.hops import is_response_plan
from planforge.rules.reports.stages import EVALUATION, LESSONS
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_LAW: Final = "中华人民共和国突发事件应对法"
ASSESSED: Final = cite(_LAW, "第八十七条")
_NOTICE: Final[tuple[tuple[Message, tuple[str, ...]], ...]] = (
    (msg("what it answers (响应事项)"), ("事项", "事由", "事件", "原因", "灾情", "险情")),
    (msg("the level (响应级别)"), ("级别", "等级", "级响应")),
    (msg("how long it is expected to last (预计期限)"), ("期限", "期间", "时限", "起止")),
    (msg("the measures (应急处置措施)"), ("措施", "任务", "要求")),
)
_OF_GOVERNMENTS: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL, PlanClass.DEPARTMENT})
_STARTS: Final = late(r"启动|响应")
_ORDER: Final = late(r"(?:启动|响应)[^，。；]{0,4}(?:命令|通知|决定|公告|令)")
_STATES: Final = late(r"载明|写明|明确|注明|包括|内容|说明|列明")


def _missing(sentence: str) -> tuple[Message, ...]:
    return tuple(field for field, words in _NOTICE if not any(word in sentence for word in words))


def _sentences(view: PlanView) -> Iterator[tuple[int | None, str]]:
    """Yield what is said of the start, with the action that says it; None for the prose."""
    for i, action in enumerate(view.plan.actions):
        if action.phase is Phase.ACTIVATION:
            texts = (action.content, *(message.content for message in action.messages))
            yield from ((i, part) for text in texts for part in re.split(r"[。；]", text))
    yield from ((None, part) for part in re.split(r"[。；\n]", uncommented(view.prose or "")))


@plan_rule(
    "RPT034",
    "report.start-notice",
    Severity.WARNING,
    title=msg("Start of the response without what the law wants stated"),
    rationale=msg(
        "Whoever starts a response states what it answers, its level, how long it is expected to "
        "last, and the measures."
    ),
    sources=(cite(_LAW, "第七十二条第二款"),),
)
def start_notice(view: PlanView) -> Iterator[Hit]:
    """Plans of governments and departments with levels, where no sentence names all four.

    Plans for support, for a target or for a major event start responses as well.
    """
    if view.plan.plan_class not in _OF_GOVERNMENTS or not view.plan.levels:
        return
    missing = tuple(field for field, _ in _NOTICE)
    index: int | None = None
    for at, sentence in _sentences(view):
        if index is None and _ORDER.search(sentence):
            index = at
        if _STARTS.search(sentence) and _STATES.search(sentence):
            left_out = _missing(sentence)
            if not left_out:
                return
            if len(left_out) < len(missing):
                missing, index = left_out, index if at is None else at
    yield Hit(
        view.at("levels", on_key=True) if index is None else view.at("actions", index, "content"),
        msg("The start of the response does not state: {fields}", fields=missing),
        msg("Write: 启动响应应当载明响应事项、响应级别、预计期限和应急处置措施"),
    )


@plan_rule(
    "RPT035",
    "report.no-evaluation",
    Severity.WARNING,
    title=msg("Nobody looks back on the event"),
    rationale=msg(
        "After the event loss and impact are assessed, the cause is found, lessons are drawn and "
        "reported to the government above."
    ),
    sources=(ASSESSED, LESSONS),
)
def no_evaluation(view: PlanView) -> Iterator[Hit]:
    """Master and special plans whose 后期处置 says nothing of 评估, 调查 or 总结."""
    if not is_response_plan(view) or not view.plan.recovery:
        return
    if not any(EVALUATION.search(x.item + x.content) for x in view.plan.recovery):
        yield Hit(
            view.at("recovery", on_key=True),
            msg("Nobody assesses the loss and the response afterwards"),
            msg("Add 调查评估 with who does it, within what time, and to whom it is reported"),
        )


@plan_rule(
    "RPT036",
    "report.recovery-without-responsible",
    Severity.WARNING,
    title=msg("Task after the event that nobody has"),
    rationale=msg("When the response has ended, only tasks with a name are still done."),
    sources=(ASSESSED,),
)
def recovery_without_responsible(view: PlanView) -> Iterator[Hit]:
    """Entries of 后期处置 without 责任."""
    for i, item in enumerate(view.plan.recovery):
        if not item.responsible:
            yield Hit(
                view.at("recovery", i),
                msg("Nobody is responsible for “{item}”", item=item.item),
                msg("Name who does it under 责任"),
            )


_RECORDS: Final = late(r"归档|档案|存档")
_YEARLY: Final = late(
    r"上一?年度|上年|年度[^。；，]{0,6}(?:总结|评估)|每年[^。；]{0,20}(?:总结|评估)"
)


@plan_rule(
    "RPT037",
    "report.no-records",
    Severity.ADVICE,
    title=msg("Nothing says what becomes of the records"),
    rationale=msg("Records of the response are archived; each year the events are summed up."),
    sources=(cite(_LAW, "第九十四条"), cite("国家突发事件总体应急预案", "3.4.2")),
)
def no_records(view: PlanView) -> Iterator[Hit]:
    """Master plans that say nothing of archiving, or of the yearly summary."""
    if view.plan.plan_class is not PlanClass.MASTER or not view.plan.recovery:
        return
    text = uncommented(view.prose or "") + "。".join(x.item + x.content for x in view.plan.recovery)
    missing = tuple(
        name
        for name, words in (
            (msg("the records are archived (归档)"), _RECORDS),
            (msg("the events of the year are summed up (年度总结评估)"), _YEARLY),
        )
        if not words.search(text)
    )
    if missing:
        yield Hit(
            view.at("recovery", on_key=True),
            msg("Nothing says that: {points}", points=missing),
            msg("Add it under 后期处置 with who does it"),
        )
