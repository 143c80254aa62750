"""Where a development says who notices it, nobody else does until it is reported."""

from __future__ import annotations

import pytest

from planforge.drill.kit.values import text_of
from planforge.model.drill_scales import Knowledge
from tests.unit.drill.build.demo import NAMES, drills, played, rehearsed
from tests.unit.drill.kit.small_drill import demo_kit


def first_known(name: str, second: int) -> dict[str, set[str]]:
    """Return by indicator the organisations that know at *second* what becomes so then."""
    own = {
        one.entity for one in played(name).of("fact_update") if one.t == second and one.data["seen"]
    }
    found: dict[str, set[str]] = {one.partition("~")[0].partition("#")[0]: set() for one in own}
    for one in played(name).of("fact_known"):
        if one.t == second and one.entity in own:
            found[one.entity.partition("~")[0].partition("#")[0]].add(one.role)
    return found


@pytest.mark.parametrize(
    ("name", "second", "seers"),
    [
        ("cascade", 14_400, {"org.gaoling-government"}),
        ("flood-season", 43_200, {"org.dike-office"}),
        ("extreme", 32_400, {"org.reservoir-office"}),
    ],
)
def test_only_who_notices_knows_at_once(name: str, second: int, seers: set[str]) -> None:
    step = next(x for x in drills()[name].drill.developments if x.at.seconds == second)
    assert len(step.observer) == 1
    known = first_known(name, second)
    assert known
    assert known == dict.fromkeys(known, seers)


def test_of_several_each_notices_what_it_observes() -> None:
    assert first_known("night-landslide", 5_400) == {
        "deformation": {"org.geology-station"},
        "threatened": {"org.shiping-government", "org.geology-station"},
        "county-seat-threatened": {"org.shiping-government", "org.geology-station"},
    }
    power = first_known("cascade", 19_800)
    assert power["park-power-lost"] == {"org.power-grid", "org.chemical-park"}
    assert power["pump-power-lost"] == {"org.power-grid", "org.drainage-office"}
    assert power["load-loss"] == {"org.power-grid"}
    assert power["key-users-out"] == {"org.power-grid", "org.petrochem"}
    leak = first_known("cascade", 25_200)
    assert leak["leak-mass"] == {"org.petrochem", "org.chemical-park"}
    assert leak["park-gas-concentration"] == {"org.chemical-park"}


@pytest.mark.parametrize("name", NAMES)
def test_nobody_knows_at_once_what_others_notice(name: str) -> None:
    made = rehearsed(name)
    if made.script.omniscient:
        assert drills()[name].drill.knowledge is Knowledge.OMNISCIENT
        return
    noticed = {(x.time, x.dimension): x.seers for x in made.script.facts if x.seers}
    for one in played(name).of("fact_known"):
        seers = noticed.get((one.t, one.entity))
        if one.data["as_of"] == one.t and seers is not None:
            assert one.role in seers, one


def test_the_news_goes_from_desk_to_desk() -> None:
    """The script has nobody report the landslide whom nobody told."""
    kit = demo_kit("cascade")
    rows = [
        (row.at, row.id.partition("/")[0], row.actor, tuple(map(str, row.to)))
        for row in kit.script
        if 14_400 <= row.at <= 16_200 and row.id.startswith(("call/", "report/report:geology"))
    ]
    assert rows == [
        (15_000, "call", "高岭乡政府", ("青川县政府",)),
        (15_600, "call", "青川县政府", ("市应急办",)),
        (15_600, "call", "青川县政府", ("市地灾办",)),
        (16_200, "report", "市地灾办", ("市政府", "市委", "省地灾指")),
    ]
    (first,) = (row for row in kit.script if row.at == 15_000 and row.id.startswith("call/"))
    assert [(str(x.speaker), text_of(x.words, "zh_CN")) for x in first.dialogue] == [
        (
            "高岭乡政府",
            "这是一次演练。报告青川县政府，情景时间20:10（演练时间11:05），高岭乡滑坡（青川县高岭乡）。",
        ),
        ("青川县政府", "收到，请讲具体情况。"),
        ("高岭乡政府", "死亡（失踪）人数3人、死亡人数1人、需搬迁转移人数620人、被困人数2人。"),
        ("青川县政府", "收到，继续跟进，有变化随时报告。"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_cards_go_to_those_who_notice(name: str) -> None:
    """The rehearsal and the card say the same: who is named, and nobody else."""
    cards = {x.at: x.to for x in demo_kit(name).injects if x.id.startswith("scene-")}
    named = [step for step in drills()[name].drill.developments if step.observer]
    assert [cards[step.at.seconds] for step in named] == [step.observer for step in named]
