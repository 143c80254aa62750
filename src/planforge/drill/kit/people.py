"""Who takes part in a drill, who looks after them, and what is expected of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.kit.values import Participant, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.drill.kit.values import Inject

from planforge.drill.kit.controllers import Controllers
from planforge.drill.kit.facts import fact_words


def participants(
    view: DrillView, injects: Iterable[Inject], done: Iterable[tuple[str, str]] = ()
) -> tuple[Participant, ...]:
    """Return those who take part, in the order of the file.

    Args:
        view: The drill.
        injects: What is brought in.
        done: Who did what in the rehearsal, by name.
    """
    done, controllers = tuple(dict.fromkeys(done)), Controllers(view)
    actions = {action.id: action for inject in injects for action in inject.expected}
    return tuple(
        Participant(
            name=name,
            phone=phone_of(view, name),
            controllers=controllers.of_player(name),
            actions=tuple(
                action
                for action in actions.values()
                if any(_same(view, name, actor) for actor in action.actors)
            ),
            tasks=tuple(dict.fromkeys(title for who, title in done if belongs(view, name, who))),
        )
        for name in view.drill.players
    )


def phone_of(view: DrillView, name: str) -> str:
    """Return the duty phone of a unit, or the phone of a post; empty if none is registered."""
    entity = view.get(name)
    element = entity.element if entity else None
    return str(getattr(element, "duty_phone", "") or getattr(element, "phone", ""))


def belongs(view: DrillView, name: str, who: str) -> bool:
    """Whether *who*, a post, a team or a unit, is *name* or belongs to it."""
    if _same(view, name, who):
        return True
    entity = view.get(who)
    unit = getattr(entity.element, "organisation", "") if entity else ""
    return bool(unit) and _same(view, name, unit)


def _same(view: DrillView, one: str, other: str) -> bool:
    first, second = view.get(one), view.get(other)
    return one == other or (first is not None and second is not None and first.key == second.key)


def stages(view: DrillView, injects: Iterable[Inject]) -> tuple[Stage, ...]:
    """Return the parts of the course: one for each development, with the injects that come in it.

    A part that begins before the first development holds what comes before it.
    """
    injects = tuple(injects)
    steps = view.drill.developments
    found = []
    for i, step in enumerate(steps):
        begin = step.at.seconds if i else min(step.at.seconds, 0)
        end = steps[i + 1].at.seconds if i + 1 < len(steps) else None
        own = [
            one.id
            for one in injects
            if one.at is not None and begin <= one.at and (end is None or one.at < end)
        ]
        found.append(
            Stage(
                id=f"stage-{step.at.seconds}",
                at=step.at.seconds,
                title=step.title or step.text,
                text=step.text,
                place=step.place,
                facts=tuple(
                    fact_words(view.registry, name, value) for name, value in step.facts.items()
                ),
                levels=tuple(_levels(view, step.levels)),
                injects=tuple(own),
            )
        )
    return tuple(found)


def _levels(view: DrillView, levels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, level in levels.items():
        plan = view.plan(name)
        yield (plan.plan.name if plan else name), level


__all__ = ["belongs", "participants", "phone_of", "stages"]
