"""Tables on which the search for what they leave open takes long: two of six in one of five."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from planforge.corpus import ladders
from planforge.feel import Effort
from tests.unit.rules.city import found, hits, levels, view

if TYPE_CHECKING:
    import pytest

NAMES = ("雨量", "面积", "死亡人数", "直接经济损失", "受伤人数", "需搬迁转移人数", "减供负荷比例")
FEW = len(NAMES) - 1


def crowded(count: int) -> dict[str, object]:
    """Return two levels on *count* indicators; the higher one holds wherever all are given.

    There are *count* numbers in one range fewer, so that two of them are in the same one.
    """
    names = NAMES[:count]
    ranges = [f"[{10 * i + 1}..{10 * i + 11})" for i in range(count - 2)]
    ranges.append(f">= {10 * count - 19}")
    rows = [{one: each, two: each} for one, two in combinations(names, 2) for each in ranges]
    low = dict.fromkeys(names[1:], ">= 1") | {names[0]: "[1..5)"}
    return levels(rows, [low], None, None)


def test_a_hundred_rows_that_all_must_be_looked_at_are_decided() -> None:
    plan = view(响应级别=crowded(len(NAMES)))
    rows = {hit.place.pointer[1:4] for hit in hits("LVL005", plan)}
    assert ("Ⅱ级", "triggers", 0) not in rows
    assert [place for place, _ in found("LVL008", plan)] == ["levels/Ⅱ级/triggers/0"]


def test_what_could_not_be_decided_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladders, "Effort", lambda: Effort(10, 10))
    plan = view(响应级别=crowded(FEW))
    told = [hit for hit in hits("LVL005", plan) if "无法断定" in hit.message.render()]
    assert [(hit.place.pointer, hit.message.render()) for hit in told] == [
        (
            ("levels", "Ⅱ级", "triggers", 0),
            ("从Ⅱ级的这一行再往上有没有空隙，无法断定：表中相互重叠的行太多，重叠的方式也太多"),
        )
    ]
    assert told[0].hint is not None
    assert told[0].hint.render() == "把表写简单些，例如一行少写几个指标，或者分成几张有名称的表"


def test_the_same_is_told_of_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladders, "Effort", lambda: Effort(10, 10))
    high, low = crowded(FEW).values()
    warned = {
        colour: {"条件": level["启动条件"]}  # type: ignore[index]  # a level as it stands in a file
        for colour, level in (("红色", high), ("橙色", low))
    }
    told = [text for _, text in found("LVL015", view(预警={"分级": warned})) if "无法断定" in text]
    assert len(told) == 1
