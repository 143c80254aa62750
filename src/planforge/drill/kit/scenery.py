"""Where and amid what a row of the script is played: the scene in force, and who stands where.

Nothing is made up: a scene is a development of the drill's file; a place is that of a development
of the plan itself for work done there, a shelter that the plan names, the districts that are hit;
else where the controller stands who looks after whoever acts, unless that is at a scene: then the
house of the unit; or it is the one room of a tabletop.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planforge.drill.kit.controllers import is_near
from planforge.drill.kit.expected import title_of
from planforge.drill.kit.facts import is_number
from planforge.drill.kit.gear import Gear
from planforge.drill.kit.outside import DAMAGE, OUTSIDE, Spot, sets_up_command, spot
from planforge.drill.kit.people import belongs
from planforge.drill.trace import exact
from planforge.i18n import DEFAULT_LANGUAGE, marks, msg
from planforge.model.base import Kind
from planforge.model.registers import Organisation
from planforge.model.scales import DrillForm, OrganisationCategory, PlanClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.corpus.names import Entity
    from planforge.corpus.plan_view import ActionAt
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Json
    from planforge.model.drill import Development

_NO_HOUSE = frozenset(
    {OrganisationCategory.COMMAND, OrganisationCategory.OFFICE, OrganisationCategory.COLLECTIVE}
)
"""They meet in the house of another unit, or are many."""


class Scenery:
    """The scenes and places of one drill."""

    def __init__(self, rehearsed: Rehearsed) -> None:
        """Look at the drill of *rehearsed*."""
        self._view = rehearsed.view
        self._drill = rehearsed.view.drill
        self.gear = Gear(rehearsed.view)

    def scene(self, second: int) -> Words:
        """Return what is going on at *second*: the title of the development, and its place."""
        step = next((one for one in reversed(self._drill.developments)
                     if one.at.seconds <= second and (one.title or one.text)), None)  # fmt: skip
        return _titled(step) if step else msg("Start of the scenario")

    def place(
        self,
        actors: Sequence[str],
        plan: str,
        second: int,
        at: ActionAt | None = None,
        *,
        is_office: bool = False,
    ) -> str:
        """Return where something of *plan* is done at *second*; empty if no file says it.

        Args:
            actors: Who does it, and the office that would know them; the first comes first.
            plan: Id of the plan; empty for none.
            second: Second of the scenario.
            at: What is done, None for what no plan orders.
            is_office: Whether those do it who command: they stay in their hall.
        """
        if self._drill.kind.form is DrillForm.TABLETOP:
            return self._drill.place
        first, others = next(iter(actors), ""), actors[1:]
        where = [self._seat(first), self._own(first), *map(self._seat, others)]
        if at is not None and (not is_office or sets_up_command(at)):
            where = [*self._outside(first, plan, second, at), *where]
        return next(filter(None, where), "")

    def task(self, actor: str, plan: str, second: int, at: ActionAt) -> str:
        """Return where *actor* is sent for *at*: at a table, too, it is where it happened."""
        if self._drill.kind.form is DrillForm.TABLETOP:
            return self._site(plan, second) or self._hit(plan)
        return self.place((actor,), plan, second, at)

    def _outside(self, actor: str, plan: str, second: int, at: ActionAt) -> Iterator[str]:
        """Yield where *actor* does *at* outside, the nearest first; nothing for work at a desk."""
        if at.action.phase not in OUTSIDE:
            return
        own, site = self._own(actor), self._site(plan, second)
        view, unit = self._view.plan(plan), self._unit(actor)
        if at.needs and at.needs.shelters and not at.needs.teams:
            yield self._listed(self.gear.shelters(at.needs, view, self.regions(actor, plan)))
        if own:
            yield site if own in site else ""
            yield own
        if unit and unit.key in self._meant(plan):
            yield site if unit.short_name in site else unit.short_name
        near = Spot.SITE if sets_up_command(at) else spot(self._view, view, unit, at)
        if near is Spot.SITE and (len(self._regions(plan)) == 1 or DAMAGE.search(title_of(at))):
            yield site
        if near is not Spot.HOME:
            yield self._hit(plan)

    def regions(self, actor: str, plan: str) -> tuple[str, ...]:
        """Return for which districts *actor* works: the own one, else all that *plan* answers for.

        Governments of other districts than those hit have none of their own here.
        """
        own = self._own(actor)
        return (own,) if own else self._regions(plan)

    def _seat(self, actor: str) -> str:
        """Return where *actor* sits: with its controller, unless that one stands at a scene.

        Then it is the house of its unit, as far as the register says where that is.
        """
        position = self._position(actor)
        return position if position and not self._is_scene(position) else self._house(actor)

    def _position(self, actor: str) -> str:
        """Return where the controller is who looks after *actor*; empty if nobody does."""
        controllers = [one for one in self._drill.organisers.controllers if one.position]
        for staff in controllers:
            if any(belongs(self._view, one, actor) for one in staff.actors):
                return staff.position
        own = (x for x in controllers if x.unit and belongs(self._view, x.unit, actor))
        return next((staff.position for staff in own), "")

    def _is_scene(self, position: str) -> bool:
        """Whether something happens at *position* in the scenario."""
        drill = self._drill
        told = [one.place for one in drill.developments] + [one.place for one in drill.injects]
        return any(is_near(position, place) for place in told if place)

    def _house(self, actor: str) -> str:
        """Return the address of the unit of *actor*, else the unit that houses it (设在), or it."""
        unit = self._unit(actor)
        if unit is None or not isinstance(unit.element, Organisation):
            return ""
        host = self._view.get(unit.element.hosted_by) if unit.element.hosted_by else None
        houses = [one for one in (unit, host) if one and isinstance(one.element, Organisation)]
        addresses = (getattr(one.element, "address", "") for one in houses)
        named = "" if unit.element.category in _NO_HOUSE else unit.short_name
        return next(filter(None, (*addresses, host.short_name if host else named)), "")

    def _unit(self, actor: str) -> Entity | None:
        """Return the unit that *actor* is, or belongs to."""
        entity = self._view.get(actor)
        name = getattr(entity.element, "organisation", "") if entity else ""
        return self._view.get(name) if name else entity

    def _own(self, actor: str) -> str:
        """Return the district that *actor* governs; empty for whoever governs none of those hit."""
        unit = self._unit(actor)
        it = unit.element if unit else None
        if not isinstance(it, Organisation) or it.category is not OrganisationCategory.GOVERNMENT:
            return ""
        return it.region if it.region in self._drill.regions else ""

    def _meant(self, plan: str) -> frozenset[tuple[str, str]]:
        """Return the units that words of *plan* mean in this drill, such as 事故单位."""
        named = (
            unit
            for one in self._drill.meant
            if not one.plans or any(self._is(x, plan) for x in one.plans)
            for unit in one.units
        )
        return frozenset(entity.key for x in named if (entity := self._view.get(x)))

    def _site(self, plan: str, second: int) -> str:
        """Return where that happened last what *plan* answers to; empty if no file says it.

        A development that names plans (预案) is theirs; one that does not is of those whose level
        it gives. What the master plan answers to is everywhere once there are several places.
        """
        so_far = [x for x in self._drill.developments if x.place and x.at.seconds <= second]
        own = [x for x in so_far if any(self._is(name, plan) for name in x.plans or x.levels)]
        view = self._view.plan(plan)
        is_master = view is not None and view.plan.plan_class is PlanClass.MASTER
        if not own or (is_master and len({one.place for one in so_far}) > 1):
            return ""
        return own[-1].place

    def _hit(self, plan: str) -> str:
        """Return the districts that what *plan* answers to hits."""
        return self._listed(self._regions(plan))

    def _regions(self, plan: str) -> tuple[str, ...]:
        own = (one.regions for one in self._drill.plan_places if self._is(one.plan, plan))
        return next(own, self._drill.regions)

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
