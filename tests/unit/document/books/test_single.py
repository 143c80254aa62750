from __future__ import annotations

from datetime import date

from planforge.document.books.book import Book, BookKind, Opening, Style
from planforge.document.books.single import single_plan
from tests.unit.document.books.made import frame_of, lines, part
from tests.unit.document.small import FLOOD, corpus

FORMS = (
    "first-report",
    "follow-up-report",
    "final-report",
    "start-notice",
    "end-notice",
    "minutes",
    "supplies",
)
"""The forms of the annex of standard texts, each on a page of its own."""


def flood(text: str = FLOOD, *, language: str = "zh_CN") -> Book:
    frame = frame_of(corpus(flood=text), language=language)
    return single_plan(frame, frame.views[0])


def test_one_plan_is_a_document_of_its_own() -> None:
    book = flood()
    assert (book.ident, book.title, book.kind, book.issuer, book.edition, book.dated) == (
        "flood",
        "小城市防汛应急预案",
        BookKind.PLAN,
        "市政府",
        "小政办〔2026〕1号",
        date(2026, 3, 1),
    )
    assert [(p.ident, p.opening, p.listed) for p in book.parts] == [
        ("notice-flood", Opening.RIGHT, True),
        ("contents", Opening.NEXT, False),
        ("plan-flood", Opening.NEXT, True),
        ("annex-flood-1", Opening.NEXT, True),
        ("annex-flood-2", Opening.NEXT, True),
        *((f"annex-flood-2-{form}", Opening.NEXT, False) for form in FORMS),
        ("annex-flood-3", Opening.NEXT, True),
        ("imprint", Opening.LEFT, False),
    ]


def test_an_internal_edition_says_so_on_its_first_page_and_in_what_files_tell() -> None:
    issued = "印发日期: 2026-03-01}"
    published = FLOOD.replace(issued, "印发日期: 2026-03-01, 公布: {日期: 2026-03-05, 方式: 网站}}")
    assert published != FLOOD
    said = {}
    for public in (True, False):
        frame = frame_of(corpus(flood=published), public=public)
        book = single_plan(frame, frame.views[0])
        first = lines(part(book, "notice-flood"))
        said[public] = book.stem, book.told, book.keywords, first[0], first[-1]
    assert said == {
        True: (
            "flood",
            "小城市防汛应急预案",
            ("小政办〔2026〕1号",),
            "pf-notice-mark: 小城市人民政府文件",
            "pf-notice-remark: （此件公开发布）",
        ),
        False: (
            "flood-internal",
            "小城市防汛应急预案（内部资料）",
            ("小政办〔2026〕1号", "内部资料"),
            "pf-notice-kept: 内部资料　注意保存",
            "pf-notice-date: 2026年3月1日",
        ),
    }


def test_the_annex_of_forms_lists_them() -> None:
    assert lines(part(flood(), "annex-flood-2"))[0].endswith("突发事件信息报告单（首报）")


def test_the_imprint_names_the_office_that_printed_it() -> None:
    assert lines(part(flood(), "imprint")) == [
        "pf-imprint-issued: 小城市人民政府办公室　2026年3月1日印发"
    ]
    text = FLOOD.replace("印发机关: 市政府", "印发机关: 小城市人民政府办公室")
    assert lines(part(flood(text), "imprint")) == [
        "pf-imprint-issued: 小城市人民政府办公室　2026年3月1日印发"
    ]


def test_the_imprint_says_first_who_gets_a_copy() -> None:
    text = FLOOD.replace("文号: 小政办", "抄送: [市委办公室, 市纪委监委], 文号: 小政办")
    assert lines(part(flood(text), "imprint")) == [
        "pf-imprint-copies: 抄送：市委办公室，市纪委监委。",
        "pf-imprint-issued: 小城市人民政府办公室　2026年3月1日印发",
    ]


def test_a_plan_whose_edition_is_internal_has_neither_notice_nor_imprint() -> None:
    book = flood(FLOOD.replace("版本: {", "版本: {可见: 内部, "))
    assert [p.ident for p in book.parts[:2]] == ["contents", "plan-flood"]
    assert (book.parts[0].opening, book.parts[-1].ident) == (Opening.RIGHT, "annex-flood-3")
    assert (book.issuer, book.edition, book.dated) == ("市水务局", "", None)


def test_the_document_speaks_the_language_of_its_reader() -> None:
    book = flood(language="en")
    assert [p.title for p in book.parts if p.style is not Style.FORM] == [
        "Notice of 小城市人民政府 on the issue of 小城市防汛应急预案",
        "Table of contents",
        "小城市防汛应急预案",
        "Annex 1 组织体系图",
        "Annex 2 格式文本",
        "Annex 3 补充说明",
        "Imprint",
    ]
