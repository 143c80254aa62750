"""A city of two plans, small enough to read whole: the material of the tests of documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from planforge.corpus.corpus import Corpus
from planforge.corpus.outline import outline
from planforge.corpus.plan_view import PlanView
from planforge.corpus.registry import Registry
from planforge.corpus.system import System
from planforge.document.context import Context
from planforge.model import registers as model
from planforge.model.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping


class _TextLoader(yaml.SafeLoader):
    """Every scalar is text, as the model wants it."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - PyYAML's own attribute


def tree(text: str) -> Any:  # noqa: ANN401 - a YAML tree
    """Return the tree of YAML *text*."""
    return yaml.load(text, _TextLoader)  # noqa: S506 - a safe loader


JURISDICTION = """
编号: city
名称: 小城市
级别: 市
上级: {名称: 大省, 级别: 省}
值班电话: 0500-5550000
响应级别次序: [Ⅰ级, Ⅱ级]
人口: 120000
下辖: [{编号: east, 名称: 东县, 级别: 县, 特点: [山区]}]
"""
ORGANISATIONS = """
组织机构:
  - {编号: government, 名称: 小城市人民政府, 简称: [市政府], 类别: 人民政府}
  - {编号: water, 名称: 小城市水务局, 简称: [市水务局], 类别: 政府部门, 上级: 市政府,
     值班电话: 0500-5550001,
     职责: [管理江河水库], 曾用名: [{名称: 市水利局, 停用日期: 2019-01-01}]}
  - {编号: emergency, 名称: 小城市应急管理局, 简称: [市应急局], 类别: 政府部门, 上级: 市政府}
  - {编号: flood-command, 名称: 小城市防汛指挥部, 简称: [市防指], 类别: 指挥机构}
  - {编号: flood-office, 名称: 小城市防汛办公室, 简称: [市防办], 类别: 办事机构, 上级: 市防指,
     设在: 市水务局,
     值班电话: 0500-5550002}
  - {编号: counties, 名称: 各县（区）政府, 类别: 统称}
"""
POSTS = """
岗位:
  - {编号: flood-chief, 名称: 市防指总指挥, 机构: 市防指, 职务: 市长, 姓名: 赵某一,
     电话: 100-0000-0001,
     AB角: {姓名: 钱某二, 职务: 副市长, 电话: 100-0000-0002}}
  - {编号: flood-head, 名称: 市防办主任, 机构: 市防办, 职务: 市水务局局长}
"""
TEAMS = """
队伍:
  - {编号: boats, 名称: 市水上救援队, 类别: 水上救援, 层次: 骨干力量, 单位: 市应急局, 人数: 40,
     集结时限: 30分钟,
     电话: 100-0000-0003, 装备: [{名称: 冲锋舟, 数量: 6, 单位: 艘}]}
"""
DEPOTS = """
物资库:
  - {编号: store, 名称: 市防汛物资库, 层级: 市, 单位: 市水务局, 物资: [{名称: 编织袋, 数量: 50000,
     单位: 条}]}
"""
INDICATORS = """
指标:
  - {编号: rain, 名称: 24小时降雨量, 类型: 数值, 单位: 毫米, 取值范围: "[0..1500]", 观测: 市水务局}
  - {编号: area, 名称: 笼罩面积, 类型: 数值, 单位: 平方公里}
  - {编号: warning, 名称: 暴雨预警, 类型: 预警}
  - {编号: deaths, 名称: 死亡人数, 类型: 计数, 单位: 人}
  - {编号: dam, 名称: 水库险情, 类型: 等级, 等级: [一般险情, 重大险情, 溃坝], 计数对象: 水库}
  - {编号: dark, 名称: 全市停电, 类型: 是否}
"""
REGULATIONS = """
编制依据:
  - {编号: law, 名称: 中华人民共和国防洪法, 简称: [防洪法], 类别: 法律, 文号: 主席令第88号}
"""
CONTACTS = """
通讯录:
  - {姓名: 孙某三, 单位: 市水务局, 电话: 100-0000-0009}
"""
FLOOD = """
预案: flood
名称: 小城市防汛应急预案
简称: [防汛预案]
类别: 专项
事件类型: [洪涝]
牵头部门: 市水务局
版本: {文号: 小政办〔2026〕1号, 印发机关: 市政府, 印发日期: 2026-03-01}
编制依据: [防洪法]
适用范围: {地域: 全市, 事件: [江河洪水, 山洪], 除外: [{事件: 城市火灾}]}
工作原则: [人民至上, 预防为主]
指挥机构:
  名称: 市防指
  总指挥: 市防指总指挥
  职责: [统一指挥防汛工作]
  办公室: {名称: 市防办, 设在: 市水务局, 主任: 市防办主任, 职责: [承担日常工作]}
  成员单位:
    - {单位: 市水务局, 职责: [监测水情, 调度水库]}
    - {单位: 市应急局, 职责: [组织抢险救援]}
  工作组:
    - {编号: rescue, 名称: 抢险组, 牵头: 市应急局, 成员: [市水务局], 职责: [抢险], 启用级别: [Ⅰ级]}
响应级别:
  Ⅰ级:
    名称: 特别重大洪涝响应
    启动条件:
      - {24小时降雨量: ">= 250 mm", 笼罩面积: ">= 2000 km2"}
      - {水库险情: 溃坝}
      - {研判: 市防指认为需要启动的其他情形}
    建议: 市防办
    决定: 市防指总指挥
    指挥: 市防指总指挥
    终止: {条件: [雨停, 险情消除], 决定: 市防指总指挥}
  Ⅱ级:
    启动条件:
      - 表: 雨情
        限定: 汛期
        情形:
          - {24小时降雨量: "[100..250) mm"}
          - {暴雨预警: [橙色, 红色], 可以启动: 是}
      - 表: 险情
        情形:
          - {水库险情: {个数: ">= 2", 达到: 重大险情}, 联动启动: 是}
    建议: 市防办
    决定: 市防办主任
    指挥: 市防办主任
    终止: {条件: [雨停], 决定: 市防办主任}
    移交: {移交给: 市防指总指挥, 时机: 升为Ⅰ级时}
级别调整:
  - {由: Ⅱ级, 到: Ⅰ级, 条件: [险情加重], 决定: 市防指总指挥}
  - {由: Ⅰ级, 到: Ⅱ级, 条件: [险情减轻], 决定: 市防指总指挥}
响应措施:
  - {编号: consult, 名称: 会商, 阶段: 启动响应, 起始级别: Ⅱ级, 责任: 市防办, 配合: [市水务局],
     内容: 组织会商研判,
     时限: 30分钟, 分级要求: {Ⅰ级: {时限: 15分钟}}, 通知: [{给: [市应急局], 内容: 到位,
     方式: 电话}]}
  - {编号: patrol, 名称: 巡堤, 阶段: 应急处置, 起始级别: Ⅱ级, 责任: 市水务局, 内容: 组织巡堤查险,
     时限: {时长: 2小时, 起算: 接到指令},
     频次: 4小时, 前置: [consult]}
  - {编号: evacuate, 阶段: 应急处置, 起始级别: Ⅰ级, 责任: 市应急局,
     内容: 转移群众，安置到避难场所, 时限: 立即,
     前置: [consult], 前提: 堤防可能溃决, 调用: {队伍: [市水上救援队], 物资: {编织袋: 2000},
     物资库: [市防汛物资库]}}
信息报告:
  - {类型: 首报, 报告单位: 各县（区）政府, 接收单位: 市防办, 时限: 30分钟, 书面时限: 1小时,
     方式: [电话], 内容: [时间, 地点]}
附件:
  - {名称: 组织体系图, 生成: 组织体系图}
  - {名称: 格式文本, 生成: 格式文本}
  - {名称: 补充说明, 内容: 见正文。}
衔接:
  - {预案: power, 关系: 引发, 条件: [{24小时降雨量: ">= 100 mm"}], 级别对应: {Ⅰ级: Ⅰ级},
     请求: 保障泵站供电, 联络: 市防办}
"""
FLOOD_PROSE = """# 总则

## 编制目的

规范市水务局和市应急局的防汛工作，市水务局牵头。会商应在{limit}`consult`内完成。

## 编制依据

```{basis}
```

# 应急响应

```{triggers} Ⅱ级
```

市防指统一指挥，抢险组赶赴现场。
"""
POWER = """
预案: power
名称: 小城市大面积停电应急预案
类别: 专项
事件类型: [停电]
牵头部门: 市应急局
版本: {文号: 小政办〔2026〕2号, 印发机关: 市政府, 印发日期: 2026-03-01}
适用范围: {地域: 全市, 事件: [停电]}
响应级别:
  Ⅰ级: {启动条件: [{全市停电: "true"}], 决定: 市政府, 指挥: 市政府}
衔接:
  - {预案: 防汛预案, 关系: 被引发, 条件: [{24小时降雨量: ">= 100 mm"}], 请求: 通报水情,
     联络: 市应急局}
"""
_REGISTERS: tuple[tuple[type[Any], str], ...] = (
    (model.Organisations, ORGANISATIONS),
    (model.Posts, POSTS),
    (model.Teams, TEAMS),
    (model.Depots, DEPOTS),
    (model.Indicators, INDICATORS),
    (model.Regulations, REGULATIONS),
    (model.Contacts, CONTACTS),
)


