"""工作方案: what is prepared, by whom, and how it is kept safe."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from planforge.document.drills.doubled import doubled
from planforge.document.drills.events import stage_table, time_table, unfinished
from planforge.document.wording import day
from planforge.drill.kit.replies import unplayed
from planforge.drill.kit.speech import took
from planforge.i18n import Message, msg
from planforge.model.drill_scales import DrillPurpose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.model.drill import Staff

_STEPS: Final[Sequence[tuple[int, Message, Message]]] = (
    (30, msg("work plan approved by the steering group"), msg("Steering group")),
    (20, msg("papers of the drill written and reviewed"), msg("Writers")),
    (15, msg("places, channels, props and vehicles checked on site"), msg("Support")),
    (10, msg("controllers, evaluators and role players instructed"), msg("Director")),
    (5, msg("channels and the spare channel tried out"), msg("Support")),
    (1, msg("players' papers handed out; weather and real incidents looked at"), msg("Director")),
)
"""Days before the drill, what must be ready by then, whose task it is."""


_MOST_TASKS: Final = 8
"""So many tasks are named for a participant."""


def work_plan(desk: Desk) -> Book:
    """Return the work plan (演练工作方案)."""
    title = desk.t("Work plan of the drill “{name}”", name=desk.drill.name)
    return desk.book("d01-work-plan", title, desk.part("plan", title, lambda: _work_plan(desk)))


def _work_plan(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    return [
        *desk.section(t("Purpose"), purpose(desk)),
        *desk.section(t("Goals"), goals_table(desk)),
        *desk.section(t("Scenario"), desk.text(drill.summary), stage_table(desk)),
        *desk.section(
            t("When and where"),
            desk.facts(
                [
                    (t("Begins"), desk.day()),
                    (t("Takes"), _length(desk)),
                    (t("Venue"), drill.place),
                    (t("Kind of drill"), kind_words(desk)),
                    (t("Plans"), desk.plan_names()),
                    (t("Evaluation pack"), desk.kit.pack.name),
                ]
            ),
            time_table(desk),
        ),
        *desk.section(t("Who takes part"), participants_table(desk)),
        *desk.section(
            t("Who runs the drill"), bodies_facts(desk), staff_table(desk), doubled(desk)
        ),
        *desk.section(t("Main steps"), desk.lines(_main_steps(desk)), unfinished(desk)),
        *desk.section(t("Preparing the drill"), preparation_table(desk)),
        *desk.section(t("Safety and unexpected events"), safety(desk)),
        *desk.section(t("Evaluation and summary"), desk.lines(_afterwards(desk))),
    ]


def purpose(desk: Desk) -> Tree:
    """Return what the drill is for."""
    t = desk.t
    words = {
        DrillPurpose.TEST: t("To test whether {plans} can be carried out as written, to find what "
                             "does not work, and to mend it.", plans=desk.plan_names()),
        DrillPurpose.DEMONSTRATION: t("To show how {plans} is carried out, so that others can "
                                      "learn from it.", plans=desk.plan_names()),
        DrillPurpose.RESEARCH: t("To study how {plans} holds in rare situations, and what should "
                                 "be changed in it.", plans=desk.plan_names()),
    }  # fmt: skip
    return desk.text(words[desk.drill.kind.purpose])


def kind_words(desk: Desk) -> str:
    """Return the kind of the drill: one word on each axis."""
    kind, language = desk.drill.kind, desk.language
    axes = (kind.form, kind.scope, kind.purpose, kind.notice, kind.pace)
    return desk.context.marks.listed(axis.label(language) for axis in axes)


def drill_facts(
    desk: Desk, more: tuple[str, str], *, name: str = "", is_dated: bool = True
) -> Tree:
    """Return what is told of the drill to whoever comes to it, with one fact *more*.

    Args:
        desk: What the papers of the drill are written with.
        more: A heading and what stands beside it.
        name: What the drill is called before these readers; its own name if left out.
        is_dated: Whether they may know when and where it is.
    """
    t, drill = desk.t, desk.drill
    return desk.section(
        t("Drill"),
        desk.facts(
            [
                (t("Name of the drill"), name or drill.name),
                (t("Begins"), desk.day() if is_dated else ""),
                (t("Venue"), drill.place if is_dated else ""),
                (t("Kind of drill"), kind_words(desk)),
                more,
            ]
        ),
        desk.text(drill.briefing),
    )


def _length(desk: Desk) -> str:
    return desk.words(took(desk.kit.timeline.length))


def goals_table(desk: Desk) -> Tree:
    """Return the goals with the parts of plans they are about, their injects and evaluators."""
    t, its = desk.t, desk.context.marks
    rows: list[tuple[Content, ...]] = []
    for goal in desk.drill.goals:
        injects = [one.id for one in desk.drill.injects if goal.id in one.goals]
        judges = [one.id for one in desk.drill.organisers.evaluators if goal.id in one.goals]
        about = []
        for part in goal.about:
            view = desk.view.plan(part.plan)
            name = view.plan.name if view else part.plan
            about.append(its.bracketed(name, its.listed(part.levels)))
        rows.append((goal.text, its.listed(about), its.listed(injects), its.listed(judges)))
    heads = (t("Goal"), t("Plan that is tested"), t("Injects"), t("Evaluators"))
    return desk.table(heads, rows, (34, 26, 28, 12))


def participants_table(desk: Desk) -> Tree:
    """Return who takes part, what is expected of them, and who looks after them."""
    t, its = desk.t, desk.context.marks
    rows = [
        (
            one.name,
            its.listed(
                list(dict.fromkeys((*(x.title for x in one.actions), *one.tasks)))[:_MOST_TASKS]
            )
            or t("no task in this scenario"),
            its.listed(one.controllers),
        )
        for one in desk.kit.participants
    ]
    played, nobody = its.listed(desk.drill.simulated), its.listed(unplayed(desk.drill))
    return [
        *desk.table((t("Unit or post"), t("Main tasks"), t("Controllers")), rows, (30, 52, 18)),
        *desk.text(
            t("Played by role players: {names}.", names=played) if played else "",
            t("Nobody is named yet who plays {names}.", names=nobody) if nobody else "",
        ),
    ]


def bodies_facts(desk: Desk) -> Tree:
    """Return who steers and runs the drill."""
    t, its, who = desk.t, desk.context.marks, desk.drill.organisers
    return desk.facts(
        [
            (t("Steering group"), its.listed(who.steering)),
            (t("Commander of the drill"), who.commander or ""),
            (t("Deputy commanders of the drill"), its.listed(who.deputies)),
            (t("Director"), who.director or ""),
            (t("Writers"), its.listed(who.writers)),
            (t("Support"), its.listed(who.support)),
            (t("Guests"), its.listed(who.observers)),
        ]
    )


def staff_table(desk: Desk, *, only: Sequence[str] = ()) -> Tree:
    """Return controllers, evaluators, role players, recorders and narrators with positions."""
    t, its, who = desk.t, desk.context.marks, desk.drill.organisers
    groups: tuple[tuple[str, str, tuple[Staff, ...]], ...] = (
        ("controllers", t("Controller"), who.controllers),
        ("simulators", t("Role player"), who.simulators),
        ("evaluators", t("Evaluator"), who.evaluators),
        ("recorders", t("Recorder"), who.recorders),
        ("narrators", t("Narrator"), who.narrators),
    )
    goals = {goal.id: goal.text for goal in desk.drill.goals}
    rows = [
        (
            label,
            one.id,
            its.parts((one.unit or "", one.person)),
            one.position,
            its.listed((*one.actors, *one.plays, *(goals.get(goal, goal) for goal in one.goals))),
        )
        for name, label, staff in groups
        if not only or name in only
        for one in staff
    ]
    heads = (
        t("Part in the drill"),
        t("No."),
        t("Unit and person"),
        t("Position"),
        t("Looks after"),
    )
    return desk.table(heads, rows, (13, 9, 24, 22, 32))


def _main_steps(desk: Desk) -> list[str]:
    t, line = desk.t, desk.kit.timeline
    begin, end = line.pieces[0].begin, line.pieces[-1].end
    steps = [
        t("Assembly, roll call, safety instruction, channels tried out."),
        t("{time}: the commander announces the start.", time=line.clock(begin)),
    ]
    steps += [
        t("{time}: {what}.", time=desk.clock(stage.at), what=stage.title)
        for stage in desk.kit.stages
        if line.drill_second(stage.at) is not None
    ]
    steps.append(t("{time}: the commander announces the end.", time=line.clock(end)))
    steps.append(t("Comment on the spot: players, evaluators, commander."))
    return steps


def preparation_table(desk: Desk) -> Tree:
    """Return what must be ready by when, counted back from the day of the drill."""
    t, drill = desk.t, desk.drill
    its = desk.context.marks
    owners = {
        "Steering group": its.listed(drill.organisers.steering),
        "Writers": its.listed(drill.organisers.writers),
        "Support": its.listed(drill.organisers.support),
        "Director": drill.organisers.director or "",
    }
    rows = []
    for days, what, whose in _STEPS:
        when = t("{count} days before", count=days)
        if drill.date is not None:
            when = day(desk.context, drill.date - timedelta(days=days))
        owner = owners.get(whose.msgid, "")
        who = whose.render(desk.language)
        rows.append((when, what.render(desk.language), its.bracketed(who, owner)))
    return desk.table((t("Ready by"), t("What is ready"), t("Whose task")), rows, (20, 48, 32))


def safety(desk: Desk, *, names_channel: bool = True) -> Tree:
    """Return what keeps people safe, when the drill is broken off, and what holds then.

    Args:
        desk: The drill.
        names_channel: Whether the spare channel is named here.
    """
    t, drill = desk.t, desk.drill
    return [
        *desk.lines(drill.safety),
        *desk.text(t("The drill is broken off when:") if drill.stop else ""),
        *desk.dots(drill.stop),
        *desk.text(
            t("Whoever sees something real says “this is not a drill”. Everybody stops; the "
              "commander of the drill decides whether it goes on, is shortened or ends."),
            t("Spare channel: {channel}.", channel=drill.spare_channel)
            if drill.spare_channel and names_channel
            else "",
        ),
    ]  # fmt: skip


def _afterwards(desk: Desk) -> list[str]:
    t = desk.t
    follow = desk.drill.follow_up
    found = [
        t("Evaluators fill in their sheets at their positions by the pack “{pack}”.",
          pack=desk.kit.pack.name),
        t("Comment on the spot right after the end; sheets are collected the same day."),
        t("The evaluation report names for each problem the plan and the clause."),
    ]  # fmt: skip
    if follow:
        found.append(t("{who} sees to it that what is found is mended by its date.", who=follow))
    return found


__all__ = [
    "bodies_facts",
    "goals_table",
    "kind_words",
    "participants_table",
    "preparation_table",
    "purpose",
    "safety",
    "staff_table",
    "work_plan",
]
