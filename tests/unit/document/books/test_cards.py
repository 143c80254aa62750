from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.document.books.book import BookKind, Paper, Style
from planforge.document.books.booklet import booklet
from planforge.document.books.cards import action_cards, post_cards, village_cards
from planforge.document.books.cards.action import action_card, actors_of
from planforge.document.books.cards.brief import said_in_brief
from planforge.document.books.cards.card import (
    Call,
    Card,
    Step,
    card_tree,
    choose,
    sheet_for,
    shows_all,
)
from planforge.document.books.cards.fit import POCKET, WALL, Sheet, lines_of, width_of
from planforge.document.books.cards.places import spots
from planforge.document.books.cards.post import post_card
from planforge.document.books.cards.village import village_card
from planforge.document.books.posters import posters
from planforge.document.books.qr import web_address
from planforge.document.nodes import qr_code
from planforge.model.base import Kind
from tests.unit.document.books.made import demo, everything, frame_of, lines, part, tree
from tests.unit.document.books.secrets import planted
from tests.unit.document.small import FLOOD, corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.books.book import Book
    from planforge.document.context import Context
    from planforge.document.pages.frame import Frame

LEGEND = (
    "图例：方框：措施，标明时限和参加单位；斜边框：需要同时发出通知的措施；"
    "每列一个责任单位，或者同类的几个单位（框里写明是谁），自上而下按先后进行；"
    "横条：一个阶段由此开始。"
)
COURSE = (
    "图例：菱形：判断，分“是”“否”；斜边框：信息报告或者需要同时发出通知的措施；虚线：返回前一环节。"
)
SHEET = Sheet(columns=50, lines=40, foot=5)


@cache
def context() -> Context:
    return frame_of(corpus()).context


def card(*steps: Step, **about: object) -> Card:
    return Card("x", "卡", "市防办", "防汛预案", steps=steps, **about)  # type: ignore[arg-type]  # fields of a card


def step(what: str, **about: object) -> Step:
    return Step(what, "内容。", ("30分钟内",), **about)  # type: ignore[arg-type]  # fields of a step


def shown(found: Card, sheet: Sheet = SHEET) -> list[str]:
    return [one.what for one in choose(found, sheet).steps]


def books(frame: Frame) -> list[Book]:
    """Return every card, booklet and wall chart there is."""
    found = [action_cards(frame), post_cards(frame), village_cards(frame), posters(frame)]
    return [*found, *(booklet(frame, view) for view in frame.views)]


def test_reports_and_people_come_before_what_is_more_urgent() -> None:
    many = [step(f"甲{i}", due=(0, i)) for i in range(8)]
    people = step("救人", rank=1, due=(3, 3600))
    report = step("报告", rank=0, due=(2, 1800))
    tight = replace(SHEET, lines=24)
    assert shown(card(*many, people, report), tight) == ["甲0", "甲1", "甲2", "报告", "救人"]


def test_what_comes_after_the_first_hour_stands_last_and_goes_first() -> None:
    late = step("以后", rank=0, due=(0, 0), is_first=False)
    early = [step(f"甲{i}", due=(1, i)) for i in range(3)]
    assert shown(card(late, *early)) == ["甲0", "甲1", "甲2", "以后"]
    full = replace(SHEET, lines=20)
    assert shown(card(late, *early), full) == ["甲0", "甲1", "甲2"]


def test_a_card_has_no_more_steps_than_there_is_room_for_but_three() -> None:
    many = [step(f"甲{i}", due=(1, i)) for i in range(9)]
    assert len(shown(card(*many))) == 8
    assert len(shown(card(*many), replace(SHEET, lines=30))) == 7
    assert len(shown(card(*many), replace(SHEET, lines=24))) == 5
    tight = choose(card(*many), replace(SHEET, lines=12))
    assert (len(tight.steps), tight.fits) == (3, False)
    assert len(shown(card(*many[:6], is_whole=True), replace(SHEET, lines=12))) == 6


def said(found: Card, sheet: Sheet) -> str:
    return "\n".join(node.astext() for node in card_tree(context(), found, sheet))


