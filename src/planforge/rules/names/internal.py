"""What is marked 内部 and yet named where everybody reads: the public gets a neutral word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from planforge.corpus.names import Entity, Found, spellings
from planforge.corpus.outline import PlanOutline
from planforge.corpus.persons import Person, bare, pattern_of
from planforge.corpus.visibility import is_inside_internal
from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.model.base import Element, Kind, Visibility
from planforge.model.registers import Contacts
from planforge.rules.prose.phones import place_of
from planforge.rules.prose.text import on_line, parts
from planforge.rules.rule import Hit, asked_of_the_system, plan_rule
from planforge.rules.text.texts import all_text

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.names import Names, Resolution
    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.registry import Registry
    from planforge.corpus.system import System
    from planforge.model.walk import Walked

_IN_SENTENCES = (
    Kind.ORGANISATION,
    Kind.POST,
    Kind.TEAM,
    Kind.DEPOT,
    Kind.SHELTER,
    Kind.MECHANISM,
    Kind.AGREEMENT,
    Kind.RISK,
    Kind.REGULATION,
    Kind.GROUP,
)
"""Kinds whose names are looked for in sentences."""
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Internal:
    """Register files and entries that the public does not get, and a pattern of their names.

    Attributes:
        files: The register files.
        keys: The entries.
        persons: Those whom only internal entries name, holders of posts among them.
        pattern: All names that are looked for in sentences.
        named: What each of them is, by the bare name.
    """

    files: frozenset[str]
    keys: frozenset[tuple[str, str]]
    persons: tuple[Person, ...]
    pattern: re.Pattern[str] | None
    named: dict[str, Entity | Person]


_KEPT: Final[WeakKeyDictionary[Names, _Internal]] = WeakKeyDictionary()
"""One registry serves all plans of a run."""


def _internal(registry: Registry) -> _Internal:
    known = _KEPT.get(registry.names)
    if known is None:
        hidden = {
            file
            for file, register in registry.registers
            if _is_internal(register) or isinstance(register, Contacts)
        }
        entities, persons = tuple(registry.names), registry.private_persons
        known = _KEPT[registry.names] = _of(entities, frozenset(hidden), persons)
    return known


def _of(
    entities: tuple[Entity, ...], files: frozenset[str], persons: tuple[Person, ...]
) -> _Internal:
    hidden = [e for e in entities if e.place.file in files or _is_internal(e.element)]
    keys = frozenset(entity.key for entity in hidden)
    named: dict[str, Entity | Person] = {person.name: person for person in persons}
    for entity in hidden:
        for name in spellings(entity)[:-1] or (entity.name,):
            if entity.kind in _IN_SENTENCES and len(name) >= _SHORTEST:
                named.setdefault(name, entity)
    inner = pattern_of(named)
    longer = {
        name
        for entity in entities
        if inner is not None and entity.key not in keys
        for name in spellings(entity)
        if inner.search(name)
    }
    pattern = pattern_of((*named, *longer)) if named else None
    own = {bare(name): what for name, what in named.items() if name not in longer}
    return _Internal(files, keys, persons, pattern, own)


def _is_internal(value: object) -> bool:
    return isinstance(value, Element) and value.visibility is Visibility.INTERNAL


@plan_rule(
    "REF011",
    "reference.internal-name",
    Severity.ADVICE,
    title=msg("Public passage that names something internal"),
    rationale=msg(
        "A public site puts a neutral word, such as 有关单位, for the name of what is marked 内部. "
        "The public then does not read who acts here, and the sentence may say too little."
    ),
)
def internal_name(view: PlanView) -> Iterator[Hit]:
    """Names of internal units, posts, teams and groups in public facts and in the prose."""
    known = _internal(view.registry)
    own = any(_is_internal(group) for group, _ in view.groups)
    if not (known.pattern or known.keys or own) or _is_internal(view.plan):
        return
    for reference, result in view.registry_references() if known.keys or own else ():
        pointer, name = reference.pointer, reference.name
        entity = _named(result, known)
        if entity is not None and not is_inside_internal(view.plan, pointer):
            yield _hit(view.at(*pointer), name, entity)
    if own:
        known = _of((*view.registry.names, *view.local_names), known.files, known.persons)
    if known.pattern and known.pattern.search(all_text(view)):
        yield from _in_sentences(view.plan, view.walked, view.file, known)
    prose = view.prose or ""
    for text in parts(prose)[1] if known.pattern and known.pattern.search(prose) else ():
        for start, end, named in _matches(text.line, known):
            place = Place(view.prose_file, span=on_line(text.number, start, end))
            yield _hit(place, text.line[start:end], named)


@asked_of_the_system("REF011")
def internal_name_in_register(system: System) -> Iterator[Hit]:
    """Names of internal entries and plans in public entries, of internal plans in public plans."""
    yield from _internal_plans(system)
    known = _internal(system.registry)
    if not (known.pattern or known.keys):
        return
    for file, register in system.registry.registers:
        if file in known.files:
            continue
        walked = system.registry.walked[file]
        for reference in walked.references:
            result = system.registry.names.known(reference.name, reference.ref.kinds)
            entity = _named(result, known)
            if entity is not None and not is_inside_internal(register, reference.pointer):
                yield _hit(Place(file, reference.pointer), reference.name, entity)
        if known.pattern and known.pattern.search("\n".join(walked.texts)):
            yield from _in_sentences(register, walked, file, known)


def _internal_plans(system: System) -> Iterator[Hit]:
    """Yield where public facts, entries and sentences name a plan that is internal as a whole."""
    if not any(outline.internal for outline in system.outlines):
        return
    yield from _plans_in_sentences(system)
    for outline, named, result in system.named_plans():
        if not (outline.internal or named.is_internal):
            yield from _of_plan(Place(outline.file, named.pointer), named.name, result)
    for file, register in system.registry.registers:
        for reference in system.registry.walked[file].references:
            if Kind.PLAN in reference.ref.kinds and not is_inside_internal(
                register, reference.pointer
            ):
                result = system.find_plan(
                    reference.name, may_be_regulation=Kind.REGULATION in reference.ref.kinds
                )
                yield from _of_plan(Place(file, reference.pointer), reference.name, result)


def _plans_in_sentences(system: System) -> Iterator[Hit]:
    """Yield where sentences of public plans end with the name of an internal one."""
    titles: dict[str, Entity] = {}
    for outline in system.outlines:
        entity = system.plan_names.get(outline.name, (Kind.PLAN,))
        if entity is not None:
            titles.update(dict.fromkeys((outline.name, *outline.short_names), entity))
    named = {name for name in titles if len(name) > _SHORTEST}
    named.update(
        name
        for entity in system.registry.names.entities(Kind.REGULATION)
        for name in spellings(entity)
    )
    for outline in system.outlines:
        for quoted in () if outline.internal else outline.quoted:
            ends = [quoted.text[i:] for i in range(len(quoted.text)) if quoted.text[i:] in named]
            if not ends or ends[0] not in titles:
                continue
            element = titles[ends[0]].element
            if isinstance(element, PlanOutline) and element.internal:
                place = place_of(
                    outline, quoted.model_copy(update={"start": quoted.end - len(ends[0])})
                )
                yield _hit(place, ends[0], titles[ends[0]])


def _of_plan(place: Place, name: str, result: Resolution) -> Iterator[Hit]:
    if isinstance(result, Found):
        element = result.entity.element
        if isinstance(element, PlanOutline) and element.internal:
            yield _hit(place, name, result.entity)


def _in_sentences(element: Element, walked: Walked, file: str, known: _Internal) -> Iterator[Hit]:
    references_at = {reference.pointer for reference in walked.references}
    for at, value in zip(walked.places, walked.texts, strict=True):
        if at[-1] == "holder" or at[-2:] == ("deputy", "name"):
            continue  # where the person is entered, which the public does not get
        for start, end, entity in _matches(value, known):
            if at not in references_at and not is_inside_internal(element, at):
                yield _hit(Place(file, at, chars=(start, end)), value[start:end], entity)


def _matches(text: str, known: _Internal) -> Iterator[tuple[int, int, Entity | Person]]:
    for match in known.pattern.finditer(text) if known.pattern else ():
        entity = known.named.get(bare(match[0]))
        if entity is not None:
            yield match.start(), match.end(), entity


def _named(result: Resolution | None, known: _Internal) -> Entity | None:
    """Return what a name means if that is internal."""
    if not isinstance(result, Found):
        return None
    entity = result.entity
    return entity if entity.key in known.keys or _is_internal(entity.element) else None


def _hit(place: Place, name: str, entity: Entity | Person) -> Hit:
    if isinstance(entity, Person):
        return Hit(
            place,
            msg(
                "“{name}” is a person whose name is not public: the public reads a neutral word "
                "here instead",
                name=name,
            ),
            msg("Name the post instead of the person, or mark this passage 可见: 内部 as well"),
            ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
        )
    return Hit(
        place,
        msg("“{name}” is marked 内部: the public reads a neutral word here instead", name=name),
        msg(
            "Say it without the name, mark this passage 可见: 内部 as well, or take the mark off "
            "“{name}”",
            name=entity.name,
        ),
        ((entity.place, msg("“{name}” is registered here", name=entity.name)),),
    )
