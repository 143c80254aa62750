"""What the rules find in a corpus that is in memory already, such as the public part of one.

A finding in the public part is made of public facts alone, so its words may be shown to everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.corpus.plan_view import PlanView
from planforge.corpus.system import System
from planforge.rules.engine import apply_rules
from planforge.rules.judged import outline_of
from planforge.rules.rule import Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from planforge.corpus.corpus import Corpus
    from planforge.findings import Finding


def found_in(corpus: Corpus, files: Collection[str], as_of: date | None) -> Iterator[Finding]:
    """Yield what rules find in the plans of *corpus* and between them.

    Args:
        corpus: The plans and registers.
        files: The plans to judge, by the path of `plan.yaml`; what stands between plans is judged
            of all.
        as_of: The day on which validity and cycles are judged.
    """
    registry = corpus.registry.for_plans
    outlines = []
    for known in corpus.plans:
        view = PlanView(
            known.plan,
            registry,
            known.file,
            known.prose,
            known.images,
            active_images=known.active_images,
        )
        outlines.append(outline_of(view))
        if known.file in files:
            yield from apply_rules(Scope.PLAN, view)
    system = System(corpus.registry, tuple(outlines), corpus.system.unreadable, as_of)
    yield from apply_rules(Scope.SYSTEM, system)
