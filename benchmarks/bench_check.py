"""What a check costs beside reading and validating alone: ``python benchmarks/bench_check.py``.

For corpora of 31, 301 and 3,001 plans (``--sizes 6 60 600``, in sets of five and the master plan)
it measures, each in a process of its own:

- bare: PyYAML's C parser with a loader that keeps every scalar as text, and pydantic's validation
  of the same trees; no positions, no digests, no names, no rules,
- cold: ``planforge check`` with an empty store,
- warm: the same again, nothing changed,
- edit: the same after the change of one plan.

Prints medians and the exponents of a straight line through the logarithms over the sizes.
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
KINDS: Final = ("bare", "cold", "warm", "edit")


def measure(root: Path, runs: int) -> dict[str, Cost]:
    """Return the medians of *runs* runs of every kind on the corpus at *root*, taken in turn."""
    costs: dict[str, list[Cost]] = {kind: [] for kind in KINDS}
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(root.parent / "pyc")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    check = [sys.executable, "-m", "planforge", "check", str(root)]
    run([sys.executable, "-m", "planforge", "explain"], env=environment)  # compiles the modules
    for number in range(runs):
        costs["bare"].append(run([sys.executable, "-c", BARE, str(root)], env=environment))
        with tempfile.TemporaryDirectory() as store:
            environment["PLANFORGE_CACHE"] = store
            costs["cold"].append(run(check, env=environment))
            costs["warm"].append(run(check, env=environment))
            edited = root / EDITED
            edited.write_text(f"# {number}\n{edited.read_text('utf-8')}", encoding="utf-8")
            costs["edit"].append(run(check, env=environment))
    return {kind: median(found) for kind, found in costs.items()}


def main() -> None:
    """Print one block for each size, then the exponents."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[6, 60, 600], help="sets")
    options.add_argument("--runs", type=int, default=5, help="for the smallest; larger ones less")
    chosen = options.parse_args()
    results: list[dict[str, Cost]] = []
    print(
        f"{'plans':>6} {'MB':>7} {'kind':>5} {'wall s':>8} {'cpu s':>8} {'MB peak':>8}  ratio (cpu)"
    )
    for sets in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "plans"
            size = write_corpus(root, sets)
            runs = max(1, min(chosen.runs, 200 // sets))
            found = measure(root, runs)
        results.append(found)
        notes = {
            "cold": f"{found['cold'].cpu_s / found['bare'].cpu_s:.2f} x bare",
            "edit": f"{found['edit'].cpu_s / found['cold'].cpu_s:.3f} x cold",
            "warm": f"{found['warm'].cpu_s / found['cold'].cpu_s:.3f} x cold",
        }
        for kind, cost in found.items():
            print(
                f"{sets * PER_SET + 1:6} {size / 1e6:7.1f} {kind:>5} {cost.wall_s:8.2f} "
                f"{cost.cpu_s:8.2f} {cost.memory_mb:8.0f}  {notes.get(kind, '')}",
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
