"""Warnings in sentences: who issues and approves a colour, and what level follows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import WarningColour
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, COMPLETE
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.prose.levels import may_be
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mention_at, mention_before, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place
    from planforge.model.plan import WarningRule

_MARK: Final = late("色预警(?!信号)")
_COLOURS: Final = late("(?:[红橙黄蓝]色?[、和及或]){0,3}[红橙黄蓝]$")
_FARTHEST: Final = 12
"""Characters before 色预警 in which the colours stand."""
_FREE: Final = late(
    "(?:发布|达到|收到|接到|提升为|升级为|调整为|降为|为|至|到|的|当|对|或|将|按|启动|属于|后|时|[本我全]市)$"
)
"""What may stand before a colour that is one of the plan's own scale."""
_STARTS: Final = (
    r"(?P<between>[^。；！？\n\d]{0,24}?)(?:启动|对应|转入|进入)(?:的是|本预案|市级|相应的?)?"
)
_NOT_SO: Final = late("[可不未尚]|提前|越级|视情|研判|会商|建议|色预警|条件")
_BY: Final = late("(?:信息)?，?的?(?:发布)?(?:统一)?(?:须|应当?|需要?|必须)?(?P<by>由|经|报请?)")
_ISSUES: Final = late("(?:负责|统一|按程序|按规定|及时)*发布")
_APPROVES: Final = late("(?:审核|审定|负责)*(?:批准|签发|审批)")
_ISSUED: Final = late("(?P<own>(?:负责|统一)*)发布$")
_GOES_ON: Final = late("(?:信息)?(?:[后的时，]|以后|之后)")


@plan_rule(
    "PRO028",
    "prose.other-warning",
    Severity.WARNING,
    title=msg("Warning in the text that differs from the facts"),
    rationale=msg(
        "Who waits for another unit to issue it, or starts another level on it, loses the time "
        "that the warning was to give."
    ),
    sources=(COMPLETE, CLEAR_DUTIES),
)
def other_warning(view: PlanView) -> Iterator[Hit]:
    """红色预警由…发布, 经…批准, …后启动Ⅰ级响应 in `plan.md`, against 预警."""
    warnings = view.plan.warnings
    if warnings is None or not warnings.rules:
        return
    text = text_of(view)
    for mark in _MARK.finditer(text.whole, text.prose):
        colours = _COLOURS.search(text.whole, max(0, mark.start() - _FARTHEST), mark.start())
        if colours is None or not _is_own(view, colours.start()):
            continue
        named = tuple(
            (colour, warnings.rules[colour])
            for colour in WarningColour
            if colour.zh[0] in colours[0] and colour in warnings.rules
        )
        first, last = text.sentence(*mark.span())
        if is_aside(view, text.whole[first : colours.start()], text.whole[mark.end() : last]):
            continue
        order = sorted(named, key=lambda one: colours[0].index(one[0].zh[0]))
        yield from _followed(view, order, mark.end())
        yield from _issued(view, order, colours.start(), mark.end())


_Named = list[tuple["WarningColour", "WarningRule"]]
"""The colours that a sentence names, in its order, and what the facts say of them."""


def _is_own(view: PlanView, start: int) -> bool:
    """Whether a colour is one of the plan's own scale, and not of 暴雨红色预警."""
    text = text_of(view)
    first, _ = text.clause(start, start)
    before = text.whole[max(first, start - _FARTHEST) : start]
    if not "一" <= before[-1:] <= "鿿" or _FREE.search(before):
        return True
    return before[-2:] in view.plan.name


def _followed(view: PlanView, named: _Named, end: int) -> Iterator[Hit]:
    """Yield the level that a sentence lets follow, where the facts let follow another one."""
    text = text_of(view)
    names = "|".join(re.escape(level.name) for level in view.levels)
    levels = rf"(?P<levels>(?:{names})(?:[、和及](?:{names}))*)(?!以[上下]|预警)"
    found = late(_STARTS + levels).match(text.whole, end) if names else None
    if found is None or _NOT_SO.search(found["between"]):
        return
    said = re.split("[、和及]", found["levels"])
    if len(said) != len(named):
        return
    for level, (colour, rule) in zip(said, named, strict=True):
        if rule.response is not None and rule.response != level:
            yield Hit(
                text.place(*found.span("levels")),
                msg(
                    "{colour} warning: {said} follows in the text, {level} under 对应响应",
                    colour=colour.zh,
                    said=level,
                    level=rule.response,
                ),
                msg("Write the same in both, or leave it out: the directive prints the facts"),
                ((_at(view, colour, "response"), msg("The facts say so here")),),
            )
            return


def _issued(view: PlanView, named: _Named, start: int, end: int) -> Iterator[Hit]:
    """Yield who issues or approves the colours in a sentence, where the facts name others."""
    text = text_of(view)
    by = _BY.match(text.whole, end)
    if by is not None:
        who = mention_at(view, by.end())
        if who is None:
            return
        if by["by"] == "由" and _ISSUES.match(text.whole, who.end):
            yield from _compared(view, named, "issued_by", who.entity, (who.start, who.end))
        elif _APPROVES.match(text.whole, who.end):
            yield from _compared(view, named, "approved_by", who.entity, (who.start, who.end))
        return
    first, _ = text.clause(start, start)
    scale = next((n for n in (4, 2) if text.whole[start - n : start] in view.plan.name), 0)
    scale = scale if text.whole[start - scale : start].strip() and scale <= start - first else 0
    issued = _ISSUED.search(text.whole, max(first, start - scale - 8), start - scale)
    if issued is None or not (issued["own"] or scale) or _GOES_ON.match(text.whole, end):
        return
    who = mention_before(view, issued.start())
    if who is not None:
        yield from _compared(view, named, "issued_by", who.entity, (who.start, who.end))


_KEYS: Final = {"issued_by": "发布", "approved_by": "批准"}


def _compared(
    view: PlanView, named: _Named, field: str, who: Entity, at: tuple[int, int]
) -> Iterator[Hit]:
    for colour, rule in named:
        known = getattr(rule, field)
        if known and not any(may_be(view, who, name) for name in known):
            yield Hit(
                text_of(view).place(*at),
                msg(
                    "{colour} warning: “{who}” in the text, {named} under {key}",
                    colour=colour.zh,
                    who=text_of(view).whole[slice(*at)],
                    named=known,
                    key=_KEYS[field],
                ),
                msg("Write the same in both, or leave it out: the directive prints the facts"),
                ((_at(view, colour, field), msg("The facts say so here")),),
            )
            return


def _at(view: PlanView, colour: WarningColour, field: str) -> Place:
    return view.at("warnings", "rules", colour.zh, field)


__all__ = ["other_warning"]
