"""Papers of drills say something in every table and section, in the language of their readers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest
from docutils import nodes

from planforge.document.diagrams.rehearsed import delays
from planforge.document.drills import DrillPaper, Folder, archive, papers
from planforge.document.drills.desk import Desk
from planforge.document.drills.script import timing
from planforge.document.nodes import chart
from planforge.document.pages.frame import Frame
from planforge.document.sheets.drills import Tables
from planforge.findings import Severity
from planforge.i18n import Message
from tests.unit.drill.build.demo import corpus
from tests.unit.drill.kit.given_back import table_kit
from tests.unit.drill.kit.small_drill import BLIND, DRILL, ON_SITE, SHOWN, city, demo_kit, kit_of

if TYPE_CHECKING:
    from planforge.drill.kit.values import Kit

ENGLISH: Final = re.compile(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
"""Three words in a row: a sentence that nobody translated."""


@cache
def frame(*, is_small: bool = False) -> Frame:
    whole = city() if is_small else corpus()
    return Frame(whole, language="zh_CN", public=False, version="1")


def trees(found: tuple[DrillPaper, ...]) -> list[tuple[str, nodes.Element]]:
    return [
        (f"{one.number} {one.name}/{part.ident}", nodes.Element("", *part.build()))
        for one in found
        for part in one.book.parts
    ]


@pytest.mark.parametrize("name", ["army", "blackout-blind", "cascade", "flood-season"])
def test_no_table_is_empty_and_no_heading_stands_alone(name: str) -> None:
    for where, tree in trees(papers(frame(), demo_kit(name))):
        assert tree.children, where
        for table in tree.findall(nodes.table):
            assert any(row.astext().strip() for row in table.findall(nodes.row)), where
            (body,) = table.findall(nodes.tbody)
            assert body.children, where
        for section in tree.findall(nodes.section):
            assert len(section.children) > 1, f"{where}: {section.astext()}"
        assert not ENGLISH.search(tree.astext()), ENGLISH.search(tree.astext())
        assert "None" not in tree.astext()


@pytest.mark.parametrize("text", [DRILL, BLIND, SHOWN])
def test_papers_read_in_english_too(text: str) -> None:
    english = Frame(city(), language="en", public=False, version="1")
    for where, tree in trees(papers(english, kit_of(text))):
        assert tree.children, where


def test_every_section_has_its_number() -> None:
    for _, tree in trees(papers(frame(is_small=True), kit_of())):
        tops = [one for one in tree.children if isinstance(one, nodes.section)]
        assert [one["pf_number"] for one in tops] == [str(n + 1) for n in range(len(tops))]


def test_names_of_parts_are_unique_in_a_book() -> None:
    for one in papers(frame(is_small=True), kit_of()):
        idents = [part.ident for part in one.book.parts]
        assert len(set(idents)) == len(idents)
        assert one.book.duplex is False


def test_the_script_has_all_its_fields() -> None:
    sheet = Tables(frame(is_small=True), kit_of()).script()
    heads = (
        "编号 演练时间 情景时间 阶段 场景 处置行动 执行人员 接收 指令与对白 解说词 字幕 地点 "
        "道具、物资 用时、时限、余量 依据 评估 提示"
    )
    assert [column.title for column in sheet.columns] == heads.split()
    assert len(sheet.rows) == len(kit_of().script)


@pytest.mark.parametrize("text", [DRILL, SHOWN])
def test_the_printed_script_says_all_that_the_table_says(text: str) -> None:
    """All 17 fields of every row stand on paper, and the number that stays."""
    here = frame(is_small=True)
    (paper, *_) = (one for one in papers(here, kit_of(text)) if one.number == "D02")
    (table,) = nodes.Element("", *paper.book.parts[1].build()).findall(nodes.table)
    printed = [row.astext() for row in table.findall(nodes.row) if row.parent.tagname == "tbody"]
    heads = {column.title for column in Tables(here, kit_of(text)).script().columns}
    assert heads
    rows = Tables(here, kit_of(text)).script().rows
    assert len(printed) == len(rows)
    for number, (shown, cells) in enumerate(zip(printed, rows, strict=True), 1):
        assert shown.startswith(str(number))
        squeezed = "".join(shown.split())
        for cell in cells:
            for piece in cell if isinstance(cell, tuple) else (str(cell or ""),):
                for part in re.split(r"[；\n]", piece):
                    assert "".join(part.split()) in squeezed, (number, part)


def cells(number: str, part: int, name: str) -> dict[str, list[str]]:
    """Return the rows of the tables of a paper of a drill at a table, by their first line."""
    (paper, *_) = (one for one in papers(frame(), table_kit()) if one.number == number)
    tree = nodes.Element("", *paper.book.parts[part].build())
    return {
        row[0].astext().split("\n")[0]: [cell.astext() for cell in row.findall(nodes.entry)]
        for table in tree.findall(nodes.table)
        if name in table["classes"]
        for row in table.findall(nodes.row)
    }


def test_players_learn_how_time_is_counted_and_not_when_it_jumps() -> None:
    for text in (DRILL, BLIND):
        kit = kit_of(text)
        (paper,) = (one for one in papers(frame(is_small=True), kit) if one.number == "D06")
        told = "".join(nodes.Element("", *part.build()).astext() for part in paper.book.parts)
        assert "时限按情景时钟计算" in told
        assert "T+" not in told
    real = DRILL[: DRILL.index("时间表:")] + DRILL[DRILL.index("中止条件:") :]
    (paper,) = (one for one in papers(frame(is_small=True), kit_of(real)) if one.number == "D06")
    told = "".join(nodes.Element("", *part.build()).astext() for part in paper.book.parts)
    assert "情景时钟" not in told


def test_what_falls_into_a_jump_is_given_at_the_jump() -> None:
    listed = cells("D03", 1, "pf-drill-events")
    assert listed["outage-市防指总指挥"][1].split() == ["10:20跳跃时", "T+09:00"]
    assert listed["s3-evacuate"][1] == "讨论时间过半，仍没有人说出“转移受威胁群众”由谁做"
    events = Tables(frame(), table_kit()).events()
    times = {row[0]: row[3] for row in events.rows}
    assert times["outage-市防指总指挥"] == "10:20跳跃时"
    assert times["s2"] == "09:55"


def test_who_leads_a_tabletop_sees_levels_and_time() -> None:
    (paper, _) = (one for one in papers(frame(), table_kit()) if one.number == "D11")
    first, second, third = nodes.Element("", *paper.book.parts[0].build()).findall(nodes.table)
    told = [[row[0].astext(), row[1].astext()] for row in first.findall(nodes.row)]
    assert ["此时应达级别", "安澜市防汛抗旱应急预案：Ⅳ级"] in told
    assert ["讨论时间", "13分钟，到09:40"] in told
    assert "安澜市防汛抗旱应急预案：Ⅲ级" in second.astext()
    assert "安澜市防汛抗旱应急预案：Ⅱ级" in third.astext()


@pytest.mark.parametrize("name", ["extreme", "flood-season", "province-takeover"])
def test_every_question_of_a_tabletop_has_an_answer_to_look_for(name: str) -> None:
    (paper, _) = (one for one in papers(frame(), demo_kit(name)) if one.number == "D11")
    asked = 0
    for table in nodes.Element("", *paper.book.parts[0].build()).findall(nodes.table):
        rows = [[x.astext() for x in row.children] for row in table.findall(nodes.row)]
        told = {row[0]: row[1] for row in rows if len(row) > 1}
        assert told.get("预期决策") or told.get("预期答复"), told
        if any("核实追问" in cell for row in rows for cell in row) and "预期决策" not in told:
            asked += 1
            assert told["提问"].endswith("：怎么答复、情况从哪里来、还不掌握的由谁去核实？")
            assert told["预期答复"].startswith("掌握的，逐项说清情况、时间和来源；")
    assert asked or name == "flood-season"


def test_every_evaluator_has_a_sheet_with_ratings_to_choose() -> None:
    found = Tables(frame(is_small=True), kit_of()).evaluation()
    assert [sheet.title for sheet in found] == ["评估表e1", "评估表e2", "评估表汇总"]
    for sheet in found:
        (rating,) = (one for one in sheet.columns if one.title == "评定")
        assert rating.choices == ("优", "良", "中", "差", "未观察", "是", "否")


def test_the_archive_names_files() -> None:
    found = archive(frame(is_small=True), kit_of(), (("1 组织人员", "a.docx", "0" * 64),))
    assert (found.number, found.folder) == ("D16", Folder.AFTER)
    (part,) = found.book.parts
    assert "a.docx" in nodes.Element("", *part.build()).astext()


def test_a_drill_without_a_day_says_what_is_open() -> None:
    open_ = DRILL.replace("日期: 2027-04-15\n开始: 09:00\n", "")
    kit: Kit = kit_of(open_)
    (support,) = (one for one in papers(frame(is_small=True), kit) if one.number == "D08")
    text = nodes.Element("", *support.book.parts[0].build()).astext()
    assert "演练日期。" in text
    assert "开始的时刻。" in text
    assert kit.timeline.clock(5400) == "+00:22"


def test_the_notice_of_a_drill_that_nobody_is_told_of_has_no_day_hour_or_place() -> None:
    found = papers(frame(is_small=True), kit_of(BLIND))
    shown = "".join(tree.astext() for where, tree in trees(found) if where.startswith("D09"))
    drill = kit_of(BLIND).rehearsal.view.drill
    assert "此处正在进行应急演练" in shown
    sign = shown[shown.index("此处正在进行应急演练") :]
    told = ("2027", "4月15日", "09:00", drill.place, drill.name)
    assert [word for word in told if word in sign] == []
    assert "开始以前不发布任何消息" in shown


def part_of(number: str, ident: str, name: str = "cascade") -> nodes.Element:
    """Return a part of a paper of a drill of the demonstration."""
    (found,) = (
        part
        for one in papers(frame(), demo_kit(name))
        if one.number == number and one.folder is not Folder.EVALUATORS
        for part in one.book.parts
        if part.ident == ident
    )
    return nodes.Element("", *found.build())


def charts_of(tree: nodes.Element) -> list[str]:
    return [type(one["chart"]).__name__ for one in tree.findall(chart)]


def test_levels_work_expected_actions_and_delays_are_drawn() -> None:
    assert charts_of(part_of("D02", "levels")) == ["Staircase"]
    assert charts_of(part_of("D03", "levels")) == ["Staircase"]
    assert charts_of(part_of("D03", "work")) == ["Gantt"] * 5
    for number in ("D13", "D14", "D15"):
        assert charts_of(part_of(number, "pictures")) == ["Staircase", "Gantt", "Bars"]


def test_delays_are_split_into_all_of_their_time() -> None:
    found = demo_kit("cascade")
    drawn = delays(found, "zh_CN")
    assert drawn is not None
    longest = sorted(
        (one.delay.seconds for one in found.points if one.delay is not None and one.about),
        reverse=True,
    )
    assert [sum(bar.amounts) for bar in drawn.bars] == longest[: len(drawn.bars)]


def test_players_read_the_clauses_of_their_unit_and_nothing_of_the_course() -> None:
    book = part_of("D06", "players")
    (table,) = (one for one in book.findall(nodes.table) if "演练以前要熟悉的条款" in one.astext())
    own = {row[0].astext(): row[1].astext() for row in table.findall(nodes.row)}
    drill = demo_kit("cascade").rehearsal.view.drill
    assert list(own)[1:] == list(drill.players)
    assert own["市应急办"] == (
        "总体预案：4.2（2）（3）、4.4.1（1）（3）、4.4.2（3）（20）、4.8（1）"
    )
    told = book.astext()
    secret = [one.text for one in drill.developments] + [one.text for one in drill.injects]
    secret += [goal.text for goal in drill.goals] + [drill.summary]
    assert [text for text in secret if text in told] == []


def test_players_of_a_drill_whose_scenario_is_not_told_do_not_read_whose_people_control_it() -> (
    None
):
    for notice, is_told in (("半脚本", True), ("单盲", False)):
        found = papers(frame(is_small=True), kit_of(DRILL.replace("半脚本", notice)))
        told = "".join(tree.astext() for where, tree in trees(found) if where.startswith("D06"))
        assert ("控制人员（市应急局）" in told) is is_told
        assert ("演练以前要熟悉的条款" in told) is is_told


def test_guests_read_what_there_is_to_see_and_nothing_of_the_course() -> None:
    told = part_of("D10", "guests").astext()
    drill = demo_kit("cascade").rehearsal.view.drill
    assert "安澜市危险化学品事故应急预案" in told
    assert "座位和路线" in told
    secret = [one.text for one in drill.developments] + [one.text for one in drill.injects]
    assert [text for text in secret if text in told] == []


def test_tasks_that_the_file_has_stand_in_the_table_of_improvements() -> None:
    tasks = """
