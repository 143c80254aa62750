"""Every rule against its own examples: the marked lines of the city get a finding, no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.findings import Severity
from planforge.rules.cases import SHOWS, cases_of, ids_with_cases, unmarked
from planforge.rules.rule import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.rules.cases import Case
    from tests.rules.city import City

CASES = [case for rule_id in ids_with_cases() for case in cases_of(rule_id)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.name}")
def test_a_case_gets_exactly_its_findings(case: Case, city: City) -> None:
    assert set(city.findings_of(case)) == case.expected


def test_the_base_is_clean(city: City) -> None:
    assert city.findings() == []


def test_the_city_is_the_same_again_after_a_case(city: City) -> None:
    before = city.files()
    for rule_id in ("SRC002", "SRC011", "STR001", "STR004"):
        for case in cases_of(rule_id):
            city.findings_of(case)
    assert city.files() == before


WITHOUT_CASES = {"RUN001"}
"""A failing rule is a mistake in planforge: no plan can show it."""


@pytest.mark.parametrize("rule_id", sorted({rule.id for rule in rules()} - WITHOUT_CASES))
def test_every_rule_shows_wrong_right_and_near(rule_id: str) -> None:
    shown = {case.show for case in cases_of(rule_id)}
    assert shown == set(SHOWS)


def test_a_wrong_case_gets_a_finding_of_its_rule_and_the_others_do_not() -> None:
    wrong = {f"{case.rule}-{case.name}": case.show == "wrong" for case in CASES}
    found = {
        f"{case.rule}-{case.name}": any(rule == case.rule for _, _, rule in case.expected)
        for case in CASES
    }
    assert found == wrong


def test_case_files_belong_to_rules() -> None:
    assert set(ids_with_cases()) <= {rule.id for rule in rules()}


def test_ids_are_never_lost_or_reused(golden: Callable[[str, str], None]) -> None:
    golden("rule_ids.txt", "".join(f"{rule.id}\n" for rule in rules()))


def test_rules_that_fail_a_check_cite_only_what_was_read() -> None:
    unread = [
        rule.id
        for rule in rules()
        if rule.severity is Severity.ERROR and not all(s.verified for s in rule.sources)
    ]
    assert unread == []


def test_marks_are_taken_off_and_counted() -> None:
    text = "a: 1   #! ABC001 XYZ002\nb: 2 # kept\n<p> <!--! ABC001 -->"
    assert unmarked(text) == (
        "a: 1\nb: 2 # kept\n<p>",
        ((1, "ABC001"), (1, "XYZ002"), (3, "ABC001")),
    )
