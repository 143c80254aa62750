"""Rows of the script: who acts where amid what, what is said, and limits that fit their moments."""

from __future__ import annotations

import pytest

from planforge.document.drills.desk import Desk
from planforge.document.drills.script import timing
from planforge.document.pages.frame import Frame
from planforge.drill.delays import Delays
from planforge.drill.history import History
from planforge.drill.kit.marking import plain
from planforge.drill.kit.script import CAPTION
from planforge.drill.kit.values import ScriptRow, text_of
from planforge.drill.limits import Limits
from planforge.drill.prepared import Prepared
from planforge.i18n import Message
from planforge.model.base import Kind
from planforge.model.drill_scales import InjectType
from planforge.model.scales import OrganisationCategory
from tests.unit.drill.build.demo import corpus
from tests.unit.drill.kit.small_drill import DRILL, demo_kit, kit_of

LANGUAGE = "zh_CN"
NAMES = ("army", "cascade", "flood-season", "province-takeover")


def test_a_limit_of_an_expected_action_is_that_of_its_moment() -> None:
    """What a sheet allows and by when it is due are those of the same level of the run."""
    for name in NAMES:
        found = demo_kit(name)
        history = History(Prepared(found.rehearsal.world), found.trace)
        limits, delays = Limits(history), Delays(history)
        watched = [item.expected for sheet in found.sheets for item in sheet.items if item.expected]
        for one in watched:
            limit = one.limit.seconds if one.limit else None
            if one.anchor is None or one.due is None or limit is None:
                continue
            stories = history.of_action[f"{one.plan}/{one.action}"]
            raised = {r.t for r in found.trace.of("level_raised") if r.plan == one.plan}
            assert one.due - limit in raised | {
                delays.reckoned_from(story) + (limits.due(story.id) or 0) - (story.due or 0)
                for story in stories
                if limits.due(story.id) == one.due
            }


def test_the_governments_of_the_scenario_act_under_their_names() -> None:
    found = demo_kit("cascade")
    view = found.rehearsal.view
    (shelters,) = (
        item.expected
        for sheet in found.sheets
        for item in sheet.items
        if item.id == "landslide-out/geology/shelters"
    )
    assert shelters is not None
    assert shelters.actors == ("青川县政府",)
    for name in NAMES:
        for inject in demo_kit(name).injects:
            for action in inject.expected:
                for actor in action.actors:
                    entity = view.get(actor)
                    category = getattr(entity.element, "category", None) if entity else None
                    assert category is not OrganisationCategory.COLLECTIVE, actor


def test_goods_are_named_with_their_unit() -> None:
    props = {prop for name in NAMES for row in demo_kit(name).script for prop in row.props}
    registry = demo_kit("cascade").rehearsal.view.registry
    bare = {prop for prop in props if prop[-1].isdigit()}
    assert bare == {prop for prop in bare if not registry.unit_of(prop.rstrip("0123456789"))}
    assert {"帐篷300顶", "折叠床800张", "棉被1200床"} <= props


def test_a_report_says_when_what_where_how_many_what_was_done_and_what_is_asked() -> None:
    found = demo_kit("cascade")
    said = {
        row.id: [text_of(turn.words, LANGUAGE) for turn in row.dialogue] for row in found.script
    }
    first = (
        "report/report:geology~first~org.geology-office→org.city-government~特别重大+重大+较大:1"
    )
    assert said[first] == [
        "这是一次演练。报告市政府、市委、省地灾指，情景时间20:30（演练时间11:15），高岭乡滑坡（青川县高岭乡）。",
        "收到，请讲具体情况。",
        "死亡（失踪）人数3人、死亡人数1人、需搬迁转移人数620人、被困人数2人。",
        "已完成应急值守、派出工作组、核实与研判，正在会商研判。请指示。",
        "收到，继续跟进，有变化随时报告。",
    ]


