"""Measure the search on generated sites: ``python benchmarks/bench_search.py [pages …]``.

Prints, for each number of pages: characters of text, seconds to write the index, bytes on disk, and
in Chromium the milliseconds to load and build it and to answer queries (first time and again).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from planforge.publish.site import search
from planforge.publish.site.search_sections import sections_of
from tests.search.corpus import HAZARDS, plan_body

PLACES: Final = "江河湖海山林泉溪洲岭岩坪坝湾港桥塘铺营寨"
SECTIONS_OF: Final = 4
"""Plans whose sections one page holds: some 3,400 characters, like a long chapter."""
QUERIES: Final = (
    "应急",
    "市水务局",
    "应急响应由高到低",
    "检伤分类",
    "应急响应 终止",
    "停电了医院怎么办",
    "下大雨要启动几级响应",
    "化工厂泄漏了给谁打电话",
)
MEASURE: Final = """async (queries) => {
  const begin = performance.now();
  const index = await PFSearch.ready();
  const load = performance.now() - begin;
  const ask = (query) => {
    const start = performance.now();
    index.search(query);
    return performance.now() - start;
  };
  return { load, chars: index.text.length, first: queries.map(ask), again: queries.map(ask) };
}"""


def records(pages: int) -> list[search.SearchRecord]:
    """Return *pages* pages that differ in place names and numbers."""
    made = []
    for number in range(pages):
        place = PLACES[number % 20] + PLACES[number // 20 % 20] + PLACES[number // 400 % 20] + "市"
        chosen = [HAZARDS[(number + k) % len(HAZARDS)] for k in range(SECTIONS_OF)]
        body = "".join(plan_body(hazard) for hazard in chosen)
        body = body.replace("云浦市", place).replace("0000-11", f"0000-{number:04}")
        title = chosen[0].title.replace("云浦市", place)
        facets = {"plan": (chosen[0].title,), "unit": (chosen[0].lead,)}
        made.append(
            search.SearchRecord(title, f"p/{number:05}.html", "预案正文", facets, sections_of(body))
        )
    return made


def measure(pages: int) -> None:
    """Write, load and query an index of *pages* pages and print the figures."""
    made = records(pages)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin = time.process_time()
        files = search.write_index(
            made, folder / search.DATA_FOLDER, "zh_CN", search.search_ui_texts()
        )
        took = time.process_time() - begin
        size = sum(path.stat().st_size for path in files)
        shutil.copy(Path(search.__file__).parent / "static" / "planforge-search.js", folder)
        start = folder / "index.html"
        start.write_text(
            '<meta charset="utf-8"><script src="planforge-search.js"></script>', "utf-8"
        )
        with sync_playwright() as driver:
            program = shutil.which("chromium")
            browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(start.as_uri())
            seen = page.evaluate(MEASURE, list(QUERIES))
            browser.close()
    print(f"{pages} pages, {seen['chars']:,} characters, {size:,} bytes in {len(files)} files")
    print(f"  written in {took:.2f} s, loaded and built in {seen['load']:.0f} ms")
    for query, first, again in zip(QUERIES, seen["first"], seen["again"], strict=True):
        print(f"  {first:7.1f} ms first, {again:6.1f} ms again  {query}")


if __name__ == "__main__":
    for count in [int(argument) for argument in sys.argv[1:]] or [20, 200, 2000]:
        measure(count)
