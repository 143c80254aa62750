"""How long charts take: building, laying out and writing flows of growing length.

Usage: python benchmarks/bench_charts.py
"""

from __future__ import annotations

import time
from itertools import pairwise

from planforge.document.charts.dot import sketch
from planforge.document.charts.graph import Chart, ChartKind, Edge, Group, Node
from planforge.document.charts.layout import find_program
from planforge.document.charts.svg import picture

SIZES = ((12, 5), (30, 6), (60, 8), (120, 10))


def flow(steps: int, lanes: int) -> Chart:
    """Return a flow that changes its lane at each step and branches at every fifth."""
    nodes = tuple(
        Node(f"s{i}", f"第{i}步：组织开展应急处置工作", group=f"l{i * 7 % lanes}", limit="30分钟内")
        for i in range(steps)
    )
    edges = [Edge(f"s{i}", f"s{i + 1}") for i in range(steps - 1)]
    edges += [Edge(f"s{i}", f"s{i + 3}", "否") for i in range(0, steps - 3, 5)]
    groups = tuple(Group(f"l{i}", f"第{i + 1}工作组") for i in range(lanes))
    return Chart(ChartKind.RESPONSE_FLOW, "流程", nodes, tuple(edges), groups)


def main() -> None:
    """Print one line per size: seconds for the sketch, the layout and the picture."""
    program = find_program()
    print(f"{program.version}")
    print(f"{'steps x lanes':>14} {'sketch':>8} {'layout':>8} {'picture':>8} {'bytes':>8}")
    for steps, lanes in SIZES:
        chart = flow(steps, lanes)
        times = [time.perf_counter()]
        drawn = sketch(chart)
        times.append(time.perf_counter())
        raw = program.render(drawn.dot)
        times.append(time.perf_counter())
        done = picture(drawn, raw, "bench")
        times.append(time.perf_counter())
        took = " ".join(f"{b - a:8.3f}" for a, b in pairwise(times))
        print(f"{f'{steps} x {lanes}':>14} {took} {len(done.svg):8}")


if __name__ == "__main__":
    main()
