"""Tables of a drill read back from a workbook that somebody filled in with Excel or WPS.

A table is known by its headings and a row by its number; where they stand, how they look and what
else the workbook holds makes no difference.
"""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from planforge.document.sheets.drills import HEADINGS
from planforge.drill.returned import FIELDS
from planforge.i18n import LANGUAGES, Message, marks, msg
from planforge.publish.sheets.text import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.document.sheets.sheet import Sheet, Value

_FEWEST: Final = 3
"""Headings by which a table is known."""
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200


class UnreadableTableError(Exception):
    """A file is no workbook, or holds no such table.

    Attributes:
        why: What is wrong, and what to do.
    """

    def __init__(self, why: Message) -> None:
        super().__init__(why.render("en"))
        self.why = why


def events_of(sheet: Sheet, language: str) -> dict[str, dict[str, str]]:
    """Return what stands in the list of events *sheet*, by number of the row and field."""
    titles = {heading.render(language): field for field, heading in HEADINGS.items()}
    fields = [titles.get(column.title, "") for column in sheet.columns]
    found: dict[str, dict[str, str]] = {}
    for row in sheet.rows:
        cells = {
            field: _said(value, language) for field, value in zip(fields, row, strict=True) if field
        }
        found[cells.pop("id")] = cells
    return found


def returned_events(content: bytes) -> dict[str, dict[str, str]]:
    """Return what stands in the list of events of the workbook *content*, in its order.

    Raises:
        UnreadableTableError: It is no workbook, holds no such table, or a number stands there
            twice.
    """
    for table in _tables(content):
        found = _events(table)
        if found is not None:
            return found
    raise UnreadableTableError(
        msg(
            "There is no list of events in the workbook. Its table needs the headings {headings} "
            "as “planforge drill kit” writes them.",
            headings=tuple(HEADINGS[field] for field in ("id", "type", "text")),
        )
    )


def _tables(content: bytes) -> Iterator[list[tuple[str, ...]]]:
    """Yield the sheets of a workbook as rows of texts."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        why = msg("The file is no workbook (.xlsx). Save it as such in Excel or WPS.")
        raise UnreadableTableError(why) from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
            yield [tuple(_text(value) for value in row) for row in rows]
    finally:
        book.close()


def _events(rows: Sequence[Sequence[str]]) -> dict[str, dict[str, str]] | None:
    """Return the list of events in *rows*; None if there is none."""
    for i, row in enumerate(rows):
        fields = [_field(text) for text in row]
        if "id" in fields and len({*fields} & {"id", *FIELDS}) >= _FEWEST:
            return _below(rows[i + 1 :], fields)
    return None


def _below(rows: Iterable[Sequence[str]], fields: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        pairs = zip(fields, row, strict=False)
        cells = {field: text for field, text in pairs if field}
        id_ = cells.pop("id", "")
        if not id_:
            if any(cells.values()):
                text = next(filter(None, cells.values()))
                why = msg("A row has no number: “{text}”. Give it one, such as k9.", text=text)
                raise UnreadableTableError(why)
            continue
        if id_ in found:
            why = msg("Two rows have the number “{id}”. Give each its own.", id=id_)
            raise UnreadableTableError(why)
        found[id_] = cells
    return found


def _field(heading: str) -> str:
    """Return the field whose heading begins *heading*; empty for none. A unit may follow."""
    for field, message in HEADINGS.items():
        for language in LANGUAGES:
            said = message.render(language)
            rest = heading.removeprefix(said)
            if rest != heading and (not rest or rest.strip()[:1] in {"（", "("}):
                return field
    return ""


def _said(value: Value, language: str) -> str:
    """Return what a cell with *value* says."""
    if isinstance(value, tuple):
        return cell_text(marks(language).listed(value), language)
    return "" if value is None else cell_text(str(value), language)


def _text(value: object) -> str:
    """Return what stands in a cell as text: 30.0 as 30, a clock as 09:30."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | time():
            return f"{value:%H:%M}"
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


__all__ = ["UnreadableTableError", "events_of", "returned_events"]
