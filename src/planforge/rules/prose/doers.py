"""Who does something by a sentence: units named beside one another, and those they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import OrganisationCategory
from planforge.patterns import late
from planforge.rules.text.said import mention_before, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.rules.text.said import Mention

_JOINT: Final = late("(?:、|和|及|与|会同|以及)$")


class Given(NamedTuple):
    """A duty that a sentence gives to another unit than the facts.

    Attributes:
        unit: Where the sentence names the unit, as characters of the text.
        name: The unit or group in the sentence.
        owner: The unit or group of the facts.
        at: Where the facts give it the duty.
    """

    unit: tuple[int, int]
    name: str
    owner: str
    at: Pointer


def beside(view: PlanView, who: Mention) -> Iterator[Mention]:
    """Yield who is named before somebody as doing the same: 市公安局 in 市公安局、市气象局负责.

    The nearest one first.
    """
    joint = _JOINT.search(text_of(view).whole, max(0, who.start - 2), who.start)
    other = mention_before(view, joint.start()) if joint else None
    if other is not None:
        yield other
        yield from beside(view, other)


def hosts(view: PlanView, who: Mention) -> frozenset[str]:
    """Return the key of the unit in which *who*, an office, is located."""
    unit = view.registry.names.get(who.entity.name, (Kind.ORGANISATION,))
    host = getattr(unit.element, "hosted_by", None) if unit else None
    return frozenset({view.actor_key(host)} if host else ())


def around(view: PlanView, name: str) -> Iterator[str]:
    """Yield the keys of the unit of a post, and of the one in which an office is located."""
    known = view.get(name)
    for field in ("organisation", "hosted_by"):
        unit = getattr(known.element, field, None) if known else None
        if unit:
            yield view.actor_key(unit)


def is_command(view: PlanView, keys: set[str]) -> bool:
    """Whether one of the units with these *keys* is a command body of the plan, or its office."""
    return any(
        view.actor_key(name) in keys
        for body, _ in view.bodies
        for name in (body.name, *((body.office.name,) if body.office else ()))
    )


def is_government(unit: Entity) -> bool:
    """Whether a unit is a government: what its bureaus do is done by it."""
    element = unit.element
    return isinstance(element, Organisation) and element.category is OrganisationCategory.GOVERNMENT


def is_collective(unit: Entity | None) -> bool:
    """Whether a name means several units, such as 各县（区）政府."""
    element = unit.element if unit else None
    return isinstance(element, Organisation) and element.category is OrganisationCategory.COLLECTIVE


__all__ = ["Given", "around", "beside", "hosts", "is_collective", "is_command", "is_government"]
