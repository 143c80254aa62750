"""National special plans, and the standards and guides on plans and exercises."""

from __future__ import annotations

from datetime import date
from typing import Final

from planforge.rules.statutes.document import Copy, Document

_OFFICE: Final = "国务院办公厅"

FLOOD_PLAN: Final = Document(
    "国家防汛抗旱应急预案",
    "国办函〔2022〕48号",
    _OFFICE,
    date(2022, 5, 30),
    date(2022, 5, 30),
    {
        "3.4": "响应与部门预警挂钩，预警纳入启动条件；部门联合会商，滚动预报",
        "4.1": "响应分一至四级，一级最高；汛期、旱期24小时值班；当地指挥机构向同级政府和上级报告",
        "4.13": "灾害得到控制时由事发地指挥机构视情宣布终止，征用物资归还或补偿",
    },
    read=Copy.PUBLISHED,
)

RELIEF_PLAN: Final = Document(
    "国家自然灾害救助应急预案",
    "国办函〔2024〕11号",
    _OFFICE,
    date(2024, 1, 20),
    date(2024, 1, 20),
    {
        "5.1至5.4": "按一省死亡失踪、转移安置、倒损房屋和因旱需救助人数分一至四级启动响应",
        "8.3": "预案的编制、手册和行动方案、地方预案修订和备案、演练、解释",
    },
    read=Copy.PUBLISHED,
)

POWER_PLAN: Final = Document(
    "国家大面积停电事件应急预案",
    "国办函〔2015〕134号",
    _OFFICE,
    date(2015, 11, 13),
    date(2015, 11, 13),
    {
        "4.1": "响应分四级；特别重大、重大由省级，较大、一般由县级以上地方指挥",
        "附件1": "按电网减供负荷比例和停电用户比例分四级；以上含本数，以下不含本数",
    },
    read=Copy.PUBLISHED,
)

EARTHQUAKE_PLAN: Final = Document(
    "国家地震应急预案",
    "",
    "国务院",
    date(2012, 8, 28),
    date(2012, 8, 28),
    {"3.1": "按死亡（含失踪）人数等分四级，并按震级和人口密度初判"},
    read=Copy.PUBLISHED,
)

ENVIRONMENT_PLAN: Final = Document(
    "国家突发环境事件应急预案",
    "国办函〔2014〕119号",
    _OFFICE,
    date(2014, 12, 29),
    date(2014, 12, 29),
    {"附件1": "按死亡、中毒或重伤、疏散转移人数、直接经济损失等分四级"},
    read=Copy.PUBLISHED,
)

GEOLOGY_PLAN: Final = Document(
    "国家突发地质灾害应急预案",
    "",
    "国务院",
    None,
    None,
    {"险情分级": "按需搬迁转移人数和潜在经济损失分特大型、大型、中型、小型险情（据转载）"},
    read=Copy.UNREAD,
)

SIGNALS: Final = Document(
    "气象灾害预警信号发布与传播办法",
    "中国气象局令第16号",
    "中国气象局",
    None,
    None,
    {"附件": "各种预警信号的颜色和标准；高温、冰雹等不设全四种颜色（据转载）"},
    read=Copy.UNREAD,
)

METRO_PLAN: Final = Document(
    "国家城市轨道交通运营突发事件应急预案",
    "国办函〔2015〕32号",
    _OFFICE,
    None,
    None,
    {"事件分级": "按死亡、重伤、直接经济损失和连续中断行车时间分四级（据转载）"},
    read=Copy.UNREAD,
)

FIRE_PLAN: Final = Document(
    "国家森林草原火灾应急预案",
    "国办函〔2020〕99号",
    _OFFICE,
    None,
    None,
    {"应急响应": "按过火面积、死亡人数和未有效控制时间分四级启动响应（据转述）"},
    read=Copy.UNREAD,
)

FOOD_PLAN: Final = Document(
    "国家食品安全事故应急预案",
    "",
    "国务院",
    None,
    None,
    {"事故分级": "按伤害人数、死亡人数和波及范围分四级（据地方预案）"},
    read=Copy.UNREAD,
)

HEALTH_PLAN: Final = Document(
    "国家突发公共卫生事件应急预案",
    "",
    "国务院",
    None,
    None,
    {"事件分级": "按病种、病例数、中毒和死亡人数分四级（据地方预案）"},
    read=Copy.UNREAD,
)

ANIMAL_PLAN: Final = Document(
    "国家突发重大动物疫情应急预案",
    "",
    "国务院",
    None,
    None,
    {"疫情分级": "按疫点数和发生疫情的县、市数分四级（据地方预案）"},
    read=Copy.UNREAD,
)

