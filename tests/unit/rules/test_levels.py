from __future__ import annotations

import pytest

from planforge.findings import Place
from planforge.rules.levels.scales import _FIGURE
from planforge.rules.names.named import names_in_plan
from tests.unit.rules.city import found, hits, levels, view

LADDER = ("LVL005", "LVL006", "LVL007", "LVL008")
RAIN = [">= 200 毫米", "[100..200) 毫米", "[50..100) 毫米", "[20..50) 毫米"]


def rain(*cells: str) -> dict[str, object]:
    return levels(*({"雨量": cell} for cell in cells))


def test_a_gap_names_both_cells_a_value_and_what_to_write() -> None:
    plan = view(响应级别=rain(*RAIN[:3], "[20..40) 毫米"))
    (hit,) = hits("LVL005", plan)
    assert hit.place == Place(plan.file, ("levels", "Ⅳ级", "triggers", 0, "雨量"))
    assert hit.message.render() == (
        "雨量40毫米不属于任何级别：超出Ⅳ级的“[20..40) 毫米”，又不到Ⅲ级的“[50..100) 毫米”"
    )
    assert hit.hint is not None
    assert hit.hint.render() == ("让两级首尾相接：Ⅳ级写“[20..50) 毫米”，或者Ⅲ级写“[40..100) 毫米”")
    ((place, word),) = hit.related
    assert place == Place(plan.file, ("levels", "Ⅲ级", "triggers", 0, "雨量"))
    assert word.render() == "Ⅲ级：“[50..100) 毫米”"


WHOLE = [
    (">= 30 人", "[10..29] 人", "[3..9] 人", "[1..2] 人"),
    (">= 1万人", "[5000..9999] 人", "(999..4999]", "1 人, [2..999]"),
    ("> 29 人", "[10..30) 人", "(2..10) 人", "(0..2] 人"),
]


@pytest.mark.parametrize("cells", WHOLE)
def test_there_is_nothing_between_two_people(cells: tuple[str, ...]) -> None:
    plan = view(响应级别=levels(*({"受伤人数": cell} for cell in cells)))
    assert [each for rule in LADDER for each in found(rule, plan)] == []


def test_a_gap_between_numbers_of_people_is_shown_by_one_of_them() -> None:
    cells = ("> 30 人", "(10..29] 人", "(2..10) 人", "< 2 人")
    plan = view(响应级别=levels(*({"受伤人数": cell} for cell in cells)))
    assert [hit.message.render() for hit in hits("LVL005", plan)] == [
        "受伤人数2人不属于任何级别：超出Ⅳ级的“< 2 人”，又不到Ⅲ级的“(2..10) 人”",
        "受伤人数10人不属于任何级别：超出Ⅲ级的“(2..10) 人”，又不到Ⅱ级的“(10..29] 人”",
        "受伤人数30人不属于任何级别：超出Ⅱ级的“(10..29] 人”，又不到Ⅰ级的“> 30 人”",
    ]


@pytest.mark.parametrize("name", ["受伤人数", "死亡人数"])
@pytest.mark.parametrize(
    ("cell", "words", "said"),
    [
        ("[10..29] 人", "10至29人", []),
        ("[10..29] 人", "10人以上30人以下", []),
        ("> 29 人", "超过29人", []),
        ("(0..10) 人", "10人以下", []),
        (
            "[10..29] 人",
            "10人以上29人以下",
            ["按jurisdiction.yaml的约定，“29人以下”不含本数，而条件“[10..29] 人”含本数"],
        ),
        (
            "> 29 人",
            "29人以上",
            ["按jurisdiction.yaml的约定，“29人以上”含本数，而条件“> 29 人”不含"],
        ),
        ("[10..29] 人", "10人以上28人以下", ["表述写的是“28人”，“{}”的条件却是“[10..29] 人”"]),
        ("[10..29] 人", "10人以上31人以下", ["表述写的是“31人”，“{}”的条件却是“[10..29] 人”"]),
    ],
)
def test_words_for_counted_people(name: str, cell: str, words: str, said: list[str]) -> None:
    plan = view(响应级别=levels({name: cell, "表述": f"{name}{words}"}, None, None, None))
    told = [text for rule in ("LVL026", "LVL041") for _, text in found(rule, plan)]
    assert told == [text.format(name) for text in said]


def test_grades_of_counted_people_that_share_a_bound() -> None:
    plan = view(
        事件分级={
            "重大": {"条件": [{"受伤人数": "(9..29] 人"}]},
            "较大": {"条件": [{"受伤人数": "[3..9] 人"}]},
        }
    )
    assert found("LVL039", plan) == [
        ("grades/较大/conditions/0/受伤人数", "受伤人数正好9人时属于这一级，不属于更高的一级")
    ]


