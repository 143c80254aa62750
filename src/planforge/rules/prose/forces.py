"""Teams, depots and shelters that sentences name as their own, though no register has them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.text.said import all_names, level_word, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.rules.text.words import Words

_TEAM: Final = "救援队|突击队|抢险队"
_DEPOT: Final = "储备库|物资库|物资中心仓库"
_SHELTER: Final = "避难场所|避险场所|安置点"
_ENDS: Final = {Kind.TEAM: _TEAM, Kind.DEPOT: _DEPOT, Kind.SHELTER: _SHELTER}
_NEAR: Final = tuple("|".join(_ENDS.values()).split("|"))
_GENERAL: Final = late(
    "(?:应急|抢险|抢修|防汛|抗旱|抗洪|救灾|救援|救助|消防|森林|灭火|医疗|卫生|地质灾害|矿山|水上|水域|"
    "危险化学品|危化品|电力|通信|交通|综合|专业|专职|骨干|基层|各类|各级|有关|相关|社会|志愿|民间|"
    "物资|装备|生活|粮食|能源|紧急|转移|群众|集中|分散|临时|固定|就近|避难|避险|安置|中心|"
    "级|县|区|乡镇|街道|村|社区|本地|当地|现有|和|及|或|、|的|队伍|储备|代储|周边|附近|其他|全部)*"
)
"""Words that name no single one: 县级救灾物资储备库."""
_STOP: Final = late("[的和与及或在对向会同各本有为是将把被从按请由至到等、]")
_BEFORE: Final = "由向和与及同报告请经是为至对给将知系合助促导在到往达"
"""Characters that end a word before the name of a unit."""
_DOES: Final = late(
    "提供|设立|设置|开设|开放|启用|征用|建设|建立|组建|组织|安排|准备|落实|确定|选定|管理|调用|调集|调度|"
    "调动|派出|派遣|负责|搭建|布设|腾空|协调|协助|指定|划定|检查|通知|巡查|储备[^库]|开辟|增设|牵头"
)
"""Words of a sentence: what stands before them is who does it, and no part of a name."""
_FEWEST: Final = 2
"""Characters of its own from which on a name means a single one."""
_WIDEST: Final = 14


class Unknown(NamedTuple):
    """A name that no register has.

    Attributes:
        kind: What it is by its last word.
        start: Where it starts in the text.
        end: Where it ends.
    """

    kind: Kind
    start: int
    end: int


def unknown_forces(view: PlanView) -> Iterator[Unknown]:
    """Yield 市蓝天水上救援队 or 江北区第三防汛物资储备库 that no register has; each once.

    Only names that begin with the jurisdiction, as 清河市 or 清河, or with a part of it, and say
    which one is meant.
    """
    pattern = _shaped(view.registry)
    if pattern is None:
        return
    text, known = text_of(view), all_names(view.registry)
    told: set[str] = set()
    for found in text.matches(pattern, _NEAR):
        start, end = found.span()
        kind = next(kind for kind, ends in _ENDS.items() if re.search(f"(?:{ends})$", found[0]))
        own = _GENERAL.sub("", found["own"])
        if kind in view.registry.broken or found[0] in told or len(own) < _FEWEST:
            continue
        if _DOES.search(found["own"]):
            continue
        if text.is_role(start) or not begins(text.whole, start):
            continue
        if _is_known(known, text.whole, start, end):
            continue
        told.add(found[0])
        yield Unknown(kind, start, end)


def begins(whole: str, at: int) -> bool:
    """Whether a word may begin at a character: no Chinese one stands before, or one like 由."""
    before = whole[at - 1 : at]
    return not "一" <= before <= "鿿" or before in _BEFORE


def _is_known(known: Words, whole: str, start: int, end: int) -> bool:
    """Whether a registered name begins with the word, or ends with it."""
    if any(len(word) > _FEWEST for word in known.all_at(whole, start)):
        return True
    first = max(0, start - _WIDEST)
    near = known.finditer(whole, first, end + _WIDEST)
    return any(one.start < end <= one.end for one in near)


def _shaped(registry: Registry) -> re.Pattern[str] | None:
    """Return a pattern of words that look like teams, depots or shelters of the jurisdiction."""
    jurisdiction, own = registry.jurisdiction, level_word(registry)
    if jurisdiction is None or not own:
        return None
    regions = (entity.name for entity in registry.names.entities(Kind.REGION))
    return _pattern(frozenset({jurisdiction.name, jurisdiction.name[:-1], own, *regions}))


@lru_cache(maxsize=4)
def _pattern(begins: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, begins), key=lambda one: (-len(one), one)))
    ends = "|".join(_ENDS.values())
    word = rf"(?!{_STOP.pattern})[一-鿿]"
    return late(rf"(?:{words})(?P<own>(?:{word}){{2,{_WIDEST}}}?)(?:{ends})")


__all__ = ["Unknown", "begins", "unknown_forces"]
