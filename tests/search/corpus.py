"""A small invented site for the tests of the search: thirty pages of plans, units and posts.

The pages share a skeleton and differ in their facts, as real plans do; that is what makes ranking hard.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from planforge.publish.site.search import SearchRecord
from planforge.publish.site.search_sections import sections_of

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hazard:
    """The facts in which one plan of the invented city differs from the next."""

    slug: str
    title: str
    event: str
    lead: str
    chief: str
    office: str
    phone: str
    trigger: str
    first: str
    measure: str
    extra_heading: str
    extra: str
    first_report_min: int
    team: str


HAZARDS: Final = (
    Hazard("flood", "云浦市防汛抗旱应急预案", "洪涝和干旱灾害", "市水务局", "分管水务的副市长", "市防汛办", "0000-1100201",
           "24小时降雨量达到100毫米以上且笼罩面积超过2000平方公里，或者气象部门发布暴雨橙色预警", "泵站开机强排，低洼路段设置围挡",
           "巡查堤防，发现管涌立即抢护，必要时动用编织袋20000条筑子堤", "水库调度与干旱供水",
           "水库按批准的汛期调度方案运用，超汛限水位时提前泄洪；持续干旱时实行限时供水，用送水车保障群众饮水", 30, "市防汛机动抢险队"),
    Hazard("geohazard", "云浦市突发地质灾害应急预案", "崩塌、滑坡、泥石流等地质灾害", "市自然资源和规划局", "分管自然资源的副市长", "市地灾办", "0000-1100202",
           "因灾死亡10人以上，或者受威胁需转移人数在500人以上", "鸣锣示警，组织险区群众沿避灾路线撤离",
           "开展山体位移监测，划定危险区，清除滑坡体上的危岩", "群测群防",
           "每处隐患点落实一名监测员，汛期每日巡查两次，裂缝加宽超过5毫米即报告", 30, "市地质灾害应急技术队"),
    Hazard("power", "云浦市大面积停电事件应急预案", "大面积停电事件", "市发展改革委", "分管能源的副市长", "市电力应急办", "0000-1100203",
           "全市减供负荷达到30%以上，或者停电用户超过50%", "电网企业隔离故障，按序恢复主网",
           "调派应急发电车支援重要用户，优先恢复供水泵站和通信枢纽", "重要用户保电",
           "医疗机构启用自备应急电源，手术室和重症监护病房供电不得中断，燃油储备不少于8小时；电源告急时由供电公司派发电车支援", 30, "市电力抢修突击队"),
    Hazard("chemical", "云浦市危险化学品事故应急预案", "危险化学品泄漏、火灾和爆炸事故", "市应急局", "分管应急的副市长", "市危化事故应急办", "0000-1100204",
           "造成3人以上死亡，或者需要疏散1000人以上", "企业切断物料，启动喷淋，撤离厂区人员",
           "侦检有毒气体浓度，划定警戒区，堵漏洗消，控制消防废水", "周边居民防护",
           "下风向居民关闭门窗、用湿毛巾捂住口鼻，听从通知向上风向疏散", 20, "市危化品专业救援队"),
    Hazard("gas", "云浦市城镇燃气事故应急预案", "城镇燃气泄漏、爆燃事故", "市住房城乡建设局", "分管住建的副市长", "市燃气应急办", "0000-1100205",
           "造成3人以上死亡，或者1万户以上停气超过24小时", "关闭上游阀门，禁止一切火源",
           "对管道打孔放散，逐户检测室内浓度，确认低于爆炸下限20%后方可恢复供气", "停气后的民生保障",
           "停气超过24小时的小区，由街道集中供应热食和开水", 20, "市燃气抢险队"),
    Hazard("forest", "云浦市森林火灾应急预案", "森林火灾", "市林业局", "分管林业的副市长", "市森防办", "0000-1100206",
           "过火面积超过100公顷，或者威胁居民点和重要设施", "就近扑打初发火，开设隔离带",
           "调派直升机吊桶洒水，夜间以防守为主，严防复燃", "扑火人员安全",
           "扑火队设安全员，预设撤离路线，风向突变时立即避险，严禁组织学生和老人上山扑火", 30, "市森林消防大队"),
    Hazard("quake", "云浦市地震应急预案", "破坏性地震", "市应急局", "市长", "市抗震救灾办", "0000-1100207",
           "市域内发生5.0级以上地震，或者造成10人以上死亡", "开展自救互救，打开避难场所",
           "分片搜索压埋人员，快速评估建筑安全，抢通生命线工程", "避难场所与受灾群众安置",
           "开放应急避难场所12处，按人均2平方米搭建帐篷，提供饮水、热食和临时厕所", 60, "市地震灾害专业救援队"),
    Hazard("snow", "云浦市低温雨雪冰冻灾害应急预案", "低温雨雪冰冻灾害", "市交通运输局", "分管交通的副市长", "市雨雪冰冻应急办", "0000-1100208",
           "道路结冰预警达到橙色，或者高速公路封闭超过12小时", "撒布融雪剂，铲除桥面积冰",
           "分段放行，在服务区安置滞留旅客，发放棉被和食品", "城市道路除雪",
           "主干道实行边下边清，背街小巷由沿街单位扫清门前积雪", 60, "市公路应急抢通队"),
    Hazard("epidemic", "云浦市突发公共卫生事件应急预案", "传染病疫情和群体性不明原因疾病", "市卫生健康委", "分管卫生的副市长", "市卫生应急办", "0000-1100209",
           "发生霍乱等重大传染病暴发，或者一周内报告30例以上聚集性病例", "隔离病例，追踪密切接触者",
           "开展流行病学调查和采样检测，对疫点终末消毒", "学校聚集性疫情",
           "学校发现聚集性病例后停课范围由教育和卫生部门会商确定，每日晨午检并登记缺课学生", 120, "市疾控应急队"),
    Hazard("water", "云浦市突发环境事件应急预案", "水源地污染等突发环境事件", "市生态环境局", "分管环保的副市长", "市环境应急办", "0000-1100210",
           "饮用水水源地取水中断，或者疏散转移5000人以上", "封堵排口，拦截污染团",
           "布设监测断面每小时采样，投加活性炭吸附，必要时启用备用水源", "自来水停供",
           "停水超过12小时的片区由送水车定点供水，每人每日不少于3升", 60, "市环境监测应急队"),
    Hazard("mine", "云浦市矿山生产安全事故应急预案", "矿山透水、冒顶、中毒窒息事故", "市应急局", "分管工业的副市长", "市矿山应急办", "0000-1100211",
           "井下被困10人以上，或者造成3人以上死亡", "立即撤出井下人员，清点人数",
           "排水、通风、打钻孔建立通信和给养通道，严防次生灾害", "升井人员救治",
           "获救矿工蒙眼升井，由医疗专家组逐人评估后转送", 20, "市矿山救护队"),
    Hazard("road", "云浦市道路交通事故应急预案", "重特大道路交通事故", "市公安局", "分管公安的副市长", "市交通事故应急办", "0000-1100212",
           "一次死亡10人以上，或者危险货物运输车辆在市区侧翻", "封闭事故路段，救治伤员",
           "使用破拆工具救出被困人员，分流绕行，清障恢复通行", "大客车与校车事故",
           "涉及校车的，教育部门同时到场，一对一联系学生家长", 30, "市公路应急抢通队"),
)

SUPPORT: Final = (
    ("communications", "云浦市通信保障应急预案", "市工业和信息化局", (
        ("基站中断的抢修", "灾区基站退服后两小时内派出应急通信车，用卫星便携站保持与现场指挥部的联络。"),
        ("通信优先级", "指挥通信优先于公众通信，必要时实行话务限制。"))),
    ("supplies", "云浦市应急物资保障预案", "市粮食和物资储备局", (
        ("帐篷和棉被的调用", "调用市级储备的帐篷、棉被、折叠床，由市应急局下达调拨单，储备库接单后60分钟内装车。"),
        ("紧急采购与征用补偿", "库存不足时可以紧急采购，也可依法征用社会物资；征用物资使用后返还，损毁的按评估价补偿。"))),
    ("medical", "云浦市突发事件医疗卫生救援应急预案", "市卫生健康委", (
        ("检伤分类与转运", "现场按红、黄、绿、黑四色检伤分类，危重伤员由急救中心优先转运至定点医院。"),
        ("血液保障", "中心血站启动应急献血预案，库存低于三天用量时发布招募信息。"))),
    ("news", "云浦市突发事件新闻发布应急预案", "市委宣传部", (
        ("发布时限", "重大以上突发事件发生后5小时内发布权威信息，24小时内举行新闻发布会。"),
        ("舆情与谣言处置", "监测网络舆情，对谣言及时澄清；造成严重后果的由公安机关依法查处。"))),
    ("transport", "云浦市交通运输保障应急预案", "市交通运输局", (
        ("绿色通道", "应急车辆凭通行证免费优先通行，收费站开设专用车道。"),
        ("道路抢通", "道路中断后，公路管理机构4小时内抢通便道，桥梁垮塌的架设应急钢桥。"))),
    ("shelter", "云浦市受灾群众转移安置预案", "市民政局", (
        ("转移的组织", "转移由乡镇（街道）组织，村（社区）逐户通知，老年人、残疾人、孕妇和儿童由专人护送。"),
        ("安置点管理", "安置点设负责人，登记到人，保障饮食、卫生和治安；临时生活救助每人每天发放补助。"))),
)

UNITS: Final = (
    ("water-bureau", "市水务局", "组织水工程巡查和抢险技术支撑，提出洪水调度建议"),
    ("weather", "市气象局", "监测天气实况，发布暴雨、台风、雪灾预警，提供现场气象服务"),
    ("fire", "市消防救援支队", "承担火灾扑救和人员搜救，处置危险化学品泄漏"),
    ("police", "市公安局", "维护现场秩序，实施交通管制，核查遇难人员身份"),
    ("health", "市卫生健康委", "组织伤员救治、卫生防疫和心理干预"),
    ("education", "市教育局", "组织学校停课、学生转移和家长告知"),
)

POSTS: Final = (
    ("chief", "总指挥", "决定启动和终止一级、二级响应，签发动员令，向省委、省政府报告"),
    ("scene", "现场指挥长", "统一指挥到场队伍，审定救援方案，遇险情可先撤人后报告"),
    ("duty-officer", "值班员", "接报后10分钟内核实，同时报告带班领导，做好记录并跟踪续报"),
    ("spokesperson", "新闻发言人", "统一口径，对外发布信息，回应记者提问"),
    ("liaison", "联络员", "在指挥部与本单位之间传达指令，每2小时汇总一次进展"),
    ("safety", "安全员", "监视现场二次风险，有权叫停作业，吹哨撤离"),
)


def plan_body(hazard: Hazard) -> str:
    """Return a page with links, tables and lists in the way of a real plan."""
    h = hazard
    measures = "".join(f"<li><p>{escape(text)}。</p></li>" for text in (h.first, h.measure))
    return f"""
