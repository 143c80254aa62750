"""Calendars, warnings and data of a drill: what other programs read."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from planforge.drill.kit.build import kit
from planforge.drill.kit.clock import offset
from planforge.publish.drills.alert import NAMESPACE, alerts
from planforge.publish.drills.calendar import calendars
from planforge.publish.drills.data import data
from tests.unit.drill.build.demo import drills, played, rehearsed
from tests.unit.drill.kit.small_drill import UNTOLD, kit_of

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit

ZONE = ZoneInfo("Asia/Shanghai")
ORDER = (
    *("identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction"),
    *("addresses", "code", "note", "references", "incidents", "info"),
)
"""Elements of an alert in the order of the schema (CAP 1.2, appendix B)."""
INFO_ORDER = (
    *("language", "category", "event", "responseType", "urgency", "severity", "certainty"),
    *("audience", "eventCode", "effective", "onset", "expires", "senderName", "headline"),
    *("description", "instruction", "web", "contact", "parameter", "resource", "area"),
)


@cache
def made(name: str) -> Kit:
    return kit(rehearsed(name), played(name))


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - what was just made


def events(content: bytes) -> dict[str, tuple[datetime, str]]:
    """Return when each event of a calendar begins, and its summary, by its id."""
    found = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        assert isinstance(event, Event)
        assert isinstance(event.start, datetime)
        found[str(event["uid"])] = (event.start, str(event["summary"]))
    return found


def test_who_runs_a_drill_finds_every_timed_inject_at_its_minute() -> None:
    found = made("cascade")
    whole, *others = calendars(found, "zh_CN")
    assert (whole.owner, whole.is_for_players) == ("", False)
    begins = found.timeline.drill_start
    assert begins is not None
    wanted = {
        "cascade@planforge": (
            begins.replace(tzinfo=ZONE),
            f"演练：{drills()['cascade'].drill.name}",
        )
    }
    for inject in found.injects:
        moment = None if inject.at is None else found.timeline.drill_moment(inject.at)
        if moment is not None:
            title = inject.title if isinstance(inject.title, str) else inject.title.render("zh_CN")
            wanted[f"cascade.{inject.id}@planforge"] = (
                moment.replace(tzinfo=ZONE),
                f"{inject.id} {title}",
            )
    assert events(whole.content) == wanted
    by_owner = {one.owner: one for one in others}
    for staff in drills()["cascade"].drill.organisers.controllers:
        own = {f"cascade.{one.id}@planforge" for one in found.injects if one.controller == staff.id}
        assert set(events(by_owner[staff.id].content)) == (own | {"cascade@planforge"}) & set(
            wanted
        )


def test_players_find_the_day_and_no_inject() -> None:
    found = made("cascade")
    own = [one for one in calendars(found, "zh_CN") if one.is_for_players]
    assert [one.owner for one in own] == [one.name for one in found.participants]
    for one in own:
        assert list(events(one.content)) == ["cascade@planforge"]
        unfolded = one.content.replace(b"\r\n ", b"").decode()
        for inject in drills()["cascade"].drill.injects:
            assert inject.text not in unfolded
            assert inject.title not in unfolded


def test_players_find_no_name_of_a_drill_whose_scenario_is_not_told() -> None:
    found = kit_of(UNTOLD.replace("告知参演: 四月某天有一次演练。\n", ""))
    whole, *others = calendars(found, "zh_CN")
    assert "小城市防汛演练" in whole.content.decode()
    own = [one for one in others if one.is_for_players]
    assert [one.owner for one in own] == ["市防办", "市水务局"]
    for one in own:
        unfolded = one.content.replace(b"\r\n ", b"").decode()
        assert [word for word in ("小城市", "rain") if word in unfolded] == []
        assert "SUMMARY:演练：情景不公布的演练" in unfolded
        assert "LOCATION:市政府三楼" in unfolded


def test_calendars_are_lines_of_at_most_75_octets_and_equal_each_time() -> None:
    first, again = calendars(made("cascade"), "zh_CN"), calendars(made("cascade"), "zh_CN")
    assert first == again
    for one in first:
        lines = one.content.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert max(map(len, lines)) <= 75


def test_every_warning_of_the_scenario_is_an_exercise_and_says_which() -> None:
    found = alerts(made("cascade"), "zh_CN")
    told = []
    for one in found:
        root = parsed(one.content)
        names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in root]
        assert names == sorted(names, key=ORDER.index)
        values = {child.tag.removeprefix(f"{{{NAMESPACE}}}"): child.text for child in root}
        assert (values["status"], values["scope"]) == ("Exercise", "Restricted")
        assert "这是一次演练" in str(values["note"])
        assert values["identifier"] == one.id
        assert not set(str(values["identifier"])) & set(" ,<&")
        info = root.find(f"{{{NAMESPACE}}}info")
        assert info is not None
        inner = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in info]
        assert inner == sorted(inner, key=INFO_ORDER.index)
        severity = info.findtext(f"{{{NAMESPACE}}}severity")
        told.append((one.at, values["msgType"], info.findtext(f"{{{NAMESPACE}}}event"), severity))
    assert told == [
        (0, "Alert", "地质灾害气象风险预警", "Moderate"),
        (0, "Alert", "暴雨预警", "Severe"),
        (7_200, "Update", "地质灾害气象风险预警", "Severe"),
        (7_200, "Update", "暴雨预警", "Extreme"),
        (64_800, "Cancel", "地质灾害气象风险预警", "Unknown"),
        (64_800, "Cancel", "暴雨预警", "Unknown"),
    ]


def test_a_changed_warning_refers_to_the_one_before() -> None:
    first, _, second, *_ = alerts(made("cascade"), "zh_CN")
    before, after = parsed(first.content), parsed(second.content)
    parts = ("sender", "identifier", "sent")
    named = ",".join(str(before.findtext(f"{{{NAMESPACE}}}{part}")) for part in parts)
    assert after.findtext(f"{{{NAMESPACE}}}references") == named


def test_the_times_of_a_warning_are_those_of_the_drill_and_it_tells_of_itself_alone() -> None:
    told = []
    for one in alerts(made("cascade"), "zh_CN"):
        root = parsed(one.content)
        info = root.find(f"{{{NAMESPACE}}}info")
        assert info is not None
        onset, expires, words = (
            info.findtext(f"{{{NAMESPACE}}}{x}") for x in ("onset", "expires", "description")
        )
        assert onset == root.findtext(f"{{{NAMESPACE}}}sent")
        told.append((onset, expires, str(words).split("；")))
    day, phrase = "2027-06-10T", "这是一次演练"
    nine, ten, end = (f"{day}{hour}:00+08:00" for hour in ("09:00", "10:00", "14:12"))
    rain = "暴雨预警提升为红色，青川站一带雨强最大，城区多处积水"
    over = ["雨带移出，各类预警解除，高岭乡监测未见新的变形", "城区积水基本排除"]
    issued = "市气象台发布暴雨橙色预警，影响青川、平湖和江北"
    assert told == [
        (nine, ten, [phrase, "情景时间2027-07-12 16:00", "地质灾害气象风险黄色预警同时生效"]),
        (nine, ten, [phrase, "情景时间2027-07-12 16:00", issued]),
        (ten, end, [phrase, "情景时间2027-07-12 18:00"]),
        (ten, end, [phrase, "情景时间2027-07-12 18:00", f"两个小时降雨超过百毫米，{rain}"]),
        (end, None, [phrase, "情景时间2027-07-13 10:00", *over]),
        (end, None, [phrase, "情景时间2027-07-13 10:00", *over]),
    ]


def test_data_hold_every_row_with_its_id_and_its_time() -> None:
    found = made("cascade")
    read = json.loads(data(found, "zh_CN"))
    assert [one["id"] for one in read["injects"]] == [one.id for one in found.injects]
    assert [one["id"] for one in read["script"]] == [one.id for one in found.script]
    assert [one["name"] for one in read["participants"]] == [one.name for one in found.participants]
    assert read["run"]["trace"] == found.trace.hash
    assert read["drill"]["name"] == drills()["cascade"].drill.name
    for row, one in zip(read["script"], found.script, strict=True):
        assert (row["at"], row["at_offset"]) == (one.at, offset(one.at))
        begins = found.timeline.drill_moment(one.at)
        assert row["at_clock"] == ("" if begins is None else found.timeline.clock(one.at))
    assert data(found, "zh_CN") == data(found, "zh_CN")


def test_a_drill_whose_hour_is_open_has_no_calendar() -> None:
    found = made("cascade")
    start = found.timeline.start + timedelta(0)
    open_ = type(found.timeline)(found.timeline.pieces, start, None)
    values = {name: getattr(found, name) for name in found.__dataclass_fields__}
    assert calendars(type(found)(**{**values, "timeline": open_}), "zh_CN") == ()
