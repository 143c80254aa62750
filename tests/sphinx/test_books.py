"""Printed books by Sphinx: the compilation, and nothing of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from click.testing import CliRunner
from sphinx.cmd.build import main
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

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
    *_, last = build(source, tmp_path / "book", builder="planforge-pdf")
    assert last.startswith("ERROR: 没有写出文件")
    assert not (tmp_path / "book" / "compilation.pdf").exists()


def test_a_heading_over_nothing_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city")
    plan = source / "plans" / "special" / "demo" / "plan.md"
    text = plan.read_text(encoding="utf-8") if plan.exists() else "# 总则\n"
    plan.write_text(f"{text}\n```{{transitions}}\n:plan: nosuch\n```\n", encoding="utf-8")
    *_, last = build(source, tmp_path / "book", builder="planforge-pdf")
    assert last.startswith("ERROR: 没有写出文件：先改好这 1 处问题")
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


@pytest.mark.parametrize(
    ("ending", "kind", "plan", "role"),
    [
        ("pdf", "cards,booklet,posters,forms", "", ""),
        ("docx", "cards,forms", "", ""),
        ("xlsx", "plan,registers", "", ""),
        ("pdf", "", "demo", ""),
        ("docx", "forms", "demo,停电预案", ""),
        ("pdf", "", "", "市防办"),
        ("pdf", "cards", "demo", "市防办"),
    ],
)
def test_every_kind_is_made_as_the_command_makes_it(
    tmp_path: Path, ending: str, kind: str, plan: str, role: str
) -> None:
    source = write_project(tmp_path / "city")
    said = {
        f"planforge_handbook_{name}": value
        for name, value in (("kind", kind), ("plan", plan), ("role", role))
        if value
    }
    assert build(source, tmp_path / "book", builder=f"planforge-{ending}", said=said) == []
    asked = ["--format", ending, "-o", str(tmp_path / "other"), *(["--kind", kind] if kind else [])]
    for option, names in (("--plan", plan), ("--role", role)):
        for name in filter(None, names.split(",")):
            asked += [option, name]
    done = CliRunner().invoke(command, [str(source / "plans"), *asked])
    assert done.exit_code == 0, done.output
    made = {path.name: path.read_bytes() for path in (tmp_path / "other").iterdir()}
    assert made
    assert {path.name: path.read_bytes() for path in (tmp_path / "book").iterdir()} == made


def test_kinds_may_stand_in_the_settings_as_a_list_or_a_text(tmp_path: Path) -> None:
    conf = 'planforge_handbook_kind = ["forms"]\nplanforge_handbook_plan = "demo"\n'
    source = write_project(tmp_path / "city", conf=conf)
    assert build(source, tmp_path / "book", builder="planforge-pdf") == []
    assert [path.name for path in (tmp_path / "book").iterdir()] == ["forms-demo.pdf"]


@pytest.mark.parametrize(
    ("ending", "conf", "told"),
    [
        ("pdf", "kind = 'bok'", "这里没有“bok”可选。是不是想写：booklet？"),
        ("docx", "kind = 'posters'", "“posters”不能输出为 docx，只能输出为 pdf。"),
        (
            "pdf",
            "kind = 'posters'\nplanforge_handbook_role = '市长'",
            "planforge_handbook_role 对“posters”不起作用，只用于：cards。",
        ),
        ("pdf", "plan = 'nosuch'", "没有叫“nosuch”的预案。"),
        ("pdf", "role = '没有的岗位'", "没有叫“没有的岗位”的岗位、单位或工作组。"),
        (
            "pdf",
            "plan = 'secret'",
            "预案“secret”标为内部。请在 conf.py 里写 planforge_public = False。",
        ),
        (
            "pdf",
            "kind = 3",
            'planforge_handbook_kind 的值是 3。请写成 planforge_handbook_kind = ["…", "…"]。',
        ),
    ],
)
def test_what_is_not_there_to_print_is_said(
    tmp_path: Path, ending: str, conf: str, told: str
) -> None:
    source = write_project(tmp_path / "city", conf=f"planforge_handbook_{conf}\n")
    if "secret" in conf:
        plan = source / "plans" / "special" / "demo" / "plan.yaml"
        text = plan.read_text(encoding="utf-8")
        (source / "plans" / "special" / "secret").mkdir()
        hidden = text.replace("预案: demo\n", "预案: secret\n可见: 内部\n", 1)
        assert hidden != text
        hidden = hidden.replace("名称: ", "名称: 密", 1)
        (source / "plans" / "special" / "secret" / "plan.yaml").write_text(hidden, encoding="utf-8")
    *_, last = build(source, tmp_path / "book", builder=f"planforge-{ending}")
    assert last.startswith(f"ERROR: {told}")
    assert list((tmp_path / "book").iterdir()) == []


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


def test_sphinx_build_ends_with_1_and_no_report_of_a_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_project(tmp_path / "city")
    said = ("-D", "planforge_handbook_kind=posters")
    with patch_docutils(source), docutils_namespace():
        code = main(["-q", "-b", "planforge-docx", *said, str(source), str(tmp_path / "book")])
    told = strip_colors(capsys.readouterr().err).strip()
    assert (code, told) == (
        1,
        "ERROR: “posters”不能输出为 docx，只能输出为 pdf。 [planforge.print]",
    )


def test_a_plan_that_cannot_be_read_is_no_gap_in_a_book(tmp_path: Path) -> None:
    source = write_project(tmp_path / "city")
    plan = source / "plans" / "special" / "demo" / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n类别: [\n", encoding="utf-8")
    *_, last = build(source, tmp_path / "book", builder="planforge-pdf")
    assert last.startswith("ERROR: 没有写出文件")
    assert not (tmp_path / "book" / "compilation.pdf").exists()
