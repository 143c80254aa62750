"""Filters, what is new since a commit, and the baseline: what is left of a check."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planforge.checking import check
from tests.unit.cli.conftest import CHANGES, Shell, write_city

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.report import Report

PLAN = "plans/special/demo/plan.yaml"


@pytest.fixture
def git(broken: Shell, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return git in the folder of the broken city, which is committed and tagged `first`."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> str:
        who = ("-c", "user.name=t", "-c", "user.email=t@t", "-c", "core.hooksPath=.none")
        done = subprocess.run(
            ("git", *who, *arguments),  # noqa: S607 - wherever it is
            check=True,
            capture_output=True,
            encoding="utf-8",
            cwd=broken.folder,
        )
        return done.stdout.strip()

    run("init", "--quiet")
    run("add", ".")
    run("commit", "--quiet", "--message", "one")
    run("tag", "first")
    return run


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Return what is found in the broken city."""
    folder: Path = tmp_path_factory.mktemp("city")
    write_city(folder, CHANGES)
    return check(folder)


def edit(shell: Shell, before: str, after: str, path: str = PLAN) -> None:
    file = shell.folder / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")


def found(shell: Shell, *arguments: str) -> tuple[int, list[tuple[str, str]]]:
    ended = shell("check", "--format", "json", *arguments)
    items = json.loads(ended.out)
    return ended.code, [(item["rule"], item["file"]) for item in items]


REF, SRC, SUP = (("REF001", PLAN), ("SRC013", PLAN), ("SUP001", PLAN))


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--select", "REF"), [REF]),
        (("--select", "ref001"), [REF]),
        (("--select", "REF,SUP001"), [REF, SUP]),
        (("--select", "REF，SRC", "--ignore", "REF001"), [SRC]),
        (("--select", "reference.unknown-name"), [REF]),
        (("--select", "reading"), [SRC]),
        (("--ignore", "SRC", "--ignore", "suppression"), [REF]),
        (("--plan", "demo"), [REF, SRC, SUP]),
        (("--plan", "清河市防汛应急预案", "--plan", "停电预案"), [REF, SRC, SUP]),
        (("--plan", "special/demo/", "--select", "SUP"), [SUP]),
        (("--plan", "停电预案"), []),
    ],
)
def test_filters(report: Report, arguments: tuple[str, ...], left: list[tuple[str, str]]) -> None:
    # Not above: importing the command settles the language of this process.
    from planforge.cli.check import command  # noqa: PLC0415 - see the line above
    from planforge.cli.narrowing import Narrowing  # noqa: PLC0415 - the same

    with command.make_context("check", [*arguments, "."]) as context:
        names = ("select", "ignore", "plans", "revision", "baseline", "update_baseline")
        asked = Narrowing(**{name: context.params[name] for name in names})
        narrowed = asked.narrow(report, Path(), check)
    found = [(item.finding.rule, f"plans/{item.file}") for item in narrowed.report.findings]
    assert found == left


def test_what_is_told_with_a_finding_that_is_not_wanted_stands_alone(shell: Shell) -> None:
    edit(shell, "  印发日期: 2026-01-15\n", "  印发日期: 2025-03-15\n")
    code, told = found(shell)
    assert (code, told) == (1, [("STR011", PLAN)])
    late = [("CYC001", PLAN), ("CYC002", PLAN)]
    before = [("STR006", PLAN)] * 2
    assert found(shell, "--ignore", "STR011") == (1, [*late, *before])
    assert found(shell, "--select", "CYC") == (1, late)
    assert found(shell, "--severity", "error") == (1, [("STR011", PLAN)])


def test_what_filters_leave_out_is_said(broken: Shell) -> None:
    ended = broken("check", "--plan", "停电预案")
    assert (ended.code, ended.out) == (
        0,
        (
            "检查通过：预案 3 部、文件 18 个，除未列出的以外没有问题。\n"
            "未列出：其他规则或者其他预案的 3 处问题。\n"
        ),
    )
    ended = broken("check", "--plan", "停电预案", "--format", "gitlab")
    assert (ended.out, ended.err) == ("[]\n", "未列出：其他规则或者其他预案的 3 处问题。\n")


