"""Posts that stand under the key of another role than the one in their own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.model.base import Kind
from planforge.model.registers import Post
from planforge.patterns import late
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer

_DEPUTY: Final = late("副(?:总指挥|指挥长|主任)(?:（[^）]*）)?$")
_HEAD: Final = late("(?<!副)(?:总指挥|(?<!总)指挥长|主任)(?:（[^）]*）)?$")
_SPEAKS: Final = late("发言人$")
_OF_DEPUTIES: Final = {"commander": False, "executive_deputies": True, "deputies": True}
"""Keys of a command body, and whether those under them are deputies."""


_AS_DEPUTY: Final = msg("{post} stands here as a deputy, but by its name is the head")
_AS_HEAD: Final = msg("{post} stands here as the head, but by its name is a deputy")


def other_role(view: PlanView) -> Iterator[Hit]:
    """Yield deputies under the key of the head, heads under that of deputies, once a body.

    Likewise who speaks for the plan without the name of a spokesperson, where there is such a post.
    """
    for body, at in view.bodies:
        fields = [
            (name, (*at, field, i), is_deputy)
            for field, is_deputy in _OF_DEPUTIES.items()
            for i, name in enumerate(getattr(body, field))
        ]
        if body.office or len(fields) > 1:
            yield from _first(view, body.name, fields)
        office = body.office
        if office is not None:
            here = (*at, "office")
            fields = [(office.head, (*here, "head"), False)] if office.head else []
            fields += [
                (name, (*here, "deputies", i), True) for i, name in enumerate(office.deputies)
            ]
            yield from _first(view, office.name, fields)
    yield from _speaks(view)


def _first(view: PlanView, body: str, fields: list[tuple[str, Pointer, bool]]) -> Iterator[Hit]:
    for name, at, is_deputy in fields:
        post = view.get(name, (Kind.POST,))
        wrong = _HEAD if is_deputy else _DEPUTY
        if post is None or not isinstance(post.element, Post) or not wrong.search(post.name):
            continue
        if view.same(post.element.organisation, body):
            yield Hit(
                view.at(*at),
                Message((_AS_DEPUTY if is_deputy else _AS_HEAD).msgid, (("post", post.name),)),
                msg("Name the post that has this role"),
            )
            return


def _speaks(view: PlanView) -> Iterator[Hit]:
    info = view.plan.public_information
    own = {view.get(body.name) for body, _ in view.bodies}
    for i, name in enumerate(info.spokesperson if info else ()):
        post = view.get(name, (Kind.POST,))
        if post is None or not isinstance(post.element, Post) or _SPEAKS.search(post.name):
            continue
        for one in view.registry.names.entities(Kind.POST):
            element = one.element
            if not isinstance(element, Post) or not _SPEAKS.search(one.name):
                continue
            if view.get(element.organisation, (Kind.ORGANISATION,)) in own:
                yield Hit(
                    view.at("public_information", "spokesperson", i),
                    msg(
                        "{post} stands here as the spokesperson, but {other} is registered",
                        post=post.name,
                        other=one.name,
                    ),
                    msg("Name the post that has this role"),
                    ((one.place, msg("The register stands here")),),
                )
                return


__all__ = ["other_role"]
