"""Rows that follow the warnings and levels of others, compared among themselves."""

from __future__ import annotations

from typing import Any

import pytest

from planforge.corpus.following import Following
from tests.unit.corpus.test_ladders import told
from tests.unit.rules.city import levels, view

JOINED = {"联动启动": "是"}


def follows(word: str, **more: str) -> dict[str, str]:
    return {"暴雨预警": word, **JOINED, **more}


def faults(*tables: object) -> list[tuple[Any, ...]]:
    plan = view(响应级别=levels(*tables))
    ladder = Following((level.name, plan.tables[level.name]) for level in reversed(plan.levels))
    return [told(fault) for fault in ladder.faults]


FIRM = {"雨量": ">= 200"}
LOWEST = {"雨量": "[20..50)"}


def test_the_stronger_starts_the_higher() -> None:
    assert faults(FIRM, follows("红色"), follows("橙色"), follows("黄色")) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("黄色", "橙色", "红色"), ("order", "Ⅳ级 红色", "Ⅲ级 橙色", "橙色")),
        (("橙色", "红色", "黄色"), ("order", "Ⅲ级 红色", "Ⅱ级 橙色", "橙色")),
    ],
)
def test_the_stronger_starts_the_lower(words: tuple[str, ...], expected: tuple[str, ...]) -> None:
    found = faults(FIRM, *map(follows, words))
    assert {kind for kind, *_ in found} == {"order"}
    assert found[0] == expected


def test_one_in_the_middle_starts_nothing() -> None:
    assert faults(FIRM, follows("红色"), {"雨量": ">= 90"}, follows("黄色")) == [
        ("gap", "Ⅳ级 黄色", "Ⅱ级 红色", "橙色")
    ]


def test_the_strongest_starts_nothing() -> None:
    assert faults(FIRM, follows("橙色"), follows("黄色"), LOWEST) == [
        ("open_end", "Ⅱ级 橙色", "红色")
    ]
    assert faults(FIRM, FIRM, follows("橙色"), LOWEST) == [("open_end", "Ⅲ级 橙色", "红色")]


def test_what_people_judge_and_where_it_holds_may_differ_in_a_hole_too() -> None:
    one, two = follows("红色", 研判="堤防吃紧"), follows("黄色", 限定="山区")
    assert faults(FIRM, one, FIRM, two) == [("gap", "Ⅳ级 黄色", "Ⅱ级 红色", "橙色")]
    assert faults(FIRM, one, follows("橙色", 研判="城区积水"), two) == []


def test_a_row_of_the_own_facts_fills_a_hole() -> None:
    assert faults(FIRM, follows("红色"), {"暴雨预警": "橙色"}, follows("黄色")) == []


def test_a_level_without_rows_may_be_started_by_what_is_missing() -> None:
    assert faults(FIRM, follows("红色"), [], follows("黄色")) == []


def test_rows_that_cannot_be_read_hide_their_indicator() -> None:
    assert faults(FIRM, follows("红色"), follows("深红"), follows("黄色")) == []


def test_figures_of_neighbours_have_an_order_of_their_own() -> None:
    near = [{"雨量": word, **JOINED} for word in ("[160..200)", "[80..100)", "[40..50)")]
    assert faults(*near, LOWEST) == []
