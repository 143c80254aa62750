"""What an unknown key was to be, by the parts of its name."""

from __future__ import annotations

import pytest

from planforge.model.plan import Plan
from planforge.source.meant_keys import alike, keys_at, keys_meant

MEANT = {
    "lead_department": "lead",
    "牵头单位": "lead",
    "主管部门": "lead",
    "response_level": "levels",
    "应急响应级别": "levels",
    "report": "reports",
    "信息报送": "reports",
    "application_scope": "scope",
    "working_principles": "principles",
    "headquarters": "command",
    "组织机构": "command",
    "information_reports": "reports",
}


@pytest.mark.parametrize(("name", "key"), MEANT.items())
def test_a_key_is_known_by_its_parts(name: str, key: str) -> None:
    found = keys_meant([name], Plan, (), (), ())
    assert {unknown: one.key.english for unknown, one in found.items()} == {name: key}


@pytest.mark.parametrize("name", ["应急响应", "kitchen", "丁"])
def test_of_several_as_near_as_each_other_none_is_meant(name: str) -> None:
    assert keys_meant([name], Plan, (), (), ()) == {}


def test_keys_that_share_a_part_are_offered_the_most_alike_first() -> None:
    keys = keys_at(Plan, ())
    assert [key.chinese for key in alike("应急响应", keys)] == ["响应措施", "响应级别", "响应终止"]
    assert [key.english for key in alike("level_names", keys)] == ["name", "levels", "level_order"]
    assert alike("丁", keys) == ()
