"""Measure what hostile lines cost: ``python benchmarks/bench_hostile.py [CHARACTERS]``.

For each piece, CHARACTERS (default 50,000) of nothing else, on one line or as empty lines or as a
gap in a heading or a directive, and twice as many, stand in the `plan.md` of a small corpus.
Prints the CPU milliseconds that each adds to a check, and how the second is to the first: linear
cost is about 2, quadratic about 4.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

from planforge.checking import check
from planforge.rules.cases import base
from planforge.source.cache import MemoryStore

PROSE = "special/demo/plan.md"
PIECES = (
    "1", "2024年1月", "第一条", "一、", "（1）", "[^1]", "0500-5560003、", "30分钟内",
    "《防洪法》", "１", "#", "-", "市公安局", "`", "`a``", "Ⅰ级、", "50毫米以上", "（",
    "{org}`", "启动后30分钟内完成市公安局", "99个成员单位", "下设9个工作组",
    "启动Ⅰ级响应由市长决定，", "死亡3人以上", "原市水务局", "可以报告，", "2级响应，",
    "每年组织1次演练", "见附件1", "[x](#y)", "**市公安局**", "9999个成员单位",
    "\n", "\r", " \n", "\u3000\n", "\t",
)  # fmt: skip
FRAMES = ("# 标题…完", "```{actions} 甲…完\n```", "```{actions}\n:level: 甲…完\n```")
"""Lines with so long a gap in the middle."""


def milliseconds(root: Path, text: str) -> float:
    """Return the CPU milliseconds of a check of the corpus in *root* with *text* in its prose."""
    (root / PROSE).write_text(text, encoding="utf-8")
    begin = process_time()
    check(root, store=MemoryStore(), jobs=1)
    return 1000 * (process_time() - begin)


def main() -> None:
    """Print the table."""
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in base().items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        prose = (root / PROSE).read_text(encoding="utf-8")
        milliseconds(root, prose)
        bare = milliseconds(root, prose)
        print(
            f"{bare:.0f} ms without such a line; added by {length:,} and {2 * length:,} characters"
        )
        lines = [(piece if piece.strip() else repr(piece), "…", piece) for piece in PIECES]
        lines += [(repr(frame), frame, " ") for frame in FRAMES]
        for name, frame, piece in lines:
            one, two = (
                milliseconds(root, f"{prose}\n{frame.replace('…', piece * (n // len(piece)))}\n")
                - bare
                for n in (length, 2 * length)
            )
            ratio = f"{two / one:4.1f}" if one > bare / 4 else "   –"
            print(f"{one:8.0f} {two:8.0f}  {ratio}  {name}")


if __name__ == "__main__":
    main()
