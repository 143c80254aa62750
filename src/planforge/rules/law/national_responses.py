"""Response levels of national plans by figures: a local level must not ask for as much."""

from __future__ import annotations

from typing import Final

from planforge.rules.law.table import DEATHS, GradeTable, Law, by_grade, rising

RELIEF: Final = Law("《国家自然灾害救助应急预案》（国办函〔2024〕11号）5.1至5.4")
_RELIEF_TABLES: Final = tuple(
    GradeTable(RELIEF, ("自然灾害救助", "灾害救助", "救灾"), names, cells)
    for names, cells in (
        (
            ("死亡失踪人数", "死亡（失踪）人数", "死亡和失踪人数"),
            rising("人", "20", "50", "100", "200"),
        ),
        (
            ("紧急转移安置人数", "紧急转移安置和需紧急生活救助人数"),
            rising("万人", "10", "50", "100", "200"),
        ),
        (
            ("倒塌和严重损坏房屋", "倒塌和严重损坏房屋间数"),
            rising("万间", "1", "10", "20", "30"),
        ),
        (("倒塌和严重损坏房屋户数",), rising("万户", "0.3", "3", "7", "10")),
        (("因旱需救助人口比例", "干旱需救助人口比例"), rising("%", "15", "20", "25", "30")),
        (("因旱需救助人数", "干旱需救助人数"), rising("万人", "100", "200", "300", "400")),
    )
)

FIRES: Final = Law("《国家森林草原火灾应急预案》（国办函〔2020〕99号）应急响应", verified=False)
_FIRE_TABLES: Final = tuple(
    GradeTable(FIRES, ("森林火灾", "森林草原火灾", "草原火灾"), names, cells)
    for names, cells in (
        (("森林过火面积", "过火面积（森林）"), rising("公顷", "500", "1000", "10000", "100000")),
        (("草原过火面积", "过火面积（草原）"), rising("公顷", "1000", "8000", "15000", "150000")),
        (
            ("火场未有效控制时间", "火灾未得到有效控制时间"),
            by_grade("", ">= 72 小时", "[48..72) 小时", "[24..48) 小时"),
        ),
        (DEATHS, rising("人", "1", "3", "10", "30")),
    )
)

TABLES: Final = (*_RELIEF_TABLES, *_FIRE_TABLES)
"""For each table, the grades stand for the four levels: the worst for level one."""
