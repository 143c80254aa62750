"""`planforge drill run`: what it tells, in what form, and what it refuses."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.conftest import Shell
from tests.unit.drill.build.demo import PLANS
from tests.unit.drill.rainy import PLAN, changed, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Return `planforge` in a folder with the demonstration, of whose drills it has two."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(PLANS, folder / "plans")
    for path in (folder / "plans" / "drills").iterdir():
        if path.name not in {"false-alarm", "night-landslide"}:
            shutil.rmtree(path)
    return Shell(folder, folder / "store")


def test_a_run_is_told_in_chinese_from_its_start_to_what_it_rests_on(demo: Shell) -> None:
    ended = demo("drill", "run", "night-landslide")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "石坪镇夜间临滑避险转移实战演练（night-landslide）"
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads[4:] == [
        "推演过程",
        "推演结束时",
        "暴露的问题",
        "推演依据的假定（文件中没有写）",
    ]
    for wanted in (
        "  00:00 T+01:30 ■ 后山开裂",
        "  00:30 T+02:00 ● 突发地质灾害应急预案：市地灾指总指挥周某一决定启动Ⅱ级响应",
        "  00:40 T+02:10   突发地质灾害应急预案：“启动响应”到位",
    ):
        assert wanted in lines
    assert any("[E02]" in line and line.startswith("  plans/special/") for line in lines)
    assert not [line for line in lines if "org." in line or "post." in line or "person." in line]


def test_an_inject_that_comes_too_late_is_named_with_its_line(demo: Shell) -> None:
    file = demo.folder / "plans/drills/night-landslide/drill.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("时间: T+01:50", "时间: T+03:50", 1), encoding="utf-8")
    ended = demo("drill", "run", "night-landslide")
    file.write_text(text, encoding="utf-8")
    lines = ended.out.splitlines()
    first = lines.index("来得太晚的注入：要求做的事推演中已经做了")
    place, _, said = lines[first + 1].partition(" n2")
    assert place.startswith("  plans/drills/night-landslide/drill.yaml:")
    assert said == "在T+03:50发出，而“启动响应”在推演中T+02:10就做完了"


def test_all_lines_of_the_log_are_more_than_the_key_ones(demo: Shell) -> None:
    few = demo("drill", "run", "false-alarm").out.splitlines()
    many = demo("drill", "run", "false-alarm", "--all").out.splitlines()
    [rest] = [line for line in few if line.endswith("用 --all 列出")]
    assert rest not in many
    assert len(many) > len(few)
    assert [line for line in few if line != rest and line not in many] == []


def test_the_trace_is_written_line_by_line_and_again_the_same(demo: Shell) -> None:
    first = demo("drill", "run", "false-alarm", "--trace", "a.jsonl")
    again = demo("drill", "run", "false-alarm", "--trace", "b.jsonl")
    assert (first.code, first.out) == (again.code, again.out)
    text = (demo.folder / "a.jsonl").read_text(encoding="utf-8")
    assert text == (demo.folder / "b.jsonl").read_text(encoding="utf-8")
    header, *records, footer = (json.loads(line) for line in text.splitlines())
    assert (header["mode"], header["seed"]) == ("plan", 9)
    assert [record["i"] for record in records] == list(range(footer["records"]))


def test_json_has_the_log_and_what_it_rests_on(demo: Shell) -> None:
    arguments = ("drill", "run", "false-alarm", "--format", "json", "--mode", "sample")
    ended = demo(*arguments, "--seed", "3")
    told = json.loads(ended.out)
    assert (ended.code, told["drill"], told["mode"], told["seed"]) == (
        0,
        "false-alarm",
        "sample",
        3,
    )
    assert told["log"][0]["kind"] == "scenario"
    assert {"log", "weaknesses", "assumptions", "hash", "plans"} <= told.keys()
    assert told["hash"] != json.loads(demo(*arguments, "--seed", "4").out)["hash"]


def test_a_drill_that_is_not_there_is_refused_with_what_was_meant(demo: Shell) -> None:
    ended = demo("drill", "run", "night-landslip")
    assert (ended.code, ended.out) == (2, "")
    assert "没有名为“night-landslip”的演练。" in ended.err
    assert "night-landslide" in ended.err


def test_a_command_that_is_not_there_is_refused(demo: Shell) -> None:
    ended = demo("drill", "rum")
    assert ended.code == 2
    assert "run" in ended.err


def test_files_that_cannot_be_read_come_first(demo: Shell) -> None:
    plan = demo.folder / "plans" / "special" / "geology" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("决定时限: 15分钟", "决定时限: 一刻钟", 1), encoding="utf-8")
    ended = demo("drill", "run", "night-landslide")
    plan.write_text(text, encoding="utf-8")
    assert (ended.code, ended.out) == (1, "")
    first, *_, last = ended.err.splitlines()
    assert first.startswith("plans/special/geology/plan.yaml:")
    assert last == "没有推演：须先改正1处问题。"


def test_many_runs_say_when_levels_come_and_which_limits_hold_only_with_luck(demo: Shell) -> None:
    ended = demo("drill", "run", "night-landslide", "--ensemble", "3")
    assert ended.code == 0
    lines = ended.out.splitlines()
    first = lines.index("按抽取的用时推演3次")
    assert lines[first + 1].startswith("  突发地质灾害应急预案Ⅳ级：3次达到，T+02:")
    told = json.loads(
        demo("drill", "run", "night-landslide", "--ensemble", "3", "--format", "json").out
    )
    assert (told["ensemble"]["runs"], told["ensemble"]["seed"]) == (3, 3)
    assert all(one["kept"] <= one["limited"] <= 3 for one in told["ensemble"]["actions"])


def test_what_the_end_of_the_response_called_off_counts_as_not_done(tmp_path: Path) -> None:
    ring = changed(PLAN, ("     时限: 30分钟}", "     时限: 30分钟, 前置: [patrol]}"))
    write(tmp_path, ring)
    lines = Shell(tmp_path, tmp_path / "store")("drill", "run", "d1").out.splitlines()
    first = lines.index("推演结束时")
    assert lines[first + 1 : first + 5] == [
        (
            "  防汛预案：措施4项，完成2项（其中逾期0项），未完成2项（其中2项到响应终止时取消）；"
            "报告逾期0次；响应已终止"
        ),
        "",
        "暴露的问题",
        (
            "  plans/special/flood/plan.yaml:32 错误：这些措施互相等待，谁也不能开始："
            "防汛预案：发布通知、防汛预案：巡堤查险、防汛预案：发布通知 [E01]"
        ),
    ]