def test_an_alternative_that_cannot_hold_is_told_and_nothing_else_is() -> None:
    row = {"受伤人数": ">= 3 人", "任一": [{"受伤人数": "< 2 人"}, {"雨量": ">= 60 毫米"}]}
    rest = {"雨量": "[100..200) 毫米"}
    plan = view(响应级别=levels({"雨量": ">= 200 毫米"}, [row, rest], None, None))
    assert [(rule, *each) for rule in LADDER for each in found(rule, plan)] == [
        (
            "LVL008",
            "levels/Ⅱ级/triggers/0/any_of/0/受伤人数",
            "Ⅱ级的这一行永远不会成立：受伤人数“>= 3 人”、受伤人数“< 2 人”不可能同时满足",
        )
    ]


def test_a_gap_where_no_warning_is_out_says_so() -> None:
    warned = {"雨量": ">= 100 毫米", "暴雨预警": ">= 蓝色"}
    plan = view(响应级别=levels(warned, {"雨量": "[50..100) 毫米"}, None, None))
    assert found("LVL005", plan) == [
        (
            "levels/Ⅱ级/triggers/0/雨量",
            (
                "雨量100毫米（未发布暴雨预警）不属于任何级别：超出Ⅱ级的“[50..100) 毫米”，"
                "而接着往上的Ⅰ级还要求暴雨预警“>= 蓝色”"
            ),
        )
    ]


def test_a_gap_below_the_mildest_stage_says_so() -> None:
    high = {"雨量": ">= 100 毫米", "水位": ">= 超警戒"}
    plan = view(响应级别=levels(high, {"雨量": "[50..100) 毫米"}, None, None))
    assert [text.partition("：")[0] for _, text in found("LVL005", plan)] == [
        "雨量100毫米（水位未到超警戒）不属于任何级别"
    ]


def test_a_proposal_keeps_the_unit_of_its_cell() -> None:
    plan = view(响应级别=rain(">= 20cm", "[100..180)", *RAIN[2:]))
    (hit,) = hits("LVL005", plan)
    assert hit.hint is not None
    assert hit.hint.render() == "让两级首尾相接：Ⅱ级写“[100..200)”，或者Ⅰ级写“>= 18cm”"


ON_TWO = [
    (
        ({"雨量": ">= 80", "死亡人数": ">= 5"}, {"雨量": ">= 50", "死亡人数": "[2..5)"}),
        "Ⅳ级/triggers/0/死亡人数",
        (
            "死亡人数5人（雨量50毫米）不属于任何级别：超出Ⅳ级的“[2..5)”，"
            "而接着往上的Ⅲ级还要求雨量“>= 80”"
        ),
        "把Ⅳ级的死亡人数写成“>= 2”，或者把Ⅲ级的雨量写成“>= 50”",
    ),
    (
        ({"雨量": ">= 100", "死亡人数": ">= 5"}, {"雨量": "[50..100)", "死亡人数": ">= 2"}),
        "Ⅳ级/triggers/0/雨量",
        (
            "雨量100毫米（死亡人数2人）不属于任何级别：超出Ⅳ级的“[50..100)”，"
            "而接着往上的Ⅲ级还要求死亡人数“>= 5”"
        ),
        "把Ⅳ级的雨量写成“>= 50”，或者把Ⅲ级的死亡人数写成“>= 2”",
    ),
    (
        ({"雨量": ">= 100", "死亡人数": ">= 5"}, {"雨量": "[50..100)"}),
        "Ⅳ级/triggers/0/雨量",
        (
            "雨量100毫米（死亡人数0人）不属于任何级别：超出Ⅳ级的“[50..100)”，"
            "而接着往上的Ⅲ级还要求死亡人数“>= 5”"
        ),
        "把Ⅳ级的雨量写成“>= 50”，或者Ⅲ级不同时要求死亡人数（另写一行就是“或者”）",
    ),
    (
        ({"雨量": "[50..100)", "死亡人数": ">= 5"}, {"雨量": ">= 50"}),
        "Ⅲ级/triggers/0/雨量",
        "雨量100毫米（死亡人数5人）时响应反而降回Ⅳ级（“>= 50”）：Ⅲ级到“[50..100)”为止",
        "Ⅲ级不要封口，例如写成“>= 50”，或者让上一级从那里开始",
    ),
    (
        ({"雨量": "[50..100)", "死亡人数": ">= 5"}, {"死亡人数": ">= 5"}),
        "Ⅲ级/triggers/0/雨量",
        "雨量100毫米（死亡人数5人）时响应反而降回Ⅳ级（Ⅳ级不看雨量）：Ⅲ级到“[50..100)”为止",
        "Ⅲ级不要封口，例如写成“>= 50”，或者让上一级从那里开始",
    ),
    (
        ({"暴雨预警": "黄色"}, {"暴雨预警": ["蓝色", "橙色"]}),
        "Ⅲ级/triggers/0/暴雨预警",
        "暴雨预警橙色时响应反而降回Ⅳ级（“蓝色, 橙色”）：Ⅲ级到“黄色”为止",
        "Ⅲ级不要封口，例如写成“>= 黄色”，或者让上一级从那里开始",
    ),
    (
        (
            {"水位": {"个数": ">= 5", "达到": ">= 超保证"}},
            {"水位": {"个数": ">= 2", "达到": "超警戒"}},
        ),
        "Ⅳ级/triggers/0/水位/reach",
        (
            "水位超保证（水位的处数为2）不属于任何级别：超出Ⅳ级的“超警戒”，"
            "而接着往上的Ⅲ级还要求水位的处数“>= 5”"
        ),
        "把Ⅳ级的水位写成“>= 超警戒”，或者把Ⅲ级的水位的处数写成“>= 2”",
    ),
    (
        ({"雨量": ">= 100", "限定": "山区"}, [{"雨量": "[50..100)"}, {"死亡人数": ">= 9"}]),
        "Ⅳ级/triggers/0/雨量",
        "",
        "",
    ),
    (
        (
            [{"雨量": ">= 100", "限定": "山区"}, {"雨量": "[80..100)"}],
            {"雨量": "[50..80)"},
        ),
        "Ⅲ级/triggers/1/雨量",
        "雨量100毫米不属于任何级别：超出Ⅲ级的“[80..100)”，而同一级别接着往上的另一行还要求限定“山区”",
        "这一格不要封口，例如写成“>= 80”，或者让另一行的要求不比这一行更高",
    ),
    (
        (
            {"雨量": ">= 100"},
            [
                {"雨量": "[50..100)", "死亡人数": "[2..5)"},
                {"雨量": "[60..100)", "死亡人数": ">= 5"},
            ],
        ),
        "Ⅳ级/triggers/0/死亡人数",
        (
            "死亡人数5人（雨量50毫米）不属于任何级别：超出Ⅳ级的“[2..5)”，"
            "而同一级别接着往上的另一行还要求雨量“[60..100)”"
        ),
        "把Ⅳ级的死亡人数写成“>= 2”，或者把Ⅳ级的雨量写成“[50..100)”",
    ),
    (
        ({"雨量": ">= 100"}, {"雨量": ">= 50", "死亡人数": "[2..5)"}),
        "Ⅳ级/triggers/0/死亡人数",
        "死亡人数5人（雨量50毫米）不属于任何级别：比Ⅳ级的“[2..5)”更重，而没有哪一行接着往上",
        "Ⅳ级这一格不要封口，例如写成“>= 2”",
    ),
]


