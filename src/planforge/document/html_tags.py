"""HTML in `plan.md`: simple tags say what Markdown would, of the others only the words stay."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from docutils import nodes

from planforge.document.walking import nodes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STYLES: Final[Mapping[str, type[nodes.TextElement]]] = {
    "b": nodes.strong,
    "em": nodes.emphasis,
    "i": nodes.emphasis,
    "strong": nodes.strong,
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
"""Tags inside a line that are read, and what each pair becomes."""
_TAG: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)[^<>]*>")
_LATEX_LINE_END: Final = r"\\"
"""What the parser adds to the line end of HTML."""
_SILENT: Final = frozenset({"script", "style", "template", "iframe", "object"})


def read_tags(document: nodes.document) -> None:
    """Take every piece of HTML out of *document*, in place; what is lost is a message there.

    `<br>` and the line ends of Markdown stay as line ends; pairs of `STYLES` become what they mean;
    comments go. Of other tags the words between them stay, save those of scripts and styles, and of
    an image the words in its place.
    """
    parents = dict.fromkeys(raw.parent for raw in nodes_of(document, nodes.raw))
    for parent in parents:
        children = _read(parent.children, document)
        parent.children = []
        parent.extend(children)


def line_end() -> nodes.raw:
    """Return the end of a line inside a paragraph; the only raw node that a tree ever holds."""
    return nodes.raw("", "<br />", format="html")


def _read(children: Sequence[nodes.Node], document: nodes.document) -> list[nodes.Node]:
    done: list[nodes.Node] = []
    opened: list[tuple[str, int]] = []
    for child in children:
        if not isinstance(child, nodes.raw):
            done.append(child)
            continue
        source = child.astext().strip()
        tag = _TAG.fullmatch(source) if "html" in child["format"] else None
        name = tag["name"].lower() if tag else ""
        if name == "br":
            done.append(line_end())
        elif tag and name in STYLES and not tag["close"]:
            opened.append((name, len(done)))
        elif tag and name in [known for known, _ in opened]:
            at = max(at for known, at in opened if known == name)
            opened = [(known, start) for known, start in opened if start < at]
            done[at:] = [STYLES[name]("", "", *done[at:])]
        else:
            done += _words(child, source, document)
    return done


def _words(raw: nodes.raw, source: str, document: nodes.document) -> list[nodes.Node]:
    """Return what stays of *raw*: its words, as paragraphs if it was a block, and a message."""
    if source == _LATEX_LINE_END or (source.startswith("<!--") and source.endswith("-->")):
        return []
    lines = _Words.of(source) if "html" in raw["format"] else []
    said = document.reporter.warning("Raw content disabled.", line=raw.line or 1)
    if isinstance(raw.parent, nodes.TextElement):
        return [nodes.Text("".join(lines)), said] if lines else [said]
    return [*(nodes.paragraph("", line) for line in lines), said]


class _Words(HTMLParser):
    """Collects the words between tags, each line by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, source: str) -> list[str]:
        """Return the lines of text in *source*."""
        reader = cls()
        reader.feed(source)
        reader.close()
        return [
            " ".join(line.split()) for line in "".join(reader._found).split("\n") if line.strip()
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._found += [value for name, value in attrs if (tag, name) == ("img", "alt") and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._found.append(data)
