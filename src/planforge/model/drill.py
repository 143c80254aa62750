"""`drill.yaml`: a drill and its scenario, as far as people write it themselves."""

from __future__ import annotations

from collections.abc import Mapping

from planforge.model.base import (
    ActorRef,
    Element,
    IndicatorRef,
    Many,
    OrganisationRef,
    OwnPlanRef,
    PostRef,
    RegionRef,
    Visibility,
    key,
)
from planforge.model.drill_scales import (
    ClockTime,
    Confidence,
    Delivery,
    DrillPurpose,
    DrillScope,
    InjectType,
    Knowledge,
    Moment,
    Notice,
    OutageKind,
    Pace,
    ScenarioTime,
    TaskState,
    TaskTarget,
)
from planforge.model.scalars import Count, Date, Id, Limit, Text, YesNo
from planforge.model.scales import DrillForm
from planforge.model.trigger import Row

START = ScenarioTime(0, "T+00:00")
"""The start of every scenario."""


class DrillKind(Element):
    """What sort of drill it is: one value on each axis."""

    form: DrillForm = key("组织形式", "Tabletop or full scale.", DrillForm.TABLETOP)
    scope: DrillScope = key(
        "内容", "One function, or the whole response.", DrillScope.COMPREHENSIVE
    )
    purpose: DrillPurpose = key("目的", "To test, to demonstrate or to study.", DrillPurpose.TEST)
    notice: Notice = key("预告", "What those who take part know beforehand.", Notice.HALF_SCRIPTED)
    pace: Pace = key("时间", "How the time of the scenario runs.", Pace.REAL)


class PlanPart(Element):
    """A part of a plan that something is about."""

    plan: OwnPlanRef = key("预案", "The plan.")
    levels: Many[Text] = key("级别", "Response levels of it.", ())
    actions: Many[Id] = key("措施", "Ids of its actions.", ())


class PlanPlaces(Element):
    """Where what a plan answers to happens, if not in all places that the drill hits."""

    plan: OwnPlanRef = key("预案", "The plan.")
    regions: Many[RegionRef] = key("地区", "Parts of the jurisdiction.")


class Meant(Element):
    """Whom a word for anybody, such as 事故单位 or 重要电力用户, means in this drill."""

    word: OrganisationRef = key("名称", "The word, as the register has it.")
    units: Many[OrganisationRef] = key("单位", "Who is meant.")
    plans: Many[OwnPlanRef] = key("预案", "Plans in which they are meant; all if left out.", ())


class Goal(Element):
    """What the drill is to show, in a way that can be observed."""

    id: Id = key("编号", "Identifier, unique in the drill.")
    text: Text = key("内容", "Who does what, when, by which standard.")
    about: Many[PlanPart] = key("涉及", "Parts of plans that it is about.", ())


class Staff(Element):
    """Somebody who runs, watches or supports the drill without being tested."""

    id: Id = key("编号", "Identifier, unique in the drill.")
    person: str = key("人员", "Name.", "")
    unit: OrganisationRef | None = key("单位", "Where the person comes from.", None)
    position: str = key("位置", "Where the person is during the drill.", "")
    actors: Many[ActorRef] = key("负责", "Units or posts that the person looks after.", ())
    plays: Many[Text] = key("扮演", "For a simulator: who is played.", ())
    goals: Many[Id] = key("目标", "For an evaluator: goals that are judged.", ())


class Organisers(Element):
    """Who runs the drill (组织机构)."""

    steering: Many[PostRef] = key("领导小组", "Who approves the drill and may stop it.", ())
    commander: PostRef | None = key("总指挥", "Who announces its start and its end.", None)
    deputies: Many[PostRef] = key("副总指挥", "Who stands in for the commander.", ())
    director: PostRef | None = key("总策划", "Who runs the flow of events.", None)
    writers: Many[ActorRef] = key("文案组", "Who writes the papers.", ())
    support: Many[ActorRef] = key("保障组", "Who provides places, power, transport, first aid.", ())
    controllers: tuple[Staff, ...] = key("控制人员", "Who delivers injects.", ())
    simulators: tuple[Staff, ...] = key("模拟人员", "Who plays those that do not take part.", ())
    evaluators: tuple[Staff, ...] = key("评估人员", "Who watches and judges.", ())
    recorders: tuple[Staff, ...] = key("记录人员", "Who writes down what happens.", ())
    narrators: tuple[Staff, ...] = key("解说人员", "Who explains it to guests.", ())
    observers: Many[Text] = key("观摩人员", "Guests.", ())


class Order(Element):
    """A superior orders a plan to run at a level at least; the level 无 takes that back."""

    plan: OwnPlanRef = key("预案", "The plan.")
    level: Text = key("级别", "The level.")
    by: Text = key("由", "Who orders it.")


