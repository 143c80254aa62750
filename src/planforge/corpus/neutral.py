"""Neutral words (有关单位, 有关人员) in place of the names of what is marked 内部.

An internal element is left out of the public part of a corpus. What public passages say of it (a
unit that helps, a sentence that names a team) stays readable and does not tell who is meant.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, TypeVar, cast, get_args

from pydantic import BaseModel

from planforge.corpus.names import fold
from planforge.corpus.numbers import Numbers
from planforge.corpus.persons import (
    FIELDS,
    IN_OFFICE,
    SHORTEST,
    bare,
    is_person,
    pattern_of,
    without_remark,
)
from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE, Message, msg
from planforge.model import plan as plans
from planforge.model import registers
from planforge.model.base import Element, Visibility
from planforge.patterns import late

if TYPE_CHECKING:
    import re

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.registry import Registry

K = TypeVar("K")
M = TypeVar("M", bound=BaseModel)

WORDS: Final[Mapping[type[BaseModel], Message]] = {
    registers.Organisation: msg("unit concerned"),
    registers.Post: msg("official concerned"),
    registers.Deputy: msg("person concerned"),
    registers.Team: msg("team concerned"),
    registers.Depot: msg("depot concerned"),
    registers.Shelter: msg("place concerned"),
    registers.Expert: msg("expert concerned"),
    registers.Risk: msg("risk concerned"),
    registers.Mechanism: msg("mechanism concerned"),
    registers.Agreement: msg("agreement concerned"),
    registers.Regulation: msg("document concerned"),
    registers.Indicator: msg("indicator concerned"),
    registers.Region: msg("place concerned"),
    registers.Contact: msg("person concerned"),
    plans.Plan: msg("plan concerned"),
    plans.Group: msg("working group concerned"),
    plans.Action: msg("action concerned"),
    plans.Annex: msg("annex concerned"),
}
"""What stands for an internal element, in the language of the plans."""
PERSON: Final = msg("person concerned")
PHONE: Final = msg("number not public")
_NAMES: Final = ("name", "short_names", "former_names")
_PHONES: Final = ("phone", "phones", "duty_phone")
PERSONS: Final = (registers.Post, registers.Deputy, registers.Expert)
"""Whose phone is that of a person: it is not public, even where the person is."""
_SHORTEST_TITLE: Final = 5
"""Titles of actions and annexes that are shorter (疏散, 通讯录) are mere words."""
_ROLE: Final = late(r"(\{[a-z-]+\}`)([^`\n]+)(?=`)")
_ESCAPED: Final = late(r"\\(?:u[0-9a-f]{4}|.)")
"""A line end, quotation mark, backslash or sign without shape in JSON."""
_KEPT_ESCAPED: Final = frozenset('"\\')
_PLAN_FILE: Final = late(r"(?<=/)[^/\s()]+(?=/plan\.(?:md|yaml))")


@dataclass
class _Said:
    """Names by what stands for them, and ids, of the internal or of the public elements."""

    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Neutral:
    """The names that the public must not read.

    Attributes:
        names: Name → what stands for it, wherever the name stands, with white space in it or not.
        ids: Id, or name as it is compared → what stands for it where it is the whole text.
        longer: Public names that hold an internal one; titles of actions, annexes and groups, which
            are free words, only where that is no name of a register.
        numbers: Telephone numbers, however they are written.
    """

    names: Mapping[str, str]
    ids: Mapping[str, str]
    longer: frozenset[str]
    numbers: Numbers

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return pattern_of((*self.names, *self.longer))

    @cached_property
    def _bare(self) -> Mapping[str, str]:
        own = {bare(name): word for name, word in self.names.items()}
        return {name: word for name, word in own.items() if name not in set(map(bare, self.longer))}

    def text(self, text: str) -> str:
        """Return *text* with neutral words in place of the names."""
        found = self.ids.get(fold(text)) if len(text) <= _LONGEST else None
        if found is not None:
            return found
        return self._words(text)

    def _words(self, text: str) -> str:
        if self._pattern is not None:
            text = self._pattern.sub(lambda match: self._bare.get(bare(match[0]), match[0]), text)
        return self.numbers.masked(text, _zh(PHONE))

    @cached_property
    def _anywhere(self) -> re.Pattern[str] | None:
        words = (*map(fold, self.names), *(f'"{ident}"' for ident in self.ids))
        return pattern_of(words, is_spaced=False)

    def concerns(self, element: BaseModel) -> bool:
        """Whether something in *element* may be told by one of the names: asked at little cost."""
        said = _ESCAPED.sub(_meant, element.model_dump_json())
        text = "".join(unicodedata.normalize("NFKC", said).split())
        is_named = self._anywhere is not None and self._anywhere.search(text) is not None
        return is_named or self.numbers.is_in(said)

    def prose(self, prose: str) -> str:
        """Return the Markdown *prose* with neutral words in place of names and of ids in roles."""
        ids = self.ids
        prose = _ROLE.sub(lambda m: m[1] + ids.get(fold(m[2]), m[2]), prose)
        prose = _PLAN_FILE.sub(lambda m: "-" if m[0] in ids else m[0], prose)
        return self._words(prose)

    def part(self, element: M) -> M:
        """Return *element* with neutral words in all its texts but its id; itself if none is."""
        changed: dict[str, object] = {}
        for name in type(element).model_fields:
            value = getattr(element, name)
            if name == "id" or value is None or value == ():
                continue
            new = self._value(value)
            if new is not value:
                changed[name] = new
        extra = element.model_extra  # the cells of a row, by the names of indicators
        cells = self._entries(extra) if extra else extra
        if cells is not extra:
            kept = {name: getattr(element, name) for name in type(element).model_fields}
            values = {**kept, **changed, **{str(key): cell for key, cell in (cells or {}).items()}}
            return type(element).model_construct(element.model_fields_set, **values)
        return element.model_copy(update=changed) if changed else element

    def _value(self, value: object) -> object:
        if isinstance(value, str):
            text = self.text(value)
            return value if text == value else text
        if isinstance(value, BaseModel):
            return self.part(value)
        if isinstance(value, tuple):
            items = tuple(self._value(item) for item in value)
            if all(new is old for new, old in zip(items, value, strict=True)):
                return value
            words = {*self.names.values(), *self.ids.values(), _zh(PHONE)}
            return tuple(
                item for i, item in enumerate(items) if item not in items[:i] or item not in words
            )
        if isinstance(value, Mapping):
            return self._entries(value)
        return value

    def _entries(self, value: Mapping[K, object]) -> Mapping[K, object]:
        entries: dict[K, object] = {}
        for old, item in value.items():
            key, count = self._value(old), 1
            while key in entries:
                count += 1
                key = f"{self._value(old)}{count}"
            entries[cast("K", key)] = self._value(item)
        is_same = all(
            new is old and entries[new] is value[old]
            for new, old in zip(entries, value, strict=True)
        )
        return value if is_same else entries

    def inside(self, plan: plans.Plan) -> Neutral:
        """Return the same with the ids of internal actions and groups of *plan*."""
        hidden, shown = _Said(), _Said()
        _collect(plan, hidden, shown, is_internal=False)
        own = {name: word for name, word in hidden.ids.items() if name not in shown.ids}
        return replace(self, ids={**own, **self.ids}) if own.keys() - self.ids.keys() else self


_LONGEST: Final = 80
"""A name or an id is no longer."""


def neutral_of(corpus: Corpus) -> Neutral | None:
    """Return the names of what is internal in *corpus*; None if nothing there has a name.

    A name, person or number that something public has too is public. Numbers of persons are not
    public even where the person is, nor is who holds a public post or stands in for the holder.
    """
    hidden, shown = _Said(), _Said()
    registry = corpus.registry
    if registry.jurisdiction is not None:
        _collect(registry.jurisdiction, hidden, shown, is_internal=False)
    for _, register in registry.registers:
        is_list = isinstance(register, registers.Contacts)
        _collect(register, hidden, shown, is_internal=is_list)
    entered, registered = frozenset(hidden.names), set(shown.names)
    for view in corpus.plans:
        _collect(view.plan, hidden, shown, is_internal=False)
        registered.update(_texts(view.plan, _NAMES))
    names = {name: word for name, word in hidden.names.items() if name not in shown.names}
    ids = {fold(name): word for name, word in names.items()}
    known = shown.ids.keys() | {fold(name) for name in shown.names}
    ids |= {name: word for name, word in hidden.ids.items() if name not in known}
    numbers = _numbers(registry)
    if not ids and not numbers.hidden:
        return None
    inner, told = pattern_of(names), pattern_of(entered & names.keys())
    longer = {
        name
        for name in shown.names
        if inner is not None
        and inner.search(name)
        and (name in registered or told is None or told.search(name) is None)
    }
    return Neutral(names, ids, frozenset(longer), numbers)


def _numbers(registry: Registry) -> Numbers:
    """Return the telephone numbers of *registry* that are not public; plans have none of theirs."""
    phones = list(_phones(registry.jurisdiction, is_internal=False))
    for _, register in registry.registers:
        phones += _phones(register, is_internal=isinstance(register, registers.Contacts))
    hidden = (number for number, is_hidden in phones if is_hidden)
    return Numbers.of(hidden, (number for number, is_hidden in phones if not is_hidden))


def _phones(value: object, *, is_internal: bool) -> Iterator[tuple[str, bool]]:
    """Yield the telephone numbers in *value*, and whether they are not for the public."""
    if isinstance(value, BaseModel):
        inside = is_internal or (
            isinstance(value, Element) and value.visibility is Visibility.INTERNAL
        )
        for number in _texts(value, _PHONES):
            yield number, inside or isinstance(value, PERSONS)
        for name in type(value).model_fields:
            yield from _phones(getattr(value, name), is_internal=inside)
    elif isinstance(value, tuple):
        for item in value:
            yield from _phones(item, is_internal=is_internal)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _phones(item, is_internal=is_internal)


def _meant(escaped: re.Match[str]) -> str:
    """Return what *escaped* in JSON is; a space for what is no letter."""
    return escaped[0][1] if escaped[0][1] in _KEPT_ESCAPED else " "


def is_neutral(text: str) -> bool:
    """Whether *text* is a word that stands for something internal."""
    return text in _ALL


def holds_neutral(text: str) -> bool:
    """Whether a word that stands for something internal is in *text*."""
    return any(word in text for word in _ALL)


def _zh(message: Message) -> str:
    return message.render(DEFAULT_LANGUAGE)


_ALL: Final = frozenset(_zh(message) for message in (*WORDS.values(), PERSON, PHONE))


def _collect(value: object, hidden: _Said, shown: _Said, *, is_internal: bool) -> None:
    """Enter what *value* and all in it is called."""
    if isinstance(value, BaseModel):
        inside = is_internal or (
            isinstance(value, Element) and value.visibility is Visibility.INTERNAL
        )
        _enter(value, hidden if inside else shown)
        _enter_persons(value, hidden if inside or isinstance(value, IN_OFFICE) else shown)
        for name in _holders(type(value)):
            _collect(getattr(value, name), hidden, shown, is_internal=inside)
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, hidden, shown, is_internal=is_internal)
    elif isinstance(value, Mapping):
        for item in value.values():
            _collect(item, hidden, shown, is_internal=is_internal)


@cache
def _holders(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of *model* in which something with a name of its own may stand."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(_is_or_holds(kind) for kind in _models(info.annotation))
    )


@cache
def _is_or_holds(model: type[BaseModel]) -> bool:
    if issubclass(model, tuple(WORDS)):
        return True
    inner = {kind for info in model.model_fields.values() for kind in _models(info.annotation)}
    return any(_is_or_holds(kind) for kind in inner - {model})


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _enter(element: BaseModel, said: _Said) -> None:
    """Enter names and id of *element*; who holds an office is a person, see `_enter_persons`."""
    message = next((word for kind, word in WORDS.items() if isinstance(element, kind)), None)
    if message is None:
        return
    word = _zh(message)
    names = set() if isinstance(element, registers.Deputy) else set(_texts(element, _NAMES))
    if isinstance(element, registers.Contact):
        of = element.organisation
        names = {without_remark(name) for name in names if is_person(name, of)}
    if isinstance(element, plans.Action | plans.Annex):
        names = {title for title in (element.title,) if len(title) >= _SHORTEST_TITLE}
    for name in sorted(names):
        if len(name) >= SHORTEST:
            said.names.setdefault(name, word)
    ident = getattr(element, "id", "")
    if ident:
        said.ids.setdefault(ident, word)


def _enter_persons(element: BaseModel, said: _Said) -> None:
    """Enter who leads, keeps or holds *element*, and who stands in."""
    if isinstance(element, tuple(WORDS)):
        fields = ("name",) if isinstance(element, registers.Deputy) else FIELDS
        for name in _texts(element, fields):
            if is_person(name):
                said.names.setdefault(without_remark(name), _zh(PERSON))


def _texts(element: BaseModel, fields: tuple[str, ...]) -> Iterator[str]:
    for name in fields:
        value = getattr(element, name, ())
        for item in (value,) if isinstance(value, str) else value or ():
            text = getattr(item, "name", item)
            if text:
                yield text
