"""From what value on the weather service and the environment offices issue each colour."""

from __future__ import annotations

from typing import Final

from planforge.model.scales import WarningColour
from planforge.rules.law.table import GradeTable, Law, by_grade

WEATHER: Final = Law("《气象灾害预警信号发布与传播办法》附件", verified=False)
AIR: Final = Law("重污染天气预警分级标准", verified=False)
COLOURS: Final = tuple(WarningColour)
"""The colours in the order of the grades of a table: the worst first."""

_RAIN: Final = ("暴雨", "气象灾害")
_TABLES: Final = (
    (_RAIN, ("12小时降雨量", "预报12小时降雨量"), by_grade("", "", "", ">= 50 毫米")),
    (_RAIN, ("6小时降雨量", "预报6小时降雨量"), by_grade("", "", ">= 50 毫米", "")),
    (
        _RAIN,
        ("3小时降雨量", "预报3小时降雨量"),
        by_grade(">= 100 毫米", "[50..100) 毫米", "", ""),
    ),
    (
        ("暴雪", "低温雨雪", "雨雪冰冻", "气象灾害"),
        ("12小时降雪量", "预报12小时降雪量"),
        by_grade("", "", ">= 6 毫米", "[4..6) 毫米"),
    ),
    (
        ("暴雪", "低温雨雪", "雨雪冰冻", "气象灾害"),
        ("6小时降雪量", "预报6小时降雪量"),
        by_grade(">= 15 毫米", "[10..15) 毫米", "", ""),
    ),
    (
        ("寒潮", "低温", "气象灾害"),
        ("24小时最低气温降幅", "24小时降温幅度", "预报24小时降温幅度"),
        by_grade(">= 16 ℃", "[12..16) ℃", "[10..12) ℃", ""),
    ),
    (
        ("寒潮", "低温", "气象灾害"),
        ("48小时最低气温降幅", "48小时降温幅度", "预报48小时降温幅度"),
        by_grade("", "", "", ">= 8 ℃"),
    ),
    (("高温", "气象灾害"), ("日最高气温", "预报日最高气温"), by_grade("> 40 ℃", "> 37 ℃", "", "")),
    (("大雾",), ("能见度", "预报能见度"), by_grade("< 50 米", "< 200 米", "< 500 米", "")),
    (("沙尘",), ("能见度", "预报能见度"), by_grade("< 50 米", "< 500 米", "< 1000 米", "")),
    (("霾",), ("能见度", "预报能见度"), by_grade("", "< 2000 米", "< 3000 米", "")),
    (
        ("霜冻", "低温"),
        ("地面最低温度", "预报地面最低温度"),
        by_grade("", "<= -5 ℃", "<= -3 ℃", "<= 0 ℃"),
    ),
)
TABLES: Final = (
    *(GradeTable(WEATHER, events, names, cells) for events, names, cells in _TABLES),
    *(
        GradeTable(AIR, ("重污染天气", "空气重污染", "大气重污染"), names, cells)
        for names, cells in (
            (
                ("空气质量指数大于200持续时间", "AQI大于200持续时间", "日均AQI大于200持续时间"),
                by_grade(">= 96 小时", "[72..96) 小时", "[48..72) 小时", ""),
            ),
            (
                ("空气质量指数大于300持续时间", "AQI大于300持续时间", "日均AQI大于300持续时间"),
                by_grade(">= 48 小时", "", "", ""),
            ),
        )
    ),
)
"""For each table, the grades stand for the four colours: the worst for red."""