@pytest.mark.parametrize(("tables", "at", "message", "hint"), ON_TWO)
def test_rows_on_several_indicators_are_compared_on_all_of_them(
    tables: tuple[object, object], at: str, message: str, hint: str
) -> None:
    plan = view(响应级别=levels(None, None, *tables))
    told = [
        ("/".join(map(str, hit.place.pointer[1:])), hit.message.render(), hit.hint.render())
        for hit in hits("LVL005", plan)
        if hit.hint is not None
    ]
    assert told == ([(at, message, hint)] if message else [])


SILENT = [
    ({"雨量": ">= 100", "死亡人数": ">= 5"}, {"雨量": ">= 50", "死亡人数": ">= 2"}),
    ({"雨量": ">= 100", "研判": "可能成灾"}, {"雨量": "[50..100)", "死亡人数": ">= 2"}),
    ({"死亡人数": ">= 5"}, {"雨量": ">= 50"}),
    ({"雨量": ">= 100", "死亡人数": ">= 5"}, [{"雨量": "[50..100)"}, {"雨量": ">= 100"}]),
    ({"雨量": ">= 很大", "死亡人数": ">= 5"}, {"雨量": "[50..100)", "死亡人数": ">= 2"}),
    (
        {"表": "核定", "时机": "核定", "情形": [{"雨量": ">= 100", "死亡人数": ">= 5"}]},
        {"表": "初判", "时机": "初判", "情形": [{"雨量": "[50..100)", "死亡人数": ">= 2"}]},
    ),
    ({"风向": "[100..200)", "死亡人数": ">= 5"}, {"风向": "[10..20)", "死亡人数": ">= 2"}),
]


@pytest.mark.parametrize("tables", SILENT)
def test_levels_that_only_rise_are_let_alone(tables: tuple[object, object]) -> None:
    assert found("LVL005", view(响应级别=levels(None, None, *tables))) == []


def test_two_conditions_written_as_one_are_found_where_they_stand() -> None:
    rows: list[dict[str, str]] = [{"雨量": cell} for cell in RAIN]
    rows[2]["死亡人数"] = ">= 5"
    tables = [{"表": "雨情", "时机": "初判", "情形": [row]} for row in rows]
    (scoped,) = hits("LVL005", view(响应级别=levels(*tables)))
    (hit,) = hits("LVL005", view(响应级别=levels(*rows)))
    assert scoped.message == hit.message
    assert hit.place.pointer == ("levels", "Ⅲ级", "triggers", 0, "死亡人数")
    assert hit.message.render() == (
        "雨量50毫米（死亡人数0人）不属于任何级别：超出Ⅳ级的“[20..50) 毫米”，"
        "而接着往上的Ⅲ级还要求死亡人数“>= 5”"
    )


