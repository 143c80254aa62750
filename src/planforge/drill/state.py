"""What is so at one moment of a run. It is changed by the handlers of one run and nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planforge.drill.chance import Chance
from planforge.drill.queue import Kind, Queue, Subject
from planforge.drill.trace import Record, exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planforge.corpus.assess import Answer
    from planforge.drill.allocate import Waiting
    from planforge.drill.chance import Span, Stream
    from planforge.drill.condition import Held, Kept
    from planforge.drill.knowledge import Message
    from planforge.drill.means import Agreement
    from planforge.drill.prepared import Prepared
    from planforge.drill.queue import Event
    from planforge.drill.script import FactAt, HappensAt, Script, ToldAt
    from planforge.drill.task import Edge, Task
    from planforge.drill.trace import Json
    from planforge.feel import Value

NOTHING: Final[Mapping[str, Json]] = {}
EVERYBODY: Final = ""
"""Stands for an organisation in what everybody knows."""


@dataclass(slots=True)
class Pending:
    """A decision that somebody is about to take."""

    target: int
    since: int
    due: int
    authority: str
    waits: bool = False


@dataclass(slots=True)
class Response:
    """How a plan runs."""

    rank: int = 0
    epoch: int = 0
    activated: int = 0
    top: int = 0
    """The highest level of this epoch."""
    raised_by: str = ""
    """Who decided the highest level of this epoch."""
    pending: Pending | None = None
    proposed: int = 0
    """The level that was proposed last while the plan does not run: what is done early is."""
    informed: set[str] = field(default_factory=set)
    """Organisations that do first measures and know that there is a reason for them."""
    came: dict[int, int] = field(default_factory=dict)
    """By level, when that came about which asks for it."""
    knew: dict[int, int] = field(default_factory=dict)
    """By level, when the office of the plan knew of that."""
    led: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By plan of the same incident, the bodies that command by this plan and by that one."""
    below_since: int | None = None
    determined: int = 0
    possible: int = 0
    floors: dict[str, int] = field(default_factory=dict)
    fired: set[tuple[str, int, int]] = field(default_factory=set)
    """Links that took effect: link, level of the target, epoch."""
    ending: Pending | None = None
    end_since: int | None = None
    blocked_by: tuple[str, ...] = ()
    tasks: dict[str, Task] = field(default_factory=dict)
    """Actions of this epoch, by id of the action."""
    after: bool = False
    """Whether the response is over and its after-action set stands."""
    quiet: int = 0
    """What was determined when it ended: only something worse starts it again."""
    last: int = 0

    @property
    def floor(self) -> int:
        """The level below which it is not lowered by itself."""
        return max(self.floors.values(), default=0)


@dataclass(slots=True)
class Heard:
    """What somebody knows people to have judged."""

    told: dict[str, bool] = field(default_factory=dict)
    """Whether it is so, by its text."""
    as_of: dict[str, int] = field(default_factory=dict)
    """When it was judged so."""


@dataclass(slots=True)
class Judged:
    """What people have judged, each by its text."""

    last: dict[str, tuple[bool, int]] = field(default_factory=dict)
    """Whether it is so, and since when."""
    heard: dict[str, Heard] = field(default_factory=lambda: {EVERYBODY: Heard()})
    """By organisation, what it knows of it."""
    with_facts: dict[str, frozenset[str]] = field(default_factory=dict)
    """What not everybody hears of at once, and the dimensions that came about with it."""


class CommandStatus(StrEnum):
    """Where command of an incident stands."""

    LOCAL = "local"
    DECIDED = "takeover decided"
    HANDING_OVER = "handing over"
    UPPER = "upper"
    RETURNING = "returning"


@dataclass(slots=True)
class Command:
    """Who commands an incident: one body at every moment."""

    body: str = ""
    status: CommandStatus = CommandStatus.LOCAL
    incoming: str = ""
    due: int | None = None
    lower: list[str] = field(default_factory=list)
    """Bodies that commanded before, the first first."""
    rested: dict[str, int] = field(default_factory=dict)
    """Bodies that gave command back, and the grade then: the same reason calls none again."""
    person: str | None = None
    grade: int = 0
    possible: int = 0
    is_open: bool = False
    last: int = 0


@dataclass(slots=True)
class Stock:
    """What a pool has; `free + busy + lent + spent == stock + borrowed` at every moment."""

    stock: int
    free: int
    busy: int = 0
    lent: int = 0
    spent: int = 0
    borrowed: int = 0
    loose: int = 0
    """What is free and borrowed and has not been drawn: it is not in the depot."""
    is_ordered: bool = False
    """Whether more of it has been ordered and is not there yet."""