def test_nobody_names_an_event_that_has_not_reached_the_own_desk() -> None:
    """E14: a report names the last development of which the sender has a fact, and no later one."""
    found = demo_kit("cascade")
    steps = {step.title: step.at.seconds for step in found.rehearsal.view.drill.developments}
    for row in (row for row in found.script if row.id.startswith("report/")):
        words = plain(row.dialogue[0].words)
        assert isinstance(words, Message)
        event = dict(words.args).get("event")
        if event is None:
            continue
        assert isinstance(event, Message)
        title = dict(event.args)["title"]
        record = found.trace.records[row.records[0]]
        learnt = [one.t for one in found.trace.of("fact_known") if one.role == record.role]
        assert steps[str(title)] <= record.t
        assert any(steps[str(title)] <= t <= record.t for t in learnt)


def test_limits_are_said_by_both_clocks() -> None:
    found = demo_kit("cascade")
    (row,) = (row for row in found.script if row.id == "start/geology/shelters#1")
    assert [text_of(turn.words, LANGUAGE) for turn in row.dialogue] == [
        "这是一次演练。青川县县长，按《突发地质灾害应急预案》Ⅳ级响应要求，负责做好开放安置点的准备。",
        "明白。什么时候完成？",
        "情景时间17:30（演练时间09:45）前落实并报告。",
        "做好开放安置点的准备，明白。",
    ]


def test_rows_say_amid_what_and_mostly_where() -> None:
    for name in NAMES:
        found = demo_kit(name)
        rows = [row for row in found.script if row.records]
        assert [row.id for row in rows if not row.scene] == []
        places = [row for row in rows if row.place]
        assert len(places) >= 0.8 * len(rows), name


def test_no_place_is_made_up() -> None:
    for name in NAMES:
        found = demo_kit(name)
        drill, registry = found.rehearsal.view.drill, found.rehearsal.view.registry
        houses = {entity.short_name for entity in registry.organisations()}
        shelters = {entity.short_name for entity in registry.names.entities(Kind.SHELTER)}
        known = {drill.place, "", *drill.regions, "、".join(drill.regions)}
        known |= {"、".join(one.regions) for one in drill.plan_places}
        known |= {one.place for one in drill.developments} | {one.place for one in drill.injects}
        known |= {one.position for one in drill.organisers.controllers}
        places = {row.place for row in found.script} - known - houses
        assert {one for place in places for one in place.split("、")} <= shelters


def test_a_scene_without_a_place_is_that_of_all_districts() -> None:
    text = DRILL.replace("桌面演练", "实战演练")
    rows = {row.id: row for row in kit_of(text).script}
    drill = kit_of(text).rehearsal.view.drill
    scenes = [one for one in kit_of(text).injects if one.type is InjectType.INITIAL]
    assert [rows[f"inject/{one.id}"].place for one in scenes] == ["、".join(drill.regions)]


def test_the_end_of_a_response_has_somebody_who_proposes_decides_and_announces_it() -> None:
    found = demo_kit("false-alarm")
    (row,) = (row for row in found.script if row.id.startswith("end/"))
    assert (row.actor, row.to) == ("市危化办主任", ("市危化办",))
    assert text_of(row.narration, LANGUAGE) == "市危化办主任决定，终止《危化品预案》响应。"
    assert [(turn.speaker, text_of(turn.words, LANGUAGE)) for turn in row.dialogue] == [
        (
            "平湖县政府",
            (
                "这是一次演练。市危化办主任，环境监测连续达标时间2小时、被困人数0人，达到条件，"
                "建议终止《危化品预案》响应。"
            ),
        ),
        ("市危化办主任", "同意，请市危化办宣布。"),
        ("市危化办", "我宣布，终止《危化品预案》响应，转入后期处置。"),
    ]


def test_every_row_that_is_decided_or_done_has_an_actor_and_every_turn_a_speaker() -> None:
    for name in ("false-alarm", "flood-rise-and-fall", "mutual-aid", "cascade"):
        for row in demo_kit(name).script:
            assert row.actor or not row.id.startswith(("end/", "level/", "command/")), row.id
            assert all(turn.speaker and turn.words for turn in row.dialogue), row.id


