"""What is brought into a drill: injects, goals, outages, what players are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.drill_scales import InjectType, Notice, OutageKind
from planforge.model.registers import Depot, Organisation
from planforge.model.scales import OrganisationCategory
from planforge.rules.names.kinds import choose
from planforge.rules.names.named import may_be_unread
from planforge.rules.rule import Hit, drill_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.model.drill import Inject

_ASKING: Final = frozenset(
    {
        InjectType.PROMPT,
        InjectType.EXPECTED,
        InjectType.CLARIFICATION,
        InjectType.COMPLICATION,
        InjectType.PUBLIC_MEDIA,
    }
)
"""Types of injects that ask something of players."""


@drill_rule(
    "DRL010",
    "drill.goals-and-injects",
    Severity.WARNING,
    title=msg("Goal without an inject, or inject without a goal"),
    rationale=msg(
        "A goal that nothing brings about cannot be observed, and an inject that serves none costs "
        "players time."
    ),
)
def goals_and_injects(view: DrillView) -> Iterator[Hit]:
    """Goals that no inject serves, and injects that ask something and serve none."""
    drill = view.drill
    if not drill.injects:
        return
    served = {goal for inject in drill.injects for goal in inject.goals}
    for i, goal in enumerate(drill.goals):
        if goal.id not in served:
            yield Hit(
                view.at("goals", i, "id"),
                msg("No inject serves the goal “{goal}”", goal=goal.id),
                msg("Name it under 「目标」 of an inject, or delete the goal"),
            )
    for i, inject in enumerate(drill.injects):
        if inject.type in _ASKING and not inject.goals:
            yield Hit(
                view.at("injects", i, "id"),
                msg("The inject “{inject}” serves no goal", inject=inject.id),
                msg("Name its goals under 「目标」, or leave the inject out"),
            )


@drill_rule(
    "DRL011",
    "drill.inject-to-nobody",
    Severity.ERROR,
    title=msg("Inject to somebody who is not in the drill"),
    rationale=msg("Nobody receives it, and what should follow does not happen."),
)
def inject_to_nobody(view: DrillView) -> Iterator[Hit]:
    """Who gets injects, or alone notices a development, against who takes part or is played."""
    for i, step in enumerate(view.drill.developments):
        seers = step.observer
        if seers and not any(view.takes_part(name) or view.is_played(name) for name in seers):
            yield Hit(
                view.at("developments", i, "observer"),
                msg(
                    "Only {names} notice this, and they neither take part nor are played",
                    names=seers,
                ),
                msg(
                    "Add one of them to 「参演」 or 「模拟」, or name under 「发现」 who takes part"
                ),
            )
    for i, inject in enumerate(view.drill.injects):
        if inject.expected and not inject.to:
            yield Hit(
                view.at("injects", i, "expected", on_key=True),
                msg("“{inject}” is sent to nobody, and somebody is to act on it", inject=inject.id),
                msg("Say under 「接收」 who gets it"),
            )
        for k, name in enumerate(inject.to):
            if not view.takes_part(name) and not view.is_played(name):
                yield Hit(
                    view.at("injects", i, "to", k),
                    msg("“{name}” neither takes part nor is played", name=name),
                    msg("Add it to 「参演」 or 「模拟」, or send the inject to somebody else"),
                )


@drill_rule(
    "DRL013",
    "drill.outage-of-nothing",
    Severity.ERROR,
    title=msg("Outage of something that is not registered"),
    rationale=msg("What nobody counts on cannot be missed: the outage changes nothing."),
)
def outage_of_nothing(view: DrillView) -> Iterator[Hit]:
    """Posts, teams, units, depots, shelters and supplies against the registers."""
    for i, outage in enumerate(view.drill.outages):
        kind = _REGISTERED.get(outage.kind)
        names = view.registry.names
        if outage.kind is OutageKind.SUPPLY:
            known = _supplies(view)
            if outage.what in known or may_be_unread(view.registry, (Kind.DEPOT,)):
                continue
            hint = choose(near) if (near := _alike(outage.what, known)) else _NO_SUPPLY
        elif (
            kind is None or names.get(outage.what, (kind,)) or may_be_unread(view.registry, (kind,))
        ):
            continue
        else:
            near = names.nearest(outage.what, (kind,))
            hint = choose(near) if near else _OTHER_KIND
        yield Hit(
            view.at("outages", i, "what"),
            msg("“{name}” is not registered as what 「类别」 says", name=outage.what),
            hint,
        )


@drill_rule(
    "DRL027",
    "drill.meaning-of-clear-name",
    Severity.ERROR,
    title=msg("Meaning given to a name that is clear by itself"),
    rationale=msg(
        "「所指」 says whom words such as 事故单位 mean in this drill. A body of the register "
        "means itself; what is written of it here changes nothing."
    ),
)
def meaning_of_clear_name(view: DrillView) -> Iterator[Hit]:
    """Words of 所指 that the register does not have as words for many."""
    for i, one in enumerate(view.drill.meant):
        entity = view.get(one.word, (Kind.ORGANISATION,))
        category = entity.of(Organisation).category if entity else None
        if category is None or category is OrganisationCategory.COLLECTIVE:
            continue
        yield Hit(
            view.at("meant", i, "word"),
            msg("“{name}” is one body, not a word that leaves open who is meant", name=one.word),
            msg("Drop the entry, or name the word of the register (统称) that the plans use"),
        )


_REGISTERED: Final[Mapping[OutageKind, Kind]] = {
    OutageKind.POST: Kind.POST,
    OutageKind.TEAM: Kind.TEAM,
    OutageKind.ORGANISATION: Kind.ORGANISATION,
    OutageKind.DEPOT: Kind.DEPOT,
    OutageKind.SHELTER: Kind.SHELTER,
}
_OTHER_KIND: Final = msg("Correct the name or 「类别」")
_NO_SUPPLY: Final = msg("Write the name as it stands in the stock of a depot")


def _supplies(view: DrillView) -> frozenset[str]:
    depots = (entity.of(Depot) for entity in view.registry.names.entities(Kind.DEPOT))
    return frozenset(item.name for depot in depots for item in depot.stock)


def _alike(name: str, known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(one for one in known if name in one or one in name))[:3]


@drill_rule(
    "DRL015",
    "drill.told-beforehand",
    Severity.ERROR,
    title=msg("Blind drill of which players are told"),
    rationale=msg(
        "In a double-blind drill nobody who takes part may know time, place or scenario; what is "
        "written for players reaches them."
    ),
)
def told_beforehand(view: DrillView) -> Iterator[Hit]:
    """The text for players of a double-blind drill."""
    if view.drill.kind.notice is Notice.DOUBLE_BLIND and view.drill.briefing:
        yield Hit(
            view.at("briefing"),
            msg("The drill is double-blind, and players are told something beforehand"),
            msg("Delete 「告知参演」, or change 「预告」"),
        )


@drill_rule(
    "DRL017",
    "drill.unclear-inject",
    Severity.WARNING,
    title=msg("Inject that leaves open when it comes or what should follow"),
    rationale=msg(
        "Controllers deliver an inject without asking back: they need one moment, and evaluators "
        "one answer to look for."
    ),
)
def unclear_inject(view: DrillView) -> Iterator[Hit]:
    """Injects with several moments, prompts without answer, help for nothing."""
    for i, inject in enumerate(view.drill.injects):
        moments = _moments(inject)
        if len(moments) > 1:
            yield Hit(
                view.at("injects", i, moments[1]),
                msg("The inject “{inject}” comes in more ways than one", inject=inject.id),
                msg("Keep one of 「时间」, 「前置」 and 「条件」; without any it comes by hand"),
            )
        if inject.type is InjectType.PROMPT and not inject.expected:
            yield Hit(
                view.at("injects", i, "id"),
                msg("Nothing is expected on the prompt “{inject}”", inject=inject.id),
                msg("Say under 「预期」 which action of a plan should follow"),
            )
        if inject.type is InjectType.CONTINGENCY and not inject.helps:
            yield Hit(
                view.at("injects", i, "id"),
                msg("It is not said which inject “{inject}” helps", inject=inject.id),
                msg("Name that inject under 「补充于」"),
            )


def _moments(inject: Inject) -> list[str]:
    given = (("at", inject.at), ("after", inject.after), ("when", inject.when))
    return [field for field, value in given if value]
