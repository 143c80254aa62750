"""评估方案和评估表: how the drill is judged, and a sheet for each evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.drills.events import event_table, expected_line, stage_table
from planforge.document.drills.organising import goals_table, staff_table
from planforge.document.forms.grid import SPACE, boxes, field, grid, half, register
from planforge.drill.kit.expected import AT_ONCE_GRACE
from planforge.drill.kit.speech import took
from planforge.model.evaluation import Method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.books.book import Book, Part
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.kit.values import EvaluationSheet, Watched
    from planforge.model.evaluation import Rating


def evaluation_plan(desk: Desk) -> Book:
    """Return the evaluation plan: goals, scales, procedure, events to watch."""
    title = desk.t("Evaluation plan of the drill “{name}”", name=desk.drill.name)
    return desk.book(
        "d05-evaluation",
        title,
        desk.part("plan", title, lambda: _plan(desk)),
        desk.annex("events", desk.t("Events to watch"), lambda: event_table(desk), landscape=True),
    )


def _plan(desk: Desk) -> Tree:
    t, pack = desk.t, desk.kit.pack
    rules = () if desk.kit.is_table else pack.timed
    timed = [t("Actions with a limit:")] if rules else []
    return [
        *desk.section(t("Drill in short"), desk.text(desk.drill.summary), stage_table(desk)),
        *desk.section(t("What is judged"), goals_table(desk)),
        *desk.section(t("Evaluators and positions"), staff_table(desk, only=("evaluators",))),
        *desk.section(
            t("Scale of an item"),
            desk.text(t("{pack}: {source}.", pack=pack.name, source=pack.source)),
            _scale(desk, pack.ratings),
            desk.text(*timed),
            desk.dots(
                desk.context.marks.labelled(rating.label, text)
                for rating, text in zip(pack.ratings, rules, strict=False)
            ),
        ),
        *desk.section(
            t("Grade of the drill"),
            _scale(desk, pack.grades),
            desk.text(
                t("If one critical item (★) failed, the grade is {grade} at most.",
                  grade=pack.capped)
                if pack.capped
                else "",
                t("What was not observed is not counted."),
            ),
        ),
        *desk.section(t("Dimensions"), _dimensions(desk)),
        *desk.section(
            t("Procedure"),
            desk.lines(
                [
                    t("Evaluators are at their positions before the start, have their sheets, a "
                      "clock set to that of the drill, and something to take pictures with."),
                    t("They watch and write, they do not help, ask or prompt; whoever is asked "
                      "sends players to the controllers."),
                    *_times(desk),
                    t("Right after the end they compare notes, name three strengths and three "
                      "problems each, and hand in their sheets."),
                ]
            ),
        ),
    ]  # fmt: skip


def _times(desk: Desk) -> Iterator[str]:
    """Yield which times are written down, and what they are held against."""
    if desk.kit.is_table:
        yield desk.t(
            "At a table what is said is judged: who does it, by when, by which clause, and whom "
            "they tell. The minute of the answer is written down; it is in time while the table "
            "may talk. How long the work would take in the field is not timed: the limit of the "
            "plan is part of the answer."
        )
        return
    yield desk.t("For every timed item the real time is written down, also when it was not done.")
    yield from _at_once(desk)


def _at_once(desk: Desk) -> Iterator[str]:
    """Yield how 立即 is judged, if the plan wants something of the drill at once."""
    if any(action.is_at_once for one in desk.kit.injects for action in one.expected):
        yield desk.t(
            "A plan that says “at once” names no minutes. What is done at once has to begin within "
            "the time that stands beside it: the grace of its inject, or {time} where the inject "
            "has none. That is an assumption of the drill and no rule of the plan; how long it "
            "takes after that is not held against a limit.",
            time=desk.words(took(AT_ONCE_GRACE)),
        )


def _scale(desk: Desk, ratings: tuple[Rating, ...]) -> Tree:
    t = desk.t
    rows = [
        (one.id, one.label if one.label != one.id else "", one.meaning,
         "" if one.points is None else str(one.points))
        for one in ratings
    ]  # fmt: skip
    return desk.table(
        (t("Rating given"), t("Name"), t("Given when"), t("Points")), rows, (14, 18, 56, 12)
    )


def _dimensions(desk: Desk) -> Tree:
    t = desk.t
    counted: dict[str, list[int]] = {}
    for sheet in desk.kit.sheets:
        for item in sheet.items:
            both = counted.setdefault(item.dimension, [0, 0])
            both[0] += 1
            both[1] += item.critical
    names = {one.id: one.name for one in desk.kit.pack.dimensions} | {"goal": t("Goals")}
    rows = [
        (name, str(counted[ident][0]), str(counted[ident][1] or ""))
        for ident, name in names.items()
        if ident in counted
    ]
    heads = (t("Dimension of the evaluation"), t("Items"), t("Critical items"))
    return desk.table(heads, rows, (60, 20, 20))


def evaluation_sheets(desk: Desk) -> tuple[Book, ...]:
    """Return the sheet of each evaluator as a paper of its own, and the common one."""
    return tuple(_sheet_book(desk, sheet) for sheet in desk.kit.sheets)


def _sheet_book(desk: Desk, sheet: EvaluationSheet) -> Book:
    who = sheet_title(desk, sheet)
    title = desk.t("Evaluation sheet: {who}", who=who)
    return desk.book(f"d05-sheet-{sheet.id or 'common'}", title, _sheet_part(desk, sheet, title))


def sheet_title(desk: Desk, sheet: EvaluationSheet) -> str:
    """Return whose sheet it is."""
    return desk.staff(sheet.evaluator) if sheet.evaluator else desk.t("all evaluators together")


def _sheet_part(desk: Desk, sheet: EvaluationSheet, title: str) -> Part:
    return desk.annex("sheet", title, lambda: _sheet(desk, sheet), landscape=True)


def _sheet(desk: Desk, sheet: EvaluationSheet) -> Tree:
    t = desk.t
    names = {one.id: one.name for one in desk.kit.pack.dimensions} | {"goal": t("Goals")}
    heads = (
        t("Item judged"),
        t("What is looked at"),
        t("Really seen, with the clock"),
        t("Rating given"),
        t("Cause and advice"),
    )
    rows = [
        (
            f"{'★' if item.critical else ''}{names.get(item.dimension, '')}",
            watched_line(desk, item),
            SPACE,
            _rating(desk, item),
            SPACE,
        )
        for item in sheet.items
    ]
    top = [
        half(t("Evaluator"), sheet_title(desk, sheet)),
        half(t("Arrived at"), ""),
    ]
    end = [
        field(t("Strengths"), room=2),
        field(t("Problems"), room=2),
        half(t("Grade of the drill"), _grades(desk)),
        half(t("Signature and date"), ""),
    ]
    return [grid(top), register(heads, rows, (11, 40, 18, 17, 14)), grid(end)]


def watched_line(desk: Desk, item: Watched) -> str:
    """Return what is looked at: the expected action with all it needs, or the words of the item."""
    text = desk.words(item.content)
    if item.expected is None:
        return text
    line = expected_line(desk, item.expected).removeprefix("★")
    shown = f"[{item.inject}] " if item.inject else ""
    return f"{shown}{line}"


def _rating(desk: Desk, item: Watched) -> str:
    t = desk.t
    method = item.item.method if item.item else Method.SCALE
    if method is Method.CHOICE:
        return boxes(desk.context, (t("yes"), t("no")))
    if method is Method.MEASURE:
        unit = item.item.unit if item.item else ""
        return f"＿＿＿{unit}"
    if method is Method.TEXT:
        return "—"
    return boxes(desk.context, (one.id for one in desk.kit.pack.ratings))


def _grades(desk: Desk) -> str:
    return boxes(desk.context, (one.id for one in desk.kit.pack.grades))


__all__ = ["evaluation_plan", "evaluation_sheets", "sheet_title", "watched_line"]
