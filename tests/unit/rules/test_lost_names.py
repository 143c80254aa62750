"""A name that a register gives up while plans go on using it: told once, where it was given up."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.rules.city import City

if TYPE_CHECKING:
    from collections.abc import Mapping

PLANS = Path(__file__).parents[3] / "plans"
REGISTER = "registry/organizations.yaml"
ENTRY = "    名称: 安澜市水务局\n    简称: [市水务局]\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("lost") / "plans"
    shutil.copytree(PLANS, folder)
    return City(folder)


def found(city: City, changes: Mapping[str, str]) -> list[tuple[str, int, str]]:
    """Return what is found with *changes* and is not found without them."""
    before = city.findings()
    return [one for one in city.findings(changes) if one not in before]


@pytest.mark.parametrize(
    ("entry", "below"),
    [
        ("    名称: 安澜市水务局\n    简称: [市水务管理局]\n", 1),
        ("    名称: 安澜市水务局\n", 0),
    ],
)
def test_a_short_name_that_is_changed_or_gone_is_told_at_its_entry(
    entry: str, below: int, city: City
) -> None:
    text = city.files()[REGISTER]
    assert text.count(ENTRY) == 1
    line = text.count("\n", 0, text.index(ENTRY)) + 1 + below
    assert found(city, {REGISTER: text.replace(ENTRY, entry)}) == [(REGISTER, line, "REF001")]


def test_a_name_that_few_use_is_told_where_they_do(city: City) -> None:
    path = "special/geology/plan.yaml"
    text = city.files()[path]
    old = "配合: [市自然资源局, 市气象局, 市水务局]"
    changed = text.replace(old, old.replace("市水务局", "水务局"))
    line = text.count("\n", 0, text.index(old)) + 1
    assert found(city, {path: changed}) == [(path, line, "REF001")]
