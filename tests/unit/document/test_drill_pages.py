"""Pages of drills: what everybody sees, and what only those who run drills see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docutils import nodes

from planforge.document.pages.drill_pages import DrillDoc, drill_pages
from planforge.document.pages.frame import Frame
from tests.unit.drill.build.demo import NAMES, corpus, drills

if TYPE_CHECKING:
    from planforge.document.page import Page

AS_OF = date(2026, 11, 1)


def pages(*, public: bool, as_of: date | None = AS_OF) -> dict[str, Page]:
    whole = corpus()
    frame = Frame(whole, language="zh_CN", public=public, version="1")
    doc = DrillDoc(whole, tuple(drills().values()), as_of)
    return {page.docname: page for page in drill_pages(frame, doc)}


def text(page: Page) -> str:
    return nodes.Element("", *page.build()).astext()


def titles(page: Page) -> list[str]:
    tree = nodes.Element("", *page.build())
    return [title.astext() for title in tree.findall(nodes.title)]


def test_everybody_sees_when_plans_are_due_and_what_was_held_and_no_scenario() -> None:
    found = pages(public=True)
    assert list(found) == ["drill/index"]
    assert titles(found["drill/index"]) == ["各预案演练周期", "已开展的演练"]
    shown = text(found["drill/index"])
    for view in drills().values():
        assert view.drill.name not in shown
        assert view.drill.id not in shown


def test_who_runs_drills_sees_the_calendar_in_order_of_days() -> None:
    found = pages(public=False)
    assert sorted(found) == sorted(["drill/index", *(f"drill/{name}" for name in NAMES)])
    index = found["drill/index"]
    assert titles(index) == ["计划开展的演练", "各预案演练周期", "已开展的演练"]
    planned = next(iter(nodes.Element("", *index.build()).findall(nodes.table)))
    days = [row[0].astext() for row in planned.findall(nodes.row) if row.parent.tagname == "tbody"]
    dated = sorted(view.drill.date for view in drills().values() if view.drill.date)
    assert days == [f"{day.year}年{day.month}月{day.day}日" for day in dated]


def test_a_plan_that_is_overdue_is_said_to_be() -> None:
    assert "已逾期" in text(pages(public=False, as_of=date(2026, 8, 1))["drill/index"])
    assert "已逾期" not in text(pages(public=False, as_of=None)["drill/index"])


def test_the_page_of_a_scenario_shows_how_it_goes_and_what_that_rests_on() -> None:
    page = pages(public=False)["drill/flood-season"]
    assert [title for title in titles(page) if not title.startswith("各岗位工作时段：")] == [
        "演练目标",
        "响应级别变化",
        "推演过程",
        "各岗位工作时段",
        "人员和队伍负荷",
        "信息传递关系",
        "推演发现的问题",
        "推演采用的假定",
    ]
    tree = nodes.Element("", *page.build())
    (course,) = (one for one in tree.findall(nodes.table) if "pf-course" in one["classes"])
    rows = [
        [cell.astext() for cell in row.findall(nodes.entry)]
        for row in course.findall(nodes.row)
        if row.parent.tagname == "tbody"
    ]
    start = drills()["flood-season"].drill.start
    assert all(row[0].startswith("T+") and row[2] for row in rows)
    assert rows[0][1].startswith(f"{start:%m-%d}")
    assert rows == sorted(rows, key=lambda row: row[0])


def test_a_page_is_made_anew_when_its_drill_or_a_plan_changes_and_only_then() -> None:
    whole = corpus()
    frame = Frame(whole, language="zh_CN", public=False, version="1")
    views = tuple(drills().values())

    def made_from(doc: DrillDoc) -> dict[str, tuple[str, ...]]:
        return {page.docname: page.inputs for page in drill_pages(frame, doc)}

    before = made_from(DrillDoc(whole, views, AS_OF))
    changed = views[0].drill.model_copy(update={"summary": "另一个情景"})
    other = (type(views[0])(changed, views[0].file, views[0].system, views[0].plans), *views[1:])
    after = made_from(DrillDoc(whole, other, AS_OF))
    assert {name for name in before if before[name] != after[name]} == {f"drill/{changed.id}"}
    assert before == made_from(DrillDoc(whole, views, AS_OF))
