"""The engine Typst: templates of this package, data as JSON, faces from files, nothing fetched."""

from __future__ import annotations

import json
import shutil
import weakref
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final, cast

from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.publish.paper.in_place import in_place
from planforge.publish.paper.slices import weight
from planforge.publish.paper.typeset import (
    EngineProblem,
    Job,
    Place,
    PlaceKind,
    Problem,
    Sheets,
)
from planforge.publish.paper.typst_memory import Memory, give_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import typst

    from planforge.publish.paper.fonts import Face

TEMPLATES: Final = Path(__file__).parent
_MAIN: Final = "main.typ"
_DATA: Final = "data.json"
_PLACES: Final = "<pf-places>"
_KNOWN: Final = "known.json"
_TIMES: Final = 6
"""Typst makes so many times five attempts at most; plans of the demonstration need two times."""
_OVERLEAF: Final = frozenset({"again", "of"})
"""Keys of cells: what they say again overleaf, and of which cell their row is."""


@dataclass(frozen=True)
class TypstEngine:
    """Lays out parts with the package typst."""

    @cached_property
    def version(self) -> str:
        """Name and version of Typst."""
        return f"typst {metadata.version('typst')}"

    def typeset(self, job: Job) -> Sheets:
        """Return the part of *job* laid out.

        Text goes on before a chart, and what rows are about is said again overleaf, only where that
        lets pages come to rest.

        Raises:
            EngineProblem: Typst cannot lay it out, e.g. because a picture is broken.
        """
        made = self._typeset(job)
        tried = [job.data]
        for calm in (in_place, _said_once, lambda job: _said_once(in_place(job))):
            if not made.problems:
                break
            calmer = calm(job)
            if calmer.data not in tried:
                made = self._typeset(calmer)
                tried.append(calmer.data)
        return made

    def rest(self) -> None:
        """Remember no more what was laid out, if it is much: other work comes."""
        _MEMORY.rest()

    def _typeset(self, job: Job) -> Sheets:
        import typst  # noqa: PLC0415 - an extra, and slow to load

        fonts = _fonts(tuple(dict.fromkeys(f for stack in job.stacks.values() for f in stack)))
        files = {**job.files, _DATA: _json(job, _families(fonts))}
        try:
            with _MEMORY.laying(), _desk(fonts) as desk, desk.holding(files):
                made = _at_rest(desk, job)
        except typst.TypstError as error:
            raise EngineProblem(
                msg(
                    "Typst cannot lay out “{title}”: {said}",
                    title=job.title,
                    said="; ".join([error.message, *error.hints]),
                )
            ) from error
        told = made.told
        _MEMORY.add(told["pages"] + weight(job.data) // _CELLS_A_PAGE)
        problems = tuple(
            Problem(msg("Typst warns: {said}", said=warning), (job.title,))
            for warning in made.warnings
        )
        places = tuple(map(_place, told["places"]))
        return Sheets(
            made.pdf, told["pages"], places, problems, floated=bool(told["known"]["floats"])
        )


@dataclass(frozen=True)
class _Made:
    """What Typst gives back: a file, its warnings, and what stands where."""

    pdf: bytes
    warnings: tuple[str, ...]
    told: Mapping[str, Any]


def _at_rest(desk: _Desk, job: Job) -> _Made:
    """Return what Typst makes of *job*, which lies on *desk*, once its pages come to rest.

    Which charts go overleaf follows from where the text before them ends, so each may have to wait
    for the one before it, and Typst makes no more than five attempts. So it goes on from where the
    last of them left the charts, as long as that is somewhere else.
    """
    known: object = {"before": {}, "floats": []}
    for _time in range(_TIMES):
        (desk.folder / _KNOWN).write_text(json.dumps(known, sort_keys=True), "utf-8")
        made = _compiled(desk.compiler, job)
        if not made.warnings or made.told["known"] == known:
            break
        known = made.told["known"]
    return made


def _compiled(compiler: typst.Compiler, job: Job) -> _Made:
    pdf, warnings = compiler.compile_with_warnings(
        format="pdf",
        # The stubs do not know that standards come from data.
        pdf_standards=cast("Any", list(job.standards)),
        timestamp=job.timestamp,
    )
    told = compiler.query(_PLACES, field="value", one=True)
    return _Made(
        bytes(cast("bytes", pdf)), tuple(one.message for one in warnings), json.loads(told)
    )


def _said_once(job: Job) -> Job:
    """Return *job* without what cells say again where their rows go on overleaf."""
    return replace(job, data=cast("Mapping[str, object]", _without_overleaf(job.data)))


def _without_overleaf(data: object) -> object:
    if isinstance(data, dict):
        return {k: _without_overleaf(value) for k, value in data.items() if k not in _OVERLEAF}
    return [_without_overleaf(value) for value in data] if isinstance(data, list) else data


class _Desk:
    """A folder with the templates and what Typst makes of it: for one part after the other.

    Typst could be given files by name; then it takes each for a text of its own language and parses
    it, data and charts as well, while no other thread can go on. The folder stays, since every file
    that is written lets other threads go on first, and Typst parses templates only once.
    """

    def __init__(self, fonts: typst.Fonts) -> None:
        import typst  # noqa: PLC0415 - an extra, and slow to load

        self.folder = Path(mkdtemp(prefix="planforge-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        for file, data in _templates().items():
            (self.folder / file).write_bytes(data)
        self.compiler = typst.Compiler(
            self.folder / _MAIN,
            root=self.folder,
            font_paths=fonts,
            ignore_system_fonts=True,
        )

    @contextmanager
    def holding(self, files: Mapping[str, bytes]) -> Iterator[None]:
        """Let *files* be in the folder as long as it is needed."""
        try:
            for file, data in files.items():
                (self.folder / file).write_bytes(data)
            yield
        finally:
            for file in files:
                (self.folder / file).unlink(missing_ok=True)


_DESKS: Final[dict[typst.Fonts, list[_Desk]]] = {}
"""Desks at which nobody works, by the fonts that lie there."""


@contextmanager
def _desk(fonts: typst.Fonts) -> Iterator[_Desk]:
    """Give a desk to whoever lays out a part."""
    free = _DESKS.setdefault(fonts, [])
    try:
        desk = free.pop()
    except IndexError:
        desk = _Desk(fonts)
    yield desk
    free.append(desk)


_CELLS_A_PAGE: Final = 15
"""So many cells of tables take as much of Typst's memory as a page."""
_AGES: Final = 11
"""It forgets what was of no use for ten documents."""


def _forget() -> None:
    """Let Typst forget all that it remembers."""
    import typst  # noqa: PLC0415 - an extra, and slow to load

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    for _age in range(_AGES):
        compiler.compile(b"", format="svg")
    give_back()


_MEMORY: Final = Memory(_forget)


def _place(found: dict[str, Any]) -> Place:
    return Place(
        PlaceKind(found["kind"]),
        found["page"],
        round(found["top"], 2),
        found.get("name", ""),
        found.get("title", ""),
        found.get("level", 0),
    )


def _json(job: Job, families: Mapping[tuple[Path, int], str]) -> bytes:
    """Return the data of *job* as the templates read it: faces by the names that Typst knows."""
    stacks = {
        role.value: list(dict.fromkeys(_family(face, families) for face in stack))
        for role, stack in job.stacks.items()
    }
    data = {**job.data, "fonts": stacks, "title": job.title, "author": job.author}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _family(face: Face, families: Mapping[tuple[Path, int], str]) -> str:
    found = families.get(_key(face))
    if found is None:
        raise EngineProblem(msg("{file} is not a typeface that can be used", file=face.path.name))
    return found


@lru_cache(maxsize=1)
def _templates() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(TEMPLATES.glob("*.typ"))}


def _key(face: Face) -> tuple[Path, int]:
    return face.path.resolve(), face.index


@lru_cache(maxsize=4)
def _fonts(faces: tuple[Face, ...]) -> typst.Fonts:
    import typst  # noqa: PLC0415 - an extra, and slow to load

    folders = sorted({str(face.path.resolve().parent) for face in faces})
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


@lru_cache(maxsize=4)
def _families(fonts: typst.Fonts) -> dict[tuple[Path, int], str]:
    return {
        (Path(font.path).resolve(), font.index): font.family
        for font in fonts.fonts()
        if font.path is not None
    }
