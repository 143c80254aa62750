from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.document.books.book import BookKind, Opening, Style
from planforge.document.books.compilation import compilation
from planforge.document.books.places import BookPlace, Places
from planforge.document.nodes import SCHEME
from tests.unit.document.books.made import demo, everything, frame_of, lines, part, tree
from tests.unit.document.books.secrets import planted
from tests.unit.document.small import FLOOD, POWER, corpus, with_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planforge.document.books.book import Book
    from tests.unit.document.books.secrets import Planted

NOT_PRINTED = {
    "special/flood/plan.yaml/actions/1/deadline",
    "special/flood/plan.yaml/actions/2/needs",
}
"""Elements of the small plans that hold no words of their own."""


@cache
def trees() -> dict[str, nodes.Element]:
    """Return the trees of the internal compilation of the demo plans by part."""
    return {part.ident: tree(part) for part in compilation(demo(public=False)).parts}


def structure(book: Book) -> str:
    """Return what book it is and how each of its parts begins."""
    facts = (book.ident, book.kind.value, book.title, book.issuer, book.edition, str(book.dated))
    said = [" | ".join(facts), book.subject, ""]
    for found in book.parts:
        heading = found.heading.replace("\n", "⏎")
        opens = "" if found.listed else " unlisted"
        said.append(f"{found.ident}: {found.style.value}, {found.opening.value}{opens}")
        said.append(f"  {found.title}")
        said += [f"  = {heading}"] if heading else []
        opening = [n.astext() for n in trees()[found.ident].findall(nodes.TextElement)]
        said += [f"  > {text[:60]}" for text in opening[:3]]
    return "\n".join(said) + "\n"


def test_the_compilation_of_the_demo_plans(golden: Callable[[str, str], None]) -> None:
    golden("books/compilation.txt", structure(compilation(demo(public=False))))


def test_parts_have_names_of_their_own() -> None:
    idents = [part.ident for part in compilation(demo()).parts]
    assert len(set(idents)) == len(idents)
    assert all(ident.replace("-", "").isalnum() and ident.isascii() for ident in idents)


def test_every_plan_opens_on_a_right_page() -> None:
    book = compilation(demo())
    opening = {part.ident: part.opening for part in book.parts}
    assert {opening[f"notice-{view.plan.id}"] for view in demo().views} == {Opening.RIGHT}
    assert {opening[f"plan-{view.plan.id}"] for view in demo().views} == {Opening.RIGHT}
    secret = FLOOD.replace("版本: {", "版本: {可见: 内部, ")
    hidden = compilation(frame_of(corpus(flood=secret)))
    assert [part.ident for part in hidden.parts if part.ident.endswith("flood")] == ["plan-flood"]
    assert part(hidden, "plan-flood").opening is Opening.RIGHT


def test_the_master_plan_comes_first() -> None:
    master = POWER.replace("类别: 专项", "类别: 总体")
    book = compilation(frame_of(corpus(power=master)))
    plans = [part.ident for part in book.parts if part.style is Style.PLAN]
    assert plans == ["plan-power", "plan-flood"]


def test_the_notice_says_what_notices_say() -> None:
    flood = FLOOD.replace(
        "印发日期: 2026-03-01}",
        "批准机关: 小城市人民政府, 印发日期: 2026-03-01, 施行日期: 2026-04-01,"
        " 废止: [《小城市防汛预案》（小政办〔2020〕7号）],"
        " 公布: {日期: 2026-03-05, 方式: 网站}}",
    ).replace("印发机关: 市政府", "印发机关: 小城市人民政府办公室")
    book = compilation(frame_of(corpus(flood=flood)))
    assert lines(part(book, "notice-flood")) == [
        "pf-notice-mark: 小城市人民政府办公室文件",
        "pf-notice-number: 小政办〔2026〕1号",
        "pf-notice-title: 小城市人民政府办公室关于印发小城市防汛应急预案的通知",
        "pf-notice-addressee: 各县人民政府，市政府各部门、各直属机构，各有关单位：",
        (
            "《小城市防汛应急预案》已经市人民政府同意，现印发给你们，请认真组织实施。"
            "本预案自2026年4月1日起施行。《小城市防汛预案》（小政办〔2020〕7号）同时废止。"
        ),
        "pf-notice-signature: 小城市人民政府办公室",
        "pf-notice-date: 2026年3月1日",
        "pf-notice-remark: （此件公开发布）",
    ]