def test_a_card_names_in_brief_what_it_leaves_out_and_says_where_the_rest_is() -> None:
    many = [
        Step(f"甲{i}", "内容。", ("30分钟内", "Ⅱ级起：", "15分钟内"), due=(1, i)) for i in range(9)
    ]
    full = card(*many, total=11, rest="《防汛预案》第四章")
    (line,) = [line for line in said(full, replace(SHEET, lines=29)).split("\n") if "其余" in line]
    assert line == (
        "另有：甲4（30分钟内；Ⅱ级起：15分钟内）、甲5（30分钟内；Ⅱ级起：15分钟内）、"
        "甲6（30分钟内；Ⅱ级起：15分钟内）、"
        "甲7（30分钟内；Ⅱ级起：15分钟内）、甲8（30分钟内；Ⅱ级起：15分钟内）。"
        "其余2项见《防汛预案》第四章"
    )


def test_what_is_done_stands_before_how_behind_a_colon_where_no_limit_parts_them() -> None:
    steps = (
        Step("决定启动Ⅰ级响应", "根据市防办的建议决定。", ()),
        Step("到避难场所去：", "走大路。", ()),
        Step("指挥处置", "", ()),
        Step("报告", "向市政府报告。", ("30分钟内",)),
    )
    built = nodes.container("", *card_tree(context(), card(*steps), SHEET))
    made = next(one for one in built.findall(nodes.table) if "pf-card-steps" in one["classes"])
    assert [row.astext().split("\n\n") for row in made.findall(nodes.row)] == [
        ["1", "决定启动Ⅰ级响应：根据市防办的建议决定。", ""],
        ["2", "到避难场所去：走大路。", ""],
        ["3", "指挥处置", ""],
        ["4", "报告", "向市政府报告。", "30分钟内"],
    ]


def test_a_card_of_two_sides_names_every_step_and_says_as_many_in_full_as_that_leaves() -> None:
    many = [step(f"甲{i}", due=(1, i), whose=f"预案{i % 2}") for i in range(40)]
    full = card(*many, total=40, rest="上列预案")
    one = replace(SHEET, lines=25)
    both = sheet_for(full, one)
    assert both == replace(one, lines=42, sides=2)
    chosen = choose(full, both)
    assert len(chosen.steps) > len(choose(full, one).steps)
    assert {one.what for one in (*chosen.steps, *chosen.brief)} == {one.what for one in many}
    told = said(full, both)
    assert "其余" not in told
    assert told.count("另有") == 1
    assert sheet_for(card(*many[:9]), SHEET) == SHEET


def test_reports_that_follow_stand_on_the_card_of_a_post() -> None:
    (found,) = [e for e in demo().shown(Kind.POST) if e.name == "市防办主任"]
    steps = post_card(demo().context, found).steps
    assert [one.what for one in steps if one.what.startswith("终报")] == [
        "终报市委、市政府、省防指"
    ]


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("分管水务副市长", "第一小时做什么，看岗位职责卡：市防指副总指挥（防汛抗旱应急预案Ⅲ级）"),
        ("市防指副总指挥", ""),
        ("市防指总指挥", ""),
    ],
)
def test_who_heads_a_command_by_another_post_is_sent_to_its_card(
    post: str, said: str, *, public: bool
) -> None:
    frame = demo(public=public)
    (found,) = [e for e in frame.shown(Kind.POST) if e.name == post]
    facts = dict(post_card(frame.context, found).facts)
    assert facts.get("启动和指挥响应", "") == said
    assert "市防指副总指挥" in [part.title for part in post_cards(frame).parts]


def test_steps_in_brief_stand_under_their_plan_and_condition() -> None:
    steps = [
        Step("甲", "", ("立即",), whose="防汛预案"),
        Step("乙", "", premise="（下雨的）", whose="防汛预案"),
        Step("丙", "", whose="停电预案"),
        Step("丁", "", ("1小时内",), premise="（下雨的）", whose="防汛预案"),
        Step("", "值守。", whose="停电预案"),
    ]
    assert said_in_brief(steps) == [
        "防汛预案：甲（立即）；（下雨的）乙、丁（1小时内）",
        "停电预案：丙、值守",
    ]


def test_all_steps_of_a_card_are_seven_at_most() -> None:
    many = [step(f"甲{i}", due=(1, i)) for i in range(9)]
    assert shows_all(card(*many), replace(SHEET, lines=60))
    assert not shows_all(card(*many), replace(SHEET, lines=24))


@pytest.mark.parametrize(
    ("text", "lines_taken"), [("", 1), ("一" * 10, 1), ("一" * 11, 2), ("一\n二", 2), ("ab" * 5, 1)]
)
def test_lines_are_counted_in_full_width_characters(text: str, lines_taken: int) -> None:
    assert lines_of(text, 10) == lines_taken
    assert width_of("防汛a1") == pytest.approx(3.1)


