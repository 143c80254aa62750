"""What must hold for every tracked file, and for every module's size."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAX_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_BYTES = 900 * 1024
# A fresh machine must print the same page, and no package brings these faces.
HUGE_FILES = {
    "src/planforge/publish/paper/fonts/FandolFang-Regular.otf",
    "src/planforge/publish/paper/fonts/FandolSong-Bold.otf",
    "src/planforge/publish/paper/fonts/LXGWWenKai-GB2312.ttf",
}
LONG_MODULES = {
    "src/planforge/model/plan.py": "declarations only: the plan's keys are read as one document",
}
LONG_FUNCTIONS = {
    "build": "planforge.source.yaml_tree: one loop over parser events, where every call costs",
}
# Written in pieces, so that this file does not hold them.
FOREIGN = tuple(
    "".join(pieces)
    for pieces in (
        ("py", "pi.org"),
        ("python", "hosted"),
        ("registry.", "npmjs"),
        ("deb.", "debian.org"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
    )
)


def tracked() -> list[Path]:
    """Return the files of the repository that exist."""
    command = ("git", "ls-files", "-z")
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert paths
    return [path for path in paths if path.is_file()]


def modules() -> list[Path]:
    """Return the modules of the package."""
    return sorted((ROOT / "src" / "planforge").rglob("*.py"))


def test_no_file_names_a_package_registry_or_a_developers_folder() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), word)
        for path in tracked()
        for word in FOREIGN
        if word.encode() in path.read_bytes()
    ]
    assert found == []


def test_no_tracked_file_is_huge_but_the_typefaces() -> None:
    huge = {
        path.relative_to(ROOT).as_posix() for path in tracked() if path.stat().st_size > MAX_BYTES
    }
    assert huge == HUGE_FILES


def test_modules_stay_short() -> None:
    sizes = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules()
    }
    assert {name for name, size in sizes.items() if size > MAX_LINES} == set(LONG_MODULES)


def test_functions_stay_short() -> None:
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_FUNCTION_LINES:
                    found.append((path.relative_to(ROOT).as_posix(), node.name, lines))
    assert {name for _, name, _ in found} == set(LONG_FUNCTIONS), found
