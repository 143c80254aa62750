"""From a rehearsal and its trace to all that the papers of the drill say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.drill.kit.clock import timeline
from planforge.drill.kit.evaluation import sheets
from planforge.drill.kit.injects import Writer
from planforge.drill.kit.packs import built_in
from planforge.drill.kit.people import participants, stages
from planforge.drill.kit.points import points
from planforge.drill.kit.rehearsed import Rehearsed
from planforge.drill.kit.replies import replies
from planforge.drill.kit.script import ScriptWriter
from planforge.drill.kit.values import Kit
from planforge.model.drill_scales import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planforge.drill.rehearsal import Rehearsal
    from planforge.drill.trace import Trace
    from planforge.model.drill import Drill
    from planforge.model.evaluation import Pack


class UnknownPackError(ValueError):
    """A drill names an evaluation pack that there is not.

    Attributes:
        pack: Its identifier.
        known: Those there are.
    """

    def __init__(self, pack: str, known: tuple[str, ...]) -> None:
        """Say that there is no *pack*, only those *known*."""
        super().__init__(pack)
        self.pack = pack
        self.known = known


def has_script(drill: Drill) -> bool:
    """Whether the course of *drill* is written out: not where players must not know it comes."""
    return drill.kind.notice in {Notice.SCRIPTED, Notice.HALF_SCRIPTED}


def kit(rehearsal: Rehearsal, trace: Trace, packs: Mapping[str, Pack] | None = None) -> Kit:
    """Return all that the papers of *rehearsal* say, which went as *trace* tells.

    Args:
        rehearsal: The drill.
        trace: What happened in it.
        packs: Evaluation packs by identifier; those that come along if left out.

    Raises:
        UnknownPackError: There is no pack of the name that the drill gives.
    """
    drill = rehearsal.view.drill
    known = built_in().packs if packs is None else packs
    if drill.evaluation not in known:
        raise UnknownPackError(drill.evaluation, tuple(sorted(known)))
    pack = known[drill.evaluation]
    rehearsed = Rehearsed(rehearsal, trace)
    clock = timeline(drill, drill.horizon.seconds or 0)
    injects = Writer(rehearsal, trace, rehearsed.plans, clock).injects()
    judged = sheets(drill, pack, rehearsed.plans, injects)
    writer = ScriptWriter(rehearsed, clock, injects, judged)
    rows = writer.rows()
    return Kit(
        rehearsal=rehearsal,
        trace=trace,
        timeline=clock,
        stages=stages(rehearsal.view, injects),
        injects=injects,
        script=writer.gathered(rows) if has_script(drill) else (),
        participants=participants(rehearsal.view, injects, rehearsed.deeds()),
        pack=pack,
        sheets=judged,
        points=points(rehearsed),
        replies=replies(rehearsal.view, rows),
        running=tuple(rehearsed.running(clock.pieces[-1].end)),
        is_table=rehearsed.is_table,
    )


__all__ = ["UnknownPackError", "has_script", "kit"]
