"""Links in `plan.md`: each leads to a page of the site or out of it, or is mere text.

Nothing that only a transform of docutils would finish is left in the tree.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from docutils import nodes

from planforge.corpus.anchors import anchor_key, is_elsewhere, leads_outside, plan_folder
from planforge.document.nodes import SCHEME, address
from planforge.document.walking import nodes_of
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.document.context import Context

_UNSEEN: Final = (
    nodes.citation,
    nodes.decoration,
    nodes.meta,
    nodes.pending,
    nodes.substitution_definition,
)
"""What is left of directives that only a whole document could finish."""
_WORDS: Final = (nodes.citation_reference, nodes.problematic, nodes.substitution_reference)
_MATH: Final = {nodes.math: nodes.literal, nodes.math_block: nodes.literal_block}


@dataclass
class _Places:
    """What links may lead to: by name, the address and the words shown if the link has none."""

    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    headings: dict[str, tuple[str, str]] = field(default_factory=dict)

    def find(self, name: str) -> tuple[str, str] | None:
        """Return address and words of a name given in the text, else of a heading."""
        return self.named.get(unquote(name).casefold()) or self.headings.get(anchor_key(name))


def resolve_prose_links(
    document: nodes.document, context: Context, file: str
) -> list[tuple[int, str]]:
    """Give every link in *document* a `planforge:` address or one outside; make text of the rest.

    Args:
        document: The text as numbered chapters.
        context: The plan in hand and the others.
        file: The `plan.md` that holds the text, below the folder of all plans.

    Returns:
        The links that lead nowhere: line from 1, and the address as written.
    """
    _scrub(document)
    places = _places(document, context)
    lost = []
    for reference in nodes_of(document, nodes.reference):
        written = _written(reference)
        if written.startswith(SCHEME):
            continue
        place = _place(written, places, context, file)
        if place is None:
            lost.append((_line(reference), unquote(written)))
            shown = reference.children or [nodes.Text(unquote(written))]
            reference.parent.replace(reference, shown)
            continue
        target, words = place
        made = nodes.reference("", "", *(reference.children or [nodes.Text(words)]))
        made["refuri"] = target
        made["internal"] = target.startswith(SCHEME)
        if reference.get("reftitle"):
            made["reftitle"] = reference["reftitle"]
        reference.parent.replace(reference, made)
    return lost


def _scrub(document: nodes.document) -> None:
    """Take out what no page can show."""
    if nodes_of(document, *_UNSEEN, *_WORDS, *_MATH, nodes.topic):  # few texts have any of them
        _scrub_rare(document)
    for number, table in enumerate(nodes_of(document, nodes.table), 1):
        if any(isinstance(child, nodes.title) for child in table.children):
            table["ids"] = table["ids"] or [f"table-{number}"]  # Sphinx warns of one without


def _scrub_rare(document: nodes.document) -> None:
    for node in nodes_of(document, *_UNSEEN):
        if node.parent is not None:
            node.parent.remove(node)
    for node in nodes_of(document, *_WORDS):
        if node.parent is not None:
            node.parent.replace(node, nodes.Text(node.astext()))
    for math, plain in _MATH.items():
        for node in nodes_of(document, math):
            node.parent.replace(node, plain(node.astext(), node.astext()))
    for topic in nodes_of(document, nodes.topic):
        if "contents" in topic["classes"]:
            topic.parent.remove(topic)


def _written(reference: nodes.reference) -> str:
    for key in ("refuri", "refname", "refid"):
        if reference.get(key):
            return str(reference[key])
    return ""


def _line(node: nodes.Node | None) -> int:
    while node is not None:
        if node.line:
            return int(node.line)
        node = node.parent
    return 1


def _place(  # noqa: PLR0911 - one line per kind of link
    written: str, places: _Places, context: Context, file: str
) -> tuple[str, str] | None:
    """Return the address that *written* means and words for it, None if it leads nowhere."""
    if leads_outside(written):
        return written, written
    if is_elsewhere(written):
        return None
    path, mark, fragment = written.partition("#")
    folder = plan_folder(file, written)
    if folder is not None:
        own = file.rpartition("/")[0]
        if folder == own and fragment:
            return places.find(fragment)
        for view in context.corpus.plans:
            if view.file.rpartition("/")[0] == folder and context.may_show(view.plan):
                return address("plan", view.plan.id), view.plan.name
        return None
    if not path:
        return places.find(fragment) if mark else None
    return places.named.get(unquote(written).casefold())


def _places(document: nodes.document, context: Context) -> _Places:
    """Return what links of the plan in hand may lead to; its targets before headings are gone."""
    places = _Places()
    before: dict[int, list[str]] = {}
    if context.view is None:
        return places
    for node in nodes_of(document, nodes.Element):
        if not isinstance(node, nodes.target) and not node["names"] and not node["ids"]:
            continue
        chapter = _chapter(node)
        if isinstance(node, nodes.section):
            title = _title(node)
            number = str(node["pf_number"])
            anchor = node["ids"][0] if "." in number else ""
            here = address("chapter", f"{context.view.plan.id}/{chapter}", anchor), title
            places.headings.setdefault(anchor_key(title), here)
            _name(places, [*before.pop(id(node), []), *node["ids"]], here)
        elif isinstance(node, nodes.target):
            after = node.next_node(_is_shown, ascend=True, descend=False)
            if isinstance(after, nodes.section):
                before.setdefault(id(after), []).extend([*node["names"], *node["ids"]])
                node.parent.remove(node)
            elif node["ids"]:
                _name(places, [*node["names"], *node["ids"]], _at(context, chapter, node))
        elif node["ids"]:
            _name(places, [*node["names"], *node["ids"]], _at(context, chapter, node))
    return places


def _is_shown(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and not isinstance(node, nodes.target)


def _at(context: Context, chapter: str, node: nodes.Element) -> tuple[str, str]:
    ident = f"{context.plan_view.plan.id}/{chapter}"
    return address("chapter", ident, node["ids"][0]), node.astext() or node["ids"][0]


def _name(places: _Places, names: list[str], here: tuple[str, str]) -> None:
    for name in names:
        places.named.setdefault(name.casefold(), here)


def _title(section: nodes.section) -> str:
    """Return the title of *section* without its number."""
    title = next(node for node in section.children if isinstance(node, nodes.title))
    return "".join(node.astext() for node in title.children[1:])


def _chapter(node: nodes.Node) -> str:
    """Return the number of the chapter that *node* stands in; the preface is part of the first."""
    while node.parent is not None and not isinstance(node.parent, nodes.document):
        node = node.parent
    return str(node["pf_number"]) if isinstance(node, nodes.section) else "1"