@pytest.mark.parametrize(("kind", "number"), [("专项", ["〔　　　　〕　　号"]), ("村", [])])
def test_a_number_that_is_not_known_yet_is_filled_in_by_hand(kind: str, number: list[str]) -> None:
    flood = FLOOD.replace("文号: 小政办〔2026〕1号, ", "").replace("类别: 专项", f"类别: {kind}")
    said = lines(part(compilation(frame_of(corpus(flood=flood))), "notice-flood"))
    before = "pf-notice-number: "
    assert [x.removeprefix(before) for x in said if x.startswith(before)] == number


def test_who_issues_together_signs_together() -> None:
    flood = FLOOD.replace("印发机关: 市政府", "印发机关: 中共小城市委、小城市人民政府")
    said = lines(part(compilation(frame_of(corpus(flood=flood))), "notice-flood"))
    assert said == [
        "pf-notice-mark: 中共小城市委文件",
        "pf-notice-number: 小政办〔2026〕1号",
        "pf-notice-title: 中共小城市委　小城市人民政府关于印发小城市防汛应急预案的通知",
        "pf-notice-addressee: 各县党委和人民政府，市委各部门，市级国家机关各部门，各有关单位：",
        "现将《小城市防汛应急预案》印发给你们，请认真组织实施。",
        "pf-notice-signature: 中共小城市委",
        "pf-notice-signature: 小城市人民政府",
        "pf-notice-date: 2026年3月1日",
    ]


def test_a_plan_kept_inside_is_not_to_be_published() -> None:
    frame = frame_of(corpus(flood=f"可见: 内部{FLOOD}"), public=False)
    assert lines(part(compilation(frame), "notice-flood"))[-1] == "pf-notice-remark: （此件不公开）"
    public = compilation(frame_of(corpus(flood=f"可见: 内部{FLOOD}")))
    assert [part.ident for part in public.parts if "flood" in part.ident] == []


def test_the_list_of_annexes_stands_behind_the_last_chapter() -> None:
    prose = "# 总则\n\n正文。\n\n# 附件\n\n```{annexes}\n```\n"
    built = tree(part(compilation(frame_of(corpus(prose=prose))), "plan-flood"))
    assert [
        (node["classes"], node["ids"], node.astext())
        for node in built.children[1:]
        if isinstance(node, nodes.Element)
    ] == [
        (["pf-attachment"], ["s2"], "附件：1.组织体系图"),
        (["pf-attachments"], [], "2.格式文本"),
        (["pf-attachments"], [], "3.补充说明"),
    ]
    kept = f"{prose}\n另附地图一张。\n"
    again = tree(part(compilation(frame_of(corpus(prose=kept))), "plan-flood"))
    assert again.children[1].astext() == "2 附件\n\n另附地图一张。"


def test_the_only_annex_of_a_plan_has_no_number() -> None:
    prose = "# 总则\n\n```{organisation-chart}\n```\n\n# 附件\n\n```{annexes}\n```\n"
    others = ("  - {名称: 格式文本, 生成: 格式文本}\n", "  - {名称: 补充说明, 内容: 见正文。}\n")
    flood = FLOOD.replace("".join(others), "")
    book = compilation(frame_of(corpus(flood=flood, prose=prose)))
    annex = part(book, "annex-flood-1")
    assert (annex.title, annex.heading) == ("附件 组织体系图", "附件\n组织体系图")
    built = tree(part(book, "plan-flood"))
    assert built.children[-1].astext() == "附件：组织体系图"
    assert "详见附件《组织体系图》。" in built.astext()


