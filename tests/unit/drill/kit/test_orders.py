"""Orders of one moment are one call, and what is begun on it goes on without words."""

from __future__ import annotations

from collections import Counter

import pytest

from planforge.drill.kit.orders import FEWEST
from planforge.drill.kit.values import ScriptRow, text_of
from tests.unit.drill.kit.small_drill import demo_kit

LANGUAGE = "zh_CN"
NAMES = ("army", "cascade", "flood-season", "province-takeover")
CALL = "order/geology/2400"


def call() -> ScriptRow:
    (row,) = (row for row in demo_kit("cascade").script if row.id == CALL)
    return row


def test_a_call_says_the_tasks_by_their_limits_what_is_asked_and_what_the_office_does() -> None:
    said = [(text_of(x.speaker, LANGUAGE), text_of(x.words, LANGUAGE)) for x in call().dialogue]
    assert said == [
        (
            "市地灾办",
            "这是一次演练。各单位，按《突发地质灾害应急预案》Ⅳ级响应要求，立即落实下列任务。",
        ),
        (
            "市地灾办",
            (
                "市公安局局长负责封控警戒；市气象局局长负责现场气象水文保障，"
                "情景时间17:30（演练时间09:45）前落实并报告。"
            ),
        ),
        (
            "市地灾办",
            "市自然资源局局长负责应急调查，情景时间18:30（演练时间10:15）前落实并报告。",
        ),
        (
            "市地灾办",
            "商请市委宣传部负责信息发布与舆情应对，情景时间21:30（演练时间11:45）前落实并报告。",
        ),
        ("市地灾办", "同时，市地灾办主任负责应急值守、会商研判。"),
        ("各单位依次", "本单位的任务明确，明白。"),
    ]


def test_nobody_is_named_twice_for_one_limit() -> None:
    (row,) = (one for one in demo_kit("cascade").script if one.id == "order/blackout/22800")
    said = "".join(text_of(turn.words, LANGUAGE) for turn in row.dialogue)
    assert [name for name in ("组织抢修", "恢复方案") if said.count(name) != 1] == []
    assert "国网安澜供电公司总经理负责组织抢修；" not in said


def test_work_after_the_response_is_handed_out_as_such() -> None:
    (row,) = (one for one in demo_kit("cascade").script if one.id == "order/flood/153300")
    assert text_of(row.action, LANGUAGE) == "下达《防汛抗旱应急预案》后期处置的任务3项"


def test_a_call_names_office_units_plan_and_place() -> None:
    row = call()
    assert (row.actor, row.to, row.place) == (
        "市地灾办",
        ("市公安局局长", "市自然资源局局长", "市气象局局长", "市委宣传部"),
        "市自然资源局",
    )
    assert row.basis is not None
    assert (row.basis.plan, row.basis.clause) == (
        "geology",
        "4.4.1（2）；4.4.2（1）、（3）、（4）、（8）、（29）",
    )
    assert text_of(row.action, LANGUAGE) == "下达《突发地质灾害应急预案》Ⅳ级响应任务4项"
    assert text_of(row.narration, LANGUAGE) == (
        "市地灾办按《突发地质灾害应急预案》下达任务4项，4个单位同时行动。"
    )


def test_what_is_begun_on_a_call_follows_it_without_words_and_keeps_the_rest() -> None:
    script = demo_kit("cascade").script
    at = next(i for i, row in enumerate(script) if row.id == CALL)
    own = script[at + 1 : at + 7]
    assert [row.id for row in own] == [
        f"start/geology/{name}#1"
        for name in ("duty", "consult", "cordon", "survey", "weather", "publicity")
    ]
    assert {(row.dialogue, row.narration) for row in own} == {((), "")}
    assert all(text_of(row.cue, LANGUAGE).startswith(f"随{CALL}同时展开") for row in own)
    survey = own[3]
    assert (survey.duration, survey.limit and survey.limit.text, survey.props) == (
        6_600,
        "2小时",
        ("市地灾技术队", "位移监测仪10台", "无人机2架"),
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_office_speaks_more_than_a_few_orders_at_one_moment(name: str) -> None:
    """Before, twenty rows of one minute had words."""
    spoken = Counter(
        (row.at, row.basis.plan, text_of(row.dialogue[0].speaker, LANGUAGE))
        for row in demo_kit(name).script
        if row.id.startswith("start/") and row.basis and len(row.dialogue) > 1
    )
    assert max(spoken.values(), default=0) < FEWEST


@pytest.mark.parametrize("name", NAMES)
def test_every_silent_row_belongs_to_a_call_at_its_moment(name: str) -> None:
    script = demo_kit(name).script
    calls = {row.id: row for row in script if row.id.startswith("order/")}
    silent = [row for row in script if row.id.startswith("start/") and not row.dialogue]
    assert len({row.id for row in script}) == len(script)
    for row in silent:
        assert row.basis is not None
        assert f"order/{row.basis.plan}/{row.at}" in calls, row.id


def test_who_plays_a_body_still_reads_what_it_is_told() -> None:
    """Cards of role players are made from what is said to each, before it becomes one call."""
    script = {row.id: row for row in demo_kit("army").script}
    told = [one for one in demo_kit("army").replies if one.row.startswith("start/")]
    assert all(one.words for one in told)
    assert [one.row for one in told if one.row not in script] == []
