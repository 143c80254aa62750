"""What of a run whom may be told: what players must not know stands in no paper of theirs.

A paper for an audience is made from records that passed here, never from the trace itself, so that
what is not to be known cannot slip in.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.drill_scales import Notice

if TYPE_CHECKING:
    from planforge.drill.trace import Record, Trace
    from planforge.model.drill import Drill

NAMELESS: Final = msg("Drill whose scenario is not told")
"""What a drill is called before those who must not know what it is about."""


class Audience(StrEnum):
    """Who reads a paper."""

    PLAYER = "player"
    """参演人员"""
    ROLE_PLAYER = "role player"
    """模拟人员"""
    CONTROLLER = "controller"
    """导调人员"""
    EVALUATOR = "evaluator"
    """评估人员"""
    OBSERVER = "observer"
    """观摩人员"""
    STEERING = "steering group"
    """演练领导小组"""


class Content(StrEnum):
    """What a record says of a drill."""

    INJECT = "inject"
    """What controllers bring about, and when: facts, outages, judgements, orders."""
    EXPECTED = "expected"
    """What players are expected to do, and until when."""
    FINDING = "finding"
    """What went wrong, and whose it was."""


_INJECTS: Final = (
    "fact_update",
    "outage_begins",
    "outage_ends",
    "judgement_told",
    "verified",
    "verify_failed",
)
_FINDINGS: Final = (
    "deadline_missed",
    "report_missed",
    "ack_missed",
    "decision_withdrawn",
    "decision_waits",
    "invariant_broken",
    "plan_open_at_horizon",
    "task_open_at_horizon",
    "task_waits",
    "zero_time_loop",
)
_FULL: Final = (Audience.CONTROLLER, Audience.EVALUATOR, Audience.STEERING)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets a paper.

    Attributes:
        audience: In which part.
        orgs: Organisations whose messages are the reader's own.
        roles: Posts and teams that are the reader's own.
    """

    audience: Audience
    orgs: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


def is_untold(drill: Drill) -> bool:
    """Whether players must not know the scenario of *drill*: its name and safety rules tell it."""
    return drill.kind.notice in {Notice.SINGLE_BLIND, Notice.DOUBLE_BLIND}


def is_undated(drill: Drill) -> bool:
    """Whether players must not know when and where *drill* is.

    Of a drill whose scenario alone is not told they know what they are told in words, and day and
    place only if nothing else is said.
    """
    is_blind = drill.kind.notice is Notice.DOUBLE_BLIND
    return is_blind or (is_untold(drill) and bool(drill.briefing))


def told_name(drill: Drill) -> Message | str:
    """Return what players may call *drill* before it."""
    return NAMELESS if is_untold(drill) else drill.name


def opening(drill: Drill) -> Message:
    """Return what players hear when *drill* begins; of an untold scenario not even its name."""
    if is_untold(drill):
        return msg("The drill begins.")
    return msg("The drill “{name}” begins.", name=drill.name)


def content(record: Record) -> Content:
    """Return what *record* says of a drill."""
    if record.type in _INJECTS:
        return Content.INJECT
    return Content.FINDING if record.type in _FINDINGS else Content.EXPECTED


def disclosed(
    trace: Trace, reader: Reader, *, is_demonstration: bool = False
) -> tuple[Record, ...]:
    """Return what *reader* may know of *trace* before the drill, in order.

    Controllers, evaluators and the steering group may know everything, but findings about persons
    are the steering group's, and an evaluator's for those he watches. Players know nothing before
    the time, unless it is a demonstration (示范): then all but findings. Role players know what
    their own part is to bring in. Observers know nothing in particular. Records lose the causes and
    the knowledge that readers may not see.
    """
    allowed = [r for r in trace.records if _may_see(r, reader, is_demonstration=is_demonstration)]
    if reader.audience in _FULL:
        return tuple(allowed)
    known = {record.i for record in allowed}
    return tuple(
        dataclasses.replace(
            record,
            cause=tuple(i for i in record.cause if i in known),
            know={org: facts for org, facts in record.know.items() if org in reader.orgs},
        )
        for record in allowed
    )


def _may_see(record: Record, reader: Reader, *, is_demonstration: bool) -> bool:
    kind = content(record)
    is_own = record.role in reader.roles or record.role in reader.orgs
    if kind is Content.FINDING:
        return reader.audience is Audience.STEERING or (
            reader.audience is Audience.EVALUATOR and is_own
        )
    if reader.audience in _FULL:
        return True
    if reader.audience is Audience.PLAYER:
        return is_demonstration
    return reader.audience is Audience.ROLE_PLAYER and record.type == "message_sent" and is_own


__all__ = [
    "NAMELESS",
    "Audience",
    "Content",
    "Reader",
    "content",
    "disclosed",
    "is_undated",
    "is_untold",
    "opening",
    "told_name",
]
