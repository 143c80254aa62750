from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.checking import check
from planforge.rules.cases import base

if TYPE_CHECKING:
    from pathlib import Path

OTHER, DEMO = "special/other/plan.yaml", "special/demo/plan.yaml"


def internal_names(folder: Path, changes: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Return file and line of every internal name found once *changes* are made to the city."""
    for path, text in base().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        old, new = changes.get(path, ("", ""))
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return [
        (found.file, found.source_line.strip()[:12])
        for found in check(folder).findings
        if found.finding.rule == "REF011"
    ]


def test_public_plans_and_registers_name_an_internal_plan(tmp_path: Path) -> None:
    hidden = ("类别: 专项\n", "类别: 专项\n可见: 内部\n")
    assert internal_names(tmp_path, {OTHER: hidden}) == [
        ("master/plan.yaml", "- {预案: 清河市大面"),
        ("master/plan.yaml", "- {预案: other"),
        ("registry/mechanisms.yaml", "- {编号: warni"),
        ("registry/mechanisms.yaml", "- {编号: garri"),
        (DEMO, "- {事件: 洪涝引发的"),
        (DEMO, "- {预案: other"),
    ]


def test_an_internal_link_may_name_an_internal_plan(tmp_path: Path) -> None:
    hidden = ("类别: 专项\n", "类别: 专项\n可见: 内部\n")
    link = ("{预案: other, 关系: 引发", "{可见: 内部, 预案: other, 关系: 引发")
    found = internal_names(tmp_path, {OTHER: hidden, DEMO: link})
    assert [line for file, line in found if file == DEMO] == ["- {事件: 洪涝引发的"]


def test_an_internal_plan_may_name_any_plan(tmp_path: Path) -> None:
    hidden = ("类别: 专项\n", "类别: 专项\n可见: 内部\n")
    assert [file for file, _ in internal_names(tmp_path, {OTHER: hidden}) if file == OTHER] == []
