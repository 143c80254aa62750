"""Tables that editors wrote in `plan.md` as sheets, in the order in which they stand there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.books.captions import LABEL, number_captions
from planforge.document.prose import read
from planforge.document.sheets.sheet import Column, ColumnKind, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planforge.corpus.plan_view import PlanView
    from planforge.document.pages.frame import Frame


_BY_HAND: Final = re.compile(r"表\s?[\d一二三四五六七八九十].{0,40}$")
"""A caption that editors wrote and numbered themselves."""
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,3}[1-9])?", re.ASCII)
"""A number that is written the same when it is counted with: no code, telephone or 3.10."""


def written_sheets(frame: Frame, view: PlanView) -> tuple[Sheet, ...]:
    """Return the tables in the prose of *view*, those made from facts left out.

    A sheet is called as the table is in print: by its number and its caption or, without one, by
    the heading above it. Cells are text as written, save in columns of nothing but numbers.
    """
    if view.prose is None or "|" not in view.prose:
        return ()
    context = frame.context.of(view)
    prose = read(view.prose, context, view.prose_file)
    tree = (*prose.preface, *prose.chapters)
    number_captions(context, tree)
    file, ident = view.prose_file, f"{view.plan.id}-table"
    return tuple(
        _counted(Sheet(f"{ident}-{at}", _title(node), _heads(rows[0]), rows[1:], file))
        for at, node in enumerate(_written(tree), 1)
        if (rows := tuple(_rows(node)))
    )


def _written(tree: Sequence[nodes.Node]) -> Iterator[nodes.table]:
    """Yield the tables of *tree* that are not made from facts: those bear a class of ours."""
    for branch in tree:
        for node in branch.findall(nodes.table):
            if not any(name.startswith("pf-") for name in node["classes"]):
                yield node


def _title(node: nodes.table) -> str:
    above = node.parent.children
    before = above[above.index(node) - 1] if above.index(node) else None
    if isinstance(before, nodes.paragraph) and _BY_HAND.match(before.astext()):
        return " ".join(before.astext().split())
    titles = [child.astext() for child in node.children if isinstance(child, nodes.title)]
    section = node.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    heading = section.next_node(nodes.title) if section is not None else None
    name = titles[0] if titles else heading.astext() if heading is not None else ""
    return " ".join(word for word in (str(node.get(LABEL, "")), name) if word)


def _rows(node: nodes.table) -> Iterator[tuple[str, ...]]:
    for row in node.findall(nodes.row):
        yield tuple(cell.astext().strip() for cell in row.children)


def _counted(sheet: Sheet) -> Sheet:
    """Return *sheet* with numbers in the columns that hold nothing else."""
    columns = list(sheet.columns)
    rows = [list(row) for row in sheet.rows]
    for at, column in enumerate(columns):
        texts = [str(row[at]) for row in rows]
        if any(texts) and all(_NUMBER.fullmatch(text) for text in texts if text):
            columns[at] = replace(column, kind=ColumnKind.NUMBER)
            for row, text in zip(rows, texts, strict=True):
                row[at] = (float(text) if "." in text else int(text)) if text else None
    return replace(sheet, columns=tuple(columns), rows=tuple(map(tuple, rows)))


def _heads(titles: Sequence[str]) -> tuple[Column, ...]:
    """Return columns with *titles*, made different where two are alike or one is empty."""
    heads: list[str] = []
    for at, title in enumerate(titles, 1):
        name = title or str(at)
        heads.append(name if name not in heads else f"{name} ({at})")
    return tuple(Column(head) for head in heads)


__all__ = ["written_sheets"]
