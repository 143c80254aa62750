"""What a file with schema errors may mean, so that the rest of it can be judged all the same.

A wrong value is left out in one reading and filled with stand-ins in others. What is found in every
reading does not hang on the value that nobody knows yet. Nothing here runs for a file without
errors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pydantic import ValidationError

from planforge.frozen import dataclass
from planforge.model.base import Element
from planforge.source.hints import meant
from planforge.source.meant_keys import value_at
from planforge.source.schema_errors import keys_meant_by, located
from planforge.source.wording import allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.findings import Pointer
    from planforge.source.guessed import Guessed
    from planforge.source.schema_errors import Label, Located
    from planforge.source.yaml_tree import Tree

Model = TypeVar("Model", bound=Element)

_ROUNDS: Final = 12
"""How often a reading is mended before it is given up; each round mends every error there is."""
_WAYS: Final = 2
"""Ways that are enough: each costs another judgement."""
_NAMING: Final = frozenset({"id", "item", "name", "plan", "post", "term", "title", "unit"})
"""Keys of what others call an element by."""
_MAX_WORDS: Final = 2_000
_TEXT: Final = "〔待填〕"
_STAND_INS: Final[dict[str, tuple[Tree, Tree]]] = {
    "limit": ("1小时", "3天"),
    "date": ("2026-01-01", "2025-06-30"),
    "yes_no": ("是", "否"),
    "count": ("1", "100"),
    "amount": ("1", "100"),
    "cycle": ("每1年", "每3年"),
    "moment": ("2026-01-01 08:00", "2025-06-30 20:00"),
    "scenario_time": ("T+00:00", "T+00:30"),
    "string_pattern_mismatch": ("stand-in", "stand-in-too"),
    "string_type": (_TEXT, _TEXT),
    "string_too_short": (_TEXT, _TEXT),
    "list_type": ([], []),
    "tuple_type": ([], []),
}
"""Type of error → two values that have the right form."""


class _Gone:
    """Stands where a list item was taken out, so that the others keep their numbers."""


_GONE: Final = _Gone()


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """One way to read a file with errors.

    Attributes:
        content: The file, read that way.
        gone: Places of the list items that were taken out, keys in English; in file order.
    """

    content: Model
    gone: tuple[Pointer, ...]

    def original(self, pointer: Pointer) -> Pointer:
        """Return where in the file that stands which is at *pointer* of the content."""
        return original(pointer, self.gone)


@dataclass(frozen=True, slots=True)
class Readings(Generic[Model]):
    """The ways to read a file with errors.

    Attributes:
        ways: At least one.
        touched: Places of everything that was left out or filled in, keys in English.
        is_filled: Whether one of the ways keeps every element with its name, and has stand-ins for
            wrong values.
        words: What stands in the places that were touched: names among it are known, and used.
            Of closed lists every word: each may be meant.
    """

    ways: tuple[Reading[Model], ...]
    touched: tuple[Pointer, ...]
    is_filled: bool
    words: frozenset[str]


def original(pointer: Pointer, gone: Iterable[Pointer]) -> Pointer:
    """Return *pointer* as it was before the list items at *gone* were taken out."""
    taken: dict[Pointer, list[int]] = {}
    for place in gone:
        last = place[-1]
        if isinstance(last, int):
            taken.setdefault(place[:-1], []).append(last)
    found: Pointer = ()
    for step in pointer:
        at = step
        if isinstance(at, int):
            for number in sorted(taken.get(found, ())):
                at += number <= at
        found = (*found, at)
    return found


def readings(
    model: type[Model],
    tree: Tree,
    label: Label,
    lost: Iterable[str] = (),
    guess: Guessed | None = None,
) -> Readings[Model] | None:
    """Return the ways to read *tree*, which has errors; None if there is none.

    Args:
        model: The model of the file.
        tree: The content of the file.
        label: From a model and an error path to the Chinese and English key at its end.
        lost: Keys of parts of the file that could not be read and are not in *tree*.
        guess: What of *tree* is only guessed: one way leaves it out.
    """
    doubtful = guess.elements if guess is not None else ()
    missing = tuple((label(model, (key,))[1],) for key in lost)
    kept: list[_Mending[Model]] = []
    ways: list[Reading[Model]] = []
    for way in (None, 0, 1):
        mending = _Mending(model, tree, label, way)
        if way is None:
            mending.leave_out(doubtful)
        content = mending.run() if len(ways) < _WAYS else None
        if content is not None and all(other.content != content for other in ways):
            gone = (mending.canonical(place) for place in mending.gone)
            ways.append(Reading(content, tuple(sorted(gone, key=repr))))
            kept.append(mending)
    if not ways:
        return None
    touched = {mending.canonical(place) for mending in kept for place in mending.touched}
    touched.update(missing)
    touched.update(mending.canonical(place) for mending in kept[:1] for place in doubtful)
    is_named = not any(place[-1] in _NAMING for place in touched if place)
    whole = [mending for mending in kept if not mending.has_removed]
    is_whole = guess is None or guess.is_whole
    is_filled = bool(whole) and not missing and is_named and is_whole
    spoilt = whole if is_filled else kept
    words = {word for one in spoilt for place in one.touched for word in _words(tree, place)}
    words.update(word for mending in spoilt for word in mending.choices)
    words.update(_split(guess.text) if guess is not None else ())
    return Readings(tuple(ways), tuple(sorted(touched, key=repr)), is_filled, frozenset(words))


class _Mending(Generic[Model]):
    """Mends a tree round by round until it fits its model."""

    def __init__(self, model: type[Model], tree: Tree, label: Label, way: int | None) -> None:
        """Mend *tree*: leave wrong values out (None), or fill in the first or second stand-in."""
        self._model = model
        self._tree: object = tree
        self._label = label
        self._way = way
        self._seen: set[tuple[Pointer, str]] = set()
        self.gone: set[Pointer] = set()
        self.touched: set[Pointer] = set()
        self.has_removed = False
        self.choices: set[str] = set()
        self._meant: dict[Pointer, str] = {}

    def run(self) -> Model | None:
        """Return the content, None if it cannot be had this way."""
        for _ in range(_ROUNDS):
            tree = _compact(self._tree)
            try:
                return self._model.model_validate(tree)
            except ValidationError as error:
                gone = tuple(self.gone)
                errors = located(error, tree)
                meant = keys_meant_by(errors, tree, self._model, self._label)
                self._meant = {original(at, gone): one.key.chinese for at, one in meant.items()}
                # What lacks a key may have it under a wrong name: those are looked at before.
                for one in sorted(errors, key=lambda one: one.kind == "missing"):
                    if not self._mend(one, original(one.pointer, gone)):
                        return None
        return None

    def leave_out(self, elements: Iterable[Pointer]) -> None:
        """Take *elements* out of the tree."""
        for element in elements:
            if element:
                self._remove(element)
                self.has_removed = True

    def canonical(self, pointer: Pointer) -> Pointer:
        """Return *pointer* with keys in English."""
        return tuple(
            step if isinstance(step, int) else self._label(self._model, pointer[: depth + 1])[1]
            for depth, step in enumerate(pointer)
        )

    def _mend(self, one: Located, pointer: Pointer) -> bool:
        """Mend one error; False if that would leave nothing of the file."""
        inside = pointer[:-1] if one.kind == "missing" else pointer
        if any(inside[: len(place)] == place for place in self.gone):
            return True  # it went with what is around it
        self.touched.add(pointer)
        self.choices.update(allowed(one.kind, one.context))
        is_again = (pointer, one.kind) in self._seen
        self._seen.add((pointer, one.kind))
        if self._way is not None and not is_again and self._fill(one, pointer):
            return True
        if one.kind == "missing":
            pointer = pointer[:-1]
        if not pointer:
            return False
        self._remove(pointer)
        # An unknown key with a mere word takes nothing with it.
        is_word = one.kind == "extra_forbidden" and not isinstance(one.value, dict | list)
        self.has_removed |= self._way is None or not is_word
        return True

    def _fill(self, one: Located, pointer: Pointer) -> bool:
        if one.kind == "extra_forbidden":
            return self._rename(one, pointer)
        if one.kind == "missing":
            if value_at(self._tree, pointer) is None:
                self._tree = _put(self._tree, pointer, None)  # the next round says what it is to be
            return True
        if "[key]" in one.loc[-1:]:
            return False
        value = self._stand_in(one)
        if value is _GONE:
            return False
        self._tree = _put(self._tree, pointer, value)
        return True

    def _stand_in(self, one: Located) -> object:
        way = self._way or 0
        words = allowed(one.kind, one.context)
        if words:
            return words[min(way, len(words) - 1)]
        if way == 0 and isinstance(one.value, str) and (text := meant(one.kind, one.value)):
            return text
        if one.kind in {"list_type", "tuple_type"} and isinstance(one.value, str | dict):
            return [one.value]
        values = _STAND_INS.get(one.kind)
        return values[way] if values is not None else _GONE

    def _rename(self, one: Located, pointer: Pointer) -> bool:
        """Give an unknown key the name that was probably meant, if that is not there."""
        parent = value_at(self._tree, pointer[:-1])
        key = self._meant.get(pointer, "")
        if not isinstance(parent, dict) or not key or key in parent:
            return False
        self._tree = _put(self._tree, pointer, _GONE)
        self._tree = _put(self._tree, (*pointer[:-1], key), one.value)
        self.touched.add((*pointer[:-1], key))
        return True

    def _remove(self, pointer: Pointer) -> None:
        self._tree = _put(self._tree, pointer, _GONE)
        self.gone.add(pointer)
        self.touched.add(pointer)


def _put(tree: object, pointer: Pointer, value: object) -> object:
    """Return *tree* with *value* at *pointer*; what is not on the way there is shared."""
    if not pointer:
        return value
    step, below = pointer[0], pointer[1:]
    if isinstance(tree, dict):
        changed = dict(tree)
        if value is _GONE and not below:
            changed.pop(step, None)
        else:
            changed[step] = _put(tree.get(step), below, value)
        return changed
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return [*tree[:step], _put(tree[step], below, value), *tree[step + 1 :]]
    return tree


def _split(text: str) -> Iterator[str]:
    return filter(None, re.split(r"[\s、，,;；：:。（）()\[\]{}\"']+", text))


def _compact(tree: object) -> object:
    """Return *tree* without the items that were taken out."""
    if isinstance(tree, dict):
        return {key: _compact(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_compact(item) for item in tree if item is not _GONE]
    return tree


def _words(tree: object, pointer: Pointer) -> Iterator[str]:
    """Yield the texts and keys at *pointer*."""
    pending = [value_at(tree, pointer)]
    number = 0
    while pending and number < _MAX_WORDS:
        node = pending.pop()
        number += 1
        if isinstance(node, str):
            yield node
            yield from _split(node)
        elif isinstance(node, dict):
            yield from node
            pending += node.values()
        elif isinstance(node, list):
            pending += node
