"""What Typst remembers of all that it laid out, and when it must forget it.

Its memory is that of the process, for all threads: what one lets it forget, another may be at work
with, which then lays its part out again from the beginning. So it forgets between two parts only.
"""

from __future__ import annotations

import ctypes
import gc
from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KEPT_PAGES: Final = 300
"""Typst takes half a megabyte and more to remember a page; so many it may remember."""
_MUCH: Final = 10
"""A tenth of them is much where nothing more is laid out."""


class Memory:
    """How much Typst remembers.

    Many threads may be `laying` out something at a time; before one begins when there is too much,
    it waits for the others and lets all be forgotten.
    """

    def __init__(self, forget: Callable[[], None], most: int = _KEPT_PAGES) -> None:
        """Have *forget* called after *most* pages."""
        self._forget = forget
        self._most = most
        self._turn = Condition()
        self._laying = 0
        self._pages = 0

    @contextmanager
    def laying(self) -> Iterator[None]:
        """Let nothing be forgotten by others in this context."""
        with self._turn:
            while self._pages >= self._most:
                if self._laying:
                    self._turn.wait()
                else:
                    self._forget()
                    self._pages = 0
            self._laying += 1
        try:
            yield
        finally:
            with self._turn:
                self._laying -= 1
                self._turn.notify_all()

    def add(self, pages: int) -> None:
        """Count *pages* that were laid out."""
        with self._turn:
            self._pages += pages

    def rest(self) -> None:
        """Let all be forgotten if it is much and nobody is laying out, since other work comes."""
        with self._turn:
            if self._pages >= self._most // _MUCH and not self._laying:
                self._forget()
                self._pages = 0


def give_back() -> None:
    """Give memory in which nothing is kept any more back to the system.

    Every thread takes memory from a heap of its own, and the C library of GNU keeps there what was
    freed: others, who work at something else, would take as much once more. Other libraries do not
    know the call.
    """
    gc.collect()
    trim = getattr(ctypes.pythonapi, "malloc_trim", None)
    if trim is not None:
        trim(0)
