"""Charts as a bureau would have them: the material of the golden files and of the eye."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from planforge.document.charts.graph import (
    Chart,
    ChartKind,
    Edge,
    EdgeStyle,
    Gate,
    Group,
    Node,
    NodeKind,
)

_LANES = (
    ("duty", "市防办（值班室）"),
    ("weather", "气象、水文部门"),
    ("chief", "市防指领导"),
    ("groups", "现场指挥部及工作组"),
    ("county", "县（区）防指"),
    ("media", "宣传、保障部门"),
)

_STEPS = (
    ("w1", "weather", "监测雨情、水情，发布暴雨预警和洪水预报", "start", "实时", "监测预警"),
    ("d1", "duty", "核实险情灾情，登记接报信息", "document", "10分钟内", "监测预警"),
    ("d2", "duty", "组织会商研判", "action", "30分钟内", "监测预警"),
    ("d3", "duty", "是否达到启动条件？", "decision", "", "监测预警"),
    ("d4", "duty", "加强值班值守，跟踪雨水情变化", "action", "", "监测预警"),
    ("c1", "chief", "审定响应级别，签发启动命令", "action", "20分钟内", "启动响应"),
    ("d5", "duty", "向成员单位和县（区）下达启动通知", "notice", "15分钟内", "启动响应"),
    ("m1", "media", "发布启动应急响应信息", "notice", "1小时内", "启动响应"),
    ("y1", "county", "同步启动响应，首报灾情", "notice", "30分钟内", "启动响应"),
    ("d6", "duty", "汇总上报省防指和市委、市政府", "document", "1小时内", "启动响应"),
    ("g1", "groups", "成立现场指挥部，派出工作组和专家组", "action", "2小时内", "应急处置"),
    ("c2", "chief", "坐镇指挥，调度重点工程和重点区域", "action", "", "应急处置"),
    ("y2", "county", "转移安置危险区群众，逐户核对", "action", "6小时内", "应急处置"),
    ("g2", "groups", "巡堤查险，抢护险工险段", "action", "", "应急处置"),
    ("m2", "media", "调运抢险物资，保障电力、通信、交通", "action", "4小时内", "应急处置"),
    ("w2", "weather", "滚动预报", "notice", "每3小时", "应急处置"),
    ("g3", "groups", "险情是否得到控制？", "decision", "", "应急处置"),
    ("c3", "chief", "决定提高响应级别，请求省级支援", "action", "", "应急处置"),
    ("d7", "duty", "续报灾情和处置进展", "document", "每日8时、17时", "应急处置"),
    ("d8", "duty", "提出降级或终止建议", "action", "", "响应终止"),
    ("c4", "chief", "批准终止应急响应", "action", "", "响应终止"),
    ("m3", "media", "发布终止信息", "notice", "1小时内", "响应终止"),
    ("y3", "county", "核查灾情，救助受灾群众，恢复生产", "action", "", "后期处置"),
    ("g4", "groups", "修复水毁工程，补充抢险物资", "action", "", "后期处置"),
    ("d9", "duty", "总结评估，归档", "end", "30日内", "后期处置"),
)

_FLOW_EDGES = (
    ("w1", "d1", ""), ("d1", "d2", ""), ("d2", "d3", ""), ("d3", "c1", "是"), ("d3", "d4", "否"),
    ("d4", "d2", ""), ("c1", "d5", ""), ("d5", "m1", ""), ("d5", "y1", ""), ("y1", "d6", ""),
    ("c1", "c2", ""), ("d5", "g1", ""), ("y1", "y2", ""), ("g1", "g2", ""), ("g1", "m2", ""),
    ("c2", "w2", ""), ("g2", "g3", ""), ("g3", "c3", "否"), ("c3", "c1", "升级"),
    ("g3", "d8", "是"), ("d6", "d7", ""), ("d7", "d8", ""), ("d8", "c4", ""), ("c4", "m3", ""),
    ("c4", "y3", ""), ("c4", "g4", ""), ("y3", "d9", ""), ("g4", "d9", ""),
)  # fmt: skip


def flood_flow() -> Chart:
    """25 steps in 6 lanes."""
    return Chart(
        ChartKind.RESPONSE_FLOW,
        "安澜市防汛应急响应流程图",
        tuple(
            Node(id_, text, NodeKind(kind), lane, phase=phase, limit=limit, target=f"#action-{id_}")
            for id_, lane, text, kind, limit, phase in _STEPS
        ),
        tuple(Edge(*edge) for edge in _FLOW_EDGES),
        tuple(Group(id_, title, f"planforge:org/{id_}") for id_, title in _LANES),
        "从监测预警到总结评估，按单位分为六列，自上而下为先后顺序。",
    )


_HELPERS = (
    ("市公安局", "封闭涉水道路", "30分钟内"),
    ("市交通局", "抢通道路，组织运输", "2小时内"),
    ("市卫健委", "医疗救治与卫生防疫", "2小时内"),
    ("市商务局", "生活必需品供应", "4小时内"),
    ("国网安澜供电公司", "保障排涝泵站和抢险现场用电", "30分钟内"),
    ("市委宣传部", "发布信息，回应关切", "4小时内"),
    ("市财政局", "拨付应急资金", ""),
)


def flood_phases() -> Chart:
    """A flow whose activation opens a phase of many units."""
    nodes = [
        Node("verify", "核实研判", group="duty", phase="先期处置", limit="15分钟内"),
        Node("aid", "先期抢护", group="county", phase="先期处置", limit="立即"),
        Node("start", "启动响应", NodeKind.NOTICE, "duty", phase="启动响应", limit="10分钟内"),
        Node("watch", "联合值守", group="duty", phase="启动响应", limit="30分钟内"),
        Node("open", "开放避难场所", group="county", phase="应急处置", limit="30分钟内"),
        Node("move", "转移群众", group="county", phase="应急处置", after="接：核实研判"),
        Node("relief", "受灾群众救助", group="rest", phase="应急处置", detail="市应急局"),
        *(
            Node(f"help-{i}", text, group="rest", phase="应急处置", detail=unit, limit=limit)
            for i, (unit, text, limit) in enumerate(_HELPERS)
        ),
        Node("end", "终止响应", group="duty", phase="响应终止"),
    ]
    late = ("open", "relief", *(f"help-{i}" for i in range(len(_HELPERS))))
    return Chart(
        ChartKind.RESPONSE_FLOW,
        "安澜市防汛应急响应流程图（按阶段）",
        tuple(replace(node, target=f"#action-{node.id}") for node in nodes),
        (
            Edge("start", "watch"),
            *(Edge("start", name) for name in late),
            Edge("open", "move"),
            Edge("move", "relief"),
        ),
        (Group("duty", "市防办"), Group("county", "县（区）政府"), Group("rest", "其他单位")),
        "四个阶段自上而下，启动响应后各单位同时行动。",
        gates=(
            Gate("先期处置", "先期处置"),
            Gate("启动响应", "启动响应"),
            Gate("应急处置", "应急处置", "“启动响应”后，按时限开展", "start"),
            Gate("响应终止", "响应终止"),
        ),
    )


_UNITS = [
    "市委宣传部",
    "安澜军分区",
    "市发展改革委",
    "市教育局",
    "市工业和信息化局",
    "市公安局",
    "市民政局",
    "市财政局",
    "市人力资源社会保障局",
    "市自然资源和规划局",
    "市生态环境局",
    "市住房城乡建设局",
    "市城市管理综合行政执法局",
    "市交通运输局",
    "市水务局",
    "市农业农村局",
    "市商务局",
    "市文化广电旅游局",
    "市卫生健康委",
    "市应急管理局",
    "市国资委",
    "市市场监管局",
    "市林业局",
    "市粮食和物资储备局",
    "市气象局",
    "市水文中心",
    "市消防救援支队",
    "武警安澜支队",
    "国网安澜供电公司",
    "安澜车务段",
    "中国电信安澜分公司",
    "中国移动安澜分公司",
    "中国联通安澜分公司",
    "中国铁塔安澜分公司",
    "安澜水务集团",
    "安澜燃气集团",
    "安澜港务集团",
    "清江水库管理局",
]
_GROUPS = (
    ("综合协调组", "市应急管理局"),
    ("监测预报组", "市气象局、市水文中心"),
    ("抢险救援组", "市消防救援支队"),
    ("转移安置组", "市应急管理局"),
    ("工程技术组", "市水务局"),
    ("医疗防疫组", "市卫生健康委"),
    ("后勤保障组", "市发展改革委"),
    ("宣传舆情组", "市委宣传部"),
)


def flood_organisation() -> Chart:
    """One command body, its office, 8 groups, 38 member units."""
    nodes = [
        Node(
            "body",
            "安澜市防汛抗旱指挥部",
            NodeKind.BODY,
            detail="总指挥：市长\n副总指挥：分管副市长、军分区副司令员",
            target="planforge:org/command",
        ),
        Node("office", "市防汛抗旱指挥部办公室", NodeKind.OFFICE, detail="设在市应急管理局"),
        Node("experts", "防汛抗旱专家组", NodeKind.ADVISER),
        Node("site", "现场指挥部", NodeKind.OFFICE, detail="一级、二级响应时设立"),
    ]
    nodes += [
        Node(f"group-{i}", name, NodeKind.GROUP, "groups", detail=f"牵头：{lead}")
        for i, (name, lead) in enumerate(_GROUPS)
    ]
    nodes += [
        Node(
            f"unit-{i}",
            name,
            NodeKind.UNIT,
            "units",
            is_lead=name in {"市水务局", "市应急管理局"},
            target=f"planforge:org/unit-{i}",
        )
        for i, name in enumerate(_UNITS)
    ]
    edges = (
        Edge("body", "office"),
        Edge("body", "experts", style=EdgeStyle.ADVICE),
        Edge("body", "site"),
        Edge("office", "groups"),
        Edge("office", "units"),
    )
    groups = (Group("groups", "工作组"), Group("units", "成员单位（38个）"))
    return Chart(
        ChartKind.ORGANISATION,
        "安澜市防汛抗旱组织指挥体系图",
        tuple(nodes),
        edges,
        groups,
        "指挥部下设办公室，办公室联系八个工作组和三十八个成员单位。",
    )


_LEVELS = (
    ("一级", "市委书记、市长指挥",
     ("清江干流发生特大洪水（重现期≥50年）\n"
      "24小时降雨量≥250毫米且笼罩面积≥4000平方公里\n重要堤防发生决口")),
    ("二级", "市长指挥", "清江干流发生大洪水（重现期20—50年）\n大中型水库出现重大险情"),
    ("三级", "副市长指挥",
     ("24小时降雨量≥100毫米且笼罩面积2000—4000平方公里\n"
      "市气象台发布暴雨橙色预警，2个以上县（区）受灾")),
    ("四级", "市应急管理局局长指挥", "市气象台发布暴雨蓝色以上预警，经研判可能发生洪涝灾害"),
)  # fmt: skip
_UP = (
    "堤防决口或水库失事风险经专家组研判不能排除",
    "清江站水位2小时内预计超保证水位",
    "受灾县（区）增加到2个以上，或出现人员伤亡",
)
_DOWN = (
    "干流水位回落到保证水位以下并持续6小时",
    "主要江河水位回落到警戒水位以下，险情得到控制",
    "24小时内无强降雨预报",
)


def flood_ladder() -> Chart:
    """Four levels with conditions for starting, raising, lowering and ending."""
    nodes = [Node("start", "启动条件", NodeKind.START)]
    nodes += [
        Node(
            f"level-{i}",
            f"{name}响应",
            NodeKind.LEVEL,
            detail=who,
            level=i,
            target=f"#level-{i}",
        )
        for i, (name, who, _) in enumerate(_LEVELS, 1)
    ]
    nodes.append(Node("end", "响应终止", NodeKind.END))
    edges = [
        Edge("start", f"level-{i}", when, EdgeStyle.START)
        for i, (_, _, when) in enumerate(_LEVELS, 1)
    ]
    edges += [
        Edge(f"level-{i + 1}", f"level-{i}", text, EdgeStyle.UP) for i, text in enumerate(_UP, 1)
    ]
    edges += [
        Edge(f"level-{i}", f"level-{i + 1}", text, EdgeStyle.DOWN)
        for i, text in enumerate(_DOWN, 1)
    ]
    edges += [
        Edge(
            "level-3",
            "end",
            "险情解除，主要江河全线退至警戒水位以下，由副总指挥决定",
            EdgeStyle.END,
        ),
        Edge("level-4", "end", "降雨结束，洪涝灾害威胁基本消除，由市防办主任决定", EdgeStyle.END),
    ]
    return Chart(
        ChartKind.LADDER,
        "防汛应急响应启动、升级、降级、终止条件",
        tuple(nodes),
        tuple(edges),
        (Group("start", "启动条件"), Group("levels", "响应级别"), Group("end", "终止条件")),
        "四个响应级别自上而下排列，左侧为启动条件，右侧为终止条件，中间为升级和降级条件。",
        (
            (EdgeStyle.UP, "升级"),
            (EdgeStyle.DOWN, "降级"),
        ),
    )


def link_map() -> Chart:
    """Six plans and the five kinds of links between them."""
    plans = (
        ("master", "安澜市突发事件总体应急预案", NodeKind.MASTER),
        ("flood", "防汛抗旱应急预案", NodeKind.PLAN),
        ("geo", "突发地质灾害应急预案", NodeKind.PLAN),
        ("power", "大面积停电事件应急预案", NodeKind.PLAN),
        ("relief", "自然灾害救助应急预案", NodeKind.PLAN),
        ("province", "临江省防汛抗旱应急预案", NodeKind.OUTSIDE),
    )
    edges = [
        Edge(name, "master", style=EdgeStyle.CONFORMS)
        for name in ("flood", "geo", "power", "relief")
    ]
    edges += [
        Edge("flood", "province", style=EdgeStyle.CONFORMS),
        Edge("flood", "geo", "24小时降雨量≥100毫米", EdgeStyle.CASCADES),
        Edge("power", "flood", "保障排涝泵站供电", EdgeStyle.SUPPORTS),
        Edge("flood", "relief", "需转移安置5000人以上", EdgeStyle.HANDS_OVER),
        Edge("geo", "relief", "联合开展灾情核查", EdgeStyle.JOINT),
    ]
    return Chart(
        ChartKind.LINK_MAP,
        "安澜市应急预案衔接关系图",
        tuple(Node(id_, text, kind, target=f"planforge:plan/{id_}") for id_, text, kind in plans),
        tuple(edges),
        description="总体应急预案居上，专项预案之间的引发、支持、移交和联动关系用不同线型表示。",
        legend=(
            (EdgeStyle.CONFORMS, "依据（上位预案）"),
            (EdgeStyle.CASCADES, "引发"),
            (EdgeStyle.SUPPORTS, "支持"),
            (EdgeStyle.HANDS_OVER, "移交"),
            (EdgeStyle.JOINT, "联动"),
        ),
    )


def flood_course() -> Chart:
    """From the report to the end with three decisions and two ways back."""
    level = NodeKind.LEVEL
    return Chart(
        ChartKind.RESPONSE_COURSE,
        "安澜市防汛应急响应流程图（总体）",
        (
            Node("start", "突发事件、险情或者预警", NodeKind.START, row=0),
            Node(
                "report", "首报：临江县政府", NodeKind.NOTICE, "first", 1,
                detail="报市防办", limit="30分钟内",
            ),
            Node("verify", "核实研判", group="first", row=1, detail="市防办", limit="15分钟内"),
            Node("starts", "是否达到启动条件？", NodeKind.DECISION, row=2),
            *(
                Node(
                    f"level-{i}", f"{name}响应", level, "levels", 3,
                    detail=who, level=i, target=f"#level-{i}",
                )
                for i, (name, who, _) in enumerate(_LEVELS, 1)
            ),
            Node("raise", "提高响应级别", row=4, detail="Ⅳ级→Ⅲ级：副总指挥决定"),
            Node("controlled", "事态是否得到控制？", NodeKind.DECISION, row=4),
            Node("over", "是否达到终止条件？", NodeKind.DECISION, row=4),
            Node("lower", "降低响应级别", row=4, detail="Ⅲ级→Ⅳ级：副总指挥决定"),
            Node("close", "终止响应", group="end", row=5, detail="市防办", limit="1小时内"),
        ),
        (
            Edge("start", "first"),
            Edge("first", "starts"),
            Edge("starts", "first", "否", EdgeStyle.BACK),
            Edge("starts", "levels", "是"),
            Edge("levels", "controlled"),
            Edge("controlled", "raise", "否"),
            Edge("raise", "levels", style=EdgeStyle.UP),
            Edge("controlled", "over", "是"),
            Edge("over", "lower", "否"),
            Edge("lower", "levels", style=EdgeStyle.DOWN),
            Edge("over", "end", "是"),
        ),
        (
            Group("first", "先期处置", note="边报告、边处置"),
            Group("levels", "启动响应", "#levels"),
            Group("end", "响应终止"),
        ),
        "从信息报告到响应终止。",
    )  # fmt: skip


SAMPLES = {
    "flood-course": flood_course,
    "flood-flow": flood_flow,
    "flood-organisation": flood_organisation,
    "flood-phases": flood_phases,
    "flood-ladder": flood_ladder,
    "link-map": link_map,
}


def parsed(svg: str) -> ET.Element:
    """Return the tree of a picture; anything not well-formed raises."""
    return ET.fromstring(svg)  # noqa: S314 - written by the code under test
