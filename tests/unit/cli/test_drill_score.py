"""Workbooks that recorders and evaluators filled in are scored from the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import yaml
from openpyxl import load_workbook

from planforge.document.pages.frame import Frame
from planforge.document.sheets.drills import Tables
from planforge.drill.kit.build import kit
from planforge.publish.sheets import Described, workbook
from tests.unit.cli.conftest import Shell
from tests.unit.drill.build.demo import PLANS, corpus, played, rehearsed

if TYPE_CHECKING:
    from pathlib import Path

NAME = "flood-season"
EXPECTED = "s1/flood/activate"
MISSED, WRONG = "s2/flood/drainage", "s2/flood/teams"
TASKS = "made/8 评估总结/D15 整改任务表.xlsx"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Return `planforge` in a folder with the demonstration and its filled-in workbooks."""
    folder = tmp_path_factory.mktemp("city")
    shutil.copytree(PLANS, folder / "plans")
    file = folder / "plans" / "drills" / NAME / "drill.yaml"
    file.write_text(file.read_text("utf-8").replace("桌面演练", "实战演练"), "utf-8")
    frame = Frame(corpus(), language="zh_CN", public=False, version="")
    sheets = Tables(frame, replace(kit(rehearsed(NAME), played(NAME)), is_table=False))
    every = [sheets.events(), sheets.expected(), *sheets.evaluation()]
    book = load_workbook(BytesIO(workbook(every, Described("记录"))))
    for page in book.worksheets:
        columns = {str(cell.value): cell.column for cell in page[1]}
        rows = {str(page.cell(i, 1).value): i for i in range(2, page.max_row + 1)}
        if "实际发出时间" in columns:
            page.cell(rows["s1"], columns["实际发出时间"]).value = "09:30"
            page.cell(rows["s2"], columns["实际发出时间"]).value = "10:30"
        elif "实际开始时间" in columns:
            page.cell(rows[EXPECTED], columns["实际开始时间"]).value = "09:50"
            page.cell(rows[EXPECTED], columns["实际结束时间"]).value = "10:20"
            page.cell(rows[EXPECTED], columns["说明"]).value = "值班员不在席"
            page.cell(rows[MISSED], columns["实际开始时间"]).value = "未见"
            page.cell(rows[WRONG], columns["实际开始时间"]).value = "没看清"
        elif page.title == "评估表e1":
            page.cell(2, columns["评定"]).value = "优"
            page.cell(3, columns["评定"]).value = "极好"
    book.save(folder / "filled.xlsx")
    return Shell(folder, folder / "store")


def test_what_was_late_and_what_is_to_be_mended_is_told_in_chinese(city: Shell) -> None:
    ended = city("drill", "score", NAME, "filled.xlsx", "-o", "made", "--papers", "xlsx")
    assert ended.code == 1
    assert "“极好”不是可选的值" in ended.err
    lines = ended.out.splitlines()
    assert lines[0] == "2027年汛前防汛桌面推演（flood-season）"
    late = next(line for line in lines if line.startswith("  s1 市防办：启动响应"))
    assert "分钟" in late
    assert "晚" in late
    assert any("值班员不在席" in line for line in lines)
    assert f"{WRONG}：“没看清”不是钟点；写成09:05，应当做而没有看到的写“未见”" in ended.err
    (missed,) = (line for line in lines if "未见" in line and "s2" in line)
    assert missed.endswith("；未见")
    (hint,) = (line for line in lines if "没有记录，不计入评分" in line)
    assert "未见" in hint
    page = load_workbook(city.folder / TASKS).worksheets[-1]
    assert page.cell(2, 1).value == "flood-season-s1-flood-activate"
    assert "启动响应" in str(page.cell(2, 2).value)


