"""Levels in sentences: whether the plan has them, and what they say begins at one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.patterns import late
from planforge.rules.articles import COMPLETE, RESPONSE_LEVELS
from planforge.rules.names.kinds import choose
from planforge.rules.prose.level_measures import Begins, measures_in
from planforge.rules.prose.levels import is_other_body, level_stem
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_NUMERALS: Final = ("ⅠⅡⅢⅣⅤ", "一二三四五")
_SAID: Final = late(
    "(?P<level>(?P<n>[ⅠⅡⅢⅣⅤ一二三四五])级)(?:(?:[及或]|[（(]含[）)])?(?:以[上下])?)(?:应急)?响应"
)
_OF_OTHERS: Final = late("国家|国务院|省|上级|专项指挥|专项预案|县|区|相邻|〇|《")


@plan_rule(
    "PRO024",
    "prose.no-such-level",
    Severity.WARNING,
    title=msg("Response level in the text that the plan does not have"),
    rationale=msg("Nobody can start a level that is described nowhere."),
    sources=(COMPLETE, RESPONSE_LEVELS),
)
def no_such_level(view: PlanView) -> Iterator[Hit]:
    """Ⅳ级响应 in sentences on the plan's own response where it has Ⅰ级 to Ⅲ级."""
    known = {fold(level.name) for level in view.levels}
    if not known & {fold(f"{numeral}级") for numerals in _NUMERALS for numeral in numerals}:
        return
    text = text_of(view)
    for found in text.matches(_SAID, ("响应",)):
        numerals = next(x for x in _NUMERALS if found["n"] in x)
        rank = numerals.index(found["n"])
        if any(fold(f"{x[rank]}级") in known for x in _NUMERALS) or text.is_role(found.start()):
            continue  # what a role names is judged where roles are
        if is_of_others(view, found):
            continue
        yield Hit(
            text.place(*found.span("level")),
            msg("The plan has no response level “{name}”", name=found["level"]),
            choose(level.name for level in view.levels),
        )


def is_of_others(view: PlanView, found: re.Match[str]) -> bool:
    """Whether a sentence speaks of another plan: of another body, or of one above or below."""
    text = text_of(view)
    if text.field(found.start()) == "links" or text.whole[found.start() - 1] == "第":
        return True
    first, _ = text.sentence(*found.span())
    if _OF_OTHERS.search(text.whole, first, found.start()):
        return True
    named = tuple(one.entity for one in mentions(view, first, found.start()))
    return any(is_other_body(view, (one,)) for one in named)


_STARTED: Final = "启动|达到|进入|升为|升级为|升至|提升至"
_NEAR: Final = (*_STARTED.split("|"), "期间", "状态下", "阶段")
_UP: Final = "[及或]?以上"
_SCENE: Final = late("(?:设立|成立|组建|开设)(?:[市县省]级?)?现场(?:应急)?指挥(?:部|机构)")
_SET_UP: Final = late("(?:启用|设立|成立|组建)(?:[一-鿿]{2,12}[、和])*$")
_DONE: Final = late(
    "^(?:(?:同时|立即|全面|全市|应当?|按照?规定|组织|实行|实施|开展|启动|做好|落实|进行|由)*|"
    "由?[^，。；]{2,12}?(?:应当?|负责|组织|实行|实施|开展|启动|做好|落实|进行)+)$"
)
"""Words of a clause before the name of what is done."""
_NOT_YET: Final = late("不|前|取消|停止|恢复|解除|终止|结束|必要时|视情|可以?|研究|准备|考虑")
_END: Final = late("(?:工作|措施)?(?=[，。；、\n]|$)")


@plan_rule(
    "PRO034",
    "prose.begins-at-another-level",
    Severity.WARNING,
    title=msg("Text that lets something begin at a lower level than the facts"),
    rationale=msg("Those who have to come or to act are called at one level or at another."),
    sources=(COMPLETE, RESPONSE_LEVELS),
)
def begins_at_another_level(view: PlanView) -> Iterator[Hit]:
    """启动Ⅳ级响应后，停课 where that begins at Ⅱ级 (起始级别), in sentences of `plan.md`.

    Measures by their usual words (停课), by the name of the action or by a clause of it. Likewise
    working groups (启用级别), and the command at the scene if its 设立条件 name a level.
    """
    text = text_of(view)
    stems = {level_stem(level.name): level.name for level in view.levels}
    if not stems or view.prose is None or "响应" not in text.whole:
        return
    started, of_group = _patterns(tuple(stems))
    for found in text.matches(started, ("响应",), _NEAR):
        if found.start() < text.prose or is_of_others(view, found):
            continue
        _, end = text.sentence(*found.span())
        other = started.search(text.whole, found.end(), end)
        behind = text.whole[found.end() : other.start() if other else end]
        begun = tuple(_begun_behind(view, behind, found.end()))
        known = {one.at[:2] for one in begun}
        measures = (one for one in measures_in(view, behind) if one.at[:2] not in known)
        for one in (*begun, *measures):
            yield from _hit(view, found, stems[found["level"] or found["during"]], one)
    for found in text.matches(of_group, ("响应",), ("组",)) if view.groups else ():
        ends = (0, found.start())
        group = next((x for x in _groups(view) if text.whole.endswith(x.what, *ends)), None)
        if group and found.start() >= text.prose and not is_of_others(view, found):
            yield from _hit(view, found, stems[found["level"]], group)


