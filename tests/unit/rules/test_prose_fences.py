"""Fences that swallow text are found where they start, all others are left alone."""

from __future__ import annotations

import pytest

from planforge.rules.prose.fences import faults

DIRECTIVES = frozenset({"scope", "principles"})
UNCLOSED = "The placeholder “scope” that starts here does not end"


def found(prose: str) -> list[tuple[int, int, str]]:
    return [
        (span.line, span.column, what.render("en")) for span, what, _ in faults(prose, DIRECTIVES)
    ]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("```{scope}\n", [(1, 1, UNCLOSED)]),
        ("```{scope}\n文字\n\n```{principles}\n```\n", [(1, 1, UNCLOSED)]),
        ("```{scope}\n``\n\n# 总则\n", [(1, 1, UNCLOSED)]),
        ("```{scope}\n\n# 总则\n\n```\n", [(1, 1, UNCLOSED)]),
        (":::{note}\n```{scope}\n:::\n", [(2, 1, UNCLOSED)]),
        ("```\n代码\n", [(1, 1, "What is fenced in from here does not end")]),
        (
            "```{scope}\n:plan: x\n  请注意\n```\n",
            [(3, 3, "“scope” takes no text, so this line is not shown")],
        ),
        ("``{scope}\n``\n", [(1, 1, "“``” does not start a placeholder")]),
        ("``{scope}\n```\n\n# 总则\n", [(1, 1, "“``” does not start a placeholder")]),
    ],
)
def test_fence_that_swallows_text(prose: str, expected: list[tuple[int, int, str]]) -> None:
    assert found(prose) == expected


@pytest.mark.parametrize(
    "prose",
    [
        "```{scope}\n---\nplan: x\n---\n```\n",
        "```{scope}\n:plan: x\n\n<!-- 注 -->\n```\n",
        "````\n```{scope}\n````\n",
        "~~~\n```{scope}\n~~~\n",
        "::::{note}\n:::{tip}\n文字\n:::\n```{scope}\n```\n::::\n",
        "<!--\n```{scope}\n-->\n",
        "1. ```{scope}\n   ```\n",
        "```一行代码```\n",
        "`{scope}`和``{scope}``\n",
    ],
)
def test_fence_that_is_right(prose: str) -> None:
    assert found(prose) == []
