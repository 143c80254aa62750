"""Reports of a drill that was held say what was written down, and draw it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pytest
from docutils import nodes

from planforge.document.charts.timed import Bars, Gantt
from planforge.document.drills import reports
from planforge.document.nodes import chart
from planforge.document.pages.frame import Frame
from planforge.document.sheets.drill_held import held_sheets
from planforge.document.sheets.drills import Tables
from planforge.drill.outcome import Held, Reached, goals, mean_points, plans
from planforge.drill.score import score
from planforge.drill.timed import Judgement, Records, Seen, Verdict
from tests.unit.drill.kit.small_drill import DRILL, ON_SITE, city, kit_of

if TYPE_CHECKING:
    from planforge.document.drills import DrillPaper

M: Final = 60
CONSULT, EVACUATE = "a1/flood/consult", "a2/flood/evacuate"


@cache
def held() -> Held:
    """Return the drill of the small city: one action late for three reasons, one never seen."""
    kit = kit_of(ON_SITE)
    given = {"a1": 11 * M, "a2": 38 * M}
    seen = {CONSULT: Seen(20 * M, 45 * M, "市防办", "电话占线")}
    judged = (
        Judgement("e1", CONSULT, "中", "十点才会商", "没有人发通知", "写明由谁发通知"),
        Judgement("e1", "goal/quick", "良"),
        Judgement("e2", EVACUATE, "差"),
        Judgement("", "mw-2", "良", measured="12"),
        Judgement("", "ir-2", "是"),
    )
    records = Records(given, seen, judged)
    return Held(records, score(kit, records))


@cache
def made(language: str = "zh_CN") -> dict[str, DrillPaper]:
    frame = Frame(city(), language=language, public=False, version="1")
    return {one.number: one for one in reports(frame, kit_of(ON_SITE), held())}


def tree(paper: DrillPaper, part: int = 0) -> nodes.Element:
    return nodes.Element("", *paper.book.parts[part].build())


def under(tree: nodes.Element, title: str) -> nodes.section:
    return next(
        one
        for one in tree.findall(nodes.section)
        if isinstance(one[0], nodes.title) and one[0].astext() == title
    )


def rows(node: nodes.Element) -> list[list[str]]:
    return [
        [cell.astext().replace("\n\n", " / ") for cell in row.findall(nodes.entry)]
        for table in node.findall(nodes.table)
        if "pf-chart-text" not in table["classes"] and "pf-form" not in table["classes"]
        for row in table.findall(nodes.row)
        if row.parent.tagname == "tbody"
    ]


def test_the_report_draws_times_causes_and_ratings() -> None:
    report = tree(made()["D13"])
    drawn = [one["chart"] for one in report.findall(chart)]
    assert [type(one) for one in drawn] == [Gantt, Bars, Bars]
    times, ratings, causes = drawn
    late, missed = (one.expected.id for one in held().score.timed)
    assert [lane.id for lane in times.lanes] == [late, missed] == [CONSULT, EVACUATE]
    assert times.clock_s == 9 * 3600
    (bar,) = causes.bars
    (one,) = (x for x in held().score.timed if x.verdict is Verdict.LATE)
    assert sum(bar.amounts) == one.late > 0
    assert sum(sum(bar.amounts) for bar in ratings.bars) == 5
    assert [sort.name for sort in ratings.sorts] == ["优", "良", "中", "差", "未观察", "是"]


def test_every_section_is_filled_with_what_was_written_down() -> None:
    report = tree(made()["D13"])
    assert rows(under(report, "演练目标实现情况")) == [
        ["暗号乙：市防办三十分钟内会商", "部分", "逾期1", "良"],
        ["暗号丙：群众全部转移", "否", "未见1", ""],
    ]
    assert rows(under(report, "参演人员处置能力")) == [
        ["市应急局", "1", "", "1", ""],
        ["市防办", "1", "1", "", "1小时50分钟"],
    ]
    assert rows(under(report, "预案的合理性与可操作性")) == [["小城市防汛应急预案", "3", "2", "1"]]
    assert rows(under(report, "延误及其原因")) == [
        ["消息发出晚", "9分钟", "a1 会商"],
        ["动手晚", "16分钟", "a1 会商"],
        ["用时长", "1小时25分钟", "a1 会商"],
        ["总计", "1小时50分钟", ""],
    ]
    assert rows(under(report, "改进建议")) == [
        [
            "1",
            (
                "★市防办“会商”按情景时间晚110分钟，按演练时钟晚24分钟"
                "（按演练时钟应在09:21以前完成，实际09:45完成） / 电话占线"
            ),
            "用时长、没有人发通知",
            "小城市防汛应急预案 / 2.1（1）",
            "写明由谁发通知",
        ],
        [
            "2",
            "★市应急局没有“转移群众”（按演练时钟应在09:38以前开始）",
            "",
            "小城市防汛应急预案 / 2.1.1（2）",
            "",
        ],
    ]


def test_papers_are_filled_in_both_languages() -> None:
    for language in ("zh_CN", "en"):
        for paper in made(language).values():
            for i, part in enumerate(paper.book.parts):
                found = tree(paper, i)
                assert found.children, part.ident
                assert "None" not in found.astext()
                for section in found.findall(nodes.section):
                    assert len(section.children) > 1


def test_the_task_table_holds_what_is_to_be_mended() -> None:
    frame = Frame(city(), language="zh_CN", public=False, version="1")
    sheet = Tables(frame, kit_of(ON_SITE)).improvements(held().score.improvements)
    ids = [row[0] for row in sheet.rows[: len(held().score.improvements)]]
    assert ids == [one.id for one in held().score.improvements]
    assert ids[:2] == ["rain-a1-flood-consult", "rain-a2-flood-evacuate"]
    about = [part.action for one in held().score.improvements[:2] for part in one.about]
    assert about == ["consult", "evacuate"]


def test_times_and_ratings_go_into_a_workbook() -> None:
    frame = Frame(city(), language="zh_CN", public=False, version="1")
    times, ratings = held_sheets(frame, kit_of(ON_SITE), held())
    titles = [column.title for column in times.columns]
    (late, _missed) = times.rows
    cells = dict(zip(titles, late, strict=True))
    assert (cells["编号"], cells["实际发出时间"], cells["实际结束时间"]) == (
        CONSULT,
        "09:11",
        "09:45",
    )
    names = [
        f"{name}（负数为省下的时间）"
        for name in ("消息发出晚", "动手晚", "用时长", "推演中已经超时")
    ]
    assert [cells[name] for name in names] == [540, 960, 5_100, None]
    assert cells["晚（按情景时钟）"] == 6_600
    assert len(ratings.rows) == 5
    assert "12" in {row[3] for row in ratings.rows}


def test_what_serves_a_goal_tells_whether_it_was_reached() -> None:
    kit = kit_of(ON_SITE)
    due = {one.expected.id: one.due or 0 for one in held().score.timed}
    given = {"a1": 11 * M, "a2": 38 * M}

    def reached(seen: dict[str, Seen], judged: tuple[Judgement, ...] = ()) -> list[Reached]:
        records = Records(given, seen, judged)
        return [one.reached for one in goals(kit, score(kit, records), records)]

    in_time = {name: Seen(at - 60, at) for name, at in due.items()}
    assert reached(in_time) == [Reached.YES, Reached.YES]
    failed = (Judgement("e1", "goal/quick", "差"),)
    assert reached(in_time, failed) == [Reached.PARTLY, Reached.YES]
    assert reached({}) == [Reached.UNKNOWN, Reached.UNKNOWN]
    missed = {name: Seen(is_missed=True) for name in due}
    assert reached(missed) == [Reached.NO, Reached.NO]
    nothing = Records({"startex": 0}, {})
    assert [one.reached for one in goals(kit, score(kit, nothing), nothing)] == [
        Reached.UNKNOWN,
        Reached.UNKNOWN,
    ]


def test_what_has_no_points_is_left_out_of_the_mean() -> None:
    kit = kit_of(ON_SITE)
    assert mean_points(kit, {"优": 1, "差": 1, "未观察": 7, "是": 2}) == 3
    assert mean_points(kit, {"未观察": 7}) is None


def test_a_plan_is_told_by_what_was_tried_of_it() -> None:
    (plan,) = plans(kit_of(ON_SITE), held().score)
    assert (plan.tried, plan.seen) == (2, 1)
    assert plan.actions == plan.tried + len(plan.untried)


@pytest.mark.parametrize("number", ["D13", "D14", "D15"])
def test_an_empty_record_still_makes_a_report(number: str) -> None:
    kit = kit_of(ON_SITE)
    nothing = Records({}, {})
    frame = Frame(city(), language="zh_CN", public=False, version="1")
    found = reports(frame, kit, Held(nothing, score(kit, nothing)))
    (paper,) = (one for one in found if one.number == number)
    assert all(tree(paper, i).children for i in range(len(paper.book.parts)))


def test_reports_of_other_records_are_laid_out_anew() -> None:
    frame = Frame(city(), language="zh_CN", public=False, version="1")
    kit = kit_of(ON_SITE)
    later = Records(held().records.given, {CONSULT: Seen(20 * M, 55 * M)})
    other = reports(frame, kit, Held(later, score(kit, later)))
    same = reports(frame, kit, held())

    def inputs(paper: DrillPaper) -> list[tuple[str, ...]]:
        return [part.inputs for part in paper.book.parts]

    for one, again, changed in zip(made().values(), same, other, strict=True):
        assert inputs(one) == inputs(again)
        assert not set(inputs(one)) & set(inputs(changed))


@cache
def table_held() -> Held:
    """Return the same drill at a table: one answer late, one question without an answer."""
    kit = kit_of(DRILL)
    seen = {CONSULT: Seen(None, 45 * M, "市防办"), EVACUATE: Seen(is_missed=True)}
    records = Records({"a1": 11 * M, "a2": 38 * M}, seen)
    return Held(records, score(kit, records))


def test_the_report_of_a_table_tells_of_answers() -> None:
    frame = Frame(city(), language="zh_CN", public=False, version="1")
    found = {one.number: one for one in reports(frame, kit_of(DRILL), table_held())}
    report = tree(found["D13"])
    late = under(report, "延误及其原因")
    assert rows(late) == [["a1", "会商", "市防办", "09:32", "13分钟"]]
    assert "桌面推演只对照答复的时刻，按墙上的钟" in late.astext()
    assert rows(tree(found["D13"], 1)) == [
        ["a1", "★会商", "市防办 / 市防办", "09:08:45 / 09:11", "09:32", "09:45", "晚13分钟答复"],
        ["a2", "★转移群众", "市应急局", "09:37 / 09:38", "10:01", "", "没有答复"],
    ]
    assert [row[1].split(" / ")[0] for row in rows(under(report, "改进建议"))] == [
        "★市防办：“会商”超过讨论时间13分钟才答复",
        "★市应急局：没有说出“转移群众”由谁做、什么时候完成",
    ]
    assert rows(under(report, "指挥协调")) == []
    times, _ratings = held_sheets(frame, kit_of(DRILL), table_held())
    titles = [column.title for column in times.columns]
    cells = dict(zip(titles, times.rows[0], strict=True))
    assert (cells["答复时间"], cells["最迟答复"], cells["超出"]) == ("09:45", "09:32", 765)
    assert "推演结束" not in titles
