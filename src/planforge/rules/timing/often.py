"""How often something is done, in the texts of actions and in sentences, against 频次."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.deeds import title
from planforge.corpus.said_limits import NUMBER, read_limit
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.prose.counts import number
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mentions, text_of
from planforge.rules.timing.deadlines import CLEAR_STEPS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.model.plan import Action

_FAR_MORE: Final = 10
"""How many times as often as a text asks for at least is no longer meant by it."""
_TIMES: Final = r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_EVERY: Final = late(
    rf"每(?:隔)?(?P<number>{NUMBER})?个?(?P<unit>分钟|小时|日|天)(?P<least>至少|不少于)?"
    rf"[^，。；：\d]{{0,6}}?(?:(?P<times>{_TIMES})次|更新|报送|报告|通报|会商(?!{_TIMES}次)|巡查|监测|滚动)"
)
"""How often something is done: 每3小时更新, 每日至少会商两次."""


def _interval_s(found: re.Match[str]) -> float:
    """Return the time from one time to the next that a match of `_EVERY` means, in seconds."""
    whole = read_limit(found["number"] or "1", found["unit"]).seconds or 0
    return whole / max(1, number(found["times"])) if found["times"] else whole


def _is_at_least(found: re.Match[str]) -> bool:
    """Whether a match of `_EVERY` says that it may be done more often."""
    return found["least"] is not None or "至少" in found[0] or "不少于" in found[0]


@plan_rule(
    "TIM022",
    "timing.repeat-in-text",
    Severity.WARNING,
    title=msg("How often, in the text, differs from 频次"),
    rationale=msg("People act by the sentence, tables and rehearsals by 频次; both must agree."),
    sources=(CLEAR_STEPS,),
)
def repeat_in_text(view: PlanView) -> Iterator[Hit]:
    """Texts that say how often (“每3小时更新一次”) otherwise than 频次.

    Likewise sentences of `plan.md` on such an action.
    """
    yield from _in_sentences(view)
    for i, action in enumerate(view.plan.actions):
        if action.repeat is None or not action.repeat.seconds or "每" not in action.content:
            continue
        found = list(_EVERY.finditer(action.content))
        if len(found) != 1:
            continue
        every = _interval_s(found[0])
        differs = action.repeat.seconds != every
        is_far_more = action.repeat.seconds * _FAR_MORE <= every
        if _is_at_least(found[0]) and not is_far_more:
            differs = action.repeat.seconds > every
        if differs:
            yield Hit(
                view.at("actions", i, "repeat" if is_far_more else "content"),
                msg(
                    "The text of “{action}” says “{said}”, 频次 {repeat}",
                    action=title(action),
                    said=found[0][0],
                    repeat=action.repeat.text,
                ),
                msg("Write the same in both"),
                ((view.at("actions", i, "repeat"), msg("how often it is repeated")),)
                if not is_far_more
                else (),
            )


_DEEDS: Final = late("会商|巡查|水文测报|水质|气象预报|降雨预报")
"""Work that an action repeats and a sentence may speak of."""


def _in_sentences(view: PlanView) -> Iterator[Hit]:
    """Yield sentences of `plan.md` on repeated work that no action repeats so."""
    repeated = [
        (i, action)
        for i, action in enumerate(view.plan.actions)
        if action.repeat is not None and action.repeat.seconds
    ]
    text = text_of(view)
    for found in text.matches(_EVERY, ("每",)) if repeated else ():
        if text.field(found.start()):
            continue
        first, end = text.sentence(*found.span())
        before, behind = text.whole[first : found.start()], text.whole[found.end() : end]
        clause, _ = text.clause(*found.span())
        deed = _DEEDS.search(text.whole, clause, min(end, found.end() + _NEAR))
        if deed is None or is_aside(view, before, behind):
            continue
        named = list(mentions(view, first, found.start()))
        meant = [
            (i, action)
            for i, action in repeated
            if deed[0] in f"{title(action)}{action.content}" and _is_held(view, i, first, end)
        ]
        if not meant or (named and not any(_does(view, x, named[-1].entity.id) for _, x in meant)):
            continue
        agrees = all if _is_at_least(found) else any  # at least: at every level
        if agrees(_agrees(action, found) for _, action in meant):
            continue
        i, action = meant[0]
        repeat = action.repeat.text if action.repeat else ""
        yield Hit(
            text.place(*found.span()),
            msg(
                "“{said}” in the text, 频次 of “{action}” is {repeat}",
                said=found[0],
                action=title(action),
                repeat=repeat,
            ),
            msg("Write the same in both"),
            ((view.at("actions", i, "repeat"), msg("how often it is repeated")),),
        )


_NEAR: Final = 6
"""Characters behind how often in which the work may be named."""


def _is_held(view: PlanView, index: int, first: int, end: int) -> bool:
    """Whether an action is done at the level that a sentence names, if it names one."""
    said = text_of(view).whole[first:end]
    named = [level for level in view.levels if f"{level.name}响应" in said]
    return not named or any(
        at.index == index for level in named for at in view.actions_at(level.name)
    )


def _does(view: PlanView, action: Action, unit: str) -> bool:
    """Whether the unit with this id does an action, or helps."""
    entities = (view.get(name) for name in (*action.responsible, *action.supporting))
    return any(entity is not None and entity.id == unit for entity in entities)


def _agrees(action: Action, found: re.Match[str]) -> bool:
    repeat = action.repeat.seconds if action.repeat and action.repeat.seconds else 0
    every = _interval_s(found)
    return repeat <= every if _is_at_least(found) else repeat == every
