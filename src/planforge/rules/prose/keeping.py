"""Who keeps the plan and how often it is looked at by its sentences, against 预案管理."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.corpus.said_limits import NUMBER, read_limit
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.articles import COMPLETE
from planforge.rules.cycles.days import EVALUATION
from planforge.rules.prose.doers import beside
from planforge.rules.prose.elsewhere import is_aside
from planforge.rules.rule import Hit, plan_rule
from planforge.rules.text.said import mention_at, mention_before, mentions, text_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_OWN: Final = late("本预案的?由")
_WRITTEN: Final = late(
    "(?:[、和及与]|会同|商|牵头|负责|组织|具体|等|有关|相关|部门|单位|共同)*(?:编制|制定|制订|起草|修订|管理)"
)
_EXPLAINED: Final = late("解释")
_BEFORE: Final = late(
    "(?:负责|承担|进行|具体|的|本预案|并|和|、|，|编制|制定|制订|修订|管理|组织|实施|日常)*$"
)
_EVERY: Final = late(
    rf"每隔? ?(?:(?P<number>{NUMBER}) ?个? ?)?(?P<unit>年|季度|月)"
    r"(?:至少|不少于|应当?|须|要|原则上|定期|组织|开展|进行|举行|对?本预案|[一1]次|修订|[、和的])*"
    r"(?:应急)?(?:预案)?(?P<what>评估|演练)(?!评估|经费|计划|方案)"
)
_CYCLE: Final = late(
    r"(?P<what>评估|演练)(?:的?周期|间隔)(?:一般|原则上)?[为是：:]?(?:不(?:得|应)?超过)?每?"
    rf" ?(?P<number>{NUMBER}) ?个? ?(?P<unit>年|月)",
    holds=("周期", "间隔"),
)
_OTHERS: Final = late(
    "县|区|乡镇|街道|单位|企业|学校|医院|村|社区|各|专项预案|部门预案|总体预案|基层|队伍|其他|配套"
)
_FIELDS: Final = {
    "评估": ("evaluation_cycle", "评估周期"),
    "演练": ("drill_cycle", "演练周期"),
}
_YEAR: Final = 12


@plan_rule(
    "PRO029",
    "prose.other-keeping",
    Severity.WARNING,
    title=msg("Who keeps the plan, or how often, in the text otherwise than in the facts"),
    rationale=msg(
        "Two units each wait for the other to revise the plan, or the next evaluation falls on "
        "two days."
    ),
    sources=(COMPLETE, EVALUATION),
)
def other_keeping(view: PlanView) -> Iterator[Hit]:
    """本预案由…编制, 由…负责解释, 每五年评估一次 in `plan.md`, against lead and 预案管理."""
    text = text_of(view)
    told = set()
    for found in _OWN.finditer(text.whole, text.prose):
        for hit in _written(view, found):
            told.add(hit.place)
            yield hit
    if view.plan.management is None or Kind.ORGANISATION in view.registry.broken:
        return  # in a broken register nobody can be found whose cycle it may be
    for found in _EXPLAINED.finditer(text.whole, text.prose):
        yield from (hit for hit in _explained(view, found) if hit.place not in told)
    for pattern in (_EVERY, _CYCLE):
        for found in pattern.finditer(text.whole, text.prose):
            yield from _repeated(view, found)


def _written(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    text = text_of(view)
    who = mention_at(view, found.end())
    if who is None:
        return
    _, last = text.clause(*found.span())
    named = list(mentions(view, who.start, last))
    written = _WRITTEN.match(text.whole, named[-1].end if named else who.end)
    if written is None or any(is_lead(view, one.entity) for one in named):
        return
    yield _hit(view, (who.start, who.end), ("lead",), view.plan.lead, "牵头部门")


def is_lead(view: PlanView, who: Entity) -> bool:
    """Whether somebody may have written the plan by the facts: lead, its office, who issued it."""
    edition = view.plan.edition
    if any(name in edition.issuer + edition.approved_by for name in spellings(who)):
        return True
    if any(view.get(body.name) == who for body, _ in view.bodies):
        return True
    return _is_same_house(view, who, view.plan.lead)


def _is_same_house(view: PlanView, who: Entity, name: str) -> bool:
    """Whether somebody is who *name* means, or the office of the plan that is located there."""
    known = view.get(name)
    if known is None or known == who:
        return True
    for body, _ in view.bodies:
        if body.office is not None and body.office.hosted_by is not None:
            house = {view.get(body.office.name), view.get(body.office.hosted_by)}
            if who in house and known in house:
                return True
    return False


def _explained(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    text = text_of(view)
    first, last = text.sentence(*found.span())
    explains = view.plan.management.interpreter if view.plan.management else None
    if explains is None or "预案" not in text.whole[first:last]:
        return
    before = _BEFORE.search(text.whole, first, found.start())
    who = mention_before(view, before.start()) if before else None
    if who is None or who.entity.kind is not Kind.ORGANISATION:
        return
    named = (who, *beside(view, who))
    if not any(_is_same_house(view, one.entity, explains) for one in named):
        at: Pointer = ("management", "interpreter")
        yield _hit(view, (who.start, who.end), at, explains, "解释部门")


def _hit(view: PlanView, at: tuple[int, int], pointer: Pointer, known: str, key: str) -> Hit:
    text = text_of(view)
    return Hit(
        text.place(*at),
        msg(
            "“{said}” in the text, {known} under {key}",
            said=text.whole[slice(*at)],
            known=known,
            key=key,
        ),
        msg("Write the same in both, or leave it out: the directive prints the facts"),
        ((view.at(*pointer), msg("The facts say so here")),),
    )


def _repeated(view: PlanView, found: re.Match[str]) -> Iterator[Hit]:
    text = text_of(view)
    field, key = _FIELDS[found["what"]]
    cycle = getattr(view.plan.management, field)
    if cycle is None or cycle.months == _months(found["number"], found["unit"]):
        return
    first, last = text.sentence(*found.span())
    before, behind = text.whole[first : found.start()], text.whole[found.end() : last]
    if is_aside(view, before, behind):
        return
    if "本预案" not in text.whole[first:last]:
        own = (view.plan.lead, *(body.name for body, _ in view.bodies))
        offices = (body.office.name for body, _ in view.bodies if body.office)
        known = {view.get(name) for name in (*own, *offices)}
        named = list(mentions(view, first, found.start()))
        if any(one.entity not in known for one in named):
            return
        if not named and _OTHERS.search(before):
            return
    yield _hit(view, found.span(), ("management", field), cycle.text, key)


def _months(number: str | None, unit: str) -> int:
    length = {"年": _YEAR, "季度": 3, "月": 1}[unit]
    if number == "半":
        return length // 2
    seconds = read_limit(number or "1", "分钟").seconds or 0
    return length * seconds // 60


__all__ = ["is_lead", "other_keeping"]
