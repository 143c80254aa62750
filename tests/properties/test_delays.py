"""Every delay of every run is split into parts that are as long as the whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.drill.delays import Cause, Delays, DelaySplit
from planforge.drill.engine import run
from planforge.drill.history import LEVELS, History
from planforge.drill.prepared import Prepared
from tests.unit.drill.made import script, world

SEEDS = st.integers(0, 1 << 32)
MANY = 100


def splits(seed: int) -> list[DelaySplit]:
    ready = Prepared(world(seed))
    history = History(ready, run(ready, script(seed)))
    delays = Delays(history)
    few = list(history.tasks.values())[:MANY]
    tasks = [delays.task(task) for task in few]
    since_t0 = [delays.task(task, 0) for task in few]
    kinds = (*LEVELS, "message_delivered", "takeover_decided", "handover_done", "plan_ended")
    records = history.of(*kinds)[:MANY]  # a ring without end makes thousands
    return tasks + since_t0 + [delays.record(record, 0) for record in records]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_parts_join_and_are_as_long_as_the_whole(seed: int) -> None:
    for split in splits(seed):
        assert split.seconds >= 0
        assert sum(part.seconds for part in split.parts) == split.seconds
        assert sum(seconds for _, seconds in split.by_cause()) == split.seconds
        assert all(part.seconds > 0 for part in split.parts)
        assert all(one.until == other.since for one, other in pairwise(split.parts))
        if split.parts:
            assert (split.parts[0].since, split.parts[-1].until) == (split.since, split.until)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_no_time_is_without_a_cause(seed: int) -> None:
    nameless = [s for s in splits(seed) for part in s.parts if part.cause is Cause.OTHER]
    assert nameless == []
