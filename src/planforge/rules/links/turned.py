"""Which end of a link is turned round, where both say that they cause, ask or hand over.

The plans themselves say who is at which end: by who stands above, by who calls whom
(交接), and by what causes what (情形). Where they do not say, or not of one mind, nobody can know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.corpus.names import spellings
from planforge.model.base import Kind
from planforge.model.scales import LinkKind, PlanClass
from planforge.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import LinkOutline, PlanOutline
    from planforge.corpus.system import System

    End = tuple[PlanOutline, LinkOutline]

_FIRST: Final = {
    LinkKind.CONFORMS_TO,
    LinkKind.CASCADES_TO,
    LinkKind.REQUESTS_SUPPORT,
    LinkKind.HANDS_OVER_TO,
}
"""Kinds of the end from which a link starts: of who follows, causes, asks, hands over."""
_CAUSES: Final = late(
    "引发|诱发|引起|造成|导致|致使|损毁|危及|威胁|波及|影响|进入|出现",
)
"""What stands between a cause and its effect."""
_OF_ANY: Final = late("(?:突发)?(?:事故|事件|灾害|灾难)$")
"""What names of kinds of events end with, and sentences leave out."""
_CALLS: Final = late("通知|告知|向")


def at_fault(system: System, one: End, other: End) -> End | None:
    """Return which of two links of one kind is turned round; None if the plans do not say."""
    kind = LinkKind.read(one[1].kind)
    if kind.value != other[1].kind or kind is kind.counterpart:
        return None
    said = set(_starts(system, kind, one, other))
    said |= {not starts for starts in _starts(system, kind, other, one)}
    if len(said) != 1:
        return None
    return other if said.pop() is (kind in _FIRST) else one


def _starts(system: System, kind: LinkKind, one: End, other: End) -> Iterator[bool]:
    """Yield whether the link starts at the plan of *one*, for all that its link says of that."""
    source, link = one
    target, _answer = other
    if {kind, kind.counterpart} == {LinkKind.CONFORMS_TO, LinkKind.GOVERNS}:
        if target.plan_class == PlanClass.MASTER.value != source.plan_class or any(
            system.plan(name) is target for name in source.upper_plans
        ):
            yield True
        return
    if LinkKind.CASCADES_TO in {kind, kind.counterpart}:
        if _is_effect(target, link.circumstances):
            yield True
        if _is_effect(source, link.circumstances):
            yield False
    call = _CALLS.search(link.call)
    if call is not None:
        caller, called = link.call[: call.start()], link.call[call.end() :]
        ours, theirs = _called(system, *one), _called(system, *other)
        if any(map(caller.startswith, ours)) and any(name in called for name in theirs):
            yield True
        if any(map(caller.startswith, theirs)) and any(name in called for name in ours):
            yield False


def _called(system: System, plan: PlanOutline, link: LinkOutline) -> set[str]:
    """Return the names of who calls, leads or commands on the side of *plan*."""
    names = (*link.contact, plan.lead, plan.command)
    kinds = (Kind.ORGANISATION, Kind.POST)
    known = (system.registry.names.get(name, kinds) for name in names if name)
    return {name for entity in known if entity for name in spellings(entity)}


def _is_effect(plan: PlanOutline, text: str) -> bool:
    """Whether events of *plan* stand behind a word of cause in *text*, and none before it."""
    events = {_OF_ANY.sub("", event) or event for event in plan.event_types}
    found = _CAUSES.search(text)
    if found is None or any(event in text[: found.start()] for event in events):
        return False
    return any(event in text[found.end() :] for event in events)


__all__ = ["at_fault"]
