"""Prose that is nested deeper than readers of Markdown go."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from planforge.source.markdown import read_prose

_FIRST_LOST = 10
"""Of lists that open one below the other, two spaces each, the tenth is the first to be lost."""
QUOTED = [f"# 总则\n\n{'>' * depth} 词语\n" for depth in (1, 10, 19, 20, 21, 3000)]
LISTED = [
    "".join(f"{'  ' * i}- 甲\n" for i in range(depth)) + f"{'  ' * depth}- 词语\n"
    for depth in (1, 7, 8, 9, 10, 15)
]
IN_ONE_LINE = [f"{'* ' * depth}词语\n" for depth in (1, 8, 9, 10, 11)]
OTHERS = [
    "----------\n词语\n",
    "* * * * * * * * * * *\n词语\n",
    f"```\n{'>' * 30}\n```\n词语\n",
    f"{' ' * 30}- 词语\n",
    "| 甲 |\n| ---------- |\n| 词语 |\n",
    f"- 甲\n\n{'>' * 19} 词语\n",
]


@pytest.mark.parametrize("text", [*QUOTED, *LISTED, *IN_ONE_LINE, *OTHERS])
def test_what_would_be_left_out_is_told_at_its_line(text: str) -> None:
    is_lost = "词语" not in MarkdownIt("commonmark").render(text)
    _, findings = read_prose(text.encode(), "a.md")
    line = min(text[: text.index("词语")].count("\n") + 1, _FIRST_LOST)
    assert [(f.rule, f.place.span and f.place.span.line) for f in findings] == (
        [("SRC016", line)] if is_lost else []
    )