def registry(*, hide: str = "", more: Mapping[str, str] | None = None) -> Registry:
    """Return the registers with *more* lines in some; the entry with the id *hide* is internal."""
    found = []
    for register, text in _REGISTERS:
        file = f"registry/{register.__name__.lower()}.yaml"
        whole = text + (more or {}).get(register.__name__, "")
        found.append((file, register.model_validate(tree(hidden(whole, hide)))))
    jurisdiction = model.Jurisdiction.model_validate(tree(JURISDICTION))
    return Registry(jurisdiction, "jurisdiction.yaml", tuple(found), "registers")


def hidden(text: str, ident: str) -> str:
    """Return YAML *text* with the element that has the id *ident* marked internal."""
    return text.replace(f"编号: {ident},", f"编号: {ident}, 可见: 内部,") if ident else text


def corpus(  # noqa: PLR0913 - what may be changed of the city
    *,
    flood: str = FLOOD,
    power: str = POWER,
    prose: str | None = FLOOD_PROSE,
    hide: str = "",
    organisations: str = "",
    posts: str = "",
    teams: str = "",
) -> Corpus:
    """Return the corpus; parts may be changed, the element with the id *hide* is internal.

    *organisations*, *posts* and *teams* are more lines of the registers.
    """
    more = {"Organisations": organisations, "Posts": posts, "Teams": teams}
    entered = registry(hide=hide, more=more)
    views = []
    for text, own_prose in ((flood, prose), (power, None)):
        plan = Plan.model_validate(tree(hidden(text, hide)))
        views.append(PlanView(plan, entered, f"special/{plan.id}/plan.yaml", own_prose))
    outlines = tuple(outline(view.plan, view.file) for view in views)
    digests = {"flood": f"{flood}{prose}", "power": power}
    return Corpus(entered, System(entered, outlines), tuple(views), digests)


def with_contacts(*names: str, prose: str, unit: str = "市防办") -> Corpus:
    """Return the small city with persons of *unit* in its telephone list, and *prose* in a plan."""
    return with_lines(*((name, unit, "科长", ("1",)) for name in names), prose=prose)


def with_lines(
    *lines: tuple[str, str, str, tuple[str, ...]], prose: str | None = FLOOD_PROSE
) -> Corpus:
    """Return the small city with *lines* of a telephone list: name, unit, title, phones."""
    whole = corpus(prose=prose)
    listed = model.Contacts.model_construct(
        contacts=tuple(
            model.Contact.model_construct(name=name, organisation=unit, title=title, phones=phones)
            for name, unit, title, phones in lines
        )
    )
    parts = (*whole.registry.registers, ("registry/contacts.yaml", listed))
    registry = replace(whole.registry, registers=parts)
    views = tuple(PlanView(v.plan, registry, v.file, v.prose) for v in whole.plans)
    return Corpus(registry, System(registry, whole.system.outlines), views, whole.digests)


def context(*, language: str = "zh_CN", public: bool = True, **changes: str) -> Context:
    """Return the context of the flood plan."""
    found = corpus(**changes)
    return Context(found, found.plans[0], language, public)
