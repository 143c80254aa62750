"""An assessment agrees with trying every value that is not known."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from planforge.corpus.assess import Answer, scale
from planforge.corpus.names import Entity
from planforge.corpus.tables import Compiled, Condition, Rule
from planforge.feel import Flag, Numeric, Ordered, ValueSet, only, whole
from planforge.findings import Place
from planforge.model.base import Element, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.feel import Domain, Value

DOMAINS: dict[str, Domain] = {
    "deaths": Numeric(low=Fraction(0), high=Fraction(3), integer=True),
    "warning": Ordered(("蓝色", "黄色", "橙色")),
    "broken": Flag(),
}
VALUES: dict[str, tuple[Value, ...]] = {
    "deaths": tuple(Fraction(n) for n in range(4)),
    "warning": ("蓝色", "黄色", "橙色"),
    "broken": (False, True),
}
ENTITIES = {
    name: Entity(Kind.INDICATOR, name, name, name, Place("p"), Element()) for name in DOMAINS
}


def sets(name: str) -> st.SearchStrategy[ValueSet]:
    def joined(values: set[Value]) -> ValueSet:
        found = whole(DOMAINS[name]).difference(whole(DOMAINS[name]))
        for value in sorted(values, key=str):
            found = found.union(only(DOMAINS[name], value))
        return found

    return st.sets(st.sampled_from(VALUES[name]), min_size=1).map(joined)


def conditions(name: str) -> st.SearchStrategy[Condition]:
    return st.builds(Condition, st.just(name), st.just(ENTITIES[name]), sets(name), st.just(()))


ROWS = st.lists(
    st.one_of(*map(conditions, DOMAINS)), min_size=1, max_size=3, unique_by=lambda c: c.dimension
).map(lambda cells: Rule((), tuple(cells)))
TABLES = st.lists(st.lists(ROWS, max_size=3), min_size=1, max_size=3)
FACTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)


def level_at(tables: list[list[Rule]], facts: Mapping[str, Value]) -> int | None:
    """Return the worst level of which a row holds at *facts*, where every value is known."""
    for number, rows in enumerate(tables):
        if any(all(c.values.contains(facts[c.dimension]) for c in row.conditions) for row in rows):
            return number
    return None


@given(TABLES, FACTS)
def test_what_is_unknown_is_neither_yes_nor_no(
    tables: list[list[Rule]], facts: dict[str, Value]
) -> None:
    found = scale(((str(i), Compiled(tuple(rows))) for i, rows in enumerate(tables)), facts)
    unknown = [name for name in VALUES if name not in facts]
    worlds = [
        {**facts, **dict(zip(unknown, values, strict=True))}
        for values in product(*(VALUES[name] for name in unknown))
    ]
    levels = [level_at(tables, world) for world in worlds]
    known = [level for level in levels if level is not None]
    # what holds in a row holds everywhere; rows that together leave nothing open are not joined
    if found.reached is not None:
        assert len(known) == len(levels)
        assert max(known) <= int(found.reached.name)
    for number in set(known):
        names = {step.name for step in found.possible}
        assert str(number) in names or (found.reached and found.reached.name == str(number))
    for step in found.steps:
        for row in step.rows:
            holds = {
                all(c.values.contains(world[c.dimension]) for c in row.rule.conditions)
                for world in worlds
            }
            if row.answer is Answer.HOLDS:
                assert holds == {True}
            elif row.answer is Answer.FAILS:
                assert holds == {False}
            else:
                assert True in holds
                assert [c for c in row.rule.conditions if c.dimension in unknown] == [*row.missing]
