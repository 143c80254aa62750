"""`planforge check --fix`: what is sure is mended, everything else stays byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Shell

DEMO = "special/demo/plan.yaml"
OTHER = "special/other/plan.yaml"


def path_of(shell: Shell, name: str) -> Path:
    return shell.folder / "plans" / name


def change(shell: Shell, name: str, *pairs: tuple[str, str]) -> bytes:
    """Change the city, and return what the file holds then."""
    path = path_of(shell, name)
    text = path.read_bytes().decode("utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_bytes(text.encode("utf-8"))
    return path.read_bytes()


FORMER = ("牵头部门: 市水利局", "牵头部门:   '市水务局'   # 见  三定方案")


def test_a_former_name_becomes_the_present_one(shell: Shell) -> None:
    before = change(shell, DEMO, FORMER, ("重点地区抢险", "由市水务局到重点地区抢险"))
    ended = shell("check", "--fix")
    assert (ended.code, ended.out) == (0, "检查通过：预案 3 部、文件 18 个，未发现问题。\n")
    assert ended.err == "已修改：plans/special/demo/plan.yaml，共解决 2 处问题。\n"
    after = before.replace("市水务局".encode(), "市水利局".encode())
    assert path_of(shell, DEMO).read_bytes() == after


def test_a_unit_with_white_space_inside_is_spelt_as_in_other_cells(shell: Shell) -> None:
    before = change(shell, DEMO, ("[50..100) 毫米", "[50..100) 毫 米"))
    assert shell("check", "--fix").code == 0
    assert path_of(shell, DEMO).read_bytes() == before.replace("毫 米".encode(), "毫米".encode())


def test_a_unit_with_white_space_inside_becomes_the_symbol_of_other_cells(shell: Shell) -> None:
    rows = (("[50..100) 毫米", "[50..100) mm"), ("[200..300) 毫米", "[200..300) mm"))
    more = ((">= 300 毫米", ">= 300 mm"), ("[100..200) 毫米", "[100..200) 毫 米"))
    before = change(shell, DEMO, *rows, *more)
    assert shell("check", "--fix").code == 0
    assert path_of(shell, DEMO).read_bytes() == before.replace("毫 米".encode(), b"mm")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(shell: Shell, mark: bytes) -> None:
    text = mark + change(shell, DEMO, FORMER).replace(b"\n", b"\r\n")
    path_of(shell, DEMO).write_bytes(text)
    shell("check", "--fix")
    after = text.replace("市水务局".encode(), "市水利局".encode())
    assert path_of(shell, DEMO).read_bytes() == after


def test_a_former_name_in_prose(shell: Shell) -> None:
    path = path_of(shell, "special/demo/plan.md")
    text = path.read_text("utf-8") if path.exists() else "# 总则\n"
    path.write_text(text + "\n由市水务局负责。原市水务局的职责不变。\n", "utf-8")
    shell("check", "--fix", "--select", "PRO004")
    assert path.read_text("utf-8") == text + "\n由市水利局负责。原市水务局的职责不变。\n"


KEPT_PROSE = """
<!-- 市水务局 2019 年前的旧稿，备查 -->

由市水利局牵头。<!-- 市水务局的旧稿 --> 市应急局配合。

<!--
市水务局的旧稿

由市水务局负责。
-->

% 市水务局的旧稿
正文。

2019年市水务局更名为市水利局。《清河市水务局关于值守的通知》（清水〔2018〕5号）同时废止。

市水务局（现市水利局）留有资料，沿用市水务局2018年编制的方案。

