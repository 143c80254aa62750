"""Measure rehearsals: ``python benchmarks/bench_rehearsal.py [tasks …]``.

Prints, for each number of tasks over 60 plans: records, seconds to make the world ready, to run it
and to write its hash; how the time grows; how much the naive allocator of the tests takes at the
smallest size, with the same hash; and what an ensemble of 200 samples of one scenario takes.

``python benchmarks/bench_rehearsal.py --drill NAME [runs]`` measures a drill of the demonstration:
one run, what is found in it, and an ensemble with one process and with one for each processor.
"""

from __future__ import annotations

import os
import sys
import time
from fractions import Fraction
from math import log
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planforge.corpus.drills import load_drills
from planforge.corpus.load import load
from planforge.drill.chance import Mode, Span, exactly
from planforge.drill.engine import run
from planforge.drill.ensemble import ensemble
from planforge.drill.means import Person, Pool, Post
from planforge.drill.prepared import Prepared
from planforge.drill.rehearsal import rehearsal
from planforge.drill.script import FactAt, Script
from planforge.drill.weakness import weaknesses
from planforge.drill.work import Action, After, Deadline, Need, Priority
from planforge.drill.world import Incident, Level, Link, Plan, World
from tests.unit.drill.naive import Naive
from tests.unit.drill.worlds import fact

PLANS: Final = 60
ENSEMBLE: Final = 200
CHAIN: Final = 5
"""Every such action waits for the one so many before it."""
HORIZON: Final = 30 * 86_400


def city(tasks: int) -> World:
    """Return a city of 60 plans with *tasks* actions, a person for every eight, scarce supplies."""
    each = tasks // PLANS
    people = max(PLANS, tasks // 8)
    return World(
        incidents=(Incident("storm", "hq"),),
        plans=tuple(_plan(n, each, people) for n in range(PLANS)),
        links=tuple(
            Link(f"link{n}", f"plan{n // 2:02}", f"plan{n:02}", levels=((1, 1), (2, 2)))
            for n in range(1, PLANS)
        ),
        persons=tuple(Person(f"person{n}") for n in range(people)),
        posts=(
            Post("mayor", "hq", ("person0",), 5),
            *(
                Post(f"post{n}", "hq", (f"person{n}", f"person{(n * 7 + 1) % people}"))
                for n in range(people)
            ),
        ),
        pools=(
            *(Pool(f"bus{n}", "hq", 40, travel=exactly(600), back=exactly(900)) for n in range(8)),
            Pool("sandbags", "hq", 10 * tasks, consumable=True),
        ),
    )


def _plan(n: int, actions: int, people: int) -> Plan:
    levels = (
        Level(1, "Ⅳ", fact("rain", ">= 50") if not n else None, "mayor", delay=exactly(900)),
        Level(2, "Ⅲ", fact("rain", ">= 100") if not n else None, "mayor", delay=exactly(1800)),
    )
    made = tuple(_action(n, k, n * actions + k, people) for k in range(actions))
    return Plan(f"plan{n:02}", "storm", "hq", n, levels, made)


def _action(plan: int, k: int, number: int, people: int) -> Action:
    needs = (Need(f"bus{number % 8}", 1 + number % 3),) if number % 4 == 0 else ()
    return Action(
        f"a{k:04}",
        Span(300, 600 + 60 * (number % 11), 2400),
        (f"post{number * 13 % people}",),
        order=k,
        priority=Priority(1 + number % 7),
        first_rank=1 + number % 2,
        after=(After(f"plan{plan:02}/a{k - CHAIN:04}"),) if k >= CHAIN and not k % CHAIN else (),
        deadlines=(Deadline(3_600 * (1 + number % 12)),) if number % 3 else (),
        needs=(*needs, Need("sandbags", 5)) if number % 6 == 0 else needs,
    )


def scenario(mode: Mode = Mode.PLAN, seed: int = 0) -> Script:
    """Return a rain that starts everything, then raises it."""
    facts = (FactAt(60, "rain", Fraction(60)), FactAt(7200, "rain", Fraction(120)))
    return Script(HORIZON, facts, omniscient=True, mode=mode, seed=seed)


def drill(name: str, runs: int) -> None:
    """Print what the drill *name* of the demonstration costs, and *runs* runs of it."""
    root = Path(__file__).resolve().parent.parent / "plans"
    corpus, _ = load(root)
    view = next(one for one in load_drills(root, corpus)[0] if one.drill.id == name)
    begin = time.process_time()
    made = rehearsal(corpus, view)
    compiled = time.process_time() - begin
    begin = time.process_time()
    ready = Prepared(made.world)
    prepared = time.process_time() - begin
    begin = time.process_time()
    trace = run(ready, made.script)
    ran = time.process_time() - begin
    begin = time.process_time()
    found = weaknesses(made, trace, ready)
    judged = time.process_time() - begin
    print(
        f"{name}: compile {compiled:.2f} s, ready {prepared:.2f} s, run {ran:.2f} s "
        f"({len(trace.records)} records), {len(found)} weaknesses {judged:.2f} s"
    )
    for workers in (1, os.cpu_count() or 1):
        start = time.perf_counter()
        ensemble(made, runs, workers=workers)
        print(f"{runs} runs, {workers} processes: {time.perf_counter() - start:.1f} s by the clock")


def main(sizes: list[int]) -> None:
    """Print what rehearsals of *sizes* cost."""
    before: tuple[int, float] | None = None
    for tasks in sizes:
        world = city(tasks)
        begin = time.process_time()
        ready = Prepared(world)
        prepared = time.process_time() - begin
        begin = time.process_time()
        trace = run(ready, scenario())
        took = time.process_time() - begin
        begin = time.process_time()
        found = trace.hash
        hashing = time.process_time() - begin
        done = len(trace.of("task_done"))
        growth = (
            f", exponent {log(took / before[1]) / log(tasks / before[0]):.2f}" if before else ""
        )
        print(
            f"{tasks:6} tasks, {done} done, {len(trace.records)} records: ready {prepared:.2f} s, "
            f"run {took:.2f} s, hash {hashing:.2f} s{growth}"
        )
        if before is None:
            naive = _naive(ready, found)
            print(f"       naive allocator {naive:.2f} s ({naive / took:.1f} times), same hash")
        before = tasks, took
    ready = Prepared(city(sizes[0]))
    begin = time.process_time()
    for seed in range(ENSEMBLE):
        run(ready, scenario(Mode.SAMPLE, seed))
    took = time.process_time() - begin
    print(f"ensemble of {ENSEMBLE} samples of {sizes[0]} tasks: {took:.1f} s")


def _naive(ready: Prepared, expected: str) -> float:
    """Return the seconds of a run with the naive allocator, which must come to the same trace."""
    begin = time.process_time()
    trace = run(ready, scenario(), Naive)
    took = time.process_time() - begin
    if trace.hash != expected:
        raise SystemExit(f"the naive allocator disagrees: {trace.hash} is not {expected}")
    return took


if __name__ == "__main__":
    if sys.argv[1:2] == ["--drill"]:
        drill(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else ENSEMBLE)  # noqa: PLR2004 - the last argument
        sys.exit()
    main([int(argument) for argument in sys.argv[1:]] or [1_000, 3_000, 10_000, 30_000])
