"""Whether an inject that was moved would tell of something that has not happened yet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.model.base import Kind

if TYPE_CHECKING:
    from planforge.corpus.drills import DrillView
    from planforge.model.drill import Inject
    from planforge.model.drill_scales import ScenarioTime

_FIRST, _LAST = "一", "鿿"
_TELLING: Final = 2
"""So many pairs of characters in common show that one text tells of the other."""
_NAMED: Final = (Kind.REGION, Kind.ORGANISATION, Kind.POST, Kind.TEAM, Kind.DEPOT, Kind.SHELTER)
_COMMON: Final = frozenset(
    {
        "小时",
        "分钟",
        "毫米",
        "公里",
        "万人",
        "多人",
        "没有",
        "现场",
        "同时",
        "请求",
        "报告",
        "情况",
        "时间",
        "单位",
        "人员",
        "群众",
        "处置",
        "立即",
        "建议",
        "专家",
        "预报",
        "指挥",
        "响应",
        "启动",
        "预案",
        "影响",
        "继续",
        "附近",
        "已经",
        "需要",
        "支援",
        "发现",
        "出现",
    }
)
"""Words that every call may use, whatever it tells."""


def too_early(view: DrillView, inject: Inject, moved: ScenarioTime) -> Message | None:
    """Return why *inject* cannot come at *moved*: it tells of a development that comes later.

    An inject follows the last development before it if both use words that those before do not:
    埋了两家, 法兰. Names of places and units, units of figures and words of every call count for
    nothing, and one such word alone is chance. None if it does not follow it, or does not come
    before it now.
    """
    if inject.at is None:
        return None
    happened = [step for step in view.drill.developments if step.at <= inject.at]
    if not happened or moved >= happened[-1].at:
        return None
    cause = happened[-1]
    words = _words(f"{cause.title}，{cause.text}，{cause.place}")
    for step in happened[:-1]:
        words -= _words(f"{step.title}，{step.text}，{step.place}")
    shared = words & _words(_nameless(view, f"{inject.title}，{inject.text}"))
    if len(shared - _COMMON) < _TELLING:
        return None
    return msg(
        "The inject tells of “{what}”, which happens at {time}; let it come at that time or "
        "later, or move the development in {file} first.",
        what=cause.title or cause.text,
        time=cause.at.text,
        file=view.file,
    )


def _nameless(view: DrillView, text: str) -> str:
    """Return *text* without the names of the registers: where and who, not what."""
    names = view.registry.names
    found = {
        name
        for kind in _NAMED
        for entity in names.entities(kind)
        for name in (entity.name, *getattr(entity.element, "short_names", ()))
        if name in text
    }
    for name in sorted(found, key=len, reverse=True):
        text = text.replace(name, "，")
    return text


def _words(text: str) -> set[str]:
    """Return every two characters of *text* that follow one another."""
    return {
        one + other
        for one, other in pairwise(text)
        if _FIRST <= one <= _LAST and _FIRST <= other <= _LAST
    }


__all__ = ["too_early"]
