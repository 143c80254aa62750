"""Names that try to leave their place: in DOT, in SVG, in a link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.document.charts import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Group,
    Node,
    NodeKind,
    draw,
    targets,
)
from planforge.document.charts.dot import sketch
from tests.unit.document.charts.samples import parsed

if TYPE_CHECKING:
    from planforge.document.charts.layout import Program

NAMES = (
    'a"; evil [label="b',
    "back\\slash\\",
    "\\N \\G \\L",
    "<b>bold</b>",
    "<<TABLE>>",
    "]]> <!-- -->",
    "<script>alert(1)</script>",
    "line\nbreak\r\nand\ttab",
    "nul\x00 bell\x07 \ud800",
    "&amp; &#x41; &",
    "} digraph x {",
    "-" * 3,
    "",
    "字" * 3000,
    "👨‍👩‍👧‍👦 \u202egnihtemos",
)


def hostile(kind: ChartKind) -> Chart:
    node_kind = NodeKind.LEVEL if kind is ChartKind.LADDER else NodeKind.ACTION
    nodes = tuple(
        Node(name, name, node_kind, 'lane<">', detail=name, limit=name, tooltip=name, target=name)
        for name in NAMES
    )
    edges = tuple(
        Edge(source, target, source, EdgeStyle.UP)
        for source, target in zip(NAMES[1:], NAMES, strict=False)
    )
    return Chart(kind, NAMES[0], nodes, edges, (Group('lane<">', NAMES[3]),), NAMES[5])


@pytest.mark.parametrize("kind", list(ChartKind))
def test_any_text_gives_a_well_formed_picture_with_that_text_and_nothing_else(
    kind: ChartKind, driver: Program
) -> None:
    drawn = draw(hostile(kind), driver, prefix="p")
    root = parsed(drawn.svg)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    known = {"svg", "title", "desc", "g", "path", "polygon", "polyline", "rect", "text", "tspan"}
    assert tags <= known
    shown = "".join(root.itertext())
    assert "<script>alert(1)</script>" in shown.replace("\n", "")
    assert len(sketch(hostile(kind)).boxes) >= len(NAMES)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "file:///etc/passwd",
        "https://a b",
        "planforge:\nx",
    ],
)
def test_a_link_of_another_kind_is_not_made(target: str, driver: Program) -> None:
    chart = Chart(ChartKind.LINK_MAP, "t", (Node("a", "甲", target=target),))
    assert targets(draw(chart, driver, prefix="p").svg) == ()


def test_quotes_in_a_link_stay_in_it(driver: Program) -> None:
    target = 'planforge:x"><script>'
    chart = Chart(ChartKind.LINK_MAP, "t", (Node("a", "甲", target=target),))
    svg = draw(chart, driver, prefix="p").svg
    assert "<script>" not in svg
    assert targets(svg) == (target,)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_an_empty_chart_is_a_picture_too(kind: ChartKind, driver: Program) -> None:
    root = parsed(draw(Chart(kind, "空图", ()), driver, prefix="p").svg)
    assert [element.text for element in root] == ["空图"]


@pytest.mark.parametrize("kind", list(ChartKind))
def test_edges_to_nowhere_and_to_oneself_are_not_drawn(kind: ChartKind) -> None:
    chart = Chart(
        kind,
        "t",
        (Node("a", "甲", NodeKind.LEVEL, level=1),),
        (Edge("a", "missing"), Edge("a", "a"), Edge("missing", "a")),
    )
    drawn, without = sketch(chart), sketch(replace(chart, edges=()))
    assert drawn == replace(without, chart=drawn.chart)
    assert drawn.dot == without.dot
