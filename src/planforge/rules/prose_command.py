"""Who commands and who decides by the sentences of a plan, against 指挥机构 and 响应级别."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.prose_facts import COMPLETE
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.said import mention_at, mention_before, mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import CommandBody

_ROLE: Final = (
    r"(?P<role>常务副总指挥|副总指挥|总指挥|常务副指挥长|副指挥长|指挥长|常务副主任|副主任|主任)"
)
_HELD: Final = re.compile(rf"{_ROLE}(?:一职)?由(?P<who>[^，。；]{{2,40}}?)(?:同志)?(?:兼任|担任)")
_HOLDS: Final = re.compile(rf"由(?P<who>[^，。；]{{2,40}}?)(?:同志)?(?:兼任|担任|任){_ROLE}")
_AND: Final = re.compile("[、和及]")
_KINDS_OF_ROLE: Final = {
    "总指挥": "commander",
    "指挥长": "commander",
    "主任": "commander",
    "常务副总指挥": "executive_deputies",
    "常务副指挥长": "executive_deputies",
    "常务副主任": "executive_deputies",
    "副总指挥": "deputies",
    "副指挥长": "deputies",
    "副主任": "deputies",
}
_KEYS: Final = {
    "commander": "总指挥",
    "executive_deputies": "常务副总指挥",
    "deputies": "副总指挥",
    "head": "主任",
}
_SEATED: Final = re.compile(r"设[在于]")
_CARRIED: Final = re.compile(r"工作由")
_FILLED: Final = re.compile(r"任(?:常务)?副?(?:总指挥|指挥长|主任)|[担兼]任")
"""Where a role is filled: quick to find."""


@plan_rule(
    "PRO017",
    "prose.other-post",
    Severity.WARNING,
    title=msg("Commander or office in the text that differs from the facts"),
    rationale=msg("Two people who each believe the other commands, or nobody at the office."),
    sources=(COMPLETE, CLEAR_DUTIES),
)
def other_post(view: PlanView) -> Iterator[Hit]:
    """总指挥由…担任 and 办公室设在… in sentences, against 指挥机构."""
    if view.plan.command is None:
        return
    text = text_of(view)
    sentences = {text.sentence(*found.span()) for found in _FILLED.finditer(text.whole)}
    for first, last in sorted(sentences):
        for pattern in (_HELD, _HOLDS):
            for found in pattern.finditer(text.whole, first, last):
                yield from _held(view, found)
    for pattern in (_SEATED, _CARRIED):
        for found in pattern.finditer(text.whole):
            yield from _seated(view, found)


def _held(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    posts = _posts_meant(view, found)
    if posts is None or not posts[0]:
        return
    names, at, key = posts
    held = [entity for name in names if (entity := view.get(name, (Kind.POST,))) is not None]
    said = [(who, _post_named(view, who)) for who in _AND.split(found["who"])]
    for who, post in said:
        if post and held and not any(_is_of(who, post, one) for one in held):
            yield Hit(
                text_of(view).place(*found.span("who")),
                msg(
                    "“{who}” in the text, {posts} under {key}",
                    who=who,
                    posts=tuple(_in_words(entity) for entity in held),
                    key=key,
                ),
                msg("Write the same in both, or leave it out: the directive prints the facts"),
                ((view.at(*at), msg("The facts say so here")),),
            )
            return


def _in_words(entity: Entity) -> str:
    title = entity.element.title if isinstance(entity.element, Post) else ""
    return f"{entity.name}（{title}）" if title and title != entity.name else entity.name


def _post_named(view: PlanView, who: str) -> Entity | None:
    """Return the post that *who* names: by its name, or by the position of its holder."""
    entity = view.registry.names.get(who, (Kind.POST,))
    if entity is not None:
        return entity
    for one in view.registry.names.entities(Kind.POST):
        if isinstance(one.element, Post) and who in _positions(one):
            return one
    return None


def _positions(post: Entity) -> tuple[str, ...]:
    """Return the positions of the holder of *post*, remarks on them left out."""
    title = post.element.title if isinstance(post.element, Post) else ""
    bare = re.sub(r"（[^）]*）", "", title)
    return (*(part for part in re.split("[、，]", bare) if part), bare)


def _is_of(who: str, said: Entity, held: Entity) -> bool:
    """Whether *who*, which names the post *said*, may hold the post *held*."""
    if said.key == held.key or who in _positions(held) or who in held.name:
        return True
    return bool(set(_positions(said)) & set(_positions(held)))


def _posts_meant(
    view: PlanView, found: re.Match[str]
) -> tuple[tuple[str, ...], Pointer, str] | None:
    """Return who holds the role that a sentence fills: names, where that stands, its key."""
    text = text_of(view)
    role = _KINDS_OF_ROLE[found["role"]]
    first, _ = text.clause(*found.span())
    words = text.whole[first : found.start("role")]
    named = list(mentions(view, first, found.start("role")))
    bodies = view.bodies
    own = None
    for one in reversed(named):
        own = next((x for x in bodies if _is_body(view, x[0], one.entity)), None)
        if own or one.end > found.start("who"):
            break
        return None  # the role belongs to somebody else's body
    body, at = own or bodies[0]
    if "现场" in words or "现场" in found["who"]:
        return None
    is_office = "办公室" in words or (named and _is_office(view, body, named[-1].entity))
    if is_office or (found["role"].endswith("主任") and not _has_chair(view, body)):
        if not is_office or body.office is None or role == "executive_deputies":
            return None
        field = "head" if role == "commander" else "deputies"
        posts = (body.office.head or "",) if field == "head" else body.office.deputies
        return tuple(filter(None, posts)), (*at, "office", field), _office_key(field)
    return getattr(body, role), (*at, role), _KEYS[role]


def _office_key(field: str) -> str:
    return "办公室 主任" if field == "head" else "办公室 副主任"


def _has_chair(view: PlanView, body: CommandBody) -> bool:
    """Whether who commands *body* is called 主任, as in a committee."""
    posts = (view.get(name, (Kind.POST,)) for name in body.commander)
    return any(post is not None and post.name.endswith("主任") for post in posts)


def _is_body(view: PlanView, body: CommandBody, entity: Entity) -> bool:
    return view.get(body.name) == entity or _is_office(view, body, entity)


def _is_office(view: PlanView, body: CommandBody, entity: Entity) -> bool:
    return body.office is not None and view.get(body.office.name) == entity


def _seated(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    """Yield where a sentence puts an office of the plan elsewhere than the facts."""
    text = text_of(view)
    host = mention_at(view, found.end())
    if host is None or host.entity.kind is not Kind.ORGANISATION:
        return
    first, _ = text.clause(*found.span())
    named = list(mentions(view, first, found.start()))
    words = text.whole[named[-1].end if named else first : found.start()].removesuffix("日常")
    for body, at in view.bodies:
        office = body.office
        if office is None or office.hosted_by is None:
            continue
        if named:
            is_meant = _is_office(view, body, named[-1].entity) and "现场" not in words
            is_meant |= view.get(body.name) == named[-1].entity and words.endswith("办公室")
        else:
            is_meant = len(view.bodies) == 1 and words in {"办公室", "指挥部办公室", "下设办公室"}
        if is_meant and view.get(office.hosted_by) != host.entity:
            yield Hit(
                text.place(host.start, host.end),
                msg(
                    "The text puts {office} at {said}, 设在 says {unit}",
                    office=office.name,
                    said=text.whole[host.start : host.end],
                    unit=office.hosted_by,
                ),
                msg("Write the same in both, or leave it out: the directive prints the facts"),
                ((view.at(*at, "office", "hosted_by"), msg("The facts say so here")),),
            )


_FIELDS: Final = {
    "决定": ("decided_by", "urgent_decision_by", "overruled_by"),
    "批准": ("decided_by", "urgent_decision_by", "overruled_by"),
    "宣布": ("announced_by", "decided_by", "urgent_decision_by", "overruled_by"),
    "建议": ("proposed_by",),
}
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
    if not names or "启动" not in text.whole:
        return
    many = rf"(?P<levels>(?:{names})(?:(?:[、和及]|或者?)(?:{names}))*)(?:应急)?响应"
    for found in re.finditer(rf"{many}(?:的?启动)?，?由", text.whole):
        who = mention_at(view, found.end())
        verb = who and re.compile("(?:提出|研究)?(决定|批准|宣布|建议|启动)").match(
            text.whole, who.end
        )
        if who and verb:
            yield from _decided(view, found["levels"], who.entity, verb[1], (who.start, who.end))
    for found in re.finditer(rf"启动{many}", text.whole):
        verb_word = text.whole[max(0, found.start() - 2) : found.start()]
        is_said = verb_word in _FIELDS
        who = mention_before(view, found.start() - 2 * is_said)
        is_by = who is not None and text.whole[who.start - 1 : who.start] == "由"
        if who is not None and (is_said or is_by):
            word = verb_word if is_said else "启动"
            yield from _decided(view, found["levels"], who.entity, word, (who.start, who.end))


def _decided(
    view: PlanView, levels: str, who: Entity, verb: str, at: tuple[int, int]
) -> Iterator[Hit]:
    fields = _FIELDS[_VERBS[verb]]
    text = text_of(view)
    if text.field(at[0]) == "levels":
        return
    for level in view.levels:
        if level.name not in re.split("[、和及或者]+", levels):
            continue
        known = tuple(_deciders(level, fields))
        if not getattr(level.facts, fields[0]) or any(_may_be(view, who, x) for x in known):
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
            if other.kind is Kind.POST and set(_positions(one)) & set(_positions(other)):
                return True
    return False
