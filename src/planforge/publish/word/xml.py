"""XML as text that is well-formed by construction: names come from here, words are escaped.

A book has some hundred thousand elements, each written once and never looked at again, so a tree of
them would only cost time and memory; and the bytes are the same wherever they are made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

Xml = NewType("Xml", str)
"""Well-formed elements, none, one or several."""

NOTHING: Final = Xml("")
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES: Final[Mapping[str, str]] = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 has no place for."""
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": ""}
)


def words(text: str) -> Xml:
    """Return *text* as character data; what XML forbids is left out."""
    return Xml(FORBIDDEN.sub("", text).translate(_ESCAPES))


def node(name: str, attributes: Mapping[str, str | int] | None = None, *inner: Xml) -> Xml:
    """Return an element."""
    given = "".join(f' {key}="{words(str(value))}"' for key, value in (attributes or {}).items())
    if not any(inner):
        return Xml(f"<{name}{given}/>")
    return Xml(f"<{name}{given}>{''.join(inner)}</{name}>")


def val(name: str, value: str | int) -> Xml:
    """Return the element `w:`*name* with a value, the commonest of all."""
    return node(f"w:{name}", {"w:val": value})


def joined(*parts: Xml) -> Xml:
    """Return *parts* one after the other."""
    return Xml("".join(parts))


def document(
    name: str, prefixes: str, attributes: Mapping[str, str | int] | None, *inner: Xml
) -> bytes:
    """Return a document whose root is *name*.

    Args:
        name: Name of the root element, with its prefix.
        prefixes: The prefixes used in it, separated by blanks; `=x` makes the namespace of x the
            default one.
        attributes: Further attributes of the root.
        inner: What the root holds.
    """
    spaces = {
        "xmlns" if prefix.startswith("=") else f"xmlns:{prefix}": NAMESPACES[prefix.lstrip("=")]
        for prefix in prefixes.split()
    }
    return (HEAD + node(name, {**spaces, **(attributes or {})}, *inner)).encode()
