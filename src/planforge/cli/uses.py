"""Things by their names, and every place that speaks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.names import Ambiguous, Entity, Former, Found, fold, spellings
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.rules.named import names_in_plan, names_in_system
from planforge.rules.prose_text import on_line, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Names, Resolution
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_KINDS = tuple(kind for kind in Kind if kind not in {Kind.LEVEL, Kind.ACTION, Kind.GRADE})


@dataclass(frozen=True, slots=True)
class Use:
    """A place that speaks of a thing.

    Attributes:
        place: Where.
        role: Part that it plays there, as `planforge.corpus.plan_view.Ask` has it; may be empty.
        text: What is asked or said there, in the words of the file; may be empty.
    """

    place: Place
    role: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Uses:
    """Every place that speaks of a thing.

    Attributes:
        plans: Plan by plan in the order of the corpus, plans that do not speak of it left out.
        registers: In the registers and the jurisdiction.
    """

    plans: tuple[tuple[PlanView, tuple[Use, ...]], ...]
    registers: tuple[Use, ...]


def things(corpus: Corpus, name: str) -> tuple[Entity, ...]:
    """Return everything called *name* by a full, short or former name or an id, by kind and id."""
    found: dict[tuple[str, str], Entity] = {}
    for names in _indexes(corpus):
        for kind in _KINDS:
            for entity in _meant(names.known(name, (kind,))):
                found.setdefault(entity.key, entity)
    for _, entity in corpus.groups():
        if entity.id == name:
            found.setdefault(entity.key, entity)
    return tuple(found[key] for key in sorted(found))


def known_names(corpus: Corpus) -> Iterator[str]:
    """Yield every name that something has."""
    for names in _indexes(corpus):
        for entity in names:
            yield from spellings(entity)


def _indexes(corpus: Corpus) -> Iterator[Names]:
    yield corpus.registry.names
    yield corpus.system.plan_names
    for view in corpus.plans:
        yield view.local_names


def _meant(result: Resolution | None) -> tuple[Entity, ...]:
    match result:
        case Found(entity) | Former(entity, _):
            return (entity,)
        case Ambiguous(entities):
            return entities
        case _:
            return ()


def uses_of(corpus: Corpus, entity: Entity) -> Uses:
    """Return every place that speaks of *entity*: facts, conditions, registers and prose."""
    by_file: dict[str, list[Use]] = {}
    for named in names_in_system(corpus.system):
        if entity in _meant(named.result):
            by_file.setdefault(named.place.file, []).append(Use(named.place))
    entries = {
        (one.place.file, one.place.pointer): one.name
        for one in corpus.registry.names
        if one.place.pointer
    }
    plans = []
    for view in corpus.plans:
        asks = {ask.pointer: ask for ask in view.asks()}
        found = [
            Use(use.place, text=_said(view, use.place.pointer))
            for use in by_file.pop(view.file, [])
        ]
        for named in names_in_plan(view):
            if entity in _meant(named.result):
                ask = asks.get(named.place.pointer)
                said = _said(view, named.place.pointer)
                found.append(Use(named.place, ask.role if ask else "", ask.text if ask else said))
        found += _in_prose(corpus, view, entity)
        if found:
            plans.append((view, tuple(dict.fromkeys(found))))
    rest = [
        Use(use.place, text=entries.get((file, use.place.pointer[:2]), ""))
        for file in sorted(by_file)
        for use in by_file[file]
    ]
    return Uses(tuple(plans), tuple(rest))


def _said(view: PlanView, pointer: Pointer) -> str:
    """Return what stands around *pointer* in words; empty where nothing short does."""
    match pointer:
        case ("links", int(number), *_):
            link = view.plan.links[number]
            return "，".join(filter(None, (link.kind.zh, link.circumstances)))
        case ("actions", int(number), *_):
            return view.plan.actions[number].content
        case _:
            return ""


def _in_prose(corpus: Corpus, view: PlanView, entity: Entity) -> Iterator[Use]:
    from planforge.document.mentions import Mentions

    own = dict.fromkeys(spellings(entity), entity.id)
    longer = _longer(own, known_names(corpus))
    mentions = Mentions(own, longer)
    for text in parts(view.prose or "")[1]:
        for found in mentions.find(text.line):
            span = on_line(text.number, found.start, found.end)
            yield Use(Place(view.prose_file, span=span), "", text.line.strip())


def _longer(own: Iterable[str], names: Iterable[str]) -> list[str]:
    words = [fold(name) for name in own]
    return [name for name in names if any(w in name and w != name for w in words)]
