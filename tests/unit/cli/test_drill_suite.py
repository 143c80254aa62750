"""`planforge drill cover` and `compare`, and `explain` for what rehearsals find."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.conftest import Shell
from tests.unit.drill.build.demo import PLANS
from tests.unit.drill.rainy import PLAN, changed, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def demo(tmp_path: Path) -> Shell:
    """Return `planforge` in a folder with the demonstration, of whose drills it has one."""
    shutil.copytree(PLANS, tmp_path / "plans")
    for path in (tmp_path / "plans" / "drills").iterdir():
        if path.name != "false-alarm":
            shutil.rmtree(path)
    return Shell(tmp_path, tmp_path / "store")


def test_what_a_drill_reaches_is_counted_and_what_it_does_not_is_named(demo: Shell) -> None:
    ended = demo("drill", "cover")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "1次演练涉及"
    assert lines[1].startswith("  预案：6项中的")
    assert "都没有涉及" in lines
    assert "  预案：安澜市民用运输机场（货运枢纽）突发事件应急预案" in "\n".join(lines)
    found = json.loads(demo("drill", "cover", "false-alarm", "--format", "json").out)
    assert found["drills"] == ["false-alarm"]
    assert {item["kind"] for item in found["items"]} >= {"plan", "level", "action", "post"}
    missing = [item for item in found["items"] if not item["drills"]]
    assert all(item["file"].startswith("plans/") for item in missing if item["kind"] == "level")


def test_drafts_are_drills_that_the_check_accepts(demo: Shell) -> None:
    wanted = ("drill", "cover", "--drafts", "plans/drills", "--drafts-of", "levels")
    assert demo(*wanted).code == 0
    made = sorted(path.name for path in (demo.folder / "plans" / "drills").iterdir())
    assert len(made) > 1
    assert all(name == "false-alarm" or name.endswith("-edge") for name in made)
    told = demo("check", "plans", "--format", "json", "--fail-on", "warning")
    assert [one for one in json.loads(told.out) if "/drills/" in one["file"]] == []


def test_drafts_of_outages_and_orders_are_written_once(demo: Shell) -> None:
    wanted = ("drill", "cover", "false-alarm", "--drafts", "made", "--drafts-of", "outages,orders")
    ended = demo(*wanted)
    made = sorted(path.name for path in (demo.folder / "made").iterdir())
    assert ended.code == 0
    assert made
    assert all(name.startswith("false-alarm-outage-") for name in made)
    assert f"{len(made)}份草稿写到made" in ended.err
    file = demo.folder / "made" / made[0] / "drill.yaml"
    file.write_text("改过", "utf-8")
    assert "已经有了，不改动" in demo(*wanted).err
    assert file.read_text("utf-8") == "改过"
    assert demo("drill", "cover", "--drafts-of", "nothing").code == 2


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 - the git of whoever tests


def test_a_changed_plan_is_compared_with_the_one_before(demo: Shell) -> None:
    git(demo.folder, "init", "-q")
    git(demo.folder, "add", "plans")
    git(demo.folder, "commit", "-q", "-m", "before")
    same = demo("drill", "compare", "HEAD", "false-alarm")
    assert (same.code, same.err) == (0, "")
    assert same.out.splitlines()[1] == "  没有变化。"
    drill = demo.folder / "plans" / "special" / "hazchem" / "plan.yaml"
    text = drill.read_text(encoding="utf-8")
    begin = text.index("\n响应措施:")
    drill.write_text(text[:begin] + text[begin:].replace("时限: 30分钟", "时限: 1分钟"), "utf-8")
    told = demo("drill", "compare", "HEAD", "false-alarm")
    assert (told.code, told.err) == (0, "")
    assert any(line.startswith("  新问题：危化品预案：") for line in told.out.splitlines())
    [value] = json.loads(demo("drill", "compare", "HEAD", "--format", "json").out)
    assert (value["drill"], value["runs"]) == ("false-alarm", 1)
    assert {one["id"] for one in value["new"]} == {"E02"}
    assert demo("drill", "compare", "nowhere").code == 2


def test_a_limit_that_all_runs_miss_now_and_few_missed_before_is_a_new_weakness(
    tmp_path: Path,
) -> None:
    shell = Shell(tmp_path, tmp_path / "store")
    write(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "plans")
    git(tmp_path, "commit", "-q", "-m", "before")
    write(tmp_path, changed(PLAN, ("     时限: 2小时, 调用", "     时限: 90分钟, 调用")))
    told = shell("drill", "compare", "HEAD", "d1", "--runs", "20").out.splitlines()
    assert [line.partition("堵口抢险")[0] for line in told[:2]] == [
        "小演练",
        "  新问题：防汛预案：",
    ]
    assert told[1].endswith("（20次推演中20次，原来2次） [E02]")
    run = shell("drill", "run", "d1", "--ensemble", "20").out.splitlines()
    [late] = [line for line in run if line.endswith("[E02]")]
    assert late.endswith("（抽取用时推演20次，出现20次） [E02]")


def moved_away(folder: Path, *names: str) -> Callable[[], None]:
    """Take plans away; return what brings them back."""
    plans = folder / "plans" / "special"
    for name in names:
        (plans / name).rename(folder / name)

    def back() -> None:
        for name in names:
            (folder / name).rename(plans / name)

    return back


def test_a_drill_whose_plan_was_not_there_is_named_and_the_others_are_compared(
    demo: Shell,
) -> None:
    drills = demo.folder / "plans" / "drills"
    shutil.copytree(PLANS / "drills" / "night-landslide", drills / "night-landslide")
    back = moved_away(demo.folder, "geology")
    git(demo.folder, "init", "-q")
    git(demo.folder, "add", "plans")
    git(demo.folder, "commit", "-q", "-m", "before")
    back()
    told = demo("drill", "compare", "HEAD")
    assert told.code == 0
    assert told.out.splitlines()[0] == "园区气体报警核实与处置推演"
    assert "石坪镇夜间临滑避险转移实战演练" not in told.out
    assert told.err == (
        "石坪镇夜间临滑避险转移实战演练（night-landslide）没有比较：版本HEAD里没有读得出来的"
        "安澜市突发地质灾害应急预案。请另选一个有这些预案的版本。\n"
    )
    only = demo("drill", "compare", "HEAD", "night-landslide")
    assert (only.code, only.out) == (1, "")
    [value] = json.loads(demo("drill", "compare", "HEAD", "--format", "json").out)
    assert value["drill"] == "false-alarm"


def test_a_plan_that_could_not_be_read_then_is_told_as_such(demo: Shell) -> None:
    plan = demo.folder / "plans" / "special" / "hazchem" / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("响应措施:", "响应措施: ["), "utf-8")
    git(demo.folder, "init", "-q")
    git(demo.folder, "add", "plans")
    git(demo.folder, "commit", "-q", "-m", "before")
    plan.write_text(text, "utf-8")
    told = demo("drill", "compare", "HEAD")
    assert (told.code, told.out) == (1, "")
    assert "没有比较" in told.err
    assert "危险化学品" in told.err


def test_what_rehearsals_find_is_explained(demo: Shell) -> None:
    lines = demo("explain", "e03").out.splitlines()
    assert lines[:2] == ["E03 同一个人或者同一支队伍同时被几处需要", "警告 · 由演练推演发现"]
    assert [line for line in lines if line in {"什么时候报告", "为什么重要", "例子"}] == [
        "什么时候报告",
        "为什么重要",
        "例子",
    ]
    [record] = json.loads(demo("explain", "E03", "--format", "json", lang="en").out)
    assert record["title"] == "A person or a team is wanted at two places at once"
    listed = demo("explain").out.splitlines()
    assert [line[:3] for line in listed[-14:]] == [f"E{n:02}" for n in range(1, 15)]
    assert demo("explain", "E99").code == 2
