"""Files of drills, and of the plans that they practise, as they are read."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from planforge.corpus.load import iter_plans, partly, plan_folders, validate
from planforge.frozen import dataclass
from planforge.model.drill import Drill
from planforge.source.layout import FileKind
from planforge.source.read import iter_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.findings import Finding
    from planforge.source.cache import Store
    from planforge.source.layout import Found as FoundFile
    from planforge.source.layout import Layout
    from planforge.source.readings import Readings


@dataclass(frozen=True, slots=True)
class LoadedDrill:
    """The file of a drill.

    Attributes:
        file: Its path below the corpus root.
        drill: Its content; None if it has errors.
        findings: What is wrong in it.
        digest: Hash of the content.
        readings: The ways to read one with errors, None if there is none.
    """

    file: str
    drill: Drill | None
    findings: tuple[Finding, ...]
    digest: str
    readings: Readings[Drill] | None = None

    @property
    def contents(self) -> tuple[Drill, ...]:
        """The drill, or one for each way to read it; empty if nothing can be said of it."""
        if self.drill is not None:
            return (self.drill,)
        return tuple(way.content for way in self.readings.ways) if self.readings else ()


def drill_files(layout: Layout) -> tuple[FoundFile, ...]:
    """Return the files of the drills of *layout*, by path."""
    return tuple(found for found in layout.files if found.kind is FileKind.DRILL)


def iter_drills(
    layout: Layout, store: Store | None, files: Iterable[FoundFile] | None = None
) -> Iterator[LoadedDrill]:
    """Yield the drills in *files* of *layout*; without that, every drill, by path."""
    wanted = drill_files(layout) if files is None else tuple(files)
    for read in iter_sources(replace(layout, files=wanted, findings=()), cache=store):
        drill, found = validate(Drill, read)
        ways = partly(Drill, read) if drill is None else None
        yield LoadedDrill(read.file.path, drill, found, read.file.digest, ways)


def files_of_plans(names: Iterable[str], system: System) -> tuple[str, ...]:
    """Return the files of the plans called *names*, in that order, each once."""
    outlines = (system.plan(name) for name in names)
    return tuple(dict.fromkeys(outline.file for outline in outlines if outline is not None))


class PlanShelf:
    """The plans of a corpus seen against one registry, each read when a drill asks for it."""

    def __init__(
        self,
        layout: Layout,
        registry: Registry,
        store: Store | None,
        known: Iterable[PlanView] = (),
    ) -> None:
        """Read plans of *layout* against *registry*.

        Args:
            layout: The files of the corpus.
            registry: What the plans are seen against.
            store: Where the content of files is kept.
            known: Plans that were read already; those seen against another registry are not used.
        """
        self._layout = layout
        self._registry = registry
        self._store = store
        self._views: dict[str, PlanView | None] = {
            view.file: view for view in known if view.registry is registry
        }

    @cached_property
    def _folders(self) -> Mapping[str, tuple[FoundFile, ...]]:
        return {
            found.path: folder
            for folder in plan_folders(self._layout).values()
            for found in folder
            if found.kind is FileKind.PLAN
        }

    def views(self, files: Iterable[str]) -> tuple[PlanView, ...]:
        """Return the plans in *files*; of one with errors, what can be read of it."""
        return tuple(view for file in files if (view := self._view(file)) is not None)

    def _view(self, file: str) -> PlanView | None:
        if file not in self._views:
            folder = self._folders.get(file)
            loaded = iter_plans(
                self._layout, self._registry, self._store, [folder] if folder else []
            )
            views = [one.view or (one.partial.views[0] if one.partial else None) for one in loaded]
            self._views[file] = views[0] if views else None
        return self._views[file]


__all__ = ["LoadedDrill", "PlanShelf", "drill_files", "files_of_plans", "iter_drills"]
