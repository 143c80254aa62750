from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planforge.corpus.coactive import (
    CoActivation,
    Persons,
    levels_of_scene,
    origins,
    seats,
    too_few,
)
from planforge.corpus.commands import SceneOutline
from planforge.corpus.registry import Registry
from planforge.model.registers import Posts
from tests.unit.corpus.conftest import plan, system

if TYPE_CHECKING:
    from planforge.corpus.coactive import Node
    from planforge.corpus.system import System
    from planforge.model.plan import Plan

LEVELS = ("Ⅰ级", "Ⅱ级", "Ⅲ级")


def linked(target: str, kind: str = "引发", **levels: str) -> dict[str, Any]:
    return {"预案": target, "关系": kind, "情形": "波及", "级别对应": levels}


def together(registry: Registry, *plans: Plan) -> list[set[Node]]:
    return [set(spread.came_from) for spread in CoActivation(system(registry, *plans)).spreads()]


def with_levels(name: str, *links: dict[str, Any]) -> Plan:
    return plan(name, 响应级别={level: {} for level in LEVELS}, 衔接=list(links))


def test_a_plan_that_starts_two_others_has_all_three_active(registry: Registry) -> None:
    found = together(
        registry,
        with_levels("flood", linked("slide", Ⅰ级="Ⅱ级"), linked("power", Ⅰ级="Ⅲ级")),
        with_levels("slide"),
        with_levels("power"),
    )
    assert found == [{("flood", "I级"), ("slide", "II级"), ("power", "III级")}]


def test_links_are_followed_from_plan_to_plan(registry: Registry) -> None:
    whole = system(
        registry,
        with_levels("flood", linked("slide", Ⅰ级="Ⅱ级")),
        with_levels("slide", linked("power", Ⅱ级="Ⅲ级", Ⅰ级="Ⅰ级")),
        with_levels("power"),
    )
    first = next(iter(CoActivation(whole).spreads()))
    assert first.chain(("power", "III级")) == (
        ("flood", "I级"),
        ("slide", "II级"),
        ("power", "III级"),
    )
    assert ("power", "I级") not in first.came_from


def test_from_a_node_each_other_is_reached_by_the_fewest_links(registry: Registry) -> None:
    whole = system(
        registry,
        with_levels("flood", linked("slide", Ⅰ级="Ⅱ级"), linked("power", Ⅰ级="Ⅲ级")),
        with_levels("slide", linked("power", Ⅱ级="Ⅲ级")),
        with_levels("power", linked("flood", Ⅲ级="Ⅰ级")),
    )
    graph = CoActivation(whole)
    assert graph.spread_from(("flood", "I级")).chain(("power", "III级")) == (
        ("flood", "I级"),
        ("power", "III级"),
    )
    assert graph.spread_from(("power", "III级")).chain(("slide", "II级")) == (
        ("power", "III级"),
        ("flood", "I级"),
        ("slide", "II级"),
    )


@pytest.mark.parametrize("kind", ["移交", "遵循上位", "被引发", "提供支持"])
def test_links_that_start_nothing_are_not_followed(kind: str, registry: Registry) -> None:
    assert (
        together(registry, with_levels("a", linked("b", kind, Ⅰ级="Ⅰ级")), with_levels("b")) == []
    )


def test_a_link_without_levels_may_start_any(registry: Registry) -> None:
    found = together(registry, with_levels("a", linked("b")), with_levels("b"))
    every = {("b", "I级"), ("b", "II级"), ("b", "III级")}
    assert found == [{("a", level), *every} for level in ("I级", "II级", "III级")]


def test_a_circle_that_nothing_else_starts_is_covered(registry: Registry) -> None:
    found = together(
        registry,
        with_levels("a", linked("b", "联动", Ⅰ级="Ⅰ级")),
        with_levels("b", linked("a", "联动", Ⅰ级="Ⅰ级")),
    )
    assert found == [{("a", "I级"), ("b", "I级")}]


