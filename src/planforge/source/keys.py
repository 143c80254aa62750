"""Which keys a model knows at a place of a file, in both languages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias, get_args

from pydantic import BaseModel

from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.evaluation import Pack
from planforge.model.keys import FILE_MODELS, twins
from planforge.model.trigger import Quantified, Row
from planforge.patterns import late
from planforge.source.layout import FileKind
from planforge.source.problems import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.findings import Finding, Pointer
    from planforge.model.base import Element
    from planforge.source.digests import SourceFile
    from planforge.source.layout import Found
    from planforge.source.yaml_tree import Tree

Models: TypeAlias = "frozenset[type[BaseModel]]"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is spelled in a file.

    Attributes:
        chinese: Its Chinese spelling.
        english: Its English spelling.
        below: The models that its value may follow.
    """

    chinese: str
    english: str
    below: Models


def model_of(file: Found | SourceFile) -> type[Element] | None:
    """Return the model of *file*; None for prose."""
    match file.kind:
        case FileKind.PROSE:
            return None
        case FileKind.PLAN | FileKind.DRILL:
            return FILE_MODELS[file.kind.value]
        case FileKind.PACK:
            return Pack
        case _:
            return FILE_MODELS.get(file.name)


@cache
def known_keys(models: Models) -> Mapping[str, Key]:
    """Return the keys that mappings of *models* know, by either spelling."""
    found: dict[str, Key] = {}
    for model in sorted(models, key=lambda m: m.__qualname__):
        for name, info in model.model_fields.items():
            key = Key(info.alias or name, name, frozenset(_models_in(info.annotation)))
            found.setdefault(key.chinese, key)
            found.setdefault(key.english, key)
    return found


def known_by_one_file(keys: Iterable[str]) -> frozenset[str]:
    """Return the keys that the kind of file knows at its top that knows most of *keys*."""
    given = set(keys)
    files = (frozenset(known_keys(frozenset({model}))) for model in FILE_MODELS.values())
    return max(files, key=lambda known: len(given & known))


def models_at(model: type[BaseModel], pointer: Pointer) -> Models:
    """Return the models that the value at *pointer* in a file of *model* may follow.

    Indexes and keys that are names (of a level, an indicator) are passed over.
    """
    models: Models = frozenset({model})
    for step in pointer:
        key = known_keys(models).get(step) if isinstance(step, str) else None
        if key is None and Row in models and isinstance(step, str):
            models = frozenset({Quantified})  # a column of a table is named after an indicator
        else:
            models = key.below if key is not None and key.below else models
    return models


def has_english_keys(keys: Iterable[str], model: type[BaseModel]) -> bool:
    """Whether most of the top-level *keys* of a file of *model* are English ones."""
    known = known_keys(frozenset({model}))
    found = [known[key].english == key for key in keys if key in known]
    return 2 * sum(found) > len(found)


def english_keys(
    text: str, model: type[BaseModel], pointer: Pointer
) -> tuple[tuple[str, str], ...]:
    """Return each Chinese key that *text* has in 「」, with its English name.

    Args:
        text: What is said in Chinese of a place in a file.
        model: The model of the file.
        pointer: The place: a key means what it means there, or in what is around it.
    """
    found: dict[str, str] = {}
    for quoted in _QUOTED.findall(text):
        key, colon, value = quoted.partition(": ")
        english = _english_key(key, model, pointer)
        if english:
            found[quoted] = english + colon + (_only(twins().get(value, ())) or value)
    return tuple(found.items())


_QUOTED: Final = late("「([^「」]+)」")


def _english_key(chinese: str, model: type[BaseModel], pointer: Pointer) -> str:
    for depth in range(len(pointer), -1, -1):
        models = models_at(model, pointer[:depth])
        key = known_keys(models).get(chinese)
        if key is not None:
            return key.english
    return _only(twins().get(chinese, ()))


def _only(spellings: Iterable[str]) -> str:
    """Return the English one of *spellings*, empty if there is none or more than one."""
    english = [one for one in spellings if one.isascii()]
    return english[0] if len(english) == 1 else ""


_CHINESE: Final = 1
_ENGLISH: Final = 2


@cache
def _spellings(models: Models) -> Mapping[str, tuple[int, Models]]:
    """Return each key of *models* with its language, 0 for both, and what its value follows."""
    return {
        name: (
            0 if key.chinese == key.english else _ENGLISH if name == key.english else _CHINESE,
            key.below or models,
        )
        for name, key in known_keys(models).items()
    }


def _is_mixed(tree: Tree, model: type[BaseModel]) -> bool:
    """Whether *tree* has keys in both languages: asked of every file, and hardly one has."""
    seen = 0
    todo: list[tuple[Tree, Models]] = [(tree, frozenset({model}))]
    while todo:
        node, models = todo.pop()
        if isinstance(node, dict):
            spellings = _spellings(models)
            for name, value in node.items():
                known = spellings.get(name)
                if known is not None:
                    seen |= known[0]
                if value.__class__ is not str:
                    todo.append((value, models if known is None else known[1]))
        elif isinstance(node, list):
            todo += [(item, models) for item in node if item.__class__ is not str]
    return seen == _CHINESE | _ENGLISH


def mixed_keys(tree: Tree, file: str, model: type[BaseModel]) -> tuple[Finding, ...]:
    """Return the finding (SRC019) of a file that uses Chinese and English keys, if it does."""
    if not _is_mixed(tree, model):
        return ()
    counts = [0, 0]  # keys spelled in Chinese, in English
    first: dict[bool, tuple[Pointer, Key]] = {}
    todo: list[tuple[Tree, Pointer, Models]] = [(tree, (), frozenset({model}))]
    while todo:
        node, pointer, models = todo.pop()
        if isinstance(node, dict):
            known = known_keys(models)
            for name, value in node.items():
                key = known.get(name)
                if key is not None and key.chinese != key.english:
                    is_english = name == key.english
                    counts[is_english] += 1
                    if is_english not in first:
                        first[is_english] = (*pointer, name), key
                if isinstance(value, dict | list):
                    below = key.below if key is not None and key.below else models
                    todo.append((value, (*pointer, name), below))
        elif isinstance(node, list):
            todo += [
                (item, (*pointer, i), models)
                for i, item in enumerate(node)
                if isinstance(item, dict | list)
            ]
    chinese, english = counts
    if english <= chinese:
        pointer, key = first[True]
        what = msg("The file has Chinese keys, but “{key}” is an English one.", key=key.english)
        other = key.chinese
    else:
        pointer, key = first[False]
        what = msg("The file has English keys, but “{key}” is a Chinese one.", key=key.chinese)
        other = key.english
    hint = msg(
        "Write “{key}” instead; {count} keys of the file need this.",
        key=other,
        count=min(chinese, english),
    )
    return (problem("SRC019", Place(file, pointer, on_key=True), what, hint),)


def _models_in(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in _models_in(part)}
