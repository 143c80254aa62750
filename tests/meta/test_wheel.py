"""The wheel: complete, and the same bytes wherever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EPOCH = "1767225600"


def build(folder: Path) -> Path:
    """Copy the project to *folder* and return the wheel built there."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", folder / "src", ignore=ignore)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel")
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("first")), build(tmp_path_factory.mktemp("second"))


def test_the_wheel_is_reproducible(wheels: tuple[Path, Path]) -> None:
    first, second = wheels
    assert first.read_bytes() == second.read_bytes()


def test_the_wheel_holds_everything_in_the_package(wheels: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as archive:
        packed = {name for name in archive.namelist() if name.startswith("planforge/")}
    files = (path for path in (ROOT / "src" / "planforge").rglob("*") if path.is_file())
    source = {path.relative_to(ROOT / "src").as_posix() for path in files}
    assert packed == {name for name in source if "__pycache__" not in name}