@pytest.mark.parametrize(
    ("when", "levels"),
    [
        ("启动Ⅱ级以上响应，或者发生垮坝", {"I级", "II级"}),
        ("启动 III级及以上响应", {"I级", "II级", "III级"}),
        ("现场处置涉及两个以上部门", {"I级", "II级", "III级"}),
    ],
)
def test_a_scene_is_set_up_from_the_level_it_names(when: str, levels: set[str]) -> None:
    scene = SceneOutline(pointer=("command", "scene"), when=when, commander=())
    assert levels_of_scene(scene, LEVELS) == levels


def test_as_many_persons_as_places_suffice() -> None:
    assert too_few({"a": frozenset("xy"), "b": frozenset("xy")}) == ()
    assert too_few({"a": frozenset("xy"), "b": frozenset("xy"), "c": frozenset("xy")}) == (
        "a",
        "b",
        "c",
    )


def posts(registry: Registry, *entries: dict[str, Any]) -> Registry:
    register = Posts.model_validate({"岗位": list(entries)})
    return Registry(
        registry.jurisdiction,
        registry.jurisdiction_file,
        (*((f, r) for f, r in registry.registers if not isinstance(r, Posts)), ("p", register)),
    )


def post(name: str, holder: str, **deputy: str) -> dict[str, Any]:
    entry = {"编号": name, "名称": name, "机构": "市防指", "职务": "副市长", "姓名": holder}
    return entry | ({"AB角": deputy} if deputy else {})


def test_a_post_can_be_filled_by_holder_and_stand_in(registry: Registry) -> None:
    known = posts(
        registry,
        post("alone", "甲"),
        post("pair", "甲", 姓名="乙"),
        post("by-post", "甲", 岗位="alone-too"),
        post("alone-too", "丙"),
        post("open", "甲", 职务="秘书长"),
    )
    persons = Persons(system(known))
    names = ("alone", "pair", "by-post", "open", "nobody")
    assert [persons.of(name) for name in names] == [
        {"甲"},
        {"甲", "乙"},
        {"甲", "丙"},
        None,
        None,
    ]


def test_scenes_are_known_by_their_plan(registry: Registry) -> None:
    known = posts(registry, post("head", "甲"))
    scene = {"设立条件": "启动Ⅰ级以上响应", "设立": "市防指", "总指挥": "head"}
    whole = system(
        known,
        plan("a", 指挥机构={"名称": "市防指", "现场指挥部": scene}),
        plan("b", 指挥机构={"名称": "市防指", "现场指挥部": scene | {"总指挥": "市防指"}}),
    )
    found = seats(whole)
    assert [(k, s.post, s.holder, s.persons, s.levels) for k, s in found.items()] == [
        ("a", "head", "甲", frozenset({"甲"}), frozenset({"I级"}))
    ]


def running(whole: System, plan_id: str) -> list[list[tuple[str, str]]]:
    return [
        [(one.plan.id, one.level) for one in group]
        for group in origins(whole)
        if group[0].plan.id == plan_id
    ]


def test_what_runs_at_least_is_at_the_level_that_the_link_names(registry: Registry) -> None:
    whole = system(
        registry,
        with_levels("flood", linked("slide", Ⅰ级="Ⅱ级", Ⅱ级="Ⅲ级")),
        with_levels("slide", linked("power")),
        with_levels("power"),
    )
    assert running(whole, "flood") == [
        [("flood", "Ⅱ级"), ("slide", "Ⅲ级"), ("power", "Ⅲ级")],
        [("flood", "Ⅰ级"), ("slide", "Ⅱ级"), ("power", "Ⅲ级")],
    ]


def test_a_level_that_starts_nothing_runs_alone_and_is_left_out(registry: Registry) -> None:
    whole = system(registry, with_levels("flood", linked("slide", Ⅰ级="Ⅲ级")), with_levels("slide"))
    assert running(whole, "flood") == [[("flood", "Ⅰ级"), ("slide", "Ⅲ级")]]
    assert running(whole, "slide") == []
