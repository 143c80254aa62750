"""A drill made ready to run: the world, the scenario, and what their ids stand for.

`rehearsal` compiles a corpus and a drill into a `World` and a `Script`; `play` runs them. The ids
of a world say what they are (“post.…”, “team.…”, “org.…”, “plan/action”), and the `Index` knows
for each of them the name that people read and the place in the files where it stands.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from planforge.drill.build.compiled import compiled
from planforge.drill.chance import Mode
from planforge.drill.engine import run
from planforge.drill.entries import Assumption, Entry, EntryKind, Index, level_id
from planforge.frozen import dataclass

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.script import Script
    from planforge.drill.trace import Trace
    from planforge.drill.world import World
    from planforge.model.drill_scales import Knowledge


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A drill made ready to run.

    Attributes:
        view: The drill.
        world: What can happen.
        script: What the scenario brings.
        index: What the ids of both stand for.
        assumed: Every figure that no file states, by what it is assumed of.
    """

    view: DrillView
    world: World
    script: Script
    index: Index
    assumed: tuple[Assumption, ...] = ()


def rehearsal(corpus: Corpus, view: DrillView, *, knowledge: Knowledge | None = None) -> Rehearsal:
    """Return the drill *view* of *corpus* made ready to run.

    Args:
        corpus: All plans and registers.
        view: The drill.
        knowledge: Who knows what, instead of what the drill says.
    """
    made = compiled(corpus, view, knowledge)
    return Rehearsal(view, made.world, made.script, made.index, made.assumed)


def play(rehearsal: Rehearsal, *, mode: Mode = Mode.PLAN, seed: int | None = None) -> Trace:
    """Return what happens in *rehearsal*.

    Args:
        rehearsal: The drill.
        mode: How long things take.
        seed: What makes two samples differ, instead of what the drill says.
    """
    script = dataclasses.replace(
        rehearsal.script, mode=mode, seed=rehearsal.script.seed if seed is None else seed
    )
    return run(rehearsal.world, script)


__all__ = [
    "Assumption",
    "Entry",
    "EntryKind",
    "Index",
    "Rehearsal",
    "level_id",
    "play",
    "rehearsal",
]
