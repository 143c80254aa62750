"""What a component may look at while it builds its part of a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from planforge.document.blocks import Content, joined
from planforge.document.nodes import address, entity_address, link
from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg
from planforge.model.base import Element, Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from pydantic import BaseModel

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.i18n import Argument, Marks


Shown = TypeVar("Shown", bound="BaseModel")


class NoPlanInHand(ValueError):  # noqa: N818 - says what is the case
    """A component that shows a plan was asked for outside of one."""


@dataclass(frozen=True, slots=True)
class Context:
    """The corpus, the plan in hand and the language of the reader.

    Attributes:
        corpus: All plans.
        view: The plan the document is about; None outside plans.
        language: Language of headings and labels; the plans' own text stays as it is.
        public: Whether 内部 elements are left out.
        sections: Returns the address of the section of the plan in hand that shows what the first
            of some directives does which the plan has; empty for none. None where nothing leads
            there, as in print.
    """

    corpus: Corpus
    view: PlanView | None = None
    language: str = DEFAULT_LANGUAGE
    public: bool = True
    sections: Callable[[Context, tuple[str, ...]], str] | None = None

    def of(self, view: PlanView) -> Context:
        """Return the same context with another plan in hand."""
        return replace(self, view=view)

    def t(self, msgid: str, /, **args: Argument) -> str:
        """Return the text of *msgid* in the reader's language."""
        return msg(msgid, **args).render(self.language)

    @property
    def marks(self) -> Marks:
        """The punctuation of the reader's language."""
        return marks(self.language)

    def joined(self, parts: Iterable[Content]) -> list[nodes.Node]:
        """Return *parts* as a list in one line."""
        return joined(parts, self.marks.item)

    @property
    def plan_view(self) -> PlanView:
        """The plan in hand.

        Raises:
            NoPlanInHand: There is none.
        """
        if self.view is None:
            raise NoPlanInHand("no plan in hand")
        return self.view

    def told_at(self, *directives: str) -> str:
        """Return the address of the section that shows what the first of *directives* does.

        Empty where the plan in hand has no such section, and where no pages are made of it.
        """
        return "" if self.sections is None else self.sections(self, directives)

    def shown(self, items: Iterable[Shown]) -> tuple[Shown, ...]:
        """Return *items* without those that this reader must not see."""
        return tuple(item for item in items if self.may_show(item))

    def may_show(self, element: BaseModel | None) -> bool:
        """Whether there is such an *element* and this reader may see it."""
        return element is not None and not (self.public and is_internal(element))

    def actor(self, name: str) -> nodes.Node | str:
        """Return *name* as a link to whatever it means, or as text if that is not clear."""
        entity = self.view.get(name) if self.view else self.corpus.actor(name)
        return self.entity(entity, name) if entity else name

    def actors(self, names: tuple[str, ...], separator: str = "") -> list[nodes.Node | str]:
        """Return *names* as links in one line, as a list unless a *separator* is given."""
        found: list[nodes.Node | str] = []
        for name in names:
            if found:
                found.append(separator or self.marks.item)
            found.append(self.actor(name))
        return found

    def entity(self, entity: Entity, text: str = "") -> nodes.Node | str:
        """Return a link to the page of *entity*; plain text for what this reader must not see."""
        if self.public and is_internal(entity.element):
            return text or entity.short_name
        return link(text or entity.short_name, entity_address(entity))

    def plan_link(self, name: str) -> nodes.Node | str:
        """Return a link to the plan called *name*, or to its entry among the regulations."""
        view = self.corpus.plan(name)
        if view:
            if not self.may_show(view.plan):
                return name
            return link(view.plan.name, address("plan", view.plan.id))
        entity = self.corpus.registry.names.get(name, (Kind.REGULATION,))
        return self.entity(entity, entity.name) if entity else name


def is_internal(element: BaseModel) -> bool:
    """Whether *element* is marked 内部."""
    return isinstance(element, Element) and element.visibility is Visibility.INTERNAL
