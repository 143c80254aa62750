"""A drill of the small city whose times can be reckoned in the head: rain, more rain, no rain.

The flood plan has two levels; headquarters decides level Ⅱ at T+01:15 and Ⅰ at T+02:10, and ends
the response at T+10:35.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import DrillView
from planforge.drill.rehearsal import Rehearsal, rehearsal
from planforge.model.drill import Drill
from tests.unit.document import small

if TYPE_CHECKING:
    from pathlib import Path

PLAN: Final = """
预案: flood
名称: 小城市防汛应急预案
简称: [防汛预案]
类别: 专项
事件类型: [洪涝]
牵头部门: 市水务局
版本: {文号: 小政办〔2026〕1号, 印发机关: 市政府, 印发日期: 2026-03-01}
适用范围: {地域: 全市, 事件: [江河洪水]}
指挥机构:
  名称: 市防指
  总指挥: 市防指总指挥
  职责: [统一指挥防汛工作]
  办公室: {名称: 市防办, 设在: 市水务局, 主任: 市防办主任, 职责: [承担日常工作]}
响应级别:
  Ⅰ级:
    启动条件:
      - {24小时降雨量: ">= 250 mm"}
    建议: 市防办
    决定: 市防指总指挥
    指挥: 市防指总指挥
    决定时限: 20分钟
    终止: {指标: [{24小时降雨量: "< 10 mm"}], 条件: [雨停], 决定: 市防指总指挥}
  Ⅱ级:
    启动条件:
      - {24小时降雨量: "[100..250) mm"}
    建议: 市防办
    决定: 市防办主任
    指挥: 市防办主任
    决定时限: 10分钟
    终止: {指标: [{24小时降雨量: "< 10 mm"}], 条件: [雨停], 决定: 市防办主任}
响应措施:
  - {编号: notice, 名称: 发布通知, 阶段: 启动响应, 起始级别: Ⅱ级, 责任: 市防办, 内容: 印发启动通知,
     时限: 30分钟}
  - {编号: patrol, 名称: 巡堤查险, 阶段: 应急处置, 起始级别: Ⅱ级, 责任: 市水务局,
     内容: 组织巡堤查险, 时限: 3小时, 前置: [notice], 分级要求: {Ⅰ级: {时限: 1小时}}}
  - {编号: bags, 名称: 堵口抢险, 阶段: 应急处置, 起始级别: Ⅰ级, 责任: 市应急局, 内容: 用编织袋堵口,
     时限: 2小时, 调用: {队伍: [市水上救援队], 物资: {编织袋: 20000}, 物资库: [市防汛物资库]}}
  - {编号: end, 名称: 终止响应, 阶段: 响应终止, 起始级别: Ⅱ级, 责任: 市防办, 内容: 宣布终止,
     时限: {时长: 1小时, 起算: 接到指令}}
"""
DRILL: Final = """
演练: d1
名称: 小演练
类型: {组织形式: 实战演练, 内容: 单项, 目的: 检验性, 预告: 半脚本, 时间: 实时}
预案: flood
参演: [市防办, 市水务局, 市应急局]
告知参演: 演练一次强降雨。
日期: 2027-04-15
开始: 09:00
情景起始: 2027-07-01 08:00
情景时长: 20小时
初始事实: {24小时降雨量: "30"}
事态:
  - {时间: T+01:00, 标题: 大雨, 事实: {24小时降雨量: "120"}, 应达级别: {flood: Ⅱ级}}
  - {时间: T+01:45, 标题: 更大, 事实: {24小时降雨量: "260"}, 应达级别: {flood: Ⅰ级}}
  - {时间: T+10:00, 标题: 雨停, 事实: {24小时降雨量: "5"}}
工期:
  - {预案: flood, 措施: notice, 最短: 10分钟, 一般: 15分钟, 最长: 30分钟, 来源: 实测, 可信度: 高}
  - {预案: flood, 措施: patrol, 最短: 20分钟, 一般: 30分钟, 最长: 60分钟, 来源: 实测, 可信度: 高}
  - {预案: flood, 措施: bags, 最短: 20分钟, 一般: 40分钟, 最长: 60分钟, 来源: 实测, 可信度: 高}
"""
_FILES: Final = {
    "jurisdiction.yaml": small.JURISDICTION,
    "registry/organizations.yaml": small.ORGANISATIONS,
    "registry/posts.yaml": small.POSTS,
    "registry/teams.yaml": small.TEAMS,
    "registry/depots.yaml": small.DEPOTS,
    "registry/indicators.yaml": small.INDICATORS,
    "registry/regulations.yaml": small.REGULATIONS,
}


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return *text* with each first place of *changes* put in place of."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def rehearsed(plan: str = PLAN, drill: str = DRILL) -> Rehearsal:
    """Return the drill written as *drill*, of the city with the flood plan written as *plan*."""
    whole = small.corpus(flood=plan, prose=None)
    read = Drill.model_validate(small.tree(drill))
    view = DrillView(read, "drills/d1/drill.yaml", whole.system, whole.plans[:1])
    return rehearsal(whole, view)


def write(folder: Path, plan: str = PLAN, drill: str = DRILL) -> None:
    """Write the city, its plan and its drill to the folder `plans` in *folder*."""
    files = {**_FILES, "special/flood/plan.yaml": plan, "drills/d1/drill.yaml": drill}
    for name, text in files.items():
        target = folder / "plans" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip(), encoding="utf-8")
