"""Every check that needs no test run: ``python tools/lint.py [--fix]``.

Runs them all and names at the end those that failed, so that one start shows everything.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("lock", (sys.executable, "tools/lock.py", "--check")),
    ("format", (sys.executable, "-m", "ruff", "format", "--check", ".")),
    ("lint", (sys.executable, "-m", "ruff", "check", ".")),
    ("types", (sys.executable, "-m", "mypy")),
    ("layers", (str(Path(sys.executable).with_name("lint-imports")),)),
    ("catalogues", (sys.executable, "tools/catalogues.py", "check")),
)
FIXES = (
    ("lint", (sys.executable, "-m", "ruff", "check", "--fix", ".")),
    ("format", (sys.executable, "-m", "ruff", "format", ".")),
    ("catalogues", (sys.executable, "tools/catalogues.py", "update")),
)


def main(arguments: list[str]) -> int:
    """Run the checks, or with ``--fix`` what mends the mendable; return 1 if any failed."""
    failed = []
    for name, command in FIXES if arguments == ["--fix"] else CHECKS:
        print(f"== {name}: {shlex.join([Path(command[0]).name, *command[1:]])}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
