"""Drills judged: what was found in one is kept until it, a plan it practises or a name changes."""

from __future__ import annotations

import json
from dataclasses import field
from hashlib import sha256
from operator import itemgetter
from typing import TYPE_CHECKING

from planforge.corpus.drill_files import PlanShelf, drill_files, files_of_plans, iter_drills
from planforge.corpus.drills import DrillView
from planforge.fingerprint import fingerprint
from planforge.frozen import dataclass
from planforge.report import read_finding, write_finding
from planforge.rules.certain import Gaps, certain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from planforge.corpus.drill_files import LoadedDrill
    from planforge.corpus.pack_files import LoadedPack
    from planforge.corpus.plan_view import PlanView
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
        systems: What drills may know of registers and plans, for each way to read those with
            errors.
        gaps: What is not known of registers and plans because of errors.
        views: Plans that were read already.
        packs: The evaluation packs there are, by identifier; None for one that comes along.
    """

    systems: tuple[System, ...]
    gaps: Sequence[Gaps]
    views: Sequence[PlanView] = ()
    packs: Mapping[str, LoadedPack | None] = field(default_factory=dict)

    def digest(self) -> str:
        """Return a hash of systems, gaps and the day."""
        seen = sha256(repr(sorted(self.packs.items(), key=itemgetter(0))).encode())
        for system in self.systems:
            seen.update(f"{system.registry.digest} {system.unreadable} {system.as_of}".encode())
            for one in system.outlines:
                seen.update(f"\n{one.file}={one.id} {one.name} {one.short_names}".encode())
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
    drills = drill_files(layout)
    if not drills:
        return
    keys = _Keys(known, knowing)
    kept = {one.path: _kept(keys, one.path, store) for one in drills} if store is not None else {}
    shelves = tuple(PlanShelf(layout, s.registry, store, knowing.views) for s in knowing.systems)
    anew = [one for one in drills if kept.get(one.path) is None]
    for findings in kept.values():
        yield from map(read_finding, json.loads(findings or "[]"))
    for loaded in iter_drills(layout, store, anew):
        yield from loaded.findings
        if not loaded.contents:
            continue
        names = loaded.contents[0].plans
        views = _views(loaded, files_of_plans(names, knowing.systems[0]), knowing, shelves)
        ways = [tuple(apply(view)) for view in views]
        gaps = [*knowing.gaps, *_gaps(loaded)]
        found = certain(ways, gaps, crashed=crashed) if gaps else ways[0]
        if store is not None and not loaded.findings:
            values = [write_finding(finding) for finding in found]
            store.put(keys.of_plans(loaded.file), _dumped(names))
            store.put(keys.of_findings(loaded.file, names), _dumped(values))
        yield from found


class _Keys:
    """The keys under which a drill without errors is kept, by its file."""

    def __init__(self, known: Mapping[str, SourceFile], knowing: Knowing) -> None:
        self._known = known
        self._system = knowing.systems[0]
        self._around = knowing.digest()

    def of_plans(self, file: str) -> str:
        """Return the key of the names of the plans that it practises."""
        return f"drill-plans:{fingerprint()[:16]}:{self._known[file].digest}"

    def of_findings(self, file: str, plans: Iterable[str]) -> str:
        """Return the key of what was found in it, as the *plans* called so are now."""
        paths = (file, *files_of_plans(plans, self._system))
        contents = [f"{path}={self._known[path].digest}" for path in paths if path in self._known]
        seen = sha256("\n".join([*contents, self._around]).encode())
        return f"drill:{fingerprint()[:16]}:{seen.hexdigest()}"


def _kept(keys: _Keys, file: str, store: Store) -> bytes | None:
    """Return what was found in the drill in *file*, if nothing that it rests on has changed."""
    plans = store.get(keys.of_plans(file))
    return store.get(keys.of_findings(file, json.loads(plans))) if plans is not None else None


def _dumped(values: Sequence[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _views(
    loaded: LoadedDrill, files: tuple[str, ...], knowing: Knowing, shelves: tuple[PlanShelf, ...]
) -> tuple[DrillView, ...]:
    """Return the drill, for each way to read it and what it is judged against."""
    views: list[DrillView] = []
    for way in range(max(len(shelves), len(loaded.contents))):
        number = min(way, len(shelves) - 1)
        drill = loaded.contents[min(way, len(loaded.contents) - 1)]
        plans = shelves[number].views(files)
        system = knowing.systems[number]
        views.append(DrillView(drill, loaded.file, system, plans, packs=knowing.packs))
    return tuple(views)


def _gaps(loaded: LoadedDrill) -> tuple[Gaps, ...]:
    ways = loaded.readings
    if loaded.drill is not None or ways is None:
        return ()
    gone = tuple(way.gone for way in ways.ways)
    return (Gaps(loaded.file, gone, ways.touched, ways.is_filled, ways.words, frozenset()),)


__all__ = ["Knowing", "drill_findings"]
