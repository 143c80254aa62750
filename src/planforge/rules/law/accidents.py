"""Grades of accidents: production safety, equipment, railways, electricity, urban rail."""

from __future__ import annotations

from typing import Final

from planforge.rules.law.table import (
    DEATHS,
    DEATHS_3_10_30,
    LOSS,
    LOSS_1000_5000_10000,
    SERIOUS,
    SERIOUS_10_50_100,
    GradeTable,
    Law,
    by_grade,
    rising,
)

SAFETY: Final = Law("《生产安全事故报告和调查处理条例》（国务院令第493号）第三条")
_SAFETY_EVENTS: Final = (
    "生产安全",
    "危险化学品",
    "烟花爆竹",
    "矿山",
    "煤矿",
    "尾矿",
    "工贸",
    "建筑施工",
    "建设工程",
    "道路交通",
)
_HARM: Final = (
    (DEATHS, DEATHS_3_10_30),
    (SERIOUS, SERIOUS_10_50_100),
    (LOSS, LOSS_1000_5000_10000),
)
_SAFETY_TABLES: Final = tuple(
    GradeTable(SAFETY, _SAFETY_EVENTS, names, cells) for names, cells in _HARM
)

EQUIPMENT: Final = Law(
    "《特种设备安全监察条例》（国务院令第549号）第六十一条至第六十四条",
    articles=("第六十一条", "第六十二条", "第六十三条", "第六十四条"),
)
_EQUIPMENT_TABLES: Final = tuple(
    GradeTable(EQUIPMENT, ("特种设备", "电梯", "客运索道", "游乐设施"), names, cells)
    for names, cells in (
        (DEATHS, DEATHS_3_10_30),
        (SERIOUS, SERIOUS_10_50_100),
        (LOSS, rising("万元", "1", "1000", "5000", "10000")),
        (
            ("有毒介质泄漏转移人数", "有毒介质泄漏疏散转移人数"),
            rising("人", "500", "10000", "50000", "150000"),
        ),
        (("高空滞留100人以上时间",), by_grade(">= 48 小时", "[24..48) 小时", "", "")),
        (("高空滞留人员时间",), by_grade("", "", ">= 12 小时", "")),
        (("客运索道高空滞留时间",), by_grade("", "", "", "[3.5..12) 小时")),
        (("大型游乐设施高空滞留时间",), by_grade("", "", "", "[1..12) 小时")),
        (("电梯轿厢滞留时间",), by_grade("", "", "", ">= 2 小时")),
    )
)

RAILWAY: Final = Law(
    "《铁路交通事故应急救援和调查处理条例》（国务院令第501号）第九条至第十三条",
    articles=("第九条", "第十条", "第十一条", "第十二条"),
)
_RAILWAY_TABLES: Final = tuple(
    GradeTable(RAILWAY, ("铁路",), names, cells) for names, cells in _HARM
)

POWER: Final = Law("《电力安全事故应急处置和调查处理条例》（国务院令第599号）附表")
_LOAD: Final = "减供负荷比例"
_USERS: Final = "停电用户比例"
_POWER_TABLES: Final = tuple(
    GradeTable(POWER, ("停电", "电力安全", "电网"), names, cells)
    for names, cells in (
        # Of the two classes of cities with districts, the one that asks for more (60万千瓦以上).
        ((_LOAD, f"设区的市{_LOAD}"), by_grade("", ">= 60 %", "[40..60) %", "[20..40) %")),
        ((_USERS, f"设区的市{_USERS}"), by_grade("", ">= 70 %", "[50..70) %", "[30..50) %")),
        ((f"区域电网{_LOAD}", f"区域性电网{_LOAD}"), rising("%", "4", "7", "10", "30")),
        ((f"省级电网{_LOAD}（20000兆瓦以上）",), rising("%", "5", "10", "13", "30")),
        ((f"省级电网{_LOAD}（5000兆瓦以上）",), rising("%", "6", "12", "16", "40")),
        (
            (f"省级电网{_LOAD}（1000兆瓦以上）",),
            by_grade("", ">= 50 %", "[20..50) %", "[10..20) %"),
        ),
        ((f"省级电网{_LOAD}（1000兆瓦以下）",), by_grade("", "", ">= 40 %", "[25..40) %")),
        ((f"直辖市{_LOAD}", f"直辖市电网{_LOAD}"), rising("%", "5", "10", "20", "50")),
        ((f"直辖市{_USERS}", f"直辖市电网{_USERS}"), rising("%", "10", "15", "30", "60")),
        ((f"省会{_LOAD}", f"省会城市{_LOAD}"), rising("%", "10", "20", "40", "60")),
        ((f"省会{_USERS}", f"省会城市{_USERS}"), rising("%", "15", "30", "50", "70")),
        ((f"县级市{_LOAD}", f"县域{_LOAD}"), by_grade("", "", ">= 60 %", "[40..60) %")),
        ((f"县级市{_USERS}", f"县域{_USERS}"), by_grade("", "", ">= 70 %", "[50..70) %")),
        (("供热中断时间", "停热时间"), by_grade("", "", ">= 48 小时", "[24..48) 小时")),
    )
)

METRO: Final = Law(
    "《国家城市轨道交通运营突发事件应急预案》（国办函〔2015〕32号）事件分级", verified=False
)
_METRO_TABLES: Final = tuple(
    GradeTable(METRO, ("轨道交通", "地铁"), names, cells)
    for names, cells in (
        (DEATHS, DEATHS_3_10_30),
        (SERIOUS, SERIOUS_10_50_100),
        (LOSS, rising("万元", "50", "1000", "5000", "10000")),
        (
            ("连续中断行车时间", "中断行车时间"),
            by_grade("", ">= 24 小时", "[6..24) 小时", "[2..6) 小时"),
        ),
    )
)

TABLES: Final = (
    *_SAFETY_TABLES,
    *_EQUIPMENT_TABLES,
    *_RAILWAY_TABLES,
    *_POWER_TABLES,
    *_METRO_TABLES,
)
