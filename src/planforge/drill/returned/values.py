"""What came back in the tables of a drill, and what it means for the drill's file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.findings import Edit
    from planforge.i18n import Message

Cells: TypeAlias = Mapping[str, str]
"""English key of a column → what stands in the cell."""

FIELDS: Final = (
    *("type", "at", "title", "text", "source", "to", "attachments", "goals", "delivery", "place"),
    *("grace", "helps", "controller", "simulator", "leeway"),
)
"""Columns of the list of events that organisers change."""
DERIVED: Final = ("clock", "occasion", "answers", "helped_by", "origin")
"""Columns of the list of events that follow from others, or from the plans."""
EXPECTED: Final = ("by", "within", "standard", "critical")
"""Columns of the table of expected actions that organisers change."""
NAMED: Final = ("inject", "plan", "clause", "action", "limit", "due", "answer_by")
"""Columns of the table of expected actions that say which one a row is, or follow from others."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The tables of a workbook, each row by its number; columns that it lacks are not there.

    Attributes:
        events: The list of events.
        expected: The expected actions; empty if the workbook has no such table.
        script: The script, likewise.
        times: How the time of the scenario lies in the drill, likewise.
        recorded: Headings of columns in which something was recorded, by number of the row.
    """

    events: Mapping[str, Cells]
    expected: Mapping[str, Cells]
    script: Mapping[str, Cells]
    times: Mapping[str, Cells]
    recorded: Mapping[str, tuple[Message, ...]]


@dataclass(frozen=True, slots=True)
class Altered:
    """A field that the table gives another value.

    Attributes:
        row: Number of the row.
        field: English key.
        before: What stands there now; empty for nothing.
        after: What shall stand there.
    """

    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the table that cannot be taken over, with what to do about it.

    Attributes:
        row: Number of the row.
        field: English key; empty for the whole row.
        why: What is wrong, and what to do.
    """

    row: str
    field: str
    why: Message


@dataclass(frozen=True, slots=True)
class Merged:
    """What tables that were given back mean for the drill.

    Attributes:
        altered: Changed fields, in order of the tables.
        added: New injects and expected actions, with what stands in their cells.
        missing: Rows of the drill that the tables lack; they stay.
        refused: What cannot be taken over; nothing is, as long as there is any.
        edits: How the file of the drill is changed.
        recorded: Columns that are not kept in the file, for whoever scores the drill.
    """

    altered: tuple[Altered, ...]
    added: tuple[tuple[str, Cells], ...]
    missing: tuple[str, ...]
    refused: tuple[Refused, ...]
    edits: tuple[Edit, ...]
    recorded: tuple[Message, ...] = ()


__all__ = [
    "DERIVED",
    "EXPECTED",
    "FIELDS",
    "NAMED",
    "Altered",
    "Cells",
    "Merged",
    "Refused",
    "Returned",
]