class Development(Element):
    """What is so from a moment of the scenario on (事态)."""

    at: ScenarioTime = key("时间", "Time since the start of the scenario.")
    title: str = key("标题", "What happens, in a few words.", "")
    text: str = key("情景", "What happens, told.", "")
    place: str = key("地点", "Where.", "")
    plans: Many[OwnPlanRef] = key(
        "预案", "Plans to whose incident the facts belong; left out, they are everybody's.", ()
    )
    facts: Mapping[Text, Text] = key("事实", "Indicator → its value from now on.", {})
    cleared: Many[IndicatorRef] = key(
        "解除", "Indicators that have no value any more, e.g. a warning that was lifted.", ()
    )
    holds: Many[Text] = key("属实", "Texts of 研判, 限定 or 时机 that are so from now on.", ())
    ended: Many[Text] = key("不再属实", "Texts of that sort that are not so any more.", ())
    false_alarms: Many[OwnPlanRef] = key(
        "误报", "Plans of which it turns out that nothing of theirs has happened.", ()
    )
    orders: tuple[Order, ...] = key("指令", "Orders of superiors.", ())
    observer: Many[ActorRef] = key(
        "发现", "Who notices; who observes the indicators if left out.", ()
    )
    seen: YesNo = key("自行察觉", "Whether it is noticed without anybody asking.", default=True)
    levels: Mapping[Text, Text] = key(
        "应达级别", "Plan → level that its tables must give now; 无 for none.", {}
    )


class Outage(Element):
    """Something that is not to be had for a time (失效)."""

    kind: OutageKind = key("类别", "What sort of thing it is.")
    what: Text = key("对象", "Which one, by name.")
    start: ScenarioTime = key("起", "From when.", START)
    end: ScenarioTime | None = key("止", "Until when; to the end if left out.", None)
    strikes: YesNo = key("中断在手", "Whether work that it is doing fails as well.", default=False)
    cause: Text = key("原因", "Why.")


class AfterAction(Element):
    """What has to be done in a plan before an inject comes."""

    plan: OwnPlanRef = key("预案", "The plan.")
    action: Id | None = key("措施", "The action that is done.", None)
    level: str = key("级别", "The level that is reached.", "")


class Expected(Element):
    """What players should do on an inject (预期行动)."""

    plan: OwnPlanRef = key("预案", "The plan that says so.")
    action: Id = key("措施", "Id of the action.")
    by: ActorRef | None = key("由", "Who does it; as the plan says if left out.", None)
    within: Limit | None = key(
        "时限", "Less time than the plan allows, from the inject, if organisers ask for it.", None
    )
    standard: str = key("标准", "What shows that it is done well.", "")
    critical: YesNo = key("关键", "Whether the drill fails without it.", default=False)


class Inject(Element):
    """A message, a sight or a call that controllers bring into the drill (注入).

    It comes at a time, after something, on a condition, or, without any of these, by hand.
    """

    id: Id = key("编号", "Identifier, unique in the drill.")
    type: InjectType = key("类型", "What it is for.")
    at: ScenarioTime | None = key("时间", "Time since the start of the scenario.", None)
    after: AfterAction | None = key("前置", "What must be done before.", None)
    when: Many[Row] = key("条件", "When it comes, as a table.", ())
    title: str = key("标题", "What it is, in a few words.", "")
    text: Text = key("正文", "What is said, written or shown.")
    source: str = key("发出", "Who seems to send it.", "")
    to: Many[ActorRef] = key("接收", "Who gets it.", ())
    delivery: Delivery = key("方式", "How it is delivered.", Delivery.PHONE)
    place: str = key("地点", "Where.", "")
    attachments: Many[Text] = key("附件", "Pictures, maps, documents.", ())
    goals: Many[Id] = key("目标", "Goals it serves.", ())
    expected: tuple[Expected, ...] = key("预期", "What players should do.", ())
    grace: Limit | None = key(
        "宽限", "How long after the limit controllers wait before they help.", None
    )
    helps: Id | None = key("补充于", "For a contingency: the inject that it helps.", None)
    controller: Id | None = key("控制员", "The controller who delivers it.", None)
    simulator: Id | None = key("模拟员", "The simulator who speaks it.", None)
    leeway: str = key("发挥范围", "How far controllers may depart from the text.", "")


class TimePiece(Element):
    """A span of the scenario and the span of the drill in which it is played."""

    scenario_start: ScenarioTime = key("情景自", "First moment, in the scenario.")
    scenario_end: ScenarioTime = key("情景至", "Last moment, in the scenario.")
    drill_start: ScenarioTime = key("演练自", "First moment, since the start of the drill.")
    drill_end: ScenarioTime = key("演练至", "Last moment, since the start of the drill.")


class WorkingTime(Element):
    """How long an action takes where its plan does not say, or otherwise here (工期)."""

    plan: OwnPlanRef = key("预案", "The plan.")
    action: Id = key("措施", "Id of the action.")
    least: Limit | None = key("最短", "At least.", None)
    likely: Limit = key("一般", "Usually.")
    most: Limit | None = key("最长", "At most.", None)
    source: Text = key("来源", "Where the figures come from.")
    confidence: Confidence = key("可信度", "How sure they are.", Confidence.MEDIUM)


