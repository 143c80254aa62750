"""Pages of drills: what everybody sees, and what only those who run drills see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.corpus.drills import DrillView
from planforge.document.pages.drill_calendar import Told, told_of
from planforge.document.pages.drill_pages import DrillDoc, drill_pages
from planforge.document.pages.frame import Frame
from planforge.model.drill import Task
from planforge.model.drill_scales import DrillPurpose, Notice
from tests.unit.drill.build.demo import NAMES, corpus, drills

if TYPE_CHECKING:
    from planforge.document.page import Page

BLIND = (Notice.SINGLE_BLIND, Notice.DOUBLE_BLIND)
AS_OF = date(2026, 11, 1)


def pages(
    *,
    public: bool,
    as_of: date | None = AS_OF,
    views: tuple[DrillView, ...] | None = None,
    in_full: bool = False,
) -> dict[str, Page]:
    whole = corpus()
    frame = Frame(whole, language="zh_CN", public=public, version="1")
    doc = DrillDoc(whole, tuple(drills().values()) if views is None else views, as_of, in_full)
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
    told = [name for name in NAMES if drills()[name].drill.kind.notice not in BLIND]
    every = ["drill/index", "drill/all_tasks", *(f"drill/{name}" for name in told)]
    assert sorted(found) == sorted(every)
    index = found["drill/index"]
    assert titles(index) == ["计划开展的演练", "整改", "各预案演练周期", "已开展的演练"]
    planned = next(iter(nodes.Element("", *index.build()).findall(nodes.table)))
    days = [row[0].astext() for row in planned.findall(nodes.row) if row.parent.tagname == "tbody"]
    dated = sorted(
        view.drill.date
        for view in drills().values()
        if view.drill.date and view.drill.kind.notice not in BLIND
    )
    assert days == [*(f"{day.year}年{day.month}月{day.day}日" for day in dated), "不公开"]


def noticed(notice: Notice, **fields: object) -> tuple[DrillView, ...]:
    """Return the drills of the demonstration, that of the flood season told as *notice* says."""
    kind = drills()["flood-season"].drill.kind.model_copy(update={"notice": notice})
    return held("flood-season", kind=kind, **fields)


def test_nothing_is_said_of_a_drill_that_nobody_is_told_of() -> None:
    drill = drills()["flood-season"].drill
    words = (drill.id, drill.name, drill.place, *(goal.text for goal in drill.goals))
    words += tuple(one.text for one in drill.developments)
    words += tuple(str(one["问题"]) for one in TASKS)
    found = pages(public=False, views=noticed(Notice.DOUBLE_BLIND))
    every = [page.docname + page.title + text(page) for page in found.values()]
    assert [word for word in words for shown in every if word in shown] == []
    assert "2027年4月15日" not in text(found["drill/index"])


@pytest.mark.parametrize(
    ("briefing", "when"), [("", "2027年4月15日"), ("4月中旬推演一次。", "不公开")]
)
def test_of_a_drill_whose_scenario_is_not_told_the_day_stands_in_the_calendar(
    briefing: str, when: str
) -> None:
    """Unless players are told something in words: then they know the day as these have it."""
    found = pages(public=False, views=noticed(Notice.SINGLE_BLIND, briefing=briefing))
    assert "drill/flood-season" not in found
    planned = next(iter(nodes.Element("", *found["drill/index"].build()).findall(nodes.table)))
    rows = [
        [cell.astext() for cell in row.findall(nodes.entry)] for row in planned.findall(nodes.row)
    ]
    assert [when, "情景不公布的演练", "桌面演练、单项、检验性、单盲", "", ""] in rows
    drill = drills()["flood-season"].drill
    words = (drill.name, drill.summary, *(goal.text for goal in drill.goals))
    every = [text(page) for page in found.values()]
    assert [word for word in words for shown in every if word in shown] == []


def test_once_it_was_held_everything_is_said_of_it() -> None:
    for notice in BLIND:
        found = pages(public=False, views=noticed(notice, held=date(2026, 10, 1)))
        assert drills()["flood-season"].drill.summary in text(found["drill/flood-season"])


def secrets(view: DrillView) -> tuple[str, ...]:
    """Return the words of a drill that players must not know before it was held."""
    drill = view.drill
    found = [drill.summary, *(goal.text for goal in drill.goals)]
    for step in drill.developments:
        found += [step.title, step.text]
    found += [word for one in drill.injects for word in (one.title, one.text)]
    found += [one.cause for one in drill.outages]
    found += [task.problem for task in drill.tasks]
    return tuple(word for word in found if word and word not in drill.briefing + drill.name)


def test_before_a_drill_is_held_players_read_its_outline_and_no_byte_of_the_scenario() -> None:
    found = pages(public=False, views=held("cascade"))
    shown = {name: f"{page.title}{text(page)}" for name, page in found.items()}
    everybody = text(pages(public=True)["drill/index"])
    hidden = [view for view in held("cascade") if told_of(view) <= Told.OUTLINE]
    assert len(hidden) == len(NAMES) - 1
    for view in hidden:
        words = [word for word in secrets(view) if word not in everybody]
        assert len(words) > 10
        told = [(name, word) for word in words for name, said in shown.items() if word in said]
        assert told == [], view.drill.id
    drill = drills()["cascade"].drill
    assert titles(found["drill/cascade"]) == ["参演单位"]
    assert drill.briefing in shown["drill/cascade"]
    assert [name for name in drill.players if name not in shown["drill/cascade"]] == []
    assert "2027年6月10日" in shown["drill/cascade"]


def test_a_demonstration_shows_its_course_before_and_no_findings() -> None:
    kind = drills()["flood-season"].drill.kind
    kind = kind.model_copy(update={"purpose": DrillPurpose.DEMONSTRATION})
    page = pages(public=False, views=held("flood-season", kind=kind))["drill/flood-season"]
    assert [title for title in titles(page) if not title.startswith("各岗位工作时段：")] == [
        "演练目标",
        "响应级别变化",
        "推演过程",
        "各岗位工作时段",
        "人员和队伍负荷",
        "信息传递关系",
    ]
    assert "启动晚23分钟" not in text(page)


def test_those_who_run_drills_see_every_scenario_on_a_site_of_their_own() -> None:
    found = pages(public=False, in_full=True)
    assert [name for name in NAMES if f"drill/{name}" not in found] == []
    for name in ("cascade", "blackout-blind"):
        assert drills()[name].drill.summary in text(found[f"drill/{name}"])
    assert list(pages(public=True, in_full=True)) == ["drill/index"]


TASKS = (
    {
        "编号": "t1",
        "问题": "启动晚23分钟",
        "原因": "分工不清",
        "预案": "flood",
        "措施": "activate",
        "责任": "市防办",
        "期限": "2026-10-01",
    },
    {"编号": "t2", "问题": "会场太小", "对象": "演练", "责任人": "张某", "期限": "2026-12-01"},
    {"编号": "t3", "问题": "话筒不够", "期限": "2026-09-01", "状态": "关闭", "证明": "采购单"},
)


def held(name: str = "flood-season", **fields: object) -> tuple[DrillView, ...]:
    """Return the drills of the demonstration, that called *name* with its tasks and *fields*."""
    tasks = tuple(Task.model_validate(one) for one in TASKS)
    return tuple(
        DrillView(
            view.drill.model_copy(update={"tasks": tasks, **fields}),
            view.file,
            view.system,
            view.plans,
        )
        if view.drill.id == name
        else view
        for view in drills().values()
    )


def body(tree: nodes.Element, name: str) -> list[list[str]]:
    """Return the cells of the tables called *name*."""
    return [
        [cell.astext().replace("\n\n", " / ") for cell in row.findall(nodes.entry)]
        for table in tree.findall(nodes.table)
        if name in table["classes"]
        for row in table.findall(nodes.row)
        if row.parent.tagname == "tbody"
    ]


def test_open_tasks_stand_on_the_pages_of_drills_and_in_the_register() -> None:
    found = pages(public=False, views=held(), in_full=True)
    late = "启动晚23分钟 / 分工不清"
    name = "2027年汛前防汛桌面推演"
    open_rows = [
        [name, late, "防汛抗旱应急预案 / 启动响应", "市防办", "2026年10月1日", "待办 / 已逾期"],
        [name, "会场太小", "演练", "张某", "2026年12月1日", "待办"],
    ]
    over = [name, "话筒不够", "", "", "2026年9月1日", "关闭 / 采购单"]
    index = nodes.Element("", *found["drill/index"].build())
    assert body(index, "pf-drill-tasks") == open_rows
    assert "2项没有完成" in index.astext()
    register = nodes.Element("", *found["drill/all_tasks"].build())
    assert body(register, "pf-drill-tasks") == [*open_rows, over]
    problems = body(register, "pf-plan-problems")
    assert [row[0] for row in problems] == ["2025年5月16日", "2025年6月6日", "2025年9月18日"]
    own = nodes.Element("", *found["drill/flood-season"].build())
    assert [row[0] for row in body(own, "pf-drill-tasks")] == [late, "会场太小", "话筒不够"]
    assert body(nodes.Element("", *found["drill/army"].build()), "pf-drill-tasks") == []


def test_nothing_of_tasks_is_shown_to_everybody() -> None:
    found = pages(public=True, views=held(held=date(2026, 10, 20)))
    assert list(found) == ["drill/index"]
    for words in ("启动晚", "会场太小", "整改", "2027年汛前"):
        assert words not in text(found["drill/index"])


def test_a_drill_that_was_held_leaves_the_plan_for_the_past() -> None:
    views = held(held=date(2026, 10, 20))
    index = nodes.Element("", *pages(public=False, views=views)["drill/index"].build())
    name = "2027年汛前防汛桌面推演"
    assert name not in [row[1] for row in body(index, "pf-drills")]
    assert ["2026年10月20日", name, "桌面演练", "防汛抗旱应急预案"] == body(
        index, "pf-drills-held"
    )[0]
    assert not any(name in row[-1] for row in body(index, "pf-drill-due"))
    recorded = held(held=date(2025, 5, 16))
    again = nodes.Element("", *pages(public=False, views=recorded)["drill/index"].build())
    rows = [row for row in body(again, "pf-drills-held") if row[0] == "2025年5月16日"]
    assert len(rows) == 1


def test_a_day_that_passed_without_a_drill_is_marked() -> None:
    index = nodes.Element("", *pages(public=False, as_of=date(2027, 4, 16))["drill/index"].build())
    marked = [row[0] for row in body(index, "pf-drills") if "没有举行" in row[0]]
    assert marked == [
        "2027年3月18日 / 没有举行",
        "2027年4月8日 / 没有举行",
        "2027年4月15日 / 没有举行",
    ]


def test_a_plan_that_is_overdue_is_said_to_be() -> None:
    assert "已逾期" in text(pages(public=False, as_of=date(2026, 8, 1))["drill/index"])
    assert "已逾期" not in text(pages(public=False, as_of=None)["drill/index"])


def test_the_page_of_a_scenario_shows_how_it_goes_and_what_that_rests_on() -> None:
    page = pages(public=False, in_full=True)["drill/flood-season"]
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


def test_figures_that_are_assumed_are_shown_with_their_source() -> None:
    tree = nodes.Element("", *pages(public=False, in_full=True)["drill/flood-season"].build())
    assert [
        "队伍、物资到现场的行程",
        "15–30–60分钟",
        "",
        "planforge用时库，估计值，未经实测",
        "低",
    ] in body(tree, "pf-assumed")


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
