"""Help in Chinese: no English left, no line wider than the terminal, click's own words included."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from planforge.cli.width import width, wrap
from planforge.translations import LOCALE_DIR

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Shell

VERBS = ("assess", "build", "check", "drill", "explain", "handbook", "schema", "serve", "show")
NOT_WORDS = re.compile(
    r"--?[a-zA-Z-]+|\[[a-zA-Z_|]+\]|\b(planforge|plans|conf\.py|build/site|auto|text|json|JSON|"
    r"PDF|pdf|Word|docx|Excel|xlsx|build/handbook|public|internal|compilation|plan|role|cards|"
    r"run|kit|cover|compare|import|score|tasks|WPS|best|worst|sample|booklet|posters|forms|registers|Schema|markdown|git|LVL|error|warning|advice|yaml|[A-Z]{3}\d{3}|Ctrl\+C|"
    + "|".join(VERBS)
    + r")\b"
)
NAMES = "plan jurisdiction organizations posts teams depots shelters experts risks mechanisms"
KINDS = {*NAMES.split(), "indicators", "regulations", "contacts"}


@pytest.mark.parametrize("verb", ["", *VERBS, "drill run"])
def test_help_is_chinese_and_fits(shell: Shell, verb: str) -> None:
    ended = shell(*verb.split(), "--help")
    assert (ended.code, ended.err) == (0, "")
    left = set(re.findall(r"[A-Za-z]{2,}", NOT_WORDS.sub("", ended.out))) - KINDS
    assert left == set()
    assert [line for line in ended.out.splitlines() if width(line) > 80] == []


def test_help_is_english_for_those_who_ask(shell: Shell) -> None:
    for arguments in (["--lang", "en", "check", "--help"], ["check", "--lang=en", "--help"]):
        assert shell(*arguments).out.startswith("Usage: planforge check [OPTIONS] [FOLDER]\n")
    assert shell("--help", lang="en").out.startswith("Usage: planforge [OPTIONS] COMMAND")


def test_no_verb_shows_the_help(shell: Shell) -> None:
    ended = shell()
    assert ended.code == 2
    assert "check" in ended.out + ended.err


def test_the_version(shell: Shell) -> None:
    assert re.fullmatch(r"planforge \d+\.\d+\.\d+\n", shell("--version").out)


def words_of_click() -> set[str]:
    """Return the message ids in click's source, of a plural the first."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id in {"_", "ngettext"} and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


SAID_TO_PROGRAMMERS = {
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "Invalid start character for option ({option})",
    "Name '{name}' defined twice",
    "Unknown standard stream '{name}'",
    "d",
}


def test_everything_click_says_to_users_is_translated() -> None:
    found = gettext.translation("click", LOCALE_DIR, ["zh_CN"])
    translated = {key if isinstance(key, str) else key[0] for key in found._catalog}  # type: ignore[attr-defined]  # the only way to list it
    missing = words_of_click() - translated - SAID_TO_PROGRAMMERS
    missing = {text for text in missing if not text.startswith("No options defined")}
    assert missing == set()
    assert found.ngettext("Got unexpected extra argument ({args})", "", 2).startswith("多出了")


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("市防办", 6), ("a市", 3), ("，", 2), ("e\u0301", 1), ("—", 1)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, []),
        ("检查全部预案", 8, ["检查全部", "预案"]),
        ("检查全部，预案", 8, ["检查全", "部，预案"]),
        ("检查（全部）", 6, ["检查", "（全", "部）"]),
        ("one two three", 8, ["one two", "three"]),
        ("use check 命令", 9, ["use check", "命令"]),
        ("unbreakable", 4, ["unbreakable"]),
    ],
)
def test_lines_break_where_chinese_may_break(text: str, room: int, lines: list[str]) -> None:
    assert wrap(text, room) == lines
