"""Runs programs and says what they cost: wall time, processor time, most memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program took.

    Attributes:
        wall_s: Seconds from its start to its end.
        cpu_s: Seconds of processor time, user and system.
        memory_mb: Most resident memory.
        code: Exit code.
    """

    wall_s: float
    cpu_s: float
    memory_mb: float
    code: int


def run(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Cost:
    """Run *command* without showing its output and return what it cost."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=env, cwd=cwd)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace"))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit, process.returncode)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the medians of *costs*, each column by itself."""
    return Cost(
        statistics.median(cost.wall_s for cost in costs),
        statistics.median(cost.cpu_s for cost in costs),
        statistics.median(cost.memory_mb for cost in costs),
        costs[0].code,
    )


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the slope of the line through the logarithms: 1 for what grows in proportion."""
    xs, ys = [log(size) for size in sizes], [log(value) for value in values]
    return statistics.linear_regression(xs, ys).slope
