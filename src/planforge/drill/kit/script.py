"""The script (脚本): row by row what is shown, done and said, from the records of the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.breaths import breaths
from planforge.drill.kit.clock import offset
from planforge.drill.kit.deeds import Deeds
from planforge.drill.kit.marking import as_call
from planforge.drill.kit.orders import gathered
from planforge.drill.kit.scenery import Scenery
from planforge.drill.kit.speech import report
from planforge.drill.kit.values import ScriptRow, Turn, text_of
from planforge.i18n import DEFAULT_LANGUAGE, msg
from planforge.model.drill_scales import InjectType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.drill.kit.clock import Timeline
    from planforge.drill.kit.rehearsed import Rehearsed
    from planforge.drill.kit.values import EvaluationSheet, Inject, Words

CAPTION: Final = 20
"""Characters of a caption."""
_NEEDED: Final = frozenset({InjectType.CONTINGENCY, InjectType.EXPECTED, InjectType.REAL_EVENT})
"""What is brought in only if it is needed."""
_SCENES: Final = frozenset({InjectType.INITIAL, InjectType.CONTEXTUAL})
_RECEIVED: Final = msg("Received, handling it at once.")
_ANSWERS: Final = {
    InjectType.PUBLIC_MEDIA: msg("We are checking this; we publish what is confirmed."),
}
"""What those say first who get an inject."""


class ScriptWriter:
    """Writes the script of one drill."""

    def __init__(
        self,
        rehearsed: Rehearsed,
        timeline: Timeline,
        injects: Iterable[Inject],
        sheets: Iterable[EvaluationSheet],
    ) -> None:
        """Write the script of the run *rehearsed*, with its *injects* and who watches."""
        self._run = rehearsed
        self._timeline = timeline
        self._injects = tuple(injects)
        self._scenery = Scenery(rehearsed)
        self._deeds = Deeds(rehearsed, timeline, sheets)

    def gathered(self, rows: tuple[ScriptRow, ...]) -> tuple[ScriptRow, ...]:
        """Return *rows* with the orders of an office at one moment as one call."""
        view = self._run.view
        made = gathered(rows, self._deeds.orders, view)
        return tuple(
            replace(row, dialogue=as_call(view.drill.phrase, row.dialogue)) for row in made
        )

    def rows(self) -> tuple[ScriptRow, ...]:
        """Return the rows that are played, in order of time; what is skipped is told at jumps."""
        found = [row for one in self._injects if (row := self._inject(one)) is not None]
        alike: dict[tuple[int, str, str], int] = {}
        for record in self._run.trace.records:
            row = self._deeds.row(record)
            if row is None:
                continue
            key = (row.at, row.actor, repr(self._news_of(row)))
            if row.id.startswith("report/") and key in alike:
                found[alike[key]] = self._together(found[alike[key]], row)
                continue
            alike[key] = len(found)
            found.append(row)
        found = self._first_told(found)
        found.sort(key=_order)
        played = [row for row in found if self._timeline.drill_second(row.at) is not None]
        phrase = self._run.view.drill.phrase
        told = (self._with_gap(row, found) for row in played)
        return tuple(replace(row, dialogue=as_call(phrase, row.dialogue)) for row in told)

    def _first_told(self, rows: list[ScriptRow]) -> list[ScriptRow]:
        """Return *rows* without reports of the very news that others give the same desks then.

        Where everybody knows everything at once, each observer would say the same: whoever is
        doing something about it does.
        """
        best: dict[tuple[int, str, str], ScriptRow] = {}
        for row in rows:
            if row.id.startswith("report/"):
                key = (row.at, repr(row.to), repr(self._news_of(row)))
                if key not in best or len(_said(row)) > len(_said(best[key])):
                    best[key] = row
        kept = {row.id for row in best.values()}
        return [row for row in rows if row.id in kept or not row.id.startswith("report/")]

    def _news_of(self, row: ScriptRow) -> object:
        """Return what a report tells, whoever is told; None for other rows."""
        said = self._deeds.reports.get(row.id)
        return said.words if said else None

    def _together(self, row: ScriptRow, other: ScriptRow) -> ScriptRow:
        """Return two reports of the same news at the same second as one, to all who are told."""
        to = (*row.to, *(one for one in other.to if one not in row.to))
        names = tuple(text_of(one, DEFAULT_LANGUAGE) for one in to)
        title = msg("{sender} reports to {receiver}", sender=row.actor, receiver=to)
        dues = [due for due in (row.due, other.due) if due is not None]
        return replace(
            row,
            to=to,
            action=title,
            caption=msg("{sender} reports to {count} bodies", sender=row.actor, count=len(to)),
            narration=msg("{title}.", title=title),
            dialogue=report(row.actor, names, self._deeds.reports[row.id]),
            due=min(dues, default=None),
            slack=min(dues) - row.at if dues else None,
            records=(*row.records, *other.records),
        )

    def _with_gap(self, row: ScriptRow, found: list[ScriptRow]) -> ScriptRow:
        """Return *row*, if it is a jump, with what happens in the time that is skipped."""
        if not row.id.startswith("inject/jump-"):
            return row
        begin = next(begin for begin, end in self._timeline.jumps if end == row.at)
        skipped = [one for one in found if begin < one.at < row.at]
        changes = [one.caption for one in skipped if one.id.startswith("level/")]
        count = sum(one.id.startswith("start/") for one in skipped)
        said: Words = msg(
            "In the meantime: {changes}; {count} actions began.",
            changes=tuple(changes),
            count=count,
        )
        if not changes:
            said = msg("In the meantime {count} actions began.", count=count)
        return replace(row, scene=said, narration=said) if changes or count else row

    def _inject(self, one: Inject) -> ScriptRow | None:
        if one.type in _NEEDED or one.at is None:
            return None
        if one.is_generated and one.type is InjectType.CLARIFICATION:
            return None
        is_scene = one.is_generated and one.type in _SCENES
        is_shown = one.is_generated and one.type is InjectType.COMPLICATION
        turns: tuple[Turn, ...] = ()
        if not is_scene and not is_shown:
            turns = self._read_out(one)
            if one.to and one.type is not InjectType.ADMINISTRATIVE:
                turns = (*turns, Turn(one.to[0], _ANSWERS.get(one.type, _RECEIVED)))
        told = self._told(one) if is_scene else ""
        cue: Words = msg(
            "{who} gives {id} by {how}", who=one.controller, id=one.id, how=one.delivery.zh
        )
        if not one.controller:
            cue = msg("give {id} by {how}", id=one.id, how=one.delivery.zh)
        return ScriptRow(
            id=f"inject/{one.id}",
            at=one.at,
            stage=msg("Scenario") if is_scene else one.type.zh,
            scene=one.title,
            to=one.to,
            actor="",
            dialogue=turns,
            narration=told,
            caption=one.title,
            place=one.place or self._place(one),
            items=tuple(dict.fromkeys(x.id for x in one.expected)),
            cue=cue,
        )

    def _read_out(self, one: Inject) -> tuple[Turn, ...]:
        """Return the words of an inject in turns; those of a file can be cut anywhere."""
        words = one.plain
        parts = breaths(words, DEFAULT_LANGUAGE) if isinstance(words, str) else (words,)
        turns = tuple(Turn(one.sender, part) for part in parts)
        return as_call(self._run.view.drill.phrase, turns)

    def _place(self, one: Inject) -> str:
        """Return where an inject is given, if its row does not say: with whoever gets it first.

        Where nobody knows where they are, it is where the controller stands who gives it.
        """
        if one.type is InjectType.ADMINISTRATIVE:
            return self._run.view.drill.place
        if one.is_generated and one.type in _SCENES and not self._run.is_table:
            return self._scenery.districts
        names = tuple(to for to in one.to if isinstance(to, str))
        controllers = self._run.view.drill.organisers.controllers
        stands = (staff.position for staff in controllers if staff.id == one.controller)
        return self._scenery.place(names, "", one.at or 0) or next(stands, "")

    def _told(self, one: Inject) -> Words:
        """Return what guests are told of a scene: the clock of the scenario and what happens."""
        hour = self._timeline.hour(one.at or 0)
        return msg("{time} of the scenario. {text}", time=hour, text=one.plain)


def _said(row: ScriptRow) -> str:
    """Return all that is said in *row*, to tell who has more to say."""
    return "".join(text_of(turn.words, DEFAULT_LANGUAGE) for turn in row.dialogue)


def _order(row: ScriptRow) -> tuple[int, bool, bool, bool, tuple[int, ...]]:
    """Return the key of *row*: what is brought in comes before what is done on it.

    An order for what begins later follows what is decided at that moment: it may rest on it.
    """
    is_end, is_order = row.id == "inject/endex", row.id.startswith("order/")
    return row.at, is_end, bool(row.records), is_order, row.records


def stage_label(row: ScriptRow, timeline: Timeline) -> str:
    """Return clock and offset of *row* in one line, for lists."""
    return f"{timeline.clock(row.at)} {offset(row.at)}"


__all__ = ["CAPTION", "ScriptWriter", "stage_label"]
