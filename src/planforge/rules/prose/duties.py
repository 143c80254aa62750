"""Duties in the sentences of `plan.md`, in the words in which the facts give them to others."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.text.said import Mention, mention_before, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_DOES: Final = late("负责|承担|组织实施|牵头(?=[负组开实])")
_VERBS: Final = late("(?:负责|承担|组织实施|组织开展|组织|牵头|实施|做好|开展|统筹|抓好|的)*")
_TAIL: Final = late("(?:等)?(?:有关|相关|各项)?(?:工作|任务|职责)?$")
_END: Final = late(r"[，。；！？\n（(]")
_BY: Final = late("(?:工作|任务)?(?:，)?由$")
_JOINT: Final = late("(?:、|和|及|与|会同|以及)$")
_DONE: Final = late("(?:作业|行动|事宜)$")
_EDGE: Final = late("(?:^|[，。；、及和]|组织|开展|负责|承担|做好|实施|提供|发布|加强|进行)$")
_SHORT: Final = 4
"""Characters from which on all that somebody does, with nothing around it, is a duty."""
_LONG: Final = 6
"""Characters from which on words that stand in a duty are taken from it."""
_TASK: Final = 20
"""Characters that the name of a task has at most."""
_RELEASE: Final = ("信息发布", "新闻发布", "信息发布和舆论引导", "信息发布与舆论引导")
"""What sentences call the release of information."""
_SCENE: Final = "现场指挥部"
_DOERS: Final = frozenset({Kind.ORGANISATION, Kind.GROUP})
_MANY: Final = 3
"""Units from which on words are everybody's."""


class Given(NamedTuple):
    """A duty that a sentence gives to another unit than the facts.

    Attributes:
        unit: Where the sentence names the unit, as characters of the text.
        name: The unit or group in the sentence.
        owner: The unit or group of the facts.
        at: Where the facts give it the duty.
    """

    unit: tuple[int, int]
    name: str
    owner: str
    at: Pointer


class _Duty(NamedTuple):
    """Words on what is done, who does it, and where that stands; a group before its units."""

    words: str
    units: tuple[str, ...]
    at: Pointer

    @property
    def is_of_one(self) -> bool:
        """Whether one unit or one working group alone has it."""
        return len(self.units) == 1 or not {"groups", "scene"}.isdisjoint(self.at)


class _Task(NamedTuple):
    """Who is responsible for a task, who helps, and where that stands."""

    units: tuple[str, ...]
    helpers: tuple[str, ...]
    at: Pointer


def given_elsewhere(view: PlanView) -> Iterator[Given]:
    """Yield 市气象局负责统一调度抗旱水源 where the facts give these words to others alone.

    Likewise a task as a whole, by its name: 信息发布由市气象局负责.
    """
    text = text_of(view)
    whole = text.whole
    for found in _DOES.finditer(whole, text.prose):
        end = _END.search(whole, found.end())
        stop = end.start() if end else len(whole)
        if stop - found.end() >= _LONG:
            who, words = None, whole[found.end() : stop]
        else:
            who = mention_before(view, found.start())
            by = who and _BY.search(whole, max(0, who.start - 4), who.start)
            if who is None:
                continue
            first, _ = text.clause(by.start(), by.start()) if by else (0, 0)
            words = whole[first : by.start()] if by else whole[found.end() : stop]
            if not by:
                given = _whole_task(view, who, words)
                if given:
                    yield given
                continue
        if "日常" in words:
            continue  # whose office that is, is judged where offices are
        core, is_by = _core(words), who is not None
        duties = _with_words(view, core)
        who = who or (_doer_before(view, found.start()) if duties else None)
        given = _given(view, who, duties) if who else None
        if given is None and who and is_by and not duties:
            given = _given_in_short(view, who, _DONE.sub("", core))
        if given is None:
            who = who or _doer_before(view, found.start())
            given = _whole_task(view, who, words, is_all=is_by)
        if given:
            yield given


def _doer_before(view: PlanView, at: int) -> Mention | None:
    """Return the unit or working group whose name ends right before a character."""
    unit = mention_before(view, at)
    if unit is not None:
        return unit
    whole = text_of(view).whole
    for group in view.local_names.entities(Kind.GROUP):
        for name in spellings(group):
            if whole.endswith(name, 0, at):
                return Mention(group, at - len(name), at)
    return None


