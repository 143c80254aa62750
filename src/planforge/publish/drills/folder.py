"""The papers of a drill as files, in folders by who gets them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from planforge.document.drills import Folder, archive, papers, reports
from planforge.document.sheets.drill_control import control_sheets
from planforge.document.sheets.drill_held import held_sheets
from planforge.document.sheets.drills import Tables as Sheets
from planforge.drill.foreseen import foreseen
from planforge.frozen import dataclass
from planforge.publish.handbook import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.document.drills import DrillPaper
    from planforge.document.pages.frame import Frame
    from planforge.document.sheets import Sheet
    from planforge.drill.kit.values import Kit
    from planforge.drill.outcome import Held
    from planforge.publish.handbook import Made, Workshop
    from planforge.publish.paper.typeset import Flaw

PAPERS: Final = ("docx", "pdf")
"""Formats of papers."""


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file of a kit.

    Attributes:
        folder: Name of the folder that it lies in: whose it is.
        name: Its name.
        content: Its bytes.
        pages: How many pages it has; 0 where only the program that shows it knows.
        flaws: What does not stand in it as it was meant.
    """

    folder: str
    name: str
    content: bytes
    pages: int = 0
    flaws: tuple[Flaw, ...] = ()


def kit_files(
    workshop: Workshop, frame: Frame, kit: Kit, formats: Sequence[str]
) -> Iterator[KitFile]:
    """Yield the files of *kit*: papers, tables, and last the list of all of them (归档清单).

    Args:
        workshop: Makes files of books and tables of `frame`.
        frame: The corpus with its internal elements.
        kit: What the papers say.
        formats: docx, pdf, xlsx, ics, cap, json.

    Raises:
        FaceProblem: Typefaces are missing or broken.
        EngineProblem: The engine failed.
    """
    kept: list[tuple[str, str, str]] = []
    for one in _files(workshop, frame, kit, formats):
        kept.append((one.folder, one.name, sha256(one.content).hexdigest()))
        yield one
    last = archive(frame, kit, tuple(kept))
    yield from _printed(workshop, frame, last, formats)


def _files(workshop: Workshop, frame: Frame, kit: Kit, formats: Sequence[str]) -> Iterator[KitFile]:
    made: dict[str, list[Made]] = {}
    for paper in papers(frame, kit):
        known = made.setdefault(paper.book.ident, [])
        if not known:
            known += [_made(workshop, paper, ending) for ending in formats if ending in PAPERS]
        yield from _named(frame, paper, known)
    if "xlsx" in formats:
        yield from _tables(workshop, frame, kit)
    if "ics" in formats:
        yield from _calendars(frame, kit)
    if "cap" in formats:
        yield from _alerts(frame, kit)
    if "json" in formats:
        from planforge.publish.drills.data import data  # noqa: PLC0415 - only if asked for

        language = frame.context.language
        folder = Folder.ORGANISERS.title.render(language)
        yield KitFile(folder, f"{kit.rehearsal.view.drill.id}.json", data(kit, language))


def report_files(
    workshop: Workshop, frame: Frame, kit: Kit, held: Held, formats: Sequence[str]
) -> Iterator[KitFile]:
    """Yield the files of a drill that was *held*: reports, tables, and the score as data.

    Args:
        workshop: Makes files of books and tables of `frame`.
        frame: The corpus with its internal elements.
        kit: What the papers say.
        held: What was written down, and what it says.
        formats: docx, pdf, xlsx, json.

    Raises:
        FaceProblem: Typefaces are missing or broken.
        EngineProblem: The engine failed.
    """
    t, language = frame.context.t, frame.context.language
    folder = Folder.AFTER.title.render(language)
    for paper in reports(frame, kit, held):
        yield from _printed(workshop, frame, paper, formats)
    if "xlsx" in formats:
        sheets = Sheets(frame, kit)
        tasks = sheets.improvements(held.score.improvements)
        for number, name, found in (
            ("D13", t("Planned and real times"), held_sheets(frame, kit, held)),
            ("D15", t("Improvement tasks"), (tasks,)),
        ):
            yield _workbook(workshop, kit, folder, (number, name), found)
    if "json" in formats:
        from planforge.publish.drills.scored import scored  # noqa: PLC0415 - only if asked for

        name = f"{kit.rehearsal.view.drill.id}-score.json"
        yield KitFile(folder, name, scored(kit, held, language))


