"""`plan.yaml`: the facts of one plan, in the order of its chapters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from planforge.model.base import (
    ActionRef,
    ActorRef,
    AgreementRef,
    ByShape,
    DepotRef,
    Element,
    ExpertRef,
    GradeRef,
    Kind,
    LevelRef,
    Many,
    MechanismRef,
    OrganisationRef,
    OwnPlanRef,
    PlanRef,
    PostRef,
    Ref,
    RegulationRef,
    ShelterRef,
    TeamRef,
    key,
)
from planforge.model.scalars import Amount, Cycle, Date, Id, Limit, Text, YesNo
from planforge.model.scales import (
    Anchor,
    DrillForm,
    DrillTopic,
    EventCategory,
    HeadingNumbers,
    IncidentGrade,
    LinkKind,
    Phase,
    PlanClass,
    PlanPurpose,
    ReportStage,
    WarningColour,
)
from planforge.model.spelled import Before
from planforge.model.trigger import Adjustment, Row, Triggers
from planforge.model.upkeep import Preparation, Problem, Revision

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


class Filing(Element):
    """Filing of an issued plan (备案)."""

    filed: Date = key("日期", "Day it was filed.")
    recipient: Text = key("机关", "Who received it.")


class Publication(Element):
    """Making the plan public (公布)."""

    published: Date = key("日期", "Day it was made public.")
    channel: str = key("方式", "Where it can be read.", "")


class DrillRecord(Element):
    """A drill that was held."""

    held: Date = key("日期", "Day of the drill.")
    form: DrillForm = key("形式", "Tabletop or full scale.")
    name: Text = key("名称", "What was practised.")
    evaluated: Many[DrillTopic] = key("评估内容", "What its evaluation looked at.", ())


class AlignedWith(Element):
    """The edition of an upper plan that this plan follows."""

    plan: PlanRef = key("预案", "The upper plan.")
    issued: Date = key("印发日期", "Day of issue of the edition that was followed.")


class Edition(Element):
    """Which edition this is and what happened to it (版本)."""

    number: str = key("文号", "Document number, e.g. 安政办发〔2026〕12号.", "")
    issuer: Text = key("印发机关", "Who issued it.")
    approved_by: str = key("批准机关", "Who approved it.", "")
    issued: Date = key("印发日期", "Day of issue.")
    effective: Date | None = key("施行日期", "First day it holds.", None)
    filing: Filing | None = key("备案", "Where and when it was filed.", None)
    publication: Publication | None = key("公布", "Where and when it was made public.", None)
    last_evaluation: Date | None = key("上次评估", "Day of the last evaluation.", None)
    drills: tuple[DrillRecord, ...] = key("演练记录", "Drills held on this plan.", ())
    replaces: Many[Text] = key("废止", "Editions that it replaces, by title and number.", ())
    copied_to: Many[Text] = key("抄送", "Who gets a copy of the issued plan.", ())
    aligned_with: tuple[AlignedWith, ...] = key(
        "对应上位版本", "Editions of the upper plans that it follows.", ()
    )
    preparation: Preparation | None = key("编制过程", "What was done before its approval.", None)
    problems: tuple[Problem, ...] = key("发现问题", "What showed to be wrong with the plan.", ())
    revisions: tuple[Revision, ...] = key("修订记录", "Changes made to it after its issue.", ())


class Exclusion(Element):
    """Something the plan does not cover, with the plan that does."""

    event: Text = key("事件", "What is excluded.")
    plan: PlanRef | None = key("预案", "The plan that covers it.", None)


class Scope(Element):
    """Where the plan applies, and what goes to another plan instead (适用范围)."""

    area: Text = key("地域", "The area.")
    events: Many[Text] = key("事件", "What kinds of events.")
    excluded: tuple[Exclusion, ...] = key("除外", "What is left to other plans.", ())


class GradeRule(Element):
    """When an incident has this grade (事件分级)."""

    conditions: Triggers = key("条件", "Table of conditions.", ())
    led_by: str = key("应对主体", "Which level of government leads the response.", "")


class Member(Element):
    """A member unit of a command body and what it does there (成员单位)."""

    unit: OrganisationRef = key("单位", "The unit.")
    duties: Many[Text] = key("职责", "What it is responsible for under this plan.", ())


class Group(Element):
    """A working group of a command body (工作组)."""

    id: Id = key("编号", "Identifier, unique in the plan.")
    name: Text = key("名称", "Its name, e.g. 抢险救援组.")
    lead: OrganisationRef | None = key("牵头", "The unit that leads it.", None)
    leader: PostRef | None = key("组长", "The post that heads it.", None)
    members: Many[ActorRef] = key("成员", "Units in it.", ())
    duties: Many[Text] = key("职责", "What it does.", ())
    levels: Many[LevelRef] = key("启用级别", "Levels at which it is set up; all if left out.", ())


class Office(Element):
    """The office of a command body (指挥部办公室)."""

    name: OrganisationRef = key("名称", "The office, as registered.")
    hosted_by: OrganisationRef | None = key("设在", "The unit where it is located.", None)
    head: PostRef | None = key("主任", "Its head.", None)
    deputies: Many[PostRef] = key("副主任", "Deputy heads.", ())
    duties: Many[Text] = key("职责", "What it does.", ())


class SceneCommand(Element):
    """The command at the scene (现场指挥部)."""

    set_up_when: Text = key("设立条件", "When it is set up.")
    set_up_by: Many[ActorRef] = key("设立", "Who sets it up.")
    commander: Many[ActorRef] = key("总指挥", "Who commands at the scene.", ())
    deputies: Many[ActorRef] = key("副总指挥", "Deputy commanders.", ())
    groups: Many[ActorRef] = key("工作组", "Working groups at the scene.", ())
    duties: Many[Text] = key("职责", "What it does.", ())


class ExpertGroup(Element):
    """The group of experts (专家组)."""

    lead: ActorRef | None = key("牵头", "Who calls it together.", None)
    members: Many[ExpertRef] = key("成员", "Registered experts.", ())
    fields: Many[Text] = key("领域", "Fields it must cover.", ())
    duties: Many[Text] = key("职责", "What it does.", ())


class CommandBody(Element):
    """A command body (指挥机构); bodies may nest."""

    name: OrganisationRef = key("名称", "The body, as registered.")
    commander: Many[PostRef] = key("总指挥", "Who commands.", ())
    executive_deputies: Many[PostRef] = key("常务副总指挥", "First deputies.", ())
    deputies: Many[PostRef] = key("副总指挥", "Deputy commanders.", ())
    secretary: PostRef | None = key("秘书长", "Secretary-general.", None)
    duties: Many[Text] = key("职责", "What the body does.", ())
    office: Office | None = key("办公室", "Its office.", None)
    members: tuple[Member, ...] = key("成员单位", "Member units with their duties.", ())
    groups: tuple[Group, ...] = key("工作组", "Working groups.", ())
    scene: SceneCommand | None = key("现场指挥部", "Command at the scene.", None)
    experts: ExpertGroup | None = key("专家组", "Group of experts.", None)
    parts: tuple[CommandBody, ...] = key("下设", "Bodies under it.", ())


class LocalCommand(Element):
    """What a lower level sets up (下级指挥机构)."""

    level: Text = key("层级", "Which level: 县区, 乡镇, 村, 企业 …")
    duties: Many[Text] = key("职责", "What it does.")


class Monitoring(Element):
    """Who watches what (监测)."""

    item: Text = key("事项", "What is watched.")
    unit: Many[OrganisationRef] = key("责任", "Who watches it.")
    frequency: str = key("频次", "How often.", "")
    means: str = key("手段", "By what network or system.", "")


class Measure(Element):
    """Something that is done, with who does it."""

    content: Text = key("内容", "What is done.")
    responsible: Many[ActorRef] = key("责任", "Who does it.", ())
    supporting: Many[ActorRef] = key("配合", "Who helps.", ())
    limit: Limit | None = key("时限", "Time limit from the issue of the warning.", None)


class WarningRule(Element):
    """One warning level: when, who, what is done, what response follows."""

    conditions: Triggers = key("条件", "When it is issued.", ())
    issued_by: Many[ActorRef] = key("发布", "Who issues it.", ())
    approved_by: Many[ActorRef] = key("批准", "Who approves it.", ())
    response: LevelRef | None = key("对应响应", "Response level that follows.", None)
    no_response: str = key("不启动响应", "Why no response follows, where none does.", "")
    measures: tuple[Measure, ...] = key("措施", "What is done.", ())


class Warnings(Element):
    """Warning (预警)."""

    rules: Mapping[WarningColour, WarningRule] = key("分级", "The warning levels.", {})
    contents: Many[Text] = key("发布内容", "What a warning must say.", ())
    channels: Many[Text] = key("渠道", "How it is spread.", ())
    special_groups: Many[Text] = key("特殊群体", "Who has to be told in person.", ())
    adjustment: str = key("调整", "Who changes a warning, and when.", "")
    lifting: str = key("解除", "Who lifts a warning, and when.", "")


class Termination(Element):
    """How a level ends (响应终止)."""

    conditions: Many[Text] = key("条件", "When it ends.", ())
    when: Many[Row] = key("指标", "The same as a table, where numbers say it.", ())
    proposed_by: Many[ActorRef] = key("建议", "Who proposes it.", ())
    decided_by: Many[ActorRef] = key("决定", "Who decides it.", ())
    by_starter: YesNo = key(
        "谁启动谁终止",
        "Whether those who decide the start of a level also decide its end.",
        default=False,
    )


class Takeover(Element):
    """Handing over command (指挥权移交)."""

    to: Many[ActorRef] = key("移交给", "Who takes over.")
    when: Text = key("时机", "At what moment.")
    afterwards: str = key("移交后", "What the body does afterwards.", "")


class Authority(Element):
    """Who decides and commands in a field or circumstance of its own (分情形权限)."""

    circumstances: Text = key("情形", "The field or circumstance, e.g. 轨道交通、民航等领域.")
    proposed_by: Many[ActorRef] = key("建议", "Who proposes the start there.", ())
    reviewed_by: Many[ActorRef] = key("审核", "Who examines the proposal there.", ())
    decided_by: Many[ActorRef] = key("决定", "Who decides there.", ())
    announced_by: Many[ActorRef] = key("宣布", "Who announces it there.", ())
    commander: Many[ActorRef] = key("指挥", "Who commands there.", ())


def _but_none(value: object) -> object:
    return () if value in ("无", "none") else value


def _as_described(described: JsonSchemaValue) -> JsonSchemaValue:
    return described


class ResponseLevel(Element):
    """One response level: when it starts, who decides, commands and ends it."""

    title: str = key("名称", "How the plan names it, e.g. 较大应急响应.", "")
    triggers: Triggers = key(
        "启动条件",
        "Trigger table; any row suffices. Left out, those of the grades (对应分级).",
        (),
    )
    defined_elsewhere: str = key("条件另定", "Where the conditions are laid down instead.", "")
    grades: Annotated[Many[GradeRef], Before(_but_none, _as_described)] = key(
        "对应分级",
        "Incident grades it answers to; 无 for a level below them all, such as 关注级.",
        (),
    )
    proposed_by: Many[ActorRef] = key("建议", "Who proposes it.", ())
    reviewed_by: Many[ActorRef] = key("审核", "Who examines the proposal.", ())
    decided_by: Many[ActorRef] = key("决定", "Who decides it.", ())
    urgent_decision_by: Many[ActorRef] = key(
        "紧急决定", "Who may decide at once when time presses.", ()
    )
    overruled_by: Many[ActorRef] = key("直接决定", "Which superior may decide it directly.", ())
    announced_by: Many[ActorRef] = key("宣布", "Who announces it.", ())
    commander: Many[ActorRef] = key("指挥", "Who commands.", ())
    authorities: tuple[Authority, ...] = key(
        "分情形权限", "Fields or circumstances in which others decide or command.", ()
    )
    reported_to: Many[ActorRef] = key("报告", "Who is told of the start.", ())
    decision_limit: Limit | None = key("决定时限", "From the proposal to the decision.", None)
    termination: Termination | None = key("终止", "How it ends.", None)
    takeover: Takeover | None = key("移交", "Who takes over when the level above acts.", None)
    summary: str = key("概述", "One sentence on what this level is for.", "")

    @property
    def is_for_watching(self) -> bool:
        """Whether the plan says that it answers to no grade: it lies below the mildest."""
        return not self.grades and "grades" in self.model_fields_set


class Transition(Element):
    """Raising or lowering a running response (升级、降级)."""

    source: LevelRef = key("由", "The level before.")
    target: LevelRef = key("到", "The level after.")
    conditions: Many[Text] = key("条件", "When.", ())
    when: Many[Row] = key("指标", "The same as a table, where numbers say it.", ())
    proposed_by: Many[ActorRef] = key("建议", "Who proposes it.", ())
    decided_by: Many[ActorRef] = key("决定", "Who decides it.", ())


class Deadline(Element):
    """A time limit with the moment it runs from."""

    limit: Limit = key("时长", "The time allowed.")
    anchor: Anchor = key("起算", "From what moment.", Anchor.ACTIVATION)


class Duration(Element):
    """How long something takes."""

    least: Limit | None = key("最短", "At least.", None)
    likely: Limit = key("一般", "Usually.")
    most: Limit | None = key("最长", "At most.", None)


DeadlineOrLimit = ByShape[Limit, Deadline]
DurationOrLimit = ByShape[Limit, Duration]


class Needs(Element):
    """What an action calls on (调用)."""

    teams: Many[TeamRef] = key("队伍", "Teams.", ())
    supplies: Mapping[Text, Amount] = key("物资", "Supplies with quantities.", {})
    depots: Many[DepotRef] = key("物资库", "Depots to draw from.", ())
    shelters: Many[ShelterRef] = key("避难场所", "Shelters to open.", ())
    experts: Many[ExpertRef] = key("专家", "Experts to call.", ())


class MessageOut(Element):
    """A message that an action sends."""

    to: Many[ActorRef] = key("给", "Who receives it.")
    content: Text = key("内容", "What it says.")
    channel: Many[Text] = key("方式", "By what means.", ())


class ActionChange(Element):
    """What is different about an action from a higher level on."""

    content: str = key("内容", "The text at that level.", "")
    responsible: Many[ActorRef] = key("责任", "Who does it at that level.", ())
    supporting: Many[ActorRef] = key("配合", "Who helps at that level.", ())
    deadline: DeadlineOrLimit | None = key("时限", "The time limit at that level.", None)
    needs: Needs | None = key("调用", "What it calls on at that level.", None)


class Action(Element):
    """Something done in a response (响应措施)."""

    id: Id = key("编号", "Identifier, unique in the plan.")
    title: str = key("名称", "Short name; the first clause of the text if left out.", "")
    phase: Phase = key("阶段", "Phase it belongs to.")
    first_level: LevelRef | None = key(
        "起始级别", "Lowest level at which it is done; it stays in force at higher ones.", None
    )
    only_levels: Many[LevelRef] = key("仅限级别", "The only levels at which it is done.", ())
    replaces: Many[ActionRef] = key("替代", "Actions it replaces from its first level on.", ())
    responsible: Many[ActorRef] = key("责任", "The one unit or post responsible.", ())
    supporting: Many[ActorRef] = key("配合", "Units that help.", ())
    content: Text = key("内容", "What is done, as the printed plan says it.")
    deadline: DeadlineOrLimit | None = key(
        "时限", "Time limit; from the start of the response unless 起算 says otherwise.", None
    )
    repeat: Limit | None = key("频次", "How often it is repeated.", None)
    duration: DurationOrLimit | None = key("工期", "How long it takes.", None)
    after: Many[ActionRef] = key("前置", "Actions that must be finished before.", ())
    condition: Text | None = key("前提", "Words that say when it is done, if not always.", None)
    when: Many[Row] = key("条件", "The same as a table, where numbers say it.", ())
    needs: Needs | None = key("调用", "Teams, supplies and shelters it calls on.", None)
    messages: tuple[MessageOut, ...] = key("通知", "Messages it sends.", ())
    changes: Mapping[Annotated[str, Ref((Kind.LEVEL,), "plan")], ActionChange] = key(
        "分级要求", "What changes from a higher level on.", {}
    )


class ReportRule(Element):
    """Who reports to whom within what time (信息报告)."""

    stage: ReportStage = key("类型", "First, follow-up, final or daily report.")
    sender: Many[ActorRef] = key("报告单位", "Who reports.")
    recipient: Many[ActorRef] = key("接收单位", "Who is told.", ())
    limit: Limit | None = key("时限", "Time limit.", None)
    anchor: Anchor = key("起算", "From what moment the limit runs.", Anchor.RECEIPT)
    written_limit: Limit | None = key("书面时限", "Limit of the written report, if another.", None)
    repeat: Limit | None = key("频次", "How often it is repeated.", None)
    channels: Many[Text] = key("方式", "Phone, written, network …", ())
    contents: Many[Text] = key("内容", "What it must say.", ())
    applies: str = key("适用", "Which incidents it is for; all if left out.", "")
    grades: Many[GradeRef] = key("适用分级", "Incident grades it is for.", ())
    levels: Many[LevelRef] = key("适用级别", "Response levels it is for; all if left out.", ())
    when: Many[Row] = key("条件", "Threshold of its own, as a table.", ())
    basis: str = key("依据", "Law and article it follows.", "")


class PublicInformation(Element):
    """What the public is told (信息发布)."""

    responsible: Many[ActorRef] = key("责任", "Who releases it.", ())
    spokesperson: Many[PostRef] = key("发言人", "Who speaks.", ())
    first_release: Limit | None = key("首次发布", "Limit of the first authoritative release.", None)
    press_conference: Limit | None = key("新闻发布会", "Limit of the first press conference.", None)
    channels: Many[Text] = key("渠道", "Where it is released.", ())
    content: str = key("内容", "What is released.", "")


class RecoveryItem(Element):
    """Something to do after the event (后期处置)."""

    item: Text = key("事项", "What it is about, e.g. 善后处置.")
    responsible: Many[ActorRef] = key("责任", "Who does it.", ())
    supporting: Many[ActorRef] = key("配合", "Who helps.", ())
    limit: Limit | None = key("时限", "Time limit from the end of the response.", None)
    content: Text = key("内容", "What is done.")


class Guarantee(Element):
    """What the response rests on (应急保障)."""

    item: Text = key("事项", "What it is about, e.g. 队伍保障.")
    responsible: Many[ActorRef] = key("责任", "Who provides it.", ())
    supporting: Many[ActorRef] = key("配合", "Who helps.", ())
    content: Text = key("内容", "What is provided.")
    teams: Many[TeamRef] = key("队伍", "Teams.", ())
    depots: Many[DepotRef] = key("物资库", "Depots.", ())
    shelters: Many[ShelterRef] = key("避难场所", "Shelters.", ())
    mechanisms: Many[MechanismRef] = key("机制", "Standing arrangements.", ())
    agreements: Many[AgreementRef] = key("协议", "Written agreements.", ())


class Management(Element):
    """How the plan itself is kept (预案管理)."""

    drill_cycle: Cycle | None = key("演练周期", "How often it is practised, e.g. 每2年.", None)
    evaluation_cycle: Cycle | None = key("评估周期", "How often it is evaluated.", None)
    training: str = key("培训", "Who is trained and how often.", "")
    interpreter: OrganisationRef | None = key("解释部门", "Who explains the plan.", None)
    revision: Many[Text] = key("修订情形", "When it is revised.", ())


class TermDefinition(Element):
    """A term the plan uses (名词术语)."""

    term: Text = key("术语", "The term.")
    meaning: Text = key("含义", "What it means.")


class Annex(Element):
    """An annex (附件)."""

    title: Text = key("名称", "Its title.")
    generated: str = key(
        "生成",
        "What it is made from: 组织体系图, 响应流程图, 成员单位职责, 通讯录, 队伍, 物资 …",
        "",
    )
    content: str = key("内容", "Its text, where it is not generated.", "")


class Link(Element):
    """A link to another plan, declared at both ends (衔接)."""

    plan: PlanRef = key("预案", "The other plan.")
    kind: LinkKind = key("关系", "How this plan relates to the other.")
    when: Many[Row] = key("条件", "When the link takes effect, as a table.", ())
    circumstances: str = key("情形", "When it takes effect, in words.", "")
    levels: Mapping[Text, Text] = key(
        "级别对应", "Level of this plan → level of the other that follows.", {}
    )
    request: str = key("请求", "What is asked of the other plan.", "")
    handover: str = key("交接", "Who calls whom, and who takes over.", "")
    contact: Many[ActorRef] = key("联络", "Who makes the call on this side.", ())


class ListedPlan(Element):
    """An entry of the master plan's list of special plans (专项预案目录)."""

    plan: OwnPlanRef = key("预案", "The plan.")
    lead: OrganisationRef = key("牵头", "Its lead department.")
    command: OrganisationRef | None = key("指挥机构", "Its command body.", None)


