"""The list of events (情景事件清单): what the organisers wrote, and what follows from the plans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.drill.build.noticing import players
from planforge.drill.disclosure import opening
from planforge.drill.kit.clock import offset
from planforge.drill.kit.controllers import Controllers
from planforge.drill.kit.facts import asked_of, fact_words
from planforge.drill.kit.marking import marked
from planforge.drill.kit.unknown import questions
from planforge.drill.kit.values import Inject
from planforge.i18n import Message, msg
from planforge.model.drill_scales import Delivery, InjectType, OutageKind
from planforge.model.scales import DrillForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.expected import Plans
    from planforge.drill.kit.values import Expected, Words
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.model import drill as model

REAL_EVENT: Final = "real-event"
"""Id of the card “这不是演练”."""
EVERYBODY: Final = msg("All players")
"""Whom a call of those who run the drill is for."""
_LOST: Final[Mapping[OutageKind, Message]] = {
    OutageKind.POST: msg("{what} cannot be reached"),
    OutageKind.TEAM: msg("{what} cannot come"),
    OutageKind.ORGANISATION: msg("{what} cannot be reached"),
    OutageKind.DEPOT: msg("nothing can be had from {what}"),
    OutageKind.SUPPLY: msg("{what} is not to be had"),
    OutageKind.SHELTER: msg("{what} cannot be used"),
    OutageKind.ROAD: msg("{what} is closed"),
    OutageKind.CHANNEL: msg("{what} is down"),
}
_BEGUN: Final = msg("About “{title}”: has “{what}” begun? Who does it, and when is it done?")
_WHO: Final = msg("About “{title}”: who does “{what}”, by when, and by which clause?")
_UNKNOWN: Final = (msg("What has not been reported yet: {plan}"),
                   msg("What is not known yet: {plan}"))  # fmt: skip
_OTHERS_KNOW: Final = msg("Do not give the figures; whoever observes them reports them.")
_NOBODY_KNOWS: Final = msg(
    "The scenario never says it: who is asked answers that it is being found out. See that it is "
    "reported as unknown, is asked for again, and that they are ready for the worse."
)


class Writer:
    """Writes the list of events of one drill."""

    def __init__(
        self, rehearsal: Rehearsal, trace: Trace, plans: Plans, timeline: Timeline
    ) -> None:
        """Write the list of the drill of *rehearsal*, which went as *trace* says."""
        self._rehearsal = rehearsal
        self._trace = trace
        self._plans = plans
        self._timeline = timeline
        self.view: DrillView = rehearsal.view
        self.drill = self.view.drill
        self._controllers = Controllers(self.view)

    def injects(self) -> tuple[Inject, ...]:
        """Return all injects in the order in which they come; those by hand last."""
        written = [self._written(one) for one in self.drill.injects]
        helps = [help_ for one in written for help_ in self._contingencies(one)]
        helped: dict[str, list[str]] = {one.helps: [] for one in helps}
        for one in helps:
            helped[one.helps].append(one.id)
        written = [self._with_help(one, helped.get(one.id, [])) for one in written]
        found = [
            *self._scenes(),
            *written,
            *helps,
            *self._outages(),
            *self._questions(),
            *self._administrative(),
            self._real_event(),
        ]
        return tuple(sorted(found, key=_order))

    def marked(self, text: Words) -> Words:
        """Return *text* with the words that mark every message of the drill."""
        return marked(self.drill.phrase, text)

    def _written(self, one: model.Inject) -> Inject:
        return Inject(
            id=one.id,
            type=one.type,
            at=one.at.seconds if one.at else None,
            trigger=self._trigger(one),
            title=one.title or one.type.zh,
            text=self.marked(one.text),
            sender=one.source or self.office,
            to=one.to,
            delivery=one.delivery,
            place=one.place,
            attachments=one.attachments,
            goals=one.goals,
            expected=tuple(self._plans.of_inject(one)),
            grace=(one.grace.seconds or 0) if one.grace else 0,
            helps=one.helps or "",
            controller=one.controller or self.controller(one.to, one.place),
            simulator=one.simulator or "",
            leeway=one.leeway,
        )

    @property
    def office(self) -> Words:
        """Who speaks for those who run the drill."""
        return msg("Control desk")

    def _trigger(self, one: model.Inject) -> Words:
        if one.at is not None:
            return ""
        if one.after is not None:
            plan = self.view.plan(one.after.plan)
            name = plan.plan.name if plan else one.after.plan
            if one.after.action:
                at = self._plans.action_at(one.after.plan, one.after.action, None)
                what = (at.action.title or at.content) if at else one.after.action
                return msg("after “{what}” of {plan}", what=what, plan=name)
            return msg("after {plan} reached {level}", plan=name, level=one.after.level)
        if one.when:
            cells = [f"{k} {v}" for row in one.when for k, v in row.cells.items()]
            return msg("when {what}", what=tuple(cells))
        if one.helps:
            return msg("if “{what}” is not answered", what=one.helps)
        return msg("by hand")

    def _with_help(self, one: Inject, made: Iterable[str]) -> Inject:
        written = [x.id for x in self.drill.injects if x.helps == one.id]
        ids = tuple(dict.fromkeys((*written, *made)))
        return replace(one, helped_by=ids) if ids else one

    def _contingencies(self, one: Inject) -> Iterator[Inject]:
        """Yield a call that helps for each critical expected action that has none."""
        critical = [action for action in one.expected if action.critical]
        written = any(x.helps == one.id for x in self.drill.injects)
        if written and len(critical) == 1:
            return
        for action in critical:
            grace = 0 if action.is_at_once else one.grace  # its limit has the grace in it
            is_timed = action.due is not None and not self._is_tabletop
            at = (action.due or 0) + grace if is_timed else None
            trigger: Words = msg(
                "“{what}” by {who} is not seen; controllers decide",
                what=action.title,
                who=action.actors,
            )
            if self._is_tabletop:
                trigger = msg(
                    "nobody has said who does “{what}” when half of the time to talk is over",
                    what=action.title,
                )
            elif at is not None:
                trigger = msg(
                    "“{what}” by {who} is not seen by {time}",
                    what=action.title,
                    who=action.actors,
                    time=offset(at),
                )
            yield Inject(
                id=_help_id(one, action),
                type=InjectType.CONTINGENCY,
                at=at,
                trigger=trigger,
                title=msg("Asking again: {what}", what=action.title),
                text=self.marked(
                    Message(
                        (_WHO if self._is_tabletop else _BEGUN).msgid,
                        (("title", one.title), ("what", action.title)),
                    )
                ),
                sender=self.office,
                to=action.actors or one.to,
                delivery=self._spoken(Delivery.PHONE),
                goals=one.goals,
                helps=one.id,
                controller=one.controller,
                leeway=_hint(action),
                is_generated=True,
            )

    def _scenes(self) -> Iterator[Inject]:
        """Yield what each development shows to those who notice it."""
        for i, step in enumerate(self.drill.developments):
            facts = [
                fact_words(self.view.registry, name, value) for name, value in step.facts.items()
            ]
            told: Words = step.text or msg("{facts}.", facts=tuple(facts))
            seers = self._observers(step)
            bringing = self._controllers.bringing(seers, step.place)
            yield Inject(
                id=f"scene-{step.at.seconds}",
                type=InjectType.CONTEXTUAL if i else InjectType.INITIAL,
                at=step.at.seconds,
                trigger="",
                title=step.title or offset(step.at.seconds),
                text=self.marked(told),
                sender=self.office,
                to=seers or (EVERYBODY,),
                delivery=self._delivery(seers, is_there=bringing.is_there),
                place=step.place,
                controller=bringing.controller,
                leeway=self._told_to(seers),
                is_generated=True,
            )

    @property
    def _is_tabletop(self) -> bool:
        return self.drill.kind.form is DrillForm.TABLETOP

    def _told_to(self, seers: tuple[str, ...]) -> Words:
        """Return what controllers do with what *seers* notice; empty if all are shown it."""
        if not seers:
            return ""
        away = [x for x in seers if not (self.view.takes_part(x) or self.view.is_played(x))]
        if not away:
            return msg("Tell nobody else; others learn it by reports.")
        return msg(
            "Tell nobody else; others learn it by reports. {who} takes no part: report in its name "
            "what it sees as the plan says.",
            who=tuple(away),
        )

    def _delivery(self, seers: tuple[str, ...], *, is_there: bool) -> Delivery:
        """Return how those who notice a development are shown it, or all players if nobody does.

        Nothing is handed over where its controller does not stand.
        """
        if self._is_tabletop:
            return Delivery.DISPLAY
        if not seers:
            return Delivery.RADIO
        return Delivery.IN_PERSON if is_there else Delivery.PHONE

    def _spoken(self, way: Delivery) -> Delivery:
        """Return how something is said: in one room nobody needs telephone or radio for it."""
        return Delivery.IN_PERSON if self._is_tabletop else way

    def _observers(self, step: model.Development) -> tuple[str, ...]:
        """Return who notices a development as it happens; nobody in particular at a table."""
        return step.observer if self._is_tabletop else players(self.view, step)

    def _outages(self) -> Iterator[Inject]:
        for one in self.drill.outages:
            what = Message(_LOST[one.kind].msgid, (("what", one.what),))
            until: Words = msg("to the end of the drill")
            if one.end is not None:
                until = msg("until {time}", time=offset(one.end.seconds))
            yield Inject(
                id=f"outage-{one.what}",
                type=InjectType.COMPLICATION,
                at=one.start.seconds,
                trigger="",
                title=what,
                text=self.marked(msg("{what}: {cause}.", what=what, cause=one.cause)),
                sender=self.office,
                to=(msg("Whoever calls on it"),),
                delivery=self._spoken(Delivery.PHONE),
                controller=self.controller((one.what,)),
                leeway=msg("Say it to whoever calls on it, {until}; to nobody else.", until=until),
                is_generated=True,
            )

    def _questions(self) -> Iterator[Inject]:
        """Yield what to ask where something is not known that could change a level or an action."""
        index = self._rehearsal.index
        offices = {plan.id: plan.office for plan in self._rehearsal.world.plans}
        for one in questions(self._rehearsal, self._trace):
            name, office = index.name(one.plan), index.name(offices.get(one.plan, ""))
            yield Inject(
                id=one.id,
                type=InjectType.CLARIFICATION,
                at=one.second,
                trigger="",
                title=Message(_UNKNOWN[one.is_never].msgid, (("plan", name),)),
                text=self.marked(
                    msg(
                        "Please say how it stands: {what}. Since when is that known, and from "
                        "whom? Could the response level by {plan} be higher?",
                        what=asked_of(self.view.registry, one.dimensions),
                        plan=name,
                    )
                ),
                sender=self.office,
                to=(office,) if office else (),
                delivery=self._spoken(Delivery.PHONE),
                controller=self.controller((office,)),
                leeway=_NOBODY_KNOWS if one.is_never else _OTHERS_KNOW,
                is_generated=True,
            )

    def _administrative(self) -> Iterator[Inject]:
        who = self.drill.organisers.commander or self.drill.organisers.director or self.office
        yield self._call(
            "startex", self._timeline.pieces[0].begin, msg("Start of the drill"), who,
            opening(self.drill),
        )  # fmt: skip
        for begin, end in self._timeline.jumps:
            said = msg(
                "The clock of the scenario jumps from {begin} to {end}; it is {time} there now.",
                begin=offset(begin),
                end=offset(end),
                time=self._timeline.hour(end),
            )
            director = self.drill.organisers.director or who
            yield self._call(f"jump-{end}", end, msg("Jump in time"), director, said)
        yield self._call(
            "endex", self._timeline.pieces[-1].end, msg("End of the drill"), who,
            msg("The drill “{name}” is over. Stop all actions and report numbers and equipment.",
                name=self.drill.name),
        )  # fmt: skip

    def _call(self, ident: str, second: int, title: Words, who: Words, text: Words) -> Inject:
        return Inject(
            id=ident,
            type=InjectType.ADMINISTRATIVE,
            at=second,
            trigger="",
            title=title,
            text=self.marked(text),
            sender=who,
            to=(EVERYBODY,),
            delivery=self._spoken(Delivery.RADIO),
            controller=self.controller(()),
            is_generated=True,
        )

    def _real_event(self) -> Inject:
        reasons = self.drill.stop or (msg("somebody is really hurt or in danger"),)
        return Inject(
            id=REAL_EVENT,
            type=InjectType.REAL_EVENT,
            at=None,
            trigger=msg("at once when: {reasons}", reasons=tuple(reasons)),
            title=msg("THIS IS NOT A DRILL"),
            text=msg(
                "This is not a drill! This is not a drill! Real event: what, where, who. "
                "All players stop where they are and wait for the commander of the drill."
            ),
            sender=msg("Whoever sees it first"),
            to=(msg("Everybody"),),
            delivery=self._spoken(Delivery.RADIO),
            leeway=msg("Nothing may be added or left out; the drill phrase is not used."),
            is_generated=True,
        )

    def controller(self, names: Iterable[str], place: str = "") -> str:
        """Return the id of the controller who brings something to *names* at *place*."""
        return self._controllers.bringing(names, place).controller


def _help_id(one: Inject, action: Expected) -> str:
    """Return the id of the call that helps *action*; the plan is in it if two have that action."""
    alike = [other for other in one.expected if other.action == action.action]
    plan = f"{action.plan}-" if len(alike) > 1 else ""
    return f"{one.id}-{plan}{action.action or 'action'}"


def _hint(action: Expected) -> Words:
    if not action.basis.clause:
        return msg("If nothing follows, name the plan: {plan}.", plan=action.basis.plan_name)
    return msg(
        "If nothing follows, name the clause: {plan} {clause}.",
        plan=action.basis.plan_name,
        clause=action.basis.clause,
    )


_RANK: Final = (
    InjectType.ADMINISTRATIVE,
    InjectType.INITIAL,
    InjectType.CONTEXTUAL,
    InjectType.COMPLICATION,
    InjectType.PROMPT,
    InjectType.PUBLIC_MEDIA,
    InjectType.CLARIFICATION,
    InjectType.CONTINGENCY,
    InjectType.EXPECTED,
    InjectType.REAL_EVENT,
)


def _order(one: Inject) -> tuple[bool, int, bool, int, str]:
    """Return the key by which injects are listed; what ends the drill ends its second."""
    return one.at is None, one.at or 0, one.id == "endex", _RANK.index(one.type), one.id


__all__ = ["REAL_EVENT", "Writer"]
