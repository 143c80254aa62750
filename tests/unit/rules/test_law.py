from __future__ import annotations

import pytest

from planforge.corpus.tables import compile_cell, domain_of
from planforge.feel import Numeric, Problems, Unit, parse_unit
from planforge.model.base import Kind
from planforge.model.scales import IncidentGrade
from planforge.rules.law import TABLES, GradeTable, signals, tables_for
from tests.unit.rules.city import found, hits, levels, registry, view

NAMES = [grade.zh for grade in IncidentGrade]


def grades(indicator: str, *cells: str, **more: object) -> list[tuple[str, str]]:
    given = {
        name: {"条件": [{indicator: cell}]} for name, cell in zip(NAMES, cells, strict=True) if cell
    }
    return found("LVL009", view(事件分级=given, **{"事件类型": "危险化学品事故", **more}))


def test_the_table_of_the_regulation_is_not_weaker_than_itself() -> None:
    assert grades("死亡人数", ">= 30", "[10..30)", "[3..10)", "< 3") == []
    assert grades("直接经济损失", ">= 1 亿元", "[0.5..1) 亿元", "[0.1..0.5) 亿元", "") == []


def test_a_bound_above_that_of_the_law_is_weaker() -> None:
    assert grades("死亡人数", ">= 50", "[10..50)", "[3..10)", "< 3") == [
        (
            "grades/重大/conditions/0/死亡人数",
            (
                "死亡人数30人按《生产安全事故报告和调查处理条例》（国务院令第493号）第三条"
                "属于特别重大，而“[10..50)”把它定为重大"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("event", "article"),
    [
        ("特种设备事故", "《特种设备安全监察条例》（国务院令第549号）第六十二条"),
        ("铁路交通事故", "《铁路交通事故应急救援和调查处理条例》（国务院令第501号）第十条"),
    ],
)
def test_a_grade_with_an_article_of_its_own_is_cited_by_it(event: str, article: str) -> None:
    cells = (">= 30", "[11..30)", "[3..11)", "< 3")
    assert grades("死亡人数", *cells, 事件类型=event) == [
        (
            "grades/较大/conditions/0/死亡人数",
            f"死亡人数10人按{article}属于重大，而“[3..11)”把它定为较大",
        )
    ]


@pytest.mark.parametrize(
    ("event", "law"),
    [
        ("危险化学品事故", "生产安全事故报告和调查处理条例"),
        ("特种设备事故", "特种设备安全监察条例"),
        ("铁路交通事故", "铁路交通事故应急救援和调查处理条例"),
        ("地质灾害", "地质灾害防治条例"),
    ],
)
def test_only_the_law_that_grades_is_named_as_basis(event: str, law: str) -> None:
    cells = (">= 50", "[10..50)", "[3..10)", "< 3")
    given = {name: {"条件": [{"死亡人数": cell}]} for name, cell in zip(NAMES, cells, strict=True)}
    (hit,) = hits("LVL009", view(事件分级=given, 事件类型=event))
    assert hit.basis is not None
    assert [source.document for source in hit.basis] == [law]


def test_a_gap_is_left_to_the_rule_on_gaps() -> None:
    assert grades("死亡人数", ">= 50", "[10..30)", "[3..10)", "< 3") == []


def test_the_mildest_grade_begins_no_later_than_the_law() -> None:
    assert grades("死亡人数", ">= 30", "[10..30)", "[3..10)", "[2..3)") == [
        (
            "grades/一般/conditions/0/死亡人数",
            (
                "死亡人数1人按《生产安全事故报告和调查处理条例》（国务院令第493号）第三条"
                "属于一般，而预案从“[2..3)”才开始"
            ),
        )
    ]
    loss = (">= 10000", "[5000..10000)", "[1000..5000)")
    assert grades("直接经济损失", *loss, "(0..1000)") == []
    assert [place for place, _ in grades("直接经济损失", *loss, "[1..1000)")] == [
        "grades/一般/conditions/0/直接经济损失"
    ]


def test_milder_grades_may_be_left_to_others() -> None:
    assert grades("死亡人数", ">= 30", "[10..30)", "[3..10)", "") == []
    assert [place for place, _ in grades("死亡人数", ">= 30", "[10..30)", "[4..10)", "")] == [
        "grades/较大/conditions/0/死亡人数"
    ]


def test_a_level_may_begin_later_than_its_grade_unless_the_law_says_from_where() -> None:
    def mildest(indicator: str, cell: str) -> list[str]:
        level = {"启动条件": [{indicator: cell}], "对应分级": "一般"}
        plan = view(事件类型="危险化学品事故", 响应级别={"Ⅳ级": level})
        return [place for place, _ in found("LVL009", plan)]

    assert mildest("直接经济损失", "[50..1000)") == []
    assert mildest("死亡人数", "[1..3)") == []
    assert mildest("死亡人数", "[2..3)") == ["levels/Ⅳ级/triggers/0/死亡人数"]


def test_a_bound_below_that_of_the_law_is_stricter() -> None:
    assert grades("死亡人数", ">= 20", "[5..20)", "[1..5)", "") == []


def test_geological_losses_are_ten_times_lower() -> None:
    as_accidents = (">= 10000", "[5000..10000)", "[1000..5000)", "< 1000")
    assert grades("直接经济损失", *as_accidents) == []
    assert [place for place, _ in grades("直接经济损失", *as_accidents, 事件类型=["滑坡"])] == [
        "grades/重大/conditions/0/直接经济损失",
        "grades/较大/conditions/0/直接经济损失",
        "grades/一般/conditions/0/直接经济损失",
    ]


def test_the_name_of_a_table_says_its_hazard() -> None:
    row = {"表": "生产安全事故", "情形": [{"死亡人数": "[3..20)"}]}
    higher = {"表": "生产安全事故", "情形": [{"死亡人数": ">= 20"}]}
    given = {"重大": {"条件": [higher]}, "较大": {"条件": [row]}}
    assert [place for place, _ in found("LVL009", view(事件分级=given))] == [
        "grades/较大/conditions/0/rows/0/死亡人数"
    ]


def test_two_laws_on_one_indicator_are_left_to_people() -> None:
    cells = (">= 10000", "[5000..10000)", "[1000..5000)", "< 1000")
    assert grades("直接经济损失", *cells, 事件类型=["危险化学品事故", "环境污染"]) == []


def test_levels_count_by_the_grades_they_answer_to() -> None:
    rows = ({"死亡人数": ">= 30"}, {"死亡人数": "[12..30)"}, {"死亡人数": "[3..12)"}, None)
    given = levels(*rows)
    for level, grade in zip(given.values(), NAMES, strict=False):
        level["对应分级"] = grade
    plan = view(响应级别=given, 事件类型="烟花爆竹事故")
    assert [place for place, _ in found("LVL009", plan)] == ["levels/Ⅲ级/triggers/0/死亡人数"]


def test_rows_with_further_conditions_are_not_compared() -> None:
    row = {"死亡人数": "[3..20)", "雨量": ">= 50"}
    given = {"较大": {"条件": [row, {"死亡人数": "[3..20)", "研判": "影响恶劣"}]}}
    assert found("LVL009", view(事件分级=given, 事件类型="矿山事故")) == []


def test_a_source_that_was_not_read_advises() -> None:
    given = {
        "较大": {"条件": [{"需搬迁转移人数": ">= 200"}]},
        "一般": {"条件": [{"需搬迁转移人数": "< 200"}]},
    }
    plan = view(事件分级=given, 事件类型="泥石流")
    assert found("LVL009", plan) == []
    assert [place for place, _ in found("LVL018", plan)] == [
        "grades/一般/conditions/0/需搬迁转移人数"
    ]


def test_every_cell_of_the_law_can_be_read() -> None:
    city = registry()
    read = 0
    for table in TABLES:
        for indicator in filter(
            None, (city.names.get(n, (Kind.INDICATOR,)) for n in table.indicators)
        ):
            domain = domain_of(indicator, city)
            assert not isinstance(domain, Problems)
            cells = [compile_cell(cell, domain) for cell in table.cells.values()]
            assert not any(isinstance(cell, Problems) for cell in cells)
            read += len(cells)
    assert read > 20


@pytest.mark.parametrize("table", signals.TABLES, ids=lambda table: table.indicators[0])
def test_every_cell_of_a_signal_can_be_read(table: GradeTable) -> None:
    for cell in table.cells.values():
        unit = parse_unit(cell.rpartition(" ")[2])
        assert isinstance(unit, Unit)
        assert not isinstance(compile_cell(cell, Numeric(unit)), Problems)


def test_animal_diseases_are_graded_by_counties() -> None:
    (table,) = tables_for(["口蹄疫发生县数"], ["重大动物疫情"])
    assert (table.cells[IncidentGrade.ORDINARY], table.law.verified) == ("1 个", False)


def test_fires_are_graded_by_the_regulation_of_2026() -> None:
    (forest,) = tables_for(["受害森林面积"], ["森林火灾"])
    assert list(forest.cells.values()) == [
        ">= 1000 公顷",
        "[100..1000) 公顷",
        "[10..100) 公顷",
        "[0.067..10) 公顷",
    ]
    (grassland,) = tables_for(["受害草原面积"], ["草原火灾"])
    assert grassland.cells[IncidentGrade.ORDINARY] == "[10..1000) 公顷"
    assert forest.law is grassland.law


def test_tables_are_found_by_event_and_indicator() -> None:
    (table,) = tables_for(["减供负荷比例"], ["大面积停电"])
    assert table.cells == {
        IncidentGrade.MAJOR: ">= 60 %",
        IncidentGrade.LARGE: "[40..60) %",
        IncidentGrade.ORDINARY: "[20..40) %",
    }
    assert tables_for(["减供负荷比例"], ["洪涝"]) == ()
    assert tables_for(["雨量"], ["大面积停电"]) == ()
