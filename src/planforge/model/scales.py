"""The closed lists of the field: levels of government, plan classes, phases, kinds of links.

Three scales are kept apart and never compared without a declared map: incident grade (事件分级),
warning level (预警级别) and response level (响应级别). Response levels are names declared by the
jurisdiction or the plan, not members of a list here.
"""

from __future__ import annotations

from planforge.model.base import Term


class GovernmentLevel(Term):
    """Level of a jurisdiction, highest first."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县", "县区", "区"
    TOWN = "town", "乡镇", "乡", "镇", "街道"
    VILLAGE = "village", "村", "村社区", "社区"


class PlanClass(Term):
    """Class of a plan (《突发事件应急预案管理办法》第七条)."""

    MASTER = "master", "总体"
    SPECIAL = "special", "专项"
    DEPARTMENT = "department", "部门"
    TOWN = "town", "乡镇", "乡镇（街道）"
    VILLAGE = "village", "村", "村（社区）"
    UNIT = "unit", "单位"


class HeadingNumbers(Term):
    """How the headings of a plan are numbered."""

    CHINESE = "chinese", "汉字"
    """一、 （一） 1. （1）: GB/T 9704-2012, 7.3.3."""
    DECIMAL = "decimal", "数字"
    """1, 1.1, 1.1.1: long plans."""


class PlanPurpose(Term):
    """What a special plan is for, where it is not the handling of an event type."""

    EVENT = "event", "事件应对"
    TARGET_PROTECTION = "target_protection", "目标保护"
    MAJOR_EVENT = "major_event", "活动保障"
    SUPPORT = "support", "应急保障"
    JOINT = "joint", "联合应对"
    CATASTROPHE = "catastrophe", "巨灾应对"


class EventCategory(Term):
    """Category of an incident (《突发事件应对法》第二条)."""

    NATURAL = "natural", "自然灾害"
    ACCIDENT = "accident", "事故灾难"
    HEALTH = "health", "公共卫生事件"
    SECURITY = "security", "社会安全事件"


class IncidentGrade(Term):
    """Grade of an incident, highest first (《突发事件应对法》第三条)."""

    EXTRAORDINARY = "extraordinary", "特别重大"
    MAJOR = "major", "重大"
    LARGE = "large", "较大"
    ORDINARY = "ordinary", "一般"


class WarningColour(Term):
    """Warning level, highest first (《突发事件应对法》第六十三条)."""

    RED = "red", "红色"
    ORANGE = "orange", "橙色"
    YELLOW = "yellow", "黄色"
    BLUE = "blue", "蓝色"


class OrganisationCategory(Term):
    """What sort of organisation an entry of the register is."""

    PARTY = "party", "党委机构"
    GOVERNMENT = "government", "人民政府"
    DEPARTMENT = "department", "政府部门"
    COMMAND = "command", "指挥机构"
    OFFICE = "office", "办事机构"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    ENTERPRISE = "enterprise", "企业"
    MILITARY = "military", "军队武警"
    RESCUE = "rescue", "消防救援"
    SOCIAL = "social", "社会组织"
    VERTICAL = "vertical", "垂直管理单位"
    COLLECTIVE = "collective", "统称"
    OUTSIDE = "outside", "外部单位"


class IndicatorType(Term):
    """How an indicator is measured."""

    NUMBER = "number", "数值"
    COUNT = "count", "计数"
    GRADE = "grade", "等级"
    WARNING = "warning", "预警"
    FLAG = "flag", "是否"
    LEVEL = "level", "响应级别"


class Nature(Term):
    """Whether an indicator is observed or forecast."""

    OBSERVED = "observed", "实测"
    FORECAST = "forecast", "预报"


class Worse(Term):
    """In which direction an indicator gets worse."""

    UP = "up", "越大越重"
    DOWN = "down", "越小越重"
    NONE = "none", "无方向"


class Phase(Term):
    """Phase of the work an action belongs to, in order of time."""

    PREVENTION = "prevention", "预防"
    WARNING = "warning", "预警"
    FIRST_RESPONSE = "first_response", "先期处置"
    ACTIVATION = "activation", "启动响应"
    RESPONSE = "response", "应急处置"
    TERMINATION = "termination", "响应终止"
    RECOVERY = "recovery", "恢复重建"


class Anchor(Term):
    """From what moment a time limit runs."""

    OCCURRENCE = "occurrence", "事发"
    RECEIPT = "receipt", "接报"
    WARNING = "warning", "预警发布"
    ACTIVATION = "activation", "响应启动"
    PREDECESSORS = "predecessors", "前置完成"
    ORDER = "order", "接到指令"
    TERMINATION = "termination", "响应终止"
    PREVIOUS_REPORT = "previous_report", "上次报告"


class ReportStage(Term):
    """Stage of an information report."""

    FIRST = "first", "首报", "初报"
    FOLLOW_UP = "follow_up", "续报"
    FINAL = "final", "终报"
    DAILY = "daily", "日报"


class Direction(Term):
    """What an adjustment clause does: to the level, or to the trigger that starts it."""

    RAISE = "raise", "提高"
    LOWER = "lower", "降低"
    SHIFT = "shift", "调整"
    EASE = "ease", "降低启动条件"


class LinkKind(Term):
    """How one plan relates to another; every kind has its counterpart at the other end."""

    CONFORMS_TO = "conforms_to", "遵循上位"
    GOVERNS = "governs", "统领下位"
    CASCADES_TO = "cascades_to", "引发"
    CASCADES_FROM = "cascades_from", "被引发"
    REQUESTS_SUPPORT = "requests_support", "请求支持"
    SUPPORTS = "supports", "提供支持"
    HANDS_OVER_TO = "hands_over_to", "移交"
    TAKES_OVER_FROM = "takes_over_from", "承接"
    JOINT_ACTION = "joint_action", "联动"

    @property
    def counterpart(self) -> LinkKind:
        """The kind that the other plan must declare for the same link."""
        return _COUNTERPARTS[self]


_PAIRS = (
    (LinkKind.CONFORMS_TO, LinkKind.GOVERNS),
    (LinkKind.CASCADES_TO, LinkKind.CASCADES_FROM),
    (LinkKind.REQUESTS_SUPPORT, LinkKind.SUPPORTS),
    (LinkKind.HANDS_OVER_TO, LinkKind.TAKES_OVER_FROM),
    (LinkKind.JOINT_ACTION, LinkKind.JOINT_ACTION),
)
_COUNTERPARTS = dict(_PAIRS) | {b: a for a, b in _PAIRS}


class TeamLayer(Term):
    """Layer of a rescue team."""

    BACKBONE = "backbone", "骨干力量"
    BASIC = "basic", "基本力量"
    AUXILIARY = "auxiliary", "辅助力量"


class ShelterClass(Term):
    """How long a shelter can hold people."""

    EMERGENCY = "emergency", "紧急"
    SHORT = "short", "短期"
    LONG = "long", "长期"


class RegulationClass(Term):
    """Rank of a regulation that plans are based on."""

    LAW = "law", "法律"
    ADMINISTRATIVE = "administrative", "行政法规"
    LOCAL = "local", "地方性法规"
    RULE = "rule", "规章"
    NORMATIVE = "normative", "规范性文件"
    STANDARD = "standard", "标准"
    UPPER_PLAN = "upper_plan", "上位预案"


class DrillForm(Term):
    """Form of a drill."""

    TABLETOP = "tabletop", "桌面演练"
    FULL_SCALE = "full_scale", "实战演练"


class DrillTopic(Term):
    """What the evaluation of a drill looks at (《突发事件应急预案管理办法》第三十三条)."""

    CONDUCT = "conduct", "执行情况"
    PLAN = "plan", "预案实用性"
    COMMAND = "command", "指挥协调"
    PEOPLE = "people", "人员处置"
    EQUIPMENT = "equipment", "装备适用性"
    ADVICE = "advice", "意见建议"


class RevisionMatter(Term):
    """What a revision touches (《突发事件应急预案管理办法》第三十六条)."""

    COMMAND = "command", "组织指挥体系与职责"
    PROCEDURE = "procedure", "应急处置程序"
    MEASURES = "measures", "主要处置措施"
    GRADES = "grades", "突发事件分级标准"
    OTHER = "other", "其他内容"


class RuleSeverity(Term):
    """How bad a finding of a rule is."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    ADVICE = "advice", "建议"