@dataclass(slots=True)
class Shared:
    """A pool that the work of one plan shares: which plan, for how many tasks, how often drawn."""

    plan: str
    users: int = 1
    drawn: int = 1


class Run:
    """One run: its queue, its state, its trace so far."""

    def __init__(self, ready: Prepared, script: Script, waiting: Waiting) -> None:
        self.ready = ready
        self.script = script
        self.waiting = waiting
        self.queue = Queue()
        self.chance = Chance(script.seed, script.mode)
        self.records: list[Record] = []
        self.cause: tuple[int, ...] = ()
        self.truth: dict[str, Value] = {}
        self.knowledge: dict[str, dict[str, Value]] = {}
        self.as_of: dict[str, dict[str, int]] = {}
        """By organisation and dimension, since when what it knows is so."""
        self.kept: dict[str, Kept] = {}
        """By organisation, answers by what it knows."""
        self.colours: dict[str, int] = {}
        self.judged = Judged()
        self.answers: dict[tuple[int, str], Answer] = {}
        """Reasons to report, and by whose knowledge: answers since anything last changed."""
        self.held: dict[tuple[Subject, Held], int] = {}
        self.plans = {plan.id: Response() for plan in ready.world.plans}
        self.commands = {
            incident.id: Command(incident.bodies[0].id if incident.bodies else "")
            for incident in ready.world.incidents
        }
        self.tasks: dict[str, Task] = {}
        self.successors: dict[str, list[Edge]] = {}
        self.free: dict[str, int] = {}
        self.blocked: dict[str, int] = {}
        self.freed_by: dict[str, int] = {}
        """The record after which there was more of an item."""
        self.holding: dict[str, dict[str, int]] = {}
        self.stocks: dict[str, Stock] = {}
        self.shared: dict[str, Shared] = {}
        """Pools that a plan has at its scene, or that are on their way back from there."""
        self.claimed: dict[str, int] = {}
        """What has just been freed for work that saves lives, until it is given out."""
        self.joined: list[tuple[str, str]] = []
        """Plans, and items that have just come to their scene."""
        self.messages: dict[str, Message] = {}
        self.unsent: list[str] = []
        self.undelivered: list[str] = []
        self.obliged: dict[str, int] = {}
        """Rules by which reports are going on, and since when."""
        self.reported: set[str] = set()
        """Rules whose reports ended with their plan, and whose reason still holds."""
        self.owed: dict[tuple[str, int], int] = {}
        """Reports that are owed, and until when: rule and number."""
        self.delivered: dict[tuple[str, int], int] = {}
        self.loans: dict[str, list[tuple[str, int, int]]] = {}
        """What is due back when a plan ends: pool, quantity, place of the agreement."""
        self.overdue: list[tuple[str, int, Agreement, Event]] = []
        self.counts: dict[str, int] = {}
        self.moments: dict[str, int] = {}
        """When anchors that belong to no action came about."""

    @cached_property
    def facts(self) -> list[FactAt]:
        """What the scenario brings about, in order."""
        return sorted(self.script.facts, key=_fact_order)

    @cached_property
    def happened(self) -> dict[str, HappensAt]:
        """What has happened so far for which there are plans, by plan."""
        return {}

    @cached_property
    def words(self) -> list[ToldAt]:
        """What the scenario lets people judge, in order, and each list of it likewise."""
        return sorted(map(_in_order, self.script.told), key=_word_order)

    @property
    def now(self) -> int:
        """The current second."""
        return self.queue.now

    def post(
        self, kind: Kind, time: int, subject: Subject, detail: str = "", cause: int | None = None
    ) -> None:
        """Let *kind* happen, because of the record *cause*, or of what caused this event."""
        because = self.cause if cause is None else (cause,)
        self.queue.post(kind, time, subject, detail, because)

    def record(  # noqa: PLR0913 - the fields of a record
        self,
        kind: str,
        subject: Subject,
        data: Mapping[str, Json] = NOTHING,
        *,
        role: str = "",
        person: str = "",
        clause: str = "",
        rule: str = "",
        know: Mapping[str, Json] = NOTHING,
        cause: Iterable[int] = (),
    ) -> int:
        """Write down that *kind* happened to *subject*; return the number of the record."""
        i = len(self.records)
        plan = self.ready.plans.get(subject.plan)
        basis: dict[str, Json] = {}
        if clause or rule:
            basis = {"plan": subject.plan, "clause": clause, "rule": rule}
        because = self.cause
        if cause:
            because = tuple(sorted({*because, *cause}))
        event = plan.incident if plan else ""
        if not event and subject.entity in self.commands:
            event = subject.entity
        self.records.append(
            Record(
                i,
                self.queue.now,
                self.queue.delta,
                int(self.queue.phase),
                kind,
                event,
                subject.plan,
                subject.entity,
                role,
                person,
                because,
                basis,
                data,
                know,
            )
        )
        return i

    def draw(self, span: Span, stream: Stream, entity: str) -> int:
        """Return how long *span* is this time for *entity*, which is asked of it once more."""
        if span.least == span.most:
            return span.likely
        n = self.count(f"{stream.value}:{entity}")
        return self.chance.seconds(span, stream, entity, n)

    def count(self, name: str) -> int:
        """Return how often this was asked for *name* before."""
        n = self.counts.get(name, 0)
        self.counts[name] = n + 1
        return n

    def facts_of(self, org: str) -> dict[str, Value]:
        """Return what *org* knows."""
        if self.script.omniscient:
            return self.truth
        known = self.knowledge.get(org)
        if known is None:
            known = self.knowledge[org] = {}
        return known

    def heard_by(self, org: str) -> Heard:
        """Return what *org* knows people to have judged."""
        known = self.judged.heard
        heard = known.get(EVERYBODY if self.script.omniscient else org)
        if heard is None:
            common = known[EVERYBODY]
            heard = known[org] = Heard({**common.told}, {**common.as_of})
        return heard

    def answers_of(self, org: str) -> Kept:
        """Return the answers, by what *org* knows, that nothing has changed since."""
        kept = self.kept.get(org)
        if kept is None:
            kept = self.kept[org] = dict.fromkeys(self.ready.steady)
        return kept

    def changed(self, name: str, org: str | None, cause: int) -> None:
        """Let everybody look again who asks for *name*, of *org* alone if one is given."""
        self.answers.clear()
        if org is None and not name.startswith("fact:"):
            self.moments[f"changed:{name}"] = self.now
        stale: Kept = dict.fromkeys(self.ready.answers_of.get(name, ()))
        orgs = tuple(self.kept) if org is None or self.script.omniscient else (org,)
        for kept in (self.kept[one] for one in orgs if self.kept.get(one)):
            kept.update(stale)
        for asker in self.ready.askers.get(name, ()):
            if org is None or self.script.omniscient or asker.org == org:
                self.post(asker.kind, self.now, asker.subject, cause=cause)

    def told_facts(self, org: str, dimensions: Iterable[str]) -> dict[str, Json]:
        """Return what *org* knows of *dimensions*, for a record."""
        known = self.facts_of(org)
        found = {name: exact(known[name]) for name in sorted(set(dimensions)) if name in known}
        return {org: found} if found else {}

    def touch(self, item: str, cause: int) -> None:
        """Say that there may be more of *item* to be had now, because of the record *cause*."""
        self.freed_by[item] = cause
        self.waiting.touch(item)
        self.allocate()

    def allocate(self) -> None:
        """Have people and supplies given out once in this cycle; each task knows why it wants."""
        self.queue.post(Kind.ALLOCATE, self.now, Subject())

    def available(self, item: str) -> int:
        """Return how much of *item* can be called on now."""
        if self.blocked.get(item):
            stock = self.stocks.get(item.removeprefix("pool:"))
            return stock.loose if stock else 0
        return self.free.get(item, 0)


def _in_order(told: ToldAt) -> ToldAt:
    seers = None if told.seers is None else tuple(sorted(told.seers))
    return replace(told, seers=seers, dimensions=tuple(sorted(told.dimensions)))


def _word_order(told: ToldAt) -> tuple[int, str, tuple[bool, ...], tuple[tuple[str, ...], ...]]:
    seers = told.seers
    return told.time, told.text, (told.so, seers is None), (seers or (), told.dimensions)


def _fact_order(fact: FactAt) -> tuple[int, str, str, bool]:
    return fact.time, fact.dimension, str(fact.value), fact.is_seen


__all__ = [
    "EVERYBODY",
    "NOTHING",
    "Command",
    "CommandStatus",
    "Heard",
    "Judged",
    "Pending",
    "Response",
    "Run",
    "Shared",
    "Stock",
]
