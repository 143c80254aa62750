"""Defects planted in the demonstration plans, and what a check must say of each.

`planted/ORG001.yaml` lists the defects of a rule. Each changes one or more files of `plans/`:

    - name: two-lead-units
      changes:
        - file: special/flood/plan.yaml
          after: "编号: fl-12"            # optional: look behind this text, which occurs once
          find: "责任: 市水利局"
          put: "责任: [市水利局, 市应急局]  #! ORG001"

*find* must occur exactly once in the file, or behind *after*, where the first place counts. Of
several lines only the first may start inside a line; how far they are indented is not compared, and
*put* is indented like what it replaces. The marks of *put* say which findings must be there, as in
the cases of rules; *also* names those elsewhere by a text of their line, which occurs once:

      also: [{file: special/flood/plan.yaml, at: "编号: fl-13", rules: REF006}]

`file` with `add: text` is a new file, with `remove: true` one taken away, with `encoding: gb18030`
one written so, with `bytes: "\xff"` one of these bytes (Latin 1), with `size: 11000000` one of so
many, with `link: ../x` a link; `rules` then names what is found in it. `as_of: 2026-11-01` is the
day of the check. Nothing but what is named may be found in the whole corpus; drills rest on plans,
and are judged only where the defect is planted in one.
"""

from __future__ import annotations

import gc
import re
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from planforge.corpus import load
from planforge.rules import engine, locating
from planforge.rules.cases import unmarked
from planforge.rules.engine import run
from planforge.source.cache import MemoryStore
from planforge.source.digests import iter_digests
from planforge.source.layout import FileKind, survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from planforge.source.cache import Store
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Layout
    from planforge.source.read import Read

PLANTED: Final = Path(__file__).parent / "planted"
KEPT_FILES: Final = 40
"""Files of which facts and positions are kept: those of the demonstration, and some spoilt ones."""
COLLECT_RARELY: Final = (100_000, 20, 100)
Expected = tuple[str, int, str]
"""A finding: file, line, rule."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect that is planted in the demonstration plans.

    Attributes:
        rule: Id of the rule it breaks.
        name: What is wrong, in words joined by hyphens.
        changes: What is changed, as written in the file.
        also: Findings outside the changed lines, as written in the file.
        as_of: The day of the check.
    """

    rule: str
    name: str
    changes: tuple[Mapping[str, Any], ...]
    also: tuple[Mapping[str, str], ...] = ()
    as_of: date | None = None

    @property
    def is_of_a_drill(self) -> bool:
        """Whether it is planted in a drill: those of plans are not looked for in the drills too."""
        return any(change["file"].startswith("drills/") for change in self.changes)


@cache
def defects_of(rule: str) -> tuple[Defect, ...]:
    """Return the defects of a rule in the order of its file."""
    path = PLANTED / f"{rule}.yaml"
    if not path.is_file():
        return ()
    return tuple(
        Defect(
            rule,
            entry["name"],
            tuple(entry["changes"]),
            tuple(entry.get("also", ())),
            entry.get("as_of"),
        )
        for entry in yaml.safe_load(path.read_text("utf-8"))
    )


def replaced(text: str, find: str, put: str, after: str = "") -> tuple[str, set[tuple[int, str]]]:
    """Return *text* with *find* replaced by *put*, and lines with the rules marked in *put*."""
    start = 0
    if after:
        assert text.count(after) == 1, f"“{after}” stands {text.count(after)} times"
        start = text.index(after) + len(after)
    lines = find.rstrip("\n").split("\n")
    found = list(
        re.compile(r"\n *".join(re.escape(line.strip(" ")) for line in lines)).finditer(text, start)
    )
    assert found, f"“{find}” does not stand there"
    assert after or len(found) == 1, f"“{find}” stands {len(found)} times"
    match = found[0]
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
    plain, marks = unmarked(put.rstrip("\n"))
    first = text.count("\n", 0, match.start())
    indented = plain.replace("\n", "\n" + " " * column)
    new = text[: match.start()] + indented + text[match.end() :]
    return new, {(first + number, rule) for number, rule in marks}


def _put(target: Path, change: Mapping[str, Any]) -> None:
    """Write the file that *change* says without text: as bytes, by its size, or as a link."""
    if "link" in change:
        target.symlink_to(change["link"])
    elif "size" in change:
        with target.open("wb") as stream:
            stream.truncate(change["size"])
    else:
        target.write_bytes(change["bytes"].encode("latin-1"))


