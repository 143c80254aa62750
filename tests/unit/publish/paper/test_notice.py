"""The notice of issue in the layout of GB/T 9704-2012, measured on the page."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest

from planforge.document.books.book import Style
from planforge.publish.blocks.model import Paragraph, Run
from planforge.publish.paper.encode import Folio, Setting
from tests.unit.publish.paper.pages import MM, Sign, rows, said, signs, texts, typeset, words

if TYPE_CHECKING:
    from planforge.publish.blocks.model import Block

SETTING = Setting(Style.NOTICE, "通知", running=False, folio=Folio.NONE)
PITCH = 225 * MM / 22
ADVANCE = 156 * MM / 28


def line(text: str, style: str) -> Paragraph:
    return Paragraph((Run(text),), style)


HEAD = (
    line("安宁市人民政府办公室文件", "notice-mark"),
    line("安政办发〔2026〕3号", "notice-number"),
    line("安宁市人民政府办公室关于印发安宁市防汛抗旱应急预案的通知", "notice-title"),
    line("各县（区）人民政府：", "notice-addressee"),
)
FOOT = (
    line("安宁市人民政府办公室", "notice-signature"),
    line("2026年3月5日", "notice-date"),
    line("（此件公开发布）", "notice-remark"),
)


def lines(*blocks: Block) -> list[list[Sign]]:
    sheets, _ = typeset(blocks, SETTING)
    assert sheets.pages == 1
    return rows(signs(sheets.pdf))


def test_the_parts_of_a_notice_stand_in_their_order() -> None:
    found = lines(*HEAD, words("现印发给你们，请认真组织实施。"), *FOOT)

    assert [said(row) for row in found] == [
        "安宁市人民政府办公室文件",
        "安政办发〔2026〕3号",
        "安宁市人民政府办公室关于印发",
        "安宁市防汛抗旱应急预案的通知",
        "各县（区）人民政府：",
        "现印发给你们，请认真组织实施。",
        "安宁市人民政府办公室",
        "2026年3月5日",
        "（此件公开发布）",
    ]


def test_mark_number_title_and_text_have_their_faces_sizes_and_distances() -> None:
    mark, number, title, second, addressee, text, *_ = lines(*HEAD, words("现印发给你们。"), *FOOT)

    assert {sign.face for sign in mark} == {"FandolSong-Bold"}
    assert min(sign.top for sign in mark) == pytest.approx((37 + 35) * MM, abs=2.5 * MM)
    assert mark[-1].right - mark[0].left == pytest.approx(150 * MM, abs=6 * MM)
    assert {sign.size for sign in number} == {16}
    below_mark = number[0].y - 0.88 * 16 - (mark[0].y + 0.12 * mark[0].size)
    assert below_mark == pytest.approx(2 * PITCH + (PITCH - 16), abs=2)
    assert {(sign.face, sign.size) for sign in title} == {("FandolSong-Bold", 22)}
    assert second[0].y - title[0].y == pytest.approx(1.25 * PITCH, abs=0.1)
    assert addressee[0].x == pytest.approx(28 * MM, abs=0.1)
    assert text[0].x == pytest.approx(28 * MM + 2 * ADVANCE, abs=0.1)


@pytest.mark.parametrize("length", range(1, 9))
def test_two_lines_are_blank_below_mark_and_red_line_however_long_the_text_is(length: int) -> None:
    blocks = (*HEAD, words("现印发给你们，请认真组织实施并抓好落实。" * length), *FOOT)
    sheets, _ = typeset(blocks, SETTING)
    mark, number, title, *_ = rows(signs(sheets.pdf))
    below_mark = number[0].y - 0.88 * 16 - (mark[0].y + 0.12 * mark[0].size)
    assert below_mark == pytest.approx(2 * PITCH + (PITCH - 16), abs=2)
    red_line = number[0].y + 0.12 * 16 + 4 * MM
    below_line = title[0].y - 0.88 * 22 - red_line
    assert below_line == pytest.approx(2 * PITCH + (PITCH - 16), abs=2)
    pages = texts(sheets.pdf)
    assert "现印发" in pages[0]
    assert "，请认真" in pages[-1] or "落实" in pages[-1]
    assert all(said in pages[-1] for said in ("2026年3月5日", "（此件公开发布）"))


def test_the_date_stands_four_characters_from_the_edge_and_the_name_over_its_middle() -> None:
    *_, name, date, remark = lines(*HEAD, words("现印发给你们。"), *FOOT)

    assert date[-1].x + ADVANCE == pytest.approx((210 - 26) * MM - 4 * ADVANCE, abs=1)
    middle = (date[0].x + date[-1].x + 16) / 2
    assert (name[0].x + name[-1].x + 16) / 2 == pytest.approx(middle, abs=1)
    assert remark[0].x == pytest.approx(28 * MM + 2 * ADVANCE, abs=0.1)


def test_a_line_is_blank_above_the_signature() -> None:
    *_, text, name, date, remark = lines(*HEAD, words("现印发给你们。"), *FOOT)
    apart = [below[0].y - above[0].y for above, below in pairwise((text, name, date, remark))]
    assert apart == pytest.approx([2 * PITCH, PITCH, PITCH], abs=0.1)


def test_a_long_name_does_not_leave_the_type_area() -> None:
    long = line("安宁市突发事件应急委员会办公室应急指挥中心筹备组", "notice-signature")

    *_, name, _, _ = lines(*HEAD, words("现印发给你们。"), long, *FOOT[1:])

    assert name[-1].right <= (210 - 26) * MM + 0.5


def test_the_signature_never_stands_on_a_page_without_text() -> None:
    for count in range(6, 12):
        blocks = (*HEAD, *(words(f"第{n}段。") for n in range(count)), *FOOT)

        sheets, _ = typeset(blocks, SETTING)

        last = texts(sheets.pdf)[-1]
        assert "段。" in last, count
        assert "2026年3月5日" in last


def body_lines(*blocks: Block) -> list[int]:
    """Return how many lines of 现 are on each page; the signature must be on the last."""
    sheets, _ = typeset(blocks, SETTING)
    pages = [[said(row) for row in rows(signs(sheets.pdf, at))] for at in range(sheets.pages)]
    assert ["2026年3月5日" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    return [sum(set(row) <= set("现。") for row in page) for page in pages]


@pytest.mark.parametrize("bodies", [1, 3])
@pytest.mark.parametrize("end", ["", "现现现现。", "现" * 60 + "。"])
def test_no_page_of_a_notice_has_a_single_line_of_its_text(bodies: int, end: str) -> None:
    foot = (*[FOOT[0]] * bodies, *FOOT[1:])
    tail = (words(end),) if end else ()
    for length in (50, 78, 100, 130, 200, 210, 220, 230, 300, 400):
        found = body_lines(*HEAD, words("现" * length + "。"), *tail, *foot)
        assert min(found) > 1, length


@pytest.mark.parametrize(
    ("bodies", "length"),
    [*((1, n) for n in range(680, 840, 20)), *((5, n) for n in range(600, 840, 40)), (1, 1400)],
)
def test_the_signature_of_a_notice_of_several_pages_stands_below_its_text(
    bodies: int, length: int
) -> None:
    foot = (*[FOOT[0]] * bodies, *FOOT[1:])
    found = body_lines(*HEAD, words("现" * length + "。"), *foot)
    assert min(found) > 1


@pytest.mark.parametrize("signs", [60, 100, 130])
def test_the_first_page_has_text_below_the_longest_of_titles(signs: int) -> None:
    name = ("危险化学品生产储存使用和运输环节火灾爆炸泄漏中毒事故" * 6)[:signs]
    title = line(f"安宁市人民政府办公室关于印发安宁市{name}应急预案的通知", "notice-title")
    found = body_lines(*HEAD[:2], title, HEAD[3], words("现" * 230 + "。"), *FOOT)
    assert (sum(found), min(found) > 1) == (9, True)


def test_lines_stand_closer_where_there_are_too_few_to_go_overleaf() -> None:
    foot = (*[FOOT[0]] * 3, *FOOT[1:])
    assert body_lines(*HEAD, words("现" * 77 + "。"), *foot) == [3]
    sheets, _ = typeset((*HEAD, words("现" * 77 + "。"), *foot), SETTING)
    found = rows(signs(sheets.pdf))
    body = [row for row in found if set(said(row)) <= set("现。")]
    assert 0.85 * PITCH - 0.1 < body[1][0].y - body[0][0].y < PITCH - 0.1
    assert found[-1][0].y <= (297 - 35) * MM


def test_attachments_are_listed_below_each_other_a_line_below_the_text() -> None:
    blocks = (
        *HEAD,
        words("现印发给你们。"),
        line("附件：1.组织体系图", "attachment"),
        line("2.成员单位通讯录", "attachments"),
        *FOOT,
    )

    found = lines(*blocks)

    text, first, second = found[5:8]
    assert (said(first), said(second)) == ("附件：1.组织体系图", "2.成员单位通讯录")
    assert first[0].y - text[0].y == pytest.approx(2 * PITCH, abs=0.1)
    assert first[3].x == pytest.approx(second[0].x, abs=0.5)


def outlined(pdf: bytes) -> list[float]:
    """Return how thick the lines are that characters of the first page are drawn with, too."""
    found: list[float] = []
    width = 0.0
    with pikepdf.open(BytesIO(pdf)) as file:
        for it in pikepdf.parse_content_stream(file.pages[0]):
            if str(it.operator) == "w":
                width = float(str(it.operands[0]))
            elif str(it.operator) == "Tr" and str(it.operands[0]) == "2":
                found.append(width)
    return found


def test_rare_characters_of_a_title_are_as_bold_as_the_others() -> None:
    title = line("安宁市人民政府办公室关于印发崀山垟村水库应急预案的通知", "notice-title")
    sheets, _ = typeset((*HEAD[:2], title, HEAD[3], words("崀山。"), *FOOT), SETTING)
    assert outlined(sheets.pdf) == [pytest.approx(0.03 * 22)] * 2
    assert "崀山垟村水库" in texts(sheets.pdf)[0].replace("\n", "")
    plain, _ = typeset((*HEAD, words("崀山。"), *FOOT), SETTING)
    assert outlined(plain.pdf) == []


def test_the_imprint_closes_at_the_lower_edge_of_the_type_area() -> None:
    blocks = (
        line("抄送：市委办公室，市人大常委会办公室。", "imprint-copies"),
        Paragraph(
            (
                Run("安宁市人民政府办公室"),
                Run("　"),
                Run("2026年3月5日印发", role="pf-imprint-date"),
            ),
            "imprint-issued",
        ),
    )

    sheets, _ = typeset(blocks, Setting(Style.BACK, "版记", running=False, folio=Folio.NONE))

    copies, issued = rows(signs(sheets.pdf))
    assert {sign.size for sign in (*copies, *issued)} == {14}
    assert (copies[0].x, issued[0].x) == pytest.approx((28 * MM + 14, 28 * MM + 14), abs=0.2)
    assert issued[-1].x + 14 == pytest.approx((210 - 26) * MM - 14, abs=0.5)
    assert (297 - 35) * MM - issued[0].y < 14
