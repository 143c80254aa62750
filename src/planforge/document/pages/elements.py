"""Which page of the site shows the element that a place in a plan file belongs to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from planforge.corpus.visibility import is_inside_internal
from planforge.document.context import is_internal
from planforge.document.heading_numbers import numbered_title, numbering_of
from planforge.document.nodes import address, entity_address
from planforge.document.page import Entry
from planforge.document.pages.headings import chapter_at
from planforge.document.wording import level_rank
from planforge.frozen import dataclass
from planforge.model.keys import spellings_at
from planforge.model.plan import Plan
from planforge.model.registers import Contacts, Jurisdiction

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.base import Element


@dataclass(frozen=True)
class Elements:
    """The elements of *corpus*, looked up by their place in its files.

    Attributes:
        corpus: All of it, as it was read: pointers count internal elements too.
        public: Whether internal elements have no page.
    """

    corpus: Corpus
    public: bool

    def plan_of(self, file: str) -> PlanView | None:
        """Return the plan that *file*, its facts or its prose, belongs to."""
        return self._plans.get(file.rpartition("/")[0])

    def is_hidden(self, file: str) -> bool:
        """Whether all of *file* is kept from the readers of this edition."""
        if not self.public:
            return False
        view = self.plan_of(file)
        if view is not None:
            return is_internal(view.plan)
        register = self._registers.get(file)
        return register is not None and (isinstance(register, Contacts) or is_internal(register))

    def at(self, file: str, pointer: Pointer, line: int) -> Entry | None:
        """Return name and address of the element at *pointer* of *file*, for its prose at *line*.

        None where no page shows it: the place belongs to no element with a page, or the element is
        internal and the edition public.
        """
        if self.is_hidden(file):
            return None
        view = self.plan_of(file)
        if view is None:
            return self._entity(file, pointer)
        if file == view.prose_file:
            return _chapter(view, line)
        own = _in_english(Plan, pointer)
        return None if self.public and is_inside_internal(view.plan, own) else _part(view, own)

    @cached_property
    def _plans(self) -> dict[str, PlanView]:
        return {view.file.rpartition("/")[0]: view for view in self.corpus.plans}

    @cached_property
    def _registers(self) -> dict[str, Element]:
        return dict(self.corpus.registry.registers)

    @cached_property
    def _entities(self) -> dict[tuple[str, Pointer], Entity]:
        return {(e.place.file, e.place.pointer): e for e in self.corpus.registry.names}

    def _entity(self, file: str, pointer: Pointer) -> Entry | None:
        register = self._registers.get(file)
        own = _in_english(type(register) if register is not None else Jurisdiction, pointer)
        for end in range(len(own), 0, -1):
            entity = self._entities.get((file, own[:end]))
            if entity is not None:
                if self.public and is_internal(entity.element):
                    return None
                return Entry(entity.name, entity_address(entity))
        return None


def _in_english(model: type[Element], pointer: Pointer) -> Pointer:
    """Return *pointer* into *model* with the model's own names for keys in either language."""
    return tuple(
        next((name for name in sorted(spelled) if name.isascii()), step)
        for step, spelled in zip(pointer, spellings_at(model, pointer), strict=True)
    )


def _chapter(view: PlanView, line: int) -> Entry:
    found = chapter_at(view.prose or "", line)
    if found is None:
        return _whole(view)
    target = address("chapter", f"{view.plan.id}/{found.number}")
    title = numbered_title(found.title, (found.number,), numbering_of(view.plan))
    return Entry(title, target)


def _part(view: PlanView, pointer: Pointer) -> Entry:
    """Return the part of the plan of *view* at *pointer* that has a page, else the plan."""
    plan = view.plan
    match pointer:
        case ("actions", int(index), *_) if index < len(plan.actions):
            action = plan.actions[index]
            target = address("action", f"{plan.id}/{action.id}")
            return Entry(action.title or action.content, target)
        case ("levels", str(name), *_):
            level = view.level(name)
            if level is not None:
                return Entry(level.name, address("level", f"{plan.id}/{level_rank(view, level)}"))
        case ("annexes", int(index), *_) if index < len(plan.annexes):
            return Entry(plan.annexes[index].title, address("page", f"{plan.id}/annexes"))
        case _:
            for group, at in view.groups:
                if pointer[: len(at)] == at:
                    return Entry(group.name, address("group", f"{plan.id}/{group.id}"))
    return _whole(view)


def _whole(view: PlanView) -> Entry:
    return Entry(view.plan.name, address("plan", view.plan.id))
