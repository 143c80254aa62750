"""The styles of a book: Word's own, so that an office finds 标题 1, 正文, 题注 and 目录 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.publish.word.look import (
    FACES,
    FANG,
    HEI,
    KAI,
    LATIN,
    PITCH,
    SIZE_3,
    SONG,
    TWO,
    twips,
)
from planforge.publish.word.looks import Look, looks
from planforge.publish.word.numbering import number_properties
from planforge.publish.word.paragraphs import properties
from planforge.publish.word.xml import NOTHING, Xml, document, joined, node, val

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.publish.paper.geometry import Geometry


def style_sheet(page: Geometry, scale: float = 1.0, numbering: int = 0, shift: int = 0) -> bytes:
    """Return the part that holds the styles.

    Args:
        page: The pages of the book, upright.
        scale: How large text is, compared with 三号.
        numbering: The numbering that headings have; 0 for none.
        shift: How many levels of headings are titles of parts.
    """
    writer = _Styles(page, scale, numbering, shift)
    shown = (writer.paragraph_style(ident, one) for ident, one in looks(shift).items())
    return document("w:styles", "w r", None, writer.defaults(), _latent(), *shown, *_others())


def fonts() -> bytes:
    """Return the part that lists the faces, none of which is embedded."""
    listed = []
    for name, (other, family, panose) in FACES.items():
        listed.append(
            node(
                "w:font",
                {"w:name": name},
                val("altName", other) if other else NOTHING,
                val("panose1", panose),
                val("charset", "00" if name == LATIN else "86"),
                val("family", family),
                val("pitch", "variable" if name in (LATIN, SONG) else "fixed"),
            )
        )
    return document("w:fonts", "w r", None, *listed)


def face(east: str, latin: str = LATIN) -> Xml:
    """Return the faces of a run: *east* for Chinese and its marks, *latin* for the rest."""
    faces = {"w:ascii": latin, "w:eastAsia": east, "w:hAnsi": latin, "w:cs": latin}
    return node("w:rFonts", faces)


def half_points(size: float) -> Xml:
    """Return the size of a run."""
    return joined(val("sz", round(size * 2)), val("szCs", round(size * 2)))


class _Styles:
    """Writes styles of paragraphs for one kind of page."""

    def __init__(self, page: Geometry, scale: float, numbering: int, shift: int) -> None:
        self._wide = twips(page.area_width)
        self._share = scale
        self._pitch = twips(page.pitch) if self._share != 1 else PITCH
        self._numbering = numbering
        self._shift = shift

    def _scaled(self, length: int) -> int:
        return round(length * self._share)

    def defaults(self) -> Xml:
        """Return what all styles share."""
        lang = node("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
        run = node("w:rPr", {}, face(FANG), half_points(SIZE_3 * self._share), lang)
        return node(
            "w:docDefaults",
            {},
            node("w:rPrDefault", {}, run),
            node("w:pPrDefault", {}, node("w:pPr")),
        )

    def paragraph_style(self, ident: str, shown: Look) -> Xml:
        """Return the style *ident*."""
        attributes: dict[str, str | int] = {"w:type": "paragraph"}
        if ident == "Normal":
            attributes["w:default"] = 1
        if shown.own:
            attributes["w:customStyle"] = 1
        attributes["w:styleId"] = ident
        return node(
            "w:style",
            attributes,
            val("name", shown.name),
            val("basedOn", "Normal") if ident != "Normal" else NOTHING,
            val("next", shown.following) if shown.following else NOTHING,
            val("uiPriority", 39 if shown.name.startswith("toc") else 1 if shown.own else 9),
            node("w:qFormat"),
            properties(dict(self._paragraph(ident, shown))),
            node("w:rPr", {}, *self._run(shown)),
        )

    def _paragraph(self, ident: str, shown: Look) -> Iterator[tuple[str, Xml]]:
        if shown.keep:
            yield "keepNext", node("w:keepNext")
            yield "keepLines", node("w:keepLines")
        yield "widowControl", val("widowControl", 0)
        level = int(ident.removeprefix("Heading")) if ident.startswith("Heading") else 0
        if self._numbering and level > self._shift:
            yield "numPr", number_properties(self._numbering, level - 1)
        side, thick, space, colour = shown.border
        if side:
            line: dict[str, str | int] = {"w:val": "single", "w:sz": thick}
            line |= {"w:space": space, "w:color": colour}
            yield "pBdr", node("w:pBdr", {}, node(f"w:{side}", line))
        if shown.fill:
            yield "shd", node("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shown.fill})
        if shown.stop:
            yield "tabs", node("w:tabs", {}, self._stop(shown.stop))
        if ident == "Normal":  # Room beside figures would leave less than 28 characters to a line.
            yield "autoSpaceDE", val("autoSpaceDE", 0)
            yield "autoSpaceDN", val("autoSpaceDN", 0)
        line_high = self._pitch if shown.line == PITCH else self._scaled(shown.line)
        yield (
            "spacing",
            node(
                "w:spacing",
                {
                    "w:before": self._scaled(shown.before),
                    "w:after": self._scaled(shown.after),
                    "w:line": line_high or 240,
                    "w:lineRule": "exact" if shown.line else "auto",
                },
            ),
        )
        yield "ind", self._indent(shown)
        yield "jc", val("jc", shown.jc)
        if shown.outline is not None:
            yield "outlineLvl", val("outlineLvl", shown.outline)

    def _stop(self, kind: str) -> Xml:
        at = {
            "full": self._wide,
            "plain": self._wide - self._scaled(280),
        }
        leader = "none" if kind == "plain" else "dot"
        return node("w:tab", {"w:val": "right", "w:leader": leader, "w:pos": at[kind]})

    def _indent(self, shown: Look) -> Xml:
        first: dict[str, str | int] = {"w:firstLineChars": 0}
        if shown.hanging:
            first["w:hanging"] = self._scaled(shown.hanging)
        else:
            first["w:firstLine"] = self._scaled(shown.first)
        if shown.first == TWO:
            first["w:firstLineChars"] = 200
        sides = {"w:left": self._scaled(shown.left), "w:right": self._scaled(shown.right)}
        return node("w:ind", {**sides, **first})

    def _run(self, shown: Look) -> Iterator[Xml]:
        yield face(shown.east, shown.latin)
        if shown.bold:
            yield joined(node("w:b"), node("w:bCs"))
        if shown.colour:
            yield val("color", shown.colour)
        yield val("spacing", self._scaled(shown.closer))
        yield half_points(shown.size * self._share)


def _latent() -> Xml:
    """Say that styles which are not here are out of sight, as Word's own template does."""
    return node(
        "w:latentStyles",
        {
            "w:defLockedState": 0,
            "w:defUIPriority": 99,
            "w:defSemiHidden": 1,
            "w:defUnhideWhenUsed": 1,
            "w:defQFormat": 0,
            "w:count": 376,
        },
    )


