"""The help pages say what the program does: cells, directives, settings, commands, twins."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import run as starter
from planforge.corpus.load import load
from planforge.document.context import Context
from planforge.document.directives import COMPONENTS, ROLES
from planforge.document.prose import read
from planforge.feel import (
    Flag,
    Numeric,
    Ordered,
    Problems,
    Unit,
    compile_test,
    parse_unary,
    parse_unit,
    to_words,
)
from planforge.publish.site.printing import SETTINGS
from planforge.publish.site.settings import Settings

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.feel import Domain

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("zh", "en")
CODE: Final = re.compile(r"`` (?P<double>.+?) ``|`(?P<single>[^`]+)`")


def text(language: str, page: str) -> str:
    return (DOCS / language / f"{page}.md").read_text(encoding="utf-8")


def rows(body: str, name: str = "") -> list[list[str]]:
    """Return the cells of every table row in *body*, or between the marks *name*."""
    if name:
        body = body.partition(f"<!-- {name}: begin -->")[2]
        body = body.partition(f"<!-- {name}: end -->")[0]
    lines = [line for line in body.splitlines() if line.startswith("| ")]
    split = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [cells for cells in split if not set(cells[0]) <= set("- ")]


def code(cell: str) -> list[str]:
    return [match["double"] or match["single"] for match in CODE.finditer(cell)]


def domain(words: str) -> Domain:
    """Return the domain that a cell of the guide's table speaks of."""
    millimetres, people = parse_unit("毫米"), parse_unit("人")
    assert isinstance(millimetres, Unit)
    assert isinstance(people, Unit)
    if words.startswith(("降雨量", "rain")):
        return Numeric(millimetres)
    if words.startswith(("人数", "people")):
        return Numeric(people, integer=True)
    if words.startswith(("预警", "warning")):
        return Ordered(("蓝色", "黄色", "橙色", "红色"))
    assert words.startswith(("是否", "yes/no"))
    return Flag()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_mean_what_the_guide_says(language: str) -> None:
    table = rows(text(language, "guide"), "cells")[1:]
    assert len(table) > 20
    for cell, indicator, words in table:
        test = parse_unary(code(cell)[0])
        assert not isinstance(test, Problems), cell
        values = compile_test(test, domain(indicator))
        assert not isinstance(values, Problems), cell
        assert to_words(values).render("zh_CN") == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_refused_with_the_fixes_the_guide_shows(language: str) -> None:
    table = rows(text(language, "guide"), "phrases")[1:]
    assert table
    for phrase, fixes in table:
        problems = parse_unary(code(phrase)[0])
        assert isinstance(problems, Problems), phrase
        assert [fix for problem in problems for fix in problem.fixes] == code(fixes)


SLIPS: Final = (
    ("牵头部门: 市水务局", "牵头部门: 市水务厅"),
    ("\n版本:", "\n版本："),
)
"""What is mistyped in the flood plan for the findings that the guide shows, in its order."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_look_as_the_guide_shows(language: str, tmp_path: Path) -> None:
    shown = re.findall(r"```text\n(.*?)```", text(language, "guide"), re.DOTALL)
    found = []
    plan = tmp_path / "plans" / "special" / "flood" / "plan.yaml"
    for right, wrong in SLIPS:
        shutil.copytree(ROOT / "plans", tmp_path / "plans", dirs_exist_ok=True)
        before = plan.read_text(encoding="utf-8")
        plan.write_text(before.replace(right, wrong, 1), encoding="utf-8")
        options = ("--lang", language.replace("zh", "zh_CN"), "check", "--no-cache", "--no-color")
        line = [sys.executable, "-m", "planforge", *options]
        done = subprocess.run(
            line, cwd=tmp_path, check=False, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 1
        blocks = done.stdout.split("\n\n")
        found += [block + "\n" for block in blocks if block.startswith("plans/special/flood/")]
    assert shown == found


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(ROOT / "plans")[0]


# MyST asks docutils in a way that docutils has given up.
@pytest.mark.filterwarnings("ignore:nodes.Node.traverse:DeprecationWarning")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_directive_and_role_has_an_example_that_works(language: str, corpus: Corpus) -> None:
    view = corpus.plan("flood")
    assert view is not None
    context = Context(corpus, view)
    shown = [code(cells[0])[0] for cells in rows(text(language, "directives")) if "{" in cells[0]]
    names = [example[1:].split("}")[0] for example in shown]
    assert sorted(names) == sorted([*COMPONENTS, *ROLES])
    for example, name in zip(shown, names, strict=True):
        markdown = f"```{example}\n```\n" if name in COMPONENTS else f"{example}\n"
        built = read(markdown, context, "plan.md")
        assert built.problems == ()
        assert "pf-missing" not in "".join(node.pformat() for node in built.preface)
        assert built.preface or name == "listed-plans"  # the one that only the master plan has


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_described_with_its_default(language: str) -> None:
    described = {
        code(name)[0]: code(default)[0]
        for name, default, *_ in rows(text(language, "configuration"))
        if name.startswith("`planforge_")
    }
    expected = {
        f"planforge_{option.name}": str(option.default)
        if isinstance(option.default, bool)
        else f'"{option.default}"'
        for option in fields(Settings)
    }
    assert described == expected | dict.fromkeys(SETTINGS, "[]")


def test_the_architecture_names_every_listener_of_an_event() -> None:
    source = (ROOT / "src/planforge/publish/site/extension.py").read_text(encoding="utf-8")
    heard = re.findall(r'app\.connect\("([\w-]+)", ([\w.]+)', source)
    table = {
        (code(event)[0], name.rpartition(".")[2])
        for event, listeners, *_ in rows((DOCS / "develop/architecture.md").read_text("utf-8"))
        if event.startswith("`") and code(listeners)
        for name in code(listeners)
    }
    assert {(event, name.rpartition(".")[2]) for event, name in heard} <= table


def pages() -> list[Path]:
    named = [DOCS / "index.md", ROOT / "README.md", ROOT / "README.en.md"]
    return sorted(
        [*named, *DOCS.glob("zh/*.md"), *DOCS.glob("en/*.md"), *DOCS.glob("develop/*.md")]
    )


BLOCK: Final = re.compile(r"^ *```console\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    blocks = [b for page in pages() for b in BLOCK.findall(page.read_text(encoding="utf-8"))]
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return sorted(set(lines))


def test_commands_are_of_programs_we_know() -> None:
    known = ("python3 run.py ", "git ", ".venv/bin/", ".ci/run")
    assert [command for command in commands() if not command.startswith(known)] == []


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("python3 run.py ")])
def test_a_command_is_understood(command: str) -> None:
    task, *arguments = command.split()[2:]
    program = [*starter.TASKS[task].command, *arguments]
    if program[:2] == ["-m", "planforge"]:
        line = [sys.executable, *program, *(["--help"] * ("--help" not in program))]
        done = subprocess.run(line, cwd=ROOT, check=False, capture_output=True)
        assert done.returncode == 0, done.stderr
    elif task == "python":
        assert (ROOT / arguments[0]).is_file()
    else:
        paths = [word for word in arguments if "/" in word]
        assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    body = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", body) if "://" not in t]
    assert [t for t in targets if not (page.parent / t).exists()] == []


def outline(page: Path) -> list[str]:
    """Return the depth of every heading and the fences between them."""
    return re.findall(r"^#+(?= )|^ *```+", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_chinese_and_english_pages_are_twins() -> None:
    chinese, english = (
        {path.name: outline(path) for path in (DOCS / language).glob("*.md")}
        for language in LANGUAGES
    )
    assert chinese == english
