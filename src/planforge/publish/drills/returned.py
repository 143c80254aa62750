"""Tables of a drill read back from a workbook that somebody filled in with Excel or WPS.

A table is known by its headings and a row by its number; where they stand, how they look and what
else the workbook holds makes no difference.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from planforge.document.sheets.drill_words import (
    ANSWERS,
    DONE,
    EXPECTED,
    GIVEN,
    HEADINGS,
    INJECT_STATES,
    JUDGED,
    RECORDED,
    SCRIPT,
    TASKS,
    TIMES,
    evaluation_title,
)
from planforge.drill.closing import Task
from planforge.drill.returned import Returned
from planforge.drill.returned.contradictions import settled
from planforge.drill.timed import Judgement, Records, Seen, drill_second
from planforge.i18n import LANGUAGES, Message, marks, msg
from planforge.model.drill_scales import TaskState
from planforge.model.evaluation import Method
from planforge.publish.sheets.text import cell_text, sheet_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from planforge.document.sheets.drills import Tables
    from planforge.document.sheets.sheet import Sheet, Value
    from planforge.drill.kit.values import EvaluationSheet, Kit

_MISSED: Final = frozenset({"未见", "没有", "未做", "not seen"})
"""What recorders write instead of a clock if they did not see an action."""
_NO_CLOCK: Final = msg("{row}: “{text}” is no clock; write 09:05.")
_OR_MISSED: Final = msg(
    "{row}: “{text}” is no clock; write 09:05, or 未见 if it should have been done and was not."
)
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


def tables_of(tables: Tables, language: str) -> Returned:
    """Return what stands in the tables of a drill as they are made today."""

    def read(sheet: Sheet, headings: Mapping[str, Message]) -> dict[str, dict[str, str]]:
        titles = {heading.render(language): field for field, heading in headings.items()}
        fields = [titles.get(column.title, "") for column in sheet.columns]
        found: dict[str, dict[str, str]] = {}
        for row in sheet.rows:
            pairs = zip(fields, row, strict=True)
            cells = {field: _said(value, language) for field, value in pairs if field}
            found[cells.pop("id")] = cells
        return found

    return Returned(
        read(tables.events(), HEADINGS),
        read(tables.expected(), EXPECTED),
        read(tables.script(), SCRIPT),
        read(tables.times(), TIMES),
        {},
    )


def returned_tables(content: bytes) -> Returned:
    """Return what stands in the tables of a drill in the workbook *content*, in its order.

    Raises:
        UnreadableTableError: It is no workbook, holds no list of events, or a number stands twice
            in one of its tables.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    recorded: dict[str, tuple[Message, ...]] = {}
    for _name, rows in _tables(content):
        kind = _kind(rows)
        if not kind or kind in found:
            continue
        headings, fewest = _KINDS[kind]
        found[kind] = _table(rows, headings, fewest, may_lack_id=kind == "expected") or {}
        if kind in {"events", "expected"}:
            recorded |= _recorded(rows, fewest)
    if "events" in found:
        return Returned(
            found["events"],
            found.get("expected", {}),
            found.get("script", {}),
            found.get("times", {}),
            recorded,
        )
    raise UnreadableTableError(
        msg(
            "There is no list of events in the workbook. Its table needs the headings {headings} "
            "as “planforge drill kit” writes them.",
            headings=tuple(HEADINGS[field] for field in ("id", "type", "text")),
        )
    )


_KINDS: Final[Mapping[str, tuple[Mapping[str, Message], int]]] = {
    "script": (SCRIPT, 10),
    "events": (HEADINGS, _FEWEST),
    "expected": (EXPECTED, 6),
    "times": (TIMES, len(TIMES)),
}
"""Kind of a table → its headings, and how many of them it needs."""
_MARKING: Final[Mapping[str, str]] = {"script": "dialogue", "events": "text", "expected": "inject"}
"""Kind of a table → a heading that no other one has."""