def test_numbers_are_read_down_the_left_half_first() -> None:
    calls = tuple(Call(name, number) for name, number in (("甲", "1"), ("乙", "2"), ("丙", "3")))
    built = card_tree(context(), card(calls=calls), SHEET)
    assert "甲|1|丙|3|乙|2||" in "|".join(
        cell.astext() for node in built for cell in node.findall(nodes.entry)
    )


def test_cards_of_the_demo_say_what_they_should(golden: Callable[[str, str], None]) -> None:
    frame = demo()
    wanted = (
        (action_cards(frame), "flood-organisation-flood-office"),
        (action_cards(frame), "geology-post-geology-commander"),
        (post_cards(frame), "post-flood-office-director"),
        (post_cards(frame), "post-water-bureau-head"),
        (village_cards(frame), "region-houshan"),
        (booklet(frame, frame.views[0]), "levels"),
    )
    found = (f"== {ident}\n{tree(part(book, ident)).pformat()}" for book, ident in wanted)
    golden("books/cards.txt", "\n".join(found))


def test_every_card_of_the_demo_has_room() -> None:
    frame = demo()
    for view in frame.views:
        inside = frame.context.of(view)
        for entity in actors_of(frame, view):
            assert choose(action_card(inside, entity), WALL).fits, (view.file, entity.name)
    for entity in frame.shown(Kind.POST):
        assert choose(post_card(frame.context, entity), POCKET).fits, entity.name
    wanted = {found.ident.removeprefix("region-") for found in village_cards(frame).parts}
    for spot in spots(frame.context):
        if spot.region.id in wanted:
            assert choose(village_card(frame.context, spot), WALL).fits, spot.region.name


def test_cards_are_made_for_everybody_with_something_to_do() -> None:
    frame = frame_of(corpus())
    book = action_cards(frame)
    assert (book.kind, book.paper, book.duplex, book.public) == (
        BookKind.CARDS,
        Paper.A4,
        False,
        True,
    )
    assert [(found.ident, found.title, found.style) for found in book.parts] == [
        ("flood-organisation-water", "市水务局：防汛预案", Style.CARD),
        ("flood-post-flood-chief", "市防指总指挥：防汛预案", Style.CARD),
        ("flood-organisation-flood-command", "市防指：防汛预案", Style.CARD),
        ("flood-organisation-flood-office", "市防办：防汛预案", Style.CARD),
        ("flood-post-flood-head", "市防办主任：防汛预案", Style.CARD),
        ("flood-organisation-emergency", "市应急局：防汛预案", Style.CARD),
        ("flood-group-rescue", "抢险组：防汛预案", Style.CARD),
        ("flood-organisation-counties", "各县（区）政府：防汛预案", Style.CARD),
        ("power-organisation-government", "市政府：小城市大面积停电应急预案", Style.CARD),
    ]


LONELY = "  - {编号: lonely, 名称: 闲置岗位, 机构: 市委党校, 职务: 校长, 职责: [培训干部]}\n"
SCHOOL = "  - {编号: school, 名称: 市委党校, 类别: 事业单位}\n"


def test_a_post_of_which_no_plan_asks_anything_has_a_card_that_says_so() -> None:
    frame = frame_of(corpus(posts=LONELY, organisations=SCHOOL))
    assert [found.ident for found in post_cards(frame).parts] == [
        "post-flood-chief",
        "post-flood-head",
    ]
    (made,) = post_cards(frame, ["闲置岗位"]).parts
    assert lines(made) == [
        "pf-card-sort: 岗位职责卡",
        "pf-card-subject: 闲置岗位",
        "pf-card-remark: 校长",
        "市委党校",
        "培训干部",
        "现行2部预案没有给本岗位和所在机构规定任务，职责以登记的为准。",
        "pf-card-foot: 已查阅截至2026年3月1日印发的现行预案",
    ]


def test_every_post_of_the_demo_has_a_card_with_something_on_it() -> None:
    frame = demo()
    assert len(post_cards(frame).parts) == len(list(frame.shown(Kind.POST))) == 96
    for entity in frame.shown(Kind.POST):
        made = post_card(frame.context, entity)
        assert made.steps or made.above or made.below, entity.name


