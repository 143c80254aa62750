"""The search of the demonstration's real site: every phrase of it, and what people ask."""

from __future__ import annotations

import random
import re
import threading
import tomllib
import unicodedata
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planforge.publish.site.search_sections import sections_of
from tests.search import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

SEARCH = Path(corpus.__file__).parent
SAMPLED = 60
DRAWN = {"anywhere": 400, "across links": 150, "digits and punctuation": 150}
RIGHT_AT_LEAST = {
    "site_questions.toml": (40, 38),
    "night_questions.toml": (40, 37),
    "later_questions.toml": (20, 18),
    "desk_questions.toml": (40, 38),
    "last_questions.toml": (20, 16),
    "watch_questions.toml": (20, 18),
    "stranger_questions.toml": (30, 27),
}
"""Set of questions → how many there are, and how many must be answered in the first five."""
ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
ASIDE = ("rule/", "check", "drill/", "docs/")
"""Addresses of rules, results of the check and help, which come after related sections of plans."""
TELLING = re.compile(r"[0-9０-９（）《》“”，。：；、]")
PAGES = "async () => (await PFSearch.ready()).pages.map((page) => page[1])"
# The exact hits of each query: all are counted, the first are laid out as a reader gets them,
# without pages that are asked for by a name which does not stand there, such as an id.
EXACT = """async (queries) => {
  const index = await PFSearch.ready();
  const place = (page, section) => index.pages[page][1] + " " + section;
  return queries.map((query) => {
    const { exact, hits: all } = index.search(query, { limit: 40 });
    const hits = all.filter((hit) => hit.isExact || !hit.isNamed).slice(0, 5);
    const held = index.holding(PFSearch.normalise(query)).map((id) => {
      const { number } = index.sections[id];
      return place(number, id - index.firstOfPage[number]);
    });
    const first = hits.filter((hit) => hit.isExact).map((hit) => place(hit.page, hit.section));
    return { exact, first, held: held.sort() };
  });
}"""
FIRST_FIVE = """async (query) => {
  const index = await PFSearch.ready();
  return index.search(query, { limit: 5 }).hits.map((hit) => {
    const page = index.pages[hit.page], [heading,, text] = page[3][hit.section];
    return [page[1] + " " + page[0], heading + "\\n" + text];
  });
}"""
LINK_EDGES = """(article) => [...article.querySelectorAll("p a.reference")].flatMap((link) => {
  const wordsOf = (node) => (node?.nodeType === Node.TEXT_NODE ? node.data : "");
  const before = wordsOf(link.previousSibling), after = wordsOf(link.nextSibling);
  const text = link.textContent;
  return [
    before.length > 3 ? before.slice(-4) + text.slice(0, 4) : "",
    after.length > 3 ? text.slice(-4) + after.slice(0, 4) : "",
  ];
}).filter((edge) => edge && !/\\s/u.test(edge))"""


def plain(text: str) -> str:
    """Return *text* as the search compares it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def read_units(site: Path, address: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return heading and blocks of each section of the page at *address*, from its HTML."""
    found = ARTICLE.search((site / address).read_text(encoding="utf-8"))
    assert found, address
    return [
        (plain(part.heading), tuple(filter(None, map(plain, part.text.split("\n")))))
        for part in sections_of(found[1])
    ]


def assert_read_as_seen(
    read: list[tuple[str, tuple[str, ...]]], seen: list[dict[str, list[dict[str, str]]]]
) -> None:
    """Assert that the same words were read from the HTML as the browser shows, none parted.

    The browser may part more: items that only its layout sets side by side stand in one block of
    the HTML.
    """
    shown = [
        [" ".join(b["plain"] for b in unit["heading"]), [b["plain"] for b in unit["blocks"]]]
        for unit in seen
    ]
    assert [(heading, "".join(blocks).replace(" ", "")) for heading, blocks in read] == [
        (heading, "".join(blocks).replace(" ", "")) for heading, blocks in shown
    ]
    for (_, blocks), (_, parts) in zip(read, shown, strict=True):
        assert [part for part in parts if not any(part in block for block in blocks)] == []


