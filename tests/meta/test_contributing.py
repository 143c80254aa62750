"""What CONTRIBUTING.md tells to run or to open is there, and its rule is a rule."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import run as starter
from planforge.rules.rule import Scope

if TYPE_CHECKING:
    from planforge.rules.rule import Rule

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.strip()
    for _, kind, body in BLOCK.findall(TEXT)
    if kind == "console"
    for line in body.splitlines()
]
STARTS = ("src/", "docs/", "tests/", "tools/", "changelog.d/", "plans/")
NAMED = sorted(
    {
        name
        for name in re.findall(r"`([^`\s<>]+)`", TEXT)
        if name.startswith(STARTS) or name in {"pyproject.toml", "cases/base"}
    }
)


def test_the_document_shows_commands_and_places() -> None:
    assert len(COMMANDS) > 10
    assert len(NAMED) > 10


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("python3 run.py")])
def test_a_task_exists_and_takes_its_arguments(command: str) -> None:
    task, *arguments = command.split()[2:]
    assert task in starter.TASKS
    program = list(starter.TASKS[task].command)
    if task == "python":
        assert (ROOT / arguments[0]).is_file()
        return
    if program == ["-m", "pytest"]:
        paths = [ROOT / word for word in arguments if word.startswith("tests/")]
        assert paths
        assert [path for path in paths if not path.exists()] == []
        return
    if program[:2] == ["-m", "planforge"]:
        line = [sys.executable, *program, *arguments, "--help"]
        done = subprocess.run(line, cwd=ROOT, check=False, capture_output=True)
        assert done.returncode == 0, done.stderr


def test_the_other_commands_are_known() -> None:
    others = {command for command in COMMANDS if not command.startswith("python3 run.py")}
    assert others == {".venv/bin/pre-commit install", ".ci/run"}
    assert (ROOT / ".ci" / "run").is_file()
    assert (ROOT / ".pre-commit-config.yaml").is_file()


@pytest.mark.parametrize("name", NAMED)
def test_a_place_exists(name: str) -> None:
    base = ROOT / "src" / "planforge" / "rules" if name == "cases/base" else ROOT
    assert (base / name).exists()


def test_the_rule_is_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    entered: list[Rule] = []
    monkeypatch.setattr("planforge.rules.rule.enter", entered.append)
    (source,) = [
        re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)
        for indent, kind, body in BLOCK.findall(TEXT)
        if kind == "python"
    ]
    exec(compile(source, "CONTRIBUTING.md", "exec"), {"__name__": "example"})  # noqa: S102 - our own text
    (rule,) = entered
    assert (rule.id, rule.scope) == ("XMP001", Scope.PLAN)
