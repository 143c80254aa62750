from __future__ import annotations

import pytest

from planforge.corpus.leaders import grade_of, leader_in
from planforge.model.scales import GovernmentLevel, IncidentGrade
from planforge.rules.organisation.posts import single_offices


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("国务院负责组织指挥", GovernmentLevel.NATION),
        ("省级党委和政府组织指挥，市应急委配合", GovernmentLevel.PROVINCE),
        ("自治区党委和政府", GovernmentLevel.PROVINCE),
        ("市级党委和政府负责应对", GovernmentLevel.CITY),
        ("地区行署", GovernmentLevel.CITY),
        ("事发地县（区）党委和政府组织指挥，市级有关部门指导支援", GovernmentLevel.COUNTY),
        ("县级市人民政府", GovernmentLevel.COUNTY),
        ("街道办事处", GovernmentLevel.TOWN),
        ("县级以上地方人民政府", None),
        ("由上级党委和政府负责", None),
        ("城市管理部门和市场监管部门", None),
        ("事发区域的单位", None),
        ("", None),
    ],
)
def test_the_government_named_first_leads(text: str, level: GovernmentLevel | None) -> None:
    assert leader_in(text) is level


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        ("特别重大", IncidentGrade.EXTRAORDINARY),
        ("重大", IncidentGrade.MAJOR),
        ("较大事件", IncidentGrade.LARGE),
        ("一般险情", IncidentGrade.ORDINARY),
        ("特大型", None),
    ],
)
def test_grades_are_known_by_their_word(name: str, grade: IncidentGrade | None) -> None:
    assert grade_of(name) is grade


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("市水务局局长", ("市水务局局长",)),
        ("市委副书记、市长", ("市长",)),
        ("副市长、市公安局局长", ("市公安局局长",)),
        ("市委常委、市委宣传部部长", ("市委宣传部部长",)),
        ("副市长（分管农业农村、水务）", ()),
        ("市政府副秘书长", ()),
        ("主任", ()),
        ("值班席", ()),
    ],
)
def test_only_offices_that_one_person_can_hold_are_single(
    title: str, offices: tuple[str, ...]
) -> None:
    assert single_offices(title) == offices
