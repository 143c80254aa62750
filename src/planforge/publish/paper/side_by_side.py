"""Chains of work done side by side in a few threads: what most other work waits for comes first."""

from __future__ import annotations

import sys
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from queue import PriorityQueue
from typing import TYPE_CHECKING, Final, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

_WORKERS: Final = 2
_AHEAD: Final = 3
"""Chains under way at a time: one is prepared while two are worked at.

With more, whoever prepares them takes its turns from those who work.
"""
_TURN_S: Final = 0.0005
"""Seconds until a thread of Python gives way to another."""


class Urgent(Protocol):
    """Work that is done before what it is less than."""

    def __lt__(self, other: Self, /) -> bool: ...


T = TypeVar("T", bound=Urgent)
R = TypeVar("R")


@contextmanager
def threads() -> Iterator[Executor]:
    """Give threads to work in; they need few turns of Python, but each at once."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_S)
    try:
        with ThreadPoolExecutor(_WORKERS, "planforge-press") as pool:
            yield pool
    finally:
        sys.setswitchinterval(before)


def work_through(
    pool: Executor,
    chains: Iterable[Iterator[T]],
    work: Callable[[T], R],
    take: Callable[[R], None],
) -> None:
    """Do all the work of *chains* in *pool*.

    A chain is asked for its next piece of work when what was made of the one before is taken, and
    that in this thread only.

    Args:
        pool: Where work is done.
        chains: What is to be done, one after the other in each.
        work: Makes something of a piece of work, in whatever thread.
        take: Is given what was made.
    """
    under_way: set[Future[tuple[Iterator[T], R]]] = set()
    ready: PriorityQueue[_Piece[T]] = PriorityQueue()

    def done() -> tuple[Iterator[T], R]:
        piece = ready.get()
        return piece.chain, work(piece.asked)

    def advance(chain: Iterator[T]) -> None:
        for asked in chain:
            ready.put(_Piece(asked, chain))
            under_way.add(pool.submit(done))
            break

    coming = iter(chains)
    chain = next(coming, None)
    while chain is not None or under_way:
        may_begin = chain is not None and len(under_way) < _AHEAD
        if chain is not None and may_begin:
            advance(chain)
            chain = next(coming, None)
        # What goes on with a chain is soon prepared, so it comes before one more chain.
        for future in wait(under_way, 0 if may_begin else None, FIRST_COMPLETED).done:
            under_way.remove(future)
            chain_before, made = future.result()
            take(made)
            advance(chain_before)


class _Piece(Generic[T]):
    """A piece of work and the chain it is of."""

    def __init__(self, asked: T, chain: Iterator[T]) -> None:
        self.asked = asked
        self.chain = chain

    def __lt__(self, other: _Piece[T]) -> bool:
        """Tell whether this one comes before *other*."""
        return self.asked < other.asked
