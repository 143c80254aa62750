"""How fast the command line answers: ``python benchmarks/bench_startup.py [RUNS]``.

Prints medians of wall time and of processor time, all commands taken in turn, and the ratios to the
import of the libraries that a command cannot do without. Modules are compiled beforehand. The
checks are of the demonstration plans: unchanged, and each after one edit in a copy of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from measuring import median, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Cost

ROOT: Final = Path(__file__).resolve().parent.parent
SCRIPT: Final = Path(sys.executable).with_name("planforge")
COMMANDS: Final = {
    "import click": [sys.executable, "-c", "import click"],
    "planforge --help": [str(SCRIPT), "--help"],
    "python -m planforge --help": [sys.executable, "-m", "planforge", "--help"],
    "import click, yaml, pydantic": [sys.executable, "-c", "import click, yaml, pydantic"],
    "planforge check plans": [str(SCRIPT), "check", "plans"],
    "planforge check --no-cache": [str(SCRIPT), "check", "plans", "--no-cache"],
}
LIBRARIES: Final = "import click, yaml, pydantic"
EDITS: Final = {
    "after a value in plan.yaml": ("special/flood/plan.yaml", "时限: 30分钟", "时限: {n}分钟"),
    "after a word in plan.md": ("special/flood/plan.md", "应当", "应{n}当"),
    "after a phone in a register": (
        "registry/organizations.yaml",
        "0500-5550101",
        "0500-55501{n}",
    ),
    "after a name in a register": (
        "registry/organizations.yaml",
        "简称: [市委宣传部]",
        "简称: [市委宣传部, 宣传{n}]",
    ),
    "after a value in the master": ("master/plan.yaml", "时限: 30分钟", "时限: {n}分钟"),
}
"""What is edited → file, text in it, and what it becomes."""
RATIOS: Final = (
    ("planforge --help", "import click"),
    ("python -m planforge --help", "import click"),
    ("planforge check plans", LIBRARIES),
    *((name, LIBRARIES) for name in EDITS),
)
HEAVY: Final = ("sphinx", "docutils", "pydantic", "yaml")


def main() -> None:
    """Print medians, ratios, and which heavy libraries a warm start imports."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": f"{folder}/pyc",
            "PLANFORGE_CACHE": f"{folder}/store",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        plans = Path(folder, "plans")
        shutil.copytree(ROOT / "plans", plans)
        check = [str(SCRIPT), "check", str(plans)]
        run(check, env=environment)
        costs: dict[str, list[Cost]] = {name: [] for name in (*COMMANDS, *EDITS)}
        for number in range(runs + 1):  # the first fills the caches and does not count
            for name, command in COMMANDS.items():
                cost = run(command, env=environment, cwd=ROOT)
                if number:
                    costs[name].append(cost)
            for name, (file, before, after) in EDITS.items():
                with edited(plans / file, before, after.format(n=31 + number)):
                    cost = run(check, env=environment)
                if number:
                    costs[name].append(cost)
        found = {name: median(each) for name, each in costs.items()}
        for name, cost in found.items():
            print(f"{name:<30} {cost.wall_s * 1e3:7.0f} ms {cost.cpu_s * 1e3:7.0f} ms cpu")
        for name, base in RATIOS:
            wall = found[name].wall_s / found[base].wall_s
            cpu = found[name].cpu_s / found[base].cpu_s
            print(f"{name:<30} {wall:7.2f} x {cpu:7.2f} x cpu  {base}")
        for arguments in (["--help"], ["check", "plans"]):
            print(f"planforge {' '.join(arguments)} imports {imported(arguments, environment)}")


@contextmanager
def edited(file: Path, before: str, after: str) -> Iterator[None]:
    """Let the first *before* in *file* be *after* for a while."""
    text = file.read_text("utf-8")
    if before not in text:
        sys.exit(f"{file.name} does not hold “{before}”")
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    yield
    file.write_text(text, encoding="utf-8")


def imported(arguments: list[str], environment: dict[str, str]) -> list[str]:
    """Return which heavy libraries a start with *arguments* imports."""
    command = [sys.executable, "-X", "importtime", "-m", "planforge", *arguments]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=ROOT
    )
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    return [name for name in HEAVY if name in names]


if __name__ == "__main__":
    main()
