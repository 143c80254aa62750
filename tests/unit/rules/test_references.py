"""What the hint says about a name that nothing carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import planforge.rules.catalogue  # noqa: F401 - enters every rule
from planforge.corpus.outline import outline
from planforge.corpus.system import System
from planforge.rules.rule import Scope, rules
from tests.unit.rules.city import hits, registry, view
from tests.unit.rules.test_timing import action, plan

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.rules.rule import Hit


def system_hits(rule_id: str, *plans: PlanView) -> list[Hit]:
    """Return what rule *rule_id* finds between *plans*."""
    (check,) = (r.check for r in rules() if r.id == rule_id and r.scope is Scope.SYSTEM)
    assert check is not None
    files = [plans[0].file, *(f"special/{p.plan.id}/plan.yaml" for p in plans[1:])]
    named = zip(plans, files, strict=True)
    system = System(registry(), tuple(outline(p.plan, file) for p, file in named))
    return list(check(system))  # type: ignore[arg-type]  # a rule between plans takes a system


def hints(found: list[Hit]) -> list[str]:
    """Return what *found* says is to be done, in Chinese."""
    return [hit.hint.render() if hit.hint else "" for hit in found]


@pytest.mark.parametrize("slip", ["hazchemx", "hazchm", "Hazchem"])
def test_a_mistyped_id_of_a_plan_is_not_to_be_registered(slip: str) -> None:
    other = view(预案="hazchem", 名称="小城市危险化学品事故预案")
    given = view(衔接=[{"预案": slip, "关系": "引发"}])
    assert hints(system_hits("LNK001", given, other)) == ["是不是想写：hazchem？"]


def test_a_mistyped_id_of_an_organisation_names_the_nearest() -> None:
    assert hints(hits("REF001", view(牵头部门="watr"))) == [
        "是不是想写：water？如果是新的，请先在registry/organizations.yaml中登记"
    ]


@pytest.mark.parametrize("comma", ["，", "、"])
def test_names_parted_by_a_full_width_comma_are_one_item(comma: str) -> None:
    other = view(预案="master", 名称="小城市总体预案")
    given = view(上位预案=[f"master{comma}大省防汛预案"])
    assert hints(system_hits("REF004", given, other)) == [
        "各项之间请用半角逗号“,”分开：[master, 大省防汛预案]"
    ]


def test_a_comma_counts_in_lists_only_and_between_names_only() -> None:
    (hit,) = hits("REF001", plan(action("a", 配合=["市防办，市值守中心"])))
    assert hints([hit]) == ["各项之间请用半角逗号“,”分开：[市防办, 市值守中心]"]
    for unknown in (view(牵头部门="市防办，市值守中心"), plan(action("a", 配合=["甲，乙"]))):
        assert not any("半角" in hint for hint in hints(hits("REF001", unknown)))


@pytest.mark.parametrize("comma", ["，", "、"])
def test_where_one_name_must_stand_several_are_not_suggested(comma: str) -> None:
    given = view(牵头部门=f"市防办{comma}市值守中心")
    assert hints(hits("REF001", given)) == ["这里只能写一个，请从中选一个：市防办、市值守中心"]
