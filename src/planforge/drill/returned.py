"""A list of events that an organiser changed and gave back: what it changes in the drill's file.

Rows are known by their numbers, never by where they stand. What comes from the plans is not changed
here, what contradicts the drill is refused, and what was not changed is not looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from pydantic_core import PydanticCustomError

from planforge.corpus.names import Found
from planforge.corpus.plan_view import ACTORS
from planforge.findings import Addition, Place, Setting
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.drill_scales import Delivery, InjectType, ScenarioTime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planforge.corpus.drills import DrillView
    from planforge.findings import Edit
    from planforge.model.base import Term
    from planforge.model.drill import Inject

Cells: TypeAlias = "Mapping[str, str]"
"""English key of an inject → what stands in the cell."""

LISTS: Final = ("to", "attachments", "goals")
"""Fields that hold several names."""
FIELDS: Final = (
    *("type", "at", "title", "text", "source", *LISTS, "delivery", "place", "grace"),
    *("controller", "simulator", "leeway"),
)
"""Fields of an inject that organisers change in a table."""
_NEEDED: Final = ("type", "text")
_MARKS: Final = re.compile(r"[、，,；;\n]+")
_MINUTES: Final = re.compile(r"(\d+)\s*(?:分钟|min|minutes)?")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Altered:
    """A field that the table gives another value.

    Attributes:
        inject: Id of the inject.
        field: English key.
        before: What stands there now; empty for nothing.
        after: What shall stand there.
    """

    inject: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the table that cannot be taken over, with what to do about it.

    Attributes:
        inject: Number of the row.
        field: English key; empty for the whole row.
        why: What is wrong, and what to do.
    """

    inject: str
    field: str
    why: Message


@dataclass(frozen=True, slots=True)
class Merged:
    """What a table that was given back means for the drill.

    Attributes:
        altered: Changed fields, in order of the table.
        added: New injects, with what stands in their cells.
        missing: Injects of the drill that the table lacks; they stay.
        refused: What cannot be taken over; nothing is, as long as there is any.
        edits: How the file of the drill is changed.
    """

    altered: tuple[Altered, ...]
    added: tuple[tuple[str, Cells], ...]
    missing: tuple[str, ...]
    refused: tuple[Refused, ...]
    edits: tuple[Edit, ...]


def merge(view: DrillView, before: Mapping[str, Cells], after: Mapping[str, Cells]) -> Merged:
    """Return what the table *after* changes in the drill *view*.

    Args:
        view: The drill.
        before: The table as it would be made today, by number of the row.
        after: The table that was given back; a column that it lacks is not changed.
    """
    return _Merger(view, before, after).merged()


class _Merger:
    def __init__(
        self, view: DrillView, before: Mapping[str, Cells], after: Mapping[str, Cells]
    ) -> None:
        self.view = view
        self.before = before
        self.after = after
        self.places = {one.id: i for i, one in enumerate(view.drill.injects)}
        self.altered: list[Altered] = []
        self.added: list[tuple[str, Cells]] = []
        self.refused: list[Refused] = []
        self.edits: list[Edit] = []

    def merged(self) -> Merged:
        for id_, cells in self.after.items():
            if id_ in self.places:
                self._change(id_, cells)
            elif id_ in self.before:
                self._keep(id_, cells)
            else:
                self._add(id_, cells)
        missing = tuple(id_ for id_ in self.places if id_ not in self.after)
        return Merged(
            tuple(self.altered),
            tuple(self.added),
            missing,
            tuple(self.refused),
            () if self.refused else tuple(self.edits),
        )

    def _differences(self, id_: str, cells: Cells) -> list[tuple[str, str, str]]:
        known = self.before.get(id_, {})
        return [
            (field, known.get(field, ""), cells[field])
            for field in FIELDS
            if field in cells and not _same(field, known.get(field, ""), cells[field])
        ]

    def _keep(self, id_: str, cells: Cells) -> None:
        """Refuse what was changed in a row that follows from the plans."""
        why = msg("This row follows from the plans and the course; change those, or add a row.")
        self.refused += [Refused(id_, field, why) for field, *_ in self._differences(id_, cells)]

    def _change(self, id_: str, cells: Cells) -> None:
        place = Place(self.view.file, ("injects", self.places[id_]))
        for field, old, new in self._differences(id_, cells):
            value = self._read(id_, field, new, self.view.drill.injects[self.places[id_]])
            if value is None:
                continue
            self.altered.append(Altered(id_, field, old, new))
            self.edits.append(Setting(place, field, value))

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
        filled = {field: cells[field] for field in FIELDS if cells.get(field)}
        read = {field: self._read(id_, field, text, None) for field, text in filled.items()}
        if None in read.values():
            return
        self.added.append((id_, filled))
        place = Place(self.view.file, ("injects",))
        entry = (("id", id_), *((field, value) for field, value in read.items() if value))
        self.edits.append(Addition(place, entry))

    def _read(
        self, id_: str, field: str, text: str, inject: Inject | None
    ) -> str | tuple[str, ...] | None:
        """Return what is to be written for *text*; None if it was refused."""
        if not text and field in (*_NEEDED, "at", "delivery", "grace"):
            why = msg(
                "This cell may not be emptied here; change it in {file}.", file=self.view.file
            )
            self.refused.append(Refused(id_, field, why))
            return None
        value, why_not = _READERS.get(field, _text)(self.view, text, inject)
        if why_not is not None:
            self.refused.append(Refused(id_, field, why_not))
            return None
        return value


