"""Timed charts: their pictures and tables as reviewed, and what must hold of every one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.document.charts import Look, alternative, draw
from planforge.document.charts.timed import (
    PAPER_PX,
    Arrow,
    Bars,
    Gantt,
    Lane,
    Load,
    MessageMap,
    Span,
    Staircase,
    TimedChart,
    draw_timed,
    pages,
)
from planforge.document.charts.timed.clock import Axis, clock_text, length_words, wall_text
from planforge.i18n import Message
from tests.unit.document.charts.samples import parsed
from tests.unit.document.charts.timed_samples import (
    TIMED,
    delays,
    gantt,
    load,
    messages,
    staircase,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts import Drawable
    from planforge.document.charts.layout import Program

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(TIMED)
EMPTY = (
    Gantt("空", (), ()),
    Staircase("空", ()),
    Load("空", ()),
    MessageMap("空", (), ()),
    Bars("空", (), ()),
)


def rows(chart: Drawable) -> str:
    """Return the table of *chart*, a line for each row."""
    told = alternative(chart)
    lines = [tuple(heading.render() for heading in told.headings)]
    lines += [
        tuple(cell.render() if isinstance(cell, Message) else cell for cell in row)
        for row in told.rows
    ]
    return "".join(" | ".join(line) + "\n" for line in lines)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("look", Look)
def test_picture_is_as_reviewed(name: str, look: Look, golden: Callable[[str, str], None]) -> None:
    golden(
        f"charts/timed-{name}-{look.value}.svg", draw_timed(TIMED[name], prefix="t", look=look).svg
    )


@pytest.mark.parametrize("name", NAMES)
def test_table_is_as_reviewed(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"charts/timed-{name}.txt", rows(TIMED[name]))


@pytest.mark.parametrize("name", NAMES)
def test_they_are_drawn_as_all_charts_are_and_named_for_those_who_hear(
    name: str, driver: Program
) -> None:
    chart = TIMED[name]
    drawn = draw(chart, driver, prefix="c1")
    root = parsed(drawn.svg)
    assert drawn == draw_timed(chart, prefix="c1")
    assert root.get("viewBox") == f"0 0 {drawn.width:.0f} {drawn.height:.0f}"
    assert root.get("aria-labelledby") == "c1-title c1-desc"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.description


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_whole_and_every_text_inside_the_picture(name: str) -> None:
    for wide in (PAPER_PX, 880):
        drawn = draw_timed(TIMED[name], prefix="t", look=Look.ALONE, wide=wide)
        for element in parsed(drawn.svg).iter():
            for key in ("x", "y", "width", "height", "d", "points"):
                assert "." not in element.get(key, "")
            if element.tag == f"{SVG}tspan":
                assert 0 <= int(element.attrib["x"]) <= drawn.width
                assert 0 < int(element.attrib["y"]) < drawn.height


def test_a_page_has_its_colours_and_links_and_paper_neither() -> None:
    page = draw_timed(gantt(), prefix="t").svg
    paper = draw_timed(gantt(), prefix="t", look=Look.ALONE).svg
    assert re.findall(r'href="([^"]*)"', page) == ["planforge:post/flood-duty", "#action-move"]
    assert 'fill="#' not in page
    assert 'stroke="#' not in page
    assert "var(" not in paper
    assert "href" not in paper


def test_what_is_late_is_hatched_and_said() -> None:
    late = Gantt("迟", (Lane("a", "甲"),), (Span("a", 0, 600, "报告", 300),))
    in_time = replace(late, spans=(Span("a", 0, 300, "报告", 300),))
    assert "超时5分钟" in draw_timed(late, prefix="t").svg
    assert draw_timed(late, prefix="t").svg.count('stroke-width="1.2"') == 2
    assert draw_timed(in_time, prefix="t").svg.count('stroke-width="1.2"') == 0


def test_what_was_planned_is_neither_late_nor_hatched() -> None:
    planned = Gantt("迟", (Lane("a", "甲"),), (Span("a", 0, 600, "报告", 300, is_planned=True),))
    drawn = draw_timed(planned, prefix="t").svg
    assert "超时" not in drawn
    assert drawn.count('stroke-width="1.2"') == 0
    assert rows(planned).splitlines()[1].endswith("| 推演")


def test_bars_that_would_meet_stand_in_rows_of_their_own() -> None:
    one = Gantt("一", (Lane("a", "甲"),), (Span("a", 0, 600, "一"), Span("a", 9000, 9600, "二")))
    two = replace(one, spans=(Span("a", 0, 600, "一"), Span("a", 300, 9600, "二")))
    assert draw_timed(one, prefix="t").height < draw_timed(two, prefix="t").height


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: type(chart).__name__)
def test_a_chart_of_nothing_is_a_picture_too(chart: Drawable) -> None:
    parsed(draw(chart, NO_PROGRAM, prefix="t").svg)
    assert alternative(chart).rows == ()


class _NoProgram:
    version = "none"

    def render(self, dot: str) -> bytes:
        raise AssertionError(dot)


NO_PROGRAM = _NoProgram()


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_that_fits_its_page_stays_whole(name: str) -> None:
    assert [part.title for part in pages(TIMED[name], PAPER_PX, 2000)] == [TIMED[name].title]


def test_a_long_chart_is_cut_between_rows_and_all_parts_have_one_axis() -> None:
    parts = pages(gantt(), PAPER_PX, 300)
    assert [part.title for part in parts] == [
        f"{gantt().title}（第{number}部分，共{len(parts)}部分）"
        for number in range(1, len(parts) + 1)
    ]
    spans = [span for part in parts if isinstance(part, Gantt) for span in part.spans]
    assert {span.label for span in spans} == {
        span.label for span in gantt().spans if span.lane != "nobody"
    }
    assert len(spans) == len(gantt().spans) - 1
    assert {part.window for part in parts if isinstance(part, Gantt)} == {(0, 6 * 3600)}
    for part in parts:
        assert draw_timed(part, prefix="t", look=Look.ALONE).height <= 300


@pytest.mark.parametrize(
    ("chart", "high"), [(staircase(), 330), (load(), 250), (messages(), 250), (delays(), 170)]
)
def test_parts_hold_everything_once_and_fit(chart: TimedChart, high: int) -> None:
    parts = pages(chart, PAPER_PX, high)
    assert len(parts) > 1
    whole = rows(chart).splitlines()[1:]
    assert [line for part in parts for line in rows(part).splitlines()[1:]] == whole
    for part in parts:
        assert draw_timed(part, prefix="t", look=Look.ALONE).height <= high


def test_a_part_of_a_message_map_has_only_the_columns_it_needs() -> None:
    lanes = tuple(Lane(name, name) for name in "甲乙丙丁")
    arrows = (Arrow("甲", "乙", 0, 0, "一"), Arrow("丙", "丁", 60, 60, "二"))
    whole = MessageMap("图", lanes, arrows)
    first, second = pages(whole, PAPER_PX, 85)
    assert "丙" not in draw_timed(first, prefix="t").svg
    assert "甲" not in draw_timed(second, prefix="t").svg


def test_a_map_of_more_columns_than_a_page_holds_is_cut_not_made_smaller() -> None:
    lanes = tuple(Lane(str(number), f"第{number}单位") for number in range(20))
    arrows = tuple(Arrow("0", str(number), number, number, "通知") for number in range(1, 20))
    parts = pages(MessageMap("图", lanes, arrows), PAPER_PX, 2000)
    assert [len(part.arrows) for part in parts if isinstance(part, MessageMap)] == [5, 5, 5, 4]
    for part in parts:
        assert draw_timed(part, prefix="t", look=Look.ALONE).width <= PAPER_PX


def test_moments_and_lengths_in_words() -> None:
    assert [clock_text(at) for at in (0, 59, 3600, 93900, -1800)] == [
        "T+00:00",
        "T+00:00:59",
        "T+01:00",
        "T+26:05",
        "T−00:30",
    ]
    assert [length_words(at, "zh_CN") for at in (0, 45, 3900, 90061)] == [
        "0秒",
        "45秒",
        "1小时5分钟",
        "1天1小时",
    ]
    assert length_words(3900, "en") == "1 h 5 min"
    assert [wall_text(at, 9 * 3600) for at in (0, 2100, 30, 54_000, -36_000)] == [
        "09:00",
        "09:35",
        "09:00:30",
        "00:00+1",
        "23:00-1",
    ]
    assert wall_text(2100, None) == "T+00:35"


def test_an_axis_has_round_ticks_and_ends_where_it_ends() -> None:
    axis = Axis(0, 3600, 100, 700)
    assert (axis.at(-5), axis.at(0), axis.at(1800), axis.at(9999)) == (100, 100, 400, 700)
    assert axis.ticks(100) == (0, 600, 1200, 1800, 2400, 3000, 3600)
    assert Axis(-3600, 3600, 0, 100).ticks(50) == (-3600, 0, 3600)
