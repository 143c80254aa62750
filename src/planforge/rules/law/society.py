"""Grades of pollution, of public and animal health, of networks, and the standard of 2006."""

from __future__ import annotations

from typing import Final

from planforge.rules.law.table import (
    DEATHS,
    DEATHS_3_10_30,
    LOSS,
    SERIOUS_10_50_100,
    GradeTable,
    Law,
    by_grade,
)

ENVIRONMENT: Final = Law("《国家突发环境事件应急预案》（国办函〔2014〕119号）附件1")
_ENVIRONMENT_TABLES: Final = tuple(
    GradeTable(ENVIRONMENT, ("突发环境事件", "环境污染", "水污染"), names, cells)
    for names, cells in (
        (("因环境污染死亡人数", *DEATHS), DEATHS_3_10_30),
        (("中毒或者重伤人数", "中毒或重伤人数", "中毒人数"), SERIOUS_10_50_100),
        (
            ("疏散转移人数", "疏散、转移人数"),
            by_grade(">= 50000 人", "[10000..50000) 人", "[5000..10000) 人", "< 5000 人"),
        ),
        (
            ("因环境污染造成的直接经济损失", *LOSS),
            by_grade(">= 1 亿元", "[2000..10000) 万元", "[500..2000) 万元", "< 500 万元"),
        ),
    )
)

FOOD: Final = Law("《国家食品安全事故应急预案》事故分级", verified=False)
_FOOD_TABLES: Final = tuple(
    GradeTable(FOOD, ("食品安全", "食物中毒"), names, cells)
    for names, cells in (
        (DEATHS, by_grade("", ">= 10 人", "[1..10) 人", "")),
        (
            ("食品安全事故伤害人数", "伤害人数", "中毒人数"),
            by_grade("", "", ">= 100 人", "[1..100) 人"),
        ),
    )
)

HEALTH: Final = Law("《国家突发公共卫生事件应急预案》事件分级", verified=False)
_HEALTH_TABLES: Final = tuple(
    GradeTable(HEALTH, ("公共卫生", "传染病", "职业中毒"), names, cells)
    for names, cells in (
        (
            ("急性职业中毒人数", "职业中毒人数"),
            by_grade("", ">= 50 人", "[10..50) 人", "[1..10) 人"),
        ),
        (
            ("急性职业中毒死亡人数", "职业中毒死亡人数"),
            by_grade("", ">= 5 人", "[1..5) 人", ""),
        ),
        (("一周内霍乱病例数", "霍乱病例数"), by_grade("", "", "[10..30) 例", "[1..10) 例")),
    )
)

ANIMALS: Final = Law("《国家突发重大动物疫情应急预案》疫情分级", verified=False)
_ANIMAL_TABLES: Final = tuple(
    GradeTable(ANIMALS, ("动物疫情", "动物疫病", "禽流感", "口蹄疫"), names, cells)
    for names, cells in (
        (
            ("发生高致病性禽流感的县数", "高致病性禽流感发生县数", "21日内高致病性禽流感发生县数"),
            by_grade(">= 20 个", "[5..20) 个", "[2..5) 个", "1 个"),
        ),
        (
            ("高致病性禽流感疫点数", "21日内高致病性禽流感疫点数"),
            by_grade("", ">= 20 个", "[3..20) 个", ""),
        ),
        (
            ("发生口蹄疫的市数", "口蹄疫发生市数", "14日内口蹄疫发生市数"),
            by_grade(">= 5 个", "[2..5) 个", "", ""),
        ),
        (
            ("发生口蹄疫的县数", "口蹄疫发生县数", "14日内口蹄疫发生县数"),
            by_grade("", ">= 5 个", "[2..5) 个", "1 个"),
        ),
        (("口蹄疫疫点数", "14日内口蹄疫疫点数"), by_grade("", "", ">= 5 个", "")),
    )
)

NETWORK: Final = Law("《网络安全事件分级指南》事件分级", verified=False)
_NETWORK_TABLES: Final = tuple(
    GradeTable(NETWORK, ("网络安全", "网络与信息安全", "网络数据安全"), names, cells)
    for names, cells in (
        (
            ("关键信息基础设施整体中断时间",),
            by_grade(">= 6 小时", "[2..6) 小时", "[0.5..2) 小时", ""),
        ),
        (
            ("关键信息基础设施主要功能中断时间",),
            by_grade(">= 24 小时", "[6..24) 小时", "[2..6) 小时", ""),
        ),
        (
            ("泄露个人信息人数", "泄露个人信息数量"),
            by_grade(">= 1 亿人", "[1000..10000) 万人", "[100..1000) 万人", ""),
        ),
        (
            ("网络安全事件影响人数", "影响用水用电用气交通人数"),
            by_grade(">= 1000 万人", "[100..1000) 万人", "[10..100) 万人", ""),
        ),
        (LOSS, by_grade(">= 1 亿元", "[2000..10000) 万元", "[500..2000) 万元", "")),
    )
)

GENERAL: Final = Law("《特别重大、重大突发公共事件分级标准（试行）》分级标准", verified=False)
_GENERAL_TABLES: Final = (
    *(
        GradeTable(GENERAL, ("群体性",), names, cells)
        for names, cells in (
            (("参与人数", "聚集人数"), by_grade(">= 5000 人", "[1000..5000) 人", "", "")),
            (DEATHS, by_grade(">= 10 人", "[3..10) 人", "", "")),
            (("受伤人数",), by_grade(">= 30 人", "[10..30) 人", "", "")),
            (("械斗参与人数",), by_grade(">= 500 人", "[200..500) 人", "", "")),
        )
    ),
    GradeTable(
        GENERAL,
        ("城市燃气", "燃气", "城市供水", "供水"),
        ("停气户数（48小时以上）", "停水户数（48小时以上）"),
        by_grade(">= 5 万户", "", "", ""),
    ),
)

TABLES: Final = (
    *_ENVIRONMENT_TABLES,
    *_FOOD_TABLES,
    *_HEALTH_TABLES,
    *_ANIMAL_TABLES,
    *_NETWORK_TABLES,
    *_GENERAL_TABLES,
)
