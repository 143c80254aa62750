"""Every rule rests on something: articles, or a principle with the place where it is set down."""

from __future__ import annotations

import re
from pathlib import Path

from planforge.rules import engine as _engine  # noqa: F401 - enters every rule
from planforge.rules.grounds import GROUNDS, ground_of
from planforge.rules.rule import rules

COVERAGE = Path(__file__).parents[3] / "docs" / "zh" / "coverage.md"
ROW = re.compile(r"^\| (?P<point>[A-Z]+-?\d+) \|.*\| (?P<rules>[^|]*) \|$", re.MULTILINE)


def test_a_rule_has_either_articles_or_a_ground() -> None:
    assert {rule.id for rule in rules() if not rule.sources} == set(GROUNDS)
    assert [rule.id for rule in rules() if (ground_of(rule) is None) != bool(rule.sources)] == []


def test_the_ground_says_what_the_rule_rests_on_in_chinese() -> None:
    said = {rule.id: text.render("zh_CN") for rule in rules() if (text := ground_of(rule))}
    assert said["SRC013"] == (
        "没有专门的条文，依据的是：文件要符合所用的格式标准YAML 1.2.2（§3.2.1.1）"
    )
    assert said["STR003"] == (
        "没有专门的条文，依据的是：一个名称或者编号只指一个对象，引用的对象都要有"
    )
    assert said["DRL005"] == (
        "没有专门的条文，依据的是：演练讲的和要求的前后一致，并且与预案一致（审查要点X06）"
    )


def test_points_of_review_stand_on_the_page_beside_their_rules() -> None:
    listed = {row["point"]: row["rules"] for row in ROW.finditer(COVERAGE.read_text("utf-8"))}
    pointed = {
        rule: ground.point
        for rule, ground in GROUNDS.items()
        if ground.point and not ground.point.startswith("§")
    }
    assert {rule for rule, point in pointed.items() if rule not in listed[point]} == set()