def test_a_reference_to_an_annex_makes_no_chapter_before_the_list_of_them() -> None:
    flood = FLOOD.replace("附件:\n", "附件:\n  - {名称: 联系电话, 生成: 通讯录}\n")
    prose = "# 总则\n\n正文。\n\n# 附件\n\n```{annexes}\n```\n\n```{contacts}\n```\n"
    made = compilation(frame_of(corpus(flood=flood, prose=prose), public=False))
    built = tree(part(made, "plan-flood"))
    assert [node.astext() for node in built.children] == [
        "1 总则\n\n正文。",
        "附件：1.联系电话",
        "2.组织体系图",
        "3.格式文本",
        "4.补充说明",
    ]


def test_a_plan_without_prose_is_printed_from_its_facts() -> None:
    built = tree(part(compilation(frame_of(corpus(prose=None))), "plan-flood"))
    titles = [n.next_node(nodes.title) for n in built.children if isinstance(n, nodes.section)]
    assert [title.astext() for title in titles if title] == [
        "1 总则",
        "2 组织指挥体系与职责",
        "3 应急响应",
        "4 应急保障",
        "5 预案管理",
        "6 附则",
    ]


def test_a_preface_stands_in_the_first_chapter() -> None:
    prose = "为了防汛。\n\n# 总则\n\n正文。\n\n# 附则\n"
    built = tree(part(compilation(frame_of(corpus(prose=prose))), "plan-flood"))
    assert built.children[0].astext() == "1 总则\n\n为了防汛。\n\n正文。"
    alone = tree(part(compilation(frame_of(corpus(prose="只有一段。\n"))), "plan-flood"))
    assert alone.children[0].astext() == "只有一段。"


def test_pictures_are_named_from_the_folder_of_all_plans() -> None:
    prose = "# 总则\n\n![图](maps/a%20b.png)\n\n# 附则\n"
    built = tree(part(compilation(frame_of(corpus(prose=prose))), "plan-flood"))
    assert [n["uri"] for n in built.findall(nodes.image)] == ["special/flood/maps/a b.png"]


def test_a_picture_named_after_something_internal_is_left_out_and_that_is_said() -> None:
    prose = (
        "# 总则\n\n![市水务局的路线](maps/市水务局.png)\n\n见![](市水务局.svg)。\n\n"
        "```{figure} 市水务局.png\n:alt: 图\n\n题名\n```\n\n![图](有关的图.png)\n\n# 附则\n"
    )
    hidden = corpus(prose=prose, hide="water")
    built = tree(part(compilation(frame_of(hidden)), "plan-flood"))
    assert [n["uri"] for n in built.findall(nodes.image)] == ["special/flood/有关的图.png"]
    assert [n.astext() for n in built.children[0].findall(nodes.paragraph)] == [
        "（此处的图不公开：有关单位的路线）",
        "见（此处的图不公开）。",
        "（此处的图不公开：图）",
        "图",
    ]
    inside = tree(part(compilation(frame_of(hidden, public=False)), "plan-flood"))
    assert [n["uri"].rpartition("/")[2] for n in inside.findall(nodes.image)] == [
        "市水务局.png",
        "市水务局.svg",
        "市水务局.png",
        "有关的图.png",
    ]


def test_the_telephone_list_is_for_insiders() -> None:
    inside = everything(compilation(frame_of(corpus(), public=False)))
    assert "100-0000-0009" in inside
    assert "100-0000-0009" not in everything(compilation(frame_of(corpus())))


def test_a_desk_stands_once_in_the_telephone_list_of_all_plans() -> None:
    made = with_lines(("市水务局值班室", "市水务局", "值班席", ("0500-5550001", "0500-5550099")))
    built = tree(part(compilation(frame_of(made, public=False)), "contacts"))
    rows = [row.astext().split("\n\n") for row in built.findall(nodes.row)]
    assert [row for row in rows if "0500-5550001" in row[-1]] == [
        ["小城市水务局", "值班室", "0500-5550001、0500-5550099"]
    ]


def test_a_column_of_telephones_stands_only_where_it_says_some() -> None:
    found = {}
    for public in (True, False):
        built = tree(part(compilation(demo(public=public)), "experts"))
        (head,) = built.findall(nodes.thead)
        found[public] = [cell.astext() for cell in head.findall(nodes.entry)]
    said = ["专家", "工作单位", "领域"]
    assert found == {True: said, False: [*said, "电话"]}


