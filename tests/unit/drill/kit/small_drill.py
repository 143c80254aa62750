"""Drills of the small city: a tabletop, the same on site, and one that nobody is told of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.drills import DrillView
from planforge.drill.kit.build import kit
from planforge.drill.rehearsal import play, rehearsal
from planforge.model.drill import Drill
from tests.unit.document.small import FLOOD, FLOOD_PROSE, corpus, tree
from tests.unit.drill.build.demo import played, rehearsed

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.drill.kit.values import Kit

PROSE: Final = f"""{FLOOD_PROSE}
## 响应措施

```{{actions}}
:phase: 启动响应
```

### 处置

```{{actions}}
:phase: 应急处置
```
"""
DRILL: Final = """
演练: rain
名称: 小城市防汛演练
类型: {组织形式: 桌面演练, 内容: 单项, 目的: 检验性, 预告: 半脚本, 时间: 跳跃}
日期: 2027-04-15
开始: 09:00
地点: 市政府三楼
概述: 暗号甲：强降雨逐级加重，水库出现溃坝。
告知参演: 推演一次降雨过程，约一小时。
预案: flood
目标:
  - {编号: quick, 内容: 暗号乙：市防办三十分钟内会商, 涉及: {预案: flood, 措施: [consult, patrol]}}
  - {编号: out, 内容: 暗号丙：群众全部转移, 涉及: {预案: flood, 措施: evacuate}}
组织:
  领导小组: 市应急局
  总指挥: 市防指总指挥
  总策划: 市防办主任
  控制人员: [{编号: c1, 单位: 市应急局, 位置: 导调席, 负责: [市防办, 市水务局]}]
  模拟人员: [{编号: m1, 单位: 市应急局, 位置: 导调席旁, 扮演: [巡堤员]}]
  评估人员:
    - {编号: e1, 单位: 市政府, 位置: 会商室, 目标: quick}
    - {编号: e2, 单位: 市应急局, 位置: 后排, 目标: out}
参演: [市防办, 市水务局]
模拟: [巡堤员, 市应急局]
情景起始: 2027-07-01 08:00
情景时长: 8小时
初始事实: {24小时降雨量: "30"}
事态:
  - 时间: T+00:30
    标题: 暗号丁暴雨
    情景: 暗号戊，北部山区三小时下了一百二十毫米。
    事实: {24小时降雨量: "120"}
    属实: 汛期
    应达级别: {flood: Ⅱ级}
  - 时间: T+04:00
    标题: 暗号己溃坝
    情景: 暗号庚，水库坝体出现缺口。
    地点: 北山水库
    事实: {水库险情: 溃坝}
    发现: 市水务局
    属实: 堤防可能溃决
    应达级别: {flood: Ⅰ级}
失效:
  - {类别: 队伍, 对象: 市水上救援队, 起: T+04:00, 止: T+05:00, 原因: 暗号辛在外地}
注入:
  - 编号: a1
    类型: 任务触发
    时间: T+00:35
    标题: 暗号壬雨大了
    正文: 暗号癸，北部雨很大。
    发出: 巡堤员
    接收: 市防办
    目标: quick
    预期: [{预案: flood, 措施: consult, 时限: 40分钟, 标准: 有结论, 关键: 是}]
    宽限: 10分钟
    控制员: c1
    模拟员: m1
  - 编号: a2
    类型: 任务触发
    时间: T+04:05
    标题: 暗号子坝垮了
    正文: 暗号丑，坝垮了，水往下冲。
    发出: 巡堤员
    接收: [市水务局]
    目标: out
    预期: [{预案: flood, 措施: evacuate, 关键: 是}]
    控制员: c1
    模拟员: m1
时间表:
  - {情景自: T+00:00, 情景至: T+02:00, 演练自: T+00:00, 演练至: T+00:30}
  - {情景自: T+03:30, 情景至: T+06:00, 演练自: T+00:30, 演练至: T+01:00}
中止条件: [真实暴雨预警]
安全措施: [会场通道畅通]
备用通信: 会议室电话
整改责任: 市防办
"""
SECRETS: Final = tuple(f"暗号{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子丑")
"""Words of the drill that players must not know beforehand."""
ON_SITE: Final = DRILL.replace("桌面演练", "实战演练")
BLIND: Final = ON_SITE.replace("半脚本", "双盲").replace(
    "告知参演: 推演一次降雨过程，约一小时。\n", ""
)
UNTOLD: Final = ON_SITE.replace("半脚本", "单盲").replace(
    "推演一次降雨过程，约一小时", "四月某天有一次演练"
)
"""Of this drill players know what they are told, which is neither day nor place nor scenario."""
SHOWN: Final = ON_SITE.replace("检验性", "示范性")


@cache
def city() -> Corpus:
    """Return the city, its flood plan with sections for its actions."""
    return corpus(flood=FLOOD, prose=PROSE)


def view_of(text: str = DRILL) -> DrillView:
    """Return the drill written as *text*."""
    whole = city()
    drill = Drill.model_validate(tree(text))
    return DrillView(drill, f"drills/{drill.id}/drill.yaml", whole.system, whole.plans[:1])


@cache
def kit_of(text: str = DRILL) -> Kit:
    """Return all that the papers of the drill *text* say."""
    made = rehearsal(city(), view_of(text))
    return kit(made, play(made))


@cache
def demo_kit(name: str) -> Kit:
    """Return all that the papers of the drill *name* of the demonstration say."""
    return kit(rehearsed(name), played(name))
