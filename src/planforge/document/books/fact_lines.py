"""Facts as lines of the text: an issued plan says 总指挥：市长。 in a sentence, not in a table.

What components have put into sentences themselves (`planforge.document.told`) stands as they say.

On a page of the site names and values stand side by side, to be found at a glance; in print they
would be tables without a caption, each row of which the next page may take away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.told import TOLD
from planforge.document.walking import nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.document.context import Context
    from planforge.i18n import Marks

_FACTS: Final = "pf-facts"
_ENDS: Final = ("。", "；", "：", "！", "？", ".", ";", ":", "!", "?")


def tell_facts(context: Context, chapters: Iterable[nodes.Element]) -> None:
    """Put a line for each name and value in place of the facts in *chapters*, outside of tables."""
    for chapter in chapters:
        for found in nodes_of(chapter, nodes.field_list):
            if _FACTS in found["classes"] and not _is_in_table(found):
                lines = found.get(TOLD) or [
                    line for field in found.children for line in _lines(context.marks, field)
                ]
                if lines:
                    lines[0]["ids"] = [*found["ids"], *lines[0]["ids"]]
                found.parent.replace(found, lines)


def _lines(marks: Marks, field: nodes.Node) -> Iterator[nodes.Element]:
    """Yield name and value of *field*; what a value has below its first line follows it."""
    name = next(node.astext() for node in field.children if isinstance(node, nodes.field_name))
    body = next(node for node in field.children if isinstance(node, nodes.field_body))
    blocks = [node for node in body.children if isinstance(node, nodes.Element)]
    line = nodes.paragraph("", "", nodes.Text(marks.labelled(name)))
    if blocks and isinstance(blocks[0], nodes.paragraph):
        first = blocks.pop(0)
        line["ids"] = list(first["ids"])
        line.extend(first.children)
        if not first.astext().endswith(_ENDS):
            line += nodes.Text(marks.stop)
    yield line
    yield from blocks


def _is_in_table(node: nodes.Element) -> bool:
    above = node.parent
    while isinstance(above, nodes.Element):
        if isinstance(above, nodes.entry):
            return True
        above = above.parent
    return False