def _calendars(frame: Frame, kit: Kit) -> Iterator[KitFile]:
    """Yield the calendars of those who run the drill, and of players as far as they may know it."""
    from planforge.publish.drills.calendar import calendars  # noqa: PLC0415 - an extra

    t, language = frame.context.t, frame.context.language
    for one in calendars(kit, language):
        folder = Folder.PLAYERS if one.is_for_players else Folder.CONTROLLERS
        name = t("Calendar {who}", who=one.owner or t("of all injects"))
        yield KitFile(folder.title.render(language), f"{name}.ics", one.content)


def _alerts(frame: Frame, kit: Kit) -> Iterator[KitFile]:
    """Yield the warnings of the scenario, marked as an exercise."""
    from planforge.publish.drills.alert import alerts  # noqa: PLC0415 - only if asked for

    t, language = frame.context.t, frame.context.language
    for one in alerts(kit, language):
        name = t("Warning (exercise) {number}", number=one.id)
        yield KitFile(Folder.CONTROLLERS.title.render(language), f"{name}.xml", one.content)


def _printed(
    workshop: Workshop, frame: Frame, paper: DrillPaper, formats: Iterable[str]
) -> Iterator[KitFile]:
    found = [_made(workshop, paper, ending) for ending in formats if ending in PAPERS]
    yield from _named(frame, paper, found)


def _made(workshop: Workshop, paper: DrillPaper, ending: str) -> Made:
    return workshop.docx(paper.book) if ending == "docx" else workshop.pdf(paper.book)


def _named(frame: Frame, paper: DrillPaper, made: Iterable[Made]) -> Iterator[KitFile]:
    folder = paper.folder.title.render(frame.context.language)
    for one in made:
        ending = one.name.rpartition(".")[2]
        name = f"{paper.number} {paper.name}.{ending}"
        yield KitFile(folder, name, one.content, one.pages, one.flaws)


def _tables(workshop: Workshop, frame: Frame, kit: Kit) -> Iterator[KitFile]:
    """Yield the workbooks: what is brought in, what is judged, what is mended."""
    t, language = frame.context.t, frame.context.language
    sheets = Sheets(frame, kit)
    control = [sheets.events(), sheets.expected(), sheets.script(), sheets.times()]
    control += control_sheets(frame, kit)
    found: tuple[tuple[str, Folder, str, Sequence[Sheet]], ...] = (
        ("D03", Folder.CONTROLLERS, t("List of events (MSEL)"), control),
        ("D05", Folder.EVALUATORS, t("Evaluation sheets"), sheets.evaluation()),
        ("D15", Folder.AFTER, t("Improvement tasks"), [sheets.improvements(foreseen(kit))]),
    )
    for number, folder, name, all_of in found:
        if any(sheet.rows for sheet in all_of):
            yield _workbook(workshop, kit, folder.title.render(language), (number, name), all_of)


def _workbook(
    workshop: Workshop, kit: Kit, folder: str, name: tuple[str, str], sheets: Iterable[Sheet]
) -> KitFile:
    """Return the workbook called *name*, number and title, with those *sheets* that have rows."""
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    tables = Tables(*name, lambda: filled, "", kit.rehearsal.view.drill.date)
    return KitFile(folder, f"{' '.join(name)}.xlsx", workshop.xlsx(tables).content)


__all__ = ["PAPERS", "KitFile", "kit_files", "report_files"]