def _core(words: str) -> str:
    verbs = _VERBS.match(words)
    words = words[verbs.end() :] if verbs else words
    return _TAIL.sub("", words)


def _given(view: PlanView, who: Mention, duties: list[_Duty]) -> Given | None:
    if not duties or who.entity.kind not in _DOERS:
        return None
    holders = {
        view.actor_key(unit) for x in duties for unit in x.units[: 1 if x.is_of_one else None]
    }
    if len(holders) >= _MANY or any(_hosts(view, who) & _owners(view, x) for x in duties):
        return None
    if any(_has(view, one, x) for one in (who, *beside(view, who)) for x in duties):
        return None
    duty = next((duty for duty in duties if duty.is_of_one), None)
    if duty is None:
        return None
    return Given((who.start, who.end), who.entity.short_name, duty.units[0], duty.at)


def _owners(view: PlanView, duty: _Duty) -> set[str]:
    return {view.actor_key(unit) for unit in duty.units}


def _has(view: PlanView, who: Mention, duty: _Duty) -> bool:
    """Whether *who* has the *duty*: a unit by itself or in a group, a group also by its units."""
    own = "/".join(who.entity.key)
    if who.entity.kind is not Kind.GROUP:
        return own in _owners(view, duty)
    if "groups" in duty.at:
        return own == view.actor_key(duty.units[0])
    units = {
        view.actor_key(unit)
        for group, _ in view.groups
        if view.actor_key(group.name) == own
        for unit in (group.lead, *group.members)
        if unit
    }
    return bool(({own} | units) & _owners(view, duty))


def beside(view: PlanView, who: Mention) -> Iterator[Mention]:
    """Yield who is named before somebody as doing the same: 市公安局 in 市公安局、市气象局负责.

    The nearest one first.
    """
    joint = _JOINT.search(text_of(view).whole, max(0, who.start - 2), who.start)
    other = mention_before(view, joint.start()) if joint else None
    if other is not None:
        yield other
        yield from beside(view, other)


def _whole_task(
    view: PlanView, who: Mention | None, words: str, *, is_all: bool = False
) -> Given | None:
    """Return 信息发布由市应急局负责 where the facts give that task to others, not to 市应急局.

    Tasks are actions by their names, the release of information, and the group of experts. Who
    only helps (配合) has no task as a whole (*is_all*), but does its part of it.
    """
    if who is None or who.entity.kind is not Kind.ORGANISATION or len(words) > _TASK:
        return None
    found = _tasks(view).get(_core(words)) or _tasks(view).get(words)
    names, helpers, at = found or ((), (), ())
    doers = {"/".join(one.entity.key) for one in (who, *beside(view, who))}
    known = {view.actor_key(name) for name in (*names, *(() if is_all else helpers))}
    around = {*_hosts(view, who), *(key for name in names for key in _around(view, name))}
    bodies = {view.actor_key(body.name) for body, _ in view.bodies}
    offices = {view.actor_key(body.office.name) for body, _ in view.bodies if body.office}
    if not names or doers & (known | bodies | offices) or around & (doers | known):
        return None
    if _is_government(who.entity) and any(_is_collective(view.get(name)) for name in names):
        return None  # 青川县政府 is 事发地县（区）政府 when it happens there
    return Given((who.start, who.end), who.entity.short_name, names[0], at)


def _is_government(unit: Entity) -> bool:
    element = unit.element
    return isinstance(element, Organisation) and element.category is OrganisationCategory.GOVERNMENT


def _is_collective(unit: Entity | None) -> bool:
    element = unit.element if unit else None
    return isinstance(element, Organisation) and element.category is OrganisationCategory.COLLECTIVE


def _around(view: PlanView, name: str) -> Iterator[str]:
    """Yield the keys of the unit of a post, and of the one in which an office is located."""
    known = view.get(name)
    for field in ("organisation", "hosted_by"):
        unit = getattr(known.element, field, None) if known else None
        if unit:
            yield view.actor_key(unit)


