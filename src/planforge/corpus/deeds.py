"""What an action does to what, as far as its name says it: closes a road, stores water."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from planforge.corpus.calls import Span, span_of
from planforge.corpus.guards import guard_of
from planforge.model.scales import Phase
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.model.plan import Action, Plan

_RESUME: Final = ("恢复",)
_OPPOSITES: Final = (
    (
        ("封闭", "关闭", "封堵", "封锁", "封控", "关停", "停止使用", "停用", "暂停", "停止"),
        ("开放", "开启", "打开", "恢复通行", "启用", "启动", "开动", "投用", *_RESUME),
    ),
    (("泄洪", "预泄", "放水", "腾库"), ("蓄水", "拦蓄", "拦洪", "错峰")),
    (
        ("疏散", "转移", "撤离", "撤出"),
        ("就地避险", "原地待命", "居家避险", "原地避险", "就地隐蔽", "室内避险", "就地避灾"),
    ),
    (
        ("停运", "停驶", "停航", "停飞"),
        (
            "投入运行",
            "投运",
            "复运",
            "复航",
            "复飞",
            "恢复运行",
            "恢复运营",
            "恢复运输",
            "恢复通航",
            "加开",
            "加密",
        ),
    ),
    (("停课",), ("复课", "恢复上课", "正常上课")),
    (("停工",), ("复工", "恢复施工")),
    (("停产",), ("复产", "恢复生产")),
    (("停业",), ("复业", "恢复营业", "恢复经营")),
    (
        ("切断", "断开", "中断", "停供", "停止供应"),
        ("接通", "复供", "恢复供应", "保持供应", "优先保障", "重点保障", *_RESUME),
    ),
    (("实行", "实施"), ("解除", "取消", "撤销")),
    (("派出", "增派", "调集"), ("撤回", "撤收", "召回")),
    (("加大", "增加", "增大"), ("减小", "减少", "压减", "控制")),
    (("禁止", "严禁"), ("允许", "准许")),
)
"""Verbs that undo each other when they are done to the same thing, each side with its synonyms."""
_FORBIDDEN: Final = len(_OPPOSITES) - 1
"""The pair of which a rule and its exceptions are: 禁止车辆通行, 允许抢险车辆通行."""
_SAYS_WHAT: Final = frozenset({4, 5, 6, 7})
"""Pairs whose verbs say to what: whoever is told 停课 with nothing beside it is everybody."""


def _sides() -> dict[str, dict[int, int]]:
    """Return verb → pair → side."""
    found: dict[str, dict[int, int]] = {}
    for pair, sides in enumerate(_OPPOSITES):
        for side, verbs in enumerate(sides):
            for verb in verbs:
                found.setdefault(verb, {})[pair] = side
    return found


_VERB: Final = _sides()
_DONE: Final = late("|".join(sorted(_VERB, key=len, reverse=True)))
_FILLING: Final = late(
    "组织|立即|迅速|及时|全部|全面|统一|调度|紧急|依法|按规定|实施|实行|受威胁|有关|相关|对|的|将"
)
_GATE: Final = late("(?P<do>[开启提关闭落下])闸门?")
"""开闸 is to open the gate, 关闸 to close it."""
_REOPENED: Final = late("恢复(?P<what>[^，。；：]{1,24}?)(?:[的之]?(?:车辆|交通|正常)*)通行")
"""恢复沿江大道通行 is to open it."""
_USED: Final = late("用(?=[电水气热])")
"""What is used is what is supplied: 用电, 供电."""
_GATES: Final = late("闸?闸门")
_MARKS: Final = late("[，。；：]")
_SENTENCE_ENDS: Final = late("[。；]")
_CLAUSE_ENDS: Final = late("[，：]")
_MAYBE: Final = late("(?<![临及同实暂])时|[后如若]|必要|可以|视|根据|按照|达到|直至|或者")
"""What makes a clause of a text something that is not always done."""
_IN_A_RESPONSE: Final = frozenset({Phase.FIRST_RESPONSE, Phase.ACTIVATION, Phase.RESPONSE})


class Deed(BaseModel):
    """An action of a response that another one might undo, done whenever its level is reached.

    Attributes:
        index: Its position in the plan.
        title: What it is called, with the clause that says so if the name does not.
        pair: The pair of opposites.
        side: Which of the two it does, 0 or 1.
        what: To what.
        guard: The condition under which it is done, folded; empty if it always is.
        is_in_text: Whether its text says so, and not its name.
        span: The levels at which it is done.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    index: int
    title: str
    pair: int
    side: int
    what: str
    guard: str = ""
    is_in_text: bool = False
    span: Span


def title(action: Action) -> str:
    """Return what people call *action*: its name, or the first clause of its text."""
    return action.title or _clause(action) or action.id


def told(action: Action, clause: str = "") -> str:
    """Return what people call *action*; with the *clause* that says what it does, if one does."""
    name = title(action)
    return f"{name}（{clause}）" if clause else name


def _clause(action: Action) -> str:
    return _MARKS.split(action.content, maxsplit=1)[0]


