"""总结报告、整改任务表、归档清单和预案修订建议: what is written after the drill."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.organising import bodies_facts, goals_table, participants_table
from planforge.document.drills.outcome import (
    advice_table,
    conduct_words,
    goals_reached,
    held_part,
)
from planforge.document.drills.pictures import pictures_part
from planforge.document.drills.report import basics, room
from planforge.document.forms.grid import grid, half, register
from planforge.document.pages.rule_pages import severity_word
from planforge.document.wording import day
from planforge.drill.elements import entry_id, ids_of, parts_of, task_parts
from planforge.drill.foreseen import foreseen
from planforge.model.drill_scales import TaskState, TaskTarget
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.document.blocks import Content
    from planforge.document.books.book import Book
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.elements import Named
    from planforge.drill.improvement import Improvement
    from planforge.drill.kit.values import Point
    from planforge.drill.outcome import Held
    from planforge.model.drill import Task

_IMPROVEMENTS = 8
"""Empty rows of the table of improvements."""


def summary_book(desk: Desk, held: Held | None = None) -> Book:
    """Return the summary report (总结报告): of a drill that was *held*, else its outline."""
    title = desk.t("Summary report of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d14-summary",
        title,
        desk.part("summary", title, lambda: _summary(desk, held)),
        held_part(desk, held) if held else None,
        pictures_part(desk, has_expected=held is None),
    )


def _summary(desk: Desk, held: Held | None) -> Tree:
    t = desk.t
    return [
        *desk.section(t("Basic facts"), basics(desk, held)),
        *desk.section(t("Organisation of the drill"), bodies_facts(desk)),
        *desk.section(t("Goals"), goals_table(desk), goals_reached(desk, held) if held else []),
        *desk.section(t("Who takes part"), participants_table(desk)),
        *desk.section(
            t("Course of the drill"),
            desk.lines(conduct_words(desk, held)) if held else [],
            room(desk, 1 if held else 4),
        ),
        *desk.section(
            t("Problems found and their causes"),
            advice_table(desk, held) if held else [],
            room(desk, 1 if held else 4),
        ),
        *desk.section(t("Experience and lessons"), room(desk, 3)),
        *desk.section(t("Advice for plans and preparedness"), room(desk, 3)),
    ]


def improvement_book(desk: Desk, held: Held | None = None) -> Book:
    """Return the table of improvements (整改任务表): what was found, and rows to fill in."""
    title = desk.t("Improvement tasks: {name}", name=desk.drill.name)
    return desk.book(
        "d15-improvements",
        title,
        desk.annex("tasks", title, lambda: _improvements(desk, held), landscape=True),
        held_part(desk, held) if held else None,
        pictures_part(desk, has_expected=held is None),
    )


def _improvements(desk: Desk, held: Held | None) -> Tree:
    t = desk.t
    heads = (t("No."), t("Problem and evidence"), t("Cause"), t("What it changes"),
             t("Plan and clause"), t("What is done, and its result"), t("Unit and person"),
             t("Begins, due on"), t("Status"), t("Proof"), t("Verified by"))  # fmt: skip
    follow = desk.drill.follow_up
    statuses = desk.context.marks.listed(state.label(desk.language) for state in TaskState)
    targets = desk.context.marks.listed(one.label(desk.language) for one in TaskTarget)
    kept = {one.id for one in desk.drill.tasks}
    known = held.score.improvements if held else tuple(_in_short(desk))
    new = [one for one in known if one.id not in kept]
    found = [_task(desk, one, number) for number, one in enumerate(desk.drill.tasks, 1)]
    found += [_improvement(desk, one, number) for number, one in enumerate(new, len(found) + 1)]
    top = [
        half(t("Follow-up by"), follow or ""),
        half(t("Statuses"), statuses),
        half(t("What it changes"), targets),
        half(t("Verified by"), t("check, rehearsal of the same scenario, or next drill")),
    ]
    return [
        *desk.text(
            t("Filled in from the rehearsal: what it found is known before the drill. Strike out "
              "what the drill does not bear out, and write below what it shows beyond it.")
            if new and held is None
            else ""
        ),
        grid(top),
        register(heads, found, (4, 17, 8, 7, 14, 14, 9, 7, 6, 6, 8), empty=_IMPROVEMENTS),
        *desk.lines(
            [
                t("A problem is what was seen, with hour, place and who; its cause is asked for "
                  "until something is found that can be changed."),
                t("What is done is one verb with one result that can be shown."),
                t("Each task has one unit and one person; whoever follows it up asks for it by "
                  "its date."),
            ]
        ),
        paragraph(
            t("A problem of a plan is closed only when the plan was changed and the same scenario "
              "run again no longer shows it."),
            "pf-form-note",
        ),
    ]  # fmt: skip


def _in_short(desk: Desk) -> Iterator[Improvement]:
    """Yield what the rehearsal found, in a few words: the proposals for the plans tell it whole."""
    pairs = zip(desk.kit.points, foreseen(desk.kit), strict=True)
    for number, (point, one) in enumerate(pairs, 1):
        about = point.about or desk.words(point.cause)
        said = desk.t("{what} (see D17, no. {number})", what=about, number=number)
        yield replace(one, problem=desk.context.marks.labelled(_severity(desk, point), said))


def _improvement(desk: Desk, one: Improvement, number: int) -> tuple[str, ...]:
    its = desk.context.marks
    star = "★" if one.is_critical else ""
    return (
        str(number),
        f"{star}{its.clauses((desk.words(one.problem), one.evidence))}",
        desk.words(one.cause),
        one.target.label(desk.language) if one.target else "",
        _spot(desk, one.about, one.target),
        desk.words(one.advice),
        one.unit,
        "",
        TaskState.TO_DO.label(desk.language),
        "",
        _verified(desk, one.about),
    )


def _verified(desk: Desk, about: tuple[Named, ...]) -> str:
    """Return what the rehearsal of today shows there; room to write what is verified otherwise."""
    return desk.context.marks.labelled(desk.t("Run again"), desk.rerun(about)) if about else ""


def _spot(desk: Desk, about: tuple[Named, ...], target: TaskTarget | None) -> str:
    """Return plan and clause, and the ids by which files name them."""
    ids = desk.context.marks.listed(ids_of(about))
    return desk.context.marks.parts((desk.about(about, target), ids))


def _task(desk: Desk, one: Task, number: int) -> tuple[str, ...]:
    """Return a task that the drill's file has already."""
    its = desk.context.marks
    about = parts_of(desk.view, task_parts(one))
    target = one.target or (TaskTarget.PLAN if about else None)
    return (
        str(number),
        one.problem,
        one.cause,
        target.label(desk.language) if target else "",
        _spot(desk, about, target),
        one.work,
        its.parts((one.owner or "", one.person)),
        day(desk.context, one.due) if one.due else "",
        one.state.label(desk.language),
        one.proof,
        _verified(desk, about),
    )


