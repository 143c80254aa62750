"""Who commands and who decides by the sentences of a plan, against 指挥机构 and 响应级别."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, COMPLETE
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mention_at, mention_before, mentions, named_in, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import CommandBody, Office
    from planforge.rules.text.said import Mention

_ROLE: Final = (
    r"(?P<role>常务副总指挥|副总指挥|总指挥|常务副指挥长|副指挥长|指挥长|常务副主任|副主任|主任)"
)
_HELD: Final = late(
    rf"{_ROLE}(?:一职)?由(?P<who>[^，。；]{{2,40}}?)(?:同志)?(?:兼任|担任)", holds=("兼任", "担任")
)
_HOLDS: Final = late(rf"由(?P<who>[^，。；]{{2,40}}?)(?:同志)?(?:兼任|担任|任){_ROLE}")
_HEADS: Final = late(
    "(?:党[组委]书记、?)?(?:局长|主任|厅长|部长|处长|支队长|总队长|政委|书记|(?:主要|分管)?负责(?:同志|人))"
)
"""Behind the name of a unit: whoever heads it."""
_AND: Final = late("[、和及]")
_REMARK: Final = late("（[^（）]*）")
"""What somebody is in charge of, in brackets."""
_LEADS_A_LAND: Final = late("(?P<deputy>副)?(?P<land>[省市县区])长$")
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
_SEATED: Final = late(r"设[在于]")
_BEARS: Final = late("承担")
_DAILY_WORK: Final = late("的?(?:日常)?工作(?![会机制])")
_CARRIED: Final = late(r"工作由")
_FILLED: Final = late(r"任(?:常务)?副?(?:总指挥|指挥长|主任)|[担兼]任")
"""Where a role is filled: quick to find."""


@plan_rule(
    "PRO017",
    "prose.other-post",
    Severity.WARNING,
    title=msg("Commander or office in the text that differs from the facts"),
    rationale=msg("Two people who each believe the other commands, or nobody at the office."),
    sources=(COMPLETE, CLEAR_DUTIES),
    follows=("ORG038",),
)
def other_post(view: PlanView) -> Iterator[Hit]:
    """总指挥由…担任 and 办公室设在… in sentences, against 指挥机构."""
    if view.plan.command is None:
        return
    text = text_of(view)
    sentences = {text.sentence(*found.span()) for found in text.matches(_FILLED, ("任",))}
    for first, last in sorted(sentences):
        for pattern in (_HELD, _HOLDS):
            for found in pattern.finditer(text.whole, first, last):
                yield from _held(view, found)
    for pattern in (_SEATED, _CARRIED):
        for found in pattern.finditer(text.whole):
            yield from _seated(view, found)
    for found in _BEARS.finditer(text.whole, text.prose):
        yield from _borne(view, found)


def _held(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    posts = _posts_meant(view, found)
    if posts is None or not posts[0]:
        return
    names, at, key = posts
    held = [entity for name in names if (entity := view.get(name, (Kind.POST,))) is not None]
    bare = _REMARK.sub("", found["who"])
    said = [(who, _post_named(view, who)) for who in _AND.split(bare)]
    for who, post in said:
        is_other = post is not None and not any(_is_of(who, post, one) for one in held)
        if post is None:
            is_other = _is_elsewhere(view, who, held) or _is_of_another_rank(who, held)
        if held and is_other:
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


def _is_elsewhere(view: PlanView, who: str, held: list[Entity]) -> bool:
    """Whether *who*, no registered post, heads another unit than each of those who hold a role."""
    said = next(named_in(view.registry, who), None)
    if said is None or said.start or not _HEADS.fullmatch(who, said.end):
        return False
    units = [
        {one.entity for one in named_in(view.registry, post.element.title)}
        for post in held
        if isinstance(post.element, Post)
    ]
    return all(named and said.entity not in named for named in units)


def _is_of_another_rank(who: str, held: list[Entity]) -> bool:
    """Whether *who* is a vice mayor where only a mayor holds the role, or the other way round."""
    said = _LEADS_A_LAND.search(who)
    ranks = [m for post in held for one in positions(post) if (m := _LEADS_A_LAND.search(one))]
    return (
        said is not None
        and bool(ranks)
        and all(
            one["land"] == said["land"] and bool(one["deputy"]) != bool(said["deputy"])
            for one in ranks
        )
    )


def _in_words(entity: Entity) -> str:
    title = entity.element.title if isinstance(entity.element, Post) else ""
    return f"{entity.name}（{title}）" if title and title != entity.name else entity.name


def _post_named(view: PlanView, who: str) -> Entity | None:
    """Return the post that *who* names: by its name, or by the position of its holder."""
    entity = view.registry.names.get(who, (Kind.POST,))
    if entity is not None:
        return entity
    for one in view.registry.names.entities(Kind.POST):
        if isinstance(one.element, Post) and who in positions(one):
            return one
    return None


def positions(post: Entity) -> tuple[str, ...]:
    """Return the positions of the holder of *post*, remarks on them left out."""
    return _positions(post.element.title) if isinstance(post.element, Post) else ("",)


@lru_cache(maxsize=65536)
def _positions(title: str) -> tuple[str, ...]:
    bare = _REMARK.sub("", title)
    return (*(part for part in re.split("[、，]", bare) if part), bare)


def _is_of(who: str, said: Entity, held: Entity) -> bool:
    """Whether *who*, which names the post *said*, may hold the post *held*."""
    if said.key == held.key or who in positions(held) or who in held.name:
        return True
    return bool(set(positions(said)) & set(positions(held)))


def _posts_meant(
    view: PlanView, found: re.Match[str]
) -> tuple[tuple[str, ...], Pointer, str] | None:
    """Return who holds the role that a sentence fills: names, where that stands, its key."""
    text = text_of(view)
    role = _KINDS_OF_ROLE[found["role"]]
    first, _ = text.clause(*found.span())
    words = text.whole[first : found.start("role")]
    if "现场" in words or "现场" in found["who"]:
        return None if "现场" in found["who"] else _at_the_scene(view, role)
    named = list(mentions(view, first, found.start("role")))
    bodies = view.bodies
    own = None
    for one in reversed(named):
        own = next((x for x in bodies if _is_body(view, x[0], one.entity)), None)
        if own or one.end > found.start("who"):
            break
        return None  # the role belongs to somebody else's body
    body, at = own or bodies[0]
    is_office = "办公室" in words or (named and _is_office(view, body, named[-1].entity))
    if is_office or (found["role"].endswith("主任") and not _has_chair(view, body)):
        if not is_office or body.office is None or role == "executive_deputies":
            return None
        field = "head" if role == "commander" else "deputies"
        posts = (body.office.head or "",) if field == "head" else body.office.deputies
        return tuple(filter(None, posts)), (*at, "office", field), _office_key(field)
    return getattr(body, role), (*at, role), _KEYS[role]


def _at_the_scene(view: PlanView, role: str) -> tuple[tuple[str, ...], Pointer, str] | None:
    """Return who holds a role at the scene, if that is for sure: one command, and posts only."""
    scenes = [(body.scene, at) for body, at in view.bodies if body.scene is not None]
    if len(scenes) != 1 or role not in {"commander", "deputies"}:
        return None
    names = getattr(scenes[0][0], role)
    if any(view.get(name, (Kind.POST,)) is None for name in names):
        return None
    return names, (*scenes[0][1], "scene", role), f"现场指挥部 {_KEYS[role]}"


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
        seat = view.get(office.hosted_by)
        if is_meant and seat is not None and seat != host.entity:
            yield _elsewhere(view, office, host, at)


def _borne(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    """Yield where a sentence gives the daily work of an office to another unit than its host."""
    text = text_of(view)
    named = mention_at(view, found.end())
    if named is None or not _DAILY_WORK.match(text.whole, named.end):
        return
    for body, at in view.bodies:
        office = body.office
        if office is None or office.hosted_by is None or view.get(office.name) != named.entity:
            continue
        who = mention_before(view, found.start())
        seat = view.get(office.hosted_by)
        is_unit = who is not None and who.entity.kind is Kind.ORGANISATION
        if who and is_unit and seat is not None and seat != who.entity:
            yield _elsewhere(view, office, who, at)


def _elsewhere(view: PlanView, office: Office, host: Mention, at: Pointer) -> Hit:
    text = text_of(view)
    return Hit(
        text.place(host.start, host.end),
        msg(
            "The text puts {office} at {said}, 设在 says {unit}",
            office=office.name,
            said=text.whole[host.start : host.end],
            unit=office.hosted_by or "",
        ),
        msg("Write the same in both, or leave it out: the directive prints the facts"),
        ((view.at(*at, "office", "hosted_by"), msg("The facts say so here")),),
    )
