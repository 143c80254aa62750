"""A few rules by themselves: they never miss what a check finds, and need no other rules."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from planforge.checking import check
from planforge.corpus.load import load
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.rules import few
from planforge.rules.cases import base
from planforge.rules.rule import Rule, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planforge.corpus.plan_view import PlanView
    from planforge.rules.rule import Hit

EMPTY = {
    "PRO001": "```{level-laddr}\n```\n",
    "PRO002": "```{triggers} Ⅴ级\n```\n",
    "PRO003": "由{org}`没有的单位`牵头。\n",
    "PRO030": "```{transitions}\n:plan: nosuch\n```\n",
}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for path, text in base().items():
        target = tmp_path / "plans" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return tmp_path / "plans"


@pytest.mark.parametrize("rule", sorted(EMPTY))
def test_what_a_check_finds_is_found(city: Path, rule: str) -> None:
    (prose,) = city.glob("special/demo/plan.md")
    prose.write_text(f"{prose.read_text('utf-8')}\n\n{EMPTY[rule]}", "utf-8")
    corpus, findings = load(city)
    assert not findings
    assert rule in {one.finding.rule for one in check(city).findings}
    asked = {one for one in few.MODULES if few.may_find(corpus, {one})}
    assert rule in asked


def test_where_a_check_finds_nothing_nothing_is_found(city: Path) -> None:
    corpus, _findings = load(city)
    found = {one.finding.rule for one in check(city).findings}
    assert {one for one in few.MODULES if few.may_find(corpus, {one})} <= found


def test_a_rule_that_fails_is_left_to_the_check(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(view: PlanView) -> Iterator[Hit]:
        raise ZeroDivisionError(view.file)

    texts = msg("t"), msg("r")
    rule = Rule("PRO001", "a.b", Severity.ERROR, *texts, (), "0.1.0", Scope.PLAN, broken)
    asked = {Scope.PLAN: ((rule, broken),), Scope.SYSTEM: ()}
    monkeypatch.setattr(few, "checks_in", asked.__getitem__)
    corpus, _findings = load(city)
    assert few.may_find(corpus, {"PRO001"})


def test_each_rule_enters_with_its_module_and_needs_not_all_of_them() -> None:
    program = (
        "import sys\n"
        "from importlib import import_module\n"
        "from planforge.rules.few import MODULES\n"
        "from planforge.rules.rule import rules\n"
        "for module in MODULES.values():\n"
        "    import_module(module)\n"
        "assert MODULES.keys() <= {rule.id for rule in rules()}\n"
        "assert 'planforge.rules.catalogue' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
