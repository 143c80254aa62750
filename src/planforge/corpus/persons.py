"""Persons whom the registers name, and how a name may be written where somebody is named.

A name is looked for as it is registered, and never by a part of it: then no ordinary word is taken
for one. What writers change about a name is white space in it and the dot between its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.spotting import any_of
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model import registers
from planforge.model.base import Element, Visibility
from planforge.patterns import late

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from planforge.corpus.registry import Registry

FIELDS: Final[tuple[str, ...]] = ("holder", "leader", "keeper")
"""Fields of registers that hold the name of a person."""
IN_OFFICE: Final = (registers.Post, registers.Deputy)
"""Entries of whom the public reads the office, never who holds it."""
SHORTEST: Final = 2
"""Characters of the shortest name."""
_NAMED: Final = (registers.Contact, registers.Deputy, registers.Expert)
"""Entries that are persons themselves."""
_DESK: Final = late(
    "值班|值守|办公室|热线|专线|总机|传真|调度|中心|服务台|电话"
    "|^[^·•・]{4,}(?:局|委|办|处|室|站|队|院|公司|村|社区|席)$"
)
"""Lines of the telephone list that are no persons: where a phone stands is no secret."""
_NOBODY: Final = late("空缺|暂缺|待[定补填]|暂无|轮值|轮流")
"""What stands in place of a name where an office has no holder of its own."""
_REMARK: Final = late(r"(?:(?<!\s)\s+)?[（(][^（()）]*[)）]\s*")
_DOTS: Final = "·\u0387•‧∙⋅・･․．."
"""What people type for the dot between the parts of a name."""
_GAP: Final = r"[^\S\r\n]*(?:\r?\n[^\S\r\n]*)?"
"""White space in a name: 王　五, or a name that goes on in the next line."""
_SIGNS: Final = {"·": rf"(?:[{_DOTS}]|&middot;|&#183;|&#xB7;|&#xb7;)?"}
_ENTITY: Final = late("&(?:middot|#183|#[xX][bB]7);")
_DOT: Final = late(f"[{_DOTS}]")


@dataclass(frozen=True, slots=True)
class Person:
    """A person whom a register names.

    Attributes:
        name: As registered, without a remark behind it.
        place: Where.
        is_internal: Whether that place is not for the public.
    """

    name: str
    place: Place
    is_internal: bool


def bare(name: str) -> str:
    """Return *name* as names in text are compared: no white space, no dot between its parts."""
    if name.isalnum():  # most names have nothing to leave out
        return name
    return _DOT.sub("", _ENTITY.sub("", "".join(name.split())))


def pattern_of(names: Iterable[str], *, is_spaced: bool = True) -> re.Pattern[str] | None:
    """Return a pattern of *names*, with white space and dots as writers have them; None for none.

    What it finds is one of the names if their `bare` forms are equal. It finds them sooner in texts
    that have no white space, if told that no text *is spaced*.
    """
    words = ("".join(name.split()) for name in names)
    gap = _GAP if is_spaced else ""
    return any_of((_DOT.sub("·", word) for word in words), gap=gap, signs=_SIGNS)


def is_person(name: str, organisation: str = "") -> bool:
    """Whether *name* is that of a person, not of a desk (of *organisation*)."""
    if len(bare(name)) < SHORTEST or _DESK.search(name) or _NOBODY.search(name):
        return False
    return not (organisation and name.startswith(organisation))


def without_remark(name: str) -> str:
    """Return *name* without what stands in brackets with it: 王五（兼）."""
    return _REMARK.sub("", name) or name


def persons(registry: Registry) -> Iterator[Person]:
    """Yield every person whom *registry* names, in the order of files.

    Holders of posts and their stand-ins are internal, as their numbers are.
    """
    for file, register in registry.registers:
        is_hidden = isinstance(register, registers.Contacts) or _is_internal(register)
        for key in type(register).model_fields:
            entries = getattr(register, key)
            for i, entry in enumerate(entries if isinstance(entries, tuple) else ()):
                if isinstance(entry, Element):
                    yield from _in(entry, Place(file, (key, i)), is_hidden=is_hidden)


def _in(element: Element, place: Place, *, is_hidden: bool) -> Iterator[Person]:
    is_internal = is_hidden or _is_internal(element) or isinstance(element, IN_OFFICE)
    named = FIELDS
    if isinstance(element, _NAMED):
        named = ("name",)
    for field in named:
        name = vars(element).get(field)  # most have none of them, which is dear to ask a model
        of = element.organisation if isinstance(element, registers.Contact) else ""
        if name and is_person(name, of):
            at = Place(place.file, (*place.pointer, field))
            yield Person(without_remark(name), at, is_internal)
    if isinstance(element, registers.Post) and element.deputy is not None:
        at = Place(place.file, (*place.pointer, "deputy"))
        yield from _in(element.deputy, at, is_hidden=is_internal)


def private_persons(registry: Registry) -> Iterator[Person]:
    """Yield the persons whom no public entry of *registry* names, each once."""
    found = list(persons(registry))
    known = {bare(one.name) for one in found if not one.is_internal}
    known |= {bare(entity.name) for entity in registry.names}
    for one in found:
        if bare(one.name) not in known:
            known.add(bare(one.name))
            yield one


def _is_internal(value: object) -> bool:
    return isinstance(value, Element) and value.visibility is Visibility.INTERNAL


__all__ = [
    "FIELDS",
    "IN_OFFICE",
    "SHORTEST",
    "Person",
    "bare",
    "is_person",
    "pattern_of",
    "persons",
    "private_persons",
    "without_remark",
]
