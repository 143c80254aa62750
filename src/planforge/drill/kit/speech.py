"""What is said in a drill: reports, orders and confirmations, from what the speaker knows.

A speaker can only say what is in the record of that moment (`know`): nobody reports what has not
reached the own desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from planforge.drill.condition import base
from planforge.drill.kit.breaths import fits, listed, packed, sentences
from planforge.drill.kit.facts import fact_words, is_number
from planforge.drill.kit.values import Turn
from planforge.i18n import msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planforge.corpus.registry import Registry
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Json, Record, Trace


class News(NamedTuple):
    """Facts that somebody tells, and the words for them, in the order in which they are said."""

    facts: Mapping[str, Json]
    words: tuple[Words, ...]


class Efforts(NamedTuple):
    """What a unit does at a moment: titles of what is over, and of what goes on; what it lacks."""

    done: tuple[str, ...] = ()
    doing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


class Report(NamedTuple):
    """What a report says, apart from who is told.

    Attributes:
        head: The time, and what happened where; the latter is empty if there is no word of it.
        words: The facts.
        efforts: What the sender does about it; None for a call that only tells the news.
    """

    head: tuple[Words, Words]
    words: tuple[Words, ...]
    efforts: Efforts | None


_NOUGHT: Final = frozenset({"0", "False"})
MOST: Final = 4
"""So many facts are said in one turn; the rest stands in the written report."""
_HOUR: Final = 3_600
_PERSONS: Final = "人"
"""The unit of indicators that count people: those who are dead, hurt, missing, moved."""


class Speech:
    """Sentences for one drill; remembers what was told to whom."""

    def __init__(self, registry: Registry, trace: Trace) -> None:
        """Speak of facts of the run *trace* as *registry* names them."""
        self._registry = registry
        self._since: dict[tuple[str, str, str], int] = {}
        for record in trace.of("fact_known"):
            key = record.role, record.entity, str(record.data.get("value"))
            self._since.setdefault(key, record.t)
        self._seen: dict[tuple[str, str], list[tuple[int, Json]]] = {}
        for record in trace.of("fact_known"):
            seen = record.t, record.data.get("as_of")
            self._seen.setdefault((record.role, record.entity), []).append(seen)
        self._true: dict[str, list[tuple[int, Json]]] = {}
        for record in trace.of("fact_update"):
            now = record.t, record.data.get("value")
            self._true.setdefault(record.entity, []).append(now)
        self._told: dict[tuple[str, str], dict[str, Json]] = {}

    def news(
        self, record: Record, sender: str, receiver: str, asked: frozenset[str] | None = None
    ) -> News:
        """Return what *sender* knows in *record* and has not told *receiver* before.

        What is nought is not worth saying before it was more. Nobody is told what they observe
        themselves, knew before or know better, nor of a warning that is over.

        Args:
            record: When it is told, and what the sender knows.
            sender: Who tells it.
            receiver: To whom.
            asked: Ids of the indicators that matter, those of people aside; all if left out.
        """
        known = record.know.get(sender)
        facts: dict[str, Json] = dict(known) if isinstance(known, Mapping) else {}
        told = self._told.setdefault((sender, receiver), {})
        fresh = [
            (name, value)
            for name, value in facts.items()
            if told.get(name) != value and (name in told or str(value) not in _NOUGHT)
        ]
        told |= facts
        fresh = [
            fact
            for fact in fresh
            if not self._is_stale(*fact, sender, receiver)
            and not self._is_outdated(fact[0], record.t, sender, receiver)
            and not self._is_over(*fact, record.t)
            and (asked is None or base(fact[0]) in asked or self._is_of_people(fact[0]))
        ]
        return self.said(dict(fresh))

    def said(self, facts: Mapping[str, Json]) -> News:
        """Return *facts* in the order in which they are said, and the words for them.

        People come first; then words and truths: they are warnings and what has happened, figures
        say how much.
        """
        found = sorted(
            facts.items(),
            key=lambda fact: (not self._is_of_people(fact[0]), is_number(fact[1]), fact[0]),
        )
        words = (fact_words(self._registry, name, value) for name, value in found)
        return News(dict(found), tuple(words))

    def heard(self, facts: Mapping[str, Json], org: str, second: int) -> tuple[str, ...]:
        """Return which of *facts* the organisation *org* knew as they are before *second*."""
        found = ((name, self._since.get((org, name, str(value)))) for name, value in facts.items())
        return tuple(name for name, since in found if since is not None and since < second)

    def _indicator(self, name: str) -> Indicator | None:
        entity = self._registry.names.get(base(name), (Kind.INDICATOR,))
        element = entity.element if entity else None
        return element if isinstance(element, Indicator) else None

    def _is_stale(self, name: str, value: Json, sender: str, receiver: str) -> bool:
        """Whether *receiver* has seen this, or heard it before *sender* did.

        Where everybody knows everything nobody learns: then whoever observes it has seen it.
        """
        heard = self._since.get((receiver, name, str(value)))
        if receiver in self._observers(name) and (heard is not None or not self._since):
            return True
        own = self._since.get((sender, name, str(value)))
        return heard is not None and own is not None and heard < own

    def _is_outdated(self, name: str, second: int, sender: str, receiver: str) -> bool:
        """Whether *receiver* knows by *second* how *name* is at a later moment than *sender*."""
        own, other = (_at(self._seen.get((x, name), ()), second) for x in (sender, receiver))
        return isinstance(own, int) and isinstance(other, int) and other > own

    def _is_over(self, name: str, value: Json, second: int) -> bool:
        """Whether *name* is a warning that is not in force at *second*; warnings are public."""
        known = self._indicator(name)
        if known is None or known.type is not IndicatorType.WARNING:
            return False
        return str(_at(self._true.get(name, ()), second)) != str(value)

    def _is_of_people(self, name: str) -> bool:
        known = self._indicator(name)
        return known is not None and known.unit == _PERSONS

    def _observers(self, name: str) -> tuple[str, ...]:
        """Return the ids of the organisations that observe the indicator *name*."""
        known, names = self._indicator(name), self._registry.names
        found = (names.get(one, (Kind.ORGANISATION,)) for one in (known.observer if known else ()))
        return tuple(f"org.{entity.id}" for entity in found if entity)


def _at(values: Sequence[tuple[int, Json]], second: int) -> Json:
    """Return the last of *values* until *second*; None for none."""
    return next((value for at, value in reversed(values) if at <= second), None)


def report(sender: str, receivers: tuple[str, ...], said: Report) -> tuple[Turn, ...]:
    """Return a report and that it was received: when and what, facts, measures, what is asked.

    Args:
        sender: Who reports.
        receivers: To whom; the first answers.
        said: What is reported.
    """
    *told, last = telling(sender, receivers, said.head, said.words)
    efforts = _efforts(said.efforts) if said.efforts else ()
    rest = packed((last.words, *efforts), sentences)
    return *told, *(Turn(sender, words) for words in rest), Turn(receivers[0], RECEIVED)


def telling(
    sender: str, receivers: tuple[str, ...], head: tuple[Words, Words], news: Iterable[Words]
) -> tuple[Turn, ...]:
    """Return what *receivers* are told: the time, the event if there is word of it, the facts.

    What is too long for one turn they are told piece by piece, the first of them asks for it.
    """
    clock, event = head
    facts = tuple(news)[:MOST]
    whole = msg("Reporting to {receiver}. At {clock}: {facts}.",
                receiver=receivers, clock=clock, facts=facts)  # fmt: skip
    if event:
        whole = msg("Reporting to {receiver}. At {clock}, {event}: {facts}.",
                    receiver=receivers, clock=clock, event=event, facts=facts)  # fmt: skip
    if fits(whole):
        return (Turn(sender, whole),)
    opening: tuple[Words, ...] = (
        msg("Reporting to {receiver} how it stands at {clock}.", receiver=receivers, clock=clock),
    )
    if event:
        happened = msg("Reporting to {receiver}. At {clock}, {event}.",
                       receiver=receivers, clock=clock, event=event)  # fmt: skip
        opening = (happened,) if fits(happened) else (*opening, listed((event,)))
    more = packed(facts, listed)
    return (
        *(Turn(sender, words) for words in opening),
        Turn(receivers[0], msg("Received. Please go into it.")),
        *(Turn(sender, words) for words in more),
    )


def adding(sender: str, receiver: str, news: Iterable[Words]) -> tuple[Turn, ...]:
    """Return what *receiver* is told besides, after others have said when and what it was."""
    said = packed(
        tuple(news)[:MOST],
        listed,
        lambda facts: msg("Reporting to {receiver}: {facts}.", receiver=receiver, facts=facts),
    )
    return tuple(Turn(sender, words) for words in said)


RECEIVED: Final = msg("Received. Go on reporting.")


def _efforts(efforts: Efforts) -> tuple[Words, ...]:
    """Return what is done about it, what is lacking, and that instructions are asked for."""
    ask: Words = msg("Please instruct.")
    if efforts.lacking:
        ask = msg("We lack {what}, please send help.", what=efforts.lacking)
    if efforts.done and efforts.doing:
        whole = msg("Done: {done}. Under way: {doing}. {ask}",
                    done=efforts.done, doing=efforts.doing, ask=ask)  # fmt: skip
    elif efforts.done:
        whole = msg("Done: {done}. {ask}", done=efforts.done, ask=ask)
    elif efforts.doing:
        whole = msg("Under way: {doing}. {ask}", doing=efforts.doing, ask=ask)
    else:
        return (ask,)
    if fits(whole):
        return (whole,)
    done = packed(efforts.done, lambda some: msg("Done: {done}.", done=some))
    doing = packed(efforts.doing, lambda some: msg("Under way: {doing}.", doing=some))
    return packed((*done, *doing, ask), sentences)


def proposal(office: str, post: str, level: Words, facts: Iterable[Words]) -> tuple[Turn, ...]:
    """Return what an office proposes, and why; *post* asks for it if there are many reasons."""
    said = tuple(facts)[:MOST]
    if not said:
        return (Turn(office, msg("{post}: we propose {level}.", post=post, level=level)),)
    whole = msg("{post}: {facts}; we propose {level}.", post=post, facts=said, level=level)
    if fits(whole):
        return (Turn(office, whole),)
    reasons = packed(said, listed, lambda some: msg("{post}: {facts}.", post=post, facts=some))
    return (
        *(Turn(office, words) for words in reasons),
        Turn(post, msg("What do you propose?")),
        Turn(office, msg("The conditions are met, we propose {level}.", level=level)),
    )


def order(  # noqa: PLR0913 - what an order says
    office: str, actor: str, *, plan: str, level: Words, what: Words, limit: Words
) -> tuple[Turn, ...]:
    """Return an order with what it rests on and until when, and its confirmation."""
    until: Words = msg(", and report {limit}", limit=limit) if limit else ""
    whole = msg("{actor}: by {plan}, {level}: {what}{until}.",
                actor=actor, plan=plan, level=level, what=what, until=until)  # fmt: skip
    answer = Turn(actor, msg("{what}: understood.", what=what))
    if fits(whole) or not limit:
        return Turn(office, whole), answer
    short = msg("{actor}: by {plan}, {level}: {what}{until}.",
                actor=actor, plan=plan, level=level, what=what, until="")  # fmt: skip
    question = Turn(actor, msg("Understood. By when?"))
    return Turn(office, short), question, Turn(office, by_when(limit)), answer


def request(  # noqa: PLR0913 - what a request says
    office: str, actor: str, *, plan: str, level: Words, what: Words, limit: Words
) -> tuple[Turn, ...]:
    """Return what those are asked whom nobody orders, and their answer."""
    until: Words = msg(", and report {limit}", limit=limit) if limit else ""
    whole = msg("{actor}: by {plan}, {level}, would you please begin: {what}{until}.",
                actor=actor, plan=plan, level=level, what=what, until=until)  # fmt: skip
    answer = Turn(actor, msg("{what}: we begin.", what=what))
    if fits(whole) or not limit:
        return Turn(office, whole), answer
    short = msg("{actor}: by {plan}, {level}, would you please begin: {what}{until}.",
                actor=actor, plan=plan, level=level, what=what, until="")  # fmt: skip
    question = Turn(actor, msg("Gladly. When do you need it?"))
    return Turn(office, short), question, Turn(office, by_when(limit)), answer


def by_when(limit: Words) -> Words:
    """Return until when something is done and reported, as a sentence of its own."""
    return msg("Report {limit}.", limit=limit)


def at_last(
    sides: tuple[str, str], what: Words, time: Words, names: tuple[str, ...], *, is_own: bool
) -> tuple[Turn, ...]:
    """Return what is said when something begins that had to wait, and the answer.

    Args:
        sides: Who begins, and the office that ordered it.
        what: What begins.
        time: When it was ordered.
        names: For whom and what it waited; for other measures if there is nothing.
        is_own: Whether the office itself does it: nobody answers then.
    """
    actor, office = sides
    whole = msg("{office}: “{what}”, ordered at {time}, begins now; before, other measures had "
                "to be finished.", office=office, what=what, time=time)  # fmt: skip
    why: tuple[Words, ...] = (msg("Other measures had to be finished before."),)
    if names:
        whole = msg("{office}: “{what}”, ordered at {time}, begins now; before, we waited for "
                    "{names}.", office=office, what=what, time=time, names=names)  # fmt: skip
        why = packed(names, lambda some: msg("We waited for {names}.", names=some))
    received = () if is_own else (Turn(office, msg("Received.")),)
    if fits(whole):
        return (Turn(actor, whole), *received)
    short = msg("{office}: “{what}”, ordered at {time}, begins now.",
                office=office, what=what, time=time)  # fmt: skip
    question = () if is_own else (Turn(office, msg("What held it up?")),)
    return (Turn(actor, short), *question, *(Turn(actor, one) for one in why), *received)


def took(seconds: int) -> Words:
    """Return a length of time in words."""
    hours, rest = divmod(seconds, _HOUR)
    minutes = rest // 60
    if hours and minutes:
        return msg("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if hours:
        return msg("{count} h", count=hours)
    return msg("{count} min", count=minutes) if minutes else msg("{count} s", count=seconds)


__all__ = [
    "MOST",
    "RECEIVED",
    "Efforts",
    "News",
    "Report",
    "Speech",
    "adding",
    "at_last",
    "by_when",
    "order",
    "proposal",
    "report",
    "request",
    "telling",
    "took",
]
