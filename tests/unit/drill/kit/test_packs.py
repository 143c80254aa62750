"""Evaluation packs: those that come along, and a bureau's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.checking import check
from planforge.drill.kit.packs import FOLDER, packs_at
from planforge.source.layout import survey

if TYPE_CHECKING:
    from pathlib import Path

OWN = """评估包: ours
名称: 本市评估
来源: 市应急局自编
等级: [{代码: 好, 名称: 好, 含义: 做到}, {代码: 差, 名称: 差, 含义: 没做到}]
总评: [{代码: 好, 名称: 好, 含义: 都做到}]
组成: [{编号: all, 名称: 全部, 阶段: 应急处置, 项目: [{编号: x-1, 内容: 通信畅通}]}]
"""


def put(root: Path, text: str) -> None:
    (root / "jurisdiction.yaml").write_text("编号: city\n名称: 小城市\n级别: 市\n", "utf-8")
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "ours.yaml").write_text(text, "utf-8")


def test_a_bureau_adds_its_own(tmp_path: Path) -> None:
    put(tmp_path, OWN)
    found = packs_at(tmp_path)
    assert found.findings == ()
    assert sorted(found.packs) == ["aqt9009", "guide2009", "hseep", "ours"]
    assert found.packs["ours"].dimensions[0].items[0].text == "通信畅通"


def test_what_is_wrong_in_it_is_told_with_its_line(tmp_path: Path) -> None:
    put(tmp_path, OWN.replace("名称: 本市评估\n", ""))
    found = packs_at(tmp_path)
    assert "ours" not in found.packs
    assert [one.place.file for one in found.findings] == ["drills/packs/ours.yaml"]


def test_the_folder_of_packs_is_no_drill(tmp_path: Path) -> None:
    put(tmp_path, OWN)
    assert survey(tmp_path).findings == ()


def test_the_check_tells_slips_of_a_pack_with_line_and_column(tmp_path: Path) -> None:
    put(tmp_path, OWN.replace("阶段: 应急处置", "阶段: 响应终止了, 形式: 桌面"))
    found = [
        (file, one.span.line, one.span.column, one.finding.message.render("zh_CN"))
        for one in check(tmp_path).findings
        if (file := one.finding.place.file).startswith(FOLDER)
    ]
    assert found == [
        ("drills/packs/ours.yaml", 6, 28, "「阶段」不能是“响应终止了”。"),
        ("drills/packs/ours.yaml", 6, 39, "「形式」不能是“桌面”。"),
    ]