def sample(addresses: list[str]) -> list[str]:
    """Return pages of every kind: some of each folder."""
    chance = random.Random(7)  # noqa: S311 - a sample that can be drawn again
    folders: dict[str, list[str]] = {}
    for address in sorted(addresses):
        folders.setdefault(address.rpartition("/")[0], []).append(address)
    for members in folders.values():
        chance.shuffle(members)
    drawn = [row[n] for n in range(SAMPLED) for row in folders.values() if n < len(row)]
    return drawn[:SAMPLED]


def substrings(blocks: list[str], edges: list[str]) -> dict[str, list[str]]:
    """Return what is asked for: 2 to 12 characters each, drawn from *blocks* and *edges*."""
    chance = random.Random(11)  # noqa: S311 - a sample that can be drawn again
    drawn: dict[str, set[str]] = {name: set() for name in DRAWN}

    def put(name: str, block: str, at: int) -> None:
        text = block[max(at, 0) :][: chance.randint(2, 12)].strip()
        if len(text) > 1 and len(drawn[name]) < DRAWN[name]:
            drawn[name].add(text)

    telling = [block for block in blocks if TELLING.search(block)]
    for _ in range(5_000):
        block = chance.choice(blocks)
        put("anywhere", block, chance.randrange(len(block)))
        block = chance.choice(telling)
        spot = chance.choice([found.start() for found in TELLING.finditer(block)])
        put("digits and punctuation", block, spot - chance.randint(0, 1))
        edge = chance.choice(edges)
        cut = chance.randint(0, 2)
        drawn_edge = edge[cut : len(edge) - cut]
        if len(drawn["across links"]) < DRAWN["across links"]:
            drawn["across links"].add(drawn_edge)
    return {name: sorted(texts) for name, texts in drawn.items()}


def test_every_phrase_is_found_where_a_reader_sees_it_and_only_there(
    page: Page, site: Path
) -> None:
    truth_of = (SEARCH / "truth.js").read_text(encoding="utf-8")
    page.goto((site / "index.html").as_uri())
    addresses = page.evaluate(PAGES)
    on_disk = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    on_disk = {address for address in on_disk if not address.startswith("_static/")}
    assert on_disk - {"search.html", "genindex.html"} == set(addresses)

    edges: list[str] = []
    for address in sample(addresses):
        page.goto((site / address).as_uri(), wait_until="domcontentloaded")
        article = page.locator("article").first
        assert_read_as_seen(read_units(site, address), article.evaluate(truth_of))
        edges += article.evaluate(LINK_EDGES)

    truth = {
        f"{address} {number}": "\n".join([heading, *blocks])
        for address in addresses
        for number, (heading, blocks) in enumerate(read_units(site, address))
    }
    blocks = [block for text in truth.values() for block in text.split("\n") if len(block) > 1]
    asked = substrings(blocks, edges)
    assert {name: len(texts) for name, texts in asked.items()} == DRAWN
    queries = sorted({text for texts in asked.values() for text in texts})
    given = dict(zip(queries, page.evaluate(EXACT, queries), strict=True))
    wrong = {}
    for query in queries:
        wanted = plain(query)
        right = sorted(key for key, text in truth.items() if wanted in text)
        assert right, query
        found = given[query]
        shown = set(found["first"])
        if (found["held"], found["exact"]) != (right, len(right)) or not shown <= set(right):
            wrong[query] = found
        in_front = [key for key in right if not key.startswith(ASIDE)]
        assert len(shown) >= min(5, len(in_front)), query
    assert wrong == {}


@pytest.mark.parametrize("file", RIGHT_AT_LEAST)
def test_everyday_questions_are_answered_in_the_first_five(
    page: Page, site: Path, file: str
) -> None:
    questions = tomllib.loads((SEARCH / file).read_text("utf-8"))["question"]
    page.goto((site / "index.html").as_uri())
    missed = []
    for question in questions:
        places = page.evaluate(FIRST_FIVE, question["text"])
        if not any(
            re.search(question["page"], where) and re.search(question["section"], text)
            for where, text in places
        ):
            missed.append((question["text"], [where for where, _ in places]))
    asked, right_at_least = RIGHT_AT_LEAST[file]
    assert len({question["text"] for question in questions}) == asked
    assert asked - len(missed) >= right_at_least, missed


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("停电", "plan/blackout/index.html"),
        ("防汛", "plan/flood/index.html"),
        ("危化品", "plan/hazchem/index.html"),
        ("市水务局", "organisation/water-bureau.html"),
    ],
)
def test_a_single_word_leads_first_to_the_page_of_it(
    page: Page, site: Path, word: str, first: str
) -> None:
    page.goto((site / "index.html").as_uri())
    assert page.evaluate(FIRST_FIVE, word)[0][0].split(" ")[0] == first


