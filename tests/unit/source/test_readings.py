"""Ways to read a file with schema errors: what is left out, what is filled in, what is known."""

from __future__ import annotations

from planforge.model.base import Element, Many, key
from planforge.model.keys import label
from planforge.model.scalars import Id, Limit, Text
from planforge.source.readings import Readings, original, readings
from planforge.source.yaml_tree import Tree, parse


class Step(Element):
    """A step."""

    id: Id = key("编号", "Id.")
    content: Text = key("内容", "What is done.")
    deadline: Limit | None = key("时限", "Time limit.", None)
    after: Many[Text] = key("前置", "Steps before.", ())


class Sheet(Element):
    """A file."""

    name: Text = key("名称", "Name.")
    steps: tuple[Step, ...] = key("措施", "Steps.", ())


GOOD = "名称: 表\n措施:\n- {编号: a, 内容: 甲, 时限: 1小时}\n- {编号: b, 内容: 乙, 前置: a}\n"


def ways(text: str, *lost: str) -> Readings[Sheet] | None:
    tree: Tree = parse(text, "f").tree
    return readings(Sheet, tree, label, lost)


def seen(found: Readings[Sheet] | None) -> list[list[tuple[str, str, bool]]]:
    assert found is not None
    return [
        [(step.id, step.content, step.deadline is None) for step in way.content.steps]
        for way in found.ways
    ]


def test_a_wrong_value_is_left_out_and_filled_in() -> None:
    found = ways(GOOD.replace("1小时", "尽快"))
    assert seen(found) == [
        [("a", "甲", True), ("b", "乙", True)],
        [("a", "甲", False), ("b", "乙", True)],
    ]
    assert found is not None
    assert found.touched == (("steps", 0, "deadline"),)
    assert found.is_filled
    assert found.words == {"尽快"}


def test_an_entry_without_a_required_key_is_left_out_or_completed() -> None:
    found = ways(GOOD.replace(", 内容: 甲", ""))
    assert seen(found) == [[("b", "乙", True)], [("a", "〔待填〕", False), ("b", "乙", True)]]
    assert found is not None
    assert found.ways[0].original(("steps", 0, "after", 0)) == ("steps", 1, "after", 0)
    assert found.ways[1].original(("steps", 0)) == ("steps", 0)
    assert found.is_filled


def test_what_has_lost_its_name_is_not_filled() -> None:
    found = ways(GOOD.replace("编号: a", "编号: 甲 一"))
    assert found is not None
    assert not found.is_filled
    assert {"甲", "一", "甲 一", "1小时"} <= found.words


def test_an_entry_that_is_a_text_can_only_be_left_out() -> None:
    found = ways(GOOD.replace("{编号: a, 内容: 甲, 时限: 1小时}", "甲乙"))
    assert seen(found) == [[("b", "乙", True)]]
    assert found is not None
    assert (found.touched, found.is_filled) == ((("steps", 0),), False)


def test_a_misspelt_key_is_read_as_what_it_means() -> None:
    found = ways(GOOD.replace("时限:", "时限值:"))
    assert seen(found) == [
        [("a", "甲", True), ("b", "乙", True)],
        [("a", "甲", False), ("b", "乙", True)],
    ]


def test_a_misspelt_key_that_must_be_there_is_read_as_what_it_means() -> None:
    found = ways(GOOD.replace("内容: 甲", "内荣: 甲"))
    assert seen(found) == [
        [("b", "乙", True)],
        [("a", "甲", False), ("b", "乙", True)],
    ]
    assert found is not None
    assert found.is_filled


def test_a_required_value_of_the_file_is_filled_in() -> None:
    found = ways(GOOD.replace("名称: 表\n", ""))
    assert found is not None
    assert [way.content.name for way in found.ways] == ["〔待填〕"]
    assert not found.is_filled


def test_a_block_that_could_not_be_read_is_missing() -> None:
    found = ways("名称: 表\n", "措施")
    assert found is not None
    assert (found.touched, found.is_filled) == ((("steps",),), False)


def test_nothing_can_be_made_of_something_else() -> None:
    assert ways("- a\n- b\n") is None
    assert ways("文字\n") is None


def test_places_are_those_before_items_were_taken_out() -> None:
    gone = (("a", 0), ("a", 2), ("b", 1, "c", 0))
    assert [original(("a", i), gone) for i in range(3)] == [("a", 1), ("a", 3), ("a", 4)]
    assert original(("b", 1, "c", 0, "d"), gone) == ("b", 1, "c", 1, "d")
    assert original(("b", 0, "c", 0), gone) == ("b", 0, "c", 0)
