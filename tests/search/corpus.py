"""A small invented site for the tests of the search: some thirty pages of plans, units and posts.

The pages share a skeleton and differ in their facts, as real plans do; that makes ranking hard.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planforge.publish.site.search import SearchRecord
from planforge.publish.site.search_sections import sections_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER: Final = Path(__file__).parent
LEVELS: Final = ("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级")


@dataclass(frozen=True, slots=True)
class Hazard:
    """The facts in which one plan of the invented city differs from the next."""

    slug: str
    title: str
    event: str
    lead: str
    chief: str
    office: str
    phone: str
    trigger: str
    first: str
    measure: str
    extra_heading: str
    extra: str
    first_report_min: int
    team: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the small site, with the HTML of its text."""

    path: str
    title: str
    kind: str
    body: str
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_FACTS: Final = tomllib.loads((FOLDER / "corpus.toml").read_text(encoding="utf-8"))
_PLAN: Final = (FOLDER / "plan.html").read_text(encoding="utf-8")
HAZARDS: Final = tuple(Hazard(**row) for row in _FACTS["hazard"])
POSTS: Final = tuple(row["name"] for row in _FACTS["post"])


def plan_body(hazard: Hazard) -> str:
    """Return a page with links, tables and lists in the way of a real plan."""
    steps = (hazard.first, hazard.measure)
    measures = "".join(f"<li><p>{escape(text)}。</p></li>" for text in steps)
    return _PLAN.format(h=hazard, measures=measures)


def simple_body(title: str, parts: Iterable[tuple[str, str]]) -> str:
    """Return a page of a title and plain sections."""
    inner = "".join(
        f'<section id="s{n}"><h2>{escape(head)}</h2><p>{escape(text)}</p></section>'
        for n, (head, text) in enumerate(parts, start=1)
    )
    return f'<section id="top"><h1>{escape(title)}</h1>{inner}</section>'


def pages() -> tuple[SitePage, ...]:
    """Return every page, by path."""
    made = [
        SitePage(
            "hostile.html",
            "特殊字符 </script>",
            "其他",
            (FOLDER / "hostile.html").read_text("utf-8"),
        )
    ]
    for hazard in HAZARDS:
        facets = {"plan": (hazard.title,), "unit": (hazard.lead,), "level": LEVELS}
        path = f"plans/{hazard.slug}.html"
        made.append(SitePage(path, hazard.title, "预案正文", plan_body(hazard), facets))
    for row in _FACTS["support"]:
        body = simple_body(row["title"], row["parts"])
        facets = {"plan": (row["title"],), "unit": (row["lead"],)}
        path = f"plans/{row['slug']}.html"
        made.append(SitePage(path, row["title"], "预案正文", body, facets))
    for row in _FACTS["unit"]:
        body = simple_body(row["name"], [("职责", row["duty"])])
        facets = {"unit": (row["name"],)}
        made.append(SitePage(f"units/{row['slug']}.html", row["name"], "机构", body, facets))
    for row in _FACTS["post"]:
        body = simple_body(row["name"], [("岗位职责", row["duty"])])
        made.append(SitePage(f"posts/{row['slug']}.html", row["name"], "岗位", body))
    return tuple(sorted(made, key=lambda page: page.path))


def records() -> tuple[SearchRecord, ...]:
    """Return what the index is made of."""
    return tuple(
        SearchRecord(page.title, page.path, page.kind, page.facets, sections_of(page.body))
        for page in pages()
    )


def write_pages(folder: Path, head: str, top: str) -> None:
    """Write the pages below *folder* with *head* in their head and *top* before the text.

    `{root}` in both becomes the way to the top of the site.
    """
    every = {page.path: page.body for page in pages()}
    every["search.html"] = '<h1>搜索</h1><div id="planforge-search-page"></div>'
    for path, body in every.items():
        root = "../" * path.count("/")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            f'<!DOCTYPE html><html lang="zh-CN" data-planforge-root="{root}"><head>'
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>页</title>{head.replace('{root}', root)}</head>"
            f"<body>{top.replace('{root}', root)}<article>{body}</article></body></html>",
            encoding="utf-8",
        )