def test_alternatives_inside_a_row_are_one_slip() -> None:
    def either(rain_: str, dead: str, area: str) -> dict[str, object]:
        return {"雨量": rain_, "任一": [{"死亡人数": dead}, {"面积": area}]}

    tables = either(">= 100", ">= 5", ">= 20"), either("[50..100)", ">= 2", ">= 10")
    (hit,) = hits("LVL005", view(响应级别=levels(None, None, *tables)))
    assert hit.place.pointer == ("levels", "Ⅳ级", "triggers", 0, "雨量")


def test_a_level_that_is_laid_down_elsewhere_may_go_on() -> None:
    tables = levels(
        None,
        None,
        {"雨量": ">= 100", "死亡人数": ">= 5"},
        {"雨量": "[50..100)", "死亡人数": ">= 2"},
    )
    elsewhere = {"Ⅱ级": {"条件另定": "按省防汛应急预案执行"}}
    assert len(found("LVL005", view(响应级别=tables))) == 1
    assert found("LVL005", view(响应级别=elsewhere | tables)) == []


def test_the_row_that_alone_asks_otherwise_is_pointed_at() -> None:
    shares = ("[30..40)", "[20..30)", "[10..20)", "[5..10)")
    rows = [{"雨量": ">= 40", "减供负荷比例": share} for share in (">= 30", *shares[1:])]
    rows[0]["雨量"] = ">= 44"
    (hit,) = hits("LVL005", view(响应级别=levels(*rows)))
    assert hit.place.pointer == ("levels", "Ⅰ级", "triggers", 0, "雨量")
    assert hit.message.render() == (
        "减供负荷比例30%（雨量40毫米）不属于任何级别：超出Ⅱ级的“[20..30)”，"
        "而接着往上的Ⅰ级还要求雨量“>= 44”"
    )
    assert [place.pointer[1] for place, _ in hit.related] == ["Ⅱ级"]


@pytest.mark.parametrize(
    ("high", "low", "written"),
    [
        (">= 20 万人", "[5..10) 万人", "Ⅱ级写“[5..20) 万人”，或者Ⅰ级写“>= 10 万人”"),
        (">= 20 万人", "[5万..10万) 人", "Ⅱ级写“[50000..200000) 人”，或者Ⅰ级写“>= 10 万人”"),
        (">= 20万人", "[50000..100500)", "Ⅱ级写“[50000..200000)”，或者Ⅰ级写“>= 10.05万人”"),
        (">= 20万", "[5万..10万) 人", "Ⅱ级写“[50000..200000) 人”，或者Ⅰ级写“>= 100000”"),
    ],
)
def test_a_proposal_counts_as_its_cell_does(high: str, low: str, written: str) -> None:
    plan = view(响应级别=levels({"需搬迁转移人数": high}, {"需搬迁转移人数": low}, None, None))
    (hit,) = hits("LVL005", plan)
    assert hit.hint is not None
    assert hit.hint.render() == f"让两级首尾相接：{written}"


def test_a_gap_in_a_count_of_places() -> None:
    def rivers(count: str) -> dict[str, object]:
        return {"水位": {"个数": count, "达到": ">= 超警戒"}}

    plan = view(响应级别=levels(None, None, rivers(">= 3"), rivers("1")))
    assert found("LVL005", plan) == [
        (
            "levels/Ⅳ级/triggers/0/水位/count",
            "水位的处数为2不属于任何级别：超出Ⅳ级的“1”，又不到Ⅲ级的“>= 3”",
        )
    ]


def test_a_level_that_starts_at_nothing_is_to_start_at_one() -> None:
    (hit,) = hits(
        "LVL005", view(响应级别=levels(None, None, {"死亡人数": ">= 2"}, {"死亡人数": "0"}))
    )
    assert hit.hint is not None
    assert hit.hint.render() == "让两级首尾相接：Ⅳ级写“1”，或者Ⅲ级写“>= 1”"


def test_levels_that_start_by_the_grades_leave_their_gap_to_the_grades() -> None:
    cells = {"特别重大": ">= 30", "重大": "[10..30)", "较大": "[3..10)", "一般": "[1..2)"}
    plan = view(
        事件分级={name: {"条件": [{"死亡人数": cell}]} for name, cell in cells.items()},
        响应级别={
            level: {"对应分级": grade}
            for level, grade in zip(("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"), cells, strict=True)
        },
    )
    assert found("LVL005", plan) == []
    assert [place for place, _ in found("LVL010", plan)] == ["grades/一般/conditions/0/死亡人数"]


