"""Short ways to build docutils nodes: paragraphs, lists, tables, definition lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Inline: TypeAlias = "nodes.Node | str"
Content: TypeAlias = "str | nodes.Node | Sequence[nodes.Node | str]"
"""Text, a node, or a run of both; block nodes stand alone."""


def inline(content: Content) -> list[nodes.Node]:
    """Return *content* as a list of nodes, without empty text."""
    if isinstance(content, str):
        return [nodes.Text(content)] if content else []
    if isinstance(content, nodes.Node):
        return [content]
    found = (item for item in content if item != "")
    return [nodes.Text(item) if isinstance(item, str) else item for item in found]


def paragraph(content: Content, *classes: str) -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", "", *inline(content), classes=list(classes))


def span(content: Content, *classes: str) -> nodes.inline:
    """Return a run of text with classes."""
    return nodes.inline("", "", *inline(content), classes=list(classes))


def strong(text: str) -> nodes.strong:
    """Return emphasised text."""
    return nodes.strong("", text)


def joined(parts: Iterable[Content], separator: str) -> list[nodes.Node]:
    """Return *parts* in one line with *separator* between them."""
    found: list[nodes.Node] = []
    for part in parts:
        if found:
            found.append(nodes.Text(separator))
        found += inline(part)
    return found


SLOTS: Final = ("\ue000", "\ue001", "\ue002")
"""What stands in a text for the nodes that come in its place: characters that no text has."""


def filled(text: str, *parts: Content) -> list[nodes.Node]:
    """Return *text* with the first of *parts* in the place of the first of `SLOTS`, and so on.

    So whoever translates a sentence says where in it the links stand.
    """
    found: list[nodes.Node] = []
    for piece in re.split(f"([{SLOTS[0]}-{SLOTS[-1]}])", text):
        found += inline(parts[SLOTS.index(piece)] if piece in SLOTS else piece)
    return found


def bullets(items: Iterable[Content], *classes: str) -> nodes.bullet_list:
    """Return an unordered list."""
    return nodes.bullet_list(
        "", *(nodes.list_item("", *_blocks(item)) for item in items), classes=list(classes)
    )


def numbered(items: Iterable[Content], *classes: str) -> nodes.enumerated_list:
    """Return a list numbered （1）（2）…, as official texts do."""
    found = nodes.enumerated_list("", *(nodes.list_item("", *_blocks(item)) for item in items))
    found["classes"] = ["pf-numbered", *classes]
    found["enumtype"], found["prefix"], found["suffix"] = "arabic", "（", "）"
    return found


def facts(pairs: Iterable[tuple[str, Content]], *classes: str) -> nodes.field_list:
    """Return name–value pairs; pairs without content are left out."""
    rows = []
    for name, content in pairs:
        blocks = _blocks(content)
        if blocks:
            rows.append(nodes.field("", nodes.field_name("", name), nodes.field_body("", *blocks)))
    return nodes.field_list("", *rows, classes=list(classes))


def table(
    headings: Sequence[Content],
    rows: Iterable[Sequence[Content]],
    *classes: str,
    widths: Sequence[int] = (),
    title: str = "",
) -> nodes.table:
    """Return a table.

    Args:
        headings: Cells of the head row.
        rows: Cells; every row has as many as there are headings.
        *classes: Classes of the table.
        widths: Relative widths of the columns; equal if left out.
        title: Caption.
    """
    group = nodes.tgroup("", cols=len(headings))
    for i in range(len(headings)):
        group += nodes.colspec("", colwidth=widths[i] if widths else 1)
    group += nodes.thead("", _row(headings))
    group += nodes.tbody("", *(_row(row) for row in rows))
    given = ["colwidths-given"] if widths else []
    found = nodes.table("", classes=[*classes, *given])
    if title:
        found += nodes.title("", title)
    found += group
    return found


def plain_table(
    rows: Sequence[Sequence[Content]], *classes: str, widths: Sequence[int]
) -> nodes.table:
    """Return a table without a head."""
    made = table(("",) * len(widths), rows, *classes, widths=widths)
    for head in list(made.findall(nodes.thead)):
        head.parent.remove(head)
    return made


def section(title: Content, ident: str, *children: nodes.Node) -> nodes.section:
    """Return a section with the anchor *ident*."""
    return nodes.section(
        "", nodes.title("", "", *inline(title)), *children, ids=[ident], names=[ident]
    )


def note(*children: nodes.Node, classes: Sequence[str] = ()) -> nodes.admonition:
    """Return a box set off from the text."""
    return nodes.admonition("", *children, classes=["pf-note", *classes])


def _row(cells: Sequence[Content]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *_blocks(cell)) for cell in cells))


def _blocks(content: Content) -> list[nodes.Node]:
    found = inline(content)
    if not found:
        return []
    if all(isinstance(node, nodes.Body) and not isinstance(node, nodes.Inline) for node in found):
        return found
    return [nodes.paragraph("", "", *found)]
