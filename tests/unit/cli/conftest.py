"""A small city with a few mistakes, and `planforge` as its users start it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from planforge.rules.cases import base

if TYPE_CHECKING:
    from pathlib import Path

CHANGES = (
    ("牵头部门: 市水利局", "牵头部门: 市水力局"),
    ("监测:\n", "监测:  # planforge: ignore[REF001] 新单位挂牌后改\n"),
    ("总指挥: 市防指指挥长\n", "总指挥: 市防指指挥长\n  总指挥: 市防指副指挥长\n"),
)
"""What is wrong in the broken city: an unknown name, an idle suppression, a key given twice."""


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str


class Shell:
    """Runs `planforge` in a folder, in a process of its own, with a store of its own."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PLANFORGE_CACHE": str(store), "COLUMNS": "80"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "planforge", *arguments]

    def __call__(self, *arguments: str, lang: str = "zh_CN") -> Ended:
        done = subprocess.run(
            self.command(*arguments),
            check=False,
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env={**self.environment, "PLANFORGE_LANG": lang},
        )
        return Ended(done.returncode, done.stdout, done.stderr)


def write_city(folder: Path, changes: tuple[tuple[str, str], ...] = ()) -> None:
    for path, text in base().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == "special/demo/plan.yaml":
            for before, after in changes:
                assert before in text
                text = text.replace(before, after, 1)  # noqa: PLW2901 - the text of the city
        target.write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Return `planforge` in a folder with the city without findings."""
    write_city(tmp_path / "city" / "plans")
    return Shell(tmp_path / "city", tmp_path / "store")


@pytest.fixture
def broken(tmp_path: Path) -> Shell:
    """Return `planforge` in a folder with the city with mistakes."""
    write_city(tmp_path / "city" / "plans", CHANGES)
    return Shell(tmp_path / "city", tmp_path / "store")
