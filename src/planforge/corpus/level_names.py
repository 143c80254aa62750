"""Names of response levels that carry a number: Ⅱ级, 二级, II级, 2级."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from planforge.frozen import dataclass
from planforge.patterns import late

_STYLES: Final = {
    "roman": ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ"),
    "latin": ("I", "II", "III", "IV", "V"),
    "chinese": ("一", "二", "三", "四", "五"),
    "digits": ("1", "2", "3", "4", "5"),
}
_NUMBERS: Final = {
    text: (style, i) for style, texts in _STYLES.items() for i, text in enumerate(texts, 1)
}
_NUMBERED: Final = late(r"(?:第)?([Ⅰ-Ⅴ]|[IV]+|[一二三四五]|[1-5])(?:级|$)")


@dataclass(frozen=True, slots=True)
class LevelNumber:
    """The number in the name of a level.

    Attributes:
        style: How it is written: `roman`, `latin`, `chinese` or `digits`.
        number: 1 for the highest level.
    """

    style: str
    number: int


def level_number(name: str) -> LevelNumber | None:
    """Return the number in *name*, None where it has none."""
    found = _NUMBERED.search(name)
    known = _NUMBERS.get(found[1]) if found else None
    return None if known is None else LevelNumber(*known)


@lru_cache(maxsize=256)
def highest_first(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return *names* with level one first, where all have numbers of their own; else as they are.

    The highest level is level one by law, whatever the order in which they are written.
    """
    numbers = [level_number(name) for name in names]
    known = [number.number for number in numbers if number is not None]
    if len(known) < len(names) or len(set(known)) < len(known):
        return names
    return tuple(name for _, name in sorted(zip(known, names, strict=True)))


__all__ = ["LevelNumber", "highest_first", "level_number"]
