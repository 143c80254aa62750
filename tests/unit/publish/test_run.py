"""How the site is built: what the builder is told."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pytest
from click.testing import CliRunner

from planforge.cli.build import command
from planforge.publish.site import run

if TYPE_CHECKING:
    from pathlib import Path


class _Told:
    """Takes the place of Sphinx, and keeps what it is told."""

    calls: ClassVar[list[dict[str, object]]] = []
    statuscode = 0

    def __init__(self, **told: object) -> None:
        self.calls.append(told)

    def build(self, force_all: bool) -> None:  # noqa: FBT001 - as Sphinx has it
        self.calls[-1]["force_all"] = force_all


def test_a_site_for_organisers_is_internal_whatever_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(_Told, "calls", calls)
    monkeypatch.setattr(run, "Sphinx", _Told)
    day = date(2026, 11, 1)
    assert run.build(tmp_path, tmp_path / "site", for_organisers=True, jobs="3") == 0
    assert run.build(tmp_path, tmp_path / "site", as_of=day, quiet=True, jobs="1") == 0
    assert run.build(tmp_path, tmp_path / "site", fresh=True, strict=True, jobs="1") == 0
    common: dict[str, object] = {
        "srcdir": tmp_path,
        "confdir": tmp_path,
        "outdir": tmp_path / "site",
        "doctreedir": tmp_path / ".site-doctrees",
        "buildername": "html",
        "confoverrides": {},
        "status": sys.stdout,
        "warning": sys.stderr,
        "freshenv": False,
        "warningiserror": False,
        "parallel": 1,
        "force_all": False,
    }
    own: dict[str, object] = {"planforge_public": False, "planforge_organisers": True}
    assert calls == [
        {**common, "parallel": 3, "confoverrides": own},
        {**common, "status": None, "confoverrides": {"planforge_as_of": "2026-11-01"}},
        {**common, "freshenv": True, "force_all": True, "warningiserror": True},
    ]


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        (
            'extensions = ["planforge.publish.site"]\n',
            (
                "没有预案文件夹 {folder}/plans。请在 conf.py 里用 planforge_plans 写明它在哪里"
                "（从 conf.py 所在的文件夹算起）。只想链接到别的站点上的预案，"
                "就把扩展“planforge.publish.site”换成“planforge.publish.site.domain”。"
            ),
        ),
        (
            'project = "甲"\nextensions = [planforge]\n',
            (
                "conf.py 第2行有错，不能执行：NameError: name 'planforge' is not defined。"
                "请改正这一行；一般只需要写 project、language、extensions 三行。"
            ),
        ),
        (
            'project = "甲"\n\nlanguage = "zh_CN\n',
            (
                "conf.py 第3行有错，不能执行：SyntaxError: unterminated string literal "
                "(detected at line 3)。请改正这一行；"
                "一般只需要写 project、language、extensions 三行。"
            ),
        ),
        (
            'extensions = ["planforge.site"]\n',
            "无法导入扩展 planforge.site (exception: No module named 'planforge.site')",
        ),
    ],
)
def test_what_stops_a_build_is_said_in_a_sentence(
    conf: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    assert run.build(tmp_path, tmp_path / "site", jobs="1", quiet=True) == 2
    assert capfd.readouterr() == ("", f"{said.format(folder=tmp_path)}\n")


def test_a_mistake_of_the_program_and_a_full_disk_are_told_by_whoever_asked(
    tmp_path: Path,
) -> None:
    conf = tmp_path / "conf.py"
    begin = "def setup(app):\n    app.connect('builder-inited', begin)\n\n\ndef begin(app):\n    "
    conf.write_text(f"{begin}{{}}['gone']\n", encoding="utf-8")
    with pytest.raises(KeyError, match="gone"):
        run.build(tmp_path, tmp_path / "site", jobs="1", quiet=True)
    conf.write_text(f"{begin}open('/no/such')\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        run.build(tmp_path, tmp_path / "site", jobs="1", quiet=True)


def test_the_site_for_organisers_is_never_built_over_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "conf.py").write_text('project = "甲"\n', encoding="utf-8")
    built: list[tuple[object, object]] = []

    def build(_source: Path, target: Path, **options: object) -> int:
        built.append((target, options["for_organisers"]))
        return 0

    monkeypatch.setattr(run, "build", build)
    for options in ([], ["--for-organisers"], ["--for-organisers", "--out", str(tmp_path / "x")]):
        CliRunner().invoke(command, [str(tmp_path), "-q", *options])
    assert built == [
        (tmp_path / "build" / "site", False),
        (tmp_path / "build" / "organisers", True),
        (tmp_path / "x", True),
    ]
