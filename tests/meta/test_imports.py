"""Starting the command line must stay instant: nothing heavy before a verb needs it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SITE = {"sphinx", "docutils", "myst_parser", "jinja2", "pydata_sphinx_theme", "babel", "watchfiles"}
DATA = {"pydantic", "yaml", "graphviz", "graphviz_pure"}


def imported(*arguments: str) -> set[str]:
    """Return the top-level packages that ``python <arguments>`` imports."""
    command = (sys.executable, "-X", "importtime", *arguments)
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert "Traceback" not in done.stderr, done.stderr
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize(
    "arguments", [("-c", "import planforge.cli.main"), ("-m", "planforge", "--help")]
)
def test_starting_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    names = imported(*arguments)
    assert "planforge" in names
    assert names & (SITE | DATA) == set()


def test_check_imports_no_part_of_the_site_and_looks_for_no_plugins() -> None:
    names = imported("-m", "planforge", "check", "plans", "--no-cache")
    assert "yaml" in names
    assert names & (SITE | {"email"}) == set()


def test_an_unchanged_corpus_is_answered_without_a_parser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANFORGE_CACHE", str(tmp_path))
    first = imported("-m", "planforge", "check", "plans")
    second = imported("-m", "planforge", "check", "plans")
    assert first >= DATA - {"graphviz", "graphviz_pure"}
    assert second & (SITE | DATA) == set()
