"""评估报告、总结报告、整改任务表、归档清单和预案修订建议: what is written after the drill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.books.book import Numbering, Style
from planforge.document.drills.evaluating import watched_line
from planforge.document.drills.organising import (
    bodies_facts,
    goals_table,
    kind_words,
    participants_table,
    staff_table,
)
from planforge.document.drills.records import times
from planforge.document.forms.grid import SPACE, boxes, field, grid, half, register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree

_IMPROVEMENTS = 8
"""Empty rows of the table of improvements."""


def report_book(desk: Desk) -> Book:
    """Return the outline of the evaluation report, all filled in that is known beforehand."""
    title = desk.t("Evaluation report of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d13-report",
        title,
        desk.part("report", title, lambda: _report(desk)),
        desk.part(
            "times",
            desk.t("Planned and real times"),
            lambda: times(desk),
            style=Style.ANNEX,
            landscape=True,
            numbering=Numbering.NONE,
        ),
    )


def _report(desk: Desk) -> Tree:
    t, pack = desk.t, desk.kit.pack
    grades = boxes(desk.context, (one.id for one in pack.grades))
    return [
        *desk.section(t("Basic facts"), _basics(desk)),
        *desk.section(
            t("How it was evaluated"),
            desk.text(t("Judged by the pack “{pack}”.", pack=pack.name)),
            staff_table(desk, only=("evaluators",)),
        ),
        *desk.section(t("How the drill was prepared"), _room(desk, 2)),
        *desk.section(t("How it went, part by part"), _by_dimension(desk)),
        *desk.section(t("Goals reached"), _goals(desk)),
        *desk.section(t("Whether the plans are sound and workable"), _room(desk, 3)),
        *desk.section(t("Command and coordination"), _room(desk, 2)),
        *desk.section(t("How people handled it"), _room(desk, 2)),
        *desk.section(t("Fitness of equipment"), _room(desk, 2)),
        *desk.section(t("Cost and benefit"), _room(desk, 1)),
        *desk.section(
            t("Grade and conclusion"),
            [
                grid(
                    [
                        half(t("Grade of the drill"), grades),
                        half(t("Critical items that failed")),
                        field(t("Conclusion"), room=2),
                    ]
                )
            ],
        ),
        *desk.section(t("Recommendations"), _room(desk, 3)),
    ]  # fmt: skip


def _basics(desk: Desk) -> Tree:
    t, drill = desk.t, desk.drill
    return desk.facts(
        [
            (t("Name of the drill"), drill.name),
            (t("Held on"), desk.day()),
            (t("Venue"), drill.place),
            (t("Kind of drill"), kind_words(desk)),
            (t("Plans"), desk.plan_names()),
            (t("Who takes part"), desk.context.marks.listed(drill.players)),
            (t("Scenario"), drill.summary),
        ]
    )


def _room(desk: Desk, lines: int) -> Tree:
    """Return room to write, a form rather than an empty paragraph."""
    return [grid([field(desk.t("To be filled in"), room=lines + 1)])]


def _by_dimension(desk: Desk) -> Tree:
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


def _goals(desk: Desk) -> Tree:
    t = desk.t
    heads = (t("Goal"), t("Reached"), t("Evidence"))
    choice = boxes(desk.context, (t("yes"), t("partly"), t("no")))
    rows = [(goal.text, choice, SPACE) for goal in desk.drill.goals]
    return [register(heads, rows, (50, 22, 28))] if rows else []


def summary_book(desk: Desk) -> Book:
    """Return the outline of the summary report (总结报告)."""
    title = desk.t("Summary report of the drill “{name}”", name=desk.drill.name)
    return desk.book("d14-summary", title, desk.part("summary", title, lambda: _summary(desk)))


def _summary(desk: Desk) -> Tree:
    t = desk.t
    return [
        *desk.section(t("Basic facts"), _basics(desk)),
        *desk.section(t("Organisation of the drill"), bodies_facts(desk)),
        *desk.section(t("Goals"), goals_table(desk)),
        *desk.section(t("Who takes part"), participants_table(desk)),
        *desk.section(t("Course of the drill"), _room(desk, 4)),
        *desk.section(t("Problems found and their causes"), _room(desk, 4)),
        *desk.section(t("Experience and lessons"), _room(desk, 3)),
        *desk.section(t("Advice for plans and preparedness"), _room(desk, 3)),
    ]


def improvement_book(desk: Desk) -> Book:
    """Return the table of improvements (整改任务表)."""
    title = desk.t("Improvement tasks: {name}", name=desk.drill.name)
    return desk.book(
        "d15-improvements",
        title,
        desk.part("tasks", title, lambda: _improvements(desk), style=Style.ANNEX, landscape=True,
                  numbering=Numbering.NONE),
    )  # fmt: skip


def _improvements(desk: Desk) -> Tree:
    t = desk.t
    heads = (t("No."), t("Problem and evidence"), t("Cause"), t("Plan and clause"),
             t("What is done, and its result"), t("Unit responsible"), t("Date"), t("Proof"),
             t("Status"))  # fmt: skip
    follow = desk.drill.follow_up
    statuses = t("to do / doing / to be verified / closed / postponed / not taken up")
    top = [half(t("Follow-up by"), follow or ""), half(t("Statuses"), statuses)]
    return [
        grid(top),
        register(heads, [], (7, 18, 11, 12, 18, 11, 8, 8, 7), empty=_IMPROVEMENTS),
        paragraph(
            t("A problem of a plan is closed only when the plan was changed and the same scenario "
              "run again no longer shows it."),
            "pf-form-note",
        ),
    ]  # fmt: skip


def revision_book(desk: Desk) -> Book | None:
    """Return proposals for the plans from the rehearsal; None if it found nothing."""
    if not desk.kit.points:
        return None
    title = desk.t("Proposals for the plans from the rehearsal of “{name}”", name=desk.drill.name)
    return desk.book(
        "d17-revision",
        title,
        desk.part("proposals", title, lambda: _revision(desk), style=Style.ANNEX, landscape=True,
                  numbering=Numbering.NONE),
    )  # fmt: skip


def _revision(desk: Desk) -> Tree:
    t = desk.t
    rows: list[tuple[Content, ...]] = [
        (
            [paragraph(str(number)), paragraph(one.id.partition("/")[0])],
            desk.basis(one.basis),
            [paragraph(desk.words(text)) for text in (one.cause, one.text) if desk.words(text)],
            desk.words(one.hint),
            "□",
        )
        for number, one in enumerate(desk.kit.points, 1)
    ]
    heads = (t("No."), t("Plan and clause"), t("What the rehearsal shows"), t("Proposal"),
             t("Taken up"))  # fmt: skip
    said = t("Times rest on the durations of the plans and on assumed figures, which the list of "
             "events names. Ask whoever does it before a limit is changed.")  # fmt: skip
    return [*desk.text(said), *desk.table(heads, rows, (7, 20, 44, 22, 7))]


def archive_book(desk: Desk, files: Sequence[tuple[str, str, str]]) -> Book:
    """Return the list of what is kept and filed (归档清单).

    Args:
        desk: The drill.
        files: Folder, name and SHA-256 of each file.
    """
    title = desk.t("Archive list of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d16-archive",
        title,
        desk.part("list", title, lambda: _archive(desk, files), style=Style.ANNEX,
                  numbering=Numbering.NONE),
    )  # fmt: skip


def _archive(desk: Desk, files: Sequence[tuple[str, str, str]]) -> Tree:
    t = desk.t
    rows = [(folder, name, digest[:16]) for folder, name, digest in files]
    later = [
        t("Signed evaluation sheets, record sheets, pictures and recordings"),
        t("Evaluation report and summary report, with their signatures"),
        t("Improvement tasks with proof that they are closed"),
        t("Proof that the summary was filed with the competent authority"),
    ]
    heads = (t("Folder"), t("File"), t("SHA-256 (first 16 characters)"))
    return [
        *desk.table(heads, rows, (22, 50, 28)),
        *desk.text(t("To be added after the drill:")),
        *desk.dots(later),
        *desk.text(t("SHA-256 of the run: {hash}", hash=desk.kit.trace.hash)),
    ]


__all__ = ["archive_book", "improvement_book", "report_book", "revision_book", "summary_book"]
