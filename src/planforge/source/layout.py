"""Which files make up a corpus: found by name, in a fixed order, with a finding for odd names.

A name that is almost right is reported and read as what was meant, unless the right name is there
too; so one slip does not hide everything that refers to the file.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from enum import Enum
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Span
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.source.file_names import meant_name, shown
from planforge.source.problems import problem
from planforge.source.svg import is_active
from planforge.source.text import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.findings import Finding

REGISTERS: Final = (
    "organizations",
    "posts",
    "teams",
    "depots",
    "shelters",
    "experts",
    "risks",
    "mechanisms",
    "indicators",
    "regulations",
    "contacts",
)
"""Names of the files in `registry/`, in reading order."""
REGISTRY: Final = "registry"
"""Folder of the registers."""

_FOLDER: Final = "plans"
_PACKS: Final = "packs"  # beside the drills: a bureau's own evaluation packs
_MAX_GROUP_DEPTH: Final = 2
_MAX_IMAGE_DEPTH: Final = 8
_IGNORED_ENDS: Final = ("~", ".swp", ".swo", ".bak", ".tmp", ".orig", ".rej")
_PLAIN_FILES: Final = ("readme", "license", "contributing", "changelog", "index")
_TEXT_ENDS: Final = (".yaml", ".yml", ".md", ".markdown", ".json", ".toml")
_READ_ENDS: Final = (".yaml", ".yml", ".md", ".markdown")
IMAGE_ENDS: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
"""How the names of files end that a text may show as images, in small letters."""


class FileKind(Enum):
    """What a file of the corpus holds."""

    JURISDICTION = "jurisdiction"
    REGISTER = "register"
    PLAN = "plan"
    PROSE = "prose"
    DRILL = "drill"
    PACK = "pack"


class Group(Enum):
    """The part of the plan system that a folder stands for."""

    MASTER = "master"
    SPECIAL = "special"
    DEPARTMENT = "department"
    TOWN = "town"
    VILLAGE = "village"
    UNIT = "unit"


_GROUPS: Final = {group.value: group for group in Group}
"""The parts of the plan system by the folder that stands for them."""
TOP: Final = ("jurisdiction.yaml", f"{REGISTRY}/", "drills/", *(f"{name}/" for name in _GROUPS))
"""What is read in the corpus root, folders with `/`."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file of the corpus.

    Attributes:
        path: Path below the corpus root, with `/`, as shown to the user.
        kind: What it holds.
        name: Register (`organizations`), folder of the plan or drill (`flood`).
        group: Part of the plan system, for plans and prose.
        location: Where the file is on this machine.
    """

    path: str
    kind: FileKind
    name: str
    group: Group | None
    location: Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of a corpus, sorted by path, and what is odd about their names.

    Attributes:
        root: The folder that holds `jurisdiction.yaml`.
        files: The files that are read.
        findings: What is odd.
        images: Paths of the images in the folders of plans, below the root, sorted.
        active_images: Those of them that are SVG with scripts, which no site shows.
        unread: Files of plans that are or may be there, but behind a link or lock that is refused.
    """

    root: Path
    files: tuple[Found, ...]
    findings: tuple[Finding, ...]
    images: tuple[str, ...] = ()
    active_images: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def images_in(self, folder: str) -> frozenset[str]:
        """Return the images in *folder* of a plan, as paths below it."""
        return _below(self.images, folder)

    def active_in(self, folder: str) -> frozenset[str]:
        """Return those of `images_in` that are SVG with scripts."""
        return _below(self.active_images, folder)


def _below(paths: tuple[str, ...], folder: str) -> frozenset[str]:
    start = bisect_left(paths, f"{folder}/")
    below = takewhile(lambda path: path.startswith(f"{folder}/"), paths[start:])
    return frozenset(path[len(folder) + 1 :] for path in below)