从前的事由市水务局2018年以来的台账说明，东江市水务局协助。
"""


def test_comments_titles_and_history_stay_byte_for_byte(shell: Shell) -> None:
    change(shell, DEMO, ("重点地区抢险", "按《清河市水务局关于抢险的通知》抢险"))
    path = path_of(shell, "special/demo/plan.md")
    text = path.read_text("utf-8") if path.exists() else "# 总则\n"
    path.write_text(f"{text}{KEPT_PROSE}\n由市水务局负责。<!-- 市水务局 -->\n", "utf-8")
    shell("check", "--fix", "--select", "PRO004")
    after = f"{text}{KEPT_PROSE}\n由市水利局负责。<!-- 市水务局 -->\n"
    assert path.read_bytes() == after.encode()
    assert "《清河市水务局关于抢险的通知》" in path_of(shell, DEMO).read_text("utf-8")


def test_the_reason_of_a_suppression_is_no_text(shell: Shell) -> None:
    path = path_of(shell, "special/demo/plan.md")
    text = path.read_text("utf-8") if path.exists() else "# 总则\n"
    reason = "<!-- planforge: ignore[PRO004] 市水务局是历史名称 -->"
    path.write_text(f"{text}\n{reason}\n由市水务局负责。\n", "utf-8")
    before = path.read_bytes()
    ended = shell("check", "--fix", "--select", "PRO004,SUP001")
    assert (ended.code, path.read_bytes()) == (0, before)


ANSWER = '预案: demo, 关系: 被引发, 情形: 变电站进水, 条件: [{变电站进水: "true"}], '
ANSWER += "级别对应: {Ⅱ级: Ⅰ级, Ⅲ级: Ⅱ级}"


def without_answer(shell: Shell) -> tuple[str, str]:
    """Take the answer out of the other plan; return its text before and after."""
    text = path_of(shell, OTHER).read_text("utf-8")
    (line,) = [one for one in text.splitlines(keepends=True) if "关系: 被引发" in one]
    path_of(shell, OTHER).write_text(text.replace(line, ""), "utf-8")
    return text, text.replace(line, "")


def test_a_missing_answer_is_written_in_the_layout_of_the_list(shell: Shell) -> None:
    _, text = without_answer(shell)
    assert shell("check", "--fix").code == 0
    last = next(line for line in text.splitlines(keepends=True) if "关系: 移交" in line)
    after = text.replace(last, f"{last}  - {{{ANSWER}}}\n")
    assert path_of(shell, OTHER).read_text("utf-8") == after


def test_a_missing_answer_in_a_list_in_brackets(shell: Shell) -> None:
    _, text = without_answer(shell)
    head, _, links = text.partition("衔接:\n")
    items = [line.removeprefix("  - ").rstrip() for line in links.splitlines()]
    flow = f"{head}衔接: [{', '.join(items)}]  # 到此为止\n"
    path_of(shell, OTHER).write_text(flow, "utf-8")
    assert shell("check", "--fix").code == 0
    after = flow.replace("]  # 到此", f", {{{ANSWER}}}]  # 到此")
    assert path_of(shell, OTHER).read_text("utf-8") == after


def test_a_missing_answer_among_items_with_a_line_for_each_key(shell: Shell) -> None:
    _, text = without_answer(shell)
    head, _, _links = text.partition("衔接:\n")
    block = (
        f"{head}衔接:\n- 预案: 总体预案   # 市级\n  关系: 遵循上位\n"
        "  情形: |\n    需要市应急委统筹\n\n# 完"
    )
    path_of(shell, OTHER).write_text(block, "utf-8")
    shell("check", "--fix", "--select", "LNK002")
    after = block.removesuffix("\n# 完") + (
        "- 预案: demo\n  关系: 被引发\n  情形: 变电站进水\n  条件:\n"
        '    - {变电站进水: "true"}\n  级别对应: {Ⅱ级: Ⅰ级, Ⅲ级: Ⅱ级}\n\n# 完'
    )
    assert path_of(shell, OTHER).read_text("utf-8") == after


def test_levels_come_to_stand_highest_first_with_their_comments(shell: Shell) -> None:
    path = path_of(shell, DEMO)
    text = path.read_text("utf-8").replace("  Ⅱ级:\n    概述", "  # 二级\n  Ⅱ级:\n    概述")
    second, third = text.index("  # 二级\n"), text.index("  Ⅲ级:\n    概述")
    fourth = text.index("  Ⅳ级:\n    概述")
    swapped = text[:second] + text[third:fourth] + text[second:third] + text[fourth:]
    for end in ("\n", "\r\n"):
        path.write_bytes(swapped.replace("\n", end).encode("utf-8"))
        assert "[STR013]" in shell("check").out
        assert shell("check", "--fix").code == 0
        assert path.read_bytes() == text.replace("\n", end).encode("utf-8")


def test_diff_shows_and_changes_nothing(shell: Shell) -> None:
    before = change(shell, DEMO, FORMER)
    for options in (["--diff"], ["--fix", "--diff"]):
        ended = shell("check", *options)
        assert (ended.code, path_of(shell, DEMO).read_bytes()) == (1, before)
        assert ended.out == (
            "--- a/plans/special/demo/plan.yaml\n"
            "+++ b/plans/special/demo/plan.yaml\n"
            "@@ -4,7 +4,7 @@\n"
            " 类别: 专项\n 事件类别: 自然灾害\n 事件类型: 洪涝\n"
            "-牵头部门:   '市水务局'   # 见  三定方案\n"
            "+牵头部门:   '市水利局'   # 见  三定方案\n"
            " 版本:\n   文号: 清政办发〔2026〕3号\n   印发机关: 清河市人民政府办公室\n"
        )
        assert ended.err == (
            "加 --fix 将修改：plans/special/demo/plan.yaml，解决 1 处问题。文件没有改动。\n"
        )


def test_only_what_is_asked_for_is_mended(shell: Shell) -> None:
    before = change(shell, DEMO, FORMER)
    ended = shell("check", "--fix", "--select", "LNK")
    assert ended.err.splitlines()[0] == "没有可以自动修改的问题。"
    assert path_of(shell, DEMO).read_bytes() == before


def test_a_change_that_brings_a_new_finding_is_left_out(shell: Shell) -> None:
    change(shell, DEMO, ("关系: 引发,", "关系: 移交,"))
    _, text = without_answer(shell)
    ended = shell("check", "--fix", "--select", "LNK002")
    assert ended.code == 1
    assert "另有 1 处没有改：改了会带来新的问题。" in ended.err
    assert path_of(shell, OTHER).read_text("utf-8") == text


def test_formats_carry_the_change(shell: Shell) -> None:
    change(shell, DEMO, FORMER)
    assert "  用 --fix 可以自动修改。\n" in shell("check").out
    (found,) = json.loads(shell("check", "--format", "json").out)
    place = {"file": f"plans/{DEMO}", "line": 7, "end_line": 7}
    assert found["fix"] == [{**place, "column": 10, "end_column": 14, "text": "市水利局"}]
    (result,) = json.loads(shell("check", "--format", "sarif").out)["runs"][0]["results"]
    region = {"startLine": 7, "startColumn": 10, "endLine": 7, "endColumn": 14}
    location = {"uri": f"plans/{DEMO}", "uriBaseId": "SRCROOT", "index": 0}
    assert result["fixes"] == [
        {
            "description": {"text": "改为“市水利局”"},
            "artifactChanges": [
                {
                    "artifactLocation": location,
                    "replacements": [
                        {"deletedRegion": region, "insertedContent": {"text": "市水利局"}}
                    ],
                }
            ],
        }
    ]


def test_a_baseline_is_updated_after_mending_not_with_it(shell: Shell) -> None:
    ended = shell("check", "--fix", "--baseline", "old.json", "--update-baseline")
    assert (ended.code, ended.out) == (2, "")
    assert "请先修改，再更新基线" in ended.err


UNITS = (
    ("内容: 抢护堤防险段, 时限: 2小时", "内容: '每2km设一处 观察哨' , 时限:  2小时"),
    ('24小时降雨量: ">= 300 毫米"}]', "24小时降雨量:   '>= 300 mm'}]  # 表 一"),
)


def test_a_unit_of_measurement_is_spelt_in_one_way(shell: Shell) -> None:
    before = change(shell, DEMO, *UNITS)
    path = path_of(shell, "special/demo/plan.md")
    prose = (
        path.read_bytes() + "\r\n\r\n每3公里巡查一次，  泵站距离堤防5 km以上，3.5ｋm不算。".encode()
    )
    path.write_bytes(prose)
    assert shell("check", "--fix", "--select", "WRD016").code == 0
    after = before.replace(b"2km", "2公里".encode()).replace(b"300 mm", "300 毫米".encode())
    assert path_of(shell, DEMO).read_bytes() == after
    assert path.read_bytes() == prose.replace(b"5 km", "5 公里".encode())


def test_the_difference_shows_the_spelling_of_units_and_changes_nothing(shell: Shell) -> None:
    before = change(shell, DEMO, UNITS[0], ("危险区群众转移安置", "5公里内群众转移安置"))
    ended = shell("check", "--diff", "--select", "WRD016")
    changed_lines = [line for line in ended.out.splitlines() if line.startswith(("-  ", "+  "))]
    assert [line.partition("内容: ")[2][:9] for line in changed_lines] == [
        "'每2km设一处 ",
        "'每2公里设一处 ",
    ]
    assert path_of(shell, DEMO).read_bytes() == before
