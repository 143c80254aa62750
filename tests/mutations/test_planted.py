"""Every rule against the demonstration plans: what is planted is found, and nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planforge.rules.families import FAMILIES, family_of
from planforge.rules.rule import rules
from tests.mutations.planting import PLANTED, Planter, defects_of, remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANS = Path(__file__).parents[2] / "plans"
AT_LEAST = 3
WITHOUT_DEFECTS = {"RUN001"}
"""A failing rule is a mistake in planforge: no plan can show it."""


@pytest.fixture(scope="module")
def planter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planter]:
    """Yield a copy of the demonstration plans to spoil."""
    folder = tmp_path_factory.mktemp("planted") / "plans"
    shutil.copytree(PLANS, folder)
    with remembering():
        yield Planter(folder)


def test_the_demonstration_plans_are_clean(planter: Planter) -> None:
    assert planter.findings() == set()


@pytest.mark.parametrize("rule", sorted(path.stem for path in PLANTED.glob("*.yaml")))
def test_planted_defects_are_found_and_nothing_else(rule: str, planter: Planter) -> None:
    judged = {defect.name: planter.judged(defect) for defect in defects_of(rule)}
    assert {name: sorted(found) for name, (found, _) in judged.items()} == {
        name: sorted(expected) for name, (_, expected) in judged.items()
    }
    own = [[r for _, _, r in expected if r == rule] for _, expected in judged.values()]
    assert all(own), "each defect must break the rule it is planted for"


def test_defects_belong_to_rules() -> None:
    assert {path.stem for path in PLANTED.glob("*.yaml")} <= {rule.id for rule in rules()}


def test_every_rule_is_shown_at_several_places() -> None:
    planted = {rule.id: len(defects_of(rule.id)) for rule in rules()}
    rare = {rule for rule, count in planted.items() if count < AT_LEAST}
    assert rare == WITHOUT_DEFECTS


DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"zh_CN": DOCS / "zh" / "precision.md", "en": DOCS / "en" / "precision.md"}
COUNTED = re.compile(r"(?<=<!-- planted -->\n).*?(?=\n<!-- /planted -->)", re.DOTALL)
HEADS = {
    "zh_CN": ("规则", "规则数", "植入缺陷", "其中报出", "漏报", "多报", "合计"),
    "en": ("Rules", "Number", "Defects planted", "Found", "Missed", "Unexpected", "All"),
}


def table(language: str) -> str:
    """Return how many defects are planted for each family; the test above finds every one."""
    *heads, total = HEADS[language]
    rows: list[tuple[str, int, int]] = []
    for family, title in FAMILIES.items():
        counts = [len(defects_of(rule.id)) for rule in rules() if family_of(rule.id) == family]
        known = [count for count in counts if count]
        if known:
            rows.append((f"{family} {title.render(language)}", len(known), sum(known)))
    rows.append((total, sum(row[1] for row in rows), sum(row[2] for row in rows)))
    lines = [f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    lines += [f"| {name} | {number} | {count} | {count} | 0 | 0 |" for name, number, count in rows]
    return "\n".join(lines)


@pytest.mark.parametrize("language", sorted(PAGES))
def test_the_page_shows_what_was_planted(language: str, request: pytest.FixtureRequest) -> None:
    page = PAGES[language]
    text = page.read_text("utf-8")
    counted = f"\n{table(language)}\n"
    if request.config.getoption("--regen"):
        text = COUNTED.sub(lambda _: counted, text)
        page.write_text(text, encoding="utf-8", newline="\n")
    assert COUNTED.findall(text) == [counted], f"run with --regen and review {page.name}"