@pytest.mark.parametrize(
    ("word", "heading"),
    [
        ("决口", "江河洪水处置要点"),
        ("管涌", "江河洪水处置要点"),
        ("台风", "台风处置要点"),
        ("内涝", "城市内涝和圩区排涝"),
        ("滑坡", "分灾种处置"),
        ("泥石流", "分灾种处置"),
    ],
)
def test_a_word_for_an_event_alone_leads_to_what_is_to_be_done(
    page: Page, site: Path, word: str, heading: str
) -> None:
    page.goto((site / "index.html").as_uri())
    found = page.evaluate(FIRST_FIVE, word)
    assert any(heading in text.split("\n")[0] for _, text in found[:3]), found
    assert not found[0][0].startswith(("team/", "register/", "organisation/"))


@pytest.mark.parametrize("query", ["水库 漫坝", "演练", "学校停课", "首报时限"])
def test_plans_and_registers_come_before_rules_results_and_help(
    page: Page, site: Path, query: str
) -> None:
    page.goto((site / "index.html").as_uri())
    assert [where for where, _ in page.evaluate(FIRST_FIVE, query) if where.startswith(ASIDE)] == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ORG001", "rule/ORG001.html"),
        ("org001", "rule/ORG001.html"),
        ("planforge build", "docs/"),
        ("预案备案超过期限", "rule/"),
    ],
)
def test_the_id_of_a_rule_and_words_of_the_tool_lead_to_rules_and_help(
    page: Page, site: Path, query: str, first: str
) -> None:
    page.goto((site / "index.html").as_uri())
    assert page.evaluate(FIRST_FIVE, query)[0][0].startswith(first)


FIRST = """async ([query, limit]) => {
  const index = await PFSearch.ready();
  return index.search(query, { limit }).hits.map((hit) => [hit.url.split("#")[0], hit.isNamed]);
}"""


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("市防办电话", "organisation/flood-office.html"),
        ("市危化办值班电话", "organisation/hazchem-office.html"),
        ("市应急局电话", "organisation/emergency-bureau.html"),
        ("安澜市应急管理局 联系方式", "organisation/emergency-bureau.html"),
        ("市安监局的值班电话是多少？", "organisation/emergency-bureau.html"),
        ("今晚市防办谁值班", "organisation/flood-office.html"),
        ("water-bureau 电话", "organisation/water-bureau.html"),
        ("市防办主任电话", "post/flood-office-director.html"),
        ("市特勤大队怎么联系", "team/fire-heavy.html"),
        ("防汛抗旱预案", "plan/flood/index.html"),
        ("《安澜市防汛抗旱应急预案》", "plan/flood/index.html"),
        ("flood", "plan/flood/index.html"),
        ("市防办", "organisation/flood-office.html"),
        ("市安监局", "organisation/emergency-bureau.html"),
        ("防汛抗旱预案2级响应", "plan/flood/level-2.html"),
    ],
)
def test_a_registered_name_leads_first_to_its_own_page(
    page: Page, site: Path, query: str, first: str
) -> None:
    page.goto((site / "index.html").as_uri())
    (own, other) = page.evaluate(FIRST, [query, 2])
    assert (own, other[1]) == ([first, True], False)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("市防办电话", "0500-5550194"),
        ("市危化办值班电话", "0500-5550198"),
        ("市应急局电话", "0500-5550107"),
        ("市委网信办联系方式", "0500-5550104"),
        ("市特勤大队电话", "0500-5550501"),
    ],
)
def test_the_number_stands_in_the_first_hit(
    page: Page, site: Path, query: str, number: str
) -> None:
    page.goto((site / "index.html").as_uri())
    search = "async (query) => (await PFSearch.ready()).search(query, { limit: 1 }).hits[0].excerpt"
    shown = page.evaluate(search, query)
    assert number in "".join(text for text, _ in shown)


