"""Blocks: a document flattened to what every writer for paper and Word must know, and no more.

A docutils tree has some forty kinds of nodes; a writer would have to know each. The translation to
blocks decides once what a list in a table cell or a chart in a note means, and the writers stay
small and agree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.document.charts import Drawable

NOTE: Final = "#note-"
"""What the target of the mark of a footnote begins with."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line.

    Attributes:
        text: Its text; a line feed in it ends a line inside the paragraph.
        strong: Whether it is emphasised.
        code: Whether it stands as written.
        raised: Whether it is a mark above the line, e.g. the number of a footnote.
        lowered: Whether it is a mark below the line, e.g. in the formula of a substance.
        target: Where it leads: `planforge:…`, `#anchor` in the same part, or an outside address.
        mention: Whether it is the name of something registered that the index lists.
        role: What it is, from its class: `pf-level-1`, `pf-number`, …; empty for plain text.
    """

    text: str
    strong: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False
    target: str = ""
    mention: bool = False
    role: str = ""

    @property
    def note(self) -> str:
        """The number of the footnote that it is the mark of; empty if it is none."""
        is_mark = self.raised and self.target.startswith(NOTE)
        return self.target.removeprefix(NOTE) if is_mark else ""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 for chapters, counted downwards.
        runs: Its text without number.
        number: Its place among its siblings, from the chapter down; empty if it has none.
        anchor: Its name in the part; empty if nothing leads to it.
    """

    level: int
    runs: Runs
    number: tuple[int, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; *style* is the class that says what it is, without `pf-`; empty for text."""

    runs: Runs
    style: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its mark as printed (`（1）`, `1.`, empty for a bullet) and its blocks."""

    mark: str
    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over *columns* and *rows*."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        widths: Relative widths of the columns, as many as there are columns.
        head: Rows repeated on every page.
        rows: The other rows.
        title: Caption, plain text; empty for none.
        style: Class that says what it is, without `pf-`.
        anchor: Its name in the part.
        label: Kind and number before the caption, e.g. 表3; empty for none.
    """

    widths: tuple[int, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    title: str = ""
    style: str = ""
    anchor: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Name–value pairs."""

    pairs: tuple[tuple[str, tuple[Block, ...]], ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, drawn by the writer from its graph; *alternative* says the same in words.

    *title* is its caption, empty for none, and *label* kind and number before it, e.g. 图1.
    """

    chart: Drawable
    title: str
    alternative: str
    anchor: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file of the plan, by its path from the root of the corpus; *label* as for charts."""

    file: str
    alternative: str
    title: str = ""
    anchor: str = ""
    label: str = ""


def caption_of(block: Table | Figure | Picture) -> str:
    """Return the caption of *block* with its number: 表3　工作组."""
    return "\u3000".join(filter(None, (block.label, block.title)))


def part_title(block: Figure, at: int, many: int) -> str:
    """Return what the caption of part *at*, from 1, of *many* of a chart says behind its number.

    A chart whose name the heading of its annex says has its name below each part nevertheless.
    """
    return f"{block.title or block.chart.title}（{at}/{many}）" if many > 1 else block.title


def caption_of_part(block: Figure, at: int, many: int) -> str:
    """Return the caption of part *at*, from 1, of *many* that a chart is shown in."""
    return caption_of(replace(block, title=part_title(block, at, many)))


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks set off from the text; *style* as for paragraphs."""

    blocks: tuple[Block, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote by the number that its mark shows."""

    number: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands line by line as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that says *text*, an address in the web; *caption* tells people what it is for."""

    text: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """The rest stands on a new page."""


Block: TypeAlias = (
    "Heading | Paragraph | Listing | Table | Facts | Figure | Picture | Box | Footnote | Literal"
    " | Code | Break"
)
Blocks: TypeAlias = "tuple[Block, ...]"
