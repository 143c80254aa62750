"""Blocks as plain data for the templates.

Everything that can be decided without laying out a page is decided here: the number of a heading as
text, the marks of a list, which rows may break, what a link leads to, how large a chart stands.
Text goes over as text, so nothing in a plan is ever read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard, cast

from planforge.document.books.book import Style
from planforge.document.books.captions import NOWHERE
from planforge.document.heading_numbers import label
from planforge.i18n import msg
from planforge.publish.blocks.lines import text_of
from planforge.publish.blocks.model import (
    Box,
    Break,
    Code,
    Facts,
    Figure,
    Footnote,
    Heading,
    Listing,
    Literal,
    Paragraph,
    Picture,
    Table,
)
from planforge.publish.blocks.references import nowhere
from planforge.publish.paper.fitting import poster_line, poster_room
from planforge.publish.paper.geometry import MM_PER_POINT, geometry
from planforge.publish.paper.headings import RUNNING_PT, running_title, title_lines
from planforge.publish.paper.pictures import MISSING_SIGN, Pictures
from planforge.publish.paper.setting import Folio, Line, Setting, setting_of
from planforge.publish.paper.spread import is_loose, is_spread
from planforge.publish.paper.tables import facts, table, texts_of
from planforge.publish.paper.together import leads, tie
from planforge.publish.paper.turned import turned
from planforge.publish.paper.typeset import Job, Problem
from planforge.publish.paper.words import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planforge.publish.blocks.model import Block, Blocks, Item, Run, Runs
    from planforge.publish.paper.fonts import Typecase
    from planforge.publish.paper.pictures import Gallery

__all__ = ["Folio", "Line", "Setting", "job", "setting_of"]

Data: TypeAlias = "dict[str, object]"


_TITLE_PT: Final = 22.0
"""二号."""
_TITLES: Final = {"cover-title": 36.0, "notice-title": _TITLE_PT}
"""Style of a paragraph whose lines end where words do → its size on A4 in points."""
_IN_TITLE_FACE: Final = frozenset({*_TITLES, "notice-mark", "cover-issuer", "back-name"})
"""Styles of paragraphs that are set in the face of titles."""


_TABLES: Final = frozenset({"t", "f"})


def job(
    blocks: Blocks,
    setting: Setting,
    typecase: Typecase,
    gallery: Gallery,
    *,
    lines: Sequence[Line] = (),
) -> tuple[Job, tuple[Problem, ...]]:
    """Return what an engine needs to lay out a part, and what is wrong with it.

    Args:
        blocks: What stands in the part.
        setting: How it is set.
        typecase: Faces.
        gallery: Draws charts and reads pictures.
        lines: Lines of contents or index; only for those styles.
    """
    encoder = _Encoder(setting, typecase, gallery)
    data = encoder.document(blocks, lines)
    made = Job(
        data=data,
        files=encoder.pictures.files,
        stacks=typecase.stacks,
        title=setting.title or setting.book,
        author=setting.issuer,
        standards=setting.standards,
    )
    return made, tuple(dict.fromkeys([*encoder.problems, *encoder.pictures.problems]))


class _Encoder:
    """Encodes one part; knows where it is, so that a problem has a place."""

    def __init__(self, setting: Setting, typecase: Typecase, gallery: Gallery) -> None:
        self.setting = setting
        self.problems: list[Problem] = []
        self.geometry = geometry(setting.paper, landscape=setting.landscape)
        self._is_poster = setting.style is Style.POSTER
        sheet = poster_room(self.geometry) if self._is_poster else None
        self.pictures = Pictures(gallery, self.geometry, typecase.uncovered, sheet)
        self._typecase = typecase
        self._notes: dict[str, Footnote] = {}
        self._anchors: set[str] = set()
        self._taken: set[str] = set()
        self._taken_notes: set[str] = set()
        self._place: list[str] = [setting.title]
        self._in_head = self._in_table = self._follows_float = False
        self._lead = ""
        self._above = 0.0
        self._deepest = 0
        self._idents = 0
        self._upper: frozenset[int] = frozenset()

    def document(self, blocks: Blocks, lines: Sequence[Line]) -> Data:
        """Return the whole part."""
        setting, page = self.setting, self.geometry
        self._upper = frozenset(map(id, blocks))
        for block in _all(blocks):
            if isinstance(block, Footnote):
                self._notes.setdefault(block.number, block)
            elif anchor := getattr(block, "anchor", ""):
                self._anchors.add(anchor)
        *marks, heading = setting.heading.split("\n")
        self._deepest = 1 if heading else 0
        bold = [heading, *(text_of(b.runs) for b in blocks if _is_title(b))]
        in_line = poster_line(page) if self._is_poster else self._in_line(_TITLE_PT)
        titles = title_lines(self.text(heading), in_line)
        # The mark has a line and one below it, the title lines of 1.25 and one below.
        self._above = page.pitch * (2 * len(marks) + (1.25 * len(titles) + 1 if titles else 0))
        return {
            "style": setting.style.value,
            "lang": setting.language.partition("_")[0],
            "geometry": {
                "width": page.width,
                "height": page.height,
                "top": page.top,
                "bottom": page.bottom,
                "inner": page.inner,
                "outer": page.outer,
                "lines": page.lines,
                "characters": page.characters,
                "size": page.body_pt,
            },
            "duplex": setting.duplex,
            "verso": setting.begins_left,
            "first": setting.first_page,
            "folio": setting.folio.value,
            "running": [self._running(setting.book), self._running(setting.title)]
            if setting.running
            else [],
            "mark": self.text("".join(marks)),
            "heading": list(titles),
            "entries": [self._line(line) for line in lines],
            "thin": self._typecase.thin("".join(bold)),
            "blocks": self.blocks(blocks),
        }

    def blocks(self, blocks: Iterable[Block]) -> list[Data]:
        """Return *blocks* without footnotes, which stand where they are referred to."""
        found: list[Data] = []
        for block in blocks:
            if isinstance(block, Footnote):
                continue
            if isinstance(block, (Figure, Picture)):
                self.pictures.leave(self._above)
            made = self._block(block)
            tie(found, made)
            self._follow(found, made)
            found.append(made)
            self._above = self._above + self.geometry.pitch if isinstance(block, Heading) else 0.0
        return found

    def _follow(self, above: Sequence[Data], made: Data) -> None:
        """Have a table be found again if one of the pictures *above* may stand where it is."""
        self._follows_float |= bool(above) and "floats" in above[-1]
        if self._follows_float and not self._in_table and made["k"] in _TABLES:
            made["at"] = f"table {self.next_ident()}"

    def head(self, blocks: Iterable[Block]) -> list[Data]:
        """Return *blocks* of the head of a table, which is repeated and so leads nowhere."""
        self._in_head = True
        found = self.blocks(blocks)
        self._in_head = False
        return found

    def text(self, text: str) -> str:
        """Return *text* with every character that no face covers marked and named."""
        marked = text
        for sign in self._typecase.uncovered(text):
            self.problems.append(
                Problem(
                    msg(
                        "no typeface has the character “{sign}” (U+{code}) in “{text}”",
                        sign=sign,
                        code=f"{ord(sign):04X}",
                        text=text if len(text) <= _SHOWN else _around(text, sign),
                    ),
                    tuple(self._place),
                )
            )
            marked = marked.replace(sign, MISSING_SIGN)
        return marked

    def next_ident(self) -> int:
        """Return a number that nothing else in the part has."""
        self._idents += 1
        return self._idents

    def _running(self, title: str) -> str:
        return self.text(running_title(title, self._in_line(RUNNING_PT)))

    def _in_line(self, size_pt: float) -> int:
        """Return how many characters of a size that is *size_pt* on A4 stand in a line."""
        size = size_pt * self.geometry.body_pt / 16 * MM_PER_POINT
        return int(self.geometry.area_width / size)

    def _line(self, line: Line) -> Data:
        return {
            "t": self.text(line.title),
            "l": line.level,
            "to": line.target,
            "p": [{"t": text, "to": target} for text, target in line.pages],
        }

    def _block(self, block: Block) -> Data:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Figure() | Picture() | Code():
                return self._tied(self.pictures.of(block, self.text, self._place), block)
            case Literal():
                return {"k": "x", "t": self.text(block.text)}
            case Break() | Footnote():
                return {"k": "y"}
        return self._holder(block)

    def _paragraph(self, block: Paragraph) -> Data:
        data: Data = {"k": "p", "s": block.style, "r": self.runs(block.runs)}
        if leads(block):
            data["keep"] = 1
        if not self._in_table:
            data |= self._filling(block)
        self._lead = ""
        if block.style in _TITLES:
            text = self.text("".join(run.text for run in block.runs))
            data["lines"] = list(title_lines(text, self._in_line(_TITLES[block.style])))
        return self._tied(data, block)

    def _filling(self, block: Paragraph) -> Data:
        """Return how lines of *block* are filled, so that none is drawn apart too far."""
        room = self.geometry.area_width / MM_PER_POINT / self.geometry.body_pt
        text = self._lead + text_of(block.runs)
        return {"loose": 1} if is_loose(text) else {"even": 1} if is_spread(text, room) else {}

    def _item(self, item: Item) -> Data:
        mark = self._lead = self.text(item.mark)
        return self._tied({"m": mark, "b": self.blocks(item.blocks)}, item)

    def _holder(self, block: Listing | Table | Facts | Box) -> Data:
        """Return a block that holds others as data."""
        match block:
            case Listing():
                items = [self._item(item) for item in block.items]
                return {"k": "l", "s": block.style, "items": items}
            case Table():
                outside, self._in_table = self._in_table, True
                data = table(block, self, self.geometry)
                if id(block) in self._upper:
                    data |= turned(block, self.geometry)
                self._in_table = outside
                return self._tied(data, block)
            case Facts():
                pairs: list[list[object]] = [
                    [self.text(name), self.blocks(value)] for name, value in block.pairs
                ]
                return facts(block, pairs, self.geometry)
        return {"k": "b", "s": block.style, "b": self.blocks(block.blocks)}

    def _heading(self, block: Heading) -> Data:
        text = "".join(run.text for run in block.runs)
        number = label(block.number, block.level, self.setting.numbering)
        del self._place[block.level :]
        self._place.append(f"{number}{text}")
        # Readers that tell the levels of headings aloud must not meet a gap.
        self._deepest = min(block.level + (1 if self.setting.heading else 0), self._deepest + 1)
        return self._tied(
            {
                "k": "h",
                "l": block.level,
                "d": self._deepest,
                "n": number,
                "t": self.text(text),
                "r": self.runs(block.runs),
            },
            block,
        )

    def _tied(self, data: Data, block: object) -> Data:
        """Return *data* with the anchor of *block*, which only the first that has it keeps."""
        anchor = getattr(block, "anchor", "")
        if anchor and anchor not in self._taken:
            self._taken.add(anchor)
            # Of a chart in parts it is the place of the first.
            first = cast("list[Data]", data["b"])[0] if data.get("k") == "s" else data
            first["a"] = anchor
        return data

    def runs(self, runs: Runs) -> list[object]:
        """Return *runs*: plain text as text, others with what is special about them."""
        return [piece for run in runs for piece in self._run(run)]

    def _run(self, run: Run) -> Iterator[object]:
        note = self._notes.get(run.note)
        if note is not None:
            # A second mark of the same note repeats the number only: the note stands once.
            if self._in_head or note.number in self._taken_notes:
                yield {"t": note.number, "u": 1}
            else:
                self._taken_notes.add(note.number)
                yield {"note": self._note(note), "t": note.number}
            return
        special = {
            key: value
            for key, value in (
                ("b", int(run.strong)),
                ("c", int(run.code)),
                ("u", int(run.raised)),
                ("d", int(run.lowered)),
                ("s", run.role.removeprefix("pf-")),
                ("m", run.target if run.mention and not self._in_head else ""),
                ("to", self._target(run.target)),
            )
            if value
        }
        if run.role == NOWHERE:
            self.problems.append(Problem(nowhere(run.text), tuple(self._place)))
        text = self.text(run.text)
        for at, piece in enumerate(text.split("\n")):
            if at:
                yield {"br": 1}
            for part, about in pieces(piece, in_table=self._in_table):
                yield {"t": part, **special, **about} if special or about else part

    def _note(self, note: Footnote) -> list[list[object]]:
        """Return the runs of each paragraph of *note*; what else may stand in one as text."""
        return [
            self.runs(block.runs) if isinstance(block, Paragraph) else [self.text(said)]
            for block in note.blocks
            for said in ([""] if isinstance(block, Paragraph) else texts_of((block,)))
        ]

    def _target(self, target: str) -> str:
        """Return *target*; an anchor that is not in the part leads nowhere."""
        if self._in_head or (target.startswith("#") and target[1:] not in self._anchors):
            return ""
        return target


def _is_title(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.style in _IN_TITLE_FACE


_SHOWN: Final = 24


def _around(text: str, sign: str) -> str:
    """Return the neighbourhood of *sign* in *text*."""
    at = text.index(sign)
    start = max(0, at - _SHOWN // 2)
    return text[start : start + _SHOWN]


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks* and all blocks in them."""
    for block in blocks:
        yield block
        match block:
            case Listing():
                for item in block.items:
                    yield from _all(item.blocks)
            case Table():
                for row in (*block.head, *block.rows):
                    for cell in row:
                        yield from _all(cell.blocks)
            case Facts():
                for _, value in block.pairs:
                    yield from _all(value)
            case Box() | Footnote():
                yield from _all(block.blocks)
            case _:
                pass
