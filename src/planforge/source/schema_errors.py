"""What pydantic says about a file, as findings in the words of an editor."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from planforge.findings import Finding, Place
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.source.hints import hint
from planforge.source.keys import has_english_keys, known_keys, models_at
from planforge.source.meant_keys import alike, free_keys, keys_meant, strange_items, value_at
from planforge.source.problems import problem
from planforge.source.width import COMMA_HINT, ONLY_ONE, bare, first_separator, items
from planforge.source.wording import (
    EXPECTED,
    STRUCTURAL,
    allowed,
    bilingual,
    bounds,
    custom,
    given,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pydantic import BaseModel, ValidationError

    from planforge.findings import Pointer
    from planforge.source.guessed import Guessed
    from planforge.source.keys import Key
    from planforge.source.meant_keys import Meant
    from planforge.source.yaml_tree import Tree

    Label = Callable[[type[Any], tuple[str | int, ...]], tuple[str, str]]

_COLON: Final = re.compile(r"：|:(?=[^\s/\d])")
_MAX_LISTED: Final = 30


@dataclass(frozen=True, slots=True)
class Located:
    """One error with its place in the file.

    Attributes:
        kind: pydantic's type of error.
        pointer: Place in the tree, without names of branches.
        branch: First branch of a union on the way, and how deep it lies; None without one.
        loc: pydantic's path.
        value: What stands in the file.
        text: pydantic's own sentence.
        context: pydantic's context.
    """

    kind: str
    pointer: Pointer
    branch: tuple[int, str] | None
    loc: tuple[str | int, ...]
    value: object
    text: str
    context: dict[str, Any]


def schema_findings(  # noqa: PLR0913 - the file, and how it is to be read
    error: ValidationError,
    file: str,
    *,
    tree: Tree,
    model: type[BaseModel],
    label: Label,
    lost: tuple[str, ...] = (),
    guess: Guessed | None = None,
) -> tuple[Finding, ...]:
    """Return the findings (SRC011, SRC019, SRC030 to SRC033) for everything in *error*.

    Args:
        error: What validating *tree* raised.
        file: The file, as shown to the user.
        tree: The content that was validated.
        model: The model of the file.
        label: From a model and an error path to the Chinese and English key at its end.
        lost: Keys of parts of the file that could not be read and are not in *tree*; an empty or
            unknown one may be any.
        guess: What of *tree* is only guessed; nothing is said of it.
    """
    best = [one for one in located(error, tree) if not _may_be_lost(one, lost, model)]
    if guess is not None:
        best = [one for one in best if not _is_guess(one, guess, label(model, one.loc))]
    meant = keys_meant_by(best, tree, model, label)
    speaker = _Speaker(file, tree, model, label, meant)
    told = {(pointer[:-1], one.key.chinese) for pointer, one in meant.items() if one.is_missing}
    unknown = [one.pointer for one in best if one.kind == "extra_forbidden"]
    near = {pointer for pointer, one in meant.items() if one.is_near}
    strange = strange_items((at for at in unknown if at not in near), tree)
    found: list[Finding] = []
    for one in best:
        item = next((place for place in strange if one.pointer[: len(place)] == place), None)
        if item is not None:
            found += speaker.strange_item(item, strange[item]) if strange[item] else ()
        elif one.kind != "missing" or (one.pointer[:-1], speaker.key(one)) not in told:
            found.append(speaker.finding(one))
    return tuple(dict.fromkeys(found))


def _may_be_lost(one: Located, lost: tuple[str, ...], model: type[BaseModel]) -> bool:
    if not lost or one.kind != "missing" or len(one.pointer) != 1:
        return False
    known = known_keys(frozenset({model}))
    keys = [known.get(key) for key in lost]
    return None in keys or one.pointer[0] in {
        name for key in keys if key for name in (key.chinese, key.english)
    }


def _is_guess(one: Located, guess: Guessed, key: tuple[str, str]) -> bool:
    if one.kind == "missing" and any(guess.names(name) for name in key):
        return True
    return guess.is_about(one.pointer[:-1] if one.kind == "missing" else one.pointer)


def located(error: ValidationError, tree: object) -> list[Located]:
    """Return everything in *error*, of each union only what the branch says that was meant."""
    return _best_branches(_located(d, tree) for d in error.errors(include_url=False))


def keys_meant_by(
    errors: Iterable[Located], tree: object, model: type[BaseModel], label: Label
) -> dict[Pointer, Meant]:
    """Return what the unknown keys among *errors* of *tree* were probably to be, by their place."""
    unknown: dict[Pointer, list[str]] = {}
    missing: dict[Pointer, list[str]] = {}
    for one in errors:
        if one.kind == "extra_forbidden" and one.pointer:
            unknown.setdefault(one.pointer[:-1], []).append(str(one.pointer[-1]))
        elif one.kind == "missing":
            missing.setdefault(one.pointer[:-1], []).append(label(model, one.loc)[0])
    found: dict[Pointer, Meant] = {}
    for parent, names in unknown.items():
        given = value_at(tree, parent)
        keys = given if isinstance(given, dict) else ()
        meant = keys_meant(names, model, parent, keys, missing.get(parent, ()))
        found |= {(*parent, name): one for name, one in meant.items()}
    return found


def _located(details: Any, tree: object) -> Located:  # noqa: ANN401 - pydantic's ErrorDetails
    """Follow the path of an error through the tree; names of branches and types lead nowhere."""
    node: object = tree
    pointer: list[str | int] = []
    branch: tuple[int, str] | None = None
    loc = tuple(details["loc"])
    for number, step in enumerate(loc):
        is_last = number == len(loc) - 1
        following = _step(node, step)
        if following is not _NOWHERE:
            node = following
        elif not (is_last and details["type"] == "missing"):
            if isinstance(step, str) and branch is None and step != "[key]":
                branch = (len(pointer), step)
            continue
        pointer.append(step)
    context = dict(details.get("ctx", {}))
    return Located(
        details["type"], tuple(pointer), branch, loc, details["input"], details["msg"], context
    )


_NOWHERE: Final = object()


def _step(node: object, step: str | int) -> object:
    """Return what lies at *step* in *node*, `_NOWHERE` if nothing does."""
    if isinstance(node, dict):
        return node.get(step, _NOWHERE)
    if isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node):
        return node[step]
    return _NOWHERE


def _best_branches(errors: Iterable[Located]) -> list[Located]:
    """Keep of each union the branch that was most likely meant."""
    kept: list[Located] = []
    unions: dict[Pointer, dict[str, list[Located]]] = {}
    for one in errors:
        if one.branch is None:
            kept.append(one)
            continue
        depth, name = one.branch
        branches = unions.setdefault(one.pointer[:depth], {})
        if not branches:
            kept.append(one)  # holds the place of the union
        branches.setdefault(name, []).append(one)
    found: list[Located] = []
    for one in kept:
        if one.branch is None:
            found.append(one)
        else:
            base = one.pointer[: one.branch[0]]
            found += _meant(base, list(unions[base].values()))
    return found


def _meant(base: Pointer, branches: list[list[Located]]) -> list[Located]:
    """Return the errors of the branch that fits best, or one error that names every alternative."""
    if len(branches) == 1:
        return branches[0]
    fitting = [
        b for b in branches if not any(e.pointer == base and e.kind in STRUCTURAL for e in b)
    ]
    if fitting:
        return min(fitting, key=len)
    first = branches[0][0]
    kinds = dict.fromkeys(e.kind for b in branches for e in b if e.pointer == base)
    return [replace(first, context={**first.context, "_kinds": tuple(kinds)})]


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Turns the errors of one file into findings."""

    file: str
    tree: Tree
    model: type[BaseModel]
    label: Label
    meant: Mapping[Pointer, Meant]

    def finding(self, one: Located) -> Finding:
        """Return the finding for one error."""
        if one.kind == "missing":
            return self._missing(one)
        if one.kind == "extra_forbidden":
            return self._unknown(one)
        words = allowed(one.kind, one.context)
        if words:
            return self._not_allowed(one, words)
        slip = self._glued(one) if one.kind in STRUCTURAL else None
        return slip or self._wrong(one)

    def strange_item(self, item: Pointer, keys: tuple[str, ...]) -> tuple[Finding, ...]:
        """Return the finding for a list item of which most keys are unknown."""
        what = msg("These keys are not known here: {keys}.", keys=keys)
        todo = msg("If another part begins here, write its key above; else correct the keys.")
        return (problem("SRC032", Place(self.file, item, on_key=True), what, todo),)

    def key(self, one: Located) -> str:
        """Return the key that is missing, in Chinese."""
        return self.label(self.model, one.loc)[0]

    def _missing(self, one: Located) -> Finding:
        chinese, english = self.label(self.model, one.loc)
        key = bilingual(english, chinese)
        what = msg("“{key}” is missing here.", key=key)
        todo = msg("Add the line “{key}: …”.", key=key)
        return problem("SRC031", Place(self.file, one.pointer[:-1], on_key=True), what, todo)

    def _unknown(self, one: Located) -> Finding:
        place = Place(self.file, one.pointer, on_key=True)
        name = str(one.pointer[-1]) if one.pointer else ""
        parent = one.pointer[:-1]
        known = known_keys(models_at(self.model, parent))
        twin = known.get(name)
        if twin is not None:
            pair = msg(
                "“{key}” and “{other}” mean the same and are both given.",
                key=twin.english,
                other=twin.chinese,
            )
            other = self.meant.get(one.pointer)
            is_other = other is not None and other.is_missing
            todo = self._right_key(one) if is_other else msg("Keep one of the two.")
            return problem("SRC019", place, pair, todo)
        what = msg("“{key}” is not a known key here.", key=name)
        return problem("SRC032", place, what, self._right_key(one))

    def _right_key(self, one: Located) -> Message:
        """Return what to write instead of an unknown key, in the language of the file's keys."""
        meant = self.meant.get(one.pointer)
        if meant is not None:
            right = self._spelled(meant.key)
            if meant.is_near:
                return msg("Did you mean “{key}”?", key=right)
            return msg("“{key}” is missing here: write it instead if it is meant.", key=right)
        parent = one.pointer[:-1]
        given = value_at(self.tree, parent)
        free = free_keys(self.model, parent, given if isinstance(given, dict) else ())
        if not free or len(free) > _MAX_LISTED:
            return msg("Delete it, or correct its spelling.")
        near = alike(str(one.pointer[-1]), free)
        keys = tuple(map(self._spelled, near)) or tuple(sorted(map(self._spelled, free)))
        return msg("Delete it, or use one of these: {keys}.", keys=keys)

    def _spelled(self, key: Key) -> str:
        return key.english if self._is_english() else key.chinese

    def _is_english(self) -> bool:
        return isinstance(self.tree, dict) and has_english_keys(self.tree, self.model)

    def _not_allowed(self, one: Located, words: tuple[str, ...]) -> Finding:
        text = one.value if isinstance(one.value, str) else ""
        inner = bare(text)
        parts = items(inner)
        is_several = len(parts) > 1 and set(parts) <= set(words)
        if is_several and isinstance(one.loc[-1], int):
            at = first_separator(text)
            place = Place(self.file, one.pointer, chars=(at, at + 1))
            what = msg("A full-width comma “{sign}” separates the items.", sign=text[at])
            return problem("SRC011", place, what, COMMA_HINT)
        english = str(one.context.get("allowed_en", ", ".join(words)))
        is_english = self._is_english()
        if is_english:
            words = tuple(english.split(", "))
        listed = english if is_english else bilingual(english, "、".join(words))
        is_key = "[key]" in one.loc[-1:]
        what = msg("“{key}” cannot be {given}.", key=self._name(one), given=given(one.value))
        if is_key:
            what = msg("{key} cannot stand here as a key.", key=given(one.value))
        near = difflib.get_close_matches(inner, words, 1, 0.6)
        todo = msg("Write one of these: {words}.", words=listed)
        if is_several:
            todo = ONLY_ONE
        elif inner in words:
            todo = msg("Write “{text}”.", text=inner)
        elif near:
            todo = msg("Did you mean “{word}”? Allowed are: {words}.", word=near[0], words=listed)
        return problem("SRC033", Place(self.file, one.pointer, on_key=is_key), what, todo)

    def _glued(self, one: Located) -> Finding | None:
        """Return the finding for text like `时限：30分钟` that should have been an entry."""
        text = one.value if isinstance(one.value, str) else ""
        found = _COLON.search(text)
        if found is None or EXPECTED[one.kind] is not EXPECTED["model_type"]:
            return None
        place = Place(self.file, one.pointer, chars=found.span())
        todo = msg("Write a half-width colon and a space: “: ”.")
        if found[0] == "：":
            what = msg("A full-width colon “：” stands behind the key.")
            return problem("SRC011", place, what, todo)
        return problem("SRC010", place, msg("There is no space behind the colon."), todo)

    def _wrong(self, one: Located) -> Finding:
        """Return the finding for a value of the wrong form."""
        place = Place(self.file, one.pointer, on_key="[key]" in one.loc[-1:])
        name = self._name(one)
        expected = _expected(one)
        todo = hint(one.kind, one.value)
        if expected is None:
            text = str(one.context["error"]) if "error" in one.context else one.text
            context = {k: v for k, v in one.context.items() if k != "error"}
            what = msg("“{key}” {problem}.", key=name, problem=custom(text, context))
            return problem("SRC030", place, what, todo)
        if one.value is None:
            todo = msg("Write {expected}, or delete the line.", expected=expected)
            return problem("SRC030", place, msg("“{key}” has no value.", key=name), todo)
        what = msg(
            "“{key}” should be {expected}; here it is {given}.",
            key=name,
            expected=expected,
            given=given(one.value),
        )
        return problem("SRC030", place, what, todo)

    def _name(self, one: Located) -> Message | str:
        """Return what to call the place of an error: its key, and the number of a list item."""
        pointer = one.pointer
        numbers = 0
        while pointer and isinstance(last := pointer[-1], int):
            pointer, numbers = pointer[:-1], last + 1
        if not pointer:
            return msg("item {number}", number=numbers) if numbers else msg("the file")
        chinese, english = self.label(self.model, pointer)
        name = bilingual(english, chinese)
        return msg("{key}, item {number}", key=name, number=numbers) if numbers else name


def _expected(one: Located) -> Message | None:
    kinds = one.context.get("_kinds", (one.kind,))
    found = list(dict.fromkeys(EXPECTED[kind] for kind in kinds if kind in EXPECTED))
    if not found:
        return bounds(one.kind, one.context)
    expected = found[0]
    for other in found[1:]:
        expected = msg("{first} or {second}", first=expected, second=other)
    return expected
