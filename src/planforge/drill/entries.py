"""What the ids of a world stand for, and what a rehearsal assumes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planforge.drill.chance import Span
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.drill_scales import Confidence


class EntryKind(StrEnum):
    """What an id of a world stands for."""

    INCIDENT = "incident"
    PLAN = "plan"
    LEVEL = "level"
    ACTION = "action"
    POST = "post"
    PERSON = "person"
    TEAM = "team"
    ORGANISATION = "organisation"
    POOL = "pool"
    ROAD = "road"
    CHANNEL = "channel"
    LINK = "link"
    REPORT = "report"
    HOP = "hop"
    INDICATOR = "indicator"
    WARNING = "warning"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an id of a world stands for, and where that is written.

    Attributes:
        id: As the world and the records of a trace write it.
        kind: What sort of thing it is.
        name: What people call it.
        plan: Id of the plan that it belongs to; empty for what belongs to none.
        clause: Where that plan says so, in the words of readers; empty if that is not known.
        file: Path of the file below the root of the corpus; empty if no file says it.
        pointer: Where in the file.
    """

    id: str
    kind: EntryKind
    name: str
    plan: str = ""
    clause: str = ""
    file: str = ""
    pointer: Pointer = ()


class Index:
    """What the ids of a world stand for; every one of them has an entry."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Keep *entries*; of those with one id, the first."""
        found: dict[str, Entry] = {}
        for entry in entries:
            found.setdefault(entry.id, entry)
        self._entries = {id_: found[id_] for id_ in sorted(found)}

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries by id."""
        return iter(self._entries.values())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._entries)

    def __contains__(self, id_: object) -> bool:
        """Whether there is an entry for *id_*."""
        return id_ in self._entries

    def get(self, id_: str) -> Entry | None:
        """Return what *id_* stands for, None for what no world names."""
        return self._entries.get(id_)

    def name(self, id_: str) -> str:
        """Return what people call *id_*; itself if nothing is known of it."""
        entry = self._entries.get(id_)
        return entry.name if entry else id_

    def of(self, kind: EntryKind, *, plan: str = "") -> tuple[Entry, ...]:
        """Return the entries of *kind*, of *plan* if one is given, by id."""
        return tuple(entry for entry in self if entry.kind is kind and plan in ("", entry.plan))

    def level(self, plan: str, rank: int) -> str:
        """Return the name of the level of *rank* in *plan*; empty for rank 0 and unknown ones."""
        entry = self._entries.get(level_id(plan, rank))
        return entry.name if entry else ""


def level_id(plan: str, rank: int) -> str:
    """Return the id under which an index keeps the level of *rank* in *plan*."""
    return f"{plan}#{rank}"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure that no file states and the rehearsal rests on; none is left unsaid.

    Attributes:
        about: Id of what it is assumed of.
        what: What sort of figure it is, in words, with the figure.
        span: The figure in seconds, if it is one.
        source: Where it comes from.
        confidence: How sure it is.
    """

    about: str
    what: Message
    source: Message
    confidence: Confidence
    span: Span | None = None


__all__ = ["Assumption", "Entry", "EntryKind", "Index", "level_id"]
