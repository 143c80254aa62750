"""观摩手册: what guests see, when and from where; of the scenario only what is told beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.drills.handouts import is_demonstration
from planforge.document.drills.organising import bodies_facts, drill_facts, purpose
from planforge.document.forms.grid import grid, half
from planforge.model.scales import DrillForm

if TYPE_CHECKING:
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree


def observer_book(desk: Desk) -> Book | None:
    """Return the booklet for guests; None if none are asked."""
    if not desk.drill.organisers.observers:
        return None
    title = desk.t("Booklet for guests: {name}", name=desk.drill.name)
    return desk.book("d10-guests", title, desk.part("guests", title, lambda: _observer(desk)))


def _observer(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    its = desk.context.marks
    return [
        *drill_facts(desk, (t("Guests"), its.listed(drill.organisers.observers))),
        *desk.section(t("Purpose"), purpose(desk)),
        *desk.section(t("Course"), desk.lines(_steps(desk))),
        *desk.section(t("What there is to see"), desk.lines(_seen(desk))),
        *desk.section(t("Plans and their response levels"), _levels(desk)),
        *desk.section(t("Who takes part"), desk.text(its.listed(drill.players) + its.stop)),
        *desk.section(t("Who runs the drill"), bodies_facts(desk)),
        *desk.section(t("Seats and way"), _seats(desk)),
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


def _steps(desk: Desk) -> list[str]:
    """Return the course: of a demonstration each stage, of other drills its start and its end."""
    t, its, line = desk.t, desk.context.marks, desk.kit.timeline
    begin, end = line.pieces[0].begin, line.pieces[-1].end
    steps = [t("{time}: the commander announces the start.", time=line.clock(begin))]
    if is_demonstration(desk):
        steps += [
            t("{time}: {what}.", time=line.clock(stage.at),
              what=its.labelled(stage.title, stage.text.rstrip(its.stop))
              if stage.text not in ("", stage.title) else stage.title)
            for stage in desk.kit.stages
            if line.drill_second(stage.at) is not None
        ]  # fmt: skip
    return [*steps, t("{time}: the commander announces the end.", time=line.clock(end))]


def _levels(desk: Desk) -> Tree:
    """Return the plans with the names of their response levels."""
    t, its = desk.t, desk.context.marks
    rows = [(view.plan.name, its.listed(view.plan.levels)) for view in desk.view.plans]
    said = t(
        "The grade of an incident, the colour of a warning and the level of a response are three "
        "scales; what is ordered in the drill is the level of a response."
    )
    return [*desk.table((t("Plan"), t("Response levels")), rows, (60, 40)), *desk.text(said)]


def _seats(desk: Desk) -> Tree:
    """Return room for what is fixed on site."""
    t = desk.t
    names = (t("Seat"), t("Way and parking"), t("Guide and phone"), t("Assembly"))
    return [grid([half(name) for name in names])]


def _seen(desk: Desk) -> list[str]:
    """Return what guests see of a drill of this sort."""
    t, drill = desk.t, desk.drill
    if drill.kind.form is DrillForm.TABLETOP:
        return [
            t("Controllers give a piece of the scenario; the groups judge it and say what they "
              "order, by which clause."),
            t("The commander decides on response levels; the controllers go on to the next piece."),
            t("At the end players and evaluators comment."),
        ]  # fmt: skip
    return [
        t("Messages of the drill reach duty desks; they verify, report and propose."),
        t("Commanders decide on response levels; units are ordered, confirm and go."),
        t("Teams work on site: cordon, rescue, moving people, repair."),
        t("At the end players and evaluators comment."),
    ]


__all__ = ["observer_book"]
