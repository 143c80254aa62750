"""The compilation as HTML for WeasyPrint: ``python book_html.py PLANS FILE [--whole]``.

The same trees as for paper, on the same paper with the same faces, sizes and gaps of lines, and
parts that begin on right pages where they do there. With ``--whole`` also charts, codes, pictures
of which there are any, and links that lead to their place in the book; without it charts and codes
are left out and links lead nowhere.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import segno
from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.utils import new_document

from planforge.corpus.load import load
from planforge.document.books.book import Opening, Part
from planforge.document.books.compilation import compilation
from planforge.document.books.places import Places
from planforge.document.charts import find_program
from planforge.document.nodes import chart, qr_code
from planforge.document.pages.frame import Frame
from planforge.publish import paper
from planforge.publish.paper.pictures import CorpusGallery

SETTINGS = {
    "output_encoding": "unicode",
    "stylesheet_path": "",
    "embed_stylesheet": False,
    "report_level": 5,
    "raw_enabled": True,
}
OWN = Path(paper.__file__).parent / "fonts"
NOTO = Path(find_spec("pylopdf_fonts_zh_cn").origin).parent
FACES = {
    "Latin": OWN / "Tinos-Regular.ttf",
    "Fang": OWN / "FandolFang-Regular.otf",
    "Kai": OWN / "LXGWWenKai-GB2312.ttf",
    "Title": OWN / "FandolSong-Bold.otf",
    "Hei": NOTO / "NotoSansSC-Regular.otf",
    "Song": NOTO / "NotoSerifSC-Regular.otf",
}
CSS = """
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:"— " counter(page) " —"}}
@page:left{margin:37mm 28mm 35mm 26mm}
body{margin:0;font:16pt/10.227mm Latin,Fang,Song,Hei}
p{margin:0;text-indent:2em;text-align:justify}
h1,h2,h3,h4,h5{font:16pt/10.227mm Latin,Hei,Song;margin:0;text-indent:2em}
h1{font:22pt/12.78mm Latin,Title,Song;text-align:center;text-indent:0;margin:10mm 0}
h3{font-family:Latin,Kai,Song}
table{border-collapse:collapse;width:100%;margin:4mm 0;font-size:12pt;line-height:1.45}
td,th{border:.5pt solid black;padding:4.8pt 5pt;text-align:left;vertical-align:top}
td p,th p,li p,dd p{text-indent:0}thead{background:#f0f0f0}th{font-family:Latin,Hei}
ul,ol{margin:0;padding-left:2em}dl,dd{margin:0}td ul,td ol{padding-left:1em}
a{color:black;text-decoration:none}svg,img{display:block;margin:4mm auto;max-width:156mm}
.next{break-before:page}.right{break-before:right}
"""


class Pages:
    """Parts of a book as HTML."""

    def __init__(self, plans: Path, *, whole: bool) -> None:
        corpus, _ = load(plans)
        frame = Frame(corpus, language="zh_CN", public=True, version="bench")
        self.book = compilation(frame)
        self._places = Places(frame, self.book)
        self._gallery = CorpusGallery(find_program())
        self._whole = whole

    def text(self) -> str:
        """Return the whole book."""
        faces = "".join(
            f"@font-face{{font-family:{name};src:url({path.as_uri()})}}"
            for name, path in FACES.items()
        )
        head = f"<meta charset=utf-8><title>{self.book.title}</title><style>{faces}{CSS}</style>"
        parts = "".join(map(self._part, self.book.parts))
        return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{parts}</body></html>'

    def _part(self, part: Part) -> str:
        tree = part.build()
        if not tree:
            return ""
        document = new_document(part.ident)
        title = nodes.title("", part.title)
        document += nodes.section("", title, *tree, ids=[part.ident])
        for node in list(document.findall(nodes.Element)):
            self._finish(part, node)
        html = publish_from_doctree(document, writer="html5", settings_overrides=SETTINGS)
        body = html[html.index("<body") : html.index("</body>")]
        opening = "right" if part.opening is Opening.RIGHT else "next"
        return f'<div class="{opening}">{body[body.index(">") + 1 :]}</div>'

    def _finish(self, part: Part, node: nodes.Element) -> None:
        """Make *node* something that HTML knows."""
        if isinstance(node, chart | qr_code | nodes.image):
            drawn = self._drawn(node) if self._whole else None
            if drawn is None:
                node.parent.remove(node)
            else:
                node.parent.replace(node, nodes.raw("", drawn, format="html"))
            return
        node["ids"] = [i if i == part.ident else f"{part.ident}--{i}" for i in node["ids"]]
        if isinstance(node, nodes.reference) and self._whole:
            if "refid" in node:
                node["refid"] = f"{part.ident}--{node['refid']}"
            address = node.get("refuri", "")
            place = self._places.find(address)
            if place is not None:
                del node["refuri"]
                anchor = f"--{place.anchor}" if place.anchor else ""
                node["refid"] = f"{place.part}{anchor}"
            elif address.startswith("planforge:"):
                node.parent.replace(node, node.children)
        elif isinstance(node, nodes.reference):
            node.parent.replace(node, node.children)

    def _drawn(self, node: nodes.Element) -> str | None:
        if isinstance(node, chart):
            return self._gallery.drawing(node.graph, f"c{id(node)}").svg
        if isinstance(node, qr_code):
            out = BytesIO()
            segno.make(node["text"], error="m", micro=False).save(out, kind="svg", xmldecl=False)
            return out.getvalue().decode()
        return None


if __name__ == "__main__":
    made = Pages(Path(sys.argv[1]), whole="--whole" in sys.argv).text()
    Path(sys.argv[2]).write_text(made, "utf-8")
