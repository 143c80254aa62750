"""Looking for many words in a text at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Trie = dict[str, "_Trie"]


_NOTHING: Final[Mapping[str, str]] = {}


def any_of(
    words: Iterable[str], *, gap: str = "", signs: Mapping[str, str] = _NOTHING
) -> re.Pattern[str] | None:
    """Return a pattern that matches the longest of *words* at every place; None for no words.

    Its cost does not grow with their number.

    Args:
        words: What is looked for.
        gap: Pattern of what may stand between two characters of a word.
        signs: Character of a word → pattern of what may stand for it.
    """
    trie: _Trie = {}
    for word in sorted(set(words)):
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return re.compile(_written(trie, "", gap, signs)) if trie else None


def _written(node: _Trie, before: str, gap: str, signs: Mapping[str, str]) -> str:
    branches = [
        before + (signs.get(char) or re.escape(char)) + _written(rest, gap, gap, signs)
        for char, rest in sorted(node.items())
        if char
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if "" in node else body
