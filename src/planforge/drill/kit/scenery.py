"""Where and amid what a row of the script is played: the scene in force, and who stands where.

Nothing is made up: a scene is a development of the drill's file; a place is that of a development
for work done on site, else where the controller stands who looks after whoever acts, unless that is
at a scene: then the house of the unit; or it is the one room of a tabletop.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.drill.kit.controllers import is_near
from planforge.drill.kit.facts import is_number
from planforge.drill.kit.people import belongs
from planforge.drill.trace import exact
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import DrillForm, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Json
    from planforge.model.drill import Development

_ON_SITE = frozenset({Phase.FIRST_RESPONSE, Phase.RESPONSE})
"""Phases whose work is done where things happen; governments do theirs in their own districts."""


class Scenery:
    """The scenes and places of one drill."""

    def __init__(self, rehearsed: Rehearsed) -> None:
        """Look at the drill of *rehearsed*."""
        self._view = rehearsed.view
        self._drill = rehearsed.view.drill

    def scene(self, second: int) -> Words:
        """Return what is going on at *second*: the title of the development, and its place."""
        step = next((one for one in reversed(self._drill.developments)
                     if one.at.seconds <= second and (one.title or one.text)), None)  # fmt: skip
        return _titled(step) if step else msg("Start of the scenario")

    def place(
        self, actors: Sequence[str], plan: str, second: int, phase: Phase | None = None
    ) -> str:
        """Return where something of *plan* is done at *second*; empty if no file says it.

        Args:
            actors: Who does it, and the office that would know them; the first comes first.
            plan: Id of the plan; empty for none.
            second: Second of the scenario.
            phase: Phase of what is done, None for what no plan orders.
        """
        if self._drill.kind.form is DrillForm.TABLETOP:
            return self._drill.place
        first, others = next(iter(actors), ""), actors[1:]
        own = self._own(first)
        if phase in _ON_SITE:
            site = self._site(plan, second)
            where = [site if own in site else "", own, self._hit(plan)]
        else:
            where = [self._seat(first), own]
        return next(filter(None, (*where, *map(self._seat, others))), "")

    def _seat(self, actor: str) -> str:
        """Return where *actor* sits: with its controller, unless that one stands at a scene.

        Then it is the house of its unit, as far as the register says where that is.
        """
        position = self._position(actor)
        return position if position and not self._is_scene(position) else self._house(actor)

    def _position(self, actor: str) -> str:
        """Return where the controller is who looks after *actor*; empty if nobody does."""
        for staff in self._drill.organisers.controllers:
            if staff.position and any(belongs(self._view, one, actor) for one in staff.actors):
                return staff.position
        return ""

    def _is_scene(self, position: str) -> bool:
        """Whether something happens at *position* in the scenario."""
        drill = self._drill
        told = [one.place for one in drill.developments] + [one.place for one in drill.injects]
        return any(is_near(position, place) for place in told if place)

    def _house(self, actor: str) -> str:
        """Return the address of the unit of *actor*, else the unit that houses it (设在)."""
        entity = self._view.get(actor)
        name = getattr(entity.element, "organisation", "") if entity else ""
        unit = self._view.get(name) if name else entity
        if unit is None or not isinstance(unit.element, Organisation):
            return ""
        host = self._view.get(unit.element.hosted_by) if unit.element.hosted_by else None
        houses = [one for one in (unit, host) if one and isinstance(one.element, Organisation)]
        addresses = (getattr(one.element, "address", "") for one in houses)
        return next(filter(None, (*addresses, host.short_name if host else "")), "")

    def _own(self, actor: str) -> str:
        """Return the district that *actor* governs; empty for whoever governs none of those hit."""
        entity = self._view.get(actor)
        unit = getattr(entity.element, "organisation", "") if entity else ""
        known = self._view.get(unit) if unit else entity
        region = getattr(known.element, "region", None) if known else None
        return region if region in self._drill.regions else ""

    def _site(self, plan: str, second: int) -> str:
        """Return where that happened last what *plan* answers to; empty if no file says it."""
        for step in reversed(self._drill.developments):
            plans = {view.plan.id for name in step.levels if (view := self._view.plan(name))}
            if step.at.seconds <= second and step.place and plan in plans:
                return step.place
        return ""

    def _hit(self, plan: str) -> str:
        """Return the districts that what *plan* answers to hits."""
        own = (one.regions for one in self._drill.plan_places if self._is(one.plan, plan))
        return self._listed(next(own, self._drill.regions))

    @property
    def districts(self) -> str:
        """The districts that are hit."""
        return self._listed(self._drill.regions)

    def _listed(self, names: Sequence[str]) -> str:
        return marks(DEFAULT_LANGUAGE).listed(names)

    def _is(self, name: str, plan: str) -> bool:
        view = self._view.plan(name)
        return view is not None and view.plan.id == plan

    def known(self, facts: Mapping[str, Json], second: int) -> Words:
        """Return the last development until *second* of which somebody who knows *facts* has word.

        They have word of it if they know one of its facts as it is since then; empty if of none.
        """
        for step in reversed(self._drill.developments):
            if step.at.seconds <= second and step.title and self._has_word(step, facts):
                return _titled(step, self.districts)
        return ""

    def _has_word(self, step: Development, facts: Mapping[str, Json]) -> bool:
        return any(facts.get(name) == value for name, value in self._facts(step))

    def _facts(self, step: Development) -> Iterator[tuple[str, Json]]:
        scope = self._view.scope(self._drill.developments.index(step))
        for name, text in step.facts.items():
            entity = self._view.get(name.partition("@")[0], (Kind.INDICATOR,))
            if entity is None or "@" in name:
                continue
            for known in self._view.variants(entity.id, scope):
                yield known, _value(text)


def _value(text: str) -> Json:
    """Return a value of a file as records have it."""
    if text in {"true", "false"}:
        return text == "true"
    return exact(Fraction(text)) if is_number(text) else text


def _titled(step: Development, elsewhere: str = "") -> Words:
    title, place = step.title or step.text, step.place or elsewhere
    return msg("{title} ({place})", title=title, place=place) if place else title


__all__ = ["Scenery"]
