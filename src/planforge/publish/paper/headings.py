"""Where the lines of a title end."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = re.findall(
    r"\S+",
    "人民政府 办公室 委员会 管理局 指挥部 指挥机构 成员单位 工作组 领导小组 突发事件 "
    "应急预案 专项预案 总体预案 应急响应 应急处置 应急管理 应急救援 应急保障 防汛抗旱 "
    "防汛 抗旱 地质灾害 地震灾害 自然灾害 事故灾难 公共卫生 社会安全 森林草原 森林防火 "
    "火灾 危险化学品 生产安全 道路交通 食品安全 药品安全 环境污染 突发环境 停电 大面积 "
    "低温雨雪 雨雪冰冻 冰冻灾害 台风 暴雨 动物疫情 通信保障 医学救援 组织体系 指挥体系 "
    "组织指挥 工作职责 职责分工 职责 分工 通讯录 联系方式 联系人 联系 方式 一览表 一览 "
    "登记表 明细表 汇总表 流程图 组织图 响应流程 信息报告 信息 报告 队伍 物资 储备 "
    "避难场所 专家 名单 清单 标准 分级 条件 措施 汇编 手册 演练 方案 规定 办法 通知 关于 "
    "印发 修订 试行 有关 单位 部门 保障 处置 救援 应急 预案 事件 事故 灾害 体系 响应 "
    "管理 安全 工作 运行 轨道交通 城市 航空器 应急管理局 民族 县级 市级 区级 乡镇 街道 "
    "村级 社区 民用运输机场 运输机场 货运枢纽 枢纽 重大 特别 较大 一般 客运 航空 民用 机场 桥梁 "
    "隧道 水库 大坝 燃气 供水 "
    "供热 电力 网络 金融 旅游 校园 群体 ",
)
"""Words of titles that are not torn apart; the longer ones hold shorter ones."""
_GOOD_END: Final = re.compile(r"(?:》|、|，|：|人民政府办公室|人民政府|关于印发|[的和与及])$")
_GOOD_START: Final = re.compile(r"^(?:《|（|关于|应急预案|专项|总体|突发)")
_BAD_END: Final = "《（〔“第"
_BAD_START: Final = "》）〕”、，：的和与及"
_GOOD, _BAD, _TORN, _ONE_MORE_LINE = 9.0, 60.0, 40.0, 16.0
"""Weights; a line that is one character longer or shorter than an even share weighs 0.5."""


def title_lines(title: str, most: int) -> tuple[str, ...]:
    """Return the lines of *title*, at most *most* characters each.

    Lines end where words do and are about equally long, as GB/T 9704-2012, 7.3.1 asks: 词意完整、
    排列对称、长短适宜.
    """
    if not title:
        return ()
    least = -(-len(title) // most)
    ways = [_split(title, least + more, most) for more in range(2)]
    return min((way for way in ways if way), default=(0.0, (title,)))[1]


def _split(title: str, count: int, most: int) -> tuple[float, tuple[str, ...]] | None:
    """Return the best way to split *title* into *count* lines and how rough it is, 0 is best."""
    torn = _inside_words(title)
    even = len(title) / count
    found: dict[int, tuple[float, tuple[str, ...]]] = {0: (_ONE_MORE_LINE * count, ())}
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (rough, lines) in found.items():
            for end in range(start + 1, min(start + most, len(title)) + 1):
                line = title[start:end]
                cost = rough + (len(line) - even) ** 2 / 2 + _break(title, end, torn)
                if end not in longer or cost < longer[end][0]:
                    longer[end] = cost, (*lines, line)
        found = longer
    return found.get(len(title))


def _inside_words(title: str) -> frozenset[int]:
    """Return the places in *title* where a line that ended there would tear a word apart."""
    return frozenset(
        found.start() + at
        for word in _WORDS
        for found in re.finditer(word, title)
        for at in range(1, len(word))
    )


def _break(title: str, end: int, torn: frozenset[int]) -> float:
    """Return how bad it is that a line of *title* ends before the character at *end*."""
    if end == len(title):
        return 0.0
    before, after = title[:end], title[end:]
    rough = _TORN if end in torn else 0.0
    if before[-1] in _BAD_END or after[0] in _BAD_START:
        rough += _BAD
    if before[-1].isascii() and after[0].isascii():
        rough += _BAD
    if _GOOD_END.search(before):
        rough -= _GOOD
    if _GOOD_START.search(after):
        rough -= _GOOD
    return rough
