"""Every link of the demonstration's site leads somewhere, and its furniture speaks Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sphinx.crawl import PageFacts, dead_links, foreign, read_pages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageFacts]:
    return read_pages(site)


def test_every_link_leads_to_a_place_that_exists(site: Path, pages: dict[str, PageFacts]) -> None:
    assert len(pages) > 500
    assert dead_links(site, pages) == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, PageFacts]) -> None:
    links = {link for facts in pages.values() for link in facts.links}
    schemes = {link.partition(":")[0] for link in links if ":" in link}
    assert schemes <= {"tel", "mailto", "https", "http", "data"}  # the last: the icon, in the page


def test_the_furniture_speaks_chinese(pages: dict[str, PageFacts]) -> None:
    said = foreign(pages, "[A-Za-z]{2,}")
    assert [text for text in said if not re.search("[\u4e00-\u9fff]", text)] == []
