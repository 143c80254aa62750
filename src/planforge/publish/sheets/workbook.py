"""Sheets as an Office Open XML workbook: typed cells, filters, frozen heads, print set-up.

Equal sheets give equal bytes. No text of a plan becomes a formula or a link.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import xlsxwriter

from planforge.document.sheets.sheet import Column, ColumnKind, Sheet
from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg
from planforge.model.scalars import Limit
from planforge.publish.sheets.formats import Formats
from planforge.publish.sheets.measure import amount, natural_width, pages_wide, row_height, shared
from planforge.publish.sheets.text import (
    cell_text,
    could_be_formula,
    header_text,
    sheet_names,
    units,
    width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from planforge.document.sheets.sheet import Value

_A4: Final = 9
_WIDE, _LONG = 44, 66
"""Widths of columns in half-width characters: most, most for long text."""
_WRAPPING: Final = frozenset({ColumnKind.TEXT, ColumnKind.LIST})
"""What may take several lines; a number would show as ####."""
_LONG_TEXT: Final = 160
"""How long a text is, in half-width characters, that gets a wider column."""
_BRIEF: Final = 24
"""How long the items of a list may be, in half-width characters, to share a line."""
_EARLIEST: Final = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike."""
_EXACT: Final = 10**15
"""Whole numbers below this keep all their digits in a spreadsheet."""
_MOST_IN_LIST: Final = 255
"""How many characters a list to choose from may have."""
_EPOCH: Final = date(1980, 1, 1)
_PROPERTY: Final = 255
_HEAD_TEXT: Final = 80


@dataclass(frozen=True, slots=True)
class Described:
    """What a workbook says of itself.

    Attributes:
        title: Its title.
        subject: One line on what it holds.
        author: Who issues it.
        dated: Its date, for its properties; None for a fixed one.
        language: Language of the words around the sheets.
    """

    title: str
    subject: str = ""
    author: str = ""
    dated: date | None = None
    language: str = DEFAULT_LANGUAGE


def workbook(sheets: Sequence[Sheet], described: Described) -> bytes:
    """Return *sheets* as a workbook, behind a list of them if there are several.

    Raises:
        ValueError: There is no sheet.
    """
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "宋体", "font_size": 10},
        },
    )
    _describe(book, described)
    formats = Formats(book, described.language)
    listed = len(sheets) > 1
    first = msg("List of the sheets").render(described.language)
    names = sheet_names([*([first] if listed else []), *(sheet.title for sheet in sheets)])
    if listed:
        contents = book.add_worksheet(names[0])
        _write(contents, _contents(sheets, described), formats, described)
        for row, name in enumerate(names[1:], 1):
            link = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
            title = cell_text(sheets[row - 1].title, described.language)
            contents.write_url(row, 1, link, formats.link, title)
    for name, sheet in zip(names[listed:], sheets, strict=True):
        _write(book.add_worksheet(name), sheet, formats, described)
    book.close()
    return buffer.getvalue()


def _describe(book: xlsxwriter.Workbook, described: Described) -> None:
    dated = described.dated or _EPOCH
    created = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    book.set_properties(
        {
            "title": described.title[:_PROPERTY],
            "subject": described.subject[:_PROPERTY],
            "author": described.author[:_PROPERTY],
            "created": created,
        }
    )


def _contents(sheets: Sequence[Sheet], described: Described) -> Sheet:
    """Return the list of the sheets."""
    language = described.language
    heads = (
        Column(msg("No.").render(language), ColumnKind.NUMBER),
        Column(msg("Sheet").render(language)),
        Column(msg("Rows").render(language), ColumnKind.NUMBER),
        Column(msg("File of the facts").render(language)),
    )
    rows = tuple(
        (number, sheet.title, len(sheet.rows), sheet.source or None)
        for number, sheet in enumerate(sheets, 1)
    )
    return Sheet("contents", described.title, heads, rows)


def _write(page: Worksheet, sheet: Sheet, formats: Formats, described: Described) -> None:
    language = described.language
    last_row, last_column = len(sheet.rows), len(sheet.columns) - 1
    heads = [cell_text(_head(column, language), language) for column in sheet.columns]
    texts = [
        [_shown(row[place], mark, language) for row in sheet.rows]
        for place, mark in enumerate(_separators(sheet, language))
    ]
    wraps = [column.kind in _WRAPPING for column in sheet.columns]
    widths = shared(
        [
            natural_width(heads[i], texts[i], _most(column, texts[i]), wraps=wraps[i])
            for i, column in enumerate(sheet.columns)
        ],
        [amount(text) if may else 0 for text, may in zip(texts, wraps, strict=True)],
    )
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, heads[place], formats.head)
        page.set_column(place, place, widths[place])
        for row, values in enumerate(sheet.rows):
            _cell(page, (row + 1, place), values[place], texts[place][row], formats)
        _limit_choices(page, column, place, last_row)
    page.set_row(0, row_height(heads, [w - 1 for w in widths]) + 4)
    for row in range(last_row):
        page.set_row(row + 1, row_height([text[row] for text in texts], widths))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, last_row, last_column)
    _print_set_up(page, sheet, described, (last_row, last_column))
    page.fit_to_pages(pages_wide(widths), 0)
    if pages_wide(widths) > 1:
        page.repeat_columns(0, 0)


def _head(column: Column, language: str) -> str:
    return marks(language).bracketed(column.title, column.unit)


def _separators(sheet: Sheet, language: str) -> list[str]:
    """Return what stands between the items of lists in each column, a line feed if one is long."""
    found: list[str] = []
    for place in range(len(sheet.columns)):
        lists = [row[place] for row in sheet.rows]
        items = [item for value in lists if isinstance(value, tuple) for item in value]
        is_brief = all(width(item) <= _BRIEF and "\n" not in item for item in items)
        found.append(marks(language).item if is_brief else "\n")
    return found


def _shown(value: Value, mark: str, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return cell_text(mark.join(item for item in value if item), language)
    if isinstance(value, Limit):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    return cell_text(str(value), language)


def _cell(
    page: Worksheet, place: tuple[int, int], value: Value, shown: str, formats: Formats
) -> None:
    """Write *value* as what it is; what a spreadsheet cannot count becomes the text *shown*."""
    row, column = place
    if isinstance(value, Limit) and value.seconds is not None:
        days = value.seconds / 86_400
        page.write_number(row, column, days, formats.duration(value))
    elif isinstance(value, int) and abs(value) < _EXACT:
        page.write_number(row, column, int(value), formats.number)
    elif isinstance(value, float):
        page.write_number(row, column, value, formats.decimal)
    elif isinstance(value, date) and value >= _EARLIEST:
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), formats.date)  # noqa: DTZ001 - a day has no zone
    elif shown:
        chosen = formats.quoted if could_be_formula(shown) else formats.text
        page.write_string(row, column, shown, chosen)
    else:
        page.write_blank(row, column, None, formats.text)


def _most(column: Column, shown: Sequence[str]) -> int:
    """Return how wide *column* may be; long text gets more."""
    widest = max((width(text) for text in shown), default=0)
    return max(_LONG if widest > _LONG_TEXT else _WIDE, column.width)


def _limit_choices(page: Worksheet, column: Column, place: int, last_row: int) -> None:
    """Let only the words of *column* be entered, where it has such and they fit."""
    if not column.choices or not last_row or units(",".join(column.choices)) > _MOST_IN_LIST:
        return
    page.data_validation(
        1, place, last_row, place, {"validate": "list", "source": list(column.choices)}
    )


def _print_set_up(
    page: Worksheet, sheet: Sheet, described: Described, last: tuple[int, int]
) -> None:
    """Set A4 lying on its side, one page wide, the head on every page, pages numbered."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    page.repeat_rows(0)
    page.print_area(0, 0, *last)
    title = header_text(sheet.title, _HEAD_TEXT)
    of = header_text(described.title, _HEAD_TEXT)
    beside = f'&R&"宋体"&9{of}' if sheet.title != described.title else ""
    page.set_header(f'&C&"黑体"&14{title}{beside}')
    number = msg("Page {page} of {pages}", page="&P", pages="&N").render(described.language)
    page.set_footer(f'&C&"宋体"&10{number}')


__all__ = ["Described", "workbook"]