_Read: TypeAlias = "tuple[str | tuple[str, ...], Message | None]"


def _text(_view: DrillView, text: str, _inject: Inject | None) -> _Read:
    return text, None


def _term(kind: type[Term]) -> Callable[[DrillView, str, Inject | None], _Read]:
    def read(_view: DrillView, text: str, _inject: Inject | None) -> _Read:
        for one in kind:
            if text in {one.value, one.label("zh_CN"), one.label("en")}:
                return one.label("zh_CN"), None
        words = tuple(one.label("zh_CN") for one in kind)
        return "", msg("“{text}” is none of {words}.", text=text, words=words)

    return read


def _time(view: DrillView, text: str, inject: Inject | None) -> _Read:
    try:
        found = ScenarioTime.read(text)
    except PydanticCustomError:
        return "", msg("“{text}” is no time of the scenario; write it as T+02:30.", text=text)
    horizon = view.drill.horizon.seconds or 0
    if found.seconds > horizon:
        return "", msg("“{text}” lies behind the end of the scenario.", text=text)
    if inject is not None and (inject.after or inject.when):
        return "", msg("The drill gives this inject an occasion; it cannot have a time as well.")
    return found.text, None


def _minutes(_view: DrillView, text: str, _inject: Inject | None) -> _Read:
    found = _MINUTES.fullmatch(text)
    if found is None:
        return "", msg("“{text}” is no number of minutes.", text=text)
    return f"{found[1]}分钟", None


def _names(view: DrillView, text: str, _inject: Inject | None) -> _Read:
    names = _split(text)
    for name in names:
        if not (view.is_played(name) or isinstance(view.find(name, ACTORS), Found)):
            return "", msg("“{name}” is neither registered nor played by a simulator.", name=name)
        if not (view.is_played(name) or view.takes_part(name)):
            return "", msg("“{name}” does not take part in the drill.", name=name)
    return names, None


def _among(
    known: Callable[[DrillView], tuple[str, ...]],
) -> Callable[[DrillView, str, Inject | None], _Read]:
    def read(view: DrillView, text: str, _inject: Inject | None) -> _Read:
        names = known(view)
        if text and text not in names:
            return "", msg("“{text}” is none of {words}.", text=text, words=names)
        return text, None

    return read


def _goals(view: DrillView, text: str, _inject: Inject | None) -> _Read:
    names = tuple(goal.id for goal in view.drill.goals)
    found = _split(text)
    unknown = next((name for name in found if name not in names), None)
    if unknown is not None:
        return "", msg("“{text}” is none of {words}.", text=unknown, words=names)
    return found, None


def _list(_view: DrillView, text: str, _inject: Inject | None) -> _Read:
    return _split(text), None


_READERS: Final[Mapping[str, Callable[[DrillView, str, Inject | None], _Read]]] = {
    "type": _term(InjectType),
    "delivery": _term(Delivery),
    "at": _time,
    "grace": _minutes,
    "to": _names,
    "goals": _goals,
    "attachments": _list,
    "controller": _among(lambda view: tuple(one.id for one in view.drill.organisers.controllers)),
    "simulator": _among(lambda view: tuple(one.id for one in view.drill.organisers.simulators)),
}


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for one in _MARKS.split(text) if (part := one.strip()))


def _same(field: str, one: str, other: str) -> bool:
    if field in LISTS:
        return _split(one) == _split(other)
    return _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    """Return *text* so that what a spreadsheet does to blanks and breaks makes no difference."""
    return " ".join(text.split())


__all__ = ["FIELDS", "Altered", "Cells", "Merged", "Refused", "merge"]
