"""Where the lines of a title end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNNING_PT: Final = 10.5
"""Size of running heads on A4, 五号, in points."""
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
    "隧道 水库 大坝 燃气 供水 叠加 泥石流 山洪 滑坡 崩塌 塌陷 洪水 洪涝 内涝 干旱 高温 寒潮 强降雨 "
    "暴雪 极端 天气 气象 地震 尾矿库 矿山 煤矿 粉尘 涉爆 特种设备 锅炉 电梯 油气 长输 建筑 施工 "
    "工程 踩踏 大型 活动 饮用水 水源地 水源 重污染 辐射 传染病 疫情 动物 外来物种 物种 舆情 恐怖 "
    "学校 医院 养老 机构 景区 高速 水上 搜救 船舶 溢油 海洋 风暴潮 海啸 粮食 生活必需品 市场 供应 "
    "价格 保供 救助 受灾 群众 人员 转移 安置 恢复 重建 联合 流域 现场 先期 指挥 自然资源 生态环境 "
    "住房 城乡建设 交通运输 水务 水利 农业农村 林业 卫生健康 公安 消防 教育 民政 财政 市场监督 "
    "党委 办事处 "
    "供热 电力 网络 金融 旅游 校园 群体 应对 综合 协同 联动 区域 次生 泄漏 爆炸 中毒 窒息 废弃 "
    "生产 储存 使用 经营 铁路 水路 公路 管道 运输 ",
)
"""Words of titles that are not torn apart; the longer ones hold shorter ones."""
_APART: Final = "　"
"""Stands between the names of bodies that issue something together; no line begins or ends so."""
_PLACE: Final = re.compile(r"[一-鿿]{2}[省市县区乡镇村旗]")
"""What may be the name of a place."""
_WHOLE: Final = re.compile(r"（[^（）]{1,12}）|[0-9]+[年月日号级]?")
"""Remarks in brackets and numbers with what they count."""
_ISSUED: Final = "关于印发"
_BODY: Final = re.compile(r"(?:人民政府|委员会|指挥部|办公室|办公厅|党委|[局厅部委处])(?!署|长)")
"""What names of bodies, and parts of such names, end with."""
_GOOD_END: Final = re.compile(r"(?:》|、|，|：|人民政府办公室|人民政府|关于印发|[的和与及])$")
_GOOD_START: Final = re.compile(r"^(?:《|（|关于|应急预案|专项|总体|突发)")
_BAD_END: Final = "《（〔“第"
_BAD_START: Final = "》）〕”、，：的和与及"
_GOOD, _BETWEEN, _BAD, _TORN, _ONE_MORE_LINE = 9.0, 12.0, 60.0, 40.0, 16.0
"""Weights; a line that is one character longer or shorter than an even share weighs 0.5."""
_MANY_LINES: Final = 5
"""Titles of more lines than this get no further line for the sake of their words."""


def title_lines(title: str, most: int) -> tuple[str, ...]:
    """Return the lines of *title*, at most *most* characters each.

    White space between the names of bodies is left out where a line ends.

    Lines end where words do and are about equally long, as GB/T 9704-2012, 7.3.1 asks: 词意完整、
    排列对称、长短适宜.
    """
    if not title:
        return ()
    least = -(-len(title) // most)
    # Of a page that a title fills, text must get some: GB/T 9704-2012, 7.3.3.
    spare = 2 if least <= _MANY_LINES else 1
    ways = [_split(title, least + more, most) for more in range(spare)]
    return min((way for way in ways if way), default=(0.0, (title,)))[1]


def running_title(title: str, in_line: int) -> str:
    """Return *title* as a running head: in at most two lines, *in_line* characters each.

    A longer one ends with … where a word does. A line may be shorter by a character, for a mark
    that must not begin the next.
    """
    most = 2 * in_line - 2
    if len(title) <= most:
        return title
    torn = _inside_words(title)
    ends = (at for at in range(most - 1, in_line, -1) if at not in torn)
    end = next((at for at in ends if title[at - 1] not in _BAD_END + _BAD_START), most - 1)
    return f"{title[:end]}…"


def _split(title: str, count: int, most: int) -> tuple[float, tuple[str, ...]] | None:
    """Return the best way to split *title* into *count* lines and how rough it is, 0 is best."""
    torn = _inside_words(title)
    even = len(title) / count
    found: dict[int, tuple[float, tuple[str, ...]]] = {0: (_ONE_MORE_LINE * count, ())}
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (rough, lines) in found.items():
            for end in range(start + 1, min(start + most + 2, len(title)) + 1):
                line = title[start:end].strip(_APART)
                if len(line) > most:
                    break
                cost = rough + (len(line) - even) ** 2 / 2 + _break(title, end, torn)
                if end not in longer or cost < longer[end][0]:
                    longer[end] = cost, (*lines, line)
        found = longer
    return found.get(len(title))


def _inside_words(title: str) -> frozenset[int]:
    """Return the places in *title* where a line that ended there would tear a word apart."""
    found = {
        start + at
        for word in _WORDS
        for start in _starts(title, word)
        for at in range(1, len(word))
    }
    for pattern in (_PLACE, _WHOLE):
        for match in pattern.finditer(title):
            found.update(range(match.start() + 1, match.end()))
    return frozenset(found | _inside_names(title))


def _inside_names(title: str) -> set[int]:
    """Return the places in the names of those who issue something together, before 关于印发.

    A name may be parted only where a body that it begins with ends: 县人民政府|防汛抗旱指挥部.
    """
    names, issued, _ = title.partition(_ISSUED)
    if not issued or _APART not in names:
        return set()
    ends = {match.end() for match in _BODY.finditer(names)}
    return {
        at for at in range(1, len(names)) if at not in ends and _APART not in names[at - 1 : at + 1]
    }


def _starts(title: str, word: str) -> Iterator[int]:
    """Yield where *word* begins in *title*."""
    at = title.find(word)
    while at >= 0:
        yield at
        at = title.find(word, at + 1)


def _break(title: str, end: int, torn: frozenset[int]) -> float:
    """Return how bad it is that a line of *title* ends before the character at *end*."""
    if end == len(title):
        return 0.0
    before, after = title[:end], title[end:]
    if _APART in (before[-1], after[0]):
        return -_BETWEEN
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
