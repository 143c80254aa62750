"""Incident grades by law, as tables of cells in the language of the plans themselves.

以上 includes the number, 以下 does not, as the regulations say; 3人以下死亡 begins with the first
person. A table holds for plans on its events; where a plan gives several hazards a table each, for
the table of that name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.corpus.names import spellings
from planforge.corpus.tables import compile_cell
from planforge.feel import Problems
from planforge.model.scales import IncidentGrade

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from planforge.corpus.names import Entity
    from planforge.feel import Domain

Cells: TypeAlias = "Mapping[IncidentGrade, str]"


@dataclass(frozen=True, slots=True)
class Law:
    """Where a table stands.

    Attributes:
        title: Title and article as people cite them.
        verified: Whether the text was read; otherwise the table may advise only.
    """

    title: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class GradeTable:
    """The grades of one hazard by one indicator.

    Attributes:
        law: Where it stands.
        events: Words of event types and table names that the table is for.
        indicators: Names of the indicator, as plans register it.
        cells: Grade → unary test, worst first.
    """

    law: Law
    events: tuple[str, ...]
    indicators: tuple[str, ...]
    cells: Cells

    def is_for(self, event: str) -> bool:
        """Whether *event*, an event type or the name of a table, falls under the table."""
        return any(word in event for word in self.events)


def _cells(*cells: str) -> Cells:
    return {grade: cell for grade, cell in zip(IncidentGrade, cells, strict=True) if cell}


_DEATHS: Final = ("死亡人数", "死亡", "因灾死亡人数")
_SERIOUS: Final = ("重伤人数", "重伤", "重伤（含急性工业中毒）人数")
_LOSS: Final = ("直接经济损失",)
_DEATHS_3_10_30: Final = _cells(">= 30 人", "[10..30) 人", "[3..10) 人", "[1..3) 人")
_SERIOUS_10_50_100: Final = _cells(">= 100 人", "[50..100) 人", "[10..50) 人", "[1..10) 人")

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
_SAFETY_TABLES: Final = tuple(
    GradeTable(SAFETY, _SAFETY_EVENTS, names, cells)
    for names, cells in (
        (_DEATHS, _DEATHS_3_10_30),
        (_SERIOUS, _SERIOUS_10_50_100),
        (
            _LOSS,
            _cells(">= 1 亿元", "[5000..10000) 万元", "[1000..5000) 万元", "< 1000 万元"),
        ),
    )
)

GEOLOGY: Final = Law("《地质灾害防治条例》（国务院令第394号）第四条")
GEOLOGY_DANGER: Final = Law("《国家突发地质灾害应急预案》险情分级", verified=False)
_GEOLOGY_EVENTS: Final = ("地质灾害", "滑坡", "崩塌", "泥石流", "地面塌陷", "地裂缝", "地面沉降")
_GEOLOGY_TABLES: Final = (
    GradeTable(GEOLOGY, _GEOLOGY_EVENTS, _DEATHS, _DEATHS_3_10_30),
    GradeTable(
        GEOLOGY,
        _GEOLOGY_EVENTS,
        _LOSS,
        _cells(">= 1000 万元", "[500..1000) 万元", "[100..500) 万元", "< 100 万元"),
    ),
    GradeTable(
        GEOLOGY_DANGER,
        _GEOLOGY_EVENTS,
        ("需搬迁转移人数", "受威胁转移人数"),
        _cells(">= 1000 人", "[500..1000) 人", "[100..500) 人", "< 100 人"),
    ),
    GradeTable(
        GEOLOGY_DANGER,
        _GEOLOGY_EVENTS,
        ("潜在经济损失", "可能造成的经济损失"),
        _cells(">= 1 亿元", "[5000..10000) 万元", "[500..5000) 万元", "< 500 万元"),
    ),
)

POWER: Final = Law("《电力安全事故应急处置和调查处理条例》（国务院令第599号）附表")
_POWER_EVENTS: Final = ("停电", "电力安全", "电网")
_POWER_TABLES: Final = (
    # Of the two classes of cities with districts, the one that asks for more (60万千瓦以上).
    GradeTable(
        POWER, _POWER_EVENTS, ("减供负荷比例",), _cells("", ">= 60 %", "[40..60) %", "[20..40) %")
    ),
    GradeTable(
        POWER, _POWER_EVENTS, ("停电用户比例",), _cells("", ">= 70 %", "[50..70) %", "[30..50) %")
    ),
    GradeTable(
        POWER,
        _POWER_EVENTS,
        ("区域电网减供负荷比例", "区域性电网减供负荷比例"),
        _cells(">= 30 %", "[10..30) %", "[7..10) %", "[4..7) %"),
    ),
)

FOREST: Final = Law("《森林草原防灭火条例》（国务院令第822号）第四十五条")
_FIRE_EVENTS: Final = ("森林火灾", "森林草原火灾", "草原火灾")
_FOREST_TABLES: Final = tuple(
    GradeTable(FOREST, _FIRE_EVENTS, names, cells)
    for names, cells in (
        (
            ("受害森林面积", "森林受害面积"),
            _cells(">= 1000 公顷", "[100..1000) 公顷", "[10..100) 公顷", "[0.067..10) 公顷"),
        ),
        (
            ("受害草原面积", "草原受害面积"),
            _cells(">= 8000 公顷", "[5000..8000) 公顷", "[1000..5000) 公顷", "[10..1000) 公顷"),
        ),
        (_DEATHS, _cells(">= 30 人", "[10..30) 人", "[3..10) 人", "[1..3) 人")),
        (_SERIOUS, _cells(">= 100 人", "[50..100) 人", "[10..50) 人", "[1..10) 人")),
    )
)

ENVIRONMENT: Final = Law("《国家突发环境事件应急预案》（国办函〔2014〕119号）附件1")
_ENVIRONMENT_TABLES: Final = tuple(
    GradeTable(ENVIRONMENT, ("突发环境事件", "环境污染", "水污染"), names, cells)
    for names, cells in (
        (("因环境污染死亡人数", *_DEATHS), _DEATHS_3_10_30),
        (("中毒或者重伤人数", "中毒或重伤人数", "中毒人数"), _SERIOUS_10_50_100),
        (
            ("疏散转移人数", "疏散、转移人数"),
            _cells(">= 50000 人", "[10000..50000) 人", "[5000..10000) 人", "< 5000 人"),
        ),
        (
            ("因环境污染造成的直接经济损失", *_LOSS),
            _cells(">= 1 亿元", "[2000..10000) 万元", "[500..2000) 万元", "< 500 万元"),
        ),
    )
)

EARTHQUAKE: Final = Law("《国家地震应急预案》（2012年8月28日修订）3.1")
_EARTHQUAKE_TABLES: Final = (
    GradeTable(
        EARTHQUAKE,
        ("地震",),
        ("死亡失踪人数", "死亡（含失踪）人数"),
        _cells(">= 300 人", "[50..300) 人", "[10..50) 人", "[1..10) 人"),
    ),
)

TABLES: Final = (
    *_SAFETY_TABLES,
    *_GEOLOGY_TABLES,
    *_POWER_TABLES,
    *_FOREST_TABLES,
    *_ENVIRONMENT_TABLES,
    *_EARTHQUAKE_TABLES,
)
"""Every table, hazard by hazard."""


def tables_for(indicator: Iterable[str], events: Iterable[str]) -> tuple[GradeTable, ...]:
    """Return the tables that grade *events* by an indicator, given by all its names."""
    names, given = set(indicator), tuple(events)
    return tuple(
        table
        for table in TABLES
        if not names.isdisjoint(table.indicators) and any(map(table.is_for, given))
    )


NAMES: Final = {
    **{grade.zh: grade for grade in IncidentGrade},
    "特大型": IncidentGrade.EXTRAORDINARY,
    "大型": IncidentGrade.MAJOR,
    "中型": IncidentGrade.LARGE,
    "小型": IncidentGrade.ORDINARY,
}
"""The grades by the names that plans give them."""


def legal_start(
    grades: Iterable[str], indicator: Entity, events: Iterable[str], domain: Domain
) -> Fraction | None:
    """Return from what value of *indicator* on *events* are of the mildest of *grades* by law.

    None where no law says it, or where two laws differ.
    """
    named = [NAMES[name] for name in grades if name in NAMES]
    if not named:
        return None
    mildest = max(named, key=list(IncidentGrade).index)
    starts: set[Fraction | None] = set()
    for table in tables_for(spellings(indicator), events):
        values = compile_cell(table.cells.get(mildest, ""), domain)
        if not isinstance(values, Problems) and not values.is_empty:
            bound = values.open_spans()[0][0]
            starts.add(None if bound is None else bound.number)
    return starts.pop() if len(starts) == 1 else None
