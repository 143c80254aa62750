"""Duties in the sentences of `plan.md`, in the words in which the facts give them to others."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.corpus.names import spellings
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.prose.doers import Given, beside, hosts
from planforge.rules.prose.reworded import reworded
from planforge.rules.prose.tasks import whole_task
from planforge.rules.text.said import Mention, mention_at, mention_before, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_DOES: Final = late(
    "负责|承担|组织实施|牵头(?:负责|承担|组织实施)?(?!单位|部门|机构|人|方|[、和及与的])"
)
_HOW: Final = late(
    "(?:统一|具体|主要|全面|直接|归口|共同|分别|依法|按照?(?:规定|职责|分工)|应当?|要)+$"
)
"""How somebody does it, between the name and the verb."""
_WIDEST_HOW: Final = 8
_VERBS: Final = late("(?:负责|承担|组织实施|组织开展|组织|牵头|实施|做好|开展|统筹|抓好|的)*")
_TAIL: Final = late("(?:等)?(?:有关|相关|各项)?(?:工作|任务|职责)?$")
_END: Final = late(r"[，。；！？\n（(]")
_BY: Final = late("(?:工作|任务)?(?:，|应当?|均|都|统一|一律|主要|具体|依法|仍|则)*由$")
_WIDEST_BY: Final = 8
_DEED_BY: Final = late(
    "(?:统一|依法|归口|直接|对外|负责|按照?规定)*(?P<deed>发布|调度|调配|管理|监测|实施|供应|救治|救助|统计"
    "|核查|评估|处置|安置|抢修|维护|管制|运输|储备|检测|拨付|清运|发放)(?=[，。；\\n])"
)
"""What somebody does with what was named before: 灾情由市应急局统一发布."""
_DONE: Final = late("(?:作业|行动|事宜)$")
_EDGE: Final = late("(?:^|[，。；、及和]|组织|开展|负责|承担|做好|实施|提供|发布|加强|进行)$")
_SHORT: Final = 4
"""Characters from which on all that somebody does, with nothing around it, is a duty."""
_LONG: Final = 6
"""Characters from which on words that stand in a duty are taken from it."""
_SCENE: Final = "现场指挥部"
_DOERS: Final = frozenset({Kind.ORGANISATION, Kind.GROUP})
_MANY: Final = 3
"""Units from which on words are everybody's."""


class _Duty(NamedTuple):
    """Words on what is done, who does it, and where that stands; a group before its units."""

    words: str
    units: tuple[str, ...]
    at: Pointer

    @property
    def is_of_one(self) -> bool:
        """Whether one unit or one working group alone has it."""
        return len(self.units) == 1 or not {"groups", "scene"}.isdisjoint(self.at)


class _Said(NamedTuple):
    """What a sentence says of who does what.

    Attributes:
        who: The unit named last, if one stands there.
        words: What is done.
        at: Where the verb stands.
        is_by: Whether it is what is done that comes first: …由市气象局负责.
        leads: Whether the unit leads others who do it too (牵头).
    """

    who: Mention | None
    words: str
    at: int
    is_by: bool
    leads: bool


def given_elsewhere(view: PlanView) -> Iterator[Given]:
    """Yield 市气象局负责统一调度抗旱水源 where the facts give these words to others alone.

    Likewise a task as a whole, by its name: 信息发布由市气象局负责; and what is done in other
    words than those of the facts: 网络舆情监测由市气象局牵头.
    """
    told: set[tuple[int, int]] = set()
    for said in _sentences(view):
        given = _judged(view, said)
        if given and given.unit not in told:
            told.add(given.unit)
            yield given


def _judged(view: PlanView, said: _Said) -> Given | None:
    if "日常" in said.words:
        return None  # whose office that is, is judged where offices are
    core, who = _core(said.words), said.who
    duties = _with_words(view, core)
    who = who or (_doer_before(view, said.at) if duties else None)
    given = _given(view, who, duties) if who else None
    if given is None and who and said.is_by and not duties:
        given = _given_in_short(view, who, _DONE.sub("", core))
    who = who or _doer_before(view, said.at)
    if given is None:
        given = whole_task(
            view, who, (core, said.words), is_all=said.is_by or said.leads, leads=said.leads
        )
    if given is None and who and not duties:
        given = reworded(view, who, core, leads=said.leads)
    return given


def _sentences(view: PlanView) -> Iterator[_Said]:
    """Yield what is done by whom: 市气象局负责…, …由市气象局负责 and …由市气象局统一发布."""
    text = text_of(view)
    whole = text.whole
    for found in _DOES.finditer(whole, text.prose):
        end = _END.search(whole, found.end())
        stop = end.start() if end else len(whole)
        how = _HOW.search(whole, max(0, found.start() - _WIDEST_HOW), found.start())
        at = how.start() if how else found.start()
        leads = "牵头" in found[0]
        if stop - found.end() >= _LONG:
            yield _Said(None, whole[found.end() : stop], at, is_by=False, leads=leads)
            continue
        who = mention_before(view, at)
        by = _by(view, who) if who else None
        if by is not None:
            words = whole[text.clause(by, by)[0] : by]
            yield _Said(who, words, at, is_by=True, leads=leads)
        elif who is not None:
            yield _Said(who, whole[found.end() : stop], at, is_by=False, leads=leads)
    at = whole.find("由", text.prose)
    while at >= 0:
        who = mention_at(view, at + 1)
        deed = _DEED_BY.match(whole, who.end) if who else None
        by = _by(view, who) if who and deed else None
        if who and deed and by is not None:
            words = whole[text.clause(by, by)[0] : by] + deed["deed"]
            yield _Said(who, words, who.end, is_by=True, leads=False)
        at = whole.find("由", at + 1)


def _by(view: PlanView, who: Mention) -> int | None:
    """Return where 由, before a unit and those named beside it, and the words around it begin."""
    first = min((who, *beside(view, who)), key=lambda one: one.start).start
    found = _BY.search(text_of(view).whole, max(0, first - _WIDEST_BY), first)
    return found.start() if found else None


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
    if len(holders) >= _MANY or any(hosts(view, who) & _owners(view, x) for x in duties):
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
    if owner is None or view.actor_key(owner.units[0]) in hosts(view, who):
        return None
    return Given((who.start, who.end), who.entity.short_name, owner.units[0], owner.at)


__all__ = ["given_elsewhere"]