def test_the_public_is_told_so_on_the_cover() -> None:
    assert lines(part(compilation(frame_of(corpus())), "cover")) == [
        "pf-cover-mark: 公开版",
        "pf-cover-title: 小城市突发事件应急预案汇编",
        "pf-cover-edition: 2026年版",
        "pf-cover-issuer: 小城市水务局",
        "pf-cover-date: 2026年3月",
    ]
    inside = lines(part(compilation(frame_of(corpus(), public=False)), "cover"))
    assert inside[0] == "pf-cover-mark: 内部资料　注意保存"


def test_the_book_is_of_the_last_day_that_its_edition_sheet_lists() -> None:
    issued = "印发日期: 2026-03-01}"
    later = (
        "印发日期: 2026-03-01, 备案: {日期: 2026-03-20, 机关: 省应急厅},"
        " 公布: {可见: 内部, 日期: 2026-04-05, 方式: 网站}}"
    )
    assert issued in FLOOD
    said = {}
    for public in (True, False):
        book = compilation(frame_of(corpus(flood=FLOOD.replace(issued, later)), public=public))
        (sheet,) = (
            value.astext()
            for field in part(book, "edition").build()[0].children
            for name, value in [field.children]
            if name.astext() == "收录截至"
        )
        said[public] = sheet, lines(part(book, "cover"))[-1], str(book.dated)
    assert said == {
        True: ("2026年3月20日", "pf-cover-date: 2026年3月", "2026-03-20"),
        False: ("2026年4月5日", "pf-cover-date: 2026年4月", "2026-04-05"),
    }


def told(planting: Iterable[Planted], *, public: bool) -> tuple[set[str], set[str]]:
    """Return the places whose secrets stand in the book, and all others."""
    all_places: set[str] = set()
    found: set[str] = set()
    for secrets, hiding in planting:
        text = everything(compilation(frame_of(hiding, public=public)))
        all_places |= set(secrets.values())
        found |= {place for secret, place in secrets.items() if secret in text}
    return found, all_places - found


def test_what_is_internal_is_in_no_public_book() -> None:
    found, others = told(planted(corpus(prose=None)), public=True)
    assert found == set()
    assert len(others) == 73


def test_what_is_internal_is_in_the_internal_book() -> None:
    """Else the secrets of the plans above would prove nothing."""
    plans = (found for found in planted(corpus(prose=None)) if "plan" in str(found[0]))
    _, others = told(plans, public=False)
    assert others == NOT_PRINTED


def test_a_change_reaches_the_parts_that_tell_of_it() -> None:
    def inputs(**changes: str) -> dict[str, tuple[str, ...]]:
        return {p.ident: p.inputs for p in compilation(frame_of(corpus(**changes))).parts}

    before = inputs()
    after = inputs(prose="# 总则\n\n另一段。\n\n# 附则\n")
    changed = {ident for ident in before if before[ident] != after[ident]}
    assert {ident for ident in changed if not ident.startswith("annex-flood-2-")} == {
        "plan-flood",
        "notice-flood",
        "annex-flood-1",
        "annex-flood-2",
        "annex-flood-3",
    }
    after = inputs(flood=FLOOD.replace("组织巡堤查险", "昼夜巡堤查险"))
    changed = {ident for ident in before if before[ident] != after[ident]}
    assert not {ident for ident in changed if "power" in ident}
    assert "plan-flood" in changed


def test_labels_follow_the_language_of_the_reader() -> None:
    book = compilation(frame_of(corpus(), language="en"))
    assert (book.title, book.language) == ("Compilation of contingency plans of 小城市", "en")
    assert [
        part.title for part in book.parts if part.ident.islower() and "-" not in part.ident
    ] == [
        "Cover",
        "Edition sheet",
        "Table of contents",
        "Appendix 1 Telephone list of all plans",
        "Appendix 2 Register of teams",
        "Appendix 3 Register of depots",
        "Links between the plans",
        "Change record",
        "Index",
        "Back cover",
    ]


