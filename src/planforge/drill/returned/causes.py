"""Whether an inject that was moved would tell of something that has not happened yet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from planforge.corpus.drills import DrillView
    from planforge.model.drill import Inject
    from planforge.model.drill_scales import ScenarioTime

_FIRST, _LAST = "一", "鿿"


def too_early(view: DrillView, inject: Inject, moved: ScenarioTime) -> Message | None:
    """Return why *inject* cannot come at *moved*: it tells of a development that comes later.

    An inject follows the last development before it if both use a word that those before do not:
    高岭乡, 泄漏. None if it does not, or does not come before it now.
    """
    if inject.at is None:
        return None
    happened = [step for step in view.drill.developments if step.at <= inject.at]
    if not happened or moved >= happened[-1].at:
        return None
    cause = happened[-1]
    words = _words(f"{cause.title}，{cause.text}，{cause.place}")
    for step in happened[:-1]:
        words -= _words(f"{step.title}，{step.text}，{step.place}")
    if words.isdisjoint(_words(f"{inject.title}，{inject.text}")):
        return None
    return msg(
        "The inject tells of “{what}”, which happens at {time}; let it come at that time or "
        "later, or move the development in {file} first.",
        what=cause.title or cause.text,
        time=cause.at.text,
        file=view.file,
    )


def _words(text: str) -> set[str]:
    """Return every two characters of *text* that follow one another."""
    return {
        one + other
        for one, other in pairwise(text)
        if _FIRST <= one <= _LAST and _FIRST <= other <= _LAST
    }


__all__ = ["too_early"]
