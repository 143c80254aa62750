"""The site in each language: what planforge writes has the punctuation of that language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.sphinx.builds import build, write_project
from tests.sphinx.crawl import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INLINE = {"a", "abbr", "b", "code", "em", "i", "kbd", "label", "small", "span", "strong", "tspan"}
"""Elements inside of a line of text."""
SILENT = {"pre", "script", "style"}
"""Elements with text of another kind."""
NOT_OURS = ("docs/", "genindex")
"""Pages written by hand, and the list that Sphinx makes."""
CHINESE = "[\u4e00-\u9fff]"
CHINESE_MARKS_AT_LATIN = r"[a-z)\]] ?[、。，；：（）〔〕「」]|[、，；：（〔「] ?([A-Z]?[a-z]|[(\[])"
"""At words; （GB/T 9704-2012） in a Chinese title is none."""
LATIN_MARKS_AT_CHINESE = (
    rf"{CHINESE} ?[,;:!?](?![0-9])|{CHINESE}\.(\s|$)|{CHINESE} ?\(|\) ?{CHINESE}|[、，；：。] [^ ]"
)


class _Lines(HTMLParser):
    """The lines of text of a page: each block, and each text that is spoken or shown on hover."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._silent = 0

    def end_line(self) -> None:
        text = " ".join("".join(self._line).split())
        if text:
            self.lines.append(text)
        self._line = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        if tag not in INLINE:
            self.end_line()
        self.lines += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        if tag not in INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line.append(data)


def lines_with(site: Path, pattern: str) -> list[str]:
    """Return the lines of the computed pages of *site* in which *pattern* is found, each once."""
    wanted, found = re.compile(pattern), set()
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith(NOT_OURS):
            continue
        reader = _Lines()
        reader.feed(path.read_text(encoding="utf-8"))
        found |= {line for line in reader.lines if wanted.search(line)}
    return sorted(found)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def built(folder: Path, language: str) -> Path:
    project = write_project(folder / "city", conf=f'language = "{language}"\n')
    assert build(project, folder / "site") == []
    return folder / "site"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("en"), "en")


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("zh"), "zh_CN")


def test_english_words_have_no_chinese_punctuation(english: Path) -> None:
    assert lines_with(english, CHINESE_MARKS_AT_LATIN) == []


def test_chinese_words_have_no_latin_punctuation(chinese: Path) -> None:
    assert lines_with(chinese, LATIN_MARKS_AT_CHINESE) == []


def test_the_chinese_site_has_no_english_sentence(chinese: Path) -> None:
    assert lines_with(chinese, r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}") == []


def test_time_limits_and_figures_are_english_words(english: Path) -> None:
    assert lines_with(english, r"\d(分钟|小时|个工作日).*(of the|every)") == []
    assert lines_with(english, r"within \d+ min of the report") != []
    assert lines_with(english, r"\d ten thousand|\b1 people\b") == []
