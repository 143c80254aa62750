"""Registered names inside longer ones that are not registered: 大|清河供电公司, 市公安局|交警支队.

Whoever looks for names in prose leaves these: the longer name means somebody else.
"""

from __future__ import annotations

import re
from typing import Final

_LATIN: Final = re.compile(r"[A-Za-z0-9]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PLACE_FIRST: Final = frozenset("市县区镇乡")
"""A name that begins so continues the name of a place right before it: 望川|市应急局."""
_OF_PLACES: Final = frozenset(
    "京津海庆庄山岛郸台口德州坊水泉城汾梁头峰辽阳连顺溪东新锦岭春林平源滨西岗河江无锡港安淮迁波兴"
    "华肥湖埠南北陵田岩昌镇乡余潭饶博烟潍宁威沂聊泽封壁峡丘店汉石堰襄荆冈沙洲圳珠佛门湛肇远莞浮"
    "柳桂梧钦贵玉百贺池宾亚都贡花泸绵遂眉雅资义仁靖洱沧萨川鸡渭延榆康洛兰银天掖凉酒陇忠齐澜浦虹"
    "皋阴熟仓邮邳某超外邻市县弟"
)
"""Last characters of names of cities, and of words that end in 市: 超市, 某市, 外市."""
_CITY: Final = re.compile(
    "(?:大同|南通|昭通|保定|日照|[晋汉巴扬]中|焦作|三明|昆明|茂名|韶关|嘉峪关|东营|张家界|崇左|娄底|"
    "孝感|句容|仪征|汕尾|南充|中卫|毕节|乌兰察布|呼和浩特|[太松固]原|佳木斯|克拉玛依|[齐哈贝淖]尔|"
    "自治|[^全]省)$"
)
"""Names of cities whose last character ends common words as well: 大同, but 会同."""
SHORTEST: Final = 3
"""Names of fewer characters stand inside too many other words: only their edges tell them."""
_EDGES_BEFORE: Final = frozenset("由和向报与及或经请在对从到给让令同是为")
_EDGES_AFTER: Final = frozenset("和与及或等的负应可须派在按向对将组协提为")
"""What a name of two characters may stand between, besides marks and ends of the text."""
_NO_PART: Final = (
    "会同|协同|联合|组织|协调|指导|督促|指挥(?!部|中心)|通知|安排|调派|调集|调动|调度|派出|派遣|"
    "出动|增派|抽调|选派|征调|召集|集结|率领|带领|动员|"
    "要求|责成|指定|委托|请求|报告|报请|负责|牵头|配合|支援|成立|设立|设置|组建|组成|[所其各]"
)
"""What says of a body what it does: what follows is no part of its name."""
_DOES: Final = (
    f"{_NO_PART}|确定|核定|掌握|抢修|抢险|修复|恢复|加固|封闭|关闭|封锁|检查|巡查|排查|核查|"
    "转移|疏散|撤离|救治|收治|接收|接诊|收容|开放|启用|开设|开通|赶赴|前往|进驻|进入|抵达|"
    "运行|使用|征用|调用|腾空|建设|新建|扩建|建立|保护|看护|守护|加强|落实|提供|协助|帮助|"
    "利用|依托|借助|通过|位于|共享|发布|增加|增设|增援|联系|通报|通告|告知|提醒|引导|维护|监督|"
    "控制|保证|确保|做好|完善|清理|清除|停用|切断|供应|储备[^\\W中]|统筹|管护|值守|承担"
)
"""More of that sort, before which no name of a place or body goes on."""
_EDGE: Final = "(?:(?![\u4e00-\u9fff])|(?=[和与及等的负应可须派在按向对将协提为会要由开联参牵]))"
"""Where a longer name is at its end."""
_OWN_PLACE: Final = re.compile(
    rf"(?!{_DOES})[^\Wa-zA-Z0-9和与及或等的由向对将派请令给在到从并把按应可须要会能为是已不其各该本且即以被让同跟]"
    "{0,6}?(?:"
    "总站|分站|(?<!网)站|气象台|电视台|电台|观测台|看守所|拘留所|戒毒所|研究所|招待所|医院|卫生院|"
    "研究院|设计院|科学院|体育馆|展览馆|图书馆|博物馆|档案馆|中心|大队|中队|小学|中学|学校|幼儿园|"
    f"营业厅|(?<![场住处寓厕公诊])所(?!在)){_EDGE}"
)
"""A place or body of a longer name, told by its end: 市公安局|看守所, 市体育中心|小学."""
_NUMBER: Final = "[一二三四五六七八九十百0-9０-９]{1,3}"
_OWN_UNIT: Final = re.compile(
    rf"(?!{_NO_PART})(?:"
    rf"第{_NUMBER}(?!时间|批|次|责任|响应|阶段)[^\Wa-zA-Z0-9和与及或等由向对将派请]{{0,5}}?"
    rf"[队组所站连营处科室院厂]|{_NUMBER}[队所站连营处科室院厂]|"
    "(?:防汛|抗旱|抢险|抢修|救援|救护|急救|医疗|应急|机动|工程|施工|维修|勘测|运输|排涝|潜水|灭火|扑火|"
    "通信|保障|护卫|巡护|执法|专业|民兵|预备役|志愿|志愿者|青年|突击){1,3}[小分]?队|"
    "(?:民兵|预备役|工兵|舟桥|防化|通信|警卫|步兵|勤务|应急){1,3}[一二三四五六七八九十]?[连排营团旅]|"
    "(?:司令|政治|政治工作|参谋|后勤|装备)部|"
    "[东西南北前后主老新]?(?:广场|大厦|大楼|大院|路(?!由)|[街巷]|大街|大道|路口))"
    f"{_EDGE}"
)
"""A unit told by its number or trade, and a place called by the name: 市政府|广场."""
_BRANCH: Final = re.compile(
    rf"(?!{_NO_PART})(?:"
    "(?:[^\\W和与及或等的由向对将派请令给在到从]{2,3})?(?:分局|支局|分中心|分公司|派出所)|"
    "(?:交警|交通警察|交通管理|巡警|巡特警|特警|刑警|刑侦|治安|治安管理|网安|经侦|禁毒|消防|消防救援|"
    "森林|森林消防|水上|特勤|机动|轨道|高速|高速公路|执法|综合执法|行政执法|监察|救援|"
    "[一二三四五六七八九十第]+)?(?:总队|支队|大队|中队)|"
    "(?:防汛|抗旱|防汛抗旱|森林防火|抗震救灾|应急|应急处置|应急指挥|现场|安全生产)?"
    "(?:指挥部|指挥中心)|"
    "(?:水文|水文水资源|水质|水情|墒情|气象|地震|环境|生态环境|监测|预警|疫情|检测|检验|检验检测|检疫|"
    "质量监督|安全监督|卫生监督|水政监察|疾病预防控制|动物疫病预防控制|血液|急救|紧急救援|救助|"
    "信息|大数据|数据|网络|通信|技术|管理|事务|服务|保障|储备|物资储备|物资|宣传|宣传教育|培训|机务|"
    "排水|供水|污水处理|水库|灌区|勘测|勘察|规划|设计|勘测设计|规划设计|研究|科学|科学研究|鉴定|司法鉴定)"
    "{1,3}(?:总站|分站|站|中心|所|院|厂))"
)
"""The part of a body that the longer name is of: 市公安局|交警支队, 市水利局|水文站."""
_NO_PART_BEGINS: Final = frozenset("和与及或等的由向对将请令给在到从负")
"""Characters that no part of a body begins with: most names are followed by one, or by a mark."""
_REST_OF_WORD: Final = {
    last: re.compile(rest)
    for last, rest in (
        ("办", "公[室厅楼]|事处|理|好"),
        ("指", "挥部|挥中心|战员"),
        ("委", "员(?!工)|托"),
        ("组", "织|建(?![议立设])|成(?!员)|合"),
        ("队", "伍|员"),
        ("库", "房|存|区|容"),
        ("心", "校"),
        ("局", "域网"),
    )
}
"""What makes of the last character of a name a longer word: 市防办|公室, 抢险救援组|织."""
_OTHERS: Final = re.compile(
    "(?:[各每两几这哪甲乙丙丁外邻跨个×A-Zx闹]|(?<![应本])该|(?<![安健完保])全|(?<![较最很更过至增])多|"
    "(?<![周期拜第统之唯单专万进附逐其])(?<![件表图])[一二三四五六七八九十]|"
    "(?<![当昨今连深午半])夜|[□○〇◯△▲＊＿]{2}|_{3}|"
    "[有相]关|(?:其[他它余]|部分|个别|所有|任何|一切|(?<!安)全部|多数|少数|若干|这些|那些|别的|"
    "周[边围]|附近|邻近|毗[邻连]|相邻|接壤|友邻|兄弟|沿[江河海]|[上下]游|[同下]级|"
    "[省县地]级|省会|首府|[直省市县所管]辖|设区|[外异各多两]地|"
    "(?:受|重|遭)灾|受损|受影响|事发|受援|(?:对口|[由与从向])支援)的?|设区的)$"
)
"""Which others are meant by a name that begins with a sort of place: 各|市政府, 三|市政府."""
_OWN_BEFORE: Final = frozenset("、，。；：（“ \n由向请报和与对在为合")
"""Characters right behind which a name is one's own, whatever it begins with."""
_OF_AREAS: Final = frozenset("地灾园小社辖景库片街战军疫震")
"""What makes another word of a name that begins with 区: 园|区政府."""
_OF_A_PLACE: Final = frozenset("省市县区")
_OF_ALL: Final = frozenset("（(省市县区镇乡街村")
"""What follows at the head of a name for many: 各 县（区）应急局 are they."""
_PLACE_BEFORE: Final = re.compile(
    "[大小新老东西南北]$(?<!重大|特大|较大|扩大|加大|最大|最新|重新|更新|缩小)"
)
"""What makes another place of the one that a name begins with: 大|清河供电公司."""
_OF_ITS_OWN: Final = re.compile(
    "(?:常务)?副?(?:秘书长|主任|书记|主席|[省市县区镇乡]长|[部厅局处科队]长|总?指挥长?)|"
    "(?:防汛|抗旱|防汛抗旱|森林防火|抗震救灾|应急|应急处置|应急指挥|现场|安全生产)?办公[室厅]"
)
"""Of whom a name with it speaks: not of the 市政府, but of its 副秘书长 or its 办公室."""
_HEADED: Final = frozenset("局委办部处科厅队组站所院馆")
_HEAD: Final = re.compile("长(?![期年途时久效])")
"""The head of a body whose name ends in one of these: 市应急局|长."""
_PERSONS: Final = frozenset("挥长任席记员")
"""Last characters of posts, which have no stations."""


def is_in_longer_name(text: str, start: int, end: int) -> bool:
    """Whether a name in the characters [start, end) of *text* is a part of a longer one.

    That is of the name of somebody else, as in 望川|市…, 局|江北分局, or beside Latin letters.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]) and _LATIN.match(before):
        return True
    if _LATIN.match(text[end - 1]) and _LATIN.match(after):
        return True
    if end - start < SHORTEST:
        return not (_is_edge(before, _EDGES_BEFORE) and _is_edge(after, _EDGES_AFTER))
    rest = _REST_OF_WORD.get(text[end - 1])
    if rest is not None and rest.match(text, end):
        return True
    return _has_a_part_behind(text, end, after) or is_of_another_place(text, start)


def is_of_another_place(text: str, start: int) -> bool:
    """Whether what stands before a name makes it that of somebody else: 望川|市…, 各|市政府."""
    begin, before = text[start : start + 2], text[max(0, start - 6) : start]
    if before[-1:] in _OWN_BEFORE:
        return False
    if begin[0] in _OF_A_PLACE and begin[1:] not in _OF_ALL and _is_of_others(begin[0], before):
        return True
    if begin[0] in _PLACE_FIRST:
        return _ends_a_place(before)
    return _PLACE_BEFORE.search(before) is not None


def means_its_own(text: str, end: int) -> bool:
    """Whether a name that ends before a character means an officer or office that it has.

    As in 市政府|副秘书长, 市应急局|长 and 市防指|办公室.
    """
    if text[end - 1] in _HEADED and _HEAD.match(text, end):
        return True
    return _OF_ITS_OWN.match(text, end) is not None


def _has_a_part_behind(text: str, end: int, after: str) -> bool:
    if not after.isalnum() or after in _NO_PART_BEGINS or text[end - 1] in _PERSONS:
        return False
    return any(part.match(text, end) for part in (_BRANCH, _OWN_PLACE, _OWN_UNIT))


def _is_of_others(first: str, before: str) -> bool:
    return _OTHERS.search(before) is not None or (first == "区" and before[-1:] in _OF_AREAS)


def _ends_a_place(before: str) -> bool:
    return before[-1:] in _OF_PLACES or _CITY.search(before) is not None


def _is_edge(character: str, words: frozenset[str]) -> bool:
    return not _HAN.match(character) or character in words


__all__ = ["SHORTEST", "is_in_longer_name", "is_of_another_place", "means_its_own"]
