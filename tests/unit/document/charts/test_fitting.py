"""Charts on pages of given size: what is cut where, and that nothing is lost or too large."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.document.charts import (
    Chart,
    ChartKind,
    Edge,
    Group,
    Look,
    Node,
    NodeKind,
    Room,
    draw,
    fitted,
    in_words,
)
from planforge.document.charts.cutting import balanced, fewer_lanes, size_of
from planforge.document.charts.dot import sketch
from tests.unit.document.charts.samples import SAMPLES
from tests.unit.document.charts.timed_samples import TIMED

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts import Drawable, Picture
    from planforge.document.charts.layout import Program

A4 = Room(598, 798)
"""A4 with its smallest text in 8.5 points."""


def drawn_by(driver: Program) -> Callable[[Drawable], Picture]:
    return lambda chart: draw(chart, driver, prefix="c", look=Look.ALONE)


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize("room", [A4, Room(741, 901)], ids=["a4", "a3"])
def test_every_part_fits_its_page(name: str, room: Room, driver: Program) -> None:
    for part in fitted(SAMPLES[name](), room, drawn_by(driver)):
        drawn = draw(part, driver, prefix="c", look=Look.ALONE)
        assert room.holds((drawn.width, drawn.height)), part.title


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_nothing_is_lost_and_steps_stand_once(name: str, driver: Program) -> None:
    whole = SAMPLES[name]()
    parts = fitted(whole, A4, drawn_by(driver))
    found = [node.text for part in parts if isinstance(part, Chart) for node in part.nodes]
    assert {node.text for node in whole.nodes} <= set(found)
    if whole.kind in {ChartKind.RESPONSE_FLOW, ChartKind.RESPONSE_COURSE}:
        own = [node.text for node in whole.nodes]
        assert [text for text in found if text in own] == own


def test_a_chart_that_fits_as_it_is_stays_so(driver: Program) -> None:
    chart = SAMPLES["flood-ladder"]()
    assert fitted(chart, Room(3000, 3000), drawn_by(driver)) == (chart,)


def test_a_chart_that_fits_with_fewer_columns_is_not_cut(driver: Program) -> None:
    (part,) = fitted(SAMPLES["flood-phases"](), Room(600, 1200), drawn_by(driver))
    assert isinstance(part, Chart)
    assert part.wide == 600


def test_a_page_may_lie_on_its_side(driver: Program) -> None:
    wide = Chart(
        ChartKind.LINK_MAP,
        "图",
        tuple(Node(str(number), f"预案{number}", NodeKind.PLAN) for number in range(5)),
        tuple(Edge("0", str(number)) for number in range(1, 5)),
    )
    size = draw(wide, driver, prefix="c")
    room = Room(int(size.height) + 1, int(size.width) + 1)
    assert fitted(wide, replace(room, turns=True), drawn_by(driver)) == (wide,)


def test_the_first_part_leaves_what_stands_above_it_its_room(driver: Program) -> None:
    chart = SAMPLES["flood-course"]()
    high = int(draw(replace(chart, wide=598), driver, prefix="c").height)
    first, *_ = fitted(chart, Room(598, high, taken=300), drawn_by(driver))
    assert isinstance(first, Chart)
    assert size_of(sketch(first))[1] <= high - 300


def test_parts_of_a_course_say_where_it_goes_on(driver: Program) -> None:
    parts = fitted(SAMPLES["flood-course"](), Room(598, 500), drawn_by(driver))
    told = [in_words(part) for part in parts if isinstance(part, Chart)]
    assert len(parts) == 2
    assert "接图 | 转第2部分：事态是否得到控制？" in told[0]
    assert told[1].splitlines()[1].startswith("接图 | 接第1部分")
    assert "转第1部分：启动响应" in told[1]


def test_a_long_stage_goes_on_in_another() -> None:
    nodes = [Node(f"a{n}", f"任务{n}", group="work", row=0) for n in range(45)]
    chart = Chart(
        ChartKind.RESPONSE_COURSE,
        "图",
        (*nodes, Node("close", "终止", group="end", row=1)),
        (Edge("work", "end"),),
        (Group("work", "应急处置"), Group("end", "响应终止")),
    )
    parts = fitted(chart, Room(598, 400), _never)
    titles = [group.title for part in parts if isinstance(part, Chart) for group in part.groups]
    assert titles == ["应急处置", "应急处置（续）", "应急处置（续）", "响应终止"]


def _never(chart: Drawable) -> Picture:
    raise AssertionError(chart)


def test_lanes_that_do_not_fit_share_one_and_its_boxes_say_whose_they_are() -> None:
    lanes = tuple(Group(str(number), f"第{number}单位") for number in range(6))
    nodes = [Node(f"n{number}", "任务", group=str(number)) for number in range(6)]
    nodes += [Node("more", "又一任务", group="5", detail="协助")]
    chart = Chart(ChartKind.RESPONSE_FLOW, "图", tuple(nodes), (), lanes, wide=598)
    found = fewer_lanes(chart)
    assert [group.title for group in found.groups] == [
        "第0单位",
        "第1单位",
        "第5单位",
        "第2单位、第3单位、第4单位",
    ]
    assert [node.detail for node in found.nodes] == [
        "", "", "第2单位", "第3单位", "第4单位", "", "协助",
    ]  # fmt: skip


def test_lanes_that_do_not_fit_join_the_lane_of_the_rest_if_there_is_one() -> None:
    lanes = (
        Group("chief", "市防指"),
        Group("office", "市防办"),
        Group("local", "县（市、区）"),
        Group("water", "市水务局"),
        Group("rest", "成员单位", is_rest=True),
    )
    nodes = [
        Node("n0", "任务", group="chief"),
        Node("n1", "任务", group="office"),
        Node("n2", "任务", group="local", detail="东县政府", has_doer=True),
        *(Node(f"w{number}", "任务", group="water") for number in range(4)),
        Node("n3", "任务", group="rest", detail="市应急局", has_doer=True),
        Node("n4", "任务", group="rest"),
    ]
    chart = Chart(ChartKind.RESPONSE_FLOW, "图", tuple(nodes), (), lanes, wide=500)
    found = fewer_lanes(chart)
    assert found.groups == (
        Group("chief", "市防指"),
        Group("office", "市防办"),
        Group("local", "县（市、区）、市水务局、成员单位", is_rest=True),
    )
    told = [(node.group, node.detail, node.has_doer) for node in found.nodes]
    assert told == [
        ("chief", "", False),
        ("office", "", False),
        ("local", "东县政府", True),
        *4 * [("local", "市水务局", True)],
        ("local", "市应急局", True),
        ("local", "", False),
    ]


def test_timed_charts_are_cut_by_their_rows(driver: Program) -> None:
    parts = fitted(TIMED["gantt"], Room(598, 300), drawn_by(driver))
    assert len(parts) > 1


def test_runs_are_as_even_as_their_order_allows() -> None:
    assert balanced([], 3) == []
    assert balanced([1.0, 1.0, 1.0, 1.0], 2) == [[0, 1], [2, 3]]
    assert balanced([5.0, 1.0, 1.0, 5.0], 3) == [[0], [1, 2], [3]]


@pytest.mark.parametrize("kind", ChartKind)
def test_what_cannot_be_cut_stays_whole(kind: ChartKind, driver: Program) -> None:
    chart = Chart(kind, "图", (Node("a", "一个很大的方框"),))
    (part,) = fitted(chart, Room(40, 20), drawn_by(driver))
    assert isinstance(part, Chart)
    assert part.nodes[0].text == "一个很大的方框"
