"""Every text in the facts, walked through once."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def all_text(view: PlanView) -> str:
    """Return every text in the facts of a plan, one below the other."""
    return "\n".join(chain.from_iterable(walked.texts for walked in view.walked_fields.values()))


__all__ = ["all_text"]
