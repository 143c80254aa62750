"""The scripts of all drills: short turns, places, clauses, and nothing before it is announced."""

from __future__ import annotations

import pytest

from planforge.drill.kit.breaths import fits
from planforge.drill.kit.values import text_of
from tests.unit.drill.build.demo import NAMES
from tests.unit.drill.kit.small_drill import demo_kit

LANGUAGE = "zh_CN"


@pytest.mark.parametrize("name", NAMES)
def test_nobody_says_more_than_others_can_repeat(name: str) -> None:
    """Turns of a script and answers of those who are played have sixty characters at most."""
    found = demo_kit(name)
    said = [turn.words for row in found.script for turn in row.dialogue]
    said += [words for one in found.replies for words in one.words]
    assert [text_of(one, LANGUAGE) for one in said if not fits(one)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_where_and_what_is_done_says_by_which_clause(name: str) -> None:
    rows = demo_kit(name).script
    assert [row.id for row in rows if not row.place] == []
    done = [row for row in rows if not row.id.startswith("inject/")]
    assert [row.id for row in done if row.basis is None or not row.basis.clause] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_ordered_by_a_level_before_it_is_announced(name: str) -> None:
    found = demo_kit(name)
    announced = {
        (row.basis.plan, found.trace.records[row.records[0]].data["name"]): number
        for number, row in reversed(list(enumerate(found.script)))
        if row.id.startswith("level/") and row.basis
    }
    early = [
        (row.id, text_of(turn.words, LANGUAGE))
        for number, row in enumerate(found.script)
        for turn in row.dialogue
        for (plan, level), at in announced.items()
        if row.basis and row.basis.plan == plan and number < at
        if f"{level}响应要求" in text_of(turn.words, LANGUAGE)
    ]
    assert early == []