@lru_cache(maxsize=2)
def _tasks(view: PlanView) -> dict[str, _Task]:
    """Return by its name who has each task."""
    plan = view.plan
    found: dict[str, _Task] = {}
    for i, action in enumerate(plan.actions):
        changed = [name for x in action.changes.values() for name in x.responsible]
        if len(action.title) >= _SHORT:
            units = (*action.responsible, *changed)
            found[action.title] = _Task(units, action.supporting, ("actions", i))
    public = plan.public_information
    if public is not None and public.responsible:
        task = _Task(public.responsible, (), ("public_information", "responsible"))
        found |= dict.fromkeys(_RELEASE, task)
    for body, pointer in view.bodies:
        if body.experts is not None and body.experts.lead:
            found.setdefault(
                "专家组", _Task((body.experts.lead,), (), (*pointer, "experts", "lead"))
            )
    return found


@lru_cache(maxsize=2)
def _all(view: PlanView) -> tuple[str, tuple[int, ...], tuple[_Duty, ...]]:
    """Return the words of all duties and actions, one below the other, and where each starts."""
    bodies = [(body.name, body.duties, at) for body, at in view.bodies]
    offices = [
        (body.office.name, body.office.duties, (*at, "office"))
        for body, at in view.bodies
        if body.office
    ]
    scenes = [(body.scene, (*at, "scene")) for body, at in view.bodies if body.scene]
    duties = [
        *(
            _Duty(duty, (_SCENE, *scene.commander, *scene.set_up_by), (*at, "duties", i))
            for scene, at in scenes
            for i, duty in enumerate(scene.duties)
        ),
        *(
            _Duty(duty, (name,), (*at, "duties", i))
            for name, of, at in (*bodies, *offices)
            for i, duty in enumerate(of)
        ),
        *(
            _Duty(duty, (member.unit,), (*at, "duties", i))
            for member, at in view.members
            for i, duty in enumerate(member.duties)
        ),
        *(
            _Duty(
                duty,
                (group.name, *filter(None, (group.lead,)), *group.members),
                (*at, "duties", i),
            )
            for group, at in view.groups
            for i, duty in enumerate(group.duties)
        ),
        *(
            _Duty(action.content, (*action.responsible, *action.supporting), ("actions", i))
            for i, action in enumerate(view.plan.actions)
        ),
    ]
    starts = accumulate((len(duty.words) + 1 for duty in duties), initial=0)
    return "\n".join(duty.words for duty in duties), tuple(starts), tuple(duties)


def _with_words(view: PlanView, words: str) -> list[_Duty]:
    if len(words) < _LONG:
        return []
    whole, starts, duties = _all(view)
    found = []
    at = whole.find(words)
    while at >= 0:
        i = bisect_right(starts, at) - 1
        found.append(duties[i])
        at = whole.find(words, starts[i + 1])
    return found


def _given_in_short(view: PlanView, who: Mention, core: str) -> Given | None:
    """Return 人工增雨作业由市教育局负责 where another unit alone has it, and 市教育局 nowhere."""
    if not _SHORT <= len(core) < _LONG or who.entity.kind not in _DOERS:
        return None
    whole, starts, duties = _all(view)
    owner: _Duty | None = None
    doers = (who, *beside(view, who))
    at = whole.find(core)
    while at >= 0:
        i = bisect_right(starts, at) - 1
        duty, behind = duties[i], whole[at + len(core)]
        if any(_has(view, one, duty) for one in doers):
            return None
        is_all = behind in "，。；、及和\n" and _EDGE.search(whole, starts[i], at)
        if is_all and {"members", "groups"} & set(duty.at) and owner is None:
            owner = duty
        at = whole.find(core, starts[i + 1])
    if owner is None or view.actor_key(owner.units[0]) in _hosts(view, who):
        return None
    return Given((who.start, who.end), who.entity.short_name, owner.units[0], owner.at)


def _hosts(view: PlanView, who: Mention) -> frozenset[str]:
    """Return the key of the unit in which *who*, an office, is located."""
    unit = view.registry.names.get(who.entity.name, (Kind.ORGANISATION,))
    host = getattr(unit.element, "hosted_by", None) if unit else None
    return frozenset({view.actor_key(host)} if host else ())


__all__ = ["Given", "beside", "given_elsewhere"]