def test_every_call_begins_with_the_words_that_mark_the_drill() -> None:
    for name in ("cascade", "false-alarm"):
        found = demo_kit(name)
        phrase = found.rehearsal.view.drill.phrase
        rows = [row for row in found.script if row.dialogue]
        first = [text_of(row.dialogue[0].words, LANGUAGE) for row in rows]
        assert [words for words in first if not words.startswith(f"{phrase}。")] == []
        later = [text_of(one.words, LANGUAGE) for row in rows for one in row.dialogue[1:]]
        assert [words for words in later if phrase in words] == []


def test_after_an_alarm_is_known_to_be_false_nothing_is_begun_on_it() -> None:
    found = demo_kit("false-alarm")
    (known,) = (one for one in found.rehearsal.view.drill.developments if one.false_alarms)
    rows = [row.id for row in found.script if row.records and row.at >= known.at.seconds]
    assert rows == [
        "recall/hazchem/3300",
        "call/hazchem/3720",
        "call/hazchem/10800",
        "end/hazchem/12600",
        "report/report:hazchem~final~org.hazchem-office→org.city-government:0",
    ]


def test_what_is_under_way_is_called_off_when_the_alarm_proves_false() -> None:
    found = demo_kit("false-alarm")
    (row,) = (one for one in found.script if one.id.startswith("recall/"))
    assert [text_of(turn.words, LANGUAGE) for turn in row.dialogue[:4]] == [
        "这是一次演练。",
        (
            "现已查明是误报。停止园区先期处置、派出工作组、调派救援力量、警戒管制、"
            "能源切断与供电保障、医疗救护、气象保障、封堵排口。"
        ),
        "停止消防供水。人员装备撤回并报告。",
        "明白，立即撤回。",
    ]
    answers = [(turn.speaker, text_of(turn.words, LANGUAGE)) for turn in row.dialogue[3:]]
    assert answers == [(unit, "明白，立即撤回。") for unit in row.to]
    assert {"市消防救援支队支队长", "化工园区管委会主任"} <= set(row.to)


def test_reports_and_proposals_tell_of_the_own_incident_alone() -> None:
    """One dead in the landslide is no dead of the leak or of the blackout."""
    found = demo_kit("cascade")
    rows = [row for row in found.script if row.id.startswith(("report/", "level/"))]
    said = {row.id: "".join(text_of(turn.words, LANGUAGE) for turn in row.dialogue) for row in rows}
    strange = [
        id_
        for id_, words in said.items()
        if ("hazchem" in id_ or "blackout" in id_) and "死亡" in words
    ]
    assert strange == []
    assert any("死亡人数1人" in words for id_, words in said.items() if "geology" in id_)


def test_the_chain_is_played_to_its_end_and_what_its_causes_call_for_begins_after_them() -> None:
    found = demo_kit("cascade")
    rows = {row.id: row.at for row in found.script}
    steps = {one.title: one.at.seconds for one in found.rehearsal.view.drill.developments}
    assert rows["start/geology/search#1"] > steps["高岭乡滑坡"]
    assert rows["start/hazchem/park-first-response#1"] >= steps["储罐泄漏"]
    ended = {id_.split("/")[1] for id_ in rows if id_.startswith("end/")}
    assert ended == {"blackout", "flood", "geology", "hazchem", "master"}
    assert {id_.split("/")[1] for id_ in rows if id_.startswith("level/")} == ended
    stages = {text_of(row.stage, LANGUAGE) for row in found.script}
    assert {"降级", "响应终止", "善后总结"} <= stages


def test_for_whoever_speaks_and_does_not_take_part_the_control_desk_answers() -> None:
    for name in NAMES:
        found = demo_kit(name)
        takes_part = found.rehearsal.view.takes_part
        for row in (row for row in found.script if row.records):
            speakers = [turn.speaker for turn in row.dialogue if isinstance(turn.speaker, str)]
            units = [str(one) for one in row.to] if row.id.startswith("order/") else []
            names = (row.actor, *speakers, *units)
            away = [one for one in names if one and not takes_part(one)]
            cue = text_of(row.cue, LANGUAGE)
            assert ("由导调组代答" in cue) is bool(away), row.id
            assert [one for one in away if one not in cue] == [], row.id


