"""The files of a corpus with their digests: all that is needed to know whether anything changed."""

from __future__ import annotations

import hashlib
from dataclasses import field
from typing import TYPE_CHECKING, Final

from planforge.findings import Finding
from planforge.frozen import dataclass
from planforge.source.layout import FileKind, Found, Group, Layout
from planforge.source.text import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARK: Final = b"planforge"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus.

    Attributes:
        path: Path below the corpus root, with `/`, as shown to the user.
        kind: What it holds.
        name: Register (`organizations`), folder of the plan or drill (`flood`).
        group: Part of the plan system, for plans and prose.
        digest: SHA-256 of the content in hexadecimal; of the reason if the file cannot be read.
        location: Where the file is on this machine.
        is_marked: Whether it holds a comment that speaks to planforge.
    """

    path: str
    kind: FileKind
    name: str
    group: Group | None
    digest: str
    location: Path = field(compare=False, repr=False)
    is_marked: bool = False

    @property
    def is_yaml(self) -> bool:
        """Whether the file holds a tree rather than prose."""
        return self.kind is not FileKind.PROSE

    def text(self) -> str:
        """Return the text as it is now, read anew; empty if it cannot be read any more."""
        data = read_bytes(self.location, self.path)
        return "" if isinstance(data, Finding) else decode(data, self.path).text or ""


def iter_digests(layout: Layout) -> Iterator[SourceFile]:
    """Yield each file of *layout* with its digest, without parsing any."""
    for found in layout.files:
        yield source_file(found, read_bytes(found.location, found.path))


def source_file(found: Found, data: bytes | Finding) -> SourceFile:
    """Return the file *found* whose content is *data*, or could not be read."""
    if isinstance(data, Finding):
        digest, is_marked = hashlib.sha256(f"unread: {data!r}".encode()).hexdigest(), False
    else:
        digest, is_marked = hashlib.sha256(data).hexdigest(), _MARK in data
    return SourceFile(
        found.path, found.kind, found.name, found.group, digest, found.location, is_marked
    )
