"""The theme of the file, which no style uses: some programs miss it if there is none."""

from __future__ import annotations

from typing import Final

from planforge.publish.word.look import LATIN, SONG
from planforge.publish.word.xml import Xml, document, node

_COLOURS: Final = (
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "44546A"),
    ("lt2", "E7E6E6"),
    ("accent1", "E60012"),
    ("accent2", "FF7E00"),
    ("accent3", "FFD800"),
    ("accent4", "0070C0"),
    ("accent5", "5B9BD5"),
    ("accent6", "70AD47"),
    ("hlink", "0563C1"),
    ("folHlink", "954F72"),
)
_LINE: Final = 6350


def theme() -> bytes:
    """Return the part that holds the theme."""
    colours = (node(f"a:{name}", {}, node("a:srgbClr", {"val": value})) for name, value in _COLOURS)
    fonts = (
        node(
            f"a:{kind}Font",
            {},
            node("a:latin", {"typeface": LATIN}),
            node("a:ea", {"typeface": SONG}),
            node("a:cs", {"typeface": ""}),
        )
        for kind in ("major", "minor")
    )
    fill = node("a:solidFill", {}, node("a:schemeClr", {"val": "phClr"}))
    line = node("a:ln", {"w": _LINE}, fill)
    effect = node("a:effectStyle", {}, node("a:effectLst"))
    formats = node(
        "a:fmtScheme",
        {"name": "planforge"},
        node("a:fillStyleLst", {}, *_three(fill)),
        node("a:lnStyleLst", {}, *_three(line)),
        node("a:effectStyleLst", {}, *_three(effect)),
        node("a:bgFillStyleLst", {}, *_three(fill)),
    )
    elements = node(
        "a:themeElements",
        {},
        node("a:clrScheme", {"name": "planforge"}, *colours),
        node("a:fontScheme", {"name": "planforge"}, *fonts),
        formats,
    )
    return document("a:theme", "a", {"name": "planforge"}, elements)


def _three(one: Xml) -> tuple[Xml, Xml, Xml]:
    return one, one, one
