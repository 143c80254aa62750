"""What `planforge show` finds by name, beyond the entries of the registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.cli.places import Places
from planforge.cli.things import KIND_WORDS, things
from planforge.cli.uses import uses_of
from planforge.corpus.load import load
from planforge.model.base import Kind
from tests.unit.cli.conftest import write_city

if TYPE_CHECKING:
    from pathlib import Path

DEMO = "special/demo/plan.yaml"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    write_city(tmp_path)
    return tmp_path


def named(folder: Path, name: str) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in things(load(folder)[0], name)]


def told(folder: Path, name: str) -> list[str]:
    """Return where the one thing called *name* is spoken of, and what is said there."""
    corpus = load(folder)[0]
    places = Places(folder, "")
    (thing,) = things(corpus, name)
    found = uses_of(corpus, thing)
    uses = [use for _, of in found.plans for use in of] + list(found.registers)
    return [f"{places.spot(use.place)} {use.text}".strip() for use in uses]


@pytest.mark.parametrize(
    ("name", "kind", "ident"),
    [
        ("demo/dike", "action", "demo/dike"),
        ("dike", "action", "demo/dike"),
        ("抢护堤防险段", "action", "demo/dike"),
        ("demo/Ⅱ级", "level", "demo/Ⅱ级"),
        ("防汛预案Ⅱ级", "level", "demo/Ⅱ级"),
        ("防汛 II级", "level", "demo/Ⅱ级"),
        ("防汛预案 抢险救援组", "group", "demo/rescue"),
        ("防汛·重大", "grade", "demo/重大"),
        ("编织袋", "supply", "编织袋"),
        ("0500-5560031", "phone", "0500-5560031"),
        ("赵某", "person", "赵某"),
        ("李某", "expert", "expert-li"),
        ("市应急办值班席", "person", "市应急办值班席"),
        ("洪涝", "event_type", "洪涝"),
        ("监测预警会商机制", "mechanism", "warning-consultation"),
        ("军地抢险联动协议", "agreement", "garrison-agreement"),
        ("突发事件应急预案管理办法", "regulation", "plan-management-rules"),
    ],
)
def test_every_kind_is_found(city: Path, name: str, kind: str, ident: str) -> None:
    assert named(city, name) == [(kind, ident)]


def test_there_is_a_word_for_every_kind() -> None:
    assert {kind.value for kind in Kind} < set(KIND_WORDS)


def test_what_several_plans_have_lists_each(city: Path) -> None:
    levels = [("level", f"{plan}/Ⅱ级") for plan in ("demo", "master", "other")]
    assert named(city, "Ⅱ级") == levels
    assert named(city, "预案Ⅱ级") == levels


def test_a_level_is_named_by_actions_changes_and_links_of_both_plans(city: Path) -> None:
    found = told(city, "demo/Ⅱ级")
    assert [text.partition(" ")[2] for text in found] == [
        "",
        "Ⅲ级 → Ⅱ级",
        "Ⅱ级 → Ⅰ级",
        "Ⅱ级 → Ⅲ级",
        "Ⅲ级 → Ⅱ级",
    ]
    assert [text.partition("/plan")[0] for text in found] == [
        *["special/demo"] * 4,
        "special/other",
    ]


def test_a_level_that_an_indicator_stands_for(city: Path) -> None:
    path = city / "registry" / "indicators.yaml"
    entry = "  - {编号: flood-level, 名称: 防汛响应级别, 类型: 响应级别, 预案: demo}\n"
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n" + entry, "utf-8")
    other = city / "special" / "other" / "plan.yaml"
    text = other.read_text("utf-8").replace("启动条件: [", "启动条件: [{防汛响应级别: Ⅰ级}, ", 1)
    other.write_text(text, "utf-8")
    assert any("防汛响应级别 Ⅰ级" in one for one in told(city, "demo/Ⅰ级"))


def test_an_action_is_named_by_those_that_wait_for_it(city: Path) -> None:
    path = city / DEMO
    text = path.read_text("utf-8")
    number = next(i for i, one in enumerate(text.splitlines(), 1) if "编号: dike" in one)
    found = told(city, "demo/announce")
    assert f"{DEMO}:{number} 抢护堤防险段" in found
    assert len(found) == text.count("前置: announce")


def test_a_supply_says_how_much_stands_where_and_who_draws(city: Path) -> None:
    assert [one.partition(" ")[2] for one in told(city, "编织袋")] == [
        "5000，抢护堤防险段",
        "市防汛物资库，60000条",
    ]


def test_a_person_in_office_is_where_plans_name_the_office(city: Path) -> None:
    path = city / "registry" / "posts.yaml"
    before = "名称: 市防指指挥长, "
    text = path.read_text("utf-8")
    path.write_text(text.replace(before, before + "姓名: 赵某, "), "utf-8")
    office = [one for one in told(city, "市防指指挥长") if one.startswith("special")]
    person = told(city, "赵某")
    assert [one for one in person if one.startswith("special")] == office
    assert [one for one in person if not one.startswith("special")] == [
        "registry/posts.yaml:5 市防指指挥长",
        "registry/teams.yaml:2 市防汛抢险队",
    ]


def test_an_expert_who_holds_an_office_is_one_person(city: Path) -> None:
    path = city / "registry" / "teams.yaml"
    path.write_text(path.read_text("utf-8").replace("赵某", "李某"), "utf-8")
    assert named(city, "李某") == [("expert", "expert-li")]
    assert "registry/teams.yaml:2 市防汛抢险队" in told(city, "李某")
