"""Words that look like units of the jurisdiction: 市…局, 清河市…中心."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.patterns import late
from planforge.rules.text.said import level_word, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.text.words import Words

_ENDS: Final = (
    "委员会|管委会|指挥部|办公室|管理处|管理局|监管局|分公司|总公司|支队|总队|大队|中心|公司|集团|"
    "总站|(?:管理|服务|推广|兽医|监督|检疫|防治|防疫|测报)站|总会|协会|学会|商会|联合会|基金会|"
    "(?:检验|检测|检疫|鉴定|监督|管理|研究)所|研究院|设计院|医院|局|委|办|厅"
)
_JOINED: Final = (
    "计划生育|改革|信息化|社会保障|城乡建设|规划|旅游|物资储备|体育|宗教|广播|版权|地方金融|民政|"
    "水利"
)
"""What bodies have in their names behind 和, as in 卫生和计划生育委员会."""
_WORD: Final = (
    r"(?:(?![的和与及或在对向会同各本有为是将把被从按请由至到等]|以上|以下|级|以内)[一-鿿]"
    rf"|(?<=国)有|和(?=(?:{_JOINED})))"
)
_LONGER: Final = 12
"""Characters that a name may have more than what looks like a unit."""
_SURELY_COVERED: Final = _LONGER + 3
"""Characters of a name up to which whatever looks like a unit where it begins is a part of it."""


def in_shape(view: PlanView, known: Words) -> Iterator[re.Match[str]]:
    """Yield the words that look like units of the jurisdiction, but for most that are *known*."""
    jurisdiction, own = view.registry.jurisdiction, level_word(view.registry)
    if jurisdiction is None:
        return
    begins, shape = _shaped(jurisdiction.name, own)
    whole = text_of(view).whole
    done = 0
    place = jurisdiction.name
    twice = place != own and place.endswith(own)  # 清河市, which 市 ends
    for begin in begins.finditer(whole):
        first, end = begin.span()
        is_place = twice and end - first == len(place)
        for start in (first, end - len(own)) if is_place else (first,):
            if start < done:
                continue
            word = known.longest(whole, start, _SURELY_COVERED)
            found = None if word else shape.match(whole, start)
            if word or found:
                done = start + len(word) if found is None else found.end()
            if found:
                yield found


@lru_cache(maxsize=4)
def _shaped(place: str, level: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern of where a unit of a place may begin, and one of words that look like it."""
    begins = "|".join(sorted({re.escape(place), level}, key=len, reverse=True))
    return (
        late(begins),
        late(
            rf"(?P<name>(?P<place>{begins}){_WORD}{{1,14}}?(?:{_ENDS})"
            rf"(?:{_WORD}{{0,6}}(?:{_ENDS}))?)"
        ),
    )


def is_covered(known: Words, whole: str, found: re.Match[str]) -> bool:
    """Whether a known name begins where the word *found* in a text does, or holds the word."""
    start, end = found.span("name")
    if any(start + len(word) <= end + _LONGER for word in known.all_at(whole, start)):
        return True
    around = known.finditer(whole, max(0, start - _LONGER), end + _LONGER)
    return any(one.start <= start < one.end for one in around)


__all__ = ["in_shape", "is_covered"]
