"""`planforge show` and `planforge explain --list`: whole answers in two languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
from planforge.rules.rule import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.cli.conftest import Shell


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_output(shell: Shell, golden: Callable[[str, str], None], lang: str, style: str) -> None:
    ended = shell("show", "市水利局", "--format", style, lang=lang)
    golden(f"cli/show.{lang}.{'txt' if style == 'text' else 'json'}", ended.out)
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("name", ["清河市水利局", "water-bureau", "市水务局"])
def test_any_name_leads_there(shell: Shell, name: str) -> None:
    found = json.loads(shell("show", name, "--format", "json").out)
    assert (found["kind"], found["id"]) == ("organisation", "water-bureau")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("demo", "plan"),
        ("24小时降雨量", "indicator"),
        ("市体育中心", "shelter"),
        ("市防汛抢险队", "team"),
        ("市防汛物资库", "depot"),
        ("市防指指挥长", "post"),
        ("清河市", "region"),
    ],
)
def test_everything_registered_can_be_shown(shell: Shell, name: str, kind: str) -> None:
    found = json.loads(shell("show", name, "--format", "json").out)
    assert found["kind"] == kind
    assert found["line"] > 0


def test_a_name_of_several_things_lists_them(shell: Shell) -> None:
    path = shell.folder / "plans" / "special" / "other" / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace("电力恢复组", "抢险救援组"), "utf-8")
    ended = shell("show", "抢险救援组")
    assert (ended.code, ended.out) == (2, "")
    assert (
        "“抢险救援组”可能指：\n  demo/rescue  抢险救援组（工作组）  plans/special/demo/plan"
        in ended.err
    )
    assert "请写编号或者全称，或者加 --kind 说明种类。" in ended.err
    assert json.loads(shell("show", "demo/rescue", "--format", "json").out)["id"] == "demo/rescue"


def test_an_unknown_name_gets_the_nearest(shell: Shell) -> None:
    ended = shell("show", "市水力局")
    assert (ended.code, ended.out) == (2, "")
    assert "没有叫“市水力局”的东西。是不是想写：市水利局" in ended.err
    assert "没有“部门”这一种类。" in shell("show", "市水利局", "--kind", "部门").err
    assert "没有叫" in shell("show", "市水利局", "--kind", "岗位").err


def test_every_rule_is_listed_with_its_record(shell: Shell) -> None:
    found = json.loads(shell("explain", "--list", "--format", "json").out)
    assert [item["id"] for item in found] == [rule.id for rule in rules()]
    keys = "id slug title rationale severity basis ground principle options scope since"
    assert {tuple(item) for item in found} == {tuple(keys.split())}
    (one,) = [item for item in found if item["id"] == "CYC003"]
    assert one["options"][0] == {
        "name": "演练周期",
        "english": "drill_cycle",
        "meaning": "预案两次演练之间最多多少个月；规定为36个月",
        "default": 36,
        "least": 1,
        "most": 36,
    }
    assert (one["severity"], one["scope"], one["since"]) == ("warning", "system", "0.1.0")


def test_options_are_explained(shell: Shell) -> None:
    option = (
        "演练周期（drill_cycle）：预案两次演练之间最多多少个月；规定为36个月；默认36，可以设为1到36"
    )
    assert f"\n参数\n  {option}\n" in shell("explain", "CYC003").out
    setting = "在 jurisdiction.yaml 里设置：检查: {规则: {CYC003: {参数: {演练周期: 36}}}}"
    assert setting in shell("explain", "CYC003").out
    assert f"  {option}\n" in shell("explain", "--list").out
    assert shell("explain", "CYC003", "--list").code == 2
