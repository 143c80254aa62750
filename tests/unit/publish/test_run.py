"""How the site is built: what the builder is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from planforge.cli.build import command
from planforge.publish.site import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OWN = ["-D", "planforge_public=0", "-D", "planforge_organisers=1"]


def test_a_site_for_organisers_is_internal_whatever_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[str]] = []

    def build_main(arguments: list[str]) -> int:
        told.append(arguments)
        return 0

    monkeypatch.setattr(run, "build_main", build_main)
    assert run.build(tmp_path, tmp_path / "site", for_organisers=True) == 0
    assert run.build(tmp_path, tmp_path / "site") == 0
    common = ["-b", "html", "-d", str(tmp_path / ".site-doctrees"), "-j", "auto"]
    folders = [str(tmp_path), str(tmp_path / "site")]
    assert told == [[*common, *OWN, *folders], [*common, *folders]]


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