def test_grades_of_ones_own_are_read_from_the_worst_down() -> None:
    cells = {"甲类": ">= 30", "乙类": "[10..20)"}
    plan = view(事件分级={name: {"条件": [{"死亡人数": cell}]} for name, cell in cells.items()})
    assert [place for place, _ in found("LVL010", plan)] == ["grades/乙类/conditions/0/死亡人数"]


def test_a_wrong_unit_is_told_once_a_cell() -> None:
    plan = view(响应级别=rain(*RAIN[:3], "[20..50) 小时"))
    (hit,) = hits("LVL004", plan)
    assert hit.place.chars == (1, 3)
    assert hits("LVL003", plan) == []


def test_cells_are_read_in_every_table() -> None:
    bad = [{"雨量": "不大"}]
    plan = view(
        事件分级={"重大": {"条件": bad}},
        预警={"分级": {"红色": {"条件": bad}}},
        响应级别={"Ⅰ级": {"启动条件": bad, "终止": {"指标": bad}}},
        响应终止={"指标": bad},
        启动条件调整=[{"方向": "提高", "情形": "汛期", "条件": bad}],
        响应措施=[{"编号": "a", "阶段": "应急处置", "内容": "做", "条件": bad}],
        信息报告=[{"类型": "首报", "报告单位": "市防办", "接收单位": "市水务局", "条件": bad}],
        衔接=[{"预案": "b", "关系": "引发", "条件": bad}],
    )
    assert [place for place, _ in found("LVL003", plan)] == [
        "grades/重大/conditions/0/雨量",
        "warnings/rules/红色/conditions/0/雨量",
        "levels/Ⅰ级/triggers/0/雨量",
        "levels/Ⅰ级/termination/when/0/雨量",
        "termination/when/0/雨量",
        "adjustments/0/when/0/雨量",
        "actions/0/when/0/雨量",
        "reports/0/when/0/雨量",
        "links/0/when/0/雨量",
    ]


def test_a_fix_is_proposed_only_if_it_can_be_read() -> None:
    def hint(cell: str) -> str:
        (hit,) = hits("LVL003", view(响应级别=rain(*RAIN[:3], cell)))
        return hit.hint.render() if hit.hint else ""

    assert hint("大于20毫米") == "请写“> 20 mm”"
    assert hint("二十毫米以上") == "请写“>= 20 mm”"
    assert hint("≥20毫米") == hint("=>20mm") == "请写“>= 20 mm”"
    assert hint("“>= 20 mm”") == '请改用英文引号括住整个值：">= 20 mm"'
    assert hint("百年一遇以上").startswith("用阿拉伯数字写条件")


@pytest.mark.parametrize("cell", ["高水", ">= 高水"])
def test_a_word_that_a_scale_does_not_have_is_told_with_those_it_has(cell: str) -> None:
    (hit,) = hits("LVL003", view(响应级别=levels(None, None, None, {"水位": cell})))
    assert hit.message.render() == "“高水”不在该指标的取值之中"
    assert hit.hint is not None
    assert hit.hint.render() == "该指标的取值范围：超警戒、超保证、超历史"


def test_a_level_on_its_own_conditions_ends_by_the_plan() -> None:
    end = {"条件": "水退", "决定": "市防办"}
    given = {"Ⅰ级": {"启动条件": [{"雨量": ">= 1"}]}}
    assert found("LVL013", view(响应级别=given, 响应终止=end)) == []
    assert found("LVL013", view(响应级别=given, 响应终止={"决定": "市防办"})) == [
        ("termination", "没有写明Ⅰ级何时终止")
    ]


def test_answers_compare_the_worst_grade_of_each_level() -> None:
    def answers(*grades: list[str]) -> list[tuple[str, str]]:
        given = {
            name: {"启动条件": [{"雨量": ">= 1"}], "对应分级": grade}
            for name, grade in zip(("Ⅰ级", "Ⅱ级"), grades, strict=True)
        }
        return found("LVL016", view(响应级别=given))

    assert answers(["特别重大", "重大"], ["重大", "较大"]) == []
    assert answers(["重大"], ["特别重大"]) == [
        ("levels/Ⅰ级/grades", "Ⅰ级对应重大，而较低的Ⅱ级对应特别重大")
    ]
    assert answers([], []) == []


def test_a_list_that_leaves_nothing_out() -> None:
    assert found("LVL019", view(响应级别=rain(*RAIN[:3], "> 20, < 50"))) == [
        ("levels/Ⅳ级/triggers/0/雨量", "“> 20, < 50”在任何数值上都成立：逗号表示“或者”")
    ]
    assert found("LVL019", view(响应级别=rain(*RAIN[:3], ">= 0"))) == [
        ("levels/Ⅳ级/triggers/0/雨量", "“>= 0”对“雨量”的任何数值都成立")
    ]
    every = {"暴雨预警": ["蓝色", "黄色", "橙色", "红色"]}
    assert found("LVL019", view(响应级别=levels(None, None, None, every))) == []


