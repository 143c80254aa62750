"""Typst remembers what it laid out until it is made to forget, and never amid a part."""

from __future__ import annotations

import ctypes
import gc
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import typst

from planforge.publish.paper import typst_engine
from planforge.publish.paper.typst_memory import Memory, give_back


def test_after_many_pages_all_is_forgotten_before_the_next() -> None:
    told: list[str] = []
    memory = Memory(lambda: told.append("forgotten"), 150)
    for pages in (149, 1, 20):
        with memory.laying():
            told.append(f"{pages} laid")
        memory.add(pages)
    assert told == ["149 laid", "1 laid", "forgotten", "20 laid"]


def test_nothing_is_forgotten_while_another_lays_out() -> None:
    told: list[str] = []
    memory = Memory(lambda: told.append("forgotten"), 1)
    begun, goes_on = Event(), Event()

    def lay_long() -> None:
        with memory.laying():
            begun.set()
            goes_on.wait(10)
            told.append("long laid")

    def lay_next() -> None:
        with memory.laying():
            told.append("next laid")

    long, then = Thread(target=lay_long), Thread(target=lay_next)
    long.start()
    assert begun.wait(10)
    memory.add(1)
    then.start()
    then.join(0.05)
    assert (then.is_alive(), told) == (True, [])
    goes_on.set()
    then.join(10)
    long.join(10)
    assert told == ["long laid", "forgotten", "next laid"]


@pytest.mark.parametrize(("pages", "expected"), [(14, []), (15, ["forgotten"])])
def test_only_much_is_forgotten_where_other_work_comes(pages: int, expected: list[str]) -> None:
    told: list[str] = []
    memory = Memory(lambda: told.append("forgotten"), 150)
    memory.add(pages)
    memory.rest()
    memory.rest()
    assert told == expected


def test_nothing_is_forgotten_for_other_work_while_somebody_lays_out() -> None:
    told: list[str] = []
    memory = Memory(lambda: told.append("forgotten"), 1)
    memory.add(1)
    with memory.laying():
        memory.add(1)
        memory.rest()
    assert told == ["forgotten"]


@pytest.mark.parametrize("is_known", [True, False])
def test_memory_goes_back_to_the_system_where_the_library_can_do_it(
    monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    told: list[object] = []
    known = {"malloc_trim": told.append} if is_known else {}
    monkeypatch.setattr(ctypes, "pythonapi", SimpleNamespace(**known))
    monkeypatch.setattr(gc, "collect", lambda: told.append("collected"))
    give_back()
    assert told == ["collected", *([0] if is_known else [])]


def test_typst_forgets_what_ten_documents_did_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    class Compiler:
        def __init__(self, **_options: object) -> None: ...

        def compile(self, text: bytes, **_options: object) -> None:
            asked.append(text)

    monkeypatch.setattr(typst, "Compiler", Compiler)
    monkeypatch.setattr(typst_engine, "give_back", lambda: asked.append("given back"))
    typst_engine._forget()
    assert asked == [*([b""] * 11), "given back"]
