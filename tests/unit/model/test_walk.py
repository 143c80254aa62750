from __future__ import annotations

from collections.abc import Mapping

from planforge.model.base import ActorRef, Element, Kind, LevelRef, Many, Ref, key
from planforge.model.scalars import Amount, Limit
from planforge.model.walk import references, together, walk, walk_fields


class _Part(Element):
    unit: ActorRef = key("单位", "Who.")
    text: str = key("内容", "What.", "")


class _Whole(Element):
    name: str = key("名称", "Its name.")
    limit: Limit | None = key("时限", "When.", None)
    units: Many[ActorRef] = key("单位", "Who.", ())
    notes: tuple[str, ...] = key("备注", "Remarks.", ())
    parts: tuple[_Part, ...] = key("部分", "Parts.", ())
    levels: Mapping[LevelRef, _Part] = key("级别", "By level.", {})
    amounts: Mapping[str, Amount] = key("数量", "How much.", {})


WHOLE = _Whole.model_validate(
    {
        "名称": "预案",
        "时限": "30分钟",
        "单位": "市水务局",
        "备注": ["甲", "乙"],
        "部分": [{"单位": "市气象局", "内容": "预报"}],
        "级别": {"Ⅰ级": {"单位": "市长"}},
        "数量": {"编织袋": "200条"},
    }
)


def test_walks_texts_in_the_order_of_the_fields() -> None:
    walked = walk(WHOLE)
    assert list(zip(walked.places, walked.texts, strict=True)) == [
        (("name",), "预案"),
        (("units", 0), "市水务局"),
        (("notes", 0), "甲"),
        (("notes", 1), "乙"),
        (("parts", 0, "unit"), "市气象局"),
        (("parts", 0, "text"), "预报"),
        (("levels", "Ⅰ级", "unit"), "市长"),
        (("levels", "Ⅰ级", "text"), ""),
    ]


def test_tells_names_of_things_from_other_texts() -> None:
    walked = walk(WHOLE, ("here",))
    assert [(one.pointer, one.name) for one in walked.references] == [
        (("here", "units", 0), "市水务局"),
        (("here", "parts", 0, "unit"), "市气象局"),
        (("here", "levels", "Ⅰ级"), "Ⅰ级"),
        (("here", "levels", "Ⅰ级", "unit"), "市长"),
    ]
    assert list(zip(walked.plain_places, walked.plain, strict=True)) == [
        (("here", "name"), "预案"),
        (("here", "notes", 0), "甲"),
        (("here", "notes", 1), "乙"),
        (("here", "parts", 0, "text"), "预报"),
        (("here", "levels", "Ⅰ级", "text"), ""),
    ]


def test_walks_field_by_field_what_together_is_the_same() -> None:
    fields = walk_fields(WHOLE)
    assert list(fields) == ["name", "units", "notes", "parts", "levels", "amounts"]
    assert fields["notes"].texts == ["甲", "乙"]
    assert together(fields.values()) == walk(WHOLE)


def test_says_what_a_key_may_mean() -> None:
    found = references(WHOLE)
    assert found[2].ref == Ref((Kind.LEVEL,), "plan")