def test_the_exit_code_is_that_of_what_is_left(broken: Shell) -> None:
    codes = [
        broken("check", "--select", "SUP", "--fail-on", level).code
        for level in ("error", "warning", "advice")
    ]
    assert codes == [0, 1, 1]


def test_an_unreadable_plan_is_known_by_its_folder(shell: Shell) -> None:
    (shell.folder / PLAN).write_text("a: [\n", encoding="utf-8")
    assert found(shell, "--plan", "demo", "--select", "SRC")[1][0][1] == PLAN


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--select", "LVLL"),
            "没有编号为“LVLL”的规则。运行 planforge explain 可列出全部规则。是不是想写：LVL",
        ),
        (("--ignore", "reference.unknown-nam"), "是不是想写：reference.unknown-name"),
        (
            ("--plan", "防汛应急预案"),
            "没有叫“防汛应急预案”的预案。是不是想写：防汛预案、清河市防汛应急预案",
        ),
        (("--plan", "x y z"), "没有叫“x y z”的预案。可用的有：总体预案、防汛预案、停电预案。\n"),
        (("--output", "sarif"), "请写“格式=文件”"),
        (("--output", "sarif="), "请写“格式=文件”"),
        (("--output", "srif=a"), "没有“srif”这种格式"),
        (("--output", "sarif=no/a.sarif"), "没有目录“no”，请先建好"),
        (("--output", "sarif=plans"), "“plans”是一个目录"),
        (("--update-baseline",), "要和“--baseline 文件”一起用"),
        (("--baseline", "none.json"), "没有基线文件“none.json”"),
        (("--baseline", "no/b.json", "--update-baseline"), "没有目录“no”"),
        (("--baseline", PLAN), "无法使用：第 1 行第 1 列不合 JSON 格式"),
        (("--changed-since", "HEAD"), "不在仓库中"),
    ],
)
def test_wrong_use(shell: Shell, arguments: tuple[str, ...], sentence: str) -> None:
    ended = shell("check", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert "Traceback" not in ended.err


def test_further_reports_are_written_in_the_same_run(broken: Shell) -> None:
    arguments = ("--output", "sarif=a.sarif", "--output", "text=b.txt", "--format", "json")
    ended = broken("check", *arguments, "--color")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out == broken("check", "--format", "json").out
    folder = broken.folder
    assert (folder / "a.sarif").read_text("utf-8") == broken("check", "--format", "sarif").out
    assert (folder / "b.txt").read_text("utf-8") == broken("check").out
    assert sorted(path.name for path in folder.iterdir()) == ["a.sarif", "b.txt", "plans"]


def test_a_report_replaces_the_old_one_and_leaves_a_link_one(broken: Shell) -> None:
    (broken.folder / "real.xml").write_text("old", encoding="utf-8")
    (broken.folder / "link.xml").symlink_to("real.xml")
    broken("check", "--output", "junit=link.xml")
    assert (broken.folder / "link.xml").is_symlink()
    assert (broken.folder / "real.xml").read_text("utf-8").startswith("<?xml")


def test_nothing_is_new_when_nothing_changed(broken: Shell, git: Callable[..., str]) -> None:
    assert git("status", "--porcelain") == ""
    ended = broken("check", "--changed-since", "HEAD")
    assert (ended.code, ended.out, ended.err) == (
        0,
        (
            "检查通过：预案 3 部、文件 18 个，除未列出的以外没有问题。\n"
            "未列出：HEAD 时就已有的 3 处问题。\n"
        ),
        "",
    )
    assert git("status", "--porcelain") == ""


def test_moved_lines_and_items_are_not_new(broken: Shell, git: Callable[..., str]) -> None:
    del git
    edit(broken, "名称:", "# 说明\n\n名称:")
    edit(
        broken,
        "响应措施:\n",
        "响应措施:\n  - {编号: new, 阶段: 先期处置, 责任: 市防办, 内容: 值守}\n",
    )
    assert REF not in found(broken, "--changed-since", "first")[1]


def test_what_a_change_brings_to_other_plans_is_new(broken: Shell, git: Callable[..., str]) -> None:
    edit(broken, "简称: 市公安局", "简称: 市治安局", "plans/registry/organizations.yaml")
    git("commit", "--quiet", "--all", "--message", "two")
    code, items = found(broken, "--changed-since", "first", "--select", "REF001")
    assert code == 1
    assert {file for _, file in items} > {PLAN}
    assert found(broken, "--changed-since", "HEAD") == (0, [])


def test_nothing_is_said_of_findings_that_are_not_there(
    broken: Shell, git: Callable[..., str]
) -> None:
    assert "未列出" in broken("check", "--changed-since", "HEAD").out
    write_city(broken.folder / "plans")
    git("commit", "--quiet", "--all", "--message", "mended")
    ended = broken("check", "--changed-since", "HEAD")
    assert (ended.code, ended.err) == (0, "")
    assert "未列出" not in ended.out


def test_a_folder_of_the_repository_is_compared_with_itself(
    broken: Shell, git: Callable[..., str]
) -> None:
    git("mv", "plans", "bureau")
    git("commit", "--quiet", "--all", "--message", "moved")
    (broken.folder / "bureau" / "special" / "demo" / "图.md").write_text("x", encoding="utf-8")
    new = found(broken, "bureau", "--changed-since", "HEAD")[1]
    assert {file for _, file in new} <= {"bureau/special/demo/图.md"}
    assert len(found(broken, "bureau", "--changed-since", "first")[1]) >= 3
    broken.environment["GIT_DIR"] = ".git"
    assert found(broken, "bureau", "--changed-since", "HEAD")[1] == new


def test_unknown_commits_are_explained(broken: Shell, git: Callable[..., str]) -> None:
    del git
    for revision in ("nowhere", "--all", "first:plans"):
        ended = broken("check", "--changed-since", revision)
        assert (ended.code, ended.out) == (2, "")
        assert f"git 里找不到提交“{revision}”" in ended.err


def test_a_shallow_clone_is_explained(
    broken: Shell, git: Callable[..., str], tmp_path: Path
) -> None:
    git("commit", "--quiet", "--allow-empty", "--message", "two")
    there = tmp_path / "clone"
    git("clone", "--quiet", "--depth", "1", f"file://{broken.folder}", str(there))
    shell = Shell(there, tmp_path / "store")
    assert "请取回全部历史" in shell("check", "--changed-since", "HEAD~1").err


def test_without_git(broken: Shell, git: Callable[..., str], tmp_path: Path) -> None:
    del git
    (tmp_path / "bin").mkdir()
    broken.environment["PATH"] = str(tmp_path / "bin")
    ended = broken("check", "--changed-since", "first")
    assert (ended.code, ended.out) == (2, "")
    assert "要用到 git 程序" in ended.err


def test_links_and_odd_names_of_a_commit_are_read_as_they_were(
    broken: Shell, git: Callable[..., str]
) -> None:
    plans = broken.folder / "plans"
    (plans / "special" / "link").symlink_to("../../../outside")
    (plans / "special" / "demo" / "空 格\n行.md").write_text("x", encoding="utf-8")
    git("add", ".")
    git("commit", "--quiet", "--message", "odd")
    assert found(broken, "--changed-since", "HEAD") == (0, [])


def test_the_baseline_hides_what_it_records_and_nothing_new(broken: Shell) -> None:
    ended = broken("check", "--baseline", "b.json", "--update-baseline")
    assert (ended.code, ended.out) == (
        0,
        (
            "检查通过：预案 3 部、文件 18 个，除未列出的以外没有问题。\n"
            "已新建基线 b.json，记下 3 处问题。\n"
        ),
    )
    text = (broken.folder / "b.json").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0] == '{"planforge-baseline": 1, "findings": ['
    assert [json.loads(line.rstrip(","))["rule"] for line in lines[1:-1]] == [
        "REF001",
        "SRC013",
        "SUP001",
    ]
    assert lines[-1] == "]}"
    edit(broken, "名称:", "# 说明\n名称:")
    edit(broken, "责任: 市公安局", "责任: 市公安厅")
    ended = broken("check", "--baseline", "b.json")
    assert ended.code == 1
    assert ended.out.endswith("未列出：基线 b.json 已记下的 3 处问题。\n")
    assert "市公安厅" in ended.out
    assert "市水力局" not in ended.out


