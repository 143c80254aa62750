"""Who asks whom for goods in a script: how much, what for, where to, and what is answered."""

from __future__ import annotations

from planforge.drill.kit.values import text_of
from tests.unit.drill.kit.small_drill import demo_kit

LANGUAGE = "zh_CN"


def said(name: str, start: str) -> list[tuple[str, str]]:
    """Return what is said in the first row whose id starts so."""
    row = next(row for row in demo_kit(name).script if row.id.startswith(start))
    return [(text_of(x.speaker, LANGUAGE), text_of(x.words, LANGUAGE)) for x in row.dialogue]


def test_a_request_names_who_is_asked_how_much_what_for_and_where_to() -> None:
    assert said("mutual-aid", "aid/aid_requested") == [
        (
            "市应急局",
            "这是一次演练。危化救援临江基地，“控火堵漏”物资不够，请支援堵漏工具6套，送到滨江石化成品油罐区。",
        ),
        ("危化救援临江基地", "收到，马上核实库存后答复。"),
    ]


def test_whoever_is_asked_promises_the_own_goods_or_has_none_to_spare() -> None:
    assert said("mutual-aid", "aid/aid_granted") == [
        ("危化救援临江基地", "这是一次演练。市应急局，同意支援堵漏工具6套，马上发运。"),
        ("市应急局", "收到。"),
    ]
    assert said("mutual-aid", "aid/aid_refused") == [
        ("安澜机场公司", "这是一次演练。市应急局，我方没有可以调出的泡沫灭火剂。"),
        ("市应急局", "收到。"),
    ]


def test_rows_of_aid_name_both_sides_and_nobody_speaks_of_the_depot_of_another() -> None:
    rows = [row for row in demo_kit("mutual-aid").script if row.id.startswith("aid/")]
    assert [row.id for row in rows if len(row.to) != 1] == []
    words = "".join(text_of(x.words, LANGUAGE) for row in rows for x in row.dialogue)
    assert "市危化物资库" not in words


def test_what_had_to_wait_names_the_goods_it_waited_for() -> None:
    waited = [words for _, words in said("mutual-aid", "start/hazchem/extinguish#1")]
    assert waited[1:] == [
        "市危化办，情景时间12:45（演练时间09:51）下达的“控火堵漏”现在开始；此前等候堵漏工具、泡沫灭火剂到位。",
        "收到。",
    ]


def test_at_a_table_too_the_army_is_sent_where_it_happened() -> None:
    assert said("province-takeover", "start/hazchem/military#1")[-1] == (
        "市危化指",
        "安澜军分区，任务在澜江氯碱充装间，部队行动由军队负责指挥，与武警安澜支队、市应急局共同行动。",
    )
    assert said("extreme", "start/flood/military#1")[-2:] == [
        ("市防指", "安澜军分区，任务在青川县、白沙县、云溪县、平湖县、江北区、江南区、临港区。"),
        ("市防指", "部队行动由军队负责指挥，与武警安澜支队、市应急局共同行动。"),
    ]
