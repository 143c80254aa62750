"""What can be shown by name: entries, what plans define for themselves, what is only named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.cli.mere_names import MERE_KINDS, Naming, namings
from planforge.corpus.names import Ambiguous, Entity, Former, Found, fold, spellings
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.rules.names.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Names, Resolution
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Place
    from planforge.i18n import Message

_OF_PLANS: Final = frozenset({Kind.GROUP, Kind.LEVEL, Kind.ACTION, Kind.GRADE})
"""What only one plan knows; its id is that of the plan, a stroke, and its own."""
_IN_ONE_PLAN: Final = frozenset({"term", "annex"})
_TELLING: Final = 2
"""Characters that are enough for a part of a plan's title to stand for the plan."""
_KINDS: Final = tuple(kind for kind in Kind if kind not in _OF_PLANS)
KIND_WORDS: Final[Mapping[str, Message]] = {
    **{kind.value: word for kind, word in KINDS.items()},
    **MERE_KINDS,
}
"""What each kind of thing is called."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has a name.

    Attributes:
        kind: A key of `KIND_WORDS`.
        id: What singles it out among its kind.
        name: Its full name.
        place: Where it is laid down, or named first.
        entity: The entry; None for what has none.
        view: The plan that defines it; None for what belongs to all.
        namings: For what has no entry: every field that names it.
    """

    kind: str
    id: str
    name: str
    place: Place
    entity: Entity | None = None
    view: PlanView | None = None
    namings: tuple[Naming, ...] = ()


def things(corpus: Corpus, name: str) -> tuple[Thing, ...]:
    """Return everything called *name* by a full, short or former name or an id, by kind and id.

    What belongs to a plan may have the plan's name before its own: 防汛抗旱 Ⅱ级, flood/consult.
    """
    found: dict[tuple[str, str], Thing] = {}
    for names in (corpus.registry.names, corpus.system.plan_names):
        for kind in _KINDS:
            for entity in meant(names.known(name, (kind,))):
                found.setdefault(entity.key, _entry(entity))
    for thing, own in _of_plans(corpus):
        if _is_called(thing, own, name):
            found.setdefault((thing.kind, thing.id), thing)
    experts = {thing.name for thing in found.values() if thing.kind == Kind.EXPERT.value}
    for thing in _mere(corpus, name):
        if thing.name not in experts:
            found.setdefault((thing.kind, thing.id), thing)
    return tuple(found[key] for key in sorted(found))


def meant(result: Resolution | None) -> tuple[Entity, ...]:
    """Return the entries that *result* leads to."""
    match result:
        case Found(entity) | Former(entity, _):
            return (entity,)
        case Ambiguous(entities):
            return entities
        case _:
            return ()


def entry_names(corpus: Corpus) -> Iterator[str]:
    """Yield every name that an entry of a register, a plan or a working group has."""
    for names in _indexes(corpus):
        for entity in names:
            yield from spellings(entity)


def known_names(corpus: Corpus) -> Iterator[str]:
    """Yield every name that something has."""
    yield from entry_names(corpus)
    for _, own in _of_plans(corpus):
        yield from own
    for naming in namings(corpus):
        yield naming.name


def _indexes(corpus: Corpus) -> Iterator[Names]:
    yield corpus.registry.names
    yield corpus.system.plan_names
    for view in corpus.plans:
        yield view.local_names


def _entry(entity: Entity, view: PlanView | None = None) -> Thing:
    return Thing(entity.kind.value, entity.id, entity.name, entity.place, entity, view)


def _of_plans(corpus: Corpus) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    """Yield what only one plan knows, with the names that it has there."""
    for view in corpus.plans:
        for entity in view.local_names:
            yield _entry(entity, view), spellings(entity)
        for entity, own in _unregistered(view):
            yield _entry(entity, view), own


def _unregistered(view: PlanView) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Yield levels, grades and actions of the plan, which have no index of names."""
    from planforge.document.wording import action_title

    plan = view.plan.id
    for name, facts in view.plan.levels.items():
        place = view.at("levels", name, on_key=True)
        entity = Entity(Kind.LEVEL, f"{plan}/{name}", name, name, place, facts)
        yield entity, (name, *filter(None, [facts.title]))
    for name, rule in view.plan.grades.items():
        place = view.at("grades", name, on_key=True)
        yield Entity(Kind.GRADE, f"{plan}/{name}", name, name, place, rule), (name,)
    for i, action in enumerate(view.plan.actions):
        title = action_title(view.action_at(i, action, 0))
        entity = Entity(
            Kind.ACTION, f"{plan}/{action.id}", title, title, view.at("actions", i), action
        )
        yield entity, (title, action.id)


def _is_called(thing: Thing, own: Iterable[str], name: str) -> bool:
    wanted = fold(name)
    for one in map(fold, own):
        if wanted == one:
            return True
        if wanted.endswith(one) and thing.view is not None:
            before = wanted.removesuffix(one).strip("/·：:")
            if before and _is_plan(thing.view, before):
                return True
    return False


def _is_plan(view: PlanView, name: str) -> bool:
    plan = view.plan
    return name in {plan.id, *map(fold, plan.short_names)} or (
        len(name) >= _TELLING and name in fold(plan.name)
    )


def _mere(corpus: Corpus, name: str) -> Iterator[Thing]:
    """Yield what is only named *name*, each kind once; a term or an annex is that of its plan."""
    wanted = fold(name)
    found: dict[tuple[str, str], list[Naming]] = {}
    for naming in namings(corpus):
        own = f"{naming.view.plan.id}/" if naming.view and naming.kind in _IN_ONE_PLAN else ""
        if wanted in {fold(naming.name), fold(f"{own}{naming.name}")}:
            found.setdefault((naming.kind, f"{own}{fold(naming.name)}"), []).append(naming)
    for (kind, ident), namings_ in found.items():
        first = namings_[0]
        view = first.view if kind in _IN_ONE_PLAN else None
        yield Thing(kind, ident, first.name, first.place, None, view, tuple(namings_))
