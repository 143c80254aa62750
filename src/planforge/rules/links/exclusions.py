"""Whether what a plan leaves to another one is a matter of that one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.scales import PlanClass
from planforge.patterns import late
from planforge.rules.articles import FITTING
from planforge.rules.rule import Hit, system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planforge.corpus.outline import PlanOutline
    from planforge.corpus.system import System

_COMMON: Final = late(
    "^.*?(?:省|市|县|区)(?!民)|应急|救援|救助|处置|预案|突发|事件|事故|灾害|专项|总体|重大|较大|大面积|[（()）、和与及]"
)
"""What names of plans have in common, and of which jurisdiction they are."""
_SHORTEST: Final = 2


@system_rule(
    "LNK028",
    "link.left-to-the-wrong-plan",
    Severity.WARNING,
    title=msg("Event that is left to a plan for something else"),
    rationale=msg(
        "Whoever looks for the excluded event is sent to a plan that does not know it, and the one "
        "that does stays closed."
    ),
    sources=(FITTING,),
)
def left_to_the_wrong_plan(system: System) -> Iterator[Hit]:
    """除外 whose words are those of another special plan, and none of the one that is named.

    The words are the event types of a plan and what its name says of the event.
    """
    for outline in system.outlines:
        for named in outline.named_plans:
            target = system.plan(named.name) if named.event else None
            if target is None or target.plan_class != PlanClass.SPECIAL.value:
                continue
            if _is_about(target, named.event):
                continue
            other = _best(system, outline, target, named.event)
            if other is not None:
                yield Hit(
                    Place(outline.file, named.pointer),
                    msg(
                        "“{event}” is left to {plan}, but {other} is about that",
                        event=named.event,
                        plan=target.name,
                        other=other.name,
                    ),
                    msg("Name {other}, or correct the event", other=other.name),
                    ((Place(other.file, ("event_types",)), msg("The other plan stands here")),),
                )


def _best(
    system: System, outline: PlanOutline, target: PlanOutline, event: str
) -> PlanOutline | None:
    """Return the other special plan with most words in *event*; None if there is none."""
    found = [
        (words, one)
        for one in system.specials
        if one.file not in {outline.file, target.file} and (words := _is_about(one, event))
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _is_about(outline: PlanOutline, event: str) -> int:
    """Return how many of the words of a plan *event* has."""
    return sum(word in event for word in _words(outline.name, outline.event_types))


@lru_cache(maxsize=4096)
def _words(name: str, event_types: tuple[str, ...]) -> frozenset[str]:
    """Return the event types, and any two characters in a row of what the name says of them."""
    bare = (_COMMON.sub(" ", text).split() for text in (name, *event_types))
    parts = (part for some in bare for part in some)
    return frozenset(
        part[i : i + _SHORTEST] for part in parts for i in range(len(part) - _SHORTEST + 1)
    )
