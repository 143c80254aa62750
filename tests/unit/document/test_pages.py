from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.corpus.load import load
from planforge.document import prose
from planforge.document.charts.graph import Chart, ChartKind
from planforge.document.context import Context
from planforge.document.nodes import SCHEME, chart
from planforge.document.pages import CheckDoc, FindingDoc, RuleDoc, resolve, site_pages
from planforge.document.pages.headings import Chapter, chapters, skeleton
from planforge.document.pages.recognised import corpus_targets
from planforge.model.base import Kind
from tests.unit.document.small import FLOOD, FLOOD_PROSE, POWER, context, corpus
from tests.unit.drill.build.demo import corpus as demonstration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planforge.corpus.corpus import Corpus
    from planforge.document.page import Page

AS_OF = date(2026, 11, 1)
PLANS = Path(__file__).parents[3] / "plans"
RULES = (
    RuleDoc(
        "REF001", "names.unknown", "error", "未登记的名称", "找不到人", ("办法第十四条",), "a", "b"
    ),
)
FINDINGS = (FindingDoc("REF001", "error", "special/flood/plan.yaml", 3, 5, "没有登记", "请登记"),)


def pages_of(found: Corpus, *, language: str = "zh_CN", public: bool = True) -> dict[str, Page]:
    """Return the pages of *found* by docname."""
    check = CheckDoc(FINDINGS, found, AS_OF)
    made = site_pages(
        found, language=language, public=public, rules=RULES, check=check, version="1"
    )
    return {page.docname: page for page in made}


def text(page: Page) -> str:
    """Return the tree of *page* as pseudo-XML."""
    return "".join(node.pformat() for node in page.build())


def addresses(page: Page, tree: nodes.Element) -> set[str]:
    """Return every address that *page*, built as *tree*, leads to."""
    found = {str(node.get("refuri", "")) for node in tree.findall(nodes.reference)}
    for drawn in tree.findall(chart):
        assert isinstance(drawn.graph, Chart)
        found |= {box.target for box in drawn.graph.nodes if box.target}
        found |= {group.target for group in drawn.graph.groups if group.target}
    ways = (*page.navigation, *page.breadcrumb, page.previous, page.following)
    return found | {entry.target for entry in ways if entry}


def broken(pages: dict[str, Page]) -> list[str]:
    """Return the addresses that lead nowhere, and ids that stand twice."""
    trees = {name: nodes.Element("", *page.build()) for name, page in pages.items()}
    ids = {
        name: [ident for node in tree.findall(nodes.Element) for ident in node["ids"]]
        for name, tree in trees.items()
    }
    found = [
        f"{name}: id {ident} twice"
        for name, all_ids in ids.items()
        for ident, count in Counter(all_ids).items()
        if count > 1
    ]
    for name, page in pages.items():
        found += [f"{name}: {t}" for t in page.targets if t.anchor and t.anchor not in ids[name]]
        for address in addresses(page, trees[name]):
            if address.startswith("tel:"):
                continue
            place = resolve(address)
            if place is None or place[0] not in pages or not {place[1]} <= {"", *ids[place[0]]}:
                found.append(f"{name}: {address}")
    return found


def test_the_pages_of_a_small_city() -> None:
    assert list(pages_of(corpus())) == [
        "check",
        "check/contents",
        "check/cycles",
        "group/flood-rescue",
        "group/index",
        "index",
        "organisation/counties",
        "organisation/emergency",
        "organisation/flood-command",
        "organisation/flood-office",
        "organisation/government",
        "organisation/index",
        "organisation/water",
        "plan/flood/actions",
        "plan/flood/annexes",
        "plan/flood/chapter-1",
        "plan/flood/chapter-2",
        "plan/flood/index",
        "plan/flood/level-1",
        "plan/flood/level-2",
        "plan/power/chapter-1",
        "plan/power/chapter-2",
        "plan/power/chapter-3",
        "plan/power/chapter-4",
        "plan/power/index",
        "plan/power/level-1",
        "post/flood-chief",
        "post/flood-head",
        "post/index",
        "region/index",
        "register/depots",
        "register/indicators",
        "regulation/index",
        "rule/REF001",
        "rule/index",
        "team/boats",
        "team/index",
    ]


