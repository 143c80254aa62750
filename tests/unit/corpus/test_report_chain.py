"""Who hears of an event: levels of actors, houses, and the fastest chain of first reports."""

from __future__ import annotations

import pytest

from planforge.corpus.report_chain import ReportChain, is_above, level_of
from planforge.model.scales import GovernmentLevel
from tests.unit.rules.city import found, view

LOCAL = "事发地县（区）人民政府"


def first(sender: str, recipient: str, limit: str | None = "30分钟") -> dict[str, object]:
    return {"类型": "首报", "报告单位": sender, "接收单位": recipient, "时限": limit}


def chain(*reports: dict[str, object], **facts: object) -> ReportChain:
    return ReportChain(view(信息报告=list(reports), **facts))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("市防办", GovernmentLevel.CITY),
        ("东县人民政府", GovernmentLevel.COUNTY),
        (LOCAL, GovernmentLevel.COUNTY),
        ("事发单位", None),
        ("大石门水库公司", None),
        ("省防指", GovernmentLevel.PROVINCE),
        ("查无此镇政府", GovernmentLevel.TOWN),
        ("某企业", None),
        ("国务院办公厅", GovernmentLevel.NATION),
    ],
)
def test_the_level_of_an_actor(name: str, level: GovernmentLevel | None) -> None:
    plan = view()
    assert level_of(plan.registry, name, plan.get(name)) is level


def test_the_place_of_the_event_is_below_every_level() -> None:
    assert is_above(GovernmentLevel.VILLAGE, None)
    assert not is_above(None, None)
    assert is_above(GovernmentLevel.PROVINCE, GovernmentLevel.CITY)


def test_the_fastest_chain_is_taken_not_the_shortest() -> None:
    given = chain(
        first("事发单位", "市防办", "3小时"),
        first("事发单位", LOCAL, "1小时"),
        first("东县人民政府", "市防办", "30分钟"),
    )
    start = given.starts()[0]
    best = given.best(start.source, lambda hop: hop.recipient == "市防办")
    assert [(hop.sender, hop.recipient, hop.seconds) for hop in best] == [
        ("事发单位", LOCAL, 3600),
        ("东县人民政府", "市防办", 1800),
    ]
    assert str(best[0]) == f" —1小时→ {LOCAL}"


def test_a_circle_of_reports_ends() -> None:
    given = chain(first("事发单位", LOCAL), first(LOCAL, "事发单位"))
    assert given.best(given.starts()[0].source, lambda hop: hop.recipient == "省防指") == ()


def test_messages_join_places_but_take_no_time() -> None:
    told = {
        "编号": "tell",
        "阶段": "启动响应",
        "责任": "市水务局",
        "内容": "通知",
        "通知": [{"给": "市防办", "内容": "险情"}],
    }
    given = chain(first(LOCAL, "市水务局"), first("市防办", "省防指"), 响应措施=[told])
    up = given.upward()
    assert len(given.best(given.starts()[0].source, lambda hop: hop in up)) == 3
    assert given.best(given.starts()[0].source, lambda hop: hop in up, messages=False) == ()


def test_the_break_is_printed_with_the_chain() -> None:
    broken = view(信息报告=[first(LOCAL, "市水务局"), first("市防办", "省防指")])
    assert found("RPT009", broken) == [
        (
            "reports/1/sender",
            f"报告到此为止：{LOCAL} —30分钟→ 市水务局；市防办要向省防指报告，却没有人报给市防办",
        )
    ]


def test_limits_of_five_hops_add_up() -> None:
    given = view(
        事件类别="事故灾难",
        事件类型="尾矿库事故",
        信息报告=[
            first("事发单位", "大石门水库公司", "1小时"),
            first("大石门水库公司", LOCAL, "1小时"),
            first(LOCAL, "市防办", "61分钟"),
        ],
    )
    assert found("RPT013", given) == [
        (
            "reports/2/limit",
            (
                f"事发单位 —1小时→ 大石门水库公司 —1小时→ {LOCAL} —61分钟→ 市防办，合计181分钟，"
                "《生产安全事故报告和调查处理条例》第十一条一共只允许180分钟"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("text", "is_late"),
    [
        ("情况核实清楚后方可上报", True),
        ("待查明后，再报告市防办", True),
        ("未造成伤亡的可以不报告", True),
        ("不得等核实清楚后再上报", False),
        ("边核实、边报告", False),
        ("情况查明后再作终报，报送市政府", False),
        ("伤亡信息经核实后统一发布", False),
    ],
)
def test_words_that_let_a_report_wait(text: str, is_late: bool) -> None:  # noqa: FBT001 - a table
    report = {**first(LOCAL, "市防办"), "适用": text}
    assert bool(found("RPT018", view(信息报告=[report]))) is is_late
