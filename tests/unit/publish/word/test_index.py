"""The index of a book, which Word counts by itself."""

from __future__ import annotations

import re
from itertools import chain
from string import ascii_lowercase
from typing import TYPE_CHECKING

from planforge.document import blocks as b
from planforge.document.books.book import Style
from planforge.document.nodes import link
from planforge.publish.blocks.translate import translate
from planforge.publish.word.index import index, index_groups
from tests.unit.publish.word.made import WATER, book, files, opened, part, written

if TYPE_CHECKING:
    from docutils import nodes


def letter(text: str) -> nodes.paragraph:
    return b.paragraph(text, "pf-index-letter")


def entries(*names: tuple[str, str]) -> nodes.bullet_list:
    return b.bullets([[link(*one)] for one in names], "pf-index")


def test_an_index_has_a_field_below_each_letter() -> None:
    trees = (
        b.section(
            "组织机构",
            "o",
            letter("C"),
            entries(
                ("市财政局", "planforge:organisation/cz"),
                ("无页局", "planforge:organisation/no"),
            ),
            letter("W"),
            entries(("市无页局", "planforge:organisation/none")),
            letter("S"),
            entries(("水务局", WATER)),
        ),
        b.section("术语", "t", letter("X"), entries(("险情", "planforge:term/险情"))),
    )
    names = [
        link(text, to, mention=True)
        for text, to in (("市财政局", "planforge:organisation/cz"), ("水务局", WATER))
    ]
    term = b.facts([("险情", "可能成灾的情形。")], "pf-terms")
    made = written(
        book(
            part("p", Style.PLAN, b.paragraph(names), term),
            part("i", Style.INDEX, *trees, heading="索引", title="索引"),
        )
    )
    lines = [(p.style.name, p.text) for p in opened(made).paragraphs if p.style is not None]
    at = lines.index(("小标题", "组织机构"))
    assert [line for line in lines[at:] if line[1]] == [
        ("小标题", "组织机构"),
        ("index heading", "C"),
        ("index 1", "市财政局　1"),
        ("index heading", "S"),
        ("index 1", "水务局　1"),
        ("小标题", "术语"),
        ("index heading", "X"),
        ("index 1", "险情　1"),
    ]
    body = files(made)["word/document.xml"].decode().replace("&quot;", '"')
    assert re.findall(r"<w:instrText[^>]*> ((?:XE|INDEX).*?) </w:instrText>", body) == [
        r'XE "市财政局" \f "a"',
        r'XE "水务局" \f "c"',
        r'XE "险情" \f "d"',
        r'INDEX \f "a" \e "　" \z "2052"',
        r'INDEX \f "c" \e "　" \z "2052"',
        r'INDEX \f "d" \e "　" \z "2052"',
    ]


def test_a_section_of_which_nothing_is_mentioned_is_left_out() -> None:
    tree = b.section("术语", "t", letter("X"), entries(("险情", "planforge:term/险情")))
    made = written(
        book(
            part("p", Style.PLAN, b.paragraph("文")),
            part("i", Style.INDEX, tree, heading="索引", title="索引"),
        )
    )
    assert [p.text for p in opened(made).paragraphs if p.text] == ["文", "索引"]
    assert b"INDEX" not in files(made)["word/document.xml"]


def test_kinds_of_entries_are_letters_however_many_there_are() -> None:
    """Word reads one letter of the kind of an entry."""
    many = [[letter(chr(65 + n)), entries((f"局{n}", f"planforge:o/{n}"))] for n in range(26)]
    few = [[letter(one), entries((f"词{one}", f"planforge:t/{one}"))] for one in "AZ"]
    blocks = translate(
        [
            b.section("组织", "o", *chain(*many[:24])),
            b.section("术语", "t", *chain(*few)),
            b.section("其他", "r", *chain(*many[:1])),
        ]
    )
    groups = index_groups(blocks)
    kinds = [[(kind, len(letters)) for kind, letters in group.kinds] for group in groups]
    assert kinds == [[(one, 1) for one in ascii_lowercase[:24]], [("y", 2)], [("z", 1)]]
    pages = {"planforge:t/A": [1], "planforge:t/Z": [2, 3, 4]}
    shown = [re.sub("<[^>]*>", "", piece) for piece in index(groups[1], pages, is_reckoned=False)]
    asked = r" INDEX \f &quot;y&quot; \e &quot;　&quot; \z &quot;2052&quot; "
    assert shown == [f"{asked}A", "词A　1", "Z", "词Z　2–4"]
    whole = index_groups(translate([b.section("组织", "o", *chain(*many))]))
    assert [kind for kind, _ in whole[0].kinds] == list(ascii_lowercase)