@pytest.mark.parametrize(("language", "public"), [("zh_CN", True), ("en", False)])
def test_every_address_leads_somewhere(language: str, *, public: bool) -> None:
    assert broken(pages_of(corpus(), language=language, public=public)) == []


def test_the_demonstration_corpus_has_no_broken_address_and_no_markdown_problem() -> None:
    found, _ = load(PLANS)
    pages = pages_of(found)
    assert broken(pages) == []
    for view in found.plans:
        here = Context(found, view)
        assert prose.read(view.prose or skeleton(here), here, view.prose_file).problems == ()


@pytest.mark.parametrize(
    "docname",
    [
        "index",
        "plan/flood/index",
        "plan/flood/level-1",
        "plan/flood/chapter-1",
        "plan/flood/annexes",
        "organisation/water",
        "post/flood-chief",
        "group/flood-rescue",
        "team/boats",
        "register/indicators",
        "check",
        "check/cycles",
        "rule/REF001",
        "rule/index",
    ],
)
def test_trees(golden: Callable[[str, str], None], docname: str) -> None:
    golden(f"pages/{docname.replace('/', '-')}.txt", text(pages_of(corpus())[docname]))


def test_a_page_may_be_built_again() -> None:
    pages = pages_of(corpus())
    assert {name: text(page) for name, page in pages.items()} == {
        name: text(page) for name, page in pages_of(corpus()).items()
    }
    assert text(pages["plan/flood/chapter-1"]) == text(pages["plan/flood/chapter-1"])


def changed(before: Corpus, after: Corpus) -> set[str]:
    """Return the pages whose inputs differ; a page that looks different must be among them."""
    first, second = pages_of(before), pages_of(after)
    differ = {name for name in first if first[name].inputs != second[name].inputs}
    looks = {name for name in first if text(first[name]) != text(second[name])}
    assert looks <= differ
    return differ


def test_prose_changes_only_the_chapters_of_its_plan() -> None:
    after = corpus(prose=FLOOD_PROSE.replace("防汛工作", "防汛抢险工作"))
    assert changed(corpus(), after) == {
        "check/contents",
        "plan/flood/chapter-1",
        "plan/flood/chapter-2",
    }


def test_a_new_heading_reaches_every_page_of_the_plan() -> None:
    after = corpus(prose=FLOOD_PROSE.replace("# 应急响应", "# 响应"))
    differ = changed(corpus(), after)
    assert {name for name in differ if name.startswith("plan/flood/")} == {
        name for name in pages_of(corpus()) if name.startswith("plan/flood/")
    }
    assert not any(name.startswith("plan/power/") for name in differ)


def test_the_annexes_stand_below_the_chapter_that_lists_them() -> None:
    listing = pages_of(corpus(prose=f"{FLOOD_PROSE}\n# 附件\n\n```{{annexes}}\n```\n"))
    *_, last = listing["plan/flood/index"].navigation
    assert (last.text, [child.text for child in last.children]) == ("3 附件", ["附件全文"])
    *_, alone = pages_of(corpus())["plan/flood/index"].navigation
    assert (alone.text, alone.children) == ("附件", ())


def test_the_annexes_stand_below_their_chapter_in_english_too() -> None:
    found = corpus(prose=f"{FLOOD_PROSE}\n# 附件\n\n```{{annexes}}\n```\n")
    listing = pages_of(found, language="en")
    *_, last = listing["plan/flood/index"].navigation
    assert (last.text, [child.text for child in last.children]) == ("3 附件", ["Annexes in full"])


def test_of_many_actions_that_follow_one_the_first_are_named() -> None:
    more = "".join(
        f"  - {{编号: s{n}, 名称: 措施{n}, 阶段: 应急处置, 责任: 市水务局, 内容: 去做, "
        "前置: [consult]}\n"
        for n in range(8)
    )
    built = pages_of(corpus(flood=FLOOD.replace("信息报告:", f"{more}信息报告:", 1)))
    tree = nodes.Element("", *built["plan/flood/actions"].build())
    (line,) = [n.astext() for n in tree.findall(nodes.paragraph) if "后续：" in n.astext()]
    assert line.count("、") == 7
    assert line.endswith("、措施5等10项")


def test_an_action_changes_its_plan_and_the_registers_only() -> None:
    differ = changed(corpus(), corpus(flood=FLOOD.replace("组织巡堤查险", "组织昼夜巡堤查险")))
    assert "plan/flood/level-1" in differ
    assert "organisation/water" in differ
    assert not any(name.startswith(("plan/power", "rule")) for name in differ)
    assert {name for name in differ if name.startswith("check")} == {"check/contents"}


def test_the_language_changes_everything() -> None:
    first, second = pages_of(corpus()), pages_of(corpus(), language="en")
    assert all(first[name].inputs != second[name].inputs for name in first)


SECRETS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("action", "patrol", ("巡堤", "planforge:action/flood/patrol")),
    ("group", "rescue", ("planforge:group/flood/rescue",)),
    ("team", "boats", ("冲锋舟", "100-0000-0003", "planforge:team/boats")),
    ("post", "flood-chief", ("赵某一", "钱某二", "100-0000-0001", "planforge:post/flood-chief")),
    ("organisation", "water", ("管理江河水库", "0500-5550001", "planforge:organisation/water")),
    ("depot", "store", ("50000条", "planforge:depot/store")),
    ("indicator", "dark", ('ids="dark"',)),
    ("regulation", "law", ("主席令", "planforge:regulation/law")),
)


def everything(pages: Iterable[Page]) -> str:
    """Return all that a publisher gets to see of *pages*."""
    parts = []
    for page in pages:
        parts += [page.docname, page.title, repr(page.facets), repr(page.targets)]
        parts += [repr(page.navigation), repr(page.breadcrumb)]
        tree = nodes.Element("", *page.build())
        parts.append(tree.pformat())
        parts += [repr(drawn.graph) for drawn in tree.findall(chart)]
    return "\n".join(parts)


@pytest.mark.parametrize(("kind", "ident", "words"), SECRETS)
def test_what_is_internal_is_on_no_public_page(
    kind: str, ident: str, words: tuple[str, ...]
) -> None:
    found = corpus(hide=ident, prose=FLOOD_PROSE.replace("{limit}`consult`", "半小时"))
    public = everything(pages_of(found).values())
    internal = everything(pages_of(found, public=False).values())
    assert [word for word in words if word in public] == []
    assert [word for word in words if word not in internal] == [], kind
    assert broken(pages_of(found)) == []


def test_an_internal_plan_is_on_no_public_page() -> None:
    found = corpus(power=f"可见: 内部{POWER}")
    assert "大面积停电" not in everything(pages_of(found).values())
    assert "大面积停电" in everything(pages_of(found, public=False).values())
    assert broken(pages_of(found)) == []


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("{Ⅰ级: {时限: 15分钟}}", "{Ⅰ级: {可见: 内部, 时限: 15分钟}}"),
        ("{给: [市应急局], 内容: 到位,", "{可见: 内部, 给: [市应急局], 内容: 到位,"),
        (
            "{研判: 市防指认为需要启动的其他情形}",
            "{可见: 内部, 研判: 市防指认为需要启动的其他情形}",
        ),
        ("{名称: 补充说明,", "{可见: 内部, 名称: 补充说明,"),
        (
            "{移交给: 市防指总指挥, 时机: 升为Ⅰ级时}",
            "{可见: 内部, 移交给: 市防指总指挥, 时机: 升为Ⅰ级时}",
        ),
    ],
)
def test_an_internal_part_is_on_no_public_page(mark: str, word: str) -> None:
    secrets = {
        "15分钟": "15分钟",
        "到位": "到位",
        "其他情形": "其他情形",
        "补充": "补充说明",
        "升为": "升为Ⅰ级时",
    }
    (secret,) = (value for key, value in secrets.items() if key in mark)
    found = corpus(flood=FLOOD.replace(mark, word))
    assert secret not in everything(pages_of(found).values())
    assert secret in everything(pages_of(found, public=False).values())


