"""Who proposes, announces and decides at once: others than the decider, and with the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import is_ended_by_another, ranks, standing, unit_of
from planforge.findings import Severity
from planforge.i18n import Message, msg
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory as Category
from planforge.model.scales import PlanClass
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.duties import duties_of
from planforge.rules.organisation.members import belongs, member_units
from planforge.rules.organisation.units import around
from planforge.rules.prose.keeping import is_lead
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Pointer
    from planforge.i18n import Argument
    from planforge.model.plan import ResponseLevel, Termination, Transition

SPEAKING_UNITS: Final = frozenset(
    {
        Category.COMMAND,
        Category.OFFICE,
        Category.GOVERNMENT,
        Category.PARTY,
        Category.OUTSIDE,
        Category.COLLECTIVE,
    }
)
"""Units that can speak for a response; whether for this one, other rules ask."""


@plan_rule(
    "ORG055",
    "organisation.proposer-decides",
    Severity.WARNING,
    title=msg("Proposal by the one who decides, or by somebody above"),
    rationale=msg(
        "A proposal is examined by somebody else. Where the same name stands under both keys, one "
        "of them was copied, and the office that should watch and propose does not know it."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("LVL045", "ORG005", "ORG027"),
)
def proposer_decides(view: PlanView) -> Iterator[Hit]:
    """Levels, their ends and changes whose 建议 or 审核 names one of those under 决定.

    Likewise 审核 by who proposes, and 建议 by the body to its own posts, or by posts of it that
    stand above all who decide. Levels that somebody else ends are left out: their decider may be
    the wrong one.
    """
    known = ranks(view)
    for level in view.levels:
        if is_ended_by_another(view, level):
            continue
        yield from _proposed(view, known, level.facts, level.pointer, level.name)
        own = view.plan.levels[level.name].termination
        if own is not None:
            yield from _proposed(view, known, own, (*level.pointer, "termination"), level.name)
    if view.plan.termination is not None:
        name = view.levels[0].name if view.levels else ""
        yield from _proposed(view, known, view.plan.termination, ("termination",), name)
    for i, step in enumerate(view.plan.transitions):
        yield from _proposed(view, known, step, ("transitions", i), step.target)


def _proposed(
    view: PlanView,
    known: Mapping[str, int],
    facts: ResponseLevel | Termination | Transition,
    at: Pointer,
    level: str,
) -> Iterator[Hit]:
    reviewers: tuple[str, ...] = getattr(facts, "reviewed_by", ())
    if not facts.decided_by or not (facts.proposed_by or reviewers):
        return
    deciders = [view.actor_key(name) for name in facts.decided_by]
    standing = [known[key] for key in deciders if key in known]
    highest = max(standing) if len(standing) == len(deciders) else None
    proposers = {view.actor_key(name) for name in facts.proposed_by}
    examiners = {view.actor_key(name) for name in reviewers}
    body = view.actor_key(view.plan.command.name) if view.plan.command else ""
    for field, names in (("proposed_by", facts.proposed_by), ("reviewed_by", reviewers)):
        for i, name in enumerate(names):
            key = view.actor_key(name)
            is_above = field == "proposed_by" and highest is not None
            if key in deciders:
                text = _same(field, level, name)
            elif key in (examiners if key in known else proposers) and _is_odd(field, key, known):
                text = msg("{name} proposes {level} and examines the proposal", **_of(name, level))
            elif field == "proposed_by" and key == body and highest is not None:
                text = msg("{name} proposes {level} to one of its own posts", **_of(name, level))
            elif is_above and known.get(key, -1) > (highest or 0):
                text = msg(
                    "{name} proposes at {level}, but stands above {decider}, who decides",
                    name=name,
                    level=level,
                    decider=facts.decided_by,
                )
            else:
                continue
            yield Hit(
                view.at(*at, field, i),
                text,
                msg("Name who watches and proposes, such as the office of the command body"),
                ((view.at(*at, "decided_by"), msg("The decision stands here")),),
            )


def _is_odd(field: str, key: str, known: Mapping[str, int]) -> bool:
    """Whether a name that proposes and examines is out of place: posts examine, offices propose."""
    return (field == "proposed_by") is (key in known)


def _of(name: str, level: str) -> dict[str, Argument]:
    return {"name": name, "level": level}


def _same(field: str, level: str, name: str) -> Message:
    if field == "proposed_by":
        return msg("{name} proposes and decides at {level}", name=name, level=level)
    return msg("{name} examines the proposal and decides at {level}", name=name, level=level)


_SPEAKS: Final[Mapping[str, Message]] = {
    "reviewed_by": msg(
        "{name} examines the proposal for {level}, but neither commands nor leads here"
    ),
    "commander": msg("{name} commands at {level}, but is no command body, office or government"),
    "announced_by": msg("{name} announces {level}, but neither commands nor leads here"),
    "urgent_decision_by": msg(
        "{name} may decide on {level} in urgent cases, but neither commands nor leads here"
    ),
    "overruled_by": msg(
        "{name} may decide on {level} directly, but neither commands nor leads here"
    ),
}
"""What is said of a unit without authority, by the key it stands under."""


@plan_rule(
    "ORG056",
    "organisation.without-authority",
    Severity.WARNING,
    title=msg("Proposal, announcement or urgent decision by a unit without authority"),
    rationale=msg(
        "A member unit cannot call out the other members; what it announces is obeyed by nobody."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("ORG040", "ORG051"),
)
def without_authority(view: PlanView) -> Iterator[Hit]:
    """指挥, 审核, 宣布, 紧急决定 and 直接决定 by units that are no body, office or government.

    The lead department, the host of an office and who decides on a level may do all of it. What is
    to be decided may be proposed by a member unit that watches, judges or commands some work. The
    plan is explained by who leads or issued it (解释部门).
    """
    if view.plan.plan_class not in OF_BODIES or not view.bodies:
        return
    yield from _explained(view)
    yield from _strangers(view)
    with_authority: set[object] | None = None
    for level in view.levels:
        for field, template in _SPEAKS.items():
            for i, name in enumerate(getattr(level.facts, field)):
                if with_authority is None:
                    with_authority = _with_authority(view)
                entity = view.get(name)
                unit = unit_of(view, entity) if entity else None
                if (
                    unit is None
                    or not isinstance(unit.element, Organisation)
                    or unit.element.category in SPEAKING_UNITS
                    or unit.id in with_authority
                    or unit.name.endswith("政府办公室")
                ):
                    continue
                yield Hit(
                    view.at(*level.pointer, field, i),
                    Message(template.msgid, (("name", name), ("level", level.name))),
                    msg("Name the command body, its office, or a post in them"),
                )


def _explained(view: PlanView) -> Iterator[Hit]:
    """Yield 解释部门 that neither leads the plan nor is above whoever does, nor issued it."""
    name = view.plan.management.interpreter if view.plan.management else None
    unit = view.get(name) if name else None
    lead = view.get(view.plan.lead)
    if unit is None or lead is None or is_lead(view, unit) or _is_body_or_government(unit):
        return
    if unit in around(view.registry, lead) or lead in around(view.registry, unit):
        return
    yield Hit(
        view.at("management", "interpreter"),
        msg(
            "{name} explains the plan, but {lead} leads it",
            name=name or "",
            lead=view.plan.lead,
        ),
        msg("Name the department that leads the plan, its office, or whoever issued it"),
        ((view.at("lead"), msg("the lead department")),),
    )


_WATCHES: Final = late(
    "建议|会商|研判|监测|监视|预报|预警|评估|调度|值班|指挥|先期处置|统一组织|综合协调"
)
"""In duties of those who see what is to be proposed."""
_PROPOSES: Final = frozenset({"proposes", "proposes_change", "proposes_end", "reviews"})


def _strangers(view: PlanView) -> Iterator[Hit]:
    """Yield the proposals of units that are neither members nor below one."""
    members = member_units(view)
    told: set[str] = set()
    for ask in [ask for ask in view.asks() if ask[1] in _PROPOSES] if members else ():
        if ask.actor in told:
            continue
        told.add(ask.actor)
        entity = view.get(ask.actor)
        unit = unit_of(view, entity) if entity else None
        if unit is None:
            continue
        if not belongs(view, unit, members):
            yield Hit(
                view.at(*ask.pointer),
                msg("{unit} proposes here but is no member unit", unit=unit.short_name),
                msg("Name a member, the command body or its office, or add it to 成员单位"),
            )
        elif ask.role != "reviews" and not _may_propose(view, unit):
            yield Hit(
                view.at(*ask.pointer),
                msg(
                    "{unit} proposes here, but has no duty to watch, to judge or to propose",
                    unit=unit.short_name,
                ),
                msg("Name the office of the command body or whoever watches, or write the duty"),
            )


def _is_body_or_government(unit: Entity) -> bool:
    """Whether a unit is neither a department, of government or party, nor an enterprise."""
    element = unit.element
    if not isinstance(element, Organisation) or element.category is Category.PARTY:
        return False
    return element.category in SPEAKING_UNITS


def _may_propose(view: PlanView, unit: Entity) -> bool:
    """Whether a unit leads or decides, or has a duty by which it sees what is to be proposed."""
    if _is_body_or_government(unit) or unit.id in _with_authority(view):
        return True
    duties = duties_of(view).written(unit.name)
    watched = (name for watch in view.plan.monitoring for name in watch.unit)
    return (
        not duties.strip("；")
        or _WATCHES.search(duties) is not None
        or any(view.get(name) == unit for name in watched)
        or any(
            view.get(group.lead or "") == unit and _WATCHES.search(group.name)
            for group, _ in view.groups
        )
    )


OF_BODIES: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})
"""Classes of plans that a command body carries out."""


def _with_authority(view: PlanView) -> set[object]:
    """Return the ids of the units that lead, host an office, or decide on a level."""
    offices = [body.office for body, _ in view.bodies if body.office]
    names = [view.plan.lead, *(office.hosted_by for office in offices if office.hosted_by)]
    names += [name for level in view.levels for name in level.facts.decided_by]
    found = [entity for name in names if (entity := view.get(name)) is not None]
    units = [unit_of(view, entity) for entity in found]
    return {unit.id for unit in units if unit is not None}


@plan_rule(
    "ORG057",
    "organisation.urgent-decision-too-low",
    Severity.WARNING,
    title=msg("Urgent or direct decision by too low a post"),
    rationale=msg(
        "Who decides at once in place of another needs at least the standing that a lower level "
        "asks for; who overrules a decider stands above."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("ORG028", "ORG056", "ORG059"),
)
def urgent_decision_too_low(view: PlanView) -> Iterator[Hit]:
    """紧急决定 by posts below those who decide on a lower level, 直接决定 below its own decider.

    Lower levels that somebody else ends do not count: their own decider may be the wrong one.
    """
    if not any(one.facts.urgent_decision_by or one.facts.overruled_by for one in view.levels):
        return
    for i, level in enumerate(view.levels):
        if not is_ended_by_another(view, level):
            yield from _overruled(view, level)
        urgent = _lowest(view, level.facts.urgent_decision_by)
        below = None if urgent is None else _most(view, level, view.levels[i + 1 :])
        if below is None or urgent is None or urgent >= below[0]:
            continue
        _, other, field = below
        yield Hit(
            view.at(*level.pointer, "urgent_decision_by"),
            msg(
                "{names} may decide on {level} in urgent cases, but stand below {other}, who "
                "decide on the lower {below}",
                names=level.facts.urgent_decision_by,
                level=level.name,
                other=getattr(other.facts, field),
                below=other.name,
            ),
            msg("Name a post that stands at least as high"),
            ((view.at(*other.pointer, field), msg("The lower level stands here")),),
        )


def _most(view: PlanView, level: Level, lower: Sequence[Level]) -> tuple[int, Level, str] | None:
    """Return the highest standing that a *lower* level asks for, with that level and the key.

    What it asks for is that of its own urgent decider, if that is another than its decider; without
    one that of its decider, if that stands below the one of *level*.
    """
    decider = _lowest(view, level.facts.decided_by)
    found: list[tuple[int, int, Level, str]] = []
    for i, other in enumerate(lower):
        if is_ended_by_another(view, other):
            continue
        rank = own = _lowest(view, other.facts.decided_by)
        field = "decided_by"
        if other.facts.urgent_decision_by:
            rank, field = _lowest(view, other.facts.urgent_decision_by), "urgent_decision_by"
        limit = decider if field == "decided_by" else own
        if rank is not None and limit is not None and rank < limit:
            found.append((rank, i, other, field))
    if not found:
        return None
    rank, _, other, field = max(found, key=lambda one: one[:2])
    return rank, other, field


def _overruled(view: PlanView, level: Level) -> Iterator[Hit]:
    direct = _lowest(view, level.facts.overruled_by)
    decider = _lowest(view, level.facts.decided_by)
    if direct is not None and decider is not None and direct < decider:
        yield Hit(
            view.at(*level.pointer, "overruled_by"),
            msg(
                "{names} may decide on {level} directly, but stand below {other}, who decide",
                names=level.facts.overruled_by,
                level=level.name,
                other=level.facts.decided_by,
            ),
            msg("Name a post that stands above"),
            ((view.at(*level.pointer, "decided_by"), msg("The decision stands here")),),
        )


def _lowest(view: PlanView, names: tuple[str, ...]) -> int | None:
    """Return how high the lowest of *names* stands; None if that of one is not known."""
    found = [standing(view, name) for name in names]
    ranked = [rank for rank in found if rank is not None]
    return min(ranked) if ranked and len(ranked) == len(found) else None


__all__ = [
    "OF_BODIES",
    "SPEAKING_UNITS",
    "proposer_decides",
    "urgent_decision_too_low",
    "without_authority",
]
