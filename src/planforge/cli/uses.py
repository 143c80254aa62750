"""Things by their names, and every place that speaks of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.cli.mere_names import PERSON, namings, told
from planforge.cli.things import entry_names, meant
from planforge.corpus.longer_names import SHORTEST
from planforge.corpus.names import fold, spellings
from planforge.corpus.written import tables_of
from planforge.findings import Place
from planforge.frozen import dataclass
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.rules.names.named import names_in_plan, names_in_system
from planforge.rules.prose.text import on_line, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from planforge.cli.mere_names import Naming
    from planforge.cli.things import Thing
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_WORD: Final = re.compile(r"[^\s\"“”,，、<>=()（）\[\]]+")
_TOLD_BY_FEW: Final = frozenset({Kind.LEVEL.value, PERSON})
"""Kinds of things whose names are short and yet no common words."""


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


def uses_of(corpus: Corpus, thing: Thing) -> Uses:
    """Return every place that speaks of *thing*: facts, conditions, registers and prose."""
    plans, rest = _Found(), _Found()
    if thing.entity is not None and thing.view is not None and thing.kind != Kind.GROUP.value:
        _of_one_plan(corpus, thing, plans, rest)
    elif thing.entity is not None:
        _of_entry(corpus, thing.entity, plans, rest)
    entries = _entries(corpus)
    for naming in _namings(corpus, thing):
        _of_naming(corpus, naming, entries, plans, rest)
    prose = _prose(corpus, thing)
    built = []
    for view in corpus.plans:
        found = (*plans.by_file.get(view.file, ()), *prose(view))
        if found:
            built.append((view, tuple(dict.fromkeys(found))))
    registers = [use for file in sorted(rest.by_file) for use in rest.by_file[file]]
    return Uses(tuple(built), tuple(dict.fromkeys(registers)))


class _Found:
    """Uses by the file they stand in."""

    def __init__(self) -> None:
        self.by_file: dict[str, list[Use]] = {}

    def add(self, use: Use) -> None:
        """Enter *use*."""
        self.by_file.setdefault(use.place.file, []).append(use)


def _of_entry(corpus: Corpus, entity: Entity, plans: _Found, rest: _Found) -> None:
    """Enter who refers to what has an entry."""
    views = {view.file: view for view in corpus.plans}
    entries = _entries(corpus)
    for named in names_in_system(corpus.system):
        if entity in meant(named.result):
            at = named.place
            view = views.get(at.file)
            if view is None:
                rest.add(Use(at, text=entries.get((at.file, at.pointer[:2]), "")))
            else:
                plans.add(Use(at, text=_said(view, at.pointer)))
    for view in corpus.plans:
        asks = {ask.pointer: ask for ask in view.asks()}
        for named in names_in_plan(view):
            if entity in meant(named.result):
                ask = asks.get(named.place.pointer)
                said = _said(view, named.place.pointer)
                plans.add(Use(named.place, ask.role if ask else "", ask.text if ask else said))


def _of_one_plan(corpus: Corpus, thing: Thing, plans: _Found, rest: _Found) -> None:
    """Enter who refers to a level, a grade or an action: their plan, and links to its levels."""
    assert thing.entity is not None  # noqa: S101 - asked for these only
    assert thing.view is not None  # noqa: S101 - asked for these only
    view, kind = thing.view, thing.entity.kind
    own = fold(thing.id.partition("/")[2])
    for reference in view.references:
        if kind in reference.ref.kinds and fold(reference.name) == own:
            is_key = reference.pointer[-2:-1] == ("changes",)
            at = view.at(*reference.pointer, on_key=is_key)
            plans.add(Use(at, text=_said(view, reference.pointer)))
    if kind is Kind.LEVEL:
        for use in _level_in_links(corpus, view, own):
            plans.add(use)
        for use in _level_in_tables(corpus, view, own):
            known = any(use.place.file == one.file for one in corpus.plans)
            (plans if known else rest).add(use)


def _level_in_links(corpus: Corpus, view: PlanView, own: str) -> Iterator[Use]:
    """Yield where a link says which level of one plan follows which level of the other."""
    for other in corpus.plans:
        for i, link in enumerate(other.plan.links):
            target = corpus.plan(link.plan)
            for mine, theirs in link.levels.items():
                at = ("links", i, "levels", mine)
                text = f"{mine} → {theirs}"
                if other is view and fold(mine) == own:
                    yield Use(view.at(*at, on_key=True), text=text)
                elif target is view and fold(theirs) == own:
                    yield Use(other.at(*at), text=text)


def _level_in_tables(corpus: Corpus, view: PlanView, own: str) -> Iterator[Use]:
    """Yield the conditions that ask for this level of the plan."""
    registry = corpus.registry
    indicators = {
        entity.key
        for entity in registry.names.entities(Kind.INDICATOR)
        if (plan := getattr(entity.element, "plan", None)) and corpus.plan(plan) is view
    }
    for other in corpus.plans if indicators else ():
        for table in tables_of(other):
            for pointer, row in table.rows:
                for name, cell in row.cells.items():
                    entity = registry.names.get(name, (Kind.INDICATOR,))
                    text = cell if isinstance(cell, str) else cell.reach
                    if entity and entity.key in indicators and own in _words(text):
                        yield Use(other.at(*pointer, name), text=f"{name} {text}")


def _words(text: str) -> frozenset[str]:
    """Return the words of a test."""
    return frozenset(map(fold, _WORD.findall(text)))


def _namings(corpus: Corpus, thing: Thing) -> Iterator[Naming]:
    """Yield the fields that name what has no entry; an expert is a person, too."""
    yield from thing.namings
    if thing.kind == Kind.EXPERT.value:
        name = fold(thing.name)
        for naming in namings(corpus):
            if naming.kind == PERSON and fold(naming.name) == name:
                yield naming


def _of_naming(
    corpus: Corpus,
    naming: Naming,
    entries: Mapping[tuple[str, Pointer], str],
    plans: _Found,
    rest: _Found,
) -> None:
    """Enter where something is named; for a person in office, where the plans name the office."""
    pointer = naming.place.pointer
    if naming.view is not None:
        said = (told(naming), _said(naming.view, pointer))
        plans.add(Use(naming.place, text="，".join(filter(None, said))))
        return
    entry = entries.get((naming.place.file, pointer[:2]), "")
    rest.add(Use(naming.place, text="，".join(filter(None, (entry, told(naming))))))
    if naming.kind == PERSON and isinstance(naming.owner, Post):
        office = corpus.registry.names.get(naming.owner.id, (Kind.POST,))
        if office is not None:
            _of_entry(corpus, office, plans, rest)


def _entries(corpus: Corpus) -> Mapping[tuple[str, Pointer], str]:
    """Return the names of the entries of the registers by where they stand."""
    return {
        (one.place.file, one.place.pointer): one.name
        for one in corpus.registry.names
        if one.place.pointer
    }


def _said(view: PlanView, pointer: Pointer) -> str:
    """Return what stands around *pointer* in words; empty where nothing short does."""
    match pointer:
        case ("links", int(number), *_):
            link = view.plan.links[number]
            return "，".join(filter(None, (link.kind.zh, link.circumstances)))
        case ("actions", int(number), *_):
            return view.plan.actions[number].content
        case ("transitions", int(number), *_):
            change = view.plan.transitions[number]
            return f"{change.source} → {change.target}"
        case (*at, "groups", int(number), _, int()) | (*at, "groups", int(number), _):
            return _group(view, (*at, "groups", number))
        case _:
            return ""


def _group(view: PlanView, pointer: Pointer) -> str:
    return next((group.name for group, at in view.groups if at == pointer), "")


def _prose(corpus: Corpus, thing: Thing) -> Callable[[PlanView], Iterator[Use]]:
    """Return what looks for *thing* in the prose of a plan."""
    from planforge.document.mentions import Mentions

    own = spellings(thing.entity) if thing.entity else (thing.name,)
    if thing.kind == Kind.ACTION.value:
        own = own[:1]  # its id is a word of the file, not of the prose
    elif thing.kind in {Kind.LEVEL.value, Kind.GRADE.value}:
        own = () if thing.kind == Kind.GRADE.value else (thing.name,)
    short = [name for name in own if 1 < len(name) < SHORTEST and thing.kind in _TOLD_BY_FEW]
    longer = _longer(own, entry_names(corpus))
    mentions = Mentions(dict.fromkeys(own, thing.id), longer)

    def uses(view: PlanView) -> Iterator[Use]:
        if thing.view is not None and view is not thing.view:
            return
        for text in parts(view.prose or "")[1]:
            found = {(one.start, one.end) for one in mentions.find(text.line)}
            for name in short:
                pattern = rf"(?<![ⅠⅡⅢⅣ一-鿿]){re.escape(name)}"
                found |= {one.span() for one in re.finditer(pattern, text.line)}
            for start, end in sorted(found):
                span = on_line(text.number, start, end)
                yield Use(Place(view.prose_file, span=span), "", text.line.strip())

    return uses


def _longer(own: Iterable[str], names: Iterable[str]) -> list[str]:
    words = [fold(name) for name in own]
    return [name for name in names if any(w in name and w != name for w in words)]