@contextmanager
def remembering() -> Iterator[None]:
    """Let what is the same in every check, such as the registers, be read and indexed only once.

    A defect changes one file or two of thirty; what the others say is known by their digests. The
    plans that did not change are kept by the store of the planter, as between two real checks. What
    a check leaves behind is collected rarely, as by the command.
    """
    validated: OrderedDict[tuple[str, str], object] = OrderedDict()
    written: OrderedDict[tuple[str, str], object] = OrderedDict()
    registries: OrderedDict[tuple[str, str], object] = OrderedDict()
    validate, write, read_registry = load.validate, locating._written, load.load_registry

    def validated_once(model: Any, read: Read) -> Any:  # noqa: ANN401 - stands in for a generic
        key = read.file.path, read.file.digest
        if key not in validated:
            validated[key] = validate(model, read)
        return _kept(validated, key)

    def written_once(file: SourceFile | None, text: str) -> Any:  # noqa: ANN401 - the same
        if file is None:
            return write(file, text)
        key = file.path, file.digest
        if key not in written:
            written[key] = write(file, text)
        return _kept(written, key)

    def indexed_once(layout: Layout, store: Store | None) -> Any:  # noqa: ANN401 - the same
        loaded = read_registry(layout, store)
        key = loaded.registry.jurisdiction_file, loaded.registry.digest
        registries.setdefault(key, loaded)
        return _kept(registries, key)

    usual = gc.get_threshold()
    gc.set_threshold(*COLLECT_RARELY)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(load, "validate", validated_once)
            patch.setattr(locating, "_written", written_once)
            patch.setattr(engine, "load_registry", indexed_once)
            yield
    finally:
        gc.set_threshold(*usual)


def _kept(known: OrderedDict[tuple[str, str], object], key: tuple[str, str]) -> object:
    """Return what is known under *key*; what was not asked for longest makes room."""
    known.move_to_end(key)
    if len(known) > KEPT_FILES:
        known.popitem(last=False)
    return known[key]


class Planter:
    """A copy of the demonstration plans that is spoilt for one check and then put back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = MemoryStore()
        self._texts = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def findings(self, as_of: date | None = None, *, drills: bool = True) -> set[Expected]:
        """Return every finding in the folder as it is now, in drills only if they are judged."""
        layout = survey(self._folder)
        if not drills:
            files_of_plans = (one for one in layout.files if one.kind is not FileKind.DRILL)
            layout = replace(layout, files=tuple(files_of_plans))
        files = tuple(iter_digests(layout))
        report = run(layout, files, store=self._store, as_of=as_of, strict=True)
        return {(f.file, f.span.line, f.finding.rule) for f in report.findings}

    def judged(self, defect: Defect) -> tuple[set[Expected], set[Expected]]:
        """Return what is found with *defect* planted, and what must be."""
        expected: set[Expected] = set()
        now: dict[str, str] = {}
        touched = [self._folder / change["file"] for change in defect.changes]
        try:
            for change in defect.changes:
                expected |= self._plant(change, now)
            expected |= self._also(defect, now)
            return self.findings(defect.as_of, drills=defect.is_of_a_drill), expected
        finally:
            for path in touched:
                self._restore(path)

    def _plant(self, change: Mapping[str, Any], now: dict[str, str]) -> set[Expected]:
        file = change["file"]
        target = self._folder / file
        marks: set[tuple[int, str]] = set()
        if change.get("remove"):
            target.unlink()
            return set()
        if "bytes" in change or "size" in change or "link" in change:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            _put(target, change)
            return {(file, 1, rule) for rule in change.get("rules", "").split()}
        if "add" in change:
            text, found = unmarked(change["add"])
            marks = set(found)
        else:
            text = now.get(file, self._texts[file])
            if "find" in change:
                text, marks = replaced(text, change["find"], change["put"], change.get("after", ""))
        now[file] = text
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode(change.get("encoding", "utf-8")))
        return {(file, line, rule) for line, rule in marks} | {
            (file, 1, rule) for rule in change.get("rules", "").split()
        }

    def _also(self, defect: Defect, now: Mapping[str, str]) -> set[Expected]:
        expected: set[Expected] = set()
        for other in defect.also:
            file, at = other["file"], other.get("at", "")
            text = now.get(file, self._texts.get(file, ""))
            assert not at or text.count(at) == 1, f"“{at}” stands {text.count(at)} times in {file}"
            line = text.count("\n", 0, text.index(at)) + 1 if at else 1
            expected |= {(file, line, rule) for rule in other["rules"].split()}
        return expected

    def _restore(self, path: Path) -> None:
        name = path.relative_to(self._folder).as_posix()
        path.unlink(missing_ok=True)
        if name in self._texts:
            path.write_text(self._texts[name], encoding="utf-8", newline="\n")
            return
        folder = path.parent
        while folder != self._folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