class Doing(NamedTuple):
    """What an action does to what.

    Attributes:
        pair: The pair of opposites.
        side: Which of the two it does, 0 or 1.
        what: To what.
        clause: The clause of its text that says so; empty if its name does.
    """

    pair: int
    side: int
    what: str
    clause: str = ""


def meanings(action: Action) -> tuple[Doing, ...]:
    """Return all that the name of *action* says is done, and then what the clauses of its text say.

    A clause that is said to depend on something says nothing, and what follows in its sentence
    neither; nor does an action that does both to the same thing, one after the other.
    """
    name = title(action)
    found = {doing[:3]: doing for doing in _meanings(name)}
    for clause in _clauses(action.content) if _DONE.search(action.content) else ():
        for doing in _meanings(clause):
            if len(doing.what) != 1 and clause != name:
                found.setdefault(doing[:3], doing._replace(clause=clause))
    return tuple(
        doing for (pair, side, what), doing in found.items() if (pair, 1 - side, what) not in found
    )


def _clauses(content: str) -> Iterator[str]:
    """Yield the clauses of a text that depend on nothing said before them in their sentence."""
    for sentence in _SENTENCE_ENDS.split(content):
        for clause in _CLAUSE_ENDS.split(sentence):
            if _MAYBE.search(clause):
                break
            yield clause


@lru_cache(maxsize=4096)  # names are asked of at each level
def _meanings(name: str) -> tuple[Doing, ...]:
    name = _GATE.sub(lambda m: f"{'开启' if m['do'] in '开启提' else '关闭'}闸", name)
    if "通行" in name:
        name = _REOPENED.sub(r"恢复通行\g<what>", name)
    sides: dict[int, set[int]] = {}
    for verb in _DONE.findall(name):
        for pair, side in _VERB[verb].items():
            sides.setdefault(pair, set()).add(side)
    if not sides:
        return ()
    what = _USED.sub("供", _GATES.sub("闸", _FILLING.sub("", _DONE.sub("", name))))
    return tuple(
        Doing(pair, side, what)
        for pair, (side, *both) in sorted(sides.items())
        if not both and (what or pair in _SAYS_WHAT)
    )


_BACK: Final = (("疏散", "转移", "撤离", "撤出"), ("返回", "返家", "返乡", "回迁"))
"""Verbs that undo each other over the days of an event: opposite in one action, not in two."""
_AGAIN: Final = ("恢复", "复")
"""What is in the names of actions that undo what was done before."""
_NAMED_THING: Final = 2
"""Characters in a row by which a text speaks of the thing in a name."""


def contrary(name: str, text: str) -> str | None:
    """Return a clause of *text* that does the opposite of what *name* says; None for none.

    It must be the first one that does either. What is restored (恢复) was closed before: a text
    that says of it what the name says anywhere is not contrary.
    """
    for pair, side, what, _ in _meanings(name):
        own, other = _OPPOSITES[pair][side], _OPPOSITES[pair][1 - side]
        if not any(map(text.__contains__, other)):
            continue
        if any(map(text.__contains__, own)) and any(map(name.__contains__, _AGAIN)):
            continue
        for clause in _clauses(text):
            found = [
                doing
                for doing in _meanings(clause)
                if doing.pair == pair and _is_on_it(pair, what, doing.what)
            ]
            if found:
                if found[0].side != side:
                    return clause
                break
    return _back(name, text)


def _back(name: str, text: str) -> str | None:
    """Return a clause of *text* that sends back whom *name* brings away, or the other way round."""
    for side, own in enumerate(_BACK):
        other = _BACK[1 - side]
        if not any(map(name.__contains__, own)) or any(map(name.__contains__, other)):
            continue
        for clause in _clauses(text) if any(map(text.__contains__, other)) else ():
            if any(map(clause.__contains__, own)):
                break
            if any(map(clause.__contains__, other)) and not _NOT.search(clause):
                return clause
    return None


_NOT: Final = late("防止|严禁|不得|禁止|擅自|未经")


def _is_on_it(pair: int, what: str, other: str) -> bool:
    """Whether a text that does something to *other* speaks of *what*."""
    if pair == _FORBIDDEN:
        return what == other
    return pair in _SAYS_WHAT or _shares(what, other)


def _shares(one: str, other: str) -> bool:
    """Whether two things have some characters in a row in common."""
    return any(one[i : i + _NAMED_THING] in other for i in range(len(one) - _NAMED_THING + 1))


def deeds(plan: Plan, known: Sequence[tuple[Doing, ...]] = ()) -> Iterator[Deed]:
    """Yield the deeds of *plan*; left out is what others may replace, and unclear conditions.

    Where the `meanings` of all its actions are *known*, in file order, they are not asked again.
    """
    replaced = {target for action in plan.actions for target in action.replaces}
    for i, action in enumerate(plan.actions):
        guard = guard_of(action)
        if guard is None or action.id in replaced:
            continue
        if action.phase not in _IN_A_RESPONSE:
            continue
        for doing in known[i] if known else meanings(action):
            pair, side, what, clause = doing
            yield Deed(
                index=i,
                title=told(action, clause),
                pair=pair,
                side=side,
                what=what,
                guard=guard,
                is_in_text=bool(clause),
                span=span_of(action),
            )
