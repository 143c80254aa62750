"""What is said when something begins: ahead of the event, again after it, and to the army."""

from __future__ import annotations

import pytest

from planforge.drill.kit.army import government, is_army
from planforge.drill.kit.facts import fact_words
from planforge.drill.kit.values import text_of
from planforge.drill.weakness import weaknesses
from tests.unit.drill.build.demo import drills, played, rehearsed
from tests.unit.drill.kit.small_drill import demo_kit

LANGUAGE = "zh_CN"


def said(name: str, row: str) -> list[tuple[str, str]]:
    (found,) = (one for one in demo_kit(name).script if one.id == row)
    return [(str(turn.speaker), text_of(turn.words, LANGUAGE)) for turn in found.dialogue]


def test_the_government_asks_the_army_and_the_command_sets_the_task() -> None:
    assert said("army", "start/flood/military#1") == [
        (
            "市防办",
            (
                "这是一次演练。市政府，按《防汛抗旱应急预案》Ⅱ级响应要求，"
                "建议商请安澜军分区部队支援抢险。"
            ),
        ),
        (
            "市政府",
            ("安澜军分区，情景时间06:20，《防汛抗旱应急预案》已启动Ⅱ级响应。"),
        ),
        ("安澜军分区", "收到，请讲具体情况。"),
        (
            "市政府",
            (
                "迎水坡滑塌（江南区柳林堤段）。澜江干堤险情：重大险情。"
                "已完成联合值守、会商研判、派出工作组。"
            ),
        ),
        (
            "市政府",
            (
                "商请部队支援抢险，需要民兵抗洪抢险营、武警应急救援分队、救生衣800件、铁锹1000把，"
                "情景时间09:20前落实并报告。"
            ),
        ),
        ("安澜军分区", "部队支援抢险，我们按规定立即办理，请明确任务。"),
        (
            "市防指",
            (
                "安澜军分区，任务在江南区柳林堤段，部队行动由军队负责指挥，"
                "与武警安澜支队、市应急局共同行动。"
            ),
        ),
    ]
    (row,) = (one for one in demo_kit("army").script if one.id == "start/flood/military#1")
    assert "突发事件应对法第二十四条" in text_of(row.cue, LANGUAGE)


def test_no_call_to_several_units_hands_the_army_a_task() -> None:
    for name in ("army", "cascade"):
        for row in demo_kit(name).script:
            assert not (row.id.startswith("order/") and "安澜军分区" in row.to), row.id


@pytest.mark.parametrize(
    ("unit", "is_it"),
    [("安澜军分区", True), ("武警安澜支队", False), ("市消防救援支队", False), ("无此单位", False)],
)
def test_who_is_of_the_army(unit: str, is_it: bool) -> None:  # noqa: FBT001 - a case
    assert is_army(drills()["army"], unit) is is_it


def test_the_government_stands_above_command_and_office() -> None:
    view = drills()["army"]
    assert [government(view, one) for one in ("市防办", "市防指", "安澜军分区")] == [
        "市政府",
        "市政府",
        "",
    ]


def test_what_is_done_twice_is_said_in_words_of_its_own() -> None:
    assert said("cascade", "start/geology/evacuate-now#1") == [
        ("青川县县长", "这是一次演练。情况还没有发生，我们预先做好立即避险的准备。")
    ]
    assert said("cascade", "start/geology/evacuate-now#1.2") == [
        ("青川县县长", "这是一次演练。情况已经发生，我们马上行动：立即避险。")
    ]
    rows = {row.id: row for row in demo_kit("cascade").script}
    told = text_of(rows["start/geology/evacuate-now#1.2"].narration, LANGUAGE)
    assert told == "情况已经发生，青川县县长再次立即避险。"
    done = text_of(rows["done/geology/shelters#1.2"].action, LANGUAGE)
    assert done == "事发后再次开放安置点已落实，用时1小时。"


def test_findings_say_which_time_was_late() -> None:
    found = weaknesses(rehearsed("cascade"), played("cascade"))
    texts = [one.message.render(LANGUAGE) for one in found if one.id == "E02"]
    (shelters,) = (x for x in texts if "开放安置点（" in x)
    assert shelters.startswith(
        "突发地质灾害应急预案：开放安置点（事发后再做的一次）规定升为Ⅱ级后30分钟"
    )
    (hint,) = (x for x in texts if "危化品预案：紧急避险提示" in x)
    assert hint.endswith("；另一次也超时")


def test_whoever_the_media_ask_answers_that_it_is_being_checked() -> None:
    assert said("cascade", "inject/k7")[1] == (
        "市委宣传部",
        "情况正在核实，核实以后统一发布，谢谢关注。",
    )


def test_what_is_no_longer_so_is_said_to_be_over() -> None:
    registry = drills()["cascade"].registry
    assert text_of(fact_words(registry, "化工园区失电", value=False), LANGUAGE) == (
        "化工园区失电已解除"
    )


def test_no_answer_of_the_cascade_is_expected_in_time_that_is_skipped() -> None:
    kit = demo_kit("cascade")
    rows = {row.id for row in kit.script}
    assert {"start/hazchem/return-check#1", "done/hazchem/return-check#1"} <= rows
    for one in kit.injects:
        for action in one.expected:
            assert action.due is None or kit.timeline.jump_after(action.due) is None, action.id


def test_a_work_limit_in_skipped_time_is_answered_at_the_jump() -> None:
    assert said("cascade", "start/hazchem/keep-watch#1") == [
        ("市危化办", "这是一次演练。滨江石化，按《危化品预案》响应终止的要求，负责值守防范。"),
        ("滨江石化", "明白。什么时候完成？"),
        ("市危化办", "情景时间07-13 13:10前落实（演练跳过这段时间，14:30跳跃后报告）。"),
        ("滨江石化", "值守防范，明白。"),
    ]
