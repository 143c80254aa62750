"""The locks of the environment.

``python tools/lock.py [--upgrade]`` writes them again, with ``uv`` on PATH;
``python tools/lock.py --check`` says, without network, whether they fit ``pyproject.toml``.

Three locks, so that nobody waits for what only others need: ``site.txt`` holds the runtime,
``handbook.txt`` the same versions plus what prints and writes office files, ``test.txt`` all that
plus the ``dev`` extra.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.11"
EXTRAS = {
    "site": ("serve",),
    "handbook": ("serve", "print", "office"),
    "test": ("serve", "print", "office", "dev"),
}
"""Lock → the extras it holds; each lock holds the packages of the one before it."""


@dataclass(frozen=True)
class Pin:
    """A package in a lock: its exact version and how many hashes guard it."""

    version: str
    hashes: int


def requirements(lock: str) -> tuple[Requirement, ...]:
    """Return what *lock* must satisfy: the project's own requirements and those of its build."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = data["project"]
    extras = [line for name in EXTRAS[lock] for line in project["optional-dependencies"][name]]
    lines = [*data["build-system"]["requires"], *project["dependencies"], *extras]
    return tuple(map(Requirement, lines))


def pins(text: str) -> dict[str, Pin]:
    """Return the packages of the lock *text* by their canonical name."""
    entries = text.replace("\\\n", " ").splitlines()
    found: dict[str, Pin] = {}
    for entry in entries:
        if not entry.strip() or entry.lstrip().startswith("#"):
            continue
        pin, *options = entry.split("--hash=")
        name, _, version = pin.partition(";")[0].strip().partition("==")
        found[canonicalize_name(name)] = Pin(version, len(options))
    return found


def problems(lock: str, text: str) -> list[str]:
    """Return what is wrong with the lock *text*, one sentence each."""
    packages = pins(text)
    found = [f"{name} has no exact version" for name, pin in packages.items() if not pin.version]
    found += [f"{name} has no hash" for name, pin in packages.items() if not pin.hashes]
    found += ["it names an address"] if "://" in text else []
    for requirement in requirements(lock):
        locked = packages.get(canonicalize_name(requirement.name))
        if locked is None:
            found.append(f"{requirement.name} is missing")
        elif not requirement.specifier.contains(locked.version, prereleases=True):
            found.append(f"{requirement.name} {locked.version} does not satisfy {requirement}")
    return [f"requirements/{lock}.txt: {problem}" for problem in found]


def check() -> int:
    """Print what is wrong with the locks; return 1 if anything is."""
    texts = {lock: lock_file(lock).read_text(encoding="utf-8") for lock in EXTRAS}
    found = [problem for lock, text in texts.items() for problem in problems(lock, text)]
    found += [
        f"requirements/{larger}.txt: {name} differs from {smaller}.txt"
        for smaller, larger in pairwise(EXTRAS)
        for name, pin in pins(texts[smaller]).items()
        if pins(texts[larger]).get(name) != pin
    ]
    for problem in found:
        print(problem)
    if found:
        print("write the locks again: make lock")
    return 1 if found else 0


def lock_file(lock: str) -> Path:
    """Return the file of *lock*."""
    return ROOT / "requirements" / f"{lock}.txt"


def command(uv: str, lock: str, options: list[str]) -> list[str]:
    """Return the command that writes *lock*."""
    words = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", PYTHON]
    words += ["--fork-strategy", "fewest"]  # the same Sphinx, so the same pages, on every Python
    words += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
    words += ["--custom-compile-command", "make lock"]
    words += ["pyproject.toml", "requirements/build.in"]
    words += [word for extra in EXTRAS[lock] for word in ("--extra", extra)]
    smaller = dict(pairwise(reversed(EXTRAS))).get(lock)
    words += ["--constraint", f"requirements/{smaller}.txt"] if smaller else []
    return [*words, "--output-file", f"requirements/{lock}.txt", *options]


def main(arguments: list[str]) -> int:
    """Check or write the locks; return the exit code."""
    if arguments == ["--check"]:
        return check()
    uv = shutil.which("uv")
    if uv is None:
        print("uv is not on PATH: install it, then run this again")
        return 2
    codes = (
        subprocess.run(command(uv, lock, arguments), cwd=ROOT, check=False).returncode
        for lock in EXTRAS
    )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
