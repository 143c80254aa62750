"""What is spoken in a drill, cut into turns that somebody can say and others can repeat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.i18n import DEFAULT_LANGUAGE, Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planforge.drill.kit.values import Words

MOST: Final = 60
"""Characters of a turn."""
_ALONE: Final = 45
"""Characters of a reason that can be said with who is spoken to."""
_MARKS: Final = "。！？；，、"
_AFTER: Final = tuple(re.compile(f"(?<=[{signs}])") for signs in ("。！？", "；", "，", "、"))
"""Where a text may be cut, the best places first."""


def breaths(text: str, language: str) -> tuple[str, ...]:
    """Return *text* in turns of at most `MOST` characters, each as long as it can be.

    It is cut behind a sentence, else a clause, else an item of a list; what has none of these stays
    whole. Other languages than Chinese are not counted in characters: their texts stay whole.
    """
    return tuple(_cut(text, 0)) if language == DEFAULT_LANGUAGE else (text,)


def _cut(text: str, by: int, most: int = MOST) -> list[str]:
    if len(text) <= most or by == len(_AFTER):
        return [text]
    found: list[str] = []
    for part in filter(None, _AFTER[by].split(text)):
        for piece in _cut(part, by + 1, most):
            if found and len(found[-1]) + len(piece) <= most:
                found[-1] += piece
            else:
                found.append(piece)
    return found


def fits(words: Words) -> bool:
    """Whether *words* are one turn, by what they are in Chinese."""
    said = words.render(DEFAULT_LANGUAGE) if isinstance(words, Message) else words
    return len(said) <= MOST


def packed(
    items: Iterable[Words],
    said: Callable[[tuple[Words, ...]], Words],
    first: Callable[[tuple[Words, ...]], Words] | None = None,
) -> tuple[Words, ...]:
    """Return all of *items* in as few turns as fit.

    Args:
        items: What is to be said, in order; words of a file that are too long are cut.
        said: Puts items of one turn into words.
        first: Does so for the first turn; the same as *said* if left out.
    """
    groups: list[tuple[Words, ...]] = []
    for item in (piece for one in items for piece in _pieces(one)):
        say = first if first and len(groups) <= 1 else said
        if groups and fits(say((*groups[-1], item))):
            groups[-1] = (*groups[-1], item)
        else:
            groups.append((item,))
    return tuple((first or said)(one) if i == 0 else said(one) for i, one in enumerate(groups))


def _pieces(item: Words) -> Iterable[Words]:
    """Return *item*, or what a text falls into that is too long beside who is spoken to."""
    if isinstance(item, Message) or len(item) <= _ALONE:
        return (item,)
    return tuple(one.rstrip(_MARKS) for one in _cut(item, 0, _ALONE))


def listed(items: tuple[Words, ...]) -> Words:
    """Return *items* as a sentence of its own."""
    return msg("{title}.", title=items)


def sentences(items: tuple[Words, ...]) -> Words:
    """Return the sentences *items* one after the other."""
    found, *rest = items
    for one in rest:
        found = msg("{one} {other}", one=found, other=one)
    return found


__all__ = ["MOST", "breaths", "fits", "listed", "packed", "sentences"]
