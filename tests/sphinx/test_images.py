"""Images beside `plan.md` are part of the site: shown, copied, and nothing else of the folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sphinx.builds import build, content, write_project
from tests.sphinx.crawl import dead_links, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAN = "plans/special/demo"
PAGE = "plan/demo/chapter-1.html"
PIXEL = b"\x89PNG any bytes"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def site_of(folder: Path, text: str, files: dict[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Build the small city with *text* at the head of its first chapter; return site, warnings."""
    project = write_project(folder / "city")
    prose = project / PLAN / "plan.md"
    whole = prose.read_text(encoding="utf-8").replace("```{scope}", f"{text}\n\n```{{scope}}", 1)
    prose.write_text(whole, encoding="utf-8")
    for name, data in files.items():
        file = project / PLAN / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    warnings = build(project, folder / "site")
    return content(folder / "site"), warnings


def images(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return what the site keeps of the images of plans."""
    return {name: data for name, data in files.items() if name.startswith("_images/")}


def tags(files: dict[str, bytes]) -> list[dict[str, str]]:
    """Return the attributes of every image on the chapter."""
    body = files[PAGE].decode()
    found = re.findall(r"<img\b[^>]*>", body[body.index("<article") :])
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in found]


def test_an_image_beside_the_text_is_shown_with_its_words(tmp_path: Path) -> None:
    text = "![城区河道图](map.png)见![站点](图/站%20点.png)。"
    files, warnings = site_of(
        tmp_path, text, {"map.png": PIXEL, "图/站 点.png": b"2", "unused.png": b"3"}
    )
    assert warnings == []
    folder = "_images/plans/special/demo"
    assert images(files) == {f"{folder}/map.png": PIXEL, f"{folder}/图/站 点.png": b"2"}
    assert [tag["alt"] for tag in tags(files)] == ["城区河道图", "站点"]
    assert tags(files)[0]["src"] == f"../../{folder}/map.png"
    assert dead_links(tmp_path / "site", read_pages(tmp_path / "site")) == []


def test_a_figure_has_its_size_and_caption(tmp_path: Path) -> None:
    text = "```{figure} map.svg\n:alt: 河道图\n:width: 60%\n:scale: 50\n\n图1 城区河道\n```"
    files, warnings = site_of(tmp_path, text, {"map.svg": DRAWING})
    assert warnings == []
    assert "图1 城区河道" in files[PAGE].decode()
    assert [(tag["alt"], tag.get("style", "")) for tag in tags(files)] == [
        ("河道图", "width: 60%;")
    ]


def test_words_stand_in_for_what_may_not_be_shown(tmp_path: Path) -> None:
    names = ("missing.png", "../other/map.png", "/map.png", "plan.yaml", "active.svg", "call.svg")
    files, _ = site_of(
        tmp_path,
        "".join(f"![河道图{number}]({name})" for number, name in enumerate(names)),
        {
            "../other/map.png": PIXEL,
            "active.svg": b"<svg><script>alert(1)</script></svg>",
            "call.svg": b'<svg onload="alert(1)"/>',
        },
    )
    assert images(files) == {}
    assert tags(files) == []
    assert [n for n in range(len(names)) if f"〔图：河道图{n}〕" not in files[PAGE].decode()] == []


def test_a_missing_image_is_told_once_at_its_line(tmp_path: Path) -> None:
    _, warnings = site_of(tmp_path, "![河道图](missing.png)", {})
    (said,) = warnings
    lines = (tmp_path / "city" / PLAN / "plan.md").read_text(encoding="utf-8").splitlines()
    line = lines.index("![河道图](missing.png)") + 1
    assert said.startswith(f"{PLAN}/plan.md:{line}:")
    assert said.endswith("[planforge.PRO008]")


def test_a_link_out_of_the_plans_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    project = write_project(tmp_path / "city")
    (project / PLAN / "map.png").symlink_to(tmp_path / "secret.png")
    files, _ = site_of(tmp_path, "![图](map.png)", {})
    assert images(files) == {}


def test_two_plans_may_call_their_images_alike(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    for plan, data in (("demo", b"1"), ("other", b"2")):
        (project / f"plans/special/{plan}/map.png").write_bytes(data)
        (project / f"plans/special/{plan}/plan.md").write_text(
            "# 总则\n\n![图](map.png)\n", "utf-8"
        )
    build(project, tmp_path / "site")
    assert images(content(tmp_path / "site")) == {
        "_images/plans/special/demo/map.png": b"1",
        "_images/plans/special/other/map.png": b"2",
    }


def test_other_formats_show_the_words(tmp_path: Path) -> None:
    project = write_project(tmp_path / "city")
    (project / PLAN / "map.png").write_bytes(PIXEL)
    (project / PLAN / "plan.md").write_text("# 总则\n\n![河道图](map.png)\n", encoding="utf-8")
    build(project, tmp_path / "site", builder="text")
    page = tmp_path / "site/plan/demo/chapter-1.txt"
    assert "〔图：河道图〕" in page.read_text(encoding="utf-8")
