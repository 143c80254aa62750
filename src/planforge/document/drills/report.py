"""评估报告: an outline before the drill, filled with times, ratings and charts after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.evaluating import watched_line
from planforge.document.drills.judged import by_dimension, sheets_returned
from planforge.document.drills.organising import kind_words, staff_table
from planforge.document.drills.outcome import (
    advice_table,
    conclusion,
    conduct,
    delays,
    goals_reached,
    handled,
    plans_tried,
    preparation,
    real_times,
    told_and_begun,
    untried,
)
from planforge.document.drills.pictures import pictures_part
from planforge.document.drills.records import times
from planforge.document.forms.grid import SPACE, boxes, field, grid, half, register

if TYPE_CHECKING:
    from planforge.document.books.book import Book, Part
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.outcome import Held


def report_book(desk: Desk, held: Held | None = None) -> Book:
    """Return the evaluation report: of a drill that was *held*, else its outline."""
    title = desk.t("Evaluation report of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d13-report",
        title,
        desk.part("report", title, lambda: _report(desk, held)),
        desk.annex(
            "times",
            desk.t("Planned and real times"),
            lambda: times(desk) if held is None else real_times(desk, held),
            landscape=True,
        ),
        pictures_part(desk, has_expected=held is None),
        _untried_part(desk, held) if held else None,
    )


def _untried_part(desk: Desk, held: Held) -> Part | None:
    if not untried(desk, held):
        return None
    return desk.annex("untried", desk.t("Actions not put to the test"), lambda: untried(desk, held))


def _report(desk: Desk, held: Held | None) -> Tree:
    t = desk.t
    return [
        *desk.section(t("Basic facts"), basics(desk, held)),
        *desk.section(
            t("How it was evaluated"),
            desk.text(t("Judged by the pack “{pack}”.", pack=desk.kit.pack.name)),
            staff_table(desk, only=("evaluators",)),
            sheets_returned(desk, held) if held else [],
        ),
        *desk.section(
            t("How the drill was prepared"), preparation(desk, held), room(desk, 1 if held else 2)
        ),
        *_conduct(desk, held),
        *desk.section(t("Goals reached"), goals_reached(desk, held) if held else _goals_open(desk)),
        *desk.section(
            t("Whether the plans are sound and workable"),
            plans_tried(desk, held) if held else [],
            room(desk, 1 if held else 3),
        ),
        *desk.section(
            t("Command and coordination"),
            told_and_begun(desk, held) if held else [],
            room(desk, 2),
        ),
        *desk.section(
            t("How people handled it"), handled(desk, held) if held else [], room(desk, 1)
        ),
        *desk.section(t("Fitness of equipment"), room(desk, 2)),
        *desk.section(t("Cost and benefit"), room(desk, 1)),
        *desk.section(t("Grade and conclusion"), _grade(desk, held)),
        *desk.section(
            t("Recommendations"), advice_table(desk, held) if held else [], room(desk, 2)
        ),
    ]


def _conduct(desk: Desk, held: Held | None) -> Tree:
    t = desk.t
    if held is None:
        return desk.section(t("How it went, part by part"), _dimensions_open(desk))
    return [
        *desk.section(t("How it went in all"), conduct(desk, held)),
        *desk.section(t("Delays and their causes"), delays(desk, held)),
        *desk.section(t("How it went, part by part"), by_dimension(desk, held)),
    ]


def basics(desk: Desk, held: Held | None = None) -> Tree:
    """Return what the drill was; of one that was *held*, also when it really was."""
    t, drill = desk.t, desk.drill
    span = held.span if held else None
    really = t("{begun} to {ended}", begun=desk.wall(span[0]), ended=desk.wall(span[1])) \
        if span else ""  # fmt: skip
    return desk.facts(
        [
            (t("Name of the drill"), drill.name),
            (t("Held on"), desk.day()),
            (t("First and last record"), really),
            (t("Venue"), drill.place),
            (t("Kind of drill"), kind_words(desk)),
            (t("Plans"), desk.plan_names()),
            (t("Who takes part"), desk.context.marks.listed(drill.players)),
            (t("Scenario"), drill.summary),
        ]
    )


def room(desk: Desk, lines: int) -> Tree:
    """Return room to write, a form rather than an empty paragraph."""
    return [grid([field(desk.t("To be filled in"), room=lines + 1)])]


def _dimensions_open(desk: Desk) -> Tree:
    t = desk.t
    found: dict[str, list[str]] = {}
    for sheet in desk.kit.sheets:
        for item in sheet.items:
            mark = "★" if item.critical else ""
            line = f"{mark}{watched_line(desk, item)}"
            if line not in found.setdefault(item.dimension, []):
                found[item.dimension].append(line)
    names = {one.id: one.name for one in desk.kit.pack.dimensions}
    built: Tree = []
    for ident, name in names.items():
        lines = found.get(ident)
        if lines:
            built += desk.section(
                name,
                desk.dots(lines),
                [grid([field(t("What happened"), room=2), field(t("Strengths"), room=1),
                       field(t("Problems and their causes"), room=2)])],
            )  # fmt: skip
    return built


def _goals_open(desk: Desk) -> Tree:
    t = desk.t
    heads = (t("Goal"), t("Reached"), t("Evidence"))
    choice = boxes(desk.context, (t("yes"), t("partly"), t("no")))
    rows = [(goal.text, choice, SPACE) for goal in desk.drill.goals]
    return [register(heads, rows, (50, 22, 28))] if rows else []


def _grade(desk: Desk, held: Held | None) -> Tree:
    """Return room for the grade; what records say of it stands before it."""
    t = desk.t
    grades = boxes(desk.context, (one.id for one in desk.kit.pack.grades))
    failed = conclusion(desk, held) if held else []
    blank = [half(t("Critical items that failed"))] if held is None else []
    form = grid([half(t("Grade of the drill"), grades), *blank, field(t("Conclusion"), room=2)])
    note = t("The grade is given by people; what stands above is what was counted.")
    return [*failed, form, *([paragraph(note, "pf-form-note")] if held else [])]


__all__ = ["basics", "report_book", "room"]