整改:
  - {编号: late, 问题: 会商晚了20分钟, 原因: 没有人召集, 预案: flood, 措施: consult,
     做法: 写明召集人, 责任: 市防办, 期限: 2027-09-30, 状态: 进行}
"""
    found = papers(frame(is_small=True), kit_of(DRILL + tasks))
    (paper,) = (one for one in found if one.number == "D15")
    tree = nodes.Element("", *paper.book.parts[0].build())
    rows = [[cell.astext() for cell in row.findall(nodes.entry)] for row in tree.findall(nodes.row)]
    (row,) = (row for row in rows if "会商晚了20分钟" in row)
    assert [cell for cell in row if cell.strip()] == [
        "1", "会商晚了20分钟", "没有人召集", "预案", "小城市防汛应急预案，2.1（1），flood/consult",
        "写明召集人", "市防办", "2027年9月30日", "进行", "重推结果：没有出现",
    ]  # fmt: skip


def proposals(kit: Kit, *, is_small: bool) -> list[list[str]]:
    """Return the rows of D17, the heads first."""
    found = papers(frame(is_small=is_small), kit)
    (paper,) = (one for one in found if one.number == "D17")
    tree = nodes.Element("", *paper.book.parts[0].build())
    return [[cell.astext() for cell in row.findall(nodes.entry)] for row in tree.findall(nodes.row)]


def test_proposals_name_the_plan_element_and_what_the_run_of_today_shows() -> None:
    made = demo_kit("flood-season")
    heads, *rows = proposals(made, is_small=False)
    assert heads == [
        "序号", "预案条款", "预案要素", "推演情况", "建议", "重推结果", "采纳",
    ]  # fmt: skip
    assert len(rows) == len(made.points) > 0
    for point, row in zip(made.points, rows, strict=True):
        assert row[5] == f"仍出现{point.weakness}"
        word = {Severity.WARNING: "警告", Severity.ADVICE: "建议"}[point.severity]
        assert row[0].split()[1:] == [point.weakness, word]
        named = next((one for one in point.entries if one.plan), None)
        assert row[2].partition("/")[0] == (named.plan if named else "")
    assert any(row[2].startswith("flood/") for row in rows)
    ranks = [point.severity.rank for point in demo_kit("cascade").points]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 2


def test_tasks_that_name_plans_stand_among_the_proposals_with_the_run_of_today() -> None:
    tasks = """
