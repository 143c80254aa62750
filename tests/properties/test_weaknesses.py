"""What is found in rehearsals holds for every run, whatever the world and the scenario."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.drill.compare import compare
from planforge.drill.ensemble import ensemble
from planforge.drill.rehearsal import play
from planforge.drill.weakness import weaknesses
from planforge.drill.weakness.catalogue import BY_ID
from tests.properties.test_rehearsal import shuffled
from tests.unit.drill.made import Dice, script, world
from tests.unit.drill.rehearsed import rehearsed

SEEDS = st.integers(0, 1 << 32)
BOUNDED = settings(max_examples=20, deadline=None)


@BOUNDED
@given(SEEDS)
def test_every_weakness_has_sides_words_and_a_witness(seed: int) -> None:
    made = rehearsed(world(seed), script(seed))
    trace = play(made, mode=made.script.mode)
    for one in weaknesses(made, trace):
        assert one.id in BY_ID
        assert one.entries
        assert all(0 <= i < len(trace.records) for i in one.witness)
        assert one.witness == tuple(sorted(set(one.witness)))
        for language in ("zh_CN", "en"):
            assert "{" not in one.message.render(language)
        if one.delay is not None:
            assert sum(part.seconds for part in one.delay.parts) == one.delay.seconds


@BOUNDED
@given(SEEDS)
def test_the_order_of_the_input_changes_no_weakness(seed: int) -> None:
    chance = Dice(seed)
    made = rehearsed(world(seed), script(seed))
    other = rehearsed(shuffled(world(seed), chance), shuffled(script(seed), chance))
    found = [weaknesses(one, play(one, mode=one.script.mode)) for one in (made, other)]
    told = [[(w.id, [e.id for e in w.entries], w.message, w.witness) for w in f] for f in found]
    assert told[0] == told[1]


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_an_edition_compared_with_itself_is_the_same(seed: int) -> None:
    made = rehearsed(world(seed), script(seed))
    assert compare(made, made, runs=3).is_same


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_an_ensemble_is_in_order_and_counts_each_run_once(seed: int) -> None:
    made = rehearsed(world(seed), dataclasses.replace(script(seed), seed=seed % 1_000))
    found = ensemble(made, 4)
    for one in found.actions:
        assert 0 <= one.kept <= one.limited <= one.wanted <= 4
        assert one.done <= one.wanted
    assert all(0 < one.runs <= 4 for one in found.weaknesses)
    assert [one.action for one in found.actions] == sorted(one.action for one in found.actions)
