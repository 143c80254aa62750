"""参演手册: the paper of those who must not know everything.

Each is made of what its readers may know and of nothing else: what players do not know beforehand
stands in no line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.organising import drill_facts, purpose
from planforge.drill.disclosure import is_undated, is_untold, told_name
from planforge.drill.kit.clauses import action_basis
from planforge.drill.kit.people import belongs
from planforge.model.drill_scales import DrillPurpose, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree


def is_blind(desk: Desk) -> bool:
    """Whether players know neither day nor place nor scenario before the drill."""
    return desk.drill.kind.notice is Notice.DOUBLE_BLIND


def is_demonstration(desk: Desk) -> bool:
    """Whether the course is shown, and so known to all."""
    return desk.drill.kind.purpose is DrillPurpose.DEMONSTRATION


def player_book(desk: Desk) -> Book:
    """Return the handbook of players: what they may know before the drill.

    Of a drill that nobody is told of it says neither its name nor day, place and scenario. Nor does
    it say, as long as the scenario is not told, who runs it and takes part and what is written on
    its safety: each may tell what it is about.
    """
    t = desk.t
    if is_blind(desk):
        title = t("Rules for those who take part in a drill")
        rules = desk.part("rules", title, lambda: _rules(desk))
        return desk.book("d06-players", title, rules, is_dated=False)
    title = t("Handbook for players: {name}", name=desk.words(told_name(desk.drill)))
    players = desk.part("players", title, lambda: _players(desk))
    return desk.book("d06-players", title, players, is_dated=not is_undated(desk.drill))


def _players(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    its, who = desk.context.marks, drill.organisers
    knows_plans = _knows_plans(desk)
    return [
        *desk.section(t("Purpose"), purpose(desk) if knows_plans else []),
        *drill_facts(
            desk,
            (t("Plans"), desk.plan_names() if knows_plans else ""),
            name=desk.words(told_name(drill)),
            is_dated=not is_undated(drill),
        ),
        *desk.section(
            t("Who runs the drill"),
            desk.facts(
                [
                    (t("Steering group"), its.listed(who.steering) if knows_plans else ""),
                    (t("Commander of the drill"), (knows_plans and who.commander) or ""),
                    (t("Director"), (knows_plans and who.director) or ""),
                ]
            ),
        ),
        *desk.section(t("Timetable"), desk.lines(timetable(desk))),
        *desk.section(
            t("Who takes part"),
            own_clauses(desk) if knows_plans else [],
        ),
        *desk.section(t("Whom you meet"), desk.lines(_met(desk))),
        *desk.section(t("How messages of the drill begin"), _samples(desk)),
        *_rules(desk),
        *desk.section(t("Support"), desk.text(its.listed(who.support) if knows_plans else "")),
        *desk.section(t("Whom to turn to"), _contacts(desk)),
        *_afterwards(desk),
    ]


def _contacts(desk: Desk) -> Tree:
    """Return whom players ask before, during and after the drill, as far as they may know it."""
    t, director = desk.t, desk.drill.organisers.director
    if not _knows_plans(desk) or not director:
        return []
    phone = desk.phone(director)
    who = desk.context.marks.parts((director, phone)) if phone else director
    return desk.lines(
        [
            t("Before and after the drill: the director ({who}).", who=who),
            t("During the drill: the controller next to you."),
        ]
    )


def _knows_plans(desk: Desk) -> bool:
    """Whether players know which plans are practised."""
    return not is_untold(desk.drill)


def _afterwards(desk: Desk) -> Tree:
    """Return what players do at the end, and what they bring."""
    t = desk.t
    return [
        *desk.section(
            t("After the end"),
            desk.lines(
                [
                    t("Hand in your sheets for decisions.") if desk.kit.is_table else
                    t("Count people and equipment, report it to your controller, and give back "
                      "what was lent to you."),
                    t("Stay for the comment on the spot; say in a few sentences what went well, "
                      "what did not, and which clause was in your way."),
                    t("Hand your notes to the recorders."),
                ]
            ),
        ),
        *desk.section(
            t("What to bring"),
            desk.lines(
                [
                    t("The plans and cards of your own post, as on duty."),
                    t("The telephone list of your unit and the means of communication that you "
                      "use on duty."),
                    *(() if desk.kit.is_table else
                      [t("The protective equipment that your tasks ask for.")]),
                ]
            ),
        ),
    ]  # fmt: skip


def timetable(desk: Desk) -> list[str]:
    """Return when people assemble, when the drill begins and ends, and what follows."""
    t, line = desk.t, desk.kit.timeline
    begin, end = line.pieces[0].begin, line.pieces[-1].end
    if is_undated(desk.drill):
        return []
    return [
        t("Before the start: signing in, where the exits are, how a question is answered; the hour "
          "is told with the summons.") if desk.kit.is_table else
        t("Before the start: signing in, safety instruction, channels tried out; the hour is told "
          "with the summons."),
        t("{time}: the commander announces the start.", time=line.clock(begin)),
        t("{time}: the commander announces the end.", time=line.clock(end)),
        t("Comment on the spot: players, evaluators, commander."),
    ]  # fmt: skip


def _met(desk: Desk) -> list[str]:
    """Return who is about in a drill and what they want of players.

    Whose people control a drill would tell what it is about.
    """
    t, its, who = desk.t, desk.context.marks, desk.drill.organisers
    units = [one.unit for one in who.controllers if one.unit and _knows_plans(desk)]
    return [
        t("Controllers ({units}) give you messages and say where the clock of the scenario "
          "stands.", units=its.listed(dict.fromkeys(units))) if units
        else t("Controllers give you messages and say where the clock of the scenario stands."),
        t("Controllers, role players, evaluators and recorders wear a badge with their part; "
          "they are introduced before the start."),
        t("Role players speak for units and persons that do not take part."),
        t("Evaluators and recorders watch and write; they neither help nor answer."),
        *([t("Guests look on; do not explain anything to them during the drill.")]
          if who.observers else []),
    ]  # fmt: skip


def _samples(desk: Desk) -> Tree:
    """Return how a call of the drill sounds, and how one that is real."""
    t, drill = desk.t, desk.drill
    return desk.facts(
        [
            (t("Of the drill"), t("{phrase}. This is (unit), (name). …", phrase=drill.phrase)),
            (t("Real"), t("This is not a drill! This is not a drill! Here is (place): …")),
        ]
    )


def own_clauses(desk: Desk) -> Tree:
    """Return who takes part, and the clauses that each should know: all of a plan, not of a run."""
    t, its = desk.t, desk.context.marks
    rows = [
        (name, [paragraph(its.labelled(plan, clauses)) for plan, clauses in _clauses(desk, name)]
         or t("supports the others"))
        for name in desk.drill.players
    ]  # fmt: skip
    heads = (t("Unit or post"), t("Clauses to know"))
    return desk.table(heads, rows, (28, 72))


def _clauses(desk: Desk, name: str) -> Iterator[tuple[str, str]]:
    """Yield for each plan where it orders something of *name*: 4.2（1）、4.4.2（3）（8）."""
    world = desk.kit.rehearsal.world
    index = desk.kit.rehearsal.index
    units = {one.id: index.name(one.org) for one in world.posts}
    units |= {one.id: index.name(one.org) for one in world.teams}
    for view in desk.view.plans:
        orders = next((one.actions for one in world.plans if one.id == view.plan.id), ())
        own = {
            action.id.partition("@")[0]
            for action in orders
            if any(belongs(desk.view, name, units.get(x) or index.name(x)) for x in action.doers)
        }
        sections: dict[str, list[str]] = {}
        for i, action in enumerate(view.plan.actions):
            clause = action_basis(view, i).clause if action.id in own else ""
            if clause:
                head, mark, item = clause.partition("（")
                sections.setdefault(head, []).append(f"{mark}{item}")
        if sections:
            listed = desk.context.marks.listed(f"{k}{''.join(v)}" for k, v in sections.items())
            yield desk.short(view.plan.name), listed


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
                    *(() if is_untold(drill) else drill.safety),
                    *([t("What else this drill asks for to keep people safe, controllers say on "
                         "the spot before work begins.")]
                      if is_untold(drill) and drill.safety else []),
                    t("If something real happens, say at once “this is not a drill”, and where; "
                      "everybody stops and waits for the commander of the drill."),
                    *(() if desk.kit.is_table else
                      [t("Traffic rules hold; no sirens and no speed without an order of the "
                         "director.")]),
                    t("Whoever feels unwell or sees a danger stops and says so."),
                ]
            ),
            desk.text(
                t("Spare channel: {channel}.", channel=drill.spare_channel)
                if drill.spare_channel and not is_untold(drill)
                else ""
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


__all__ = [
    "is_blind",
    "is_demonstration",
    "player_book",
]
