"""Runs: what stands in one line, from inline nodes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.i18n import marks
from planforge.publish.blocks.model import NOTE, Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.i18n import Marks
    from planforge.publish.blocks.model import Block, Blocks, Runs

REGISTERED: Final = ("organisation", "post", "team", "depot", "shelter", "mechanism")
"""Kinds of registered things that an index lists."""
_CLOSING: Final = "。；;."
"""Marks at the end of a sentence, before which its remarks stand in print."""
_BEFORE: Final = frozenset({"pf-badge-new", "pf-badge-stronger"})
"""Badges that stand before what they are about."""
_AFTER: Final = frozenset({"pf-badge-may", "pf-badge-linked", "pf-limit"})
"""Remarks on the sentence before them."""
_UNSEEN: Final = (
    nodes.comment,
    nodes.system_message,
    nodes.pending,
    nodes.substitution_definition,
    nodes.meta,
)


class Lines:
    """Makes runs of inline nodes.

    Attributes:
        notes: The numbers of footnotes by the anchor of the note, for the marks that refer to them.
        mentioned: What was mentioned since the last paragraph began: only the first mention of a
            thing in a paragraph is one for the index.
        marks: The punctuation of the reader's language.
    """

    def __init__(self, language: str) -> None:
        """Write with the punctuation of *language*."""
        self.notes: Mapping[str, str] = {}
        self.mentioned: set[str] = set()
        self.marks: Marks = marks(language)

    def of(self, children: Iterable[nodes.Node]) -> Runs:
        """Return *children* as runs, equal neighbours made one, no white space at the ends."""
        parts = list(children)
        self.mentioned.clear()
        if len(parts) == 1 and isinstance(parts[0], nodes.Text):
            text = str(parts[0]).replace("\n", " ").strip(" \t")
            return (Run(text),) if text else ()
        found: list[Run] = []
        for run in self._all(parts, Run("")):
            if run.role in _AFTER:
                _remark(found, run)
            else:
                found.append(run)
        found = list(_joined(found))
        if found:
            found[0] = replace(found[0], text=found[0].text.lstrip(" \t\n"))
            found[-1] = replace(found[-1], text=found[-1].text.rstrip(" \t\n"))
        return tuple(run for run in found if run.text)

    def run_on(self, blocks: Blocks) -> Blocks:
        """Return *blocks* with the details of an action as further sentences of it."""
        if not blocks or not isinstance(blocks[0], Paragraph):
            return blocks
        runs = list(blocks[0].runs)
        rest = [block for block in blocks[1:] if not _is_detail(block)]
        for block in blocks[1:]:
            if _is_detail(block) and isinstance(block, Paragraph):
                runs.append(Run(self.marks.gap))
                runs += block.runs
                if block.runs[-1].text[-1] not in _CLOSING:
                    runs.append(Run(self.marks.stop.rstrip()))
        whole = Paragraph(_joined(runs), blocks[0].style, blocks[0].anchor)
        return (whole, *rest)

    def _all(self, children: Iterable[nodes.Node], outer: Run) -> Iterator[Run]:
        for child in children:
            yield from self._one(child, outer)

    def _one(self, node: nodes.Node, outer: Run) -> Iterator[Run]:
        if isinstance(node, nodes.Text):
            yield replace(outer, text=str(node).replace("\n", " "))
            return
        if isinstance(node, nodes.raw):
            if "br" in node.astext():
                yield replace(outer, text="\n")
            return
        if not isinstance(node, nodes.Element) or isinstance(node, _UNSEEN):
            return
        if isinstance(node, nodes.footnote_reference):
            note = str(node.get("refid", ""))
            number = self.notes.get(note, node.astext())
            yield replace(outer, text=number, raised=True, target=f"{NOTE}{number}")
            return
        if isinstance(node, nodes.image):
            yield replace(outer, text=str(node.get("alt", "")))
            return
        yield from self._wrapped(node, self._inside(node, outer))

    def _wrapped(self, node: nodes.Element, inner: Run) -> Iterator[Run]:
        """Yield the runs of *node*; a remark in the brackets it has in print."""
        if inner.role in _BEFORE and "pf-badge" in node["classes"]:
            yield replace(inner, text=f"【{node.astext()}】")
        elif inner.role in _AFTER:
            text = node.astext().strip()
            for mark in (self.marks.note_opening, self.marks.note_closing):
                text = text.removeprefix(mark).removesuffix(mark)
            yield replace(inner, text=self.marks.bracketed("", text))
        else:
            yield from self._all(node.children, inner)

    def _inside(self, node: nodes.Element, outer: Run) -> Run:
        """Return what runs inside *node* are like."""
        found = outer
        roles = [name for name in node["classes"] if name.startswith("pf-")]
        if isinstance(node, nodes.reference):
            found = self._linked(node, found)
            roles = [name for name in roles if name != "pf-mention"]
        elif isinstance(node, nodes.strong):
            found = replace(found, strong=True)
        elif isinstance(node, (nodes.literal, nodes.math)):
            found = replace(found, code=True)
        elif isinstance(node, nodes.superscript):
            found = replace(found, raised=True, lowered=False)
        elif isinstance(node, nodes.subscript):
            found = replace(found, lowered=True, raised=False)
        elif isinstance(node, (nodes.emphasis, nodes.title_reference)):
            roles = roles or ["pf-emphasis"]
        return replace(found, role=roles[-1]) if roles else found

    def _linked(self, node: nodes.reference, outer: Run) -> Run:
        target = str(node.get("refuri", "")) or (f"#{node['refid']}" if "refid" in node else "")
        kind = target.removeprefix("planforge:").partition("/")[0]
        is_first = kind in REGISTERED and target not in self.mentioned
        if is_first:
            self.mentioned.add(target)
        return replace(outer, target=target, mention=is_first)


def _joined(runs: Iterable[Run]) -> Runs:
    """Return *runs* with equal neighbours made one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and _look(last) == _look(run):
            found[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def _look(run: Run) -> tuple[object, ...]:
    """Return all of *run* but its text."""
    return run.strong, run.code, run.raised, run.lowered, run.target, run.mention, run.role


def _is_detail(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "detail" and bool(block.runs)


def text_of(runs: Runs) -> str:
    """Return the text of *runs*."""
    return "".join(run.text for run in runs)


def _remark(found: list[Run], remark: Run) -> None:
    """Put *remark* behind *found*, before the mark that closes the sentence."""
    while found and not found[-1].text.strip():
        found.pop()
    if not found or found[-1].text.rstrip()[-1] not in _CLOSING:
        found.append(remark)
        return
    last = found[-1]
    text = last.text.rstrip()
    found[-1:] = [
        run
        for run in (replace(last, text=text[:-1]), remark, replace(last, text=text[-1]))
        if run.text
    ]
