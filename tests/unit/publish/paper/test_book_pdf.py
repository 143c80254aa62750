"""Whole books: where parts stand, what contents and index say, what is laid out again."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from threading import Semaphore
from typing import TYPE_CHECKING

import pikepdf
import pytest
from docutils import nodes

from planforge.document.blocks import bullets, paragraph, section
from planforge.document.books.book import Book, BookKind, Opening, Paper, Part, Style
from planforge.document.nodes import link
from planforge.i18n import msg
from planforge.publish.paper.book_pdf import Press, book_pdf, lay_out
from planforge.publish.paper.cache import Cache
from planforge.publish.paper.encode import Folio, Line, setting_of
from planforge.publish.paper.fonts import Typecase
from planforge.publish.paper.lists import Standing, contents, index, roman
from planforge.publish.paper.pagination import Stand, stands
from planforge.publish.paper.typeset import Flaw, Job, Place, PlaceKind, Problem, Sheets
from planforge.source.cache import MemoryStore
from tests.unit.publish.pictures import SVG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planforge.document.charts import Drawable, Picture
    from planforge.publish.paper.pieces import Place as Goal


class Blank:
    """An engine that gives every block a page of its own, and knows headings and mentions."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    version = "blank 1"

    def typeset(self, job: Job) -> Sheets:
        self.jobs.append(job)
        blocks = job.data["blocks"]
        entries = job.data["entries"]
        assert isinstance(blocks, list)
        assert isinstance(entries, list)
        geometry = job.data["geometry"]
        assert isinstance(geometry, dict)
        pages = max(1, len(blocks) // 2 if job.title == "书" else len(blocks) + len(entries) // 3)
        places = []
        for number, block in enumerate(blocks, 1):
            if block["k"] == "h":
                places.append(
                    Place(
                        PlaceKind.HEADING, number, 10.0, block.get("a", ""), block["t"], block["l"]
                    )
                )
            runs = [run for run in block.get("r", ()) if isinstance(run, dict) and "m" in run]
            places += [Place(PlaceKind.MENTION, number, 20.0, run["m"], run["t"]) for run in runs]
        pdf = pikepdf.new()
        for _ in range(pages):
            pdf.add_blank_page(page_size=(geometry["width"], geometry["height"]))
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        broken = "坏" in str(blocks)
        problems = (Problem(msg("broken"), (job.title,)),) if broken else ()
        return Sheets(out.getvalue(), pages, tuple(places), problems)


class NoPictures:
    """A gallery with one image; no book of these tests holds a chart."""

    def __init__(self) -> None:
        self.image = SVG

    def drawing(self, chart: Drawable, prefix: str) -> Picture:
        raise AssertionError(f"a chart was asked for: {chart.title}, {prefix}")

    def read(self, file: str) -> bytes | None:
        return self.image if file == "map.png" else None


def part(  # noqa: PLR0913 - as many as a part has
    ident: str,
    style: Style,
    tree: Callable[[], Sequence[nodes.Node]] = list,
    *,
    opening: Opening = Opening.NEXT,
    listed: bool = True,
    inputs: tuple[str, ...] = ("1",),
) -> Part:
    return Part(ident, ident, style, inputs, lambda: list(tree()), opening, listed=listed)


def text(pages: int) -> list[nodes.Node]:
    return [paragraph(f"{number}") for number in range(pages)]


def plan(chapters: int) -> list[nodes.Node]:
    return [
        section(
            f"章{n}",
            f"s{n}",
            paragraph([link("市水利局", "planforge:organisation/water", mention=True)]),
        )
        for n in range(1, chapters + 1)
    ]


def entries() -> list[nodes.Node]:
    named = [("市水利局", "planforge:organisation/water"), ("无人提及", "planforge:organisation/x")]
    return [section("机构", "o", bullets([[link(n, a)] for n, a in named]))]


def book(*parts: Part, duplex: bool = True, kind: BookKind = BookKind.COMPILATION) -> Book:
    return Book("book", "书", kind, parts, duplex=duplex)


WHOLE = book(
    part("cover", Style.COVER, lambda: text(1), opening=Opening.RIGHT, listed=False),
    part("contents", Style.CONTENTS, opening=Opening.RIGHT, listed=False),
    part("notice", Style.NOTICE, lambda: text(1), opening=Opening.RIGHT),
    part("plan-a", Style.PLAN, lambda: plan(2)),
    part("annex-a-1", Style.ANNEX, lambda: text(2)),
    part("plan-b", Style.PLAN, lambda: plan(1), opening=Opening.RIGHT),
    part("index", Style.INDEX, entries),
    part("nothing", Style.BACK),
)


@pytest.fixture(scope="module")
def typecase() -> Typecase:
    return Typecase()


@pytest.fixture
def press(typecase: Typecase) -> Press:
    return Press(Blank(), typecase, NoPictures(), MemoryStore())


def nowhere(_address: str) -> Goal | str | None:
    return None


def engine(press: Press) -> Blank:
    assert isinstance(press.engine, Blank)
    return press.engine


@pytest.mark.parametrize(
    "make", [lambda book, press: book_pdf(book, press, nowhere), lay_out], ids=["pdf", "pages"]
)
def test_the_engine_rests_once_all_parts_are_laid_out(
    make: Callable[[Book, Press], object], press: Press
) -> None:
    laid: list[int] = []
    resting = replace(press, rest=lambda: laid.append(len(engine(press).jobs)))
    make(WHOLE, resting)
    assert laid == [len(engine(press).jobs)]


def test_front_matter_has_numbers_of_its_own() -> None:
    counts = {
        "cover": 1,
        "contents": 3,
        "notice": 1,
        "plan-a": 4,
        "annex-a-1": 2,
        "plan-b": 2,
        "index": 1,
    }
    assert stands(WHOLE, counts) == {
        "cover": Stand(0, 1, Folio.NONE, begins_left=False),
        "contents": Stand(1, 1, Folio.ROMAN, begins_left=False),
        "notice": Stand(1, 1, Folio.ARABIC, begins_left=False),
        "plan-a": Stand(0, 2, Folio.ARABIC, begins_left=True),
        "annex-a-1": Stand(0, 6, Folio.ARABIC, begins_left=True),
        "plan-b": Stand(1, 9, Folio.ARABIC, begins_left=False),
        "index": Stand(0, 11, Folio.ARABIC, begins_left=False),
    }


@pytest.mark.parametrize(("pages", "blanks"), [(3, 0), (4, 1)])
def test_an_imprint_stands_on_the_back_of_a_sheet(pages: int, blanks: int) -> None:
    parts = (part("plan", Style.PLAN), part("back", Style.BACK, opening=Opening.LEFT))
    book = replace(WHOLE, parts=parts)
    assert stands(book, {"plan": pages, "back": 1})["back"] == Stand(
        blanks, pages + blanks + 1, Folio.NONE, begins_left=True
    )


@pytest.mark.parametrize(
    ("kind", "folio"),
    [
        (BookKind.COMPILATION, Folio.ARABIC),
        (BookKind.PLAN, Folio.ARABIC),
        (BookKind.FORMS, Folio.NONE),
    ],
)
def test_forms_have_page_numbers_unless_each_is_a_sheet_by_itself(
    kind: BookKind, folio: Folio
) -> None:
    book = replace(WHOLE, kind=kind, parts=(part("plan", Style.PLAN), part("first", Style.FORM)))
    assert stands(book, {"plan": 3, "first": 1})["first"] == Stand(0, 4, folio, begins_left=True)


def test_pages_on_one_side_know_no_left() -> None:
    one_sided = replace(WHOLE, duplex=False)
    counts = dict.fromkeys(("cover", "notice", "plan-a"), 1)
    assert [(s.blanks, s.first, s.begins_left) for s in stands(one_sided, counts).values()] == [
        (0, 1, False),
        (0, 1, False),
        (0, 2, False),
    ]


def test_a_book_is_bound_with_its_numbers_and_places(press: Press) -> None:
    made = book_pdf(WHOLE, press, nowhere)
    with pikepdf.open(BytesIO(made.content)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
        titles = [str(item.title) for item in pdf.open_outline().root]
        names = [str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
    assert labels == ["cover", "", "I", "II", *map(str, range(1, 12))]
    assert titles == ["cover", "contents", "notice", "plan-a", "plan-b", "index"]
    assert {"plan-a/s1", "plan-a/s2", "plan-b/s1"} < set(names)
    assert (made.pages, made.flaws) == (len(labels), ())


def test_contents_and_index_say_where_things_stand(press: Press) -> None:
    book_pdf(WHOLE, press, nowhere)
    told = {job.title: job.data["entries"] for job in engine(press).jobs}
    at = "planforge:at/"
    assert told["contents"] == [
        {"t": "notice", "l": 0, "to": f"{at}notice/", "p": [{"t": "1", "to": f"{at}notice/"}]},
        {"t": "plan-a", "l": 0, "to": f"{at}plan-a/", "p": [{"t": "2", "to": f"{at}plan-a/"}]},
        {"t": "章1", "l": 1, "to": f"{at}plan-a/s1", "p": [{"t": "2", "to": f"{at}plan-a/s1"}]},
        {"t": "章2", "l": 1, "to": f"{at}plan-a/s2", "p": [{"t": "4", "to": f"{at}plan-a/s2"}]},
        {
            "t": "annex-a-1",
            "l": 1,
            "to": f"{at}annex-a-1/",
            "p": [{"t": "6", "to": f"{at}annex-a-1/"}],
        },
        {"t": "plan-b", "l": 0, "to": f"{at}plan-b/", "p": [{"t": "9", "to": f"{at}plan-b/"}]},
        {"t": "章1", "l": 1, "to": f"{at}plan-b/s1", "p": [{"t": "9", "to": f"{at}plan-b/s1"}]},
        {"t": "index", "l": 0, "to": f"{at}index/", "p": [{"t": "11", "to": f"{at}index/"}]},
    ]
    assert told["index"] == [
        {"t": "机构", "l": 0, "to": "", "p": []},
        {
            "t": "市水利局",
            "l": 1,
            "to": "",
            "p": [
                {"t": "3", "to": f"{at}plan-a/p1"},
                {"t": "5", "to": f"{at}plan-a/p3"},
                {"t": "10", "to": f"{at}plan-b/p1"},
            ],
        },
    ]


def test_only_what_changed_is_laid_out_again(press: Press) -> None:
    first = book_pdf(WHOLE, press, nowhere)
    again = book_pdf(WHOLE, press, nowhere)
    assert (again.content, again.made) == (first.content, 0)
    changed = part(
        "plan-b", Style.PLAN, lambda: plan(1) + text(4), opening=Opening.RIGHT, inputs=("2",)
    )
    longer = replace(WHOLE, parts=(*WHOLE.parts[:5], changed, *WHOLE.parts[6:]))
    before = len(engine(press).jobs)
    made = book_pdf(longer, press, nowhere)
    assert [job.title for job in engine(press).jobs[before:]] == ["plan-b", "contents"]
    assert (made.made, made.pages) == (2, first.pages + 4)


class Late(Blank):
    """An engine that is done with one part only when it was given all others to begin with."""

    def __init__(self, title: str, others: int) -> None:
        super().__init__()
        self._title = title
        self._others = Semaphore(0)
        self._count = others

    def typeset(self, job: Job) -> Sheets:
        if job.title == self._title:
            for _ in range(self._count):
                assert self._others.acquire(timeout=20)
        made = super().typeset(job)
        self._others.release()
        return made


@pytest.mark.parametrize(("title", "others"), [("cover", 4), ("notice", 2), ("plan-b", 4)])
def test_a_book_is_the_same_whatever_is_ready_first(press: Press, title: str, others: int) -> None:
    late = replace(press, engine=Late(title, others), store=MemoryStore())
    assert book_pdf(WHOLE, late, nowhere) == book_pdf(WHOLE, press, nowhere)


def test_a_part_that_moves_to_another_side_is_laid_out_for_it(press: Press) -> None:
    parts = [
        part("a", Style.PLAN, lambda: text(1), opening=Opening.RIGHT),
        part("b", Style.ANNEX, lambda: text(1)),
    ]
    book_pdf(book(*parts), press, nowhere)
    parts[0] = part("a", Style.PLAN, lambda: text(2), opening=Opening.RIGHT, inputs=("2",))
    before = len(engine(press).jobs)
    book_pdf(book(*parts), press, nowhere)
    made = [(job.title, job.data["verso"]) for job in engine(press).jobs]
    assert made[:before] == [("a", False), ("b", True), ("书", False)]
    assert made[before:] == [("a", False), ("b", False)]


def test_a_changed_picture_makes_its_part_anew(press: Press) -> None:
    shown = part("a", Style.PLAN, lambda: [nodes.image("", uri="map.png", alt="图")])
    gallery = press.gallery
    assert isinstance(gallery, NoPictures)
    assert [book_pdf(book(shown), press, nowhere).made for _ in range(2)] == [1, 0]
    gallery.image = SVG.replace(b"4", b"6")
    assert book_pdf(book(shown), press, nowhere).made == 1


def test_what_is_wrong_is_told_in_every_run(press: Press) -> None:
    wrong = part("a", Style.PLAN, lambda: [paragraph("坏")])
    flaws = (Flaw("a", Problem(msg("broken"), ("a",))),)
    assert [book_pdf(book(wrong), press, nowhere).flaws for _ in range(2)] == [flaws, flaws]


def test_numbers_are_printed_on_paper_of_the_same_shape(press: Press) -> None:
    lying = replace(part("b", Style.ANNEX, lambda: text(1)), landscape=True)
    book_pdf(book(part("a", Style.PLAN, lambda: text(1)), lying), press, nowhere)
    assert [
        (job.data["folio"], job.data["geometry"]["width"])  # type: ignore[index]  # as encoded
        for job in engine(press).jobs
    ] == [("none", 210), ("none", 297), ("arabic", 297), ("arabic", 210)]


def test_a_damaged_entry_counts_as_none() -> None:
    one = part("a", Style.PLAN)
    setting = setting_of(book(one), one)
    store = MemoryStore()
    cache = Cache(store, "x", lambda _file: None)
    key = cache.key(one, setting)
    sheets = Sheets(b"%PDF", 2, (Place(PlaceKind.HEADING, 1, 2.5, "a", "甲", 1),))
    cache.put(key, sheets, ())
    assert cache.get(key) == sheets
    for damage in (b"", b"\0" * 20, (store.get(key) or b"")[:30]):
        store.put(key, damage)
        assert cache.get(key) is None
    others = (
        Cache(store, "y", lambda _file: None).key(one, setting),
        cache.key(replace(one, inputs=("2",)), setting),
        cache.key(one, replace(setting, begins_left=True)),
        cache.key(one, replace(setting, paper=Paper.A5)),
    )
    assert len({key, *others}) == 5


def standing(ident: str, first: int, folio: Folio, *places: Place) -> Standing:
    style = Style.CONTENTS if ident == "contents" else Style.PLAN
    return Standing(
        part(ident, style), Sheets(b"", 9, places), Stand(0, first, folio, begins_left=False)
    )


def test_three_pages_in_a_row_are_written_from_to() -> None:
    water = "planforge:organisation/water"
    pages = (1, 1, 2, 4, 5, 6, 9)
    mentions = [Place(PlaceKind.MENTION, page, 0, water, "市水利局") for page in pages]
    lines = index(entries(), [standing("a", 11, Folio.ARABIC, *mentions)])
    assert [page for page, _target in lines[1].pages] == ["11", "12", "14–16", "19"]


def test_an_index_has_letters_and_counts_the_lines_of_the_telephone_list() -> None:
    tree = [
        paragraph("各章首次出现的页", "pf-index-note"),
        section(
            "机构",
            "o",
            paragraph("D", "pf-index-letter"),
            bullets([[link("大坝管理处", "planforge:organisation/dam")]]),
            paragraph("S", "pf-index-letter"),
            bullets([[link("市水利局", "planforge:organisation/water")]]),
        ),
    ]
    one = standing("contacts", 11, Folio.ARABIC, Place(PlaceKind.ANCHOR, 2, 0, "water"))
    assert index(tree, [one]) == (
        Line("各章首次出现的页", (), 2),
        Line("机构", ()),
        Line("S", (), 1),
        Line("市水利局", (("12", "planforge:at/contacts/water"),), 1),
    )
    assert index(tree, [standing("a", 11, Folio.ARABIC)]) == ()


def test_the_contents_of_one_plan_are_its_chapters() -> None:
    headings = [
        Place(PlaceKind.HEADING, page, 0, "", title, level)
        for page, title, level in (
            (1, "甲", 0),
            (1, "1　总则", 1),
            (2, "1.1　目的", 2),
            (2, "x", 3),
        )
    ]
    sent = standing("notice", 1, Folio.ARABIC)
    one = [sent, standing("contents", 1, Folio.ROMAN), standing("p", 1, Folio.ARABIC, *headings)]
    assert contents(book(kind=BookKind.PLAN), one) == (
        Line("1　总则", (("1", "planforge:at/p/p1"),), 0, "planforge:at/p/p1"),
        Line("1.1　目的", (("2", "planforge:at/p/p2"),), 1, "planforge:at/p/p2"),
    )


def test_roman_numbers() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994)] == [
        "I", "IV", "IX", "XIV", "XL", "XC", "CD", "MCMXCIV",
    ]  # fmt: skip
