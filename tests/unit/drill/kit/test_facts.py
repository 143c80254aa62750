"""Facts in the words of people."""

from __future__ import annotations

import pytest

from planforge.drill.kit.facts import fact_words
from planforge.drill.kit.values import text_of
from tests.unit.drill.build.demo import corpus


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("24小时降雨量", "168", "24小时降雨量168毫米"),
        ("园区气体监测点浓度@>= 50 %", "4", "园区气体监测点浓度≥50%的有4处"),
        ("园区气体监测点浓度@>= 50", "4", "园区气体监测点浓度≥50%的有4处"),
    ],
)
def test_figures_have_their_unit_once(name: str, value: str, words: str) -> None:
    assert text_of(fact_words(corpus().registry, name, value), "zh_CN") == words
