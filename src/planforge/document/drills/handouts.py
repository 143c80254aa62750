"""参演手册、模拟人员卡、观摩手册: papers of those who must not know everything.

Each is made of what its readers may know and of nothing else: what players do not know beforehand
stands in no line here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.document.books.book import Numbering, Style
from planforge.document.drills.control import card
from planforge.document.drills.organising import kind_words
from planforge.model.drill_scales import DrillPurpose, Notice

if TYPE_CHECKING:
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import Inject
    from planforge.model.drill import Staff


def is_blind(desk: Desk) -> bool:
    """Whether players know neither day nor place nor scenario before the drill."""
    return desk.drill.kind.notice is Notice.DOUBLE_BLIND


def is_demonstration(desk: Desk) -> bool:
    """Whether the course is shown, and so known to all."""
    return desk.drill.kind.purpose is DrillPurpose.DEMONSTRATION


def player_book(desk: Desk) -> Book:
    """Return the handbook of players: what they may know before the drill.

    Of a drill that nobody is told of it says neither its name nor day, place and scenario, nor
    what is written on its safety, which may tell what it is about.
    """
    t = desk.t
    if is_blind(desk):
        title = t("Rules for those who take part in a drill")
        rules = desk.part("rules", title, lambda: _rules(desk))
        return desk.book("d06-players", title, rules, is_dated=False)
    title = t("Handbook for players: {name}", name=desk.drill.name)
    return desk.book("d06-players", title, desk.part("players", title, lambda: _players(desk)))


def _players(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    its, who = desk.context.marks, drill.organisers
    knows_plans = drill.kind.notice in {Notice.SCRIPTED, Notice.HALF_SCRIPTED}
    return [
        *desk.section(
            t("Drill"),
            desk.facts(
                [
                    (t("Name of the drill"), drill.name),
                    (t("Begins"), desk.day()),
                    (t("Venue"), drill.place),
                    (t("Kind of drill"), kind_words(desk)),
                    (t("Plans"), desk.plan_names() if knows_plans else ""),
                ]
            ),
            desk.text(drill.briefing),
        ),
        *desk.section(
            t("Who runs the drill"),
            desk.facts(
                [
                    (t("Steering group"), its.listed(who.steering)),
                    (t("Commander of the drill"), who.commander or ""),
                    (t("Director"), who.director or ""),
                ]
            ),
        ),
        *desk.section(t("Who takes part"), desk.text(its.listed(drill.players) + its.stop)),
        *_rules(desk),
        *desk.section(
            t("What to bring"),
            desk.lines(
                [
                    t("The plans and cards of your own post, as on duty."),
                    t("The telephone list of your unit and the means of communication that you "
                      "use on duty."),
                    t("The protective equipment that your tasks ask for."),
                ]
            ),
        ),
    ]  # fmt: skip


def _rules(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    return [
        *desk.section(
            t("Rules for players"),
            desk.lines(
                [
                    t("Act as you would in a real event, by the plan and within your powers."),
                    t("Only messages that say “{phrase}” belong to the drill. Say it yourself "
                      "with every call, paper and message of the drill.", phrase=drill.phrase),
                    t("Follow the controllers; do not ask evaluators, do not guess what comes."),
                    t("What you do not know, find out and report as in a real event."),
                    t("Do not make calls to units outside of the drill; role players answer for "
                      "them."),
                    t("Write down what you decide, when and why."),
                    *_pace(desk),
                ]
            ),
        ),
        *desk.section(
            t("Safety"),
            desk.lines(
                [
                    *(() if is_blind(desk) else drill.safety),
                    t("If something real happens, say at once “this is not a drill”, and where; "
                      "everybody stops and waits for the commander of the drill."),
                    t("Traffic rules hold; no sirens and no speed without an order of the "
                      "director."),
                    t("Whoever feels unwell or sees a danger stops and says so."),
                ]
            ),
            desk.text(
                t("Spare channel: {channel}.", channel=drill.spare_channel)
                if drill.spare_channel and not is_blind(desk)
                else ""
            ),
        ),
    ]  # fmt: skip


def simulator_books(desk: Desk) -> tuple[Book, ...]:
    """Return a paper for each role player, with the own part and nothing else."""
    return tuple(_simulator_book(desk, one) for one in desk.drill.organisers.simulators)


def own_injects(desk: Desk, staff: Staff) -> tuple[Inject, ...]:
    """Return what a role player brings in: what is spoken by the id, or sent by who is played."""
    return tuple(
        one
        for one in desk.kit.injects
        if one.simulator == staff.id
        or (not one.simulator and isinstance(one.sender, str) and one.sender in staff.plays)
    )


def _simulator_book(desk: Desk, staff: Staff) -> Book:
    t = desk.t
    title = t("Cards for role player {who}", who=staff.id)
    mine = own_injects(desk, staff)
    return desk.book(
        f"d07-role-player-{staff.id}",
        title,
        desk.part("rules", title, lambda: _simulator(desk, staff, mine)),
        desk.part(
            "cards",
            t("What to say"),
            lambda: [node for one in mine for node in card(desk, _without_expected(one))],
            style=Style.ANNEX,
            numbering=Numbering.NONE,
        )
        if mine
        else None,
    )


def _without_expected(one: Inject) -> Inject:
    """Return a card as role players get it: what is expected of players stands on none."""
    return replace(one, expected=(), helped_by=(), helps="", grace=0, trigger="", leeway="")


def _simulator(desk: Desk, staff: Staff, mine: tuple[Inject, ...]) -> Tree:
    t, its = desk.t, desk.context.marks
    controllers = [desk.controllers[i] for i in dict.fromkeys(x.controller for x in mine)
                   if i in desk.controllers]  # fmt: skip
    return [
        *desk.section(
            t("Your part"),
            desk.facts(
                [
                    (t("Role player"), desk.staff(staff)),
                    (t("Plays"), its.listed(staff.plays)),
                    (t("Signs come from"), its.listed(desk.staff(one) for one in controllers)),
                ]
            ),
        ),
        *desk.section(
            t("Rules for role players"),
            desk.lines(
                [
                    t("Speak on the sign of the controller, at the time on the card; say "
                      "“{phrase}” first.", phrase=desk.drill.phrase),
                    t("Say what stands on the card. Asked for more, say: “I do not know, I will "
                      "find out”; invent neither figures nor casualties."),
                    t("A call marked “only if needed” is made only on the controller's sign."),
                    t("Do not tell players what comes next, and do not judge what they do."),
                    t("If something real happens, say “this is not a drill”."),
                ]
            ),
        ),
    ]  # fmt: skip


def _pace(desk: Desk) -> list[str]:
    """Return how players reckon time where the scenario runs faster than the drill, or jumps.

    How fast, and when it jumps, would tell what comes.
    """
    line = desk.kit.timeline
    if all(one.speed == 1 for one in line.pieces) and not line.jumps:
        return []
    return [
        desk.t("The clock of the scenario runs faster than that on the wall, or jumps; controllers "
               "announce it. Limits of the plan are counted by the clock of the scenario."),
    ]  # fmt: skip


def observer_book(desk: Desk) -> Book | None:
    """Return the booklet for guests; None if none are asked."""
    if not desk.drill.organisers.observers:
        return None
    title = desk.t("Booklet for guests: {name}", name=desk.drill.name)
    return desk.book("d10-guests", title, desk.part("guests", title, lambda: _observer(desk)))


def _observer(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    its, line = desk.context.marks, desk.kit.timeline
    begin, end = line.pieces[0].begin, line.pieces[-1].end
    steps = [t("{time}: the commander announces the start.", time=line.clock(begin))]
    if is_demonstration(desk):
        steps += [
            t("{time}: {what}.", time=line.clock(stage.at), what=stage.title)
            for stage in desk.kit.stages
            if line.drill_second(stage.at) is not None
        ]
    steps.append(t("{time}: the commander announces the end.", time=line.clock(end)))
    return [
        *desk.section(
            t("Drill"),
            desk.facts(
                [
                    (t("Name of the drill"), drill.name),
                    (t("Begins"), desk.day()),
                    (t("Venue"), drill.place),
                    (t("Kind of drill"), kind_words(desk)),
                    (t("Guests"), its.listed(drill.organisers.observers)),
                ]
            ),
            desk.text(drill.briefing),
        ),
        *desk.section(t("Course"), desk.lines(steps)),
        *desk.section(t("Who takes part"), desk.text(its.listed(drill.players) + its.stop)),
        *desk.section(
            t("What to mind"),
            desk.lines(
                [
                    t("Stay where you are led; do not enter marked areas."),
                    t("Do not talk to players, controllers and evaluators during the drill."),
                    t("Do not publish pictures before the organisers have agreed."),
                    t("If something real happens, follow the staff; everybody stops."),
                ]
            ),
        ),
    ]


__all__ = [
    "is_blind",
    "is_demonstration",
    "observer_book",
    "own_injects",
    "player_book",
    "simulator_books",
]
