"""`planforge assess`: whole answers in two languages, and facts that are none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.conftest import Shell, write_city

if TYPE_CHECKING:
    from collections.abc import Callable

CLAUSES = (
    (
        "  较大: {条件: [{研判: 达到国家规定的较大洪涝灾害标准}], 应对主体: 市级党委和政府}",
        '  较大: {条件: [{停电用户比例: ">= 30 %"}], 应对主体: 市级党委和政府}',
    ),
    (
        "级别调整:\n",
        """启动条件调整:
  - {方向: 提高, 情形: 国家法定节假日期间, 幅度: 一个级别, 决定: 市防指指挥长}
  - {方向: 降低, 情形: 影响范围只在山区, 幅度: 一个级别, 适用级别: Ⅳ级}
  - {方向: 调整, 情形: 前期土壤饱和, 幅度: 24小时降雨量启动值按80%执行}
级别调整:
""",
    ),
)
"""A grade by a figure, and clauses that raise, lower and shift the start."""
FACTS = ("24小时降雨量=210毫米", "变电站进水=是")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_output(shell: Shell, golden: Callable[[str, str], None], lang: str, style: str) -> None:
    ended = shell("assess", "demo", *FACTS, "--format", style, lang=lang)
    golden(f"cli/assess.{lang}.{'txt' if style == 'text' else 'json'}", ended.out)
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_grades_and_clauses(
    tmp_path: Path, golden: Callable[[str, str], None], lang: str, style: str
) -> None:
    write_city(tmp_path / "city" / "plans", CLAUSES)
    shell = Shell(tmp_path / "city", tmp_path / "store")
    facts = ("24小时降雨量=90毫米", "停电用户比例=35%", "--given", "节假日")
    ended = shell("assess", "demo", *facts, "--format", style, lang=lang)
    golden(f"cli/assess-clauses.{lang}.{'txt' if style == 'text' else 'json'}", ended.out)
    assert (ended.code, ended.err) == (0, "")


def test_what_nothing_asks_for_is_refused(shell: Shell) -> None:
    ended = shell("assess", "demo", *FACTS, "--given", "月圆")
    assert (ended.code, ended.out) == (2, "")
    assert "这部预案没有问到“月圆”。" in ended.err


def test_a_warning_of_any_colour_is_said_in_words(tmp_path: Path) -> None:
    lowest = ("条件: [{暴雨预警: 蓝色}]", '条件: [{暴雨预警: ">= 蓝色"}]')
    write_city(tmp_path / "city" / "plans", (lowest,))
    ended = Shell(tmp_path / "city", tmp_path / "store")("assess", "demo")
    assert "响应级别：还不能判断\n" in ended.out
    assert "    ? 暴雨预警为蓝色以上  (" in ended.out


def test_what_waits_for_the_end_is_not_done_first(shell: Shell) -> None:
    ended = shell("assess", "demo", *FACTS)
    assert "撤收队伍" not in ended.out


def test_a_plan_by_any_of_its_names(shell: Shell) -> None:
    by_id = shell("assess", "demo", *FACTS, "--format", "json").out
    assert shell("assess", "清河市防汛应急预案", *FACTS, "--format", "json").out == by_id
    assert json.loads(by_id)["level"]["reached"] == "Ⅱ级"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("demoo",), "没有叫“demoo”的预案。是不是想写：demo？"),
        (("demo", "24小时降雨=3"), "没有叫“24小时降雨”的指标。是不是想写：24小时降雨量"),
        (("demo", "24小时降雨量=3人"), "24小时降雨量=3人：单位“人”与该指标不符"),
        (("demo", "24小时降雨量"), "“24小时降雨量”不是“指标=值”的写法"),
        (("demo", "24小时降雨量=>3"), "“>3”不止一个值"),
        (("demo", "24小时降雨量=3", "24小时降雨量=4"), "“24小时降雨量”写了两个值。"),
        (("demo", "变电站进水=也许"), "变电站进水=也许："),
        (
            ("demo", "暴雨预警=紫色"),
            "“紫色”不在该指标的取值之中。可用的词语：蓝色、黄色、橙色、红色。\n",
        ),
    ],
)
def test_what_is_no_fact_is_explained(
    shell: Shell, arguments: tuple[str, ...], sentence: str
) -> None:
    ended = shell("assess", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_examples_of_the_guide_are_answered(shell: Shell, language: str) -> None:
    root = Path(__file__).parents[3]
    guide = (root / "docs" / language / "guide.md").read_text("utf-8")
    lines = re.findall(r"cli ((?:assess|show) .+)", guide)
    ended = [shell(*line.split(), "--plans", str(root / "plans")) for line in lines]
    assert [one.code for one in ended] == [0, 0]
    assert "响应级别：Ⅲ级" in ended[0].out
