"""A small book with every kind of block, and what its file holds as an independent reader sees."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import docx
from docutils import nodes
from docx.oxml.ns import qn

from planforge.document import blocks as b
from planforge.document.books.book import Book, BookKind, Numbering, Opening, Part, Style
from planforge.document.charts import Chart, ChartKind, Drawable, LayoutProblem, Node
from planforge.document.charts import Picture as Drawing
from planforge.document.nodes import chart as chart_node
from planforge.document.nodes import link
from planforge.i18n import msg
from planforge.publish.paper.pieces import Place
from planforge.publish.word.book_docx import Docx, book_docx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01\x08\0\0\0\0\xd1I V"
    b"\0\0\0\x0bIDATx\xdac\xf8\xcf\0\0\x02\x01\x01\0\xa1\x1e\\u\0\0\0\0IEND\xaeB`\x82"
)
"""Two points by one."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
WATER = "planforge:organisation/water"


class Gallery:
    """Draws every chart alike, unless it is called “broken”; has one image."""

    def __init__(self, wide: float = 400, high: float = 200) -> None:
        self._size = wide, high

    def drawing(self, chart: Drawable, prefix: str) -> Drawing:
        assert prefix
        if chart.title == "broken":
            raise LayoutProblem(msg("no room"))
        return Drawing(SVG, *self._size)

    def read(self, file: str) -> bytes | None:
        return PNG if file == "special/flood/map.png" else None


class Painter:
    """Paints every drawing alike."""

    def png(self, svg: bytes) -> bytes:
        assert svg.startswith(b"<svg")
        return PNG


def part(ident: str, style: Style, *tree: nodes.Node, **more: object) -> Part:
    given = {"title": ident, "inputs": (), "opening": Opening.NEXT, **more}
    return Part(ident=ident, style=style, build=lambda: list(tree), **given)  # type: ignore[arg-type]  # as the tests give it


def book(*parts: Part, kind: BookKind = BookKind.PLAN) -> Book:
    return Book("small", "小城市防汛应急预案", kind, parts, issuer="小城市人民政府")


def resolve(address: str) -> Place | str | None:
    known: dict[str, Place | str] = {
        WATER: Place("teams", "water"),
        "planforge:plan/power": "https://example.org/power",
    }
    return known.get(address)


def written(made: Book, gallery: Gallery | None = None) -> Docx:
    return book_docx(made, gallery or Gallery(), Painter(), resolve)


def files(made: Docx) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(made: Docx) -> Document:
    return docx.Document(io.BytesIO(made.content))


def chapter(title: str, ident: str, number: str, *children: nodes.Node) -> nodes.section:
    found = b.section(title, ident, *children)
    found["pf_number"] = number
    return found


def drawn(title: str) -> chart_node:
    graph = Chart(ChartKind.LADDER, title, (Node("a", "一"),))
    words = b.paragraph("先报告，后处置。")
    return chart_node("", words, chart=graph)


def note(name: str, text: str) -> nodes.footnote:
    return nodes.footnote("", nodes.label("", name), b.paragraph(text), ids=[f"n{name}"])


@cache
def plan_text() -> Part:
    """Chapters with every kind of block."""
    mark = nodes.footnote_reference("", "1", refid="n1")
    mention = link("市水务局", WATER, mention=True)
    merged = b.table(("级别", "条件", "决定"), [("Ⅰ级", "雨", "市长"), ("Ⅱ级", "雨", "市长")])
    entries = list(merged.findall(nodes.entry))
    entries[0]["morecols"] = 1
    entries[0].parent.remove(entries[1])
    entries[3]["morerows"] = 1
    entries[6].parent.remove(entries[6])
    return part(
        "plan-flood",
        Style.PLAN,
        chapter(
            "总则",
            "s1",
            "1",
            chapter(
                "目的",
                "s11",
                "1.1",
                b.paragraph(["由", mention, "负责。", mark, b.strong("必须"), "报告。"]),
                b.numbered(["雨", "旱"]),
                b.bullets(["甲", "乙"]),
                note("1", "见防洪法。"),
            ),
        ),
        chapter(
            "响应",
            "s2",
            "2",
            chapter("级别", "s21", "2.1", merged),
            chapter("图", "s22", "2.2", drawn("流程图"), b.note(b.paragraph("注意安全。"))),
            b.facts([("电话", "0500-5550000"), ("联系人", b.numbered(["张三", "李四"]))]),
            nodes.literal_block("", "a  b\n\tc"),
            nodes.image("", uri="special/flood/map.png", alt="防汛地图"),
            b.paragraph(
                ["见", link("停电预案", "planforge:plan/power"), "，", link("别处", "#s1")]
            ),
        ),
        title="小城市防汛应急预案",
        heading="小城市防汛应急预案",
    )


def notice() -> Part:
    lines = (
        ("小城市人民政府文件", "pf-notice-mark"),
        ("小政发〔2026〕1号", "pf-notice-number"),
        ("小城市人民政府关于印发小城市防汛应急预案的通知", "pf-notice-title"),
        ("各镇人民政府：", "pf-notice-addressee"),
        ("现印发给你们。", ""),
        ("小城市人民政府", "pf-notice-signature"),
        ("2026年3月1日", "pf-notice-date"),
        ("（此件公开发布）", "pf-notice-remark"),
    )
    tree = [b.paragraph(text, *filter(None, [name])) for text, name in lines]
    more = {"opening": Opening.RIGHT, "numbering": Numbering.NONE}
    return part("notice", Style.NOTICE, *tree, title="通知", **more)


