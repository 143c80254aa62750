"""The jurisdiction and the public registers (公共底册): each fact once, named everywhere else."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.model.base import (
    ActorRef,
    Element,
    Many,
    OrganisationRef,
    OwnPlanRef,
    PlanRef,
    PostRef,
    RegionRef,
    RegulationRef,
    key,
)
from planforge.model.routes import Route
from planforge.model.scalars import Count, Date, Id, Limit, Text, WebAddress, YesNo
from planforge.model.scales import (
    GovernmentLevel,
    IndicatorType,
    Nature,
    OrganisationCategory,
    RegulationClass,
    RuleSeverity,
    ShelterClass,
    TeamLayer,
    Worse,
)
from planforge.model.supplies import Equipment, PromisedAid
from planforge.model.trigger import Row


class FormerName(Element):
    """A name that is no longer used."""

    name: Text = key("名称", "The name that was used before.")
    until: Date | None = key("停用日期", "First day on which the name was no longer right.", None)
    reason: str = key("缘由", "Why it changed, e.g. an institutional reform.", "")


class Entry(Element):
    """An entry of a register: may be named by full name, short name or id."""

    id: Id = key("编号", "Identifier, unique in its register; used in addresses.")
    name: Text = key("名称", "Full name as printed in documents.")
    short_names: Many[Text] = key("简称", "Short names people use for it.", ())
    former_names: tuple[FormerName, ...] = key("曾用名", "Names it had before.", ())
    note: str = key("说明", "Remark for readers.", "")


class Region(Entry):
    """A jurisdiction or a part of it: city, county or district, town or street, village."""

    level: GovernmentLevel = key("级别", "Level of government.")
    population: Count | None = key("人口", "Resident population, persons.", None)
    area_km2: Text | None = key("面积", "Area, with unit, e.g. 1200平方公里.", None)
    adjacent: Many[Text] = key("相邻", "Neighbouring jurisdictions of the same level.", ())
    features: Many[Text] = key("特点", "What makes it special: rivers, mountains, plants.", ())
    parts: tuple[Region, ...] = key("下辖", "Jurisdictions inside it.", ())


class UpperRegion(Element):
    """The jurisdiction above."""

    name: Text = key("名称", "Its name.")
    level: GovernmentLevel = key("级别", "Its level of government.")


class RuleSetting(Element):
    """What a jurisdiction settles about one rule of the check."""

    severity: RuleSeverity | None = key("级别", "How bad a finding of the rule is here.", None)
    off: Text | None = key("停用", "Why the rule does not hold here.", None)
    options: Mapping[Text, Count] = key("参数", "Figures of the rule, by name.", {})


class Checks(Element):
    """What a jurisdiction settles about the check."""

    rules: Mapping[Text, RuleSetting] = key("规则", "Settings by the id of the rule.", {})


class Jurisdiction(Region):
    """`jurisdiction.yaml`: whose plans these are, and conventions that hold in all of them."""

    upper: UpperRegion = key("上级", "The jurisdiction above this one.")
    response_levels: tuple[Text, ...] = key(
        "响应级别次序", "Names of the response levels, highest first; a plan may declare its own."
    )
    at_least_inclusive: YesNo = key("以上含本数", "Whether 以上 includes the number.", default=True)
    at_most_inclusive: YesNo = key("以下含本数", "Whether 以下 includes the number.", default=False)
    duty_phone: str = key("值班电话", "Round-the-clock duty phone of the government.", "")
    website: WebAddress = key(
        "网址", "Address of the published site of the plans; QR codes on paper lead there.", ""
    )
    checks: Checks | None = key("检查", "How the rules of the check are applied here.", None)


class Organisation(Entry):
    """A department, command body, office, enterprise or other unit."""

    category: OrganisationCategory = key("类别", "What sort of organisation it is.")
    superior: OrganisationRef | None = key("上级", "The organisation directly above it.", None)
    hosted_by: OrganisationRef | None = key("设在", "For an office: where it is located.", None)
    region: RegionRef | None = key("辖区", "The part of the jurisdiction it serves.", None)
    duty_phone: str = key("值班电话", "Round-the-clock duty phone.", "")
    address: str = key("地址", "Street address.", "")
    duties: Many[Text] = key("职责", "What it is responsible for by its founding document.", ())
    fields: Many[Text] = key("领域", "Event types it leads or knows about.", ())


class Deputy(Element):
    """The B of an A/B pair: who acts when the holder cannot be reached."""

    name: str = key("姓名", "Person.", "")
    title: str = key("职务", "Office the person holds.", "")
    post: PostRef | None = key("岗位", "A registered post whose holder stands in.", None)
    phone: str = key("电话", "Phone of the stand-in.", "")


class Post(Entry):
    """An office in a command body or unit, with its holder and stand-in (AB角)."""

    organisation: OrganisationRef = key("机构", "Command body or unit the post belongs to.")
    title: Text = key("职务", "Official position of the holder, e.g. 市长.")
    holder: str = key("姓名", "Person who holds it now.", "")
    phone: str = key("电话", "Phone of the holder.", "")
    deputy: Deputy | None = key("AB角", "Who acts when the holder cannot be reached.", None)
    duties: Many[Text] = key("职责", "What the holder does in an emergency.", ())


class Team(Entry):
    """A rescue team."""

    category: Text = key("类别", "Kind of team, e.g. 防汛抢险.")
    layer: TeamLayer = key("层次", "Layer: backbone, basic or auxiliary.")
    organisation: OrganisationRef = key("单位", "The unit that runs it.")
    region: RegionRef | None = key("驻地", "Where it is stationed.", None)
    size: Count = key("人数", "Members, persons.")
    leader: str = key("负责人", "Who leads it.", "")
    phone: str = key("电话", "Phone, day and night.", "")
    muster: Limit | None = key("集结时限", "Time from the order to being ready to leave.", None)
    skills: Many[Text] = key("能力", "What it can do.", ())
    equipment: tuple[Equipment, ...] = key("装备", "Its main equipment.", ())
    insured: YesNo | None = key(
        "保险", "Whether members are insured (突发事件应对法第四十条).", None
    )
    last_training: Date | None = key("上次训练", "Day of the last training.", None)
    last_drill: Date | None = key("上次演练", "Day of the last drill.", None)
    changed: Date | None = key("重大变化", "Day on which it last changed greatly.", None)


class Depot(Entry):
    """A store of emergency supplies."""

    level: GovernmentLevel = key("层级", "Level that keeps the store: city, county or town.")
    organisation: OrganisationRef = key("单位", "The unit that runs it.")
    region: RegionRef | None = key("辖区", "Where it stands.", None)
    address: str = key("地址", "Street address.", "")
    keeper: str = key("负责人", "Who hands out the supplies.", "")
    phone: str = key("电话", "Phone, day and night.", "")
    stock: tuple[Equipment, ...] = key("物资", "What is in store.")
    counted: Date | None = key("盘点日期", "Day of the last stock-taking.", None)
    changed: Date | None = key("重大变化", "Day on which it last changed greatly.", None)


class Shelter(Entry):
    """A place where people are taken in."""

    shelter_class: ShelterClass = key("类别", "How long it can hold people.")
    region: RegionRef | None = key("辖区", "Where it stands.", None)
    address: str = key("地址", "Street address.", "")
    capacity: Count = key("容纳人数", "People it can hold, persons.")
    organisation: OrganisationRef = key("管理单位", "The unit that opens and runs it.")
    phone: str = key("电话", "Phone, day and night.", "")
    facilities: Many[Text] = key("设施", "Water, power, beds, first aid …", ())
    accessible: YesNo | None = key("无障碍", "Whether wheelchairs can get in.", None)
    unfit_for: Many[Text] = key("不适用", "Event types it must not be used for.", ())
    changed: Date | None = key("重大变化", "Day on which it last changed greatly.", None)


class Expert(Entry):
    """A person whose advice is sought."""

    organisation: str = key("单位", "Where the expert works.", "")
    fields: Many[Text] = key("领域", "What the expert knows about.")
    phone: str = key("电话", "Phone.", "")


class Risk(Entry):
    """A known risk point."""

    category: Text = key("类别", "Kind of hazard.")
    region: RegionRef | None = key("辖区", "Where it is.", None)
    grade: Text = key("等级", "Risk grade, e.g. 重大, 较大.")
    exposed: Count | None = key("受威胁人数", "People at risk, persons.", None)
    organisation: OrganisationRef = key("责任单位", "Who watches it.")
    plans: Many[OwnPlanRef] = key("预案", "Plans that deal with it.", ())
    measures: Many[Text] = key("措施", "What is done about it.", ())
    routes: tuple[Route, ...] = key("转移路线", "Ways by which people leave.", ())
    changed: Date | None = key("重大变化", "Day on which it last changed greatly.", None)


class Mechanism(Entry):
    """A standing arrangement of several units (工作机制)."""

    lead: OrganisationRef = key("牵头", "The unit that runs it.")
    members: Many[ActorRef] = key("成员", "Units that take part.", ())
    content: Text = key("内容", "What is done.")
    frequency: str = key("频次", "How often, e.g. 每季度一次.", "")
    plans: Many[OwnPlanRef] = key("预案", "Plans that rely on it.", ())


class Agreement(Entry):
    """A written agreement with a neighbour, the army or an enterprise (联动协议)."""

    parties: Many[Text] = key("各方", "Who signed it.")
    signed: Date = key("签订日期", "Day it was signed.")
    expires: Date | None = key("有效期至", "Last day it holds.", None)
    content: Text = key("内容", "What was agreed.")
    support: tuple[PromisedAid, ...] = key(
        "支援", "What is sent when it is asked for; rehearsals count on nothing else.", ()
    )
    plans: Many[OwnPlanRef] = key("预案", "Plans that rely on it.", ())


class Regulation(Entry):
    """A law, regulation, standard or upper plan that plans are based on (编制依据)."""

    category: RegulationClass = key("类别", "Rank of the text.")
    number: str = key("文号", "Document number, e.g. 国办发〔2024〕5号.", "")
    issuer: str = key("制定机关", "Who made it.", "")
    issued: Date | None = key("印发日期", "Day of issue of the current edition.", None)
    effective: Date | None = key("施行日期", "First day it holds.", None)
    repealed: Date | None = key("废止日期", "First day it no longer holds.", None)
    successor: RegulationRef | None = key("替代文件", "What replaced it.", None)


class Station(Element):
    """A place where an ordered grade is measured, with the figures that hold there."""

    name: Text = key("名称", "The place, e.g. 衡东站.")
    located: str = key("所在", "The river, reservoir or region it stands for.", "")
    grades: Mapping[Text, Text] = key(
        "标准", "Grade → values of it as a unary test in the indicator's unit, e.g. >= 50.5 m."
    )


class Indicator(Entry):
    """Something triggers may speak of (指标), with type, unit, bounds and observer."""

    type: IndicatorType = key("类型", "How it is measured.")
    unit: str = key("单位", "Unit of a number, e.g. 毫米; what a count counts, e.g. 个.", "")
    window: str = key("时段", "Time window, e.g. 24小时, 一次灾害过程.", "")
    place: str = key("范围", "Where it is measured: 单站, 全市, 县区 …", "")
    bounds: str = key("取值范围", "Possible values as a unary test, e.g. [0..1500].", "")
    words: Many[Text] = key("等级", "Words of an ordered grade, mildest first.", ())
    criteria: Mapping[Text, Many[Row]] = key(
        "分级标准", "Grade → when it is reached, as a table on other indicators.", {}
    )
    stations: tuple[Station, ...] = key(
        "测点", "Places it is measured at, each with figures of its own.", ()
    )
    nature: Nature = key("性质", "Observed or forecast.", Nature.OBSERVED)
    worse: Worse = key("方向", "In which direction it gets worse.", Worse.UP)
    cumulative: YesNo = key(
        "只增不减", "Whether it can only grow, e.g. deaths in an accident.", default=False
    )
    counted: str = key("计数对象", "What a count counts, e.g. 县区.", "")
    plan: PlanRef | None = key("预案", "For a response level: whose level it is.", None)
    observer: Many[OrganisationRef] = key("观测", "Who observes and reports it.", ())


class Contact(Element):
    """A line of the telephone list (通讯录); internal by nature."""

    name: Text = key("姓名", "Person or desk.")
    organisation: OrganisationRef = key("单位", "Where the person works.")
    title: str = key("职务", "Position.", "")
    phones: Many[Text] = key("电话", "Phones in the order to try them.")


class Organisations(Element):
    """`registry/organizations.yaml`."""

    organisations: tuple[Organisation, ...] = key("组织机构", "Organisations.")


class Posts(Element):
    """`registry/posts.yaml`."""

    posts: tuple[Post, ...] = key("岗位", "Posts.")


class Teams(Element):
    """`registry/teams.yaml`."""

    teams: tuple[Team, ...] = key("队伍", "Rescue teams.")


class Depots(Element):
    """`registry/depots.yaml`."""

    depots: tuple[Depot, ...] = key("物资库", "Depots.")


class Shelters(Element):
    """`registry/shelters.yaml`."""

    shelters: tuple[Shelter, ...] = key("避难场所", "Shelters.")


class Experts(Element):
    """`registry/experts.yaml`."""

    experts: tuple[Expert, ...] = key("专家", "Experts.")


class Risks(Element):
    """`registry/risks.yaml`."""

    risks: tuple[Risk, ...] = key("风险", "Risk points.")


class Mechanisms(Element):
    """`registry/mechanisms.yaml`."""

    mechanisms: tuple[Mechanism, ...] = key("工作机制", "Standing arrangements.")
    agreements: tuple[Agreement, ...] = key("联动协议", "Written agreements.", ())


class Indicators(Element):
    """`registry/indicators.yaml`."""

    indicators: tuple[Indicator, ...] = key("指标", "Indicators.")


class Regulations(Element):
    """`registry/regulations.yaml`."""

    regulations: tuple[Regulation, ...] = key("编制依据", "Regulations and upper plans.")


class Contacts(Element):
    """`registry/contacts.yaml`."""

    contacts: tuple[Contact, ...] = key("通讯录", "Telephone list.")


__all__ = [
    "Agreement",
    "Checks",
    "Contact",
    "Contacts",
    "Depot",
    "Depots",
    "Deputy",
    "Entry",
    "Equipment",
    "Expert",
    "Experts",
    "FormerName",
    "Indicator",
    "Indicators",
    "Jurisdiction",
    "Mechanism",
    "Mechanisms",
    "Organisation",
    "Organisations",
    "Post",
    "Posts",
    "PromisedAid",
    "Region",
    "Regulation",
    "Regulations",
    "Risk",
    "Risks",
    "Route",
    "RuleSetting",
    "Shelter",
    "Shelters",
    "Station",
    "Team",
    "Teams",
    "UpperRegion",
]
