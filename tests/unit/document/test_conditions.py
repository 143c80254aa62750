from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.document.conditions import (
    cell_words,
    row_words,
    trigger_groups,
    trigger_list,
    trigger_words,
)
from planforge.model.trigger import Quantified, Row
from tests.unit.document.small import context, tree

if TYPE_CHECKING:
    from planforge.document.context import Context


@pytest.fixture
def here() -> Context:
    return context()


@pytest.mark.parametrize(
    ("name", "cell", "words"),
    [
        ("24小时降雨量", ">= 100 mm", "24小时降雨量100毫米以上"),
        ("24小时降雨量", "[100..250) mm", "24小时降雨量100毫米以上250毫米以下"),
        ("24小时降雨量", "<= 50", "24小时降雨量不超过50毫米"),
        ("死亡人数", "[3..10) 人", "死亡人数3人以上10人以下"),
        ("死亡人数", "0", "死亡人数为0人"),
        ("死亡人数", "[0..10) 人", "死亡人数10人以下"),
        ("死亡人数", "[1..3) 人", "死亡人数1人以上3人以下"),
        ("笼罩面积", "(0..10) 平方公里", "笼罩面积10平方公里以下"),
        ("笼罩面积", "[0..10) 平方公里", "笼罩面积10平方公里以下"),
        ("笼罩面积", "(0..10] 平方公里", "笼罩面积不超过10平方公里"),
        ("笼罩面积", "(5..10) 平方公里", "笼罩面积大于5平方公里且小于10平方公里"),
        ("笼罩面积", "> 0 平方公里", "笼罩面积大于0平方公里"),
        ("暴雨预警", "橙色", "暴雨预警为橙色"),
        ("暴雨预警", "橙色, 红色", "暴雨预警橙色以上"),
        ("暴雨预警", "-", "暴雨预警蓝色以上"),
        ("水库险情", "一般险情, 重大险情", "水库险情为一般险情或重大险情"),
        ("全市停电", "true", "全市停电"),
        ("全市停电", "false", "未发生“全市停电”"),
        ("水库险情", "漫坝", "水库险情漫坝"),
        ("没有登记的指标", "> 3", "没有登记的指标> 3"),
    ],
)
def test_a_cell_is_put_in_words(here: Context, name: str, cell: str, words: str) -> None:
    assert cell_words(here, name, cell) == words


def test_a_count_of_places_names_what_is_counted(here: Context) -> None:
    cell = Quantified.model_validate({"个数": ">= 2", "达到": "重大险情"})
    assert cell_words(here, "水库险情", cell) == "水库险情为重大险情的水库有2个以上"


def test_a_count_that_cannot_be_read_stands_as_written(here: Context) -> None:
    cell = Quantified.model_validate({"个数": "两", "达到": "重大险情"})
    assert cell_words(here, "水库险情", cell) == "水库险情重大险情的有两"


def test_the_convention_of_the_jurisdiction_decides_the_words(here: Context) -> None:
    own = here.corpus.registry.jurisdiction
    assert own is not None
    other = own.model_copy(update={"at_most_inclusive": True})
    registry = replace(here.corpus.registry, jurisdiction=other)
    changed = replace(here, corpus=replace(here.corpus, registry=registry))
    assert cell_words(changed, "24小时降雨量", "<= 50") == "24小时降雨量50毫米以下"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "{24小时降雨量: '>= 100', 死亡人数: '>= 3'}",
            "24小时降雨量100毫米以上，且死亡人数3人以上",
        ),
        ("{死亡人数: '>= 3', 研判: 继续扩大。}", "死亡人数3人以上，且继续扩大"),
        ("{死亡人数: '>= 3', 限定: 汛期}", "汛期，死亡人数3人以上"),
        (
            "{任一: [{死亡人数: '>= 3'}, {全市停电: 'true'}]}",
            "死亡人数3人以上或者全市停电",
        ),
        ("{死亡人数: '>= 3', 表述: 死亡三人以上。}", "死亡三人以上"),
    ],
)
def test_a_row_is_one_sentence(here: Context, row: str, words: str) -> None:
    assert row_words(here, Row.model_validate(tree(row))) == words


def test_a_mark_stands_behind_a_sentence_that_does_not_say_it(here: Context) -> None:
    rows = [
        "{死亡人数: '3 人', 可以启动: 是}",
        "{死亡人数: '2 人', 可以启动: 是, 表述: 邻市请求的，可以启动}",
        "{全市停电: 'true', 联动启动: 是, 可以启动: 是}",
    ]
    shown = trigger_list(here, [Row.model_validate(tree(row)) for row in rows])
    assert [item.astext() for item in shown.children] == [
        "死亡人数为3人；可以启动",
        "邻市请求的，可以启动；",
        "全市停电。可以启动联动启动",
    ]


def test_tables_keep_their_titles_and_order(here: Context) -> None:
    level = here.plan_view.level("Ⅱ级")
    assert level is not None
    titles = [title for title, _ in trigger_groups(here, level.facts.triggers)]
    assert titles == ["雨情（汛期）", "险情"]


def test_what_people_judge_is_left_out_beside_figures(here: Context) -> None:
    level = here.plan_view.level("Ⅰ级")
    assert level is not None
    words = trigger_words(here, level.facts.triggers)
    every = [
        row_words(here, row)
        for _, group in trigger_groups(here, level.facts.triggers)
        for row in group
    ]
    assert words[0] == "24小时降雨量250毫米以上，且笼罩面积2000平方公里以上"
    assert set(words) < set(every)
    judged = Row.model_validate({"研判": "险情继续扩大"})
    assert trigger_words(here, (judged,)) == ("险情继续扩大",)


@pytest.mark.parametrize(
    ("row", "chinese", "english"),
    [
        (
            {"死亡人数": ">= 3 人", "表述": "死亡3人以上"},
            "死亡3人以上",
            "死亡人数 3 people or more",
        ),
        (
            {"死亡人数": ">= 3 人", "暴雨预警": "橙色", "表述": "橙色预警且死亡3人以上"},
            "橙色预警且死亡3人以上",
            "橙色预警且死亡3人以上",
        ),
        ({"暴雨预警": "橙色, 红色"}, "暴雨预警橙色以上", "暴雨预警 橙色 or higher"),
    ],
)
def test_in_another_language_figures_are_not_half_in_the_words_of_the_plan(
    row: dict[str, str], chinese: str, english: str
) -> None:
    told = Row.model_validate(row)
    assert row_words(context(), told) == chinese
    assert row_words(context(language="en"), told) == english
