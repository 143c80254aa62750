"""Evaluation packs: those that come along, and a bureau's own in `drills/packs/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.corpus.pack_files import iter_packs
from planforge.frozen import dataclass
from planforge.model.evaluation import BUILT_IN
from planforge.source.layout import FileKind, Found, Layout, survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.findings import Finding
    from planforge.model.evaluation import Pack

FOLDER: Final = "drills/packs"
"""Where a bureau keeps packs of its own, below the corpus root."""
_OWN: Final = Path(__file__).resolve().parent.parent / "packs"


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs there are.

    Attributes:
        packs: By identifier; a bureau's own go before those that come along.
        findings: What is wrong in a bureau's own.
    """

    packs: Mapping[str, Pack]
    findings: tuple[Finding, ...] = ()


@cache
def built_in() -> Packs:
    """Return the packs that come along."""
    files = [_OWN / f"{name}.yaml" for name in BUILT_IN]
    found = tuple(Found(path.name, FileKind.PACK, "packs", None, path) for path in files)
    return _read(Layout(_OWN, found, ()))


def packs_at(root: Path) -> Packs:
    """Return the packs that come along and those of the corpus at *root*."""
    own = _read(survey(root))
    return Packs({**built_in().packs, **own.packs}, own.findings)


def _read(layout: Layout) -> Packs:
    packs: dict[str, Pack] = {}
    findings: list[Finding] = []
    for loaded in iter_packs(layout):
        findings += loaded.findings
        if loaded.pack is not None:
            packs[loaded.id] = loaded.pack
    return Packs(packs, tuple(findings))


__all__ = ["FOLDER", "Packs", "built_in", "packs_at"]