def test_plans_without_a_jurisdiction_make_a_book() -> None:
    found = corpus()
    registry = replace(found.registry, jurisdiction=None)
    alone = type(found)(registry, found.system, (), {})
    book = compilation(frame_of(alone))
    assert (book.title, book.issuer, book.edition, book.dated, book.kind) == (
        "突发事件应急预案汇编",
        "",
        "",
        None,
        BookKind.COMPILATION,
    )
    assert lines(part(book, "links")) == ["pf-empty: 各预案之间没有衔接关系。"]
    assert lines(part(book, "changes")) == ["pf-empty: 没有修订记录。"]
    assert lines(part(book, "back")) == []


def test_each_link_is_told_once() -> None:
    table = tree(part(compilation(frame_of(corpus())), "links")).next_node(nodes.tbody)
    assert table is not None
    rows = [[cell.astext() for cell in row.children[:3]] for row in table.children]
    assert rows == [["防汛预案", "引发", "小城市大面积停电应急预案"]]


def test_the_index_lists_units_and_terms_by_their_sound() -> None:
    built = tree(part(compilation(frame_of(corpus())), "index"))
    note = built.children[0]
    assert note.astext() == ("页码：组织机构为正文和表格中写到它的各页，术语为定义所在之处。")
    assert [
        (n.astext(), n.get("refuri", ""))
        for n in built.findall(nodes.TextElement)
        if isinstance(n, nodes.reference) or "pf-index-letter" in n["classes"]
    ] == [
        ("F", ""),
        ("市防汛办公室", "planforge:organisation/flood-office"),
        ("市防汛指挥部", "planforge:organisation/flood-command"),
        ("R", ""),
        ("市人民政府", "planforge:organisation/government"),
        ("S", ""),
        ("市水务局", "planforge:organisation/water"),
        ("Y", ""),
        ("市应急管理局", "planforge:organisation/emergency"),
    ]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("plan/flood", ("notice-flood", "")),
        ("chapter/flood/2", ("plan-flood", "s2")),
        ("chapter/flood/1#s1-2", ("plan-flood", "s1-2")),
        ("level/flood/1", ("plan-flood", "levels")),
        ("group/flood/rescue", ("plan-flood", "groups")),
        ("action/flood/patrol", ("plan-flood", "action-patrol")),
        ("annex/flood/2", ("annex-flood-2", "")),
        ("page/flood/annexes", ("annex-flood-1", "")),
        ("page/flood/actions", ("plan-flood", "")),
        ("annex/flood/9", None),
        ("plan/nowhere", None),
        ("level/flood", None),
        ("organisation/water", ("contacts", "water")),
        ("organisation/emergency", None),
        ("post/flood-chief", None),
        ("post/flood-head", None),
        ("team/boats", ("teams", "boats")),
        ("depot/index", ("depots", "")),
        ("shelter/none", None),
        ("regulation/law", None),
        ("rule/REF001", None),
        ("index/", None),
    ],
)
def test_addresses_lead_to_places_in_the_book(address: str, place: tuple[str, str] | None) -> None:
    frame = frame_of(corpus())
    found = Places(frame, compilation(frame)).find(f"{SCHEME}{address}")
    assert (found and (found.part, found.anchor)) == place
    assert isinstance(found, BookPlace) is (place is not None)


def test_other_addresses_lead_to_no_place() -> None:
    frame = frame_of(corpus())
    assert Places(frame, compilation(frame)).find("https://example.org") is None


def test_places_of_the_demo_are_there() -> None:
    """Every link inside the book leads to a name that its part has."""
    frame = demo(public=False)
    places = Places(frame, compilation(frame))
    names = {
        ident: {name for n in built.findall(nodes.Element) for name in n["ids"]}
        for ident, built in trees().items()
    }
    lost = set()
    for built in trees().values():
        for reference in built.findall(nodes.reference):
            place = places.find(str(reference.get("refuri", "")))
            if place is not None and place.anchor and place.anchor not in names[place.part]:
                lost.add(reference["refuri"])
    assert lost == set()


