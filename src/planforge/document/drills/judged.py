"""What was seen and judged in each part of the evaluation, as a section of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.blocks import paragraph
from planforge.document.drills.evaluating import sheet_title, watched_line
from planforge.drill.outcome import judged

if TYPE_CHECKING:
    from planforge.document.blocks import Content
    from planforge.document.drills.desk import Desk, Tree
    from planforge.drill.outcome import Held, Judged
    from planforge.drill.timed import Timed


def sheets_returned(desk: Desk, held: Held) -> Tree:
    """Return how much of each sheet was filled in."""
    t = desk.t
    wrote: dict[str, set[str]] = {}
    for one in held.records.judged:
        wrote.setdefault(one.sheet, set()).add(one.item)
    rows = [
        (sheet_title(desk, sheet), str(len(sheet.items)), str(len(wrote.get(sheet.id, ()))))
        for sheet in desk.kit.sheets
    ]
    return desk.table((t("Sheet of"), t("Items"), t("Judged")), rows, (60, 20, 20))


def by_dimension(desk: Desk, held: Held) -> Tree:
    """Return what was seen in each part of the evaluation, with ratings, causes and advice."""
    t = desk.t
    timed = {one.expected.id: one for one in held.score.timed}
    wrote = judged(desk.kit, held.records)
    names = {one.id: one.name for one in desk.kit.pack.dimensions}
    built: Tree = []
    for ident, name in names.items():
        lines: dict[str, list[Judged]] = {}
        for one in wrote.get(ident, []):
            lines.setdefault(one.item.id, []).append(one)
        watched = {
            item.id: item
            for sheet in desk.kit.sheets
            for item in sheet.items
            if item.dimension == ident and (item.id in lines or item.id in timed)
        }
        rows: list[tuple[Content, ...]] = [
            (
                f"{'★' if item.critical else ''}{watched_line(desk, item)}",
                _seen(desk, timed.get(item.id), lines.get(item.id, [])),
                [paragraph(_by(desk, one, one.judgement.rating)) for one in lines.get(item.id, [])
                 if one.judgement.rating],
                [paragraph(text) for one in lines.get(item.id, []) for text in _why(desk, one)],
            )
            for item in watched.values()
        ]  # fmt: skip
        heads = (t("What is looked at"), t("Seen"), t("Rating given"), t("Cause and advice"))
        built += desk.section(name, desk.table(heads, rows, (42, 25, 10, 23)))
    return built or desk.text(t("Evaluators wrote nothing down."))


def _seen(desk: Desk, timed: Timed | None, lines: list[Judged]) -> Tree:
    parts: list[str] = []
    if timed is not None:
        parts += [desk.words(timed.words), *(desk.words(one) for one in timed.split),
                  timed.seen.remark]  # fmt: skip
    for line in lines:
        unit = line.item.item.unit if line.item.item else ""
        measured = line.judgement.measured
        parts += [_by(desk, line, text)
                  for text in (f"{measured}{unit}" if measured else "", line.judgement.seen)
                  if text]  # fmt: skip
    return [paragraph(part) for part in parts if part]


def _by(desk: Desk, line: Judged, text: str) -> str:
    """Return *text* with who wrote it, if it was one evaluator."""
    return desk.context.marks.bracketed(text, line.judgement.sheet)


def _why(desk: Desk, line: Judged) -> list[str]:
    pairs = ((desk.t("Cause"), line.judgement.cause), (desk.t("Advice"), line.judgement.advice))
    its = desk.context.marks
    return [_by(desk, line, its.labelled(label, text)) for label, text in pairs if text]


__all__ = ["by_dimension", "sheets_returned"]
