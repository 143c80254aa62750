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
from planforge.drill.kit.values import ScriptRow, Turn
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
        if record.type == "task_start" and (second := self.ordered_at(record, by)) is not None:
            return self._at_last(record, office, actor, what, second)
        plan, level = self._run.name(record.plan), self._level(record, at)
        stance = self._run.stance(record, actor)
        until: Words = ""
        if by is not None:
            until = msg("at once: the limit had passed before this was known")
            if by > record.t:
                until = self._timeline.deadline(by)
        if self.asks_army(record, actor):
            view = self._run.view
            body = army.command(view, office) or office
            sides = office, army.government(view, office), body
            return army.asking(sides, actor, self._need(record, at, actor, until))
        place = self._scenery.place((office,), record.plan, record.t)
        self.orders[_row(record)] = Order(
            office, actor, stance, record.plan, plan, level, what, by, until, place
        )
        if stance is Stance.OWN:
            said = msg("By {plan}, {level}: {what}.", plan=plan, level=level, what=what)
            return (Turn(actor, said),)
        say = speech.order if stance is Stance.ORDER else speech.request
        return say(office, actor, plan=plan, level=level, what=what, limit=until)

    def ordered_at(self, record: Record, by: int | None) -> int | None:
        """Return when *record* was ordered whose start comes after its limit *by*.

        None if it is ordered as it begins. Whoever is to do it is told while there is time left,
        when nothing but people and means is missing, or else as the response asks for it; of an
        event, not before the office has heard of it.
        """
        run, story = self._run, self._run.course.history.tasks[record.entity]
        begun = story.start
        if by is None or begun is None or by > begun.t:
            return None
        waited = story.waits[0].t if story.waits else begun.t
        heard = max(story.created.t, story.since or 0)
        happened = run.course.happened(record.plan)
        if happened is not None and happened == story.since:
            office = run.office_id(record.plan)
            news = (one.t for one in run.trace.of("fact_known") if one.role == office)
            heard = next((t for t in news if t >= happened), heard)
        moment = next((t for t in (max(heard, waited), heard) if t < by), None)
        return moment if moment is not None and moment < begun.t else None

    def _at_last(
        self, record: Record, office: str, actor: str, what: Words, second: int
    ) -> tuple[Turn, ...]:
        """Return what *actor* says who begins with what was ordered at *second* and had to wait."""
        story, time = self._run.course.history.tasks[record.entity], self._timeline.both(second)
        lacks = [item for one in story.waits for item in _lacking(one)]
        names = tuple(dict.fromkeys(self._run.lacked(item) for item in lacks))
        is_own = self._run.stance(record, actor) is Stance.OWN
        return speech.at_last((actor, office), what, time, names, is_own=is_own)

    def order(self, record: Record, at: ActionAt, actor: str, by: int | None) -> ScriptRow | None:
        """Return the row in which is ordered what *record* creates; None if it begins with it."""
        second = self.ordered_at(record, by)
        if second is None or at.action.phase is Phase.FIRST_RESPONSE or not actor:
            return None
        now = replace(record, t=second)
        if self._run.stance(now, actor) is Stance.OWN:
            return None
        office, what = self._run.office(record.plan), self.what(now, at)
        title = msg("{office} hands out a task: {what}", office=office, what=what)
        return ScriptRow(
            id=_row(record),
            at=second,
            stage=msg("Command and coordination"),
            action=title,
            actor=office,
            to=(actor,),
            dialogue=self.turns(now, at, actor, by),
            narration=msg("{title}.", title=title),
            caption=title,
            due=by,
            basis=self._run.plans.basis(record.plan, at.action.id),
            records=(record.i,),
        )

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
            self._scenery.task(actor, record.plan, second, at),
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


def _row(record: Record) -> str:
    """Return the id of the row in which the order of *record* is given."""
    return f"{'start' if record.type == 'task_start' else 'order'}/{record.entity}"


def _lacking(record: Record) -> list[str]:
    """Return the items that *record* says were not to be had."""
    lacks = record.data.get("lacks")
    found = lacks if isinstance(lacks, list) else []
    return [str(pair[0]).partition(":")[2] for pair in found if isinstance(pair, list)]


__all__ = ["Begins"]
