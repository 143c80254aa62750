"""Tasks of improvement written into the file of the drill that brought them to light (整改)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planforge.findings import Addition, Entries, Place, Word
from planforge.i18n import Message
from planforge.model.drill_scales import TaskTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from planforge.corpus.drills import DrillView
    from planforge.drill.elements import Named
    from planforge.drill.improvement import Improvement
    from planforge.findings import EntryValue


def task_edits(
    view: DrillView, found: Iterable[Improvement], language: str, due: date | None = None
) -> tuple[Addition, ...]:
    """Return the edits that add what was *found* to the tasks of a drill, each once.

    What the drill has already, by its id, is not added again, whatever became of it. What no unit
    was to do falls to whoever follows the drill up.

    Args:
        view: The drill.
        found: What is to be mended.
        language: Language of sentences that the program makes.
        due: By when all of it is to be mended; None if nobody has set a day.
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
            *(("id", one.id), ("problem", said[0]), ("cause", said[1])),
            *_about(one),
            *(("work", said[2]), ("owner", one.unit or view.drill.follow_up or "")),
            ("due", due.isoformat() if due else ""),
        )
        entry = tuple(
            (key, " ".join(value.split()) if isinstance(value, str) else value)
            for key, value in pairs
            if value
        )
        edits.append(Addition(place, entry))
    return tuple(edits)


def _about(one: Improvement) -> Iterator[tuple[str, EntryValue]]:
    """Yield what is to be changed: an action, a plan, several parts, or something else."""
    if one.target not in {None, TaskTarget.PLAN}:
        yield "target", Word(one.target.value, one.target.label("zh_CN"))
    if len(one.about) == 1 and not one.about[0].level:
        yield "plan", one.about[0].plan
        yield "action", one.about[0].action
    elif one.about:
        yield "about", Entries(tuple(_parts(one.about)))


def _parts(about: Iterable[Named]) -> Iterator[tuple[tuple[str, str | tuple[str, ...]], ...]]:
    parts: dict[str, tuple[list[str], list[str]]] = {}
    for one in about:
        levels, actions = parts.setdefault(one.plan, ([], []))
        levels += [one.level] if one.level else []
        actions += [one.action] if one.action else []
    for plan, (levels, actions) in parts.items():
        lists = (("levels", tuple(levels)), ("actions", tuple(actions)))
        yield (("plan", plan), *((key, names) for key, names in lists if names))


__all__ = ["task_edits"]
