"""What means nothing changes no verdict in cities where something is wrong: every rule has some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planforge.rules import catalogue as _catalogue  # noqa: F401 - enters every rule
from planforge.rules.cases import base, cases_of, ids_with_cases, merged
from planforge.rules.rule import rules
from tests.properties.test_rules_hold import ID, City, read, write

if TYPE_CHECKING:
    from planforge.report import Report
    from planforge.rules.cases import Case
    from tests.properties.test_rules_hold import Tree

ON_TEXT: Final = ("RUN", "SRC", "SUP")
"""Families of rules on how a file is written, or on comments: those do not survive being read."""
SOME: Final = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Return an empty city."""
    return City(tmp_path_factory.mktemp("cases"))


def texts_of(case: Case) -> dict[str, str]:
    return {**base(), **{path: merged(path, given) for path, given in case.files}}


def is_plain(case: Case) -> bool:
    """Whether the case consists of facts alone, so that it means the same written anew.

    Empty values are no facts: a reader of all scalars as text cannot tell them from empty texts.
    """
    return not any(
        given.link
        or given.size
        or given.absent
        or given.whole
        or given.encoding != "utf-8"
        or re.search(r":[ \t]*(?:#.*)?$(?!\n[ \t]+\S)", given.text, re.MULTILINE)
        for _, given in case.files
    )


PLAIN: Final = [
    case
    for rule in ids_with_cases()
    if not rule.startswith(ON_TEXT)
    for case in cases_of(rule)
    if is_plain(case)
]
CASES: Final = [case for case in PLAIN if case.show == "wrong"]


def found(report: Report) -> set[tuple[str, str]]:
    return {(one.finding.rule, one.file) for one in report.findings}


def in_facts(report: Report) -> set[tuple[str, str]]:
    return {(rule, file) for rule, file in found(report) if not rule.startswith(ON_TEXT)}


def test_the_cases_show_nearly_every_rule() -> None:
    shown = {rule for case in CASES for _, _, rule in case.expected}
    others = {rule.id for rule in rules() if not rule.id.startswith(ON_TEXT)} - shown
    assert others <= WITHOUT_PLAIN_CASES


WITHOUT_PLAIN_CASES: Final = {"LVL029", "LVL030", "LVL031", "ORG006", "STR004", "STR007"}
"""Rules whose cases write a file whole, take one away, or leave a value empty."""


@SOME
@given(st.sampled_from(CASES), st.data())
def test_the_order_of_keys_and_of_registers_means_nothing(
    city: City, case: Case, data: st.DataObject
) -> None:
    texts = texts_of(case)
    before = in_facts(city.report(texts, case.as_of))
    path = data.draw(st.sampled_from([file for file in texts if file.endswith(".yaml")]))
    tree = read(texts[path])
    assert isinstance(tree, dict)
    order = data.draw(st.permutations(list(tree)))
    mixed = {key: tree[key] for key in order}
    if path.startswith("registry/"):
        mixed = {
            key: data.draw(st.permutations(value)) if isinstance(value, list) else value
            for key, value in mixed.items()
        }
    assert in_facts(city.report({**texts, path: write(mixed)}, case.as_of)) == before


OF_ORDER: Final = "STR013"
"""The one rule that asks for an order: levels and colours highest first, as advice."""


def mixed(tree: Tree, data: st.DataObject) -> Tree:
    """Return *tree* with the keys of every mapping in it in another order."""
    if isinstance(tree, dict):
        order = data.draw(st.permutations(list(tree)))
        return {key: mixed(tree[key], data) for key in order}
    return [mixed(item, data) for item in tree] if isinstance(tree, list) else tree


@SOME
@given(st.sampled_from(CASES), st.data())
def test_the_order_of_all_keys_of_a_plan_changes_no_verdict(
    city: City, case: Case, data: st.DataObject
) -> None:
    texts = texts_of(case)
    before = in_facts(city.report(texts, case.as_of))
    path = data.draw(st.sampled_from([file for file in texts if file.endswith("plan.yaml")]))
    after = city.report(
        {**texts, path: write(mixed(read(texts[path]), data))},
        case.as_of,
    )
    assert {one for one in in_facts(after) if one[0] != OF_ORDER} == {
        one for one in before if one[0] != OF_ORDER
    }


@SOME
@given(st.sampled_from(PLAIN), st.data())
def test_the_order_in_all_files_at_once_changes_no_verdict(
    city: City, case: Case, data: st.DataObject
) -> None:
    texts = texts_of(case)
    before = in_facts(city.report(texts, case.as_of))
    shaken = dict(texts)
    for path in texts:
        if path.startswith("registry/") or path.endswith("plan.yaml"):
            tree = mixed(read(texts[path]), data)
            shaken[path] = write(entries_mixed(tree, data) if "registry" in path else tree)
    after = in_facts(city.report(shaken, case.as_of))
    assert {one for one in after if one[0] != OF_ORDER} == {
        one for one in before if one[0] != OF_ORDER
    }


def entries_mixed(tree: Tree, data: st.DataObject) -> Tree:
    """Return a register with its entries in another order."""
    assert isinstance(tree, dict)
    return {
        key: data.draw(st.permutations(value)) if isinstance(value, list) else value
        for key, value in tree.items()
    }


@SOME
@given(st.sampled_from(CASES))
def test_ids_are_names_where_something_is_wrong(city: City, case: Case) -> None:
    texts = texts_of(case)
    before = found(city.report(texts, case.as_of))
    ids = {name for text in texts.values() for name in ID.findall(text)}
    names = "|".join(sorted(map(re.escape, ids), key=lambda name: (-len(name), name)))
    word = re.compile(rf"(?<![\w./-])(?:{names})(?![\w./-])")
    renamed = {path: word.sub(lambda name: f"x-{name[0]}", text) for path, text in texts.items()}
    assert found(city.report(renamed, case.as_of)) == before
