"""The forms of a plan: blank, filled in from the facts, public and internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from planforge.corpus.assess import Fact, read_fact
from planforge.document.books.book import BookKind, Numbering, Style
from planforge.document.books.forms import Filled, filled, forms_book
from planforge.document.pages.frame import Frame
from tests.unit.document.small import FLOOD, corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.corpus.plan_view import PlanView
    from planforge.document.books.book import Book

RAIN = {"24小时降雨量": "120 mm", "暴雨预警": "橙色"}
ALL = [
    "first-report",
    "follow-up-report",
    "final-report",
    "start-notice",
    "end-notice",
    "minutes",
    "supplies",
    "duty-log",
]


def _frame(*, public: bool = True, language: str = "zh_CN", **changes: str) -> Frame:
    return Frame(corpus(**changes), language=language, public=public, version="0")


def _facts(view: PlanView, told: dict[str, str]) -> list[Fact]:
    found = [read_fact(name, text, view.registry) for name, text in told.items()]
    return [fact for fact in found if isinstance(fact, Fact)]


def _known(frame: Frame, told: dict[str, str], *, holding: tuple[str, ...] = ()) -> Filled:
    view = frame.views[0]
    return filled(view, _facts(view, told), holding)


def _book(
    told: dict[str, str] | None = None,
    *,
    holding: tuple[str, ...] = (),
    flood: str = FLOOD,
    hide: str = "",
) -> Book:
    frame = _frame(flood=flood, hide=hide)
    known = _known(frame, told, holding=holding) if told else None
    return forms_book(frame, frame.views[0], known)


def _text(tree: list[nodes.Node]) -> str:
    """Return a form line by line: rows with | between their cells, _ for room to write."""
    lines: list[str] = []
    for node in tree:
        if isinstance(node, nodes.table):
            for row in node.findall(nodes.row):
                cells = (
                    " / ".join(p.astext() for p in cell.children)
                    for cell in row.findall(nodes.entry)
                )
                lines.append(" | ".join(cells).replace("\u3000", "_"))
        else:
            lines.append(node.astext().replace("\u3000", "_"))
    return "\n".join(lines)


def _texts(book: Book) -> dict[str, str]:
    return {part.ident: _text(part.build()) for part in book.parts}


def _whole(book: Book) -> str:
    return "\n\n".join(f"# {part.title}\n{_text(part.build())}" for part in book.parts) + "\n"


def test_every_form_is_a_part_of_its_own() -> None:
    book = _book()
    assert [part.ident for part in book.parts] == ALL
    assert {(part.style, part.numbering) for part in book.parts} == {(Style.FORM, Numbering.NONE)}
    assert [part.ident for part in book.parts if part.landscape] == ["duty-log"]
    assert (book.ident, book.kind, book.duplex) == ("forms-flood", BookKind.FORMS, False)
    assert (book.title, book.issuer, book.edition, str(book.dated)) == (
        "《小城市防汛应急预案》规范化格式文本",
        "市政府",
        "小政办〔2026〕1号",
        "2026-03-01",
    )


def test_a_plan_without_levels_has_no_notices() -> None:
    flood = FLOOD.partition("响应级别:")[0] + "信息报告:" + FLOOD.partition("信息报告:")[2]
    idents = [part.ident for part in _book(flood=flood).parts]
    assert idents == [one for one in ALL if not one.endswith("notice")]


@pytest.mark.parametrize("name", ["blank", "filled"])
def test_the_text_of_the_forms(name: str, golden: Callable[[str, str], None]) -> None:
    told = {"blank": None, "filled": RAIN}[name]
    golden(f"books/forms-{name}.txt", _whole(_book(told, holding=("汛期",) if told else ())))


def test_what_a_form_asks_for_already_gets_no_row_under_another_name() -> None:
    said = "内容: [事件类别、人员情况、人员伤（病）亡、先期处置情况、现场态势]"
    asked = FLOOD.replace("内容: [时间, 地点]", said)
    assert asked != FLOOD
    before, after = (_rows(_texts(_book(flood=flood))["first-report"]) for flood in (FLOOD, asked))
    assert [row for row in after if row not in before] == ["现场态势"]


def test_rows_are_told_apart_by_what_they_ask_not_by_how_it_is_spelt() -> None:
    said = (
        "内容: [首报要素, 初判等级和依据, 物质性质和初步原因, 停电时间、范围和影响人口, "
        "搜救和救治进展, 下一步措施和请求事项, 现场态势, 现场情况, 响应启动情况, 响应启动和处置, "
        "载员、载货和危险品情况, 载员、燃油和危险品]"
    )
    before, after = (
        _rows(_texts(_book(flood=flood))["first-report"])
        for flood in (FLOOD, FLOOD.replace("内容: [时间, 地点]", said))
    )
    assert [row for row in after if row not in before] == [
        "物质性质",
        "下一步措施",
        "现场态势",
        "响应启动情况",
        "载员、载货和危险品情况",
        "燃油",
    ]


def test_who_reports_and_of_what_grade_stands_beside_who_is_told() -> None:
    second = (
        "  - {类型: 首报, 报告单位: 市政府, 接收单位: 省政府, 时限: 1小时, "
        "适用分级: [重大, 特别重大]}"
    )
    flood = FLOOD.replace("信息报告:\n", f"信息报告:\n{second}\n")
    assert flood != FLOOD
    lines = _texts(_book(flood=flood))["first-report"].splitlines()
    at = lines.index("报告单位 | 接收单位 | 时限 | 方式 | 报出时间 | 接收人、时间")
    assert lines[at + 1 : at + 3] == [
        "市政府 | 省政府 | 重大、特别重大：接报后1小时内 | _ | _ | _",
        "各县（区）政府 | 市防办 | 接报后30分钟内；书面1小时内 | 电话 | _ | _",
    ]


def _rows(form: str) -> list[str]:
    """Return what begins each line of a form."""
    return [line.split(" | ")[0] for line in form.splitlines()]


def test_english_forms_have_no_chinese_labels(golden: Callable[[str, str], None]) -> None:
    frame = _frame(language="en")
    golden("books/forms-english.txt", _whole(forms_book(frame, frame.views[0])))


def test_the_start_notice_has_the_four_items_of_the_law() -> None:
    lines = _texts(_book())["start-notice"].splitlines()
    wanted = ("一、响应事项", "二、响应级别", "三、预计期限", "四、应急处置措施")
    assert [line.split(" | ")[0] for line in lines if line.startswith(wanted)] == list(wanted)


def test_facts_tick_the_level_and_name_row_people_and_actions() -> None:
    text = _texts(_book(RAIN, holding=("汛期",)))["start-notice"]
    assert "■Ⅱ级" in text
    assert "□Ⅰ级" in text
    assert "符合Ⅱ级应急响应启动条件（24小时降雨量100毫米以上250毫米以下；暴雨预警橙色以上）" in text
    assert "经市防办主任批准" in text
    assert "（1）市防办：组织会商研判（响应启动后30分钟内）" in text


GRADED = FLOOD.replace(
    "响应级别:\n",
    "事件分级:\n"
    "  重大: {条件: [{死亡人数: '>= 10 人'}]}\n"
    "启动条件调整:\n"
    "  - {方向: 提高, 情形: 重要节假日期间, 幅度: 一个级别}\n"
    "响应级别:\n",
).replace("    名称: 特别重大洪涝响应\n", "    对应分级: 重大\n")


def test_the_ground_of_a_level_is_that_of_the_level_that_is_printed() -> None:
    graded = _book({**RAIN, "死亡人数": "11"}, holding=("汛期",), flood=GRADED)
    assert "符合Ⅰ级应急响应启动条件（事件达到重大等级）" in _texts(graded)["start-notice"]
    raised = _texts(_book(RAIN, holding=("汛期", "节假日"), flood=GRADED))["start-notice"]
    assert (
        "符合Ⅰ级应急响应启动条件（24小时降雨量100毫米以上250毫米以下；暴雨预警橙色以上；"
        "重要节假日期间）" in raised
    )


def test_a_judgement_is_printed_whole_as_a_ground_and_not_among_the_facts() -> None:
    notice = _texts(_book(RAIN, holding=("需要启动的其他情形",)))["start-notice"]
    assert "暴雨预警为橙色。根据《小城市防汛应急预案》" in notice
    assert "符合Ⅰ级应急响应启动条件（市防指认为需要启动的其他情形）" in notice


def test_facts_that_start_nothing_leave_the_level_open() -> None:
    text = _texts(_book({"24小时降雨量": "10 mm"}))["start-notice"]
    assert "□Ⅱ级_□Ⅰ级" in text
    assert "24小时降雨量为10毫米。根据《小城市防汛应急预案》" in text


def test_supplies_are_asked_of_each_depot_on_a_sheet_of_its_own() -> None:
    book = _book({"24小时降雨量": "300 mm", "笼罩面积": "2500 km2"})
    (part,) = [part for part in book.parts if part.ident.startswith("supplies")]
    assert part.title == "应急物资调拨单（市防汛物资库）"
    lines = _text(part.build()).splitlines()
    assert "调出物资库 | 市防汛物资库" in lines
    assert "1 | 编织袋 | _ | 条 | 2000 | _ | _" in lines
    assert "调拨事由 | 防汛预案Ⅰ级响应" in lines


def test_two_depots_get_two_sheets() -> None:
    needs = "调用: {队伍: [市水上救援队], 物资: {编织袋: 2000},\n     物资库: [市防汛物资库]}"
    more = "调用: {物资: {冲锋舟: 3艘}, 物资库: [县物资库]}"
    changed = FLOOD.replace("时限: 15分钟}}", f"时限: 15分钟, {more}}}}}")
    assert needs in changed
    book = _book({"24小时降雨量": "300 mm", "笼罩面积": "2500 km2"}, flood=changed)
    found = [(p.ident, p.title) for p in book.parts if p.ident.startswith("supplies")]
    assert found == [
        ("supplies-1", "应急物资调拨单（市防汛物资库）"),
        ("supplies-2", "应急物资调拨单（县物资库）"),
    ]


def test_what_the_plan_wants_in_reports_beyond_the_form_is_asked_too() -> None:
    flood = FLOOD.replace(
        "内容: [时间, 地点]", "内容: [时间、地点, 水情和工情, 已采取措施和下一步计划]"
    )
    text = _texts(_book(flood=flood))["first-report"]
    labels = [line.split(" | ")[0] for line in text.splitlines()]
    assert labels[labels.index("请求支援事项") + 1 : labels.index("现场联系人")] == [
        "水情和工情",
        "下一步计划",
    ]


def test_equal_facts_give_equal_inputs_and_others_do_not() -> None:
    inputs = [[part.inputs for part in book.parts] for book in (_book(RAIN), _book(RAIN))]
    assert inputs[0] == inputs[1]
    other = _book({"24小时降雨量": "130 mm", "暴雨预警": "橙色"})
    assert inputs[0][0] != other.parts[0].inputs
    assert inputs[0][0] != _book().parts[0].inputs


@pytest.mark.parametrize(
    ("hide", "secret"),
    [
        ("flood-chief", "赵某一"),
        ("consult", "组织会商研判"),
        ("store", "市防汛物资库"),
        ("evacuate", "编织袋"),
        ("emergency", "小城市应急管理局"),
    ],
)
def test_nothing_internal_is_in_a_public_form(hide: str, secret: str) -> None:
    told = {"24小时降雨量": "300 mm", "笼罩面积": "2500 km2"}
    assert secret not in _whole(_book(told, hide=hide))
    assert secret not in _whole(_book(hide=hide))


def test_an_internal_report_is_only_in_the_forms_for_insiders() -> None:
    flood = FLOOD.replace("类型: 首报,", "类型: 首报, 可见: 内部,")
    assert "30分钟内；书面1小时内" not in _whole(_book(flood=flood))
    frame = _frame(public=False, flood=flood)
    assert "30分钟内；书面1小时内" in _whole(forms_book(frame, frame.views[0]))