class LeadershipRule(Element):
    """Who leads at which incident grade (分级应对)."""

    grades: Many[IncidentGrade] = key("分级", "Incident grades.")
    led_by: Text = key("应对主体", "Who leads.")
    first_response: str = key("先期处置", "Who does what until then.", "")


class Plan(Element):
    """One plan: its facts. The prose stands in `plan.md` beside it."""

    id: Id = key("预案", "Identifier; the name of the folder.")
    name: Text = key("名称", "Full title as printed.")
    short_names: Many[Text] = key("简称", "Short titles people use.", ())
    plan_class: PlanClass = key("类别", "Class of the plan.")
    purpose: PlanPurpose = key("用途", "What a special plan is for.", PlanPurpose.EVENT)
    heading_numbers: HeadingNumbers | None = key(
        "标题编号", "How headings are numbered; as usual for the class if nothing is said.", None
    )
    category: EventCategory | None = key("事件类别", "Category of incident.", None)
    event_types: Many[Text] = key("事件类型", "Event types, e.g. 洪涝.", ())
    lead: OrganisationRef = key("牵头部门", "The department that drafts and keeps it.")
    edition: Edition = key("版本", "Which edition this is.")
    upper_plans: Many[PlanRef] = key("上位预案", "Plans it has to conform to.", ())
    basis: Many[RegulationRef] = key("编制依据", "Laws and regulations it is based on.", ())
    scope: Scope = key("适用范围", "Where it applies.")
    principles: Many[Text] = key("工作原则", "Principles.", ())
    grades: Mapping[Text, GradeRule] = key("事件分级", "Incident grades, highest first.", {})
    leadership: tuple[LeadershipRule, ...] = key("分级应对", "Who leads at which grade.", ())
    listed_plans: tuple[ListedPlan, ...] = key(
        "专项预案目录", "For the master plan: the special plans.", ()
    )
    command: CommandBody | None = key("指挥机构", "The command body.", None)
    local_commands: tuple[LocalCommand, ...] = key("下级指挥机构", "Bodies at lower levels.", ())
    monitoring: tuple[Monitoring, ...] = key("监测", "Who watches what.", ())
    warnings: Warnings | None = key("预警", "Warning.", None)
    level_order: tuple[Text, ...] = key(
        "响应级别次序", "Own names of the levels, highest first; else the jurisdiction's.", ()
    )
    levels: Mapping[Text, ResponseLevel] = key("响应级别", "Response levels.", {})
    adjustments: tuple[Adjustment, ...] = key("启动条件调整", "Clauses that adjust triggers.", ())
    transitions: tuple[Transition, ...] = key("级别调整", "Raising and lowering.", ())
    termination: Termination | None = key(
        "响应终止", "How every level ends that does not say it itself.", None
    )
    actions: tuple[Action, ...] = key("响应措施", "Actions.", ())
    reports: tuple[ReportRule, ...] = key("信息报告", "Information reports.", ())
    public_information: PublicInformation | None = key("信息发布", "What the public is told.", None)
    recovery: tuple[RecoveryItem, ...] = key("后期处置", "After the event.", ())
    guarantees: tuple[Guarantee, ...] = key("应急保障", "What the response rests on.", ())
    management: Management | None = key("预案管理", "How the plan is kept.", None)
    terms: tuple[TermDefinition, ...] = key("名词术语", "Terms.", ())
    annexes: tuple[Annex, ...] = key("附件", "Annexes.", ())
    links: tuple[Link, ...] = key("衔接", "Links to other plans.", ())
    public_extract: YesNo = key(
        "有简本", "Whether a public extract exists for a plan that is not public.", default=False
    )
