"""Names people use, and what they mean.

Everything registered can be named by its full name, a short name or its id. A former name is
understood but reported. Names are compared without regard to width of characters,
spaces and characters that cannot be seen.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic import BaseModel

    from planforge.findings import Place
    from planforge.model.base import Kind
    from planforge.model.registers import FormerName


ModelT = TypeVar("ModelT", bound="BaseModel")

_PLACES: Final = frozenset("省市县区")
"""What short names begin with where full ones have the name of the place before it."""
_NEAR_NAME: Final = 0.5
"""How alike two names are, from 0 to 1, for one to be meant by the other."""
_NEAR_ID: Final = 0.6
"""The same for ids: few letters, so that half of them agree by chance."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that has a name.

    Attributes:
        kind: What it is.
        id: Its identifier, unique for its kind (groups: `plan/group`).
        name: Full name.
        short_name: The name people use most; the full name if there is no other.
        place: Where it is registered.
        element: The model object.
    """

    kind: Kind
    id: str
    name: str
    short_name: str
    place: Place = field(compare=False)
    element: BaseModel = field(compare=False, repr=False)
    key: tuple[str, str] = field(init=False, compare=False, repr=False)
    """Kind and id: sortable, unique in a corpus."""
    spelled: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """Its current names: full name, short names, id."""

    def __post_init__(self) -> None:
        """Keep key and names: rules ask for them hundreds of times a plan."""
        object.__setattr__(self, "key", (self.kind.value, self.id))
        short = getattr(self.element, "short_names", ())
        names = dict.fromkeys((self.name, *short, self.id.rpartition("/")[2]))
        object.__setattr__(self, "spelled", tuple(names))

    def __hash__(self) -> int:
        """Return the hash of the id alone, which is quickest."""
        return hash(self.id)

    def of(self, model: type[ModelT]) -> ModelT:
        """Return the model object, which is a *model*: the kind says so.

        Raises:
            TypeError: It is not.
        """
        if not isinstance(self.element, model):
            text = f"{self.kind.value} {self.id} is no {model.__name__}"
            raise TypeError(text)
        return self.element


@dataclass(frozen=True, slots=True)
class Found:
    """The one thing that is meant."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Former:
    """A name that was given up; *entity* carries its successor."""

    entity: Entity
    former: FormerName


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several things of one kind have this name."""

    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing has this name; *candidates* are the nearest ones, best first."""

    candidates: tuple[str, ...]


Resolution = Found | Former | Ambiguous | Unknown
_CLEAR: Final = (Found, Former)
"""Made once: this is asked a thousand times a plan."""


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return *name* as it is compared: one width of characters, no white space, nothing unseen."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


