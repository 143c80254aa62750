"""Forms as pages: one for each, whole, whatever stands in it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from planforge.corpus.assess import Fact, read_fact
from planforge.document.books.forms import filled, forms_book
from planforge.document.charts.layout import find_program
from planforge.document.pages.frame import Frame
from planforge.publish.paper.book_pdf import Press, book_pdf
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.pictures import CorpusGallery
from planforge.publish.paper.typst_engine import TypstEngine
from planforge.source.cache import MemoryStore
from tests.unit.document.small import FLOOD, corpus
from tests.unit.publish.paper.pages import MM, signs

if TYPE_CHECKING:
    from planforge.publish.paper.book_pdf import Pdf


RAIN = (("24小时降雨量", "300 mm"), ("笼罩面积", "2500 km2"))


@cache
def _printed(told: tuple[tuple[str, str], ...] = (), *, flood: str = FLOOD, hide: str = "") -> Pdf:
    frame = Frame(corpus(flood=flood, hide=hide), language="zh_CN", public=True, version="0")
    view = frame.views[0]
    found = [read_fact(name, text, view.registry) for name, text in told]
    facts = [fact for fact in found if isinstance(fact, Fact)]
    book = forms_book(frame, view, filled(view, facts) if facts else None)
    store = MemoryStore()
    gallery = CorpusGallery(find_program(""), store, lambda _file: None)
    return book_pdf(book, Press(TypstEngine(), Typecase(), gallery, store), lambda _address: None)


def _texts(pdf: Pdf) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf.content)
    return [opened[i].get_textpage().get_text_range() for i in range(len(opened))]


def test_every_form_stands_on_one_page_under_its_title() -> None:
    printed = _printed()
    assert printed.flaws == ()
    assert [text.splitlines()[0] for text in _texts(printed)] == [
        "突发事件信息报告单（首报）",
        "突发事件信息报告单（续报）",
        "突发事件信息报告单（终报）",
        "启动应急响应通知",
        "终止应急响应通知",
        "应急会商纪要",
        "应急物资调拨单",
        "应急值班记录",
    ]


def test_pages_are_upright_but_that_of_the_log() -> None:
    opened = pypdfium2.PdfDocument(_printed().content)
    sizes = [tuple(round(edge / 72 * 25.4) for edge in page.get_size()) for page in opened]
    assert sizes == [(210, 297)] * 7 + [(297, 210)]


_LEAST_MM = 8.0
_LINE_PT = 1.5


def _ruled_rows(pdf: bytes, page: int) -> list[tuple[float, bool]]:
    """Return how high the rows of tables on *page* are in 毫米, and whether each is a head."""
    with pypdfium2.PdfDocument(pdf) as book:
        sheet = book[page]
        high = sheet.get_height()
        bounds = [one.get_bounds() for one in sheet.get_objects([pdfium.FPDF_PAGEOBJ_PATH])]
    flat = [(high - top, left, right) for left, low, right, top in bounds if top - low < _LINE_PT]
    upright = [
        (high - top, high - low) for left, low, right, top in bounds if right - left < _LINE_PT
    ]
    ends = min(left for _, left, _ in flat), max(right for _, _, right in flat)
    whole = [y for y, left, right in flat if left < ends[0] + 1 or right > ends[1] - 1]
    edges = sorted({round(y) for y in whole})
    found = []
    for above, below in pairwise(edges):
        if any(top - 1 <= above and below <= bottom + 1 for top, bottom in upright):
            said = [sign for sign in signs(pdf, page) if above < sign.y < below]
            is_head = bool(said) and all("Hei" in x.face or "Sans" in x.face for x in said)
            found.append(((below - above) / MM, is_head))
    return found


@pytest.mark.parametrize("page", range(8))
def test_rows_are_high_enough_to_be_written_in(page: int) -> None:
    rows = [high for high, is_head in _ruled_rows(_printed().content, page) if not is_head]
    assert len(rows) > 3
    assert min(rows) > _LEAST_MM - 0.4, rows


def test_what_is_told_in_sentences_has_several_lines_to_write_on() -> None:
    first = [high for high, _ in _ruled_rows(_printed().content, 0)]
    assert first[4] > 2 * _LEAST_MM


def test_a_form_that_is_too_long_for_a_page_has_its_last_table_overleaf() -> None:
    told = "、".join(f"第{n}项专门情况" for n in range(1, 15))
    assert "内容: [时间" in FLOOD
    printed = _printed(
        flood=FLOOD.replace("内容: [时间", f"内容: [{told.replace('、', ', ')}, 时间")
    )
    first, second, *_ = _texts(printed)
    assert "签发人" not in first
    assert "突发事件信息报告单（首报）" in second.splitlines()[0]
    assert "接收单位" in second
    rows = [high for high, is_head in _ruled_rows(printed.content, 0) if not is_head]
    assert min(rows) > _LEAST_MM - 0.4


def test_lines_of_a_label_are_about_as_long_as_each_other() -> None:
    first, *_ = ("|".join(text.splitlines()) for text in _texts(_printed()))
    labels = ("起因和性质|（初步）", "损失和影|响范围", "接收人、|时间")
    assert [label in first for label in labels] == [True] * 3


def test_a_form_with_much_in_it_still_takes_one_page() -> None:
    one = "  - {编号: patrol, 名称: 巡堤, 阶段: 应急处置, 起始级别: Ⅱ级, 责任: 市水务局,"
    assert one in FLOOD
    more = "".join(
        f"  - {{编号: extra-{n}, 阶段: 应急处置, 起始级别: Ⅱ级, 责任: 市水务局,\n"
        f"     时限: {n + 5}分钟, 内容: 第{n}项措施，{'组织巡堤查险并报告' * 8}}}\n"
        for n in range(20)
    )
    flood = FLOOD.replace(one, more + one)
    printed = _printed(RAIN, flood=flood)
    texts = _texts(printed)
    assert [text.splitlines()[0] for text in texts[3:5]] == [
        "启动应急响应通知",
        "终止应急响应通知",
    ]
    assert "（8）" in texts[3]
    assert "预案规定的本级别其他措施" in texts[3]


@pytest.mark.parametrize(
    ("hide", "secret"), [("store", "市防汛物资库"), ("consult", "组织会商研判")]
)
def test_nothing_internal_is_on_a_public_form(hide: str, secret: str) -> None:
    assert secret not in "".join(_texts(_printed(RAIN, hide=hide)))
    assert secret in "".join(_texts(_printed(RAIN)))
