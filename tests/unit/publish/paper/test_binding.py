"""Bound books, judged by readers that did not write them: pikepdf, pypdfium2, PDF/A rules."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import typst
from pikepdf import pdfa

from planforge.publish.paper import binding
from planforge.publish.paper.binding import bind
from planforge.publish.paper.pieces import Imprint, Mark, Piece, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = str(Path(binding.__file__).parent / "fonts")
HEAD = """
#set document(title: "部分", date: auto)
#set text(font: "FandolFang R", lang: "zh", region: "cn")
#set page(width: 100mm, height: 100mm, margin: 10mm)
#set heading(numbering: "1.1")
"""
PLAN = """
= 总则 <a-1>
见 #link("planforge:level/flood/3")[三级响应]、#link(<a-2>)[第二章]、
#link("https://example.org/")[外部]、#link("planforge:nothing")[无处]。
== 目的
#table(columns: 2, table.header[甲][乙], [1], [2])
#pagebreak()
= 组织 <a-2>
正文#footnote[注]
"""
COVER = "封面"
IMPRINT = Imprint(
    "安澜市<应急>预案汇编",
    author="安澜市人民政府办公室",
    subject="全部预案 & 附件",
    keywords=("预案", "汇编"),
    dated=date(2026, 3, 1),
)


def typeset(folder: Path, text: str, *, archive: bool = True) -> bytes:
    source = folder / "part.typ"
    source.write_text(HEAD + text, encoding="utf-8")
    return typst.compile(
        str(source),
        pdf_standards=["a-2a", "ua-1"] if archive else ["ua-1"],
        timestamp=0,
        font_paths=[FONTS],
        ignore_system_fonts=True,
    )


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return typeset(tmp_path_factory.mktemp("plan"), PLAN)


@pytest.fixture(scope="module")
def cover(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return typeset(tmp_path_factory.mktemp("cover"), COVER)


def resolve(address: str) -> Place | str | None:
    places: dict[str, Place | str] = {
        "planforge:level/flood/3": Place("b", "a-2", "三级响应，第2页")
    }
    return places.get(address)


@pytest.fixture(scope="module")
def book(plan: bytes, cover: bytes) -> bytes:
    pieces = (
        Piece("cover", "封面", cover),
        Piece("a", "甲预案", plan, first=1, blanks=1),
        Piece("b", "乙预案", plan, first=3, level=1),
    )
    return bind(pieces, IMPRINT, resolve)


@pytest.fixture
def bound(book: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(book)) as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Yield every structure element of the tree with its parent."""
    waiting = [(pdf.Root.StructTreeRoot, kid) for kid in pdf.Root.StructTreeRoot.K]
    while waiting:
        parent, element = waiting.pop()
        yield parent, element
        kids = element.get("/K", pikepdf.Array())
        waiting += [
            (element, kid)
            for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]


def test_no_reader_finds_fault_with_the_file(bound: pikepdf.Pdf) -> None:
    assert bound.check_pdf_syntax() == []


def test_pages_have_the_numbers_printed_on_them(bound: pikepdf.Pdf) -> None:
    assert [str(page.label) for page in bound.pages] == ["封面", "", "1", "2", "3", "4"]


def test_the_outline_leads_over_parts_and_headings(book: bytes) -> None:
    pdf = pypdfium2.PdfDocument(book)
    outline = [
        (mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pdf.get_toc()
    ]
    pdf.close()
    assert outline == [
        (0, "封面", 0),
        (0, "甲预案", 2),
        (1, "1 总则", 2),
        (2, "1.1 目的", 2),
        (1, "2 组织", 3),
        (1, "乙预案", 4),
        (2, "1 总则", 4),
        (3, "1.1 目的", 4),
        (2, "2 组织", 5),
    ]


def test_text_is_read_in_the_order_of_the_book(book: bytes) -> None:
    pdf = pypdfium2.PdfDocument(book)
    texts = [page.get_textpage().get_text_range().split() for page in pdf]
    pdf.close()
    plan = [
        [
            "1",
            "总则",
            "见",
            "三级响应、第二章、",
            "外部、无处。",
            "1.1",
            "目的",
            "甲",
            "乙",
            "1",
            "2",
        ],
        ["2", "组织", "正文1", "1注"],
    ]
    assert texts == [["封面"], [], *plan, *plan]


def test_links_work_between_parts_and_inside_them(bound: pikepdf.Pdf) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(bound.pages)}
    names = list(bound.Root.Names.Dests.Names)
    places = {
        str(name): pages[view[0].objgen] for name, view in zip(names[::2], names[1::2], strict=True)
    }
    links: list[tuple[int, str, object]] = []
    for number, page in enumerate(bound.pages):
        for mark in page.get("/Annots", ()):
            target = mark.get("/Dest")
            if target is None:
                links.append((number, str(mark.Contents), str(mark.A.URI)))
            elif isinstance(target, pikepdf.Array):
                links.append((number, str(mark.Contents), pages[target[0].objgen]))
            else:
                links.append((number, str(mark.Contents), places[str(target)]))
    assert places == {"cover": 0, "a": 2, "a/a-1": 2, "a/a-2": 3, "b": 4, "b/a-1": 4, "b/a-2": 5}
    assert links == [
        (2, "三级响应，第2页", 5),
        (2, "小节 2", 3),
        (2, "https://example.org/", "https://example.org/"),
        (3, "脚注 1", 3),
        (3, "1", 3),
        (4, "三级响应，第2页", 5),
        (4, "小节 2", 5),
        (4, "https://example.org/", "https://example.org/"),
        (5, "脚注 1", 5),
        (5, "1", 5),
    ]


