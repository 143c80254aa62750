"""Objects of a part, moved into the book: each under a new number, only what the book refers to.

Each part brings its own subset of each face, and its own colour profiles. Where two are equal to
the byte, the book keeps one.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from planforge.publish.paper.pdf.values import Ref, move, write

if TYPE_CHECKING:
    from planforge.publish.paper.pdf.reading import Source
    from planforge.publish.paper.pdf.values import Dict
    from planforge.publish.paper.pdf.writing import Target

_SHARED: Final = re.compile(rb"\s*(?:<<\s*/Type\s*/Font\b|\[\s*/ICCBased\b)")
"""How what parts may have in common begins: fonts and colour spaces."""
_IDENTIFIERS: Final = re.compile(rb"/(?:ID\s*|Headers\s*\[[^\]]*)[(<][^\])>]*")
"""The identifier of a structure element, or those of the heads of a cell."""
_KEY: Final = re.compile(rb"(/StructParents?\s+)(\d+)")


class Graft:
    """A part whose objects move into a book."""

    def __init__(
        self, part: Source, book: Target, kept: dict[bytes, int], first_key: int, prefix: bytes
    ) -> None:
        """Move objects of *part* into *book*.

        Args:
            part: Where they come from.
            book: Where they go.
            kept: What the book has already, by digest; it grows.
            first_key: From which number the keys of the structure count.
            prefix: What is put before identifiers.
        """
        self.first_key = first_key
        self.prefix = prefix
        self._part = part
        self._book = book
        self._kept = kept
        self._moved: dict[bytes, bytes] = {}
        self._waiting: list[int] = []
        self._changed: dict[int, Dict] = {}
        self._texts: dict[int, bytes] = {}
        self._digests: dict[int, bytes] = {}

    def current(self, number: int) -> Dict:
        """Return the dictionary that object *number* of the part becomes: it may be changed."""
        found = self._changed.get(number)
        if found is None:
            found = self._changed[number] = dict(self._part.dict(Ref(number)))
        return found

    def replace(self, number: int, text: bytes) -> None:
        """Let object *number* of the part be *text*, which refers to objects of the part."""
        self._texts[number] = text

    def number(self, old: int) -> int:
        """Return the number that object *old* of the part has in the book."""
        return int(self.moved(b"%d" % old))

    def moved(self, old: bytes) -> bytes:
        """Return the number that object *old* of the part has in the book, both as text."""
        found = self._moved.get(old)
        if found is None:
            found = self._moved[old] = b"%d" % self._place(int(old))
        return found

    def grow(self) -> None:
        """Move all objects that are referred to."""
        while self._waiting:
            old = self._waiting.pop()
            new = int(self._moved[b"%d" % old])
            if old in self._changed:
                self._book.put(new, write(self._changed[old], self.moved))
                continue
            text, content = self._part.whole(old)
            text = self._texts.get(old, text)
            if b"/StructParent" in text:
                text = _KEY.sub(self._shifted, text)
            if content is not None:
                self._book.put_stream(new, move(text, self.moved), content)
                continue
            if b"/ID" in text or b"/Headers" in text:
                text = _IDENTIFIERS.sub(self._prefixed, text)
            self._book.put(new, move(text, self.moved))

    def _shifted(self, found: re.Match[bytes]) -> bytes:
        return found[1] + b"%d" % (int(found[2]) + self.first_key)

    def _prefixed(self, found: re.Match[bytes]) -> bytes:
        """Return identifiers with the prefix, in round or in pointed brackets."""
        said = found[0].replace(b"(", b"(" + self.prefix)
        return said.replace(b"<", b"<" + self.prefix.hex().encode())

    def _place(self, old: int) -> int:
        if old not in self._changed and self._part.begins(old, _SHARED):
            digest = self._digest(old)
            known = self._kept.get(digest)
            if known is not None:
                return known
            self._kept[digest] = new = self._book.number()
        else:
            new = self._book.number()
        self._waiting.append(old)
        return new

    def _digest(self, number: int) -> bytes:
        """Return a digest of an object and all it refers to, which must not refer back to it."""
        found = self._digests.get(number)
        if found is None:
            text = move(self._part.text(number), lambda n: self._digest(int(n)).hex().encode())
            content = self._part.stream(number)
            found = sha256(text + b"\0" + (content or b"")).digest()
            self._digests[number] = found
        return found
