"""What a jurisdiction settles about rules changes what is reported, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planforge.corpus.registry import Registry
from planforge.findings import Citation, Finding, Place, Severity
from planforge.i18n import msg
from planforge.model.registers import Jurisdiction
from planforge.rules.rule import Option
from planforge.rules.settings import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

CYCLE = Option("SUP003", ("周期", "cycle"), 36, 1, 36, msg("x"))


def registry(rules: Mapping[str, object]) -> Registry:
    """Return a registry whose jurisdiction settles *rules*."""
    facts = {
        "编号": "a",
        "名称": "安澜市",
        "级别": "市",
        "上级": {"名称": "江平省", "级别": "省"},
        "响应级别次序": ["Ⅰ级"],
        "检查": {"规则": rules},
    }
    return Registry(Jurisdiction.model_validate(facts), "jurisdiction.yaml", ())


def finding(rule: str, *basis: Citation) -> Finding:
    """Return an error of *rule*."""
    return Finding(rule, Severity.ERROR, Place("plan.yaml"), msg("x"), basis=basis)


READ = Citation("法", "第一条")
UNREAD = Citation("办法", "第一条", verified=False)


@pytest.mark.parametrize(
    ("rules", "basis", "expected"),
    [
        ({}, (), [Severity.ERROR]),
        ({"ORG002": {"级别": "建议"}}, (), [Severity.ERROR]),
        ({"ORG001": {"级别": "建议"}}, (), [Severity.ADVICE]),
        ({"ORG001": {"级别": "建议"}}, (READ, UNREAD), [Severity.ADVICE]),
        ({"ORG001": {"级别": "错误"}}, (UNREAD,), [Severity.ERROR]),
        ({"ORG001": {"停用": "省里统一规定"}}, (READ,), []),
        ({"ORG001": {"参数": {"人数": 3}}}, (), [Severity.ERROR]),
    ],
)
def test_settings_decide_on_severity(
    rules: Mapping[str, object], basis: tuple[Citation, ...], expected: list[Severity]
) -> None:
    found = list(settled([finding("ORG001", *basis)], registry(rules)))
    assert [item.severity for item in found] == expected


def test_a_rule_on_settings_and_the_run_itself_cannot_be_settled() -> None:
    given = [finding("SUP003"), finding("RUN001"), finding("SUP001")]
    off = {rule: {"停用": "不想看"} for rule in ("SUP003", "RUN001", "SUP001")}
    assert list(settled(given, registry(off))) == given


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [("周期", 24, 24), ("cycle", 24, 24), ("周期", 37, 36), ("周期", 0, 36), ("别的", 24, 36)],
)
def test_an_option_is_what_the_jurisdiction_says_within_bounds(
    name: str, value: int, expected: int
) -> None:
    assert CYCLE.of(registry({"SUP003": {"参数": {name: value}}})) == expected


def test_an_option_has_its_default_without_a_jurisdiction() -> None:
    assert CYCLE.of(Registry(None, "jurisdiction.yaml", ())) == 36
