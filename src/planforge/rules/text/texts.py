"""Every text in the facts, walked through once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from planforge.model.walk import key_of, walk

if TYPE_CHECKING:
    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Pointer


def texts_of_plan(view: PlanView) -> list[tuple[Pointer, str]]:
    """Return every text in the facts of a plan with its place; never change the list."""
    return view.walked.texts


@lru_cache(maxsize=2)  # many rules ask it of one plan before they go on to the next
def all_text(view: PlanView) -> str:
    """Return every text in the facts of a plan, one below the other."""
    return "\n".join([text for _, text in texts_of_plan(view)])


def texts(value: object, at: Pointer = ()) -> list[tuple[Pointer, str]]:
    """Return every text inside *value* with its place, in the order of the fields."""
    return walk(value, at).texts


__all__ = ["all_text", "key_of", "texts", "texts_of_plan"]
