"""What books cost: ``python benchmarks/bench_handbook.py [--sets 5] [--weasyprint PYTHON]``.

It prints the compilation of the demonstration plans, and that of a generated corpus of *sets* × 5
special plans and the master plan, each with nothing kept from before (cold), with nothing changed
(again) and after a sentence was added to the prose of one plan (edit), and says pages, seconds of
wall and processor time, pages a second and memory.

With ``--weasyprint``, the Python of an environment that has WeasyPrint, it also lets WeasyPrint lay
out the same text from finished HTML, without charts, tags and links between parts, on the same
paper and with the same faces, in the same run. WeasyPrint is given the trees for nothing; planforge
starts from the files of the plans.

Aimed at: three times the pages a second of WeasyPrint, less than 1 GB, and an edit in at most half
the time of a cold run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pikepdf
from corpora import DEMO, write_corpus
from measuring import Cost, run

ROOT = Path(__file__).resolve().parent.parent

HTML = """\
import sys
from importlib.util import find_spec
from pathlib import Path

from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.utils import new_document

import planforge.publish.paper as paper
from planforge.corpus.load import load
from planforge.document.books.compilation import compilation
from planforge.document.nodes import chart, qr_code
from planforge.document.pages.frame import Frame

corpus, _ = load(Path(sys.argv[1]))
book = compilation(Frame(corpus, language="zh_CN", public=True, version="bench"))
own = Path(paper.__file__).parent / "fonts"
noto = Path(find_spec("pylopdf_fonts_zh_cn").origin).parent
settings = {"output_encoding": "unicode", "stylesheet_path": "", "embed_stylesheet": False,
            "report_level": 5}
parts = []
for part in book.parts:
    document = new_document(part.ident)
    document += nodes.section("", nodes.title("", part.title), *part.build(), ids=[part.ident])
    for node in list(document.findall(lambda n: isinstance(n, (chart, qr_code, nodes.image)))):
        node.parent.remove(node)
    html = publish_from_doctree(document, writer="html5", settings_overrides=settings)
    body = html[html.index("<body") : html.index("</body>")]
    parts.append('<div class="part">' + body[body.index(">") + 1 :] + "</div>")
faces = {"Fang": own / "FandolFang-Regular.otf", "Kai": own / "LXGWWenKai-GB2312.ttf",
         "Hei": noto / "NotoSansSC-Regular.otf", "Song": noto / "NotoSerifSC-Regular.otf"}
css = "".join(f"@font-face{{font-family:{n};src:url({p.as_uri()})}}" for n, p in faces.items())
css += '''
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:"— " counter(page) " —"}}
body{font:16pt/29pt Fang,Song,Hei}p{margin:0;text-indent:2em;text-align:justify}
table{border-collapse:collapse;font-size:12pt;line-height:1.4}td p{text-indent:0}
td,th{border:.5pt solid black;padding:4pt}h1,h2,h3,h4,h5{font:16pt/29pt Hei;margin:0}
h3{font-family:Kai}.part{break-before:right}
'''
text = f"<meta charset=utf-8><title>{book.title}</title><style>{css}</style>" + "".join(parts)
Path(sys.argv[2]).write_text(f'<!doctype html><html lang="zh-CN">{text}</html>', "utf-8")
"""
WEASYPRINT = """\
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from weasyprint import HTML

HTML(sys.argv[1]).write_pdf(sys.argv[2])
"""


def pages(file: Path) -> int:
    """Return how many pages the PDF *file* has."""
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def tell(name: str, count: int, cost: Cost) -> float:
    """Print a line of the table and return the pages a second."""
    rate = count / cost.wall_s
    print(
        f"{name:<22}{count:>7}{cost.wall_s:>9.1f}{cost.cpu_s:>9.1f}{rate:>9.1f}"
        f"{count / cost.cpu_s:>9.1f}{cost.memory_mb:>9.0f}",
        flush=True,
    )
    return rate


def measure(name: str, plans: Path, folder: Path, weasyprint: str) -> None:
    """Print what the compilation of *plans* costs."""
    environment = {**os.environ, "PLANFORGE_CACHE": str(folder / "store")}
    command = [sys.executable, "-m", "planforge", "handbook", str(plans), "-q", "-o", str(folder)]
    book = folder / "compilation.pdf"
    cost = run(command, env=environment, cwd=ROOT)
    rate = tell(f"{name}, cold", pages(book), cost)
    tell(f"{name}, again", pages(book), run(command, env=environment, cwd=ROOT))
    prose = min(plans.glob("special/*/plan.md"))
    prose.write_text(prose.read_text("utf-8").rstrip() + "\n\n另行通知。\n", "utf-8")
    tell(f"{name}, edit", pages(book), run(command, env=environment, cwd=ROOT))
    if weasyprint:
        text, other = folder / "book.html", folder / "weasyprint.pdf"
        run([sys.executable, "-c", HTML, str(plans), str(text)], cwd=ROOT)
        slow = run([weasyprint, "-c", WEASYPRINT, str(text), str(other)], cwd=ROOT)
        print(f"{rate / tell('  WeasyPrint', pages(other), slow):.1f} times the pages a second")


def main() -> None:
    """Measure both corpora."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=int, default=5)
    parser.add_argument("--weasyprint", default="", metavar="PYTHON")
    options = parser.parse_args()
    print(f"{'':<22}{'pages':>7}{'wall s':>9}{'cpu s':>9}{'p/s':>9}{'p/cpu s':>9}{'MB':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        demo = folder / "demo" / "plans"
        demo.parent.mkdir()
        _copy(DEMO, demo)
        measure("demonstration", demo, demo.parent, options.weasyprint)
        generated = folder / "generated" / "plans"
        write_corpus(generated, options.sets)
        measure(f"{options.sets * 5} + 1 plans", generated, generated.parent, options.weasyprint)


def _copy(source: Path, target: Path) -> None:
    for file in sorted(source.rglob("*")):
        if file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())


if __name__ == "__main__":
    main()
