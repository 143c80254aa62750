"""Chains of work: every piece once, in the order of its chain, the most urgent of all first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planforge.publish.paper.side_by_side import threads, work_through

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

P = ParamSpec("P")
R = TypeVar("R")


class _Work(NamedTuple):
    """The *at*-th piece of a chain; fewer *left* behind it make it less urgent."""

    urgency: int
    chain: int
    at: int


@given(st.lists(st.integers(0, 5), max_size=8))
def test_every_piece_is_done_once_and_begun_when_the_one_before_is_taken(
    lengths: list[int],
) -> None:
    begun: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []

    def chain(nth: int, length: int) -> Iterator[_Work]:
        for at in range(length):
            assert at == 0 or (nth, at - 1) in taken
            begun.append((nth, at))
            yield _Work(at - length, nth, at)

    with threads() as pool:
        work_through(
            pool,
            (chain(nth, length) for nth, length in enumerate(lengths)),
            lambda one: (one.chain, one.at),
            taken.append,
        )

    every = [(nth, at) for nth, length in enumerate(lengths) for at in range(length)]
    assert sorted(begun) == sorted(taken) == every


class _One(ThreadPoolExecutor):
    """One thread that tells when it was given three pieces of work."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given = 0
        self.has_three = Event()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **more: P.kwargs) -> Future[R]:
        """Let the thread do it, and count."""
        future = super().submit(fn, *args, **more)
        self.given += 1
        if self.given == 3:
            self.has_three.set()
        return future


def test_what_most_waits_for_is_done_first() -> None:
    done: list[tuple[int, int]] = []

    def chain(nth: int, length: int) -> Iterator[_Work]:
        yield from (_Work(at - length, nth, at) for at in range(length))

    def work(one: _Work) -> tuple[int, int]:
        assert pool.has_three.wait(30)
        done.append((one.chain, one.at))
        return done[-1]

    with _One() as pool:
        work_through(pool, [chain(0, 2), chain(1, 1), chain(2, 4)], work, lambda _made: None)

    assert done.index((2, 0)) < done.index((1, 0))
    assert sorted(done) == [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1), (2, 2), (2, 3)]


def test_what_goes_wrong_in_a_thread_ends_the_work() -> None:
    def work(_one: int) -> int:
        raise ValueError("broken")

    with threads() as pool, pytest.raises(ValueError, match="broken"):
        work_through(pool, [iter([1, 2])], work, lambda _made: None)
