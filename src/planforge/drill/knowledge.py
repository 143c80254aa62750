"""Who knows what, and how it gets there: observers see, messages carry, nobody knows by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planforge.drill import anew, deadlines, people
from planforge.drill.chance import AT_ONCE, Stream
from planforge.drill.condition import TOLD, base
from planforge.drill.queue import Event, Kind, Subject
from planforge.drill.trace import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.drill.means import Hop
    from planforge.drill.script import FactAt
    from planforge.drill.state import Run
    from planforge.drill.task import Task
    from planforge.drill.trace import Json
    from planforge.drill.work import Effect
    from planforge.feel import Value


@dataclass(slots=True, eq=False)
class Message:
    """Something told: what the sender knew when it was sent.

    Attributes:
        subject: What it belongs to; its entity is the id of the message.
        kind: What it is: a hop, a notice of an action, a report, a call of a link.
        sender: Organisation.
        receiver: Organisation.
        dimensions: What it is about; everything the sender knows if it is about nothing, and
        words: of what people judged, likewise.
        channels: Ids of channels, the first that works is taken.
        report: Id of the rule if it is a report.
        n: Which of that rule's.
        leaves: When it is to be sent.
        sent: When it was; None until then.
        facts: What it says: value and since when.
        told: What of people's judgements: whether it is so and since when.
        last: Number of its latest record.
    """

    subject: Subject
    kind: str
    sender: str
    receiver: str
    dimensions: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    report: str = ""
    n: int = 0
    leaves: int = 0
    sent: int | None = None
    facts: Mapping[str, tuple[Value | None, int]] | None = None
    words: tuple[str, ...] = ()
    told: Mapping[str, tuple[bool, int]] | None = None
    last: int = 0


def on_fact(run: Run, event: Event) -> None:
    """Something becomes so; those who observe it see it."""
    dimension = event.subject.entity
    origin, _, name = event.detail.partition(":")
    task, finders = None, _observers(run, dimension)
    told: FactAt | Effect
    if origin == "script":
        fact = run.facts[int(name)]
        told, is_seen, finders = fact, fact.is_seen, fact.seers or finders
    else:
        task = run.tasks[name]
        told = next(
            effect
            for effect in task.action.effects
            if effect.dimension == dimension and effect.when.value == origin
        )
        is_seen = True
    if told.value is None:
        run.truth.pop(dimension, None)
    else:
        run.truth[dimension] = told.value
    i = run.record("fact_update", event.subject, {"value": _plain(told.value), "seen": is_seen})
    if run.script.omniscient:
        run.changed(f"fact:{base(dimension)}", None, i)
        return
    seers = [*finders] if is_seen else []
    if task:
        seers.append(people.org_of(run, task.role, run.ready.plans[task.subject.plan].office))
    for org in sorted({*seers}):
        learn(run, org, dimension, (told.value, run.now), i)


def _observers(run: Run, dimension: str) -> tuple[str, ...]:
    indicator = run.ready.indicators.get(dimension) or run.ready.indicators.get(base(dimension))
    return indicator.observers if indicator else ()


def _plain(value: Value | None) -> Json:
    return None if value is None else exact(value)


def learn(run: Run, org: str, dimension: str, told: tuple[Value | None, int], cause: int) -> None:
    """Let *org* know a value and since when it was so; what is older than it knows changes nothing.

    It passes on what is new to it along its hops. Where everybody knows everything, nobody learns.
    """
    if run.script.omniscient:
        return
    value, as_of = told
    known = run.facts_of(org)
    since = run.as_of.setdefault(org, {})
    if since.get(dimension, -1) > as_of:
        return
    since[dimension] = as_of
    anew.look_again(run, org, dimension, cause)
    if known.get(dimension) == value and (value is None) is not (dimension in known):
        return
    if value is None:
        del known[dimension]
    else:
        known[dimension] = value
    data: dict[str, Json] = {"value": _plain(value), "as_of": as_of}
    i = run.record("fact_known", Subject(entity=dimension), data, role=org, cause=(cause,))
    run.changed(f"fact:{base(dimension)}", org, i)
    for hop in run.ready.hops_of.get(org, ()):
        if not hop.dimensions or dimension in hop.dimensions:
            _pass_on(run, hop, i, dimension=dimension)


def on_told(run: Run, event: Event) -> None:
    """People have judged whether something is so; who judges by what it sees tells the others."""
    said = run.words[int(event.detail.partition(":")[2])]
    run.judged.last[said.text] = said.so, run.now
    data: dict[str, Json] = {"so": said.so}
    if said.seers is not None and not run.script.omniscient:
        data["seen_by"] = sorted(said.seers)
        known = run.judged.with_facts.get(said.text, frozenset())
        run.judged.with_facts[said.text] = known.union(said.dimensions)
        i = run.record("judgement_told", event.subject, data)
        for org in sorted({*said.seers}):
            hear(run, org, said.text, run.judged.last[said.text], i)
        return
    i = run.record("judgement_told", event.subject, data)
    for heard in run.judged.heard.values():
        heard.told[said.text], heard.as_of[said.text] = run.judged.last[said.text]
    run.changed(TOLD, None, i)


def hear(run: Run, org: str, text: str, told: tuple[bool, int], cause: int) -> None:
    """Let *org* know whether people judged *text* to be so, and since when; it passes that on.

    What is older than it knows changes nothing. Where everybody knows everything, nobody learns.
    """
    if run.script.omniscient:
        return
    so, as_of = told
    heard = run.heard_by(org)
    if heard.as_of.get(text, -1) > as_of:
        return
    heard.as_of[text] = as_of
    if heard.told.get(text) is so:
        return
    heard.told[text] = so
    data: dict[str, Json] = {"so": so, "as_of": as_of}
    i = run.record("judgement_known", Subject(entity=text), data, role=org, cause=(cause,))
    run.changed(TOLD, org, i)
    for hop in run.ready.hops_of.get(org, ()):
        if not hop.dimensions or not run.judged.with_facts[text].isdisjoint(hop.dimensions):
            _pass_on(run, hop, i, text=text)


def _pass_on(run: Run, hop: Hop, cause: int, *, dimension: str = "", text: str = "") -> None:
    """Let *hop* carry *dimension* or *text*; what is learnt in one second goes in one message."""
    name = f"hop:{hop.id}@{run.now}"
    while name in run.messages and run.messages[name].sent is not None:
        name += "+"
    message = run.messages.get(name)
    if message is None:
        subject = Subject(entity=name)
        message = Message(subject, "hop", hop.sender, hop.receiver, (), hop.channels)
        run.messages[name] = message
        message.leaves = run.now + run.draw(hop.handling, Stream.DELAY, f"hop/{hop.id}")
    if dimension:
        message.dimensions = tuple(sorted({*message.dimensions, dimension}))
    if text:
        message.words = tuple(sorted({*message.words, text}))
    run.post(Kind.SEND, message.leaves, message.subject, cause=cause)


def send(run: Run, message: Message, cause: int, after: int = 0) -> None:
    """Let *message* be sent in *after* seconds."""
    run.messages[message.subject.entity] = message
    message.last = cause
    run.post(Kind.SEND, run.now + after, message.subject, cause=cause)


def on_send(run: Run, event: Event) -> None:
    """A message leaves by the first channel that works, or waits until one does."""
    message = run.messages[event.subject.entity]
    if message.sent is not None:
        return
    working = [name for name in message.channels if not run.blocked.get(f"channel:{name}")]
    if (message.channels and not working) or run.blocked.get(f"org:{message.sender}"):
        data: dict[str, Json] = {"channels": list(message.channels)}
        message.last = run.record("message_waits", event.subject, data, role=message.sender)
        run.unsent.append(message.subject.entity)
        return
    _fill(run, message)
    message.sent = run.now
    channel = working[0] if working else ""
    delay = run.draw(
        run.ready.channels[channel].delay if channel else AT_ONCE,
        Stream.DELAY,
        f"channel/{channel}/{event.subject.entity}",
    )
    data = {"to": message.receiver, "kind": message.kind, "channel": channel}
    if message.told:
        data["judged"] = list(message.told)
    know = run.told_facts(message.sender, message.facts or ())
    i = run.record("message_sent", event.subject, data, role=message.sender, know=know)
    message.last = i
    run.post(Kind.DELIVERED, run.now + delay, event.subject, cause=i)


def _fill(run: Run, message: Message) -> None:
    """Let *message* say what its sender knows of what it is about."""
    known, since = run.facts_of(message.sender), run.as_of.get(message.sender, {})
    heard = run.heard_by(message.sender)
    plan = run.ready.plans.get(message.subject.plan) if message.report else None
    others = frozenset(plan.foreign if plan else ())
    names, words = message.dimensions, message.words
    if not names and not words:
        names = tuple(name for name in sorted({*known, *since}) if name not in others)
        words = tuple(
            text
            for text, dimensions in sorted(run.judged.with_facts.items())
            if not dimensions or not dimensions <= others
        )
    elif message.kind != "hop":
        words = tuple(
            text
            for text in sorted(run.judged.with_facts)
            if not run.judged.with_facts[text].isdisjoint(names)
        )
    message.facts = {
        name: (known.get(name), since.get(name, run.now))
        for name in names
        if name in known or name in since
    }
    message.told = {
        text: (heard.told[text], heard.as_of[text]) for text in words if text in heard.told
    }


def on_delivered(run: Run, event: Event) -> None:
    """A message arrives; one to a desk that is cut off lies there until it is not."""
    message = run.messages[event.subject.entity]
    if run.blocked.get(f"org:{message.receiver}"):
        run.undelivered.append(event.subject.entity)
        return
    data: dict[str, Json] = {"from": message.sender, "kind": message.kind}
    if message.report:
        key = (message.report, message.n)
        run.delivered[key] = run.now
        due = run.owed.get(key, run.now)
        data["late"] = max(0, run.now - due)
    i = run.record(
        "message_delivered", event.subject, data, role=message.receiver, cause=(message.last,)
    )
    if run.moments.setdefault(f"receipt:{message.receiver}", run.now) == run.now:
        for plan in run.ready.world.plans:
            if plan.office == message.receiver:
                deadlines.date_all(run, plan.id)
    for name, told in (message.facts or {}).items():
        learn(run, message.receiver, name, told, i)
    for text, judged in (message.told or {}).items():
        hear(run, message.receiver, text, judged, i)
    for rule in run.ready.upon.get(message.report, ()):
        subject = run.ready.subject(rule.plan, rule.id)
        run.post(Kind.OBLIGE, run.now, subject, f"upon:{message.n}", i)


def resume(run: Run, cause: int) -> None:
    """Try again to send and deliver what could not be."""
    waiting, run.unsent = sorted(run.unsent), []
    for name in waiting:
        run.post(Kind.SEND, run.now, run.messages[name].subject, cause=cause)
    lying, run.undelivered = sorted(run.undelivered), []
    for name in lying:
        run.post(Kind.DELIVERED, run.now, run.messages[name].subject, cause=cause)


def notify(run: Run, task: Task, place: int) -> None:
    """Let those who do *task* tell whom its notice number *place* names."""
    notice = task.action.notices[place]
    sender = people.org_of(run, task.role, run.ready.plans[task.subject.plan].office)
    name = f"notice:{task.id}:{place}"
    subject = task.subject._replace(entity=f"{name}:{run.count(name)}")
    message = Message(subject, "notice", sender, notice.to, notice.dimensions, notice.channels)
    send(run, message, task.last)


def _asked(run: Run, plan: str, dimension: str) -> str:
    """Return who is asked for *dimension* on behalf of *plan*, empty if nobody observes it."""
    observers = _observers(run, dimension)
    near = (org for org in observers if org not in run.ready.plans[plan].elsewhere)
    return next(near, next(iter(observers), ""))


def verify(run: Run, subject: Subject, dimensions: Iterable[str]) -> None:
    """Have those who observe *dimensions* find out what they are; each is asked once."""
    for dimension in dimensions:
        observer = _asked(run, subject.plan, dimension)
        if run.count(f"verify:{subject.plan}:{dimension}"):
            continue
        if not observer:
            run.record("unverifiable", subject, {"dimension": dimension})
            continue
        data: dict[str, Json] = {"dimension": dimension, "observer": observer}
        i = run.record("verify_opened", subject, data, role=observer)
        indicator = run.ready.indicators.get(dimension) or run.ready.indicators[base(dimension)]
        took = run.draw(indicator.verify, Stream.DELAY, f"verify/{subject.plan}/{dimension}")
        run.post(Kind.VERIFIED, run.now + took, subject._replace(entity=dimension), "", i)


def on_verified(run: Run, event: Event) -> None:
    """It has been found out, or there is nothing to find out."""
    dimension = event.subject.entity
    observer = _asked(run, event.subject.plan, dimension)
    value = run.truth.get(dimension)
    if value is None:
        run.record("verify_failed", event.subject, role=observer)
        return
    data: dict[str, Json] = {"value": exact(value)}
    i = run.record("verified", event.subject, data, role=observer)
    learn(run, observer, dimension, (value, run.now), i)
    for text, dimensions in sorted(run.judged.with_facts.items()):
        if dimension in dimensions:
            hear(run, observer, text, run.judged.last[text], i)


__all__ = [
    "Message",
    "hear",
    "learn",
    "notify",
    "on_delivered",
    "on_fact",
    "on_send",
    "on_told",
    "on_verified",
    "resume",
    "send",
    "verify",
]
