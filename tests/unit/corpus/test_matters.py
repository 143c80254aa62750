"""Matters that few units are there for: which a plan works on, and whom the master plan charges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planforge.corpus.load import load
from planforge.corpus.matters import MATTERS, charges, matters_of

if TYPE_CHECKING:
    from planforge.model.plan import Plan

PLANS = Path(__file__).parents[3] / "plans"


def plans() -> dict[str, Plan]:
    corpus, _ = load(PLANS)
    return {view.plan.id: view.plan for view in corpus.plans}


def test_the_work_of_a_plan_speaks_of_matters_in_their_order() -> None:
    flood = plans()["flood"]
    assert matters_of(flood) == tuple(
        name
        for name in MATTERS
        if name
        in {
            *("动物疫情防控", "渔船避风", "保险理赔", "审计", "景区和游客", "学校和师生"),
            *("粮油供应", "食品安全", "药品供应", "人防工程", "房屋安全", "燃气", "林区防火"),
            *("停产停工", "抚恤", "测绘", "疫情防控"),
        }
    )


def test_a_plan_with_few_actions_leaves_its_work_to_its_text() -> None:
    flood = plans()["flood"]
    assert matters_of(flood.model_copy(update={"actions": flood.actions[:3]})) is None
    assert matters_of(flood.model_copy(update={"actions": flood.actions[:4]})) is not None


def test_only_the_master_plan_charges_units() -> None:
    found = plans()
    assert {name for name, plan in found.items() if charges(plan)} == {"master"}
    master = found["master"]
    (one,) = [one for one in charges(master) if one.matter == "审计"]
    assert master.command is not None
    numbers = [i for i, x in enumerate(master.command.members) if x.unit == "市审计局"]
    assert (one.unit, one.pointer) == (
        "市审计局",
        ("command", "members", *numbers, "duties", 0),
    )
    assert one.duty == "对应急资金、救灾款物和捐赠款物使用情况进行审计监督"
