"""A compiled drill gives the same trace with every interpreter, in whatever order sets are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from planforge.drill.chance import Mode
from planforge.drill.rehearsal import play
from tests.unit.drill.build.demo import played
from tests.unit.drill.kit.small_drill import DRILL, kit_of

if TYPE_CHECKING:
    from collections.abc import Callable

AGAIN = """
from tests.unit.drill.build.test_same_everywhere import hashes
print(*hashes(), sep="\\n")
"""


def hashes() -> list[str]:
    """Return the hashes of the small drill, with the usual times and drawn ones, and of a chain."""
    made = kit_of(DRILL).rehearsal
    drawn = play(made, mode=Mode.SAMPLE, seed=4)
    return [play(made).hash, drawn.hash, played("cascade").hash]


def test_the_trace_of_a_compiled_drill_is_known(golden: Callable[[str, str], None]) -> None:
    golden("drills/trace.txt", "".join(f"{one}\n" for one in hashes()[:2]))


def test_another_seed_of_hashes_changes_nothing() -> None:
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", AGAIN],
            cwd=Path(__file__).parents[4],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == hashes()
