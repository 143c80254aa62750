"""What books cost: ``python benchmarks/bench_handbook.py [--plans 22] [--weasyprint PYTHON]``.

It prints the compilation of the demonstration plans, and that of a generated corpus of *plans*
special plans and the master plan, each with nothing kept from before (cold), with nothing changed
(again) and after a sentence was added to the prose of one plan (edit), and says pages, seconds of
wall and processor time, pages a second and memory.

With ``--weasyprint``, the Python of an environment that has WeasyPrint, it also lets WeasyPrint lay
out the same text in the same run, on the same paper, with the same faces, sizes and gaps of lines
(`book_html.py`): once the text with its tables and bookmarks only (plain), and, of the
demonstration, once also with what the book of planforge has besides (whole): tags as PDF/UA wants
them, links between parts, charts as vectors. planforge starts from the files of the plans, so that
is what it is compared with: planforge writing the HTML, and WeasyPrint laying it out; and also with
WeasyPrint alone, given finished HTML.

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
from corpora import DEMO, PER_SET, write_corpus
from measuring import Cost, run

ROOT = Path(__file__).resolve().parent.parent

WEASYPRINT = """\
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from weasyprint import HTML

tagged = {"pdf_variant": "pdf/ua-1", "pdf_tags": True} if "--whole" in sys.argv else {}
HTML(sys.argv[1]).write_pdf(sys.argv[2], **tagged)
"""


def pages(file: Path) -> int:
    """Return how many pages the PDF *file* has."""
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def tell(name: str, count: int, cost: Cost) -> Cost:
    """Print a line of the table and return *cost*."""
    print(
        f"{name:<24}{count:>7}{cost.wall_s:>9.1f}{cost.cpu_s:>9.1f}{count / cost.wall_s:>9.1f}"
        f"{count / cost.cpu_s:>9.1f}{cost.memory_mb:>9.0f}",
        flush=True,
    )
    return cost


def measure(name: str, plans: Path, folder: Path) -> tuple[int, Cost]:
    """Print what the compilation of *plans* costs; return pages and cost of the cold run."""
    environment = {**os.environ, "PLANFORGE_CACHE": str(folder / "store")}
    command = [sys.executable, "-m", "planforge", "handbook", str(plans), "-q", "-o", str(folder)]
    book = folder / "compilation.pdf"
    cost = run(command, env=environment, cwd=ROOT)
    count = pages(book)
    tell(f"{name}, cold", count, cost)
    tell(f"{name}, again", pages(book), run(command, env=environment, cwd=ROOT))
    prose = min(plans.glob("special/*/plan.md"))
    prose.write_text(prose.read_text("utf-8").rstrip() + "\n\n另行通知。\n", "utf-8")
    tell(f"{name}, edit", pages(book), run(command, env=environment, cwd=ROOT))
    return count, cost


def compare(plans: Path, folder: Path, python: str, own: tuple[int, Cost], *kind: str) -> None:
    """Print what WeasyPrint needs for the same book, and how many times that is."""
    text, other = folder / "book.html", folder / "weasyprint.pdf"
    maker = ROOT / "benchmarks" / "book_html.py"
    before = run([sys.executable, str(maker), str(plans), str(text), *kind], cwd=ROOT)
    slow = run([python, "-c", WEASYPRINT, str(text), str(other), *kind], cwd=ROOT)
    count = pages(other)
    tell(f"  WeasyPrint, {'whole' if kind else 'plain'}", count, slow)
    made, cost = own
    for name, wall_s, cpu_s in (
        ("from the plans", before.wall_s + slow.wall_s, before.cpu_s + slow.cpu_s),
        ("from finished HTML", slow.wall_s, slow.cpu_s),
    ):
        wall = made / cost.wall_s / (count / wall_s)
        cpu = made / cost.cpu_s / (count / cpu_s)
        print(
            f"{name}: {wall:.1f} times its pages a second, {cpu:.1f} times a second of processor "
            "time"
        )


def main() -> None:
    """Measure both corpora."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--plans", type=int, default=22)
    parser.add_argument("--weasyprint", default="", metavar="PYTHON")
    options = parser.parse_args()
    print(f"{'':<24}{'pages':>7}{'wall s':>9}{'cpu s':>9}{'p/s':>9}{'p/cpu s':>9}{'MB':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        demo = folder / "demo" / "plans"
        demo.parent.mkdir()
        _copy(DEMO, demo)
        own = measure("demonstration", demo, demo.parent)
        if options.weasyprint:
            compare(demo, demo.parent, options.weasyprint, own)
            compare(demo, demo.parent, options.weasyprint, own, "--whole")
        if not options.plans:
            return
        generated = folder / "generated" / "plans"
        write_corpus(generated, -(-options.plans // PER_SET), options.plans)
        own = measure(f"{options.plans} + 1 plans", generated, generated.parent)
        if options.weasyprint:
            compare(generated, generated.parent, options.weasyprint, own)


def _copy(source: Path, target: Path) -> None:
    for file in sorted(source.rglob("*")):
        if file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())


if __name__ == "__main__":
    main()
