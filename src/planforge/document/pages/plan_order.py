"""The order in which plans are shown and printed: that of the master plan's own list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from planforge.model.scales import PlanClass

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import PlanView

_CLASSES: Final = tuple(PlanClass)
_DIGITS: Final = re.compile(r"\d+")


def in_order(corpus: Corpus) -> tuple[PlanView, ...]:
    """Return the plans of *corpus*: master plan, the special plans as it lists them, the others.

    The others follow by class, and of one class by document number; those without number last.
    """
    listed: dict[str, int] = {}
    for view in corpus.plans:
        if view.plan.plan_class is PlanClass.MASTER:
            for at, entry in enumerate(view.plan.listed_plans):
                named = corpus.plan(entry.plan)
                if named is not None:
                    listed.setdefault(named.plan.id, at)

    def rank(view: PlanView) -> tuple[bool, bool, int, int, bool, list[int]]:
        plan = view.plan
        number = [int(digits) for digits in _DIGITS.findall(plan.edition.number)]
        return (
            plan.plan_class is not PlanClass.MASTER,
            plan.id not in listed,
            listed.get(plan.id, 0),
            _CLASSES.index(plan.plan_class),
            not number,
            number,
        )

    return tuple(sorted(corpus.plans, key=rank))


__all__ = ["in_order"]