def _kind(rows: Sequence[Sequence[str]]) -> str:
    """Return which table of a drill stands in *rows*; empty for none."""
    for kind, (headings, fewest) in _KINDS.items():
        for row in rows:
            fields = {_field(text, headings) for text in row if text} - {""}
            if "id" in fields and len(fields) >= fewest and _MARKING.get(kind, "id") in fields:
                return kind
    return ""


def _recorded(rows: Sequence[Sequence[str]], fewest: int) -> dict[str, tuple[Message, ...]]:
    """Return the headings of what was recorded, by number of the row."""
    first = {state.render(language) for language in LANGUAGES for state in INJECT_STATES[:1]}
    table = _table(rows, RECORDED, fewest, may_lack_id=True) or {}
    return {
        id_: names
        for id_, cells in table.items()
        if (names := tuple(RECORDED[f] for f, text in cells.items() if text and text not in first))
    }


def returned_records(contents: Iterable[bytes], kit: Kit) -> tuple[Records, tuple[Message, ...]]:
    """Return what was written into workbooks of *kit*, and why some of it does not count.

    Raises:
        UnreadableTableError: One is no workbook, none holds a table of the drill, or a number
            stands in one twice.
    """
    reader = _Reader(kit)
    for content in contents:
        for name, rows in _tables(content):
            reader.read(name, rows)
    if not reader.tables:
        why = msg(
            "The workbooks hold no table of this drill; fill in those of “planforge drill kit”."
        )
        raise UnreadableTableError(why)
    counted, problems = settled(kit, Records(reader.given, reader.seen, tuple(reader.judged)))
    return counted, (*reader.problems, *problems)


def returned_tasks(content: bytes) -> tuple[Task, ...]:
    """Return the tasks in the table of improvements of the workbook *content*.

    Rows in which nobody wrote what was found are left out.

    Raises:
        UnreadableTableError: It is no workbook, holds no such table, or a number stands there
            twice.
    """
    closed = {TaskState.CLOSED.label(language) for language in LANGUAGES}
    for _name, rows in _tables(content):
        found = _table(rows, TASKS, len(TASKS))
        if found is not None:
            return tuple(
                Task(id_, cells["problem"], cells["plan"], cells["status"] in closed)
                for id_, cells in found.items()
                if cells["problem"]
            )
    raise UnreadableTableError(
        msg(
            "There is no table of improvement tasks in the workbook, as “planforge drill score” "
            "writes it."
        )
    )


