from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from planforge.model.keys import FILE_MODELS
from planforge.model.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "planforge", *arguments]
    return subprocess.run(line, check=False, capture_output=True, encoding="utf-8")


def test_a_schema_is_printed_as_editors_read_it(golden: Callable[[str, str], None]) -> None:
    for language, name in (("zh_CN", "contacts"), ("en", "contacts.en")):
        done = run("--lang", language, "schema", "contacts")
        assert (done.returncode, done.stderr) == (0, "")
        golden(f"schema/{name}.schema.json", done.stdout)


def test_every_schema_is_written_into_the_folder(tmp_path: Path) -> None:
    done = run("--lang", "zh_CN", "schema", "--out", str(tmp_path / "schemas"))
    files = [tmp_path / "schemas" / f"{kind}.schema.json" for kind in FILE_MODELS]
    assert done.stdout.splitlines() == [str(file) for file in files]
    written = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    assert written == [schema(kind) for kind in FILE_MODELS]


def test_without_a_kind_the_kinds_are_listed() -> None:
    done = run("--lang", "zh_CN", "schema")
    assert (done.returncode, done.stderr) == (0, "")
    head, *kinds, way = filter(None, done.stdout.splitlines())
    assert head == "文件种类："
    assert [line.split()[0] for line in kinds] == list(FILE_MODELS)
    assert kinds[2] == "  organizations  组织机构：部门、指挥机构、办公室等单位"
    assert way == "输出一种：planforge schema 文件种类；全部写入目录：planforge schema --out 目录。"


def test_an_unknown_kind_is_refused() -> None:
    done = run("--lang", "zh_CN", "schema", "plans")
    assert done.returncode == 2
    assert "错误：“文件种类”的值有误：“plans”不在可选范围内，可选：“plan”、“juris" in done.stderr
