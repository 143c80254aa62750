"""Posts of a command body that act on levels, and that its list of offices does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import unit_of
from planforge.findings import Severity
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.rules.articles import CLEAR_DUTIES
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView

_LISTED: Final = frozenset({"commander", "deputy", "secretary", "office_head", "office_deputy"})
_ACTS: Final = frozenset({"reviews", "decides", "decides_urgently", "commands_level"})


@plan_rule(
    "ORG060",
    "organisation.post-not-listed",
    Severity.WARNING,
    title=msg("Post that acts for the command body, and is not listed there"),
    rationale=msg(
        "Whoever reads how the command is made up does not find the one who decides; charts and "
        "cards leave the post out."
    ),
    sources=(CLEAR_DUTIES,),
    follows=("ORG006", "ORG022", "ORG035", "ORG049", "REF001"),
)
def post_not_listed(view: PlanView) -> Iterator[Hit]:
    """Posts of a body of the plan that review, decide or command, and stand nowhere in the body.

    Told once for each post, where the body names both a commander and deputies; else its list is
    not whole, which is another matter.
    """
    whole = {
        entity.id: (body.name, at)
        for body, at in view.bodies
        if body.commander and (body.deputies or body.executive_deputies)
        if (entity := view.get(body.name, (Kind.ORGANISATION,))) is not None
    }
    if not whole:
        return
    asks = view.asks()
    known = {view.actor_key(ask.actor) for ask in asks if ask.role in _LISTED}
    for ask in asks:
        key = view.actor_key(ask.actor) if ask.role in _ACTS else ""
        if not key or key in known:
            continue
        known.add(key)
        post = view.get(ask.actor, (Kind.POST,))
        unit = unit_of(view, post) if post is not None else None
        body = whole.get(unit.id) if unit is not None else None
        if body is not None:
            yield Hit(
                view.at(*ask.pointer),
                msg(
                    "{post} acts here for {body}, which does not list the post",
                    post=ask.actor,
                    body=body[0],
                ),
                msg("Add it under 指挥机构, or name one of the posts that are listed there"),
                ((view.at(*body[1], on_key=True), msg("The list stands here")),),
            )


__all__ = ["post_not_listed"]