def revision_book(desk: Desk) -> Book | None:
    """Return proposals for the plans: from the rehearsal, and from the tasks of the drill.

    None if there are none.
    """
    if not desk.kit.points and not any(task_parts(one) for one in desk.drill.tasks):
        return None
    title = desk.t("Proposals for the plans from the rehearsal of “{name}”", name=desk.drill.name)
    return desk.book(
        "d17-revision",
        title,
        desk.annex("proposals", title, lambda: _revision(desk), landscape=True),
    )  # fmt: skip


def _revision(desk: Desk) -> Tree:
    t = desk.t
    rows: list[tuple[Content, ...]] = [
        (
            [paragraph(x) for x in (str(number), one.weakness, _severity(desk, one))],
            desk.basis_lines(one.basis),
            _in_lines(entry_id(one.entries)),
            [paragraph(desk.words(text)) for text in (one.cause, one.text) if desk.words(text)],
            desk.words(one.hint),
            t("still breaks: {ids}", ids=one.weakness),
            "□",
        )
        for number, one in enumerate(desk.kit.points, 1)
    ]
    rows += _proposed(desk, len(rows) + 1)
    heads = (t("No."), t("Plan and clause"), t("Plan element"), t("What the rehearsal shows"),
             t("Proposal"), t("Run again"), t("Taken up"))  # fmt: skip
    lines = [
        t("Times rest on the durations of the plans and on assumed figures, which the list of "
          "events names. Ask whoever does it before a limit is changed."),
        t("“Run again” is what the rehearsal of this scenario on the plans of today shows (SHA-256 "
          "of the run {hash}). Make these papers again when the plan has changed: what is mended "
          "shows no longer.", hash=desk.kit.trace.hash[:12]),
    ]  # fmt: skip
    return [*desk.text(*lines), *desk.table(heads, rows, (6, 17, 16, 34, 14, 8, 5))]


