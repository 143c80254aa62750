"""What rests on a wrong day of issue is told there, as long as that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from planforge.checking import check
from planforge.findings import Finding, Place, Severity
from planforge.i18n import msg
from planforge.rules.cases import base
from planforge.rules.one_day import WrongDay, wrong_days

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "special/demo/plan.yaml"
RIGHT = "  印发日期: 2026-01-15\n"
WRONG = "  印发日期: 2025-03-15\n"
REST = ["CYC001", "CYC002", "STR006", "STR006"]


def found(rule: str, place: Place) -> Finding:
    return Finding(rule, Severity.ERROR, place, msg("wrong"))


def test_days_beside_a_wrong_day_of_issue_are_told_there_if_it_explains_them() -> None:
    file = "special/a/plan.yaml"

    def of(year: str) -> Finding:
        said = msg("{year}, {issued}", year=year, issued="2026-01-12")
        return Finding("STR011", Severity.WARNING, Place(file, ("edition", "number")), said)

    filed = found("CYC001", Place(file, ("edition", "filing", "filed")))
    published = found("CYC002", Place(file, ("edition", "publication", "published")))
    before = found("STR006", Place(file, ("edition", "effective")))
    upper = found("STR006", Place(file, ("edition", "aligned_with", 0, "issued")))
    settled = found("STR006", Place(file, ("edition", "problems", 0, "settled")))
    all_of_them = [filed, published, before, upper, settled]
    assert tuple(wrong_days([of("2025"), *all_of_them])) == ()
    assert tuple(wrong_days(all_of_them)) == ()
    (day,) = wrong_days([of("2027"), *all_of_them])
    number = of("2027").place, msg("{text} stands here", text="文号")
    resting = (filed, published, upper)
    told = replace(
        of("2027"),
        severity=Severity.ERROR,
        place=Place(file, ("edition", "issued")),
        related=(number, *((one.place, one.message) for one in resting)),
    )
    assert day == WrongDay(of("2027"), told, resting)
    assert tuple(wrong_days([of("2027"), filed, before, settled])) == ()


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        (((PLAN, RIGHT, WRONG),), ["STR011"]),
        (((PLAN, RIGHT, WRONG.rstrip() + "  # planforge: ignore[STR011] 已核\n"),), REST),
        (
            (
                (PLAN, RIGHT, WRONG),
                ("jurisdiction.yaml", "", "检查: {规则: {STR011: {停用: 文号另有规定}}}\n"),
            ),
            REST,
        ),
    ],
)
def test_nothing_is_lost_with_the_day_that_is_not_told(
    tmp_path: Path, changes: tuple[tuple[str, str, str], ...], left: list[str]
) -> None:
    for path, text in base().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        for file, before, after in changes:
            if file == path:
                assert before in text
                text = text.replace(before, after) if before else text + after  # noqa: PLW2901 - the text of the city
        target.write_text(text, encoding="utf-8", newline="\n")
    assert sorted(one.finding.rule for one in check(tmp_path).findings) == left
