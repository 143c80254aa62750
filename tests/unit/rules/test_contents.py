"""What articles want plans to contain, and where a plan has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import planforge.rules.catalogue  # noqa: F401 - lets all rules enter
from planforge.corpus.load import load
from planforge.corpus.plan_view import PlanView
from planforge.document.components import COMPONENTS
from planforge.findings import Place, Span
from planforge.i18n import msg
from planforge.rules.cases import base
from planforge.rules.contents.blocks import block_missing, directive_without_facts
from planforge.rules.contents.data import CONTENTS, DEMANDS, PART_OF
from planforge.rules.contents.demands import required_contents
from planforge.rules.contents.measures import coverage
from planforge.rules.contents.printed import PRINTS
from planforge.rules.rule import rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plans(tmp_path: Path) -> dict[str, PlanView]:
    """Return the plans of the base city by id."""
    for path, text in base().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return {view.plan.id: view for view in load(tmp_path)[0].plans}


@pytest.fixture
def flood(plans: dict[str, PlanView]) -> PlanView:
    """Return the flood plan of the base city."""
    return plans["demo"]


def test_every_demand_names_known_contents_and_a_rule() -> None:
    known = {rule.id for rule in rules()}
    assert {d.rule for d in DEMANDS} <= known
    assert {code for d in DEMANDS for code in d.contents} <= set(CONTENTS)
    assert set(PART_OF) <= set(CONTENTS)


def test_every_content_is_wanted_by_some_article() -> None:
    assert {code for d in DEMANDS for code in d.contents} == set(CONTENTS)


def test_a_flood_plan_is_asked_by_law_by_class_and_by_hazard(flood: PlanView) -> None:
    required = required_contents(flood)
    assert [x.rule for x in required if x.content.code == "body"] == ["CNT002"]
    assert list(dict.fromkeys(x.rule for x in required)) == ["PRO007", "CNT002", "CNT014"]
    assert all(x.is_present for x in required)


def test_what_facts_show_stands_there_and_words_in_their_line(flood: PlanView) -> None:
    places = {x.content.code: x.where for x in required_contents(flood)}
    assert places["report"] == flood.at("reports")
    extreme = places["flood_extreme"]
    assert extreme is not None
    assert (extreme.file, extreme.pointer[0]) == (flood.file, "local_commands")


def test_coverage_names_all_eleven_kinds(flood: PlanView) -> None:
    kinds = coverage(flood)
    assert (len(kinds), sum(kinds.values())) == (11, 7)


def test_an_empty_directive_and_the_matrix_agree(plans: dict[str, PlanView]) -> None:
    outage = plans["other"]
    prose = f"# 总则\n\n# 后期处置\n\n```{{recovery}}\n```\n\n{'灾区及时恢复重建。' * 20}\n"
    facts = outage.plan.model_copy(update={"recovery": ()})
    view = PlanView(facts, outage.registry, outage.file, prose)
    assert [x.is_present for x in required_contents(view) if x.content.code == "recovery"] == [
        False
    ]
    (gone,) = block_missing(view)
    assert gone.message.render("en") == (
        "The plan lays down nothing on recovery (事后恢复与重建措施), which "
        "《中华人民共和国突发事件应对法》第二十八条 want: "
        "「后期处置」 is empty and no section of plan.md says it"
    )
    assert gone.related == (
        (Place(view.prose_file, span=Span(5, 5, 5, 13)), msg("This directive prints nothing")),
    )
    assert list(directive_without_facts(view)) == []


def test_every_directive_whose_facts_are_looked_for_exists() -> None:
    assert set(PRINTS) <= COMPONENTS.keys()
    assert set(COMPONENTS) - set(PRINTS) == {
        "contacts",
        "edition",
        "plan-system",
        "triggers",
    }
