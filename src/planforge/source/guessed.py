"""What of a file was read as it was probably meant: nothing may be concluded from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.source.positions import SourceMap

if TYPE_CHECKING:
    from planforge.findings import Pointer
    from planforge.source.read import Read

_NAMED: Final = re.compile(
    r"(?:编号|名称|简称|预案|单位|岗位|事项|术语|标题|id|name|short_names|plan|unit|post|item|term|title)"
    r"\s*(?:[:：\s]|$)"
)


@dataclass(frozen=True, slots=True)
class Guessed:
    """What of a file was read as it was probably meant.

    Attributes:
        elements: The elements that hold such lines, keys as in the file.
        text: These lines as they stand in the file.
        is_whole: Whether it is clear what belongs to what: none of them was left out or moved, nor
            is one about what an element is called.
    """

    elements: tuple[Pointer, ...] = ()
    text: str = ""
    is_whole: bool = True

    def is_about(self, pointer: Pointer) -> bool:
        """Whether what is wrong at *pointer* may come from the guess."""
        return any(
            pointer[: len(one)] == one or (len(one) > 1 and pointer == one[:-1])
            for one in self.elements
        )

    def names(self, key: str) -> bool:
        """Whether the lines speak of *key*, so that it may be there."""
        return bool(key) and key in self.text


NOTHING: Final = Guessed()
"""Of a file that is read as it stands."""


def guessed(read: Read) -> Guessed:
    """Return what of *read* was read as it was probably meant."""
    if not read.mended:
        return NOTHING
    numbers = [number for number, _ in read.mended]
    lines = read.text.split("\n")
    text = "\n".join(line for _, line in read.mended)
    in_place = all(_lead(lines[number - 1]) == _lead(line) for number, line in read.mended)
    is_whole = in_place and not _NAMED.search(text)
    elements = SourceMap(read.text, lambda one, other: one == other).elements_at(
        sorted({number - step for number in numbers for step in (0, 1) if number > step})
    )
    return Guessed(elements, text, is_whole)


def _lead(line: str) -> str | None:
    """Return how *line* is indented, None if it is empty."""
    return line[: len(line) - len(line.lstrip())] if line.strip() else None


__all__ = ["NOTHING", "Guessed", "guessed"]
