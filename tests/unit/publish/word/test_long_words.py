"""Words that are too long for any line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator

from planforge.document import blocks as b
from planforge.document.books.book import Style
from planforge.publish.blocks.model import Paragraph, Run
from planforge.publish.word.long_words import around_long_words
from tests.unit.publish.word.made import book, files, part, written

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = {"wordWrap": '<w:wordWrap w:val="0"/>', "jc": '<w:jc w:val="left"/>'}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("校验值：" + "6d0952fa" * 8, BROKEN),
        ("https://example.org/plans/flood.html", BROKEN),
        ("planforge 0.1.0", {}),
        ("6d0952fa " * 8, {}),
        ("组织会商研判，提出响应建议。" * 9, {}),
    ],
)
def test_lines_before_long_words_are_not_spread(text: str, asked: dict[str, str]) -> None:
    assert around_long_words(Paragraph((Run(text),))) == asked
    halves = Paragraph((Run(text[:20], strong=True), Run(text[20:])))
    assert around_long_words(halves) == asked


def test_a_long_word_keeps_the_schema(tmp_path: Path) -> None:
    made = written(book(part("p", Style.PLAN, b.paragraph("校验值：" + "6d0952fa" * 8))))
    body = files(made)["word/document.xml"].decode()
    assert len(re.findall(r'<w:wordWrap w:val="0"/><w:jc w:val="left"/></w:pPr>', body)) == 1
    file = tmp_path / "book.docx"
    file.write_bytes(made.content)
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []
