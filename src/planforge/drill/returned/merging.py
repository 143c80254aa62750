"""Tables that an organiser changed and gave back: what they change in the drill's file.

Rows are known by their numbers, never by where they stand. What follows from the plans is not
changed here: it is said where to change it. What contradicts the drill is refused, what was not
changed is not looked at, and nothing that was changed is passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planforge.drill.kit.marking import unmarked
from planforge.drill.returned.causes import too_early
from planforge.drill.returned.expected import Answers
from planforge.drill.returned.reading import READERS, offset_of, same, text_of
from planforge.drill.returned.values import (
    DERIVED,
    FIELDS,
    Altered,
    Cells,
    Merged,
    Refused,
    Returned,
)
from planforge.findings import Addition, Entries, Place, Setting
from planforge.i18n import Message, msg
from planforge.model.drill_scales import ScenarioTime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.findings import Edit, EntryValue
    from planforge.model.drill import Inject

_NEEDED: Final = ("type", "text")
_FILLED: Final = (*_NEEDED, "at", "title", "source", "to", "delivery", "grace", "helps")
"""Columns of which a cell that says something may not be emptied: an inject needs them."""
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def merge(view: DrillView, before: Returned, after: Returned) -> Merged:
    """Return what the tables *after* change in the drill *view*.

    Args:
        view: The drill.
        before: The tables as they would be made today.
        after: The tables that were given back; a column or a table that they lack is not changed.
    """
    return _Merger(view, before, after).merged()


class _Merger:
    def __init__(self, view: DrillView, before: Returned, after: Returned) -> None:
        self.view = view
        self.before = _plain(view, before)
        self.after = after = _plain(view, after)
        self.places = {one.id: i for i, one in enumerate(view.drill.injects)}
        self.new = {
            id_ for id_ in after.events if id_ not in self.places and id_ not in before.events
        }
        self.answers = Answers(view, before.expected, after.expected, self.new)
        self.altered: list[Altered] = []
        self.added: list[tuple[str, Cells]] = []
        self.refused: list[Refused] = []
        self.edits: list[Edit] = []

    def merged(self) -> Merged:
        answers = self.answers.merged()
        for id_, cells in self.after.events.items():
            if id_ in self.places:
                self._change(id_, cells)
            elif id_ in self.before.events:
                self._keep(id_, cells)
            else:
                self._add(id_, cells)
        self.refused += [*answers.refused, *self._script(), *self._times()]
        missing = tuple(id_ for id_ in self.places if id_ not in self.after.events)
        return Merged(
            (*self.altered, *answers.altered),
            (*self.added, *answers.added),
            (*missing, *answers.missing),
            tuple(self.refused),
            () if self.refused else (*self.edits, *answers.edits),
            self._recorded(),
        )

    def _recorded(self) -> tuple[Message, ...]:
        """Return the headings of columns in which somebody recorded what happened."""
        found = (heading for names in self.after.recorded.values() for heading in names)
        return tuple(dict.fromkeys(found))

    def _differences(
        self, id_: str, cells: Cells, fields: tuple[str, ...] = FIELDS
    ) -> list[tuple[str, str, str]]:
        known = self.before.events.get(id_, {})
        return [
            (field, known.get(field, ""), cells[field])
            for field in fields
            if field in cells and not same(field, known.get(field, ""), cells[field])
        ]

    def _keep(self, id_: str, cells: Cells) -> None:
        """Refuse what was changed in a row that follows from the plans."""
        why = msg("This row follows from the plans and the course; change those, or add a row.")
        found = self._differences(id_, cells, (*FIELDS, *DERIVED))
        self.refused += [Refused(id_, field, why) for field, *_ in found]

    def _change(self, id_: str, cells: Cells) -> None:
        place = Place(self.view.file, ("injects", self.places[id_]))
        inject = self.view.drill.injects[self.places[id_]]
        for field, old, new in self._differences(id_, cells):
            value = self._read(id_, field, new, inject)
            if value is None:
                continue
            why = None
            if field == "at" and isinstance(value, str):
                why = too_early(self.view, inject, ScenarioTime.read(value))
            if why is not None:
                self.refused.append(Refused(id_, field, why))
                continue
            shown = offset_of(new) if field == "at" else new
            self.altered.append(Altered(id_, field, old, shown))
            self.edits.append(Setting(place, field, value))
        self._derived(id_, cells)

    def _derived(self, id_: str, cells: Cells) -> None:
        """Refuse what was changed in a column that follows from others."""
        changed = {field for field, *_ in self._differences(id_, cells)}
        for field, *_ in self._differences(id_, cells, DERIVED):
            if field == "clock" and "at" in changed:
                continue  # whoever moves an inject moves both of its times
            self.refused.append(Refused(id_, field, self._why(field)))

    def _why(self, field: str) -> Message:
        file = self.view.file
        return {
            "clock": msg(
                "The time of the drill follows from the time of the scenario and "
                "「时间表」; change the time of the scenario, or 「时间表」 in {file}.",
                file=file,
            ),
            "occasion": msg(
                "On what occasion it comes is changed in {file}, under 「前置」 or 「条件」.",
                file=file,
            ),
            "answers": msg(
                "Expected actions are changed in the table “Expected actions”: a row for each."
            ),
            "helped_by": msg("Which rows help follows from their 「补充于」; change it there."),
            "origin": msg("Where a row comes from cannot be changed."),
        }[field]

    def _add(self, id_: str, cells: Cells) -> None:
        if not _ID.fullmatch(id_):
            why = msg("The number of a new row is small letters, digits and hyphens, such as k9.")
            self.refused.append(Refused(id_, "", why))
            return
        lacks = [field for field in _NEEDED if not cells.get(field)]
        if lacks:
            why = msg("A new row needs its type and its text.")
            self.refused.append(Refused(id_, lacks[0], why))
            return
        refused = [
            Refused(id_, field, self._why(field))
            for field in ("occasion", "answers", "helped_by")
            if cells.get(field)
        ]
        self.refused += refused
        filled = {field: cells[field] for field in FIELDS if cells.get(field)}
        read = {field: self._read(id_, field, text, None) for field, text in filled.items()}
        if refused or None in read.values():
            return
        self.added.append((id_, filled))
        place = Place(self.view.file, ("injects",))
        entry: list[tuple[str, EntryValue]] = [("id", id_)]
        entry += [(field, value) for field, value in read.items() if value]
        if own := self.answers.of_new.get(id_):
            entry.append(("expected", Entries(tuple(own))))
        self.edits.append(Addition(place, tuple(entry)))

    def _read(
        self, id_: str, field: str, text: str, inject: Inject | None
    ) -> str | tuple[str, ...] | None:
        """Return what is to be written for *text*; None if it was refused."""
        if not text and field in _FILLED:
            why = msg(
                "This cell may not be emptied here; change it in {file}.", file=self.view.file
            )
            self.refused.append(Refused(id_, field, why))
            return None
        value, why_not = READERS.get(field, text_of)(self.view, text, inject)
        if why_not is not None:
            self.refused.append(Refused(id_, field, why_not))
            return None
        return value

    def _script(self) -> Iterator[Refused]:
        """Yield what was changed in the script: it is made anew from the plans each time."""
        for id_, field in _touched(self.before.script, self.after.script):
            inject = id_.removeprefix("inject/")
            basis = self.before.script.get(id_, {}).get("basis", "")
            if id_ not in self.before.script:
                why = msg(
                    "A row is added to the script by an inject: add it to the list of events."
                )
            elif inject in self.places:
                why = msg(
                    "This row shows the inject “{inject}”; change it in the list of events.",
                    inject=inject,
                )
            elif basis:
                why = msg(
                    "The script follows from {basis} and the rehearsal; change the "
                    "plan, or the words in the Word file when the plan is settled.",
                    basis=basis,
                )
            else:
                why = msg(
                    "The script follows from the scenario; change {file}, or the words "
                    "in the Word file when the scenario is settled.",
                    file=self.view.file,
                )
            yield Refused(id_, field, why)

    def _times(self) -> Iterator[Refused]:
        why = msg("How the times lie is changed under 「时间表」 in {file}.", file=self.view.file)
        for id_, field in _touched(self.before.times, self.after.times):
            yield Refused(id_, field, why)


def _plain(view: DrillView, given: Returned) -> Returned:
    """Return *given* with messages as the file has them, without the words that mark the drill."""
    events = {
        id_: {field: unmarked(view.drill.phrase, text) if field == "text" else text
              for field, text in cells.items()}
        for id_, cells in given.events.items()
    }  # fmt: skip
    return replace(given, events=events)


def _touched(before: Mapping[str, Cells], after: Mapping[str, Cells]) -> Iterator[tuple[str, str]]:
    """Yield row and column of each cell in which *after* says something else; "" for new rows."""
    for id_, cells in after.items():
        if id_ not in before:
            yield id_, ""
            continue
        for field, text in cells.items():
            if not same(field, before[id_].get(field, ""), text):
                yield id_, field


__all__ = ["merge"]
