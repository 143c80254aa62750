"""What a check costs beside reading and validating alone: ``python benchmarks/bench_check.py``.

For corpora of 31, 301 and 3,001 plans (``--sizes 6 60 600``, in sets of five and the master plan)
it measures, each in a process of its own:

- bare: PyYAML's C parser with a loader that keeps every scalar as text, and pydantic's validation
  of the same trees; no positions, no digests, no names, no rules,
- cold: ``planforge check`` with an empty store, as many processes as there are processors,
- alone: the same in one process (``-j 1``),
- warm: the same as cold again, nothing changed,
- edit: the same after the change of one plan.

Prints medians, the ratios by the clock and by processor time (that of all processes together), the
most memory of one process and of all at a time, and the exponents of a straight line through the
logarithms over the sizes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from corpora import PER_SET, write_corpus
from measuring import Cost, exponent, median, run

BARE: Final = """
import sys
from pathlib import Path
import yaml
from planforge.model.keys import FILE_MODELS
from planforge.model.plan import Plan
root = Path(sys.argv[1])
for path in sorted(root.rglob("*.yaml")):
    tree = yaml.load(path.read_bytes(), yaml.CBaseLoader)
    FILE_MODELS.get(path.stem, Plan).model_validate(tree)
"""
EDITED: Final = "special/flood/plan.yaml"
KINDS: Final = ("bare", "cold", "alone", "warm", "edit")
BASES: Final = {"cold": "bare", "alone": "bare", "warm": "cold", "edit": "cold"}
"""What each kind is compared with."""


def measure(root: Path, runs: int) -> dict[str, Cost]:
    """Return the medians of *runs* runs of every kind on the corpus at *root*, taken in turn."""
    costs: dict[str, list[Cost]] = {kind: [] for kind in KINDS}
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(root.parent / "pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    check = [sys.executable, "-m", "planforge", "check", str(root)]
    run([sys.executable, "-m", "planforge", "explain"], env=environment)  # compiles the modules
    for number in range(runs):
        bare = [sys.executable, "-c", BARE, str(root)]
        costs["bare"].append(run(bare, env=environment, watch=True))
        with tempfile.TemporaryDirectory() as store:
            environment["PLANFORGE_CACHE"] = store
            costs["alone"].append(run([*check, "-j", "1"], env=environment, watch=True))
        with tempfile.TemporaryDirectory() as store:
            environment["PLANFORGE_CACHE"] = store
            costs["cold"].append(run(check, env=environment, watch=True))
            costs["warm"].append(run(check, env=environment, watch=True))
            edited = root / EDITED
            edited.write_text(f"# {number}\n{edited.read_text('utf-8')}", encoding="utf-8")
            costs["edit"].append(run(check, env=environment, watch=True))
    return {kind: median(found) for kind, found in costs.items()}


def _times(cost: Cost, base: Cost) -> str:
    """Return how many times *base* a run took, by the clock and of processor time."""
    digits = 2 if cost.cpu_s > base.cpu_s else 3
    clock, processor = cost.wall_s / base.wall_s, cost.cpu_s / base.cpu_s
    return f"{clock:.{digits}f}, {processor:.{digits}f}"


def main() -> None:
    """Print one block for each size, then the exponents."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[6, 60, 600], help="sets")
    options.add_argument("--runs", type=int, default=5, help="for the smallest; larger ones less")
    chosen = options.parse_args()
    results: list[dict[str, Cost]] = []
    print(
        f"{'plans':>6} {'MB':>7} {'kind':>5} {'wall s':>8} {'cpu s':>8} {'MB one':>7} {'MB all':>7}"
        "  ratio: clock, cpu"
    )
    for sets in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "plans"
            size = write_corpus(root, sets)
            runs = max(1, min(chosen.runs, 200 // sets))
            found = measure(root, runs)
        results.append(found)
        for kind, cost in found.items():
            base = BASES.get(kind)
            print(
                f"{sets * PER_SET + 1:6} {size / 1e6:7.1f} {kind:>5} {cost.wall_s:8.2f} "
                f"{cost.cpu_s:8.2f} {cost.memory_mb:7.0f} {cost.together_mb:7.0f}"
                + (f"  {_times(cost, found[base])} x {base}" if base else ""),
                flush=True,
            )
    if len(results) > 1:
        plans = [sets * PER_SET + 1 for sets in chosen.sizes]
        for kind in KINDS:
            time = exponent(plans, [found[kind].cpu_s for found in results])
            memory = exponent(plans, [found[kind].memory_mb for found in results])
            print(f"exponents of {kind}: time {time:.2f}, memory {memory:.2f}")


if __name__ == "__main__":
    main()
