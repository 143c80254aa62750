"""What to do about a value of the wrong form."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import planforge.model
from planforge.source.hints import hint


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("limit", "半小时内", "30分钟"),
        ("limit", "30分钟以内", "30分钟"),
        ("limit", "不超过两个小时", "2小时"),
        ("limit", "三十五分钟", "35分钟"),
        ("limit", "１小时", "1小时"),
        ("limit", "二十个工作日之内", "20个工作日"),
        ("limit", "每日九时前", "每日9时前"),
        ("cycle", "每三年", "每3年"),
        ("cycle", "每隔2年", "每2年"),
        ("amount", "２０ 条", "20 条"),
        ("amount", "20,000条", "20000条"),
        ("count", "20000条", "20000"),
        ("count", "20,000 条", "20000"),
        ("count", "２０", "20"),
        ("date", "2026/3/1", "2026-03-01"),
        ("date", "2026.03.01", "2026-03-01"),
        ("yes_no", "yes", "是"),
        ("yes_no", "×", "否"),
        ("limit", "“2小时”", "2小时"),
        ("limit", "【2小时", "2小时"),
        ("date", "［2026-03-01］", "2026-03-01"),
        ("yes_no", "（是）", "是"),
        ("count", "20，000", "20000"),
        ("count", "8O", "80"),
        ("count", "1oO", "100"),
    ],
)
def test_the_nearest_right_text_is_proposed(kind: str, text: str, meant: str) -> None:
    found = hint(kind, text)
    assert found is not None
    assert found.render() == f"请写“{meant}”。"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("limit", "尽快"),
        ("limit", "两三个小时"),
        ("limit", "一百二十分钟"),
        ("limit", "十几分钟"),
        ("amount", "2万条"),
        ("count", "2万"),
        ("count", "20多"),
        ("count", "若干"),
        ("date", "2026-02-30"),
        ("date", "去年3月"),
        ("yes_no", "部分"),
        ("cycle", "经常"),
    ],
)
def test_nothing_is_guessed_that_could_mean_something_else(kind: str, text: str) -> None:
    found = hint(kind, text)
    assert found is not None
    assert (
        found.render("en")
        == {
            "limit": "Write a number with its unit, such as “30分钟”, “2小时” or “20个工作日”, "
            "or “立即”, “每日9时前”.",
            "amount": "Write the number in digits, with or without its unit: 20, 20条.",
            "count": "Write the number alone, without unit, sign or words: 20.",
            "date": "Write year, month and day in digits: 2026-03-01.",
            "yes_no": "Write 是 or 否.",
            "cycle": "Write how often: “每3年”, “半年”, “6个月”.",
        }[kind]
    )


def test_every_error_of_the_model_has_a_hint() -> None:
    folder = Path(str(planforge.model.__file__)).parent
    kinds = {
        call.args[0].value
        for path in folder.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "PydanticCustomError"
        and isinstance(call.args[0], ast.Constant)
    }
    listed_elsewhere = {"not_in_list"}
    assert {str(kind) for kind in kinds if hint(str(kind), "") is None} == listed_elsewhere


@pytest.mark.parametrize(
    ("kind", "text"),
    [("date", "2026-01-22，2026-01-23"), ("count", "20，30"), ("limit", "“30分钟、2小时”")],
)
def test_of_several_values_one_is_to_be_kept(kind: str, text: str) -> None:
    found = hint(kind, text)
    assert found is not None
    assert found.render() == "这里只能写一个值，请只保留一个。"


@pytest.mark.parametrize(
    ("kind", "text", "most"),
    [
        ("limit", "9" * 5_000 + "分钟", 6),
        ("limit", "1234567个工作日", 6),
        ("cycle", "每2026年", 3),
        ("count", "1" * 16, 15),
        ("amount", "１" * 16 + "条", 15),
    ],
)
def test_a_number_too_long_to_be_meant_is_to_be_corrected(kind: str, text: str, most: int) -> None:
    found = hint(kind, text)
    assert found is not None
    assert found.render() == f"请改正这个数：这里最多写{most}位。"