class Names:
    """An index of names by kind; built once, then only asked. Answers are kept."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        """Index *entities* by full name, short names, id and former names."""
        self._by_kind: dict[Kind, dict[str, list[Entity]]] = defaultdict(dict)
        self._former: dict[Kind, dict[str, tuple[Entity, FormerName]]] = defaultdict(dict)
        self._entities: dict[Kind, list[Entity]] = defaultdict(list)
        self._meant: dict[tuple[Kind, ...], dict[str, Found | Former | Ambiguous]] = {}
        for entity in entities:
            self._add(entity)

    def _add(self, entity: Entity) -> None:
        self._entities[entity.kind].append(entity)
        index = self._by_kind[entity.kind]
        for name in spellings(entity):
            known = index.setdefault(fold(name), [])
            if entity not in known:
                known.append(entity)
        for former in former_names(entity):
            self._former[entity.kind].setdefault(fold(former.name), (entity, former))

    def entities(self, kind: Kind) -> tuple[Entity, ...]:
        """Return everything of *kind* in the order of registration."""
        return tuple(self._entities.get(kind, ()))

    def named(self, kind: Kind) -> Mapping[str, list[Entity]]:
        """Return the index of *kind*: folded name → entities."""
        return self._by_kind.get(kind, {})

    def former(self, kind: Kind) -> Mapping[str, tuple[Entity, FormerName]]:
        """Return the former names of *kind*: folded name → what it is now, and the entry."""
        return self._former.get(kind, {})

    def find(self, name: str, kinds: tuple[Kind, ...]) -> Resolution:
        """Say what *name* means, trying *kinds* in order."""
        known = self.known(name, kinds)
        return Unknown(self.nearest(name, kinds)) if known is None else known

    def known(self, name: str, kinds: tuple[Kind, ...]) -> Found | Former | Ambiguous | None:
        """Say what *name* means as `find` does; None, at little cost, where nothing has it."""
        meant = self._meant.get(kinds)
        if meant is None:
            meant = self._meant[kinds] = {}
        known = meant.get(name)
        if known is None:
            known = self._look_up(fold(name), kinds)
            if known is not None:  # only these are kept: there is no end of other names
                meant[name] = known
        return known

    def _look_up(self, folded: str, kinds: tuple[Kind, ...]) -> Found | Former | Ambiguous | None:
        for kind in kinds:
            known = self._by_kind.get(kind, {}).get(folded)
            if known:
                return Found(known[0]) if len(known) == 1 else Ambiguous(tuple(known))
        for kind in kinds:
            former = self._former.get(kind, {}).get(folded)
            if former:
                return Former(*former)
        return None

    def get(self, name: str, kinds: tuple[Kind, ...]) -> Entity | None:
        """Return what *name* means if that is clear, following former names."""
        known = self.known(name, kinds)
        return known.entity if isinstance(known, _CLEAR) else None

    def nearest(self, name: str, kinds: tuple[Kind, ...], *, most: int = 3) -> tuple[str, ...]:
        """Return names of up to *most* things that look like *name*, one of each, nearest first.

        What is written in letters without Chinese is taken for an id, whatever its case.
        """
        wanted = fold(name)
        if wanted.isascii():
            near = self._near(wanted.casefold(), kinds, most, ids=True)
            if near:
                return near
        return self._near(wanted, kinds, most, ids=False)

    def _near(
        self, wanted: str, kinds: tuple[Kind, ...], most: int, *, ids: bool
    ) -> tuple[str, ...]:
        names: dict[str, tuple[str, Entity]] = {}
        for kind in kinds:
            for entity in self._entities.get(kind, ()):
                ident = entity.id.rpartition("/")[2]
                for spelling in (ident,) if ids else spellings(entity)[:-1] or (entity.name,):
                    folded = fold(spelling)
                    names.setdefault(folded.casefold() if ids else folded, (spelling, entity))
        cutoff = _NEAR_ID if ids else _NEAR_NAME
        close = difflib.get_close_matches(wanted, sorted(names), n=most, cutoff=cutoff)
        found: dict[tuple[str, str], str] = {}
        for folded in close:
            spelling, entity = names[folded]
            found.setdefault(entity.key, spelling)
        return tuple(found.values())

    def __iter__(self) -> Iterator[Entity]:
        """Yield everything, kind by kind."""
        for entities in self._entities.values():
            yield from entities


def is_short_for(short: str, full: str) -> bool:
    """Whether *full* has all characters of *short* in their order: 市委, 中共清河市委员会."""
    rest = iter(full)
    return all(character in rest for character in short)


def former_names(entity: Entity) -> tuple[FormerName, ...]:
    """Return the former names of *entity*, and those that follow from how it is called now.

    Who gives up 市水利局 and is 安澜市水务局, 市水务局 for short, gives up 安澜市水利局 too;
    whoever gives up the full form, gives up the short one.
    """
    registered: tuple[FormerName, ...] = getattr(entity.element, "former_names", ())
    place = _place_before(entity) if registered else ""
    if not place:
        return registered
    known = {former.name for former in registered}
    others = (
        former.model_copy(update={"name": name})
        for former in registered
        for name in _other_form(former.name, place)
        if name not in known
    )
    return (*registered, *others)


def _place_before(entity: Entity) -> str:
    """Return the name of the place that the full name has before what the short one begins with."""
    for short in getattr(entity.element, "short_names", ()):
        at = entity.name.find(short[:1])
        if at > 0 and short[:1] in _PLACES:
            return entity.name[:at]
    return ""


def _other_form(name: str, place: str) -> Iterator[str]:
    """Yield the short form of a full name of *place*, and the full form of a short one."""
    if name[:1] in _PLACES:
        yield place + name
    elif name.startswith(place) and name[len(place) : len(place) + 1] in _PLACES:
        yield name[len(place) :]


def spellings(entity: Entity) -> tuple[str, ...]:
    """Return the current names of *entity*: full name, short names, id."""
    return entity.spelled
