"""Where the boxes go: the one place that starts a program, and the store that spares it.

The layout program is Graphviz or a port of it. It sees names and labels of fixed size only, so what
it returns depends on the DOT text and its own version: that pair is the key of the store.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PACKAGE: Final = "graphviz-pure"
VARIABLE: Final = "PLANFORGE_DOT"
TIMEOUT_S: Final = 120.0


class LayoutProblem(Exception):  # noqa: N818 - a problem of the environment
    """The layout program is missing, failed or took too long: a matter of the machine, no plan's.

    Attributes:
        message: What happened and what to do.
    """

    def __init__(self, message: Message) -> None:
        """Keep *message*; `str()` of the exception is its English text."""
        super().__init__(message.render("en"))
        self.message = message


class Driver(Protocol):
    """Turns DOT text into the SVG text of a layout."""

    @property
    def version(self) -> str:
        """Name and version; two drivers with the same one give the same bytes."""

    def render(self, dot: str) -> bytes:
        """Return the raw SVG of *dot*; raise `LayoutProblem` if there is none."""


class ByteStore(Protocol):
    """Keeps bytes between runs; it may forget, it may not change them."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under *key*, or None."""

    def put(self, key: str, value: bytes) -> None:
        """Keep *value* under *key* (64 hexadecimal digits)."""


@dataclass(frozen=True)
class Program:
    """A `dot`-like program on this machine."""

    path: Path
    timeout_s: float = TIMEOUT_S

    @cached_property
    def version(self) -> str:
        """First line of what the program says of itself."""
        done = self._run(["-V"], b"")
        return (done.stderr or done.stdout).decode("utf-8", "replace").strip().split("\n")[0]

    def render(self, dot: str) -> bytes:
        """Return the raw SVG of *dot*."""
        done = self._run(["-q", "-Tsvg"], dot.encode("utf-8", "replace"))
        if done.returncode or b"</svg>" not in done.stdout:
            said = done.stderr.decode("utf-8", "replace").strip()[:500]
            raise LayoutProblem(
                msg(
                    "the chart layout program {program} failed (code {code}): {said}",
                    program=self.path.name,
                    code=done.returncode,
                    said=said or "—",
                )
            )
        return done.stdout

    def _run(self, arguments: list[str], text: bytes) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                [str(self.path), *arguments],
                input=text,
                capture_output=True,
                timeout=self.timeout_s,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise LayoutProblem(
                msg(
                    "the chart layout program {program} took longer than {seconds} seconds; "
                    "split the chart into smaller ones",
                    program=self.path.name,
                    seconds=int(self.timeout_s),
                )
            ) from error
        except OSError as error:
            raise LayoutProblem(
                msg(
                    "the chart layout program {program} cannot be started: {reason}",
                    program=self.path.name,
                    reason=error.strerror or type(error).__name__,
                )
            ) from error


def find_program(
    named: str = "",
    *,
    environment: Mapping[str, str] | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Program:
    """Return the layout program of this machine.

    Looked for in this order: *named*, the variable `PLANFORGE_DOT`, the program of the package
    graphviz-pure, `dot` on the search path. A named one that does not exist is never replaced.

    Raises:
        LayoutProblem: If there is none.
    """
    environment = os.environ if environment is None else environment
    wanted = named or environment.get(VARIABLE, "")
    if wanted:
        found = shutil.which(wanted, path=environment.get("PATH", ""))
        if found is None:
            raise LayoutProblem(
                msg(
                    "the chart layout program “{program}” does not exist; "
                    "correct or remove {variable}",
                    program=wanted,
                    variable=VARIABLE,
                )
            )
        return Program(Path(found), timeout_s)
    for path in _packaged():
        if path.is_file() and os.access(path, os.X_OK):
            return Program(path, timeout_s)
    for name in (PACKAGE, "dot"):
        found = shutil.which(name, path=environment.get("PATH", ""))
        if found is not None:
            return Program(Path(found), timeout_s)
    raise LayoutProblem(
        msg(
            "no program to lay out charts: install the Python package {package} "
            "(pip install {package}) or Graphviz (dot), or name one in {variable}",
            package=PACKAGE,
            variable=VARIABLE,
        )
    )


def lay_out(dot: str, driver: Driver, store: ByteStore | None = None) -> bytes:
    """Return the raw SVG of *dot*, from *store* if it was laid out before by the same driver."""
    if store is None:
        return driver.render(dot)
    key = hashlib.sha256(f"{driver.version}\0{dot}".encode("utf-8", "replace")).hexdigest()
    known = store.get(key)
    if known is not None:
        return known
    raw = driver.render(dot)
    store.put(key, raw)
    return raw


def lay_out_all(
    dots: Iterable[str], driver: Driver, store: ByteStore | None = None, *, workers: int = 2
) -> tuple[bytes, ...]:
    """Return the raw SVG of each of *dots*, in order, with up to *workers* programs at a time."""
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        return tuple(pool.map(lambda dot: lay_out(dot, driver, store), dots))


def _packaged() -> list[Path]:
    """Return where the package's program may lie, most certain first."""
    name = PACKAGE + (".exe" if os.name == "nt" else "")
    places: list[Path] = []
    try:
        files = metadata.files(PACKAGE) or []
        places += [Path(str(file.locate())).resolve() for file in files if file.name == name]
    except metadata.PackageNotFoundError:
        pass
    places.append(Path(sysconfig.get_path("scripts")) / name)
    places.append(Path(sys.executable).parent / name)
    return places