NETWORK_GUIDE: Final = Document(
    "网络安全事件分级指南",
    "",
    "国家互联网信息办公室",
    None,
    None,
    {"事件分级": "按系统中断时间、影响人数、泄露个人信息和直接经济损失分级（据征求意见稿）"},
    read=Copy.UNREAD,
)

GENERAL_GRADES: Final = Document(
    "特别重大、重大突发公共事件分级标准（试行）",
    "",
    "国务院",
    None,
    None,
    {"分级标准": "各类事件特别重大、重大两级的标准（据转载）"},
    read=Copy.UNREAD,
)

UNIT_PLAN_GUIDE: Final = Document(
    "生产经营单位生产安全事故应急预案编制导则",
    "GB/T 29639-2020",
    "国家市场监督管理总局、国家标准化管理委员会",
    date(2020, 9, 29),
    date(2021, 4, 1),
    {
        "4.1": "编制八步：工作组、资料、风险评估、资源调查、编制、桌面推演、评审、批准实施",
        "4.8.3": "评审须出席专家三分之二以上同意",
        "5.4": "现场处置方案的内容；风险单一的单位可只编它",
        "6.1.2": "按危害、影响和控制能力分级响应，不必照搬事故分级",
    },
    read=Copy.PLAN_TEXTS,
)

EXERCISE_STANDARD: Final = Document(
    "生产安全事故应急演练基本规范",
    "AQ/T 9007-2019",
    "应急管理部",
    date(2019, 8, 9),
    date(2020, 2, 1),
    {
        "4.4": "演练分计划、准备、实施、评估总结、持续改进五个阶段",
        "6.1": "演练领导小组下设策划与导调组、宣传组、保障组、评估组",
        "6.2.1": "工作方案的九项内容",
        "6.2.2": "脚本按需编制，用表格写情景、行动与执行人、指令与对白、时间等",
        "6.2.3": "评估方案写明演练信息、评估内容、标准、程序和表格",
        "6.2.4": "保障方案写明意外情况、处置措施、责任部门和中止条件",
    },
    read=Copy.PLAN_TEXTS,
)

EVALUATION_STANDARD: Final = Document(
    "生产安全事故应急演练评估规范",
    "AQ/T 9009-2015",
    "国家安全生产监督管理总局",
    date(2015, 3, 9),
    date(2015, 9, 1),
    {
        "5.4": "按目标设计评估项目：选择项、评分（0、1、3、5）、定量测量",
        "7.4.1": "评估报告向所有参演人员公示",
        "7.4.2": "报告写基本情况、评估过程、情况分析、改进意见和优良中差的结论",
        "7.5": "制订整改计划，跟踪督促到问题解决",
    },
    read=Copy.PLAN_TEXTS,
)

EXERCISE_GUIDE: Final = Document(
    "突发事件应急演练指南",
    "应急办函〔2009〕62号",
    "国务院应急管理办公室",
    None,
    None,
    {"": "政府组织演练的机构、文件、脚本和评估"},
    read=Copy.UNREAD,
)

EXERCISE_EVALUATION: Final = Document(
    "突发事件应急演练评估指南",
    "GB/T 46792-2025",
    "国家市场监督管理总局、国家标准化管理委员会",
    None,
    None,
    {"": "政府演练评估的指标和方法；只见到目录"},
    read=Copy.UNREAD,
)

PAPER_FORMAT: Final = Document(
    "党政机关公文格式",
    "GB/T 9704-2012",
    "国家质量监督检验检疫总局、国家标准化管理委员会",
    None,
    None,
    {"": "公文的版面、要素和编排；据解读"},
    read=Copy.UNREAD,
)

DOCUMENTS: Final = (
    FLOOD_PLAN,
    RELIEF_PLAN,
    POWER_PLAN,
    EARTHQUAKE_PLAN,
    ENVIRONMENT_PLAN,
    GEOLOGY_PLAN,
    SIGNALS,
    METRO_PLAN,
    FIRE_PLAN,
    FOOD_PLAN,
    HEALTH_PLAN,
    ANIMAL_PLAN,
    NETWORK_GUIDE,
    GENERAL_GRADES,
    UNIT_PLAN_GUIDE,
    EXERCISE_STANDARD,
    EVALUATION_STANDARD,
    EXERCISE_GUIDE,
    EXERCISE_EVALUATION,
    PAPER_FORMAT,
)
