"""The table of reading problems is complete, ordered and in Chinese."""

from __future__ import annotations

import ast
from pathlib import Path

import planforge.source
from planforge.source.problems import PROBLEMS
from planforge.source.width import first_separator, half_width, items


def test_ids_and_slugs_are_unique_and_sorted() -> None:
    assert list(PROBLEMS) == sorted(PROBLEMS)
    assert len({p.slug for p in PROBLEMS.values()}) == len(PROBLEMS)


def test_titles_are_translated() -> None:
    assert [p.rule for p in PROBLEMS.values() if p.title.render("zh_CN").isascii()] == []


def test_every_id_in_the_code_is_in_the_table() -> None:
    folder = Path(planforge.source.__file__).parent
    used = {
        node.value
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and str(node.value).startswith("SRC")
    }
    assert used == set(PROBLEMS)


def test_full_width_signs() -> None:
    assert half_width("３０％：１２") == "30%:12"
    assert items("甲，乙、丙；丁") == ("甲", "乙", "丙", "丁")
    assert items("甲") == ("甲",)
    assert items("，") == ("，",)
    assert first_separator("甲、乙，丙") == 1
    assert first_separator("甲") == -1
