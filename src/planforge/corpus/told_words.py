"""Which development of a drill an inject tells of, by the words that both use.

Names of places and units, units of figures and words of every call tell nothing, and neither does
one word alone, which may be chance.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.model.base import Kind
from planforge.model.drill_scales import InjectType
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from planforge.corpus.drills import DrillView
    from planforge.model.drill import Development, Inject

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
_SHARED: Final = 3
"""So many characters in a row that a text has in common with a place show that it is there."""
_SPREAD: Final = frozenset({InjectType.PUBLIC_MEDIA, InjectType.CONTINGENCY})
"""Types of injects that may tell what is not so, or say again what was said."""
_AHEAD: Final = late("可能|预计|预报|预测|将要?|即将|提醒|防止|防范|谨防|以防|如果|一旦|万一|假如")
"""Words of what has not happened yet, and may be told beforehand."""


def follows(view: DrillView, inject: Inject) -> Development | None:
    """Return the last development before *inject*, if *inject* tells of it."""
    if inject.at is None:
        return None
    happened = [step for step in view.drill.developments if step.at <= inject.at]
    return happened[-1] if happened and _tells(view, inject, happened[-1], happened[:-1]) else None


def told_early(view: DrillView, inject: Inject) -> Development | None:
    """Return the next development after *inject*, if *inject* tells of it as if it were so.

    Surely so where it tells of the place of that development, of which nothing was told before.
    """
    if inject.at is None or inject.type in _SPREAD or _AHEAD.search(inject.text):
        return None
    steps = view.drill.developments
    coming = [step for step in steps if step.at > inject.at]
    if not coming or not coming[0].place:
        return None
    step, before = coming[0], [one for one in steps if one.at <= inject.at]
    told = f"{inject.title}，{inject.text}，{inject.place}，{inject.source}"
    if not _is_there(step.place, told):
        return None
    if any(_is_there(step.place, _text(one)) for one in before):
        return None
    return step if _tells(view, inject, step, before, _words(step.place)) else None


def _tells(
    view: DrillView,
    inject: Inject,
    step: Development,
    before: Iterable[Development],
    ignored: AbstractSet[str] = frozenset(),
) -> bool:
    """Whether *inject* uses words of *step*, but for *ignored*, that those *before* do not."""
    words = _words(_text(step))
    for one in before:
        words -= _words(_text(one))
    shared = words & _words(_nameless(view, f"{inject.title}，{inject.text}"))
    return len(shared - _COMMON - ignored) >= _TELLING


def _text(step: Development) -> str:
    return f"{step.title}，{step.text}，{step.place}"


def _is_there(place: str, text: str) -> bool:
    return any(place[i : i + _SHARED] in text for i in range(len(place) - _SHARED + 1))


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


__all__ = ["follows", "told_early"]
