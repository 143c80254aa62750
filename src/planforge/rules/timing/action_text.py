"""What the text of an action says about time and levels, against 时限, 频次 and 起始级别."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.corpus.said_limits import NUMBER, read_limit
from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.scales import Anchor
from planforge.patterns import late
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import ActionAt, PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.plan import Action, Plan
    from planforge.model.scalars import Limit

_MOMENTS: Final[Mapping[Anchor, str]] = {
    Anchor.OCCURRENCE: r"事发|(?:事故|事件|灾害|险情|灾情|疫情|地震|火灾|停电)发生",
    Anchor.RECEIPT: r"接报|接警|(?:接到|收到)(?:险情|灾情|事故|事件)?(?:报告|信息|警情)",
    Anchor.WARNING: r"预警(?:信息|信号)?发布|发布预警",
    Anchor.ACTIVATION: r"(?:应急)?响应启动|启动(?:应急)?响应",
    Anchor.ORDER: r"(?:接到|收到)(?:指令|命令|通知)",
    Anchor.TERMINATION: r"(?:应急)?响应(?:终止|结束|解除)",
}
_DUE: Final = late(
    r"(?P<lead>(?:未来|今后|过去|最近|此后|以后|连续|预计|预报|可能|每|前|近|[第约])(?:在|于)?"
    rf"|(?P<moment>{'|'.join(_MOMENTS.values())})之?后?)?"
    r"(?:的|，|，?应当?|，?须|，?要)?"
    rf"(?P<number>{NUMBER})个?(?P<unit>分钟|小时|天|日|工作日)(?:以内|之内|内)"
    r"(?:应当?|必?须|要)?(?P<what>[^，。；：]+)"
)
"""A limit and what is to be done in it, up to the end of the clause, whatever the verb."""
_NO_DUTY: Final = late(
    r"(?:将?(?:的|[降雨雪潮]|水位|流量|风[力速]|气温|累计|最[大高低]|平均|出现|发生|可能|预计|预报|仍"
    r"|未|无|不|没|连续|持续|超|达|登陆|影响|上[涨升]|下[降跌]|新增|死亡|再次|多次|有[无\d可人强大暴])"
    r"|或者?|[和及、至到]\d|[（）]).*"
    r"|.*(?:超过|达到|大于|不能|无法|难以|未能).*|.*[的时]"
)
"""What follows a span of time in which something is seen to happen, or fails to."""


@lru_cache(maxsize=1)  # two rules ask it of one plan before they go on to the next
def _texts(view: PlanView) -> tuple[tuple[Pointer, list[tuple[str, ActionAt]]], ...]:
    """Return each text of an action: its place, and the levels at which it holds, lowest first."""
    found: dict[Pointer, list[tuple[str, ActionAt]]] = {}
    for level in reversed(view.levels):
        for at in view.actions_at(level.name):
            place = _place(view, at.index, at.action, level.severity)
            found.setdefault(place, []).append((level.name, at))
    return tuple(sorted(found.items(), key=lambda item: item[1][0][1].index))


def _place(view: PlanView, index: int, action: Action, highest: int) -> Pointer:
    """Return where the text of *action* at the level of severity *highest* stands."""
    steps = [
        (severity, name)
        for name, change in action.changes.items()
        if change.content and (severity := view.severity(name)) is not None and severity <= highest
    ]
    if not steps:
        return ("actions", index, "content")
    return ("actions", index, "changes", max(steps)[1], "content")


@plan_rule(
    "TIM016",
    "timing.deadline-in-text",
    Severity.WARNING,
    title=msg("Time limit in the text that differs from 时限"),
    rationale=msg("People act by the sentence, tables and rehearsals by 时限; both must agree."),
    sources=(CLEAR_STEPS,),
)
def deadline_in_text(view: PlanView) -> Iterator[Hit]:
    """Texts that begin with a limit (“2小时内完成”) which 时限 does not repeat."""
    for place, levels in _texts(view):
        found = _due(levels[0][1].content)
        if found is None:
            continue
        for level, at in levels:
            message = _difference(found, _Timed(title(at.action), at.limit, at.anchor, level))
            if message is not None:
                yield _hit(view, place, message)
                break
    for place, text, timed in _other_texts(view.plan):
        found = _due(text)
        message = _difference(found, timed) if found is not None else None
        if message is not None:
            yield _hit(view, place, message)


def _hit(view: PlanView, place: Pointer, message: Message) -> Hit:
    return Hit(
        view.at(*place), message, msg("Write the same limit and moment in both, or only under 时限")
    )


@dataclass(frozen=True, slots=True)
class _Timed:
    """Something to do: what it is called, its limit, from when that runs, at what level."""

    name: str
    limit: Limit | None
    anchor: Anchor
    level: str = ""


def _other_texts(plan: Plan) -> Iterator[tuple[Pointer, str, _Timed]]:
    """Yield what is to be done on warnings and after the event."""
    for colour, rule in plan.warnings.rules.items() if plan.warnings else ():
        for i, measure in enumerate(rule.measures):
            place: Pointer = ("warnings", "rules", colour.zh, "measures", i, "content")
            if "内" in measure.content:  # else no time is in it
                name = re.split("[，。；：]", measure.content)[0]
                yield place, measure.content, _Timed(name, measure.limit, Anchor.WARNING)
    for i, item in enumerate(plan.recovery):
        timed = _Timed(item.item, item.limit, Anchor.TERMINATION)
        yield ("recovery", i, "content"), item.content, timed


def _due(text: str) -> re.Match[str] | None:
    """Return the one limit that *text* begins with, if there is one."""
    found = list(_DUE.finditer(text)) if "内" in text else []
    if len(found) != 1 or _NO_DUTY.fullmatch(found[0]["what"]):
        return None
    start = found[0].start("lead" if found[0]["lead"] else "number")
    return found[0] if _is_first(text[:start]) else None


def _is_first(before: str) -> bool:
    """Whether only a clause on when (“接到命令后，”) may stand before the limit."""
    return (
        re.fullmatch(r"[^，。；：]{0,20}|[^，。；：]*(?:后|时)，[^，。；：]{0,8}", before)
        is not None
    )


def _difference(found: re.Match[str], timed: _Timed) -> Message | None:
    """Return what is wrong with the limit *found* in the text of *timed*, if anything."""
    if found["lead"] and not found["moment"]:
        return None
    said = f"{found['number']}{found['unit']}"
    if timed.limit is None:
        return msg(
            "The text of “{action}” allows {said}, but there is no 时限",
            action=timed.name,
            said=said,
        )
    text = read_limit(found["number"], found["unit"])
    is_same = (text.seconds, text.workdays) == (timed.limit.seconds, timed.limit.workdays)
    moment = _moment(found["moment"]) or timed.anchor
    if moment is not timed.anchor and is_same:
        return msg(
            "The text of “{action}” counts {said} from {moment}, 时限 from {anchor}",
            action=timed.name,
            said=said,
            moment=moment.zh,
            anchor=timed.anchor.zh,
        )
    if moment is not timed.anchor or not _contradicts(text, found["what"], timed.limit):
        return None
    message = msg(
        "The text of “{action}” allows {said}, 时限 {limit}",
        action=timed.name,
        said=said,
        limit=timed.limit.text,
    )
    return (
        msg("At {level}: {message}", level=timed.level, message=message) if timed.level else message
    )


def _moment(words: str | None) -> Anchor | None:
    """Return the moment that *words* of a text mean, None if there are none."""
    return next(
        (one for one, said in _MOMENTS.items() if words and re.fullmatch(said, words)), None
    )


def _contradicts(text: Limit, what: str, limit: Limit) -> bool:
    """Whether what a text allows is longer than 时限, or shorter for the whole of the work."""
    if text.seconds is None or not limit.seconds:
        return False
    is_whole = what.startswith("完成")
    return text.seconds > limit.seconds or (text.seconds < limit.seconds and is_whole)


@plan_rule(
    "TIM017",
    "timing.level-in-text",
    Severity.WARNING,
    title=msg("Level in the text at which the action is not done"),
    rationale=msg("Either the sentence or the level is left over from an older edition."),
    sources=(CLEAR_STEPS,),
)
def level_in_text(view: PlanView) -> Iterator[Hit]:
    """Texts that speak of a response level other than those at which they hold."""
    names = "|".join(re.escape(name) for name in view.level_names)
    texts = [text for text in _texts(view) if "响应" in text[1][0][1].content]
    if not names or not texts:
        return
    said = late(
        rf"(?<![至为到由从与和或、级])(?P<verb>启动|达到|进入)?(?P<level>{names})(?P<up>及?以上)?"
        r"(?:应急)?响应(?:时|后|期间|状态)"
    )
    for place, levels in texts:
        found = said.search(levels[0][1].content)
        if found is None:
            continue
        severity = view.severity(found["level"])
        held = {view.severity(name) for name, _ in levels}
        lowest = view.severity(levels[0][0])
        if severity is None or lowest is None:
            continue
        is_missing = severity not in held and not found["up"]
        if is_missing or (found.start() == 0 and lowest < severity):
            yield Hit(
                view.at(*place),
                msg(
                    "The text of “{action}” speaks of {said}, but it is done at {levels}",
                    action=title(levels[0][1].action),
                    said=found[0],
                    levels=tuple(name for name, _ in levels),
                ),
                msg("Correct the text, or 起始级别 and 仅限级别"),
            )