def test_one_tree_of_tags_holds_all_parts(bound: pikepdf.Pdf) -> None:
    (document,) = bound.Root.StructTreeRoot.K
    assert str(document.S) == "/Document"
    assert [(str(part.S), str(part.T)) for part in document.K] == [
        ("/Part", "封面"),
        ("/Part", "甲预案"),
        ("/Part", "乙预案"),
    ]
    assert all(element.P.objgen == parent.objgen for parent, element in elements(bound))
    pages = {page.obj.objgen for page in bound.pages}
    assert {e.Pg.objgen for _, e in elements(bound) if "/Pg" in e} <= pages


def test_pages_and_links_know_their_tags_by_number(bound: pikepdf.Pdf) -> None:
    items = list(bound.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(key): value for key, value in zip(items[::2], items[1::2], strict=True)}
    assert list(tree) == sorted(tree)
    assert int(bound.Root.StructTreeRoot.ParentTreeNextKey) > max(tree)
    marks = [mark for page in bound.pages for mark in page.get("/Annots", ())]
    used = [int(page.StructParents) for page in bound.pages if "/StructParents" in page]
    used += [int(mark.StructParent) for mark in marks]
    assert sorted(used) == list(tree)
    for page in bound.pages:
        if "/StructParents" in page:
            owners = tree[int(page.StructParents)]
            assert all(owner.Pg.objgen == page.obj.objgen for owner in owners)
    for mark in marks:
        owner = tree[int(mark.StructParent)]
        kids = [kid for kid in owner.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
        assert [kid.Obj.objgen for kid in kids] == [mark.objgen]


def test_cells_name_the_heads_of_their_own_part(bound: pikepdf.Pdf) -> None:
    items = list(bound.Root.StructTreeRoot.IDTree.Names)
    known = {bytes(name): element for name, element in zip(items[::2], items[1::2], strict=True)}
    assert list(known) == sorted(known)
    assert all(bytes(element.ID) == name for name, element in known.items())
    heads = [
        bytes(head)
        for _, element in elements(bound)
        for attributes in element.get("/A", ())
        for head in attributes.get("/Headers", ())
    ]
    assert heads == [b"b/U1x1y0", b"b/U1x0y0", b"a/U1x1y0", b"a/U1x0y0"]
    assert set(heads) < set(known)


def test_a_link_to_nowhere_is_plain_text(bound: pikepdf.Pdf) -> None:
    said = {str(mark.get("/Contents")) for page in bound.pages for mark in page.get("/Annots", ())}
    assert not any("planforge:" in text for text in said)
    roles = [str(element.S) for _, element in elements(bound)]
    assert roles.count("/Link") == 10
    assert all(
        any("/Obj" in kid for kid in element.K if isinstance(kid, pikepdf.Dictionary))
        for _, element in elements(bound)
        if element.S == "/Link"
    )


def test_the_book_says_what_it_is(bound: pikepdf.Pdf) -> None:
    assert {key: str(value) for key, value in bound.docinfo.items()} == {
        "/Title": "安澜市<应急>预案汇编",
        "/Author": "安澜市人民政府办公室",
        "/Subject": "全部预案 & 附件",
        "/Keywords": "预案, 汇编",
        "/Creator": "planforge",
        "/Producer": "planforge",
        "/CreationDate": "D:20260301000000+08'00'",
        "/ModDate": "D:20260301000000+08'00'",
    }
    assert (str(bound.Root.Lang), bool(bound.Root.MarkInfo.Marked)) == ("zh-CN", True)
    assert bool(bound.Root.ViewerPreferences.DisplayDocTitle)
    with bound.open_metadata() as metadata:
        assert metadata["dc:title"] == "安澜市<应急>预案汇编"
        assert metadata["dc:creator"] == ["安澜市人民政府办公室"]
        assert metadata["dc:description"] == "全部预案 & 附件"
        assert metadata["xmp:CreateDate"] == "2026-03-01T00:00:00+08:00"
        assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("2A", "1")


def test_the_book_keeps_the_rules_of_the_archive(book: bytes) -> None:
    """The validator knows neither level A, nor extension schemas, nor fonts with many faces."""
    report = pdfa.validate_written(BytesIO(book), "2b")
    unknown = ("pdfaExtension", "pdfaSchema", "pdfaProperty", "pdfuaid:part", "FDArray FontMatrix")
    findings = [str(finding) for finding in report.findings]
    rest = [text for text in findings if not any(word in text for word in unknown)]
    assert len(rest) == 1
    assert rest[0].endswith("pdfaid:conformance is 'A', expected 'B'")


def test_a_standard_is_claimed_only_if_all_parts_keep_it(tmp_path: Path, plan: bytes) -> None:
    plain = typeset(tmp_path, COVER, archive=False)
    book = bind((Piece("a", "甲", plan), Piece("b", "乙", plain)), IMPRINT, resolve)
    with pikepdf.open(BytesIO(book)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata["pdfuaid:part"]) == ("", "1")
        assert "/OutputIntents" not in pdf.Root


def test_equal_fonts_are_kept_once(plan: bytes) -> None:
    def weight(count: int) -> int:
        pieces = [Piece(f"p{index}", f"{index}", plan) for index in range(count)]
        return len(bind(pieces, IMPRINT, resolve))

    with pikepdf.open(BytesIO(plan)) as pdf:
        fonts = sum(
            len(thing.read_raw_bytes())
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/CIDFontType0C"
        )
    assert fonts > 4000
    assert weight(3) - weight(2) < len(plan) - fonts


def test_the_same_parts_give_the_same_bytes(book: bytes, plan: bytes, cover: bytes) -> None:
    pieces = (
        Piece("cover", "封面", cover),
        Piece("a", "甲预案", plan, first=1, blanks=1),
        Piece("b", "乙预案", plan, first=3, level=1),
    )
    assert bind(pieces, IMPRINT, resolve) == book
    assert bind(pieces[:2], IMPRINT, resolve) != book


def test_parts_must_be_told_apart(cover: bytes) -> None:
    with pytest.raises(ValueError, match="two parts have the same identifier"):
        bind((Piece("a", "", cover), Piece("a", "", cover)), IMPRINT, resolve)
    with pytest.raises(ValueError, match="a book needs a part"):
        bind((), IMPRINT, resolve)


def paints_are_marked(page: pikepdf.Page) -> bool:
    """Whether all that *page* shows is either tagged or marked as no part of the text."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page) if "/Contents" in page else ():
        operator = str(instruction.operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
        if operator in {"Do", "Tj", "TJ", "f", "S", "sh"} and not depth:
            return False
    return True


FOLIOS = """
#set page(footer: context [— #counter(page).get().first() —])
无 #pagebreak() 无 #pagebreak() 无 #pagebreak() 无
"""


def test_numbers_are_printed_over_pages_laid_out_without(tmp_path: Path, plan: bytes) -> None:
    pieces = (
        Piece("a", "甲预案", plan, first=1, folio="upright"),
        Piece("b", "乙预案", plan, first=4, blanks=1, folio="upright"),
    )
    folios = {"upright": typeset(tmp_path, FOLIOS + "#pagebreak() 无")}
    book = bind(pieces, IMPRINT, resolve, folios)
    assert bind(pieces, IMPRINT, resolve, folios) == book
    pdf = pypdfium2.PdfDocument(book)
    texts = [page.get_textpage().get_text_range().split()[-3:] for page in pdf]
    pdf.close()
    assert texts == [["—", "1", "—"], ["—", "2", "—"], [], ["—", "4", "—"], ["—", "5", "—"]]
    with pikepdf.open(BytesIO(book)) as bound:
        assert [str(page.label) for page in bound.pages] == ["1", "2", "3", "4", "5"]
        over = [
            next(iter(page.Resources.XObject.values()))
            for page in bound.pages
            if "/XObject" in page.Resources
        ]
        assert not any(b"BDC" in form.read_bytes() for form in over)
        assert len(over) == 4
        assert all(paints_are_marked(page) for page in bound.pages)
    report = pdfa.validate_written(BytesIO(book), "2b")
    assert {finding.rule for finding in report.findings} == {
        "pikepdf:font-program",
        "ISO_19005_2:6.6.2.3.1-1",
        "ISO_19005_2:6.6.4-3",
    }


def test_roman_numbers_and_pages_without_number_have_labels(plan: bytes) -> None:
    pieces = (
        Piece("cover", "封面", plan),
        Piece("contents", "目录", plan, first=1, blanks=1, is_roman=True),
        Piece("a", "甲预案", plan, first=1),
    )
    with pikepdf.open(BytesIO(bind(pieces, IMPRINT, resolve))) as bound:
        assert [str(page.label) for page in bound.pages] == [
            "封面",
            "封面 2",
            "",
            "I",
            "II",
            "1",
            "2",
        ]


def test_marks_of_a_part_become_bookmarks_and_places(plan: bytes) -> None:
    marks = (Mark(0, 30.0, "s1", "1　总则"), Mark(1, 40.0, "levels"), Mark(1, 50.0, "", "2　组织"))
    book = bind((Piece("a", "甲预案", plan, marks=marks),), IMPRINT, resolve)
    with pikepdf.open(BytesIO(book)) as bound:
        names = list(bound.Root.Names.Dests.Names)
        places = {
            str(name): (view[0].objgen == bound.pages[1].objgen, round(float(view[3] or 0)))
            for name, view in zip(names[::2], names[1::2], strict=True)
        }
        assert {name: places[name] for name in ("a/s1", "a/levels")} == {
            "a/s1": (False, 253),
            "a/levels": (True, 243),
        }
    pdf = pypdfium2.PdfDocument(book)
    outline = [(m.level, m.get_title(), m.get_dest().get_index()) for m in pdf.get_toc()]
    pdf.close()
    assert outline == [(0, "甲预案", 0), (1, "1　总则", 0), (1, "2　组织", 1)]


FACTS = "#table(columns: 2, [名称], [甲], [日期], [乙])"


def test_names_are_the_heads_of_their_values(tmp_path: Path, plan: bytes) -> None:
    facts = typeset(tmp_path, FACTS)
    book = bind((Piece("a", "甲", facts), Piece("b", "乙", plan)), IMPRINT, resolve)
    with pikepdf.open(BytesIO(book)) as bound:
        cells = [str(e.S) for _, e in elements(bound) if e.S in {"/TH", "/TD"}]
        scopes = [
            str(attributes.Scope)
            for _, element in elements(bound)
            for attributes in element.get("/A", ())
            if "/Scope" in attributes
        ]
    assert sorted(cells) == ["/TD"] * 4 + ["/TH"] * 4
    assert sorted(scopes) == ["/Column", "/Column", "/Row", "/Row"]


def test_an_address_in_chinese_is_resolved(tmp_path: Path, plan: bytes) -> None:
    part = typeset(tmp_path, '#link("planforge:term/汛情")[汛情] #link("planforge:a(b)")[1 0 R]')

    def outside(address: str) -> Place | str | None:
        found: dict[str, Place | str] = {
            "planforge:term/汛情": Place("b"),
            "planforge:a(b)": "https://example.org/(1)",
        }
        return found.get(address)

    book = bind((Piece("a", "见 1 0 R", part), Piece("b", "乙", plan)), IMPRINT, outside)
    with pikepdf.open(BytesIO(book)) as bound:
        first, second = bound.pages[0].Annots
        assert (str(first.Dest), str(second.A.URI)) == ("b", "https://example.org/(1)")
        assert str(second.Contents) == "https://example.org/(1)"
        assert [str(kid.T) for kid in bound.Root.StructTreeRoot.K[0].K] == ["见 1 0 R", "乙"]


def test_a_part_whose_objects_are_packed_is_bound_as_any_other(plan: bytes, cover: bytes) -> None:
    packed = BytesIO()
    with pikepdf.open(BytesIO(plan)) as part:
        part.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    books = [
        bind((Piece("cover", "封面", cover), Piece("a", "甲", one, first=1)), IMPRINT, resolve)
        for one in (plan, packed.getvalue())
    ]
    seen: list[object] = []
    for book in books:
        with pikepdf.open(BytesIO(book)) as bound:
            assert bound.check_pdf_syntax() == []
            roles = [str(element.S) for _, element in elements(bound)]
            names = [str(name) for name in list(bound.Root.Names.Dests.Names)[::2]]
            links = [
                [str(mark.get("/Contents")) for mark in p.get("/Annots", ())] for p in bound.pages
            ]
            ids = [str(name) for name in list(bound.Root.StructTreeRoot.IDTree.Names)[::2]]
            seen.append((roles, names, links, ids))
    assert seen[0] == seen[1]


def test_nothing_is_left_in_the_file_that_nothing_refers_to(bound: pikepdf.Pdf) -> None:
    """Catalogues, outlines and metadata of the parts are not taken over."""
    kinds = [
        str(thing.get("/Type")) for thing in bound.objects if isinstance(thing, pikepdf.Dictionary)
    ]
    streams = [
        str(thing.get("/Type")) for thing in bound.objects if isinstance(thing, pikepdf.Stream)
    ]
    assert [
        kinds.count(kind) for kind in ("/Catalog", "/Pages", "/Outlines", "/StructTreeRoot")
    ] == [
        1,
        1,
        1,
        1,
    ]
    assert streams.count("/Metadata") == 1
