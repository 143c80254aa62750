"""Passages that two plans have in common."""

from __future__ import annotations

from planforge.corpus.outline import outline
from planforge.corpus.sentences import Sentence
from planforge.rules.wording.copied import _name, _runs
from tests.unit.corpus.conftest import plan


def _sentences(words: str) -> list[Sentence]:
    return [Sentence(word.encode(), line, -1) for line, word in enumerate(words, 1)]


def test_each_passage_is_found_with_its_length() -> None:
    here, there = _sentences("abxcdey"), _sentences("cdezab")
    where = {sentence.print: i for i, sentence in enumerate(there)}
    found = [
        (one[0].line, one[1].line, other[0].line, other[1].line, length)
        for one, other, length in _runs(here, there, where)
    ]
    assert found == [(1, 2, 5, 6, 2), (4, 6, 1, 3, 3)]


def test_a_plan_of_the_same_name_is_told_by_its_file() -> None:
    one, other = (outline(plan(name), f"{name}/plan.yaml") for name in "ab")
    assert _name(other, one) == other.name
    assert _name(one, one) == f"{one.name}（a/plan.yaml）"
