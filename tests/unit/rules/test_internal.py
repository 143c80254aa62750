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


def test_sentences_of_public_plans_name_an_internal_plan(tmp_path: Path) -> None:
    hidden = ("类别: 专项\n", "类别: 专项\n可见: 内部\n")
    title = "清河市大面积停电事件应急预案"
    said = (
        "# 应急响应\n",
        f"# 应急响应\n\n停电时按照《{title}》执行，不按电力安全事故预案执行。\n",
    )
    found = internal_names(tmp_path, {OTHER: hidden, "special/demo/plan.md": said})
    assert [line for file, line in found if file == "special/demo/plan.md"] == [
        "停电时按照《清河市大面积"
    ]


def test_sentences_name_an_internal_group_of_their_plan(tmp_path: Path) -> None:
    hidden = ("{编号: rescue, 名称: 抢险救援组,", "{编号: rescue, 可见: 内部, 名称: 抢险救援组,")
    said = ("# 应急响应\n", "# 应急响应\n\n险情由抢险救援组处置。\n")
    found = internal_names(tmp_path, {DEMO: hidden, "special/demo/plan.md": said})
    assert ("special/demo/plan.md", "险情由抢险救援组处置。") in found
