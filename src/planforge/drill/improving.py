"""Tasks of improvement written into the file of the drill that brought them to light (整改)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Addition, Place
from planforge.i18n import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planforge.corpus.drills import DrillView
    from planforge.drill.score import Improvement


def task_edits(
    view: DrillView, found: Iterable[Improvement], language: str
) -> tuple[Addition, ...]:
    """Return the edits that add what was *found* to the tasks of a drill, each once.

    What the drill has already, by its id, is not added again, whatever became of it.

    Args:
        view: The drill.
        found: What is to be mended.
        language: Language of sentences that the program makes.
    """
    known = {one.id for one in view.drill.tasks}
    place = Place(view.file, ("tasks",))
    edits = []
    for one in found:
        if one.id in known:
            continue
        known.add(one.id)
        said = [
            text.render(language) if isinstance(text, Message) else text
            for text in (one.problem, one.cause, one.advice)
        ]
        pairs = (
            ("id", one.id),
            ("problem", said[0]),
            ("cause", said[1]),
            ("plan", one.plan_id),
            ("action", one.action),
            ("work", said[2]),
            ("owner", one.unit),
        )
        entry = tuple((key, " ".join(text.split())) for key, text in pairs if text)
        edits.append(Addition(place, entry))
    return tuple(edits)


__all__ = ["task_edits"]
