"""Parts of forms: ruled tables with labels, room to write, boxes to tick, lines to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.blocks import inline, paragraph
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.document.context import Context

SPACE: Final = "\u3000"
"""A full-width space: what stands where something is to be written."""
LINE: Final = "＿"
_EMPTY, _TICKED = "□", "■"
_WIDTHS: Final = (19, 31, 19, 31)


@dataclass(frozen=True, slots=True)
class Field:
    """A label with what stands beside it, or room to write.

    Attributes:
        label: What is asked.
        lines: What stands there already.
        room: How many lines are left to write on.
        wide: Whether it takes the whole width.
    """

    label: str
    lines: tuple[str, ...] = ()
    room: int = 0
    wide: bool = True


def field(label: str, *lines: str, room: int = -1) -> Field:
    """Return a field over the whole width; a line of room if nothing stands there."""
    kept = tuple(line for line in lines if line)
    return Field(label, kept, room if room >= 0 else int(not kept))


def half(label: str, *lines: str) -> Field:
    """Return a field that shares its row with the next one."""
    kept = tuple(line for line in lines if line)
    return Field(label, kept, int(not kept), wide=False)


def grid(fields: Iterable[Field], *, is_whole: bool = False) -> nodes.table:
    """Return *fields* as a ruled table without a head, all on one page if it *is_whole*."""
    body = nodes.tbody("")
    waiting: Field | None = None
    for one in fields:
        if one.wide:
            if waiting is not None:
                body += _row(waiting)
                waiting = None
            body += _row(one)
        elif waiting is None:
            waiting = one
        else:
            body += _row(waiting, one)
            waiting = None
    if waiting is not None:
        body += _row(waiting)
    return _table(body, _WIDTHS, name="pf-form-whole" if is_whole else "pf-form")


def _row(*fields: Field) -> nodes.row:
    row = nodes.row("")
    for one in fields:
        row += nodes.entry("", paragraph(one.label, "pf-form-label"))
        written = nodes.entry("", *room(one.lines, one.room))
        if len(fields) == 1:
            written["morecols"] = 2
        row += written
    return row


def _table(
    body: nodes.tbody,
    widths: Sequence[int],
    head: nodes.thead | None = None,
    name: str = "pf-form",
) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec("", colwidth=w) for w in widths), cols=len(widths))
    if head is not None:
        group += head
    group += body
    return nodes.table("", group, classes=[name, "colwidths-given"])


def room(lines: Sequence[str], more: int) -> list[nodes.Node]:
    """Return *lines* as paragraphs with *more* empty ones behind them."""
    return [paragraph(line, "pf-form-text") for line in (*lines, *(SPACE,) * more)]


def register(
    heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], *, empty: int = 0
) -> nodes.table:
    """Return a ruled table with a head and *empty* rows to fill in behind *rows*."""
    top = nodes.row("", *(nodes.entry("", paragraph(text, "pf-form-label")) for text in heads))
    blank = (SPACE,) * len(heads)
    body = nodes.tbody("")
    for row in (*rows, *(blank,) * empty):
        cells = (nodes.entry("", paragraph(text or SPACE, "pf-form-text")) for text in row)
        body += nodes.row("", *cells)
    return _table(body, widths, nodes.thead("", top))


def boxes(context: Context, words: Iterable[str], *chosen: str) -> str:
    """Return *words* with a box before each, those of the *chosen* ones filled."""
    gap = SPACE if context.marks.gap == "" else "  "
    return gap.join(f"{_TICKED if word in chosen else _EMPTY}{word}" for word in words)


def line(*texts: str) -> nodes.paragraph:
    """Return *texts* in one line above or below a table."""
    return paragraph((SPACE * 2).join(text for text in texts if text), "pf-form-line")


def remark(text: str) -> nodes.paragraph:
    """Return a remark below a form."""
    return nodes.paragraph("", "", *inline(text), classes=["pf-form-note"])


def blank(count: int) -> str:
    """Return a line of *count* characters to write on."""
    return LINE * count


def moment(context: Context) -> str:
    """Return a day and time to fill in."""
    return context.t(
        "{year}-{month}-{day}, {hour}:{minute}",
        year=blank(4),
        month=blank(2),
        day=blank(2),
        hour=blank(2),
        minute=blank(2),
    )


__all__ = [
    "LINE",
    "SPACE",
    "Field",
    "blank",
    "boxes",
    "field",
    "grid",
    "half",
    "line",
    "moment",
    "register",
    "remark",
    "room",
]
