"""Blocks as lines of text, for golden files: what stands in a book, without how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.charts import Chart
from planforge.publish.blocks import model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.document.charts import Drawable
    from planforge.publish.blocks.model import Block, Blocks, Runs


def written(blocks: Blocks) -> str:
    """Return *blocks* as text."""
    return "".join(f"{line}\n" for block in blocks for line in _lines(block))


def _run(run: model.Run) -> str:
    text = run.text.replace("\n", "⏎")
    if run.strong:
        text = f"**{text}**"
    if run.code:
        text = f"`{text}`"
    if run.raised:
        text = f"^{text}^"
    if run.lowered:
        text = f"~{text}~"
    about = [run.role, run.target, "mention" if run.mention else ""]
    note = " ".join(part for part in about if part)
    return f"[{text}]({note})" if note else text


def _runs(runs: Runs) -> str:
    return "".join(_run(run) for run in runs)


def _inside(blocks: Blocks, margin: str = "  ") -> Iterator[str]:
    for block in blocks:
        for line in _lines(block):
            yield f"{margin}{line}"


def _head(name: str, *about: str) -> str:
    return " ".join(part for part in (name, *about) if part)


def _anchor(name: str) -> str:
    return f"#{name}" if name else ""


def _lines(block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one branch per kind of block
    if isinstance(block, model.Heading):
        number = ".".join(str(part) for part in block.number)
        yield _head("heading", str(block.level), number, _anchor(block.anchor), _runs(block.runs))
    elif isinstance(block, model.Paragraph):
        name = f"paragraph.{block.style}" if block.style else "paragraph"
        yield _head(name, _anchor(block.anchor), _runs(block.runs))
    elif isinstance(block, model.Listing):
        yield _head("list", block.style)
        for item in block.items:
            yield _head("  item", item.mark or "•", _anchor(item.anchor))
            yield from _inside(item.blocks, "    ")
    elif isinstance(block, model.Table):
        widths = ":".join(str(width) for width in block.widths)
        yield _head("table", block.style, widths, _anchor(block.anchor), model.caption_of(block))
        for name, rows in (("head", block.head), ("row", block.rows)):
            for row in rows:
                yield f"  {name}"
                for cell in row:
                    span = (
                        "" if (cell.columns, cell.rows) == (1, 1) else f"{cell.columns}x{cell.rows}"
                    )
                    inside = list(_inside(cell.blocks, ""))
                    if len(inside) == 1:
                        yield _head("    cell", span, inside[0].removeprefix("paragraph "))
                    else:
                        yield _head("    cell", span)
                        yield from (f"      {line}" for line in inside)
    elif isinstance(block, model.Facts):
        yield _head("facts", block.style)
        for name, value in block.pairs:
            yield f"  {name}"
            yield from _inside(value, "    ")
    elif isinstance(block, model.Figure):
        yield _head("figure", _kind(block.chart), _anchor(block.anchor), model.caption_of(block))
        yield f"  {block.alternative.splitlines()[0] if block.alternative else ''}"
    elif isinstance(block, model.Picture):
        yield _head("picture", block.file, block.alternative, model.caption_of(block))
    elif isinstance(block, model.Box):
        yield _head("box", block.style)
        yield from _inside(block.blocks)
    elif isinstance(block, model.Footnote):
        yield _head("footnote", block.number)
        yield from _inside(block.blocks)
    elif isinstance(block, model.Literal):
        yield "literal"
        yield from (f"  {line}" for line in block.text.split("\n"))
    else:
        yield "break"


def _kind(chart: Drawable) -> str:
    return chart.kind.value if isinstance(chart, Chart) else type(chart).__name__.lower()
