"""Clauses that adjust the start of levels: the direction must fit the circumstances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import Direction
from planforge.patterns import late
from planforge.rules.articles import RESPONSE_LEVELS
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_WORSE: Final = late(
    "扩大|恶化|加剧|加重|变差|升级|密集|重大活动|重要时段|敏感|叠加|节假日|春节|高考|夜间|失联|受困"
    "|不可用|不足|困难|蔓延"
)
_BETTER: Final = late(
    "缩小|好转|缓解|减轻|减弱|趋稳|可控|得到控制|有效控制|已(?:经)?全部(?:撤离|转移)|路径明确|回落|消退"
    "|影响较小|范围有限|影响轻微|未受(?:明显|较大)?影响|休闲期|基本正常|运行平稳"
)


@plan_rule(
    "LVL050",
    "level.adjusted-the-wrong-way",
    Severity.ADVICE,
    title=msg("Level adjusted the wrong way for the circumstances"),
    rationale=msg(
        "A clause that lowers the response as things get worse, or raises it as they calm down, "
        "was as a rule copied from its opposite."
    ),
    sources=(RESPONSE_LEVELS,),
)
def adjusted_the_wrong_way(view: PlanView) -> Iterator[Hit]:
    """启动条件调整 that 降低 where 情形 speak of worse, or 提高 where they speak of better only.

    Likewise 调整 to more than all of the values at which levels start where 情形 speak of danger.
    """
    yield from _later_in_danger(view)
    for i, entry in enumerate(view.plan.adjustments):
        worse = _WORSE.search(entry.circumstances)
        better = _BETTER.search(entry.circumstances)
        is_raised = entry.direction is not Direction.LOWER
        found = better if is_raised else worse
        if entry.direction is Direction.SHIFT or found is None or (worse and better):
            continue
        yield Hit(
            view.at("adjustments", i, "direction"),
            msg("“{word}” under 情形, but the response is raised", word=found[0])
            if is_raised
            else msg("“{word}” under 情形, but the response is lowered", word=found[0]),
            msg("Correct 方向, or say under 情形 what makes the difference"),
            ((view.at("adjustments", i, "circumstances"), msg("the circumstances")),),
        )


_SHARE: Final = late(r"按[^，。；]{0,10}?(?P<share>\d{2,3})[%％](?:执行|掌握|启动)?")
_DANGER: Final = late("易发|隐患|危险|脆弱|薄弱|不易|低能见度|浓雾")
_ALL: Final = 100


def _later_in_danger(view: PlanView) -> Iterator[Hit]:
    for i, entry in enumerate(view.plan.adjustments):
        share = _SHARE.search(entry.steps) if entry.direction is Direction.SHIFT else None
        if share is None or int(share["share"]) <= _ALL:
            continue
        word = _WORSE.search(entry.circumstances) or _DANGER.search(entry.circumstances)
        if word and not _BETTER.search(entry.circumstances):
            yield Hit(
                view.at("adjustments", i, "steps"),
                msg(
                    "“{word}” under 情形, but by “{steps}” the response starts later",
                    word=word[0],
                    steps=entry.steps,
                ),
                msg("Write a share below 100 %, so that the response starts earlier"),
                ((view.at("adjustments", i, "circumstances"), msg("the circumstances")),),
            )


_STEPS: Final = late("(?P<number>[两二三四五六七八九2-9])个?(?:响应)?(?:级别|等级|级)")
_DIGITS: Final = "二三四五六七八九"


def _count(digit: str) -> int:
    """Return the number that *digit* is, from 2 to 9."""
    if digit.isdigit():
        return int(digit)
    return 2 if digit == "两" else _DIGITS.index(digit) + 2


@plan_rule(
    "LVL053",
    "level.adjusted-by-several-steps",
    Severity.ADVICE,
    title=msg("Clause that moves the response by several levels at once"),
    rationale=msg(
        "Between the levels skipped nobody was called and nothing was prepared; for some of the "
        "levels there is none so far up or down."
    ),
    sources=(RESPONSE_LEVELS,),
)
def adjusted_by_several_steps(view: PlanView) -> Iterator[Hit]:
    """启动条件调整 whose 幅度 is several levels, where other clauses move by one.

    Likewise where a level it applies to has none so far above it, or below; without 适用级别, where
    there are not so many levels.
    """
    found = [_STEPS.search(entry.steps) for entry in view.plan.adjustments]
    if not any(found):
        return
    known = {level.severity for level in view.levels}
    for i, (entry, steps) in enumerate(zip(view.plan.adjustments, found, strict=True)):
        if steps is None or entry.direction is Direction.SHIFT:
            continue
        count = _count(steps["number"])
        move = -count if entry.direction is Direction.LOWER else count
        ranks = [view.severity(name) for name in entry.levels]
        beyond = [
            name
            for name, rank in zip(entry.levels, ranks, strict=True)
            if rank is not None and rank + move not in known
        ]
        if not entry.levels and count >= len(known) > 0:
            beyond = [view.levels[0 if move < 0 else -1].name]
        others = [j for j, one in enumerate(view.plan.adjustments) if "一个" in one.steps]
        if not beyond and not others:
            continue
        yield Hit(
            view.at("adjustments", i, "steps"),
            msg("“{steps}”, but {levels} has no level so far", steps=entry.steps, levels=beyond[0])
            if beyond
            else msg(
                "“{steps}” here, “{other}” in the other clauses",
                steps=entry.steps,
                other=view.plan.adjustments[others[0]].steps,
            ),
            msg("Move by one level, or say under 幅度 which level is reached"),
            tuple((view.at("adjustments", j, "steps"), msg("another clause")) for j in others[:1]),
        )


__all__ = ["adjusted_by_several_steps", "adjusted_the_wrong_way"]
