"""Levels in sentences: who decides on them, and whether the plan has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, RESPONSE_LEVELS
from planforge.rules.prose_command import positions
from planforge.rules.prose_facts import COMPLETE
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.said import mention_at, mention_before, mentions, text_of
from planforge.rules.wording import choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView

_FIELDS: Final = {
    "决定": ("decided_by", "urgent_decision_by", "overruled_by"),
    "批准": ("decided_by", "urgent_decision_by", "overruled_by"),
    "宣布": ("announced_by", "decided_by", "urgent_decision_by", "overruled_by"),
    "建议": ("proposed_by",),
}
_ROLES: Final = {
    "常务副总指挥": "executive_deputies",
    "常务副指挥长": "executive_deputies",
    "副总指挥": "deputies",
    "副指挥长": "deputies",
    "总指挥": "commander",
    "指挥长": "commander",
}
"""What sentences call those who command, the longer word first."""
_DOES: Final = late("(?:提出|研究)?(决定|批准|宣布|建议|启动)")
_VERBS: Final = {"决定": "决定", "批准": "批准", "宣布": "宣布", "建议": "建议", "启动": "决定"}


@plan_rule(
    "PRO018",
    "prose.other-decider",
    Severity.WARNING,
    title=msg("Text that lets somebody else decide a level than the facts"),
    rationale=msg("Who waits for the wrong signature loses the time that the level was to save."),
    sources=(COMPLETE, CLEAR_DUTIES),
)
def other_decider(view: PlanView) -> Iterator[Hit]:
    """Ⅰ级响应由…决定, …决定启动Ⅰ级响应 and the like, against 建议, 决定 and 宣布."""
    names = "|".join(re.escape(level.name) for level in view.levels)
    text = text_of(view)
    if not names or "响应" not in text.whole:
        return
    many = rf"(?P<levels>(?:{names})(?:(?:[、和及]|或者?)(?:{names}))*)(?:应急)?响应"
    for found in re.finditer(rf"{many}(?:的?启动)?，?由", text.whole):
        who = _who_at(view, found.end())
        verb = who and _DOES.match(text.whole, who[1])
        if who and verb:
            yield from _decided(view, found["levels"], verb[1], who[2], (who[0], who[1]))
    for found in re.finditer(rf"启动{many}", text.whole):
        verb_word = text.whole[max(0, found.start() - 2) : found.start()]
        is_said = verb_word in _FIELDS
        who = _who_before(view, found.start() - 2 * is_said)
        if who and (is_said or text.whole[who[0] - 1 : who[0]] == "由"):
            word = verb_word if is_said else "启动"
            yield from _decided(view, found["levels"], word, who[2], (who[0], who[1]))


_Who = tuple[int, int, tuple["Entity", ...]]
"""Where somebody is named, and whom it may mean."""


def _who_at(view: PlanView, at: int) -> _Who | None:
    named = mention_at(view, at)
    if named is not None:
        return named.start, named.end, (named.entity,)
    whole = text_of(view).whole
    role = next((role for role in _ROLES if whole.startswith(role, at)), None)
    meant = _meant(view, role) if role else ()
    return (at, at + len(role), meant) if role and meant else None


def _who_before(view: PlanView, at: int) -> _Who | None:
    named = mention_before(view, at)
    if named is not None:
        return named.start, named.end, (named.entity,)
    text = text_of(view)
    first, _ = text.clause(at, at)
    role = next((role for role in _ROLES if text.whole.endswith(role, first, at)), None)
    if role is None or any(x.end == at - len(role) for x in mentions(view, first, at)):
        return None  # 市防指副总指挥 without such a post: nobody can tell whom that means
    meant = _meant(view, role)
    return (at - len(role), at, meant) if meant else None


def _meant(view: PlanView, role: str) -> tuple[Entity, ...]:
    command = view.plan.command
    names = getattr(command, _ROLES[role]) if command else ()
    return tuple(post for name in names if (post := view.get(name, (Kind.POST,))) is not None)


def _decided(
    view: PlanView, levels: str, verb: str, who: tuple[Entity, ...], at: tuple[int, int]
) -> Iterator[Hit]:
    fields = _FIELDS[_VERBS[verb]]
    text = text_of(view)
    if text.field(at[0]) == "levels":
        return
    for level in view.levels:
        if level.name not in re.split("[、和及或者]+", levels):
            continue
        known = tuple(_deciders(level, fields))
        is_so = any(_may_be(view, one, name) for one in who for name in known)
        if is_so or not getattr(level.facts, fields[0]):
            continue
        yield Hit(
            text.place(*at),
            msg(
                "{level}: “{who}” in the text, {named} under {key}",
                level=level.name,
                who=text.whole[slice(*at)],
                named=getattr(level.facts, fields[0]),
                key=_VERBS[verb],
            ),
            msg("Write the same in both, or leave it out: the directive prints the facts"),
            ((view.at(*level.pointer, fields[0]), msg("The facts say so here")),),
        )
        return


def _deciders(level: Level, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        yield from getattr(level.facts, field)
    if fields != _FIELDS["建议"]:
        for authority in level.facts.authorities:
            yield from (*authority.decided_by, *authority.announced_by)


def _may_be(view: PlanView, who: Entity, name: str) -> bool:
    """Whether a sentence that says *who* may mean *name*: itself, its body, or its holder."""
    known = view.get(name)
    if known is None or known == who:
        return True
    for one, other in ((who, known), (known, who)):
        post = one.element
        if isinstance(post, Post):
            if view.registry.names.get(post.organisation, (Kind.ORGANISATION,)) == other:
                return True
            if other.kind is Kind.POST and set(positions(one)) & set(positions(other)):
                return True
    return False


_NUMERALS: Final = ("ⅠⅡⅢⅣⅤ", "一二三四五")
_SAID: Final = late("(?P<level>(?P<n>[ⅠⅡⅢⅣⅤ一二三四五])级)(?:应急)?响应")
_OF_OTHERS: Final = late("国家|国务院|省|上级|县|区|相邻|〇|《")


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
    known = {level.name for level in view.levels}
    if not known & {f"{numeral}级" for numerals in _NUMERALS for numeral in numerals}:
        return
    text = text_of(view)
    for found in _SAID.finditer(text.whole):
        numerals = next(x for x in _NUMERALS if found["n"] in x)
        rank = numerals.index(found["n"])
        if any(f"{x[rank]}级" in known for x in _NUMERALS) or text.is_role(found.start()):
            continue  # what a role names is judged where roles are
        if _is_of_others(view, found):
            continue
        yield Hit(
            text.place(*found.span("level")),
            msg("The plan has no response level “{name}”", name=found["level"]),
            choose(level.name for level in view.levels),
        )


def _is_of_others(view: PlanView, found: re.Match[str]) -> bool:
    """Whether a sentence speaks of another plan: of another body, or of one above or below."""
    text = text_of(view)
    if text.field(found.start()) == "links" or text.whole[found.start() - 1] == "第":
        return True
    first, _ = text.sentence(*found.span())
    if _OF_OTHERS.search(text.whole, first, found.start()):
        return True
    own = {view.get(body.name) for body, _ in view.bodies}
    return any(
        isinstance(one.entity.element, Organisation)
        and one.entity.element.category is OrganisationCategory.COMMAND
        and one.entity not in own
        for one in mentions(view, first, found.start())
    )
