"""X04: who is flooded, who has nothing to do, which controller is torn between two places."""

from __future__ import annotations

from planforge.drill.kit.strain import MANY, strains, torn
from tests.unit.drill.kit.small_drill import BLIND, DRILL, ON_SITE, kit_of


def test_messages_and_idle_stretches_are_counted_on_the_clock_of_the_drill() -> None:
    found = {one.name: one for one in strains(kit_of(ON_SITE))}
    assert [(one.name, one.messages, one.busy_at, one.idle) for one in found.values()] == [
        ("市防办", 1, 525, (1575, 3600)),
        ("市水务局", 2, 2160, (2220, 3600)),
    ]
    assert {name: one.is_idle for name, one in found.items()} == {"市防办": True, "市水务局": False}
    assert not any(one.is_flooded for one in found.values())


def test_a_unit_that_gets_many_messages_at_once_is_flooded() -> None:
    more = "".join(
        f"  - {{编号: b{n}, 类型: 情境信息, 时间: T+00:4{n % 10}, 正文: 雨情{n}, 发出: 巡堤员, "
        f"接收: 市水务局}}\n"
        for n in range(MANY + 1)
    )
    few, many = (
        {one.name: one for one in strains(kit_of(DRILL.replace("时间表:", f"{text}时间表:")))}
        for text in (more.partition("\n")[0] + "\n", more)
    )
    assert not few["市水务局"].is_flooded
    assert many["市水务局"].messages == MANY + 1
    assert many["市水务局"].busy_at == 600
    assert many["市水务局"].is_flooded


def test_a_drill_without_a_script_says_nothing() -> None:
    assert strains(kit_of(BLIND)) == ()


def test_a_controller_cannot_be_in_two_places_at_once() -> None:
    def drill(first: str, second: str, minute: str) -> str:
        line = "  - {{编号: {}, 类型: 情境信息, 时间: {}, 正文: 看, 发出: 巡堤员, 接收: 市防办, "
        line += "方式: 当面, 地点: {}, 控制员: c1}}\n"
        both = line.format("n1", "T+01:00", first) + line.format("n2", minute, second)
        return ON_SITE.replace("时间表:", f"{both}时间表:")

    (one,) = torn(kit_of(drill("北山", "南山", "T+01:10")))
    assert (one.controller, one.one.id, one.other.id) == ("c1", "n1", "n2")
    assert torn(kit_of(drill("北山", "北山", "T+01:10"))) == ()
    assert torn(kit_of(drill("北山", "南山", "T+01:40"))) == ()


def test_who_stands_somewhere_else_cannot_be_in_two_places_either() -> None:
    """Without a place the message is handed over where the controller stands."""

    def drill(place: str, second: str = "市水务局") -> str:
        line = "  - {{编号: {}, 类型: 情境信息, 时间: {}, 正文: 看, 发出: 巡堤员, 接收: {}, "
        line += "方式: 当面, {}控制员: c1}}\n"
        both = line.format("n1", "T+01:00", "市防办", "")
        both += line.format("n2", "T+01:10", second, place)
        return ON_SITE.replace("时间表:", f"{both}时间表:")

    (one,) = torn(kit_of(drill("地点: 南山, ")))
    assert (one.controller, one.one.id, one.other.id) == ("c1", "n1", "n2")
    assert (one.place, one.other_place) == ("导调席", "南山")
    assert torn(kit_of(drill("地点: 导调席旁, "))) == ()
    assert torn(kit_of(drill("地点: 南山, ", "市防办"))) == ()  # who is to get both is there
    assert torn(kit_of(drill(""))) == ()


def test_one_message_cannot_be_handed_over_where_two_stand_who_are_apart() -> None:
    """X04: its receivers stand with their controllers, each at another place."""

    def drill(way: str, place: str = "") -> str:
        other = (
            "控制人员:\n    - {编号: c2, 单位: 市应急局, 位置: 北山大坝, 负责: [市水务局]}\n"
            "    - {编号: c1, 单位: 市应急局, 位置: 导调席, 负责: [市防办]}\n"
        )
        text = ON_SITE.replace(
            "控制人员: [{编号: c1, 单位: 市应急局, 位置: 导调席, 负责: [市防办, 市水务局]}]\n",
            other,
        )
        line = (
            "  - {编号: n1, 类型: 情境信息, 时间: T+01:00, 正文: 看, 发出: 巡堤员, "
            f"接收: [市防办, 市水务局], 方式: {way}, {place}控制员: c1}}\n"
        )
        return text.replace("时间表:", f"{line}时间表:")

    (one,) = torn(kit_of(drill("当面")))
    assert (one.controller, one.one.id, one.other.id) == ("c1", "n1", "n1")
    assert (one.place, one.other_place) == ("导调席", "北山大坝")
    assert torn(kit_of(drill("电话"))) == ()
    assert torn(kit_of(drill("当面", "地点: 南山, "))) == ()  # both are called there
