"""Which papers a drill needs, whose folder each goes into, and their books."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from planforge.document.drills.after import (
    archive_book,
    improvement_book,
    revision_book,
    summary_book,
)
from planforge.document.drills.control import control_book
from planforge.document.drills.desk import Desk
from planforge.document.drills.evaluating import evaluation_plan, evaluation_sheets
from planforge.document.drills.events import events_book
from planforge.document.drills.guests import observer_book
from planforge.document.drills.handouts import (
    is_demonstration,
    player_book,
)
from planforge.document.drills.organising import work_plan
from planforge.document.drills.publicity import publicity_plan
from planforge.document.drills.records import record_book
from planforge.document.drills.report import report_book
from planforge.document.drills.role_players import simulator_books
from planforge.document.drills.script import script_book
from planforge.document.drills.support import support_plan
from planforge.document.drills.tabletop import tabletop_books
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.drill_scales import DrillPurpose
from planforge.model.scales import DrillForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.document.books.book import Book
    from planforge.document.pages.frame import Frame
    from planforge.drill.kit.values import Kit
    from planforge.drill.outcome import Held
    from planforge.model.drill import Drill

_MANY: Final = 2
"""So many controllers need a handbook, at a table too."""


class Folder(Enum):
    """Who gets a paper; each folder can be handed out as it is."""

    ORGANISERS = msg("1 Organisers")
    CONTROLLERS = msg("2 Controllers")
    EVALUATORS = msg("3 Evaluators")
    PLAYERS = msg("4 Players")
    SIMULATORS = msg("5 Role players")
    OBSERVERS = msg("6 Guests")
    RECORDERS = msg("7 Recorders")
    AFTER = msg("8 After the drill")

    @property
    def title(self) -> Message:
        """The name of the folder."""
        return self.value


@dataclass(frozen=True, slots=True)
class DrillPaper:
    """A paper of a drill.

    Attributes:
        number: Its number in the set of papers, e.g. D03.
        name: What it is, as its file is called.
        folder: Whose it is.
        book: The paper.
    """

    number: str
    name: str
    folder: Folder
    book: Book


def papers(frame: Frame, kit: Kit) -> tuple[DrillPaper, ...]:
    """Return the papers of the drill of *kit*, in order of their numbers.

    The list of what is archived is not among them: it names the files of all others.

    Args:
        frame: The corpus with its internal elements: most of the papers are internal.
        kit: What the papers say.
    """
    desk = Desk(frame, kit)
    found = _papers(desk)
    return tuple(one for one in found if one.book.parts)


def archive(frame: Frame, kit: Kit, files: Sequence[tuple[str, str, str]]) -> DrillPaper:
    """Return the list of what is kept, of *files*: folder, name and SHA-256 of each."""
    desk = Desk(frame, kit, tuple(files))
    return DrillPaper("D16", desk.t("Archive list"), Folder.AFTER, archive_book(desk, files))


def reports(frame: Frame, kit: Kit, held: Held) -> tuple[DrillPaper, ...]:
    """Return the papers written after the drill of *kit* was *held*, filled with its records."""
    desk = Desk(frame, kit, held.records)
    t, folder = desk.t, Folder.AFTER
    return (
        DrillPaper("D13", t("Evaluation report"), folder, report_book(desk, held)),
        DrillPaper("D14", t("Summary report"), folder, summary_book(desk, held)),
        DrillPaper("D15", t("Improvement tasks"), folder, improvement_book(desk, held)),
    )


def needs_control(drill: Drill) -> bool:
    """Whether controllers need a handbook: on site, in a demonstration, or if they are several."""
    return (
        drill.kind.form is DrillForm.FULL_SCALE
        or drill.kind.purpose is DrillPurpose.DEMONSTRATION
        or len(drill.organisers.controllers) >= _MANY
    )


def _papers(desk: Desk) -> Iterator[DrillPaper]:
    t, drill = desk.t, desk.drill
    is_table = drill.kind.form is DrillForm.TABLETOP
    yield DrillPaper("D01", t("Work plan"), Folder.ORGANISERS, work_plan(desk))
    script = script_book(desk)
    if script is not None:
        yield DrillPaper("D02", t("Script"), Folder.CONTROLLERS, script)
        shown = script_book(desk, for_players=True) if is_demonstration(desk) else None
        if shown is not None:
            yield DrillPaper("D02", t("Script"), Folder.PLAYERS, shown)
    events = t("Scenario and list of events")
    yield DrillPaper("D03", events, Folder.CONTROLLERS, events_book(desk))
    if needs_control(drill):
        name = t("Handbook for controllers")
        yield DrillPaper("D04", name, Folder.CONTROLLERS, control_book(desk))
    yield DrillPaper("D05", t("Evaluation plan"), Folder.EVALUATORS, evaluation_plan(desk))
    for sheet, book in zip(desk.kit.sheets, evaluation_sheets(desk), strict=True):
        name = t("Evaluation sheet {who}", who=sheet.id or t("together"))
        yield DrillPaper("D05", name, Folder.EVALUATORS, book)
    yield DrillPaper("D06", t("Handbook for players"), Folder.PLAYERS, player_book(desk))
    for who, book in simulator_books(desk):
        name = t("Cards for role player {who}", who=who or t("nobody yet"))
        yield DrillPaper("D07", name, Folder.SIMULATORS, book)
    yield DrillPaper("D08", t("Support plan"), Folder.ORGANISERS, support_plan(desk))
    if not is_table or is_demonstration(desk):
        yield DrillPaper("D09", t("Plan for the public"), Folder.ORGANISERS, publicity_plan(desk))
    guests = observer_book(desk)
    if guests is not None:
        yield DrillPaper("D10", t("Booklet for guests"), Folder.OBSERVERS, guests)
    if is_table:
        questions, decisions = tabletop_books(desk)
        yield DrillPaper("D11", t("Questions of the tabletop"), Folder.CONTROLLERS, questions)
        yield DrillPaper("D11", t("Sheets for decisions"), Folder.PLAYERS, decisions)
    yield DrillPaper("D12", t("Record sheets"), Folder.RECORDERS, record_book(desk))
    yield DrillPaper("D13", t("Evaluation report (outline)"), Folder.AFTER, report_book(desk))
    yield DrillPaper("D14", t("Summary report (outline)"), Folder.AFTER, summary_book(desk))
    yield DrillPaper("D15", t("Improvement tasks"), Folder.AFTER, improvement_book(desk))
    revision = revision_book(desk)
    if revision is not None:
        yield DrillPaper("D17", t("Proposals for the plans"), Folder.AFTER, revision)


__all__ = ["DrillPaper", "Folder", "archive", "needs_control", "papers", "reports"]
