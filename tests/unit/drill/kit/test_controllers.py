"""Who brings which message: the controller who stands there, or by telephone."""

from __future__ import annotations

import pytest

from planforge.drill.kit.controllers import Controllers, is_near
from planforge.model.drill_scales import Delivery
from tests.unit.drill.build.demo import NAMES, drills
from tests.unit.drill.kit.small_drill import demo_kit


@pytest.mark.parametrize(
    ("names", "place", "wanted"),
    [
        (["市地灾办"], "", ("c2", True)),
        (["市防办", "市应急办"], "", ("c1", True)),
        (["化工园区管委会"], "滨江石化罐区", ("c3", True)),
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
    for one in kit.injects:
        if one.is_generated and one.delivery is Delivery.IN_PERSON:
            to = [who for who in one.to if isinstance(who, str)]
            assert known.bringing(to, one.place) == (one.controller, True), one.id
            assert to, one.id


def test_the_scenes_of_the_cascade_reach_those_who_see_them() -> None:
    kit = demo_kit("cascade")
    found = {
        one.id: (one.controller, one.delivery)
        for one in kit.injects
        if one.id.startswith(("scene-", "outage-"))
    }
    assert found["scene-14400"] == ("c2", Delivery.IN_PERSON)
    assert found["scene-19800"] == ("c1", Delivery.PHONE)
    assert found["scene-25200"] == ("c3", Delivery.IN_PERSON)
    assert found["outage-市危化办主任"][1] is Delivery.PHONE
