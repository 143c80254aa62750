"""What pydantic finds is said in the words of an editor, once, at the right place."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, field_validator
from pydantic_core import PydanticCustomError

from planforge.i18n import Message
from planforge.source import wording
from planforge.source.keys import known_keys, mixed_keys
from planforge.source.schema_errors import schema_findings
from planforge.source.yaml_tree import parse

if TYPE_CHECKING:
    from planforge.findings import Finding
    from planforge.source.yaml_tree import Tree


WHOLE = "请只写数字，不带单位和其他文字，如“20”。"
"""What to do about text where a whole number should stand."""


class Element(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_by_alias=True, validate_by_name=True)


class Colour(Enum):
    RED = "红色"
    BLUE = "蓝色"


class Step(Element):
    text: str = Field(alias="内容")
    limit: int = Field(1, alias="时限", ge=1)
    unit: list[str] = Field([], alias="配合")

    @field_validator("unit")
    @classmethod
    def _check(cls, value: list[str]) -> list[str]:
        if "无" in value:
            raise PydanticCustomError(
                "unit", "should be an office, not “{given}”", {"given": "无", "allowed_en": "x"}
            )
        return value


class Plan(Element):
    name: str = Field(alias="名称")
    steps: list[Step] = Field([], alias="措施")
    colour: Colour = Field(Colour.RED, alias="颜色")
    either: Step | list[int] | None = Field(None, alias="任一")
    levels: dict[str, Step] = Field({}, alias="级别")
    colours: list[Colour] = Field([], alias="颜色表")


def label(_model: type[Any], loc: tuple[str | int, ...]) -> tuple[str, str]:
    last = str(next(step for step in reversed(loc) if isinstance(step, str)))
    keys = {**known_keys(frozenset({Plan})), **known_keys(frozenset({Step}))}
    return (keys[last].chinese, keys[last].english) if last in keys else (last, last)


def found(text: str, model: type[BaseModel] = Plan) -> tuple[Finding, ...]:
    tree = parse(text, "f").tree
    with pytest.raises(ValidationError) as caught:
        model.model_validate(tree)
    return schema_findings(caught.value, "f", tree=tree, model=model, label=label)


def said(text: str, language: str = "zh_CN") -> list[tuple[str, str, str]]:
    return [
        (f.rule, f.message.render(language), f.hint.render(language) if f.hint else "")
        for f in found(text)
    ]


def test_missing_key_points_at_its_parent() -> None:
    (finding,) = found("名称: x\n措施: [{时限: 3}]\n")
    assert (finding.place.pointer, finding.place.on_key) == (("措施", 0), True)
    assert said("措施: []\n") == [("SRC031", "这里缺少「名称」。", "请添加一行「名称: …」。")]
    assert said("措施: []\n", "en") == [
        ("SRC031", "“name” is missing here.", "Add the line “name: …”.")
    ]


def test_unknown_key_suggests_the_nearest() -> None:
    assert said("名称: x\n措失: []\n颜 色: 红色\n完全不同: x\n") == [
        ("SRC032", "这里不能写「措失」，没有这个键。", "是否应为「措施」？"),
        ("SRC032", "这里不能写「颜 色」，没有这个键。", "是否应为「颜色」？"),
        (
            "SRC032",
            "这里不能写「完全不同」，没有这个键。",
            "请删除，或者改用：任一、措施、级别、颜色、颜色表。",
        ),
    ]
    assert said("name: x\nstep: []\n", "en") == [
        ("SRC032", "“step” is not a known key here.", "Did you mean “steps”?")
    ]


def test_both_names_of_one_key() -> None:
    assert said("名称: x\nname: y\n") == [
        ("SRC019", "「name」和「名称」是同一个键，这里都写了。", "请只保留一个。")
    ]


def test_value_not_in_list() -> None:
    assert said("名称: x\n颜色: 红的色\n") == [
        ("SRC033", "「颜色」不能是“红的色”。", "是否应为“红色”？可选用：红色、蓝色。")
    ]


def test_a_required_key_that_is_called_otherwise_is_one_finding() -> None:
    assert said("名字: x\n") == [
        ("SRC032", "这里不能写「名字」，没有这个键。", "是否应为「名称」？")
    ]
    instead = "这里缺少「名称」：如果是这个意思，请改写成它。"
    assert said("标题: x\n") == [("SRC032", "这里不能写「标题」，没有这个键。", instead)]
    assert said("title: x\n颜色: 红色\n") == [
        ("SRC032", "这里不能写「title」，没有这个键。", instead)
    ]


def test_a_key_that_is_given_is_not_proposed_for_another() -> None:
    assert said("名称: x\n措施: []\n措 施: []\n颜色: 红色\n级 别: {}\n") == [
        ("SRC032", "这里不能写「措 施」，没有这个键。", "是否应为「措施」？"),
        ("SRC032", "这里不能写「级 别」，没有这个键。", "是否应为「级别」？"),
    ]
    assert said("措施: [{内容: x, 内空: y}]\n名称: x\n") == [
        ("SRC032", "这里不能写「内空」，没有这个键。", "是否应为「内容」？")
    ]


def test_keys_are_proposed_in_the_language_of_the_file() -> None:
    assert said("名称: x\ncolor: 红色\n措施: []\n") == [
        ("SRC032", "这里不能写「color」，没有这个键。", "是否应为「颜色」？")
    ]


def test_a_word_in_full_width_quotes() -> None:
    assert said("名称: x\n颜色: 【红色】\n") == [
        ("SRC033", "「颜色」不能是“【红色】”。", "请写“红色”。")
    ]


def test_several_words_where_one_is_asked_for() -> None:
    assert said("名称: x\n颜色: 红色，蓝色\n") == [
        ("SRC033", "「颜色」不能是“红色，蓝色”。", "这里只能写一个值，请只保留一个。")
    ]


def test_values_joined_by_a_full_width_comma() -> None:
    (finding,) = found("名称: x\n颜色表: [红色，蓝色]\n")
    assert (finding.rule, finding.place.chars) == ("SRC011", (2, 3))


def test_text_list_and_entries_taken_for_each_other() -> None:
    assert [m for _, m, _ in said("名称: [x]\n措施: x\n级别: {一级: [x]}\n")] == [
        "「名称」应为文字，这里是列表。",
        "「措施」应为列表，这里是“x”。",
        "「一级」应为下级内容（“键: 值”），这里是列表。",
    ]


def test_number_of_the_list_item_is_said() -> None:
    assert [m for _, m, _ in said("名称: x\n措施: [[y]]\n")] == [
        "「措施第1项」应为下级内容（“键: 值”），这里是列表。"
    ]


def test_empty_value() -> None:
    assert said("名称:\n") == [("SRC030", "「名称」没有填写。", "请填写文字，或者删除这一行。")]


def test_bounds_and_full_width_digits() -> None:
    assert said("名称: x\n措施: [{内容: x, 时限: 0}, {内容: x, 时限: 三}]\n") == [
        ("SRC030", "「时限」应为不小于1的数，这里是“0”。", "请核对并改正这个数。"),
        ("SRC030", "「时限」应为整数，这里是“三”。", WHOLE),
    ]
    assert said("名称: x\n措施: [{内容: x, 时限: ３x}]\n")[0][2] == "数字请用半角：“3x”。"


def test_entry_with_a_glued_colon() -> None:
    wide, narrow = found("名称: x\n措施:\n- 内容：转移\n- 内容:转移\n")
    assert (wide.rule, wide.place.pointer, wide.place.chars) == ("SRC011", ("措施", 0), (2, 3))
    assert (narrow.rule, narrow.place.pointer, narrow.place.chars) == (
        "SRC010",
        ("措施", 1),
        (2, 3),
    )


def test_union_gives_the_branch_that_was_meant() -> None:
    assert said("名称: x\n任一: {时限: x, 内容: y}\n") == [
        ("SRC030", "「时限」应为整数，这里是“x”。", WHOLE)
    ]
    assert said("名称: x\n任一: [x]\n") == [("SRC030", "「任一第1项」应为整数，这里是“x”。", WHOLE)]
    assert said("名称: x\n任一: x\n") == [
        (
            "SRC030",
            "「任一」应为下级内容（“键: 值”）或列表，这里是“x”。",
            "请在下面逐行缩进写“键: 值”。",
        )
    ]


def test_of_a_very_long_value_only_the_beginning_is_shown() -> None:
    message = wording.custom("not “" + "9" * 5_000 + "”", {"given": "9" * 5_000})
    assert message.render("en") == "not “" + "9" * 40 + "…”"


def test_custom_error_keeps_its_template() -> None:
    (finding,) = found("名称: x\n措施: [{内容: x, 配合: [无]}]\n")
    problem = dict(finding.message.args)["problem"]
    assert problem == Message("should be an office, not “{given}”", (("given", "无"),))
    assert finding.message.render("en") == "“unit” should be an office, not “无”."


@pytest.mark.parametrize("given", ["", "e", "{x}", "“e”", "should", "ee" * 20])
def test_template_of_a_custom_error_is_found_whatever_was_given(given: str) -> None:
    text = f"should be one of A; here it is “{given}”"
    message = wording.custom(text, {"given": given})
    assert message.render("en") == text
    if given != "“e”":
        assert message.msgid == "should be one of A; here it is “{given}”"


KINDS: list[tuple[Any, Tree]] = [
    (int, "x"),
    (float, "x"),
    (Decimal, "x"),
    (bool, "x"),
    (date, "x"),
    (time, "x"),
    (datetime, "x"),
    (str, ["x"]),
    (dict[str, str], "x"),
    (list[str], "x"),
    (tuple[str, ...], "x"),
    (frozenset[str], "x"),
    (Literal["a", "b"], "x"),
    (Colour, "x"),
    (None, "x"),
    (Annotated[str, Field(min_length=2)], "x"),
    (Annotated[str, Field(max_length=2)], "xxx"),
    (Annotated[str, Field(pattern="^a$")], "x"),
    (Annotated[list[str], Field(min_length=2)], ["x"]),
    (Annotated[list[str], Field(max_length=1)], ["x", "y"]),
    (Annotated[int, Field(gt=1)], "1"),
    (Annotated[int, Field(lt=1)], "1"),
    (Annotated[int, Field(le=1)], "2"),
    (Annotated[int, Field(multiple_of=2)], "3"),
    (dict[int, str], {"x": "y"}),
    (Element, "x"),
    (int | str, ["x"]),
]


@pytest.mark.parametrize(("kind", "value"), KINDS, ids=str)
def test_every_kind_of_error_is_said_in_chinese(kind: type, value: Tree) -> None:
    model = create_model("Some", 值=(kind, ...))
    tree: Tree = {"值": value}
    with pytest.raises(ValidationError) as caught:
        model.model_validate(tree)
    (finding,) = schema_findings(
        caught.value, "f", tree=tree, model=model, label=lambda _model, _loc: ("值", "值")
    )
    assert finding.place.pointer[0] == "值"
    text = finding.message.render("zh_CN")
    assert "值" in text
    assert not any(word in text for word in ("should", "must", "valid", "Input"))


def test_file_with_mixed_keys() -> None:
    tree: Tree = {"名称": "x", "措施": [{"内容": "y", "limit": "3"}]}
    (finding,) = mixed_keys(tree, "f", Plan)
    assert (finding.rule, finding.place.pointer, finding.place.on_key) == (
        "SRC019",
        ("措施", 0, "limit"),
        True,
    )
    assert finding.message.render("zh_CN") == "本文件的键用中文书写，「limit」却是英文。"
    english: Tree = {"name": "x", "steps": [{"text": "y", "时限": "3"}]}
    (finding,) = mixed_keys(english, "f", Plan)
    assert finding.hint is not None
    assert finding.hint.render("zh_CN") == "请改写为「limit」；本文件共有1处需要这样改。"


def test_names_as_keys_are_no_language() -> None:
    assert mixed_keys({"名称": "x", "级别": {"red": {"内容": "y"}}}, "f", Plan) == ()


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    assert [(f.rule, f.place.pointer) for f in found("名字: x\n")] == [("SRC032", ("名字",))]
    assert [f.rule for f in found("nme: x\n")] == ["SRC032"]
    assert [f.rule for f in found("措失: []\n")] == ["SRC031", "SRC032"]


def test_items_below_a_key_that_was_deleted_are_one_finding() -> None:
    strange = "- {甲: 1, 丙: 2}\n- {甲: 3, 丙: 4, 内容: b}\n"
    text = f"名称: x\n措施:\n- {{内容: a}}\n{strange}- {{内容: c, 丁: 1}}\n"
    assert said(text) == [
        (
            "SRC032",
            "这里没有这些键：甲、丙。",
            "如果从这里起是另一部分，请在上面补写它的键；否则请改正这些键。",
        ),
        ("SRC032", "这里不能写「丁」，没有这个键。", "请删除，或者改用：时限、配合。"),
    ]
