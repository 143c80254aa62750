"""What the demonstration marks 内部 is told by no file of its public site."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from tests.e2e.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MARK = "可见: 内部"
NUMBER = re.compile(r"\b\d{3,4}-\d{4}(?:-\d{4}|\d{3})\b")
NAME = re.compile(r"(?<=[{\s])名称: ([^,}\n]{5,})")


def internal_words() -> set[str]:
    """Return numbers and longer names of lines marked internal that no public line registers."""
    lines = [
        line
        for file in sorted((ROOT / "plans").rglob("*.yaml"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    public = {
        word
        for line in lines
        if MARK not in line
        for word in [*NUMBER.findall(line), *NAME.findall(line)]
    }
    marked = [line for line in lines if MARK in line]
    return {w for line in marked for w in [*NUMBER.findall(line), *NAME.findall(line)]} - public


def test_no_file_tells_an_internal_name_or_number(site: Path) -> None:
    words = internal_words()
    assert len(words) > 40
    told = []
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if file.name == "objects.inv":
            data = zlib.decompress(data.split(b"zlib.\n", 1)[1])
        told += [f"{file.name}: {word}" for word in sorted(words) if word.encode() in data]
    assert told == []
