from __future__ import annotations

from datetime import date

import pytest

from planforge.document.wording import (
    cycle_words,
    day,
    every,
    limit_words,
    phone_links,
    titled,
)
from planforge.model.scalars import Cycle, Limit
from planforge.model.scales import Anchor
from tests.unit.document.small import context


@pytest.mark.parametrize(
    ("text", "anchor", "zh", "en"),
    [
        ("立即", Anchor.ACTIVATION, "立即", "at once"),
        ("30分钟", None, "30分钟内", "within 30 min"),
        ("30分钟", Anchor.ORDER, "接到指令后30分钟内", "within 30 min of the order"),
        (
            "20个工作日",
            Anchor.TERMINATION,
            "响应终止后20个工作日内",
            "within 20 working days of the end of the response",
        ),
        ("每日9时前", Anchor.ACTIVATION, "每日9时前", "by 09:00 every day"),
        ("1小时30分钟", None, "1小时30分钟内", "within 1 h 30 min"),
        ("1天", None, "1天内", "within 1 day"),
        ("2天", None, "2天内", "within 2 days"),
    ],
)
def test_a_limit_says_what_it_runs_from(text: str, anchor: Anchor | None, zh: str, en: str) -> None:
    limit = Limit.read(text)
    assert limit_words(context(), limit, anchor) == zh
    assert limit_words(context(language="en"), limit, anchor) == en


def test_every_anchor_has_words() -> None:
    limit = Limit.read("1小时")
    words = {limit_words(context(), limit, anchor) for anchor in Anchor}
    assert len(words) == len(Anchor)


def test_nothing_is_said_of_what_is_not_there() -> None:
    here = context()
    assert limit_words(here, None) == ""
    assert every(here, None) == ""
    assert cycle_words(here, None) == ""
    assert day(here, None) == ""
    assert phone_links("") == []


def test_cycles_are_in_years_where_they_can() -> None:
    here = context()
    assert cycle_words(here, Cycle.read("每2年")) == "至少每2年一次"
    assert cycle_words(here, Cycle.read("半年")) == "至少每6个月一次"
    assert cycle_words(here, Cycle.read("每年")) == "至少每年一次"
    assert cycle_words(here, Cycle.read("1个月")) == "至少每月一次"


def test_days_and_repeats() -> None:
    assert day(context(), date(2026, 3, 1)) == "2026年3月1日"
    assert every(context(), Limit.read("2小时")) == "每2小时一次"
    assert every(context(), Limit.read("1小时")) == "每小时一次"
    assert every(context(), Limit.read("1个工作日")) == "每工作日一次"
    assert every(context(), Limit.read("1小时30分钟")) == "每1小时30分钟一次"
    assert every(context(), Limit.read("每日9时前")) == "每日9时前"


def test_phones_dial() -> None:
    first, comma, second = phone_links("0500-5550001、119")
    assert (first.pformat(), comma.astext()) == (
        '<reference classes="pf-phone" refuri="tel:05005550001">\n    0500-5550001\n',
        "、",
    )
    assert second.pformat() == '<reference classes="pf-phone" refuri="tel:119">\n    119\n'


def test_a_title_with_brackets_stands_behind_a_comma() -> None:
    here = context()
    assert titled(here, "孙某三", "副市长") == "孙某三（副市长）"
    assert titled(here, "孙某三", "副市长（分管应急）") == "孙某三，副市长（分管应急）"
    assert titled(here, "", "副市长") == "副市长"
