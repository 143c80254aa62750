"""Which known key an unknown one was to be: by its letters, and by what is missing beside it."""

from __future__ import annotations

import difflib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.source.keys import known_keys, models_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic import BaseModel

    from planforge.findings import Pointer
    from planforge.source.keys import Key

_ALIKE: Final = {True: 0.5, False: 0.7}
"""How alike two spellings must be, from 0 to 1, in Chinese and in English."""
_SHARED: Final = 0.5
"""How much of the words of two English keys must be common to both, from 0 to 1."""
_SAME: Final = {
    "headquarter": "command",
    "hq": "command",
    "trigger": "condition",
    "organization": "organisation",
    "unit": "organisation",
    "deadline": "limit",
    "notice": "report",
    "appendix": "annexe",
}
"""Other words for those of keys."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What an unknown key was probably to be.

    Attributes:
        key: The known key.
        is_missing: Whether that key is required and missing.
        is_near: Whether the two look alike; else the known one is merely what is missing.
    """

    key: Key
    is_missing: bool
    is_near: bool


def keys_at(model: type[BaseModel], parent: Pointer) -> tuple[Key, ...]:
    """Return the keys that the mapping at *parent* knows, each once."""
    known = known_keys(models_at(model, parent))
    return tuple({key.chinese: key for key in known.values()}.values())


def free_keys(model: type[BaseModel], parent: Pointer, given: Iterable[str]) -> tuple[Key, ...]:
    """Return the keys that the mapping at *parent* knows and that are not *given* there."""
    taken = set(given)
    known = keys_at(model, parent)
    return tuple(key for key in known if taken.isdisjoint((key.chinese, key.english)))


def keys_meant(
    names: Sequence[str],
    model: type[BaseModel],
    parent: Pointer,
    given: Iterable[str],
    missing: Iterable[str],
) -> dict[str, Meant]:
    """Return what each of *names* was probably to be.

    A missing key is preferred to others, and one that is in the file comes last. If only one is
    missing and only one is unknown, it is that one, whatever it looks like.

    Args:
        names: The unknown keys of a mapping.
        model: The model of the file.
        parent: Where the mapping stands.
        given: Every key in it.
        missing: The keys that are required and missing in it, in Chinese.
    """
    free = free_keys(model, parent, given)
    lacking = set(missing)
    wanted = [key for key in free if key.chinese in lacking]
    found: dict[str, Meant] = {}
    for name in names:
        near = _nearest(name, wanted) or _nearest(name, free)
        if near is not None:
            found[name] = Meant(near, near.chinese in lacking, is_near=True)
        elif len(names) == len(wanted) == 1:
            found[name] = Meant(wanted[0], is_missing=True, is_near=False)
        elif (again := _nearest(name, keys_at(model, parent))) is not None:
            found[name] = Meant(again, is_missing=False, is_near=True)
    return found


def strange_items(unknown: Iterable[Pointer], tree: object) -> dict[Pointer, tuple[str, ...]]:
    """Return the list items of *tree* that belong somewhere else, each with its unknown keys.

    Most of what they hold is unknown where they stand. Only the first of a list has keys: the
    others follow from it.

    Args:
        unknown: Places of keys that are unknown, and not just misspelt.
        tree: The content of the file.
    """
    keys: dict[Pointer, list[str]] = {}
    for pointer in unknown:
        keys.setdefault(pointer[:-1], []).append(str(pointer[-1]))
    found: dict[Pointer, tuple[str, ...]] = {}
    for item, names in keys.items():
        given = value_at(tree, item)
        number = len(given) if isinstance(given, dict) else 0
        if item and isinstance(item[-1], int) and len(names) > 1 and 2 * len(names) > number:
            is_first = all(other[:-1] != item[:-1] for other in found)
            found[item] = tuple(names) if is_first else ()
    return found


def value_at(tree: object, pointer: Pointer) -> object:
    """Return what stands at *pointer* of *tree*, None if nothing does."""
    for step in pointer:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def alike(name: str, keys: Iterable[Key], *, most: int = 3) -> tuple[Key, ...]:
    """Return up to *most* of *keys* that share a part with *name*, the most alike first.

    Parts are two characters in a row in Chinese, and words in English.
    """
    is_chinese = not name.isascii()
    scored = [(_shared(name, key.chinese if is_chinese else key.english), key) for key in keys]
    scored.sort(key=lambda one: (-one[0], one[1].chinese))
    return tuple(key for score, key in scored if score > 0)[:most]


def _nearest(name: str, keys: Iterable[Key]) -> Key | None:
    """Return the key of *keys* whose spelling in the language of *name* is nearest to it.

    None if none is near, or several are as near as each other. Of English keys those are near, too,
    that are a part of *name*, or share most parts with it: `lead` of `lead_department`.
    """
    is_chinese = not name.isascii()
    by_spelling = {(key.chinese if is_chinese else key.english): key for key in keys}
    near = difflib.get_close_matches(name, sorted(by_spelling), 2, _ALIKE[is_chinese])
    if near and (len(near) == 1 or _likeness(name, near[0]) > _likeness(name, near[1])):
        return by_spelling[near[0]]
    if is_chinese:
        return None
    scored = sorted(((_shared(name, spelling), spelling) for spelling in by_spelling), reverse=True)
    (best, first), *others = scored or [(0.0, "")]
    is_alone = not others or others[0][0] < best
    return by_spelling[first] if best >= _SHARED and is_alone else None


def _likeness(one: str, other: str) -> tuple[float, float]:
    return difflib.SequenceMatcher(None, one, other).ratio(), _shared(one, other)


def _shared(one: str, other: str) -> float:
    """Return how much of the parts of two spellings is common to both, from 0 to 1."""
    mine, others = _parts(one), _parts(other)
    return len(mine & others) / len(mine | others) if mine | others else 0.0


def _parts(name: str) -> frozenset[str]:
    """Return the words of an English key in the singular, or the pairs of a Chinese one."""
    if not name.isascii():
        return frozenset(map("".join, pairwise(name)))
    words = name.casefold().replace("-", "_").split("_")
    return frozenset(_SAME.get(word, word) for word in (word.removesuffix("s") for word in words))


__all__ = ["Meant", "alike", "free_keys", "keys_at", "keys_meant", "strange_items", "value_at"]
