"""Settings of the file, and the part with its footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.publish.word.paragraphs import paragraph
from planforge.publish.word.xml import NOTHING, Xml, document, node, val

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD_2013 = 15
"""The way to lay out pages that all versions of Word since 2013 share."""


def settings(*, duplex: bool, counts: bool) -> bytes:
    """Return the part with the settings.

    Args:
        duplex: Whether left and right pages differ.
        counts: Whether there are contents or an index that Word counts anew when it opens the file.
    """
    compatible = (
        node(
            "w:compatSetting",
            {"w:name": name, "w:uri": "http://schemas.microsoft.com/office/word", "w:val": value},
        )
        for name, value in (
            ("compatibilityMode", _WORD_2013),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    notes = (node("w:footnote", {"w:id": ident}) for ident in (-1, 0))
    return document(
        "w:settings",
        "w",
        None,
        node("w:zoom", {"w:percent": 100}),
        node("w:mirrorMargins") if duplex else NOTHING,
        val("defaultTabStop", 420),
        node("w:evenAndOddHeaders") if duplex else NOTHING,
        val("drawingGridVerticalSpacing", 156),
        val("characterSpacingControl", "compressPunctuation"),
        node("w:updateFields", {"w:val": "true"}) if counts else NOTHING,
        node("w:footnotePr", {}, *notes),
        node(
            "w:compat",
            {},
            node("w:spaceForUL"),
            node("w:balanceSingleByteDoubleByteWidth"),
            node("w:doNotLeaveBackslashAlone"),
            node("w:ulTrailSpace"),
            node("w:doNotExpandShiftReturn"),
            node("w:adjustLineHeightInTable"),
            node("w:useFELayout"),
            *compatible,
        ),
        node("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
        val("decimalSymbol", "."),
        val("listSeparator", ","),
    )


def footnotes(notes: Sequence[Xml]) -> bytes:
    """Return the part with *notes*, and the lines that part them from the text."""
    lines = (
        node(
            "w:footnote",
            {"w:type": kind, "w:id": ident},
            paragraph("FootnoteText", node("w:r", {}, node(f"w:{kind}"))),
        )
        for kind, ident in (("separator", -1), ("continuationSeparator", 0))
    )
    return document("w:footnotes", "w r a pic wp", None, *lines, *notes)
