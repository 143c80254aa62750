"""Who notices what happens: those whom its development names (发现), else whoever observes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.model.base import Kind
from planforge.model.registers import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.drills import DrillView
    from planforge.corpus.names import Entity
    from planforge.drill.build.people import Cast
    from planforge.drill.build.work import Work
    from planforge.model.drill import Development


def seers(work: Work, cast: Cast, place: int, indicator: Entity) -> tuple[str, ...]:
    """Return who alone notices *indicator* in the development number *place*.

    Others learn it by reports. Empty where nobody is named: then all observers notice.
    """
    step = work.view.drill.developments[place] if place >= 0 else None
    units = houses(work, named(work.view, step, indicator)) if step else ()
    return tuple(dict.fromkeys(map(cast.org, units)))


def witnesses(
    work: Work, cast: Cast, step: Development, observers: Iterable[str]
) -> tuple[str, ...] | None:
    """Return the organisations that judge by themselves what *step* says is so (属实).

    That is whom it names; if it names nobody, the *observers* of its facts, unless these are not
    seen by themselves. None for everybody: nobody in particular can tell.
    """
    if step.observer:
        found = dict.fromkeys(map(cast.org, houses(work, step.observer)))
    else:
        found = dict.fromkeys(observers)
    if not found:
        return None
    return tuple(found) if step.seen else ()


def named(view: DrillView, step: Development, indicator: Entity) -> tuple[str, ...]:
    """Return the names of those who notice *indicator*, of those whom *step* names.

    Where it names several, that is who of them is registered as observing it, all if none is.
    """
    own = {unit.key for name in observed_by(view, indicator) if (unit := view.get(name))}
    found = [name for name in step.observer if (unit := view.get(name)) and unit.key in own]
    return tuple(found) or step.observer


def observed_by(view: DrillView, indicator: Entity) -> tuple[str, ...]:
    """Return the names of those who are registered as observing *indicator*.

    For a word such as 重要电力用户 those whom the drill says it means (所指).
    """
    return tuple(
        one
        for name in indicator.of(Indicator).observer
        for one in [unit.short_name for unit in view.meant(name, "")] or [name]
    )


def players(view: DrillView, step: Development) -> tuple[str, ...]:
    """Return the names of those who notice what *step* tells.

    That is whom it names; if it names nobody, those who take part and are registered as observing
    its facts, or were named where the same was told.
    """
    if step.observer:
        return step.observer
    known: dict[tuple[str, str], str] = {}
    for name in step.facts if step.seen else ():
        indicator = view.get(name.partition("@")[0], (Kind.INDICATOR,))
        if indicator is None:
            continue
        alike = [one for one in view.drill.developments if name in one.facts]
        same = [one for one in alike if one.plans == step.plans]
        finders = [name for one in same for name in named(view, one, indicator)]
        for one in (*finders, *observed_by(view, indicator)):
            if view.takes_part(one) and (who := view.get(one)):
                known.setdefault(who.key, one)
    return tuple(known.values())


def houses(work: Work, names: Iterable[str]) -> list[Entity]:
    """Return the organisations that *names* stand for or belong to."""
    entities = (work.view.get(name) for name in names)
    return [unit for entity in entities if entity and (unit := _house(work, entity))]


def _house(work: Work, entity: Entity) -> Entity | None:
    if entity.kind is Kind.ORGANISATION:
        return entity
    name = getattr(entity.element, "organisation", None) or getattr(entity.element, "lead", None)
    return work.organisation(name) if isinstance(name, str) else None


__all__ = ["houses", "named", "observed_by", "players", "seers", "witnesses"]
