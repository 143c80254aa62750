"""What is said in a drill: reports, orders and confirmations, from what the speaker knows.

A speaker can only say what is in the record of that moment (`know`): nobody reports what has not
reached the own desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.facts import fact_words, is_number
from planforge.drill.kit.values import Turn
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.registry import Registry
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Json, Record

_NOUGHT: Final = frozenset({"0", "False"})
MOST: Final = 4
"""So many facts are said in one turn; the rest stands in the written report."""
_HOUR: Final = 3_600


class Speech:
    """Sentences for one drill; remembers what was told to whom."""

    def __init__(self, registry: Registry) -> None:
        """Speak of facts as *registry* names them."""
        self._registry = registry
        self._told: dict[tuple[str, str], dict[str, Json]] = {}

    def news(self, record: Record, sender: str, receiver: str) -> tuple[Words, ...]:
        """Return what *sender* knows in *record* and has not told *receiver* before.

        What is nought is not worth saying before it was more. Words and truths come first: they
        are warnings and what has happened, figures say how much.
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
        fresh.sort(key=lambda fact: (is_number(fact[1]), fact[0]))
        return tuple(fact_words(self._registry, name, value) for name, value in fresh)


def report(sender: str, receiver: str, clock: str, news: Iterable[Words]) -> tuple[Turn, ...]:
    """Return a report and that it was received."""
    what = msg(
        "Reporting to {receiver}. At {clock}: {facts}. Please instruct.",
        receiver=receiver,
        clock=clock,
        facts=tuple(news)[:MOST],
    )
    return Turn(sender, what), Turn(receiver, msg("Received. Go on reporting."))


def proposal(office: str, post: str, level: Words, facts: Iterable[Words]) -> Turn:
    """Return what an office proposes, and why."""
    said = tuple(facts)[:MOST]
    if not said:
        return Turn(office, msg("{post}: we propose {level}.", post=post, level=level))
    return Turn(
        office,
        msg("{post}: {facts}; we propose {level}.", post=post, facts=said, level=level),
    )


def order(  # noqa: PLR0913 - what an order says
    office: str, actor: str, *, plan: str, level: str, what: str, limit: Words
) -> tuple[Turn, ...]:
    """Return an order with what it rests on and until when, and its confirmation."""
    until: Words = msg(", and report {limit}", limit=limit) if limit else ""
    return (
        Turn(
            office,
            msg(
                "{actor}: by {plan}, {level}: {what}{until}.",
                actor=actor,
                plan=plan,
                level=level,
                what=what,
                until=until,
            ),
        ),
        Turn(actor, msg("{what}: understood.", what=what)),
    )  # fmt: skip


def request(  # noqa: PLR0913 - what a request says
    office: str, actor: str, *, plan: str, level: str, what: str, limit: Words
) -> tuple[Turn, ...]:
    """Return what those are asked whom nobody orders, and their answer."""
    until: Words = msg(", and report {limit}", limit=limit) if limit else ""
    return (
        Turn(
            office,
            msg(
                "{actor}: {plan} runs at {level}; would you please begin: {what}{until}.",
                actor=actor,
                plan=plan,
                level=level,
                what=what,
                until=until,
            ),
        ),
        Turn(actor, msg("{what}: we begin.", what=what)),
    )


def took(seconds: int) -> Words:
    """Return a length of time in words."""
    hours, rest = divmod(seconds, _HOUR)
    minutes = rest // 60
    if hours and minutes:
        return msg("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if hours:
        return msg("{count} h", count=hours)
    return msg("{count} min", count=minutes) if minutes else msg("{count} s", count=seconds)


__all__ = ["MOST", "Speech", "order", "proposal", "report", "request", "took"]
