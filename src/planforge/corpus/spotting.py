"""Looking for many words in a text at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_Trie = dict[str, "_Trie"]


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that matches the longest of *words* at every place; None for no words.

    Its cost does not grow with their number.
    """
    trie: _Trie = {}
    for word in sorted(set(words)):
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return re.compile(_written(trie)) if trie else None


def _written(node: _Trie) -> str:
    branches = [re.escape(char) + _written(rest) for char, rest in sorted(node.items()) if char]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if "" in node else body
