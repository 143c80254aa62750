"""Evaluation packs: those that come along, and a bureau's own in `drills/packs/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.corpus.load import validate
from planforge.frozen import dataclass
from planforge.model.evaluation import Pack
from planforge.source.layout import FileKind, Found, Layout, survey
from planforge.source.read import iter_sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.findings import Finding

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
    return _read(_OWN, "")


def packs_at(root: Path) -> Packs:
    """Return the packs that come along and those of the corpus at *root*."""
    folder = survey(root).root / FOLDER
    own = _read(folder, f"{FOLDER}/") if folder.is_dir() else Packs({})
    return Packs({**built_in().packs, **own.packs}, own.findings)


def _read(folder: Path, prefix: str) -> Packs:
    files = tuple(
        Found(f"{prefix}{path.name}", FileKind.REGISTER, "pack", None, path)
        for path in sorted(folder.glob("*.yaml"))
    )
    packs: dict[str, Pack] = {}
    findings: list[Finding] = []
    for read in iter_sources(Layout(folder, files, ())):
        pack, found = validate(Pack, read)
        findings += found
        if pack is not None:
            packs[pack.id] = pack
    return Packs(packs, tuple(findings))


__all__ = ["FOLDER", "Packs", "built_in", "packs_at"]
