"""Work shared among processes: the one place that starts them, hands out, gathers, and ends them.

Who waits for the work is the only one to write: a worker gets values through its pipe and sends
values back, so it holds no lock, no file and no store, and may be ended at any moment. It ends by
itself when the other end of its pipe is gone, however that came about. Whatever a worker cannot do,
because it was killed or the work failed, is done in this process, which then says what is wrong.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    _Pipe: TypeAlias = Connection[Any, Any]

_Known = TypeVar("_Known")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
StartMethod: TypeAlias = Literal["fork", "spawn"]


def available() -> int:
    """Return how many processes should share work: one for each processor that may be used."""
    counted = getattr(os, "process_cpu_count", None)  # from Python 3.13 on
    if counted is not None:
        found = counted()
    elif hasattr(os, "sched_getaffinity"):
        found = len(os.sched_getaffinity(0))
    else:
        found = os.cpu_count()
    return found or 1


def start_method() -> StartMethod:
    """Return how processes start: as copies of this one, or anew, which takes half a second.

    Copies are sure on Linux only; libraries of macOS break in them, and Windows has none.
    """
    return "fork" if sys.platform == "linux" else "spawn"


def shared(
    work: Callable[[_Known, _Item], _Result],
    known: _Known,
    items: Iterable[_Item],
    *,
    processes: int,
) -> Generator[_Result, None, None]:
    """Yield what *work* makes of each of *items*, in their order, the same for any *processes*.

    Everything is done in this process if *processes* is 1, or where none can be started: in a
    worker, or beside threads, whose locks a copy would find closed for ever. Close the iterator
    (`contextlib.closing`) to end the processes early.

    Args:
        work: A function of a module, without effects; it returns what can be pickled.
        known: What all the work needs. A process that starts anew gets it pickled.
        items: What is to be done; taken one by one, and pickled for the process that gets it.
        processes: How many may be started beside this one, which waits for them.
    """
    if processes < 2 or not _may_start():  # noqa: PLR2004 - one alone is this one
        for item in items:
            yield work(known, item)
        return
    done: dict[int, _Result] = {}
    wanted = 0
    with _Crew(work, known, processes) as crew:
        for place, result in crew.results(items):
            done[place] = result
            while wanted in done:
                yield done.pop(wanted)
                wanted += 1


def _may_start() -> bool:
    from multiprocessing import current_process  # noqa: PLC0415 - only where it is needed

    return not current_process().daemon and (start_method() == "spawn" or _threads() == 1)


def _threads() -> int:
    """Return how many threads this process has; those of libraries as well, where that is told."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return threading.active_count()


class _Crew(Generic[_Known, _Item, _Result]):
    """Processes that do the same work; they live inside of the `with` block."""

    def __init__(
        self, work: Callable[[_Known, _Item], _Result], known: _Known, processes: int
    ) -> None:
        self._work = work
        self._known = known
        self._processes = processes
        self._started: list[tuple[BaseProcess, _Pipe]] = []

    def __enter__(self) -> Self:
        """Start the processes, as many as the system lets start."""
        from multiprocessing import get_context  # noqa: PLC0415 - only where it is needed

        context = get_context(start_method())
        for _ in range(self._processes):
            here, there = context.Pipe()
            # A copy holds these ends too: they must be closed there, or no end would be noticed.
            ours = [here, *(pipe for _, pipe in self._started)] if start_method() == "fork" else []
            attending = context.Process(  # type: ignore[attr-defined]  # every context has it
                target=_attend, args=(there, ours, self._work, self._known), daemon=True
            )
            try:
                with _uninterrupted():
                    attending.start()
                    self._started.append((attending, here))
            except OSError:  # the system has no room for more
                here.close()
                break
            finally:
                there.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes; nothing that they do needs to be finished."""
        for process, pipe in self._started:
            pipe.close()
            process.kill()
        for process, _pipe in self._started:
            process.join()
            process.close()

    def results(self, items: Iterable[_Item]) -> Iterator[tuple[int, _Result]]:
        """Yield the place of each of *items* and its result, as they get ready."""
        from multiprocessing.connection import wait  # noqa: PLC0415 - only where it is needed

        remaining = enumerate(items)
        busy: dict[_Pipe, tuple[int, _Item]] = {}
        done: list[tuple[int, _Result]] = []
        idle = [pipe for _process, pipe in self._started]
        while True:
            for pipe, (place, item) in zip(idle, remaining, strict=False):
                busy[pipe] = place, item
                with suppress(OSError):  # it is gone, which shows below
                    pipe.send(item)
            yield from done
            if not busy:
                break
            idle, done = [], []
            for pipe in cast("list[_Pipe]", wait(list(busy))):
                place, item = busy.pop(pipe)
                try:
                    done.append((place, pipe.recv()))
                except (EOFError, OSError):  # it is gone, with what it had
                    done.append((place, self._work(self._known, item)))
                else:
                    idle.append(pipe)
        for place, item in remaining:  # nobody is left who could
            yield place, self._work(self._known, item)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait: who starts has noted the process by then, and the process never sees it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _attend(
    pipe: _Pipe,
    others: Iterable[_Pipe],
    work: Callable[[_Known, _Item], _Result],
    known: _Known,
) -> None:
    """Do what comes through *pipe*, until its other end is closed or something goes wrong.

    Nothing is told here of what goes wrong: who waits finds the pipe closed, does the same work,
    and tells it. The process ends at once, without closing what it has in common with that one.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it hears it, and ends it
        for other in others:
            other.close()
        while True:
            pipe.send(work(known, pipe.recv()))
    finally:
        os._exit(0)


__all__ = ["StartMethod", "available", "shared", "start_method"]