class Task(Element):
    """Something to be mended that the drill, or its rehearsal, brought to light (整改)."""

    id: Id = key("编号", "Identifier, unique in the drill.")
    problem: Text = key("问题", "What was found, with the evidence.")
    cause: str = key("原因", "Why it is so.", "")
    target: TaskTarget | None = key(
        "对象", "What is to be changed; left out, the plan that is named.", None
    )
    plan: OwnPlanRef | None = key("预案", "The plan that is to be changed.", None)
    action: Id | None = key("措施", "Id of the action of that plan.", None)
    about: Many[PlanPart] = key("涉及", "Parts of plans, where it is about several.", ())
    work: str = key("做法", "What is to be done, with one result.", "")
    owner: ActorRef | None = key("责任", "Who has to do it.", None)
    person: str = key("责任人", "The person who has to do it.", "")
    due: Date | None = key("期限", "By when it is done.", None)
    state: TaskState = key("状态", "How far it is.", TaskState.TO_DO)
    proof: str = key("证明", "What proves that it is done: an edition, a document.", "")


class Drill(Element):
    """A drill: what is practised by whom, and the scenario it runs on."""

    visibility: Visibility = key(
        "可见", "Who may read this element: public or internal.", Visibility.INTERNAL
    )
    id: Id = key("演练", "Identifier; the name of the folder.")
    name: Text = key("名称", "Its title.")
    kind: DrillKind = key("类型", "What sort of drill it is.", DrillKind.model_construct())
    date: Date | None = key("日期", "Day of the drill.", None)
    begins: ClockTime | None = key("开始", "Time of day at which it begins, e.g. 09:00.", None)
    held: Date | None = key("举行", "Day on which it was held; left out until then.", None)
    place: str = key("地点", "Where it is held.", "")
    summary: str = key("概述", "The scenario in a few sentences, for organisers.", "")
    briefing: str = key("告知参演", "What players are told beforehand.", "")
    plans: Many[OwnPlanRef] = key("预案", "Plans that are put into practice.")
    goals: tuple[Goal, ...] = key("目标", "What the drill is to show.", ())
    organisers: Organisers = key("组织", "Who runs the drill.", Organisers.model_construct())
    players: Many[ActorRef] = key("参演", "Units and posts that take part.")
    simulated: Many[Text] = key("模拟", "Units and persons that simulators play.", ())

    start: Moment = key("情景起始", "Day and time of the clock when the scenario begins.")
    horizon: Limit = key("情景时长", "How long the scenario lasts.")
    regions: Many[RegionRef] = key("地区", "Parts of the jurisdiction that are hit.", ())
    plan_places: tuple[PlanPlaces, ...] = key(
        "预案地区", "Plans that concern only some of 「地区」; the others concern all.", ()
    )
    meant: tuple[Meant, ...] = key(
        "所指", "Whom words such as 事故单位 mean, which leave it to the incident.", ()
    )
    knowledge: Knowledge = key("知情", "Who knows what.", Knowledge.REPORTED)
    lives_first: YesNo = key(
        "救人优先",
        "Whether work that saves lives takes people and supplies from other work under way.",
        default=False,
    )
    seed: Count = key("种子", "Number that makes two samples differ.", 0)
    initial: Mapping[Text, Text] = key("初始事实", "Indicator → its value at the start.", {})
    developments: tuple[Development, ...] = key("事态", "What happens, in order of time.", ())
    outages: tuple[Outage, ...] = key("失效", "What is not to be had, and when.", ())
    durations: tuple[WorkingTime, ...] = key("工期", "How long actions take.", ())

    injects: tuple[Inject, ...] = key("注入", "What controllers bring into the drill.", ())
    time_map: tuple[TimePiece, ...] = key(
        "时间表", "How the scenario is spread over the drill; one to one if left out.", ()
    )
    phrase: Text = key("演练用语", "Words that mark every message of the drill.", "这是一次演练")
    stop: Many[Text] = key("中止条件", "When the drill is broken off.", ())
    safety: Many[Text] = key("安全措施", "What keeps people safe during the drill.", ())
    spare_channel: str = key("备用通信", "How organisers talk when the usual way fails.", "")
    evaluation: Id = key("评估包", "The set of items and scales it is judged by.", "guide2009")
    tasks: tuple[Task, ...] = key("整改", "What is to be mended, and how far that is.", ())
    follow_up: OrganisationRef | None = key(
        "整改责任", "Who sees to it that what is found is mended.", None
    )


__all__ = [
    "START",
    "AfterAction",
    "Development",
    "Drill",
    "DrillKind",
    "Expected",
    "Goal",
    "Inject",
    "Meant",
    "Order",
    "Organisers",
    "Outage",
    "PlanPart",
    "PlanPlaces",
    "Staff",
    "Task",
    "TimePiece",
    "WorkingTime",
]
