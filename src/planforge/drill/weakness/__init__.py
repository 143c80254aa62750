"""Where a plan breaks in a rehearsal: E01 to E14, each with its witness.

`weaknesses` judges one run. E11 needs many runs (`planforge.drill.ensemble`), E12 a suite of
drills (`planforge.drill.coverage`), E13 two editions (`planforge.drill.compare`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.truth import Truth
from planforge.drill.weakness.catalogue import BY_ID, KINDS, WeaknessKind
from planforge.drill.weakness.command import broken, looping, undecided, unending
from planforge.drill.weakness.knowing import unknowing
from planforge.drill.weakness.levels import fluttering, late_start, withdrawn
from planforge.drill.weakness.means import overloaded, short
from planforge.drill.weakness.scene import Scene, Weakness
from planforge.drill.weakness.tasks import hanging, late
from planforge.findings import Finding, Place
from planforge.i18n import msg

if TYPE_CHECKING:
    from planforge.drill.entries import Entry
    from planforge.drill.prepared import Prepared
    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace


def weaknesses(
    rehearsal: Rehearsal, trace: Trace, ready: Prepared | None = None
) -> tuple[Weakness, ...]:
    """Return where the plans break in *trace*, by id, then by what it is about.

    Args:
        rehearsal: What was run.
        trace: A run of it.
        ready: Its world made ready before, so that it need not be again.
    """
    scene = Scene(rehearsal, trace, ready)
    return seen_in(scene)


def seen_in(scene: Scene) -> tuple[Weakness, ...]:
    """Return where the plans break in *scene*, a run looked up before."""
    found: list[Weakness] = []
    for judge in (
        hanging,
        late,
        overloaded,
        short,
        broken,
        undecided,
        withdrawn,
        looping,
        fluttering,
        unending,
        unknowing,
    ):
        found += judge(scene)
    found += late_start(scene, Truth(scene.history))
    return tuple(sorted(found, key=lambda one: (one.key, one.witness)))


def finding(weakness: Weakness, rehearsal: Rehearsal) -> Finding:
    """Return *weakness* as a finding at the line of the plan that is to be mended.

    What no file says stands at the drill itself.
    """
    places = [entry for entry in weakness.entries if entry.file]
    at = Place(rehearsal.view.file) if not places else _place(places[0])
    related = tuple((_place(entry), msg("{name}", name=entry.name)) for entry in places[1:])
    return Finding(
        weakness.id, weakness.severity, at, weakness.message, weakness.hint, related=related
    )


def _place(entry: Entry) -> Place:
    return Place(entry.file, entry.pointer)


__all__ = [
    "BY_ID",
    "KINDS",
    "Scene",
    "Weakness",
    "WeaknessKind",
    "finding",
    "seen_in",
    "weaknesses",
]
