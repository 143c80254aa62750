"""Findings are recognised again whatever moves around them, and only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.checking import check
from planforge.findings import Finding, Place, Severity, Span
from planforge.i18n import msg
from planforge.identity import identities
from planforge.report import Located
from planforge.rules.cases import base

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "special/demo/plan.yaml"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for path, text in base().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    edit(tmp_path, "责任: 市公安局, 内容: 实行交通管制", "责任: 市公安厅, 内容: 实行交通管制")
    return tmp_path


def edit(city: Path, before: str, after: str, count: int = 1) -> None:
    text = (city / PLAN).read_text(encoding="utf-8")
    assert before in text
    (city / PLAN).write_text(text.replace(before, after, count), encoding="utf-8", newline="\n")


def found(city: Path) -> tuple[str, ...]:
    return identities(check(city).findings)


def test_lines_above_change_nothing(city: Path) -> None:
    before = found(city)
    assert before
    edit(city, "名称:", "# 说明\n\n名称:")
    assert found(city) == before


def test_items_put_before_change_nothing(city: Path) -> None:
    before = found(city)
    edit(
        city,
        "响应措施:\n",
        "响应措施:\n  - {编号: new, 阶段: 先期处置, 责任: 市防办, 内容: 值守}\n",
    )
    assert before[0] in found(city)


def test_another_item_with_the_same_mistake_is_new(city: Path) -> None:
    before = found(city)
    edit(city, "责任: 市公安厅", "责任: 市公安局")
    edit(city, "责任: 市卫健委, 内容: 派出医疗队", "责任: 市公安厅, 内容: 派出医疗队")
    after = found(city)
    assert len(after) == len(before)
    assert not set(after) & set(before)


def test_equal_findings_are_counted() -> None:
    def at(line: int) -> Located:
        message = msg("There is no finding of {rule} in line {line}", rule="REF001", line=line)
        place = Place("a.yaml", span=Span(line))
        return Located(Finding("SUP001", Severity.WARNING, place, message), Span(line))

    one, two, three = identities([at(1), at(5), at(9)])
    assert len({one, two, three}) == 3
    assert identities([at(2), at(3)]) == (one, two)


def test_what_a_finding_is_about_and_its_message_tell_it_apart() -> None:
    def of(rule: str = "REF001", file: str = "a", about: str = "x", name: str = "n") -> str:
        finding = Finding(rule, Severity.ERROR, Place(file), msg("No {name}", name=msg(name)))
        return identities([Located(finding, Span(), about=("行动", about))])[0]

    variants = [of(), of(rule="REF002"), of(file="b"), of(about="y"), of(name="m")]
    assert len(set(variants)) == len(variants)
    assert of() == of()
