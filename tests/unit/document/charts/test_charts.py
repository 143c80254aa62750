"""The four sample charts: their DOT text, their pictures, and what must hold of every picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planforge.document.charts import Look, draw, draw_all, resolve_targets, targets
from planforge.document.charts.dot import sketch
from planforge.document.charts.geometry import read_placement
from planforge.document.charts.measure import width
from planforge.document.charts.svg import picture
from tests.unit.document.charts.samples import SAMPLES, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.document.charts.geometry import Placement
    from planforge.document.charts.layout import Program

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(SAMPLES)


@pytest.mark.parametrize("name", NAMES)
def test_dot_text_is_as_reviewed(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"charts/{name}.dot", sketch(SAMPLES[name]()).dot)


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_as_reviewed(
    name: str, driver: Program, golden: Callable[[str, str], None]
) -> None:
    golden(f"charts/{name}.svg", draw(SAMPLES[name](), driver, prefix=name).svg)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_narrower_than_its_box(name: str) -> None:
    for box in sketch(SAMPLES[name]()).boxes.values():
        for row in box.rows:
            assert width(row.text, bold=row.is_bold) * row.size <= box.width - 4, row.text
        assert sum(row.size * 1.38 for row in box.rows) <= box.height


@pytest.mark.parametrize("name", NAMES)
def test_every_diamond_holds_the_corners_of_its_text(name: str) -> None:
    for box in sketch(SAMPLES[name]()).boxes.values():
        if box.style.shape != "diamond":
            continue
        top = -sum(row.size * 1.38 for row in box.rows) / 2
        for row in box.rows:
            bottom = top + row.size * 1.38
            reach = max(abs(top), abs(bottom))
            assert row.width / box.width + 2 * reach / box.height <= 1
            top = bottom


def placed(name: str, driver: Program) -> Placement:
    drawn = sketch(SAMPLES[name]())
    return read_placement(drawn, driver.render(drawn.dot))


@pytest.mark.parametrize("name", NAMES)
def test_boxes_keep_their_size_and_do_not_overlap(name: str, driver: Program) -> None:
    drawn = sketch(SAMPLES[name]())
    rects = placed(name, driver).rects
    assert set(rects) == set(drawn.boxes)
    for box in drawn.boxes.values():
        rect = rects[box.name].grown(-4 if box.level == 1 else 0)
        assert rect.right - rect.left == pytest.approx(box.width, abs=0.5)
        assert rect.bottom - rect.top == pytest.approx(box.height, abs=0.5)
    names = sorted(rects)
    clashes = [(a, b) for a in names for b in names if a < b and rects[a].meets(rects[b])]
    assert clashes == []


def test_lanes_stand_in_the_given_order_and_boxes_in_the_middle_of_theirs(driver: Program) -> None:
    rects = placed("flood-flow", driver).rects
    drawn = sketch(SAMPLES["flood-flow"]())
    heads = [rects[f"h{index}"].centre.x for index in range(6)]
    assert heads == sorted(heads)
    for panel, middle in zip(drawn.panels, heads, strict=True):
        for name in panel.members:
            if name in rects:
                assert rects[name].centre.x == pytest.approx(middle, abs=0.5)


@pytest.mark.parametrize("name", NAMES)
def test_picture_is_well_formed_named_and_free_of_what_the_program_prints(
    name: str, driver: Program
) -> None:
    svg = draw(SAMPLES[name](), driver, prefix="p1").svg
    root = parsed(svg)
    assert root.get("aria-labelledby") == "p1-title p1-desc"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    chart = SAMPLES[name]()
    assert title is not None
    assert (title.get("id"), title.text) == ("p1-title", chart.title)
    assert desc is not None
    assert (desc.get("id"), desc.text) == ("p1-desc", chart.description)
    assert root.get("width") is None
    assert not re.search(r"<!|<\?|&#160;|Times|font-family|pt\"", svg)
    assert 'fill="#' not in svg
    assert 'stroke="#' not in svg
    ids = [found for element in root.iter() if (found := element.get("id"))]
    assert len(ids) == len(set(ids))
    assert all(found.startswith("p1") for found in ids)


def test_an_image_role_is_kept_for_pictures_without_links(driver: Program) -> None:
    chart = SAMPLES["link-map"]()
    assert parsed(draw(chart, driver, prefix="p").svg).get("role") == "group"
    alone = parsed(draw(chart, driver, prefix="p", look=Look.ALONE).svg)
    assert alone.get("role") == "img"


def test_a_picture_on_its_own_has_plain_colours_a_size_a_font_and_no_links(driver: Program) -> None:
    drawn = draw(SAMPLES["flood-flow"](), driver, prefix="p", look=Look.ALONE)
    root = parsed(drawn.svg)
    assert "var(" not in drawn.svg
    assert "<a " not in drawn.svg
    assert float(root.attrib["width"]) == drawn.width
    assert "Noto Sans CJK SC" in root.attrib["font-family"]


def test_links_are_kept_as_targets_and_resolved_later(driver: Program) -> None:
    svg = draw(SAMPLES["link-map"](), driver, prefix="p").svg
    assert targets(svg) == tuple(
        f"planforge:plan/{name}"
        for name in ("master", "flood", "geo", "power", "relief", "province")
    )
    known = {"planforge:plan/flood": "../flood/?a=1&b=2", "planforge:plan/geo": "../geo/"}
    resolved = resolve_targets(svg, known.get)
    assert targets(resolved) == ("../flood/?a=1&b=2", "../geo/")
    assert len(parsed(resolved).findall(f".//{SVG}text")) == svg.count("<text")


def test_the_same_chart_gives_the_same_bytes(driver: Program) -> None:
    charts = [(name, SAMPLES[name]()) for name in NAMES]
    one, two = draw_all(charts, driver), draw_all(charts, driver)
    assert one == two
    assert [drawn.svg for drawn in one] == [
        draw(chart, driver, prefix=name).svg for name, chart in charts
    ]


def test_raw_text_of_another_version_of_the_program_gives_the_same_picture(driver: Program) -> None:
    drawn = sketch(SAMPLES["link-map"]())
    raw = driver.render(drawn.dot)
    other = re.sub(rb"<!--.*?-->", b"<!-- other -->", raw, flags=re.DOTALL)
    assert picture(drawn, other, "p") == picture(drawn, raw, "p")


def test_old_versions_of_graphviz_are_read_alike(driver: Program) -> None:
    drawn = sketch(SAMPLES["flood-flow"]())
    raw = driver.render(drawn.dot)
    old = raw.replace(b'stroke="none"', b'stroke="transparent"')
    assert picture(drawn, old, "p") == picture(drawn, raw, "p")
