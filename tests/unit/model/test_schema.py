"""The schemas as an editor uses them: on files read by the rules of YAML 1.2."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from planforge.model.keys import FILE_MODELS
from planforge.model.schema import schema

PLANS = Path(__file__).resolve().parents[3] / "plans"


class CoreLoader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does (its core schema); dates and 12:30 are text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    regexp = re.compile(rf"^(?:{pattern})$")
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", regexp, [*first])
# Without the rule of YAML 1.1 that 012 is octal.
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))


def content(path: Path) -> Any:  # noqa: ANN401 - whatever a file holds
    return yaml.load(path.read_text(encoding="utf-8"), CoreLoader)  # noqa: S506 - a safe loader


def files() -> list[tuple[str, Path]]:
    found = [("plan", path) for path in sorted(PLANS.rglob("plan.yaml"))]
    found += [(path.stem, path) for path in sorted((PLANS / "registry").glob("*.yaml"))]
    found += [("drill", path) for path in sorted((PLANS / "drills").rglob("drill.yaml"))]
    return [*found, ("jurisdiction", PLANS / "jurisdiction.yaml")]


@cache
def validator(kind: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema(kind))


def complaints(kind: str, value: Any) -> list[str]:  # noqa: ANN401 - whatever a file holds
    return sorted(
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator(kind).iter_errors(value)
    )


@pytest.mark.parametrize(
    ("kind", "path"),
    files(),
    ids=lambda x: x.relative_to(PLANS).as_posix() if isinstance(x, Path) else x,
)
def test_every_file_of_the_demonstration_is_valid(kind: str, path: Path) -> None:
    assert complaints(kind, content(path)) == []


def test_every_kind_of_file_stands_in_the_demonstration() -> None:
    assert {kind for kind, _ in files()} == set(FILE_MODELS)


PLAN: dict[str, Any] = {
    "预案": "flood",
    "名称": "防汛预案",
    "类别": "专项",
    "牵头部门": "市水务局",
    "版本": {"文号": "一号", "印发机关": "市政府", "印发日期": "2026-03-01"},
    "适用范围": {"地域": "全市", "事件": "洪涝"},
    "响应级别": {"Ⅰ级": {"启动条件": [{"雨量": ">= 100 mm", "县数": 2, "停电": True}]}},
    "响应措施": [{"编号": "a", "阶段": "应急处置", "内容": "会商", "时限": "30分钟"}],
}


def test_one_item_numbers_and_both_languages_are_valid() -> None:
    assert complaints("plan", PLAN) == []
    english = {
        "id": "flood",
        "name": "防汛预案",
        "plan_class": "special",
        "lead": "市水务局",
        "edition": {"issuer": "市政府", "issued": "2026年3月1日"},
        "scope": {"area": "全市", "events": ["洪涝"]},
        "levels": {"Ⅰ级": {"triggers": {"雨量": {"count": ">= 2", "reach": "> 5"}}}},
        "actions": [
            {
                "id": "a",
                "phase": "response",
                "content": "会商",
                "deadline": {"limit": "2小时", "anchor": "receipt"},
            }
        ],
    }
    assert complaints("plan", english) == []


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (
            ("牵头单位",),
            "市水务局",
            ": Additional properties are not allowed ('牵头单位' was unexpected)",
        ),
        (
            ("类别",),
            "综合",
            "类别: '综合' is not one of ['总体', '专项', '部门', '乡镇', '村', '单位', ",
        ),
        (("预案",), "防汛", "预案: '防汛' does not match "),
        (
            ("响应措施", 0, "阶段"),
            "响应",
            "响应措施/0/阶段: '响应' is not one of ['预防', '预警', ",
        ),
        (
            ("响应级别", "Ⅰ级", "决策"),
            "市长",
            "响应级别/Ⅰ级: Additional properties are not allowed ",
        ),
        (("响应措施", 0, "时限"), "尽快", "响应措施/0/时限: '尽快' is not valid under any of "),
        (("版本",), {"文号": "一号"}, "版本: {'文号': '一号'} is not valid under any of "),
        (("版本", "印发日期"), "昨天", "版本/印发日期: '昨天' does not match "),
        (("有简本",), "当然", "有简本: '当然' does not match "),
        (("预案管理",), {"演练周期": "常常"}, "预案管理/演练周期: '常常' does not match "),
    ],
)
def test_a_slip_is_found_where_it_stands(
    path: tuple[str | int, ...], value: object, complaint: str
) -> None:
    wrong = deepcopy(PLAN)
    place: Any = wrong
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    found = complaints("plan", wrong)
    assert [text[: len(complaint)] for text in found] == [complaint]


def test_objects_and_keys_explain_themselves_in_chinese() -> None:
    found = schema("plan")
    level = found["$defs"]["ResponseLevel"]
    assert (found["title"], level["title"]) == ("预案", "响应级别")
    assert level["properties"]["指挥"]["description"].startswith("由谁指挥")
    assert level["properties"]["commander"]["description"] == "Who commands."
    lacking = [
        (name, key)
        for name, model in {"": found, **found["$defs"]}.items()
        for key, value in model["properties"].items()
        if not key.isascii() and value["description"].isascii()
    ]
    assert lacking == []
