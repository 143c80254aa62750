"""Limits in papers say from what they run, so that readers can count them themselves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from planforge.document.drills.desk import Desk
from planforge.document.drills.since import within
from planforge.document.pages.frame import Frame
from planforge.drill.kit.rises import Occasion, Rise
from planforge.model.scalars import Limit
from planforge.model.scales import Anchor
from tests.unit.drill.build.demo import NAMES, corpus, played
from tests.unit.drill.kit.small_drill import demo_kit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.drill.kit.rises import Since


@cache
def desk(name: str, language: str = "zh_CN") -> Desk:
    return Desk(Frame(corpus(), language=language, public=False, version="1"), demo_kit(name))


def limits(name: str) -> Iterator[tuple[str, Since, int, str]]:
    """Yield plan, anchor, since when and id of every limit that the papers of a drill print."""
    for inject in demo_kit(name).injects:
        for one in inject.expected:
            if one.anchor and one.due is not None and one.limit and one.limit.seconds:
                yield one.plan, one.anchor, one.due - one.limit.seconds, one.id
    for row in demo_kit(name).script:
        if row.anchor and row.due is not None and row.limit and row.limit.seconds and row.basis:
            yield row.basis.plan, row.anchor, row.due - row.limit.seconds, row.id


@pytest.mark.parametrize("name", NAMES)
def test_whoever_counts_from_what_is_printed_gets_the_printed_moment(name: str) -> None:
    def times(kind: str) -> set[tuple[str, int]]:
        return {(one.plan, one.t) for one in played(name).of(kind)}

    started, risen = times("level_activated"), times("level_raised")
    for plan, since, begin, id_ in limits(name):
        if since is Anchor.ACTIVATION:
            assert (plan, begin) in started, id_
        elif isinstance(since, Rise):
            assert (plan, begin) in risen, id_
        elif isinstance(since, Occasion):
            assert (plan, begin) not in started | risen, id_


def test_what_only_a_higher_level_asks_for_runs_from_its_rise() -> None:
    rows = {row.id: desk("cascade").row_limit(row) for row in demo_kit("cascade").script}
    assert {
        name: rows[f"start/geology/{name}"]
        for name in ("activate#1", "working-groups#1", "consult-high#1", "medical#1", "road#1")
    } == {
        "activate#1": "响应启动后30分钟内",
        "working-groups#1": "升为Ⅲ级后2小时内",
        "consult-high#1": "升为Ⅱ级后1小时内",
        "medical#1": "事发后1小时内",
        "road#1": "情况出现后4小时内",
    }


@pytest.mark.parametrize(
    ("since", "zh", "en"),
    [
        (None, "注入后2小时内", "within 2小时 of the inject"),
        (Rise("Ⅱ级"), "升为Ⅱ级后2小时内", "within 2 h of the rise to Ⅱ级"),
        (Occasion(), "情况出现后2小时内", "within 2 h of being called for"),
        (Anchor.ACTIVATION, "响应启动后2小时内", "within 2 h of the start of the response"),
    ],
)
def test_each_beginning_has_its_words(since: Since | None, zh: str, en: str) -> None:
    limit = Limit.read("2小时")
    assert within(desk("army").context, limit, since) == zh
    assert within(desk("army", "en").context, limit, since) == en


def test_files_for_programs_name_it_too() -> None:
    assert (Rise("Ⅱ级").value, Occasion().value) == ("rise", "occasion")


def test_what_is_done_at_once_is_counted_from_nothing() -> None:
    assert within(desk("army").context, Limit.read("立即"), Rise("Ⅱ级")) == "立即"