COUNTIES = """
  - {编号: east-government, 名称: 东县人民政府, 简称: [东县政府], 类别: 人民政府, 上级: 市政府,
     辖区: 东县, 值班电话: 0500-5550008}
  - {编号: east-command, 名称: 东县防汛指挥部, 简称: [东县防指], 类别: 指挥机构, 上级: 东县政府,
     辖区: 东县}
  - {编号: here, 名称: 事发地县（区）政府, 类别: 统称}
"""
HEADS = """
  - {编号: east-head, 名称: 东县县长, 机构: 东县政府, 职务: 县长, 姓名: 周某八}
  - {编号: east-chief, 名称: 东县防指指挥长, 机构: 东县防指, 职务: 县长, 姓名: 周某八}
  - {编号: water-head, 名称: 市水务局局长, 机构: 市水务局, 职务: 市水务局局长}
"""
OF_COUNTIES = """
  - {编号: dykes, 名称: 巡查, 阶段: 应急处置, 起始级别: Ⅱ级, 责任: 各县（区）政府, 内容: 巡查堤防,
     时限: 2小时, 分级要求: {Ⅰ级: {时限: 1小时}}}
  - {编号: first, 名称: 先期处置, 阶段: 先期处置, 责任: 事发地县（区）政府, 内容: 组织撤离,
     时限: {时长: 立即, 起算: 事发}, 前提: 有人被困}
信息报告:
"""


def counties() -> Frame:
    return frame_of(
        corpus(
            flood=FLOOD.replace("\n信息报告:\n", OF_COUNTIES, 1),
            organisations=COUNTIES,
            posts=HEADS,
        )
    )


@pytest.mark.parametrize("name", ["东县县长", "东县防指指挥长"])
def test_what_is_asked_of_all_counties_is_asked_of_each(name: str) -> None:
    frame = counties()
    (entity,) = [e for e in frame.shown(Kind.POST) if e.name == name]
    found = post_card(frame.context, entity)
    assert [(one.what, one.premise, one.when) for one in found.steps] == [
        ("报告市防办", "", ("接报后30分钟内", "书面1小时内")),
        ("巡查", "", ("响应启动后2小时内", "Ⅰ级起：1小时内")),
        ("先期处置", "（事发地在本县区；有人被困的）", ("立即",)),
    ]
    assert found.foot[0] == "依据：《小城市防汛应急预案》（小政办〔2026〕1号）"


def test_those_meant_by_another_name_get_an_action_card_that_is_asked_for() -> None:
    frame = counties()
    book = action_cards(frame, frame.views[0], ["东县县长", "东县政府", "东县防指指挥长", "抢险组"])
    assert [(found.ident, found.title) for found in book.parts] == [
        ("flood-post-east-head", "东县县长：防汛预案"),
        ("flood-organisation-east-government", "东县政府：防汛预案"),
        ("flood-post-east-chief", "东县防指指挥长：防汛预案"),
        ("flood-group-rescue", "抢险组：防汛预案"),
    ]
    government = everything(book)
    assert "各县（区）政府、事发地县（区）政府（事发地在本县区）" in government
    inside = frame.context.of(frame.views[0])
    chief = inside.plan_view.get("东县防指指挥长")
    assert chief is not None
    assert [one.title for one in action_card(inside, chief).steps] == [
        "东县防指：报告市防办",
        "东县防指：巡查",
        "东县防指：先期处置",
    ]