def _others() -> Iterator[Xml]:
    """Yield the styles of runs, tables and numbering."""
    yield _base("character", "DefaultParagraphFont", "Default Paragraph Font")
    yield _run_style("Strong", "Strong", face(HEI))
    yield _run_style("Emphasis", "Emphasis", face(KAI))
    yield _run_style("Hyperlink", "Hyperlink", val("color", "000000"), val("u", "none"))
    yield _run_style("FootnoteReference", "footnote reference", val("vertAlign", "superscript"))
    yield _base(
        "table",
        "TableNormal",
        "Normal Table",
        node("w:tblPr", {}, node("w:tblInd", {"w:w": 0, "w:type": "dxa"}), _cell_room()),
    )
    line: dict[str, str | int] = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = node("w:tblBorders", {}, *(node(f"w:{side}", line) for side in sides))
    yield node(
        "w:style",
        {"w:type": "table", "w:styleId": "TableGrid"},
        val("name", "Table Grid"),
        val("basedOn", "TableNormal"),
        val("uiPriority", 39),
        node("w:qFormat"),
        node("w:tblPr", {}, borders),
    )
    yield _base("numbering", "NoList", "No List")


def _base(kind: str, ident: str, name: str, *inner: Xml) -> Xml:
    """Return the style that all others of its *kind* are like."""
    return node(
        "w:style",
        {"w:type": kind, "w:default": 1, "w:styleId": ident},
        val("name", name),
        val("uiPriority", 99),
        node("w:semiHidden"),
        node("w:unhideWhenUsed"),
        *inner,
    )


def _run_style(ident: str, name: str, *inner: Xml) -> Xml:
    return node(
        "w:style",
        {"w:type": "character", "w:styleId": ident},
        val("name", name),
        val("basedOn", "DefaultParagraphFont"),
        val("uiPriority", 99),
        node("w:qFormat"),
        node("w:rPr", {}, *inner),
    )


def _cell_room() -> Xml:
    sides = (("top", 28), ("left", 85), ("bottom", 28), ("right", 85))
    given = (node(f"w:{side}", {"w:w": room, "w:type": "dxa"}) for side, room in sides)
    return node("w:tblCellMar", {}, *given)