def test_a_level_inside_the_next_has_no_half_to_cut() -> None:
    plan = view(响应级别=rain(">= 200", "[100..200)", "[90..250)", "[20..90)"))
    (hit,) = hits("LVL006", plan)
    assert hit.hint is not None
    assert hit.hint.render() == "一级到哪里为止，上一级就从哪里开始：Ⅲ级写“[90..100)”"


COUNTS_IN_TWO = [
    ("[2..4)", "2", "Ⅳ级", "Ⅳ级写“1”"),
    ("[1..4)", "1", "Ⅲ级", "Ⅲ级写“[2..4)”"),
    ("[2..4)", "[1..3)", "Ⅳ级", "Ⅳ级写“1”，或者Ⅲ级写“3”"),
    ("[2..6)", "[2..4)", "Ⅲ级", "Ⅲ级写“[4..6)”"),
]


@pytest.mark.parametrize(("high", "low", "at", "written"), COUNTS_IN_TWO)
def test_a_level_whose_count_is_all_in_the_next_one(
    high: str, low: str, at: str, written: str
) -> None:
    def rivers(count: str) -> dict[str, object]:
        return {"水位": {"个数": count, "达到": ">= 超警戒"}}

    (hit,) = hits("LVL006", view(响应级别=levels(None, None, rivers(high), rivers(low))))
    assert hit.place.pointer == ("levels", at, "triggers", 0, "水位", "count")
    assert hit.hint is not None
    assert hit.hint.render() == f"一级到哪里为止，上一级就从哪里开始：{written}"


def test_a_level_that_takes_in_the_whole_lower_one_leaves_it_its_part() -> None:
    (hit,) = hits("LVL006", view(响应级别=rain(">= 200", "[100..200)", "[20..100)", "[20..50)")))
    assert hit.place.pointer[1] == "Ⅲ级"
    assert hit.hint is not None
    assert hit.hint.render() == "一级到哪里为止，上一级就从哪里开始：Ⅲ级写“[50..100)”"


def test_a_proposal_comes_first_for_the_cell_that_looks_wrong() -> None:
    (gap,) = hits("LVL005", view(响应级别=rain(RAIN[0], "[110..200) 毫米", *RAIN[2:])))
    (both,) = hits("LVL006", view(响应级别=rain(RAIN[0], "[90..200) 毫米", *RAIN[2:])))
    assert [(hit.place.pointer[1], hit.hint and hit.hint.render()) for hit in (gap, both)] == [
        ("Ⅱ级", "让两级首尾相接：Ⅱ级写“[100..200) 毫米”，或者Ⅲ级写“[50..110) 毫米”"),
        (
            "Ⅱ级",
            "一级到哪里为止，上一级就从哪里开始：Ⅱ级写“[100..200) 毫米”，或者Ⅲ级写“[50..90) 毫米”",
        ),
    ]


def test_what_a_row_asks_for_beside_its_figure_is_mended_where_it_differs() -> None:
    def homeless(people: str, share: str) -> dict[str, object]:
        return {"需搬迁转移人数": people, "减供负荷比例": share}

    tables = levels(
        homeless(">= 20万人", ">= 40"),
        homeless("[10..20) 万人", ">= 40"),
        homeless("[5..10) 万人", ">= 30"),
        homeless("[1..5) 万人", ">= 40"),
    )
    (hit,) = hits("LVL005", view(响应级别=tables))
    assert hit.place.pointer[1:] == ("Ⅲ级", "triggers", 0, "减供负荷比例")
    assert hit.message.render() == (
        "需搬迁转移人数10万人（减供负荷比例30%）不属于任何级别：超出Ⅲ级的“[5..10) 万人”，"
        "而接着往上的Ⅱ级还要求减供负荷比例“>= 40”"
    )
    assert hit.hint is not None
    assert hit.hint.render() == "把Ⅲ级的减供负荷比例写成“>= 40”，与Ⅱ级一致"


def test_a_count_of_places_is_a_number_of_its_own() -> None:
    row = {"水位": {"个数": "大于2", "达到": "大于超警戒"}}
    told = {
        hit.place.pointer[-1]: hit.hint.render() if hit.hint else ""
        for hit in hits("LVL003", view(响应级别=levels(None, None, None, row)))
    }
    assert told == {"count": "请写“> 2”", "reach": "请写“> 超警戒”"}


def test_alternatives_inside_a_row_are_rows_too() -> None:
    row = {"雨量": ">= 20", "任一": [{"面积": ">= 10"}, {"表述": "范围很广"}]}
    assert found("LVL011", view(响应级别=levels(None, None, None, row))) == [
        ("levels/Ⅳ级/triggers/0/any_of/1", "这一行既没有指标，也没有要研判的内容")
    ]