整改:
  - {编号: late, 问题: 会商晚了20分钟, 预案: flood, 措施: consult, 做法: 写明召集人, 状态: 进行}
  - {编号: out, 问题: 没有全部转移, 涉及: {预案: flood, 级别: Ⅱ级, 措施: evacuate}, 做法: 分片包干}
  - {编号: radio, 问题: 电台没电, 对象: 装备物资}
"""
    _heads, *rows = proposals(kit_of(DRILL + tasks), is_small=True)
    found = [(row[0].split(), row[2].split(), *row[3:]) for row in rows]
    assert found == [
        (["1", "late"], ["flood/", "consult"], "会商晚了20分钟", "写明召集人", "没有出现", "进行"),
        (["2", "out"], ["flood/", "Ⅱ级", "flood/", "evacuate"], "没有全部转移", "分片包干",
         "没有出现", "待办"),
    ]  # fmt: skip


def _role_cards(name: str) -> dict[str, str]:
    return {
        one.name: "\n".join(node.astext() for part in one.book.parts for node in part.build())
        for one in papers(frame(), demo_kit(name))
        if one.number == "D07"
    }


def test_everybody_who_is_played_stands_on_a_card() -> None:
    for name in ("army", "cascade", "province-takeover"):
        played = demo_kit(name).rehearsal.view.drill.simulated
        cards = "\n".join(_role_cards(name).values())
        assert [one for one in played if one not in cards] == [], name


def test_cards_of_bodies_say_what_they_answer_when_players_report() -> None:
    card = _role_cards("cascade")["模拟人员卡待定"]
    assert "待定，由总策划指定" in card
    assert "市停电应急办向市政府、市委、省应急厅、省能源局报告" in card
    assert "这是一次演练。收到，继续跟进，有变化随时报告。" in card
    assert "停电重要电力用户数" not in card


def test_a_drill_that_ends_while_responses_run_says_that_it_is_laid_out_so() -> None:
    said = "演练结束时，安澜市防汛抗旱应急预案（Ⅱ级）响应仍在进行，这是预先安排的"
    for name, is_open in (("army", True), ("cascade", False)):
        words = {
            one.number: "\n".join(node.astext() for part in one.book.parts for node in part.build())
            for one in papers(frame(), demo_kit(name))
            if one.number in {"D01", "D02"}
        }
        assert [number for number, text in words.items() if (said in text) is not is_open] == []
        assert "D01" in words


def test_nobody_is_called_late_by_an_estimate_alone() -> None:
    kit = demo_kit("cascade")
    [script] = [one for one in papers(frame(), kit) if one.number == "D02"]
    rows = {
        cells[0].astext().split("\n\n")[0]: cells[8].astext()
        for part in script.book.parts
        for row in nodes.Element("", *part.build()).findall(nodes.row)
        if len(cells := [one for one in row.children if isinstance(one, nodes.entry)]) == 11
    }
    late = {
        str(number): row.is_doubtful
        for number, row in enumerate(kit.script, 1)
        if row.slack is not None and row.slack < 0
    }
    assert set(late.values()) == {True, False}
    for number, is_doubtful in late.items():
        assert ("能否按时待实测" in rows[number]) is is_doubtful
        assert ("超时" in rows[number]) is not is_doubtful


def test_papers_of_a_table_ask_for_answers_and_time_no_work() -> None:
    said = "说出由谁做、情况出现后1小时内（情景时间21:05前）完成；反滤围井方案和人员分工明确"
    for number, ident in (("D11", "questions"), ("D05", "sheet")):
        found = "\n".join(
            tree.astext()
            for where, tree in trees(papers(frame(), table_kit()))
            if where.startswith(number) and where.endswith(ident)
        )
        assert said in found, number
    (paper,) = (one for one in papers(frame(), table_kit()) if one.number == "D12")
    times = nodes.Element("", *paper.book.parts[1].build())
    rows = [
        [cell.astext() for cell in row.findall(nodes.entry)] for row in times.findall(nodes.row)
    ]
    assert rows[0] == ["计划时间", "题目与应当答出的内容", "最迟答复", "实际发出、答复"]
    assert ["市水务局：水库堤防险情抢护", "11:30"] in [row[1:3] for row in rows]
    (plan,) = (
        tree.astext()
        for where, tree in trees(papers(frame(), table_kit()))
        if where.startswith("D05") and where.endswith("/plan")
    )
    assert "桌面推演评的是答复" in plan
    assert "有时限的行动" not in plan


def test_tables_of_a_table_have_one_column_for_the_answer() -> None:
    here = frame()
    sheet = Tables(here, table_kit()).expected()
    heads = [column.title for column in sheet.columns]
    assert [one for one in heads if one in {"最迟完成", "实际开始时间", "实际结束时间"}] == []
    row = dict(zip(heads, next(x for x in sheet.rows if x[1] == "s3"), strict=True))
    assert (row["最迟答复"], row["答复时间"]) == ("11:30", None)
    on_site = [
        column.title for column in Tables(frame(is_small=True), kit_of(ON_SITE)).expected().columns
    ]
    assert {"最迟完成", "实际开始时间", "实际结束时间"} <= set(on_site)
    assert "答复时间" not in on_site


@pytest.mark.parametrize(("number", "part"), [("D01", 0), ("D04", 0)])
def test_who_runs_a_drill_and_takes_part_is_named_and_what_cannot_be_done_in_haste(
    number: str, part: int
) -> None:
    def told(text: str) -> str:
        made = papers(frame(is_small=True), kit_of(text))
        (paper, *_) = (one for one in made if one.number == number)
        return nodes.Element("", *paper.book.parts[part].build()).astext()

    both = ON_SITE.replace("编号: c1, 单位: 市应急局", "编号: c1, 单位: 市水务局")
    assert "既参演又出人组织演练的：市水务局（c1）。" in told(both)
    assert "既参演又" not in told(ON_SITE)
    hurried = "情景比实际走得快的时段（最快5倍）"
    assert hurried in told(ON_SITE)
    assert hurried not in told(ON_SITE[: ON_SITE.index("时间表:")])


def test_the_script_names_all_who_watch_an_action() -> None:
    text = DRILL.replace("后排, 目标: out", "后排, 目标: [quick, out]")
    made = papers(frame(is_small=True), kit_of(text))
    (paper, *_) = (one for one in made if one.number == "D02")
    said = nodes.Element("", *paper.book.parts[1].build()).astext()
    assert "评估：a1/flood/consult（e1、e2）" in said


@pytest.mark.parametrize(("until", "is_short"), [("T+00:05", True), ("T+00:30", False)])
def test_a_table_with_less_than_five_minutes_is_told_of(until: str, *, is_short: bool) -> None:
    text = DRILL.replace(
        "情景自: T+00:00, 情景至: T+02:00, 演练自: T+00:00, 演练至: T+00:30",
        f"情景自: T+00:00, 情景至: T+02:00, 演练自: T+00:00, 演练至: {until}",
    ).replace("演练自: T+00:30, 演练至: T+01:00", f"演练自: {until}, 演练至: T+01:00")
    made = papers(frame(is_small=True), kit_of(text))
    (paper, *_) = (one for one in made if one.number == "D11")
    said = nodes.Element("", *paper.book.parts[0].build()).astext()
    first = said[said.index("讨论时间") : said.index("提问")]
    assert ("太短，讨论不出决定" in first) is is_short


def test_the_script_of_a_table_says_what_is_allowed_and_not_how_long_it_takes() -> None:
    rows = {row.id: row for row in kit_of(DRILL).script}
    patrol = rows["start/flood/patrol#1"]
    here = frame(is_small=True)
    assert patrol.duration
    assert timing(Desk(here, kit_of(DRILL)), patrol) == (
        "时限：接到指令后2小时内",
        "情景时间10:55前",
    )
    on_site = timing(Desk(here, kit_of(ON_SITE)), patrol)
    assert on_site[0] == "用时20分钟"
    assert on_site[-1].startswith("余量")


def rows_of(tree: nodes.Element, title: str) -> list[list[str]]:
    """Return the rows of the table in the section *title*, without its head."""
    (found,) = (one for one in tree.findall(nodes.section) if one[0].astext() == title)
    (body,) = found.findall(nodes.tbody)
    return [[cell.astext() for cell in row.findall(nodes.entry)] for row in body.findall(nodes.row)]


def told_in(number: str, kit: Kit) -> str:
    """Return all that stands in a paper of *kit*."""
    found = papers(frame(is_small=True), kit)
    return "\n".join(tree.astext() for where, tree in trees(found) if where.startswith(number))


def test_the_plan_for_the_public_says_who_does_what_by_when() -> None:
    assert rows_of(part_of("D09", "plan", "army"), "任务分工") == [
        ["起草公告，报总策划审定", "由组织单位指定", "2027年5月3日"],
        ["发布公告", "由组织单位指定", "2027年5月10日"],
        ["告知110、119、120值班答复口径", "市防办主任", "2027年5月12日"],
        ["现场解说", "n1 市融媒体中心（观摩台）", "演练当天"],
        ["拍照、录音录像", "由组织单位指定", "演练当天"],
        ["答复群众和媒体询问", "由组织单位指定", "演练当天"],
        ["审定演练后发布的内容", "市防办主任", "演练后"],
    ]
    tasks = [row[0] for row in rows_of(part_of("D09", "plan", "blackout-blind"), "任务分工")]
    assert tasks[:2] == ["起草现场告示，报总策划审定", "摆放、收回现场告示"]
    assert "发布公告" not in tasks


def test_the_notice_says_from_when_to_when_and_who_publishes_it() -> None:
    lines = [one.astext() for one in part_of("D09", "notice", "army").findall(nodes.paragraph)]
    assert lines == [
        (
            "2027年5月13日05:00至23:00，在澜江右岸柳林堤段举行“澜江干堤重大险情军地联合抢险演练”，"
            "可能出现应急车辆、警报声和大量身着救援服装的人员。这是演练，请不要惊慌，不要靠近，"
            "按现场标志和交通指挥通行，不传播未经核实的消息。"
        ),
        "遇到真实紧急情况，请照常拨打110、119、120。",
        "咨询电话：（由组织单位填写）",
        "发布单位：市防指、安澜军分区",
        "发布日期：（由组织单位填写）",
    ]


def test_a_tabletop_is_supplied_with_what_its_room_needs() -> None:
    told = told_in("D08", kit_of())
    assert "预案调用的队伍和物资" not in told
    assert rows_of(part_of("D08", "support", "flood-season"), "会场用品") == [
        ["参演手册（D06）", "10份，参演单位各一份"],
        ["桌面推演答题纸（D11）", "10份，参演单位各一份"],
        ["预案文本", "10份，参演单位各一份"],
        ["桌面推演题本（D11）", "主持人、每名控制人员各一份"],
        ["评估表（D05）", "3份"],
        ["记录表（D12）", "1名记录人员用"],
        ["显示屏或者投影", "放映情景消息6条"],
        ["两个钟", "一个演练时间，一个情景时间（走得快或者有跳跃）"],
        ["受影响地区的地图", "江北区、青川县"],
    ]
    assert "预案调用的队伍和物资" in told_in("D08", kit_of(ON_SITE))


def test_players_at_a_table_need_neither_sirens_nor_protective_equipment() -> None:
    for kit, is_on_site in ((kit_of(), False), (kit_of(ON_SITE), True)):
        told = told_in("D06", kit)
        found = [word in told for word in ("不鸣警报", "防护装备", "清点人员和装备")]
        assert found == [is_on_site] * 3
        assert ("交回答题纸" in told) is not is_on_site
        assert "佩戴写明身份的标识" in told
        assert "演练前后：总策划（市防办主任" in told


def test_players_who_are_not_told_the_scenario_do_not_read_who_steers_the_drill() -> None:
    for notice, is_told in (("半脚本", True), ("单盲", False)):
        told = told_in("D06", kit_of(DRILL.replace("半脚本", notice)))
        assert [word in told for word in ("领导小组", "总策划（")] == [is_told] * 2


def test_the_archive_says_what_is_sent_to_whom_and_by_which_law() -> None:
    found = archive(frame(), demo_kit("cascade"), (("1 组织人员", "a.docx", "0" * 64),))
    tree = nodes.Element("", *found.book.parts[0].build())
    assert rows_of(tree, "分送") == [
        ["评估报告", "全体参演单位", "问题由各单位整改"],
        ["总结报告", "市应急局、市政府办公室", "审定整改事项和期限"],
        [
            "整改任务表",
            "市应急办、表中的责任单位",
            "《突发事件应急预案管理办法》第三十二条、第三十五条：演练发现的问题用来修改完善预案",
        ],
        [
            "演练的日期、类型和发现的问题",
            (
                "安澜市突发事件总体应急预案、安澜市防汛抗旱应急预案、安澜市突发地质灾害应急预案、"
                "安澜市大面积停电事件应急预案、安澜市危险化学品事故应急预案的编制单位"
            ),
            "记入各预案的演练记录，下次演练的期限从这一天算起",
        ],
        [
            "演练情况（企业计入本单位演练的）",
            ("由国网安澜供电公司、滨江石化送所在地县级以上人民政府负有安全生产监督管理职责的部门"),
            "《生产安全事故应急条例》第八条（属于该条所列单位的）",
        ],
    ]


def test_whoever_leads_a_tabletop_reads_what_to_say_if_the_table_misses_something() -> None:
    told = told_in("D11", kit_of())
    found = kit_of()
    helps = [one for one in found.injects if one.helps]
    assert helps != []
    texts = [one.plain for one in helps]
    assert [x for x in texts if isinstance(x, Message) and x.render("zh_CN") not in told] == []
