"""Ordinary Markdown in `plan.md` never stops a build: links lead somewhere or are text."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.sphinx.builds import build, content, difference, write_project
from tests.sphinx.crawl import dead_links, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEMO = "plans/special/demo/plan.md"
FIRST = "plan/demo/chapter-1.html"
SECOND = "plan/demo/chapter-2.html"
PROSE = """\
# 总则[^题]

见[停电预案](../other/plan.md)[1](附图.pdf)[2](../../../../etc/passwd)[3](chapter-9.html)[4](#abc)。

去<https://a.example>[站](https://b.example/x "题")[职责](#职责)[细则](target)[][^1][](#职责)。

[外](javascript:alert(1))[外](//c.example/x)[坏](http://[x)![坏](http://[x/a.png) {ref}`target`

## 说明

文字[^1]，又[^1]，缺[^9]。

(target)=
## 细则

| 列[^表] | [表](#职责) |
| --- | --- |
| [^1] | [x](y) |

> 引[^引]
> - [回](#说明)

[^1]: 注一，见[职责](#职责)[^引]。
[^表]: 注表
[^引]: 注引
[^题]: 注题

# 职责

别处[^1]。

```{math}
a = b
```

```{contents}
```

```{table} 表题

| a |
| --- |
| b |
```

```python
x = 1
```
"""


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the folder of the site of the small city with everything in one plan, and warnings."""
    folder = tmp_path_factory.mktemp("links")
    project = write_project(folder / "city")
    (project / DEMO).write_text(PROSE, encoding="utf-8")
    return folder / "site", build(project, folder / "site")


def article(folder: Path, page: str) -> str:
    text = (folder / page).read_text(encoding="utf-8")
    return text[text.index("<article") : text.index("</article>")]


def links(folder: Path, page: str) -> list[tuple[str, str]]:
    """Return words and address of the links in the text of *page*."""
    link = r'<a class="([^"]*)"[^>]*?href="([^"]*)"[^>]*>(.*?)</a>'
    found = re.findall(link, article(folder, page))
    return [
        (unescape(re.sub("<[^>]*>", "", words)), unescape(href))
        for classes, href, words in found
        if "headerlink" not in classes
    ]


def test_every_link_leads_somewhere_or_is_text(site: tuple[Path, list[str]]) -> None:
    assert links(site[0], FIRST) == [
        ("停电预案", "../other/index.html"),
        ("https://a.example", "https://a.example"),
        ("站", "https://b.example/x"),
        ("职责", "chapter-2.html"),
        ("细则", "#s1-2"),
        ("[2]", "#note-2"),
        ("职责", "chapter-2.html"),
        ("[2]", "#note-2"),
        ("[2]", "#note-2"),
        ("[3]", "#note-3"),
        ("表", "chapter-2.html"),
        ("[2]", "#note-2"),
        ("[4]", "#note-4"),
        ("回", "#s1-1"),
        ("职责", "chapter-2.html"),
        ("[4]", "#note-4"),
    ]
    assert links(site[0], SECOND) == [("[1]", "#note-1"), ("职责", "#"), ("[2]", "#note-2")]
    assert dead_links(site[0], read_pages(site[0])) == []


def test_what_leads_nowhere_is_told_at_its_place(site: tuple[Path, list[str]]) -> None:
    found = [re.match(rf"{DEMO}:(\d+):(\d+): .*\[planforge\.(\w+)]", said) for said in site[1]]
    told = [(int(m[1]), int(m[2]), m[3]) for m in found if m and m[3] != "PRO006"]
    assert len([m for m in found if m]) == len(site[1])
    assert told == [
        (3, 30, "PRO013"),
        (3, 41, "PRO013"),
        (3, 68, "PRO013"),
        (3, 87, "PRO013"),
        (7, 5, "PRO013"),
        (7, 29, "PRO013"),
        (7, 47, "PRO013"),
        (7, 62, "PRO008"),
        (7, 80, "PRO013"),
        (11, 17, "PRO013"),
        (18, 14, "PRO013"),
        (32, 4, "PRO020"),
        (36, 5, "PRO001"),
    ]


def test_incremental_equals_fresh(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    build(project, tmp_path / "site")
    (project / DEMO).write_text(PROSE, encoding="utf-8")
    build(project, tmp_path / "site")
    build(project, tmp_path / "fresh")
    assert difference(content(tmp_path / "site"), content(tmp_path / "fresh")) == []
