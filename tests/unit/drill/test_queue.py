"""Events come in one order, whoever asked for them first."""

from __future__ import annotations

from itertools import permutations

from planforge.drill.queue import MAX_DELTAS, PHASES, Event, Kind, Phase, Queue, Subject

A = Subject(1, "a", 0, "a")
B = Subject(2, "b", 0, "b")


def drained(queue: Queue) -> list[tuple[int, int, str, str]]:
    """Return what is left in *queue*: second, cycle, kind and entity."""
    found = []
    while (popped := queue.pop()) is not None:
        event = popped[0]
        found.append((event.time, event.delta, event.kind.value, event.subject.entity))
    return found


def test_every_kind_has_its_phase() -> None:
    assert set(PHASES) == set(Kind)


def test_phases_come_before_plans_and_plans_before_ids() -> None:
    posts = [
        (Kind.ALLOCATE, 5, A),
        (Kind.TASK_DONE, 5, B),
        (Kind.TASK_DONE, 5, A),
        (Kind.TASK_DUE, 4, B),
    ]
    expected = [
        (4, 0, "deadline_due", "b"),
        (5, 0, "task_done", "a"),
        (5, 0, "task_done", "b"),
        (5, 0, "allocate", "a"),
    ]
    for order in permutations(posts):
        queue = Queue()
        for kind, time, subject in order:
            queue.post(kind, time, subject)
        assert drained(queue) == expected


def test_a_later_phase_joins_the_cycle_and_an_earlier_one_waits_for_the_next() -> None:
    queue = Queue()
    queue.post(Kind.DECIDE, 7, A)
    queue.pop()
    queue.post(Kind.ASSESS, 7, A)
    queue.post(Kind.DECIDE, 7, B)
    queue.post(Kind.CASCADE, 7, A)
    queue.post(Kind.FACT, 8, A)
    assert drained(queue) == [
        (7, 0, "cascade", "a"),
        (7, 1, "assess", "a"),
        (7, 1, "decide", "b"),
        (8, 0, "fact_update", "a"),
    ]


def test_the_past_is_now() -> None:
    queue = Queue()
    queue.post(Kind.DECIDE, 7, A)
    queue.pop()
    queue.post(Kind.SAMPLE, 3, A)
    assert drained(queue) == [(7, 0, "sample", "a")]


def test_what_is_asked_twice_happens_once_with_both_causes() -> None:
    queue = Queue()
    queue.post(Kind.ASSESS, 0, A, cause=(3,))
    queue.post(Kind.ASSESS, 0, A, cause=(1, 3))
    queue.post(Kind.ASSESS, 0, A)
    event = Event(0, 0, Phase.ASSESSED, A, Kind.ASSESS, "")
    assert (queue.pop(), queue.pop()) == ((event, (1, 3)), None)


def test_a_loop_names_the_events_that_come_round() -> None:
    queue = Queue()
    queue.post(Kind.DECIDE, 0, A, "up")
    while not queue.is_looping:
        popped = queue.pop()
        assert popped is not None
        event = popped[0]
        other = B if event.subject == A else A
        queue.post(Kind.DECIDE, 0, other, "down" if event.detail == "up" else "up")
    assert queue.delta == MAX_DELTAS
    assert sorted(queue.loop()) == ["decide a a up", "decide b b down"]


def test_what_never_repeats_gives_its_last_cycle() -> None:
    queue = Queue()
    queue.post(Kind.DECIDE, 0, A, "0")
    while not queue.is_looping:
        popped = queue.pop()
        assert popped is not None
        queue.post(Kind.DECIDE, 0, A, str(int(popped[0].detail) + 1))
    assert queue.loop() == (f"decide a a {MAX_DELTAS - 1}",)


def test_a_run_ends_at_its_horizon_whatever_would_have_come_next() -> None:
    queue = Queue()
    queue.post(Kind.DECIDE, 90, A)
    assert queue.pop() is not None
    queue.close(80)
    assert (queue.now, queue.delta, queue.pop()) == (80, 0, None)
