"""What a message says where the two ends of a link differ."""

from __future__ import annotations

import json

import pytest

from planforge.findings import Finding, Severity
from planforge.report import read_finding, write_finding
from tests.unit.rules.city import view
from tests.unit.rules.test_references import system_hits
from tests.unit.rules.test_timing import action, plan

SAME = {"研判": "情况紧急"}


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        (
            [SAME, {"雨量": ">= 120 mm", "限定": "山区"}],
            [SAME, {"雨量": "[50..100) 毫米", "决口": "true"}],
            "雨量120毫米以上（限定：山区） ／ 雨量50毫米以上100毫米以下，且决口",
        ),
        ([SAME, {"研判": "洪水冲刷"}], [SAME], "洪水冲刷 ／ —"),
        (
            [{"水位": {"个数": ">= 2", "达到": ">= 超保证"}}, {"暴雨预警": "红色"}],
            [{"决口": "false"}],
            "水位为超保证以上的处数>= 2；或者暴雨预警为红色 ／ 未出现“决口”",
        ),
    ],
)
def test_conditions_that_differ_are_told_in_words(own: object, other: object, said: str) -> None:
    here = view(衔接=[{"预案": "power", "关系": "引发", "条件": own}])
    there = view(
        预案="power",
        名称="小城市停电预案",
        衔接=[{"预案": "flood", "关系": "被引发", "条件": other}],
    )
    (hit,) = system_hits("LNK003", here, there)
    finding = Finding("LNK003", Severity.ERROR, hit.place, hit.message)
    assert read_finding(json.loads(json.dumps(write_finding(finding)))) == finding
    assert hit.message.render() == f"这里的条件与小城市停电预案中对应衔接的条件不一致：{said}"


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ([{"雨量": ">= 5 mm"}], [{"雨量": ">= 0.5 厘米"}]),
        ([{"决口": "是", "雨量": ">= 5"}], [{"雨量": ">= 5.0 毫米", "决口": "true"}]),
        ([{"暴雨预警": ["橙色", "红色"]}, SAME], [SAME, {"暴雨预警": ">= 橙色"}]),
        (
            [{"任一": [{"雨量": ">= 5 mm"}, {"决口": "true"}]}],
            [{"任一": [{"决口": "not(false)"}, {"雨量": ">= 5 毫米"}]}],
        ),
        (
            [{"水位": {"个数": ">= 2", "达到": ">= 超保证"}}],
            [{"水位": {"个数": ">=2", "达到": "超保证, 超历史"}}],
        ),
    ],
)
def test_conditions_that_mean_the_same_do_not_differ(own: object, other: object) -> None:
    here = view(衔接=[{"预案": "power", "关系": "引发", "条件": own}])
    there = view(
        预案="power",
        名称="小城市停电预案",
        衔接=[{"预案": "flood", "关系": "被引发", "条件": other}],
    )
    assert list(system_hits("LNK003", here, there)) == []


def test_opposite_actions_of_two_plans_are_told_with_their_plans() -> None:
    here = plan(
        action("gate", 名称="开启东闸", 责任="市水务局"),
        衔接=[{"预案": "power", "关系": "引发"}],
    )
    there = plan(
        action("gate", 名称="关闭东闸", 责任="市水务局"),
        预案="power",
        名称="小城市停电预案",
    )
    (hit,) = system_hits("TIM028", here, there)
    assert hit.message.render() == (
        f"{here.plan.name}启动Ⅳ级时，小城市停电预案的“关闭东闸”与{here.plan.name}的“开启东闸”互相抵消"
    )


PLANT = "大石门水库公司"
CALLED = f"{PLANT}电话通知市防办。"


@pytest.mark.parametrize(
    ("kind", "own", "other", "is_here"),
    [
        ("引发", {"情形": "洪涝造成停电"}, {}, False),
        ("被引发", {"情形": "洪涝造成停电"}, {}, True),
        ("引发", {"情形": "停电影响排涝，造成洪涝"}, {}, True),
        ("被引发", {}, {"情形": "停电影响排涝，造成洪涝"}, False),
        ("引发", {"情形": "停电或者洪涝，造成停电和洪涝"}, {}, None),
        ("引发", {"情形": "停电，也有洪涝"}, {}, None),
        ("引发", {"情形": "洪涝造成停电", "交接": CALLED}, {}, None),
        ("引发", {"交接": CALLED}, {}, True),
        ("请求支持", {}, {"交接": f"先行处置。{CALLED}"}, True),
        ("请求支持", {"交接": f"市防办向{PLANT}提出泵站清单"}, {}, False),
        ("请求支持", {"交接": f"市水务局向{PLANT}提出泵站清单"}, {}, False),
        ("提供支持", {"交接": f"市值守中心向{PLANT}提出泵站清单"}, {}, None),
        ("移交", {"情形": "洪涝造成停电"}, {}, None),
        ("统领下位", {}, {}, None),
    ],
)
def test_a_link_turned_round_is_told_where_the_plans_say_so(
    kind: str, own: dict[str, str], other: dict[str, str], *, is_here: bool | None
) -> None:
    start = {"关系": kind, "联络": "市防办"}
    here = view(事件类型=["洪涝"], 衔接=[{"预案": "power", **start, **own}])
    there = view(
        预案="power",
        名称="小城市停电预案",
        事件类型=["停电事件"],
        牵头部门=PLANT,
        衔接=[{"预案": "flood", "关系": kind, "联络": PLANT, **other}],
    )
    (hit,) = system_hits("LNK002", here, there)
    power = "special/power/plan.yaml"
    assert hit.place.file == (power if is_here is False else here.file)
    assert hit.hint is not None
    assert (power in hit.hint.render()) is (is_here is None)


def test_a_plan_is_below_the_one_that_it_names_as_upper_plan() -> None:
    here = view(上位预案=["power"], 衔接=[{"预案": "power", "关系": "统领下位"}])
    there = view(预案="power", 名称="小城市停电预案", 衔接=[{"预案": "flood", "关系": "统领下位"}])
    (hit,) = system_hits("LNK002", here, there)
    assert hit.place.file == here.file
    assert hit.hint is not None
    assert hit.hint.render() == "把这里改为遵循上位：对方是上位预案"
    master = view(类别="总体", 衔接=[{"预案": "power", "关系": "遵循上位"}])
    lower = view(预案="power", 名称="小城市停电预案", 衔接=[{"预案": "flood", "关系": "遵循上位"}])
    (hit,) = system_hits("LNK002", master, lower)
    assert hit.place.file == master.file
    assert hit.hint is not None
    assert hit.hint.render() == "把这里改为统领下位：本预案是上位预案"
