"""Which article wants which plans to contain what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.scales import GovernmentLevel, PlanClass, PlanPurpose
from planforge.rules.contents.general import GENERAL
from planforge.rules.contents.hazards import HAZARDS
from planforge.rules.contents.records import About, Demand
from planforge.rules.rule import cite

if TYPE_CHECKING:
    from planforge.model.plan import Plan

CONTENTS: Final = {content.code: content for content in (*GENERAL, *HAZARDS)}
"""Everything that some article wants, by code."""
STATUTORY_FIVE: Final = cite("中华人民共和国突发事件应对法", "第二十八条")
FIVE: Final = ("command", "prevention", "procedure", "support", "recovery")
"""The parts that the response law wants every plan of a government to have."""
_JUDGED: Final = frozenset({PlanClass.MASTER, PlanClass.SPECIAL})
_OFFICIAL: Final = frozenset({PlanClass.SPECIAL, PlanClass.DEPARTMENT})
_CITY_AND_COUNTY: Final = frozenset({GovernmentLevel.CITY, GovernmentLevel.COUNTY})


def needs_the_five(plan: Plan) -> bool:
    """Whether PRO006 and PRO007 judge *plan* by the five parts of the response law."""
    return plan.plan_class in _JUDGED


_EVENTS: Final = PlanPurpose.EVENT
_RELIEF: Final = "灾害救助|灾民救助"
"""Relief plans name every hazard whose victims they help; others say what is done against it."""


def _on(hazards: str, but: str = _RELIEF) -> About:
    """Return the special plans for events with a title or type that *hazards* names."""
    return About(frozenset({PlanClass.SPECIAL}), _EVENTS, hazards=hazards, but=but)


_RULES: Final = "突发事件应急预案管理办法"
_BY_CLASS: Final = (
    Demand(
        "CNT001",
        "master-plan",
        msg("master plans (总体应急预案)"),
        About(frozenset({PlanClass.MASTER})),
        cite(_RULES, "第八条"),
        (
            "principles",
            "classification",
            "plan_system",
            "body",
            "risk_control",
            "warning",
            "response",
            "resources",
            "recovery",
            "management",
        ),
    ),
    Demand(
        "CNT002",
        "city-plan",
        msg("special and department plans of cities and counties (市县级专项和部门应急预案)"),
        About(_OFFICIAL, _EVENTS, _CITY_AND_COUNTY),
        cite(_RULES, "第十条第四款"),
        (
            "body",
            "risk_control",
            "warning",
            "report",
            "self_rescue",
            "response",
            "scene_control",
            "resources",
        ),
    ),
    Demand(
        "CNT003",
        "support-plan",
        msg("plans for support (保障类应急预案)"),
        About(_OFFICIAL, PlanPurpose.SUPPORT),
        cite(_RULES, "第十一条第一款"),
        ("body", "tasks", "resource_layout", "call_up", "response"),
    ),
    Demand(
        "CNT004",
        "target-plan",
        msg("plans that protect important targets (重要目标保护应急预案)"),
        About(_OFFICIAL, PlanPurpose.TARGET_PROTECTION),
        cite(_RULES, "第十一条第二款"),
        (
            "critical_function",
            "hidden_dangers",
            "warning",
            "report",
            "response",
            "urgent_recovery",
            "joint_action",
        ),
    ),
    Demand(
        "CNT005",
        "event-plan",
        msg("plans for large events (重大活动保障应急预案)"),
        About(_OFFICIAL, PlanPurpose.MAJOR_EVENT),
        cite(_RULES, "第十二条"),
        (
            "body",
            "tasks",
            "hidden_dangers",
            "joint_action",
            "warning",
            "report",
            "response",
            "evacuation",
        ),
    ),
    Demand(
        "CNT006",
        "joint-plan",
        msg("joint plans of neighbours (联合应急预案)"),
        About(_OFFICIAL, PlanPurpose.JOINT),
        cite(_RULES, "第十三条"),
        ("information_exchange", "command_joint", "joint_action", "resources"),
    ),
    Demand(
        "CNT007",
        "town-plan",
        msg("plans of towns (乡镇（街道）应急预案)"),
        About(frozenset({PlanClass.TOWN})),
        cite(_RULES, "第十五条第一款"),
        ("warning_spread", "division", "response", "collecting", "scene_management", "settling"),
    ),
    Demand(
        "CNT008",
        "village-plan",
        msg("plans of villages (村（社区）应急预案)"),
        About(frozenset({PlanClass.VILLAGE})),
        cite(_RULES, "第十五条第二款"),
        ("risk_points", "responsible", "warning_spread", "moving", "response", "call_up"),
    ),
    Demand(
        "CNT009",
        "unit-plan",
        msg("plans of enterprises and institutions (单位应急预案)"),
        About(frozenset({PlanClass.UNIT})),
        cite(_RULES, "第十六条"),
        (
            "responsible",
            "monitoring_dangers",
            "tasks",
            "report",
            "warning",
            "response",
            "evacuation",
            "call_up",
        ),
    ),
)
_ACCIDENTS: Final = "生产安全|危险化学品|矿山|烟花爆竹|建筑施工"
_FIRES_NEED: Final = (
    "fire_command",
    "fire_information",
    "fire_response",
    "fire_support",
    "fire_after",
)
_BY_HAZARD: Final = (
    Demand(
        "CNT010",
        "relief",
        msg("plans for disaster relief (自然灾害救助应急预案)"),
        About(frozenset({PlanClass.SPECIAL}), hazards=_RELIEF),
        cite("自然灾害救助条例", "第八条"),
        (
            "body",
            "relief_teams",
            "relief_means",
            "relief_warning",
            "relief_levels",
            "relief_housing",
        ),
    ),
    Demand(
        "CNT011",
        "geology",
        msg("plans for geological disasters (突发性地质灾害应急预案)"),
        _on("地质灾害|(?:滑坡|崩塌|泥石流)[^ ]*预案"),
        cite("地质灾害防治条例", "第二十六条"),
        (
            "body",
            "geo_means",
            "geo_analysis",
            "geo_reporting",
            "geo_signals",
            "geo_plans",
            "geo_medical",
        ),
    ),
    Demand(
        "CNT012",
        "forest-fire",
        msg("plans for forest and grassland fires (森林草原火灾应急预案)"),
        _on("(?:森林|草原|林区).{0,4}火灾"),
        STATUTORY_FIVE,
        _FIRES_NEED,
        Severity.ADVICE,
    ),
    Demand(
        "PRO007",
        "weather",
        msg("plans for weather disasters (气象灾害应急预案)"),
        _on("气象灾害|低温雨雪|冰冻灾害|暴雪|寒潮", f"防汛|抗旱|{_RELIEF}"),
        cite("气象灾害防御条例", "第十六条"),
        ("weather_start", "body", "prevention", "response", "support"),
    ),
    Demand(
        "PRO007",
        "earthquake",
        msg("plans for earthquakes (地震应急预案)"),
        _on("地震"),
        cite("防震减灾法", "第四十七条"),
        ("body", "quake_prevention", "quake_procedure", "quake_support"),
    ),
    Demand(
        "CNT013",
        "drought",
        msg("plans for drought (抗旱预案)"),
        _on("干旱|抗旱|旱灾"),
        cite("抗旱条例", "第二十八条"),
        ("drought_office", "drought_warning", "drought_grades", "drought_water", "drought_support"),
    ),
    Demand(
        "CNT014",
        "flood",
        msg("plans for floods (防汛应急预案)"),
        _on("防洪|防汛|洪水"),
        cite("防洪法", "第四十条"),
        ("flood_extreme",),
        Severity.ADVICE,
    ),
    Demand(
        "CNT015",
        "animal-disease",
        msg("plans for animal diseases (重大动物疫情应急预案)"),
        _on("动物疫"),
        cite("重大动物疫情应急条例", "第十条"),
        (
            "animal_command",
            "animal_watching",
            "animal_grades",
            "animal_tracing",
            "animal_means",
            "animal_teams",
        ),
    ),
    Demand(
        "CNT016",
        "public-health",
        msg("plans for public health events (突发公共卫生事件应急预案)"),
        _on("公共卫生"),
        cite("突发公共卫生事件应对法", "第十九条"),
        (
            "body",
            "health_warning",
            "health_reports",
            "response",
            "health_people",
            "health_supplies",
            "health_public",
        ),
    ),
    Demand(
        "CNT017",
        "infection",
        msg("plans for infectious diseases (传染病应急预案)"),
        _on("传染病"),
        cite("传染病防治法", "第二十八条"),
        (
            "body",
            "health_warning",
            "health_reports",
            "infection_risk",
            "infection_work",
            "health_people",
            "health_supplies",
        ),
    ),
    Demand(
        "CNT018",
        "network",
        msg("plans for network incidents (网络安全事件应急预案)"),
        _on("网络安全"),
        cite("网络安全法", "第五十五条"),
        ("network_grades", "network_measures"),
    ),
    Demand(
        "CNT019",
        "blackout",
        msg("plans for blackouts (大面积停电事件应急预案)"),
        _on("停电"),
        cite("电力安全事故应急处置和调查处理条例", "第十二条"),
        (
            "power_command",
            "power_measures",
            "power_people",
            "power_money",
            "power_goods",
            "power_techniques",
        ),
    ),
    Demand(
        "CNT020",
        "work-safety",
        msg("plans for accidents at work (生产安全事故应急预案)"),
        _on(_ACCIDENTS),
        cite("生产安全事故应急条例", "第五条"),
        ("safety_risks",),
    ),
)
_THE_FIVE: Final = Demand(
    "PRO007",
    "five",
    msg("plans of governments (政府应急预案)"),
    About(_JUDGED),
    STATUTORY_FIVE,
    FIVE,
    Severity.ERROR,
)
_ACCIDENTS_NEED: Final = Demand(
    "PRO007",
    "accident",
    msg("plans for accidents at work (生产安全事故应急预案)"),
    _on(_ACCIDENTS),
    cite("生产安全事故应急条例", "第六条"),
    ("safety_organisation", "safety_division", "safety_measures"),
    Severity.ERROR,
)
DEMANDS: Final = (_THE_FIVE, *_BY_CLASS, *_BY_HAZARD, _ACCIDENTS_NEED)
"""Every article, the response law first, then by class of plan, then by hazard."""
PART_OF: Final = {
    **{code: code for code in FIVE},
    "body": "command",
    "warning": "prevention",
    "response": "procedure",
    "resources": "support",
    "drought_office": "command",
    "drought_support": "support",
    "fire_command": "command",
    "fire_response": "procedure",
    "fire_support": "support",
    "animal_means": "support",
    "health_warning": "prevention",
    "geo_means": "support",
    "infection_work": "procedure",
    "network_measures": "procedure",
    "power_command": "command",
    "power_measures": "procedure",
}
"""Of what is a part of the five: which, so that one gap is reported once."""
