"""Who commands, who decides, who does what: gaps and contradictions in the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import falls, highest_post, unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation, Post
from planforge.model.scales import OrganisationCategory as Category
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.organisation.scenes import low_at_scene
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import Level, PlanView
    from planforge.findings import Pointer

COMMAND_BODY = cite("中华人民共和国突发事件应对法", "第十九条")
END_OF_RESPONSE = cite("中华人民共和国突发事件应对法", "第八十六条")
WHO_STARTS_ENDS = cite("国家突发事件总体应急预案", "3.3.6")


@plan_rule(
    "ORG001",
    "organisation.not-one-responsible",
    Severity.WARNING,
    title=msg("Action without exactly one responsible unit"),
    rationale=msg(
        "What nobody is responsible for is not done; what two are responsible for waits."
    ),
    sources=(CLEAR_DUTIES,),
)
def not_one_responsible(view: PlanView) -> Iterator[Hit]:
    """Actions with no 责任 or with several; the others belong under 配合. Likewise 预警措施.

    Several posts of a command body are no contradiction: they stand in for one another by rank.
    Several units of one measure of a warning each do it in their own field, unless others help.
    """
    yield from _measures(view)
    for i, action in enumerate(view.plan.actions):
        at: Pointer = ("actions", i)
        if not action.responsible:
            yield Hit(
                view.at(*at),
                msg("Action “{action}” has nobody responsible", action=action.title or action.id),
                msg("Name the one unit or post under 责任"),
            )
        named = [(action.responsible, at)]
        named += [
            (change.responsible, (*at, "changes", level))
            for level, change in action.changes.items()
        ]
        for names, place in named:
            if len(names) > 1 and not all(_is_command_post(view, name) for name in names):
                yield Hit(
                    view.at(*place, "responsible"),
                    msg(
                        "Action “{action}” has {count} responsible: {names}",
                        action=action.title or action.id,
                        count=len(names),
                        names=names,
                    ),
                    msg("Leave one under 责任 and put the others under 配合"),
                )


def _measures(view: PlanView) -> Iterator[Hit]:
    """Yield the measures of warnings that nobody takes, and those that several take with help."""
    rules = view.plan.warnings.rules if view.plan.warnings else {}
    for colour, rule in rules.items():
        for i, measure in enumerate(rule.measures):
            at: Pointer = ("warnings", "rules", colour.zh, "measures", i)
            names = measure.responsible
            if not names:
                yield Hit(
                    view.at(*at),
                    msg(
                        "Nobody is responsible for this measure of the warning in {colour}",
                        colour=colour.zh,
                    ),
                    msg("Name the one unit or post under 责任"),
                )
            elif (
                len(names) > 1
                and measure.supporting
                and not all(_is_command_post(view, name) for name in names)
            ):
                yield Hit(
                    view.at(*at, "responsible"),
                    msg(
                        "This measure of the warning in {colour} has {count} responsible: {names}",
                        colour=colour.zh,
                        count=len(names),
                        names=names,
                    ),
                    msg("Leave one under 责任 and put the others under 配合"),
                )


def _is_command_post(view: PlanView, name: str) -> bool:
    """Whether *name* is a post in a command body or in its office."""
    post = view.get(name)
    if post is None or not isinstance(post.element, Post):
        return False
    body = unit_of(view, post)
    return (
        body is not None
        and isinstance(body.element, Organisation)
        and body.element.category in {Category.COMMAND, Category.OFFICE}
    )


@plan_rule(
    "ORG002",
    "organisation.level-without-decider",
    Severity.ERROR,
    title=msg("Response level that nobody may start"),
    rationale=msg("When minutes count, the question of who may decide must be answered already."),
    sources=(CLEAR_DUTIES,),
)
def level_without_decider(view: PlanView) -> Iterator[Hit]:
    """Levels without 决定."""
    for level in view.levels:
        if not level.facts.decided_by:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("Nobody decides to start {level}", level=level.name),
                msg("Name the post that decides under 决定"),
            )


@plan_rule(
    "ORG003",
    "organisation.level-without-commander",
    Severity.ERROR,
    title=msg("Response level that nobody commands"),
    rationale=msg("Units that arrive at a scene without a commander work against each other."),
    sources=(CLEAR_DUTIES,),
)
def level_without_commander(view: PlanView) -> Iterator[Hit]:
    """Levels without 指挥."""
    for level in view.levels:
        if not level.facts.commander:
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("Nobody commands at {level}", level=level.name),
                msg("Name the post that commands under 指挥"),
            )


@plan_rule(
    "ORG004",
    "organisation.level-without-end",
    Severity.ERROR,
    title=msg("Response level that nobody may end"),
    rationale=msg("A response that nobody may end keeps people and roads bound for days."),
    sources=(WHO_STARTS_ENDS, END_OF_RESPONSE),
)
def level_without_end(view: PlanView) -> Iterator[Hit]:
    """Levels whose 终止 names nobody who decides, or that have neither a decider nor conditions."""
    for level in view.levels:
        ending = level.facts.termination
        if ending is None or not (ending.decided_by or ending.conditions or ending.when):
            yield Hit(
                view.at(*level.pointer, on_key=True),
                msg("Nothing says when {level} ends, and nobody decides it", level=level.name),
                msg(
                    "Write under 终止 the conditions (条件), and under 决定 the one who starts the "
                    "level"
                ),
            )
        elif not ending.decided_by:
            yield Hit(
                view.at(*level.pointer, "termination", on_key=True),
                msg("Nobody decides to end {level}", level=level.name),
                msg("Name who decides under 终止, 决定: the one who starts the level"),
            )


@plan_rule(
    "ORG005",
    "organisation.starter-does-not-end",
    Severity.ERROR,
    title=msg("A level is ended by another than the one who starts it"),
    rationale=msg("Who starts a response ends it; else two heads give contrary orders."),
    sources=(WHO_STARTS_ENDS,),
    follows=("ORG022",),
)
def starter_does_not_end(view: PlanView) -> Iterator[Hit]:
    """Levels whose 终止 is decided by an actor that may not start them.

    A body and a post in it count as one. Left to other rules: names that are not clear, and levels
    that a lower post starts than the level below.
    """
    fallen = {level.name for level, _ in falls(view)}
    for level in view.levels:
        if level.name in fallen:
            continue
        ending = level.facts.termination
        starters = _clear(view, level.facts.decided_by)
        enders = _clear(view, ending.decided_by if ending else ())
        if starters is None or enders is None:
            continue
        for i, ender in enumerate(enders):
            if not any(_are_one(view, ender, starter) for starter in starters):
                places = [
                    (view.at(*level.pointer, "decided_by"), msg("The start is decided here")),
                    (
                        view.at(*level.pointer, "termination", "decided_by", i),
                        msg("The end is decided here"),
                    ),
                ]
                if not _is_start_odd(view, level, starters, ender):
                    places.reverse()
                yield Hit(
                    places[0][0],
                    msg(
                        "{level} is started by {starter} but ended by {ender}",
                        level=level.name,
                        starter=level.facts.decided_by,
                        ender=ender.short_name,
                    ),
                    msg(
                        "Let {starter} decide the end too; or, if {ender} is meant, let {ender} "
                        "decide the start as well",
                        starter=level.facts.decided_by,
                        ender=ender.short_name,
                    ),
                    (places[1],),
                )


def _is_start_odd(view: PlanView, level: Level, starters: list[Entity], ender: Entity) -> bool:
    """Whether the rest of the plan knows the one who ends *level*, but not those who start it.

    That is who commands at the level, and who decides on changes to it and from it.
    """
    names = list(level.facts.commander)
    for step in view.plan.transitions:
        high = max(view.severity(step.source) or 0, view.severity(step.target) or 0)
        if high == level.severity:
            names += step.decided_by
    known = [entity for name in names if (entity := view.get(name)) is not None]
    if not any(_are_one(view, ender, one) for one in known):
        return False
    return not any(_are_one(view, starter, one) for starter in starters for one in known)


def _clear(view: PlanView, names: tuple[str, ...]) -> list[Entity] | None:
    """Return what *names* mean; None if there are none or one of them is not clear."""
    found = [view.get(name) for name in names]
    known = [entity for entity in found if entity is not None]
    return known if known and len(known) == len(found) else None


def _are_one(view: PlanView, one: Entity, other: Entity) -> bool:
    if one == other:
        return True
    kinds = {one.kind, other.kind}
    return kinds == {Kind.POST, Kind.ORGANISATION} and unit_of(view, one) == unit_of(view, other)


@plan_rule(
    "ORG006",
    "organisation.body-without-commander",
    Severity.ERROR,
    title=msg("Command body without a commander"),
    rationale=msg("A body without a head cannot order anything."),
    sources=(COMMAND_BODY, CLEAR_DUTIES),
)
def body_without_commander(view: PlanView) -> Iterator[Hit]:
    """Command bodies without 总指挥."""
    for body, at in view.bodies:
        if not body.commander:
            yield Hit(
                view.at(*at, "name"),
                msg("Nobody commands {body}", body=body.name),
                msg("Name the post under 总指挥"),
            )


MUST_ANSWER: Final = frozenset(
    {
        "adjusts_start",
        "announces",
        "approves_warning",
        "commander",
        "commands_level",
        "decides",
        "decides_change",
        "decides_urgently",
        "ends",
        "office_head",
        "reviews",
        "scene_commander",
        "spokesperson",
    }
)
"""Roles that cannot wait: who plays them needs a holder and a stand-in."""


@plan_rule(
    "ORG007",
    "organisation.no-stand-in",
    Severity.WARNING,
    title=msg("Key post without a stand-in"),
    rationale=msg(
        "Commanders, deciders and spokespersons cannot always be reached; without a stand-in "
        "(AB角) the response waits for one telephone."
    ),
)
def no_stand_in(view: PlanView) -> Iterator[Hit]:
    """Posts that command, review, decide, announce, head an office or speak, without AB角.

    The finding stands in the register, once, however many plans use the post.
    """
    for ask in [ask for ask in view.asks() if ask[1] in MUST_ANSWER]:
        entity = view.get(ask.actor)
        if entity is None or not isinstance(entity.element, Post):
            continue
        deputy = entity.element.deputy
        if deputy is None or not (deputy.name or deputy.title or deputy.post):
            yield Hit(
                entity.place,
                msg("Nobody stands in for {post}", post=entity.name),
                msg("Add AB角 with the person or post that acts in its place"),
            )


@plan_rule(
    "ORG013",
    "organisation.authority-falls",
    Severity.WARNING,
    title=msg("A higher level, or a scene, has too low a commander"),
    rationale=msg(
        "The graver the event, the higher the one who commands; not the other way round."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("ORG028", "ORG056", "ORG059"),
)
def authority_falls(view: PlanView) -> Iterator[Hit]:
    """Levels commanded by somebody below the commander of a lower level.

    The order is office head, deputy, first deputy, commander of the body. Likewise scenes commanded
    by somebody below a deputy there, or by one of the office below its head where 设立条件 names a
    level that a deputy commander or somebody above commands.
    """
    yield from low_at_scene(view)
    highest: tuple[int, Level] | None = None
    for level in reversed(view.levels):
        rank = highest_post(view, level.facts.commander)
        if rank is None:
            continue
        if highest is not None and rank < highest[0]:
            below = highest[1]
            odd, other = (below, level) if _decides(view, level, below) else (level, below)
            yield Hit(
                view.at(*odd.pointer, "commander"),
                msg(
                    "{level} is commanded by {commander}, the lower {below} by {other}",
                    level=level.name,
                    commander=level.facts.commander,
                    below=below.name,
                    other=below.facts.commander,
                ),
                msg("Let the same or a higher post command the higher level"),
                ((view.at(*other.pointer, "commander"), _STANDS[other is level]),),
            )
        elif highest is None or rank > highest[0]:
            highest = rank, level


_STANDS: Final = (msg("The lower level stands here"), msg("The higher level stands here"))


def _decides(view: PlanView, level: Level, below: Level) -> bool:
    """Whether who commands at *level* decides on it too, but not so at the one *below*."""
    of = [
        {view.actor_key(name) for name in one.facts.commander}
        & {view.actor_key(name) for name in one.facts.decided_by}
        for one in (level, below)
    ]
    return bool(of[0]) and not of[1] and bool(below.facts.decided_by)
