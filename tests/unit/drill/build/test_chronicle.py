"""The log of a run: every line says one thing, in the words of people on duty."""

from __future__ import annotations

import pytest

from planforge.drill.chronicle import Line, chronicle
from planforge.drill.telling import TOLD, LineKind
from planforge.i18n import DEFAULT_LANGUAGE
from tests.unit.drill.build.demo import NAMES, played, rehearsed


def log(name: str) -> tuple[Line, ...]:
    return chronicle(rehearsed(name), played(name))


def texts(name: str, kind: LineKind) -> list[str]:
    return [line.text.render(DEFAULT_LANGUAGE) for line in log(name) if line.kind is kind]


@pytest.mark.parametrize("name", NAMES)
def test_a_log_is_in_order_of_time_and_names_no_ids(name: str) -> None:
    lines = log(name)
    assert [line.t for line in lines] == sorted(line.t for line in lines)
    for line in lines:
        text = line.text.render(DEFAULT_LANGUAGE)
        assert not [word for word in ("org.", "post.", "person.", "unit.", "team.") if word in text]


def test_levels_say_who_decided_and_outages_who_is_away() -> None:
    assert "突发地质灾害应急预案：市地灾指总指挥周某一决定启动Ⅱ级响应" in texts(
        "night-landslide", LineKind.LEVEL
    )
    outages = texts("night-landslide", LineKind.OUTAGE)
    assert outages[0] == "金某七联系不上"
    assert "石坪镇移动通信失效" in outages


def test_a_store_that_is_lost_is_told_once() -> None:
    outages = texts("extreme", LineKind.OUTAGE)
    assert outages.count("市防汛物资库失效") == 1
    assert not [text for text in outages if text.startswith("市防汛物资库：")]


def test_a_report_names_all_who_get_it() -> None:
    reports = texts("army", LineKind.REPORT)
    assert "防汛抗旱应急预案：江南区政府的首报送达市应急办、市防办" in reports


def test_command_passes_and_begins() -> None:
    lines = texts("province-takeover", LineKind.COMMAND)
    assert "危险化学品事故：指挥权由市危化指移交省危化指" in lines
    assert "危险化学品事故：由省危化指指挥" in lines


def test_every_sort_of_line_is_told_in_some_drill() -> None:
    told = {line.kind for name in NAMES for line in log(name)}
    assert told == set(LineKind)
    met = {record.type for name in NAMES for record in played(name).records}
    assert "task_repeated" in met & TOLD.keys()


def test_what_is_lent_is_told_with_its_unit_from_the_request_to_the_return() -> None:
    lines = texts("mutual-aid", LineKind.SUPPLY)
    told = [
        "市危化物资库向宁浦市人民政府商借泡沫灭火剂40吨",
        "宁浦市人民政府借给市危化物资库泡沫灭火剂20吨，已发出",
        "宁浦市人民政府借出的泡沫灭火剂20吨运到",
        "防化服16套归还平湖县物资库",
    ]
    assert [text for text in lines if text in told] == told
    assert "机场物资库没有泡沫灭火剂可以借给市危化物资库" in lines


def test_bodies_of_special_plans_are_told_to_be_led() -> None:
    lines = texts("province-takeover", LineKind.COMMAND)
    assert "危险化学品事故：市危化指受市应急委统一领导" in lines
