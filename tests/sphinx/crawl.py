"""Reads the HTML of a finished site: where its links lead, and what its furniture says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

SPOKEN = ("aria-label", "title", "placeholder", "alt")
"""Attributes that a reader sees or hears."""
SILENT = ("script", "style", "noscript", "title", "article")
"""Elements that are no furniture."""
CONTENTS = {"page-toc", "pf-breadcrumb", "pf-side"}
"""Classes of navigation that is made of what the plans say."""


@dataclass
class PageFacts:
    """What one page holds.

    Attributes:
        anchors: Every id.
        links: Every address that it leads to or loads.
        furniture: Texts outside of the article and outside of what the plans say.
    """

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts()
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.facts.anchors.add(given["id"])
        self.facts.links += [given[name] for name in ("href", "src", "xlink:href") if name in given]
        if not self._silent:
            self.facts.furniture += [given[name] for name in SPOKEN if given.get(name)]
        if tag in SILENT or (tag == "nav" and CONTENTS & set(given.get("class", "").split())):
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            self.facts.furniture.append(data.strip())


def read_pages(site: Path) -> dict[str, PageFacts]:
    """Return what every page of *site* holds, by its address."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        if "_static" in path.parts:
            continue
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(site).as_posix()] = reader.facts
    return found


def dead_links(site: Path, pages: dict[str, PageFacts]) -> list[str]:
    """Return every link that leads nowhere, as “page: link”."""
    dead = []
    for name, facts in pages.items():
        for link in sorted(set(facts.links)):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = (site / name).parent.joinpath(unquote(parts.path)).resolve()
            target = name if not parts.path else path.relative_to(site.resolve()).as_posix()
            anchor = unquote(parts.fragment)
            is_there = (site / target).is_file()
            lacks_anchor = anchor and target in pages and anchor not in pages[target].anchors
            if not is_there or lacks_anchor:
                dead.append(f"{name}: {link}")
    return dead


def foreign(pages: dict[str, PageFacts], pattern: str) -> list[str]:
    """Return the texts of all furniture in which *pattern* is found, each once."""
    wanted = re.compile(pattern)
    return sorted(
        {text for facts in pages.values() for text in facts.furniture if wanted.search(text)}
    )
