"""`planforge drill kit`: where the files lie, and what is refused."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.conftest import Shell
from tests.unit.drill.build.demo import PLANS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def demo(tmp_path: Path) -> Shell:
    """Return `planforge` in a folder with the demonstration, of whose drills it has one."""
    folder = tmp_path / "demo"
    shutil.copytree(PLANS, folder / "plans")
    for path in (folder / "plans" / "drills").iterdir():
        if path.name != "false-alarm":
            shutil.rmtree(path)
    return Shell(folder, folder / "store")


def test_workbooks_lie_in_the_folders_of_their_readers(demo: Shell) -> None:
    ended = demo("drill", "kit", "false-alarm", "--format", "xlsx")
    assert (ended.code, ended.err) == (0, "")
    made = demo.folder / "build" / "drills" / "false-alarm"
    files = sorted(str(path.relative_to(made)) for path in made.rglob("*.xlsx"))
    assert files == [
        "2 控制人员/D03 情景事件清单.xlsx",
        "3 评估人员/D05 评估表.xlsx",
        "8 评估总结/D15 整改任务表.xlsx",
    ]
    assert ended.out.splitlines()[-1] == "共3个文件，在build/drills/false-alarm"


def test_an_unknown_pack_is_named_with_the_nearest(demo: Shell) -> None:
    file = demo.folder / "plans" / "drills" / "false-alarm" / "drill.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text.rstrip()}\n评估包: guide2008\n", encoding="utf-8")
    ended = demo("drill", "kit", "false-alarm", "--format", "xlsx")
    assert (ended.code, ended.err.splitlines()) == (
        1,
        [
            "plans/drills/false-alarm/drill.yaml:98 没有评估包“guide2008”",
            "  → 可以写：aqt9009、guide2009、hseep",
            "没有推演：须先改正1处问题。",
        ],
    )


def test_a_pack_with_mistakes_is_told_with_its_line(demo: Shell) -> None:
    packs = demo.folder / "plans" / "drills" / "packs"
    packs.mkdir()
    (packs / "ours.yaml").write_text("评估包: ours\n名称: 本市\n", encoding="utf-8")
    ended = demo("drill", "kit", "false-alarm", "--format", "xlsx", "-q")
    assert ended.code == 1
    assert "plans/drills/packs/ours.yaml:1 " in ended.err


def test_injects_that_come_too_late_are_named(demo: Shell) -> None:
    file = demo.folder / "plans" / "drills" / "false-alarm" / "drill.yaml"
    text = file.read_text(encoding="utf-8")
    before, _, after = text.rpartition("    时间: T+00:55\n")
    file.write_text(f"{before}    时间: T+03:40\n{after}", encoding="utf-8")
    told = demo("drill", "kit", "false-alarm", "--format", "xlsx").err.splitlines()
    assert told[0] == "来得太晚的注入：要求做的事推演中已经做了"
    assert told[1].startswith("  plans/drills/false-alarm/drill.yaml:")
    assert "在T+03:40发出，而“首次发布”在推演中" in told[1]
    assert told[2:] == ["    → 把注入的时间提前，或者改为预期那时还要做的行动。", ""]
    assert "来得太晚的注入" in demo("drill", "run", "false-alarm").out


def test_a_drill_that_does_not_pass_the_check_has_no_papers(demo: Shell) -> None:
    file = demo.folder / "plans" / "drills" / "false-alarm" / "drill.yaml"
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("情景时长"))
    file.write_text(text.replace(line, "情景时长: 100000天"), encoding="utf-8")
    number = text.splitlines().index(line) + 1
    for verb in ("kit", "run"):
        ended = demo("drill", verb, "false-alarm")
        assert (ended.code, ended.out) == (1, "")
        assert ended.err.splitlines() == [
            f"plans/drills/false-alarm/drill.yaml:{number} 情景时长100000天，超过了100天",
            "  → 只推演要紧的几天，中间的用「时间表」跳过",
            "没有推演：须先改正1处问题。",
        ]


def test_an_unknown_drill_is_refused(demo: Shell) -> None:
    ended = demo("drill", "kit", "false-alert", "--format", "xlsx")
    assert ended.code == 2
    assert "false-alarm" in ended.err


def test_what_the_file_leaves_open_is_told_when_the_papers_are_made(demo: Shell) -> None:
    file = demo.folder / "plans" / "drills" / "false-alarm" / "drill.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    left = [line for line in lines if not line.startswith(("日期", "开始", "地点"))]
    start = next(i for i, line in enumerate(left) if line.startswith("组织:"))
    end = next(i for i, line in enumerate(left[start + 1 :], start + 1) if line[:1] != " ")
    kept = [line for line in left[start:end] if line.startswith(("组织", "  总指挥"))]
    text = "\n".join((*left[:start], *kept, *left[end:]))
    for one in ("    控制员: c1\n", "    模拟员: m1\n"):
        text = text.replace(one, "")
    file.write_text(f"{text}\n", encoding="utf-8")
    ended = demo("drill", "kit", "false-alarm", "--format", "json")
    assert (ended.code, ended.err.splitlines()) == (
        0,
        [
            "文件照样生成，但演练文件还有没写的",
            "  「日期」「开始」：两项都写了，文件里才有钟点，演练以后才能评分",
            "  「地点」：在哪里演练",
            "  「组织」：「总指挥」宣布开始、结束，「总策划」掌握进程",
            "  「控制人员」：没有人发出消息",
            "  「评估人员」：没有人各有一份评估表，只有一份汇总表",
            "",
        ],
    )
