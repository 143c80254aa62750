"""The search in a browser, on a small site of its own opened from a folder (file://)."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planforge.publish.site import search
from tests.search import corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATIC = Path(search.__file__).parent / "static"
SEARCH = Path(corpus.__file__).parent
HEAD = (
    '<link rel="stylesheet" href="{root}planforge-search.css">'
    '<script src="{root}planforge-search.js"></script>'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    corpus.write_pages(folder, HEAD, "<button data-planforge-search>搜索</button>")
    for name in ("planforge-search.js", "planforge-search.css"):
        shutil.copy(STATIC / name, folder)
    search.write_index(
        corpus.records(),
        folder / search.DATA_FOLDER,
        "zh_CN",
        search.search_ui_texts("zh_CN"),
        part_bytes=9_000,
    )
    return folder


@pytest.fixture
def start(page: Page, site: Path) -> Page:
    page.goto((site / "plans/power.html").as_uri())
    return page


def asked(page: Page, query: str, **options: object) -> Any:  # noqa: ANN401 - what the script returns
    return page.evaluate(
        "async ([query, options]) => (await PFSearch.ready()).search(query, options)",
        [query, options],
    )


def test_every_phrase_of_the_visible_text_is_found_where_it_stands_and_only_there(
    page: Page, site: Path
) -> None:
    truth = (SEARCH / "truth.js").read_text(encoding="utf-8")
    sites = []
    for path in corpus.pages():
        page.goto((site / path.path).as_uri())
        sites.append([path.path, page.locator("article").evaluate(truth)])
    result = page.evaluate(
        (SEARCH / "compare.js").read_text(encoding="utf-8"),
        {"sites": sites, "every": [2, 3], "step": 2},
    )
    assert result["wrong"] == []
    assert result["asked"] > 9_000


def test_everyday_questions_rank_the_right_section_in_the_first_five(start: Page) -> None:
    questions = tomllib.loads((SEARCH / "questions.toml").read_text(encoding="utf-8"))["question"]
    missed = []
    for question in questions:
        hits = asked(start, question["text"], limit=5)["hits"]
        places = start.evaluate(
            "async (hits) => { const index = await PFSearch.ready(); return hits.map((hit) => {"
            " const page = index.pages[hit.page]; const [heading,, text] = page[3][hit.section];"
            " return [page[0], heading + '\\n' + text]; }); }",
            hits,
        )
        if not any(
            re.search(question["page"], p) and re.search(question["section"], s) for p, s in places
        ):
            missed.append(question["text"])
    assert len(questions) >= 60
    assert len(missed) <= len(questions) // 10, missed


def test_exact_hits_come_before_related_ones(start: Page) -> None:
    found = asked(start, "停电", limit=1000)
    flags = [hit["isExact"] for hit in found["hits"]]
    assert flags == sorted(flags, reverse=True)
    assert 0 < found["exact"] < found["total"] == len(flags)


def test_terms_parted_by_space_meet_in_one_section_with_the_title_counted(start: Page) -> None:
    hit = asked(start, "危险化学品 首报")["hits"][0]
    assert (hit["url"], hit["isExact"], hit["isRelated"]) == (
        "plans/chemical.html#report",
        False,
        False,
    )


def test_a_title_alone_makes_no_exact_hit_of_a_section(start: Page) -> None:
    found = asked(start, "大面积停电事件应急预案", limit=100)
    assert {(hit["isExact"], hit["isRelated"]) for hit in found["hits"]} == {
        (True, False),
        (False, True),
    }
    assert [hit["url"] for hit in found["hits"] if hit["isExact"]] == ["plans/power.html#plan"]


TINY = """(query) => {
  const tags = [["kind", "岗位"], ["kind", "正文"], ["plan", "化学品预案"], ["plan", "防汛预案"]];
  const facets = ["plan", "kind"];
  const page = (title, tags, text) => [title, title, tags, [["", "", text]]];
  const index = new PFSearch.Index({
    facets, tags: tags.map(([facet, value]) => [facets.indexOf(facet), value]),
    kinds: { post: "岗位", chapter: "正文" }, shares: { post: 0.9 },
    words: {
      synonyms: { 化工厂: ["化学品"], 一级: ["Ⅰ级"] }, intents: { 谁: ["决定"] },
      kinds: { 电话: ["post"] }, stop: [], particles: "",
    },
    parts: [[
      page("甲", [1, 2], "泄漏时总指挥决定启动Ⅰ级响应，死亡3人以上"),
      page("乙", [1, 3], "泄漏时总指挥决定启动Ⅲ级响应，死亡13人以上"),
      page("丙", [0, 3], "泄漏时总指挥决定启动Ⅲ级响应，死亡13人以上"),
    ]],
  });
  return index.search(query).hits.filter((hit) => hit.isRelated)
    .map((hit) => [index.pages[hit.page][0], Math.round(hit.score * 100)]);
}"""


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("化工厂泄漏谁决定", "甲"),
        ("一级怎么启动", "甲"),
        ("死了三个人", "甲"),
        ("死亡十三人", "乙"),
        ("总指挥电话怎么启动", "丙"),
    ],
)
def test_topics_kinds_and_numbers_decide_among_equals(start: Page, query: str, first: str) -> None:
    hits = start.evaluate(TINY, query)
    best = max(score for _, score in hits)
    assert [name for name, score in hits if score == best] == [first], hits


ORDERED = """(query) => {
  const tags = [["kind", "规则"], ["kind", "正文"]];
  const page = (url, tag, ...sections) => [url, url, [tag], sections];
  const between = "其余各项照旧。".repeat(30);
  const index = new PFSearch.Index({
    facets: ["kind"], tags: tags.map(([, value]) => [0, value]), aside: ["规则"], kinds: {},
    words: {
      synonyms: { 上学: ["停课"], 学校: ["校园"], 药: ["药品"], rain: ["暴雨"] },
      stop: [], particles: "",
    },
    parts: [[
      page("rule/LNK001", 0, ["LNK001 水库漫坝没有衔接", "", "校园物资的例子"]),
      page(
        "plan/a/1", 1,
        ["4.1 险情", "", "水库险情，大坝漫顶"], ["4.2 调度", "", "水库调度，先预泄吧"],
      ),
      page("plan/a/2", 1, ["险情", "", "水库险情，大坝漫顶"]),
      page("plan/b/1", 1, ["5.1 转移", "", "水库下游的群众先转移"]),
      page("plan/c/1", 1, ["近", "", "校园的物资由仓库发放。" + between + "值班"]),
      page("plan/c/2", 1, ["远", "", "校园的物资，" + between + "由仓库发放，值班"]),
    ]],
  });
  const hits = index.search(query).hits.map((hit) => [hit.url, hit.isAside]);
  return [hits, index.cut(query).map(([piece]) => piece)];
}"""


def test_plans_come_before_rules_unless_a_rule_is_called_so(start: Page) -> None:
    hits, _ = start.evaluate(ORDERED, "校园物资")
    assert hits[-1] == ["rule/LNK001", True]
    assert {aside for _, aside in hits[:-1]} == {False}
    for query in ("LNK001", "水库漫坝没有衔接"):
        hits, _ = start.evaluate(ORDERED, query)
        assert hits[0] == ["rule/LNK001", True]


def test_the_first_places_go_to_different_pages_and_headings(start: Page) -> None:
    hits, _ = start.evaluate(ORDERED, "水库")
    assert [url for url, _ in hits[:4]] == ["plan/a/2", "plan/a/1", "plan/b/1", "plan/a/1"]


def test_words_that_stand_close_together_count_more(start: Page) -> None:
    hits, _ = start.evaluate(ORDERED, "校园物资谁发放")
    assert [url for url, _ in hits[:2]] == ["plan/c/1", "plan/c/2"]


@pytest.mark.parametrize(
    ("query", "cut"),
    [
        ("晚上学校停课", "晚|上|学校|停|课"),
        ("药品不够", "药|品|不|够"),
        ("十二个人", "十二|个|人"),
        ("training", "t|r|a|i|n|i|n|g"),
        ("rain", "rain"),
    ],
)
def test_a_question_is_cut_so_that_it_holds_the_longest_phrases(
    start: Page, query: str, cut: str
) -> None:
    _, pieces = start.evaluate(ORDERED, query)
    assert pieces == cut.split("|")


def test_space_at_the_edges_does_not_hide_a_phrase(start: Page) -> None:
    found = asked(start, "  检伤分类 ")
    assert [hit["url"] for hit in found["hits"] if not hit["isRelated"]] == [
        "plans/medical.html#s1"
    ]


def test_quotes_ask_for_the_phrase_alone(start: Page) -> None:
    found = asked(start, "“手术室和重症监护病房”")
    assert [hit["url"] for hit in found["hits"]] == ["plans/power.html#special"]
    assert asked(start, "“停电医院”")["total"] == 0


@pytest.mark.parametrize("query", ["", " ", "\u3000", "?", "龘龘"])
def test_a_query_that_says_nothing_finds_nothing(start: Page, query: str) -> None:
    assert asked(start, query)["total"] == 0


def test_marks_stand_on_the_text_as_written(start: Page) -> None:
    hit = asked(start, "abc123(括号)、m2与kg、fi 连字")["hits"][0]
    assert [text for text, on in hit["excerpt"] if on] == ["ＡＢＣ１２３（括号）、㎡与㎏、ﬁ 连字"]


def test_facets_count_what_each_choice_would_give(start: Page) -> None:
    found = asked(start, "值班电话", filters={"unit": ["市应急局"]}, limit=100)
    facets = dict(found["facets"])
    units = {value: (count, chosen) for value, count, chosen in facets["unit"]}
    assert units["市应急局"] == (found["total"], True)
    assert units["市水务局"][1] is False
    for unit, (count, _) in units.items():
        assert asked(start, "值班电话", filters={"unit": [unit]})["total"] == count
    assert sum(row[1] for row in facets["kind"]) == found["total"]


def test_a_filter_alone_lists_all_its_sections(start: Page) -> None:
    found = asked(start, "", filters={"kind": ["岗位"]}, limit=100)
    assert found["total"] == 2 * len(corpus.POSTS)
    assert {hit["kind"] for hit in found["hits"]} == {"岗位"}


def test_the_dialog_is_driven_by_keys(start: Page, site: Path) -> None:
    start.keyboard.press("/")
    box = start.get_by_role("combobox")
    box.fill("检伤分类")
    options = start.get_by_role("option")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    start.keyboard.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    start.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    start.keyboard.press("ArrowDown")
    start.keyboard.press("Enter")
    start.wait_for_url((site / "plans/medical.html").as_uri() + "#s1")


def test_ctrl_k_opens_and_escape_closes_and_gives_the_focus_back(start: Page) -> None:
    opener = start.locator("[data-planforge-search]")
    opener.focus()
    start.keyboard.press("Control+k")
    box = start.get_by_role("combobox")
    box.fill("停电")
    start.keyboard.press("Escape")
    box.wait_for(state="hidden")
    assert opener.evaluate("node => node === document.activeElement")


def test_a_slash_typed_into_a_field_stays_there(start: Page) -> None:
    start.evaluate(
        "document.body.append(Object.assign(document.createElement('input'), {id: 'own'}))"
    )
    start.locator("#own").focus()
    start.keyboard.type("1/2")
    assert start.locator("#own").input_value() == "1/2"
    assert start.locator("dialog[open]").count() == 0


def test_enter_while_the_input_method_is_open_goes_nowhere(start: Page) -> None:
    start.keyboard.press("/")
    box = start.get_by_role("combobox")
    box.fill("停电")
    start.get_by_role("option").first.wait_for()
    address = start.url
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert start.url == address


def test_enter_without_a_choice_opens_the_results_page_with_filters(
    start: Page, site: Path
) -> None:
    start.keyboard.press("/")
    start.get_by_role("combobox").fill("应急演练")
    start.keyboard.press("Enter")
    start.wait_for_url((site / "search.html").as_uri() + "?q=*")
    rows = start.locator(".pf-search-hits > li")
    rows.first.wait_for()
    before = rows.count()
    start.locator("label", has_text="市水务局").locator("input").check()
    start.wait_for_url("**unit=*")
    start.wait_for_function(
        "n => document.querySelectorAll('.pf-search-hits > li').length < n", arg=before
    )
    assert {text.strip() for text in rows.locator("mark").all_inner_texts()} >= {"应急演练"}
    start.reload()
    rows.first.wait_for()
    assert start.locator("label", has_text="市水务局").locator("input").is_checked()
    assert start.get_by_role("searchbox").input_value() == "应急演练"


def test_hostile_text_is_shown_as_text(start: Page, site: Path) -> None:
    start.goto((site / "search.html").as_uri() + "?q=" + "%3Cscript%3Ealert")
    start.locator(".pf-search-exact").wait_for()
    assert "<script>alert(1)</script>" in start.locator(".pf-search-exact").inner_text()
    assert start.locator("#planforge-search-page script").count() == 0


def test_missing_data_are_reported_in_the_dialog(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    (copy / search.DATA_FOLDER / "part-1.js").unlink()
    page = browser.new_page()  # its own, for the missing file is an error on the console
    page.goto((copy / "plans/power.html").as_uri())
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("停电")
    page.locator(".pf-search-status", has_text=search.search_ui_texts("zh_CN")["failed"]).wait_for()
    page.close()


def test_parts_of_another_build_are_refused(page: Page, site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    part = copy / search.DATA_FOLDER / "part-1.js"
    part.write_text(
        part.read_text(encoding="utf-8").replace('PF_DATA.loaded["', 'PF_DATA.loaded["0'),
        encoding="utf-8",
    )
    page.goto((copy / "plans/power.html").as_uri())
    assert page.evaluate("PFSearch.ready().then(() => 'built', () => 'refused')") == "refused"


def test_nothing_of_the_search_is_printed(start: Page) -> None:
    start.keyboard.press("/")
    start.get_by_role("combobox").wait_for()
    start.emulate_media(media="print")
    assert start.locator("dialog").is_hidden()
    assert start.locator("[data-planforge-search]").is_hidden()
