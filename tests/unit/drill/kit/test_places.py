"""Where each row of a script is played, and whose shelters and teams it needs."""

from __future__ import annotations

import pytest

from tests.unit.drill.kit.small_drill import demo_kit

OWN = {
    "flood": {"青川县", "平湖县", "江北区"},
    "geology": {"青川县", "青川县高岭乡"},
    "blackout": {"平湖县", "江北区", "青川至平湖输电通道"},
    "hazchem": {"平湖县", "安澜化工园区", "滨江石化罐区"},
    "master": {"青川县", "平湖县", "江北区"},
}
"""Where the incident of each plan of the cascade is."""


def _places(name: str) -> dict[str, str]:
    return {row.id: row.place for row in demo_kit(name).script}


def test_no_row_is_played_at_a_place_of_another_incident() -> None:
    scenes = set().union(*OWN.values())
    for id_, place in _places("cascade").items():
        kind, _, rest = id_.partition("/")
        if kind in {"start", "done"}:
            found = {one for one in place.split("、") if one in scenes}
            assert found <= OWN[rest.partition("/")[0]], id_


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("start/geology/publicity#1", "市委宣传部"),
        ("start/flood/funds#1", "市财政局"),
        ("start/flood/relief#1", "青川县、平湖县、江北区"),  # not at the slope of another plan
        ("start/flood/dispatch#1", "市水务局"),
        ("start/blackout/dispatch-isolate#1", "国网安澜供电公司"),
        ("start/blackout/repair#1", "青川至平湖输电通道"),
        ("start/blackout/own-power#1", "滨江石化"),
        ("start/blackout/park-first#1", "园区应急指挥室"),
        ("start/blackout/traffic-order#1", "平湖县、江北区"),
        ("start/blackout/vulnerable#1", "市体育中心"),
        ("start/hazchem/cordon#1", "安澜化工园区"),
        ("start/hazchem/block-outfall#1", "安澜化工园区"),
        ("start/hazchem/comms#1", "滨江石化罐区"),
        ("start/hazchem/farm-control#1", "平湖县"),
        ("start/hazchem/weather-support#1", "市气象局"),
        ("start/hazchem/resettle#1", "滨江东区学校、平湖体育中心"),
        ("start/hazchem/keep-watch#1", "滨江石化罐区"),
        ("start/hazchem/decontaminate#1", "滨江石化罐区"),
        ("start/geology/return-check#1", "青川县高岭乡"),
        ("start/master/lifeline#1", "青川县、平湖县、江北区"),  # four incidents by then
        ("start/master/settle#1", "市会展中心"),
        ("start/master/report-up#1", "市政府办公室"),
        ("call/flood/7500", "市住建局"),
        ("report/report:blackout~first~org.power-grid→org.energy-regulator:0", "国网安澜供电公司"),
    ],
)
def test_a_row_is_played_where_the_plan_has_its_work(row: str, place: str) -> None:
    assert _places("cascade")[row] == place


def test_the_command_at_the_scene_is_set_up_where_it_happens() -> None:
    assert _places("cascade")["start/master/scene-command#1"] == "青川县、平湖县、江北区"


def test_a_county_opens_its_own_shelters() -> None:
    props = {row.id: row.props for row in demo_kit("cascade").script}
    assert props["start/geology/shelters#1"] == ("石坪文化广场", "龙潭学校")
    assert props["start/flood/shelters@post.jiangbei-head#1"] == ("澜桥学校",)
    assert props["start/flood/shelters@post.pinghu-head#1"] == ("圩塘安全台",)


def test_a_county_of_which_the_plan_names_no_shelter_opens_those_registered_that_are_fit() -> None:
    """青川一中 must not be used in floods, 柳林公园 neither."""
    cascade = {row.id: row.props for row in demo_kit("cascade").script}
    assert cascade["start/flood/shelters#1"] == ("石坪文化广场", "石坪小学", "高岭服务中心")
    army = {row.id: row for row in demo_kit("army").script}
    assert army["start/flood/shelters#1"].props == ("江南体育馆", "安澜职院")
    assert army["start/flood/shelters#1"].place == "江南体育馆、安澜职院"


def test_no_team_of_a_county_that_is_not_hit_is_sent_for() -> None:
    """大石门抢险队 is kept for a dam of another county; those of the city come."""
    props = {row.id: row.props for row in demo_kit("army").script}
    assert props["start/flood/reservoir-rescue#1"][:2] == ("市防汛抢险队", "编织袋60000条")
    (named,) = (
        row.props for row in demo_kit("cascade").script if row.id == "start/geology/search#1"
    )
    assert "青川地灾救援队" in named
