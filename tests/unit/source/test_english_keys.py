"""A file with English keys is spoken of with English keys, in Chinese too."""

from __future__ import annotations

import pytest

from planforge.findings import Finding, Place, Severity, Span
from planforge.i18n import msg
from planforge.model.keys import FILE_MODELS, label
from planforge.model.plan import Plan
from planforge.report import Located, decode, encode
from planforge.source.keys import english_keys, has_english_keys
from planforge.source.schema_errors import schema_findings
from planforge.source.yaml_tree import parse


@pytest.mark.parametrize(
    ("text", "pointer", "names"),
    [
        ("写在「时限」里", ("actions", 0), ["deadline"]),
        ("写在「时限」里", ("reports", 0), ["limit"]),
        ("「条件」或者「指标」", ("levels", "Ⅲ级", "termination"), ["conditions", "when"]),
        ("在「预案管理」的「演练周期」中", ("levels",), ["management", "drill_cycle"]),
        ("标明「可见: 内部」", (), ["visibility: internal"]),
        ("添加「内容: …」", ("actions", 0), ["content: …"]),
        ("「没有的键」", (), []),
    ],
)
def test_keys_mean_what_they_mean_at_the_place(
    text: str, pointer: tuple[str | int, ...], names: list[str]
) -> None:
    assert [english for _, english in english_keys(text, Plan, pointer)] == names


def test_the_language_of_a_file_is_that_of_most_keys() -> None:
    assert has_english_keys(["id", "name", "actions"], Plan)
    assert not has_english_keys(["预案", "名称", "actions"], Plan)
    assert not has_english_keys([], FILE_MODELS["teams"])


def test_a_finding_is_said_with_the_keys_of_its_file() -> None:
    finding = Finding(
        "SRC031", Severity.ERROR, Place("f"), msg("“{key}” is missing here.", key="内容")
    )
    item = Located(finding, Span(), keys=(("内容", "content"),))
    assert item.said(finding.message, "zh_CN") == "这里缺少「content」。"
    assert decode(encode([item])) == (item,)


def test_words_that_may_be_written_are_english_too() -> None:
    tree = parse("id: a\nname: b\nplan_class: specail\n", "f").tree
    try:
        Plan.model_validate(tree)
    except ValueError as error:
        found = schema_findings(error, "f", tree=tree, model=Plan, label=label)  # type: ignore[arg-type]  # pydantic's
    hints = [one.hint.render("zh_CN") for one in found if one.rule == "SRC033" and one.hint]
    assert len(hints) == 1
    assert hints[0].startswith("是否应为“special”？可选用：master, special")
