"""From docutils trees to blocks: what every kind of node means on paper.

What helps only on a screen is left out; of a node that nobody knows the text stays.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

from docutils import nodes

from planforge.document.books.captions import LABEL, TITLE
from planforge.document.nodes import chart, qr_code
from planforge.i18n import DEFAULT_LANGUAGE
from planforge.publish.blocks.lines import Lines, text_of
from planforge.publish.blocks.marks import mark_of
from planforge.publish.blocks.model import (
    Box,
    Code,
    Facts,
    Figure,
    Footnote,
    Heading,
    Item,
    Listing,
    Literal,
    Paragraph,
    Picture,
    Run,
)
from planforge.publish.blocks.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planforge.publish.blocks.model import Block, Blocks, Runs

_Handler: TypeAlias = "Callable[[Translator, nodes.Element], Iterator[Block]]"

_SCREEN: Final = frozenset({"pf-duty", "pf-level-buttons", "pf-chart-text"})
"""Classes of what helps only on a screen."""
_SPLIT: Final = (nodes.image, chart)
"""Blocks that Markdown puts in the middle of a paragraph."""


def translate(
    tree: Sequence[nodes.Node], language: str = DEFAULT_LANGUAGE, *, level: int = 1
) -> Blocks:
    """Return *tree* as blocks.

    Args:
        tree: Sections and blocks of one part of a book.
        language: Language of the reader, for the marks around remarks.
        level: Level of the headings of its outermost sections.
    """
    return Translator(language).blocks(tree, level)


class Translator:
    """Translates one tree; numbers of footnotes run through it."""

    def __init__(self, language: str) -> None:
        """Translate for readers of *language*."""
        self.lines = Lines(language)
        self.tables = Tables(self)
        self._level = 1
        self._numbers = count(1)
        self._notes: dict[int, str] = {}
        self._anchors: list[str] = []

    def blocks(self, tree: Iterable[nodes.Node], level: int | None = None) -> Blocks:
        """Return *tree* as blocks; *level* is that of headings in it, the current one if None."""
        before = self._level
        self._level = before if level is None else level
        found = tuple(block for node in tree for block in self._block(node))
        self._level = before
        return found

    def anchor(self, node: nodes.Element) -> str:
        """Return the name of *node* in the part; empty if it has none."""
        waiting, self._anchors = self._anchors, []
        ids = [*waiting, *node["ids"]]
        if not ids and isinstance(node, nodes.TextElement):
            ids = [x for n in node.children if isinstance(n, nodes.target) for x in n["ids"]]
        return str(ids[0]) if ids else ""

    def _block(self, node: nodes.Node) -> Iterator[Block]:
        if isinstance(node, nodes.Text):
            yield from self._plain([node])
            return
        if not isinstance(node, nodes.Element) or _SCREEN & set(node["classes"]):
            return
        for kind in type(node).__mro__:
            handler = _HANDLERS.get(kind)
            if handler is not None:
                yield from handler(self, node)
                return
        if isinstance(node, (nodes.Inline, nodes.TextElement)):
            yield from self._plain([node])
        else:
            yield from self.blocks(node.children)

    def _plain(self, children: Sequence[nodes.Node], style: str = "") -> Iterator[Block]:
        runs = self.lines.of(children)
        if runs:
            yield Paragraph(runs, style)

    def section(self, node: nodes.Element) -> Iterator[Block]:
        """A heading and what stands below it."""
        anchor = self.anchor(node)
        if self._level == 1:
            self._number_notes(node)
        number = str(node.get("pf_number", ""))
        title = next((n for n in node.children if isinstance(n, nodes.title)), nodes.title())
        words = [n for n in title.children if "pf-number" not in _classes(n)]
        yield Heading(
            self._level,
            self.lines.of(words),
            tuple(int(part) for part in number.split(".") if part.isdigit()),
            anchor,
        )
        rest = [n for n in node.children if not isinstance(n, nodes.title)]
        yield from self.blocks(rest, self._level + 1)

    def _number_notes(self, chapter: nodes.Element) -> None:
        """Number the notes of *chapter*, which count from 1 there, on from those before."""
        numbers: dict[str, str] = {}
        for note in chapter.findall(nodes.footnote):
            self._notes[id(note)] = str(next(self._numbers))
            numbers |= dict.fromkeys(note["ids"], self._notes[id(note)])
        self.lines.notes = numbers

    def paragraph(self, node: nodes.Element) -> Iterator[Block]:
        """A paragraph, in pieces if pictures stand in it."""
        if _is_gap(node):
            return
        anchor = self.anchor(node)
        run: list[nodes.Node] = []
        for child in node.children:
            if isinstance(child, _SPLIT):
                yield from self._paragraph(run, node, anchor)
                yield from self._block(child)
                run, anchor = [], ""
            else:
                run.append(child)
        yield from self._paragraph(run, node, anchor)

    def _paragraph(
        self, children: list[nodes.Node], node: nodes.Element, anchor: str
    ) -> Iterator[Block]:
        runs = self.lines.of(children)
        if runs:
            yield Paragraph(runs, style_of(node), anchor)

    def listing(self, node: nodes.Element) -> Iterator[Block]:
        """A list with its marks."""
        items = [n for n in node.children if isinstance(n, nodes.Element)]
        made = [Item(mark_of(node, at), *self._item(item)) for at, item in enumerate(items)]
        if style_of(node) == "actions":
            made = [Item(x.mark, self.lines.run_on(x.blocks), x.anchor) for x in made]
        yield Listing(tuple(made), style_of(node))

    def _item(self, node: nodes.Element) -> tuple[Blocks, str]:
        anchor = self.anchor(node)
        return self.blocks(node.children), anchor

    def facts(self, node: nodes.Element) -> Iterator[Block]:
        """Name–value pairs; terms as the numbered sentences that plans have."""
        pairs = [self._pair(n) for n in node.children if isinstance(n, nodes.Element)]
        if style_of(node) == "terms":
            yield Listing(
                tuple(Item(f"（{n}）", _defined(*pair)) for n, pair in enumerate(pairs, 1)), "terms"
            )
        elif pairs:
            yield Facts(tuple(pairs), style_of(node))

    def _pair(self, node: nodes.Element) -> tuple[str, Blocks]:
        """Return name and value of a field, a definition or an option."""
        bodies = (nodes.field_body, nodes.definition, nodes.description)
        names = [n for n in node.children if not isinstance(n, bodies)]
        values = [n for n in node.children if isinstance(n, bodies)]
        name = " ".join(text_of(self.lines.of([n])) for n in names)
        inside = [n for value in values for n in value.children]
        return name.strip(), self.blocks(inside)

    def rubric(self, node: nodes.Element) -> Iterator[Block]:
        """A heading without a number inside a section."""
        runs = self.lines.of(node.children)
        if runs:
            yield Paragraph(runs, "rubric", self.anchor(node))

    def title(self, node: nodes.Element) -> Iterator[Block]:
        """The title of a box."""
        yield from self._plain(node.children, "box-title")

    def box(self, node: nodes.Element) -> Iterator[Block]:
        """Blocks set off from the text."""
        inside = self.blocks(node.children)
        if inside:
            yield Box(inside, style_of(node) or _BOXES.get(type(node), "note"))

    def container(self, node: nodes.Element) -> Iterator[Block]:
        """Blocks together; a box if a class says what they are."""
        inside = self.blocks(node.children)
        style = style_of(node)
        if inside and style:
            yield Box(inside, style)
        else:
            yield from inside

    def footnote(self, node: nodes.Element) -> Iterator[Block]:
        """A note, with the number that it has in this part."""
        label = next((n.astext() for n in node.children if isinstance(n, nodes.label)), "")
        rest = [n for n in node.children if not isinstance(n, nodes.label)]
        yield Footnote(self._notes.get(id(node), label), self.blocks(rest))

    def literal(self, node: nodes.Element) -> Iterator[Block]:
        """Text as written."""
        yield Literal(node.astext().rstrip("\n"))

    def verse(self, node: nodes.Element) -> Iterator[Block]:
        """Lines of one paragraph."""
        runs: list[Run] = []
        for line in node.findall(nodes.line):
            runs += [Run("\n")] if runs else []
            runs += self.lines.of(line.children)
        if runs:
            yield Paragraph(tuple(runs), style_of(node), self.anchor(node))

    def image(self, node: nodes.Element) -> Iterator[Block]:
        """A picture."""
        yield Picture(str(node["uri"]), str(node.get("alt", "")))

    def figure(self, node: nodes.Element) -> Iterator[Block]:
        """A picture with its caption, then its legend."""
        captions = [n.astext() for n in node.children if isinstance(n, nodes.caption)]
        title = captions[0] if captions else ""
        rest = [n for n in node.children if not isinstance(n, nodes.caption)]
        anchor, label = self.anchor(node), str(node.get(LABEL, ""))
        for block in self.blocks(rest):
            if isinstance(block, Picture):
                said = block.alternative or title
                yield Picture(block.file, said, title, anchor, label)
            else:
                yield block

    def chart(self, node: nodes.Element) -> Iterator[Block]:
        """A chart, its words as a sentence for each row of its table."""
        if not isinstance(node, chart):
            return
        title, label = str(node.get(TITLE, node.graph.title)), str(node.get(LABEL, ""))
        yield Figure(node.graph, title, _in_words(node), self.anchor(node), label)

    def code(self, node: nodes.Element) -> Iterator[Block]:
        """A QR code."""
        yield Code(str(node["text"]), str(node.get("caption", "")))

    def place(self, node: nodes.Element) -> Iterator[Block]:
        """A name for what stands behind it."""
        self._anchors += [str(name) for name in node["ids"]]
        yield from self._plain(node.children)

    def silent(self, _node: nodes.Element) -> Iterator[Block]:
        """Nothing."""
        yield from ()


def style_of(node: nodes.Element) -> str:
    """Return what *node* is: its first class of ours, without `pf-`."""
    return next((n.removeprefix("pf-") for n in node["classes"] if n.startswith("pf-")), "")


def _classes(node: nodes.Node) -> Sequence[str]:
    return node["classes"] if isinstance(node, nodes.Element) else ()


def _is_gap(node: nodes.Element) -> bool:
    """Whether a paragraph only tells an editor what is missing."""
    return (
        bool(node.children)
        and all("pf-missing" in _classes(n) for n in node.children)
        and (style_of(node) == "detail")
    )


def _defined(name: str, blocks: Blocks) -> Blocks:
    """Return a term with what it means."""
    term = Run(name, strong=True, target=f"planforge:term/{name}", mention=True)
    head: Runs = (term, Run("："))
    if blocks and isinstance(blocks[0], Paragraph):
        return (Paragraph((*head, *blocks[0].runs)), *blocks[1:])
    return (Paragraph(head), *blocks)


def _in_words(node: chart) -> str:
    """Return what a chart says: its description, then the rows of its table."""
    told = [n.astext() for n in node.children if isinstance(n, nodes.paragraph)]
    for row in node.findall(nodes.row):
        cells = [cell.astext().replace("\n\n", " ") for cell in row.children]
        told.append(" | ".join(cells))
    return "\n".join(told)


_BOXES: Final[Mapping[type[nodes.Element], str]] = {nodes.block_quote: "quote"}
_HANDLERS: Final[dict[type, _Handler]] = {
    nodes.section: Translator.section,
    nodes.paragraph: Translator.paragraph,
    nodes.caption: Translator.paragraph,
    nodes.attribution: Translator.paragraph,
    nodes.bullet_list: Translator.listing,
    nodes.enumerated_list: Translator.listing,
    nodes.field_list: Translator.facts,
    nodes.definition_list: Translator.facts,
    nodes.option_list: Translator.facts,
    nodes.table: lambda translator, node: translator.tables.table(node),
    nodes.rubric: Translator.rubric,
    nodes.title: Translator.title,
    nodes.subtitle: Translator.title,
    nodes.Admonition: Translator.box,
    nodes.topic: Translator.box,
    nodes.sidebar: Translator.box,
    nodes.block_quote: Translator.box,
    nodes.container: Translator.container,
    nodes.footnote: Translator.footnote,
    nodes.citation: Translator.footnote,
    nodes.literal_block: Translator.literal,
    nodes.doctest_block: Translator.literal,
    nodes.math_block: Translator.literal,
    nodes.line_block: Translator.verse,
    nodes.image: Translator.image,
    nodes.figure: Translator.figure,
    chart: Translator.chart,
    qr_code: Translator.code,
    nodes.target: Translator.place,
    nodes.transition: Translator.silent,
    nodes.Invisible: Translator.silent,
    nodes.system_message: Translator.silent,
    nodes.raw: Translator.silent,
}
