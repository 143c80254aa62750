"""Grades of natural hazards: geology, forest and grassland fires, earthquakes."""

from __future__ import annotations

from typing import Final

from planforge.rules.law.table import (
    DEATHS,
    DEATHS_3_10_30,
    LOSS,
    SERIOUS,
    SERIOUS_10_50_100,
    GradeTable,
    Law,
    by_grade,
    rising,
)

GEOLOGY: Final = Law("《地质灾害防治条例》（国务院令第394号）第四条")
GEOLOGY_DANGER: Final = Law("《国家突发地质灾害应急预案》险情分级", verified=False)
_GEOLOGY_EVENTS: Final = ("地质灾害", "滑坡", "崩塌", "泥石流", "地面塌陷", "地裂缝", "地面沉降")
_GEOLOGY_TABLES: Final = tuple(
    GradeTable(law, _GEOLOGY_EVENTS, names, cells)
    for law, names, cells in (
        (GEOLOGY, DEATHS, DEATHS_3_10_30),
        (
            GEOLOGY,
            LOSS,
            by_grade(">= 1000 万元", "[500..1000) 万元", "[100..500) 万元", "< 100 万元"),
        ),
        (
            GEOLOGY_DANGER,
            ("需搬迁转移人数", "受威胁转移人数"),
            by_grade(">= 1000 人", "[500..1000) 人", "[100..500) 人", "< 100 人"),
        ),
        (
            GEOLOGY_DANGER,
            ("潜在经济损失", "可能造成的经济损失"),
            by_grade(">= 1 亿元", "[5000..10000) 万元", "[500..5000) 万元", "< 500 万元"),
        ),
    )
)

FIRES: Final = Law("《森林草原防灭火条例》（国务院令第822号）第四十五条")
_FIRE_TABLES: Final = tuple(
    GradeTable(FIRES, ("森林火灾", "森林草原火灾", "草原火灾"), names, cells)
    for names, cells in (
        (("受害森林面积", "森林受害面积"), rising("公顷", "0.067", "10", "100", "1000")),
        (("受害草原面积", "草原受害面积"), rising("公顷", "10", "1000", "5000", "8000")),
        (DEATHS, DEATHS_3_10_30),
        (SERIOUS, SERIOUS_10_50_100),
    )
)

EARTHQUAKE: Final = Law("《国家地震应急预案》（2012年8月28日修订）3.1")
_EARTHQUAKE_TABLES: Final = tuple(
    GradeTable(EARTHQUAKE, ("地震",), names, cells)
    for names, cells in (
        (
            ("死亡失踪人数", "死亡（失踪）人数", "死亡（含失踪）人数"),
            rising("人", "1", "10", "50", "300"),
        ),
        (
            ("地震震级（人口较密集地区）", "人口较密集地区地震震级"),
            rising("级", "4", "5", "6", "7"),
        ),
        (
            ("地震震级（人口密集地区）", "人口密集地区地震震级"),
            by_grade(">= 6 级", "[5..6) 级", "[4..5) 级", ""),
        ),
        (
            ("直接经济损失占上年生产总值比例", "直接经济损失占国内生产总值比例"),
            by_grade(">= 1 %", "", "", ""),
        ),
    )
)

TABLES: Final = (*_GEOLOGY_TABLES, *_FIRE_TABLES, *_EARTHQUAKE_TABLES)
