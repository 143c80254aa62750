"""What an annex prints is not printed twice: the text of the plan refers to it instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from docutils import nodes

from planforge.document.blocks import paragraph
from planforge.document.nodes import address, chart, link
from planforge.document.pages.annexes import GENERATED, annex_body
from planforge.document.selection import annex_mark, shown_annexes
from planforge.document.walking import nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.document.charts.drawing import Drawable
    from planforge.document.context import Context

_Look: TypeAlias = "tuple[str, ...] | Drawable"
"""Equal for tables and charts that say the same."""
_REPEATED: Final[tuple[type[nodes.Element], ...]] = (nodes.table, chart)


def refer_to_annexes(context: Context, chapters: Iterable[nodes.Element]) -> None:
    """Put “see annex 3” in place of every table and chart in *chapters* that an annex has too.

    Only what is wholly the same is replaced, e.g. not the flow of one level by that of all.
    """
    annexes = _annexes(context)
    if not annexes:
        return
    for chapter in chapters:
        for node in nodes_of(chapter, *_REPEATED):
            found = annexes.get(_look(node))
            if found is None or node.parent is None or _is_inside_chart(node):
                continue
            number, title = found
            above = node.parent
            at = above.index(node)
            above.remove(node)
            before = above.children[at - 1] if at else None
            if not (isinstance(before, nodes.Element) and before.get("annex") == number):
                above.insert(at, _reference(context, number, title))


def _annexes(context: Context) -> Mapping[_Look, tuple[int, str]]:
    """Return number and title of annexes made from facts, by what stands in them."""
    found: dict[_Look, tuple[int, str]] = {}
    for number, annex in shown_annexes(context):
        if annex.generated in GENERATED:
            for node in annex_body(context, annex):
                if isinstance(node, (nodes.table, chart)):
                    found.setdefault(_look(node), (number, annex.title))
    return found


def _look(node: nodes.Element) -> _Look:
    return node.graph if isinstance(node, chart) else (*node["classes"], node.astext())


def _is_inside_chart(node: nodes.Node) -> bool:
    """Whether *node* is the table that says what a chart shows."""
    return isinstance(node.parent, chart)


def _reference(context: Context, number: int, title: str) -> nodes.paragraph:
    target = address("annex", f"{context.plan_view.plan.id}/{number}")
    text = context.t("See {annex}, {title}.", annex=annex_mark(context, number), title=title)
    found = paragraph([link(text, target)], "pf-see")
    found["annex"] = number
    return found
