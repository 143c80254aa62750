"""Measures of warnings: what is done at a higher colour is not done later than at a milder one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.i18n import msg
from planforge.model.scales import WarningColour
from planforge.patterns import late
from planforge.rules.rule import Hit
from planforge.rules.timing.limits import surely_longer

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.i18n import Message
    from planforge.model.plan import Measure

_KINDS: Final[tuple[re.Pattern[str], ...]] = (
    late("叫应"),
    late("转移|撤离|疏散"),
    late("停课|停工|停业|停运"),
    late("待命|集结|前置|预置|备勤"),
    late("会商"),
    late("关闭|封闭|封锁"),
    late("(?:播发|发布)[^，。；]{0,6}(?:提示|信息|预警)"),
    late("巡查|检查|排查"),
    late("监测"),
)
"""What measures are about: of two measures that speak of one of them, the same work is meant."""
_PREPARES: Final = late("准备|清单|预案|路线|条件")
_ALONE: Final = _KINDS[0]
"""Work that is the same whoever does it."""


def slower_when_worse(view: PlanView) -> Iterator[Hit]:
    """Yield measures of a warning that may take longer than the same at the colour below."""
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    known = [colour for colour in WarningColour if colour in rules]
    for higher, lower in pairwise(known):
        for i, measure in enumerate(rules[higher].measures):
            for j, other in enumerate(rules[lower].measures):
                if not surely_longer(measure.limit, other.limit):
                    continue
                if not _is_same(view, measure, other):
                    continue
                at = ("warnings", "rules", higher.zh, "measures", i, "limit")
                yield Hit(
                    view.at(*at),
                    msg(
                        "{higher} allows more time than {lower}: {now} instead of {before}",
                        higher=higher.zh,
                        lower=lower.zh,
                        now=_within(measure),
                        before=_within(other),
                    ),
                    msg("Allow at most the time of the lower level"),
                    (
                        (
                            view.at("warnings", "rules", lower.zh, "measures", j, "limit"),
                            msg("at {level}", level=lower.zh),
                        ),
                    ),
                )
                break


def _within(measure: Measure) -> Message:
    limit = measure.limit.text if measure.limit else ""
    return msg("“{action}” ({limit})", action=measure.content.split("，")[0], limit=limit)


def _is_same(view: PlanView, one: Measure, other: Measure) -> bool:
    """Whether two measures are the same work: they speak of one thing, and one unit does them."""
    if _both_are_about(_ALONE, one, other):
        return True
    theirs = {view.actor_key(name) for name in other.responsible}
    if not any(view.actor_key(name) in theirs for name in one.responsible):
        return False
    return any(_both_are_about(kind, one, other) for kind in _KINDS)


def _both_are_about(kind: re.Pattern[str], one: Measure, other: Measure) -> bool:
    """Whether both measures speak of one thing, and both only prepare it, or neither does."""
    here = kind.search(one.content)
    there = kind.search(other.content) if here else None
    if here is None or there is None:
        return False
    return _is_prepared(one, here) is _is_prepared(other, there)


def _is_prepared(measure: Measure, found: re.Match[str]) -> bool:
    """Whether a measure only prepares what is *found* in it."""
    return _PREPARES.match(measure.content, found.end()) is not None


__all__ = ["slower_when_worse"]