def test_cells_of_a_change_of_level_are_read_like_those_of_its_start() -> None:
    rows = [{"雨量": "很多"}, {"雨量": ">= 9 人"}, {"雨量": "> 20, < 50"}, {"表述": "雨大"}]
    steps = [{"由": "Ⅳ级", "到": "Ⅲ级", "条件": "雨大"}, {"由": "Ⅲ级", "到": "Ⅱ级", "指标": rows}]
    plan = view(响应级别=rain(*RAIN), 级别调整=steps)
    assert [
        place for rule in ("LVL003", "LVL004", "LVL019", "LVL011") for place, _ in found(rule, plan)
    ] == [
        "transitions/1/when/0/雨量",
        "transitions/1/when/1/雨量",
        "transitions/1/when/2/雨量",
        "transitions/1/when/3",
    ]


def test_indicators_of_a_change_of_level_must_be_registered() -> None:
    step = {"由": "Ⅳ级", "到": "Ⅲ级", "指标": {"雪量": ">= 9"}}
    plan = view(响应级别=rain(*RAIN), 级别调整=[step])
    names = [(named.name, named.place.pointer) for named in names_in_plan(plan)]
    assert ("雪量", ("transitions", 0, "when", 0, "雪量")) in names
    assert [name for name, _ in names].count("雨量") == len(RAIN)


def step(source: str, target: str, *rows: object) -> dict[str, object]:
    return {"由": source, "到": target, "条件": "雨大", "指标": list(rows)}


def test_a_level_is_not_left_while_it_still_starts() -> None:
    plan = view(
        响应级别=rain(*RAIN),
        级别调整=[
            step("Ⅱ级", "Ⅲ级", {"雨量": "< 120 毫米"}, {"雨量": "< 100 毫米"}),
            step("Ⅰ级", "Ⅲ级", {"面积": "< 9"}, {"雨量": "< 210 毫米", "面积": "< 9"}),
        ],
    )
    (first, second) = hits("LVL021", plan)
    assert first.place == Place(plan.file, ("transitions", 0, "when", 0, "雨量"))
    assert first.message.render() == "雨量100毫米时由Ⅱ级降为Ⅲ级，但这时仍符合Ⅱ级的启动条件"
    ((place, words),) = first.related
    assert place == Place(plan.file, ("levels", "Ⅱ级", "triggers", 0, "雨量"))
    assert words.render() == "Ⅱ级：“[100..200) 毫米”"
    assert second.place.pointer == ("transitions", 1, "when", 1, "雨量")


def test_a_level_does_not_end_while_it_still_starts() -> None:
    described = rain(*RAIN)
    described["Ⅳ级"] |= {"终止": {"指标": {"雨量": "<= 20 毫米"}}}  # type: ignore[operator]  # a mapping
    plan = view(响应级别=described, 响应终止={"指标": {"雨量": "< 60 毫米"}})
    assert found("LVL021", plan) == [
        ("termination/when/0/雨量", "雨量50毫米时终止Ⅲ级响应，但这时仍符合Ⅲ级的启动条件"),
        (
            "levels/Ⅳ级/termination/when/0/雨量",
            "雨量20毫米时终止Ⅳ级响应，但这时仍符合Ⅳ级的启动条件",
        ),
    ]


def test_a_level_is_not_left_where_a_higher_one_starts() -> None:
    described = rain(*RAIN)
    described["Ⅳ级"] |= {"终止": {"指标": {"雨量": ">= 100 毫米"}}}  # type: ignore[operator]  # a mapping
    steps = [
        step("Ⅲ级", "Ⅳ级", {"雨量": ">= 200 毫米"}),
        step("Ⅰ级", "Ⅲ级", {"雨量": "[100..150) 毫米"}),
        step("Ⅰ级", "Ⅱ级", {"雨量": "[100..150) 毫米"}),
        step("Ⅱ级", "Ⅲ级"),
    ]
    assert found("LVL021", view(响应级别=described, 级别调整=steps)) == [
        (
            "transitions/0/when/0/雨量",
            "雨量200毫米时由Ⅲ级降为Ⅳ级，但这时符合Ⅰ级的启动条件",
        ),
        (
            "transitions/1/when/0/雨量",
            "雨量100毫米时由Ⅰ级降为Ⅲ级，但这时符合Ⅱ级的启动条件",
        ),
        (
            "levels/Ⅳ级/termination/when/0/雨量",
            "雨量100毫米时终止Ⅳ级响应，但这时符合Ⅱ级的启动条件",
        ),
    ]


