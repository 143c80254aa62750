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
from planforge.document.books.cards.card import Call, Card, Step, card_tree, choose, shows_all
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
    "每列一个责任单位，自上而下按先后进行；横条：一个阶段由此开始。"
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
    assert shown(card(*many, people, report)) == [*(f"甲{i}" for i in range(5)), "报告", "救人"]


def test_what_comes_after_the_first_hour_stands_last_and_goes_first() -> None:
    late = step("以后", rank=0, due=(0, 0), is_first=False)
    early = [step(f"甲{i}", due=(1, i)) for i in range(3)]
    assert shown(card(late, *early)) == ["甲0", "甲1", "甲2", "以后"]
    full = replace(SHEET, lines=20)
    assert shown(card(late, *early), full) == ["甲0", "甲1", "甲2"]


def test_a_card_has_no_more_steps_than_there_is_room_for_but_three() -> None:
    many = [step(f"甲{i}", due=(1, i)) for i in range(9)]
    assert len(shown(card(*many))) == 7
    assert len(shown(card(*many), replace(SHEET, lines=24))) == 5
    tight = choose(card(*many), replace(SHEET, lines=12))
    assert (len(tight.steps), tight.fits) == (3, False)
    assert len(shown(card(*many[:6], is_whole=True), replace(SHEET, lines=12))) == 6


def test_a_card_that_leaves_steps_out_says_where_they_are() -> None:
    many = [step(f"甲{i}", due=(1, i)) for i in range(9)]
    said = card_tree(context(), card(*many, total=11, rest="《防汛预案》第四章"), SHEET)
    assert "其余4项见《防汛预案》第四章" in [node.astext() for node in said]


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


def test_cards_are_made_for_those_with_something_to_do_at_once() -> None:
    frame = frame_of(corpus())
    book = action_cards(frame)
    assert (book.kind, book.paper, book.duplex, book.public) == (
        BookKind.CARDS,
        Paper.A4,
        False,
        True,
    )
    assert [(found.ident, found.title, found.style) for found in book.parts] == [
        ("flood-post-flood-chief", "市防指总指挥：防汛预案", Style.CARD),
        ("flood-organisation-flood-office", "市防办：防汛预案", Style.CARD),
        ("flood-post-flood-head", "市防办主任：防汛预案", Style.CARD),
        ("flood-organisation-emergency", "市应急局：防汛预案", Style.CARD),
        ("flood-organisation-counties", "各县（区）政府：防汛预案", Style.CARD),
        ("power-organisation-government", "市政府：小城市大面积停电应急预案", Style.CARD),
    ]


def test_a_post_of_which_no_plan_asks_anything_has_a_card_only_if_it_is_asked_for() -> None:
    frame = demo()
    (left_out,) = post_cards(frame, ["分管水务副市长"]).parts
    assert left_out.ident not in {found.ident for found in post_cards(frame).parts}


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
