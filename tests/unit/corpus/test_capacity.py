from __future__ import annotations

from planforge.corpus.capacity import Overload, Task, overload


def test_work_that_fills_its_window_fits() -> None:
    tasks = [Task("a", 0, 60, 30), Task("b", 0, 60, 30)]
    assert overload(tasks) is None


def test_one_second_too_much_is_an_overload() -> None:
    tasks = [Task("a", 0, 60, 30), Task("b", 0, 60, 31)]
    assert overload(tasks) == Overload(0, 60, 61, tuple(tasks))


def test_the_window_names_only_the_tasks_in_it() -> None:
    tasks = [Task("early", 0, 10, 8), Task("early too", 0, 10, 8), Task("late", 50, 100, 10)]
    assert overload(tasks) == Overload(0, 10, 16, tuple(tasks[:2]))


def test_a_task_that_cannot_avoid_a_window_counts_with_its_least_part() -> None:
    blocker, long = Task("blocker", 4, 6, 2), Task("long", 0, 10, 7)
    assert [long.energy(4, 6), blocker.energy(4, 6)] == [2, 2]
    assert overload([blocker, long]) == Overload(3, 7, 6, (blocker, long))


def test_work_before_and_after_a_window_is_not_counted() -> None:
    task = Task("a", 0, 100, 10)
    assert [task.energy(0, 50), task.energy(50, 100), task.energy(0, 100)] == [0, 0, 10]


def test_a_task_knows_whether_it_fits_at_all() -> None:
    assert [Task("a", 0, 10, 10).fits, Task("a", 1, 10, 10).fits] == [True, False]


def test_nothing_to_do_is_no_overload() -> None:
    assert overload([]) is None
