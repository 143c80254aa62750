"""Whose matter an event is by its grade, and who may start, command and hand over at each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.leaders import grade_of, leader_in
from planforge.corpus.standing import (
    LEADS,
    falls,
    government_short,
    is_below,
    unit_of,
)
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.registers import Organisation
from planforge.model.scales import GovernmentLevel, IncidentGrade, PlanClass
from planforge.model.scales import OrganisationCategory as Category
from planforge.patterns import late
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.levels.named_twice import led_twice
from planforge.rules.organisation.led_in_sentences import Led, led_in_sentences
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

LEADS_BY_GRADE: Final = cite("国家突发事件总体应急预案", "3.3.3")
BEYOND_CONTROL: Final = cite("中华人民共和国突发事件应对法", "第十七条第二款")
_UNDER: Final = late(r"(?:国|省|上级|上一级)[^，。；]{0,14}(?:领导|指挥|负责|牵头)")


def _leads(view: PlanView) -> dict[IncidentGrade, list[tuple[str, Pointer]]]:
    """Return what the plan says of who leads, by grade, with the places."""
    found: dict[IncidentGrade, list[tuple[str, Pointer]]] = {}
    for name, rule in view.plan.grades.items():
        grade = grade_of(name)
        if grade is not None and rule.led_by:
            found.setdefault(grade, []).append((rule.led_by, ("grades", name, "led_by")))
    for i, entry in enumerate(view.plan.leadership):
        for grade in entry.grades:
            found.setdefault(grade, []).append((entry.led_by, ("leadership", i, "led_by")))
    return found


def _is_municipality(view: PlanView) -> bool:
    """Whether the jurisdiction is a city with the rank of a province: 市 means province there."""
    own = view.registry.jurisdiction
    return own is not None and own.level is GovernmentLevel.PROVINCE and own.name.endswith("市")


def _contradictions(view: PlanView) -> Iterator[tuple[IncidentGrade, Pointer, Pointer]]:
    """Yield grades that two places give to different governments; all above the own are one."""
    own = view.registry.jurisdiction
    if own is None:
        return
    for grade, said in _leads(view).items():
        if led_twice(view, grade):
            continue
        known = [(leader, at) for text, at in said if (leader := leader_in(text)) is not None]
        for leader, at in known[1:]:
            first = known[0][0]
            if leader is not first and not (
                is_below(own.level, leader) and is_below(own.level, first)
            ):
                is_as_usual = leader is LEADS[grade]  # then the first place is the odd one
                yield (grade, known[0][1], at) if is_as_usual else (grade, at, known[0][1])


@plan_rule(
    "ORG023",
    "organisation.led-below-grade",
    Severity.WARNING,
    title=msg("Event led by a government below the one it falls to"),
    rationale=msg(
        "Extraordinary and major events fall to the province, large ones to the city, ordinary "
        "ones to the county; until a higher government takes over, the lower one acts first."
    ),
    sources=(LEADS_BY_GRADE,),
)
def led_below_grade(view: PlanView) -> Iterator[Hit]:
    """应对主体 that name a government below that of 3.3.3 first, and no higher one that leads."""
    if view.plan.plan_class in {PlanClass.VILLAGE, PlanClass.UNIT} or _is_municipality(view):
        return
    contradicted = {grade for grade, _, _ in _contradictions(view)}
    told: set[Pointer] = set()
    for grade, said in _leads(view).items():
        if grade in contradicted:
            continue
        for text, at in said[:1]:
            leader = leader_in(text)
            needed = LEADS[grade]
            if leader is None or not is_below(leader, needed) or _UNDER.search(text):
                continue
            if at not in told:
                told.add(at)
                yield Hit(
                    view.at(*at),
                    msg(
                        "{grade} events are led by “{text}” here; they fall to the {level}",
                        grade=grade.zh,
                        text=text,
                        level=needed.zh,
                    ),
                    msg("Name the higher government under 应对主体, and your part under 先期处置"),
                )


@plan_rule(
    "ORG024",
    "organisation.grade-nobody-leads",
    Severity.WARNING,
    title=msg("Incident grade that nobody leads"),
    rationale=msg("Where one grade is left out, every level waits for another to lead."),
    sources=(LEADS_BY_GRADE,),
)
def grade_nobody_leads(view: PlanView) -> Iterator[Hit]:
    """Grades without 应对主体 in a plan that names it for others."""
    leads = _leads(view)
    if not leads:
        return
    for name in view.plan.grades:
        grade = grade_of(name)
        if grade is not None and grade not in leads:
            yield Hit(
                view.at("grades", name, on_key=True),
                msg("The plan does not say who leads at {grade}", grade=name),
                msg("Write it under 应对主体, or under 分级应对"),
            )


@plan_rule(
    "ORG025",
    "organisation.two-lead-one-grade",
    Severity.ERROR,
    title=msg("Two governments lead at one grade"),
    rationale=msg("Each of the two relies on one of the places, and both command or neither."),
    sources=(LEADS_BY_GRADE, CLEAR_DUTIES),
)
def two_lead_one_grade(view: PlanView) -> Iterator[Hit]:
    """Grades whose 应对主体 differ between 事件分级 and 分级应对, or between two entries there.

    Likewise between the facts and a sentence of `plan.md`: 较大灾害由县级政府组织应对.
    """
    told: set[Pointer] = set()
    for grade, at, other in _contradictions(view):
        if at in told:
            continue
        told.add(at)
        texts = {place: text for text, place in _leads(view)[grade]}
        yield Hit(
            view.at(*at),
            msg(
                "At {grade} “{text}” leads here, “{other}” elsewhere",
                grade=grade.zh,
                text=texts[at],
                other=texts[other],
            ),
            msg("Let both places name the same"),
            ((view.at(*other), msg("the other place")),),
        )
    yield from led_in_sentences(view, lambda: _as_known(view))


def _as_known(view: PlanView) -> dict[IncidentGrade, Led]:
    """Return who leads at each grade by the facts, where these name one government.

    One below that of 3.3.3 is another finding.
    """
    odd = {grade for grade, _, _ in _contradictions(view)}
    return {
        grade: Led(leader, *said[0])
        for grade, said in _leads(view).items()
        if grade not in odd
        and (leader := leader_in(said[0][0])) is not None
        and not is_below(leader, LEADS[grade])
    }


@plan_rule(
    "ORG026",
    "organisation.handover-to-itself",
    Severity.ERROR,
    title=msg("Command handed over to the one who has it"),
    rationale=msg("The line was copied from another level; who really takes over is not said."),
    sources=(BEYOND_CONTROL,),
)
def handover_to_itself(view: PlanView) -> Iterator[Hit]:
    """移交给 that names a commander of the same level."""
    for level in view.levels:
        takeover = level.facts.takeover
        commanders = {view.actor_key(name) for name in level.facts.commander}
        for i, name in enumerate(takeover.to if takeover else ()):
            if view.actor_key(name) in commanders:
                at = view.at(*level.pointer, "takeover", "to", i)
                commands = view.at(*level.pointer, "commander")
                deciders = {view.actor_key(one) for one in level.facts.decided_by}
                is_odd = bool(deciders) and deciders.isdisjoint(commanders)
                yield Hit(
                    commands if is_odd else at,
                    msg(
                        "{level} is commanded by {commander}, who is to hand over to himself",
                        level=level.name,
                        commander=name,
                    ),
                    msg("Name the body or post above that takes over"),
                    ((at, msg("the hand-over")),) if is_odd else (),
                )


@plan_rule(
    "ORG027",
    "organisation.decision-falls",
    Severity.WARNING,
    title=msg("A higher level is started by a lower post"),
    rationale=msg("The graver the decision, the higher the one who takes it."),
    sources=(CLEAR_DUTIES,),
    follows=("ORG028", "ORG056", "ORG059"),
)
def decision_falls(view: PlanView) -> Iterator[Hit]:
    """Levels decided by somebody below the decider of a lower level.

    Lower levels that somebody else ends do not count: their own decider may be the wrong one.
    """
    for level, below in falls(view):
        yield Hit(
            view.at(*level.pointer, "decided_by"),
            msg(
                "{level} is started by {decider}, the lower {below} by {other}",
                level=level.name,
                decider=level.facts.decided_by,
                below=below.name,
                other=below.facts.decided_by,
            ),
            msg("Let the same or a higher post start the higher level"),
            ((view.at(*below.pointer, "decided_by"), msg("The lower level stands here")),),
        )


@plan_rule(
    "ORG028",
    "organisation.level-of-lower-government",
    Severity.WARNING,
    title=msg("Level started or commanded by a lower government"),
    rationale=msg("A unit below cannot give orders to the members of the body above it."),
    sources=(LEADS_BY_GRADE,),
)
def level_of_lower_government(view: PlanView) -> Iterator[Hit]:
    """Levels decided, announced or commanded only by units below the government they fall to.

    The own government counts where the grade would fall to one above it.
    """
    for level in view.levels:
        for field in _STARTING:
            names = getattr(level.facts, field)
            short = government_short(view, level, names)
            if short is None:
                continue
            grade, needed = short
            yield Hit(
                view.at(*level.pointer, field),
                msg(
                    "{level} answers to {grade}, which falls to the {needed}, but stands with "
                    "{names}",
                    level=level.name,
                    grade=grade.zh,
                    needed=needed.zh,
                    names=names,
                ),
                msg("Name a post of the body of this plan"),
            )


_STARTING: Final = (
    "decided_by",
    "urgent_decision_by",
    "overruled_by",
    "announced_by",
    "commander",
)


@plan_rule(
    "ORG029",
    "organisation.two-bodies-command",
    Severity.WARNING,
    title=msg("Level commanded from two bodies"),
    rationale=msg("Two bodies that both command one level give orders that nobody reconciles."),
    sources=(CLEAR_DUTIES,),
)
def two_bodies_command(view: PlanView) -> Iterator[Hit]:
    """Levels whose 指挥 names posts of two command bodies, both known to the plan."""
    for level in view.levels:
        bodies: dict[Entity, str] = {}
        for name in level.facts.commander:
            entity = view.get(name)
            unit = unit_of(view, entity) if entity else None
            if (
                unit is not None
                and isinstance(unit.element, Organisation)
                and unit.element.category is Category.COMMAND
            ):
                bodies.setdefault(unit, name)
        if len(bodies) > 1:
            yield Hit(
                view.at(*level.pointer, "commander"),
                msg(
                    "{level} is commanded from {bodies} at once: {names}",
                    level=level.name,
                    bodies=tuple(body.short_name for body in bodies),
                    names=tuple(bodies.values()),
                ),
                msg(
                    "Leave the one that commands under 指挥; name the other under 直接决定 or 报告"
                ),
            )


@plan_rule(
    "ORG030",
    "organisation.urgent-decision-by-the-same",
    Severity.ADVICE,
    title=msg("Urgent decision by the one who decides anyway"),
    follows=("ORG005", "ORG027"),
    rationale=msg(
        "紧急决定 is for the case that the decider cannot be reached in time; naming the same "
        "once more leaves that case open."
    ),
    sources=(CLEAR_DUTIES,),
)
def urgent_decision_by_the_same(view: PlanView) -> Iterator[Hit]:
    """Levels whose 紧急决定 names nobody but those under 决定."""
    for level in view.levels:
        deciders = {view.actor_key(name) for name in level.facts.decided_by}
        urgent = level.facts.urgent_decision_by
        if urgent and all(view.actor_key(name) in deciders for name in urgent):
            yield Hit(
                view.at(*level.pointer, "urgent_decision_by"),
                msg(
                    "{level} is decided by {names}, in urgent cases too",
                    level=level.name,
                    names=urgent,
                ),
                msg("Name somebody else who may decide at once, or take 紧急决定 away"),
                ((view.at(*level.pointer, "decided_by"), msg("The start is decided here")),),
            )
