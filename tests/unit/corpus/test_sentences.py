"""Fingerprints of sentences: short to keep, equal for equal words, with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.load import load
from planforge.corpus.sentences import read, written
from planforge.rules.cases import base

if TYPE_CHECKING:
    from pathlib import Path

    from planforge.model.plan import Plan

SENTENCE = "抢险队伍进入危险区之前逐人清点并登记"


def a_plan(folder: Path) -> Plan:
    for path, text in base().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load(folder)[0].plans[0].plan


def test_equal_words_have_equal_prints_whatever_the_marks(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    one, other = (read(written(plan, text))[0] for text in (f"{SENTENCE}。", f"\n**{SENTENCE}**；"))
    assert (one.print, one.line, other.line) == (other.print, 1, 2)


def test_short_sentences_headings_and_directives_are_left_out(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    prose = f"# {SENTENCE}\n\n先转移群众。\n\n```{{actions}}\n:phase: {SENTENCE}\n```\n"
    assert [x for x in read(written(plan, prose)) if x.line] == []


def test_texts_of_actions_are_known_by_the_position_of_the_action(tmp_path: Path) -> None:
    plan = a_plan(tmp_path)
    found = [plan.actions[x.action].id for x in read(written(plan, "")) if x.action >= 0]
    assert found == ["judge", "announce"]
