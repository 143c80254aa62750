"""Time limits, intervals and times of day in the sentences of a plan, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.said_limits import NUMBER, read_limit
from planforge.frozen import dataclass
from planforge.model.scalars import Limit
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.rules.text.said import Text

_UNIT: Final = late("(?P<unit>分钟|小时|天|工作日|日) ?(?:以内|之内|内)")
_LEAD: Final = late(
    "(?P<lead>未来|今后|过去|此后|连续|每|前|近|[第约]|不少于|不低于|超过)?"
    rf" ?(?P<number>{NUMBER}) ?个? ?$"
)
_FARTHEST: Final = 12
"""Characters before a unit of time in which its number stands."""
_LENGTH: Final = rf"(?P<number>{NUMBER}) ?个? ?(?P<unit>分钟|小时|天|工作日|日)(?!以?内|之内|一)"
_AT_MOST: Final = late(
    rf"不(?:得|应|能)?(?:超过|迟于|晚于|多于|大于)[^，。；、\d]{{0,8}}?{_LENGTH}",
    holds=tuple(
        f"{may}{more}" for may in "不得应能" for more in ("超过", "迟于", "晚于", "多于", "大于")
    ),
)
_LASTS: Final = late(
    rf"(?:时限|间隔)(?:时间)?(?:应|一般|原则上)?(?:定|限)?(?:为|是|[：:])? ?{_LENGTH}",
    holds=("时限", "间隔"),
)
_EVERY: Final = late(
    rf"每隔? ?(?:(?P<number>{NUMBER}) ?个? ?)?(?P<unit>分钟|小时|[天日])(?!以?内|之内|均)"
)
_HOUR: Final = (
    r"(?P<half>下午|晚上?|傍晚)?(?:早上?|上午|中午)?(?P<hour>[0-9]{1,2}|二?十[一二三四五六七八九]?|"
    r"[一二三四五六七八九]) ?(?:[时点](?!间|段)|[：:](?=[0-9]{2}))(?P<minute>[0-9]{2}|半)?"
)
_DAILY: Final = late(rf"每[日天](?:的|上报|报送|报告)? ?{_HOUR}", holds=("每日", "每天"))
_DAILY_REPORT: Final = late(
    rf"日报(?<![每当次逐本各].)(?![社道纸])[^，。；\d]{{0,16}}?{_HOUR}", holds=("日报",)
)
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A time in the text.

    Attributes:
        limit: How long, or at what time of day.
        start: Where it starts in the text.
        end: Where it ends.
        is_interval: Whether something is repeated so often.
    """

    limit: Limit
    start: int
    end: int
    is_interval: bool = False


def times_in(text: Text) -> list[Said]:
    """Return the times in the sentences of a plan in order, each place once.

    Other ones than …内 are looked for in `plan.md` only.
    """
    found = {said.start: said for said in _hours_of(text)}
    for said in (*_within(text), *_at_most(text), *_repeated(text)):
        found.setdefault(said.start, said)
    return [found[start] for start in sorted(found)]


def _within(text: Text) -> Iterator[Said]:
    for unit in text.matches(_UNIT, ("内",)):
        first = max(0, unit.start() - _FARTHEST)
        found = _LEAD.search(text.whole, first, unit.start())
        if found is not None and not found["lead"]:
            limit = read_limit(found["number"], unit["unit"])
            yield Said(limit, found.start("number"), unit.end())


def _at_most(text: Text) -> Iterator[Said]:
    for pattern in (_AT_MOST, _LASTS):
        for found in pattern.finditer(text.whole, text.prose):
            limit = read_limit(found["number"], found["unit"])
            first, _ = text.clause(*found.span())
            is_interval = "间隔" in text.whole[first : found.start("number")]
            yield Said(limit, found.start("number"), found.end("unit"), is_interval)


def _repeated(text: Text) -> Iterator[Said]:
    for found in _EVERY.finditer(text.whole, text.prose):
        limit = read_limit(found["number"] or "1", found["unit"])
        yield Said(limit, found.start(), found.end(), is_interval=True)


def _hours_of(text: Text) -> Iterator[Said]:
    for pattern in (_DAILY, _DAILY_REPORT):
        for found in pattern.finditer(text.whole, text.prose):
            hour = _count(found["hour"])
            hour += _NOON if found["half"] and hour < _NOON else 0
            minute = "30" if found["minute"] == "半" else found["minute"]
            shown = f"每日{hour}:{minute}" if minute else f"每日{hour}时"
            if hour <= 2 * _NOON:
                start = found.start("half" if found["half"] else "hour")
                yield Said(Limit.read(shown), start, found.end())


def _count(number: str) -> int:
    return int(number) if number.isdigit() else (read_limit(number, "分钟").seconds or 0) // 60


__all__ = ["Said", "times_in"]
