"""Many runs of one drill: how sure its times are.

Each run draws its times anew, the same for the same seed. What comes out are shares and quantiles,
exact: order statistics of whole seconds and fractions of counts, no float and no interpolation.
"""

from __future__ import annotations

import dataclasses
from contextlib import closing
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.drill.chance import Mode
from planforge.drill.engine import run
from planforge.drill.history import LEVELS, History
from planforge.drill.prepared import Prepared
from planforge.drill.weakness import Scene, Weakness, seen_in
from planforge.drill.weakness.catalogue import BY_ID
from planforge.drill.weakness.words import span
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.processes import shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.drill.rehearsal import Rehearsal

FRAGILE: Final = Fraction(1, 10)
"""Share of runs in which a limit may be missed before it counts as fragile (E11)."""
LOW: Final = Fraction(1, 10)
MIDDLE: Final = Fraction(1, 2)
HIGH: Final = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Range:
    """What a time comes to in many runs, in seconds.

    Attributes:
        least: In the quickest run.
        low: One of ten runs takes at most so long.
        middle: Half of the runs take at most so long.
        high: Nine of ten runs take at most so long.
        most: In the slowest run.
    """

    least: int
    low: int
    middle: int
    high: int
    most: int


def quantile(values: Sequence[int], share: Fraction) -> int:
    """Return the smallest of *values* that at least *share* of them do not exceed.

    Args:
        values: Sorted, not empty.
        share: In (0, 1].
    """
    place = -(-len(values) * share.numerator // share.denominator)
    return values[max(place, 1) - 1]


def range_of(values: Iterable[int]) -> Range | None:
    """Return the range of *values*; None if there are none."""
    known = sorted(values)
    if not known:
        return None
    low, middle, high = (quantile(known, share) for share in (LOW, MIDDLE, HIGH))
    return Range(known[0], low, middle, high, known[-1])


@dataclass(frozen=True, slots=True)
class ActionOutcome:
    """What became of an action in many runs.

    Attributes:
        action: “plan/action”.
        wanted: In how many runs it was to be done.
        done: In how many it was done.
        limited: In how many it had a limit that had passed or been kept at the end.
        kept: In how many of these it was done in time.
        start: When it began, since T0.
        end: When it was done, since T0.
        taken: From when its limit began to run, or it was to be done, until it was done.
    """

    action: str
    wanted: int
    done: int
    limited: int
    kept: int
    start: Range | None
    end: Range | None
    taken: Range | None

    @property
    def on_time(self) -> Fraction | None:
        """The share of runs in which its limit was kept; None if it has none."""
        return Fraction(self.kept, self.limited) if self.limited else None


@dataclass(frozen=True, slots=True)
class LevelOutcome:
    """When a level was reached in many runs.

    Attributes:
        plan: Id of the plan.
        rank: The level, or a higher one.
        reached: In how many runs.
        at: When, since T0.
    """

    plan: str
    rank: int
    reached: int
    at: Range | None


@dataclass(frozen=True, slots=True)
class WeaknessOutcome:
    """How often a weakness showed.

    Attributes:
        weakness: What it looked like in the first run that had it.
        seed: The seed of that run, to look at it again.
        runs: In how many runs.
    """

    weakness: Weakness
    seed: int
    runs: int


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Many runs of one drill.

    Attributes:
        runs: How many.
        seed: Seed of the first; the others follow it one by one.
        actions: By action.
        levels: By plan and level.
        weaknesses: The most frequent first.
    """

    runs: int
    seed: int
    actions: tuple[ActionOutcome, ...]
    levels: tuple[LevelOutcome, ...]
    weaknesses: tuple[WeaknessOutcome, ...]


_Times: TypeAlias = "tuple[int | None, int | None, int | None, bool | None]"
"""Start and end, what it took, and whether the limit was kept; None for what there is not."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is kept of one run."""

    seed: int
    tasks: Mapping[str, _Times]
    levels: Mapping[tuple[str, int], int]
    weaknesses: tuple[Weakness, ...]


def ensemble(
    rehearsal: Rehearsal, runs: int, *, mode: Mode = Mode.SAMPLE, workers: int = 1
) -> Ensemble:
    """Return what *runs* runs of *rehearsal* come to.

    Args:
        rehearsal: The drill.
        runs: How many, at least one.
        mode: How long things take; but for samples, one run is as good as many.
        workers: How many processes share the work; the result is the same for any number.
    """
    first = rehearsal.script.seed
    seeds = range(first, first + runs)
    bare = _bare(rehearsal)
    shares = [seeds[place::workers] for place in range(min(workers, runs))]
    with closing(shared(_outcomes, (bare, mode), shares, processes=len(shares))) as parts:
        found = [outcome for part in parts for outcome in part]
    return _gathered(sorted(found, key=lambda one: one.seed), first)


def _bare(rehearsal: Rehearsal) -> Rehearsal:
    """Return *rehearsal* without the drill that it was made from, which no run needs."""
    return dataclasses.replace(rehearsal, view=None)  # type: ignore[arg-type]  # stays in here


def _outcomes(known: tuple[Rehearsal, Mode], seeds: Iterable[int]) -> list[_Outcome]:
    rehearsal, mode = known
    ready = Prepared(rehearsal.world)
    found = []
    for seed in seeds:
        script = dataclasses.replace(rehearsal.script, mode=mode, seed=seed)
        scene = Scene(rehearsal, run(ready, script), ready, tries_more=False)
        history = scene.history
        found.append(
            _Outcome(
                seed,
                {name: _times(scene, name) for name in sorted(_wanted(history))},
                _levels(history),
                tuple(dataclasses.replace(one, delay=None) for one in seen_in(scene)),
            )
        )
    return found


def _wanted(history: History) -> Iterator[str]:
    """Yield the actions that were to be done, and not skipped since nothing asked for them."""
    for action, tasks in history.of_action.items():
        if tasks[0].closed is None or tasks[0].closed.type != "task_skipped":
            yield action


def _times(scene: Scene, action: str) -> _Times:
    """Return what became of the first task of *action* in a run."""
    task = scene.history.of_action[action][0]
    start = task.start.t if task.start else None
    is_done = task.closed is not None and task.closed.type == "task_done"
    end = task.closed.t if task.closed and is_done else None
    taken = None if end is None else end - scene.delays.reckoned_from(task)
    kept: bool | None = None
    if task.due is not None and (task.missed is not None or is_done):
        kept = task.missed is None
    return start, end, taken, kept


def _levels(history: History) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for record in history.of(*LEVELS):
        to = record.data["to"]
        for level in history.ready.plans[record.plan].levels:
            if isinstance(to, int) and level.rank <= to:
                found.setdefault((record.plan, level.rank), record.t)
    return found


def _gathered(outcomes: Sequence[_Outcome], first: int) -> Ensemble:
    actions = sorted({action for one in outcomes for action in one.tasks})
    levels = sorted({level for one in outcomes for level in one.levels})
    times = {name: [o.tasks[name] for o in outcomes if name in o.tasks] for name in actions}
    reached = {key: [o.levels[key] for o in outcomes if key in o.levels] for key in levels}
    seen: dict[tuple[str, ...], tuple[Weakness, int, int]] = {}
    for one in outcomes:
        for about, weakness in {weak.about: weak for weak in reversed(one.weaknesses)}.items():
            shown, seed, count = seen.get(about, (weakness, one.seed, 0))
            seen[about] = shown, seed, count + 1
    ordered = sorted(seen.items(), key=lambda item: (-item[1][2], item[0]))
    return Ensemble(
        len(outcomes),
        first,
        tuple(_action(name, times[name]) for name in actions),
        tuple(LevelOutcome(*key, len(reached[key]), range_of(reached[key])) for key in levels),
        tuple(WeaknessOutcome(*found) for _, found in ordered),
    )


def _action(name: str, times: Sequence[_Times]) -> ActionOutcome:
    starts, ends, taken, kept = (
        [value for value in column if value is not None] for column in zip(*times, strict=True)
    )
    return ActionOutcome(
        name,
        len(times),
        len(ends),
        len(kept),
        sum(1 for value in kept if value),
        range_of(int(value) for value in starts),
        range_of(int(value) for value in ends),
        range_of(int(value) for value in taken),
    )


def fragile(rehearsal: Rehearsal, found: Ensemble, kept: Iterable[str]) -> tuple[Weakness, ...]:
    """Return the limits that are kept only with luck (E11), by action.

    Args:
        rehearsal: The drill.
        found: Many runs of it.
        kept: The actions whose limits are kept with the usual times; those are not told again
            that are missed anyhow.
    """
    usual = frozenset(kept)
    weaknesses = []
    for one in found.actions:
        entry = rehearsal.index.get(one.action)
        missed = one.limited - one.kept
        if entry is None or one.action not in usual or not one.limited:
            continue
        if Fraction(missed, one.limited) <= FRAGILE:
            continue
        name = f"{rehearsal.index.name(entry.plan)}：{entry.name}"
        text = msg(
            "{action} is in time in {kept} of {runs} runs",
            action=name,
            kept=one.kept,
            runs=one.limited,
        )
        if one.taken is not None:
            text = msg(
                "{action} is in time in {kept} of {runs} runs only; "
                "it takes {middle} as a rule and up to {high} in nine of ten runs",
                action=name,
                kept=one.kept,
                runs=one.limited,
                middle=span(one.taken.middle),
                high=span(one.taken.high),
            )
        hint = msg("Allow some slack, begin earlier, or name who else can do it.")
        weaknesses.append(Weakness("E11", BY_ID["E11"].severity, (entry,), text, hint))
    return tuple(weaknesses)


__all__ = [
    "FRAGILE",
    "ActionOutcome",
    "Ensemble",
    "LevelOutcome",
    "Range",
    "WeaknessOutcome",
    "ensemble",
    "fragile",
    "quantile",
    "range_of",
]