def contents() -> Part:
    none = Numbering.NONE
    return part("contents", Style.CONTENTS, numbering=none, heading="目录", listed=False)


def teams() -> Part:
    cell = b.paragraph("市水务局抢险队")
    cell["ids"] = ["water"]
    table = b.table(("队伍", "人数"), [(cell, "30")], widths=(3, 1), title="抢险队伍")
    more = {"title": "附件1 队伍", "heading": "附件1\n队伍", "numbering": Numbering.NONE}
    return part("teams", Style.ANNEX, table, **more)


def imprint() -> Part:
    line = b.paragraph(["市政府办公室", "　", b.span("2026年3月1日印发", "pf-imprint-date")])
    line["classes"] = ["pf-imprint-issued"]
    copies = b.paragraph("抄送：市委。", "pf-imprint-copies")
    more = {"numbering": Numbering.NONE, "listed": False}
    return part("imprint", Style.BACK, copies, line, title="版记", **more)


def whole() -> Book:
    """A plan with notice, contents, annex and imprint."""
    made = book(notice(), contents(), plan_text(), teams(), imprint())
    return Book(
        made.ident,
        made.title,
        made.kind,
        made.parts,
        made.issuer,
        "洪水、干旱",
        "小政发〔2026〕1号",
        date(2026, 3, 1),
    )


def compilation() -> Book:
    """A book of two plans with index."""
    second = part("plan-power", Style.PLAN, heading="停电预案", title="停电预案", *_power())  # noqa: B026 - the tree comes last
    cover = part("cover", Style.COVER, *_cover(), listed=False, opening=Opening.RIGHT)
    index = part("index", Style.INDEX, *_index(), heading="索引", title="索引")
    front = contents()
    return book(
        cover, front, notice(), plan_text(), teams(), second, index, kind=BookKind.COMPILATION
    )


def _power() -> list[nodes.Node]:
    return [chapter("总则", "s1", "1", b.paragraph(["由", link("水务局", WATER), "配合。"]))]


def _cover() -> list[nodes.Node]:
    lines = ("mark", "内部资料"), ("title", "预案汇编"), ("issuer", "应急局"), ("date", "2026年")
    return [b.paragraph(text, f"pf-cover-{name}") for name, text in lines]


def _index() -> list[nodes.Node]:
    return [b.section("组织机构", "i1", b.bullets([[link("小城市水务局", WATER)]]))]


def shown(made: Docx) -> str:
    """Return the body line by line: style, numbering, what else counts, and the text."""
    lines: list[str] = []
    _walk(opened(made).element.body, "", lines.append)
    return "\n".join(lines) + "\n"


def _walk(above: BaseOxmlElement, indent: str, tell: Callable[[str], None]) -> None:
    for child in above:
        if child.tag == qn("w:p"):
            tell(indent + _paragraph(child))
        elif child.tag == qn("w:tbl"):
            _table(child, indent, tell)
        elif child.tag == qn("w:sectPr"):
            tell(f"{indent}== {_section(child)}")


def _table(table: BaseOxmlElement, indent: str, tell: Callable[[str], None]) -> None:
    widths = [column.get(qn("w:w")) for column in table.findall(f"{qn('w:tblGrid')}/*")]
    tell(f"{indent}table {' '.join(str(wide) for wide in widths)}")
    for row in table.findall(qn("w:tr")):
        marks = [child.tag.split("}")[1] for child in row.findall(f"{qn('w:trPr')}/*")]
        tell(f"{indent}  row {' '.join(marks)}".rstrip())
        for cell in row.findall(qn("w:tc")):
            merged = cell.findall(f"{qn('w:tcPr')}/*")
            said = [_said(one) for one in merged if one.tag.endswith(("gridSpan", "vMerge"))]
            tell(f"{indent}    cell {' '.join(said)}".rstrip())
            _walk(cell, indent + "      ", tell)


def _said(one: BaseOxmlElement) -> str:
    value = one.get(qn("w:val"))
    return str(one.tag).partition("}")[2] + (f"={value}" if value else "")


def _paragraph(one: BaseOxmlElement) -> str:
    style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    number = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    counted = ""
    if number is not None:
        counted = "#" + "/".join(str(child.get(qn("w:val"))) for child in reversed(list(number)))
    text = "".join(_pieces(list(one.iter())))
    section = one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    end = f" == {_section(section)}" if section is not None else ""
    name = "" if style is None else str(style.get(qn("w:val")))
    return f"{name}{counted}| {text}{end}".rstrip()


def _pieces(elements: Sequence[BaseOxmlElement]) -> list[str]:
    found = []
    for one in elements:
        tag = one.tag.split("}")[1]
        if tag == "t":
            found.append(one.text or "")
        elif tag == "noBreakHyphen":
            found.append("\u2011")
        elif tag == "instrText":
            found.append(f"{{{(one.text or '').strip()}}}")
        elif tag == "hyperlink":
            found.append(f"<{one.get(qn('w:anchor')) or 'out'}>")
        elif tag == "bookmarkStart":
            found.append(f"@{one.get(qn('w:name'))} ")
        elif tag in ("br", "footnoteReference", "drawing"):
            found.append({"br": "⏎", "footnoteReference": "[note]", "drawing": "[picture]"}[tag])
        elif tag == "tab" and one.getparent().tag == qn("w:r"):
            found.append("⇥")
    return found


def _section(one: BaseOxmlElement) -> str:
    said = []
    for child in one:
        tag = child.tag.split("}")[1]
        values = [f"{key.split('}')[1]}={value}" for key, value in child.attrib.items()]
        said.append(f"{tag}({' '.join(values)})")
    return " ".join(said)
