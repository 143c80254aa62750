"""Pictures of rehearsals: what they show is what the records say."""

from __future__ import annotations

import pytest

from planforge.document.charts.timed import Standing
from planforge.document.diagrams.played import Played, pictures
from planforge.drill.history import History
from planforge.drill.prepared import Prepared
from tests.unit.drill.build.demo import NAMES, played, rehearsed

CHANGES = ("level_activated", "level_raised", "level_lowered", "plan_ended")


def shown(name: str, language: str = "zh_CN") -> Played:
    made = rehearsed(name)
    return Played(made, History(Prepared(made.world), played(name)), language)


def test_stairs_are_the_levels_in_force() -> None:
    chart = shown("flood-season").levels()
    assert chart is not None
    (stair,) = chart.stairs
    assert (chart.title, stair.title) == ("响应级别变化", "防汛抗旱应急预案")
    assert (stair.levels, stair.top) == (("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"), 1)
    records = [one for one in played("flood-season").records if one.type in CHANGES]
    told = [(one.t, 5 - int(str(one.data["to"]))) for one in records if one.type != "plan_ended"]
    assert [(change.at_s, change.level) for change in stair.changes if change.level] == told
    assert [change.at_s for change in stair.changes] == [record.t for record in records]


@pytest.mark.parametrize("name", NAMES)
def test_every_task_that_began_is_a_bar_in_the_lane_of_who_did_it(name: str) -> None:
    drawn = shown(name)
    for plan in drawn.rehearsal.world.plans:
        chart = drawn.work(plan.id)
        begun = [
            record for record in played(name).records
            if record.type == "task_start" and record.plan == plan.id
        ]  # fmt: skip
        if not begun:
            assert chart is None
            continue
        assert chart is not None
        found = sorted((span.start_s, span.lane, span.label) for span in chart.spans)
        index = drawn.rehearsal.index
        wanted = sorted(
            (one.t, one.role, index.name(one.entity.rpartition("#")[0])) for one in begun
        )
        assert found == wanted
        assert {lane.id for lane in chart.lanes} == {span.lane for span in chart.spans}
        done = {record.entity for record in played(name).of("task_done")}
        ended = sum(record.entity in done for record in begun)
        assert sum(span.standing is Standing.DONE for span in chart.spans) == ended


@pytest.mark.parametrize("name", ["cascade", "army"])
def test_nobody_is_in_use_beyond_what_there_is(name: str) -> None:
    chart = shown(name).load()
    assert chart is not None
    for use in chart.uses:
        assert min(count for _, count in use.counts) >= 0
        assert use.most <= use.capacity
        assert use.counts[-1][1] == 0


def test_messages_are_reports_orders_and_notices_but_no_mere_news() -> None:
    chart = shown("flood-season").messages()
    assert chart is not None
    sent = [
        record for record in played("flood-season").records
        if record.type == "message_sent" and record.data["kind"] != "hop"
    ]  # fmt: skip
    assert sorted((one.sent_s, one.source, one.target) for one in chart.arrows) == sorted(
        (record.t, record.role, str(record.data["to"])) for record in sent
    )
    assert not any("org." in lane.title or "~" in lane.title for lane in chart.lanes)
    assert not any("~" in arrow.label or "#" in arrow.label for arrow in chart.arrows)


def test_all_pictures_come_in_the_order_in_which_they_are_looked_at() -> None:
    drawn = list(pictures(shown("flood-season", "en"), ["flood", "geology"]))
    assert [chart.title for chart in drawn] == [
        "Response levels over time",
        "Work by role: 防汛抗旱应急预案",
        "Load of people and teams",
        "Messages",
    ]