def test_json_holds_every_expected_action_with_its_split(city: Shell) -> None:
    ended = city("drill", "score", NAME, "filled.xlsx", "--format", "json")
    told = json.loads(ended.out)
    wanted = [one.id for x in kit(rehearsed(NAME), played(NAME)).injects for one in x.expected]
    assert [one["id"] for one in told["expected"]] == wanted
    (late,) = (one for one in told["expected"] if one["id"] == EXPECTED)
    assert (late["given"], late["begun"], late["ended"]) == (1_800, 3_000, 4_800)
    assert late["verdict"] == "late"
    assert not late["causes"] or sum(late["causes"].values()) == late["late"]


def test_what_is_to_be_mended_is_kept_in_the_file_of_the_drill(city: Shell, tmp_path: Path) -> None:
    shutil.copytree(city.folder / "plans", tmp_path / "plans")
    shutil.copy(city.folder / "filled.xlsx", tmp_path)
    here = Shell(tmp_path, tmp_path / "store")
    file = tmp_path / "plans" / "drills" / NAME / "drill.yaml"
    before = file.read_text("utf-8")
    ended = here("drill", "score", NAME, "filled.xlsx", "--record")
    text = file.read_text("utf-8")
    assert text.splitlines()[0] == before.splitlines()[0]
    assert "DRL019" in ended.err
    file.write_text(before, "utf-8")
    dated = here("drill", "score", NAME, "filled.xlsx", "--record", "--due", "2027-09-30")
    assert "DRL019" not in dated.err
    days = [one["期限"] for one in yaml.safe_load(file.read_text("utf-8"))["整改"]]
    assert len(days) > 1
    assert {str(day) for day in days} == {"2027-09-30"}
    file.write_text(text, "utf-8")
    drill = yaml.safe_load(text)
    assert {key: value for key, value in drill.items() if key != "整改"} == yaml.safe_load(before)
    told = json.loads(here("drill", "score", NAME, "filled.xlsx", "--format", "json").out)
    kept = [(one["编号"], one["预案"], one["措施"], one["责任"]) for one in drill["整改"]]
    wanted = [(one["id"], one["about"][0]["plan_id"], one["about"][0]["action"], one["unit"])
              for one in told["improvements"]]  # fmt: skip
    assert kept == wanted
    assert len(kept) > 1
    assert kept[0] == ("flood-season-s1-flood-activate", "flood", "activate", "市防办")
    again = here("drill", "score", NAME, "filled.xlsx", "--record")
    assert "里都已经有了" in again.out
    assert file.read_text("utf-8") == text


def test_tasks_that_the_drill_keeps_are_judged(city: Shell, tmp_path: Path) -> None:
    shutil.copytree(city.folder / "plans", tmp_path / "plans")
    here = Shell(tmp_path, tmp_path / "store")
    for words in (
        ["init", "-q"],
        ["add", "plans"],
        ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "drill"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)  # noqa: S607 - of the machine
    none = here("drill", "tasks", NAME, "--since", "HEAD")
    assert (none.code, none.out) == (0, "")
    assert "没有整改项" in none.err
    file = tmp_path / "plans" / "drills" / NAME / "drill.yaml"
    with file.open("a", encoding="utf-8") as end:
        end.write(
            "整改:\n"
            "- {编号: t1, 问题: 启动晚, 预案: flood, 措施: activate, 责任: 市防办, "
            "期限: 2027-09-01, 状态: 关闭, 证明: 2027年版}\n"
            "- {编号: t2, 问题: 会场太小, 状态: 不采纳}\n"
            "- {编号: t3, 问题: 话筒不够, 责任: 市应急局, 期限: 2027-09-01}\n"
        )
    ended = here("drill", "tasks", NAME, "--since", "HEAD")
    lines = ended.out.splitlines()
    assert ended.code == 1
    assert lines[0].startswith("t1：已勾销，但不能销号（预案与演练时相同")
    assert [line.partition("：")[0] for line in lines] == ["t1", "t3"]


