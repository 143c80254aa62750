"""Who decides and who announces in a script, on what grounds, and who stands in for whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planforge.drill.kit.grounds import grounds
from planforge.drill.kit.values import text_of
from planforge.model.scales import Anchor
from tests.unit.drill.build.demo import played, rehearsed
from tests.unit.drill.kit.small_drill import demo_kit

LANGUAGE = "zh_CN"


def said(name: str, row: str) -> list[tuple[str, str]]:
    (found,) = (one for one in demo_kit(name).script if one.id == row)
    return [
        (text_of(turn.speaker, LANGUAGE), text_of(turn.words, LANGUAGE)) for turn in found.dialogue
    ]


def test_whoever_the_plan_names_announces_a_level_after_it_was_decided() -> None:
    assert said("cascade", "level/flood/2100") == [
        (
            "市防办",
            (
                "这是一次演练。市防指副总指挥，暴雨预警：橙色、受影响县区数3个，达到条件，"
                "建议启动《防汛抗旱应急预案》Ⅲ级响应。"
            ),
        ),
        ("市防指副总指挥", "同意，请市防办宣布。"),
        ("市防办", "我宣布，启动《防汛抗旱应急预案》Ⅲ级响应，请各单位按预案行动。"),
    ]


def test_a_level_is_proposed_on_the_facts_that_its_rows_ask_for_and_on_no_others() -> None:
    """What is far below every limit is known, and no ground: here the reservoir at 185.6 m."""
    trace = played("flood-season")
    (raised,) = (one for one in trace.of("level_raised") if one.t == 37_500)
    known = raised.know["org.flood-office"]
    assert isinstance(known, dict)
    assert {"stage-reservoir", "waterlogging-depth", "rain-1h"} < set(known)
    (plan,) = (one for one in rehearsed("flood-season").world.plans if one.id == "flood")
    rank = raised.data["to"]
    assert isinstance(rank, int)
    assert grounds(plan, rank, raised, trace) == {"stage-anlan-metres": "206/5"}
    assert grounds(plan, rank + 1, raised, trace) == {}
    assert grounds(plan, rank, replace(raised, know={}), trace) == {}


def test_a_level_that_follows_from_another_plan_is_decided_without_a_proposal() -> None:
    assert said("cascade", "level/hazchem/22200") == [
        ("市危化办主任", "这是一次演练。决定启动《危化品预案》Ⅳ级响应，请市危化办宣布。"),
        ("市危化办", "我宣布，启动《危化品预案》Ⅳ级响应，请各单位按预案行动。"),
    ]


def test_the_end_of_a_response_rests_on_its_own_conditions_alone() -> None:
    first = {
        row.id.split("/")[1]: "".join(text_of(x.words, LANGUAGE) for x in row.dialogue[:-2])
        for row in demo_kit("cascade").script
        if row.id.startswith("end/")
    }
    assert first == {
        "blackout": (
            "这是一次演练。市电力指副总指挥，重要电力用户恢复供电比例100%、减供负荷恢复比例94%，"
            "达到条件，建议终止《大面积停电预案》响应。"
        ),
        "hazchem": (
            "这是一次演练。市危化指副总指挥，环境监测连续达标时间6小时、被困人数0人，达到条件，"
            "建议终止《危化品预案》响应。"
        ),
        "geology": (
            "这是一次演练。市地灾指总指挥，险情得到控制，受威胁人员妥善安置，现场搜救结束，"
            "专家认定无明显再次成灾危险。"
            "建议怎么办？已达到条件，建议终止《突发地质灾害应急预案》响应。"
        ),
        "master": (
            "这是一次演练。市应急委常务副主任，事态得到控制，抢险救援任务基本完成、"
            "受影响群众生活和公共设施运行基本恢复。"
            "建议怎么办？已达到条件，建议终止《总体预案》响应。"
        ),
        "flood": (
            "这是一次演练。市防指总指挥，24小时降雨量4毫米、澜江安澜站实时水位37.6米，达到条件，"
            "建议终止《防汛抗旱应急预案》响应。"
        ),
    }


def test_controllers_are_told_who_stands_in_for_a_post() -> None:
    rows = {row.id: text_of(row.cue, LANGUAGE) for row in demo_kit("cascade").script}
    assert rows["level/hazchem/22200"] == "市危化办主任由张某二代行"
    assert rows["start/hazchem/announce#1"].endswith("；市危化办主任由张某二代行")
    assert "代行" not in rows["level/geology/1800"]


def test_reports_tell_of_what_their_plan_asks_for_and_not_of_warnings_that_are_over() -> None:
    found = demo_kit("cascade")
    words = {
        row.id: "".join(text_of(turn.words, LANGUAGE) for turn in row.dialogue)
        for row in found.script
        if row.id.startswith("report/")
    }
    assert [id_ for id_, said in words.items() if "flood~" in id_ and "园区气体" in said] == []
    late = [row for row in found.script if row.id.startswith("report/") and row.at >= 7200]
    assert [row.id for row in late if "暴雨预警：橙色" in words[row.id]] == []


def test_a_report_names_the_event_that_brought_what_it_tells() -> None:
    found = demo_kit("cascade")
    for row in found.script:
        words = "".join(text_of(turn.words, LANGUAGE) for turn in row.dialogue)
        if row.id.startswith("report/") and "园区气体监测点浓度≥50%的有4处" in words:
            assert "储罐泄漏（滨江石化罐区）" in words, row.id


def test_what_waits_for_a_team_is_ordered_while_there_is_time_left() -> None:
    """The office does not order at 19:35 what was due by 19:20: the team was missing, not it."""
    assert said("cascade", "order/master/10200")[1:3] == [
        (
            "市应急办",
            (
                "市公安局局长负责警戒和交通管制；市消防救援支队支队长负责搜救抢险，"
                "情景时间19:20（演练时间10:40）前落实并报告。"
            ),
        ),
        (
            "市应急办",
            "市政府秘书长负责报告上级，情景时间19:50（演练时间10:55）前落实并报告。",
        ),
    ]
    assert said("cascade", "start/master/rescue#1") == [
        (
            "市消防救援支队支队长",
            (
                "这是一次演练。市应急办，情景时间18:50（演练时间10:25）下达的“搜救抢险”现在开始；"
                "此前等候市综合救援队到位。"
            ),
        ),
        ("市应急办", "收到。"),
    ]
    assert said("cascade", "start/master/settle#1")[0] == (
        "市应急局局长",
        (
            "这是一次演练。市应急办，情景时间18:50（演练时间10:25）下达的“安置救助”现在开始；"
            "此前等候前置措施完成。"
        ),
    )


def test_one_task_is_ordered_alone_and_of_an_event_when_the_office_knows_of_it() -> None:
    assert said("cascade", "order/flood/relief#1") == [
        (
            "市防办",
            "这是一次演练。市应急局局长，按《防汛抗旱应急预案》Ⅱ级响应要求，负责受灾群众救助。",
        ),
        ("市应急局局长", "明白。什么时候完成？"),
        ("市防办", "情景时间22:25（演练时间12:12）前落实并报告。"),
        ("市应急局局长", "受灾群众救助，明白。"),
    ]
    words = [words for _, words in said("cascade", "order/hazchem/25800")]
    assert len([one for one in words if "平湖县县长负责疏散群众，情景时间07-13 01:00" in one]) == 1


@pytest.mark.parametrize("name", ["cascade", "extreme", "mutual-aid", "province-takeover"])
def test_nobody_orders_what_is_late_already(name: str) -> None:
    kit = demo_kit(name)
    orders = [row for row in kit.script if row.id.startswith(("order/", "start/"))]
    words = [text_of(turn.words, LANGUAGE) for row in orders for turn in row.dialogue]
    assert [one for one in words if "已过时限" in one or "已经届满" in one] == []


def test_a_limit_that_the_event_let_run_anew_runs_from_the_event() -> None:
    (row,) = (x for x in demo_kit("cascade").script if x.id == "start/hazchem/isolate-material#1")
    limit = row.limit
    assert limit is not None
    assert (limit.text, row.anchor, row.due) == ("1小时", Anchor.OCCURRENCE, 8 * 3_600)
    asked = {one.id: one for inject in demo_kit("cascade").injects for one in inject.expected}
    evacuate = asked["k6/hazchem/evacuate"]
    assert (evacuate.anchor, evacuate.due) == (Anchor.OCCURRENCE, 9 * 3_600)


def test_who_sees_something_calls_the_office_that_is_to_know_it() -> None:
    """What is seen at the works reaches all desks that are to know it in one call."""
    assert said("cascade", "call/hazchem/25800") == [
        (
            "化工园区管委会",
            "这是一次演练。报告市危化办、市应急办、市政府办公室，情景时间23:10（演练时间12:35），储罐泄漏（滨江石化罐区）。",
        ),
        ("市危化办", "收到，请讲具体情况。"),
        (
            "化工园区管委会",
            "疏散转移人数620人、重伤人数3人、被困人数2人、园区气体监测点浓度≥50%的有4处。",
        ),
        ("市危化办", "收到，继续跟进，有变化随时报告。"),
    ]


def test_whoever_notices_one_incident_tells_nothing_of_another() -> None:
    for row in demo_kit("cascade").script:
        words = "".join(text_of(turn.words, LANGUAGE) for turn in row.dialogue)
        if row.id.startswith("call/") and row.actor in {"化工园区管委会", "高岭乡政府"}:
            assert ("高岭乡" in words) is (row.actor == "高岭乡政府"), row.id


def test_work_on_site_is_done_where_it_happened() -> None:
    places = {row.id: row.place for row in demo_kit("cascade").script}
    assert places["start/geology/search#1"] == "青川县高岭乡"
    assert places["start/hazchem/recon#1"] == "滨江石化罐区"
    assert places["start/geology/evacuate#1"] == "青川县"  # before anything has slid
    assert places["done/geology/evacuate#1"] == "青川县高岭乡"
    assert places["level/blackout/22200"] == "市应急指挥中心"
    park = [id_ for id_ in places if "chemical-park→" in id_ and "blackout" in id_]
    assert park != []
    assert [places[id_] for id_ in park if places[id_] == "市应急指挥中心"] == []


def test_who_commands_sits_at_home_though_its_controller_stands_at_the_scene() -> None:
    """Hours before the slope fails nobody of the city is there, nor when its road is cut."""
    rows = demo_kit("cascade").script
    office = {"市地灾办", "市地灾办主任", "市地灾指总指挥", "市地灾指副总指挥"}
    assert {row.place for row in rows if row.actor in office} == {"市自然资源局"}
    others = [row for row in rows if row.actor not in {"", "高岭乡政府"}]
    assert "高岭乡政府" not in {row.place for row in others}
    army = demo_kit("army").script
    at = {row.place for row in army if row.at < 3_600 and row.actor.startswith("市防办")}
    assert at == {"市应急局"}


def test_a_grade_that_somebody_has_said_is_reported_upwards() -> None:
    """初判 is a grade for reports, too, though the figures of the incident do not give it yet."""
    rows = {row.id: row for row in demo_kit("cascade").script}
    row = rows["report/report:master~first~org.city-government→org.province-government~较大:0"]
    assert (row.actor, row.to) == ("市政府", ("省政府", "省委"))
    words = "".join(text_of(turn.words, LANGUAGE) for turn in row.dialogue)
    assert "事件分级（初判）：较大" in words


def test_a_jump_into_another_day_names_the_day() -> None:
    (text,) = (
        text_of(one.plain, LANGUAGE)
        for one in demo_kit("cascade").injects
        if one.id == "jump-115500"
    )
    assert text == "情景时间从T+20:30跳到T+32:05，情景中现在是07-14 00:05。"


def test_whoever_proposes_the_level_that_is_left_proposes_to_lower_it() -> None:
    speakers = [speaker for speaker, _ in said("flood-rise-and-fall", "level/flood/232200")]
    assert speakers == ["市防办", "市防指总指挥", "市防办"]


def test_command_changes_hands_between_two_and_the_lower_body_is_led_by_the_upper() -> None:
    rows = [one for one in demo_kit("province-takeover").script if one.id.startswith("command/")]
    assert len({one.id for one in rows}) == len(rows)
    words = {
        (one.id.rpartition("/")[0], one.to): [
            (str(turn.speaker), text_of(turn.words, LANGUAGE)) for turn in one.dialogue
        ]
        for one in rows
    }
    assert words["command/takeover_decided/event.hazchem", ("市危化指",)] == [
        ("省危化指", "这是一次演练。省危化指决定接替市危化指指挥，受省应急委统一领导。")
    ]
    assert words["command/handover_done/event.hazchem", ("市危化指",)] == [
        (
            "市危化指",
            (
                "这是一次演练。省危化指，现在移交指挥权，正在进行的任务、没有作出的决定"
                "和在用的力量见移交书，请签收。"
            ),
        ),
        ("省危化指", "指挥权移交完毕，省危化指开始指挥，受省应急委统一领导。"),
    ]
    assert words["command/handover_done/event.master", ("市应急委",)][1] == (
        "省应急委",
        "指挥权移交完毕，省应急委开始统一指挥。",
    )
    assert words["command/command_returned/event.hazchem", ("省危化指",)][1] == (
        "市危化指",
        "指挥权移交完毕，市危化指开始指挥，受市应急委统一领导。",
    )


def test_whoever_calls_after_others_says_neither_time_nor_event_again() -> None:
    words = said("flood-season", "call/flood/21900")
    told = [(who, text) for who, text in words if who != "市防办"]
    assert [who for who, _ in told] == ["市应急局", "市住建局", "市水文中心", "市城管局"]
    assert [text for _, text in told] == [
        "这是一次演练。报告市防办，情景时间14:05（演练时间09:52），雨带停滞（青川河流域），受影响县区数4个。",
        "报告市防办，城区积水深度42厘米。",
        "报告市防办，1小时降雨量36毫米、24小时降雨量141毫米、笼罩面积1700平方公里。",
        "报告市防办，城区积水点数6处。",
    ]
    assert words[-1] == ("市防办", "收到，继续跟进，有变化随时报告。")