def corpus_root(folder: Path) -> Path:
    """Return the folder that holds `jurisdiction.yaml`: *folder* itself, or `plans` in it.

    Raises:
        NotADirectoryError: *folder* is no folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    inside = folder / _FOLDER
    if not (folder / "jurisdiction.yaml").exists() and inside.is_dir():
        return inside
    return folder


def survey(folder: Path) -> Layout:
    """Return the files of the corpus in *folder*; nothing is read or opened but SVG images.

    Raises:
        NotADirectoryError: *folder* is no folder.
    """
    root = corpus_root(folder)
    search = _Survey(root)
    search.top()
    files = sorted(search.files, key=lambda found: found.path)
    findings = sorted(search.findings, key=lambda finding: (finding.place.file, finding.rule))
    images, active = tuple(sorted(search.images)), tuple(sorted(search.active))
    unread = tuple(sorted(search.unread))
    return Layout(root, tuple(files), tuple(findings), images, active, unread)


class _Survey:
    """Collects files and findings while walking the fixed folders."""

    def __init__(self, root: Path) -> None:
        self.files: list[Found] = []
        self.findings: list[Finding] = []
        self.images: list[str] = []
        self.active: list[str] = []
        self.unread: list[str] = []
        self._root = root
        self._real_root = os.path.realpath(root)

    def top(self) -> None:
        """Walk the corpus root."""
        entries = self._entries(self._root, "")
        for entry, known in self._recognise(entries, "", TOP):
            path = entry.name
            if known == "jurisdiction.yaml":
                self._add(entry, path, FileKind.JURISDICTION, "jurisdiction")
            elif known == f"{REGISTRY}/":
                self._registry(Path(entry.path), path)
            elif known == "drills/":
                self._drills(Path(entry.path), path)
            elif known is not None:
                group = _GROUPS[known.removesuffix("/")]
                self._group(Path(entry.path), path, group, depth=0)
        if not any(found.kind is FileKind.JURISDICTION for found in self.files):
            todo = msg("It says whose plans these are; write it first.")
            self._missing("jurisdiction.yaml", todo)

    def _registry(self, folder: Path, path: str) -> None:
        names = tuple(f"{name}.yaml" for name in REGISTERS)
        for entry, known in self._recognise(self._entries(folder, path), path, names):
            if known is not None:
                name = known.removesuffix(".yaml")
                self._add(entry, f"{path}/{entry.name}", FileKind.REGISTER, name)

    def _drills(self, folder: Path, path: str) -> None:
        for entry in self._entries(folder, path):
            below = f"{path}/{entry.name}"
            if not entry.is_dir():
                self._stray(entry, below)
                continue
            inside = self._entries(Path(entry.path), below)
            names, kind = ["drill.yaml"], FileKind.DRILL
            if entry.name == _PACKS:
                names, kind = [f.name for f in inside if f.name.endswith(".yaml")], FileKind.PACK
            for file, known in self._recognise(inside, below, tuple(names)):
                if known is not None:
                    self._add(file, f"{below}/{file.name}", kind, entry.name)

    def _group(self, folder: Path, path: str, group: Group, *, depth: int) -> None:
        """Walk a folder of plans; master holds one plan itself, the others one in each folder."""
        holds_plan = depth > 0 or group is Group.MASTER
        deeper = 0 if group is Group.MASTER else _MAX_GROUP_DEPTH
        own: list[FileKind] = []
        entries = self._entries(folder, path)
        files = [entry for entry in entries if not entry.is_dir()]
        known_files = ("plan.yaml", "plan.md") if holds_plan else ()
        for entry, known in self._recognise(files, path, known_files):
            if known is not None:
                kind = FileKind.PLAN if known == "plan.yaml" else FileKind.PROSE
                own.append(kind)
                self._add(entry, f"{path}/{entry.name}", kind, folder.name, group)
        if own == [FileKind.PROSE]:
            todo = msg("The facts of the plan belong there; “plan.md” holds its prose only.")
            self._missing(f"{path}/plan.yaml", todo)
        self._images(files, path)
        for entry in entries:
            below = f"{path}/{entry.name}"
            if not entry.is_dir():
                continue
            if depth < deeper:
                self._group(Path(entry.path), below, group, depth=depth + 1)
                continue
            if _holds_plan(Path(entry.path)):
                todo = msg("Move the folder up, to “{group}/<id>/”.", group=group.value)
                self._odd(below, msg("The folder lies too deep and is not read."), todo)
            self._images_below(Path(entry.path), below, depth=0)

    def _images(self, files: Iterable[os.DirEntry[str]], path: str) -> None:
        for file in files:
            if file.name.lower().endswith(IMAGE_ENDS):
                self.images.append(shown(f"{path}/{file.name}"))
                if is_active(Path(file.path)):
                    self.active.append(self.images[-1])

    def _images_below(self, folder: Path, path: str, *, depth: int) -> None:
        entries = self._entries(folder, path)
        self._images((entry for entry in entries if not entry.is_dir()), path)
        for entry in entries:
            if entry.is_dir() and depth < _MAX_IMAGE_DEPTH:
                self._images_below(Path(entry.path), f"{path}/{entry.name}", depth=depth + 1)

    def _recognise(
        self, entries: list[os.DirEntry[str]], path: str, names: tuple[str, ...]
    ) -> Iterable[tuple[os.DirEntry[str], str | None]]:
        """Yield each entry with the known name (folders end with `/`) that it has or means."""
        present = {entry.name + "/" * entry.is_dir() for entry in entries}
        for entry in entries:
            name = entry.name + "/" * entry.is_dir()
            if name in names:
                yield entry, name
                continue
            below = f"{path}/{entry.name}" if path else entry.name
            meant = meant_name(name, [n for n in names if n.endswith("/") == entry.is_dir()])
            if meant is None:
                self._stray(entry, below)
                continue
            todo = msg("Rename it to “{name}”.", name=meant.removesuffix("/"))
            self._odd(below, _unknown(entry.name), todo)
            if meant not in present:
                present.add(meant)
                yield entry, meant

    def _stray(self, entry: os.DirEntry[str], path: str) -> None:
        """Report a text file or a folder with plans that has no place here; leave others alone."""
        stem, _, end = entry.name.lower().partition(".")
        if entry.is_dir():
            is_odd = _holds_plan(Path(entry.path))
        else:
            is_odd = f".{end}" in _TEXT_ENDS and stem not in _PLAIN_FILES
        if is_odd:
            todo = msg("Move it to where it belongs, or delete it; see “plans/” for the names.")
            self._odd(path, _unknown(entry.name), todo)

    def _entries(self, folder: Path, path: str) -> list[os.DirEntry[str]]:
        """Return what is in *folder* by name, without hidden, backup and forbidden entries."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.findings.append(unreadable(shown(path) or ".", error))
            self._leave(path, is_folder=True)
            return []
        return [
            entry
            for entry in entries
            if not entry.name.startswith((".", "_", "#"))
            and not entry.name.lower().endswith(_IGNORED_ENDS)
            and self._is_inside(entry, f"{path}/{entry.name}" if path else entry.name)
            and not self._is_folder_for_file(entry, f"{path}/{entry.name}" if path else entry.name)
        ]

    def _is_folder_for_file(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether *entry* is a folder with the name of a file that is read."""
        if not entry.name.lower().endswith(_READ_ENDS) or not entry.is_dir():
            return False
        what = msg("“{name}” is a folder; a file belongs here.", name=shown(entry.name))
        self._odd(path, what, msg("Rename the folder, and write the file under this name."))
        return True

    def _is_inside(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether *entry* is no link, or one that stays within the corpus."""
        if not entry.is_symlink():
            return True
        if path == entry.name and meant_name(path, [n.removesuffix("/") for n in TOP]) is None:
            return False  # it would not be read anyway
        try:
            target = os.path.realpath(entry.path, strict=True)
        except OSError as error:
            self.findings.append(unreadable(shown(path), error))
            self._leave(path, is_folder="." not in entry.name)
            return False
        what = msg("The link leads out of the plan folder and is not followed.")
        todo = (
            msg("Delete the link, and copy the folder it leads to here.")
            if entry.is_dir()
            else msg("Copy the file into the plan folder instead of linking to it.")
        )
        if target == self._real_root or target.startswith(self._real_root + os.sep):
            if not (entry.is_dir() and self._is_read_already(Path(target), entry.path)):
                return True
            what = msg("The link leads to a folder that is read already, and is not followed.")
            todo = msg("Delete the link: each plan stands in one folder only.")
        else:
            self._leave(path, is_folder=entry.is_dir())
        self.findings.append(problem("SRC005", Place(shown(path), span=Span()), what, todo))
        return False

    def _leave(self, path: str, *, is_folder: bool) -> None:
        """Note that the facts of a plan may stand at *path*, which is not read."""
        if path.partition("/")[0] not in _GROUPS:
            return
        if is_folder:
            self.unread.append(shown(f"{path}/plan.yaml"))
        elif path.endswith("/plan.yaml"):
            self.unread.append(shown(path))

    def _is_read_already(self, target: Path, link: str) -> bool:
        """Whether the folder *target* holds *link*, or plans that are read where they lie."""
        if any(step[0] in "._#" for step in target.relative_to(self._real_root).parts):
            return False
        holder = Path(link).parent.resolve()
        try:
            folders = (target, *filter(Path.is_dir, target.iterdir()))
        except OSError:
            return False
        return target in (holder, *holder.parents) or any(map(_holds_plan, folders))

    def _add(
        self,
        entry: os.DirEntry[str],
        path: str,
        kind: FileKind,
        name: str,
        group: Group | None = None,
    ) -> None:
        self.files.append(Found(shown(path), kind, shown(name), group, Path(entry.path)))

    def _odd(self, path: str, what: Message, todo: Message) -> None:
        self.findings.append(problem("SRC020", Place(shown(path), span=Span()), what, todo))

    def _missing(self, path: str, todo: Message) -> None:
        if any(finding.place.file == shown(path) for finding in self.findings):
            return  # it is there, and why it is not read is said
        what = msg("The file “{path}” is missing.", path=shown(path))
        self.findings.append(problem("SRC021", Place(shown(path), span=Span()), what, todo))


def _unknown(name: str) -> Message:
    return msg("“{name}” is not a name planforge knows.", name=shown(name))


def _holds_plan(folder: Path) -> bool:
    """Whether text files of a corpus lie in *folder* (not below it)."""
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.lower().endswith((".yaml", ".yml")) for entry in entries)
    except OSError:
        return False