def test_the_baseline_only_shrinks(broken: Shell) -> None:
    broken("check", "--baseline", "b.json", "--update-baseline")
    edit(broken, "市水力局", "市水利局")
    edit(broken, "责任: 市公安局", "责任: 市公安厅")
    said = broken("check", "--baseline", "b.json").out
    assert "基线中有 1 处已经改好，加 --update-baseline 即可删去。\n" in said
    ended = broken("check", "--baseline", "b.json", "--update-baseline")
    assert ended.code == 1
    assert "已改好并从基线中删去 1 处，基线中还剩 2 处。\n" in ended.out
    text = (broken.folder / "b.json").read_text("utf-8")
    assert [word in text for word in ("市水力局", "市公安厅", "SUP001")] == [False, False, True]
    ended = broken("check", "--baseline", "b.json", "--update-baseline", "--format", "json")
    assert (ended.code, ended.err) == (
        1,
        "未列出：基线 b.json 已记下的 2 处问题。\n基线中没有已改好的问题，还剩 2 处。\n",
    )
    assert (broken.folder / "b.json").read_text("utf-8") == text


def test_what_was_not_asked_for_is_not_taken_for_fixed(broken: Shell) -> None:
    broken("check", "--baseline", "b.json", "--update-baseline")
    text = (broken.folder / "b.json").read_text("utf-8")
    for arguments in (("--plan", "停电预案"), ("--select", "LVL"), ("--severity", "error")):
        broken("check", "--baseline", "b.json", "--update-baseline", *arguments)
        assert (broken.folder / "b.json").read_text("utf-8") == text


