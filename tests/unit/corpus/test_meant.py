from __future__ import annotations

import pytest

from planforge.corpus.meant import Spread, acts_for, governments_meant, spread_of
from planforge.model.base import Kind
from planforge.model.scales import GovernmentLevel
from tests.unit.document.small import corpus

UNITS = """
  - {编号: east-government, 名称: 东县人民政府, 简称: [东县政府], 类别: 人民政府, 上级: 市政府,
     辖区: 东县}
  - {编号: east-command, 名称: 东县防汛指挥部, 类别: 指挥机构, 上级: 东县政府, 辖区: 东县}
  - {编号: east-fires, 名称: 东县森林防灭火指挥部, 类别: 指挥机构, 上级: 东县政府, 辖区: 东县}
  - {编号: east-bureau, 名称: 东县应急管理局, 类别: 政府部门, 上级: 东县政府, 辖区: 东县}
  - {编号: here, 名称: 事发地县（区）人民政府, 类别: 统称}
  - {编号: commands, 名称: 相关县（区）指挥机构, 类别: 统称}
  - {编号: units, 名称: 各成员单位, 类别: 统称}
"""


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("各县（区）人民政府", GovernmentLevel.COUNTY),
        ("事发地乡镇人民政府（街道办事处）", GovernmentLevel.TOWN),
        ("村民委员会（居民委员会）", GovernmentLevel.VILLAGE),
        ("各成员单位", None),
        ("事发地县（区）应急管理部门", None),
    ],
)
def test_a_word_for_many_means_governments_of_a_level(
    name: str, level: GovernmentLevel | None
) -> None:
    assert governments_meant(name) is level


def test_a_word_for_many_says_which_of_them_act() -> None:
    names = ("各县（区）政府", "事发地县（区）政府", "相关县（区）政府", "县（区）政府")
    assert [spread_of(name) for name in names] == [
        Spread.EVERY,
        Spread.HERE,
        Spread.CONCERNED,
        Spread.EVERY,
    ]


def test_each_body_is_meant_by_the_words_for_its_kind_and_level() -> None:
    found = corpus(organisations=UNITS)
    names = found.registry.names
    said = {
        entity.name: [(share.name.id, share.spread) for share in found.shares_of(entity)]
        for entity in names.entities(Kind.ORGANISATION)
    }
    assert {name: its for name, its in said.items() if its} == {
        "东县人民政府": [("counties", Spread.EVERY), ("here", Spread.HERE)],
        "东县防汛指挥部": [("commands", Spread.CONCERNED)],
        "东县森林防灭火指挥部": [("commands", Spread.CONCERNED)],
    }
    assert found.shares_of(next(iter(names.entities(Kind.POST)))) == ()


@pytest.mark.parametrize(
    ("body", "government"),
    [
        ("东县防汛指挥部", "东县人民政府"),
        ("东县森林防灭火指挥部", None),
        ("东县应急管理局", None),
        ("市防指", None),
    ],
)
def test_a_lower_command_acts_for_its_government_under_the_plan_of_its_like(
    body: str, government: str | None
) -> None:
    found = corpus(organisations=UNITS)
    flood, power = found.plans
    entity = flood.get(body)
    assert entity is not None
    acting = acts_for(found.registry, entity, flood)
    assert (acting.name if acting else None) == government
    assert acts_for(found.registry, entity, power) is None
