"""Every text in the facts, walked through once, and patterns of many names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from pydantic import BaseModel

from planforge.model.base import Term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_Trie: TypeAlias = "dict[str, _Trie]"
_END = ""
"""The key in a trie that says: a word may end here."""


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def texts_of_plan(view: PlanView) -> tuple[tuple[Pointer, str], ...]:
    """Return every text in the facts of a plan with its place."""
    return tuple(texts(view.plan))


@lru_cache(maxsize=2)
def all_text(view: PlanView) -> str:
    """Return every text in the facts of a plan, one below the other."""
    return "\n".join(text for _, text in texts_of_plan(view))


def texts(value: object, at: Pointer = ()) -> list[tuple[Pointer, str]]:
    """Return every text inside *value* with its place, in the order of the fields."""
    found: list[tuple[Pointer, str]] = []
    _walk(value, at, found)
    return found


def _walk(value: object, at: Pointer, found: list[tuple[Pointer, str]]) -> None:
    match _shape(type(value)):  # type: ignore[arg-type]  # a class can be hashed
        case "text":
            found.append((at, value))  # type: ignore[arg-type]  # the shape says that it is one
        case "element":
            known = value.__dict__
            for name in _fields(type(value)):  # type: ignore[arg-type]  # the same
                item = known[name]
                if item is not None and item != ():
                    _walk(item, (*at, name), found)
        case "list":
            for i, item in enumerate(value):  # type: ignore[arg-type]  # the same
                _walk(item, (*at, i), found)
        case "mapping":
            for key, item in value.items():  # type: ignore[attr-defined]  # the same
                _walk(item, (*at, key_of(key)), found)


@cache
def _shape(kind: type) -> str:
    """Return what values of a type are; asking each value costs more than the walk itself."""
    shapes = {"text": str, "element": BaseModel, "list": tuple, "mapping": Mapping}
    for shape, base in shapes.items():
        if issubclass(kind, base):
            return shape
    return ""


@cache
def _fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)  # asking the class each time costs more than the walk


def key_of(key: object) -> str:
    """Return the key of a mapping as it stands in pointers."""
    return key.zh if isinstance(key, Term) else str(key)


def any_word(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of *words* that finds the longest one at each place; None without any.

    What it costs to look at a character does not grow with the number of words.
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = {}
    return re.compile(_pattern(trie)) if trie else None


def _pattern(trie: _Trie) -> str:
    """Return the pattern of what may follow, longer words before the shorter ones they begin with.

    A chain of characters without a branch is written as it is, however long: patterns nest only
    where words part.
    """
    written: list[str] = []
    while len(trie) == 1 and _END not in trie:
        ((character, rest),) = trie.items()
        written.append(re.escape(character))
        trie = rest
    branches = [
        re.escape(character) + _pattern(rest)
        for character, rest in sorted(trie.items())
        if character != _END
    ]
    if branches:
        written.append(f"(?:{'|'.join(branches)})" + ("?" if _END in trie else ""))
    return "".join(written)


__all__ = ["all_text", "any_word", "key_of", "texts", "texts_of_plan"]
