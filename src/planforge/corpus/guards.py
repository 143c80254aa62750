"""Conditions in words (前提): whether two of them may hold at the same time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.patterns import late

if TYPE_CHECKING:
    import re

    from planforge.model.plan import Action

_LEAVES_ROOM: Final = late(
    "必要|需要|可以|视|酌情|适时|分别|同意|批准|决定|研判|要求|指令|命令|建议"
)
"""Words of a condition that may hold for one action and not for another."""
_WORDS_OF_END: Final = (
    "(?:消退|退去|退至|退出|回落|解除|排除|消除|停止|结束|终止|恢复|缓解|减弱|减小|下降|降至|降到|好转|"
    "稳定|受控|控制|扑灭|熄灭|清除|清理|撤销|完成|达标|合格|(?:确认|检查|鉴定|评估)[^，；]{0,4}安全)"
)
"""Words of a condition that holds when something is over or done."""
_OVER: Final = late(_WORDS_OF_END)
_NOT_OVER: Final = late("(?:失去|未能?|不|无法|难以|没有|尚未)[^，；]{0,3}" + _WORDS_OF_END)
_NOT: Final = late("未|不|没有|无|非")
_STRESS: Final = late("[有已经得到处于]")
_OPPOSED: Final = tuple(
    (late(one), late(other))
    for one, other in (
        ("以上|超过|高于|大于|多于|达到|突破", "以下|低于|小于|少于|不足|未达到|未超过|不超过"),
        ("白天|昼间|日间", "夜间|夜晚|晚上"),
        ("上游", "下游"),
        ("上涨|上升|涨水|增大", "下降|回落|退水|减小"),
        ("能够|具备|来得及", "不能|无法|不具备|来不及|难以"),
        ("工作日", "节假日|休息日|周末"),
        ("充足|足够", "不足|短缺|缺少"),
        ("[以之]前", "[以之]后"),
        ("[以之]内", "[以之]外"),
    )
)


def guard_of(action: Action) -> str | None:
    """Return the condition of *action* to compare with others, empty if it has none.

    None if nobody can say whether two such conditions hold together: they are in tables, or leave
    it to somebody.
    """
    return None if action.when else words_of(action)


def words_of(action: Action) -> str | None:
    """Return what *action* says under 前提, folded; None if that leaves it to somebody."""
    guard = fold(action.condition or "")
    return None if _LEAVES_ROOM.search(guard) else guard


@lru_cache(maxsize=4096)
def rule_out(one: str, other: str) -> bool:
    """Whether the words of two conditions say that they do not hold at once.

    One alone says that something is over, denies the other, or is on the other side of a bound.
    Conditions that merely differ (台风, 道路积水) may well hold together; an empty one always
    holds, but what is done once something is over comes behind it.
    """
    if _is_over(one) is not _is_over(other):
        return True
    if not one or not other or one == other:
        return False
    if bool(_NOT.search(one)) is not bool(_NOT.search(other)) and _bare(one) == _bare(other):
        return True
    return any(_says(one, a, b) and _says(other, b, a) for a, b in (*_OPPOSED, *_TURNED))


def _is_over(text: str) -> bool:
    return bool(_OVER.search(_NOT_OVER.sub("", text)))


def _bare(text: str) -> str:
    return _STRESS.sub("", _NOT.sub("", text))


_TURNED: Final = tuple((b, a) for a, b in _OPPOSED)


def _says(text: str, wanted: re.Pattern[str], unwanted: re.Pattern[str]) -> bool:
    return bool(wanted.search(text)) and not unwanted.search(text)


__all__ = ["guard_of", "rule_out", "words_of"]
