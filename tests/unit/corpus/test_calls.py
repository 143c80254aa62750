"""What plans draw from the depots at one time."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planforge.corpus.calls import Call, Draw, Drawing, Span, at_one_time, calls_at
from planforge.corpus.names import fold

RANKS = {fold(name): rank for rank, name in enumerate(("Ⅳ级", "Ⅲ级", "Ⅱ级", "Ⅰ级"), 1)}


def call(index: int, quantity: int, *after: int) -> Call:
    return Call(
        index=index,
        title=f"a{index}",
        level="",
        supply="编织袋",
        quantity=quantity,
        unit="",
        depots=(),
        after=after,
    )


def drawing(span: Span, *draws: Draw, replaced: tuple[Span, ...] = ()) -> Drawing:
    return Drawing(index=3, title="堵口", span=span, replaced=replaced, after=(), draws=draws)


def draw(quantity: int, level: str = "") -> Draw:
    return Draw(level=level, supplies=(("编织袋", quantity, "条"),), depots=())


def quantities(action: Drawing) -> list[int]:
    found = [calls_at([action], rank, RANKS) for rank in (1, 2, 3, 4)]
    return [sum(c.quantity for c in at.get("编织袋", [])) for at in found]


def test_what_changes_from_a_level_on_stays_at_higher_ones() -> None:
    action = drawing(Span(first="Ⅲ级", only=()), draw(10), draw(30, "Ⅰ级"), draw(20, "Ⅱ级"))
    assert quantities(action) == [0, 10, 20, 30]


def test_an_action_draws_at_its_only_levels_and_not_where_it_is_replaced() -> None:
    assert quantities(drawing(Span(first="", only=("Ⅲ级", "Ⅰ级")), draw(10))) == [0, 10, 0, 10]
    replaced = (Span(first="Ⅱ级", only=()),)
    every = Span(first="", only=())
    assert quantities(drawing(every, draw(10), replaced=replaced)) == [10, 10, 0, 0]


def test_nothing_is_drawn_before_the_level_that_says_so() -> None:
    assert quantities(drawing(Span(first="", only=()), draw(7, "Ⅱ级"))) == [0, 0, 7, 7]


def test_a_draw_stands_where_the_plan_says_it() -> None:
    action = drawing(Span(first="", only=()), draw(1), draw(7, "Ⅱ级"))
    pointers = [calls_at([action], rank, RANKS)["编织袋"][0].pointer for rank in (1, 3)]
    assert pointers == [
        ("actions", 3, "needs", "supplies", "编织袋"),
        ("actions", 3, "changes", "Ⅱ级", "needs", "supplies", "编织袋"),
    ]


def test_actions_that_wait_for_each_other_do_not_draw_at_one_time() -> None:
    chain = [call(0, 10), call(1, 20, 0), call(2, 5, 0, 1), call(3, 1)]
    assert at_one_time(chain) == (chain[1], chain[3])


@st.composite
def ordered_calls(draw: st.DrawFn) -> list[Call]:
    count = draw(st.integers(0, 7))
    before: list[set[int]] = []
    for i in range(count):
        direct = draw(st.sets(st.integers(0, i - 1))) if i else set()
        before.append(direct.union(*(before[j] for j in direct)))
    return [call(i, draw(st.integers(0, 20)), *sorted(earlier)) for i, earlier in enumerate(before)]


@given(ordered_calls())
def test_the_most_at_one_time_is_exact(calls: list[Call]) -> None:
    found = at_one_time(calls)
    assert all(one.index not in other.after for one in found for other in found)
    most = max(
        sum(c.quantity for c in some)
        for size in range(len(calls) + 1)
        for some in combinations(calls, size)
        if all(one.index not in other.after for one in some for other in some)
    )
    assert sum(c.quantity for c in found) == most
