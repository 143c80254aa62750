"""Cover, notice of issue and imprint, whose lines are told apart by the class of each.

GB/T 9704-2012, 7.2 to 7.4, and the custom of printed compilations.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from planforge.publish.blocks.model import Code, Paragraph
from planforge.publish.paper.headings import title_lines
from planforge.publish.word.blocks import lines_of, width_of
from planforge.publish.word.look import MARK_BEFORE, ONE, PITCH, POINT, SIZE_2, SIZE_4, share, twips
from planforge.publish.word.paragraphs import paragraph
from planforge.publish.word.runs import run
from planforge.publish.word.xml import NOTHING, Xml, node, val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from planforge.publish.blocks.model import Block, Blocks
    from planforge.publish.paper.geometry import Geometry

    Several = Callable[[Sequence[Block]], list[Xml]]
    Inside = Callable[[Paragraph], Xml]

STYLES: Final[Mapping[str, str]] = {
    "rubric": "PfRubric",
    "box-title": "PfBoxTitle",
    "attachment": "PfAttachment",
    "attachments": "PfAttachments",
    "cover-mark": "PfCoverMark",
    "cover-title": "PfCoverTitle",
    "cover-edition": "PfCoverLine",
    "cover-issuer": "PfCoverIssuer",
    "cover-date": "PfCoverLine",
    "notice-kept": "PfKept",
    "notice-mark": "PfMark",
    "notice-number": "PfNumber",
    "notice-title": "PfNoticeTitle",
    "notice-addressee": "PfFlush",
    "notice-signature": "PfSign",
    "notice-date": "PfDate",
    "imprint-copies": "PfImprint",
    "imprint-issued": "PfImprint",
    "back-name": "PfCoverIssuer",
    "back-phone": "PfCoverLine",
    "card-sort": "PfCardSort",
    "card-motto": "PfCardMotto",
    "card-subject": "PfCardSubject",
    "card-remark": "PfCardRemark",
    "card-head": "PfCardHead",
    "card-foot": "PfCardFoot",
    "step-title": "PfStepTitle",
    "form-line": "PfFormLine",
    "form-lead": "PfFormLead",
    "form-note": "PfFormNote",
}
"""What a paragraph is, as blocks tell it → the id of its style."""
_CARD_TITLES: Final = ("card-sort", "card-motto", "card-subject", "card-remark")
_CODE_SIDE: Final = 2200
"""Width of a QR code with its words, in twips."""
_STYLE: Final = re.compile(r"(<w:pStyle [^>]*/>)")
_TAG: Final = re.compile(r"<[^>]*>")
_INDENT, _LINE, _SHORT = 4, 56, 3
"""Halves of a character before the first line, and in a line; lines of a short paragraph."""
_LARGEST_MARK: Final = 54.0
_COVER_TITLE: Final = 36
_COVER_FOOT: Final = 4 * PITCH
_BETWEEN: Final = "　　"
_SEAL: Final = 8
"""Halves of a character from the date to the right edge: room for the seal."""


def title_of(text: str, style: str, page: Geometry, *before: Xml, **given: Xml) -> Xml:
    """Return a title, its lines about equally long, none ended within a word.

    Contents take a title whole, line feeds included, so its lines end because the room between the
    edges ends, where that gives the lines wanted.
    """
    size = SIZE_2 * share(page) * POINT
    wide = twips(page.area_width)
    lines = title_lines(text, int(wide / size))
    longest = max((len(line) for line in lines), default=0)
    if _filled(text, longest) == list(lines):
        room = max(round((wide - (longest + 0.4) * size) / 2), 0)
        given["ind"] = node(
            "w:ind",
            {"w:left": room, "w:right": room, "w:firstLineChars": 0, "w:firstLine": 0},
        )
        return paragraph(style, *before, run(text), **given)
    return paragraph(style, *before, run("\n".join(lines)), **given)


def form_line(text: str, wide: int) -> Xml:
    """Return a line above or below a form, its entries spread over *wide* twips: 编号 at the right.

    Entries are told apart by two full-width spaces.
    """
    entries = text.split(_BETWEEN)
    last = len(entries) - 1
    stops = (
        node("w:tab", {"w:val": "right" if at == last else "center", "w:pos": wide * at // last})
        for at in range(1, last + 1)
    )
    given = {"tabs": node("w:tabs", {}, *stops)} if last else {}
    return paragraph("PfFormLine", run("\t".join(entries)), **given)


def _filled(text: str, longest: int) -> list[str]:
    """Return the lines of *text* when each takes *longest* characters, if only wide ones stand."""
    if any(unicodedata.east_asian_width(sign) not in "WF" for sign in text):
        return []
    return [text[at : at + longest] for at in range(0, len(text), longest)] if longest else []


class Official:
    """Writes the parts whose lines stand at places of their own."""

    def __init__(self, page: Geometry, inside: Inside, several: Several) -> None:
        """Write on *page*; *inside* writes the runs of a paragraph, *several* other blocks."""
        self._page = page
        self._inside = inside
        self._several = several
        self._share = share(page)

    def cover(self, blocks: Blocks) -> list[Xml]:
        """Return a cover: its title a third down, issuer and date at the foot."""
        found: list[Xml] = []
        high = twips(self._page.area_height)
        used = 0
        for block in blocks:
            style = block.style if isinstance(block, Paragraph) else ""
            if not isinstance(block, Paragraph) or style not in STYLES:
                found += self._several((block,))
                continue
            text = _text(block)
            if style == "cover-title":
                wide = twips(self._page.area_width)
                lines = title_lines(text, int(wide / (_COVER_TITLE * POINT * self._share)))
                used += 3400 + 1000 * len(lines)
                found.append(paragraph("PfCoverTitle", run("\n".join(lines))))
            elif style == "cover-issuer":
                before = max(round(high - (used + 1400) * self._share - _COVER_FOOT), PITCH)
                room = node("w:spacing", {"w:before": before})
                found.append(paragraph("PfCoverIssuer", self._inside(block), spacing=room))
            else:
                used += 1000
                found.append(paragraph(STYLES[style], self._inside(block)))
        return found

    def notice(self, blocks: Blocks) -> list[Xml]:
        """Return a notice of issue."""
        found: list[Xml] = []
        dates = [_text(x) for x in blocks if isinstance(x, Paragraph) and x.style == "notice-date"]
        is_signed = False
        for block in blocks:
            style = block.style if isinstance(block, Paragraph) else ""
            if not isinstance(block, Paragraph) or style not in STYLES:
                found += self._several((block,))
            elif style == "notice-mark":
                found.append(self._mark(_text(block), is_below=bool(found)))
            elif style == "notice-title":
                found.append(title_of(_text(block), "PfNoticeTitle", self._page))
            elif style in ("notice-signature", "notice-date"):
                if found and not is_signed:
                    found[-1] = _with_next(found[-1])
                found.append(self._signed(block, dates, is_first=not is_signed))
                is_signed = True
            else:
                found.append(paragraph(STYLES[style], self._inside(block)))
        return found

    def _mark(self, text: str, *, is_below: bool) -> Xml:
        """Return 发文机关标志, as large as it may be in one line; *is_below* a line above it."""
        wide = twips(self._page.area_width) / POINT
        size = min(_LARGEST_MARK * self._share, wide / (len(text) * 1.04))
        half = round(size * 2)
        before = round((MARK_BEFORE - (PITCH if is_below else 0)) * self._share)
        line = node(
            "w:spacing",
            {"w:before": before, "w:line": round(size * 1.3 * POINT), "w:lineRule": "exact"},
        )
        return paragraph("PfMark", run(text, val("sz", half), val("szCs", half)), spacing=line)

    def _signed(self, block: Paragraph, dates: Sequence[str], *, is_first: bool) -> Xml:
        """Return 署名 or 成文日期: the date four characters in, the names centred over it."""
        own = width_of(_text(block))
        date = max((width_of(text) for text in dates), default=0)
        right = _SEAL if block.style == "notice-date" else max(_SEAL + (date - own) // 2, 0)
        indent = {"w:right": round(right * ONE / 2 * self._share), "w:rightChars": right * 50}
        given = {"ind": node("w:ind", {**indent, "w:firstLineChars": 0, "w:firstLine": 0})}
        if is_first:
            given["spacing"] = node("w:spacing", {"w:before": round(PITCH * self._share)})
        return paragraph(STYLES[block.style], self._inside(block), **given)

    def card(self, blocks: Blocks) -> list[Xml]:
        """Return a card: its titles with the QR code beside them, then the rest."""
        codes = [block for block in blocks if isinstance(block, Code)]
        titles = [x for x in blocks if isinstance(x, Paragraph) and x.style in _CARD_TITLES]
        rest = [x for x in blocks if x not in codes and x not in titles]
        lines = [paragraph(STYLES[one.style], self._inside(one)) for one in titles]
        if not codes or not lines:
            return [*lines, *self._several(codes), *self._several(rest)]
        wide = twips(self._page.area_width)
        side = min(_CODE_SIDE, wide // 3)
        cells = ((wide - side, lines), (side, self._several(codes)))
        row = node("w:tr", {}, *(_bare_cell(width, inner) for width, inner in cells))
        head = node(
            "w:tbl",
            {},
            node(
                "w:tblPr",
                {},
                node("w:tblW", {"w:w": wide, "w:type": "dxa"}),
                node("w:tblLayout", {"w:type": "fixed"}),
            ),
            node("w:tblGrid", {}, *(node("w:gridCol", {"w:w": width}) for width, _ in cells)),
            row,
        )
        return [head, paragraph("PfGapSmall"), *self._several(rest)]

    def back(self, blocks: Blocks) -> list[Xml]:
        """Return a back cover or an imprint (版记), at the foot of the page."""
        found: list[Xml] = []
        lines: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph) and block.style.startswith("imprint-"):
                lines.append(block)
            elif isinstance(block, Paragraph) and block.style in STYLES:
                found.append(paragraph(STYLES[block.style], self._inside(block)))
            else:
                found += self._several((block,))
        if lines:
            found += [self._imprint(lines), paragraph("PfSection")]
        return [self._room(blocks), *found] if found else []

    def below(self, blocks: Blocks) -> list[Xml]:
        """Return an imprint (版记) at the foot of the page on which the text before it ends."""
        lines = [
            block
            for block in blocks
            if isinstance(block, Paragraph) and block.style.startswith("imprint-")
        ]
        return [self._imprint(lines, self._at_the_foot()), paragraph("PfSection")] if lines else []

    def _at_the_foot(self) -> Xml:
        """Return where a table stands that goes to the foot of a left page.

        Across it is told from the edge of the sheet: LibreOffice leaves a table that is as wide as
        the text, and told from there, in the text.
        """
        return node(
            "w:tblpPr",
            {
                "w:vertAnchor": "margin",
                "w:horzAnchor": "page",
                "w:tblpX": twips(self._page.outer),
                "w:tblpYSpec": "bottom",
            },
        )

    def _room(self, blocks: Blocks) -> Xml:
        """Return an empty line as high as the page without *blocks*.

        Word can set a section at the foot of its pages; other programs cannot.
        """
        wide = width_of("　") * (twips(self._page.area_width) // (SIZE_4 * POINT * self._share))
        taken = 0.0
        for block in blocks:
            lines = sum(-(-width_of(line) // wide) for line in lines_of((block,)))
            is_imprint = isinstance(block, Paragraph) and block.style.startswith("imprint-")
            taken += lines * (440 if is_imprint else 1000)
        high = twips(self._page.area_height) - round((taken + 200) * self._share)
        exact: dict[str, str | int] = {"w:line": max(high, POINT), "w:lineRule": "exact"}
        return paragraph("PfSection", spacing=node("w:spacing", exact))

    def _imprint(self, lines: Sequence[Paragraph], where: Xml = NOTHING) -> Xml:
        """Return 版记: outer lines 0.35 mm thick, inner ones 0.25 mm; a character free at ends.

        *where* is the property that moves it away from where it is written.
        """
        wide = twips(self._page.area_width)
        side = round(SIZE_4 * self._share * POINT)
        rows = [
            node(
                "w:tr",
                {},
                node(
                    "w:tc",
                    {},
                    node("w:tcPr", {}, node("w:tcW", {"w:w": wide, "w:type": "dxa"})),
                    paragraph("PfImprint", self._imprinted(line), ind=_inwards(line, side)),
                ),
            )
            for line in lines
        ]
        borders = node(
            "w:tblBorders",
            {},
            *(
                node(f"w:{name}", {"w:val": kind, "w:sz": thick, "w:space": 0, "w:color": "auto"})
                for name, kind, thick in (
                    ("top", "single", 8),
                    ("left", "nil", 0),
                    ("bottom", "single", 8),
                    ("right", "nil", 0),
                    ("insideH", "single", 6),
                )
            ),
        )
        room = node(
            "w:tblCellMar",
            {},
            node("w:left", {"w:w": 0, "w:type": "dxa"}),
            node("w:right", {"w:w": 0, "w:type": "dxa"}),
        )
        return node(
            "w:tbl",
            {},
            node(
                "w:tblPr",
                {},
                where,
                node("w:tblW", {"w:w": wide, "w:type": "dxa"}),
                node("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
                borders,
                node("w:tblLayout", {"w:type": "fixed"}),
                room,
            ),
            node("w:tblGrid", {}, node("w:gridCol", {"w:w": wide})),
            *rows,
        )

    def _imprinted(self, line: Paragraph) -> Xml:
        if line.style != "imprint-issued":
            return self._inside(line)
        pieces = [text for one in line.runs if (text := one.text.strip(" 　"))]
        return run("\t".join(pieces))


def _inwards(line: Paragraph, side: int) -> Xml:
    """Return the indents of a line of 版记: further lines of 抄送 go on behind its colon."""
    hanging = 0 if line.style == "imprint-issued" else 3 * side
    return node("w:ind", {"w:left": side + hanging, "w:right": side, "w:hanging": hanging})


def _bare_cell(wide: int, inner: Sequence[Xml]) -> Xml:
    properties = node("w:tcPr", {}, node("w:tcW", {"w:w": wide, "w:type": "dxa"}))
    return node("w:tc", {}, properties, *inner)


def _with_next(last: Xml) -> Xml:
    """Return the paragraph *last* so that two of its lines go along with what stands behind it.

    A page with nothing but a signature is not to be, GB/T 9704-2012, 7.3.5.4, nor a first page
    without text, 7.3: of three lines one may stay behind.
    """
    lines = (width_of(_TAG.sub("", last)) + _INDENT) / _LINE
    keep = node("w:keepNext") + val("widowControl", 1 if lines > _SHORT else 0)
    return Xml(_STYLE.sub(rf"\1{keep}", last, count=1))


def _text(block: Paragraph) -> str:
    return "".join(one.text for one in block.runs)


__all__ = ["STYLES", "Official", "form_line", "title_of"]
