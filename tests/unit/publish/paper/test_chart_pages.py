"""Charts inside a book: their smallest text can be read, whatever there is to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from planforge.document.books.book import Style
from planforge.document.charts import Chart, in_words
from planforge.document.diagrams import (
    level_ladder,
    link_map,
    organisation_chart,
    response_flows,
    system_map,
)
from planforge.publish.blocks.model import Figure, Paragraph, Run
from planforge.publish.paper.encode import Setting
from planforge.publish.paper.fitting import READABLE_PT
from tests.unit.document.books.made import demo
from tests.unit.document.charts.timed_samples import TIMED
from tests.unit.publish.paper.pages import sizes, texts, typeset, words

if TYPE_CHECKING:
    from planforge.document.charts import Drawable

SETTING = Setting(Style.PLAN, "防汛预案", running=False)


def figure(chart: Drawable) -> Figure:
    return Figure(chart, chart.title, in_words(chart))


def charts() -> list[Chart]:
    """Return the charts of the fullest plan of the demonstration, and of all plans together."""
    frame = demo()
    view = frame.corpus.plan("flood")
    assert view is not None
    here = frame.context.of(view)
    found = [system_map(here), organisation_chart(here), level_ladder(here), link_map(here)]
    return [*(chart for chart in found if chart is not None), *response_flows(here)]


def test_no_text_of_any_chart_in_a_book_is_too_small_to_read() -> None:
    sheets, problems = typeset(tuple(map(figure, charts())), SETTING)
    assert problems == ()
    small = {
        page: min(size for _, size in found)
        for page in range(sheets.pages)
        if (found := sizes(sheets.pdf, page))
    }
    assert {page: size for page, size in small.items() if size < READABLE_PT - 0.05} == {}


def test_what_leads_to_a_chart_in_parts_leads_to_the_first() -> None:
    (chart, *_) = response_flows(demo().context.of(demo().views[1]))
    drawn = Figure(chart, chart.title, in_words(chart), "flow")
    lead = Paragraph((Run("流程见"), Run("图1", target="#flow"), Run("。")))
    sheets, problems = typeset((lead, drawn, *(words("后文。") for _ in range(40))), SETTING)
    assert problems == ()
    assert "（2/" in "".join(texts(sheets.pdf))
    assert "flow" in [place.name for place in sheets.places]


SAID: Final = {
    "gantt": "超时5分钟",
    "load": "缺1人",
    "staircase": "未启动",
    "messages": "未送达",
    "observed": "超时20分钟",
    "delays": "预案留的时间不够",
    "ratings": "指挥协调",
}
"""Words of each timed chart that only it has."""


@pytest.mark.parametrize("name", sorted(TIMED))
def test_timed_charts_stand_in_a_book_with_text_to_be_copied(name: str) -> None:
    sheets, problems = typeset((figure(TIMED[name]),), SETTING)
    assert problems == ()
    assert min(size for _, size in sizes(sheets.pdf)) >= READABLE_PT - 0.05
    said = "".join(texts(sheets.pdf)).replace("\n", "")
    assert SAID[name] in said


def test_each_part_of_a_chart_says_which_it_is() -> None:
    view = demo().corpus.plan("flood")
    assert view is not None
    course, *_ = response_flows(demo().context.of(view))
    sheets, _ = typeset((figure(course),), SETTING)
    pages = texts(sheets.pdf)
    assert sheets.pages > 1
    numbers = [text.count(f"（{page}/{sheets.pages}）") for page, text in enumerate(pages, 1)]
    assert numbers == [1] * sheets.pages
