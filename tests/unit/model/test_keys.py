from __future__ import annotations

from typing import ForwardRef, get_args

import jsonschema
import pytest

from planforge.model.base import Element, Kind
from planforge.model.keys import FILE_MODELS, elements, label, same_key, spellings_at
from planforge.model.plan import Action, Plan, Warnings
from planforge.model.schema import schema
from planforge.model.walk import references


def test_every_field_has_one_chinese_key_and_a_description() -> None:
    lacking = [
        f"{model.__name__}.{name}"
        for model in elements()
        for name, info in model.model_fields.items()
        if not info.alias or (info.alias.isascii() and info.alias != "AB角") or not info.description
    ]
    assert lacking == []


def test_no_model_uses_a_key_twice() -> None:
    for model in elements():
        aliases = [info.alias for info in model.model_fields.values()]
        assert len(aliases) == len(set(aliases)), model.__name__


def test_both_languages_give_the_same_action() -> None:
    chinese = {
        "编号": "consult",
        "阶段": "应急处置",
        "责任": "市防办",
        "内容": "会商研判",
        "时限": {"时长": "30分钟", "起算": "接报"},
        "前置": ["activate"],
        "调用": {"物资": {"编织袋": "20000"}},
    }
    english = {
        "id": "consult",
        "phase": "response",
        "responsible": ["市防办"],
        "content": "会商研判",
        "deadline": {"limit": "30分钟", "anchor": "receipt"},
        "after": "activate",
        "needs": {"supplies": {"编织袋": "20000"}},
    }
    assert Action.model_validate(chinese) == Action.model_validate(english)


def test_models_are_frozen_and_know_no_other_keys() -> None:
    assert [m.__name__ for m in elements() if not m.model_config.get("frozen")] == []
    assert {m.__name__ for m in elements() if m.model_config.get("extra") != "forbid"} == {"Row"}


def test_a_walk_finds_every_reference_in_file_order() -> None:
    action = Action.model_validate(
        {
            "编号": "a",
            "阶段": "响应终止",
            "责任": "甲",
            "配合": ["乙", "丙"],
            "内容": "x",
            "起始级别": "Ⅳ级",
            "分级要求": {"Ⅱ级": {"责任": "丁"}},
            "通知": [{"给": "戊", "内容": "y"}],
        }
    )
    found = [(r.pointer, r.name) for r in references(action)]
    assert found == [
        (("first_level",), "Ⅳ级"),
        (("responsible", 0), "甲"),
        (("supporting", 0), "乙"),
        (("supporting", 1), "丙"),
        (("messages", 0, "to", 0), "戊"),
        (("changes", "Ⅱ级"), "Ⅱ级"),
        (("changes", "Ⅱ级", "responsible", 0), "丁"),
    ]
    assert all(Kind.ACTION not in r.ref.kinds for r in references(action))


def test_a_pointer_holds_only_texts_and_indexes() -> None:
    warnings = Warnings.model_validate(
        {"分级": {"red": {"发布": "甲", "对应响应": "Ⅰ级", "措施": [{"内容": "x", "责任": "乙"}]}}}
    )
    assert [(r.pointer, r.name) for r in references(warnings)] == [
        (("rules", "红色", "issued_by", 0), "甲"),
        (("rules", "红色", "response"), "Ⅰ级"),
        (("rules", "红色", "measures", 0, "responsible", 0), "乙"),
    ]


def test_keys_are_the_same_in_both_languages() -> None:
    assert same_key("时限", "deadline")
    assert same_key("红色", "red")
    assert not same_key("时限", "阶段")


@pytest.mark.parametrize(
    ("pointer", "last"),
    [
        (("levels", "Ⅲ级", "termination", "when"), {"when", "指标"}),
        (("levels", "Ⅲ级", "takeover", "when"), {"when", "时机"}),
        (("衔接", 0, "when"), {"when", "条件"}),
        (("levels", "when", "termination", "条件"), {"conditions", "条件"}),
        (("levels", "when"), set()),
        (("levels", "Ⅲ级", "triggers", 0, "rows", 1, "scope"), {"scope", "限定"}),
        (("levels", "Ⅲ级", "triggers", 0, "雨量"), set()),
        (("levels", "Ⅲ级", "triggers", 0, "雨量", "reach"), {"reach", "达到"}),
        (("actions", 0, "changes", "Ⅰ级", "deadline", "limit"), {"limit", "时长"}),
        (("nothing", "when"), set()),
    ],
)
def test_a_key_has_the_names_that_its_own_model_gives_it(
    pointer: tuple[str | int, ...], last: set[str]
) -> None:
    found = spellings_at(Plan, pointer)
    assert len(found) == len(pointer)
    assert found[-1] == last


@pytest.mark.parametrize(
    ("loc", "pair"),
    [
        (("响应措施", 0, "时限", "‹plain›"), ("时限", "deadline")),
        (("levels", "Ⅲ级", "decided_by", 0), ("决定", "decided_by")),
        (("响应级别", "Ⅲ级", "启动条件", 0, "‹row›", "雨量", "‹keys›", "达到"), ("达到", "reach")),
    ],
)
def test_a_path_is_labelled_by_its_last_key(
    loc: tuple[str | int, ...], pair: tuple[str, str]
) -> None:
    assert label(Plan, loc) == pair


@pytest.mark.parametrize("kind", sorted(FILE_MODELS))
def test_every_schema_is_valid_and_offers_both_languages(kind: str) -> None:
    found = schema(kind)
    jsonschema.Draft7Validator.check_schema(found)
    model: type[Element] = FILE_MODELS[kind]
    offered = set(found["properties"])
    assert offered == {
        key for name, info in model.model_fields.items() for key in (name, info.alias)
    }
    assert all(value.get("description") for value in found["properties"].values())


def test_every_annotation_is_a_type_and_no_forward_reference() -> None:
    """What is not resolved when the model is walked holds no references for the rules."""

    def is_open(annotation: object) -> bool:
        return isinstance(annotation, (ForwardRef, str)) or any(map(is_open, get_args(annotation)))

    assert [
        (model.__name__, name)
        for model in elements()
        for name, info in model.model_fields.items()
        if is_open(info.annotation)
    ] == []