def test_a_baseline_of_a_clean_corpus_is_empty(shell: Shell) -> None:
    shell("check", "--baseline", "b.json", "--update-baseline")
    text = (shell.folder / "b.json").read_text("utf-8")
    assert text == '{"planforge-baseline": 1, "findings": []}\n'
    assert shell("check", "--baseline", "b.json").code == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "第 1 行第 1 列不合 JSON 格式"),
        (b'{"planforge-baseline": 1,\n<<<<<<< HEAD', "第 2 行第 1 列不合 JSON 格式"),
        (b"[]", "不是 planforge 的基线文件"),
        (b'{"planforge-baseline": 2, "findings": []}', "不是 planforge 的基线文件"),
        (b'{"planforge-baseline": 1}', "不是 planforge 的基线文件"),
        (
            b'{"planforge-baseline": 1, "findings": [{"rule": "REF001"}]}',
            "不是 planforge 的基线文件",
        ),
        (
            (
                b'{"planforge-baseline": 1, "findings": '
                b'[{"file": 1, "rule": "", "message": "", "fingerprint": ""}]}'
            ),
            "不是 planforge 的基线文件",
        ),
        (b"\xff\xfe", "不是 UTF-8 编码的文字"),
        (b"[" * 100_000, "不是 planforge 的基线文件"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--update-baseline",)])
def test_a_broken_baseline_is_explained_and_kept(
    tmp_path: Path, content: bytes, reason: str, more: tuple[str, ...]
) -> None:
    import click  # noqa: PLC0415 - this test calls inside

    from planforge.cli.baseline import settle  # noqa: PLC0415 - the same

    path = tmp_path / "b.json"
    path.write_bytes(content)
    with pytest.raises(click.UsageError) as caught:
        settle(path, {}, {}, is_updated=bool(more))
    assert reason in caught.value.message
    assert path.read_bytes() == content


def test_the_earlier_check_shares_the_store(broken: Shell, git: Callable[..., str]) -> None:
    del git
    broken("check", "--changed-since", "HEAD")
    folder = broken.folder / "plans"
    shutil.rmtree(folder)
    write_city(folder, CHANGES)
    assert found(broken, "--changed-since", "HEAD") == (0, [])
