"""`planforge check`: what it prints, in two languages and two formats, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.cli.conftest import Shell


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_output(broken: Shell, golden: Callable[[str, str], None], lang: str, style: str) -> None:
    ended = broken("check", "--format", style, lang=lang)
    end = "txt" if style == "text" else "json"
    golden(f"cli/check.{lang}.{end}", ended.out)
    assert (ended.code, ended.err) == (1, "")


def test_json_holds_exactly_what_is_promised(broken: Shell) -> None:
    found = json.loads(broken("check", "--format", "json").out)
    keys = "rule severity file line column end_line end_column message hint basis related fix"
    assert {tuple(item) for item in found} == {tuple(keys.split())}


def test_json_names_the_other_places_of_a_finding(shell: Shell) -> None:
    plan = shell.folder / "plans" / "special" / "demo" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("[50..100) 毫米", "[50..90) 毫米", 1), "utf-8")
    (found,) = json.loads(shell("check", "--format", "json").out)
    ((other,),) = [found["related"]]
    line = text.splitlines()[other["line"] - 1]
    assert line[other["column"] - 1 :].startswith('"[100..200) 毫米"')
    assert (other["file"], other["message"]) == (found["file"], "Ⅲ级：“[100..200) 毫米”")
    assert list(other) == ["file", "line", "column", "message"]


def test_json_of_a_clean_corpus_is_an_empty_list(shell: Shell) -> None:
    ended = shell("check", "--format", "json")
    assert (ended.code, json.loads(ended.out)) == (0, [])


def test_a_clean_corpus_gets_one_line(shell: Shell) -> None:
    ended = shell("check")
    assert (ended.code, ended.out) == (0, "检查通过：预案 3 部、文件 18 个，未发现问题。\n")


def test_a_second_run_says_the_same(broken: Shell) -> None:
    assert broken("check") == broken("check") == broken("check", "--no-cache")


def test_any_number_of_processes_says_the_same(broken: Shell) -> None:
    special = broken.folder / "plans" / "special"
    for number in range(13):
        (special / f"copy{number}").mkdir()
        for name in ("plan.yaml", "plan.md"):
            text = (special / "demo" / name).read_text(encoding="utf-8")
            text = text.replace("预案: demo\n", f"预案: copy{number}\n")
            text = text.replace("清河市防汛应急预案", f"清河市{number}号防汛应急预案")
            text = text.replace("简称: 防汛预案\n", f"简称: 防汛预案{number}\n")
            (special / f"copy{number}" / name).write_text(text, encoding="utf-8")
    assert broken("check", "--baseline", "old.json", "--update-baseline", "-j", "1").code == 0
    plan = special / "copy3" / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("市应急局", "市应及局"), encoding="utf-8")
    ways: list[list[str]] = [[], ["--baseline", "old.json"], ["--plan", "copy3", "--no-cache"]]
    for arguments in ways:
        command = ["check", "--format", "json", *arguments]
        alone = broken(*command, "-j", "1", "--no-cache")
        assert "市应及局" in alone.out
        for jobs in (["-j", "3"], ["--jobs", "auto"], ["--no-cache"]):
            assert broken(*command, *jobs) == alone


def test_fail_on_decides_on_the_exit_code(shell: Shell) -> None:
    plan = shell.folder / "plans" / "special" / "demo" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("监测:", "监测:  # planforge: ignore[REF001] 先放着", 1), "utf-8")
    codes = {level: shell("check", "--fail-on", level).code for level in ("error", "warning")}
    codes["default"] = shell("check").code
    assert codes == {"error": 0, "warning": 1, "default": 1}


def test_severity_hides_what_matters_less(broken: Shell) -> None:
    ended = broken("check", "--severity", "error")
    assert "SUP001" not in ended.out
    assert "REF001" in ended.out
    assert "警告 1 处" in ended.out
    assert ended.out.endswith("未列出：级别较低的 1 处问题；退出码由 --fail-on 决定。\n")
    as_json = broken("check", "--severity", "error", "--format", "json")
    assert as_json.err == "未列出：级别较低的 1 处问题；退出码由 --fail-on 决定。\n"


@pytest.mark.parametrize("folder", ["plans", "plans/", "."])
def test_paths_can_be_opened_from_where_the_user_stands(broken: Shell, folder: str) -> None:
    found = json.loads(broken("check", folder, "--format", "json").out)
    assert {item["file"] for item in found} == {"plans/special/demo/plan.yaml"}


def test_colour_is_only_for_those_who_ask(broken: Shell) -> None:
    assert "\x1b[" not in broken("check").out
    assert "\x1b[31m" in broken("check", "--color").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", "nowhere"), "找不到目录“nowhere”"),
        (("check", "plans/jurisdiction.yaml"), "“plans/jurisdiction.yaml”是一个文件"),
        (("check", "plans/special/demo"), "“plans/special/demo”只是预案库的一部分"),
        (("check", "plans/registry"), "请写明整个文件夹“plans”"),
        (("check", "--format", "xml"), "“xml”不在可选范围内"),
        (("check", "--formt", "json"), "没有“--formt”这个选项"),
        (("check", "plans", "more"), "多出了无法识别的参数：more"),
        (("check", "--severity"), "选项“--severity”后面需要 1 个值"),
        (("chekc",), "没有“chekc”这个命令"),
        (("build",), "中没有 conf.py"),
        (("serve",), "中没有 conf.py"),
        (("build", "--jobs", "many"), "没有 conf.py"),
        (("check", "--jobs", "many"), "-j 后面请写 1 以上的整数，或写 auto。"),
        (("check", "-j", "0"), "-j 后面请写 1 以上的整数，或写 auto。"),
        (("check", "-j", "-2"), "-j 后面请写 1 以上的整数，或写 auto。"),
        (("explain", "REF999"), "没有编号为“REF999”的规则"),
        (("schema", "plans"), "“文件种类”的值有误"),
    ],
)
def test_wrong_use_is_explained_in_a_sentence(
    shell: Shell, arguments: tuple[str, ...], sentence: str
) -> None:
    ended = shell(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert "Traceback" not in ended.err


def test_a_folder_without_plans_is_wrong_use(shell: Shell) -> None:
    (shell.folder / "letters").mkdir()
    (shell.folder / "letters" / "a.docx").write_bytes(b"")
    (shell.folder / "letters" / "localtime").symlink_to("/nowhere")
    ended = shell("check", "letters")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith(
        "错误：文件夹“letters”里没有预案：既没有“jurisdiction.yaml”，也没有任何预案文件。"
        "请写明预案所在的文件夹；如果还没有预案，请先编写“jurisdiction.yaml”，写明这是哪个地方的预案。\n"
    )
    (shell.folder / "letters" / "plan.yaml").write_text("名称: 某预案\n", encoding="utf-8")
    assert shell("check", "letters").code == 1


def test_a_folder_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import click  # noqa: PLC0415 - this test calls inside

    from planforge.cli import folder  # noqa: PLC0415 - the same

    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setattr(folder, "language", lambda: "zh_CN")
    with pytest.raises(click.UsageError, match=r"没有读取目录“\.”的权限"):
        folder.FOLDER.convert(".", None, None)


def test_nothing_is_overdue_without_a_day(shell: Shell) -> None:
    assert shell("check").code == 0


@pytest.mark.parametrize("text", ["2026-13-01", "2026-1-1", "明天", "20261101"])
def test_a_day_that_is_none_is_refused_with_how_to_write_one(shell: Shell, text: str) -> None:
    ended = shell("check", "--as-of", text)
    assert ended.code == 2
    assert f"“{text}”不是日期。请写成年-月-日，如 2026-11-01。" in ended.err


def test_every_rule_says_on_what_it_rests(shell: Shell) -> None:
    records = json.loads(shell("explain", "--list", "--format", "json").out)
    for one in records:
        read = any(source["verified"] for source in one["basis"])
        kind = ("law" if read else "unread") if one["basis"] else "consistency"
        assert (one["ground"], bool(one["principle"])) == (kind, not one["basis"]), one["id"]
    assert "依据\n没有专门的条文，依据的是：文件要符合所用的格式标准YAML 1.2.2（§6.1）\n" in (
        shell("explain", "SRC012").out
    )
    assert "（审查要点B02）" in shell("explain", "ORG007").out


def test_two_reports_never_go_into_one_file(shell: Shell) -> None:
    ended = shell("check", "--output", "sarif=a.out", "--output", "junit=./a.out")
    assert ended.code == 2
    assert "不能把两份报告写进同一个文件a.out" in ended.err
    assert not (shell.folder / "a.out").exists()