def steps_in(flood: str, name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    frame = frame_of(corpus(flood=flood))
    inside = frame.context.of(frame.views[0])
    entity = inside.plan_view.get(name)
    assert entity is not None
    return [(one.title, one.text, one.when) for one in action_card(inside, entity).steps]


ONLY_BELOW = ("会商", "组织会商研判。", ("仅Ⅱ级", "响应启动后30分钟内"))


def test_a_measure_of_some_levels_only_says_which() -> None:
    once = FLOOD.replace(
        "名称: 会商, 阶段: 启动响应, 起始级别: Ⅱ级", "名称: 会商, 阶段: 启动响应, 仅限级别: Ⅱ级"
    )
    assert steps_in(once, "市防办")[0] == (
        "会商",
        "组织会商研判。",
        ("仅Ⅱ级", "响应启动后30分钟内"),
    )
    bare = FLOOD.replace("时限: 立即,\n", "")
    (_, patrol), leave = steps_in(FLOOD, "市水务局")[:2], steps_in(bare, "市应急局")[0]
    assert leave[2] == ("Ⅰ级起",)
    assert patrol == (
        "配合市防办：会商",
        "组织会商研判。",
        ("响应启动后30分钟内", "Ⅰ级起：15分钟内"),
    )


def test_a_measure_that_another_replaces_ends_below_it() -> None:
    more = FLOOD.replace(
        "信息报告:\n",
        "  - {编号: big, 阶段: 启动响应, 起始级别: Ⅰ级, 责任: 市防指, 内容: 联合会商,\n"
        "     时限: 1小时, 替代: [consult]}\n信息报告:\n",
        1,
    )
    assert steps_in(more, "市防办")[0] == (
        "会商",
        "组织会商研判。",
        ("仅Ⅱ级", "响应启动后30分钟内"),
    )


def test_how_often_a_measure_is_repeated_stands_behind_its_limit() -> None:
    assert steps_in(FLOOD, "市水务局")[0] == (
        "巡堤",
        "组织巡堤查险。",
        ("接到指令后2小时内", "每4小时一次"),
    )


def test_a_report_of_some_levels_or_grades_only_says_which() -> None:
    some = FLOOD.replace(
        "接收单位: 市防办, 时限", "接收单位: 市防办, 适用级别: [Ⅰ级], 适用: 大汛, 时限"
    )
    frame = frame_of(corpus(flood=some))
    inside = frame.context.of(frame.views[0])
    entity = inside.plan_view.get("各县（区）政府")
    assert entity is not None
    assert action_card(inside, entity).steps[0].premise == "（适用：大汛；适用级别：Ⅰ级）"


def test_every_card_of_a_post_says_whom_to_call_and_by_which_editions() -> None:
    frame = demo()
    for entity in frame.shown(Kind.POST):
        made = post_card(frame.context, entity)
        assert len(made.calls) > 1, entity.name
        assert made.foot, entity.name


def test_cards_may_be_asked_for_by_plan_and_role() -> None:
    frame = frame_of(corpus())
    book = action_cards(frame, frame.views[0], ["市防办", "市政府", "没有的"])
    assert [found.ident for found in book.parts] == ["flood-organisation-flood-office"]
    assert (book.ident, book.edition) == ("action-cards-flood", "小政办〔2026〕1号")
    assert [found.ident for found in post_cards(frame, ["市防办主任"]).parts] == ["post-flood-head"]


def test_who_leads_may_be_called_by_insiders_under_their_own_number() -> None:
    def said(*, public: bool) -> str:
        frame = frame_of(corpus(), public=public)
        return "\n".join(everything(book) for book in books(frame))

    outside, inside = said(public=True), said(public=False)
    for secret in ("100-0000-0001", "100-0000-0002", "100-0000-0009", "赵某一", "钱某二"):
        assert secret not in outside
    assert "100-0000-0001" in inside
    assert "赵某一" in inside
    assert "0500-5550002" in outside
    assert "内部资料" in inside
    assert "内部资料" not in outside


def test_no_public_card_or_chart_holds_what_is_internal() -> None:
    seen = 0
    for secrets, hiding in planted(corpus(prose=None)):
        text = "\n".join(everything(book) for book in books(frame_of(hiding)))
        assert [place for secret, place in secrets.items() if secret in text] == []
        seen += len(secrets)
    assert seen == 73


def test_where_no_way_is_registered_the_card_names_the_shelter_in_words() -> None:
    context = demo().context
    of_village = {spot.region.name: village_card(context, spot) for spot in spots(context)}
    with_words = [
        name
        for name, made in of_village.items()
        if any(one.text.startswith("跟着带队人到") for one in made.steps)
    ]
    for name, made in of_village.items():
        names = {part.name for part in made.below}
        assert (name in with_words) is ("shelters" in names and "routes" not in names), name
    assert of_village["城北街道"].steps[-2].text == (
        "跟着带队人到市体育中心，登记清点，听从安排。路不通时改去市会展中心。"
    )


def test_villages_are_those_with_risks() -> None:
    book = village_cards(demo())
    assert len(book.parts) == 27
    assert village_cards(frame_of(corpus())).parts == ()
    said = lines(part(book, "region-yuantou"))
    assert "pf-card-remark: 云溪县上坪乡" in said
    assert "0500-5550592" in said


def test_a_shelter_that_is_no_good_in_the_danger_is_not_named() -> None:
    said = everything(village_cards(demo()))
    assert "松岭安置点" not in said
    assert "大石门学校" in said


def test_the_shelters_that_people_are_led_to_come_first() -> None:
    context = demo().context
    first: dict[str, list[str]] = {}
    for spot in spots(context):
        parts = {part.name: part for part in village_card(context, spot).below}
        if "routes" in parts and "shelters" in parts:
            led = [row[1].rpartition("，到")[2] for row in parts["routes"].rows]
            wanted = list(dict.fromkeys(led))
            told = [row[0] for row in parts["shelters"].rows]
            assert told[: len(wanted)] == wanted, spot.region.name
            first[spot.region.name] = told
    assert (first["望江街道"][0], len(first["望江街道"])) == ("江北一中", 2)


def test_codes_lead_to_the_pages_of_the_site() -> None:
    frame = demo()
    codes = [
        str(node["text"])
        for book in (action_cards(frame), village_cards(frame), posters(frame, frame.views[0]))
        for node in tree(book.parts[0]).findall(qr_code)
    ]
    assert codes == [
        "https://yjya.anlan.example/plan/master/index.html",
        "https://yjya.anlan.example/region/index.html#wangjiang",
        "https://yjya.anlan.example/plan/master/index.html",
    ]


def test_there_is_no_code_without_an_address_of_the_site() -> None:
    frame = frame_of(corpus())
    assert web_address(frame.context, "planforge:plan/flood") == ""
    assert web_address(demo().context, "https://example.cn") == ""
    assert not [node for found in books(frame) for node in _codes(found)]


def _codes(book: Book) -> list[object]:
    return [node for found in book.parts for node in tree(found).findall(qr_code)]


def test_wall_charts_have_a_legend_in_words() -> None:
    frame = demo()
    view = frame.corpus.plan("flood")
    assert view is not None
    book = posters(frame, view)
    assert (book.kind, book.paper) == (BookKind.POSTER, Paper.A3)
    assert [(found.ident, found.landscape) for found in book.parts] == [
        ("flood-organisation", False),
        ("flood-course", False),
        ("flood-flow-1", False),
    ]
    assert f"pf-poster-legend: {COURSE}" in lines(book.parts[1])
    assert [line for line in lines(book.parts[2]) if line.startswith("pf-poster")] == [
        f"pf-poster-legend: {LEGEND}",
        "pf-poster-foot: 依据：《安澜市防汛抗旱应急预案》（安政办发〔2026〕3号）",
        "pf-poster-foot: 安澜市人民政府办公室，2026年1月12日印发",
    ]


def test_a_wall_chart_of_few_units_has_a_column_for_each() -> None:
    frame = frame_of(corpus())
    view = frame.corpus.plan("flood")
    assert view is not None
    said = [line for line in lines(posters(frame, view).parts[2]) if "legend" in line]
    assert said == [
        (
            "pf-poster-legend: 图例：方框：措施，标明时限和参加单位；"
            "斜边框：需要同时发出通知的措施；每列一个责任单位，自上而下按先后进行；横条：一个阶段由此开始。"
        )
    ]


def test_a_booklet_holds_what_the_first_hour_needs() -> None:
    frame = frame_of(corpus())
    book = booklet(frame, frame.views[0])
    assert (book.ident, book.kind, book.paper) == ("pocket-flood", BookKind.BOOKLET, Paper.A6)
    assert [(found.ident, found.title) for found in book.parts] == [
        ("front", "防汛预案"),
        ("first-hour", "第一小时"),
        ("levels", "响应分级"),
        ("command", "指挥机构"),
        ("reports", "信息报告"),
        ("phones", "值班电话"),
    ]
    assert lines(part(book, "phones")) == [
        "市防办",
        "0500-5550002",
        "市水务局",
        "0500-5550001",
        "火警和救援",
        "119",
        "急救",
        "120",
    ]


def test_a_change_of_the_plan_reaches_its_cards() -> None:
    def inputs(flood: str) -> dict[tuple[str, str], tuple[str, ...]]:
        frame = frame_of(corpus(flood=flood))
        return {(b.ident, p.ident): p.inputs for b in books(frame) for p in b.parts}

    before = inputs(FLOOD)
    after = inputs(FLOOD.replace("组织会商研判", "立即组织会商研判"))
    changed = {ident for ident in before if before[ident] != after[ident]}
    of_others = {key for key in before if "power" in "".join(key) and key[0] != "post-cards"}
    assert set(before) - changed == {key for key in of_others if key[0] != "action-cards"}
