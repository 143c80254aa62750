"""Paragraphs and fields, their properties in the order that the schema asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.publish.word.xml import NOTHING, Xml, joined, node, val, words

if TYPE_CHECKING:
    from collections.abc import Mapping

ORDER: Final = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "wordWrap",
    "autoSpaceDE",
    "autoSpaceDN",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
)
"""Properties of a paragraph in the order of ISO/IEC 29500-1, A.1, CT_PPr."""
_IN_ENTRY: Final = str.maketrans({'"': "”", "\\": "＼", ":": "：", ";": "；", "{": "｛", "}": "｝"})
"""Signs that mean something in an entry of index or contents, and those that stand for them."""
_END: Final = "</w:pPr>"


def properties(given: Mapping[str, Xml]) -> Xml:
    """Return the properties of a paragraph."""
    return node("w:pPr", {}, *(given[name] for name in ORDER if name in given))


def paragraph(style: str, *inner: Xml, **given: Xml) -> Xml:
    """Return a paragraph of *style*, an id, with further properties by name."""
    return node("w:p", {}, properties({"pStyle": val("pStyle", style), **given}), *inner)


def closing_section(last: Xml, section: Xml) -> Xml:
    """Return *last*, a paragraph made here, as the one that ends a section."""
    return Xml(last.replace(_END, section + _END, 1))


def field(instruction: str, shown: Xml, *look: Xml, dirty: bool = False) -> Xml:
    """Return a field.

    Args:
        instruction: What it does; never text of a plan.
        shown: Runs that stand until the field is counted anew.
        look: Properties of the runs around.
        dirty: Whether Word counts it anew when it opens the file.
    """
    start, end = field_start(instruction, *look, dirty=dirty), field_end(*look)
    return joined(start, shown, end)


def field_start(instruction: str, *look: Xml, dirty: bool = False) -> Xml:
    """Return what stands before the shown runs of a field."""
    shape = node("w:rPr", {}, *look) if look else NOTHING
    attributes: dict[str, str | int] = {"w:fldCharType": "begin"}
    if dirty:
        attributes["w:dirty"] = "true"
    return joined(
        node("w:r", {}, shape, node("w:fldChar", attributes)),
        node("w:r", {}, shape, _instruction(instruction)),
        node("w:r", {}, shape, node("w:fldChar", {"w:fldCharType": "separate"})),
    )


def field_end(*look: Xml) -> Xml:
    """Return what stands behind the shown runs of a field."""
    shape = node("w:rPr", {}, *look) if look else NOTHING
    return node("w:r", {}, shape, node("w:fldChar", {"w:fldCharType": "end"}))


def hidden_field(kind: str, text: str, *switches: str) -> Xml:
    """Return a field that shows nothing: an entry of the index (`XE`) or the contents (`TC`).

    What would end the entry, or begin a part of it, is written with signs that do not.
    """
    shape = node("w:rPr", {}, node("w:vanish"))
    words = "\u3000".join(" ".join(part.split()) for part in text.split("\u3000"))
    clean = words.translate(_IN_ENTRY)
    said = " ".join([kind, f'"{clean}"', *switches])
    return joined(
        node("w:r", {}, shape, node("w:fldChar", {"w:fldCharType": "begin"})),
        node("w:r", {}, shape, _instruction(said)),
        node("w:r", {}, shape, node("w:fldChar", {"w:fldCharType": "end"})),
    )


def _instruction(said: str) -> Xml:
    return node("w:instrText", {"xml:space": "preserve"}, words(f" {said} "))