def test_captions_fit_the_screen() -> None:
    for name in ("cascade", "false-alarm"):
        captions = [text_of(row.caption, LANGUAGE) for row in demo_kit(name).script]
        assert [one for one in captions if len(one) > CAPTION] == []
    rows = {row.id: text_of(row.caption, LANGUAGE) for row in demo_kit("cascade").script}
    assert "市停电应急办向4个单位报告" in rows.values()


def test_words_for_anybody_are_the_units_that_the_drill_names() -> None:
    for name in ("cascade", "false-alarm", "mutual-aid", "province-takeover"):
        found = demo_kit(name)
        view = found.rehearsal.view
        spoken = {
            x for row in found.script for x in (row.actor, *(t.speaker for t in row.dialogue))
        }
        units = {x: entity for x in spoken if isinstance(x, str) and x and (entity := view.get(x))}
        vague = {
            x
            for x, entity in units.items()
            if getattr(entity.element, "category", None) is OrganisationCategory.COLLECTIVE
        }
        assert vague <= {"现场指挥部"}, name
    actors = {row.id: row.actor for row in demo_kit("cascade").script}
    assert actors["start/hazchem/isolate-material#1"] == "滨江石化"
    assert actors["start/blackout/own-power#1"] == "滨江石化"


@pytest.mark.parametrize("name", [*NAMES, "false-alarm", "mutual-aid"])
def test_who_keeps_the_limit_of_an_inject_is_not_late_in_the_script(name: str) -> None:
    found = demo_kit(name)
    given = {one.id: (inject, one) for inject in found.injects for one in inject.expected}
    for row in found.script:
        for inject, one in (given[item] for item in row.items if item in given):
            if row.id.startswith("inject/") or one.due is None or row.due is None:
                continue
            late = one.due > row.due
            assert ((inject.id, one.due) in row.called) is late, row.id
            if late and row.slack is not None:
                over = row.at + (row.duration or 0)
                assert row.slack == max(due for _, due in row.called) - over


def test_both_limits_stand_in_the_row_of_what_had_begun_before_its_inject() -> None:
    rows = {row.id: row for row in demo_kit("cascade").script}
    done = rows["done/hazchem/dispatch#1"]
    assert (done.due, done.called, done.slack) == (23_100, (("k6", 26_100),), 600)
    here = Desk(Frame(corpus(), language=LANGUAGE, public=False, version="1"), demo_kit("cascade"))
    assert timing(here, done) == (
        "到12:12",
        "k6注入后另计，到12:37",
        "余量10分钟",
    )


def test_an_item_stands_with_what_is_done_on_its_inject_and_not_with_what_was_over() -> None:
    rows = [row.id for row in demo_kit("army").script if "j3/flood/consult-high" in row.items]
    assert rows == ["inject/j3"]
    alert = [
        row.id
        for row in demo_kit("cascade").script
        if "stop-leak/hazchem/alert-public" in row.items
    ]
    assert alert == ["start/hazchem/alert-public#1.2", "done/hazchem/alert-public#1.2"]


def _news(row: ScriptRow) -> str:
    """Return what is said in a report, but for what is done about it."""
    said = [text_of(turn.words, LANGUAGE) for turn in row.dialogue]
    return "".join(one for one in said if not one.startswith(("已完成", "正在", "请指示")))


def test_the_same_news_is_told_to_the_same_desks_by_one_body() -> None:
    """Where everybody knows all at once, the reservoir in the hills would report the dike."""
    found = demo_kit("army")
    first = [
        (row.actor, row.to) for row in found.script
        if row.id.startswith("report/") and row.at == 10 * 60
    ]  # fmt: skip
    assert first == [("江南区政府", ("市应急办", "市防办"))]
    for name in NAMES:
        told = [
            (row.at, row.to, _news(row))
            for row in demo_kit(name).script
            if row.id.startswith("report/")
        ]
        assert len(set(told)) == len(told), name
