"""Footnotes of `plan.md`: its chapters are pages, so every page has its own notes at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.walking import nodes_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def place_footnotes(
    document: nodes.document, pages: Sequence[nodes.Element]
) -> list[nodes.footnote_reference]:
    """Number the notes of each of *pages* from 1, as they are first referred to, at its end.

    A note that several pages refer to stands on each; one that nothing refers to stays on its page.
    References to notes that are not there become text.

    Args:
        document: The tree; what of it is in none of *pages* stands on the first.
        pages: The chapters, or the document itself if it has none.

    Returns:
        The references to notes that are not there.
    """
    notes: dict[str, nodes.footnote] = {}
    found: list[tuple[nodes.Element, list[nodes.footnote_reference], list[str]]] = []
    for page, parts in _parts(document, pages):
        references = [x for part in parts for x in nodes_of(part, nodes.footnote_reference)]
        own = []
        for note in (x for part in parts for x in nodes_of(part, nodes.footnote)):
            name = next(iter(note["names"] or note["ids"]), "")
            if notes.setdefault(name, note) is note:
                own.append(name)
        inside = {id(x) for name in own for x in notes[name].findall(nodes.footnote_reference)}
        found.append((page, [x for x in references if id(x) not in inside], own))
    for note in nodes_of(document, nodes.footnote):
        note.parent.remove(note)
    lost: list[nodes.footnote_reference] = []
    for page, references, own in found:
        page.extend(_PageNotes(notes, page, lost).placed(references, own))
    return lost


def _parts(
    document: nodes.document, pages: Sequence[nodes.Element]
) -> list[tuple[nodes.Element, list[nodes.Element]]]:
    """Return the elements that stand on each page."""
    elements = [node for node in document.children if isinstance(node, nodes.Element)]
    if document in pages:
        return [(document, elements)]
    rest = [node for node in elements if node not in pages]
    return [(page, [*rest, page] if i == 0 else [page]) for i, page in enumerate(pages)]


class _PageNotes:
    """The notes of one page while they are numbered."""

    def __init__(
        self,
        notes: dict[str, nodes.footnote],
        page: nodes.Element,
        lost: list[nodes.footnote_reference],
    ) -> None:
        self._notes = notes
        self._page = page
        self._lost = lost
        self._placed: dict[str, nodes.footnote] = {}
        self._waiting: list[nodes.footnote_reference] = []

    def placed(
        self, references: list[nodes.footnote_reference], own: list[str]
    ) -> list[nodes.Element]:
        """Return the notes in order."""
        self._waiting = list(references)
        self._work()
        for name in own:
            self._note(name)
            self._work()
        return list(self._placed.values())

    def _work(self) -> None:
        while self._waiting:
            self._refer(self._waiting.pop(0))

    def _refer(self, reference: nodes.footnote_reference) -> None:
        name = reference.get("refname", "")
        if name not in self._notes:
            reference.parent.replace(reference, nodes.Text(f"[^{name}]"))
            self._lost.append(reference)
            return
        note = self._note(name)
        number = note.children[0].astext()
        made = nodes.footnote_reference("", number, refid=note["ids"][0])
        made["ids"] = [f"{note['ids'][0]}-from-{len(note['backrefs']) + 1}"]
        title = reference.parent
        if isinstance(title, nodes.title) and title.parent is self._page:
            reference.parent.remove(reference)  # the page has a title of its own
            return
        note["backrefs"].append(made["ids"][0])
        reference.parent.replace(reference, made)

    def _note(self, name: str) -> nodes.footnote:
        """Return the note called *name* on this page, entered if it was not there."""
        if name not in self._placed:
            number = str(len(self._placed) + 1)
            body = [
                child.deepcopy()
                for child in self._notes[name].children
                if not isinstance(child, nodes.label)
            ]
            note = nodes.footnote("", nodes.label("", number), *body, ids=[f"note-{number}"])
            self._placed[name] = note
            self._waiting += note.findall(nodes.footnote_reference)
        return self._placed[name]
