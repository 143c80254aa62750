"""Who takes over from whom, who is called, and what was agreed with neighbours before."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.names import fold, spellings
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Agreement
from planforge.model.scales import LinkKind, PlanPurpose
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES, FITTING
from planforge.rules.links.ends import place_of, repeated
from planforge.rules.rule import Hit, cite, plan_rule, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Names
    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.system import System

LED_BY_UPPER: Final = cite("国家突发事件总体应急预案", "3.3.3")
AGREED: Final = cite("突发事件应急预案管理办法", "第十条第一款")
_NO_TASKS: Final = frozenset({"is_told", "receives_report"})
"""Roles in which somebody is spoken to, but asked for nothing."""
_GIVES_OR_TAKES: Final = (LinkKind.HANDS_OVER_TO.value, LinkKind.TAKES_OVER_FROM.value)


@system_rule(
    "LNK017",
    "link.twice",
    Severity.WARNING,
    title=msg("Link that stands in a plan twice"),
    rationale=msg("Of two entries only one is kept up to date, and nobody knows which holds."),
    sources=(FITTING,),
)
def twice(system: System) -> Iterator[Hit]:
    """Links of one kind to one plan on the same condition, in words where there is no table."""
    for outline in system.outlines:
        again = repeated(system, outline)
        for link in outline.links:
            known = again.get(link.index)
            if known is None:
                continue
            kind = LinkKind.read(link.kind).zh
            target = system.plan(link.plan)
            name = target.name if target else link.plan
            yield Hit(
                place_of(outline, link),
                msg("The link “{kind}” to {plan} stands here again", kind=kind, plan=name)
                if known.levels == link.levels
                else msg(
                    "The link “{kind}” to {plan} stands here again, with other levels",
                    kind=kind,
                    plan=name,
                ),
                msg("Keep one of the two, or say on what other condition this one holds"),
                ((place_of(outline, known), msg("The first one stands here")),),
            )


@system_rule(
    "LNK018",
    "link.hand-over-not-arranged",
    Severity.WARNING,
    title=msg("Hand-over that nobody arranged"),
    rationale=msg(
        "At the moment of the hand-over both commands give orders, or neither does, unless it is "
        "written who calls whom and what is handed over."
    ),
    sources=(FITTING, LED_BY_UPPER),
)
def hand_over_not_arranged(system: System) -> Iterator[Hit]:
    """Links of the kinds 移交 and 承接 without 交接."""
    for outline, link, target in system.links():
        if link.kind in _GIVES_OR_TAKES and not link.is_arranged:
            yield Hit(
                place_of(outline, link, "kind"),
                msg(
                    "Nothing says how command passes between this plan and {plan}",
                    plan=target.name if target else link.plan,
                ),
                msg("Write under 交接 who calls whom, and what is handed over"),
            )


_TO_THE_UPPER: Final = {
    LinkKind.GOVERNS: LinkKind.CONFORMS_TO,
    LinkKind.TAKES_OVER_FROM: LinkKind.HANDS_OVER_TO,
    LinkKind.CASCADES_TO: LinkKind.HANDS_OVER_TO,
    LinkKind.CASCADES_FROM: LinkKind.CONFORMS_TO,
}
"""Kinds that make no sense towards an upper plan, with the one that is meant as a rule."""


@plan_rule(
    "LNK027",
    "link.upside-down",
    Severity.WARNING,
    title=msg("Link that makes an upper plan the lower one"),
    rationale=msg(
        "Command is handed up, and rules come down; turned round, both sides wait for the other."
    ),
    sources=(FITTING,),
)
def upside_down(view: PlanView) -> Iterator[Hit]:
    """Links to plans of other governments under 上位预案 of a kind that only a lower plan can have.

    Left to another rule: plans of the own government, whose links have two ends.
    """
    names = view.registry.names
    uppers = {names.get(name, (Kind.REGULATION,)) for name in view.plan.upper_plans} - {None}
    for i, link in enumerate(view.plan.links if uppers else ()):
        meant = _TO_THE_UPPER.get(link.kind)
        if meant is not None and names.get(link.plan, (Kind.REGULATION,)) in uppers:
            yield Hit(
                view.at("links", i, "kind"),
                msg(
                    "“{kind}” is said of {plan}, which stands above this plan",
                    kind=link.kind.zh,
                    plan=link.plan,
                ),
                msg("Write {kind}, or take the plan out of 上位预案", kind=meant.zh),
                ((view.at("upper_plans"), msg("the upper plans")),),
            )


@plan_rule(
    "LNK019",
    "link.takeover-not-described",
    Severity.WARNING,
    title=msg("Level led from above without a hand-over"),
    rationale=msg(
        "The government above leads at that grade, but nothing says when it takes over and what "
        "this side does from then on."
    ),
    sources=(LED_BY_UPPER,),
)
def takeover_not_described(view: PlanView) -> Iterator[Hit]:
    """Levels of grades that the level above leads, with neither 移交 nor a link of that kind."""
    plan = view.plan
    if any(link.kind is LinkKind.HANDS_OVER_TO for link in plan.links):
        return
    led = {}
    for rule in plan.leadership:
        for grade in rule.grades:
            led[grade.zh] = rule.led_by
    for level in view.levels:
        leaders = [led[grade] for grade in level.facts.grades if grade in led]
        above = [name for name in leaders if _is_above(view, name)]
        if above and len(above) == len(leaders) and level.facts.takeover is None:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg(
                    "{grades} is led by {leader}, but {level} does not say how it takes over",
                    grades=level.facts.grades,
                    leader=above[0],
                    level=level.name,
                ),
                msg("Write 移交 (to whom, when, what follows), or a link of the kind 移交"),
                ((view.at("leadership"), msg("Who leads stands here")),),
            )


def _is_above(view: PlanView, name: str) -> bool:
    jurisdiction = view.registry.jurisdiction
    if jurisdiction is None:
        return False
    upper = jurisdiction.upper
    return upper.name in name or name.startswith((upper.level.zh, "国务院", "国家"))


@system_rule(
    "LNK020",
    "link.event-claimed-twice",
    Severity.WARNING,
    title=msg("Two special plans for one type of event"),
    rationale=msg("Two departments lead, or each leaves it to the other."),
    sources=(FITTING, cite("国家突发事件总体应急预案", "5.2")),
)
def event_claimed_twice(system: System) -> Iterator[Hit]:
    """Event types of two special plans with another lead or command.

    Settled is what one leaves to the other under 除外, hands over to it, or does jointly with it;
    that one event brings about another, or that help is asked for, says nothing of who leads.
    """
    first: dict[str, dict[_Led, PlanOutline]] = {}
    for outline in system.specials:
        if outline.purpose != PlanPurpose.EVENT.value:
            continue
        led = _led(system, outline)
        for i, event in enumerate(outline.event_types):
            known = first.setdefault(fold(event), {})
            other = next((plan for how, plan in known.items() if _is_other(how, led)), None)
            known.setdefault(led, outline)
            if other is None or _is_settled(system, event, outline, other):
                continue
            yield Hit(
                Place(
                    outline.file,
                    ("event_types", i) if len(outline.event_types) > 1 else ("event_types",),
                ),
                msg(
                    "{event} is led by {lead} here, but by {other_lead} in {plan}",
                    event=event,
                    lead=outline.lead,
                    other_lead=other.lead,
                    plan=other.name,
                )
                if fold(outline.lead) != fold(other.lead)
                else msg(
                    "{event} is commanded by {command} here, but by {other_command} in {plan}",
                    event=event,
                    command=outline.command,
                    other_command=other.command,
                    plan=other.name,
                ),
                msg("Leave it to one plan, or say under 除外 or 衔接 which of the two comes first"),
                ((Place(other.file, ("event_types",)), msg("The other plan stands here")),),
            )


_CAUSED: Final = late("引发|导致|造成|次生|诱发|引起")
"""Behind these stands the event that is meant."""
_SETTLING: Final = frozenset((*_GIVES_OR_TAKES, LinkKind.JOINT_ACTION.value))
"""Kinds of links that say who leads what both plans are for."""


def _is_settled(system: System, event: str, one: PlanOutline, other: PlanOutline) -> bool:
    """Whether one of two plans says which of them comes first in an *event* of both."""
    for plan, target in ((one, other), (other, one)):
        for named in plan.named_plans:
            about = fold(_CAUSED.split(named.event)[-1])
            is_about = bool(about) and (fold(event) in about or about in fold(event))
            if is_about and system.plan(named.name) is target:
                return True
        for link in plan.links:
            if link.kind in _SETTLING and system.plan(link.plan) is target:
                return True
    return False


_Led = tuple[tuple[str, str] | None, tuple[str, str] | None]
"""Lead department and command body of a plan, None where that is not clear."""


def _led(system: System, outline: PlanOutline) -> _Led:
    names = system.registry.names
    lead = names.get(outline.lead, (Kind.ORGANISATION,))
    command = names.get(outline.command, (Kind.ORGANISATION,)) if outline.command else None
    return (lead.key if lead else None, command.key if command else None)


def _is_other(one: _Led, other: _Led) -> bool:
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


@plan_rule(
    "LNK021",
    "link.neighbour-not-asked",
    Severity.WARNING,
    title=msg("Task for a neighbour without an agreement"),
    rationale=msg(
        "A neighbouring government takes no orders from this plan; what it is to do has to be "
        "agreed with it first."
    ),
    sources=(AGREED, CLEAR_DUTIES),
)
def neighbour_not_asked(view: PlanView) -> Iterator[Hit]:
    """Tasks of units of a neighbouring jurisdiction (相邻) that is party to no agreement."""
    jurisdiction = view.registry.jurisdiction
    if jurisdiction is None or Kind.AGREEMENT in view.registry.broken:
        return
    units = _neighbours(view.registry.names, jurisdiction.adjacent)
    if not units:
        return
    parties = [
        party
        for entity in view.registry.names.entities(Kind.AGREEMENT)
        if isinstance(entity.element, Agreement)
        for party in entity.element.parties
    ]
    actors = {ask[0] for ask in view.asks()}
    asked = {actor: units[folded] for actor in actors if (folded := fold(actor)) in units}
    told: set[str] = set()
    for ask in view.asks() if asked else ():
        neighbour = asked.get(ask.actor)
        if neighbour is None or ask.role in _NO_TASKS or neighbour in told:
            continue
        if not any(party.startswith(neighbour) for party in parties):
            told.add(neighbour)
            yield Hit(
                view.at(*ask.pointer),
                msg(
                    "{unit} is given a task, but no agreement with {place} is registered",
                    unit=ask.actor,
                    place=neighbour,
                ),
                msg("Agree on it first, then register the agreement under 联动协议"),
            )


@lru_cache(maxsize=4)
def _neighbours(names: Names, adjacent: tuple[str, ...]) -> dict[str, str]:
    """Return the neighbour to which each unit belongs whose name begins with it, by folded name."""
    found: dict[str, str] = {}
    for entity in names.entities(Kind.ORGANISATION):
        place = next((place for place in adjacent if entity.name.startswith(place)), None)
        if place is not None:
            found.update((fold(text), place) for text in spellings(entity))
    return found
