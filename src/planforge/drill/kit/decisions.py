"""Rows of the script for what is decided: levels, and the end of a response.

Whoever the plan names proposes it, decides it and announces it; where it names nobody who announces
it, those who decide do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.drill.kit import speech
from planforge.drill.kit.breaths import packed, sentences
from planforge.drill.kit.clauses import level_basis
from planforge.drill.kit.expected import title_of
from planforge.drill.kit.values import ScriptRow, Turn
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.values import Words
    from planforge.drill.trace import Record

_STAGES: Final[Mapping[str, Message]] = {
    "level_activated": msg("Start of the response"),
    "level_raised": msg("Raising the level"),
    "level_lowered": msg("Lowering the level"),
}


class Decisions:
    """Writes a row for each decision."""

    def __init__(self, rehearsed: Rehearsed, said: speech.Speech) -> None:
        """Write rows of the run *rehearsed*, in which *said* knows what was told to whom."""
        self._run = rehearsed
        self._speech = said

    def level(self, record: Record) -> ScriptRow:
        """Return the row in which a level is decided and announced."""
        name = str(record.data["name"])
        post, office = self._run.name(record.role), self._run.office(record.plan)
        level = msg("{plan} {level}", plan=self._run.name(record.plan), level=name)
        turns: tuple[Turn, ...] = ()
        if record.data.get("basis") == "own":
            asked = self._left(record) if record.type == "level_lowered" else name
            proposers = [one for one in self._run.proposers(record.plan, asked) if one != post]
            what, why = _wanted(record, level), self._why(record)
            turns = speech.proposal(proposers[0], post, what, why) if proposers else ()
        caption = _caption(record, level)
        announcer = next(iter(self._run.announcers(record.plan, name)), "")
        view = self._run.view.plan(record.plan)
        return ScriptRow(
            id=f"level/{record.plan}/{record.t}",
            at=record.t,
            stage=_STAGES[record.type],
            action=caption,
            actor=post,
            to=(office,) if office != post else (),
            dialogue=_announced(turns, post, announcer, _order(record, level), caption),
            narration=msg("{who} decides: {what}.", who=post, what=caption),
            caption=caption,
            basis=level_basis(view, name) if view else None,
            records=(record.i,),
        )

    def _why(self, record: Record) -> tuple[Words, ...]:
        """Return on what facts the level of *record* is proposed: those that its rows ask for.

        A lower level, and one that no row of figures makes, rests on what has changed.
        """
        own = self._run.office_id(record.plan)
        news = self._speech.news(record, own, f"level of {record.plan}")
        if record.type == "level_lowered":
            return news.words
        return self._speech.said(self._run.grounds(record)).words or news.words

    def _left(self, record: Record) -> str:
        """Return the name of the level that *record* leaves."""
        rank = record.data.get("from")
        return self._run.rehearsal.index.level(record.plan, rank if isinstance(rank, int) else 0)

    def ended(self, record: Record) -> ScriptRow:
        """Return the row in which the end of a response is decided and announced."""
        plan, office = self._run.name(record.plan), self._run.office(record.plan)
        post = self._run.name(record.role) or office
        caption = msg("{plan}: response ended", plan=plan)
        said = msg(
            "I order the response of {plan} ended. Go on with the work afterwards.", plan=plan
        )
        turns: tuple[Turn, ...] = (Turn(post, said),)
        if record.role:
            ends = self._run.ends(record)
            what = msg("the end of the response of {plan}", plan=plan)
            who = ends.proposers
            turns = speech.proposal(who[0], post, what, ends.grounds) if who else ()
            turns = _announced(turns, post, next(iter(ends.announcers), ""), said, caption)
        return ScriptRow(
            id=f"end/{record.plan}/{record.t}",
            at=record.t,
            stage=msg("End of the response"),
            action=caption,
            actor=post,
            to=(office,) if office != post else (),
            dialogue=turns,
            narration=msg("{who} decides: {what}.", who=post, what=caption),
            caption=caption,
            basis=self._run.termination_basis(record.plan),
            records=(record.i,),
        )

    def recalled(self, record: Record) -> ScriptRow | None:
        """Return the row in which all that is under way is called off; None but for the first."""
        calls = [x for x in self._run.trace.of("task_recalled") if _is_with(x, record)]
        if not calls or calls[0].i != record.i:
            return None
        office = self._run.office(record.plan)
        done = [(x, at) for x in calls if (at := self._run.action_at(x)) is not None]
        titles = tuple(dict.fromkeys(title_of(at) for _, at in done))
        units = tuple(dict.fromkeys(self._run.actor(x, at) for x, at in done))
        over = msg("It is certain that this was a false alarm.")
        back = msg("Bring people and equipment back and report.")
        stops = packed(titles, _stop, lambda some: sentences((over, _stop(some))))
        said = packed((*stops, back), sentences)
        title = msg("{plan}: work is called off", plan=self._run.name(record.plan))
        answers = (Turn(unit, msg("Understood, we go back at once.")) for unit in units)
        return ScriptRow(
            id=f"recall/{record.plan}/{record.t}",
            at=record.t,
            stage=msg("Command and coordination"),
            action=msg("{title}: {content}", title=title, content=titles),
            actor=office,
            to=units,
            dialogue=(*(Turn(office, one) for one in said), *answers),
            narration=msg("{title}.", title=title),
            caption=title,
            basis=self._run.termination_basis(record.plan),
            records=tuple(x.i for x in calls),
        )


def _stop(what: tuple[Words, ...]) -> Words:
    return msg("Stop: {what}.", what=what)


def _is_with(one: Record, other: Record) -> bool:
    return (one.plan, one.t) == (other.plan, other.t)


def _announced(
    turns: tuple[Turn, ...], post: str, announcer: str, said: Words, what: Words
) -> tuple[Turn, ...]:
    """Return the proposal *turns*, and how *post* decides *what* and it is *said* to all."""
    if not announcer or announcer == post:
        return (*turns, Turn(post, said))
    decided = msg("I agree. {who}, please announce it.", who=announcer)
    if not turns:
        decided = msg("I decide: {what}. {who}, please announce it.", what=what, who=announcer)
    return (*turns, Turn(post, decided), Turn(announcer, said))


def _caption(record: Record, level: Words) -> Message:
    """Return what is decided in *record*, in a few words."""
    return {
        "level_activated": msg("{level} started", level=level),
        "level_raised": msg("raised to {level}", level=level),
        "level_lowered": msg("lowered to {level}", level=level),
    }[record.type]


def _order(record: Record, level: Words) -> Message:
    """Return the words in which the decision of *record* is announced."""
    return {
        "level_activated": msg(
            "I order the start of {level}. All units act as it says.", level=level
        ),
        "level_raised": msg("I order the response raised to {level}.", level=level),
        "level_lowered": msg("I order the response lowered to {level}.", level=level),
    }[record.type]


def _wanted(record: Record, level: Words) -> Message:
    """Return what is proposed before the decision of *record*."""
    if record.type == "level_lowered":
        return msg("lowering the response to {level}", level=level)
    if record.type == "level_raised":
        return msg("raising the response to {level}", level=level)
    return msg("the start of {level}", level=level)


__all__ = ["Decisions"]
