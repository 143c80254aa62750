"""What is said when something begins: an order and its answer, a request, or that one begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.drill.anew import is_again
from planforge.drill.kit import army, speech
from planforge.drill.kit.course import LEVELS
from planforge.drill.kit.expected import title_of
from planforge.drill.kit.orders import Order
from planforge.drill.kit.rehearsed import Stance
from planforge.drill.kit.values import Turn
from planforge.i18n import msg
from planforge.model.scales import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.corpus.plan_view import ActionAt
    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.scenery import Scenery
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Record
    from planforge.i18n import Message

_AFTERWARDS: Final[Mapping[Phase, Message]] = {
    Phase.TERMINATION: msg("at the end of the response"),
    Phase.RECOVERY: msg("after the response"),
}


class Begins:
    """Writes what is said at the start of each action."""

    def __init__(
        self, rehearsed: Rehearsed, timeline: Timeline, said: speech.Speech, scenery: Scenery
    ) -> None:
        """Write words of the run *rehearsed*, in which *said* knows the facts."""
        self._run = rehearsed
        self._timeline = timeline
        self._speech = said
        self._scenery = scenery
        self.orders: dict[str, Order] = {}
        """What an office says to whoever begins something, by the id of the row."""

    def turns(self, record: Record, at: ActionAt, actor: str, by: int | None) -> tuple[Turn, ...]:
        """Return what is said when *actor* begins, who has until *by*; an order is noted down."""
        what, office = self.what(record, at), self._run.office(record.plan)
        if at.action.phase is Phase.FIRST_RESPONSE or not actor:
            return (Turn(actor, self._first(record, at)),)
        plan, level = self._run.name(record.plan), self._level(record, at)
        stance = self._run.stance(record, actor)
        until: Words = ""
        if by is not None:
            until = msg("at once, the limit has passed")
            if by > record.t:
                until = self._timeline.deadline(by)
        if self.asks_army(record, actor):
            view = self._run.view
            body = army.command(view, office) or office
            sides = office, army.government(view, office), body
            return army.asking(sides, actor, self._need(record, at, actor, until))
        place = self._scenery.place((office,), record.plan, record.t)
        self.orders[f"start/{record.entity}"] = Order(
            office, actor, stance, record.plan, plan, level, what, by, until, place
        )
        if stance is Stance.OWN:
            said = msg("By {plan}, {level}: {what}.", plan=plan, level=level, what=what)
            return (Turn(actor, said),)
        say = speech.order if stance is Stance.ORDER else speech.request
        return say(office, actor, plan=plan, level=level, what=what, limit=until)

    def _level(self, record: Record, at: ActionAt) -> Words:
        """Return by which part of the plan *record* is ordered: a level, or what comes after it."""
        course = self._run.course
        if at.action.phase in _AFTERWARDS and not course.runs(record.plan, record.t):
            return _AFTERWARDS[at.action.phase]
        return msg("{level} response", level=course.level(record.plan, record.t))

    def narration(self, record: Record, at: ActionAt, who: str) -> Words:
        """Return what guests are told when *who* begins."""
        if is_again(record.entity):
            return msg("It has happened: {who} begins again: {what}.", who=who, what=title_of(at))
        return msg("{who} begins: {what}.", who=who, what=self.what(record, at))

    def what(self, record: Record, at: ActionAt) -> Words:
        """Return what *record* does; that it is done ahead of the event, or again after it."""
        title = title_of(at)
        if is_again(record.entity):
            return msg("{what} after the event", what=title)
        is_ahead = self._run.course.is_precaution(record)
        return msg("preparations for “{what}”", what=title) if is_ahead else title

    def _first(self, record: Record, at: ActionAt) -> Words:
        """Return what those say who begin without an order."""
        title = title_of(at)
        if is_again(record.entity):
            return msg("It has happened. We begin with “{what}” in earnest.", what=title)
        if self._run.course.is_precaution(record):
            return msg("Nothing has happened yet. We prepare “{what}”.", what=title)
        return msg("We begin with “{what}”.", what=title)

    def _need(self, record: Record, at: ActionAt, actor: str, until: Words) -> army.Need:
        """Return what the army is asked for in *record*, with what the office knows by then."""
        run, second = self._run, record.t
        raised = [x for x in run.trace.records if x.type in LEVELS and x.plan == record.plan]
        grounds = [run.grounds(one) for one in raised if one.t <= second]
        facts = grounds[-1] if grounds else {}
        return army.Need(
            self._timeline.both(second),
            run.name(record.plan),
            self._level(record, at),
            self.what(record, at),
            self._scenery.known(facts, second),
            self._speech.said(facts).words,
            run.efforts(replace(record, role=run.office_id(record.plan))).done,
            self.props(at, actor, record.plan),
            self._scenery.place((actor,), record.plan, second, at),
            at.supporting,
            until,
        )

    def asks_army(self, record: Record, actor: str) -> bool:
        """Whether a government asks the army in *record*, in which *actor* begins something."""
        run = self._run
        is_asked = run.stance(record, actor) is Stance.ASK and army.is_army(run.view, actor)
        return is_asked and army.government(run.view, run.office(record.plan)) != ""

    def props(self, at: ActionAt, actor: str, plan: str) -> tuple[str, ...]:
        """Return what *actor* needs at hand for *at* of *plan*."""
        regions = self._scenery.regions(actor, plan)
        return self._scenery.gear.props(at.needs, self._run.view.plan(plan), regions)


__all__ = ["Begins"]
