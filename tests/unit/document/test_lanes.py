"""Lanes of the response flow: an actor each where they are few, else by role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.document.charts import in_words
from planforge.document.diagrams import action_flows
from tests.unit.document.small import FLOOD, context

if TYPE_CHECKING:
    from planforge.document.charts import Chart

COUNTY = """
  - {编号: east-government, 名称: 东县人民政府, 简称: [东县政府], 类别: 人民政府, 上级: 市政府,
     辖区: 东县}
  - {编号: towns, 名称: 各乡镇人民政府（街道办事处）, 简称: [各乡镇（街道）], 类别: 统称}
  - {编号: members, 名称: 各成员单位, 简称: [成员单位], 类别: 统称}
  - {编号: province, 名称: 大省西县人民政府, 类别: 外部单位}
"""
DEPUTY = """
  - {编号: flood-deputy, 名称: 市防指副总指挥, 机构: 市防指, 职务: 副市长}
"""


def flow(
    actors: list[str], *, flood: str = FLOOD, language: str = "zh_CN", public: bool = True
) -> Chart:
    """Return the flow of the small plan, whose actions are one for each of *actors*."""
    lines = "".join(
        f"  - {{编号: a{i}, 阶段: 应急处置, 责任: {name}, 内容: 任务{i}}}\n"
        for i, name in enumerate(actors)
    )
    head, _, after = flood.partition("响应措施:\n")
    whole = f"{head}响应措施:\n{lines}信息报告:{after.partition('信息报告:')[2]}"
    here = context(
        flood=whole, organisations=COUNTY, posts=DEPUTY, language=language, public=public
    )
    (chart,) = action_flows(here)
    return chart


def lanes(chart: Chart) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return title and link of each lane with text and detail of its boxes."""
    return [
        (
            group.title,
            group.target,
            [(node.text, node.detail) for node in chart.nodes if node.group == group.id],
        )
        for group in chart.groups
    ]


UNITS = [f"第{number}单位" for number in range(7)]


def test_few_actors_have_a_lane_each_in_order_of_first_use() -> None:
    actors = ["市应急局", "市防指总指挥", "市防指", "市防办", "东县政府", "各乡镇（街道）"]
    assert [title for title, _, _ in lanes(flow(actors))] == actors


def test_many_actors_stand_in_lanes_by_role_from_the_top_down() -> None:
    actors = [
        "东县政府",
        "各乡镇（街道）",
        "市应急局",
        "市防办",
        "抢险组",
        "市防指总指挥",
        "市防指",
    ]
    assert lanes(flow([*actors, "市防办主任", "市防指副总指挥", *UNITS])) == [
        (
            "市防指",
            "planforge:organisation/flood-command",
            [("任务5", "市防指总指挥"), ("任务6", ""), ("任务8", "市防指副总指挥")],
        ),
        (
            "市防办",
            "planforge:organisation/flood-office",
            [("任务3", ""), ("任务7", "市防办主任")],
        ),
        ("抢险组", "planforge:group/flood/rescue", [("任务4", "")]),
        (
            "县（市、区）、乡镇（街道）",
            "",
            [("任务0", "东县政府"), ("任务1", "各乡镇（街道）")],
        ),
        (
            "其他单位",
            "",
            [("任务2", "市应急局"), *((f"任务{9 + n}", name) for n, name in enumerate(UNITS))],
        ),
    ]


def test_the_command_names_its_lane_even_if_only_its_chief_acts() -> None:
    title, target, boxes = lanes(flow(["市防指总指挥", *UNITS]))[0]
    assert (title, target) == ("市防指", "planforge:organisation/flood-command")
    assert boxes == [("任务0", "市防指总指挥")]


def test_the_command_at_the_scene_stands_with_the_command() -> None:
    found = lanes(flow(["市防指", "现场指挥部", "市防指现场指挥部", "东县现场指挥部", *UNITS]))
    assert found[0][2] == [
        ("任务0", ""),
        ("任务1", "现场指挥部"),
        ("任务2", "市防指现场指挥部"),
    ]


def test_the_lead_department_that_holds_the_office_stands_with_it() -> None:
    found = lanes(flow(["市水务局", "市防办", *UNITS]))
    assert found[0] == (
        "市防办",
        "planforge:organisation/flood-office",
        [("任务0", "市水务局"), ("任务1", "")],
    )
    apart = FLOOD.replace("{名称: 市防办, 设在: 市水务局,", "{名称: 市防办, 设在: 市应急局,")
    assert lanes(flow(["市水务局", "市防办", *UNITS], flood=apart))[0][2] == [("任务1", "")]


