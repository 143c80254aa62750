"""Every file of a corpus, read once: digests, trees and findings, one file after the other."""

from __future__ import annotations

import json
import re
from dataclasses import field
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pydantic_core import to_json

from planforge.findings import Finding
from planforge.frozen import dataclass
from planforge.source.digests import SourceFile, source_file
from planforge.source.layout import Found, Layout, survey
from planforge.source.markdown_depth import too_deep
from planforge.source.text import decode, read_bytes
from planforge.source.yaml_tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from planforge.source.cache import Store
    from planforge.source.yaml_tree import Tree

TREE_VERSION: Final = "tree-1"
"""Part of the cache keys; changed whenever the same text would give another tree or finding."""

_BATCH: Final = 64
_ASCII_KEY: Final = re.compile(rb'"[!-~]+":')
"""What every key without Chinese characters looks like in a tree as it is kept."""
_END_OF_ONE: Final = re.compile(rb'":(?<=[!-~]":)')
"""How every such key ends, and few others: found in a fifth of the time."""


@dataclass(frozen=True, slots=True)
class Read:
    """One file and what was read from it.

    Attributes:
        file: The file.
        tree: Content of a YAML file; None for prose and where `is_complete` is False.
        findings: What is wrong with the file.
        is_complete: Whether the content may be used; else a finding says why not.
        rest: Of a YAML file that could not be read as a whole, the top-level blocks that could.
        lost: Keys of the blocks that could not; empty text where that is not clear.
        text: Of such a file, the text as it was read, each line where it was; all of prose.
        mended: The lines of it that were read as they were probably meant: number, text in the
            file.
        may_be_mixed: Whether some keys may be English ones; False only if there are none.
    """

    file: SourceFile
    tree: Tree
    findings: tuple[Finding, ...]
    is_complete: bool
    rest: Mapping[str, Tree] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    text: str = ""
    mended: tuple[tuple[int, str], ...] = ()
    may_be_mixed: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything read from a corpus.

    Attributes:
        root: The folder that holds `jurisdiction.yaml`.
        files: Every file that has a place in the corpus, sorted by path.
        trees: Path → content of each YAML file that could be read.
        findings: All problems, those of the layout first, then by file.
    """

    root: Path
    files: tuple[SourceFile, ...]
    trees: Mapping[str, Tree]
    findings: tuple[Finding, ...]

    def file(self, path: str) -> SourceFile:
        """Return the file at *path*.

        Raises:
            KeyError: There is no such file.
        """
        for file in self.files:
            if file.path == path:
                return file
        raise KeyError(path)


def read(root: Path, *, cache: Store | None = None) -> Sources:
    """Return everything in the corpus at *root* (the folder of plans, or the one around it).

    Args:
        root: Folder to read.
        cache: Where trees are kept between runs; None to parse every file.

    Raises:
        NotADirectoryError: *root* is no folder.
    """
    layout = survey(root)
    files: list[SourceFile] = []
    trees: dict[str, Tree] = {}
    findings = list(layout.findings)
    for one in iter_sources(layout, cache=cache):
        files.append(one.file)
        findings += one.findings
        if one.is_complete and one.file.is_yaml:
            trees[one.file.path] = one.tree
    return Sources(layout.root, tuple(files), MappingProxyType(trees), tuple(findings))


def iter_sources(layout: Layout, *, cache: Store | None = None) -> Iterator[Read]:
    """Yield each file of *layout* in order; only a batch of files is in memory at a time."""
    remaining = iter(layout.files)
    while batch := list(islice(remaining, _BATCH)):
        yield from _read_batch(batch, cache)


def _read_batch(batch: Iterable[Found], cache: Store | None) -> Iterator[Read]:
    contents: list[tuple[SourceFile, bytes | Finding]] = []
    for found in batch:
        data = read_bytes(found.location, found.path)
        contents.append((source_file(found, data), data))
    keys = [_key(file) for file, data in contents if file.is_yaml and isinstance(data, bytes)]
    kept = cache.get_many(keys) if cache is not None and keys else {}
    for file, data in contents:
        if isinstance(data, Finding):
            yield Read(file, None, (data,), is_complete=False)
        elif (stored := kept.get(_key(file))) is not None:
            tree = json.loads(stored)
            yield Read(file, tree, (), is_complete=True, may_be_mixed=_may_be_mixed(stored))
        else:
            yield _parsed(file, data, cache)


def kept_trees(files: Iterable[SourceFile], store: Store) -> Mapping[str, bytes]:
    """Return what *store* holds of *files*, by key: all that `iter_sources` may ask of it."""
    return store.get_many(_key(file) for file in files if file.is_yaml)


def _may_be_mixed(stored: bytes) -> bool:
    """Whether a tree as it is kept has keys that may be English: quicker than to look at each."""
    return _END_OF_ONE.search(stored) is not None and _ASCII_KEY.search(stored) is not None


def _key(file: SourceFile) -> str:
    return f"{TREE_VERSION}:{file.digest}"


def _parsed(file: SourceFile, data: bytes, cache: Store | None) -> Read:
    """Read a file that is not in the cache; only files without findings are put there."""
    decoded = decode(data, file.path)
    if decoded.text is None:
        return Read(file, None, decoded.findings, is_complete=False)
    if not file.is_yaml:
        deep = too_deep(decoded.text, file.path)
        findings = (*decoded.findings, *deep)
        return Read(file, None, findings, is_complete=True, text=decoded.text)
    parsed = parse(decoded.text, file.path)
    findings = (*decoded.findings, *parsed.findings)
    may_be_mixed = True
    if cache is not None and parsed.is_complete and not findings:
        kept = to_json(parsed.tree)
        cache.put(_key(file), kept)
        may_be_mixed = _may_be_mixed(kept)
    return Read(
        file,
        parsed.tree,
        findings,
        parsed.is_complete,
        parsed.rest,
        parsed.lost,
        parsed.text,
        parsed.mended,
        may_be_mixed,
    )