def test_a_level_is_not_raised_when_all_is_at_its_best() -> None:
    def eased(row: object, *starts: object) -> list[tuple[str, str]]:
        described = levels(*starts) if starts else rain(*RAIN)
        return found("LVL021", view(响应级别=described, 级别调整=[step("Ⅲ级", "Ⅱ级", row)]))

    assert eased({"雨量": "< 20 毫米", "限定": "预报3小时内"}) == [
        ("transitions/0/when/0/雨量", "雨量0毫米时升为Ⅱ级，但该指标越大越重，这时情况反而最轻")
    ]
    assert len(eased({"面积": "< 9"})) == 1
    assert eased({"雨量": "< 20 毫米", "研判": "险情扩大"}) == []
    assert eased({"雨量": "< 20 毫米", "面积": ">= 80"}) == []
    assert eased({"雨量": "not([20..30))"}) == []
    assert eased({"雨量": "-"}) == []
    assert eased({"雨量": "[10..20) 毫米"}) == []
    assert eased({"雨量": "< 20"}, {"雨量": "< 10"}, {"雨量": "[10..20)"}, None, None) == []


def test_a_level_is_raised_no_later_than_the_next_one_starts() -> None:
    def late(*rows: object, target: str = "Ⅱ级") -> list[tuple[str, str]]:
        plan = view(响应级别=rain(*RAIN), 级别调整=[step("Ⅲ级", target, *rows)])
        return found("LVL021", plan)

    assert late({"雨量": ">= 150 毫米"}) == [
        (
            "transitions/0/when/0/雨量",
            "雨量100毫米就已符合Ⅱ级的启动条件，这里却要到“>= 150 毫米”才升为Ⅱ级",
        )
    ]
    assert len(late({"雨量": ">= 250 毫米"}, target="Ⅰ级")) == 1
    assert late({"雨量": ">= 100 毫米"}) == []
    assert late({"雨量": "[100..200) 毫米"}) == []
    assert late({"雨量": "[100..150)"}, {"雨量": "[150..200)"}) == []
    assert late({"雨量": ">= 80 毫米"}) == []
    assert late({"面积": ">= 80"}) == []
    assert late({"雨量": ">= 150 毫米", "面积": ">= 80"}) == []


def test_cells_beside_the_same_others_are_compared() -> None:
    cells = ({"雨量": ">= 100", "面积": area} for area in (">= 50", "[30..50)", "[10..30)"))
    described = levels(*cells, {"雨量": "[50..100)"})
    rows = ({"雨量": ">= 100", "面积": ">= 40"}, {"雨量": ">= 120", "面积": ">= 40"})
    for row, places in zip(rows, (["transitions/0/when/0/面积"], []), strict=True):
        plan = view(响应级别=described, 级别调整=[step("Ⅲ级", "Ⅱ级", row)])
        assert [place for place, _ in found("LVL021", plan)] == places


def test_what_figures_alone_do_not_say_is_left_to_people() -> None:
    lowered = {"雨量": "< 120 毫米"}
    for row in (
        {**lowered, "研判": "雨停"},
        {**lowered, "限定": "汛后"},
        {"水位": {"个数": "< 3", "达到": ">= 超警戒"}},
    ):
        plan = view(响应级别=rain(*RAIN), 级别调整=[step("Ⅱ级", "Ⅲ级", row)])
        assert found("LVL021", plan) == []
    for more in ({"可以启动": "是"}, {"联动启动": "是"}, {"限定": "汛期"}):
        start = levels(None, {"雨量": ">= 100", **more}, None, None)
        plan = view(响应级别=start, 级别调整=[step("Ⅱ级", "Ⅲ级", lowered)])
        assert found("LVL021", plan) == []


def test_changes_between_levels_that_are_not_described_are_left_alone() -> None:
    steps = [
        step("Ⅲ级", "Ⅸ级", {"雨量": ">= 150"}),
        step("Ⅲ级", "Ⅲ级", {"雨量": ">= 150"}),
        step("Ⅱ级", "Ⅲ级", {"雨量": "< 150"}),
        step("Ⅲ级", "Ⅱ级", {"雨量": ">= 150"}),
    ]
    described = rain(*RAIN)
    del described["Ⅱ级"]
    assert found("LVL021", view(响应级别=described, 级别调整=steps)) == []
    assert found("LVL020", view(级别调整=[{"由": "Ⅲ级", "到": "Ⅱ级"}])) == [
        ("transitions/0", "没有写明Ⅲ级在什么情况下调整为Ⅱ级")
    ]


def test_a_bound_in_prose_is_quoted_with_its_whole_number() -> None:
    found = _FIGURE.search("出现10人以下死亡")
    assert found is not None
    assert found[0] == "10人以下"


@pytest.mark.parametrize("cell", ["[0..100) 毫米", "< 100 毫米"])
def test_a_higher_level_that_starts_from_nothing_is_the_slip(cell: str) -> None:
    (hit,) = hits("LVL007", view(响应级别=rain(*RAIN[:2], cell, "(0..50) 毫米")))
    assert hit.place.pointer[1] == "Ⅲ级"
    assert hit.hint is not None
    assert hit.hint.render() == (
        "级别越高，要求的数值应当越重：Ⅲ级写“[50..100) 毫米”，或者改正较低级别的单元格"
    )