def test_a_name_that_several_things_share_leads_to_all_of_them(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    named = sorted(url for url, is_named in page.evaluate(FIRST, ["综合协调组", 40]) if is_named)
    plans = ("airport", "blackout", "flood", "geology", "hazchem", "master")
    assert named == [f"group/{plan}-coordination.html" for plan in plans]


@pytest.mark.parametrize("query", ["“市防办”", "市防办电话通知", "防汛抗旱预案衔接", "floods"])
def test_more_than_a_name_is_searched_as_before(page: Page, site: Path, query: str) -> None:
    page.goto((site / "index.html").as_uri())
    assert [url for url, is_named in page.evaluate(FIRST, [query, 40]) if is_named] == []


@pytest.mark.parametrize(
    "query", ["二级响应", "2级响应", "II级响应", "Ⅱ级响应", "ii级", "2级", "二级", "Ⅱ级"]
)
def test_a_level_in_any_spelling_leads_to_the_pages_of_that_level(
    page: Page, site: Path, query: str
) -> None:
    page.goto((site / "index.html").as_uri())
    plans = ("airport", "blackout", "flood", "geology", "hazchem", "master")
    first = page.evaluate(FIRST, [query, 6])
    assert sorted(first) == [[f"plan/{plan}/level-2.html", True] for plan in plans]


@pytest.mark.parametrize("level", ["2级", "二级", "II级", "Ⅱ级"])
def test_the_conditions_of_a_level_come_before_those_of_other_levels(
    page: Page, site: Path, level: str
) -> None:
    page.goto((site / "index.html").as_uri())
    found = page.evaluate(FIRST, [f"防汛{level}响应什么条件启动", 40])
    pages = [url for url, _ in found if "/level-" in url]
    assert found[0][0] == "plan/flood/level-2.html"
    is_other = ["/level-2." not in url for url in pages]
    assert is_other == sorted(is_other)


def test_what_is_asked_for_by_name_stands_under_a_title_of_its_own(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=%E5%B8%82%E9%98%B2%E5%8A%9E%E7%94%B5%E8%AF%9D")
    hits = page.locator(".pf-search-hits > li")
    hits.first.wait_for()
    assert hits.first.get_attribute("data-pf-group") == "按名称直达"
    assert "0500-5550194" in hits.first.inner_text()
    assert hits.nth(1).get_attribute("data-pf-group") == "原文相符"


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """Address of the site on a plain web server of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the signature of the base
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("way", ["folder", "server"])
def test_the_search_is_driven_by_keys_from_a_folder_and_from_a_server(
    page: Page, site: Path, served: str, way: str
) -> None:
    root = site.as_uri() + "/" if way == "folder" else served
    page.goto(root + "plan/flood/level-2.html")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    box.fill("指挥权移交")
    options = page.get_by_role("option")
    options.first.wait_for()
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    box.fill("大面积停电")
    page.locator("[role=option] mark", has_text="大面积停电").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert options.first.get_attribute("aria-selected") == "true"
    target = options.first.evaluate("link => link.href")
    assert target.startswith(root)
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert "大面积停电" in page.locator("article").inner_text()


def test_filters_tell_how_many_they_keep_and_keep_that_many(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri() + "?q=%E8%BD%AC%E7%A7%BB")
    choices = page.locator(".pf-search-facet label")
    choices.first.wait_for()
    before = page.evaluate("async () => (await PFSearch.ready()).search('转移').total")
    flood = choices.filter(has_text="防汛抗旱").first
    count = int(flood.locator(".pf-search-count").inner_text())
    assert 0 < count < before
    flood.locator("input").check()
    page.wait_for_url("**plan=*")
    page.locator(".pf-search-more").wait_for(state="visible" if count > 20 else "hidden")
    while page.locator(".pf-search-more").is_visible():
        shown = page.locator(".pf-search-hits > li").count()
        page.locator(".pf-search-more").click()
        page.wait_for_function(
            "n => document.querySelectorAll('.pf-search-hits > li').length > n", arg=shown
        )
    assert page.locator(".pf-search-hits > li").count() == count
