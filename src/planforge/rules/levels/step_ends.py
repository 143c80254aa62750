"""Steps from one level to another: each must lead to another level, and to the next one."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from planforge.findings import Severity
from planforge.frozen import dataclass
from planforge.i18n import msg
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planforge.corpus.plan_view import PlanView

ADJUSTED: Final = cite("中华人民共和国突发事件应对法", "第七十一条")


@dataclass(frozen=True, slots=True)
class Odd:
    """A step that leads nowhere, or past a level that no step leads to.

    Attributes:
        field: The end of the step that looks wrong: `source` or `target`.
        meant: The level that fits there; empty if it is not clear.
    """

    field: str
    meant: str = ""


@plan_rule(
    "LVL057",
    "level.step-astray",
    Severity.WARNING,
    title=msg("Raising or lowering that leads to the same level, or past the next one"),
    rationale=msg(
        "One of the two levels was mistyped: the step that is meant is missing, and nobody knows "
        "who decides on it."
    ),
    sources=(ADJUSTED,),
    follows=("REF007",),
)
def step_astray(view: PlanView) -> Iterator[Hit]:
    """Entries of 级别调整 from a level to itself; and those that skip a level, in others' stead.

    The latter only where every other step between neighbouring levels is there.
    """
    for i, odd in odd_steps(view).items():
        step = view.plan.transitions[i]
        yield Hit(
            view.at("transitions", i, odd.field),
            msg("The step leads from {source} to {source}", source=step.source)
            if step.source == step.target
            else msg(
                "The step leads from {source} to {target}, while none leads to the level between",
                source=step.source,
                target=step.target,
            ),
            msg("Probably “{level}” is meant", level=odd.meant)
            if odd.meant
            else msg("Write the two levels between which the step leads"),
        )


@lru_cache(maxsize=1)  # three rules ask it of one plan
def odd_steps(view: PlanView) -> Mapping[int, Odd]:
    """Return the entries of 级别调整 that lead astray, by their number."""
    found: dict[int, Odd] = {}
    names = {level.severity: level.name for level in view.levels}
    for is_up in (True, False):
        order = sorted(names, reverse=not is_up)
        wanted = set(pairwise(order))
        steps = {
            i: (source, target)
            for i, step in enumerate(view.plan.transitions)
            if (source := view.severity(step.source)) is not None
            and (target := view.severity(step.target)) is not None
            and ((target > source) is is_up or source == target)
        }
        missing = wanted - set(steps.values())
        astray = [i for i, step in steps.items() if step not in wanted]
        if len(missing) == len(astray) == 1:
            ((low, high),), (i,) = missing, astray
            source, target = steps[i]
            if source == low:
                found[i] = Odd("target", names[high])
            elif target == high:
                found[i] = Odd("source", names[low])
    for i, step in enumerate(view.plan.transitions):
        if i not in found and step.source == step.target:
            found[i] = Odd("target")
    return found


__all__ = ["Odd", "odd_steps", "step_astray"]
