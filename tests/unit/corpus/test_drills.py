"""Drills are read like plans, and answer what their scenario says at every moment."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from planforge.corpus.assess import assess, reached_step
from planforge.corpus.drills import DrillView, load_drills
from planforge.corpus.load import load
from planforge.corpus.names import Found
from planforge.model.base import Kind
from planforge.model.drill import Drill

PLANS: Final = Path(__file__).parents[3] / "plans"
NONE: Final = "无"


@pytest.fixture(scope="module")
def drills() -> dict[str, DrillView]:
    corpus, _ = load(PLANS)
    views, findings = load_drills(PLANS, corpus)
    assert findings == ()
    return {view.drill.id: view for view in views}


def seen(view: DrillView, changes: dict[str, object]) -> DrillView:
    """Return *view* with other content."""
    tree = {
        "演练": "x",
        "名称": "推演",
        "预案": "flood",
        "参演": ["市防办"],
        "情景起始": "2027-06-20 15:00",
        "情景时长": "6小时",
        **changes,
    }
    return DrillView(Drill.model_validate(tree), "drills/x/drill.yaml", view.system, view.plans)


def test_the_demonstration_has_the_scenarios_that_organisers_ask_for(
    drills: dict[str, DrillView],
) -> None:
    assert list(drills) == [
        "army",
        "blackout-blind",
        "cascade",
        "extreme",
        "false-alarm",
        "flood-rise-and-fall",
        "flood-season",
        "mutual-aid",
        "night-landslide",
        "province-takeover",
    ]
    assert {
        view.plan(name) is not None for view in drills.values() for name in view.drill.plans
    } == {True}


def test_every_level_follows_from_the_tables_of_the_plans(drills: dict[str, DrillView]) -> None:
    """Judged as `planforge assess` does, with the facts known at each moment."""
    wanted, reached, briefly = [], [], []
    for view in drills.values():
        for step, development in enumerate(view.drill.developments):
            for name, level in development.levels.items():
                plan = view.plan(name)
                assert plan is not None
                facts = tuple(view.states_of(plan.plan.id)[step + 1].values())
                found = assess(plan, facts, view.holding(step)).levels.reached
                at = (view.drill.id, development.at.text, name)
                wanted.append((*at, level))
                reached.append((*at, found.name if found else NONE))
                tables = ((one.name, plan.tables[one.name]) for one in plan.levels)
                values = {fact.dimension: fact.value for fact in facts}
                briefly.append((*at, reached_step(tables, values, view.holding(step)) or NONE))
    assert reached == wanted
    assert briefly == wanted
    assert {level for *_, level in wanted} == {"Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级", NONE}


def test_a_fact_holds_until_it_changes_or_is_cleared(drills: dict[str, DrillView]) -> None:
    view = seen(
        drills["flood-season"],
        {
            "初始事实": {"24小时降雨量": "60"},
            "事态": [
                {"时间": "T+01:00", "事实": {"暴雨预警": "橙色", "支流控制站水位@>= 超警戒": "2"}},
                {"时间": "T+02:00", "事实": {"24小时降雨量": "130"}, "解除": "暴雨预警"},
                {"时间": "T+03:00", "事实": {"24小时降雨量": "很大"}},
            ],
        },
    )
    told = [{fact.dimension_name: fact.value for fact in state.values()} for state in view.states]
    reach = "支流控制站水位@>= 超警戒"
    assert told == [
        {"24小时降雨量": 60},
        {"24小时降雨量": 60, "暴雨预警": "橙色", reach: 2},
        {"24小时降雨量": 130, reach: 2},
        {"24小时降雨量": 130, reach: 2},
    ]


def test_what_people_say_holds_until_it_is_taken_back(drills: dict[str, DrillView]) -> None:
    steps = [
        {"时间": "T+01:00", "属实": ["初判", "汛期"]},
        {"时间": "T+02:00", "不再属实": "初判", "属实": "核定"},
    ]
    view = seen(drills["flood-season"], {"事态": steps})
    assert [view.holding(step) for step in (-1, 0, 1)] == [(), ("初判", "汛期"), ("汛期", "核定")]


@pytest.mark.parametrize(
    ("players", "name", "is_there"),
    [
        ("市防办", "市防办", True),
        ("市防办", "市防办主任", True),
        ("市防办主任", "市防办", True),
        ("市应急局", "市应急办", True),
        ("市水务局", "市防汛抢险队", True),
        ("市防办", "市教育局", False),
        ("市防办", "事发地县（区）政府", True),
        ("市防办", "没有登记的单位", True),
    ],
)
def test_who_takes_part(
    drills: dict[str, DrillView], players: str, name: str, *, is_there: bool
) -> None:
    view = seen(drills["flood-season"], {"参演": players})
    assert view.takes_part(name) is is_there


def test_a_group_takes_part_with_one_of_its_members(drills: dict[str, DrillView]) -> None:
    view = seen(drills["flood-season"], {"参演": "市防办"})
    group = view.plans[0].groups[0][0]
    found = view.find(group.name, (Kind.GROUP, Kind.ORGANISATION))
    assert isinstance(found, Found)
    assert found.entity.id == f"flood/{group.id}"
    assert group.lead is not None
    assert seen(view, {"参演": group.lead}).takes_part(group.name)


def test_a_drill_is_internal_unless_it_says_otherwise(drills: dict[str, DrillView]) -> None:
    assert {view.drill.visibility.value for view in drills.values()} == {"internal"}


def test_each_plan_has_the_facts_of_its_own_incident(drills: dict[str, DrillView]) -> None:
    leak = {"时间": "T+02:00", "预案": ["hazchem", "master"], "事实": {"被困人数": "3"}}
    slide = {
        "时间": "T+01:00",
        "预案": ["geology", "master"],
        "事实": {"死亡人数": "1", "被困人数": "2"},
    }
    start = {"初始事实": {"死亡人数": "0", "24小时降雨量": "30"}}
    view = seen(drills["cascade"], {**start, "事态": [slide, leak]})
    plans = ("blackout", "flood", "geology", "hazchem", "master")
    assert [view.own("deaths", plan) for plan in plans] == [
        "deaths", "deaths", "deaths~geology", "deaths", "deaths~geology",
    ]  # fmt: skip
    assert [view.own("trapped", plan) for plan in plans] == [
        "trapped", "trapped", "trapped~geology", "trapped~hazchem", "trapped~master",
    ]  # fmt: skip
    assert {view.own("rain-24h", plan) for plan in plans} == {"rain-24h"}
    assert view.variants("deaths", ()) == ("deaths", "deaths~geology")
    assert view.variants("trapped", ("geology", "master")) == ("trapped~geology", "trapped~master")
    assert view.foreign("hazchem") == ("deaths~geology", "trapped", "trapped~geology")
    assert view.foreign("geology") == ("deaths", "trapped", "trapped~hazchem")
    known = {
        plan: {d: f.value for d, f in view.states_of(plan)[-1].items() if d != "rain-24h"}
        for plan in plans
    }
    assert known == {
        "blackout": {"deaths": 0},
        "flood": {"deaths": 0},
        "geology": {"deaths": 1, "trapped": 2},
        "hazchem": {"deaths": 0, "trapped": 3},
        "master": {"deaths": 1, "trapped": 3},
    }
    assert drills["flood-season"].states_of("flood") == drills["flood-season"].states
