"""Articles of the emergency response law that have another number since it was revised in 2024.

Both texts were read side by side. Listed is an article of the old text whose number now belongs to
an article on something else; words tell which of the two a sentence that cites it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.patterns import late

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping


class Moved(NamedTuple):
    """Where an article of the old text went.

    Attributes:
        now: Its number in the text that holds.
        about: What sentences on it speak of.
        instead: What sentences on the article that has its old number now speak of.
    """

    now: int
    about: re.Pattern[str]
    instead: re.Pattern[str]


def _moved(now: int, about: str, instead: str) -> Moved:
    return Moved(now, late(about), late(instead))


RESPONSE_LAW: Final[Mapping[int, Moved]] = {
    7: _moved(17, "县级人民政府|越级|先期处置|统一领导", "公布|发布|澄清|谣言|虚假"),
    8: _moved(19, "指挥机构|指挥部|指挥体系", "新闻|媒体|宣传"),
    16: _moved(25, "人大|人民代表大会|专项工作报告", "体制|统一指挥"),
    17: _moved(26, "预案体系|制定.{0,12}预案", "报告|上报|越级|处置|负责"),
    18: _moved(28, "预案.{0,12}(?:规定|包括|内容|载明|写明)", "行政区域|跨区域|共同"),
    20: _moved(33, "危险源|危险区域|风险评估", "决定|命令|指挥机构"),
    23: _moved(36, "矿山|危险物品|危险化学品|建筑施工", "义务"),
    24: _moved(37, "公共交通|公共场所|人员密集", "解放军|武警|武装警察|民兵|驻军"),
    25: _moved(38, "培训", "备案|人大|人民代表大会|专项"),
    26: _moved(39, "救援队伍|志愿者", "预案"),
    27: _moved(40, "保险|防护装备", "预案|衔接"),
    29: _moved(42, "宣传|演练", "规划"),
    30: _moved(43, "学校|学生", "规划|避难|隔离|场所"),
    31: _moved(44, "经费|资金|财政", "避难"),
    32: _moved(46, "物资|储备|装备", "风险"),
    33: _moved(49, "通信", "危险源|危险区域|风险|登记"),
    37: _moved(59, "信息系统|互联互通", "公共交通|公共场所|人员密集|预案"),
    38: _moved(60, "信息报告员|收集.{0,8}信息", "培训"),
    39: _moved(61, "迟报|瞒报|谎报|报送|报告", "队伍|救援力量|志愿|社会力量"),
    40: _moved(62, "会商|汇总分析|分析评估", "保险|防护|职业资格"),
    41: _moved(58, "监测", "解放军|武警|武装警察|民兵|训练"),
    42: _moved(63, "预警|红色|橙色", "宣传|演练|普及"),
    43: _moved(64, "警报|预警", "学校|教育|学生"),
    44: _moved(66, "警报|预警|黄色|蓝色", "经费|资金|预算"),
    45: _moved(67, "警报|预警|红色|橙色", "物资|储备"),
    46: _moved(69, "社会安全|越级|上报", "物资|储备|装备|协议"),
    47: _moved(70, "预警|警报|解除", "运输|运力|交通"),
    48: _moved(72, "处置|救援", "能源|电力|燃油|油料|供电|供气"),
    49: _moved(73, "处置|救援|营救|措施", "通信|广播"),
    50: _moved(74, "社会安全|处置", "卫生|医疗|心理"),
    52: _moved(76, "征用|支援|运送", "捐赠|捐助"),
    53: _moved(7, "发布.{0,12}信息|信息.{0,8}发布", "红十字|慈善|募捐"),
    54: _moved(7, "虚假信息|谣言|编造", "资金|物资|截留|挪用"),
    55: _moved(77, "自救|互救|居民委员会|村民委员会", "保险"),
    56: _moved(78, "营救|疏散|事发单位|先期处置", "技术|人才|科研|研究"),
    58: _moved(86, "停止|终止|结束|次生|衍生", "监测"),
    59: _moved(87, "恢复|重建|损失|评估", "信息系统|互联互通"),
    60: _moved(88, "恢复|重建|支持", "信息|报告"),
    61: _moved(89, "善后|补偿|抚恤|抚慰|救助", "信息|报送|报告|迟报|瞒报"),
    62: _moved(92, "总结|教训|原因|改进", "会商|汇总|隐患|监测|上报"),
    63: _moved(95, "处分|追究|责任", "预警|红色|橙色"),
    64: _moved(96, "罚款|停产|责任|处罚", "警报|预警"),
}
"""Number in the text of 2007 → where the article stands now."""

ON_REPORTS: Final = frozenset({7, 38, 39, 40, 46, 56})
"""Articles of the text of 2007 on reports whose number now belongs to something else entirely."""

__all__ = ["ON_REPORTS", "RESPONSE_LAW", "Moved"]
