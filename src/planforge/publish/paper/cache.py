"""Parts that were laid out before, so that plans that did not change are not laid out again.

A part is known by its inputs, by how it is set, by the faces, by the engine and by the program. The
pictures that a part shows are files beside the plans: which ones is known only after it was made,
so an entry names them and counts only while they are what they were. Only parts without problems
are kept: what is wrong with a part is told in every run.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final, Protocol

from planforge.fingerprint import fingerprint
from planforge.publish.paper.typeset import Place, PlaceKind, Sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planforge.document.books.book import Part
    from planforge.publish.paper.encode import Setting

_FORMAT: Final = "part-3"
_HEAD_BYTES: Final = 8


class Store(Protocol):
    """Keeps bytes under text keys between runs; may forget any of them."""

    def get(self, key: str) -> bytes | None:
        """Return the value put under *key*, None if there is none (any more)."""

    def put(self, key: str, value: bytes) -> None:
        """Keep *value* under *key*."""


class Cache:
    """Laid out parts in a store."""

    def __init__(self, store: Store, made_by: str, read: Callable[[str], bytes | None]) -> None:
        """Keep parts in *store*.

        Args:
            store: Where.
            made_by: Engine and faces; others make other parts.
            read: Reads a picture by the name that parts call it; None if it is not there.
        """
        self._store = store
        self._made_by = made_by
        self._read = read

    def key(self, part: Part, setting: Setting) -> str:
        """Return what *part* is known by when it is set as *setting* says."""
        parts = (_FORMAT, fingerprint(), self._made_by, repr(setting), part.ident, *part.inputs)
        return f"{_FORMAT}:{sha256(repr(parts).encode()).hexdigest()}"

    def get(self, key: str) -> Sheets | None:
        """Return the part known by *key*; None if there is none, or a picture in it changed."""
        value = self._store.get(key)
        if value is None:
            return None
        try:
            size = int.from_bytes(value[:_HEAD_BYTES], "big")
            head = json.loads(value[_HEAD_BYTES : _HEAD_BYTES + size])
            files: Mapping[str, str] = head["files"]
            places = tuple(Place(PlaceKind(kind), *rest) for kind, *rest in head["places"])
            first, *others = _files(value[_HEAD_BYTES + size :], head["slices"])
            more, floated = tuple(others), bool(head["floated"])
            sheets = Sheets(first[0], head["pages"], places, more=more, floated=floated)
        except (ValueError, KeyError, TypeError):
            return None
        return sheets if all(self.picture(name) == told for name, told in files.items()) else None

    def put(self, key: str, sheets: Sheets, pictures: tuple[str, ...]) -> None:
        """Keep *sheets*, which show *pictures*, unless something is wrong with them."""
        if sheets.problems:
            return
        head = json.dumps(
            {
                "pages": sheets.pages,
                "floated": sheets.floated,
                "slices": [[len(pdf), pages] for pdf, pages in sheets.slices],
                "places": [
                    [p.kind.value, p.page, p.top, p.name, p.title, p.level] for p in sheets.places
                ],
                "files": {name: self.picture(name) for name in pictures},
            }
        ).encode()
        files = b"".join(pdf for pdf, _ in sheets.slices)
        self._store.put(key, len(head).to_bytes(_HEAD_BYTES, "big") + head + files)

    def picture(self, name: str) -> str:
        """Return what the picture *name* is known by; empty if it is not there."""
        content = self._read(name)
        return "" if content is None else sha256(content).hexdigest()


def _files(content: bytes, slices: Iterable[tuple[int, int]]) -> Iterator[tuple[bytes, int]]:
    """Yield the files in *content* with their pages: *slices* tells size and pages of each."""
    at = 0
    for size, pages in slices:
        yield content[at : at + size], pages
        at += size
