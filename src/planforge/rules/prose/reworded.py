"""Duties that sentences give to others than the facts, in other words: 舆情监测由市公安局负责.

What is done is a thing and a deed: 舆情监测 and 监测处置网络舆情 are the same duty.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.patterns import late
from planforge.rules.prose.doers import (
    Given,
    around,
    beside,
    hosts,
    is_command,
    is_government,
)
from planforge.rules.text.whole import starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.text.said import Mention

_KIN: Final = (
    ("监测", "监控", "应对", "回应", "引导", "处置"),
    ("救治", "治疗", "抢救", "医治"),
    ("转移", "疏散", "撤离", "安置"),
    ("抢修", "修复", "恢复", "抢通"),
    ("统计", "核查", "评估", "核定", "核实"),
    ("供应", "保障", "调运", "供给"),
    ("储备", "调拨", "管理"),
    ("搜救", "营救", "救援"),
    ("维护", "维持"),
    ("管制", "疏导", "管控"),
    ("发放", "发布", "报道"),
    ("封控", "警戒", "封闭"),
    ("排查", "巡查", "检查"),
    ("检测", "监管", "鉴定"),
    ("补偿", "理赔", "赔付"),
    ("排水", "排涝"),
    ("洗消", "消杀", "消毒"),
    ("预报", "测报"),
    ("调度",),
    ("运输",),
    ("救助",),
    ("关停",),
    ("征用",),
    ("拨付",),
    ("清运",),
    ("打捞",),
)
"""Deeds, those together that stand for one another."""
_KIN_OF: Final = {deed: kin for kin in _KIN for deed in kin}
_DEED: Final = 2
_AROUND: Final = late(
    "^(?:应急|抢险|救灾|现场|全市|全县|全区|全省|本市|本县|灾区|灾后|受灾|受损|市级|县级|城乡|有关|相关"
    "|各类|各项|统一|日常|突发事件|组织|协调|开展|做好|实施|加强|负责|紧急|期间|的)+|的$"
)
"""Words that say where, when or how, not what."""
_PIECE: Final = late("[、和及与]")
_CLAUSE: Final = late("[，。；]")
_BROAD: Final = frozenset(
    {"物资", "人员", "群众", "信息", "资金", "队伍", "车辆", "设备", "装备", "设施", "企业", "单位"}
    | {"事故", "事件", "灾害", "险情", "工程", "工作", "力量", "居民", "灾情", "道路", "学校"}
)
"""Things with which many units have something to do."""
_ABOUT: Final = late(
    "(?:及时|滚动|按规定|依法)*(?:播报|播发|通报|报告|报送|公布|发布|汇总|提供|宣传|报道|督促|指导|协助|配合"
    "|参与|参加|支持|支援)"
)
"""Deeds that leave what they speak of to others: 播报供电恢复进度."""
_FEWEST: Final = 2
_MOST: Final = 3
"""Units from which on a duty is everybody's."""


class _Line(NamedTuple):
    """One clause of the facts, who does it, and where it stands.

    Attributes:
        words: The clause.
        lead: Who does it, or leads those who do.
        others: Who takes part or helps.
        is_own: Whether it is a duty of the one that leads, not one of a step of the plan.
        at: Where it stands.
    """

    words: str
    lead: tuple[str, ...]
    others: tuple[str, ...]
    is_own: bool
    at: Pointer


def reworded(view: PlanView, who: Mention, core: str, *, leads: bool) -> Given | None:
    """Return *who* has what is done (*core*) by a sentence while the facts give it to others.

    Nobody who has to do with the same thing in any of the facts; a member of a working group is
    not the one that *leads* what the group does.
    """
    said = _thing_and_deed(core)
    if said is None or who.entity.kind is not Kind.ORGANISATION or is_government(who.entity):
        return None
    things, deed = said
    doers = (who, *beside(view, who))
    keys = {"/".join(one.entity.key) for one in doers}
    if is_command(view, keys) or _by_register(doers, things):
        return None
    found = list(_on(view, things[0], deed))
    owned = [line for line in found if line.is_own and not _is_about(line, deed)]
    owned = owned or [line for line in found if _is_of_a_step(line, things[0] + deed)]
    owners = {view.actor_key(name) for line in owned for name in line.lead[:1]}
    if not owned or len(owners) > _MOST:
        return None
    others = (line for thing in things for line in _on(view, thing, _needed(thing, deed)))
    known = {
        view.actor_key(name)
        for line in (*found, *others)
        for name in (*line.lead, *(() if leads else line.others))
    }
    keys.update(*(hosts(view, one) for one in doers))
    known |= {key for line in found for name in line.lead for key in around(view, name)}
    if keys & known:
        return None
    owner = min(owned, key=lambda line: "members" not in line.at)
    return Given((who.start, who.end), who.entity.short_name, owner.lead[0], owner.at)