@lru_cache(maxsize=8)  # plans have the same levels
def _patterns(stems: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what starts a level of these *stems*, and what begins at one behind a group's name."""
    level = f"(?P<level>{'|'.join(map(re.escape, stems))})"
    return (
        late(
            rf"(?:(?:{_STARTED}){level}(?:{_UP})?(?:应急)?响应"
            rf"|{level.replace('<level>', '<during>')}(?:{_UP})?(?:应急)?响应"
            "(?:启动后|期间|状态下|阶段))"
        ),
        late(
            rf"(?<=组)，?(?:自|从|在|于)?(?:启动)?{level}(?:{_UP})?(?:应急)?响应"
            "(?:启动)?(?:起|时|后)*，?(?:启用|设立|成立|组建|启动)"
        ),
    )


def _hit(view: PlanView, found: re.Match[str], level: str, one: Begins) -> Iterator[Hit]:
    """Yield a finding if what a sentence lets begin at *level* is not there by the facts."""
    if not one.levels or level in one.levels:
        return
    known = [x.name for x in view.levels]
    if level not in known or known.index(level) < known.index(one.levels[-1]):
        return  # a sentence on a higher level leaves the lower ones open
    yield Hit(
        text_of(view).place(*found.span()),
        msg(
            "“{what}” at {level} in the text, at {known} in the facts",
            what=one.what,
            level=level,
            known=one.levels,
        ),
        msg("Write the same level in both, or leave it out: the directive prints the facts"),
        ((view.at(*one.at), msg("The facts say so here")),),
    )


def _begun_behind(view: PlanView, behind: str, start: int) -> Iterator[Begins]:
    """Yield what the words *behind* a level, from *start* of the text, say begins at it."""
    scene = _SCENE.search(behind)
    for body, at in view.bodies if scene else ():
        if body.scene is not None:
            said = list(mentions(view, start, start + scene.start() if scene else start))
            makers = {view.actor_key(name) for name in body.scene.set_up_by}
            if not said or "/".join(said[-1].entity.key) in makers:
                yield _scene(view, body.scene.set_up_when, (*at, "scene", "set_up_when"))
            break
    for group in _groups(view):
        i = behind.find(group.what)
        if i >= 0 and _SET_UP.search(behind[:i]) and not _NOT_YET.search(behind[:i]):
            yield group
    for action in _actions(view):
        i = behind.find(action.what)
        clause = behind[:i].rpartition("，")[2] if i >= 0 else ""
        if (
            i >= 0
            and _END.match(behind, i + len(action.what))
            and _DONE.search(clause)
            and not _NOT_YET.search(clause)
        ):
            yield action


@lru_cache(maxsize=2)
def _groups(view: PlanView) -> tuple[Begins, ...]:
    """Return the working groups with the levels of their 启用级别, the longer names first."""
    found = [
        Begins(group.name, _highest_first(view, group.levels), (*at, "levels"))
        for group, at in view.groups
    ]
    return tuple(sorted(found, key=lambda one: -len(one.what)))


@lru_cache(maxsize=2)
def _actions(view: PlanView) -> tuple[Begins, ...]:
    """Return the actions with names of their own, with the levels at which they are done."""
    return tuple(
        Begins(
            action.title,
            tuple(x.name for x in view.levels if view.applies(action, x.severity)),
            ("actions", i, "only_levels" if action.only_levels else "first_level"),
        )
        for i, action in enumerate(view.plan.actions)
        if len(action.title) >= _SHORTEST
    )


_SHORTEST: Final = 4
"""Characters of a name by which an action is known."""


def _scene(view: PlanView, when: str, at: Pointer) -> Begins:
    """Return from which level on there is a command at the scene; without any if that is open."""
    stems = {level_stem(level.name): i for i, level in enumerate(view.levels)}
    found = re.search(
        rf"(?:启动|达到)?(?P<level>{'|'.join(map(re.escape, stems))}){_UP}(?:应急)?响应", when
    )
    last = stems[found["level"]] if found else -1
    return Begins("现场指挥部", tuple(x.name for x in view.levels[: last + 1]), at)


def _highest_first(view: PlanView, names: tuple[str, ...]) -> tuple[str, ...]:
    known = {fold(name) for name in names}
    return tuple(x.name for x in view.levels if fold(x.name) in known)


__all__ = ["begins_at_another_level", "no_such_level"]
