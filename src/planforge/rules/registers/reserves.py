"""Whether what the registers hold is there, fit and at hand: stock, teams, shelters, experts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Depot, Expert, Shelter, Team
from planforge.rules.articles import CONTACTS, STAFFED
from planforge.rules.cycles.months import months_after
from planforge.rules.rule import Hit, Option, cite, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.system import System
    from planforge.i18n import Argument
    from planforge.model.registers import Equipment

KEPT_UP: Final = cite("生产安全事故应急条例", "第十三条")
RESERVES: Final = cite("中华人民共和国突发事件应对法", "第四十六条")
SHELTERS: Final = cite("中华人民共和国突发事件应对法", "第三十一条")
TEAMS: Final = cite("中华人民共和国突发事件应对法", "第三十九条")
JOINT_TRAINING: Final = cite("中华人民共和国突发事件应对法", "第三十九条第四款")

COUNTING: Final = Option(
    "RGS011",
    ("盘点周期", "stock_taking"),
    12,
    1,
    36,
    msg("Months from one stock-taking of a depot to the next"),
)
TRAINING: Final = Option(
    "RGS012",
    ("训练周期", "training"),
    12,
    1,
    36,
    msg("Months from one training of a team to the next"),
)
PRACTICE: Final = Option(
    "RGS012",
    ("演练周期", "drill"),
    12,
    1,
    36,
    msg("Months from one drill of a team to the next"),
)
_KINDS: Final = (Kind.TEAM, Kind.DEPOT, Kind.SHELTER, Kind.EXPERT)


def _things(system: System) -> Iterator[tuple[Entity, str, int, Equipment]]:
    """Yield what depots and teams keep: who, in which field, at which place of it, what."""
    for entity in system.registry.names.entities(Kind.DEPOT):
        if isinstance(entity.element, Depot):
            for i, thing in enumerate(entity.element.stock):
                yield entity, "stock", i, thing
    for entity in system.registry.names.entities(Kind.TEAM):
        if isinstance(entity.element, Team):
            for i, thing in enumerate(entity.element.equipment):
                yield entity, "equipment", i, thing


@system_rule(
    "RGS010",
    "register.supplies-expired",
    Severity.WARNING,
    title=msg("Supplies past their last day of use"),
    rationale=msg("Spoilt food and dead serum look like stock until the boxes are opened."),
    sources=(KEPT_UP, RESERVES),
)
def supplies_expired(system: System) -> Iterator[Hit]:
    """Supplies whose 有效期至 lies before the day of the check; silent without such a day."""
    if system.as_of is None:
        return
    for entity, field, i, thing in _things(system):
        if thing.expires is not None and thing.expires < system.as_of:
            yield Hit(
                entity.place.below(field, i, "expires"),
                msg(
                    "{quantity} {unit} of {supply} in {keeper} could be used until {day} only",
                    quantity=thing.quantity,
                    unit=thing.unit,
                    supply=thing.name,
                    keeper=entity.name,
                    day=thing.expires.isoformat(),
                ),
                msg("Replace them, then write the new last day of use"),
            )


@system_rule(
    "RGS011",
    "register.stock-not-counted",
    Severity.ADVICE,
    title=msg("Depot whose stock was not counted for long"),
    rationale=msg("Plans are reckoned with the figures of the register, not with the shelves."),
    sources=(KEPT_UP,),
    options=(COUNTING,),
)
def stock_not_counted(system: System) -> Iterator[Hit]:
    """Depots whose 盘点日期 is too old on the day of the check; missing, where others state it."""
    if system.as_of is None:
        return
    months = COUNTING.of(system.registry)
    depots = [
        (entity, entity.element.counted)
        for entity in system.registry.names.entities(Kind.DEPOT)
        if isinstance(entity.element, Depot)
    ]
    for entity, counted in depots:
        if counted is None:
            if all(day is None for _, day in depots):
                continue
            yield Hit(
                entity.place.below("name"),
                msg("{depot} does not say when its stock was counted", depot=entity.name),
                msg("Take stock, then write the day under 盘点日期"),
            )
        elif months_after(counted, months) < system.as_of:
            yield Hit(
                entity.place.below("counted"),
                msg(
                    "The stock of {depot} was last counted on {day}, longer ago than the {months} "
                    "months set for it",
                    depot=entity.name,
                    day=counted.isoformat(),
                    months=months,
                ),
                msg("Take stock, then write the day under 盘点日期"),
            )


@system_rule(
    "RGS012",
    "register.team-out-of-practice",
    Severity.ADVICE,
    title=msg("Team without training or drill for long"),
    rationale=msg("A team that has not been out for a year is a list of names."),
    sources=(JOINT_TRAINING,),
    options=(TRAINING, PRACTICE),
)
def team_out_of_practice(system: System) -> Iterator[Hit]:
    """Teams whose 上次训练 or 上次演练 is too old, or that state neither while others do.

    Silent without a day of the check.
    """
    if system.as_of is None:
        return
    teams = [
        (entity, entity.element)
        for entity in system.registry.names.entities(Kind.TEAM)
        if isinstance(entity.element, Team)
    ]
    is_kept = any(team.last_training or team.last_drill for _, team in teams)
    for entity, team in teams:
        if is_kept and team.last_training is None and team.last_drill is None:
            yield Hit(
                entity.place.below("name"),
                msg("It is not recorded when {team} last trained or took part", team=entity.name),
                msg("Write the days under 上次训练 and 上次演练"),
            )
        yield from _overdue(system, entity, team)


def _overdue(system: System, entity: Entity, team: Team) -> Iterator[Hit]:
    for key, day, cycle in (
        ("last_training", team.last_training, TRAINING),
        ("last_drill", team.last_drill, PRACTICE),
    ):
        months = cycle.of(system.registry)
        if day is None or system.as_of is None or months_after(day, months) >= system.as_of:
            continue
        words: dict[str, Argument] = {"team": entity.name, "day": day.isoformat(), "months": months}
        yield Hit(
            entity.place.below(key),
            msg("{team} last trained on {day}, longer ago than the {months} months set", **words)
            if cycle is TRAINING
            else msg(
                "{team} last took part in a drill on {day}, longer ago than the {months} months "
                "set",
                **words,
            ),
            msg("Let the team practise, then write the day"),
        )


@system_rule(
    "RGS013",
    "register.nobody-answers",
    Severity.ADVICE,
    title=msg("Team, depot, shelter or expert without a phone"),
    rationale=msg("Who cannot be called does not come."),
    sources=(STAFFED,),
)
def nobody_answers(system: System) -> Iterator[Hit]:
    """Entries without 电话."""
    for kind in _KINDS:
        for entity in system.registry.names.entities(kind):
            entry = entity.element
            if isinstance(entry, Team | Depot | Shelter | Expert) and not entry.phone:
                yield Hit(
                    entity.place.below("name"),
                    msg("{name} has no phone", name=entity.name),
                    msg("Write the phone under 电话"),
                )


@system_rule(
    "RGS014",
    "register.nobody-in-charge",
    Severity.ADVICE,
    title=msg("Team or depot without a person in charge"),
    rationale=msg("An order needs somebody who takes it."),
    sources=(CONTACTS,),
)
def nobody_in_charge(system: System) -> Iterator[Hit]:
    """Teams and depots without 负责人."""
    for kind in (Kind.TEAM, Kind.DEPOT):
        for entity in system.registry.names.entities(kind):
            entry = entity.element
            person = entry.leader if isinstance(entry, Team) else ""
            person = entry.keeper if isinstance(entry, Depot) else person
            if not person:
                yield Hit(
                    entity.place.below("name"),
                    msg("Nobody is in charge of {name}", name=entity.name),
                    msg("Name the person under 负责人"),
                )


@system_rule(
    "RGS015",
    "register.shelter-not-described",
    Severity.ADVICE,
    title=msg("Shelter that does not say what it offers"),
    rationale=msg(
        "Whoever sends people there has to know whether there is water, and whether a wheelchair "
        "gets in."
    ),
    sources=(SHELTERS, cite("中华人民共和国突发事件应对法", "第十一条")),
)
def shelter_not_described(system: System) -> Iterator[Hit]:
    """Shelters without 设施 or 无障碍, or with room for nobody."""
    for entity in system.registry.names.entities(Kind.SHELTER):
        shelter = entity.element
        if not isinstance(shelter, Shelter):
            continue
        missing = tuple(
            word
            for word, is_there in (
                ("容纳人数", shelter.capacity > 0),
                ("设施", bool(shelter.facilities)),
                ("无障碍", shelter.accessible is not None),
            )
            if not is_there
        )
        if missing:
            yield Hit(
                entity.place.below("name"),
                msg("{shelter} does not say: {fields}", shelter=entity.name, fields=missing),
                msg("Complete the entry; whoever runs the shelter knows"),
            )


@system_rule(
    "RGS025",
    "register.team-of-nobody",
    Severity.WARNING,
    title=msg("Team of nobody"),
    rationale=msg(
        "Whom the plan calls at night must be there; a zero is a number still to be filled in."
    ),
    sources=(TEAMS,),
)
def team_of_nobody(system: System) -> Iterator[Hit]:
    """Teams whose 人数 is 0."""
    for entity in system.registry.names.entities(Kind.TEAM):
        if isinstance(entity.element, Team) and entity.element.size == 0:
            yield Hit(
                entity.place.below("size"),
                msg("{team} has no members", team=entity.name),
                msg("Write how many people it has under 人数, or take the team away"),
            )
