"""Measure what reading plan files costs: ``python benchmarks/bench_yaml.py [FILES]``.

Prints, for one plan of about 60 KB, the CPU time of `planforge.source` beside `yaml.load` with
`CSafeLoader` on the same bytes (the best of several runs), then for FILES such plans (default 300)
reading without a store, into an empty one, from a full one, and the plain reading of their bytes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from planforge.source.cache import FolderStore
from planforge.source.digests import iter_digests
from planforge.source.layout import survey
from planforge.source.positions import SourceMap
from planforge.source.read import iter_sources
from planforge.source.text import decode
from planforge.source.yaml_tree import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from planforge.source.layout import Layout

RUNS = 15
LEVEL = """  {level}级:
    启动条件:
      - {{24小时降雨量: ">= 100 mm", 笼罩面积: "[2000..4000) km2"}}
      - {{暴雨预警: "橙色", 受影响县区数: ">= 2"}}
    建议: 市防办
    决定: 市防指副总指挥
"""
ACTION = """  - 编号: consult-{number}
    起始级别: Ⅳ级
    阶段: 响应
    责任: 市防办
    配合: [市气象局, 市水文中心]
    内容: 组织会商研判，提出响应建议，并在{number}分钟内报告市防汛抗旱指挥部
    时限: 30分钟
    前置: [activate]
    调用: {{队伍: [市水上救援队], 物资: {{编织袋: 20000}}}}
"""


def plan(number: int) -> str:
    """Return a plan of about 60 KB that differs from the others by its *number*."""
    head = f"预案: flood-{number}\n名称: 安澜市防汛抗旱应急预案\n事件类型: [洪涝, 干旱]\n"
    levels = "".join(LEVEL.format(level=level) for level in "ⅣⅢⅡⅠ")
    actions = "".join(ACTION.format(number=i) for i in range(165))
    return f"{head}响应级别:\n{levels}响应措施:\n{actions}"


def best_ms(work: Callable[[], object]) -> float:
    """Return the least CPU time of *work* in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def one_file() -> None:
    """Print the costs of one plan."""
    data = plan(1).encode()
    text = data.decode()
    reference = best_ms(lambda: yaml.load(data, Loader=yaml.CSafeLoader))
    print(f"one plan of {len(data):,} bytes, ms of CPU time (share of CSafeLoader)")
    for name, work in (
        ("yaml.load, CSafeLoader", lambda: yaml.load(data, Loader=yaml.CSafeLoader)),
        ("decode and parse", lambda: parse(decode(data, "f").text or "", "f")),
        ("positions, only for findings", lambda: SourceMap(text, {}).span(("响应措施", 9))),
    ):
        spent = best_ms(work)
        print(f"  {name:<30} {spent:8.2f} ({spent / reference:.2f})")


def many_files(number: int) -> None:
    """Print the costs of a corpus of *number* plans."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "plans")
        for i in range(number):
            file = root / "special" / f"plan-{i:05}" / "plan.yaml"
            file.parent.mkdir(parents=True)
            file.write_text(plan(i), encoding="utf-8")
        (root / "jurisdiction.yaml").write_text("名称: 安澜市\n", encoding="utf-8")
        layout = survey(root)
        print(f"{number} plans, seconds of wall time")
        timed("find the files", lambda: survey(root).files)
        timed("read the bytes", lambda: (f.location.read_bytes() for f in layout.files))
        timed("read and digest", lambda: iter_digests(layout))
        timed("parse, no store", lambda: iter_sources(layout))
        for name in ("parse, into an empty store", "from a full store"):
            with FolderStore(Path(folder, "cache")) as store:
                timed(name, partial(through, layout, store))
        keys = [f"key-{i}" for i in range(number)]
        with FolderStore(Path(folder, "bytes")) as store:
            timed("store: put", lambda: fill(store, keys, plan(0).encode()))
            batches = [keys[i : i + 64] for i in range(0, number, 64)]
            timed("store: get_many by 64", lambda: map(store.get_many, batches))


def through(layout: Layout, store: FolderStore) -> Iterator[object]:
    """Read every file of *layout* by way of the *store*, and have it write."""
    yield from iter_sources(layout, cache=store)
    store.flush()


def fill(store: FolderStore, keys: list[str], value: bytes) -> Iterator[str]:
    """Put *value* under each of *keys*, and have the *store* write."""
    for key in keys:
        store.put(key, value)
        yield key
    store.flush()


def timed(name: str, work: Callable[[], Iterable[object]]) -> None:
    """Print how long it takes to go through what *work* yields, keeping nothing."""
    start = time.perf_counter()
    for _ in work():
        pass
    print(f"  {name:<30} {time.perf_counter() - start:8.3f}")


if __name__ == "__main__":
    one_file()
    many_files(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
