"""One slip, one finding: what the rules say about a single change, and that they change nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.load import load
from planforge.rules.cases import base
from planforge.rules.engine import apply_rules
from planforge.rules.rule import Scope
from tests.rules.city import City

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANS = Path(__file__).parents[2] / "plans"
FORMER, CURRENT = "市水务局", "市水利局"


def mentions() -> Iterator[tuple[str, int]]:
    """Yield every place of the base city that names the bureau, but for its own entry."""
    for path, text in base().items():
        if path != "registry/organizations.yaml":
            for match in re.finditer(rf"(?<![\w]){CURRENT}(?![\w])", text):
                yield path, match.start()


@pytest.mark.parametrize(("path", "at"), list(mentions()))
def test_one_former_name_is_one_finding(path: str, at: int, city: City) -> None:
    text = base()[path]
    changed = text[:at] + FORMER + text[at + len(CURRENT) :]
    line = text.count("\n", 0, at) + 1
    is_text = path.endswith(".md") or path == "registry/experts.yaml"
    rule = "PRO004" if is_text else "REF003"
    assert city.findings({path: changed}) == [(path, line, rule)]


LINK = re.compile(r"^  - \{预案: (?P<plan>[^,]+), 关系: (?P<kind>[^,]+),.*\n", re.MULTILINE)


def links() -> Iterator[tuple[str, str]]:
    for path, text in base().items():
        if path.endswith("plan.yaml"):
            for match in LINK.finditer(text):
                yield path, match[0]


@pytest.mark.parametrize(("path", "line"), list(links()))
def test_one_deleted_link_is_one_finding_at_the_end_that_remains(
    path: str, line: str, city: City
) -> None:
    found = city.findings({path: base()[path].replace(line, "")})
    expected = 0 if "临江省" in line.split(",", maxsplit=1)[0] else 1
    rules = [rule for file, _, rule in found if file != path]
    assert rules == ["LNK002"] * expected


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("demonstration") / "plans"
    shutil.copytree(PLANS, folder)
    return City(folder)


def test_a_unit_of_the_demonstration_city_named_by_its_former_name(demonstration: City) -> None:
    path = "special/geology/plan.yaml"
    before = demonstration.findings()
    text = demonstration.files()[path]
    old = "配合: [市自然资源局, 市气象局, 市水务局]"
    assert text.count(old) == 1
    changed = text.replace(old, old.replace("市水务局", "市水利局"))
    line = text.count("\n", 0, text.index(old)) + 1
    new = [one for one in demonstration.findings({path: changed}) if one not in before]
    assert new == [(path, line, "REF003")]


def test_a_link_of_the_demonstration_city_without_its_answer(demonstration: City) -> None:
    path = "special/blackout/plan.yaml"
    before = {(file, rule) for file, _, rule in demonstration.findings()}
    text = demonstration.files()[path]
    start = text.index("  - 预案: hazchem\n    关系: 引发\n")
    end = text.index("  - 预案: airport\n", start)
    found = demonstration.findings({path: text[:start] + text[end:]})
    new = [(file, rule) for file, _, rule in found if (file, rule) not in before]
    assert new == [("special/hazchem/plan.yaml", "LNK002")]


LEVELS = {"Ⅰ级": "I级", "Ⅱ级": "II级", "Ⅲ级": "III级", "Ⅳ级": "IV级"}


def in_latin_letters(text: str, *levels: str) -> str:
    """Return the facts of a plan with the keys of *levels* in Latin letters."""
    head, key, rest = text.partition("\n响应级别:\n")
    for level in levels:
        rest = rest.replace(f"  {level}:\n", f"  {LEVELS[level]}:\n", 1)
    return head + key + rest


@pytest.mark.parametrize("level", list(LEVELS))
def test_one_level_in_latin_letters_is_one_finding(level: str, city: City) -> None:
    path = "special/demo/plan.yaml"
    changed = in_latin_letters(base()[path], level)
    line = changed[: changed.index(f"  {LEVELS[level]}:\n")].count("\n") + 1
    assert city.findings({path: changed}) == [(path, line, "STR005")]


def test_a_level_in_wide_latin_letters_is_one_finding(city: City) -> None:
    path = "special/demo/plan.yaml"
    changed = base()[path].replace("  Ⅱ级:\n", "  ＩＩ级:\n", 1)
    line = changed[: changed.index("  ＩＩ级:\n")].count("\n") + 1
    assert city.findings({path: changed}) == [(path, line, "STR005")]


def test_levels_that_are_all_in_latin_letters_are_the_same(city: City) -> None:
    path = "special/demo/plan.yaml"
    assert city.findings({path: in_latin_letters(base()[path], *LEVELS)}) == []


def test_no_rule_changes_what_it_looks_at(city: City) -> None:
    corpus, _ = load(city.folder)
    before = [view.plan.model_dump() for view in corpus.plans]
    outlines = [outline.model_dump() for outline in corpus.system.outlines]
    for view in corpus.plans:
        assert list(apply_rules(Scope.PLAN, view, strict=True)) == []
    assert list(apply_rules(Scope.SYSTEM, corpus.system, strict=True)) == []
    assert [view.plan.model_dump() for view in corpus.plans] == before
    assert [outline.model_dump() for outline in corpus.system.outlines] == outlines
