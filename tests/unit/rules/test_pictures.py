from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.checking import check
from planforge.corpus.plan_view import PlanView
from planforge.findings import Span
from planforge.rules.cases import base
from planforge.rules.prose.pictures import Picture, image_not_shown, pictures
from planforge.source.cache import MemoryStore
from planforge.source.layout import survey
from tests.unit.rules.city import view

if TYPE_CHECKING:
    from pathlib import Path

IMAGES = frozenset({"map.png", "图/路线 1.svg"})


def said(prose: str, images: frozenset[str] | None = IMAGES) -> list[tuple[int, int, str, str]]:
    """Return line, column, message and hint of every finding in *prose*."""
    found = []
    plan = view()
    for hit in image_not_shown(PlanView(plan.plan, plan.registry, plan.file, prose, images)):
        assert hit.hint is not None
        assert hit.place.span is not None
        where = hit.place.span
        found.append((where.line, where.column, hit.message.render("en"), hit.hint.render("en")))
    return found


def test_every_way_to_write_an_image_is_seen() -> None:
    prose = (
        '见![图](a.png)和![](<b c.png> "题")。\n\n'
        "![路线][one] ![two]\n\n"
        "[one]: c.png\n[Two]: <d.png>\n\n"
        "```{image} e.png\n:alt: 图\n```\n"
        ":::{note}\n![图](f.png)\n:::\n"
        "<img alt='x' src='g.png'>\n"
    )
    assert pictures(prose) == (
        Picture("a.png", Span(1, 7, 1, 12)),
        Picture("b c.png", Span(1, 19, 1, 26)),
        Picture("c.png", Span(5, 8, 5, 13)),
        Picture("d.png", Span(6, 9, 6, 14)),
        Picture("e.png", Span(8, 12, 8, 17)),
        Picture("f.png", Span(12, 6, 12, 11)),
        Picture("g.png", Span(14, 19, 14, 24), is_tag=True),
    )


def test_what_is_no_image_is_left_alone() -> None:
    prose = (
        "`![图](a.png)` \\![图](b.png) [文字](c.png) ![没有定义]\n"
        "<!-- ![图](d.png) -->\n```\n![图](e.png)\n```\n"
        "[only]: f.png\n"
    )
    assert pictures(prose) == ()


@pytest.mark.parametrize("target", ["map.png", "./map.png", "图/路线%201.svg", "<图/路线 1.svg>"])
def test_a_file_in_the_folder_of_the_plan_may_be_shown(target: str) -> None:
    assert said(f"![图]({target})\n") == []


def test_images_from_elsewhere() -> None:
    todo = "Save it into the folder of the plan and name the file: ![…](map.png)"
    targets = (
        "http://x.example/a.png",
        "//x.example/a.png",
        "http://[x/a.png",
        "data:image/png;base64,AAAA",
        "file:///C:/a.png",
    )
    assert [said(f"图![图]({target})\n") for target in targets] == [
        [(1, 7, f"The image “{target}” is not a file beside the plan", todo)] for target in targets
    ]


def test_absolute_paths() -> None:
    todo = "Write the path from the folder of the plan, such as map.png"
    targets = ("/map.png", "C:/map.png", "\\\\server\\map.png")
    assert [said(f"![图]({target})\n") for target in targets] == [
        [(1, 6, f"The image “{target}” has an absolute path", todo)] for target in targets
    ]


def test_paths_that_leave_the_folder() -> None:
    todo = "Copy it into the folder of the plan and name it there"
    targets = ("../map.png", "图/../../map.png", "%2e%2e/map.png")
    assert [said(f"![图]({target})\n") for target in targets] == [
        [(1, 6, f"The image “{target}” lies outside the folder of the plan", todo)]
        for target in targets
    ]


def test_missing_files() -> None:
    assert said("![图](Map.png)\n\n![图](别的.gif)\n") == [
        (
            1,
            6,
            "There is no image “Map.png” in the folder of the plan",
            "Did you mean map.png?",
        ),
        (
            3,
            6,
            "There is no image “别的.gif” in the folder of the plan",
            "Put the file there, or correct its name; capitals count",
        ),
    ]


def test_an_svg_with_scripts_is_not_shown(tmp_path: Path) -> None:
    folder = tmp_path / "special/demo"
    folder.mkdir(parents=True)
    (folder / "plain.svg").write_text("<svg><path d='M0,0'/></svg>", encoding="utf-8")
    (folder / "live.svg").write_text("<svg><script>1</script></svg>", encoding="utf-8")
    layout = survey(tmp_path)
    assert layout.images_in("special/demo") == {"plain.svg", "live.svg"}
    assert layout.active_in("special/demo") == {"live.svg"}
    known = view()
    shown = PlanView(
        known.plan,
        known.registry,
        known.file,
        "![图](plain.svg)\n\n![图](live.svg)\n",
        layout.images_in("special/demo"),
        active_images=layout.active_in("special/demo"),
    )
    (hit,) = image_not_shown(shown)
    assert hit.place.span is not None
    assert hit.place.span.line == 3
    assert hit.message.render("en") == (
        "The image “live.svg” holds scripts, so only its words are shown"
    )


def test_an_image_that_gets_a_script_is_noticed_though_no_text_changed(tmp_path: Path) -> None:
    for path, text in base().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with (tmp_path / "special/demo/plan.md").open("a", encoding="utf-8") as prose:
        prose.write("\n![图](map.svg)\n")
    image = tmp_path / "special/demo/map.svg"
    image.write_text("<svg/>", encoding="utf-8")
    store = MemoryStore()
    assert check(tmp_path, store=store).findings == ()
    image.write_text("<svg onload='go()'/>", encoding="utf-8")
    found = check(tmp_path, store=store).findings
    assert [located.finding.rule for located in found] == ["PRO008"]


def test_missing_files_are_not_judged_where_the_folder_is_not_known() -> None:
    assert said("![图](别的.gif)\n", images=None) == []


def test_tags_kinds_and_empty_addresses() -> None:
    assert said('<img src="map.png">\n\n![图](map.bmp)\n\n![图]()\n') == [
        (
            1,
            11,
            "The image “map.png” is written as HTML, which is left out",
            "Write ![…](map.png)",
        ),
        (
            3,
            6,
            "The image “map.bmp” is of a kind that browsers do not show",
            "Save it as one of these: .png, .jpg, .jpeg, .gif, .webp, .svg",
        ),
        (5, 6, "The image names no file", "Name it: ![…](map.png)"),
    ]


def test_no_line_takes_long() -> None:
    assert pictures("![" * 20_000 + "\n" + "![x](" * 5_000 + "\n" + "<img " * 5_000) == ()


def test_an_image_that_comes_or_goes_is_noticed_though_no_text_changed(tmp_path: Path) -> None:
    for path, text in base().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with (tmp_path / "special/demo/plan.md").open("a", encoding="utf-8") as prose:
        prose.write("\n![图](图/map.png)\n")
    store = MemoryStore()

    def rules_broken() -> list[str]:
        return [located.finding.rule for located in check(tmp_path, store=store).findings]

    assert rules_broken() == ["PRO008"]
    (tmp_path / "special/demo/图").mkdir()
    (tmp_path / "special/demo/图/map.png").write_bytes(b"")
    assert rules_broken() == []
    (tmp_path / "special/demo/图/map.png").unlink()
    assert rules_broken() == ["PRO008"]
