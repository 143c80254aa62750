"""One mistake in the form of a plan: it is found itself, brings nothing along and hides nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.mutations.planting import Defect, Planter, remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANS = Path(__file__).parents[2] / "plans"
CHEMICALS = "special/hazchem/plan.yaml"
MISTAKES = {
    "limit-in-words": (r"时限: [^\s,{}]+", "时限: 尽快", "SRC030"),
    "unknown-phase": (r"阶段: [^\s,{}]+", "阶段: 相应", "SRC033"),
    "no-phase": (r"^    阶段: 恢复重建$", "    阶段: [预案]", "SRC033"),
    "unknown-link": (r"关系: [^\s,{}]+", "关系: 帮助", "SRC033"),
    "misspelt-key": ("配合: ", "配合单味: ", "SRC032"),
    "key-of-another-place": ("指挥: ", "指挥官姓氏: ", "SRC032"),
    "id-with-blank": (r"编号: [\w-]+", "编号: Step 1", "SRC030"),
    "day-in-words": (r"印发日期: [\d-]+", "印发日期: 二〇二六年春", "SRC030"),
    "name-left-out": (r"- \{单位: [^,{}]+, ", "- {", "SRC031"),
    "text-for-an-entry": (r"- \{事项: ([^,{}]+), [^{}\n]*\}", r"- \1", "SRC030"),
    "full-width-colon": (r"^(    阶段): ", r"\1：", "SRC011"),
    "tab-in-an-action": (r"^    (时限: )", r"\t\1", "SRC012"),
    "open-quote": (r"^(    内容: )(?=[^\[\"'\n]+$)", r'\1"', "SRC010"),
    "list-for-a-text": (r"内容: ([^\n,{}]+)$", r"内容: [\1]", "SRC030"),
}
"""Name → what stands in a line, what is put there, and the rules that must find it."""


@pytest.fixture(scope="module")
def planter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planter]:
    """Yield a copy of the demonstration plans to spoil."""
    folder = tmp_path_factory.mktemp("schema-errors") / "plans"
    shutil.copytree(PLANS, folder)
    with remembering():
        yield Planter(folder)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_alone(name: str, planter: Planter) -> None:
    """Each plan gets the mistake at one place of many, so that one check judges six of them."""
    find, put, rules = MISTAKES[name]
    changes = []
    wanted = set()
    for path in sorted(PLANS.rglob("plan.yaml")):
        text = path.read_text("utf-8")
        places = list(re.finditer(find, text, re.MULTILINE))
        if not places:
            continue
        place = places[2 * len(places) // 3]
        file = path.relative_to(PLANS).as_posix()
        line = text.count("\n", 0, place.start()) + 1
        spoilt = text[: place.start()] + place.expand(put) + text[place.end() :]
        changes.append({"file": file, "add": spoilt})
        wanted |= {(file, line, rule) for rule in rules.split()}
    found, _ = planter.judged(Defect("", name, tuple(changes)))
    assert sorted(found) == sorted(wanted)


def test_what_is_wrong_elsewhere_is_found_all_the_same(planter: Planter) -> None:
    spoilt = (
        ("- 编号: evacuate\n", "时限: 2小时", "时限: 尽快  #! SRC030"),
        ("预案管理:", "解释部门: 市应急局", "解释部门: 市应级局  #! REF001"),
        ("", '- 被困人数: "[3..10) 人"', '- 被困人数: "[3..9) 人"  #! LVL005'),
        ("- 编号: search-rescue\n", "时限: 1小时", "时限: 20分钟  #! TIM001"),
    )
    changes = tuple(
        {"file": CHEMICALS, "after": after, "find": find, "put": put} for after, find, put in spoilt
    )
    found, wanted = planter.judged(Defect("", "four", changes))
    assert sorted(found) == sorted(wanted)


def test_blocks_beside_a_syntax_error_are_judged(planter: Planter) -> None:
    spoilt = (
        ("", "工作原则:", "工作原则：  #! SRC011"),
        ("- 编号: evacuate\n", "时限: 2小时", "时限: 尽快  #! SRC030"),
        ("", '- 被困人数: "[3..10) 人"', '- 被困人数: "[3..9) 人"  #! LVL005'),
    )
    changes = tuple(
        {"file": CHEMICALS, "after": after, "find": find, "put": put} for after, find, put in spoilt
    )
    found, wanted = planter.judged(Defect("", "beside", changes))
    assert sorted(found) == sorted(wanted)


def test_what_is_wrong_elsewhere_is_found_beside_a_register_with_errors(planter: Planter) -> None:
    spoilt = (
        ("registry/organizations.yaml", "- 编号: city-party-committee\n", "党委机构", "党组织"),
        ("registry/teams.yaml", "- 编号: fire-heavy\n", "集结时限: 5分钟", "集结时限: 尽快"),
        (CHEMICALS, "预案管理:", "解释部门: 市应急局", "解释部门: 市应级局"),
        (CHEMICALS, "", '- 被困人数: "[3..10) 人"', '- 被困人数: "[3..9) 人"'),
        (
            "registry/organizations.yaml",
            "- 编号: city-government\n",
            "上级: 省政府",
            "上级: 省证府",
        ),
    )
    rules = ("SRC033", "SRC030", "REF001", "LVL005", "REF001")
    changes = tuple(
        {"file": file, "after": after, "find": find, "put": f"{put}  #! {rule}"}
        for (file, after, find, put), rule in zip(spoilt, rules, strict=True)
    )
    found, wanted = planter.judged(Defect("", "registers", changes))
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("kind", ["编号", "名称"])
def test_an_entry_of_a_register_without_a_name_brings_nothing_along(
    kind: str, planter: Planter
) -> None:
    changes = []
    wanted = set()
    for path in sorted((PLANS / "registry").glob("*.yaml")):
        lines = path.read_text("utf-8").split("\n")
        heads = [i for i, line in enumerate(lines) if line.startswith("  - 编号: ")]
        if not heads or not lines[heads[0] + 1].startswith("    名称: "):
            continue
        head = heads[2 * len(heads) // 3]
        if kind == "名称":
            del lines[head + 1]
        else:
            lines[head : head + 2] = ["  - " + lines[head + 1].lstrip()]
        file = path.relative_to(PLANS).as_posix()
        changes.append({"file": file, "add": "\n".join(lines)})
        wanted.add((file, head + 1, "SRC031"))
    found, _ = planter.judged(Defect("", kind, tuple(changes)))
    assert sorted(found) == sorted(wanted)
    assert len(wanted) > 5