class _Reader:
    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.injects = {one.id for one in kit.injects}
        self.expected = {one.id for inject in kit.injects for one in inject.expected}
        self.sheets = {
            sheet_names([evaluation_title(sheet.id, language)])[0]: sheet
            for sheet in kit.sheets
            for language in LANGUAGES
        }
        self.given: dict[str, int] = {}
        self.seen: dict[str, Seen] = {}
        self.judged: list[Judgement] = []
        self.problems: list[Message] = []
        self.tables = 0

    def read(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        for headings, fewest, take in ((GIVEN, 2, self._given), (DONE, 4, self._done)):
            found = _table(rows, headings, fewest)
            if found is not None:
                self.tables += 1
                take(found)
                return
        sheet = self.sheets.get(name)
        found = _table(rows, JUDGED, len(JUDGED) - 1) if sheet else None
        if sheet is not None and found is not None:
            self.tables += 1
            self._judged(sheet, found)

    def _given(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        for id_, cells in rows.items():
            at = self._clock(id_, cells.get("given", ""))
            if at is not None and self._is_known(id_, self.injects):
                self.given[id_] = at

    def _done(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        for id_, cells in rows.items():
            told = [cells.get("begun", ""), cells.get("ended", "") or cells.get("answered", "")]
            is_missed = any(text in _MISSED for text in told)
            begun, ended = (
                None if text in _MISSED else self._clock(id_, text, _OR_MISSED) for text in told
            )
            by, remark = cells.get("by", ""), cells.get("remark", "")
            if begun is None and ended is None and not (by or remark or is_missed):
                continue
            if begun is not None and ended is not None and ended < begun:
                self.problems.append(msg("{row}: it ends before it begins.", row=id_))
                continue
            if self._is_known(id_, self.expected):
                self.seen[id_] = Seen(begun, ended, by, remark, is_missed)

    def _judged(self, sheet: EvaluationSheet, rows: Mapping[str, Mapping[str, str]]) -> None:
        known = {item.id for item in sheet.items}
        for id_, cells in rows.items():
            rating = cells.get("rating", "")
            words = tuple(cells.get(name, "") for name in ("seen", "cause", "advice", "measured"))
            if not rating and not any(words):
                continue
            codes = self._codes(sheet, id_)
            if rating and rating not in codes:
                text = msg("{row}: “{text}” is none of {words}.", row=id_, text=rating, words=codes)
                self.problems.append(text)
                continue
            if self._is_known(id_, known):
                self.judged.append(Judgement(sheet.id, id_, rating, *words))

    def _codes(self, sheet: EvaluationSheet, id_: str) -> tuple[str, ...]:
        """Return what may be written as the rating of an item."""
        ratings = self.kit.pack.ratings
        item = next((one.item for one in sheet.items if one.id == id_), None)
        if item is None or item.method is not Method.CHOICE:
            return tuple(one.id for one in ratings)
        answers = (one.render(language) for language in LANGUAGES for one in ANSWERS)
        return (*answers, *(one.id for one in ratings if one.points is None))

    def _clock(self, row: str, text: str, wrong: Message = _NO_CLOCK) -> int | None:
        if not text:
            return None
        found = drill_second(text, self.kit.timeline)
        if found is None:
            self.problems.append(Message(wrong.msgid, (("row", row), ("text", text))))
        return found

    def _is_known(self, id_: str, known: AbstractSet[str]) -> bool:
        if id_ in known:
            return True
        self.problems.append(msg("{row}: the drill has no such row any more.", row=id_))
        return False


def _tables(content: bytes) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield the sheets of a workbook: name, and rows of texts."""
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        why = msg("The file is no workbook (.xlsx). Save it as such in Excel or WPS.")
        raise UnreadableTableError(why) from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
            yield sheet.title, [tuple(_text(value) for value in row) for row in rows]
    finally:
        book.close()


def _table(
    rows: Sequence[Sequence[str]],
    headings: Mapping[str, Message],
    fewest: int,
    *,
    may_lack_id: bool = False,
) -> dict[str, dict[str, str]] | None:
    """Return the table with at least *fewest* of *headings* in *rows*; None if there is none.

    Rows without a number are an error, unless they *may lack* it: then “+1” stands for it.
    """
    for i, row in enumerate(rows):
        fields = [_field(text, headings) for text in row]
        if "id" in fields and len(set(filter(None, fields))) >= fewest:
            return _below(rows[i + 1 :], fields, may_lack_id=may_lack_id)
    return None


def _below(
    rows: Iterable[Sequence[str]], fields: Sequence[str], *, may_lack_id: bool
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, 1):
        pairs = zip(fields, row, strict=False)
        cells = {field: text for field, text in pairs if field}
        id_ = cells.pop("id", "")
        if not id_ and may_lack_id and any(cells.values()):
            id_ = f"+{number}"
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


def _field(heading: str, headings: Mapping[str, Message]) -> str:
    """Return the field whose heading begins *heading*; empty for none. A unit may follow."""
    for field, message in headings.items():
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
    """Return what stands in a cell as text: 30.0 as 30, a clock as 09:30, a span as 26:10."""
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        value = f"{minutes // 60:02}:{minutes % 60:02}"
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


__all__ = [
    "UnreadableTableError",
    "returned_records",
    "returned_tables",
    "returned_tasks",
    "tables_of",
]
