"""Rows of the script from the records of a run: what is reported, decided and done."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from planforge.drill.anew import is_again
from planforge.drill.kit import army, speech
from planforge.drill.kit.aid import aid_row
from planforge.drill.kit.begins import Begins
from planforge.drill.kit.calls import Calls
from planforge.drill.kit.course import LEVELS
from planforge.drill.kit.decisions import Decisions
from planforge.drill.kit.evaluation import watching
from planforge.drill.kit.expected import title_of
from planforge.drill.kit.rehearsed import Stance
from planforge.drill.kit.scenery import Scenery
from planforge.drill.kit.values import ScriptRow, Turn, Watched
from planforge.i18n import Message, msg
from planforge.model.scales import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.values import EvaluationSheet, Expected, Words
    from planforge.drill.trace import Json, Record

_STAGES: Final[Mapping[Phase, Message]] = {
    Phase.PREVENTION: msg("Monitoring and warning"),
    Phase.WARNING: msg("Monitoring and warning"),
    Phase.FIRST_RESPONSE: msg("First response"),
    Phase.ACTIVATION: msg("Start of the response"),
    Phase.RESPONSE: msg("Response on site"),
    Phase.TERMINATION: msg("End of the response"),
    Phase.RECOVERY: msg("Work afterwards"),
}
_WORK: Final = frozenset({"task_start", "task_done"})


class Deeds:
    """Writes a row for each record that is shown."""

    def __init__(
        self, rehearsed: Rehearsed, timeline: Timeline, sheets: Iterable[EvaluationSheet]
    ) -> None:
        """Write rows of the run *rehearsed*, watched by those who have *sheets*."""
        self._run = rehearsed
        self._timeline = timeline
        self._sheets = tuple(sheets)
        self._speech = speech.Speech(rehearsed.view.registry, rehearsed.trace)
        self._scenery = Scenery(rehearsed)
        decisions = Decisions(rehearsed, self._speech)
        self._begins = Begins(rehearsed, timeline, self._speech, self._scenery)
        self.orders = self._begins.orders
        """What an office says to whoever begins something, by the id of the row."""
        self._calls = Calls(rehearsed, timeline, self._speech, self._scenery)
        self.reports: dict[str, speech.Report] = self._calls.told
        """What is said in reports, and in calls of one body, by the ids of their rows."""
        self._writers = {
            "message_sent": self._message,
            "task_created": self._order,
            "task_start": self._start,
            "task_done": self._done,
            "link_fired": self._link,
            "takeover_decided": self._takeover,
            "handover_done": self._handover,
            "command_returned": self._handover,
            "aid_requested": self._aid,
            "aid_granted": self._aid,
            "aid_refused": self._aid,
            "terminate_decided": decisions.ended,
            "task_recalled": decisions.recalled,
            **dict.fromkeys(LEVELS, decisions.level),
        }

    def row(self, record: Record) -> ScriptRow | None:
        """Return the row of *record*; None if it is not shown."""
        write = self._writers.get(record.type)
        row = write(record) if write else None
        if row is None:
            return None
        at = self._run.action_at(record) if record.type in _WORK else None
        is_own = self._run.stance(record, row.actor) is Stance.OWN
        actors = (row.actor, self._run.office(record.plan)) if is_own else (row.actor,)
        place = self._scenery.place(actors, record.plan, row.at, at, is_office=is_own)
        cue = self._cue(row, self._run.stand_in(record))
        return replace(row, scene=self._scenery.scene(row.at), place=place, cue=cue)

    def _cue(self, row: ScriptRow, stand_in: str) -> Words:
        """Return what controllers mind: who stands in, whom they answer for, the cue of *row*."""
        speakers = (one.speaker for one in row.dialogue if isinstance(one.speaker, str))
        takes_part = self._run.view.takes_part
        away = tuple(dict.fromkeys(x for x in (row.actor, *speakers) if x and not takes_part(x)))
        cues: list[Words] = [row.cue] if row.cue else []
        if away:
            cues.insert(0, msg("{who} does not take part, the control desk answers", who=away))
        if stand_in:
            cues.insert(0, msg("{person} acts for {post}", person=stand_in, post=row.actor))
        return reduce(lambda one, other: msg("{one}; {other}", one=one, other=other), cues or [""])

    def _message(self, record: Record) -> ScriptRow | None:
        """Return a report with what is new in it; one that says nothing new is not played."""
        if record.data.get("kind") != "report":
            return self._calls.row(record)
        sender, receiver = record.role, str(record.data["to"])
        news = self._speech.news(record, sender, receiver, self._run.asked_by(record.plan))
        if not news.facts:
            return None
        names = self._run.name(sender), self._run.name(receiver)
        rule = record.entity.removeprefix("report:").rpartition(":")[0]
        owed = next((self._run.trace.records[i] for i in record.cause), None)
        due = _whole(owed.data.get("due")) if owed and owed.type == "report_owed" else None
        title = msg("{sender} reports to {receiver}", sender=names[0], receiver=names[1])
        event = self._scenery.known(news.facts, record.t)
        head = self._timeline.both(record.t), event
        said = speech.Report(head, news.words, self._run.efforts(record))
        self.reports[f"report/{record.entity}"] = said
        return ScriptRow(
            id=f"report/{record.entity}",
            at=record.t,
            stage=msg("Information reports"),
            action=title,
            actor=names[0],
            to=(names[1],),
            dialogue=speech.report(names[0], names[1:], said),
            narration=msg("{title}.", title=title),
            due=due,
            slack=due - record.t if due is not None else None,
            basis=self._run.entry_basis(rule, record.plan),
            caption=title,
            records=(record.i,),
        )

    def _start(self, record: Record) -> ScriptRow | None:
        at = self._run.action_at(record)
        if at is None:
            return None
        plan = self._run.name(record.plan)
        actor = self._run.actor(record, at)
        title = title_of(at)
        over, by = _whole(record.data.get("ends")), self._run.course.due_of(record)
        limit, anchor = self._run.limit_of(record)
        if anew := self._anew(record, record.t):
            limit, anchor, by = anew.limit, anew.anchor, anew.due
        turns = self._begins.turns(record, at, actor, by)
        told = self._run.told(record)
        watched = self._watched(record)
        called = _called(watched, by)
        last = max([due for _, due in called], default=by)
        return ScriptRow(
            id=f"start/{record.entity}",
            at=record.t,
            stage=_STAGES[at.action.phase],
            action=msg("{title}: {content}", title=title, content=at.content),
            actor=actor,
            to=told,
            dialogue=turns,
            narration=self._begins.narration(record, at, actor or plan),
            caption=title,
            props=self._begins.props(at, actor, record.plan),
            duration=over - record.t if over is not None else None,
            limit=limit,
            anchor=anchor,
            due=by,
            called=called,
            slack=last - over if last is not None and over is not None else None,
            is_doubtful=self._run.course.is_doubtful(record),
            basis=self._run.plans.basis(record.plan, at.action.id),
            items=tuple(item.id for item in watched),
            cue=self._helpers(record, actor),
            records=(record.i,),
        )

    def _order(self, record: Record) -> ScriptRow | None:
        """Return the row in which is ordered what begins only after its limit."""
        at, story = self._run.action_at(record), self._run.course.history.tasks[record.entity]
        if at is None or story.start is None:
            return None
        actor, by = self._run.actor(story.start, at), self._run.course.due_of(story.start)
        return self._begins.order(record, at, actor, by)

    def _watched(self, record: Record) -> tuple[Watched, ...]:
        """Return the items that watch what *record* is about.

        That of an inject watches what begins or goes on from the inject on, that of a goal what is
        done from the event on; what had been over by then nobody judges by them.
        """
        course, found = self._run.course, []
        given = {x.id: x.at.seconds for x in self._run.view.drill.injects if x.at is not None}
        for item in watching(self._sheets, record.plan, course.action_of(record)):
            since = given.get(item.inject) if item.inject else course.happened(record.plan)
            if (item.inject and since is None) or course.is_meant(record, since):
                found.append(item)
        return tuple(found)

    def _anew(self, record: Record, begun: int) -> Expected | None:
        """Return the call of an inject that let the limit of *record*, begun then, run anew."""
        due = self._run.course.due_of(record)
        action = self._run.course.action_of(record)
        called = self._run.plans.called_for(record.plan, action, begun)
        is_anew = due is not None and called and called.due is not None and called.due > due
        return called if is_anew else None

    def _helpers(self, record: Record, actor: str) -> Words:
        """Return that it has not happened yet what is acted for, or who is not free to help.

        Of the army it is how it is asked.
        """
        if self._run.course.is_precaution(record):
            return msg(
                "nothing has happened yet: show how this is prepared; it is done again when it has"
            )
        if self._begins.asks_army(record, actor):
            return army.BY_LAW
        absent = record.data.get("absent")
        names = tuple(self._run.name(str(x)) for x in absent) if isinstance(absent, list) else ()
        return msg("not free to help: {names}", names=names) if names else ""

    def _done(self, record: Record) -> ScriptRow | None:
        at = self._run.action_at(record)
        watched = self._watched(record) if at else ()
        begun = _whole(record.data.get("start"))
        if at is None or not watched or begun is None or self._run.is_table:
            return None
        actor, office, title = (
            self._run.actor(record, at),
            self._run.office(record.plan),
            self._begins.what(record, at) if is_again(record.entity) else title_of(at),
        )
        spent = speech.took(record.t - begun)
        said = msg("{what} is done, it took {time}.", what=title, time=spent)
        turns: tuple[Turn, ...] = (
            Turn(actor, msg("{who}: {said}", who=office, said=said)),
            Turn(office, msg("Received.")),
        )
        is_own = self._run.stance(record, actor) is Stance.OWN
        if is_own:
            turns = (Turn(actor, said),)
        anew = self._anew(record, begun)
        due = anew.due if anew else self._run.course.due_of(record)
        called = _called(watched, due)
        last = max([by for _, by in called], default=due)
        return ScriptRow(
            id=f"done/{record.entity}",
            at=record.t,
            stage=_STAGES[at.action.phase],
            action=said,
            actor=actor,
            to=() if is_own else (office,),
            dialogue=turns,
            narration=msg("{who}: {said}", who=actor, said=said),
            caption=msg("{what}: done", what=title),
            due=due,
            called=called,
            slack=last - record.t if last is not None else None,
            is_doubtful=self._run.course.is_doubtful(record),
            basis=self._run.plans.basis(record.plan, at.action.id),
            items=tuple(item.id for item in watched),
            records=(record.i,),
        )

    def _link(self, record: Record) -> ScriptRow:
        source, target = self._run.office(record.plan), self._run.office(str(record.data["to"]))
        plan = self._run.name(str(record.data["to"]))
        said = msg("{who}: our response runs; please look at {plan}.", who=target, plan=plan)
        title = msg("{source} tells {target}", source=source, target=target)
        return ScriptRow(
            id=f"link/{record.entity}/{record.t}",
            at=record.t,
            stage=msg("Command and coordination"),
            action=title,
            actor=source,
            to=(target,),
            dialogue=(Turn(source, said), Turn(target, msg("Received, we judge it at once."))),
            narration=msg("{title}.", title=title),
            caption=title,
            basis=self._run.entry_basis(record.entity, record.plan),
            records=(record.i,),
        )

    def _takeover(self, record: Record) -> ScriptRow:
        ident = str(record.data.get("body", ""))
        body, before = self._run.name(ident), self._run.name(str(record.data.get("from", "")))
        post = self._run.name(record.role)
        leader = self._run.leader(ident, record.t)
        title = msg("{body} takes over the command from {before}", body=body, before=before)
        if leader:
            title = msg("{body} takes over the command from {before} and is led by {leader}",
                        body=body, before=before, leader=leader)  # fmt: skip
        said = Turn(post, msg("{title}.", title=title))
        return self._command(record, title, (post, before), (said,))

    def _handover(self, record: Record) -> ScriptRow:
        """Return the row in which both sides say that command changes hands."""
        ident = str(record.data.get("to", ""))
        body, before = self._run.name(ident), self._run.name(str(record.data.get("from", "")))
        leader = self._run.leader(ident, record.t)
        title = msg("command handed over; {body} commands from now on", body=body)
        if leader:
            title = msg("command handed over; {body} commands from now on and is led by {leader}",
                        body=body, leader=leader)  # fmt: skip
        said = msg("{body}: we hand the command over to you. Work under way, open decisions and "
                   "means in use stand in the paper of the handover.", body=body)  # fmt: skip
        turns = (Turn(before, said), Turn(body, msg("{title}.", title=title)))
        return self._command(record, title, (body, before), turns)

    def _command(
        self, record: Record, title: Message, sides: tuple[str, str], turns: tuple[Turn, ...]
    ) -> ScriptRow:
        """Return a row of a change of command between the *sides*, the one that acts first."""
        return ScriptRow(
            id=f"command/{record.type}/{record.entity}/{record.t}",
            at=record.t,
            stage=msg("Wider response"),
            action=title,
            actor=sides[0],
            to=sides[1:],
            dialogue=turns,
            narration=msg("{title}.", title=title),
            caption=title,
            basis=self._run.takeover_basis(record.plan or record.entity.removeprefix("event.")),
            records=(record.i,),
        )

    def _aid(self, record: Record) -> ScriptRow:
        return aid_row(self._run, self._scenery, record)


def _called(watched: Iterable[Watched], due: int | None) -> tuple[tuple[str, int], ...]:
    """Return the injects from which a limit runs that passes after *due*, and when it passes."""
    found = {
        item.inject: item.expected.due
        for item in watched
        if item.inject and item.expected and item.expected.due is not None
    }
    return tuple((name, by) for name, by in found.items() if due is not None and by > due)


def _whole(value: Json) -> int | None:
    """Return a number of a record; None if it has none."""
    return value if isinstance(value, int) else None


__all__ = ["Deeds"]
