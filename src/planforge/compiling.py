"""Patterns compiled by an earlier run: a check after an edit would spend a fifth on compiling them.

What the interpreter makes of a pattern is a list of numbers. The interpreter itself looks through
such a list before it makes a pattern of it, and refuses one that is no program for its matcher. How
it is asked for one is not promised to anybody, though, so whatever fails here is not a mistake: the
pattern is then compiled as everywhere else.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MOST: Final = 2_000
"""How many patterns are kept; beyond that only those that the last run compiled."""
_WORD: Final = "I"
"""A number of the matcher, as `memoryview` calls its size."""


class Kept:
    """Patterns by their text and flags, as they are taken over from one run to the next."""

    def __init__(self) -> None:
        """Begin with none, and note none."""
        self._fetch: Callable[[], bytes | None] | None = None
        self._known: dict[str, list[object]] | None = None
        self._new: dict[str, list[object]] = {}

    def take_over(self, fetch: Callable[[], bytes | None]) -> None:
        """Use what `dump` of an earlier run gave, and note from now on what is compiled.

        Args:
            fetch: Returns it, None if it is not there; called when the first pattern is wanted.
        """
        self._fetch = fetch

    @property
    def _earlier(self) -> dict[str, list[object]]:
        if self._known is None and self._fetch is not None:
            try:
                known = json.loads(self._fetch() or b"{}")
            except ValueError:
                known = {}
            self._known = known if isinstance(known, dict) else {}
        return self._known or {}

    def dump(self) -> bytes | None:
        """Return what the next run may take over, None if it is what was taken over."""
        if not self._new:
            return None
        earlier = self._earlier if len(self._earlier) + len(self._new) <= _MOST else {}
        known = {**earlier, **self._new}
        self._known, self._new = known, {}
        return json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()

    def compiled(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """Return what `re.compile` returns, or raise what it raises."""
        key = f"{int(flags)}:{pattern}"
        try:
            earlier = self._earlier.get(key)
            if earlier is not None:
                return _made(pattern, earlier)
            if self._fetch is not None:
                noted = _compiled(pattern, flags)
                made = _made(pattern, noted)
                self._new[key] = noted
                return made
        except Exception:  # noqa: BLE001, S110 - another interpreter, or a damaged entry
            pass
        return re.compile(pattern, flags)


def interpreter() -> str:
    """Return a text that differs where the code of a pattern may differ."""
    return f"{sys.implementation.cache_tag} {sys.version} {sys.byteorder} {re.__file__}"


def _made(pattern: str, noted: list[object]) -> re.Pattern[str]:
    flags, groups, names, code = noted
    numbers: Mapping[str, int] = names  # type: ignore[assignment]  # as `_compiled` put it there
    by_number: list[str | None] = [None] * (int(groups) + 1)  # type: ignore[call-overload]  # so is it
    for name, number in numbers.items():
        by_number[number] = name
    words = memoryview(bytes.fromhex(str(code))).cast(_WORD).tolist()
    made: re.Pattern[str] = import_module("_sre").compile(
        pattern, flags, words, groups, numbers, tuple(by_number)
    )
    return made


def _compiled(pattern: str, flags: int) -> list[object]:
    tree = import_module("re._parser").parse(pattern, flags)
    code: list[int] = import_module("re._compiler")._code(tree, flags)  # noqa: SLF001 - see the module
    state = tree.state
    written = b"".join(word.to_bytes(4, sys.byteorder) for word in code)
    return [int(flags | state.flags), state.groups - 1, dict(state.groupdict), written.hex()]


KEPT: Final = Kept()
"""The patterns of this process."""

__all__ = ["KEPT", "Kept", "interpreter"]
