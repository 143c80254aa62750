"""Write the locks again: ``python tools/lock.py [--upgrade]``, with ``uv`` on PATH.

Two locks, because building the site must not need what only the tests need:
``site.txt`` holds the runtime, ``test.txt`` the same versions plus the ``dev`` extra.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.11"


def commands(uv: str, options: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the commands that write both locks, in the order in which they must run."""
    common = (
        uv,
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        PYTHON,
        "--fork-strategy",
        "fewest",  # the same Sphinx, so the same pages, on every Python
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--custom-compile-command",
        "python tools/lock.py",
        "pyproject.toml",
        "requirements/build.in",
    )
    site = ("--extra", "serve", "--output-file", "requirements/site.txt")
    test = (
        *("--extra", "serve", "--extra", "dev"),
        *("--constraint", "requirements/site.txt"),
        *("--output-file", "requirements/test.txt"),
    )
    return ((*common, *site, *options), (*common, *test, *options))


def main(options: tuple[str, ...]) -> int:
    """Run the commands; return the first exit code that is not zero."""
    uv = shutil.which("uv")
    if uv is None:
        sys.stderr.write("uv is not on PATH: install it, then run this again\n")
        return 2
    for command in commands(uv, options):
        code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 (fixed arguments)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
