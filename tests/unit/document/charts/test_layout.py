from __future__ import annotations

import hashlib
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from planforge.document.charts.layout import (
    LayoutProblem,
    Program,
    find_program,
    lay_out,
    lay_out_all,
)

if TYPE_CHECKING:
    from pathlib import Path


class CountingDriver:
    version = "counting 1"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def render(self, dot: str) -> bytes:
        self.seen.append(dot)
        return f"<svg>{dot}</svg>".encode()


class Memory(dict[str, bytes]):
    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!{sys.executable}\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_packaged_program_is_found_without_a_search_path() -> None:
    assert find_program(environment={"PATH": ""}).path.name.startswith("graphviz-pure")


def test_a_named_program_comes_before_the_packaged_one(tmp_path: Path) -> None:
    mine = program(tmp_path / "dot", "")
    assert find_program(environment={"PLANFORGE_DOT": str(mine), "PATH": ""}).path == mine
    assert find_program(str(mine), environment={"PLANFORGE_DOT": "other"}).path == mine


def test_a_named_program_that_does_not_exist_is_never_replaced() -> None:
    with pytest.raises(LayoutProblem) as caught:
        find_program(environment={"PLANFORGE_DOT": "no-such-dot", "PATH": ""})
    assert caught.value.message.render() == (
        "找不到指定的流程图排版程序“no-such-dot”，请改正或删除环境变量PLANFORGE_DOT"
    )


def test_dot_on_the_search_path_is_the_last_resort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = program(tmp_path / "dot", "")
    monkeypatch.setattr("planforge.document.charts.layout._packaged", list)
    assert find_program(environment={"PATH": str(tmp_path)}).path == mine


def test_a_missing_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planforge.document.charts.layout._packaged", list)
    with pytest.raises(LayoutProblem, match="pip install graphviz-pure") as caught:
        find_program(environment={"PATH": ""})
    assert caught.value.message.render() == (
        "没有可用的流程图排版程序：请安装Python包graphviz-pure（pip install graphviz-pure）"
        "或Graphviz（dot），也可以用环境变量PLANFORGE_DOT指定"
    )


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    broken = program(tmp_path / "dot", "import sys; sys.exit('syntax error')")
    with pytest.raises(LayoutProblem, match=r"dot failed \(code 1\): syntax error"):
        Program(broken).render("digraph {}")


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    endless = program(tmp_path / "dot", "while True: pass")
    with pytest.raises(LayoutProblem, match="took longer than 0 seconds"):
        Program(endless, timeout_s=0.2).render("digraph {}")


def test_a_program_that_cannot_be_started_says_so(tmp_path: Path) -> None:
    with pytest.raises(LayoutProblem, match="cannot be started"):
        Program(tmp_path / "dot").render("digraph {}")


def test_the_version_is_what_the_program_says(driver: Program) -> None:
    assert "graphviz-pure version" in driver.version


def test_a_layout_is_made_once_for_a_text_and_a_version() -> None:
    counting, memory = CountingDriver(), Memory()
    first = lay_out("digraph a {}", counting, memory)
    assert lay_out("digraph a {}", counting, memory) == first
    assert counting.seen == ["digraph a {}"]
    assert list(memory) == [hashlib.sha256(b"counting 1\0digraph a {}").hexdigest()]


def test_without_a_store_every_layout_is_made_anew() -> None:
    counting = CountingDriver()
    lay_out("a", counting)
    lay_out("a", counting)
    assert counting.seen == ["a", "a"]


def test_many_layouts_come_back_in_order() -> None:
    dots = [f"digraph {number} {{}}" for number in range(9)]
    assert lay_out_all(dots, CountingDriver(), Memory(), workers=3) == tuple(
        f"<svg>{dot}</svg>".encode() for dot in dots
    )
