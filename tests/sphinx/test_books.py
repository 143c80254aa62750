"""Printed books by Sphinx: the compilation, and nothing of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from click.testing import CliRunner
from sphinx.errors import SphinxError

from planforge.cli.handbook import command
from tests.sphinx.builds import build, write_project
from tests.unit.publish.paper.test_fonts import make_face

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLANFORGE_CACHE", str(tmp_path / "store"))


def test_the_compilation_is_all_that_is_made(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city")
    assert build(source, tmp_path / "book", builder="planforge-pdf") == []
    assert build(source, tmp_path / "book", builder="planforge-docx") == []
    assert build(source, tmp_path / "book", builder="planforge-xlsx") == []
    made = sorted(path.name for path in (tmp_path / "book").iterdir())
    assert made == ["compilation.docx", "compilation.pdf", "compilation.xlsx"]
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


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_builders_make_what_the_command_makes(tmp_path: Path, audience: str) -> None:
    conf = f"planforge_public = {audience == 'public'}\n"
    source = write_project(tmp_path / "city", conf=conf)
    for ending in ("pdf", "docx", "xlsx"):
        build(source, tmp_path / "book", builder=f"planforge-{ending}")
        asked = ("--format", ending, "--audience", audience, "-o", str(tmp_path / "other"))
        done = CliRunner().invoke(command, [str(source / "plans"), *asked])
        assert done.exit_code == 0, done.output
        name = f"compilation{'-internal' if audience == 'internal' else ''}.{ending}"
        assert (tmp_path / "book" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_bureaus_own_faces_stand_first(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city", conf='planforge_fonts = "faces"\n')
    (source / "faces").mkdir()
    make_face(source / "faces" / "own.ttf", "仿宋_GB2312", "应")
    build(source, tmp_path / "book", builder="planforge-pdf")
    with pikepdf.open(tmp_path / "book" / "compilation.pdf") as pdf:
        faces = {
            str(found["/BaseFont"]).partition("+")[2]
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found
        }
    of_text = {
        name.removesuffix("-Identity-H") for name in faces if "仿宋" in name or "Fang" in name
    }
    assert of_text == {"仿宋_GB2312", "FandolFang-Regular"}


def test_a_chart_that_cannot_be_drawn_is_told_with_its_place(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city", conf='planforge_dot = "broken"\n')
    with pytest.raises(SphinxError, match="broken"):
        build(source, tmp_path / "book", builder="planforge-pdf")
    assert not (tmp_path / "book" / "compilation.pdf").exists()
