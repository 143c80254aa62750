"""Printed books by Sphinx: the compilation, and nothing of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from sphinx.errors import SphinxError

from tests.sphinx.builds import build, write_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANFORGE_CACHE", str(tmp_path / "store"))


def test_the_compilation_is_all_that_is_made(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city")
    assert build(source, tmp_path / "book", builder="planforge-pdf") == []
    assert build(source, tmp_path / "book", builder="planforge-docx") == []
    made = sorted(path.name for path in (tmp_path / "book").iterdir())
    assert made == ["compilation.docx", "compilation.pdf"]
    with pikepdf.open(tmp_path / "book" / "compilation.pdf") as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert titles[:3] == ["封面", "版本说明", "目录"]


def test_what_does_not_print_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city")
    plan = source / "plans" / "special" / "demo" / "plan.md"
    text = plan.read_text(encoding="utf-8") if plan.exists() else "# 总则\n"
    plan.write_text(f"{text}\n难检字𰻝𰻞🚒。\n", encoding="utf-8")
    with pytest.raises(SphinxError, match="没有写出文件"):
        build(source, tmp_path / "book", builder="planforge-pdf")
    assert not (tmp_path / "book" / "compilation.pdf").exists()


def test_a_heading_over_nothing_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city")
    plan = source / "plans" / "special" / "demo" / "plan.md"
    text = plan.read_text(encoding="utf-8") if plan.exists() else "# 总则\n"
    plan.write_text(f"{text}\n```{{transitions}}\n:plan: nosuch\n```\n", encoding="utf-8")
    with pytest.raises(SphinxError, match="没有写出文件：先改好这 1 处问题"):
        build(source, tmp_path / "book", builder="planforge-pdf")
    assert not (tmp_path / "book" / "compilation.pdf").exists()