def test_chapters_are_counted_as_they_are_read() -> None:
    here = context()
    read = prose.read(FLOOD_PROSE, here, "plan.md")
    assert chapters(FLOOD_PROSE) == (
        Chapter(1, "总则", ("编制目的", "编制依据")),
        Chapter(2, "应急响应", ()),
    )
    titles = [c.next_node(nodes.title) for c in read.chapters]
    assert [t.astext() for t in titles if t] == ["1 总则", "2 应急响应"]


def test_a_lone_title_is_no_chapter() -> None:
    assert chapters("# 预案\n\n## 总则\n\n### 目的\n\n## 附则\n") == (
        Chapter(1, "总则", ("目的",)),
        Chapter(2, "附则", ()),
    )


def test_headings_in_code_are_no_chapters() -> None:
    assert chapters("# 总则\n\n```\n# 不是标题\n```\n\n## `甲`乙\n\n# 附则\n") == (
        Chapter(1, "总则", ("甲乙",)),
        Chapter(2, "附则", ()),
    )


def test_a_plan_without_prose_has_the_standard_chapters() -> None:
    found = corpus(prose=None)
    written = skeleton(Context(found, found.plans[0]))
    assert [c.title for c in chapters(written)] == [
        "总则",
        "组织指挥体系与职责",
        "应急响应",
        "应急保障",
        "预案管理",
        "附则",
    ]
    assert "成员单位" in text(pages_of(found)["plan/flood/chapter-2"])


LEAN = """
预案: flood
名称: 小城市防汛应急预案
类别: 专项
事件类型: [洪涝]
牵头部门: 市水务局
版本: {文号: 小政办发〔2026〕1号, 印发机关: 市政府, 印发日期: 2026-01-05}
适用范围: {地域: 小城市行政区域, 事件: [洪涝]}
响应级别:
  Ⅰ级: {启动条件: [{研判: 很严重的情形}]}
  Ⅱ级: {启动条件: [{研判: 严重的情形}]}
"""


def test_a_plan_that_has_little_has_no_heading_over_nothing() -> None:
    found = corpus(flood=LEAN, prose=None)
    written = skeleton(Context(found, found.plans[0]))
    assert [(c.title, c.sections) for c in chapters(written)] == [
        ("总则", ("适用范围",)),
        ("应急响应", ("响应分级", "启动条件")),
        ("附则", ("版本",)),
    ]


def test_names_in_prose_are_linked_once_in_each_section() -> None:
    (first, *_) = prose.read(FLOOD_PROSE, context(), "plan.md").chapters
    assert first.astext().count("市水务局") == 2
    page = pages_of(corpus())["plan/flood/chapter-1"]
    assert text(page).count("planforge:organisation/water") == 1


