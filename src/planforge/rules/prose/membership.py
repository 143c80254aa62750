"""Units that a sentence calls members of a body that does not list them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.model.base import Kind
from planforge.patterns import late
from planforge.rules.prose.doers import beside
from planforge.rules.text.said import mention_before, mentions, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer
    from planforge.model.plan import CommandBody
    from planforge.rules.text.said import Mention

_IS_MEMBER: Final = late(
    r"(?:同为|均为|都是|作为|也是|属于|[是为系])(?P<body>[^，。；：、\n]{0,16}?)的?成员单位"
)


def no_members(view: PlanView) -> Iterator[tuple[str, Mention, Pointer]]:
    """Yield 市科技局为市防指成员单位 where 市防指 lists others: the body, who, and its path."""
    text = text_of(view)
    for found in text.matches(_IS_MEMBER, ("成员单位",)):
        named = list(mentions(view, *found.span("body")))
        who = mention_before(view, found.start())
        meant = [one for one in view.bodies if named and view.get(one[0].name) == named[0].entity]
        if len(named) == 1 and who is not None:
            for body, at in meant:
                own = _members(view, body)
                for one in (who, *beside(view, who)):
                    is_unit = one.entity.kind is Kind.ORGANISATION
                    if body.members and is_unit and "/".join(one.entity.key) not in own:
                        yield body.name, one, at


def _members(view: PlanView, body: CommandBody) -> frozenset[str]:
    """Return the keys of the members of *body*, of itself and of its office."""
    office = body.office
    names = (
        body.name,
        *(member.unit for member in body.members),
        *((office.name, office.hosted_by) if office else ()),
    )
    return frozenset(view.actor_key(name) for name in names if name)


__all__ = ["no_members"]
