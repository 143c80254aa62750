"""A table equal to a picture, for those who hear the page, and for paper."""

from __future__ import annotations

from typing import TypeAlias

from planforge.frozen import dataclass
from planforge.i18n import Message

Cell: TypeAlias = str | Message


@dataclass(frozen=True, slots=True)
class Alternative:
    """A table equal to a picture.

    Attributes:
        headings: One per column.
        rows: Cells, as many in each row as there are headings; a message is rendered by the reader.
    """

    headings: tuple[Message, ...]
    rows: tuple[tuple[Cell, ...], ...]
