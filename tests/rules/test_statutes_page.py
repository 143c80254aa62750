"""The pages on the texts that rules cite list all of them, and say which nobody read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from planforge.rules.statutes import documents

DOCS: Final = Path(__file__).parents[2] / "docs"
LISTED: Final = re.compile("(?<=<!-- listed -->).*(?=<!-- /listed -->)", re.DOTALL)
HEADS: Final = {
    "zh": ("名称", "文号", "施行", "列出的条文", "在哪里读的"),
    "en": ("Title", "Number", "In force", "Places listed", "Where it was read"),
}


def table(language: str) -> str:
    heads = HEADS[language]
    lines = [f"| {' | '.join(heads)} |", "| --- | --- | --- | ---: | --- |"]
    for one in documents():
        zh, en = one.read.value
        day = one.effective.isoformat() if one.effective else "—"
        copy = zh if language == "zh" else en
        lines.append(
            f"| {one.title} | {one.number or '—'} | {day} | {len(one.articles)} | {copy} |"
        )
    return "\n".join(lines)


@pytest.mark.parametrize("language", sorted(HEADS))
def test_the_page_lists_every_text(language: str, request: pytest.FixtureRequest) -> None:
    page = DOCS / language / "statutes.md"
    text = page.read_text("utf-8")
    listed = f"\n\n{table(language)}\n\n"
    if request.config.getoption("--regen"):
        text = LISTED.sub(lambda _: listed, text)
        page.write_text(text, encoding="utf-8", newline="\n")
    assert LISTED.findall(text) == [listed], f"run with --regen and review {page.name}"
