"""Runs programs and says what they cost: wall time, processor time, most memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import nullcontext
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EVERY_S: Final = 0.1
"""How often memory is looked at."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took.

    Attributes:
        wall_s: Seconds from its start to its end.
        cpu_s: Seconds of processor time, user and system, with that of its children.
        memory_mb: Most resident memory of one process.
        code: Exit code.
        together_mb: Most memory of all its processes at a time, what they share counted once; 0
            where nobody looked.
    """

    wall_s: float
    cpu_s: float
    memory_mb: float
    code: int
    together_mb: float = 0.0


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    watch: bool = False,
) -> Cost:
    """Run *command* without showing its output and return what it cost.

    Args:
        command: What to run.
        env: Its environment.
        cwd: The folder to run it in.
        watch: Whether to look every now and then at the memory of all its processes (Linux only).
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=env, cwd=cwd)
        with _Watch(process.pid) if watch else nullcontext() as watched:
            _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace"))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(
        wall,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / unit,
        process.returncode,
        watched.most_mb if watched else 0.0,
    )


class _Watch:
    """Looks at the memory of a process and its children while the `with` block runs.

    Attributes:
        most_mb: The most that it saw.
    """

    def __init__(self, process: int) -> None:
        self.most_mb = 0.0
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_of: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_EVERY_S):
            self.most_mb = max(self.most_mb, _memory_kb(self._process) / 1024)


def _memory_kb(process: int) -> int:
    """Return the memory of *process* and its children; what several share counts once."""
    folder = Path("/proc", str(process))
    try:
        children = (folder / "task" / str(process) / "children").read_text().split()
        rows = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it ended, or the system tells nothing
    own = sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return own + sum(_memory_kb(int(child)) for child in children)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the medians of *costs*, each column by itself."""
    return Cost(
        statistics.median(cost.wall_s for cost in costs),
        statistics.median(cost.cpu_s for cost in costs),
        statistics.median(cost.memory_mb for cost in costs),
        costs[0].code,
        statistics.median(cost.together_mb for cost in costs),
    )


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the slope of the line through the logarithms: 1 for what grows in proportion."""
    xs, ys = [log(size) for size in sizes], [log(value) for value in values]
    return statistics.linear_regression(xs, ys).slope