def _is_of_a_step(line: _Line, words: str) -> bool:
    """Whether *line* is of a step that is the duty in these *words*: 医疗救治与防疫."""
    is_step = line.at[0] == "actions" and line.words.startswith(words)
    return is_step and words[:-_DEED] not in _BROAD


def _is_about(line: _Line, deed: str) -> bool:
    """Whether a clause only speaks of a *deed*, which others do."""
    about = _ABOUT.match(line.words)
    return about is not None and not any(word in about[0] for word in _KIN_OF[deed])


def _needed(thing: str, deed: str) -> str:
    """Return what must be done with a *thing* for it to be the same duty; for few things that."""
    return deed if thing in _BROAD else ""


def _by_register(doers: tuple[Mention, ...], things: tuple[str, ...]) -> bool:
    """Whether one of the *doers* has to do with one of the *things* by its founding document."""
    for one in doers:
        entry = one.entity.element
        if isinstance(entry, Organisation):
            known = "\n".join((*entry.duties, *entry.fields))
            if any(thing in known for thing in things):
                return True
    return False


def _thing_and_deed(core: str) -> tuple[tuple[str, ...], str] | None:
    """Return 舆情 and 监测 for 网络舆情监测 or 监测网络舆情; several things with one deed too."""
    core = _AROUND.sub("", core)
    if core[-_DEED:] in _KIN_OF:
        things, deed = core[:-_DEED], core[-_DEED:]
    elif core[:_DEED] in _KIN_OF:
        things, deed = core[_DEED:], core[:_DEED]
    else:
        return None
    pieces = [_AROUND.sub("", piece) for piece in _PIECE.split(things)]
    if any(len(piece) < _FEWEST for piece in pieces):
        return None
    return tuple(pieces), deed


def _on(view: PlanView, thing: str, deed: str) -> Iterator[_Line]:
    """Yield the clauses of the facts with a *thing*, and with a *deed* of the same kind if any."""
    whole, starts, lines = _lines(view)
    at = whole.find(thing)
    while at >= 0:
        i = bisect_right(starts, at) - 1
        if not deed or any(word in lines[i].words for word in _KIN_OF[deed]):
            yield lines[i]
        at = whole.find(thing, starts[i] + len(lines[i].words))


@lru_cache(maxsize=2)
def _lines(view: PlanView) -> tuple[str, tuple[int, ...], tuple[_Line, ...]]:
    """Return the clauses of all facts on who does what, one below the other, and their starts."""
    lines = tuple(
        line._replace(words=clause)
        for line in _told(view)
        for clause in _CLAUSE.split(line.words)
        if clause
    )
    words = [line.words for line in lines]
    return "\n".join(words), tuple(starts_of(words)), lines


def _told(view: PlanView) -> Iterator[_Line]:
    plan = view.plan
    for member, at in view.members:
        for i, duty in enumerate(member.duties):
            yield _Line(duty, (member.unit,), (), is_own=True, at=(*at, "duties", i))
    for group, at in view.groups:
        lead = (group.lead,) if group.lead else group.members
        for i, duty in enumerate((group.name, *group.duties)):
            pointer = (*at, "duties", i - 1) if i else (*at, "name")
            own = group.lead is not None and bool(i)
            yield _Line(duty, (group.name, *lead), group.members, is_own=own, at=pointer)
    for body, at in view.bodies:
        for name, duties in (
            (body.name, body.duties),
            *(((body.office.name, body.office.duties),) if body.office else ()),
        ):
            yield from (_Line(duty, (name,), (), is_own=False, at=at) for duty in duties)
    for j, item in enumerate(plan.recovery):
        words, own = f"{item.item}，{item.content}", bool(item.responsible)
        yield _Line(words, item.responsible, item.supporting, is_own=own, at=("recovery", j))
    for j, means in enumerate(plan.guarantees):
        words, own = f"{means.item}，{means.content}", bool(means.responsible)
        yield _Line(words, means.responsible, means.supporting, is_own=own, at=("guarantees", j))
    yield from _steps(view)


def _steps(view: PlanView) -> Iterator[_Line]:
    """Yield what is done in actions, upon warnings, and by those who watch."""
    plan = view.plan
    for i, action in enumerate(plan.actions):
        changes = action.changes.values()
        units = (*action.responsible, *(name for x in changes for name in x.responsible))
        helpers = (*action.supporting, *(name for x in changes for name in x.supporting))
        words = "，".join((action.title, action.content, *(x.content for x in changes)))
        yield _Line(words, units, helpers, is_own=False, at=("actions", i))
    rules = plan.warnings.rules.values() if plan.warnings else ()
    for rule in rules:
        for measure in rule.measures:
            words, units = measure.content, measure.responsible
            yield _Line(words, units, measure.supporting, is_own=False, at=("warnings",))
    for i, watch in enumerate(plan.monitoring):
        words = f"监测{watch.item}"
        yield _Line(words, watch.unit, (), is_own=False, at=("monitoring", i))


__all__ = ["reworded"]
