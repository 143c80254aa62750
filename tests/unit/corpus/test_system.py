from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import Found, Unknown
from planforge.model.base import Kind
from tests.unit.corpus.conftest import plan, system

if TYPE_CHECKING:
    from planforge.corpus.registry import Registry


def test_a_plan_is_found_by_title_short_title_and_id(registry: Registry) -> None:
    whole = system(registry, plan("flood", 简称="防汛预案"))
    found = [whole.plan(name) for name in ("小城市flood预案", "防汛预案", "flood")]
    assert found == [whole.outlines[0]] * 3


def test_an_upper_plan_is_found_among_the_regulations(registry: Registry) -> None:
    whole = system(registry, plan())
    found = whole.find_plan("大省防汛预案")
    assert isinstance(found, Found)
    assert found.entity.kind is Kind.REGULATION
    assert isinstance(whole.find_plan("大省防汛预案", may_be_regulation=False), Unknown)


def test_a_link_is_answered_by_its_counterpart_only(registry: Registry) -> None:
    whole = system(
        registry,
        plan("flood", 衔接=[{"预案": "slide", "关系": "引发"}, {"预案": "slide", "关系": "联动"}]),
        plan("slide", 衔接=[{"预案": "flood", "关系": "被引发"}]),
    )
    flood = whole.outlines[0]
    answers = [whole.counterpart(flood, link) for link in flood.links]
    assert answers == [whole.outlines[1].links[0], None]


def test_conditions_are_equal_whatever_their_order_and_spaces(registry: Registry) -> None:
    one = {"24小时降雨量": ">= 50", "水位": "超警戒"}
    other = {"水位": "超警戒", "24小时降雨量": ">=50"}
    whole = system(
        registry,
        plan("a", 衔接=[{"预案": "b", "关系": "引发", "条件": one}]),
        plan("b", 衔接=[{"预案": "a", "关系": "被引发", "条件": [other]}]),
    )
    assert whole.outlines[0].links[0].condition == whole.outlines[1].links[0].condition
