"""Who commands at the scene, against those who stand by and against the level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.standing import government_level, is_below, standing
from planforge.i18n import msg
from planforge.rules.rule import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.plan_view import Level, PlanView
    from planforge.model.plan import SceneCommand

_A_DEPUTY: Final = 1
"""How high a deputy commander of the body stands, by `ranks`."""


def two_offices_at_scene(view: PlanView) -> Iterator[Hit]:
    """Yield who commands at the scene and stands under 副总指挥 there too.

    Of the two places the one told is where that name stands too high.
    """
    for body, at in view.bodies:
        scene = body.scene
        if scene is None or not scene.commander or not scene.deputies:
            continue
        heads = {view.actor_key(name): i for i, name in enumerate(scene.commander)}
        for i, name in enumerate(scene.deputies):
            head = heads.get(view.actor_key(name))
            if head is None:
                continue
            rank = standing(view, name)
            places = [
                (view.at(*at, "scene", "deputies", i), msg("The deputy stands here")),
                (view.at(*at, "scene", "commander", head), msg("The commander stands here")),
            ]
            if rank is not None and rank < _A_DEPUTY:
                places.reverse()
            yield Hit(
                places[0][0],
                msg("{post} commands at the scene and is a deputy there too", post=name),
                msg("Name two: whoever stands in cannot be the one who is away"),
                (places[1],),
            )


def low_at_scene(view: PlanView) -> Iterator[Hit]:
    """Yield who commands at the scene of the plan's first body, but stands too low for it.

    That is below a deputy there, as a lower government is below a deputy of the body; or below the
    head of the office, where 设立条件 names a level that a deputy commander of the body or somebody
    above commands. Left out: who is a deputy there too.
    """
    body = view.plan.command
    scene = body.scene if body else None
    if scene is None or not scene.commander:
        return
    heads = [standing(view, name) for name in scene.commander]
    found = [rank for rank in heads if rank is not None]
    if not found and all(_is_of_below(view, name) for name in scene.commander):
        found, heads = [_OF_BELOW], [_OF_BELOW]
    keys = {view.actor_key(name) for name in scene.commander}
    is_deputy = not keys.isdisjoint(map(view.actor_key, scene.deputies))
    if not found or len(found) < len(heads) or is_deputy:
        return
    rank = max(found)
    at = view.at("command", "scene", "commander")
    above = _deputy_above(view, scene, rank)
    if above is not None:
        yield Hit(
            at,
            msg(
                "{commander} commands at the scene, with {deputy} as a deputy, who stands above",
                commander=scene.commander,
                deputy=scene.deputies[above],
            ),
            _HIGHER,
            ((view.at("command", "scene", "deputies", above), msg("The deputy stands here")),),
        )
        return
    level = _level_above(view, scene) if _OF_BELOW < rank < 0 else None
    if level is not None:
        yield Hit(
            at,
            msg(
                "{commander} commands at the scene at {level}, which {other} commands",
                commander=scene.commander,
                level=level.name,
                other=level.facts.commander,
            ),
            _HIGHER,
            ((view.at(*level.pointer, "commander"), msg("The level stands here")),),
        )


def _is_of_below(view: PlanView, name: str) -> bool:
    """Whether *name* is a government below the one whose plan it is."""
    own = view.registry.jurisdiction
    level = government_level(view, name)
    return own is not None and level is not None and is_below(level, own.level)


_OF_BELOW: Final = -2
"""How high a lower government stands beside the posts of a body: below all of them."""
_HIGHER: Final = msg("Let a post command at the scene that stands at least as high")


def _deputy_above(view: PlanView, scene: SceneCommand, rank: int) -> int | None:
    """Return which deputy stands above *rank*; None for none."""
    for i, name in enumerate(scene.deputies):
        place = standing(view, name)
        if place is not None and place > rank:
            return i
    return None


def _level_above(view: PlanView, scene: SceneCommand) -> Level | None:
    """Return the lowest level of 设立条件, if a deputy commander or somebody above commands it."""
    named = [level for level in view.levels if level.name in scene.set_up_when]
    if not named:
        return None
    heads = [standing(view, name) or 0 for name in named[-1].facts.commander]
    return named[-1] if max(heads, default=0) >= _A_DEPUTY else None
