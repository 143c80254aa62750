"""Drills judged: what was found in one is kept until it, a plan it practises or a name changes."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from planforge.corpus.drills import DrillView, PlanShelf, files_of_plans, iter_drills
from planforge.fingerprint import fingerprint
from planforge.frozen import dataclass
from planforge.report import read_finding, write_finding
from planforge.rules.certain import Gaps, certain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.drills import LoadedDrill
    from planforge.corpus.system import System
    from planforge.findings import Finding
    from planforge.source.cache import Store
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Layout

    Apply = Callable[[DrillView], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Knowing:
    """What drills are judged against.

    Attributes:
        systems: Registers and outlines, for each way to read those with errors.
        plans: File of every plan, and the hash of what others may know of it.
        gaps: What is not known of registers and plans because of errors.
    """

    systems: tuple[System, ...]
    plans: Sequence[tuple[str, str]]
    gaps: Sequence[Gaps]

    def digest(self) -> str:
        """Return a hash of it."""
        seen = sha256(self.systems[0].registry.digest.encode())
        for file, digest in self.plans:
            seen.update(f"\n{file}={digest}".encode())
        for gap in self.gaps:
            seen.update(repr(gap.dump()).encode())
        return seen.hexdigest()


def drill_findings(  # noqa: PLR0913 - the drills, what they are judged against, and how
    layout: Layout,
    known: Mapping[str, SourceFile],
    knowing: Knowing,
    store: Store | None,
    apply: Apply,
    *,
    crashed: str,
) -> Iterator[Finding]:
    """Yield what is wrong in the drills of *layout*.

    Args:
        layout: The files of the corpus.
        known: The same files with their digests, by path.
        knowing: What drills are judged against.
        store: Where results are kept between runs.
        apply: Yields what the rules find in a drill.
        crashed: Rule of a finding that says that a rule failed.
    """
    around = ""
    shelves = tuple(PlanShelf(layout, one.registry, store) for one in knowing.systems)
    for loaded in iter_drills(layout, store):
        yield from loaded.findings
        if not loaded.contents:
            continue
        around = around or knowing.digest()
        system = knowing.systems[0]
        files = files_of_plans(loaded.contents[0], system)
        key = _key(loaded, files, known, around)
        kept = store.get(key) if store is not None else None
        if kept is not None:
            yield from map(read_finding, json.loads(kept))
            continue
        views = _views(loaded, files, knowing, shelves)
        ways = [tuple(apply(view)) for view in views]
        gaps = [*knowing.gaps, *_gaps(loaded)]
        found = certain(ways, gaps, crashed=crashed) if gaps else ways[0]
        if store is not None:
            values = [write_finding(finding) for finding in found]
            store.put(key, json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())
        yield from found


def _views(
    loaded: LoadedDrill, files: tuple[str, ...], knowing: Knowing, shelves: tuple[PlanShelf, ...]
) -> tuple[DrillView, ...]:
    """Return the drill, for each way to read it and what it is judged against."""
    views: list[DrillView] = []
    for way in range(max(len(shelves), len(loaded.contents))):
        number = min(way, len(shelves) - 1)
        drill = loaded.contents[min(way, len(loaded.contents) - 1)]
        plans = shelves[number].views(files)
        views.append(DrillView(drill, loaded.file, knowing.systems[number], plans))
    return tuple(views)


def _gaps(loaded: LoadedDrill) -> tuple[Gaps, ...]:
    ways = loaded.readings
    if loaded.drill is not None or ways is None:
        return ()
    gone = tuple(way.gone for way in ways.ways)
    return (Gaps(loaded.file, gone, ways.touched, ways.is_filled, ways.words, frozenset()),)


def _key(
    loaded: LoadedDrill, files: Iterable[str], known: Mapping[str, SourceFile], around: str
) -> str:
    content = "\n".join(f"{file}={known[file].digest}" for file in files if file in known)
    seen = sha256(f"{loaded.file}={loaded.digest}\n{content}\n{around}".encode())
    return f"drill:{fingerprint()[:16]}:{seen.hexdigest()}"


__all__ = ["Knowing", "drill_findings"]
