"""The demonstration corpus and its drills, read once for all tests of a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planforge.corpus.drills import load_drills
from planforge.corpus.load import load
from planforge.drill.rehearsal import play, rehearsal

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.drills import DrillView
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.model.drill_scales import Knowledge

PLANS = Path(__file__).resolve().parents[4] / "plans"
NAMES = tuple(sorted(path.name for path in (PLANS / "drills").iterdir()))


@cache
def corpus() -> Corpus:
    """Return the demonstration corpus."""
    found, findings = load(PLANS)
    assert findings == ()
    return found


@cache
def drills() -> dict[str, DrillView]:
    """Return its drills by id."""
    views, findings = load_drills(PLANS, corpus())
    assert findings == ()
    return {view.drill.id: view for view in views}


@cache
def rehearsed(name: str, knowledge: Knowledge | None = None) -> Rehearsal:
    """Return the drill called *name* made ready to run."""
    return rehearsal(corpus(), drills()[name], knowledge=knowledge)


@cache
def played(name: str, knowledge: Knowledge | None = None) -> Trace:
    """Return what happens in the drill called *name*."""
    return play(rehearsed(name, knowledge))
