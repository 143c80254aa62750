"""Files of evaluation packs, as they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planforge.corpus.load import validate
from planforge.frozen import dataclass
from planforge.model.evaluation import Pack
from planforge.source.layout import FileKind
from planforge.source.read import iter_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.findings import Finding
    from planforge.source.cache import Store
    from planforge.source.layout import Layout


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """The file of an evaluation pack.

    Attributes:
        file: Its path below the corpus root.
        pack: Its content; None if it has errors.
        findings: What is wrong in it.
    """

    file: str
    pack: Pack | None
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """Its identifier: that of the file if the content is not known."""
        return self.pack.id if self.pack else self.file.rpartition("/")[2].removesuffix(".yaml")


def iter_packs(layout: Layout, store: Store | None = None) -> Iterator[LoadedPack]:
    """Yield the packs of *layout* by path.

    Args:
        layout: The files of the corpus.
        store: Where the content of files is kept.
    """
    files = tuple(found for found in layout.files if found.kind is FileKind.PACK)
    for read in iter_sources(replace(layout, files=files, findings=()), cache=store):
        pack, found = validate(Pack, read)
        yield LoadedPack(read.file.path, pack, found)


__all__ = ["LoadedPack", "iter_packs"]