def _severity(desk: Desk, one: Point) -> str:
    """Return how bad *one* is, in the words of the check."""
    return severity_word(desk.frame, one.severity.value)


def _proposed(desk: Desk, first: int) -> list[tuple[Content, ...]]:
    """Return the tasks of the drill that name parts of plans, as rows from the number *first*."""
    found: list[tuple[Content, ...]] = []
    for task in desk.drill.tasks:
        about = parts_of(desk.view, task_parts(task))
        if about:
            found.append(
                (
                    [paragraph(str(first + len(found))), paragraph(task.id)],
                    desk.about(about, None),
                    [line for one in ids_of(about) for line in _in_lines(one)],
                    task.problem,
                    task.work,
                    desk.rerun(about),
                    task.state.label(desk.language),
                )
            )
    return found


def _in_lines(ident: str) -> Tree:
    """Return the id of a part of a plan in two lines, so that its column leaves room for others."""
    plan, slash, own = ident.partition("/")
    return [paragraph(text) for text in (plan + slash, own) if text]


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
        desk.annex("list", title, lambda: _archive(desk, files)),
    )  # fmt: skip


def _archive(desk: Desk, files: Sequence[tuple[str, str, str]]) -> Tree:
    t = desk.t
    rows = [(folder, name, digest[:16]) for folder, name, digest in files]
    later = [
        t("Signed evaluation sheets, record sheets, pictures and recordings"),
        t("Evaluation report and summary report, with their signatures"),
        t("Improvement tasks with proof that they are closed"),
        t("Signatures of those who were there"),
        t("Receipts of those to whom something was sent"),
    ]
    heads = (t("Folder"), t("File"), t("SHA-256 (first 16 characters)"))
    return [
        *desk.section(t("Papers of the drill"), desk.table(heads, rows, (20, 44, 36))),
        *desk.section(t("To be added after the drill"), desk.dots(later)),
        *desk.section(
            t("Who gets what"),
            desk.table((t("Paper or news"), t("Goes to"), t("Why")), _sent(desk), (34, 34, 32)),
        ),
        *desk.section(
            t("Run of the rehearsal"),
            desk.text(t("SHA-256 of the run: {hash}", hash=desk.kit.trace.hash)),
        ),
    ]


def _sent(desk: Desk) -> list[tuple[Content, ...]]:
    """Return what is sent to whom: by law where a law says so, else as these papers are used."""
    t, its, drill = desk.t, desk.context.marks, desk.drill
    steering = its.listed(drill.organisers.steering) or t("Steering group")
    rows: list[tuple[Content, ...]] = [
        (t("Evaluation report"), t("all who took part"), t("the findings are theirs to mend")),
        (t("Summary report"), steering, t("approves what is mended, and by when")),
        (
            t("Improvement tasks"),
            its.listed((drill.follow_up or t("whoever follows them up"), t("units named in them"))),
            t("art. 32, 35 of 突发事件应急预案管理办法: what a drill finds is mended"),
        ),
        (
            t("Day, kind and findings of the drill"),
            t("whoever keeps the plans: {plans}", plans=desk.plan_names()),
            t("record of drills of each plan; the next one is due from that day"),
        ),
    ]
    firms = [name for name in (*drill.players, *_meant(desk)) if _is_firm(desk, name)]
    if firms:
        rows.append(
            (
                t("How the drill went, if the firm counts it as its own"),
                t("from {firms} to the department of work safety of the government there",
                  firms=its.listed(dict.fromkeys(firms))),
                t("art. 8 of 生产安全事故应急条例, if it is a firm of the kinds named there"),
            )
        )  # fmt: skip
    return rows


def _meant(desk: Desk) -> list[str]:
    return [unit for one in desk.drill.meant for unit in one.units]


def _is_firm(desk: Desk, name: str) -> bool:
    entity = desk.view.get(name)
    it = entity.element if entity else None
    return isinstance(it, Organisation) and it.category is OrganisationCategory.ENTERPRISE


__all__ = ["archive_book", "improvement_book", "revision_book", "summary_book"]
