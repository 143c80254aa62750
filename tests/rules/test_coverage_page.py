"""The pages on what reviewers ask name rules that exist, the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from planforge.rules import catalogue as _catalogue  # noqa: F401 - enters every rule
from planforge.rules.rule import rules

DOCS: Final = Path(__file__).parents[2] / "docs"
ID: Final = re.compile(r"\b[A-Z]{3}\d{3}\b")


def rows(language: str) -> list[list[str]]:
    text = (DOCS / language / "coverage.md").read_text("utf-8")
    return [ID.findall(line) for line in text.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_names_rules_that_exist(language: str) -> None:
    named = {rule for row in rows(language) for rule in row}
    assert named - {rule.id for rule in rules()} == set()


def test_both_languages_answer_the_same_questions() -> None:
    assert rows("zh") == rows("en")
