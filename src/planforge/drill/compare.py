"""Two editions of the plans on the same drill and the same draws: what came earlier or later.

Draws have names, so an action added to one plan changes no time of another; what differs between
the editions comes from the change alone (E13).
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planforge.drill.chance import Mode
from planforge.drill.engine import run
from planforge.drill.ensemble import FRAGILE, Range, range_of
from planforge.drill.entries import Entry, EntryKind, level_id
from planforge.drill.history import LEVELS
from planforge.drill.prepared import Prepared
from planforge.drill.weakness import Scene, Weakness, seen_in
from planforge.drill.weakness.catalogue import BY_ID
from planforge.drill.weakness.words import span
from planforge.frozen import dataclass
from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planforge.drill.rehearsal import Rehearsal
    from planforge.i18n import Message


class Moved(StrEnum):
    """What became of something between two editions."""

    EARLIER = "earlier"
    LATER = "later"
    APPEARED = "appeared"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A level reached, an action done, a report arrived or a response ended, in two editions.

    Attributes:
        entry: What it is; a plan stands for the end of its response.
        before: In how many runs of the older edition it came about.
        after: In how many of the newer one.
        at_before: When, since T0.
        at_after: When, since T0.
        shift: How much later in the newer edition, in the runs of both; earlier if negative.
    """

    entry: Entry
    before: int
    after: int
    at_before: Range | None
    at_after: Range | None
    shift: Range | None

    @property
    def moved(self) -> Moved | None:
        """What became of it; None for what stayed where it was."""
        if not self.before or not self.after:
            return Moved.APPEARED if self.after else Moved.VANISHED
        if self.shift is None or not self.shift.middle:
            return None
        return Moved.LATER if self.shift.middle > 0 else Moved.EARLIER


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A weakness that the runs of one edition show more often than those of the other.

    Attributes:
        weakness: As the first run of the newer edition shows it; of the older one if none does.
        before: How many runs of the older edition show it.
        after: How many of the newer one.
        runs: How many runs of each there are.
    """

    weakness: Weakness
    before: int
    after: int
    runs: int

    @property
    def is_fresh(self) -> bool:
        """Whether only the newer edition has it, but for runs that bad luck explains."""
        return self.after > 0 and (self.before == 0 or self._crosses(self.before, self.after))

    @property
    def is_mended(self) -> bool:
        """Whether only the older edition has it, but for such runs."""
        return self.before > 0 and (self.after == 0 or self._crosses(self.after, self.before))

    @property
    def is_worse(self) -> bool:
        """Whether it is new, or in notably more runs than before."""
        return self.is_fresh or self.after - self.before > self.runs * FRAGILE

    def _crosses(self, few: int, many: int) -> bool:
        return few <= self.runs * FRAGILE < many


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two editions make of one drill.

    Attributes:
        runs: How many runs of each.
        milestones: What moved, by kind and id.
        weaknesses: What more or fewer runs show, by id and what it is about.
    """

    runs: int
    milestones: tuple[Milestone, ...]
    weaknesses: tuple[Recurrence, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing moved and no weakness came, went, or shows more or less often."""
        return not (self.milestones or self.weaknesses)

    @property
    def fresh(self) -> tuple[Recurrence, ...]:
        """Weaknesses that only the newer edition has."""
        return tuple(one for one in self.weaknesses if one.is_fresh)

    @property
    def mended(self) -> tuple[Recurrence, ...]:
        """Weaknesses that only the older one has."""
        return tuple(one for one in self.weaknesses if one.is_mended)

    @property
    def shifted(self) -> tuple[Recurrence, ...]:
        """Weaknesses of both that show more often in one of them."""
        return tuple(one for one in self.weaknesses if not one.is_fresh and not one.is_mended)


_ORDER: Final = (EntryKind.LEVEL, EntryKind.ACTION, EntryKind.REPORT, EntryKind.PLAN)


def compare(old: Rehearsal, new: Rehearsal, *, runs: int = 1) -> Comparison:
    """Return what changed between *old* and *new*, the same drill in two editions of the plans.

    Args:
        old: The drill with the older plans.
        new: The same drill with the newer ones.
        runs: How many runs of each; one is run with the usual times, more with times drawn at
            random, the same in both editions.
    """
    first = new.script.seed
    seeds = tuple(range(first, first + runs))
    mode = Mode.SAMPLE if runs > 1 else Mode.PLAN
    before, weak_before = _runs(old, seeds, mode)
    after, weak_after = _runs(new, seeds, mode)
    shown = [
        Recurrence(
            (weak_after.get(key) or weak_before[key])[0],
            len(weak_before.get(key, ())),
            len(weak_after.get(key, ())),
            runs,
        )
        for key in sorted({*weak_before, *weak_after})
    ]
    found = []
    for id_ in sorted({key for times in (*before, *after) for key in times}):
        entry = new.index.get(id_) or old.index.get(id_)
        pairs = [(one.get(id_), other.get(id_)) for one, other in zip(before, after, strict=True)]
        if entry is not None:
            found.append(_milestone(entry, pairs))
    moved = [one for one in found if one.moved]
    moved.sort(key=lambda one: (_ORDER.index(one.entry.kind), one.entry.id))
    return Comparison(
        runs,
        tuple(moved),
        tuple(one for one in shown if one.before != one.after),
    )


def _milestone(entry: Entry, pairs: Sequence[tuple[int | None, int | None]]) -> Milestone:
    before = [one for one, _ in pairs if one is not None]
    after = [other for _, other in pairs if other is not None]
    shift = [other - one for one, other in pairs if one is not None and other is not None]
    return Milestone(
        entry, len(before), len(after), range_of(before), range_of(after), range_of(shift)
    )


def _runs(
    made: Rehearsal, seeds: Sequence[int], mode: Mode
) -> tuple[list[dict[str, int]], Mapping[tuple[str, ...], list[Weakness]]]:
    """Return when what happened in each run, and each weakness as each run that has it shows it."""
    ready = Prepared(made.world)
    times: list[dict[str, int]] = []
    weaknesses: dict[tuple[str, ...], list[Weakness]] = {}
    for seed in seeds:
        script = dataclasses.replace(made.script, mode=mode, seed=seed)
        scene = Scene(made, run(ready, script), ready, tries_more=False)
        times.append(dict(reversed(list(_times(scene)))))
        for about, weakness in {one.about: one for one in reversed(seen_in(scene))}.items():
            weaknesses.setdefault(about, []).append(weakness)
    return times, weaknesses


def _times(scene: Scene) -> Iterator[tuple[str, int]]:
    """Yield when what happened first; later ones of the same follow."""
    for record in scene.trace.records:
        if record.type in LEVELS and record.type != "level_lowered":
            yield level_id(record.plan, int(str(record.data["to"]))), record.t
        elif record.type == "task_done":
            yield record.entity.rpartition("#")[0], record.t
        elif record.type == "message_delivered" and record.data.get("kind") == "report":
            yield record.entity.partition(":")[2].rpartition(":")[0], record.t
        elif record.type == "plan_ended":
            yield record.plan, record.t


def worse(found: Comparison) -> tuple[Weakness, ...]:
    """Return what the newer edition makes worse (E13): later, gone, or newly weak.

    A minute is no matter.
    """
    weaknesses = []
    for one in found.milestones:
        text: Message | None = None
        if one.moved is Moved.VANISHED:
            text = msg("{what} no longer comes about", what=one.entry.name)
        elif one.moved is Moved.LATER and one.shift and one.shift.middle >= _NOTABLE:
            text = msg(
                "{what} comes {time} later than before",
                what=one.entry.name,
                time=span(one.shift.middle),
            )
        if text is not None:
            hint = msg("See whether the change was meant to do this.")
            weaknesses.append(Weakness("E13", BY_ID["E13"].severity, (one.entry,), text, hint))
    for other in found.weaknesses:
        if other.is_worse:
            fresh = other.weakness
            text = msg("new: {what}", what=fresh.message)
            if other.before:
                text = msg("{often}: {what}", often=often(other), what=fresh.message)
            weaknesses.append(
                Weakness("E13", fresh.severity, fresh.entries, text, fresh.hint, fresh.witness)
            )
    return tuple(weaknesses)


def often(one: Recurrence) -> Message:
    """Return how often *one* shows in the newer edition, and how often it did in the older."""
    return msg(
        "in {count} of {runs} runs, before in {before}",
        count=one.after,
        runs=one.runs,
        before=one.before,
    )


_NOTABLE: Final = 60
"""Seconds by which something must come later to be told."""

__all__ = ["Comparison", "Milestone", "Moved", "Recurrence", "compare", "often", "worse"]
