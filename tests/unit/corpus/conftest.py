"""A city of a few entries, so that every answer can be read off the test."""

from __future__ import annotations

from typing import Any

import pytest

from planforge.corpus.outline import outline
from planforge.corpus.plan_view import PlanView
from planforge.corpus.registry import Registry
from planforge.corpus.system import System
from planforge.model.plan import Plan
from planforge.model.registers import Indicators, Jurisdiction, Organisations, Posts, Regulations


@pytest.fixture
def registry() -> Registry:
    jurisdiction = Jurisdiction.model_validate(
        {
            "编号": "city",
            "名称": "小城市",
            "级别": "市",
            "上级": {"名称": "大省", "级别": "省"},
            "响应级别次序": ["Ⅰ级", "Ⅱ级", "Ⅲ级"],
            "下辖": [{"编号": "east", "名称": "东区", "级别": "县"}],
        }
    )
    organisations = Organisations.model_validate(
        {
            "组织机构": [
                {
                    "编号": "water",
                    "名称": "小城市水务局",
                    "简称": "市水务局",
                    "类别": "政府部门",
                    "曾用名": [{"名称": "市水利局", "停用日期": "2019-03-01"}],
                },
                {"编号": "hq", "名称": "小城市防汛指挥部", "简称": "市防指", "类别": "指挥机构"},
                {"编号": "twin-a", "名称": "甲办", "简称": "办公室", "类别": "办事机构"},
                {"编号": "twin-b", "名称": "乙办", "简称": "办公室", "类别": "办事机构"},
            ]
        }
    )
    posts = Posts.model_validate(
        {"岗位": [{"编号": "chief", "名称": "市防指总指挥", "机构": "市防指", "职务": "市长"}]}
    )
    indicators = Indicators.model_validate(
        {
            "指标": [
                {
                    "编号": "rain",
                    "名称": "24小时降雨量",
                    "类型": "数值",
                    "单位": "毫米",
                    "取值范围": ">= 0",
                },
                {"编号": "gauge", "名称": "水位", "类型": "等级", "等级": ["超警戒", "超保证"]},
                {
                    "编号": "flood-level",
                    "名称": "防汛响应级别",
                    "类型": "响应级别",
                    "预案": "flood",
                },
            ]
        }
    )
    regulations = Regulations.model_validate(
        {"编制依据": [{"编号": "upper", "名称": "大省防汛预案", "类别": "上位预案"}]}
    )
    files = {"organizations": organisations, "posts": posts, "indicators": indicators}
    registers = tuple((f"registry/{name}.yaml", value) for name, value in files.items())
    return Registry(
        jurisdiction,
        "jurisdiction.yaml",
        (*registers, ("registry/regulations.yaml", regulations)),
    )


def plan(ident: str = "flood", **facts: Any) -> Plan:  # noqa: ANN401 - any facts of a plan
    base = {
        "预案": ident,
        "名称": f"小城市{ident}预案",
        "类别": "专项",
        "牵头部门": "市水务局",
        "版本": {"文号": "一号", "印发机关": "市政府", "印发日期": "2026-01-01"},
        "适用范围": {"地域": "全市", "事件": "洪涝"},
    }
    return Plan.model_validate(base | facts)


def view(registry: Registry, ident: str = "flood", **facts: Any) -> PlanView:  # noqa: ANN401 - any facts of a plan
    return PlanView(plan(ident, **facts), registry, f"special/{ident}/plan.yaml")


def system(registry: Registry, *plans: Plan) -> System:
    return System(registry, tuple(outline(p, f"special/{p.id}/plan.yaml") for p in plans))