def test_the_rehearsal_of_a_task_goes_by_the_scenario_of_the_drill(
    city: Shell, tmp_path: Path
) -> None:
    """Whoever shortens 工期 in the drill's file mends nothing of the plan."""
    shutil.copytree(city.folder / "plans", tmp_path / "plans")
    here = Shell(tmp_path, tmp_path / "store")
    file = tmp_path / "plans" / "drills" / NAME / "drill.yaml"
    task = (
        "整改:\n- {编号: t1, 问题: 排涝晚, 预案: flood, 措施: drainage, 责任: 市城管局, "
        "期限: 2027-09-01}\n"
    )
    file.write_text(file.read_text("utf-8") + task, "utf-8")
    for words in (
        ["init", "-q"],
        ["add", "plans"],
        ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "drill"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)  # noqa: S607 - of the machine
    before = here("drill", "tasks", NAME, "--since", "HEAD")
    assert before.err == ""
    (line,) = before.out.splitlines()
    assert "城区排涝" in line
    assert "推演仍有问题" in line
    easier = (
        "工期:\n- {预案: flood, 措施: drainage, 最短: 1分钟, 一般: 1分钟, 最长: 1分钟, "
        "来源: 想的, 可信度: 高}\n注入:\n"
    )
    file.write_text(file.read_text("utf-8").replace("注入:\n", easier), "utf-8")
    after = here("drill", "tasks", NAME, "--since", "HEAD")
    assert after.out == before.out
    assert "情景或者工期与HEAD时不同，推演按当时的进行" in after.err


def test_reports_are_written_as_office_files(city: Shell) -> None:
    ended = city("drill", "score", NAME, "filled.xlsx", "-o", "reports", "--papers", "docx,json")
    made = sorted(path.name for path in (city.folder / "reports" / "8 评估总结").iterdir())
    assert made == [
        "D13 评估报告.docx",
        "D14 总结报告.docx",
        "D15 整改任务表.docx",
        "flood-season-score.json",
    ]
    assert "共4个文件" in ended.out
    told = json.loads(
        (city.folder / "reports/8 评估总结/flood-season-score.json").read_text("utf-8")
    )
    assert {one["reached"] for one in told["goals"]} <= {"yes", "partly", "no", "unknown"}


def test_a_drill_without_a_day_is_not_scored(city: Shell, tmp_path: Path) -> None:
    shutil.copytree(city.folder / "plans", tmp_path / "plans")
    file = tmp_path / "plans" / "drills" / NAME / "drill.yaml"
    text = file.read_text("utf-8")
    file.write_text("".join(line for line in text.splitlines(keepends=True)
                            if not line.startswith(("日期:", "开始:"))), "utf-8")  # fmt: skip
    shutil.copy(city.folder / "filled.xlsx", tmp_path)
    ended = Shell(tmp_path, tmp_path / "store")("drill", "score", NAME, "filled.xlsx")
    assert ended.code == 2
    assert "没有写演练是什么时候举行的" in ended.err
    assert "「日期」和「开始」" in ended.err


def test_a_workbook_of_something_else_is_said_to_be_none(city: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"nothing")
    ended = city("drill", "score", NAME, str(tmp_path / "x.xlsx"))
    assert ended.code == 2
    assert "文件不是工作簿（.xlsx）" in ended.err


def test_a_task_stays_open_until_the_plan_has_changed(city: Shell) -> None:
    made = city("drill", "score", NAME, "filled.xlsx", "-o", "made", "--papers", "xlsx")
    assert made.code == 1
    for words in (
        ["init", "-q"],
        ["add", "plans"],
        ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "drill"],
    ):
        subprocess.run(["git", *words], cwd=city.folder, check=True)  # noqa: S607 - of the machine
    book = load_workbook(city.folder / TASKS)
    page = book.worksheets[-1]
    columns = {str(cell.value): cell.column for cell in page[1]}
    page.cell(2, columns["状态"]).value = "关闭"
    book.save(city.folder / "ticked.xlsx")
    same = city("drill", "tasks", NAME, "ticked.xlsx", "--since", "HEAD")
    assert same.code == 1
    first = same.out.splitlines()[0]
    assert first.startswith("flood-season-s1-flood-activate：已勾销，但不能销号（预案与演练时相同")
    assert len(same.out.splitlines()) >= 1