def test_names_for_several_units_together_are_recognised_too() -> None:
    targets = corpus_targets(context())
    assert targets["各县（区）政府"] == "planforge:organisation/counties"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("planforge:organisation/water", ("organisation/water", "")),
        ("planforge:organisation/index", ("organisation/index", "")),
        ("planforge:group/flood/rescue", ("group/flood-rescue", "")),
        ("planforge:plan/flood", ("plan/flood/index", "")),
        ("planforge:plan/flood#levels", ("plan/flood/index", "levels")),
        ("planforge:level/flood/1", ("plan/flood/level-1", "")),
        ("planforge:chapter/flood/2", ("plan/flood/chapter-2", "")),
        ("planforge:action/flood/consult", ("plan/flood/actions", "action-consult")),
        ("planforge:annex/flood/3", ("plan/flood/annexes", "annex-3")),
        ("planforge:depot/store", ("register/depots", "store")),
        ("planforge:agreement/a", ("mechanism/index", "agreement-a")),
        ("planforge:indicator/index", ("register/indicators", "")),
        ("planforge:region/city", ("region/index", "city")),
        ("planforge:rule/REF001", ("rule/REF001", "")),
        ("planforge:check/", ("check", "")),
        ("planforge:check/#in-flood", ("check", "in-flood")),
        ("planforge:check/cycles", ("check/cycles", "")),
        ("planforge:rule/index#family-REF", ("rule/index", "family-REF")),
        ("planforge:index/", ("index", "")),
        ("planforge:nothing/at-all", None),
        ("planforge:level/flood", None),
        ("planforge:organisation/", None),
        ("https://example.org/", None),
    ],
)
def test_addresses(address: str, place: tuple[str, str] | None) -> None:
    assert resolve(address) == place
    assert address.startswith(SCHEME) or place is None


def test_a_level_page_says_how_soon_to_decide_and_when_an_action_is_due() -> None:
    flood = FLOOD.replace(
        "    指挥: 市防指总指挥\n", "    指挥: 市防指总指挥\n    决定时限: 15分钟\n"
    ).replace("前提: 堤防可能溃决", "条件: [{水库险情: 重大险情}]")
    pages = pages_of(corpus(flood=flood))
    highest, lower = (
        nodes.Element("", *pages[f"plan/flood/level-{rank}"].build()).astext() for rank in (1, 2)
    )
    assert "决定时限（自提出建议起）：15分钟内" in highest
    assert "（水库险情为重大险情的）" in highest
    assert "决定时限" not in lower


def test_the_page_of_an_actor_says_when_its_actions_are_due() -> None:
    page = pages_of(corpus())["organisation/emergency"]
    assert "转移群众。（堤防可能溃决的）转移群众" in nodes.Element("", *page.build()).astext()


def test_an_agreement_says_what_is_sent_when_it_is_asked_for() -> None:
    lines = text(pages_of(demonstration())["mechanism/index"]).splitlines()
    assert [line.strip() for line in lines if "重点商贸企业：" in line] == [
        "重点商贸企业：方便食品30000份、饮用水40000瓶、棉被4000床、帐篷800顶，3小时"
    ]


def test_every_box_of_a_plan_leads_to_where_the_plan_tells_it() -> None:
    pages = pages_of(demonstration())
    told = [
        address
        for name, page in pages.items()
        if re.fullmatch("plan/[a-z]+/index", name)
        for node in page.build()
        for drawn in node.findall(chart)
        if isinstance(drawn.graph, Chart)
        for address in (
            *(box.target for box in drawn.graph.nodes if drawn.graph.kind is not ChartKind.LADDER),
            *(edge.address for edge in drawn.graph.edges if drawn.graph.kind is ChartKind.LADDER),
        )
    ]
    assert "" not in told
    sections = {resolve(address) for address in told if "chapter" in address}
    assert ("plan/flood/chapter-2", "s2-5") in sections
    lost = [
        place
        for place in sections
        if place and place[1] not in {"", *(i for n in pages[place[0]].build() for i in anchors(n))}
    ]
    assert lost == []


def anchors(tree: nodes.Node) -> list[str]:
    """Return the ids in *tree*."""
    named: list[list[str]] = [node.get("ids", []) for node in tree.findall(nodes.Element)]
    return [ident for ids in named for ident in ids]


def test_the_start_page_counts_what_a_register_lists() -> None:
    pages = pages_of(demonstration())
    counted = {
        item.astext().partition(" ")[2]: int(item.astext().partition(" ")[0])
        for node in pages["index"].build()
        for item in node.findall(nodes.list_item)
        if item.astext().partition(" ")[0].isdigit()
    }
    names = demonstration().registry.names
    both = [*names.entities(Kind.MECHANISM), *names.entities(Kind.AGREEMENT)]
    assert counted["工作机制和联动协议"] == len(both) > len(names.entities(Kind.MECHANISM))