<section id="plan"><h1>{h.title}<a class="headerlink" href="#plan">¶</a></h1>
<p>为科学有序应对{h.event}，最大程度减少人员伤亡和财产损失，制定本预案。</p>
<section id="scope"><h2>1.1 适用范围<a class="headerlink" href="#scope">¶</a></h2>
<p>本预案适用于云浦市行政区域内<em>{h.event}</em>的应对。上位预案为<a href="../plan-master.html">云浦市突发事件总体应急预案</a>，
县（市、区）预案与其衔接。</p></section>
<section id="command"><h2>2 组织指挥体系</h2>
<section id="headquarters"><h3>2.1 指挥部</h3>
<p>总指挥由<strong>{h.chief}</strong>担任，副总指挥由<a href="x.html">{h.lead}</a>主要负责同志担任。{h.office}设在{h.lead}，
值班电话{h.phone}（24小时）。</p></section>
<section id="members"><h3>2.2 成员单位职责</h3>
<table><thead><tr><th>单位</th><th>职责</th></tr></thead><tbody>
<tr><td><p><a href="u.html">{h.lead}</a></p></td><td><p>牵头应对{h.event}，承担{h.office}日常工作</p></td></tr>
<tr><td>市财政局</td><td>落实应急经费</td></tr></tbody></table></section></section>
<section id="warning"><h2>3 预防与预警</h2>
<p>预警级别由高到低分为红色、橙色、黄色、蓝色。预警信息由{h.office}提出，经批准后通过短信、广播、大喇叭发布，
对行动不便的人员逐户通知。</p></section>
<section id="report"><h2>4.1 信息报告</h2>
<p>事发单位和属地政府在获知信息后<strong>{h.first_report_min}分钟</strong>内向{h.office}首报，首报可用电话；重要情况随时续报，处置结束后2日内终报。</p></section>
<section id="levels"><h2>4.2 响应分级与启动条件</h2>
<p>应急响应由高到低分为Ⅰ级、Ⅱ级、Ⅲ级、Ⅳ级。</p>
<dl><dt>Ⅱ级响应</dt><dd><p>符合下列情形之一：{h.trigger}。由{h.office}提出建议，总指挥决定启动。</p></dd></dl></section>
<section id="measures"><h2>4.3 响应措施</h2><ol>{measures}<li><p>调用<a href="t.html">{h.team}</a>到场。</p></li></ol></section>
<section id="special"><h2>4.4 {h.extra_heading}</h2><p>{h.extra}。</p></section>
<section id="adjust"><h2>4.5 响应升级与降级</h2>
<p>事态扩大，本级力量不足以控制的，由{h.office}建议提升响应级别；上一级政府启动响应后，指挥权随之移交。</p></section>
<section id="end"><h2>4.6 响应终止</h2><p>险情排除、次生灾害风险消除后，由<em>原批准</em>启动的负责人决定终止响应。</p></section>
<section id="recovery"><h2>5 后期处置</h2><p>{h.lead}会同有关部门在30日内完成调查评估，提出恢复重建和补偿意见。</p></section>
<section id="management"><h2>6 预案管理</h2><p>本预案每三年评估一次，每两年至少组织一次{h.event}应急演练，由{h.lead}负责解释。</p></section>
</section>"""


def simple_body(title: str, parts: tuple[tuple[str, str], ...]) -> str:
    """Return a page of a title and plain sections."""
    inner = "".join(
        f'<section id="s{n}"><h2>{escape(head)}</h2><p>{escape(text)}</p></section>'
        for n, (head, text) in enumerate(parts, start=1)
    )
    return f'<section id="top"><h1>{escape(title)}</h1>{inner}</section>'


HOSTILE: Final = """
<section id="top"><h1>特殊字符 &lt;/script&gt;</h1>
<p>含有 "引号"、'单引号'、反斜杠 \\n、行分隔符\u2028和<code>&lt;script&gt;alert(1)&lt;/script&gt;</code>与 &lt;!-- 注释。</p>
<p>全角ＡＢＣ１２３（括号）、㎡与㎏、ﬁ 连字、Ⅳ级、é 与 e\u0301、𠮷野家、👩‍🚒消防员。</p>
<ul><li>  多   个    空格\n与换行  </li><li>相邻<b>粗</b><i>斜</i>体</li></ul>
<svg><title>图</title><g><text>会商研判</text><text>启动响应</text></g></svg></section>"""


def pages() -> dict[str, tuple[str, str, dict[str, tuple[str, ...]], str]]:
    """Return path to (title, kind, facets, HTML of the body) of every page."""
    made: dict[str, tuple[str, str, dict[str, tuple[str, ...]], str]] = {}
    for hazard in HAZARDS:
        facets = {"plan": (hazard.title,), "unit": (hazard.lead,), "level": ("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级")}
        made[f"plans/{hazard.slug}.html"] = (hazard.title, "预案正文", facets, plan_body(hazard))
    for slug, title, lead, parts in SUPPORT:
        made[f"plans/{slug}.html"] = (title, "预案正文", {"plan": (title,), "unit": (lead,)}, simple_body(title, parts))
    for slug, name, duty in UNITS:
        made[f"units/{slug}.html"] = (name, "机构", {"unit": (name,)}, simple_body(name, (("职责", duty),)))
    for slug, name, duty in POSTS:
        made[f"posts/{slug}.html"] = (name, "岗位", {}, simple_body(name, (("岗位职责", duty),)))
    made["hostile.html"] = ("特殊字符 </script>", "其他", {}, HOSTILE)
    return made


def records() -> tuple[SearchRecord, ...]:
    """Return what the index is made of."""
    return tuple(
        SearchRecord(title, path, kind, facets, sections_of(body))
        for path, (title, kind, facets, body) in pages().items()
    )


def write_pages(folder: Path, head: str, top: str) -> None:
    """Write the pages below *folder* with *head* in their head and *top* before the text.

    `{root}` in both becomes the way to the top of the site.
    """
    every = {path: page[3] for path, page in pages().items()}
    every["search.html"] = '<h1>搜索</h1><div id="planforge-search-page"></div>'
    for path, body in every.items():
        root = "../" * path.count("/")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            f'<!DOCTYPE html><html lang="zh-CN" data-planforge-root="{root}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>页</title>'
            f"{head.replace('{root}', root)}</head><body>{top.replace('{root}', root)}"
            f"<article>{body}</article></body></html>",
            encoding="utf-8",
        )