def test_who_alone_stands_for_a_role_names_the_lane() -> None:
    titles = [title for title, _, _ in lanes(flow(["市水务局", "东县政府", *UNITS]))]
    assert titles == ["市水务局", "东县政府", "其他单位"]


def test_several_groups_share_a_lane() -> None:
    two = FLOOD.replace(
        "  工作组:\n", "  工作组:\n    - {编号: care, 名称: 安置组, 牵头: 市应急局, 职责: [安置]}\n"
    )
    assert lanes(flow(["抢险组", "安置组", *UNITS], flood=two))[0] == (
        "工作组",
        "",
        [("任务0", "抢险组"), ("任务1", "安置组")],
    )


def test_governments_of_another_land_are_other_units() -> None:
    found = lanes(flow(["东县政府", "各乡镇（街道）", "大省西县人民政府", *UNITS]))
    assert [(title, len(boxes)) for title, _, boxes in found] == [
        ("县（市、区）、乡镇（街道）", 2),
        ("其他单位", 8),
    ]


def test_busy_units_have_lanes_of_their_own() -> None:
    found = lanes(flow([*3 * ["第8单位"], *2 * ["第9单位"], *UNITS, "东县政府", "市防办"]))
    assert [(title, len(boxes)) for title, _, boxes in found] == [
        ("市防办", 1),
        ("东县政府", 1),
        ("第8单位", 3),
        ("其他单位", 9),
    ]
    assert found[2][2][0] == ("任务0", "")


def test_the_busiest_come_first_where_not_all_have_room() -> None:
    busy = [*3 * ["甲"], *4 * ["乙"], *4 * ["丙"], *4 * ["丁"], *4 * ["戊"]]
    titles = [title for title, _, _ in lanes(flow([*busy, *UNITS]))]
    assert titles == ["乙", "丙", "丁", "戊", "其他单位"]


def test_all_have_a_lane_if_the_roles_leave_room_for_them() -> None:
    actors = ["市防指", "市防指总指挥", "市防指副总指挥", "市防办", "市应急局", "甲", "乙"]
    titles = [title for title, _, _ in lanes(flow(actors))]
    assert titles == ["市防指", "市防办", "市应急局", "甲", "乙"]


def _with_members(units: list[str]) -> str:
    lines = "".join(f"    - {{单位: {unit}, 职责: [配合]}}\n" for unit in units)
    return FLOOD.replace("  成员单位:\n", f"  成员单位:\n{lines}")


def test_the_rest_are_member_units_if_all_are() -> None:
    of_members = _with_members(UNITS)
    found = lanes(flow(["市防办", *UNITS, "市应急局"], flood=of_members))
    assert [(title, target) for title, target, _ in found] == [
        ("市防办", "planforge:organisation/flood-office"),
        ("成员单位", ""),
    ]
    found = lanes(flow(["市防办", *UNITS, "各成员单位"], flood=of_members))
    assert [(title, boxes[-1]) for title, _, boxes in found] == [
        ("市防办", ("任务0", "")),
        ("成员单位", ("任务8", "各成员单位")),
    ]
    found = lanes(flow(["市防办", *UNITS, "甲"], flood=of_members))
    assert [title for title, _, _ in found] == ["市防办", "其他单位"]


def test_units_that_share_the_only_lane_are_no_others() -> None:
    assert [title for title, _, _ in lanes(flow(UNITS))] == ["责任单位"]


def test_an_internal_command_body_names_no_lane() -> None:
    hidden = FLOOD.replace("指挥机构:\n", "指挥机构:\n  可见: 内部\n")
    actors = ["市防指总指挥", "市防办", *UNITS]
    assert [title for title, _, _ in lanes(flow(actors, flood=hidden))] == ["责任单位"]
    inside = flow(actors, flood=hidden, public=False)
    assert [title for title, _, _ in lanes(inside)] == ["市防指", "市防办", "其他单位"]


def test_lanes_are_titled_in_the_language_of_the_reader() -> None:
    chart = flow(["东县政府", "各乡镇（街道）", "市防办", *UNITS], language="en")
    assert [title for title, _, _ in lanes(chart)] == [
        "市防办",
        "County or district, town or street",
        "Other units",
    ]


def test_the_words_for_the_chart_name_who_is_responsible_not_the_lane() -> None:
    chart = flow(["市防指", "市防指总指挥", "[市应急局, 甲]", *UNITS])
    assert in_words(chart).splitlines()[1:4] == [
        "1 | 应急处置 | 市防指 | 任务0 | — | —",
        "2 | 应急处置 | 市防指总指挥 | 任务1 | — | —",
        "3 | 应急处置 | 市应急局、甲 | 任务2 | — | —",
    ]