def test_what_an_annex_prints_is_only_referred_to() -> None:
    prose = (
        "# 总则\n\n```{organisation-chart}\n```\n\n```{members}\n```\n\n"
        "# 响应\n\n```{response-flow} Ⅰ级\n```\n"
    )
    flood = FLOOD.replace(
        "- {名称: 格式文本, 生成: 格式文本}", "- {名称: 流程图, 生成: 响应流程图}"
    )
    built = tree(part(compilation(frame_of(corpus(flood=flood, prose=prose))), "plan-flood"))
    first, second = built.children[:2]
    assert isinstance(first, nodes.section)
    assert isinstance(second, nodes.section)
    see, members = first.children[1:]
    assert see.pformat() == (
        '<paragraph annex="1" classes="pf-see">\n'
        '    <reference internal="1" refuri="planforge:annex/flood/1">\n'
        "        详见附件1《组织体系图》。\n"
    )
    assert isinstance(members, nodes.table)
    assert [type(node).__name__ for node in second.children[1:]] == ["paragraph", "chart"]


def test_charts_that_one_annex_holds_are_referred_to_once() -> None:
    prose = "# 总则\n\n```{links}\n```\n\n```{link-map}\n```\n\n# 附则\n"
    flood = FLOOD.replace("- {名称: 格式文本, 生成: 格式文本}", "- {名称: 衔接, 生成: 衔接}")
    built = tree(part(compilation(frame_of(corpus(flood=flood, prose=prose))), "plan-flood"))
    assert built.children[0].astext() == "1 总则\n\n详见附件2《衔接》。"


def test_changes_are_recorded_from_the_newest_on() -> None:
    flood = FLOOD.replace(
        "印发日期: 2026-03-01}",
        "印发日期: 2026-03-01, 废止: [《旧预案》],"
        " 修订记录: [{日期: 2026-06-01, 涉及: 主要处置措施, 内容: 增加巡堤要求}]}",
    )
    body = tree(part(compilation(frame_of(corpus(flood=flood))), "changes")).next_node(nodes.tbody)
    assert body is not None
    assert [[cell.astext() for cell in row.children] for row in body.children] == [
        ["防汛预案", "2026年6月1日", "主要处置措施", "增加巡堤要求"],
        ["防汛预案", "2026年3月1日", "全文", "印发新版（小政办〔2026〕1号）\n\n废止：《旧预案》"],
        ["小城市大面积停电应急预案", "2026年3月1日", "全文", "印发新版（小政办〔2026〕2号）"],
    ]
    cover = lines(part(compilation(frame_of(corpus(flood=flood))), "cover"))
    assert cover[-1] == "pf-cover-date: 2026年6月"


def test_forms_that_an_annex_prints_are_not_printed_again() -> None:
    forms = [p.ident for p in compilation(frame_of(corpus())).parts if p.style is Style.FORM]
    assert [ident for ident in forms if ident.startswith("blank-forms")] == []
    assert forms != []
    bare = FLOOD.replace("- {名称: 格式文本, 生成: 格式文本}", "- {名称: 流程图, 生成: 响应流程图}")
    parts = compilation(frame_of(corpus(flood=bare))).parts
    titles = [p.title for p in parts if p.ident.startswith("blank-forms")]
    assert [title.partition(" ")[2] or title for title in titles] == [
        "空白格式文本",
        "突发事件信息报告单（首报）",
        "突发事件信息报告单（续报）",
        "突发事件信息报告单（终报）",
        "启动应急响应通知",
        "终止应急响应通知",
        "应急会商纪要",
        "应急物资调拨单",
        "应急值班记录",
    ]


def test_the_address_of_a_web_page_stands_behind_the_words_that_lead_there() -> None:
    prose = (
        "# 总则\n\n见[预警网](https://www.12379.cn/a)和<https://b.example/>，见[通则](#总则)。\n"
    )
    book = compilation(frame_of(corpus(prose=prose)))
    said = tree(part(book, "plan-flood")).astext()
    assert "见预警网（https://www.12379.cn/a）和https://b.example/，见通则。" in said
