"""A registry of a few entries and plans of a few facts, for rules that need no whole city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import planforge.rules.catalogue  # noqa: F401 - enters every rule
from planforge.corpus.plan_view import PlanView
from planforge.corpus.registry import Registry
from planforge.model.plan import Plan
from planforge.model.registers import Indicators, Jurisdiction, Organisations
from planforge.rules.rule import Scope, rules

if TYPE_CHECKING:
    from planforge.rules.rule import Hit

LEVELS = ("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级")
_NUMBER = {"类型": "数值", "单位": "毫米", "取值范围": ">= 0"}
_COUNT = {"类型": "计数", "单位": "人"}
INDICATORS: tuple[dict[str, Any], ...] = (
    {"编号": "rain", "名称": "雨量", **_NUMBER},
    {"编号": "area", "名称": "面积", "类型": "数值", "单位": "平方公里", "取值范围": ">= 0"},
    {"编号": "storage", "名称": "蓄水率", "类型": "数值", "单位": "%", "方向": "越小越重"},
    {"编号": "deaths", "名称": "死亡人数", **_COUNT},
    {"编号": "loss", "名称": "直接经济损失", "类型": "数值", "单位": "万元", "取值范围": ">= 0"},
    {"编号": "hurt", "名称": "受伤人数", "类型": "数值", "单位": "人"},
    {"编号": "moved", "名称": "需搬迁转移人数", **_COUNT},
    {"编号": "shed", "名称": "减供负荷比例", "类型": "数值", "单位": "%", "取值范围": "[0..100]"},
    {"编号": "stage", "名称": "水位", "类型": "等级", "等级": ["超警戒", "超保证", "超历史"]},
    {"编号": "signal", "名称": "暴雨预警", "类型": "预警"},
    {"编号": "wind", "名称": "风向", "类型": "数值", "单位": "度", "方向": "无方向"},
    {"编号": "dike", "名称": "决口", "类型": "是否"},
)
ORGANISATIONS: tuple[dict[str, Any], ...] = (
    {"编号": "water", "名称": "市水务局", "类别": "政府部门", "值班电话": "0500-5550001"},
    {"编号": "office", "名称": "市防办", "类别": "办事机构", "值班电话": "0500-5550002"},
    {"编号": "desk", "名称": "市值守中心", "类别": "事业单位"},
    {"编号": "plant", "名称": "大石门水库公司", "类别": "企业", "值班电话": "0500-5550003"},
    {"编号": "county", "名称": "东县人民政府", "类别": "人民政府", "值班电话": "0500-5550004"},
    {"编号": "local", "名称": "事发地县（区）人民政府", "类别": "统称"},
    {"编号": "unit", "名称": "事发单位", "类别": "统称"},
    {"编号": "province", "名称": "省防指", "类别": "外部单位"},
)


def registry() -> Registry:
    jurisdiction = Jurisdiction.model_validate(
        {
            "编号": "city",
            "名称": "小城市",
            "级别": "市",
            "上级": {"名称": "大省", "级别": "省"},
            "响应级别次序": list(LEVELS),
        }
    )
    return Registry(
        jurisdiction,
        "jurisdiction.yaml",
        (
            (
                "registry/organizations.yaml",
                Organisations.model_validate({"组织机构": list(ORGANISATIONS)}),
            ),
            ("registry/indicators.yaml", Indicators.model_validate({"指标": list(INDICATORS)})),
        ),
    )


def view(**facts: Any) -> PlanView:  # noqa: ANN401 - any facts of a plan
    base = {
        "预案": "flood",
        "名称": "小城市防汛预案",
        "类别": "专项",
        "牵头部门": "市水务局",
        "版本": {"文号": "一号", "印发机关": "市政府", "印发日期": "2026-01-01"},
        "适用范围": {"地域": "全市", "事件": "洪涝"},
    }
    return PlanView(Plan.model_validate(base | facts), registry(), "special/flood/plan.yaml")


def levels(*tables: object) -> dict[str, Any]:
    """Return the levels from the highest down, each with rows, one row, or None for no level."""
    return {
        name: {"启动条件": rows if isinstance(rows, list) else [rows]}
        for name, rows in zip(LEVELS, tables, strict=True)
        if rows is not None
    }


def hits(rule_id: str, plan: PlanView) -> list[Hit]:
    """Return what rule *rule_id* finds in *plan*."""
    (check,) = (r.check for r in rules() if r.id == rule_id and r.scope is Scope.PLAN)
    assert check is not None
    return list(check(plan))  # type: ignore[arg-type]  # a rule on plans takes a plan


def found(rule_id: str, plan: PlanView) -> list[tuple[str, str]]:
    """Return places, written with slashes, and Chinese messages of what rule *rule_id* finds."""
    return [
        ("/".join(str(part) for part in hit.place.pointer), hit.message.render())
        for hit in hits(rule_id, plan)
    ]
