"""Energetic reasoning against every order of the tasks."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from planforge.corpus.capacity import Task, overload
from planforge.corpus.coactive import too_few

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@st.composite
def tasks(draw: st.DrawFn) -> list[Task]:
    found = []
    for i in range(draw(st.integers(0, 5))):
        release, work, slack = (draw(st.integers(0, most)) for most in (8, 5, 6))
        found.append(Task(str(i), release, release + work + 1 + slack, work + 1))
    return found


def has_order(tasks: Sequence[Task]) -> bool:
    for order in permutations(tasks):
        now, in_time = 0, True
        for task in order:
            now = max(now, task.release) + task.work
            in_time = in_time and now <= task.due
        if in_time:
            return True
    return False


def fits_when_interrupted(tasks: Sequence[Task]) -> bool:
    """Whether the tasks fit if each may be interrupted: earliest due time first, by the second."""
    left = {task: task.work for task in tasks}
    for now in range(max((task.due for task in tasks), default=0)):
        ready = [task for task in tasks if task.release <= now and left[task]]
        if ready:
            left[min(ready, key=lambda task: (task.due, task.name))] -= 1
        if any(left[task] and task.due <= now + 1 for task in tasks):
            return False
    return True


@given(tasks())
def test_an_overload_means_that_no_order_keeps_the_deadlines(tasks: list[Task]) -> None:
    if overload(tasks) is not None:
        assert not has_order(tasks)


@given(tasks())
def test_what_does_not_fit_even_interrupted_is_found(tasks: list[Task]) -> None:
    if not fits_when_interrupted(tasks):
        assert overload(tasks) is not None


@given(tasks())
def test_the_witness_is_a_window_that_is_too_short(tasks: list[Task]) -> None:
    found = overload(tasks)
    if found is not None:
        assert found.demand == sum(task.energy(found.start, found.end) for task in found.tasks)
        assert found.demand > found.end - found.start


@given(st.dictionaries(st.integers(0, 5), st.frozensets(st.sampled_from("abcd")), max_size=5))
def test_places_lack_persons_when_no_way_to_fill_them_exists(
    wanted: Mapping[int, frozenset[str]],
) -> None:
    lacking = too_few(wanted)
    assert bool(lacking) != can_fill(list(wanted.values()), frozenset())
    if lacking:
        assert len(frozenset().union(*(wanted[place] for place in lacking))) < len(lacking)


def can_fill(wanted: Sequence[frozenset[str]], taken: frozenset[str]) -> bool:
    if not wanted:
        return True
    return any(can_fill(wanted[1:], taken | {person}) for person in wanted[0] - taken)
