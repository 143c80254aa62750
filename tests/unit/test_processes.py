"""Work shared among processes: nothing is lost, nothing is told twice, and no process stays behind.

Each test runs a program of its own: this one has threads, beside which no process is started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from planforge import processes

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
import os, signal, sys, threading
from contextlib import closing
from planforge import processes
from planforge.processes import shared

def pids(known, item):
    return os.getpid()

def squared(known, item):
    return item * item

def is_worker():
    import multiprocessing
    return multiprocessing.current_process().daemon
"""
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def program(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "program.py"
    file.write_text(HEAD + text, encoding="utf-8")
    return [sys.executable, str(file)]


def ran(tmp_path: Path, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(program(tmp_path, text), capture_output=True, text=True, check=False)


def said(tmp_path: Path, text: str) -> str:
    ended = ran(tmp_path, text)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


@pytest.mark.parametrize("method", ["fork", "spawn"] if sys.platform == "linux" else ["spawn"])
def test_results_come_in_order_from_as_many_processes(tmp_path: Path, method: str) -> None:
    text = f"""
if __name__ == "__main__":
    processes.start_method = lambda: {method!r}
    for number in (1, 2, 3):
        print(list(shared(squared, (), range(7), processes=number)))
        others = set(shared(pids, (), range(7), processes=number)) - {{os.getpid()}}
        print(len(others) == (number if number > 1 else 0))
"""
    squares = [number * number for number in range(7)]
    assert said(tmp_path, text) == f"{squares}\nTrue\n" * 3


def test_items_are_taken_one_by_one_and_may_be_fewer_than_processes(tmp_path: Path) -> None:
    text = """
def items():
    for number in range(3):
        print("item", number, flush=True)
        yield number

for result in shared(squared, (), items(), processes=5):
    print(result)
print(list(shared(squared, (), [], processes=2)))
"""
    expected = "item 0\nitem 1\nitem 2\n0\n1\n4\n[]\n"
    assert said(tmp_path, text) == expected


@POSIX
@pytest.mark.parametrize("killed", [{3}, {0, 1, 2, 3, 4, 5}])
def test_what_a_process_had_that_was_killed_is_done_here(tmp_path: Path, killed: set[int]) -> None:
    text = f"""
def deadly(known, item):
    if is_worker() and item in {killed}:
        os.kill(os.getpid(), signal.SIGKILL)
    return item, is_worker()

print(list(shared(deadly, (), range(6), processes=2)))
"""
    by_process = [(number, number not in killed) for number in range(6)]
    found = said(tmp_path, text)
    if killed == {3}:
        assert found == f"{by_process}\n"
    else:
        assert found == f"{[(number, False) for number in range(6)]}\n"


def test_work_that_fails_everywhere_is_told_once_and_by_this_process(tmp_path: Path) -> None:
    ended = ran(
        tmp_path,
        """
def failing(known, item):
    return 6 // item

try:
    print(*shared(failing, (), [3, 2, 0, 1], processes=2))
except ZeroDivisionError as error:
    print(error)
""",
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "integer division or modulo by zero\n"


def test_work_that_fails_in_processes_alone_is_done_here(tmp_path: Path) -> None:
    text = """
def failing(known, item):
    return 6 // (item - is_worker()), is_worker()

print(*shared(failing, (), [1, 2, 3], processes=2))
"""
    assert said(tmp_path, text) == "(6, False) (6, True) (3, True)\n"


def test_results_that_cannot_be_sent_are_made_here(tmp_path: Path) -> None:
    text = """
def shut(known, item):
    return threading.Lock() if item == 1 else item

print([one if isinstance(one, int) else "lock" for one in shared(shut, (), range(4), processes=2)])
"""
    assert said(tmp_path, text) == "[0, 'lock', 2, 3]\n"


def test_large_items_and_results_do_not_stop_each_other(tmp_path: Path) -> None:
    text = """
def doubled(known, item):
    return item * 2

print(sum(map(len, shared(doubled, (), [b"x" * 3_000_000] * 9, processes=2))))
"""
    assert said(tmp_path, text) == f"{9 * 6_000_000}\n"


def test_beside_threads_and_in_a_worker_all_is_done_in_this_process(tmp_path: Path) -> None:
    text = """
def inner(known, item):
    return set(shared(pids, (), range(3), processes=2)) == {os.getpid()}

if __name__ == "__main__":
    print(*shared(inner, (), range(3), processes=2))
    processes.start_method = lambda: "fork"
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    print(inner((), 0))
    ends.set()
    thread.join()
    print(not inner((), 0) or sys.platform == "win32")
"""
    assert said(tmp_path, text) == "True True True\nTrue\nTrue\n"


def test_where_the_system_lets_no_process_start_all_is_done_here(tmp_path: Path) -> None:
    text = """
from multiprocessing.process import BaseProcess

def no_room(self):
    raise BlockingIOError(11, "Resource temporarily unavailable")

BaseProcess.start = no_room
print(set(shared(pids, (), range(3), processes=2)) == {os.getpid()})
"""
    assert said(tmp_path, text) == "True\n"


@POSIX
def test_ctrl_c_ends_all_processes_and_is_told_once(tmp_path: Path) -> None:
    text = """
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what runs in the background

def waits(known, item):
    print(item, flush=True)
    signal.pause()

try:
    list(shared(waits, (), range(5), processes=2))
except KeyboardInterrupt:
    print("ended", flush=True)
"""
    command = program(tmp_path, text)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert sorted(running.stdout.readline() for _ in range(2)) == ["0\n", "1\n"]
        os.killpg(running.pid, signal.SIGINT)
        try:  # Every process holds the pipes: that they end says that none is left.
            assert running.communicate(timeout=60) == ("ended\n", "")
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    assert running.returncode == 0


@POSIX
@pytest.mark.parametrize("sign", ["SIGTERM", "SIGKILL"])
def test_processes_end_with_the_one_that_started_them(tmp_path: Path, sign: str) -> None:
    text = f"""
def items():
    yield from range(6)
    os.kill(os.getpid(), signal.{sign})
    signal.pause()

list(shared(squared, (), items(), processes=3))
"""
    command = program(tmp_path, text)
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.Signals[sign], "", "")


@POSIX
def test_an_iterator_that_is_closed_early_leaves_no_process(tmp_path: Path) -> None:
    text = """
def waits(known, item):
    if item:
        signal.pause()
    return os.getpid()

with closing(shared(waits, (), range(9), processes=3)) as results:
    next(results)
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError as error:
    print("none")
"""
    assert said(tmp_path, text) == "none\n"


def test_there_is_a_process_for_each_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for counted, wanted in ((None, 1), (1, 1), (3, 3), (64, 64)):
        monkeypatch.setattr(os, "process_cpu_count", lambda n=counted: n, raising=False)
        assert processes.available() == wanted
    monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {2, 5}, raising=False)
    assert processes.available() == 2
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert processes.available() == 4


def test_copies_are_made_on_linux_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        found.append(processes.start_method())
    assert found == ["fork", "spawn", "spawn"]


def test_threads_are_counted_where_the_system_does_not_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Nowhere:
        def __init__(self, path: str) -> None:
            self.path = path

        def iterdir(self) -> list[str]:
            raise FileNotFoundError(self.path)

    monkeypatch.setattr(processes, "Path", Nowhere)
    monkeypatch.setattr(threading, "active_count", lambda: 5)
    assert processes._threads() == 5
