"""Facts as they are typed, and what they make of a plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planforge.corpus.assess import Answer, Fact, Step, answer, assess, read_fact
from planforge.corpus.load import load
from planforge.corpus.names import Entity, Unknown
from planforge.corpus.tables import Condition, Rule, compile_cell
from planforge.feel import Numeric, Ordered, Problem, ValueSet
from planforge.findings import Place
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.rules.cases import base

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.feel import Value


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("city")
    for path, text in base().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return load(folder)[0]


def fact(corpus: Corpus, name: str, text: str) -> Fact:
    found = read_fact(name, text, corpus.registry)
    assert isinstance(found, Fact)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120", Fraction(120)),
        ("120毫米", Fraction(120)),
        ("12 cm", Fraction(120)),
        ("0.1厘米", Fraction(1)),
        ("33.3毫米", Fraction(333, 10)),
    ],
)
def test_numbers_are_exact_in_whatever_unit(corpus: Corpus, text: str, value: Fraction) -> None:
    assert fact(corpus, "24小时降雨量", text).value == value


def test_what_is_no_single_value_is_refused(corpus: Corpus) -> None:
    for text in (">= 100", "[1..2]", "3人", "很大"):
        assert isinstance(read_fact("24小时降雨量", text, corpus.registry), Problem)
    assert isinstance(read_fact("24小时降雪量", "3", corpus.registry), Unknown)


@pytest.mark.parametrize(
    ("rain", "level"),
    [
        ("49.9", None),
        ("50", "Ⅳ级"),
        ("99.9", "Ⅳ级"),
        ("100", "Ⅲ级"),
        ("299", "Ⅱ级"),
        ("300", "Ⅰ级"),
    ],
)
def test_the_level_at_each_bound(corpus: Corpus, rain: str, level: str | None) -> None:
    view = corpus.plan("demo")
    assert view is not None
    found = assess(view, [fact(corpus, "24小时降雨量", rain)])
    reached = found.levels.reached
    assert (reached.name if reached else None) == level
    assert found.levels.possible == ()


def test_nothing_known_leaves_every_level_open(corpus: Corpus) -> None:
    view = corpus.plan("demo")
    assert view is not None
    found = assess(view, [])
    assert found.levels.reached is None
    assert [step.name for step in found.levels.possible] == ["Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"]
    assert found.actions == ()
    assert [link.answer for link in found.links] == [Answer.OPEN, Answer.OPEN]


def test_actions_come_by_their_limits_and_links_with_their_levels(corpus: Corpus) -> None:
    view = corpus.plan("demo")
    assert view is not None
    rain, broken = fact(corpus, "24小时降雨量", "320"), fact(corpus, "变电站进水", "是")
    found = assess(view, [rain, broken])
    limits = [action.limit.seconds for action in found.actions if action.limit]
    assert limits == sorted(limits, key=lambda seconds: (seconds is None, seconds))
    links = [(one.link.plan, one.answer, one.level) for one in found.links]
    assert ("other", Answer.HOLDS, "Ⅱ级") in links
    assert found.unused == ()
    assert assess(view, [rain, fact(corpus, "变电站进水", "否")]).links[-1].link.plan != "other"


STAGES = Ordered(("正常", "超警戒", "超保证", "超历史"))


def counted(count: str, reach: str) -> Condition:
    """Return the cell that counts places at which the gauge reaches something."""
    entry = Indicator.model_validate(
        {
            "编号": "gauge",
            "名称": "水位",
            "类型": "等级",
            "等级": list(STAGES.words),
            "观测": "某单位",
        }
    )
    entity = Entity(Kind.INDICATOR, "gauge", "水位", "水位", Place("indicators.yaml"), entry)
    number, test = (
        compile_cell(text, domain)
        for text, domain in ((count, Numeric(low=Fraction(0), integer=True)), (reach, STAGES))
    )
    assert isinstance(number, ValueSet)
    assert isinstance(test, ValueSet)
    return Condition("gauge#" + test.text(), entity, number, ("levels",), test)


@pytest.mark.parametrize(
    ("told", "count", "reach", "expected"),
    [
        ({"gauge#超保证": 1}, ">= 1", ">= 超保证", Answer.HOLDS),
        ({"gauge#超保证": 1}, ">= 1", ">= 超警戒", Answer.HOLDS),
        ({"gauge#超保证": 1}, ">= 2", ">= 超保证", Answer.FAILS),
        ({"gauge#超保证": 1}, ">= 2", ">= 超警戒", Answer.OPEN),
        ({"gauge#超保证": 1}, "1", "超历史", Answer.OPEN),
        ({"gauge#超保证": 1}, ">= 2", "超历史", Answer.FAILS),
        ({"gauge#超保证": 1, "gauge#超历史": 1}, "2", ">= 超保证", Answer.HOLDS),
        ({"gauge#>= 超警戒": 3}, ">= 4", ">= 超保证", Answer.FAILS),
        ({"gauge#>= 超警戒": 3}, ">= 2", ">= 超保证", Answer.OPEN),
        ({"gauge": "超保证"}, "[1..3)", ">= 超警戒", Answer.HOLDS),
        ({"gauge": "超保证"}, ">= 2", ">= 超保证", Answer.OPEN),
        ({"gauge": "超保证"}, ">= 1", "超历史", Answer.OPEN),
        ({"other#超保证": 1}, ">= 1", ">= 超保证", Answer.OPEN),
    ],
)
def test_a_number_of_places_says_something_of_other_bounds(
    told: dict[str, int | str], count: str, reach: str, expected: Answer
) -> None:
    facts: dict[str, Value] = {
        key: Fraction(value) if isinstance(value, int) else value for key, value in told.items()
    }
    rule = Rule(("levels",), (counted(count, reach),))
    assert answer(rule, facts).answer is expected


def test_rows_that_lack_least_come_first() -> None:
    cells = tuple(counted(">= 1", reach) for reach in ("超警戒", "超保证", "超历史"))
    far = Rule(("far",), cells[:2])
    near = Rule(("near",), cells[2:], "会商认为严重")
    nearest = Rule(("nearest",), cells[2:], "会商认为很严重")
    rows = tuple(answer(row, {"gauge#超历史": Fraction(1)}) for row in (far, near, nearest))
    assert [row.unknown for row in rows] == [2, 1, 1]
    assert [row.rule for row in Step("Ⅰ级", rows).nearest] == [near, nearest, far]
