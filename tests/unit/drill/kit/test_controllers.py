"""Who brings which message: the controller who stands there, or by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.drill.kit.controllers import Controllers, is_near
from planforge.drill.kit.values import text_of
from planforge.model.base import Kind
from planforge.model.drill_scales import Delivery
from planforge.model.scales import DrillForm
from tests.unit.drill.build.demo import NAMES, drills
from tests.unit.drill.kit.small_drill import demo_kit

if TYPE_CHECKING:
    from planforge.drill.kit.values import Inject


@pytest.mark.parametrize(
    ("names", "place", "wanted"),
    [
        (["市地灾办"], "", ("c2", True)),
        (["市防办", "市应急办"], "", ("c1", True)),
        (["化工园区管委会"], "滨江石化罐区", ("c3", False)),
        (["化工园区管委会"], "", ("c3", True)),
        (["化工园区管委会"], "安澜化工园区", ("c3", True)),
        (["市停电应急办", "化工园区管委会"], "安澜化工园区", ("c1", False)),
        (["高岭乡政府"], "青川县高岭乡", ("c2", True)),
        (["高岭乡政府"], "", ("c2", False)),
        (["国网安澜供电公司"], "青川至平湖输电通道", ("c1", False)),
        (["国网安澜供电公司"], "安澜化工园区", ("c3", True)),
        ([], "", ("c1", False)),
    ],
)
def test_messages_come_from_whoever_stands_there(
    names: list[str], place: str, wanted: tuple[str, bool]
) -> None:
    assert Controllers(drills()["cascade"]).bringing(names, place) == wanted


def test_places_are_one_by_their_names() -> None:
    assert is_near("高岭乡村口", "高岭乡政府")
    assert not is_near("高岭乡村口", "市应急指挥中心")
    assert is_near("堤上", "堤上")
    assert not is_near("", "")


@pytest.mark.parametrize("name", NAMES)
def test_nobody_hands_over_a_generated_message_where_he_does_not_stand(name: str) -> None:
    kit = demo_kit(name)
    view = kit.rehearsal.view
    known = Controllers(view)
    if view.drill.kind.form is DrillForm.TABLETOP:  # all sit in one room
        ways = {one.delivery for one in kit.injects if one.is_generated}
        assert ways <= {Delivery.IN_PERSON, Delivery.DISPLAY}
        return
    for one in kit.injects:
        if one.is_generated and one.delivery is Delivery.IN_PERSON:
            to = [who for who in one.to if isinstance(who, str)]
            assert known.bringing(to, one.place) == (one.controller, True), one.id
            assert to, one.id


def scenes() -> dict[str, Inject]:
    kit = demo_kit("cascade")
    return {one.id: one for one in kit.injects if one.id.startswith(("scene-", "outage-"))}


def test_the_scenes_of_the_cascade_reach_those_who_see_them() -> None:
    found = {name: (one.controller, one.delivery) for name, one in scenes().items()}
    assert found["scene-14400"] == ("c2", Delivery.IN_PERSON)
    assert found["scene-19800"] == ("c3", Delivery.PHONE)
    assert found["scene-25200"] == ("c3", Delivery.PHONE)  # c3 stands in another place
    assert found["outage-市危化办主任"] == ("c3", Delivery.PHONE)


def test_whoever_does_not_take_part_is_spoken_for() -> None:
    (scene,) = (one for one in demo_kit("mutual-aid").injects if one.id == "scene-5400")
    said = text_of(scene.leeway, "zh_CN")
    assert said.startswith("只告知接收单位，其他单位从报告中得知。滨江石化没有参演，由控制人员")
    for name in ("scene-14400", "scene-25200"):  # played, and taking part
        assert text_of(scenes()[name].leeway, "zh_CN") == "只告知接收单位，其他单位从报告中得知。"


@pytest.mark.parametrize("name", NAMES)
def test_every_player_who_knows_it_at_once_is_on_the_card(name: str) -> None:
    """Else the script would have somebody report what no card has told."""
    kit = demo_kit(name)
    view, index = kit.rehearsal.view, kit.rehearsal.index
    if view.drill.kind.form is DrillForm.TABLETOP:
        return
    cards = {one.at: one.to for one in kit.injects if one.id.startswith("scene-")}
    told = {(x.at.seconds, known) for i, x in enumerate(view.drill.developments) for name in x.facts
            if (indicator := view.get(name, (Kind.INDICATOR,)))
            for known in view.variants(indicator.id, view.scope(i))}  # fmt: skip
    assert told
    for one in kit.trace.of("fact_known"):
        player = index.name(one.role)
        if (one.t, one.entity) in told and one.data["as_of"] == one.t and view.takes_part(player):
            to = cards[one.t]
            named = [view.get(who) for who in to if isinstance(who, str)]
            assert view.get(player) in named, (one.t, one.entity, player, to)
