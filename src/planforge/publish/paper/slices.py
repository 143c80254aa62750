"""A part with very long tables is laid out in slices: the engine's memory grows with every cell.

A slice ends where a page ends anyway, between two rows of a table, and the next begins with the
head of that table, as it would stand there if all was laid out at once. Where that page ends is
seen from a trial with a few rows more.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from planforge.document.books.book import Style
from planforge.publish.paper.typeset import HERE, PlaceKind, Sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.publish.paper.typeset import Engine, Job, Place

Data: TypeAlias = "Mapping[str, object]"

MOST: Final = 1500
"""Cells that are laid out at a time; 60 to 90 kB each."""
_WHOLE: Final = 2
"""So many times as much is laid out at once if that is all: slices cost a trial each."""
_WIDEST: Final = 3
"""So many times as much is tried at most, so that the last page of a slice is full."""
_CHARACTERS: Final = 40
"""So much text counts as a cell more."""
_CUT: Final = frozenset({Style.PLAN.value, Style.ANNEX.value, Style.SHEET.value})
"""Styles of parts that are running text, so that a page of it may end anywhere."""


def in_slices(engine: Engine, job: Job, most: int = MOST) -> Sheets:
    """Return the part of *job* laid out by *engine*, in slices of about *most* cells if it is long.

    Raises:
        EngineProblem: The engine cannot lay it out.
    """
    rest = cast("list[Data]", job.data["blocks"])
    if job.data["style"] not in _CUT or weight(rest) <= _WHOLE * most:
        return engine.typeset(job)
    every = frozenset(_found(rest, "a"))
    made: list[Sheets] = []
    pages = 0
    while rest:
        for limit in range(most, (_WIDEST + 1) * most, most):
            taken, after = _taken(rest, limit)
            if not after:
                break
            trial = engine.typeset(_slice(job, [*taken[:-1], _marked(taken[-1])], pages, every))
            end, is_full = _end(taken[-1], trial)
            if is_full:
                break
        if after:
            kept, back = _parted(taken[-1], end)
            taken, after = [*taken[:-1], kept], _joined(back, after)
        rest = after
        sheets = engine.typeset(_slice(job, taken, pages, every))
        made.append(sheets)
        pages += sheets.pages
    return _bound(made)


def _bound(made: Sequence[Sheets]) -> Sheets:
    """Return *made* as one: the first, with the files of the others behind its own."""
    places: list[Place] = []
    pages = 0
    for one in made:
        places += [replace(place, page=place.page + pages) for place in one.places]
        pages += one.pages
    problems = tuple(dict.fromkeys(problem for one in made for problem in one.problems))
    more = tuple((one.pdf, one.pages) for one in made[1:])
    floated = any(one.floated for one in made)
    return Sheets(made[0].pdf, pages, tuple(places), problems, more, floated)


def _slice(job: Job, blocks: Sequence[Data], pages: int, every: frozenset[str]) -> Job:
    """Return the job for *blocks*, which stand behind *pages* pages of the part.

    Links to anchors of *every* slice that are not in this one are left to whoever binds them.
    """
    own = frozenset(_found(blocks, "a"))
    data = {**job.data, "blocks": _relinked(blocks, every - own)}
    if not pages:
        return replace(job, data=data)
    is_left = bool(data["duplex"]) and bool((pages + bool(data["verso"])) % 2)
    data |= {"heading": [], "mark": "", "verso": is_left, "continues": True}
    data["first"] = cast("int", data["first"]) + pages
    # Its first heading need not be of the first level: only the whole part must keep that.
    standards = tuple(name for name in job.standards if not name.startswith("ua-"))
    return replace(job, data=data, standards=standards)


def _taken(blocks: Sequence[Data], most: int) -> tuple[list[Data], list[Data]]:
    """Return the first of *blocks*, up to *most* cells, and the rest; only tables are parted."""
    taken: list[Data] = []
    left = most
    for at, block in enumerate(blocks):
        cells = weight(block)
        if cells > left and block.get("k") == "t" and "turned" not in block:
            cut = _row_within(block, left)
            if cut is not None:
                first, second = _parted(block, cut)
                return [*taken, first], [second, *blocks[at + 1 :]]
        taken.append(block)
        left -= cells
    return taken, []


def _row_within(table: Data, left: int) -> int | None:
    """Return before which row to cut *table*: *left* cells stand before; None for nowhere.

    At least a tenth of what is taken at a time must stand before, so that a page fills.
    """
    found, used, seams = None, 0, _seams(table)
    for at, row in enumerate(_rows(table)):
        if used > max(left, MOST // 10):
            break
        if at in seams:
            found = at
        used += weight(row)
    return found


def _seams(table: Data) -> frozenset[int]:
    """Return the rows before which no cell reaches over from above; the first is none of them."""
    found: set[int] = set()
    until = 0
    for at, row in enumerate(_rows(table)):
        if at and at >= until:
            found.add(at)
        until = max([until, *(at + cast("int", cell.get("r", 1)) for cell in row)])
    return frozenset(found)


def _end(table: Data, trial: Sheets) -> tuple[int, bool]:
    """Return before which row of *table* a slice ends, and whether its last page is full then.

    It is not where no page begins with a row that nothing reaches over to.
    """
    found = [(int(at.name), at.page) for at in trial.places if at.kind is PlaceKind.ROW]
    found.sort()
    begins = [row for (_, before), (row, page) in pairwise(found) if page > before]
    seams, rows = _seams(table), _rows(table)
    clean = [row for row in begins if row in seams and _is_whole(rows[row - 1])]
    near = [row for row in seams if begins and row <= begins[-1]]
    return max(clean or near or [len(rows)]), bool(clean)


def _is_whole(row: Sequence[Data]) -> bool:
    """Whether no cell of *row* may go on overleaf."""
    return all("whole" in cell for cell in row)


def _marked(table: Data) -> Data:
    """Return *table* with a mark in each of its rows that tells where it stands."""
    rows = [
        [{**row[0], "row": at}, *row[1:]] if row else row for at, row in enumerate(_rows(table))
    ]
    return {**table, "rows": rows}


def _parted(table: Data, at: int) -> tuple[Data, Data]:
    """Return the rows of *table* before *at*, and the others, which are no new table."""
    rows = _rows(table)
    second = {key: value for key, value in table.items() if key != "a"}
    return {**table, "rows": rows[:at]}, {**second, "title": "", "rows": rows[at:]}


def _joined(back: Data, rest: Sequence[Data]) -> list[Data]:
    """Return *rest*, which begins with a table, with the rows of *back* before those of it."""
    return [{**rest[0], "rows": [*_rows(back), *_rows(rest[0])]}, *rest[1:]]


def _rows(table: Data) -> list[list[Data]]:
    return cast("list[list[Data]]", table["rows"])


def weight(data: object) -> int:
    """Return how many cells there are in *data*, much text counted as more."""
    if isinstance(data, str):
        return len(data) // _CHARACTERS
    if isinstance(data, dict):
        return sum(map(weight, data.values()))
    if isinstance(data, list):
        return sum(weight(value) + (isinstance(value, dict) and "b" in value) for value in data)
    return 0


def _found(data: object, key: str) -> Iterator[str]:
    """Yield every text under *key* in *data*."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key and isinstance(value, str):
                yield value
            else:
                yield from _found(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _found(value, key)


def _relinked(data: object, elsewhere: frozenset[str]) -> object:
    """Return *data* with links to anchors *elsewhere* in the part as addresses."""
    if isinstance(data, dict):
        return {
            key: f"{HERE}{value[1:]}"
            if key == "to" and isinstance(value, str) and value[1:] in elsewhere
            else _relinked(value, elsewhere)
            for key, value in data.items()
        }
    return [_relinked(value, elsewhere) for value in data] if isinstance(data, list) else data
