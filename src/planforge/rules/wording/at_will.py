"""Duties left to whoever reads the sentence: 适时启动响应, 尽快报告, 视情采取必要措施."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import text_of
from planforge.rules.text.vague import SOON
from planforge.rules.wording.loose import loose

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.plan import Action, ActionChange

_Told: TypeAlias = "tuple[Message, Message]"
"""What is wrong, and what to do."""
_STARTS: Final = "(?:启动|发布|终止|结束|解除)[^，。；、]{0,12}?(?:响应|预警)"
_TELLS: Final = "(?:逐级|如实|立即|及时)?(?:报告|上报|报送|续报|通知|叫应)(?!机制|制度|材料)"
_MOVES: Final = "(?:组织)?(?:转移|撤离|疏散)[^，。；、]{0,8}?(?:群众|人员|居民|师生|游客|旅客|村民)"
_GOES: Final = "(?:赶赴|赶往|赶到|到达|抵达)[^，。；、]{0,6}?(?:现场|灾区|一线|事发地)"
_INFORMS: Final = "(?:发布|公布)[^，。；、]{0,6}?(?:信息|情况|消息)"
_FREE: Final = "(?![^，。；、]{0,8}(?:发布会|捐赠)|采取)"
"""Not before what may well be left to those who do it."""
_ANSWERS: Final = "(?:更新|回复|答复|反馈|执行)(?!机制|制度|情况|力)"
_SOON: Final = "|".join(SOON)
_AT_WILL: Final = late(
    "(?=[适视酌必根看择如尽抓各有相条原可])"  # most places are left at once
    "(?:(?P<nothing>(?:适时|视情况?|酌情|必要时|根据(?:情况|需要))，?(?:及时|依法|立即)?"
    r"采取(?:必要|相应|有效|适当|有关|相关|应急|处置|防范|的)*措施)(?=[，。；\n]|$)"
    "|(?P<will>适时|视情况?(?!上)|酌情|择机|看情况)"
    rf"[^，。；、]{{0,8}}?(?:{_STARTS}|{_TELLS}|{_MOVES}|{_ANSWERS})"
    rf"|(?P<choice>视情况?(?!上)|酌情|看情况){_INFORMS}"
    rf"|(?P<need>必要时|视需要|根据需要|如有必要)，?[^，。；、]{{0,8}}?(?:{_STARTS})"
    rf"|(?P<soon>{_SOON})[^，。；、]{{0,8}}?(?:{_STARTS}|{_TELLS}|{_MOVES}|{_GOES}|{_ANSWERS})"
    rf"|(?P<when>{_SOON})"
    rf"|(?P<whether>(?:可以?)?视情况?(?!上)|酌情|适时|择机|看情况|条件允许[时的]?"
    rf"|原则上|尽可能|尽量){_FREE}"
    rf"|(?P<need_all>必要时|视需要|根据实?际?(?:情况|需要)|如有必要){_FREE}"
    r"|(?<![^，。；\n])(?P<who>各?(?:有关|相关)(?:部门|单位|方面))(?![和与、及的或]|人员|负责|单位))"
)
_WHEN: Final = late(
    r"\d|[一二三四五六七八九十百千两]+[个人处户天]|达到|符合|超过|超出|出现|条件|标准|不足以|无法|不能"
    "|收到|接到|认为|其他"
)
"""What says before it, or in the same clause, when it is to be done."""
_WITHIN: Final = late(
    r"最迟|至迟|不得?(?:超过|迟于|晚于)"
    r"|(?:\d|[一二三四五六七八九十两]) ?(?:分钟|个?小时|日|天|个工作日)"
)
"""What says behind a 尽快 within what time after all."""
_WORDS: Final = (
    *("适时", "视情", "酌情", "择机", "看情况", "必要时", "如有必要"),
    *("视需要", "根据需要", "根据情况", "根据实际", "条件允许", "原则上", "尽可能", "尽量"),
    *("有关部门", "有关单位", "有关方面", "相关部门", "相关单位", "相关方面"),
    *SOON,
)


@plan_rule(
    "WRD019",
    "wording.at-will",
    Severity.ADVICE,
    title=msg("Duty that leaves open when, whether or by whom"),
    rationale=msg(
        "“适时” and “视情” say neither when nor upon what; at night whoever is on duty waits for "
        "somebody to tell."
    ),
    sources=(CLEAR_DUTIES,),
)
def at_will(view: PlanView) -> Iterator[Hit]:
    """适时启动响应, 视情转移群众, 尽快报告 and the like in sentences that do not say upon what.

    必要时 and 根据需要 are told of responses and warnings only: much else may well depend on need.
    Of actions also a 尽快 that stands for 时限, 有关部门 as those who act where 配合 names nobody,
    measures of which nothing is said but that they are taken if need be, and any deed that is left
    to 视情 or 适时, or as a whole to 必要时, while neither 前提 nor 条件 says upon what. Of
    `plan.md` also limits that hold 一般 or 原则上 only, duties that 原则上 or 必要时 are a unit's,
    and duties of 有关部门 where the sentence names nobody.
    """
    text = text_of(view)
    left_open: set[Pointer] = set()
    for found in text.matches(_AT_WILL, _WORDS):
        first, end = text.sentence(*found.span())
        if text.field(found.start()) in {"links", "levels", "transitions", "termination"}:
            continue  # who hands over to whom; and what LVL012 speaks of
        pointer = text.pointer(found.start())
        told = _told(view, found, pointer)
        is_open = found["whether"] is not None or found["need_all"] is not None
        if told is None or (is_open and pointer in left_open):
            continue
        before, behind = text.whole[first : found.start()], text.whole[found.end() : end]
        clause = behind.partition("，")[0]
        if found["who"] is None and (_WHEN.search(before) or _WHEN.search(clause)):
            continue
        if (found["soon"] or found["when"]) and _WITHIN.search(behind):
            continue
        if is_aside(view, before, behind) or (found["need_all"] and "，" in before):
            continue
        if is_open:
            left_open.add(pointer)
        yield Hit(text.place(*found.span()), *told)
    yield from loose(view, _WORDS)


def _told(view: PlanView, found: re.Match[str], pointer: Pointer) -> _Told | None:
    """Return what to say of *found*; nothing where the facts beside it fill the gap."""
    action, change = _action(view, pointer)
    word = found["will"] or found["choice"] or found["need"]
    if word is not None:
        remedy = msg("Write upon what, or within what time, instead of {word}", word=word)
        return _no_time(found), remedy
    if found["whether"] or found["need_all"]:
        return _left_open(action, found)
    if action is not None:
        return _told_of(action, change, found)
    if pointer or found["soon"] is None:
        return None
    return _no_time(found), msg("Write within what time instead of {word}", word=found["soon"])


def _left_open(action: Action | None, found: re.Match[str]) -> _Told | None:
    """Return what to say of an action that is left to whoever reads it; nothing elsewhere."""
    if action is None or action.condition or action.when:
        return None
    return (
        msg("“{words}” leaves open upon what this is done", words=found[0]),
        msg("Write 前提 or 条件, or leave the words out"),
    )


def _told_of(action: Action, change: ActionChange | None, found: re.Match[str]) -> _Told | None:
    """Return what to say of a word that other keys of an action may make good."""
    if found["soon"] or found["when"]:
        filled = any((action.deadline, action.repeat, change and change.deadline))
        told = _no_time(found), msg("Write 时限 of the action")
    elif found["who"]:
        filled = any((action.supporting, action.messages, change and change.supporting))
        told = (
            msg("“{words}” names nobody, and the action has no 配合", words=found[0]),
            msg("Write the units into 配合, or call them by name"),
        )
    else:
        filled = any((action.condition, action.when))
        told = (
            msg("“{words}” says neither upon what nor what is done", words=found[0]),
            msg("Write which measures are meant, and 前提 if they are not always taken"),
        )
    return None if filled else told


def _no_time(found: re.Match[str]) -> Message:
    return msg("“{words}” does not say when", words=found[0])


def _action(view: PlanView, pointer: Pointer) -> tuple[Action | None, ActionChange | None]:
    """Return the action whose text stands at *pointer*, and what changes if it is a change's."""
    match pointer:
        case ("actions", int(i), "content"):
            return view.plan.actions[i], None
        case ("actions", int(i), "changes", str(level), "content"):
            action = view.plan.actions[i]
            return action, action.changes[level]
        case _:
            return None, None


__all__ = ["at_will"]
