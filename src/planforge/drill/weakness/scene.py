"""What those who look for weaknesses look at, and the weakness that they find."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING

from planforge.drill.chance import Mode
from planforge.drill.delays import Delays
from planforge.drill.engine import run
from planforge.drill.entries import Entry, EntryKind, level_id
from planforge.drill.history import History, action_of
from planforge.drill.prepared import Prepared
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.drill.delays import DelaySplit
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.findings import Severity
    from planforge.i18n import Message


@dataclass(frozen=True, slots=True)
class Weakness:
    """Where a plan breaks in a rehearsal.

    Attributes:
        id: Which sort of weakness: E01 to E14.
        severity: How bad it is.
        entries: What it is about: first where it is to be mended, then the other sides.
        message: What is wrong, naming both sides.
        hint: What to do; None if nothing can be said in general.
        witness: Numbers of the records that prove it, in the trace that it was found in.
        delay: Where the time went, if it is about time.
        is_doubtful: Whether it is one only if no estimate is too long.
    """

    id: str
    severity: Severity
    entries: tuple[Entry, ...]
    message: Message
    hint: Message | None = None
    witness: tuple[int, ...] = ()
    delay: DelaySplit | None = None
    is_doubtful: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What is equal for the same weakness in other runs and other editions of the corpus."""
        return (self.id, *(entry.id for entry in self.entries[:2]))

    @property
    def about(self) -> tuple[str, ...]:
        """What is equal for the same weakness with other drawn times.

        What a limit was missed by is another thing in each run: it is the limit that counts.
        """
        return self.key[:2] if self.id == "E02" else self.key


class Scene:
    """One run of a rehearsal, looked up."""

    def __init__(
        self,
        rehearsal: Rehearsal,
        trace: Trace,
        ready: Prepared | None = None,
        *,
        tries_more: bool = True,
    ) -> None:
        """Look up *trace*, a run of *rehearsal*; *ready* is its world, made ready before.

        *tries_more* says whether other runs may be made to see what would mend a weakness.
        """
        self.rehearsal = rehearsal
        self.tries_more = tries_more
        self.index = rehearsal.index
        self.trace = trace
        self.ready = Prepared(rehearsal.world) if ready is None else ready
        self.history = History(self.ready, trace)

    @cached_property
    def delays(self) -> Delays:
        """Where the time of this run went."""
        return Delays(self.history)

    def with_more(self, pool: str, extra: int) -> Scene:
        """Return the same run as it would be with *extra* more of *pool*."""
        header = self.trace.header
        script = dataclasses.replace(
            self.rehearsal.script,
            mode=Mode(str(header["mode"])),
            seed=int(str(header["seed"])),
            extra=((pool, extra),),
        )
        return Scene(self.rehearsal, run(self.ready, script), self.ready, tries_more=False)

    def entry(self, id_: str) -> Entry:
        """Return what *id_* stands for: an id of the world, a task, or an item such as “pool:…”."""
        known = self.index.get(bare(id_))
        return known or Entry(bare(id_), EntryKind.ACTION, bare(id_))

    def level(self, plan: str, rank: int) -> Entry:
        """Return the level *rank* of *plan*; the plan itself for one that nobody wrote down."""
        return self.index.get(level_id(plan, rank)) or self.entry(plan)

    def name(self, id_: str) -> str:
        """Return what people call *id_*."""
        return self.entry(id_).name

    def names(self, ids: Iterable[str], most: int = 4) -> tuple[str, ...]:
        """Return what people call *ids*, each name once, at most so many."""
        found = tuple(dict.fromkeys(self.name(id_) for id_ in ids))
        return (*found[:most], "…") if len(found) > most else found

    def full(self, id_: str) -> str:
        """Return the name of a task or action with its plan: “预案：措施”."""
        entry = self.entry(id_)
        return f"{self.index.name(entry.plan)}：{entry.name}" if entry.plan else entry.name


def bare(id_: str) -> str:
    """Return the id that an index knows of a task, an item or a message."""
    if id_.startswith(("person:", "team:", "pool:", "post:", "channel:", "org:", "fact:")):
        return id_.partition(":")[2]
    if id_.startswith(("report:", "hop:", "link:", "notice:")):
        name = id_.split(":")[1]
        return action_of(name) if "#" in name else name.partition("@")[0]
    return action_of(id_) if "#" in id_ else id_


__all__ = ["Scene", "Weakness", "bare"]
